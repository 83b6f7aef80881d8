import type { IDataObject } from 'n8n-workflow';

import { type Holds, isNotTaken, isQueued, jobIdIn, readAnswer, retryAfterMs } from '../../nodes/Wawp/engine/answer';
import { failureIn } from '../../nodes/Wawp/engine/failure';
import { holdsChatId, holdsPersonId, holdsState, isDone, isDoneOrEmpty, isEmpty, member, value } from '../../nodes/Wawp/engine/holds';
import { keyedRowsUnder, listOf, namesUnder, rowsUnder } from '../../nodes/Wawp/engine/rows';
import { isGone } from '../../nodes/Wawp/engine/sessionState';
import { convertedFile, convertedShape, holdsPicture, mediaFile, pictureFile, pictureShape, postFile } from '../../nodes/Wawp/message/media';
import { existenceIn } from '../../nodes/Wawp/message/numberCheck';
import { countShape, existsShape, holdsCount, holdsInvite, inviteShape, lidShape } from '../../nodes/Wawp/resources/shapes';
import { accountIn, holdsAccount } from '../../nodes/Wawp/session/account';
import { isFinal, isUnclear } from '../../nodes/Wawp/session/observe';
import { holdsPairingCode, holdsQrValue, imageIn, pairingCode, qrOfSession, qrValue, withoutPicture } from '../../nodes/Wawp/session/qr';
import { rateLimit } from '../../nodes/Wawp/session/rateLimit';
import { holdsTempLink, tempLink } from '../../nodes/Wawp/session/tempLink';
import { dateIn } from '../../nodes/Wawp/time/date';

/* What Wawp and its engines print in more than one way, each way by itself: the first release that prints only one of them must be understood. */

const ANN = '201145202826@c.us';
const ISO = '2026-01-16T16:23:11.000Z';
const shaped = (shape: (body: IDataObject, instanceId: string, sent: IDataObject) => unknown, sent: IDataObject = {}) => (body: unknown) => shape(body as IDataObject, 'I', sent);

const TABLE: Array<[what: string, read: (body: unknown) => unknown, told: Array<[body: unknown, told: unknown]>]> = [
	['a time', dateIn, [
		...([1768580591, 1768580591000, 1768580591000000, 1768580591000000000, '1768580591', ISO, '2026-01-16 16:23:11', '2026-01-16T18:23:11+02:00'].map((given): [unknown, unknown] => [given, ISO])),
		// As WordPress prints it to programs: wherever n8n runs, it is in UTC.
		['2026-01-16T16:23:11', ISO],
		['2026-01-16 16:23:11.344', '2026-01-16T16:23:11.344Z'],
		[1768580591.344, '2026-01-16T16:23:11.344Z'],
		['2026-01-16 16:23', '2026-01-16T16:23:00.000Z'],
		['2026-01-16', '2026-01-16T00:00:00.000Z'],
		...([0, -5, '', ' ', 'now', null, undefined, true, {}, Infinity, 'NaN'].map((given): [unknown, unknown] => [given, null])),
	]],
	['an account', accountIn, [
		...([{ id: ANN }, { me: { id: ANN } }, { jid: '201145202826:12@s.whatsapp.net' }, { jid: '201145202826.0:12@s.whatsapp.net' }, { id: { user: '201145202826', server: 'c.us', _serialized: ANN } }, { me: { id: '201145202826@hosted' } }, { me: { jid: '201145202826@s.whatsapp.net' } }, { id: ' ', me: { id: '201145202826:3@c.us' } }].map((body): [unknown, unknown] => [body, { id: ANN, phoneNumber: '201145202826', pushName: '201145202826' }])),
		...([{ pushName: 'Ann' }, { me: { pushName: 'Ann' } }, { name: 'Ann' }, { me: { name: 'Ann' } }, { pushName: '', name: 'Ann' }].map((body): [unknown, unknown] => [body, { id: null, phoneNumber: null, pushName: 'Ann' }])),
		[{ id: '9:42@lid' }, { id: '9@lid', phoneNumber: null, pushName: null }],
		// Whichever of its two names stands first.
		...([{ id: '9@lid', jid: '201145202826:12@s.whatsapp.net' }, { me: { id: '9:1@lid', jid: '201145202826@s.whatsapp.net' } }, { id: ANN, lid: '9@lid' }].map((body): [unknown, unknown] => [body, { id: ANN, phoneNumber: '201145202826', pushName: '201145202826' }])),
		[{ id: 1658433025 }, { id: null, phoneNumber: null, pushName: null }],
		[{ id: '1@s.whatsapp.netx' }, { id: '1@s.whatsapp.netx', phoneNumber: null, pushName: null }],
		...([null, 'x', [], { me: null }].map((body): [unknown, unknown] => [body, { id: null, phoneNumber: null, pushName: null }])),
	]],
	['whether there is one', holdsAccount, [[{ id: ANN }, true], [{ data: { me: { id: '9@lid' } } }, true], [{ id: `true_${ANN}` }, false], [{ id: 'x@g.us' }, false], [{ id: `${ANN}x` }, false], [{}, false]]],
	['whether a number is on WhatsApp', existenceIn, [
		...([{ numberExists: true }, { exists: true }, { status: 'exists' }, { status: 'Exist' }, { data: { exists: true } }, { result: { numberExists: true } }].map((body): [unknown, unknown] => [body, { exists: true, chatId: null }])),
		...([{ numberExists: false }, { exists: false }, { status: 'not exists' }, { status: 'does not exist' }, { status: "Doesn't exist" }, { status: 'not_exist' }, { status: 'nonexistent' }, { status: 'The number does not exist.' }, { numberExists: false, exists: true }].map((body): [unknown, unknown] => [body, { exists: false, chatId: null }])),
		...([{ numberExists: 'true' }, { numberExists: 1 }, { exists: '1' }, { data: { exists: 'true' } }].map((body): [unknown, unknown] => [body, { exists: true, chatId: null }])),
		...([{ numberExists: 'false' }, { numberExists: 0 }, { exists: '0' }].map((body): [unknown, unknown] => [body, { exists: false, chatId: null }])),
		...([{}, { exists: 'yes' }, { status: 'success' }, { status: 'The session does not exist' }, { status: 'instance_not_existing' }, { status: 'existing' }, null, { chatId: '' }].map((body): [unknown, unknown] => [body, { exists: null, chatId: null }])),
		...([ANN, { _serialized: ANN }, '201145202826@s.whatsapp.net', '201145202826:7@s.whatsapp.net'].map((chatId): [unknown, unknown] => [{ exists: true, chatId }, { exists: true, chatId: ANN }])),
	]],
	['the item of it', shaped(existsShape, { phone: '20114' }), [[{ exists: true, chatId: ANN }, { phoneNumber: '20114', exists: true, chatId: ANN }]]],
	['a count', shaped(countShape), [
		...([{ answer: 3 }, { answer: '3' }, { count: 3 }, { count: '3' }, { data: 3 }, { result: '3' }, { data: { count: 3 } }, { answer: { count: 3 } }].map((body): [unknown, unknown] => [body, { count: 3 }])),
		[{ count: 0 }, { count: 0 }],
		...([{ count: -1 }, { count: '' }, { count: ' ' }, { count: null }, { count: 'x' }, { count: true }, {}].map((body): [unknown, unknown] => [body, { count: null }])),
	]],
	['whether there is one', holdsCount, [[3, true], ['3', true], [{ count: 0 }, true], [{}, false], [true, false], [null, false]]],
	['an invitation', shaped(inviteShape, { id: '1@g.us' }), [
		...['inviteCode', 'code', 'invite', 'link', 'data', 'result'].map((name): [unknown, unknown] => [{ [name]: 'AbCd1234567890' }, { groupId: '1@g.us', inviteCode: 'AbCd1234567890', inviteLink: 'https://chat.whatsapp.com/AbCd1234567890' }]),
		...['AbCd1234567890', 'https://chat.whatsapp.com/AbCd1234567890', 'http://chat.whatsapp.com/AbCd1234567890', 'https://chat.whatsapp.com/invite/AbCd1234567890', ' AbCd1234567890\n'].map((answer): [unknown, unknown] => [{ answer }, { groupId: '1@g.us', inviteCode: 'AbCd1234567890', inviteLink: 'https://chat.whatsapp.com/AbCd1234567890' }]),
		[{ data: { inviteCode: 'AbCdEfGhIjKlMnOpQrStUv' } }, { groupId: '1@g.us', inviteCode: 'AbCdEfGhIjKlMnOpQrStUv', inviteLink: 'https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv' }],
		...['?mode=ac_t', '/', '/?a=b', '#x'].map((behind): [unknown, unknown] => [{ success: true, code: 'group_invite', link: `https://chat.whatsapp.com/AbCd1234567890${behind}` }, { groupId: '1@g.us', inviteCode: 'AbCd1234567890', inviteLink: 'https://chat.whatsapp.com/AbCd1234567890' }]),
		...([{ code: 'success' }, { code: 'undefined-word' }, { link: 'https://evil.example/AbCd1234567890' }, { code: 'AbC1' }, {}, { code: 4711 }].map((body): [unknown, unknown] => [body, { groupId: '1@g.us', inviteCode: null, inviteLink: null }])),
	]],
	['whether there is one', holdsInvite, [['AbCd1234567890', true], [{ code: 'AbCd1234567890' }, true], [{ code: 'success' }, false], ['', false]]],
	['who hides behind a number', shaped(lidShape, {}), [
		[{ lid: '9@lid', pn: ANN }, { lid: '9@lid', phoneNumber: '201145202826', chatId: ANN }],
		[{ lid: '9@lid', number: '201145202826' }, { lid: '9@lid', phoneNumber: '201145202826', chatId: ANN }],
		...['201145202826@s.whatsapp.net', '201145202826:12@s.whatsapp.net', '201145202826.0:12@s.whatsapp.net', { user: '201145202826', server: 'c.us', _serialized: ANN }].map((pn): [unknown, unknown] => [{ lid: '9@lid', pn }, { lid: '9@lid', phoneNumber: '201145202826', chatId: ANN }]),
		...['+201145202826', '+20 114 520 2826', 201145202826, ANN].map((number): [unknown, unknown] => [{ lid: '9@lid', pn: null, number }, { lid: '9@lid', phoneNumber: '201145202826', chatId: ANN }]),
		...['9@lid', '9:3@lid', '1@g.us', 'me', 'unknown', true, [], {}].map((pn): [unknown, unknown] => [{ lid: '9@lid', pn }, { lid: '9@lid', phoneNumber: null, chatId: null }]),
		[{ data: { lid: '9@lid', pn: '' } }, { lid: '9@lid', phoneNumber: null, chatId: null }],
		[{ pn: ANN, lid: null }, { lid: null, phoneNumber: '201145202826', chatId: ANN }],
		// What WhatsApp knows the person by goes before what may merely be the number that was asked about.
		[{ lid: '9@lid', number: '5511987654321', pn: '551187654321@c.us' }, { lid: '9@lid', phoneNumber: '551187654321', chatId: '551187654321@c.us' }],
	]],
	['the same by what was asked', shaped(lidShape, { lid: '9@lid', number: '20114' }), [
		[{}, { lid: '9@lid', phoneNumber: '20114', chatId: '20114@c.us' }],
		[{ pn: ANN, lid: '8@lid' }, { lid: '8@lid', phoneNumber: '201145202826', chatId: ANN }],
		[{ number: '201145202826' }, { lid: '9@lid', phoneNumber: '201145202826', chatId: ANN }],
		[{ pn: null, number: ANN }, { lid: '9@lid', phoneNumber: '201145202826', chatId: ANN }],
	]],
];

/** Done at that moment. */
function within<T>(work: () => T): T {
	const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse(ISO));
	try {
		return work();
	} finally {
		now.mockRestore();
	}
}

const json64 = (inner: object) => Buffer.from(JSON.stringify(inner)).toString('base64');
const PICTURES = ['89504e470d0a1a0a', 'ffd8ffe000104a46', '474946383961', '52494646'].map((start) => Buffer.from(start.padEnd(60, '0'), 'hex'));
const [png] = PICTURES as [Buffer];

const SESSIONS: typeof TABLE = [
	['a QR code', shaped(qrValue), [
		...['data', 'qr'].map((name): [unknown, unknown] => [{ [name]: json64({ value: '2@x', expiry: 1768580591 }) }, { instanceId: 'I', value: '2@x', expiresAt: ISO }]),
		[{ value: '2@x', expiry: 1768580591 }, { instanceId: 'I', value: '2@x', expiresAt: ISO }],
		[{ data: { value: '2@x' } }, { instanceId: 'I', value: '2@x', expiresAt: null }],
		[{ qr: '2@x' }, { instanceId: 'I', value: '2@x', expiresAt: null }],
		[{ data: '2@x' }, { instanceId: 'I', value: '2@x', expiresAt: null }],
		[{}, { instanceId: 'I', value: null, expiresAt: null }],
	]],
	['whether there is one', holdsQrValue, [[{ value: '2@x' }, true], [{ value: ' ' }, false], [{}, false], ['2@x', false]]],
	['a picture', (body) => imageIn(body)?.toString('hex'), [
		...['qr', 'base64', 'image', 'data'].flatMap((name) => PICTURES.map((picture): [unknown, unknown] => [{ [name]: picture.toString('base64') }, picture.toString('hex')])),
		[png, png.toString('hex')],
		[png.toString('base64'), png.toString('hex')],
		[`data:image/png;base64,${png.toString('base64')}`, png.toString('hex')],
		[{ qr: 'data:image/png;base64,eA==' }, undefined],
		[{ qr: ` ${png.toString('base64')}\n` }, png.toString('hex')],
		...([Buffer.from('00'.repeat(30), 'hex'), Buffer.from(`0089504e47${'0'.repeat(60)}`, 'hex')].map((bytes): [unknown, unknown] => [{ qr: bytes.toString('base64') }, undefined])),
		[{ qr: '2@x' }, undefined],
		[{}, undefined],
	]],
	['the QR code of a session', (body) => qrOfSession(body)?.toString('hex'), [[{ qr: png.toString('base64') }, png.toString('hex')], [{ data: { qr: png.toString('base64') } }, png.toString('hex')], [{ image: png.toString('base64') }, undefined], [{}, undefined]]],
	['a pairing code', shaped(pairingCode), [[{ code: 'ABCD-1234' }, { instanceId: 'I', code: 'ABCD-1234' }]]],
	['the rest of its answer', shaped(withoutPicture), [[{ qr: 'x', base64: 'x', image: 'x', data: 'x', status: 'SCAN_QR_CODE' }, { instanceId: 'I', status: 'SCAN_QR_CODE' }]]],
	['whether there is a pairing code', holdsPairingCode, [[{ code: 'ABCD-1234' }, true], [{ code: 'abcd1234' }, true], [{ data: { code: 'ABCD1234' } }, true], [{ code: 'ABCD-12345' }, false], [{ code: 'xABCD-1234' }, false], [{}, false]]],
	['a temporary link', shaped(tempLink), [
		...([{ link: 'https://l' }, { link: { link: 'https://l' } }, { link: { url: 'https://l' } }, { url: 'https://l' }, { data: { link: 'https://l' } }].map((body): [unknown, unknown] => [body, { instanceId: 'I', link: 'https://l', expiresAt: null }])),
		...['expires_at', 'expiresAt', 'expiry', 'expiration', 'valid_until', 'validUntil', 'Expires'].map((name): [unknown, unknown] => [{ link: 'https://l', [name]: 1768580591 }, { instanceId: 'I', link: 'https://l', expiresAt: ISO }]),
		[{ link: { url: 'https://l', expires_at: ISO } }, { instanceId: 'I', link: 'https://l', expiresAt: ISO }],
		[{ link: '' }, { instanceId: 'I', link: null, expiresAt: null }],
	]],
	['when a temporary link ends', (body) => within(() => tempLink(body as IDataObject, 'I').expiresAt), [
		...['expires_in', 'expiresIn', 'expiry_seconds', 'expirySeconds'].flatMap((name) => [60, '60'].map((given): [unknown, unknown] => [{ link: 'https://l', [name]: given }, '2026-01-16T16:24:11.000Z'])),
		[{ link: 'https://l', expires_in: ISO }, ISO],
		[{ link: 'https://l', expires_in_minutes: 2 }, '2026-01-16T16:25:11.000Z'],
		...[{ expired: false }, { is_expired: 0 }, { expires: null }, { expiry: '' }, { expires: 30 }].map((first): [unknown, unknown] => [{ link: 'https://l', ...first, expires_at: ISO }, ISO]),
		[{ link: 'https://l', expires: 1800 }, null],
		[{ link: 'https://l', expires_info: 1768580591 }, ISO],
	]],
	['whether there is one', holdsTempLink, [[{ link: 'https://l' }, true], [{ link: '' }, false], ['https://l', false]]],
];

const LIMITS = {
	send_message_per_minute: 'sendMessagesPerMinute',
	send_message_daily_cap: 'sendMessagesPerDay',
	account_protection_seconds: 'accountProtectionSeconds',
	concurrent_limit: 'concurrentOperations',
	group_req_per_minute: 'groupRequestsPerMinute',
	group_daily_cap: 'groupRequestsPerDay',
	check_req_per_minute: 'numberChecksPerMinute',
	check_daily_cap: 'numberChecksPerDay',
};
const policies = (body: unknown) => (rateLimit(body as IDataObject, 'I').policies as IDataObject[]).map(({ slug, name, available }) => [slug, name, available]);
const policy = { slug: 'fast_one', name: 'Fast', available: true };

const PLANS: typeof TABLE = [
	...Object.entries(LIMITS).map(([wire, name], index): (typeof TABLE)[number] => [`the limit ${name}`, (limit) => (rateLimit({ policies: [{ slug: 'a', limits: { [wire]: limit } }] } as IDataObject, 'I').policies as IDataObject[])[0]![name], [
		[index, index], ['20', 20], ['unlimited', 'unlimited'], ['Infinity', 'unlimited'], [-1, 'unlimited'], ['-1', 'unlimited'], ['some', 'some'], ['', null], [null, null], [undefined, null],
	]]),
	['the policy that is in force', (body) => rateLimit(body as IDataObject, 'I').currentPolicy, [
		...['current_policy', 'policy_slug', 'policy', 'current'].flatMap((name): Array<[unknown, unknown]> => ['a', { slug: 'a' }, { policy_slug: 'a' }, { id: 'a' }, { name: 'a' }].map((given) => [{ [name]: given }, 'a'])),
		[{ current_policy: null, policy_slug: 'a' }, 'a'], [{}, null],
	]],
	['whether a plan is paid', (body) => rateLimit(body as IDataObject, 'I').hasActivePlan, [[{ has_active_plan: true }, true], [{ has_active_plan: 1 }, true], [{ has_active_plan: 0 }, false], [{ has_active_plan: false }, false], [{ has_active_plan: '1' }, true], [{ has_active_plan: 'true' }, true], [{ has_active_plan: '0' }, false], [{}, false]]],
	['policies', policies, [
		...([{ policies: [policy] }, { policies: { 0: policy } }, { policies: { fast_one: { name: 'Fast', available: 1 } } }, { policies: [{ ...policy, name: '', label: 'Fast' }] }, { data: { policies: [policy] } }].map((body): [unknown, unknown] => [body, [['fast_one', 'Fast', true]]])),
		[{ policies: ['fast_one'] }, [['fast_one', 'Fast One', false]]],
		[{ policies: { fast_one: true } }, [['fast_one', 'Fast One', false]]],
		[{ policies: { fast: policy } }, [['fast_one', 'Fast', true]]],
		[{ policies: ['fast_one'], has_active_plan: true }, [['fast_one', 'Fast One', true]]],
		[{ policies: ['fast_one', 'slow'], free_policies: ['slow'] }, [['fast_one', 'Fast One', false], ['slow', 'Slow', true]]],
		[{ policies: ['slow'], free_policies: [{ slug: 'slow' }] }, [['slow', 'Slow', true]]],
		[{ policies: [{ slug: 'a', available: false }, { slug: 'b', available: 0 }], has_active_plan: true }, [['a', 'A', false], ['b', 'B', false]]],
		[{ policies: [{ slug: 'a', available: '1' }, { slug: 'b', available: '0' }, { slug: 'c', available: 'true' }] }, [['a', 'A', true], ['b', 'B', false], ['c', 'C', true]]],
		[{ policies: ['fast_one'], has_active_plan: '0' }, [['fast_one', 'Fast One', false]]],
	]],
	['which of them is in force', (body) => (rateLimit(body as IDataObject, 'I').policies as IDataObject[]).map(({ isCurrent }) => isCurrent), [[{ policies: ['a', 'b'], current: 'b' }, [false, true]]]],
];

const rows = [{ id: 'a' }, { id: 'b' }];

const LISTS: typeof TABLE = [
	['rows', rowsUnder('chats', 'items'), [
		...([rows, { chats: rows }, { items: rows }, { data: rows }, { result: rows }, { data: { chats: rows } }, { result: { data: { items: rows } } }, { chats: { 0: rows[0], 1: rows[1] } }, { 0: rows[0], 1: rows[1] }, { '1@c.us': rows[0], '2@c.us': rows[1] }, { success: true, data: { 0: rows[0], 1: rows[1] } }, { chats: null, items: rows }].map((body): [unknown, unknown] => [body, rows])),
		[['a', { id: 'b' }], [{ value: 'a' }, { id: 'b' }]],
		[[null, { id: 'b' }], [{ value: null }, { id: 'b' }]],
		[{ 10: rows[0], 11: rows[1] }, rows],
		...([{ a1: rows[0] }, { '1a': rows[0] }, { 1: rows[0], more: rows[1] }].map((body): [unknown, unknown] => [body, undefined])),
		...([[], { chats: [] }, { chats: {} }, { success: true, data: {} }].map((body): [unknown, unknown] => [body, []])),
		...([{}, { data: {} }, null, 'x', 3, [null], [null, null], { message: 'OK' }, { things: rows }].map((body): [unknown, unknown] => [body, undefined])),
	]],
	['rows that are keyed by ID', keyedRowsUnder('chats'), [[{}, []], [{ '1@g.us': rows[0] }, [rows[0]]], [{ message: 'OK' }, undefined], [[], []]]],
	['names', namesUnder('countries'), [[{ countries: { EG: 'Egypt', LY: 'Libya' } }, [{ value: 'EG', name: 'Egypt' }, { value: 'LY', name: 'Libya' }]], [{ countries: [{ value: 'EG' }] }, [{ value: 'EG' }]], [{ data: { countries: { EG: 'Egypt' } } }, [{ value: 'EG', name: 'Egypt' }]], [{ countries: { EG: 1 } }, undefined], [{ countries: { EG: 'Egypt', LY: 1 } }, undefined]]],
	['a list', listOf, [[rows, rows], [{ 0: 'a', 1: 'b' }, ['a', 'b']], [{ '1@c.us': 'a' }, ['a']], [{ a: 'b' }, []], ['ab', []], [null, []]]],
];

const all = (holds: Holds, yes: unknown[], no: unknown[]): Array<[unknown, unknown]> => [...yes.map((body): [unknown, unknown] => [body, true]), ...no.map((body): [unknown, unknown] => [body, false])];
const FLAGS = ['success', 'ok', 'result', 'done', 'status', 'statusCode', 'code', 'sent', 'deleted', 'updated', 'verified', 'valid'];
const YES = ['1', 'true', 'ok', 'yes', 'success', 'successful', 'done', 'complete', 'completed', 'sent', 'delivered', 'deleted', 'updated', 'verified', 'approved', ' OK '];
const SAID = ['Success', 'Done', 'Completed', 'Message deleted', 'Removed', 'Profile updated', 'Saved', 'Group created', 'Message sent', 'Code verified', 'Link revoked', 'Sent successfully', 'OK'];
/** A no, whatever flag stands beside it. */
const NOT = ['Not sent', 'Message could not be sent', 'Sent, but delivery failed', 'Cannot be deleted', 'Code is invalid, not verified', "Couldn't be saved", 'Unable to save', 'It was not updated', 'Not allowed', 'Code expired', 'Access denied', 'Message rejected', 'This fails', 'It will fail', 'Failure', 'Two failures', "It wasn't sent", 'It was not sent', 'The code has not been verified'];
/** No yes, and no no either. */
const NO_YES = ['Unsuccessful', 'Never sent', 'No message sent', 'Incomplete', 'Error: done', 'Hello', 'Failover done', 'Unsuccessfully done', 'Inactive session deleted'];
/** Words of a no that are none. */
const NOTHING_WRONG = ['3 sent, 0 failed', '3 sent, no failures', 'Sent without errors', 'Sent without any error', 'Zero failure', 'No fail', 'Deleted, which cannot be undone', "It can't be reverted", 'This can not be restored'];

const HOLDS: typeof TABLE = [
	['that it was done', isDone, all(isDone, [true, ...FLAGS.flatMap((name) => [{ [name]: true }, { data: { [name]: /code/i.test(name) ? 200 : 1 } }]), ...YES.map((status) => ({ status })), { statusCode: 200 }, { statusCode: 201 }, { code: '204' }, ...NOTHING_WRONG.flatMap((message) => [{ success: true, message }, { success: true, data: message }]), { success: true, data: 'x', response: null }, { success: true, updated: 0 }, { status: 'success', result: 0 }, { success: true, code: 0 }, ...SAID.flatMap((message) => [{ message }, { msg: message }, { data: { message } }, { data: { msg: message } }])], [
		false, null, 'done', [], {}, ...FLAGS.map((name) => ({ [name]: false })), ...FLAGS.flatMap((name) => FLAGS.filter((other) => other !== name).flatMap((other) => [false, 'failed'].flatMap((no) => [{ [name]: true, [other]: no }, { [name]: true, data: { [other]: no } }]))), { success: true, data: { deleted: 'no' } }, ...['done', 'sent', 'deleted', 'verified', 'valid'].flatMap((name) => [0, '0', ' 0 '].flatMap((no) => [{ [name]: no }, { success: true, [name]: no }, { status: 'success', data: { [name]: no } }])), { code: 1 }, { code: '1' }, { data: { statusCode: 1 } }, { statusCode: 300 }, { statusCode: 199 }, { status: 'notok' }, { status: 'okay then' }, { message: ['done'] },
		...[...NOT, ...NO_YES].map((message) => ({ message })), ...NOT.map((message) => ({ success: true, message })),
		...['data', 'response', 'error_message', 'errorMessage'].flatMap((name) => ['failed', 'denied', 'Could not be done', 'error: no such chat'].map((told) => ({ success: true, [name]: told }))),
	])],
	['that there is nothing to say', isEmpty, all(isEmpty, [undefined, null, '', [], {}, { request: { x: 1 } }], [0, false, [1], { x: 1 }, ' '])],
	['that it was done, or nothing', isDoneOrEmpty, all(isDoneOrEmpty, [{}, '', { success: true }], [{ success: false }, { x: 1 }])],
	['a state', holdsState, all(holdsState, [{ status: 'WORKING' }, { status: 'SCAN_QR_CODE' }, { data: { status: 'FAILED' } }, { status: 'SOMETHING_NEW' }, { status: 'SETUP' }, { status: 'BREAKDOWN' }, { status: 'working' }, { status: ' Scan QR code' }, { status: 'passkey-required\n' }], [{ status: ['WORKING'] }, { status: 'active' }, { status: 'OK' }, { status: 'SUCCESS' }, { status: 'ERROR' }, { status: 'FAIL' }, { status: 'UP' }, { status: 'DOWN' }, { status: '_A' }, { status: 'A_' }, { status: 200 }, {}])],
	['an ID', holdsChatId('@g.us'), all(holdsChatId('@g.us'), ['id', 'JID', 'jid', 'gid', 'groupId', 'chatId'].flatMap((name) => [{ [name]: '1@g.us' }, { [name]: { _serialized: '1@g.us' } }, { data: { [name]: '1@g.us' } }]), [{ id: '1@c.us' }, { id: 'true_1@g.us_A' }, { id: 'true_1@g.us' }, { name: '1@g.us' }, {}])],
	['an ID of a person', holdsPersonId, all(holdsPersonId, [{ id: '1@c.us' }, { id: '1@s.whatsapp.net' }, { id: '1@lid' }], [{ id: '1@g.us' }, { id: 'Ann' }])],
	['a member', member('a', 'b'), all(member('a'), [{ a: null }, { b: 0 }, { data: { a: '' } }], [{}, { c: 1 }, { a: undefined }])],
	['a value', value('a', 'b'), all(value('a'), [{ a: 'x' }, { b: 0 }, { data: { a: [] } }], [{}, { a: null }, { a: '' }, { a: true }, { b: false }])],
];

const failed = (status: number, body: unknown) => failureIn(status, body) !== undefined;
const under200 = (body: unknown) => failed(200, body);

const FAILURES: typeof TABLE = [
	['a failure under 200', under200, all(under200, [
		// A yes and a no at once.
		{ success: true, response: { success: false } }, { success: true, response: { error: 'x' } }, { success: true, error: 'x' }, { success: true, errors: ['x'], data: [] }, { success: true, exception: { message: 'x' } },
		false, { result: false }, ...['success', 'ok'].flatMap((name) => [false, 'false', 'no', 'failed', 'Failure', 'error', 'denied', 'rejected', 'refused', 'invalid', 'expired', 0, '0'].map((given) => ({ [name]: given }))),
		{ wawp_upstream_error: null }, { data: { success: false } }, { result: { error: 'x' } }, { data: [{ error: 'x' }] }, [{ error: 'x' }], [{ success: false }, { error: 'x' }],
		...['status', 'statusCode'].flatMap((name) => ['false', false, 0, 400, '404', 599, 'error', 'errors', 'Fail', 'failed'].map((given) => ({ [name]: given }))), { code: 400 }, { code: '500' }, { code: 463 }, { code: 131_047 }, { code: '131047' }, ...[false, 0, 500, '404', 'error', 'Failure'].map((status) => ({ me: null, status })),
		...['error', 'errors', 'exception'].flatMap((name) => [true, 1, 'x', ['x'], { x: 1 }].map((given) => ({ [name]: given }))), { code: 'invalid_session', message: '' }, { code: 'invalid_session', data: {} },
		{ message: 'The limit was exceeded' }, { msg: 'You have reached your monthly quota' }, { message: 'Quota used up' }, { message: 'exceeds the limit' }, { message: 'limit exhausted' },
		'<!doctype html><p>x', ' <HTML>', '<error>x</error>', '<?xml version="1.0"?><errors><x/></errors>', '<r><code>x</code></r>', '<ns:fault>x</ns:fault>',
		' <error>x</error>', '<?xml version="1.0"?>\n<errors><x/></errors>', ' <r><code>x</code></r>', '<res> a <code>x</code></res>',
		{ success: ' no ' }, { success: ' 0 ' }, { success: 'fail' }, { status: ' error ' }, { message: 'You exceed the limit' },
		...['success', 'ok', 'result', 'data', 'status', 'statusCode', 'code', 'message', 'msg', 'errors', 'exception', 'request', 'wawp_upstream_error'].map((name) => [{ [name]: 'x', error: 'x' }]),
	], [
		'Done <html>', 'Done <error>x</error>', 'Done <r><code>x</code></r>', { success: 'casino' }, { success: 'nothing' }, { success: 'yes' }, { status: 'terror' }, { status: 'failing' },
		{ code: 'X-invalid_session', message: '' }, { code: 'invalid_session!', message: '' }, { code: ['invalid_session'], message: '' },
		{ data: {} }, { data: [] }, { data: { id: 1 } }, { result: { x: 1 } }, { data: null }, { data: false }, { data: '<html>' },
		true, null, undefined, [], '', 'OK', '<p>x</p>', {}, { success: true, code: 'invalid_session', message: 'x' }, { success: true, error: '' }, { success: true, errors: [] }, { success: true, id: ANN, error: 'x' }, { id: ANN, status: 'failed' }, { me: null, status: 'failed' }, { me: { id: ANN }, status: ' Failed ' }, { id: { x: 1 }, error: 'x' }, { key: {}, status: 'ERROR' }, { _data: {}, statusCode: 500 },
		{ status: 'FAILED' }, { status: 399 }, { status: 600 }, { code: 'invalid_session' }, { code: 'ABCD-1234', message: 'x' }, { code: '12345678' }, { code: '1E234567' }, { code: 12_345_678 }, { code: 0 }, { error: null }, { error: 0 }, { error: '' }, { error: ' ' }, { errors: [] }, { exception: {} }, [{ error: 'x' }, { id: 1 }], [{ error: 'x', id: 'a' }], { message: 'No limit' }, { id: ANN, message: 'limit exceeded' },
	])],
	['that under another status', (status) => failed(Number(status), { success: true }), all(under200, [100, 199, 300, 302, 400, 500], [200, 201, 204, 299])],
];

const FILE = Buffer.from('x'.repeat(30));
const base64 = FILE.toString('base64');
const link = { url: 'https://files.example/a' };
const told = { fileName: 'a.pdf', mimeType: 'application/pdf' };
const under = (names: string[], given: unknown, expected: unknown): Array<[unknown, unknown]> => names.map((name) => [{ [name]: given }, expected]);

const MEDIA: typeof TABLE = [
	['the media of a message', mediaFile.read, [
		...under(['media', 'mediaUrl'], link.url, link),
		...under(['media', 'mediaUrl'], base64, { bytes: FILE }),
		[{ media: { url: null, mimetype: 'image/png' }, mediaUrl: link.url }, { ...link, mimeType: 'image/png' }],
		[{ media: { ...link, data: base64 }, mediaUrl: 'https://files.example/other' }, link],
		[{ media: link }, link],
		...['data', 'base64', 'url'].map((name): [unknown, unknown] => [{ media: { [name]: base64, filename: told.fileName, mimetype: told.mimeType } }, { bytes: FILE, ...told }]),
		[{ media: { url: '', data: base64 } }, { bytes: FILE }],
		[{ media: { data: base64, filename: told.fileName } }, { bytes: FILE, fileName: told.fileName }],
		[{ media: { data: base64, mimetype: told.mimeType } }, { bytes: FILE, mimeType: told.mimeType }],
		[{ media: { ...link, mimetype: told.mimeType } }, { ...link, mimeType: told.mimeType }],
		[{ data: { media: { ...link, filename: 3, mimetype: null } } }, link],
		...([{}, { media: null }, { media: {} }, { media: 'gone' }, { mediaUrl: 'gone' }, { mediaUrl: 3 }, null].map((body): [unknown, unknown] => [body, undefined])),
	]],
	['the media of a post', postFile.read, [[{ message: { media: link } }, link], [{ media: link }, link], [{ message: 'x', mediaUrl: link.url }, link], [null, undefined]]],
	['a converted file', convertedFile.read, [
		[FILE, { bytes: FILE }],
		...under(['url', 'data', 'base64', 'file', 'media'], link.url, link),
		...under(['data', 'base64', 'file', 'media'], base64, { bytes: FILE }),
		...under(['data', 'file', 'media'], link, link),
		...under(['file', 'media'], { data: base64 }, { bytes: FILE }),
		...([{}, { data: '' }, { file: 'gone' }, 'x'].map((body): [unknown, unknown] => [body, undefined])),
	]],
	['a profile picture', pictureFile.read, [...under(['url', 'profilePictureURL', 'profilePictureUrl', 'picture'], link.url, link), ...under(['url', 'picture'], 'gone', undefined), [{ url: null, picture: link.url }, link], [{}, undefined]]],
	...['chatId', 'contactId', 'id'].map((name): (typeof TABLE)[number] => [`the item of it, asked for by ${name}`, shaped(pictureShape, { [name]: ANN }), [
		[{ profilePictureURL: link.url }, { id: ANN, profilePictureURL: link.url, url: link.url }],
		[{ id: '9@lid', url: 'hidden' }, { id: '9@lid', url: null }],
	]]),
	['the item of a converted file', shaped(convertedShape), [[{ success: true, data: 'x', base64: 'x', file: 'x', media: 'x', mimetype: 'a/b' }, { success: true, mimetype: 'a/b' }]]],
	['whether there may be one', holdsPicture, [...under(['url', 'profilePictureURL', 'profilePictureUrl', 'picture'], null, true), [{}, false], [{ image: 'x' }, false]]],
];

const OBSERVED: typeof TABLE = [
	['what will not get better by waiting', (status) => isFinal({ status: Number(status), body: {} }), [...[300, 302, 400, 401, 403, 404, 405, 410, 451, 499].map((status): [unknown, unknown] => [status, true]), ...[200, 299, 408, 409, 422, 425, 429, 500, 502, 503, 504].map((status): [unknown, unknown] => [status, false])]],
	['a code that will not get better by waiting', (code) => isFinal({ status: 200, code: String(code), body: {} }), [...['invalid_access_token', 'invalid_token', 'missing_access_token', 'subscription_required'].map((code): [unknown, unknown] => [code, true]), ...['invalid_session', 'invalid_instance', 'session_not_ready', 'wawp_upstream_error', ''].map((code): [unknown, unknown] => [code, false])]],
	['what another look may tell', (failure) => isUnclear({ failure: failure ? { body: {}, ...(failure as { status: number }) } : undefined }), [
		...[200, 299, 408, 409, 422, 425, 429, 500, 502, 503, 504].map((status): [unknown, unknown] => [{ status }, true]),
		...[300, 302, 400, 401, 403, 404, 405, 410, 499].map((status): [unknown, unknown] => [{ status }, false]),
		...['invalid_access_token', 'subscription_required', 'invalid_session', 'session_not_found'].map((code): [unknown, unknown] => [{ status: 200, code }, false]),
		...['invalid_session', 'instance_not_found'].map((code): [unknown, unknown] => [{ status: 503, code }, false]),
		[{ status: 200, code: 'session_not_ready' }, true],
		[undefined, false],
	]],
	['whether a session is gone', (code) => isGone({ failure: { status: 400, code: code as string, body: {} } }), [...['invalid_session', 'invalid_instance', 'session_not_found', 'instance_not_found'].map((code): [unknown, unknown] => [code, true]), ...['message_not_found', 'rest_no_route', ''].map((code): [unknown, unknown] => [code, false])]],
];

const ANSWERS: typeof TABLE = [
	['whether it waits its turn', isQueued, all(isQueued, [
		{ queued: true }, { data: { queued: true } }, { job_id: '1' }, { job_id: 7 }, { jobId: '1' }, { result: { jobId: '1' } }, { status: 'queued', data: { status: 'x' } },
		...['queued', 'accepted', 'pending', 'scheduled', 'QUEUED', 'Pending'].flatMap((status) => [{ status }, { data: { status } }, { status, data: {} }]),
	], [
		{}, null, 'queued', { queued: false }, { queued: 'true' }, { status: 'unqueued' }, { status: 'queueds' }, { status: 'sent' }, { job_id: '' }, { job_id: null }, { jobId: {} }, { id: ANN, status: 'pending' }, { key: {}, status: 'pending' }, { data: { id: { x: 1 }, status: 'queued' } },
	])],
	['the job of it', jobIdIn, [[{ job_id: 'a' }, 'a'], [{ jobId: 'a' }, 'a'], [{ job_id: 'a', jobId: 'b' }, 'a'], [{ job_id: '', jobId: 'b' }, 'b'], [{ job_id: 7 }, '7'], [{ job_id: 0 }, '0'], [{ result: { jobId: 'a' } }, 'a'], [{ job_id: null }, null], [{ jobId: true }, null], [{}, null], ['x', null]]],
	['for how many milliseconds it asks to wait', (given) => retryAfterMs({ 'retry-after': given as string }), [['30', 30_000], [' 30 ', 30_000], ['1.5', 1_500], ['1.25', 1_250], ['1970-01-01', 0], ['0', 0], ['Thu, 01 Jan 1970 00:00:00 GMT', 0], ['soon', undefined], ['', undefined], [undefined, undefined]]],
	['whether it was not understood', (failure) => isNotTaken({ status: 200, headers: {}, body: {}, failure: failure ? { body: {}, ...(failure as { status: number }) } : undefined }), [
		...[400, 415, 422].flatMap((status): Array<[unknown, unknown]> => [[{ status }, true], [{ status, meaning: 'already started' }, false], [{ status, expected: ['WORKING'] }, false]]),
		...[401, 403, 404, 409, 429, 500].map((status): [unknown, unknown] => [{ status }, false]),
		[undefined, false],
	]],
	['the names of headers, whatever they are written like', (headers) => readAnswer({ statusCode: 200, headers: headers as never, body: Buffer.from('{}') }, () => true).headers, [[{ 'Retry-After': 30, x: 'Y' }, { 'retry-after': '30', x: 'Y' }], [undefined, {}]]],
	['whether bytes are a file, by the type that they come with', (type) => Buffer.isBuffer(readAnswer({ statusCode: 200, headers: { 'Content-Type': type as string }, body: Buffer.from('ffd8ffe1', 'hex') }, () => true).body), [['image/jpeg', true], ['text/plain', false], [undefined, false]]],
	['an answer', (body) => readAnswer({ statusCode: 201, headers: {}, body: Buffer.from(JSON.stringify(body)) }, (given) => (given as IDataObject).id !== undefined), [
		[{ id: 1 }, { status: 201, headers: {}, body: { id: 1 } }],
		[{ x: 1 }, { status: 201, headers: {}, body: { x: 1 }, failure: { status: 201, meaning: 'unclear', said: '{"x":1}', body: { x: 1 } } }],
		[{ id: 1, success: false }, { status: 201, headers: {}, body: { id: 1, success: false }, failure: { status: 201, body: { id: 1, success: false } } }],
	]],
];

describe.each([...TABLE, ...SESSIONS, ...MEDIA, ...OBSERVED, ...PLANS, ...LISTS, ...HOLDS, ...FAILURES, ...ANSWERS])('%s', (_what, read, told) => {
	test.each(told.map(([body, expected]) => [JSON.stringify(body) ?? 'nothing', body, expected] as const))('of %s', (_text, body, expected) => {
		expect(read(body)).toEqual(expected);
	});
});

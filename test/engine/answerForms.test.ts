import type { INodeParameters } from 'n8n-workflow';

import { readAnswer } from '../../nodes/Wawp/engine/answer';
import { holdsOf } from '../../nodes/Wawp/engine/holds';
import { resources } from '../../nodes/Wawp/resources';
import document from '../reference/openapi.json';
import type { Fault, Wawp } from '../simulator';
import { quickWawp } from '../support/quickWawp';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

interface Row {
	operationId: string;
	responses: Record<string, { content?: { 'application/json'?: { examples: Record<string, { value: unknown }> } } }>;
}

/** All that the reference shows. An empty object stands where nobody has seen the answer. */
const SHOWN = (Object.values(document.paths) as unknown as Array<Record<string, Row>>)
	.flatMap((methods) => Object.values(methods))
	.flatMap(({ operationId, responses }) =>
		Object.values(responses['200']?.content?.['application/json']?.examples ?? {}).map(({ value }) => [operationId, value] as const),
	)
	.filter(([, value]) => JSON.stringify(value) !== '{}');

const rowOf = (key: string) => {
	const [resource = '', name = ''] = key.split('.');
	return resources[resource]!.operations[name]!;
};

const read = (key: string, body: unknown, type = 'application/json') =>
	readAnswer({ statusCode: 200, headers: { 'content-type': type }, body: body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)) }, holdsOf(rowOf(key)));

describe('a good answer', () => {
	test('is shown for most operations', () => {
		expect(SHOWN.length).toBeGreaterThan(100);
	});

	test.each(SHOWN)('of %s that the reference shows is one', (key, sample) => {
		expect(read(key, sample).failure).toBeUndefined();
	});

	const CHATS = [{ id: '201145202826@c.us', name: 'John', conversationTimestamp: 1727745026 }];
	const GROUP = { JID: '1234567890@g.us', Name: 'Team', Topic: '', OwnerJID: '201000000000@s.whatsapp.net', Participants: [{ JID: '5@lid', PhoneNumber: '201145202826@s.whatsapp.net', IsAdmin: false, IsSuperAdmin: false }] };

	test.each<[string, unknown]>([
		['group.getAll', [GROUP]],
		['group.getAll', { '1234567890@g.us': { id: '1234567890@g.us', subject: 'Team' } }],
		['group.get', GROUP],
		['group.create', GROUP],
		['group.create', { gid: { _serialized: '1234567890@g.us' }, title: 'Team' }],
		['chat.getAll', CHATS],
		['chat.getAll', { success: true, result: CHATS }],
		['chat.getAll', { success: true, data: { chats: CHATS } }],
		['chat.getAll', { 0: CHATS[0] }],
		['label.getChats', [{ id: '201145202826@c.us' }]],
		['lid.getAll', [{ lid: '5@lid', pn: null }]],
		['lid.getByLid', { lid: '5@lid', pn: null }],
		['lid.count', 7],
		['group.getInviteCode', 'AbCdEf1234567890'],
		['group.setSubject', undefined],
		['group.setDescription', true],
		['group.leave', undefined],
		['label.delete', { result: true }],
		['message.sendText', { key: { id: '3EB0AAAA', fromMe: true, remoteJid: 'x@s.whatsapp.net' }, status: 'PENDING' }],
		['message.sendText', { id: 'true_201145202826@c.us_3EB0AAAA', _data: {} }],
		['message.sendText', { status: 'accepted' }],
		['session.getMe', { id: '201012345678@c.us', lid: '5@lid', jid: '201012345678:12@s.whatsapp.net', pushName: 'John' }],
		['session.getInfo', { status: 'PASSKEY_CONFIRMATION_REQUIRED', name: 'wawp-1' }],
		['session.getTempLink', { link: null }],
		['webhook.getAll', { webhooks: {}, systemConfig: {} }],
	])('of %s in the form of an engine is one: %j', (key, body) => {
		expect(read(key, body).failure).toBeUndefined();
	});
});

describe('the bytes of a picture', () => {
	const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from('{"success":false}')]);

	test.each(['image/png', 'application/json', 'text/html; charset=utf-8', 'text/plain', ''])('are a file under the type "%s"', (type) => {
		const { body, failure } = readAnswer({ statusCode: 200, headers: { 'content-type': type }, body: PNG }, holdsOf(rowOf('auth.getQrImage')));
		expect([Buffer.isBuffer(body) && body.equals(PNG), failure]).toEqual([true, undefined]);
	});

	test.each(['image/jpeg', 'application/octet-stream'])('without a zero among them are a file under the type "%s"', (type) => {
		const bytes = Buffer.from('ffd8ffe1e2e3e4e5', 'hex');
		expect(readAnswer({ statusCode: 200, headers: { 'content-type': type }, body: bytes }, () => true).body).toEqual(bytes);
	});
});

describe('in a workflow', () => {
	let wawp: Wawp;
	let rig: WawpRig;
	beforeEach(async () => {
		wawp = await quickWawp();
		rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	});
	afterEach(async () => await wawp.stop());

	const send: INodeParameters = { to: byId('+20 114 520 2826'), text: 'Hi' };
	const ID = 'true_201145202826@c.us_3EB0965B123D06E0B70741';
	const answer = (fault: Fault, operation: string) => wawp.failNext(fault, { operation });

	test.each<[string, Partial<Fault> & { body: string }]>([
		['a byte order mark', { body: `\uFEFF{"id":"${ID}"}` }],
		['a warning of PHP', { body: `<br />\n<b>Warning</b>:  Undefined array key "x" in <b>/var/www/a.php</b> on line <b>12</b><br />\n{"id":"${ID}"}` }],
		['a warning with brackets in it', { body: `Warning: foreach() argument [0] must be {array} in a.php on line 3\n{"id":"${ID}"}` }],
		['several notices', { body: `PHP Notice: a in b on line 1\nPHP Deprecated: c[] in d on line 2\n\n{"id":"${ID}"}` }],
		['a warning behind it', { body: `{"id":"${ID}"}\n<br />\n<b>Warning</b>:  Module "x" is already loaded in <b>Unknown</b> on line <b>0</b><br />\n` }],
		['a warning with brackets behind it', { body: `{"id":"${ID}"}PHP Fatal error:  Uncaught Error: [0] in {main} thrown` }],
		['warnings on both sides, and two byte order marks', { body: `\uFEFF<br />\n<b>Notice</b>: [a] in b on line 1<br />\n\uFEFF{"id":"${ID}"}\n<br />\n<b>Deprecated</b>: {c} in d on line 2<br />` }],
		['an error of the database, as WordPress shows it', { body: `<div id="error"><p class="wpdberror"><strong>WordPress database error:</strong> [Table 'wp_x' doesn't exist]<br /><code>SELECT * FROM wp_x</code></p></div>{"id":"${ID}"}` }],
		['an error of the database, as WordPress prints it', { body: `WordPress database error Lost connection [2013] for query SELECT 1 made by {main}\n{"id":"${ID}"}` }],
		['the type of a page', { body: `{"id":"${ID}"}`, contentType: 'text/html; charset=utf-8' }],
		['the type of a file', { body: `{"id":"${ID}"}`, contentType: 'application/octet-stream' }],
		['white space around it', { body: `\n\n  {"id":"${ID}"}\n` }],
	])('%s does not break a good answer', async (_what, fault) => {
		answer(fault, 'message.sendText');
		expect((await rig.items('message.sendText', send))[0]!.json).toMatchObject({ messageId: ID, status: 'sent' });
	});

	test.each<[what: string, body: (thing: unknown) => unknown]>([
		['a list', (thing) => [thing]],
		['a list under data', (thing) => ({ success: true, data: [thing] })],
		['a list under result', (thing) => ({ result: [thing] })],
	])('the only entry of %s is what was asked for, where one thing was', async (_what, body) => {
		answer({ body: body({ id: ID, timestamp: 1766571000 }) }, 'message.sendText');
		expect((await rig.items('message.sendText', send))[0]!.json).toMatchObject({ messageId: ID, status: 'sent' });
		answer({ body: body({ id: 'false_201145202826@c.us_3EB0', body: 'Hello' }) }, 'message.get');
		expect(JSON.stringify((await rig.items('message.get', { chat: byId('201145202826'), messageId: '3EB0965B' }))[0]!.json)).toContain('Hello');
		answer({ body: body({ id: '1234567890@g.us', subject: 'Team' }) }, 'group.get');
		expect((await rig.items('group.get', { group: byId('1234567890@g.us') }))[0]!.json).toMatchObject({ id: '1234567890@g.us', subject: 'Team' });
		answer({ body: body({ numberExists: false }) }, 'contact.checkExists');
		expect((await rig.items('contact.checkExists', { phoneNumber: '+20 114 520 2826' }))[0]!.json).toMatchObject({ exists: false });
	});

	test.each<[what: string, body: unknown]>([
		['two of them', [{ id: ID }, { id: ID }]],
		['one that failed', [{ success: false, message: 'No' }]],
		['one that failed beside a yes', [{ success: true, error: 'The message is too old' }]],
		['one that says nothing', [{}]],
		['a list in a list', [[{ id: ID }]]],
	])('a list of %s is no message that was sent', async (_what, body) => {
		answer({ body }, 'message.sendText');
		expect((await rig.error('message.sendText', send)).message).not.toBe('');
	});

	test('a warning of PHP does not hide a refusal', async () => {
		answer({ body: '<b>Notice</b>: x in a.php on line 3<br />\n{"success":false,"message":"No such chat"}' }, 'message.sendText');
		expect((await rig.error('message.sendText', send)).description).toMatch(/Wawp said: No such chat/);
	});

	test.each(['{"success":true}{"success":false,"message":"No"}', '{"success":true}\n{"success":false}', '<pre>{"success":true}</pre>', 'callback({"success":true})'])('two answers, or one in something else, are none: %s', async (body) => {
		answer({ body }, 'message.sendText');
		expect((await rig.error('message.sendText', send)).message).toBe("Wawp's answer does not say whether it was done");
	});

	test.each(['Sent. No errors.', 'Sent. Errors: 0', 'Completed with 0 failed', 'Done without any errors', 'Deleted. This cannot be undone.', "Deleted. This can't be undone"])('"%s" is a success', async (message) => {
		answer({ body: { success: true, message } }, 'chat.delete');
		expect((await rig.items('chat.delete', { chat: byId('+20 114 520 2826') }))[0]!.json).toMatchObject({ success: true });
	});

	test('a list under `result` is a list', async () => {
		answer({ body: { success: true, result: [{ id: 'a@c.us' }, { id: 'b@c.us' }] } }, 'chat.getAll');
		expect((await rig.items('chat.getAll', { limit: 2 })).map(({ json }) => json.id)).toEqual(['a@c.us', 'b@c.us']);
	});

	test('an empty part at the end of a list that was printed as an object ends it, and no other', async () => {
		const rows = { 0: { id: 'a@c.us' } };
		answer({ body: rows }, 'chat.getAll');
		answer({ body: {} }, 'chat.getAll');
		expect(await rig.items('chat.getAll', { returnAll: true })).toHaveLength(1);
		answer({ body: Object.values(rows) }, 'chat.getAll');
		answer({ body: {} }, 'chat.getAll');
		expect((await rig.error('chat.getAll', { returnAll: true })).message).toBe("Wawp's answer was not understood");
	});

	test('a number that WhatsApp has locked out is not tried again, whatever the status says', async () => {
		answer({ status: 429, body: { code: 463, message: 'reachout timelock' }, headers: { 'retry-after': '0' } }, 'message.sendText');
		expect((await rig.error('message.sendText', send)).message).toMatch(/locked this number out/);
		expect(rig.calls).toHaveLength(1);
	});

	test('what the engine cannot do is not asked for again', async () => {
		answer({ status: 501, body: { statusCode: 501, message: 'Not implemented by GOWS engine' }, headers: { 'retry-after': '0' } }, 'contact.getAbout');
		const error = await rig.error('contact.getAbout', { contact: byId('+20 114 520 2826') });
		expect(error.message).toBe("This instance's engine cannot do it");
		expect(rig.calls).toHaveLength(1);
	});

	test('a route that WordPress does not know is tried in its other form', async () => {
		answer({ status: 404, body: { code: 'rest_no_route', message: 'No route was found', data: { status: 404 } } }, 'session.getInfo');
		expect((await rig.items('session.getInfo'))[0]!.json.status).toBe('WORKING');
		expect(rig.calls.map(({ method }) => method)).toEqual(['POST', 'GET']);
	});

	test('an account of null is a session that nobody is connected to', async () => {
		wawp.setStatus(rig.instance.id, 'SCAN_QR_CODE');
		for (let looks = 0; looks < 20; looks++) answer({ body: null }, 'session.getMe');
		expect((await rig.error('session.getMe')).message).toBe('The session is not connected to WhatsApp: it is SCAN_QR_CODE');
	});

	test('what the engine was asked is not shown in its error', async () => {
		const body = { statusCode: 500, exception: { message: 'Broken' }, request: { body: { text: 'PRIVATE-WORDS' } } };
		answer({ status: 500, body }, 'message.sendText');
		const error = await rig.error('message.sendText', send);
		expect(JSON.stringify([error, error.context, error.description])).not.toMatch(/PRIVATE-WORDS/);
		expect(error.description).toMatch(/Wawp said: Broken$/);
	});

	test.each([
		{ error: { message: 'Broken', request: { body: { text: 'PRIVATE-WORDS' } } } },
		{ data: { error: { message: 'Broken', details: [{ request: { body: 'PRIVATE-WORDS' } }] } }, success: false },
		[{ error: 'Broken', request: 'PRIVATE-WORDS' }],
	])('nor what an inner error quotes: %j', async (body) => {
		answer({ status: 500, body }, 'message.sendText');
		const error = await rig.error('message.sendText', send);
		expect(JSON.stringify([error, error.context, error.description])).not.toMatch(/PRIVATE-WORDS/);
	});

	test('nor the token in an address that Wawp sends on to', async () => {
		answer({ status: 302, headers: { location: `https://elsewhere.example/${rig.account.token}/${encodeURIComponent(rig.account.token)}?token=${rig.account.token}` }, body: '' }, 'session.getMe');
		const error = await rig.error('session.getMe');
		expect(error.description).toContain('https://elsewhere.example/***/***');
		expect(JSON.stringify([error, error.context, error.description])).not.toContain(rig.account.token);
	});

	describe('nor a part of the token, where what is quoted is cut in the midst of it', () => {
		test.each<[what: string, operation: string, given: INodeParameters, answerOf: (text: string) => Fault]>([
			['the words of a refusal', 'message.sendText', send, (text) => ({ status: 400, body: { message: text } })],
			['the words of one under status 200', 'message.sendText', send, (text) => ({ body: { success: false, error: { message: text } } })],
			['a page', 'session.getMe', {}, (text) => ({ status: 403, body: `<html><title>${text}</title></html>`, contentType: 'text/html' })],
			['an answer that is none', 'session.getMe', {}, (text) => ({ body: { words: text } })],
			['a text that is none', 'session.getMe', {}, (text) => ({ body: text, contentType: 'text/plain' })],
			['a code that is wrong', 'auth.verifyOtp', { phoneNumber: '+20 114 520 2826', code: '123456' }, (text) => ({ body: { verified: 'no', words: text } })],
		])('%s', async (_what, operation, given, answerOf) => {
			const { token } = rig.account;
			for (let before = 300 - 2 * token.length; before < 300; before += 5) {
				answer(answerOf('x'.repeat(before) + token + 'y'.repeat(100)), operation);
				const error = await rig.error(operation, given);
				expect(JSON.stringify([error, error.context, error.description])).not.toContain(token.slice(0, 6));
			}
		});
	});

	test('nor in one that breaks off', async () => {
		answer({ body: '{"statusCode":500,"request":{"body":{"text":"PRIVATE-WORDS"' }, 'message.sendText');
		const error = await rig.error('message.sendText', send);
		expect(JSON.stringify([error, error.context, error.description])).not.toMatch(/PRIVATE-WORDS/);
	});
});

import fc from 'fast-check';

import type { Shape } from '../../nodes/Wawp/engine/operation';
import { holdsMessage, queuedMessage, sentMessage } from '../../nodes/Wawp/message/sent';
import { SWITCHES, type Fault, type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

const CHAT = '201145202826@c.us';
const GROUP = '120363041234567890@g.us';
const HASH = '3EB0965B123D06E0B70741';
const ID = `true_${CHAT}_${HASH}`;
const AT = 1727745026;
const ISO = '2024-10-01T01:10:26.000Z';
const KEYS = ['chatId', 'messageId', 'status', 'timestamp'];

const sent = (body: object, chatId = CHAT) => sentMessage(body as never, 'INSTANCE', { chatId });

describe('the answer of a send', () => {
	test.each<[string, object]>([
		['an ID in text', { id: ID, timestamp: AT }],
		['WEBJS', { _data: { id: { fromMe: true, remote: CHAT, id: HASH, _serialized: ID }, t: AT, to: { _serialized: CHAT }, ack: 0 }, id: { _serialized: ID } }],
		['WEBJS, where the recipient goes by the hidden identity', { _data: { t: AT, to: '99@lid' }, id: { _serialized: ID }, to: '99@lid' }],
		['WEBJS, its data alone', { _data: { id: { fromMe: true, remote: CHAT, id: HASH, _serialized: ID }, t: AT } }],
		['WEBJS, an ID in parts', { id: { fromMe: true, remote: CHAT, id: HASH }, timestamp: AT }],
		['GOWS', { id: ID, _data: { Info: { ID: HASH, Sender: '201000000000:97@s.whatsapp.net', IsFromMe: true, Timestamp: ISO } } }],
		['GOWS without an ID', { _data: { Info: { ID: HASH, Chat: '201145202826@s.whatsapp.net', IsFromMe: true, Timestamp: '2024-10-01T03:10:26+02:00' } } }],
		['GOWS without a chat', { _data: { Info: { ID: HASH, IsFromMe: true, Timestamp: ISO } } }],
		['NOWEB', { key: { id: HASH, fromMe: true, remoteJid: '201145202826@s.whatsapp.net' }, messageTimestamp: String(AT) }],
		['NOWEB, a time in two halves', { key: { id: HASH, fromMe: true, remoteJid: '201145202826:3@s.whatsapp.net' }, messageTimestamp: { low: AT, high: 0, unsigned: true } }],
		['NOWEB, with its flags as texts', { key: { id: HASH, fromMe: 'true', remoteJid: CHAT }, messageTimestamp: AT }],
		['GOWS, with its flags as numbers', { _data: { Info: { ID: HASH, Chat: CHAT, IsFromMe: 1, Timestamp: ISO } } }],
		['NOWEB under _data', { _data: { key: { id: HASH, fromMe: true, remoteJid: CHAT }, messageTimestamp: AT } }],
		['Wawp\'s words', { success: true, messageId: HASH, timestamp: AT * 1000 }],
		['other words', { message_id: ID, timestamp: String(AT) }],
		['a bare ID', { id: HASH, timestamp: AT }],
		['a wrapped one', { success: true, data: { id: ID, timestamp: AT } }],
		['a whole ID in a key', { key: { id: ID, fromMe: true, remoteJid: CHAT }, timestamp: AT }],
		['a whole ID in the key of WEBJS', { id: { id: ID, fromMe: true, remote: CHAT }, timestamp: AT }],
		['a whole ID of GOWS', { _data: { Info: { ID, Chat: CHAT, IsFromMe: true, Timestamp: ISO } } }],
		['a time that is none beside one', { id: ID, timestamp: 'now', _data: { t: AT } }],
	])('%s becomes the one shape', (_name, body) => {
		expect(sent(body)).toEqual({ messageId: ID, chatId: CHAT, timestamp: ISO, status: 'sent' });
	});

	test.each<[string, object]>([
		['WEBJS', { id: { _serialized: `true_${GROUP}_${HASH}_201000000000@c.us` } }],
		['GOWS', { _data: { Info: { ID: HASH, Chat: GROUP, IsGroup: true, IsFromMe: true, Sender: '201000000000:97@s.whatsapp.net' } } }],
		['NOWEB', { key: { id: HASH, fromMe: true, remoteJid: GROUP, participant: '201000000000:97@s.whatsapp.net' } }],
	])('in a group the ID names the author without the device (%s)', (_name, body) => {
		expect(sent(body, GROUP)).toMatchObject({ messageId: `true_${GROUP}_${HASH}_201000000000@c.us`, chatId: GROUP });
	});

	test.each<[string, object]>([
		['GOWS', { _data: { Info: { ID: HASH, Chat: CHAT, IsGroup: false, IsFromMe: true, Sender: '201000000000:97@s.whatsapp.net' } } }],
		['NOWEB', { key: { id: HASH, fromMe: true, remoteJid: '201145202826@s.whatsapp.net', participant: '201000000000:97@s.whatsapp.net' } }],
		['NOWEB, which names an author that is none', { key: { id: HASH, fromMe: true, remoteJid: CHAT, participant: '' } }],
	])('in a chat with one person the ID names no author, though the engine does (%s)', (_name, body) => {
		expect(sent(body)).toMatchObject({ messageId: ID, chatId: CHAT });
	});

	test('the chat is the one that WhatsApp wrote to, not the one that was asked for', () => {
		expect(sent({ id: 'true_555181234567@c.us_3EB0' }, '5551981234567@c.us')).toMatchObject({ chatId: '555181234567@c.us' });
	});

	test.each(['true', 'false'])('an ID that is whole stays as it is (%s)', (fromMe) => {
		const whole = `${fromMe}_${CHAT}_${HASH}`;
		expect(sent({ id: { fromMe: true, remote: GROUP, id: 'X', _serialized: whole } })).toMatchObject({ messageId: whole, chatId: CHAT });
	});

	test.each([{ ack: -1 }, { _data: { ack: -1 } }, { ackName: 'ERROR' }, { status: 'ERROR' }, { _data: { status: 'failed' } }, { error: true }])('%j did not leave', (body) => {
		expect(sent({ id: ID, ...body })).toEqual({ messageId: ID, chatId: CHAT, timestamp: null, status: 'failed' });
	});

	test.each([
		[{ error: 'rate-overlimit' }, 'rate-overlimit'],
		[{ error: { code: 463, message: 'Reach-out time-lock' } }, 'Reach-out time-lock (463)'],
		[{ _data: { error: { Code: '463' } } }, '463'],
		...[null, '', 0, false, [], {}].map((nothing): [object, string] => [{ error: nothing, _data: { error: 'rate-overlimit' } }, 'rate-overlimit']),
		[{ success: true, data: { id: ID, error: { reason: 'blocked' } } }, 'blocked'],
	])('%j did not leave, and says why', (body, error) => {
		expect(sent({ id: ID, ...body })).toEqual({ messageId: ID, chatId: CHAT, timestamp: null, status: 'failed', error });
	});

	test.each([{ error: null }, { error: '' }, { error: 0 }, { error: false }, { error: [] }, { error: {} }, { ackName: 'SERVER', status: 'PENDING' }, { status: 'no error' }, { ackName: 'errorless' }, { _data: { status: 'failed over' } }])('%j left', (body) => {
		expect(sent({ id: ID, ...body })).toEqual({ messageId: ID, chatId: CHAT, timestamp: null, status: 'sent' });
	});

	test.each<[string, object]>([
		['NOWEB', { key: { id: HASH, fromMe: true, remoteJid: '555181234567@s.whatsapp.net' } }],
		['WEBJS', { id: { id: HASH, fromMe: true, remote: '555181234567@c.us' } }],
		['GOWS', { _data: { Info: { ID: HASH, IsFromMe: true, Chat: '555181234567@s.whatsapp.net' } } }],
		['a bare ID beside its chat', { id: HASH, chatId: '555181234567@c.us' }],
		['a bare ID beside whom it went to', { id: HASH, to: { _serialized: '555181234567@c.us' } }],
		['the same under _data', { id: HASH, _data: { to: '555181234567@c.us' } }],
	])('the chat is that of the answer, not the one that was asked for: %s', (_name, body) => {
		expect(sent(body, '5551981234567@c.us')).toMatchObject({ messageId: `true_555181234567@c.us_${HASH}`, chatId: '555181234567@c.us' });
	});

	test.each([{ key: { id: HASH, fromMe: false, remoteJid: CHAT } }, { _data: { Info: { ID: HASH, IsFromMe: false, Chat: CHAT } } }])('a message of somebody else keeps that in its ID: %j', (body) => {
		expect(sent(body).messageId).toBe(`false_${CHAT}_${HASH}`);
	});

	test.each<[id: unknown, messageId: string | null]>([
		['42', null], [42, null], [CHAT, null], ['1234567', null], ['12345678', `true_${CHAT}_12345678`], [`${HASH} x`, null], [`x ${HASH}`, null], ['A'.repeat(100), `true_${CHAT}_${'A'.repeat(100)}`], ['A'.repeat(101), null],
		['', null], ['undefined', null], ['null', null], [`true_${CHAT}_undefined`, null], [`true_undefined_${HASH}`, null], [`true_${CHAT}_[object Object]`, null], ['STATUStrue_1', `true_${CHAT}_STATUStrue_1`],
	])('the ID %j is that of the message %p: what is the ID of something else, or of nothing, is none', (id, messageId) => {
		expect(sent({ id })).toMatchObject({ messageId, status: messageId === null ? 'unknown' : 'sent' });
	});

	test('a key may be a number, and one that looks whole in its middle is not', () => {
		expect(sent({ key: { id: 12345, remoteJid: CHAT } }).messageId).toBe(`true_${CHAT}_12345`);
		expect(sent({ key: { id: 'Xtrue_1', remoteJid: CHAT } }).messageId).toBe(`true_${CHAT}_Xtrue_1`);
		// Without the words that would belong to a message.
		expect(sent({ error: 'rate-overlimit' })).toEqual({ messageId: null, chatId: CHAT, timestamp: null, status: 'unknown' });
	});

	test('a success that names no message is none that was sent', () => {
		expect([{ success: true }, { id: HASH }, { data: { id: ID } }, { id: '42' }].map((body) => holdsMessage(body))).toEqual([false, true, true, false]);
		expect(sent({ success: true })).toEqual({ messageId: null, chatId: CHAT, timestamp: null, status: 'unknown' });
	});
});

describe('whatever Wawp answers', () => {
	const names = fc.constantFrom('id', '_data', 'key', 'data', 'Info', 'ID', 'Chat', 'Sender', 'IsGroup', 'fromMe', 'remote', 'remoteJid', 'participant', '_serialized', 'to', 'chatId', 'timestamp', 't', 'Timestamp', 'messageTimestamp', 'low', 'ack', 'messageId', 'job_id', 'jobId', '__proto__');
	const values = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(ID, HASH, CHAT, GROUP, AT, ISO, -1, 1e300, '9'.repeat(400)));
	const { answer } = fc.letrec((tie) => ({
		answer: fc.dictionary(names, fc.oneof({ maxDepth: 3 }, values, tie('answer')), { maxKeys: 8 }),
	}));
	const bodies = fc.oneof(answer as fc.Arbitrary<object>, fc.dictionary(fc.string(), fc.jsonValue()));

	test.each<[string, Shape, string[]]>([
		['a sent message', sentMessage, KEYS],
		['a queued one', queuedMessage, [...KEYS, 'jobId']],
	])('%s has always the same members, of the same types', (_name, shape, keys) => {
		fc.assert(
			fc.property(bodies, fc.constantFrom(CHAT, GROUP, undefined), (body, chatId) => {
				const told = shape(JSON.parse(JSON.stringify(body)), 'INSTANCE', { chatId });
				expect(Object.keys(told).sort()).toEqual([...keys].sort());
				for (const key of ['messageId', 'chatId']) expect(told[key] === null || typeof told[key] === 'string').toBe(true);
				expect(told.timestamp === null || new Date(told.timestamp as string).toISOString() === told.timestamp).toBe(true);
				expect(['sent', 'queued', 'failed', 'unknown']).toContain(told.status);
				if (told.messageId === null) expect(['queued', 'unknown']).toContain(told.status);
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('in a workflow', () => {
	let wawp: Wawp;
	let rig: WawpRig;
	beforeEach(async () => {
		wawp = await startWawp();
		rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	});
	afterEach(async () => await wawp.stop());

	const hello = { to: { mode: 'id', value: '+20 114 520 2826' }, text: 'Hello' };
	const failNext = (fault: Fault) => wawp.failNext(fault, { operation: 'message.sendText' });

	test.each(SWITCHES.sentAnswer)('the message that went out is the one that is told of, with the answer of %s', async (sentAnswer) => {
		wawp.switches.sentAnswer = sentAnswer;
		const [item] = await rig.items('message.sendText', hello);
		const [message] = rig.instance.whatsapp.messages;
		expect(item!.json).toMatchObject({ messageId: message!.id, chatId: CHAT, status: 'sent' });
		expect(Object.keys(item!.json).sort()).toEqual(KEYS);
	});

	test.each(SWITCHES.sentAnswer)('and can be edited by its ID, with the answer of %s', async (sentAnswer) => {
		wawp.switches.sentAnswer = sentAnswer;
		const input = await rig.items('message.sendText', hello);
		await rig.items('message.edit', { chat: { mode: 'id', value: '={{ $json.chatId }}' }, messageId: '={{ $json.messageId }}', text: 'Bye' }, { input });
		expect(rig.instance.whatsapp.messages[0]).toMatchObject({ body: 'Bye', edited: true });
	});

	test('a message that waits its turn says so, and has a job ID in place of its own', async () => {
		wawp.switches.overTheLimit = 'queued';
		rig.instance.whatsapp.sendLimit = { messages: 1, perSeconds: 60 };
		const [, late] = await rig.items('message.sendText', hello, { input: [{ json: {} }, { json: {} }] });
		expect(late!.json).toEqual({ messageId: null, chatId: CHAT, timestamp: null, status: 'queued', jobId: expect.any(String) });
	});

	test.each(['pending', 'PENDING', 'accepted', 'queued'])('an answer that names the message has sent it, also where it says %s', async (status) => {
		for (const body of [{ success: true, messageId: ID, status }, { success: true, data: { message_id: HASH, status } }, { messageId: ID, status, job_id: 'job-7' }]) {
			failNext({ body });
			const [item] = await rig.items('message.sendText', hello);
			expect(item!.json).toEqual({ messageId: ID, chatId: CHAT, timestamp: null, status: 'sent' });
		}
	});

	test.each<[string, Fault]>([
		['its ID is one of the queue', { body: { status: 'queued', messageId: 'msg-77' } }],
		['a yes comes under 202', { status: 202, body: { success: true, message: 'Accepted' } }],
		['a yes comes under 202 and says no more', { status: 202, body: true as never }],
		['it is under way', { body: { success: true, status: 'processing' } }],
	])('a message waits its turn where %s', async (_name, fault) => {
		failNext(fault);
		const [item] = await rig.items('message.sendText', hello);
		expect(item!.json).toEqual({ messageId: null, chatId: CHAT, timestamp: null, status: 'queued', jobId: null });
	});

	test('nothing is deleted yet where a yes comes under 202', async () => {
		wawp.failNext({ status: 202, body: { success: true } }, { operation: 'message.delete' });
		const [item] = await rig.items('message.delete', { chat: { mode: 'id', value: CHAT }, messageId: ID });
		expect(item!.json).toEqual({ success: true, queued: true, status: 'queued', jobId: null });
	});

	test.each([{ success: true, error_code: 131026 }, { success: true, errorCode: 'not_allowed' }, ...[{ status: 'success' }, { status: true }, { ok: true }, { result: 'OK' }, { status: 'sent' }].map((yes) => ({ ...yes, error: 'Timed out behind the queue' }))])('%j is neither a yes nor a no', async (body) => {
		failNext({ body });
		const { message, description } = await rig.error('message.sendText', hello);
		expect(message).toBe("Wawp's answer does not say whether it was done");
		expect(description).toMatch(/^The message may have gone out/);
	});

	test.each([{ error_code: 0 }, { error_code: '0', error_message: '' }, { errorCode: null }, { errorCode: 'OK' }, { error_code: 200 }])('a success with %j is one', async (body) => {
		failNext({ body: { success: true, messageId: ID, ...body } });
		const [item] = await rig.items('message.sendText', hello);
		expect(item!.json).toMatchObject({ messageId: ID, status: 'sent' });
	});

	test.each<[string, object]>([
		['a text', { id: `false_${CHAT}_${HASH}` }],
		['parts', { id: { fromMe: false, remote: CHAT, id: HASH, _serialized: `false_${CHAT}_${HASH}` } }],
		['a key', { id: HASH, fromMe: false }],
		['a key, wrapped', { data: { messageId: HASH, fromMe: false } }],
		['a text beside a success', { success: true, data: { id: `false_${CHAT}_${HASH}` } }],
		['a key beside a success', { status: 'success', key: { id: HASH, fromMe: false, remoteJid: CHAT } }],
	])("somebody else's message is not the one that was sent (its ID as %s)", async (_name, body) => {
		failNext({ body });
		const { message, description } = await rig.error('message.sendText', hello);
		expect(message).toBe("Wawp's answer does not say whether it was done");
		expect(description).toMatch(/^The message may have gone out/);
	});

	test.each(['message.edit', 'message.react', 'message.votePoll', 'status.delete'])('what names the message beside an error has not changed it (%s)', async (operation) => {
		const given = { chat: { mode: 'id', value: CHAT }, messageId: ID, statusId: ID, text: 'Bye', reaction: '👍', votesInput: 'json', votesJson: '["Yes"]' };
		for (const failed of [{ error: 'The message is too old' }, { ack: -1 }, { ackName: 'ERROR' }, { _data: { error: { code: 479 } } }, { status: 'ok', error: 'The message is too old' }]) {
			wawp.failNext({ body: { id: ID, ...failed } }, { operation });
			const { message, description } = await rig.error(operation, given);
			expect(message).toBe("Wawp's answer does not say whether it was done");
			expect(description).toContain('Wawp answered: {"id"');
		}
		wawp.failNext({ body: { id: ID, ack: 1, error: null } }, { operation });
		expect(await rig.items(operation, given)).toHaveLength(1);
	});

	test('without Simplify the whole answer comes along', async () => {
		const body = { id: ID, _data: { extra: [1, 2] } };
		failNext({ body });
		const [item] = await rig.items('message.sendText', { ...hello, simplify: false });
		expect(item!.json).toEqual({ messageId: ID, chatId: CHAT, timestamp: null, status: 'sent', raw: body });
	});

	test('so does that of a message that waits its turn', async () => {
		const body = { status: 'queued', job_id: 'job-7' };
		failNext({ body });
		const [item] = await rig.items('message.sendText', { ...hello, simplify: false });
		expect(item!.json).toMatchObject({ status: 'queued', jobId: 'job-7', raw: body });
	});

	test.each<[object, RegExp]>([
		[{ success: false, message: 'No such chat' }, /Wawp said: No such chat/],
		[{ code: 'bad_request', message: 'No such chat', data: { status: 400 } }, /Wawp said: No such chat \(bad_request\)/],
		[{ wawp_upstream_error: 'engine timed out' }, /The message may have gone out.*Wawp said: engine timed out/],
		[{ error: 'No such chat' }, /Wawp said: No such chat/],
		[{ status: 'error', message: 'No such chat' }, /Wawp said: No such chat/],
	])('%j under status 200 is a failure, and no message', async (body, description) => {
		failNext({ body });
		expect((await rig.error('message.sendText', hello)).description).toMatch(description);
		expect(rig.calls.filter(({ operation }) => operation !== 'session.getInfo')).toHaveLength(1);
	});
});

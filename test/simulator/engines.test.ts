import { SWITCHES, type Switches } from './index';
import { GROUP, OWN, PERSON, workingSession } from './workingSession';
import { SAMPLES } from './world/files';

type Engine = Exclude<Switches['engine'], 'short'>;
const ENGINES = SWITCHES.engine.filter((engine): engine is Engine => engine !== 'short');

const HIDDEN = '123456789012345@lid';
const RAW_PERSON = '201234567890@s.whatsapp.net';

const session = workingSession({ chats: [{ id: PERSON }], lids: [{ lid: HIDDEN, pn: PERSON }] });

const as = (engine: Switches['engine']) => (session.wawp.switches.engine = engine);
const receives = (incoming: object) => session.wawp.phone.receives(session.instance.id, { from: PERSON, body: 'Hi', ...incoming });

async function payloadOf(event: string) {
	const told = (await session.told()).filter((entry) => entry.event === event);
	expect(told).toHaveLength(1);
	return told[0]!.payload;
}

describe('a text of a person', () => {
	test.each([
		['GOWS', { from: PERSON, to: null, participant: null, _data: { Info: { Chat: RAW_PERSON, Sender: RAW_PERSON, IsFromMe: false, PushName: 'Ann' }, Message: { conversation: 'Hi' } } }],
		['NOWEB', { from: PERSON, to: null, participant: null, _data: { key: { remoteJid: RAW_PERSON, fromMe: false }, pushName: 'Ann', message: { conversation: 'Hi' } } }],
		['WEBJS', { from: PERSON, to: OWN, participant: null, _data: { type: 'chat', body: 'Hi', notifyName: 'Ann', from: PERSON, to: OWN } }],
	] as const)('on %s', async (engine, printed) => {
		as(engine);
		receives({ pushName: 'Ann' });
		expect(await payloadOf('message')).toMatchObject({ body: 'Hi', fromMe: false, ...printed });
	});
});

describe('a text of a member of a group whom WhatsApp hides', () => {
	test.each([
		['GOWS', { from: GROUP, to: HIDDEN, participant: HIDDEN, _data: { Info: { Chat: GROUP, Sender: HIDDEN, SenderAlt: RAW_PERSON, IsGroup: true }, Message: { senderKeyDistributionMessage: {}, conversation: 'Hi' } } }],
		['NOWEB', { from: GROUP, to: null, participant: HIDDEN, _data: { key: { remoteJid: GROUP, participant: HIDDEN, participantAlt: RAW_PERSON }, message: { senderKeyDistributionMessage: {}, conversation: 'Hi' } } }],
		['WEBJS', { from: GROUP, to: OWN, participant: HIDDEN, _data: { author: HIDDEN } }],
	] as const)('on %s', async (engine, printed) => {
		as(engine);
		session.wawp.seed(session.instance.id, { groups: [{ id: GROUP }] });
		receives({ from: HIDDEN, groupId: GROUP });
		expect(await payloadOf('message')).toMatchObject({ body: 'Hi', ...printed });
	});
});

test('a picture without words comes with its thumbnail as the raw body on WEBJS', async () => {
	as('WEBJS');
	receives({ body: '', media: { bytes: SAMPLES.png } });
	expect(await payloadOf('message')).toMatchObject({ body: '', hasMedia: true, _data: { type: 'image', body: expect.stringMatching(/^\/9j\//) } });
});

describe('an own message that is deleted for everyone', () => {
	test.each([
		['GOWS', (hash: string) => ({ revokedMessageId: hash, after: { _data: { Message: { protocolMessage: { key: { ID: hash } } } } } })],
		['NOWEB', (hash: string) => ({ revokedMessageId: hash, after: { _data: { message: { protocolMessage: { key: { id: hash } } } } } })],
		['WEBJS', (hash: string) => ({ after: { _data: { protocolMessageKey: { id: hash } } } })],
	] as const)('is named beside its notice on %s', async (engine, printed) => {
		as(engine);
		await session.answer('message.sendText', { chatId: PERSON, message: 'Oops' });
		const { id, hash } = session.instance.whatsapp.messages.at(-1)!;
		await session.answer('message.delete', { chatId: PERSON, messageId: id });
		const payload = await payloadOf('message.revoked');
		expect(payload).toMatchObject({ before: null, ...printed(hash) });
		expect(payload.after.id).not.toContain(hash);
		expect('revokedMessageId' in payload).toBe(engine !== 'WEBJS');
	});
});

test.each(ENGINES)('an edited message keeps its key beside the new text on %s', async (engine) => {
	as(engine);
	await session.answer('message.sendText', { chatId: PERSON, message: 'Helo' });
	const { id, hash } = session.instance.whatsapp.messages.at(-1)!;
	await session.answer('message.edit', { chatId: PERSON, messageId: id, text: 'Hello' });
	const payload = await payloadOf('message.edited');
	expect(payload).toMatchObject({ body: 'Hello', editedMessageId: hash });
	expect(payload.id === id).toBe(engine === 'WEBJS');
});

test.each(ENGINES)('a reaction names the message on %s, and only NOWEB shows more', async (engine) => {
	as(engine);
	await session.answer('message.sendText', { chatId: PERSON, message: 'Hello' });
	const { id } = session.instance.whatsapp.messages.at(-1)!;
	await session.answer('message.react', { messageId: id, chatId: PERSON, reaction: '👍' });
	const payload = await payloadOf('message.reaction');
	expect(payload).toMatchObject({ fromMe: true, reaction: { text: '👍', messageId: id } });
	expect('_data' in payload).toBe(engine === 'NOWEB');
});

test.each([
	...ENGINES.map((engine) => [engine, 1] as const),
	['short', 2] as const,
])('message and message.any of one message have one ID on the engines: %s, %d IDs', async (engine, ids) => {
	as(engine);
	receives({});
	await session.wawp.settled();
	const told = session.wawp.deliveries.filter(({ event }) => event.startsWith('message'));
	expect(told.map(({ event }) => event)).toEqual(['message', 'message.any']);
	expect(new Set(told.map(({ id }) => id)).size).toBe(ids);
});

test('only WEBJS tells of an archived chat, and GOWS answers that it cannot archive one', async () => {
	as('GOWS');
	expect(await session.call('chat.archive', { chatId: PERSON })).toMatchObject({ status: 501 });
	session.wawp.emit(session.instance.id, 'chat.archive');
	as('NOWEB');
	await session.answer('chat.archive', { chatId: PERSON });
	as('WEBJS');
	await session.answer('chat.unarchive', { chatId: PERSON });
	expect((await session.told()).filter(({ event }) => event === 'chat.archive')).toHaveLength(1);
});

test('engines tell the last three states with a state', async () => {
	as('GOWS');
	session.instance.webhooks[0]!.events.push('session.status');
	for (const status of ['FAILED', 'STARTING', 'WORKING']) session.wawp.setStatus(session.instance.id, status);
	const told = (await session.told()).at(-1)!;
	expect(told.payload).toMatchObject({ status: 'WORKING', statuses: [{ status: 'FAILED' }, { status: 'STARTING' }, { status: 'WORKING', timestamp: expect.any(Number) }] });
});

test.each([
	['GOWS', 13],
	['NOWEB', 13],
	['WEBJS', 10],
	['short', null],
] as const)('what happens in a group is timed on %s in a number of %s digits', async (engine, digits) => {
	as(engine);
	session.wawp.seed(session.instance.id, { groups: [{ id: GROUP, role: 'admin' }] });
	await session.answer('group.setSubject', { id: GROUP, subject: 'New' });
	const { timestamp } = await payloadOf('group.v2.update');
	expect(timestamp === undefined ? null : String(timestamp).length).toBe(digits);
});

test.each(ENGINES)('receipts in a group come by their own event on %s', async (engine) => {
	as(engine);
	session.wawp.seed(session.instance.id, { groups: [{ id: GROUP, participants: ['1'] }] });
	await session.answer('message.sendText', { chatId: GROUP, message: 'Hi' });
	const told = (await session.told()).map(({ event }) => event);
	expect(told).toContain('message.ack.group');
	expect(told).not.toContain('message.ack');
});

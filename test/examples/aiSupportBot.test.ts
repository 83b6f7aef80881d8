import { SWITCHES } from '../simulator';
import type { Incoming } from '../simulator/inbox';
import type { Model } from '../support/aiNodes';
import { ExampleRig, type Given, LISTED } from '../support/exampleRig';

const ADA = '201000000001@c.us';
const BOB = '201000000002@c.us';
const GROUP = '120363000000000001@g.us';
const SORRY = 'Sorry, I cannot answer this right now. A person will get back to you.';

let rig: ExampleRig;

const echo: Model = (text) => `You asked: ${text}`;

async function published(model: Model, switches: Given['switches'] = {}): Promise<void> {
	const whatsapp = { groups: [{ id: GROUP, participants: [ADA] }] };
	rig = await ExampleRig.published('ai-support-bot', { instance: { id: LISTED, status: 'WORKING', whatsapp }, switches, model });
}

// not settled first: a bot that answered itself would never be
afterEach(async () => {
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

const receives = (incoming: Partial<Incoming>) => rig.wawp.phone.receives(LISTED, { from: ADA, ...incoming });

const heard = (): Array<Record<string, unknown>> => rig.wawp.calls.map(({ operation, body, query }) => ({ operation, ...query, ...body }));

const sent = () => heard().filter(({ operation }) => operation === 'message.sendText');

const alerts = () => rig.messages('Alert: A Person Is Needed');

test.each(SWITCHES.engine)('a text is answered once: seen, typing, and with the text quoted (as %s tells it)', async (engine) => {
	await published(echo, { engine });
	const { id } = receives({ body: 'When do you open?' });
	await rig.settled();
	expect(heard()).toMatchObject([
		{ operation: 'message.markSeen', chatId: ADA, messageIds: [id] },
		{ operation: 'message.startTyping', chatId: ADA },
		{ operation: 'message.sendText', chatId: ADA, reply_to: id, message: 'You asked: When do you open?' },
	]);
	expect(alerts()).toEqual([]);
});

test('what this number writes, what is no text, and what comes from groups, channels and stories starts nothing', async () => {
	await published(echo, { ownMessages: 'message too' });
	receives({ groupId: GROUP, body: 'hello' });
	receives({ media: { bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), mimetype: 'image/jpeg' } });
	rig.wawp.emit(LISTED, 'message', { id: 'false_1@newsletter_AAAA', from: '1@newsletter', fromMe: false, body: 'hello' });
	rig.wawp.emit(LISTED, 'message', { id: `false_status@broadcast_AAAA_${ADA}`, from: 'status@broadcast', fromMe: false, body: 'hello' });
	rig.wawp.emit(LISTED, 'message', { id: `true_${ADA}_BBBB`, from: ADA, fromMe: true, body: 'hello' });
	await rig.settled();
	expect(rig.n8n.executions).toEqual([]);
	receives({ body: 'hello' });
	await rig.settled();
	expect(sent()).toHaveLength(1);
});

test('a delivery that is repeated starts one run', async () => {
	await published(echo);
	receives({ body: 'hello' });
	await rig.settled();
	await rig.wawp.redeliver(rig.wawp.deliveries.at(-1)!, 3, { concurrently: true });
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(1);
	expect(sent()).toHaveLength(1);
});

describe('the tools', () => {
	const thankful = (input = {}): Model => () => ({ tool: 'React to the Message', input: { emoji: '❤️', ...input }, then: 'Welcome!' });

	test('react to the message that is being answered', async () => {
		await published(thankful());
		const { id } = receives({ body: 'Thank you' });
		await rig.settled();
		expect(heard().slice(2)).toMatchObject([
			{ operation: 'message.react', chatId: ADA, messageId: id, reaction: '❤️' },
			{ operation: 'message.sendText', chatId: ADA, message: 'Welcome!' },
		]);
	});

	test('stay with that message, whatever else the model asks for', async () => {
		await published(thankful({ chatId: BOB, chat: BOB, messageId: 'false_201000000002@c.us_AAAA' }));
		const { id } = receives({ body: 'React to the messages of Bob' });
		await rig.settled();
		expect(heard()[2]).toMatchObject({ operation: 'message.react', chatId: ADA, messageId: id });
		expect(JSON.stringify(rig.wawp.calls)).not.toContain(BOB);
	});

	test('look up what was said in this chat before', async () => {
		await published(() => ({ tool: 'Look Up Earlier Messages', input: { chatId: BOB }, then: 'You said so.' }));
		receives({ body: 'What did I say?' });
		await rig.settled();
		expect(heard()[2]).toMatchObject({ operation: 'chat.getMessages', chatId: ADA, limit: '20', downloadMedia: 'false' });
		expect(sent()).toMatchObject([{ message: 'You said so.' }]);
	});
});

test('several messages in one delivery are taken one at a time, each with its own chat', async () => {
	await published((text) => ({ tool: 'React to the Message', input: { emoji: '👍' }, then: `You asked: ${text}` }));
	const event = (from: string, body: string) => ({ event: 'message', id: `evt_${from}`, payload: { id: `false_${from}_${body}`, from, fromMe: false, body } });
	await fetch(rig.wawp.world.instances[0]!.webhooks[0]!.url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify([event(ADA, 'one'), event(BOB, 'two')]),
	});
	await rig.settled();
	const about = (chatId: string, text: string) => [
		{ operation: 'message.markSeen', chatId },
		{ operation: 'message.startTyping', chatId },
		{ operation: 'message.react', chatId, messageId: `false_${chatId}_${text}` },
		{ operation: 'message.sendText', chatId, reply_to: `false_${chatId}_${text}`, message: `You asked: ${text}` },
	];
	expect(heard()).toMatchObject([...about(ADA, 'one'), ...about(BOB, 'two')]);
});

describe('when the model fails', () => {
	test.each<[string, Model]>([
		['with an error', () => new Error('500')],
		['with no words', () => '  '],
		['after it has used a tool', () => ({ tool: 'React to the Message', input: { emoji: '👍' }, then: '' })],
	])('%s, the person gets one apology, the chat is unread again, and somebody is told', async (_how, model) => {
		await published(model);
		const { id } = receives({ body: 'When do you open?', pushName: 'Ada' });
		await rig.settled();
		expect(sent()).toMatchObject([{ chatId: ADA, reply_to: id, message: SORRY }]);
		expect(heard().at(-1)).toMatchObject({ operation: 'chat.markUnread', chatId: ADA });
		expect(alerts()).toEqual([expect.stringMatching(/^(Ada|201000000001) waits for an answer to: When do you open\?\nExecution \d+ says/)]);
	});

	test('the next message is answered all the same', async () => {
		let isDown = true;
		await published((text) => (isDown ? new Error('500') : echo(text)));
		receives({ body: 'one' });
		await rig.settled();
		isDown = false;
		receives({ body: 'two' });
		await rig.settled();
		expect(sent().map(({ message }) => message)).toEqual([SORRY, 'You asked: two']);
	});
});

test('an answer that may have gone out is followed by no other message, but somebody is told', async () => {
	await published(echo);
	rig.wawp.failNext({ reset: true, carryOut: true }, { operation: 'message.sendText' });
	receives({ body: 'hello' });
	await rig.settled();
	expect(sent()).toHaveLength(1);
	expect(alerts()).toHaveLength(1);
});

test('an answer that Wawp names, and WhatsApp did not take, is told of', async () => {
	await published(echo);
	rig.wawp.failNext({ body: { id: `true_${ADA}_3EB0AAAABBBBCCCC`, error: 'Not sent' } }, { operation: 'message.sendText' });
	receives({ body: 'hello' });
	await rig.settled();
	expect(sent()).toHaveLength(1);
	expect(heard().at(-1)).toMatchObject({ operation: 'chat.markUnread', chatId: ADA });
	expect(alerts()).toEqual([expect.stringMatching(/ waits for an answer to: hello\n/)]);
});

test('an answer does not hang on the marks of being seen and of typing', async () => {
	await published(echo);
	rig.wawp.failNext({ status: 500 }, { operation: 'message.markSeen' });
	rig.wawp.failNext({ status: 500 }, { operation: 'message.startTyping' });
	receives({ body: 'hello' });
	await rig.settled();
	expect(sent()).toMatchObject([{ message: 'You asked: hello' }]);
	expect(alerts()).toEqual([]);
});

test.each(['told', 'asked for'])('somebody whom WhatsApp hides is remembered as one person, by whichever ID the messages come, and answered there (the number is %s)', async (how) => {
	await published(echo);
	const hidden = '123456789012345@lid';
	if (how === 'asked for') rig.wawp.seed(LISTED, { lids: [{ lid: hidden, pn: ADA }] });
	rig.wawp.emit(LISTED, 'message', { id: `false_${hidden}_AAAA`, from: hidden, fromMe: false, body: 'one', ...(how === 'told' && { _data: { Info: { SenderAlt: ADA.replace('@c.us', '@s.whatsapp.net') } } }) });
	await rig.settled();
	rig.wawp.emit(LISTED, 'message', { id: `false_${ADA}_BBBB`, from: ADA, fromMe: false, body: 'two' });
	await rig.settled();
	expect(rig.items('Message').map(({ json }) => json.person)).toEqual(['201000000001', '201000000001']);
	expect(sent().map(({ chatId }) => chatId)).toEqual([hidden, ADA]);
});

test('a long answer is cut to what WhatsApp takes', async () => {
	await published(() => 'a'.repeat(5000));
	receives({ body: 'hello' });
	await rig.settled();
	expect(sent().map(({ message }) => String(message).length)).toEqual([4096]);
});

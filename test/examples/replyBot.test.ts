import { SWITCHES } from '../simulator';
import type { Incoming } from '../simulator/inbox';
import { ExampleRig, type Given, LISTED } from '../support/exampleRig';

const PERSON = '201000000001@c.us';
const GROUP = '120363000000000001@g.us';

let rig: ExampleRig;
/** What n8n shows as failed. */
let shown: unknown[] = [];

async function published(switches: Given['switches'] = {}, publish = ExampleRig.published): Promise<void> {
	const whatsapp = { groups: [{ id: GROUP, participants: [PERSON] }] };
	rig = await publish('reply-bot', { instance: { id: LISTED, status: 'WORKING', whatsapp }, switches });
}

// not settled first: a bot that answered itself would never be
afterEach(async () => {
	await rig.stop();
	expect(rig.errors).toEqual(shown);
	shown = [];
	expect(rig.traces()).not.toContain(rig.account.token);
});

const receives = (incoming: Partial<Incoming>) => rig.wawp.phone.receives(LISTED, { from: PERSON, ...incoming });

const answers = () => rig.wawp.calls.filter(({ operation }) => operation === 'message.sendText').map(({ body }) => body.message);

const noted = () => rig.n8n.dataTables.rows('wawp_replies').map(({ messageId }) => messageId);

test.each(SWITCHES.engine)('a question is answered as a person would: seen, typing, and with the question quoted (as %s tells it)', async (engine) => {
	await published({ engine });
	const { id } = receives({ body: 'What are your HOURS?' });
	await rig.settled();
	const [seen, typing, ...rest] = rig.wawp.calls.map(({ operation, body }) => ({ operation, ...body }));
	expect(seen).toMatchObject({ operation: 'message.markSeen', chatId: PERSON });
	expect(typing).toMatchObject({ operation: 'message.startTyping', chatId: PERSON });
	expect(rest.slice(-2)).toMatchObject([
		{ operation: 'message.stopTyping', chatId: PERSON },
		{ operation: 'message.sendText', chatId: PERSON, reply_to: id, message: 'We are open from Sunday to Thursday, 9:00 to 17:00.' },
	]);
	expect(noted()).toEqual([id.split('_')[2]]);
});

test.each([
	['how much does it COST', /^You find our prices/],
	['Good morning', /^Hello! Write \*hours\*/],
	['', /^Hello! Write \*hours\*/],
])("'%s' has its answer", async (body, answer) => {
	await published();
	receives({ body });
	await rig.settled();
	expect(answers()).toEqual([expect.stringMatching(answer)]);
});

test('somebody whose number WhatsApp hides is answered too', async () => {
	await published();
	rig.wawp.emit(LISTED, 'message', { id: 'false_123456@lid_AAAA', from: '123456@lid', fromMe: false, body: 'hours' });
	await rig.settled();
	expect(rig.wawp.calls.at(-1)!.body).toMatchObject({ chatId: '123456@lid', reply_to: 'false_123456@lid_AAAA' });
});

test('its own messages, groups, channels and stories are not answered', async () => {
	await published({ ownMessages: 'message too' });
	receives({ groupId: GROUP, body: 'hours' });
	rig.wawp.emit(LISTED, 'message', { id: 'false_1@newsletter_AAAA', from: '1@newsletter', fromMe: false, body: 'hours' });
	rig.wawp.emit(LISTED, 'message', { id: `false_status@broadcast_AAAA_${PERSON}`, from: 'status@broadcast', fromMe: false, body: 'hours' });
	await rig.settled();
	expect(rig.wawp.calls).toEqual([]);
	receives({ body: 'price' });
	await rig.settled();
	expect(answers()).toHaveLength(1);
	expect(rig.wawp.deliveries.filter(({ body }) => body.includes('"fromMe":true'))).toHaveLength(1);
	expect(rig.n8n.executions).toHaveLength(1);
});

test('an event that is delivered again and again is answered once', async () => {
	await published({}, ExampleRig.publishedByHand);
	receives({ body: 'hours' });
	await rig.settled();
	await rig.wawp.redeliver(rig.wawp.deliveries.at(-1)!, 3, { concurrently: true });
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(1);
	expect(answers()).toHaveLength(1);
});

test('messages that Wawp gives no ID are answered, each of them', async () => {
	await published();
	for (const body of ['hours', 'price']) rig.wawp.emit(LISTED, 'message', { from: PERSON, fromMe: false, body });
	await rig.settled();
	expect(answers().sort()).toEqual([expect.stringMatching(/^We are open/), expect.stringMatching(/^You find our prices/)]);
});

test('a message that starts two runs at the same moment is answered once', async () => {
	await published({}, ExampleRig.publishedByHand);
	rig.wawp.holdDeliveries();
	const payload = { id: `false_${PERSON}_AAAA`, from: PERSON, fromMe: false, body: 'hours' };
	rig.wawp.emit(LISTED, 'message', payload);
	// the trigger lets a message of one instance start one run: two come to it where processes do not know of each other
	rig.wawp.emit(LISTED, 'message', payload, { metadata: { instance_id: 'ANOTHER' } });
	await rig.wawp.releaseDeliveries('in order');
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(2);
	expect(answers()).toHaveLength(1);
	expect(noted()).toEqual(['AAAA']);
});

test('a message of which Wawp tells twice, under the number and under the ID that hides it, is answered once', async () => {
	await published({}, ExampleRig.publishedByHand);
	rig.wawp.holdDeliveries();
	for (const from of [PERSON, '123456@lid']) {
		// the trigger tells them apart only where processes do not know of each other
		rig.wawp.emit(LISTED, 'message', { id: `false_${from}_AAAA`, from, fromMe: false, body: 'hours' }, { metadata: { instance_id: from } });
	}
	await rig.wawp.releaseDeliveries('in order');
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(2);
	expect(answers()).toHaveLength(1);
});

test('several messages at once have an answer each', async () => {
	await published({ deliveryShape: 'array' });
	const ids = ['hours', 'price', 'hours'].map((body, index) => receives({ from: `20100000000${index}`, body }).id);
	await rig.settled();
	const sent = rig.wawp.calls.filter(({ operation }) => operation === 'message.sendText');
	expect(sent.map(({ body }) => body.reply_to).sort()).toEqual(ids.sort());
});

test.each([
	['Wawp refuses', { status: 400, body: { code: 'invalid_param', message: 'No' } }, /^The answer to 201000000001@c\.us was not sent: Wawp /],
	['WhatsApp did not take', { body: { id: `true_${PERSON}_3EB0AAAABBBBCCCC`, ack: -1, error: 'Not allowed' } }, /^The answer to 201000000001@c\.us was not sent: Not allowed$/],
	['WhatsApp did not take, without a reason', { body: { id: `true_${PERSON}_3EB0AAAABBBBCCCC`, ack: -1 } }, /^The answer to 201000000001@c\.us was not sent: WhatsApp did not take it$/],
	['nobody can tell of', { body: { success: true } }, /^The answer to 201000000001@c\.us may not have been sent: look into the chat$/],
])('an answer that %s is shown', async (_what, fault, words) => {
	await published();
	rig.wawp.failNext(fault, { operation: 'message.sendText' });
	receives({ body: 'hours' });
	await rig.settled();
	expect(answers()).toHaveLength(1);
	shown = [expect.stringMatching(words)];
});

test.each([['hours', 'hours', 'hours'], ['hours', 'price', 'hello'], ['price', 'hello', 'hours']])('an answer that is not sent does not keep others of the same delivery from theirs (%s, %s, %s)', async (...bodies) => {
	await published();
	rig.wawp.failNext({ status: 400, body: { code: 'invalid_param', message: 'No' } }, { operation: 'message.sendText' });
	const event = (from: string, index: number) => ({ event: 'message', id: `evt_${from}`, payload: { id: `false_${from}_AAAA${from}`, from, fromMe: false, body: bodies[index] } });
	await fetch(rig.instance.webhooks[0]!.url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(['201000000001@c.us', '201000000002@c.us', '201000000003@c.us'].map(event)),
	});
	await rig.settled();
	expect(rig.wawp.calls.filter(({ operation }) => operation === 'message.sendText').map(({ body }) => body.chatId).sort()).toEqual(['201000000001@c.us', '201000000002@c.us', '201000000003@c.us']);
	shown = [expect.stringMatching(/^The answer to 20100000000\d@c\.us was not sent: Wawp /)];
});

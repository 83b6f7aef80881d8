import { SWITCHES } from '../simulator';
import type { Incoming } from '../simulator/inbox';
import { ExampleRig, type Given, LISTED } from '../support/exampleRig';

const PERSON = '201000000001@c.us';
const GROUP = '120363000000000001@g.us';

let rig: ExampleRig;

async function published(switches: Given['switches'] = {}): Promise<void> {
	const whatsapp = { groups: [{ id: GROUP, participants: [PERSON] }] };
	rig = await ExampleRig.published('keyword-auto-reply', { instance: { id: LISTED, status: 'WORKING', whatsapp }, switches });
}

// not settled first: a workflow that answered itself would never be
afterEach(async () => {
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

const receives = (incoming: Partial<Incoming>) => rig.wawp.phone.receives(LISTED, { from: PERSON, ...incoming });

const heard = () => rig.wawp.calls.map(({ operation, body }) => ({ operation, ...body }));

describe.each(SWITCHES.engine)('as %s tells it', (engine) => {
	test.each(['What is the PRICE?', 'costs?'])("'%s' has an answer that quotes it", async (body) => {
		await published({ engine });
		const { id } = receives({ body });
		await rig.settled();
		expect(heard()).toEqual([
			expect.objectContaining({ operation: 'message.sendText', chatId: PERSON, reply_to: id, message: 'You find our prices at https://example.com/prices' }),
		]);
	});
});

test('somebody whose number WhatsApp hides is answered too', async () => {
	await published();
	rig.wawp.emit(LISTED, 'message', { id: 'false_123456@lid_AAAA', from: '123456@lid', fromMe: false, body: 'price' });
	await rig.settled();
	expect(heard()).toEqual([expect.objectContaining({ chatId: '123456@lid', reply_to: 'false_123456@lid_AAAA' })]);
});

test('other texts, its own messages, groups, channels and stories start nothing', async () => {
	await published({ ownMessages: 'message too' });
	receives({ body: 'Good morning' });
	receives({ body: '' });
	receives({ groupId: GROUP, body: 'price' });
	rig.wawp.emit(LISTED, 'message', { id: `true_${PERSON}_AAAA`, to: PERSON, fromMe: true, body: 'price' });
	rig.wawp.emit(LISTED, 'message', { id: 'false_1@newsletter_AAAA', from: '1@newsletter', fromMe: false, body: 'price' });
	rig.wawp.emit(LISTED, 'message', { id: `false_status@broadcast_AAAA_${PERSON}`, from: 'status@broadcast', fromMe: false, body: 'price' });
	await rig.settled();
	expect(rig.wawp.deliveries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
	expect(rig.n8n.executions).toEqual([]);
	expect(heard()).toEqual([]);
});

test('the answer itself is told of, and not answered', async () => {
	await published({ ownMessages: 'message too' });
	receives({ body: 'price' });
	await rig.settled();
	expect(rig.wawp.deliveries.map(({ body }) => body.includes('"fromMe":true'))).toEqual([false, true]);
	expect(heard()).toHaveLength(1);
});

test('a message that is delivered again, or told of in two events, is answered once', async () => {
	await published();
	const payload = { id: `false_${PERSON}_AAAA`, from: PERSON, fromMe: false, body: 'price' };
	rig.wawp.emit(LISTED, 'message', payload);
	rig.wawp.emit(LISTED, 'message', payload);
	await rig.settled();
	await rig.wawp.redeliver(rig.wawp.deliveries.at(-1)!, 3, { concurrently: true });
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(1);
	expect(heard()).toHaveLength(1);
});

import { ExampleRig, type Given, LISTED } from '../support/exampleRig';

const PERSON = '201000000001@c.us';
const OTHER = '201000000002@c.us';
const HIDDEN = '123456789012345@lid';
const HOUR_MS = 3_600_000;

let rig: ExampleRig;

async function published(given: Given = {}): Promise<void> {
	rig = await ExampleRig.published('missed-call-follow-up', { instance: { id: LISTED, status: 'WORKING', phone: '201145202826' }, ...given });
}

afterEach(async () => {
	await rig.settled();
	await rig.stop();
	expect(rig.traces()).not.toContain(rig.account.token);
});

const call = (id: string, from: string, more = {}) => ({ id, from, timestamp: Math.floor(Date.now() / 1000), isVideo: false, isGroup: false, ...more });

async function rings(id: string, from: string, more = {}): Promise<void> {
	rig.wawp.emit(LISTED, 'call.received', call(id, from, more));
	await rig.settled();
}

async function isAnswered(payload: { id: string }): Promise<void> {
	rig.wawp.emit(LISTED, 'call.accepted', payload);
	await rig.settled();
}

async function twoMinutesPass(): Promise<void> {
	await rig.n8n.wakeUp();
	await rig.settled();
}

/** All that went to Wawp, but the questions for numbers behind hidden identities, and for the registration when n8n starts. */
const calls = () => rig.wawp.calls.filter(({ operation }) => operation !== 'lid.getByLid' && operation !== 'webhook.getAll');

const written = () => calls().map(({ operation, body }) => ({ operation, ...body }));

const people = () => calls().map(({ body }) => body.chatId);

const noted = () => rig.n8n.dataTables.rows('wawp_calls').map(({ what, callId, callerId }) => [what, callId, callerId]);

test.each([PERSON, HIDDEN])('a call of %s that nobody answers is followed by a message, two minutes later', async (from) => {
	await published();
	const before = Date.now();
	await rings('A', from);
	expect(rig.n8n.waits.map((until) => until.getTime() - before >= 120_000)).toEqual([true]);
	expect(written()).toEqual([]);
	await twoMinutesPass();
	expect(written()).toEqual([
		expect.objectContaining({ operation: 'message.sendText', chatId: from, message: 'Sorry we missed your call! Write to us here, and we will answer as soon as we can.' }),
	]);
	expect(noted()).toEqual([['missed', 'A', from]]);
	expect(rig.errors).toEqual([]);
});

test('a restart of n8n in these two minutes takes nothing away', async () => {
	await published();
	await rings('A', PERSON);
	await rig.n8n.restart();
	await twoMinutesPass();
	expect(people()).toEqual([PERSON]);
});

describe.each([
	['the ID alone', { id: 'A' }],
	['the whole call', call('A', PERSON)],
])('a call that was answered, told of by %s', (_what, answer) => {
	test('is followed by nothing', async () => {
		await published();
		await rings('A', PERSON);
		await isAnswered(answer);
		await twoMinutesPass();
		expect(rig.n8n.executions).toHaveLength(2);
		expect(written()).toEqual([]);
		expect(noted()).toEqual([['answered', 'A', null]]);
		expect(rig.errors).toEqual([]);
	});

	test('is followed by nothing when the answer is told of first', async () => {
		await published();
		await isAnswered(answer);
		await rings('A', PERSON);
		await twoMinutesPass();
		expect(rig.n8n.executions).toHaveLength(2);
		expect(written()).toEqual([]);
	});

	test('says nothing about other calls', async () => {
		await published();
		await rings('B', OTHER);
		await isAnswered(answer);
		await twoMinutesPass();
		expect(people()).toEqual([OTHER]);
	});
});

test.each([
	['of a group, by one of its members', PERSON, { isGroup: true }],
	['of a group', '120363000000000001@g.us', { isGroup: true }],
	['of a group that does not say so', '120363000000000001@g.us', { isGroup: undefined }],
	['of this number', '201145202826@c.us', {}],
	['of this number, by its hidden identity', '202826@lid', {}],
])('a call %s is left out', async (_what, from, more) => {
	await published();
	await rings('A', from, more);
	expect(rig.n8n.executions).toHaveLength(1);
	expect(rig.n8n.waits).toEqual([]);
	expect(written()).toEqual([]);
	expect(rig.errors).toEqual([]);
	await rings('B', PERSON, { isGroup: undefined });
	await twoMinutesPass();
	expect(people()).toEqual([PERSON]);
});

test('a call that is declined counts as missed', async () => {
	await published({ settings: { 'Wawp Trigger': { events: ['call.received', 'call.accepted', 'call.rejected'] } } });
	await rings('A', PERSON);
	rig.wawp.emit(LISTED, 'call.rejected', { id: 'A' });
	rig.wawp.emit(LISTED, 'call.rejected', call('A', PERSON));
	await rig.settled();
	await twoMinutesPass();
	expect(people()).toEqual([PERSON]);
	expect(rig.errors).toEqual([]);
});

test('an answer that names no call is of no other call that names none', async () => {
	await published();
	await isAnswered({ from: OTHER } as unknown as { id: string });
	rig.wawp.emit(LISTED, 'call.received', { ...call('', PERSON), id: undefined });
	await rig.settled();
	await twoMinutesPass();
	expect(people()).toEqual([PERSON]);
	expect(rig.errors).toEqual([]);
});

test('a call that is delivered again, or told of in two events at the same moment, is followed by one message', async () => {
	await published();
	rig.wawp.holdDeliveries();
	rig.wawp.emit(LISTED, 'call.received', call('A', PERSON));
	rig.wawp.emit(LISTED, 'call.received', call('A', PERSON));
	await rig.wawp.releaseDeliveries('in order');
	await rig.settled();
	for (const delivery of [...rig.wawp.deliveries]) await rig.wawp.redeliver(delivery, 2, { concurrently: true });
	await rig.settled();
	expect(rig.n8n.waits).toHaveLength(2);
	rig.n8n.dataTables.latency = 50;
	await twoMinutesPass();
	expect(people()).toEqual([PERSON]);
	expect(noted()).toEqual([['missed', 'A', PERSON]]);
	expect(rig.errors).toEqual([]);
});

test('somebody who calls again and again gets one message an hour, and somebody else gets one too', async () => {
	await published();
	for (const [id, from] of [['A', PERSON], ['B', PERSON], ['C', OTHER]] as const) {
		await rings(id, from);
		await twoMinutesPass();
	}
	expect(people()).toEqual([PERSON, OTHER]);
	rig.n8n.dataTables.age('wawp_calls', HOUR_MS / 2);
	await rings('D', PERSON);
	await twoMinutesPass();
	expect(people()).toEqual([PERSON, OTHER]);
	rig.n8n.dataTables.age('wawp_calls', HOUR_MS / 2);
	await rings('E', PERSON);
	await twoMinutesPass();
	expect(people()).toEqual([PERSON, OTHER, PERSON]);
	expect(rig.errors).toEqual([]);
});

test.each([
	['Wawp tells with the call', { _data: { CallCreatorAlt: '201000000001@s.whatsapp.net' } }, false],
	['Wawp tells when it is asked', {}, true],
])('somebody whose number is hidden, and which %s, is one person by whichever ID the calls come', async (_how, more, isAsked) => {
	await published();
	if (isAsked) rig.instance.whatsapp.lids.push({ lid: HIDDEN, pn: PERSON });
	await rings('A', HIDDEN, more);
	await twoMinutesPass();
	await rings('B', PERSON);
	await twoMinutesPass();
	expect(people()).toEqual([HIDDEN]);
	expect(noted()).toEqual([['missed', 'A', PERSON]]);
});

test('a message that Wawp refuses is shown, and not sent at the next call', async () => {
	await published();
	rig.wawp.failNext({ status: 502 }, { operation: 'message.sendText' });
	await rings('A', PERSON);
	await twoMinutesPass();
	await rings('B', PERSON);
	await twoMinutesPass();
	expect(rig.errors).toHaveLength(1);
	expect(people()).toEqual([PERSON]);
});

test('a message that WhatsApp did not take is shown, and not sent at the next call', async () => {
	await published();
	rig.wawp.failNext({ body: { id: `true_${PERSON}_3EB0AAAABBBBCCCC`, ack: -1, error: 'Not allowed' } }, { operation: 'message.sendText' });
	await rings('A', PERSON);
	await twoMinutesPass();
	await rings('B', PERSON);
	await twoMinutesPass();
	expect(rig.errors).toEqual(['The message to 201000000001@c.us was not sent: Not allowed']);
	expect(people()).toEqual([PERSON]);
});

test('notes go after a day', async () => {
	await published();
	await isAnswered({ id: 'A' });
	rig.n8n.dataTables.age('wawp_calls', 25 * HOUR_MS);
	await isAnswered({ id: 'B' });
	expect(noted()).toEqual([['answered', 'B', null]]);
	rig.n8n.dataTables.age('wawp_calls', 25 * HOUR_MS);
	await rings('C', PERSON);
	await twoMinutesPass();
	expect(noted()).toEqual([['missed', 'C', PERSON]]);
});

import { SWITCHES } from '../simulator';
import { clientOf } from '../simulator/client';
import { ExampleRig, type Given, LISTED } from '../support/exampleRig';

const GROUP = '120363000000000001@g.us';
const OTHER_GROUP = '120363000000000002@g.us';
const [ADA, BOB, CLEO] = ['201000000001@c.us', '201000000002@c.us', '201000000003@c.us'];
const HIDDEN = '123456789012345@lid';
const HOUR = 3_600_000;
const TIMERS = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const;

let rig: ExampleRig;
/** What n8n shows as failed. */
let shown: unknown[] = [];

async function published(switches: Given['switches'] = {}): Promise<void> {
	const contacts = [
		{ id: ADA, pushname: 'Ada' },
		{ id: BOB, name: 'Bob who pays late', pushname: '  Bob\n the   Builder ' },
	];
	const groups = [{ id: GROUP, role: 'admin' as const }, { id: OTHER_GROUP, role: 'admin' as const }];
	rig = await ExampleRig.published('group-welcome', { instance: { id: LISTED, status: 'WORKING', whatsapp: { contacts, groups } }, switches });
}

afterEach(async () => {
	jest.useRealTimers();
	await rig.settled();
	await rig.stop();
	expect(rig.errors).toEqual(shown);
	shown = [];
	expect(rig.traces()).not.toContain(rig.account.token);
});

/** In the words of the engine or of Wawp's pages. */
const TOLD = {
	engine: ['group.v2.participants', (action: string, people: string[], id: string) => ({ group: { id }, type: action, timestamp: 1666943582, participants: people.map((person) => ({ id: person, role: 'participant' })), _data: {} })],
	v2: ['group.v2.join', (_action: string, people: string[], id: string) => ({ chatId: id, participants: people })],
} as const;

function join(people: string[], groupId = GROUP, words: keyof typeof TOLD = 'engine'): void {
	const [event, payload] = TOLD[words];
	rig.wawp.emit(LISTED, event, payload('join', people, groupId));
}

async function joined(...given: Parameters<typeof join>): Promise<void> {
	join(...given);
	await rig.settled();
}

const welcomes = () => rig.wawp.calls.filter(({ operation }) => operation === 'message.sendText').map(({ body }) => [body.chatId, String(body.message).split('!')[0]]);

const noted = () => rig.n8n.dataTables.rows('wawp_welcomes').map(({ groupId, personId }) => [groupId, personId]);

test.each(['engine', 'v2'] as const)('those who join at once are welcomed in one message, by the names they gave themselves (told in words of %s)', async (words) => {
	await published();
	await joined([ADA, BOB], GROUP, words);
	expect(welcomes()).toEqual([[GROUP, 'Welcome Ada, Bob the Builder']]);
	expect(noted()).toEqual([[GROUP, ADA], [GROUP, BOB]]);
});

test.each(SWITCHES.engine)('people who are added over the API are welcomed too (as %s tells it)', async (engine) => {
	await published({ engine });
	const call = clientOf(rig.wawp, rig.account.token, LISTED);
	await call('group.addParticipants', { id: GROUP, participants: [{ id: ADA }, { id: CLEO }] });
	await rig.settled();
	expect(welcomes()).toEqual([[GROUP, 'Welcome Ada, +201000000003']]);
	await call('group.promoteParticipants', { id: GROUP, participants: [{ id: ADA }] });
	await call('group.removeParticipants', { id: GROUP, participants: [{ id: CLEO }] });
	await rig.settled();
	expect(welcomes()).toHaveLength(1);
});

test('somebody whose name is not known is called by number, and somebody whose number is hidden a new member', async () => {
	await published();
	await joined([CLEO, HIDDEN]);
	expect(welcomes()).toEqual([[GROUP, 'Welcome +201000000003, new member']]);
});

test('a name that cannot be looked up does not keep the welcome', async () => {
	await published();
	rig.wawp.failNext({ status: 404, body: { code: 'not_found', message: 'No such contact' } }, { operation: 'contact.get' });
	await joined([ADA]);
	expect(welcomes()).toEqual([[GROUP, 'Welcome +201000000001']]);
});

describe('nobody is welcomed', () => {
	test.each(['leave', 'promote', 'demote'])('at %s', async (action) => {
		await published();
		rig.wawp.emit(LISTED, ...[TOLD.engine[0], TOLD.engine[1](action, [ADA], GROUP)] as const);
		rig.wawp.emit(LISTED, 'group.v2.participants', { chatId: GROUP, action, participants: [ADA] });
		await rig.settled();
		expect(rig.wawp.calls).toEqual([]);
	});

	test.each(SWITCHES.engine)('when this number joins a group itself (as %s tells it)', async (engine) => {
		await published({ engine });
		await clientOf(rig.wawp, rig.account.token, LISTED)('group.create', { name: 'New', participants: [{ id: ADA }] });
		await rig.settled();
		expect(rig.n8n.executions.length).toBeGreaterThan(0);
		expect(welcomes()).toEqual([]);
		expect(noted()).toEqual([]);
	});

	test('but the others, when this number is added with them, by its number or its hidden identity', async () => {
		await published();
		const { id, lid } = { id: `${rig.instance.phone}@c.us`, lid: `${rig.instance.phone.slice(-6)}@lid` };
		await joined([id, ADA, lid]);
		expect(welcomes()).toEqual([[GROUP, 'Welcome Ada']]);
	});
});

describe('nobody is welcomed twice', () => {
	test('by an event that is delivered again and again', async () => {
		await published();
		await joined([ADA]);
		await rig.wawp.redeliver(rig.wawp.deliveries.at(-1)!, 3, { concurrently: true });
		await rig.settled();
		expect(rig.n8n.executions).toHaveLength(1);
		expect(welcomes()).toHaveLength(1);
	});

	test('by two events that tell of the same join at the same moment', async () => {
		await published();
		rig.n8n.dataTables.latency = 20;
		rig.wawp.holdDeliveries();
		join([ADA], GROUP, 'engine');
		join([ADA], GROUP, 'v2');
		await rig.wawp.releaseDeliveries('reversed');
		await rig.settled();
		expect(rig.n8n.executions).toHaveLength(2);
		expect(welcomes()).toEqual([[GROUP, 'Welcome Ada']]);
		expect(noted()).toEqual([[GROUP, ADA]]);
	});

	test.each(['number first', 'hidden first'])('by the hidden identity alone, and by the number, which Wawp finds behind it (%s)', async (order) => {
		await published();
		rig.wawp.seed(LISTED, { lids: [{ lid: HIDDEN, pn: ADA }] });
		for (const id of order === 'hidden first' ? [HIDDEN, ADA] : [ADA, HIDDEN]) await joined([id, BOB]);
		expect(welcomes()).toEqual([[GROUP, 'Welcome Ada, Bob the Builder']]);
		expect(noted()).toEqual([[GROUP, ADA], [GROUP, BOB]]);
	});

	test('by the hidden identity, with the number beside it, and by the number', async () => {
		await published();
		rig.wawp.emit(LISTED, 'group.v2.participants', { group: { id: GROUP }, type: 'join', timestamp: 1768580591344, participants: [{ id: HIDDEN, pn: ADA, role: 'participant' }], _data: {} });
		await rig.settled();
		await joined([ADA]);
		expect(welcomes()).toEqual([[GROUP, 'Welcome Ada']]);
		expect(noted()).toEqual([[GROUP, ADA]]);
	});

	test('within a day, though they leave and come back; a day later they are', async () => {
		await published();
		await joined([ADA]);
		const start = Date.now();
		jest.useFakeTimers({ now: start + 23 * HOUR, doNotFake: [...TIMERS] });
		await joined([ADA, BOB]);
		expect(welcomes()).toEqual([[GROUP, 'Welcome Ada'], [GROUP, 'Welcome Bob the Builder']]);
		jest.setSystemTime(start + 25 * HOUR);
		await joined([ADA, BOB]);
		expect(welcomes().slice(2)).toEqual([[GROUP, 'Welcome Ada']]);
		jest.setSystemTime(start + 80 * HOUR);
		await joined([CLEO]);
		expect(noted()).toEqual([[GROUP, CLEO]]);
	});
});

test('each group has its own welcome, also where one delivery tells of several', async () => {
	await published();
	await joined([ADA]);
	const event = (groupId: string, participants: string[]) => ({ event: 'group.v2.join', id: `evt_${groupId}`, payload: { chatId: groupId, participants } });
	await fetch(rig.instance.webhooks[0]!.url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify([event(GROUP, [ADA, BOB]), event(OTHER_GROUP, [ADA, CLEO])]),
	});
	await rig.settled();
	expect(welcomes().slice(1)).toEqual([[GROUP, 'Welcome Bob the Builder'], [OTHER_GROUP, 'Welcome Ada, +201000000003']]);
});

test.each([
	['Wawp refuses', { status: 400, body: { code: 'invalid_param', message: 'No' } }, /^The welcome of Ada in group 120363000000000001@g\.us was not sent: Wawp /],
	['WhatsApp did not take', { body: { id: `true_${GROUP}_3EB0AAAABBBBCCCC`, ack: -1, error: 'Not allowed' } }, /^The welcome of Ada in group 120363000000000001@g\.us was not sent: Not allowed$/],
])('a welcome that %s is shown', async (_what, fault, words) => {
	await published();
	rig.wawp.failNext(fault, { operation: 'message.sendText' });
	await joined([ADA]);
	expect(welcomes()).toHaveLength(1);
	shown = [expect.stringMatching(words)];
});

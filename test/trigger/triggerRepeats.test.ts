import { type IDataObject, sleep } from 'n8n-workflow';

import { freshNodeTypes } from '../support/freshNodeTypes';
import { TriggerRig, post } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

const start = async () => (rig = await TriggerRig.start({ n8n: { nodeTypes: freshNodeTypes } }));

/** A slow database: none of so many deliveries gets on before the last one has come, and each has read what was saved. */
function decideTogether(count: number): void {
	const { credentials } = rig.n8n;
	const lookUp = credentials.getDecrypted.bind(credentials);
	let open = () => {};
	const isOpen = new Promise<void>((resolve) => (open = resolve));
	let come = 0;
	jest.spyOn(credentials, 'getDecrypted').mockImplementation(async (...asked) => {
		if (++come === count) open();
		await isOpen;
		return await lookUp(...asked);
	});
}

/** The five ways in which one event may be named. */
const NAMED: Array<[string, (n: number) => IDataObject]> = [
	['by an envelope ID', (n) => ({ id: `evt_${n}`, event: 'message', payload: { body: 'same' } })],
	['by the time of a flat state', (n) => ({ instance_id: 'A', status: 'WORKING', ts: 1_700_000_000 + n })],
	['by the QR code of a flat state', (n) => ({ instance_id: 'A', status: 'SCAN_QR_CODE', qr: `code ${n}`, ts: 1_700_000_000 })],
	['by the state of a flat state', (n) => ({ instance_id: 'A', status: n === 1 ? 'WORKING' : 'FAILED', ts: 1_700_000_000 })],
	['by its content', (n) => ({ event: 'message', payload: { body: `text ${n}` } })],
];

/** What names neither an ID nor a time is known after a restart until the minute of the clock ends (keysOf), not for a minute: there it starts a second run. */
async function notAtTheEndOfAMinute(): Promise<void> {
	const leftMs = 60_000 - (Date.now() % 60_000);
	if (leftMs < 5_000) await sleep(leftMs);
}

const wanted = { events: ['message', 'session.status'], onlyWhenChanged: false };

describe.each(NAMED)('an event named %s', (_how, event) => {
	test('starts one run however often it comes, and the next one starts another', async () => {
		await start();
		await rig.activate(wanted);
		expect(await rig.deliver(event(1), event(1), [event(1), event(1)], event(2), event(1))).toEqual([200, 200, 200, 200, 200]);
		expect(await rig.runs()).toHaveLength(2);
	});

	test('starts one run when it comes six times at the same moment', async () => {
		await start();
		await rig.activate(wanted);
		decideTogether(6);
		const statuses = await Promise.all(Array.from({ length: 6 }, async () => await rig.deliver(event(1))));
		expect(statuses.flat()).toEqual([200, 200, 200, 200, 200, 200]);
		expect(await rig.runs()).toHaveLength(1);
	});

	test('is known after a restart of n8n', async () => {
		await start();
		await rig.activate(wanted);
		await notAtTheEndOfAMinute();
		await rig.deliver(event(1));
		await rig.settled();
		await rig.n8n.restart();
		await rig.deliver(event(1), event(2));
		expect(await rig.runs()).toHaveLength(2);
	});
});

test('an ID that two instances give to events of their own is that of two events', async () => {
	await start();
	const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
	await rig.activate({ events: ['call.received'], instanceId: `${rig.instance.id}, ${other.id}` });
	for (const { id } of [rig.instance, other, rig.instance, other]) rig.wawp.emit(id, 'call.received', { id: 'C', from: '201145202826@c.us' }, { id: 'evt_1' });
	expect((await rig.started()).map(({ instanceId }) => instanceId).sort()).toEqual([rig.instance.id, other.id].sort());
});

test('two kinds of events under one envelope ID are two events, and each comes again to no avail', async () => {
	await start();
	await rig.activate({ events: ['message.ack', 'message.reaction'] });
	const both = ['message.ack', 'message.reaction'].map((event) => ({ id: 'evt_1', event, payload: { id: 'false_1@c.us_A' } }));
	await rig.deliver(...both, ...both);
	expect((await rig.started()).map(({ event }) => event)).toEqual(['message.ack', 'message.reaction']);
});

describe("Wawp's own repetitions", () => {
	test('six deliveries of one event at the same moment start one run', async () => {
		await start();
		await rig.activate({ onlyWhenChanged: false });
		decideTogether(6);
		const { id } = rig.wawp.emit(rig.instance.id, 'session.status', { status: 'WORKING' });
		while (rig.wawp.deliveries.length === 0) await sleep(1);
		await rig.wawp.redeliver(id, 5, { concurrently: true });
		expect(await rig.runs()).toHaveLength(1);
		expect(rig.wawp.deliveries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
	});

	test('an event that a killed n8n had not answered comes again and starts one run', async () => {
		await start();
		await rig.activate({ onlyWhenChanged: false });
		// the process hangs in its database when it is killed
		const lookUp = jest.spyOn(rig.n8n.credentials, 'getDecrypted');
		const isReached = new Promise<void>((resolve) => {
			lookUp.mockImplementationOnce(async () => {
				resolve();
				return await new Promise(() => {});
			});
		});
		rig.wawp.emit(rig.instance.id, 'session.status', { status: 'FAILED' });
		await isReached;
		await rig.n8n.restart();
		expect(await rig.started()).toMatchObject([{ status: 'FAILED' }]);
		expect(rig.wawp.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([[1, null], [2, 200]]);
	});

	test('an event that came while n8n failed comes again and starts one run', async () => {
		await start();
		await rig.activate();
		jest.spyOn(rig.n8n.credentials, 'getDecrypted').mockRejectedValueOnce(new Error('The database is locked'));
		rig.wawp.emit(rig.instance.id, 'session.status', { status: 'FAILED' });
		await rig.settled();
		const runs = rig.n8n.executions.map(({ run }) => run.status);
		expect(runs).toEqual(['error', 'success']);
		expect(rig.wawp.deliveries.map(({ status }) => status)).toEqual([500, 200]);
	});
});

describe('a message', () => {
	const came = (event: string, id: string, instance = 'A') => ({
		id: `evt_${++envelopes}`,
		event,
		metadata: { instance_id: instance },
		payload: { id: `false_1234567890@g.us_${id}_201145202826@c.us`, body: 'Hello' },
	});
	let envelopes = 0;
	const both = { events: ['message', 'message.any', 'message.edited'] };

	test('that Wawp tells of as received and as created starts one run, in whichever order they come', async () => {
		await start();
		await rig.activate(both);
		await rig.deliver(came('message', '1'), came('message.any', '1'), came('message.any', '2'), came('message', '2'));
		expect(await rig.started()).toMatchObject([
			{ event: 'message', messageId: 'false_1234567890@g.us_1_201145202826@c.us' },
			{ event: 'message.any', messageId: 'false_1234567890@g.us_2_201145202826@c.us' },
		]);
	});

	test('starts one run when both come at the same moment', async () => {
		await start();
		await rig.activate(both);
		decideTogether(2);
		await Promise.all([rig.deliver(came('message', '1')), rig.deliver(came('message.any', '1'))]);
		expect(await rig.runs()).toHaveLength(1);
	});

	test('of a new contact, which Wawp may tell of twice under two IDs, starts one run', async () => {
		await start();
		await rig.activate(both);
		await rig.deliver(came('message', '1'), came('message', '1'));
		expect(await rig.runs()).toHaveLength(1);
	});

	test('that two instances receive in the same group is a message to each', async () => {
		await start();
		const id = await rig.activate({ ...both, registerAutomatically: false });
		for (const instance of ['A', 'B', 'A']) await post(rig.n8n.webhookUrl(id), JSON.stringify(came('message', '1', instance)));
		expect((await rig.started()).map(({ instanceId }) => instanceId)).toEqual(['A', 'B']);
	});

	test('and what happens to it later are events of their own', async () => {
		await start();
		await rig.activate(both);
		await rig.deliver(came('message', '1'), came('message.edited', '1'), came('message.edited', '1'));
		expect((await rig.started()).map(({ event }) => event)).toEqual(['message', 'message.edited', 'message.edited']);
	});
});

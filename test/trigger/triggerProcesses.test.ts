import { type IDataObject, sleep } from 'n8n-workflow';

import { freshNodeTypes } from '../support/freshNodeTypes';
import { items } from '../support/engine';
import { TriggerRig, type Given, post } from '../support/triggerRig';

/* n8n's queue mode: webhook processes and workers, each with a memory of its own, and one database. */

let rig: TriggerRig;
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

const queue = { webhookProcesses: 2, workers: 2 };
const start = async (given?: Given) => (rig = await TriggerRig.start({ ...given, n8n: { nodeTypes: freshNodeTypes, queue, ...given?.n8n } }));

const state = (status: string, n: number, more: IDataObject = {}): IDataObject => ({ id: `evt_${n}`, event: 'session.status', timestamp: 1_700_000_000_000 + n, payload: { status, ...more } });
const message = (n: number): IDataObject => ({ id: `evt_${n}`, event: 'message', payload: { body: `text ${n}` } });
const statuses = async () => (await rig.started()).map(({ status }) => status);

describe('changes of a state', () => {
	test.each([['in turn', 1], ['in pairs', 2], ['at random', 0]])('that the processes hear of %s start a run each', async (_how, each) => {
		await start();
		await rig.activate();
		const sent = Array.from({ length: 12 }, (_, n) => (n % 2 ? 'FAILED' : 'WORKING'));
		const random = [0, 0, 1, 0, 1, 1, 1, 0, 1, 1, 0, 0];
		for (const [n, status] of sent.entries()) await rig.deliverTo(each ? Math.floor(n / each) % 2 : random[n]!, state(status, n));
		expect((await statuses()).sort()).toEqual([...sent].sort());
	});

	test('that an engine tells with the states before them name the state before, whoever hears of them, and start one run each', async () => {
		await start();
		await rig.activate();
		const since = (status: string, timestamp: number) => ({ status, timestamp });
		const history = [since('STARTING', 1_700_000_000_000), since('WORKING', 1_700_000_001_000), since('FAILED', 1_700_000_002_000), since('WORKING', 1_700_000_003_000)];
		const told = (upTo: number, n: number) => state(history[upTo]!.status, n, { statuses: history.slice(Math.max(0, upTo - 2), upTo + 1) });
		await rig.deliverTo(0, told(1, 1));
		await rig.deliverTo(1, told(1, 2), told(2, 3));
		await rig.deliverTo(0, told(3, 4), told(3, 5));
		await rig.deliverTo(1, told(3, 6));
		const started = await rig.started();
		// Each is a run of its own, and they end as they like.
		expect(started.map(({ previousStatus, status }) => `${String(previousStatus)} > ${String(status)}`).sort()).toEqual(['FAILED > WORKING', 'STARTING > WORKING', 'WORKING > FAILED']);
	});

	test('are not held back by a state dated in the future', async () => {
		await start({ n8n: { queue: undefined } });
		await rig.activate();
		const hourAhead = Date.now() + 3_600_000;
		const at = (timestamp: number, status: string, n: number) => ({ ...state(status, n), timestamp });
		await rig.deliver(at(hourAhead, 'WORKING', 1));
		await rig.deliver(at(Date.now(), 'FAILED', 2));
		await rig.deliver(at(Date.now(), 'WORKING', 3));
		expect(await statuses()).toEqual(['WORKING', 'FAILED', 'WORKING']);
	});
});

describe('an event that comes again', () => {
	test('on another process starts one run, and one without items', async () => {
		await start();
		await rig.activate({ events: ['message'] });
		await rig.deliverTo(0, message(1));
		await rig.deliverTo(1, message(1));
		// The repeat may be over first: what is new asks the database twice.
		expect((await rig.allRuns()).map(({ length }) => length).sort()).toEqual([0, 1]);
	});

	test('does so too where it tells a loss, and not when', async () => {
		await start();
		await rig.activate({ startOn: 'outage', options: { outagePause: 0 } });
		const lost = { id: 'evt_1', event: 'session.status', payload: { status: 'FAILED' } };
		await rig.deliverTo(0, lost);
		await rig.settled();
		await sleep(5);
		await rig.deliverTo(1, lost);
		expect((await rig.allRuns()).map(({ length }) => length)).toEqual([1, 0]);
	});

	test('x to one and y to the other at once, later the other way round, starts one run each', async () => {
		await start();
		await rig.activate({ events: ['message'] });
		const pairs = Array.from({ length: 15 }, (_, n) => [message(2 * n), message(2 * n + 1)] as const);
		for (const [x, y] of pairs) {
			await Promise.all([rig.deliverTo(0, x), rig.deliverTo(1, y)]);
			await rig.settled();
		}
		// what was lost as both wrote at once is found missing and written again
		await sleep(1_500);
		for (const [x, y] of pairs) await Promise.all([rig.deliverTo(1, x), rig.deliverTo(0, y)]);
		expect(await rig.runs()).toHaveLength(30);
	});

	test('in one delivery of many is told from those that are new', async () => {
		await start();
		await rig.activate({ events: ['message'] });
		await rig.deliverTo(0, [message(1), message(2)]);
		await rig.deliverTo(1, [message(2), message(3), message(1)]);
		// The two runs end as they like.
		expect((await rig.started()).map(({ id }) => id).sort()).toEqual(['evt_1', 'evt_2', 'evt_3']);
	});

	test('after a hard end of its process is taken from the next one, and none is lost', async () => {
		await start();
		await rig.activate({ events: ['message'] });
		for (let n = 0; n < 20; n++) {
			await rig.deliverTo(n % 2, message(n));
			if (n % 5 === 4) rig.n8n.killWebhookProcess(n % 2);
		}
		for (let n = 0; n < 20; n++) await rig.deliverTo((n + 1) % 2, message(n));
		expect((await rig.started()).map(({ id }) => id).sort()).toEqual(Array.from({ length: 20 }, (_, n) => `evt_${n}`).sort());
	});

	test.each<'webhook' | 'retry'>(['webhook', 'retry'])('is none where its run is started again (%s), on whichever worker, and is one afterwards', async (mode) => {
		await start();
		await rig.activate({ events: ['message'] });
		await rig.deliverTo(0, [message(1), message(2)]);
		await rig.settled();
		const [begun] = rig.n8n.executions;
		// n8n runs a job again whose worker has died in the midst of it, and a person retries one that failed behind the trigger.
		for (let times = 0; times < 3; times++) await rig.n8n.runAgain(begun!, mode);
		expect((await rig.allRuns()).map((items) => items.map(({ json }) => json.id))).toEqual(Array(4).fill(['evt_1', 'evt_2']));
		await rig.deliverTo(1, message(1), message(3));
		expect((await rig.started()).map(({ id }) => id)).toEqual(['evt_3']);
	});

	test('to a test in the editor is a run of its own, and makes no repeat of the one that follows', async () => {
		await start();
		const id = await rig.activate({ events: ['message'] });
		const { url, run } = await rig.n8n.listen(id);
		expect(await post(url + new URL(rig.instance.webhooks.find((webhook) => webhook.url.startsWith(url))!.url).search, JSON.stringify(message(1)))).toBe(200);
		expect(items(await run, 'Wawp Trigger')).toMatchObject([{ json: { id: 'evt_1' } }]);
		await rig.n8n.idle();
		await rig.deliverTo(0, message(1));
		expect((await rig.started()).map(({ id: event }) => event)).toEqual(['evt_1']);
	});

	test('as n8n could not store it starts its run then', async () => {
		for (const given of [{}, { n8n: { queue: undefined } }]) {
			if (rig) await rig.stop().catch(() => {});
			await start(given);
			await rig.activate();
			rig.n8n.refuseNextRun();
			const sent = [await rig.deliver(state('FAILED', 1)), await rig.deliver(state('FAILED', 1))];
			expect(sent.flat()).toEqual([500, 200]);
			expect(await statuses()).toEqual(['FAILED']);
		}
	});
});

describe('items that no delivery has brought', () => {
	const pinned = [{ json: { event: 'message', id: 'evt_pinned', text: 'Hello' } }, { json: { event: 'message', id: 'evt_pinned', text: 'Hello' } }];

	test.each<'manual' | 'trigger'>(['manual', 'trigger'])('such as pinned ones leave as they came, however often, and are no repeats (%s)', async (mode) => {
		await start();
		const id = await rig.activate({ events: ['message'] });
		for (let times = 0; times < 2; times++) {
			const run = await rig.n8n.run(id, { from: 'Wawp Trigger', items: pinned, mode });
			expect(items(run, 'Wawp Trigger').map(({ json }) => json)).toEqual(pinned.map(({ json }) => json));
		}
		await rig.settled();
		await rig.deliverTo(0, { id: 'evt_pinned', event: 'message', payload: { body: 'Hello' } });
		await rig.settled();
		expect(items(rig.n8n.executions.at(-1)!.run, 'Wawp Trigger')).toHaveLength(1);
	});
});

describe('static data', () => {
	test('that is gone, or was rolled back, closes the door to no delivery', async () => {
		await start({ credential: { webhookSecret: 'dummy-webhook-secret' } });
		const id = await rig.activate({ events: ['message'] });
		const saved = rig.n8n.staticData(id);
		for (const [n, data] of [{}, { 'node:Wawp Trigger': {} }, { 'node:Wawp Trigger': { registrations: [] } }, saved].entries()) {
			rig.n8n.saveStaticData(id, data as IDataObject);
			expect(await rig.deliverTo(n % 2, message(n))).toEqual([200]);
		}
		expect(await rig.runs()).toHaveLength(4);
	});

	test('lets in what was registered under an access token of before; without it the way out is logged once a minute', async () => {
		await start();
		const id = await rig.activate({ events: ['message'] });
		await rig.deliver(message(0));
		rig.changeCredential({ accessToken: 'dummy-token-of-tomorrow' });
		const now = Date.now;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 11_000);
		expect(await rig.deliver(message(1), message(2))).toEqual([200, 200]);
		rig.n8n.saveStaticData(id, {});
		expect(await rig.deliverTo(0, message(3), message(4))).toEqual([403, 403]);
		const refusals = () => rig.n8n.logs.entries.filter(({ message: line }) => line.includes('refused a delivery (403)'));
		expect(refusals()).toHaveLength(1);
		expect(refusals()[0]).toMatchObject({ level: 'warn', message: expect.stringContaining('publish it again') });
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 72_000);
		expect(await rig.deliverTo(0, message(5))).toEqual([403]);
		expect(refusals()).toHaveLength(2);
		expect(await rig.runs()).toHaveLength(3);
	});

	test('names no secret', async () => {
		await start({ credential: { webhookSecret: 'dummy-webhook-secret' } });
		const id = await rig.activate({ events: ['message'] });
		await rig.deliver(message(1));
		const { searchParams } = new URL(rig.deliveryUrl);
		for (const secret of ['dummy-webhook-secret', searchParams.get('secret')!, rig.account.token]) expect(JSON.stringify(rig.n8n.staticData(id))).not.toContain(secret);
	});
});

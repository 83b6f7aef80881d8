import * as workflow from 'n8n-workflow';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { items } from './support/engine';
import { TriggerRig, type Given } from './support/triggerRig';
import { TRIGGER } from './support/wawpRig';

let rig: TriggerRig;
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

/** A restarted process has loaded the node anew, and with it an empty memory. n8n itself stays. */
function freshNodeTypes(): Record<string, INodeType> {
	const nodeTypes: Record<string, INodeType> = {};
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => workflow);
		const { WawpTrigger } = jest.requireActual<typeof import('../nodes/Wawp/WawpTrigger.node')>('../nodes/Wawp/WawpTrigger.node');
		nodeTypes[TRIGGER] = new WawpTrigger();
	});
	return nodeTypes;
}

const start = async (given?: Given) =>
	(rig = await TriggerRig.start({ ...given, n8n: { nodeTypes: freshNodeTypes, ...given?.n8n } }));

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
	['by the instance of a flat state', (n) => ({ instance_id: `INSTANCE ${n}`, status: 'WORKING', ts: 1_700_000_000 })],
	['by its content', (n) => ({ event: 'message', payload: { body: `text ${n}` } })],
];

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
		await rig.deliver(event(1));
		await rig.settled();
		await rig.n8n.restart();
		await rig.deliver(event(1), event(2));
		expect(await rig.runs()).toHaveLength(2);
	});
});

describe("Wawp's own repetitions", () => {
	test('six deliveries of one event at the same moment start one run', async () => {
		await start();
		await rig.activate({ onlyWhenChanged: false });
		decideTogether(6);
		const { id } = rig.wawp.emit(rig.instance.id, 'session.status', { status: 'WORKING' });
		while (rig.wawp.deliveries.length === 0) await workflow.sleep(1);
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
		await rig.activate(both);
		await rig.deliver(came('message', '1', 'A'), came('message', '1', 'B'));
		expect((await rig.started()).map(({ instanceId }) => instanceId)).toEqual(['A', 'B']);
	});

	test('and what happens to it later are events of their own', async () => {
		await start();
		await rig.activate(both);
		await rig.deliver(came('message', '1'), came('message.edited', '1'), came('message.edited', '1'));
		expect((await rig.started()).map(({ event }) => event)).toEqual(['message', 'message.edited', 'message.edited']);
	});
});

describe('what is remembered', () => {
	test('the state before survives a restart of n8n', async () => {
		await start();
		await rig.activate();
		await rig.announce('WORKING');
		await rig.n8n.restart();
		await rig.announce('WORKING');
		await rig.announce('FAILED');
		expect((await rig.started()).map(({ status, previousStatus }) => [previousStatus, status])).toEqual([
			[null, 'WORKING'],
			['WORKING', 'FAILED'],
		]);
	});

	test('the number behind a hidden identity survives a restart of n8n', async () => {
		await start({ instance: { status: 'WORKING' } });
		rig.instance.whatsapp.lids.push({ lid: '123456789012345@lid', pn: '201145202826@c.us' });
		await rig.activate({ events: ['message'], options: { resolvePhone: true } });
		const write = async (n: number) => {
			rig.wawp.emit(rig.instance.id, 'message', { id: `false_123456789012345@lid_${n}` });
			await rig.settled();
		};
		await write(1);
		await rig.n8n.restart();
		await write(2);
		expect((await rig.started()).map(({ senderPhone }) => senderPhone)).toEqual(['201145202826', '201145202826']);
		expect(rig.heard.filter((operation) => operation === 'lid.getByLid')).toHaveLength(1);
	});

	test('an event of before is known after publishing again', async () => {
		await start();
		const id = await rig.activate();
		await rig.announce('WORKING');
		const body = JSON.parse(rig.wawp.deliveries[0]!.body) as IDataObject;
		await rig.n8n.deactivate(id);
		await rig.n8n.activate(id);
		await rig.deliver(body);
		expect(await rig.runs()).toHaveLength(1);
	});

	test('each workflow remembers for itself', async () => {
		await start();
		const ids = [await rig.activate(), await rig.activate()];
		await rig.announce('WORKING');
		await rig.settled();
		expect(rig.n8n.executions.map(({ workflowId }) => workflowId).sort()).toEqual(ids.sort());
	});

	test('a test in the editor knows nothing of the live workflow, nor of the test before', async () => {
		await start();
		const id = await rig.activate();
		await rig.announce('WORKING');
		const live = rig.wawp.deliveries[0]!;
		for (let test = 1; test <= 2; test++) {
			const { run } = await rig.n8n.listen(id);
			const { url } = rig.instance.webhooks.find((webhook) => webhook.url.includes('/webhook-test/'))!;
			await rig.wawp.redeliver({ ...live, url }, 1);
			expect(items(await run, 'Wawp Trigger')).toMatchObject([{ json: { status: 'WORKING', previousStatus: null } }]);
		}
		expect(rig.instance.webhooks).toHaveLength(1);
		expect(await rig.runs()).toHaveLength(1);
	});

	test('expires after a day, in the process and where it is saved', async () => {
		await start();
		const id = await rig.activate(wanted);
		const event = { id: 'evt_1', event: 'message' };
		await rig.deliver(event);
		const now = Date.now;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 86_300_000);
		await rig.deliver(event);
		expect(await rig.runs()).toHaveLength(1);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 86_500_000);
		await rig.deliver({ id: 'evt_2', event: 'message' });
		expect(seenIn(id)).toHaveLength(1);
		await rig.deliver(event);
		expect(await rig.runs()).toHaveLength(2);
	});

	test('is that of another process, too, where several of them take deliveries', async () => {
		await start();
		const id = await rig.activate(wanted);
		await rig.deliver({ id: 'evt_1', event: 'message' });
		const ofTheOther = savedOf(id);
		await rig.n8n.restart();
		rig.n8n.saveStaticData(id, { 'node:Wawp Trigger': { ...ofTheOther, seen: '' } });
		await rig.deliver({ id: 'evt_2', event: 'message' });
		rig.n8n.saveStaticData(id, { 'node:Wawp Trigger': ofTheOther });
		await rig.deliver({ id: 'evt_1', event: 'message' }, { id: 'evt_2', event: 'message' });
		expect(await rig.runs()).toHaveLength(2);
		expect(seenIn(id)).toHaveLength(2);
	});

	test('leaves out what is saved in no form that it knows', async () => {
		await start();
		const id = await rig.activate(wanted);
		const [entry] = await seenAfter(id, { id: 'evt_1', event: 'message' });
		rig.n8n.saveStaticData(id, { 'node:Wawp Trigger': { ...savedOf(id), seen: ` x ${'y'.repeat(40)} ${entry}` } });
		await rig.n8n.restart();
		expect(await seenAfter(id, { id: 'evt_1', event: 'message' })).toEqual([entry]);
		expect(await rig.runs()).toHaveLength(1);
	});

	test('stays that of the newest events when a delivery was given an older copy of it', async () => {
		await start();
		const id = await rig.activate({ ...wanted, options: { resolvePhone: true } });
		const messages = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ id: `evt_${from + n}`, event: 'message' }));
		await rig.deliver(messages(0, 1_000));
		await rig.settled();
		savedByAnother(id);
		const held = rig.holdNext();
		const late = rig.deliver(messages(1_901, 1));
		await held.reached;
		await rig.deliver(messages(1_000, 901));
		held.release();
		await late;
		await rig.deliver(messages(1_000, 902));
		expect((await rig.runs()).map(({ length }) => length)).toEqual([1_000, 901, 1]);
	});

	test('stays under 64 kB in the saved data, and forgets the oldest first', async () => {
		await start();
		const id = await rig.activate(wanted);
		const long = 'Ü'.repeat(2_000);
		const states = Array.from({ length: 500 }, (_, n) => ({ instance_id: `${long}${n}`, status: long, qr: long, ts: n }));
		const messages = Array.from({ length: 1_000 }, (_, n) => ({ id: `${long}${n}`, event: 'message' }));
		await rig.deliver(states, messages, [messages.at(-1), states[0]]);
		expect((await rig.runs()).map(({ length }) => length)).toEqual([500, 1_000, 1]);
		expect(Buffer.byteLength(JSON.stringify(savedOf(id)))).toBeLessThan(64 * 1024);
		expect(Buffer.byteLength(JSON.stringify(savedOf(id)))).toBeGreaterThan(30 * 1024);
		expect(seenIn(id)).toHaveLength(1_000);
	});
});

async function seenAfter(id: string, ...bodies: IDataObject[]): Promise<string[]> {
	await rig.deliver(...bodies);
	return seenIn(id);
}

/** As where several processes take deliveries. */
function savedByAnother(id: string): void {
	rig.n8n.saveStaticData(id, { 'node:Wawp Trigger': { ...savedOf(id), savedBy: 'another process' } });
}

/** One entry an event. */
const seenIn = (id: string) => String(savedOf(id).seen).split(' ');

const savedOf = (id: string) => rig.n8n.staticData(id)['node:Wawp Trigger'] as IDataObject;

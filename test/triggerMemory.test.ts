import type { IDataObject } from 'n8n-workflow';

import { items } from './support/engine';
import { freshNodeTypes } from './support/freshNodeTypes';
import { TriggerRig, type Given } from './support/triggerRig';

let rig: TriggerRig;
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

const start = async (given?: Given) =>
	(rig = await TriggerRig.start({ ...given, n8n: { nodeTypes: freshNodeTypes, ...given?.n8n } }));

const wanted = { events: ['message', 'session.status'], onlyWhenChanged: false };

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
		await rig.deliver({ id: 'evt_1', event: 'message' });
		const [entry] = seenIn(id);
		rig.n8n.saveStaticData(id, { 'node:Wawp Trigger': { ...savedOf(id), seen: ` x ${'y'.repeat(40)} ${entry}` } });
		await rig.n8n.restart();
		await rig.deliver({ id: 'evt_1', event: 'message' });
		expect(seenIn(id)).toEqual([entry]);
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

/** As where several processes take deliveries. */
function savedByAnother(id: string): void {
	rig.n8n.saveStaticData(id, { 'node:Wawp Trigger': { ...savedOf(id), savedBy: 'another process' } });
}

/** One entry an event. */
const seenIn = (id: string) => String(savedOf(id).seen).split(' ');

const savedOf = (id: string) => rig.n8n.staticData(id)['node:Wawp Trigger'] as IDataObject;

import { type IDataObject, sleep } from 'n8n-workflow';

import { mark, notePhone, recall, tidy } from '../../nodes/Wawp/trigger/memory/process';
import { items } from '../support/engine';
import { freshNodeTypes } from '../support/freshNodeTypes';
import { TriggerRig, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

const start = async (given?: Given) =>
	(rig = await TriggerRig.start({ ...given, n8n: { nodeTypes: freshNodeTypes, ...given?.n8n } }));

const wanted = { events: ['message', 'session.status'], onlyWhenChanged: false };

describe('what is remembered', () => {
	test('the state before is not known after a restart of n8n: one that comes then starts a run, whatever it is', async () => {
		await start();
		await rig.activate();
		await rig.announce('WORKING');
		await rig.n8n.restart();
		await rig.announce('WORKING');
		await rig.announce('WORKING');
		await rig.announce('FAILED');
		expect((await rig.started()).map(({ status, previousStatus }) => [previousStatus, status])).toEqual([
			[null, 'WORKING'],
			[null, 'WORKING'],
			['WORKING', 'FAILED'],
		]);
	});

	test('the number behind a hidden identity is asked for again after a restart of n8n', async () => {
		await start({ instance: { status: 'WORKING' } });
		rig.instance.whatsapp.lids.push({ lid: '123456789012345@lid', pn: '201145202826@c.us' });
		await rig.activate({ events: ['message'], options: { resolvePhone: true } });
		const write = async (n: number) => {
			rig.wawp.emit(rig.instance.id, 'message', { id: `false_123456789012345@lid_${n}` });
			await rig.settled();
		};
		await write(1);
		await write(2);
		await rig.n8n.restart();
		await write(3);
		expect((await rig.started()).map(({ senderPhone }) => senderPhone)).toEqual(Array(3).fill('201145202826'));
		expect(rig.heard.filter((operation) => operation === 'lid.getByLid')).toHaveLength(2);
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

	test('nor is the state before known when it is published again, also where its registration could not be taken back and stands', async () => {
		await start();
		const id = await rig.activate();
		await rig.announce('FAILED');
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		await rig.n8n.activate(id);
		await rig.announce('FAILED');
		await rig.announce('FAILED');
		expect((await rig.started()).map(({ previousStatus, status }) => [previousStatus, status])).toEqual([[null, 'FAILED'], [null, 'FAILED']]);
	});

	test('which sessions are up is looked at then, too', async () => {
		await start({ instance: { status: 'WORKING' } });
		const id = await rig.activate({ startOn: 'change' });
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		await rig.publish(id, { startOn: 'outage', options: { lookToo: false } });
		await rig.n8n.activate(id);
		await rig.announce('STARTING');
		expect(await rig.started()).toMatchObject([{ status: 'STARTING', outage: { from: 'WORKING', to: 'STARTING' } }]);
	});

	test('each workflow remembers for itself', async () => {
		await start();
		const ids = [await rig.activate(), await rig.activate()];
		await rig.announce('WORKING');
		await rig.settled();
		expect(rig.n8n.executions.map(({ workflowId }) => workflowId).sort()).toEqual(ids.sort());
	});

	test('a copy of a workflow, whose node has the same ID, remembers for itself, and so does a second trigger in one', async () => {
		await start();
		const [node] = rig.workflow().nodes;
		const ids = [rig.n8n.save({ nodes: [{ ...node!, id: 'same' }] }), rig.n8n.save({ nodes: [{ ...node!, id: 'same' }, { ...node!, id: 'other', name: 'Second' }] })];
		for (const id of ids) await rig.n8n.activate(id);
		await rig.announce('WORKING');
		await rig.settled();
		expect(rig.n8n.executions.map(({ workflowId }) => workflowId).sort()).toEqual([ids[0], ids[1], ids[1]].sort());
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
		// nor does the live one know anything of the tests, and goes on where it was
		await rig.announce('WORKING');
		expect(await rig.runs()).toHaveLength(0);
	});

	test('but for which sessions are up: one that is lost while the editor listens is an outage there', async () => {
		await start({ instance: { status: 'WORKING' } });
		const { run } = await rig.n8n.listen(rig.save({ startOn: 'outage' }));
		await rig.announce('STARTING');
		const started = await Promise.race([run, sleep(1_000)]);
		expect(started && items(started, 'Wawp Trigger')).toMatchObject([{ json: { status: 'STARTING', outage: { from: 'WORKING', to: 'STARTING' } } }]);
	});

	test('static data holds nothing of it, so that no run and no poll can roll it back', async () => {
		await start();
		const id = await rig.activate(wanted);
		const before = rig.n8n.staticData(id);
		await rig.deliver({ id: 'evt_1', event: 'message' }, { instance_id: 'A', status: 'WORKING', ts: 1 }, { id: 'evt_1', event: 'message' });
		expect(await rig.runs()).toHaveLength(2);
		expect(rig.n8n.staticData(id)).toEqual(before);
	});

	test('holds the events of a large delivery, for its repetition, also after a restart of n8n', async () => {
		await start();
		await rig.activate(wanted);
		const messages = Array.from({ length: 2_000 }, (_, n) => ({ id: `evt_${n}`, event: 'message' }));
		await rig.deliver(messages, messages);
		expect((await rig.runs()).map(({ length }) => length)).toEqual([2_000]);
		await rig.n8n.restart();
		// its connections are closed
		await sleep(100);
		await rig.deliver(messages);
		expect(await rig.runs()).toEqual([]);
	});

	test('forgets the oldest beyond ten thousand events', async () => {
		await start();
		await rig.activate(wanted);
		// of after n8n's start, so that this process knows them to be new, and asks nobody else
		const timestamp = Date.now();
		const messages = (from: number, count: number) => Array.from({ length: count }, (_, n) => ({ id: `evt_${from + n}`, event: 'message', timestamp }));
		for (let from = 0; from < 12_000; from += 2_000) await rig.deliver(messages(from, 2_000));
		await rig.runs();
		await rig.deliver(messages(11_999, 1), messages(3_000, 1), messages(0, 1));
		expect((await rig.started()).map(({ id }) => id)).toEqual(['evt_0']);
	});
});

test('a process keeps a bounded number of phone numbers, the newest ones', () => {
	const memory = recall('a trigger');
	for (let n = 0; n < 3_000; n++) notePhone(memory, `${n}`, '201145202826');
	expect([memory.phones.size, memory.phones.has('2999'), memory.phones.has('1')]).toEqual([1_000, true, false]);
});

test('and of states, the newest ones', () => {
	const memory = recall('a trigger of many sessions');
	const all = [memory.latest, memory.standings, memory.absences];
	for (let n = 0; n < 1_200; n++) for (const states of all) states.set(`${n}`, {} as never);
	tidy(memory);
	for (const states of all) expect([states.size, states.has('1199'), states.has('199')]).toEqual([1_000, true, false]);
});

test('and of deliveries whose sender heard nothing', () => {
	const memory = recall('a trigger whose deliveries are given up on');
	for (let n = 0; n < 12_000; n++) memory.unsure.add(`${n}`);
	tidy(memory);
	expect([memory.unsure.size, memory.unsure.has('11999'), memory.unsure.has('1999')]).toEqual([10_000, true, false]);
});

test('another activation forgets in which states the sessions were, and nothing else; the same one forgets nothing', () => {
	const kept = (activation?: unknown) => {
		const { seen, phones, latest, standings, absences, foundUp, names } = recall('a trigger that is published again', activation);
		return [...[seen, phones, latest, standings, absences].map(({ size }) => size), foundUp.length, Object.keys(names).length];
	};
	const memory = recall('a trigger that is published again', 'first');
	mark(memory, 'event', 60_000, Date.now());
	notePhone(memory, '1', '201145202826');
	for (const states of [memory.latest, memory.standings, memory.absences]) states.set('session', {} as never);
	memory.foundUp = ['session'];
	memory.names = { session: 'its name' };
	expect([kept(), kept('first'), kept('second')]).toEqual([[1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1], [1, 1, 0, 0, 0, 0, 0]]);
});

test('of more than five hundred triggers it forgets the one that it heard of longest ago', () => {
	const first = recall('trigger 0');
	const second = recall('trigger 1');
	for (let n = 2; n < 500; n++) recall(`trigger ${n}`);
	expect(recall('trigger 0')).toBe(first);
	recall('trigger 500');
	expect(recall('trigger 0')).toBe(first);
	expect(recall('trigger 1')).not.toBe(second);
});

test('an event is remembered for as long as it is said to be, whole seconds later at the most', () => {
	const memory = recall('a trigger of one event');
	const at = Date.UTC(2026, 0, 1);
	expect([0, 59_999, 60_000, 60_001].map((ms) => mark(memory, 'event', 60_000, at + ms))).toEqual([true, false, true, false]);
});

test('one that came again after its time is among the newest, and not among those that are forgotten first', () => {
	const memory = recall('a trigger that hears the same again');
	const at = Date.UTC(2026, 0, 1);
	mark(memory, 'again', 60_000, at);
	for (let n = 0; n < 10_000; n++) mark(memory, `${n}`, 3_600_000, at);
	mark(memory, 'again', 60_000, at + 61_000);
	for (let n = 10_000; n < 11_001; n++) mark(memory, `${n}`, 3_600_000, at + 61_000);
	expect([memory.seen.size < 10_500, mark(memory, 'again', 60_000, at + 62_000), memory.seen.has('0')]).toEqual([true, false, false]);
});

test('what is over is forgotten before any that is not, however old', () => {
	const memory = recall('a trigger of many nameless events');
	const at = Date.UTC(2026, 0, 1);
	for (let n = 0; n < 5_000; n++) mark(memory, `named ${n}`, 3_600_000, at);
	for (let n = 0; n < 6_000; n++) mark(memory, `nameless ${n}`, 60_000, at);
	mark(memory, 'another', 60_000, at + 60_000);
	expect([memory.seen.size, memory.seen.has('named 0')]).toEqual([5_001, true]);
});

test('beyond two hundred thousand events of all triggers, those are forgotten that were heard of longest ago, and no more of them than needed', () => {
	const at = Date.UTC(2026, 0, 1);
	const heard = (name: string, count: number) => {
		const memory = recall(name);
		for (let n = 0; n < count; n++) mark(memory, `${n}`, 3_600_000, at);
		return memory;
	};
	const busy = Array.from({ length: 20 }, (_, index) => heard(`busy ${index}`, 10_000));
	heard('the busiest', 11_001);
	expect(busy.map((memory, index) => recall(`busy ${index}`) === memory)).toEqual([false, ...Array(19).fill(true)]);
	expect(recall('the busiest').seen.size).toBe(10_000);
});

import { type IExecuteFunctions, sleep } from 'n8n-workflow';

import type * as Database from '../../nodes/Wawp/trigger/memory/database';
import { SharedDatabase } from '../support/sharedDatabase';
import { VirtualTime } from '../support/virtualTime';

/* What the processes of n8n tell each other by one row in n8n's database, which is read and then written as a whole. */

let virtual: VirtualTime;
beforeEach(() => void (virtual = new VirtualTime()));
afterEach(() => virtual.stop());

/** No machine is too slow for it. */
const inTime = <Given extends unknown[]>(body: (...given: Given) => Promise<void>) => async (...given: Given) => await virtual.of(body(...given));

/** A worker: a memory of its own, and the database of all of them. */
class Worker {
	private readonly database: typeof Database;

	/** What it has logged. */
	readonly said: string[] = [];

	constructor(private readonly shared: SharedDatabase) {
		let loaded: typeof Database;
		jest.isolateModules(() => (loaded = jest.requireActual<typeof Database>('../../nodes/Wawp/trigger/memory/database')));
		this.database = loaded!;
	}

	/** Whether each event is known, which has the key of its name. */
	async knows(workflowId: string, delivery: string, ...events: string[]): Promise<boolean[]> {
		return await this.knowsOf(workflowId, delivery, events.map((event) => [event]));
	}

	/** The same of events that have as many keys as they have. */
	async knowsOf(workflowId: string, delivery: string, events: string[][]): Promise<boolean[]> {
		return await this.database.areKnown(this.contextIn(workflowId), { delivery, events });
	}

	/** An event that it knows to be new without asking. */
	notes(workflowId: string, delivery: string, event: string): void {
		this.database.note(this.contextIn(workflowId), { delivery, events: [[event]] });
	}

	private contextIn(workflowId: string) {
		const logger = { warn: (line: string) => this.said.push(line) };
		return { ...this.shared.contextIn(workflowId), logger } as unknown as IExecuteFunctions;
	}
}

const workersOn = (shared: SharedDatabase, count: number) => Array.from({ length: count }, () => new Worker(shared));

/** The row is there, and they know how slow the database is. */
async function warm(workers: Worker[], workflows: string[]): Promise<void> {
	for (const [number, worker] of workers.entries()) await Promise.all(workflows.map(async (id) => await worker.knows(id, `first ${number}`, `first ${number}`)));
}

const named = (what: string, count: number) => Array.from({ length: count }, (_, index) => `${what} ${index}`);

const PAIRS = 60;

test.each([
	['quick', 2.5, 5],
	['slow', 15, 20],
])('two workers that are given the same event at the same moment start it once, but for one of many, with a database that is %s', inTime(async (_how: string, least: number, spread: number) => {
	const workers = workersOn(new SharedDatabase(() => least + Math.random() * spread), 2);
	const workflows = named('workflow', PAIRS);
	await warm(workers, workflows);
	const found = await Promise.all(workflows.map(async (id) => (await Promise.all(workers.map(async (worker, number) => await worker.knows(id, `delivery ${number}`, 'the event')))).flat()));
	const starts = found.map((known) => known.filter((isKnown) => !isKnown).length);
	expect(Math.min(...starts)).toBe(1);
	expect(starts.filter((count) => count > 1).length).toBeLessThanOrEqual(PAIRS / 20);
}));

test('of two that find it new at the same moment, as one has written over the other, one has it in the end', inTime(async () => {
	const workers = workersOn(new SharedDatabase(() => 5), 2);
	await warm(workers, ['workflow']);
	await sleep(10_000);
	const random = jest.spyOn(Math, 'random');
	// The first moments are the same, and no two of the later ones.
	for (const moment of [0, 0, 0.1, 0.3, 0.5, 0.7, 0.9]) random.mockReturnValueOnce(moment);
	const found = await Promise.all(workers.map(async (worker, number) => await worker.knows('workflow', `delivery ${number}`, 'the event')));
	expect(found.flat().sort()).toEqual([false, true]);
	random.mockRestore();
}));

test('a database that is away as it is asked again makes no repeat, and no failed run, of what it did not know', inTime(async () => {
	const shared = new SharedDatabase(() => 5);
	const [worker] = workersOn(shared, 1) as [Worker];
	const check = shared.check.bind(shared);
	jest.spyOn(shared, 'check').mockImplementationOnce(check).mockRejectedValue(new Error('The database is away'));
	expect(await worker.knows('workflow', 'delivery', 'the event')).toEqual([false]);
}));

test('what has no key is no repeat, and costs no question', inTime(async () => {
	const shared = new SharedDatabase(() => 5);
	const [worker] = workersOn(shared, 1) as [Worker];
	const asked = jest.spyOn(shared, 'check');
	expect(await worker.knowsOf('workflow', 'delivery', [[], []])).toEqual([false, false]);
	expect(asked).not.toHaveBeenCalled();
	expect(await worker.knowsOf('workflow', 'another delivery', [[], ['the event']])).toEqual([false, false]);
	expect(await worker.knowsOf('workflow', 'a third delivery', [[], ['the event', 'its state']])).toEqual([false, true]);
}));

test('a process does one thing at a time with the row, so that it does not write over itself', inTime(async () => {
	const shared = new SharedDatabase(() => 40);
	const [worker] = workersOn(shared, 1) as [Worker];
	const check = shared.check.bind(shared);
	let [open, most] = [0, 0];
	jest.spyOn(shared, 'check').mockImplementation(async (...asked) => {
		most = Math.max(most, ++open);
		return await check(...asked).finally(() => open--);
	});
	const found = await Promise.all(named('event', 10).map(async (event, index) => {
		await sleep(20 * index);
		return await worker.knows('workflow', `delivery ${index}`, event);
	}));
	expect([found, most]).toEqual([Array(10).fill([false]), 1]);
}));

test('what it has noted of one trigger it knows still when it is done with another one', inTime(async () => {
	const [worker] = workersOn(new SharedDatabase(() => 5), 1) as [Worker];
	worker.notes('one workflow', 'delivery 0', 'the event');
	await worker.knows('another workflow', 'delivery 1', 'another event');
	await sleep(1_000);
	expect(await worker.knows('one workflow', 'delivery 2', 'the event')).toEqual([true]);
}));

test('a worker that is given the same event several times at the same moment starts it once, and each other one that came along', inTime(async () => {
	const [worker] = workersOn(new SharedDatabase(() => 5), 1) as [Worker];
	const found = await Promise.all([['the event', 'one'], ['two', 'the event'], ['the event']].map(async (events, number) => await worker.knows('workflow', `delivery ${number}`, ...events)));
	expect(found).toEqual([[false, false], [false, true], [true]]);
}));

test('an event that a process has noted is known to it before it stands in the database, and to the others afterwards', inTime(async () => {
	const [worker, other] = workersOn(new SharedDatabase(() => 5), 2) as [Worker, Worker];
	worker.notes('a workflow', 'delivery 0', 'the event');
	expect(await worker.knows('a workflow', 'delivery 1', 'the event', 'another event')).toEqual([true, false]);
	expect(await other.knows('a workflow', 'delivery 2', 'the event', 'another event', 'a third event')).toEqual([true, true, false]);
}));

test.each<[times: number, isKnown: boolean]>([[1, true], [3, true], [4, false]])('a database that is away %d times is asked again, and is believed to know nothing when it stays so; its answer is then taken: %p', inTime(async (times: number, isKnown: boolean) => {
	const shared = new SharedDatabase(() => 5);
	const [worker, other] = workersOn(shared, 2) as [Worker, Worker];
	await other.knows('workflow', 'delivery', 'the event');
	await sleep(10_000);
	const away = jest.spyOn(shared, 'check');
	for (let time = 0; time < times; time++) away.mockRejectedValueOnce(new Error('The database is away'));
	expect(await worker.knows('workflow', 'another delivery', 'the event')).toEqual([isKnown]);
	expect(worker.said).toEqual(isKnown ? [] : [expect.stringContaining("n8n's database does not tell which events were seen before")]);
}));

test('what a process knows to be new it writes when n8n must have answered, and no sooner: a process that is killed before leaves nothing behind that makes a repeat of what Wawp sends again', inTime(async () => {
	const shared = new SharedDatabase(() => 5);
	const [worker] = workersOn(shared, 1) as [Worker];
	const asked = jest.spyOn(shared, 'check');
	worker.notes('workflow', 'delivery', 'the event');
	await sleep(1_900);
	expect(asked).not.toHaveBeenCalled();
	await sleep(2_200);
	expect(asked).toHaveBeenCalled();
}));

test('the newest stay known however many there were before, and the oldest are forgotten', inTime(async () => {
	const shared = new SharedDatabase(() => 5);
	const [worker] = workersOn(shared, 1) as [Worker];
	for (let delivery = 0; delivery < 5; delivery++) {
		await worker.knows('workflow', `delivery ${delivery}`, ...Array.from({ length: 2_000 }, (_, event) => `${delivery} ${event}`));
		await sleep(5_000);
	}
	expect(await worker.knows('workflow', 'another delivery', '4 1999', '4 0', '3 1999', '3 0', '0 1999', '0 0')).toEqual([true, true, true, true, false, false]);
}));

test('a database that stays away is not asked for ever to take what a process has noted', inTime(async () => {
	const shared = new SharedDatabase(() => 5);
	const [worker] = workersOn(shared, 1) as [Worker];
	const asked = jest.spyOn(shared, 'check').mockRejectedValue(new Error('The database is away'));
	worker.notes('workflow', 'delivery', 'the event');
	await sleep(60_000);
	expect(asked).toHaveBeenCalledTimes(4);
	expect(worker.said).toHaveLength(1);
}));

test.each([1, 2, 3, 7])('what others write over, be it %d times, is written again: its repeat is known to all', inTime(async (times: number) => {
	const shared = new SharedDatabase(() => 5);
	const [worker, other] = workersOn(shared, 2) as [Worker, Worker];
	const lost = jest.spyOn(shared, 'check');
	for (let time = 0; time < times; time++) lost.mockImplementationOnce(async (items) => ({ new: items, processed: [] }));
	expect(await worker.knows('workflow', 'delivery', 'the event', 'another event')).toEqual([false, false]);
	await sleep(10_000);
	expect(lost.mock.calls.length).toBeGreaterThan(times);
	// Once it is found there nothing more is asked.
	const asked = lost.mock.calls.length;
	await sleep(10_000);
	expect(lost.mock.calls.length).toBe(asked);
	expect(await other.knows('workflow', 'another delivery', 'another event', 'the event')).toEqual([true, true]);
}));

test('however many processes write over each other, each event is started by one of them at least', inTime(async () => {
	for (let round = 0; round < 5; round++) {
		const workers = workersOn(new SharedDatabase(() => Math.random() * 30), 4);
		const events = named('event', 30);
		const asked = events.flatMap((event) => workers.filter(() => Math.random() < 0.7).map((worker) => ({ event, worker })));
		const starts = await Promise.all(
			asked.map(async ({ event, worker }, index) => {
				await sleep(Math.random() * 300);
				return (await worker.knows('workflow', `delivery ${round} ${index}`, event))[0] ? [] : [event];
			}),
		);
		expect(new Set(starts.flat())).toEqual(new Set(asked.map(({ event }) => event)));
	}
}));

test('a run that is started again, on whichever worker, does not take itself for a repeat', inTime(async () => {
	const [first, second] = workersOn(new SharedDatabase(() => 1), 2) as [Worker, Worker];
	expect(await first.knows('workflow', 'delivery', 'one', 'two')).toEqual([false, false]);
	expect(await second.knows('workflow', 'delivery', 'one', 'two')).toEqual([false, false]);
	expect(await first.knows('workflow', 'delivery', 'one', 'two')).toEqual([false, false]);
	expect(await second.knows('workflow', 'another delivery', 'two', 'three')).toEqual([true, false]);
	// Nor does one that was noted, and has not been written yet.
	first.notes('workflow', 'a noted delivery', 'four');
	expect(await first.knows('workflow', 'a noted delivery', 'four')).toEqual([false]);
}));

test('a worker that dies at any moment takes no event with it: the run that is started again has it', inTime(async () => {
	for (let asked = 1; asked <= 2; asked++) {
		const shared = new SharedDatabase(() => 1);
		const [dying, next] = workersOn(shared, 2) as [Worker, Worker];
		const check = shared.check.bind(shared);
		let answers = 0;
		const dead = jest.spyOn(shared, 'check').mockImplementation(async (...args) => {
			const found = await check(...args);
			// What it has written stays; it does not live to see it.
			return ++answers < asked ? found : await new Promise(() => {});
		});
		void dying.knows('workflow', 'delivery', 'one');
		while (answers < asked) await sleep(5);
		dead.mockRestore();
		expect(await next.knows('workflow', 'delivery of the repeat', 'one')).toEqual([true]);
		expect(await next.knows('workflow', 'delivery', 'one')).toEqual([false]);
	}
}));

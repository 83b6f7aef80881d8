import type { Job } from '../../nodes/Wawp/engine/operation';
import type * as Claim from '../../nodes/Wawp/session/claim';
import type { Action } from '../../nodes/Wawp/session/course';
import type { time } from '../../nodes/Wawp/time/time';
import { SharedDatabase } from '../support/sharedDatabase';

/* Who restarts a session, of several workers that want to at the same moment. They share a row of n8n's database. */

/** A worker, in a process of its own. */
class Worker {
	private readonly claim: typeof Claim;

	/** How far its clock is ahead, in milliseconds. */
	ahead = 0;

	constructor(private readonly shared: SharedDatabase) {
		let loaded: typeof Claim;
		jest.isolateModules(() => {
			const { time: clock } = jest.requireActual<{ time: typeof time }>('../../nodes/Wawp/time/time');
			Object.assign(clock, { now: () => Date.now() + this.ahead });
			loaded = jest.requireActual('../../nodes/Wawp/session/claim');
		});
		this.claim = loaded!;
	}

	/** In a workflow of its own for each session, unless one is named. */
	async gets(instanceId: string, { action = 'restart', workflow = instanceId }: { action?: Action; workflow?: string } = {}): Promise<boolean> {
		const job = { instanceId, item: { context: this.shared.contextIn(workflow), index: 0 } } as unknown as Job;
		return await this.claim.isMine(job, action, Date.now() + this.ahead);
	}
}

const workersOn = (shared: SharedDatabase, count: number) => Array.from({ length: count }, () => new Worker(shared));
const sessions = Array.from({ length: 40 }, (_, index) => `session-${index}`);

/** All workers for each session at once, n8n's row for it being there already: by one clock, or on both sides of the end of five seconds. Gives how many got it. */
async function winners(workers: Worker[], isApart = false): Promise<number[]> {
	return await onAClockOfItsOwn(async () => {
		await Promise.all(sessions.map(async (session) => await workers[0]!.gets(session)));
		const end = 60_000 - (Date.now() % 5_000);
		for (const [index, worker] of workers.entries()) worker.ahead = isApart ? end - 1 + index : 60_000;
		return await Promise.all(sessions.map(async (session) => (await Promise.all(workers.map(async (worker) => await worker.gets(session)))).filter(Boolean).length));
	});
}

/** A machine that is busy with something else must not make two moments one. */
async function onAClockOfItsOwn<Result>(happens: () => Promise<Result>): Promise<Result> {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
	try {
		let isOver = false;
		const happening = happens().finally(() => (isOver = true));
		while (!isOver) await jest.advanceTimersByTimeAsync(1);
		return await happening;
	} finally {
		jest.useRealTimers();
	}
}

test.each([
	['quick', 1, 20],
	['slow', 3, 50],
])('of workers that ask at the same moment one gets it, with a database that is %s', async (_how, workers, takes) => {
	const got = await winners(workersOn(new SharedDatabase(() => takes * (0.5 + Math.random())), workers + 1));
	expect(Math.min(...got)).toBe(1);
	// Chance decides: each draws its moments. With one question instead of three it was 16 and 30 of the 40.
	expect(got.filter((count) => count > 1).length).toBeLessThanOrEqual(8);
});

test('nor do two of them where five seconds end between their clocks', async () => {
	const got = await winners(workersOn(new SharedDatabase(() => 20 * (0.5 + Math.random())), 2), true);
	expect(Math.min(...got)).toBe(1);
	expect(got.filter((count) => count > 1).length).toBeLessThanOrEqual(8);
});

test.each([0, 2_000, 4_990])('for half a minute after it was got nobody gets it, from whichever moment on (%i ms)', async (moment) => {
	const [first, second] = workersOn(new SharedDatabase(() => 10), 2) as [Worker, Worker];
	await onAClockOfItsOwn(async () => {
		for (const session of sessions.slice(0, 5)) {
			first.ahead = moment + 5_000 - (Date.now() % 5_000);
			expect(await first.gets(session)).toBe(true);
			const got = Date.now();
			for (const wait of [1_000, 5_000, 15_000, 25_000, 29_000, 40_000]) {
				second.ahead = first.ahead + Math.max(wait - (Date.now() - got), 0);
				expect([wait, await second.gets(session)]).toEqual([wait, wait > 35_000]);
			}
		}
	});
});

test('who asks again and again gets it as soon as somebody who asks once does', async () => {
	const [first, second] = workersOn(new SharedDatabase(() => 10), 2) as [Worker, Worker];
	await onAClockOfItsOwn(async () => {
		expect(await first.gets('session')).toBe(true);
		const got = Date.now();
		for (second.ahead = 0; !(await second.gets('session')) && second.ahead < 120_000; ) second.ahead += 2_000;
		const waited = second.ahead + Date.now() - got;
		expect([waited >= 30_000, waited < 40_000]).toEqual([true, true]);
	});
});

test('a database that cannot say gives it to everybody, before long', async () => {
	const shared = new SharedDatabase(() => 10);
	shared.isBroken = true;
	await onAClockOfItsOwn(async () => {
		const begun = Date.now();
		expect(await Promise.all(workersOn(shared, 2).map(async (worker) => await worker.gets('session')))).toEqual([true, true]);
		expect(Date.now() - begun).toBeLessThan(5_000);
	});
});

test('of one node, each session and each of what is done to it is got for itself', async () => {
	const [first, second] = workersOn(new SharedDatabase(() => 10), 2) as [Worker, Worker];
	const each = ['one', 'two'].flatMap((session) => (['restart', 'start', 'logout'] as const).map((action) => ({ session, action })));
	await onAClockOfItsOwn(async () => {
		for (const [worker, isGot] of [[first, true], [second, false]] as const) {
			for (const { session, action } of each) expect([session, action, await worker.gets(session, { action, workflow: 'of both' })]).toEqual([session, action, isGot]);
		}
	});
});

/** Two others write over it, as two that are turned away at the same moment do. */
test('what somebody else has written over is written again, until it is found', async () => {
	const shared = new SharedDatabase(() => 10);
	const [first, second] = workersOn(shared, 2) as [Worker, Worker];
	const check = shared.check.bind(shared);
	let lost = 2;
	await onAClockOfItsOwn(async () => {
		await first.gets('made', { workflow: 'of both' });
		shared.check = async (items, context, options) => {
			const isTheWhole = items.length > 2 && lost > 0;
			if (!isTheWhole) return await check(items, context, options);
			lost--;
			return { new: items, processed: [] };
		};
		expect(await first.gets('session', { workflow: 'of both' })).toBe(true);
		second.ahead = 6_000;
		expect([lost, await second.gets('session', { workflow: 'of both' })]).toEqual([0, false]);
	});
});

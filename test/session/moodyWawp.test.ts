import fc from 'fast-check';
import { type IDataObject, type INode, NodeApiError } from 'n8n-workflow';

import type { Answer } from '../../nodes/Wawp/engine/answer';
import type { Job } from '../../nodes/Wawp/engine/operation';
import { ensureWorking } from '../../nodes/Wawp/session/ensureWorking';
import { time } from '../../nodes/Wawp/time/time';

/** A Wawp of which nothing is sure: whatever it answers comes from a list, and takes its time. */
interface Moody {
	/** Null is a refusal that says nothing of the session, or no answer at all. */
	looks: Array<{ status: string | null; takesMs: number; isLost?: boolean }>;
	answers: Array<{ fault: 'none' | 'refused' | 'lost'; takesMs: number }>;
	limitS: number;
	stuckS: number;
	mayLogOut: boolean;
	/** What the item in front says. */
	told?: IDataObject;
	/** When somebody presses Stop. */
	stoppedIn?: 'look' | 'wait';
}

const LONGEST_MS = 9_000;

const takesMs = fc.integer({ min: 0, max: LONGEST_MS });

const moody: fc.Arbitrary<Moody> = fc.record({
	looks: fc.array(
		fc.record({ status: fc.constantFrom('STOPPED', 'STARTING', 'FAILED', 'FAILED', 'PASSKEY_REQUIRED', 'OF_LATER', 'WORKING', 'SCAN_QR_CODE', null), takesMs }),
		{ minLength: 1, maxLength: 60 },
	),
	answers: fc.array(fc.record({ fault: fc.constantFrom('none', 'none', 'refused', 'lost'), takesMs }), { minLength: 1, maxLength: 10 }),
	limitS: fc.integer({ min: 0, max: 600 }),
	stuckS: fc.integer({ min: 10, max: 120 }),
	mayLogOut: fc.boolean(),
	told: fc.constantFrom<IDataObject>({}, { status: 'FAILED' }, { status: 'WORKING' }, { status: 'STARTING' }, { status: 'SCAN_QR_CODE' }, { status: 'of something else' }),
});

interface Heard {
	action: string;
	at: number;
	/** What the look before it showed. */
	seen: string | null;
	/** How long the session has been in that state. */
	forMs: number;
	fault: string;
	endedAt: number;
}

let clock = 0;
let runs = 0;
let stop = new AbortController();

async function healed({ looks, answers, limitS, stuckS, mayLogOut: logOutIfNeeded, stoppedIn, told = {} }: Moody) {
	const heard: Heard[] = [];
	const sights: Array<{ status: string; at: number }> = [];
	const patience: unknown[] = [];
	let count = 0;
	let seen: string | null = null;
	let state = { status: told.status === 'STARTING' ? 'STARTING' : '', since: clock, until: clock };
	let deed: { against: string | null; at: number; endedAt: number } | undefined;
	stop = new AbortController();
	const node = { name: 'Node', type: 'wawp' } as INode;
	/** With what was done, where nothing else was seen in between, or now. */
	const beganAt = () => (deed && deed.against === state.status && state.until - deed.at < 5_000 ? deed.endedAt : clock);
	const lost = () => new NodeApiError(node, { message: 'The connection was lost' });
	const look = (): Answer => {
		const { status, takesMs: ms, isLost } = looks[count++ % looks.length]!;
		clock += ms;
		seen = status;
		if (status !== null) sights.push({ status, at: clock });
		if (status !== null) state = { status, since: status === state.status ? state.since : beganAt(), until: clock };
		if (stoppedIn === 'look') stop.abort();
		if (isLost) throw lost();
		return status === null ? refusal(502) : { status: 200, headers: {}, body: { status } };
	};
	const act = (action: string): Answer => {
		const { fault, takesMs: ms } = answers[heard.length % answers.length]!;
		heard.push({ action, at: clock, seen, forMs: clock - state.since, fault, endedAt: clock + ms });
		deed = { against: seen, at: clock, endedAt: clock + ms };
		clock += ms;
		if (fault === 'lost') throw lost();
		return fault === 'refused' ? refusal(429) : { status: 200, headers: {}, body: { status: 'STARTING' } };
	};
	const job = {
		instanceId: `INSTANCE${runs++}`,
		account: { baseUrl: 'https://api.wawp.net', accessToken: 'wp-token' },
		item: { index: 0, context: { getNode: () => node, getExecutionCancelSignal: () => stop.signal, getInputData: () => [{ json: told }], getParentNodes: () => [], helpers: {}, logger: { debug: () => undefined } } },
		values: { logOutIfNeeded, restartStuckAfter: stuckS },
		get: () => limitS,
		ask: async (key: string, _values: IDataObject, { timeoutMs }: { timeoutMs?: number } = {}) => {
			if (key !== 'session.getInfo') return act(key.replace('session.', ''));
			patience.push(timeoutMs);
			return look();
		},
		errorOf: () => new NodeApiError(node, { message: 'Refused' }, { message: 'Refused' }),
	};
	const startedAt = clock;
	const result = await ensureWorking(job as unknown as Job).catch((error: Error) => error);
	return { result, heard, sights, tookMs: clock - startedAt, looked: count, patience, last: seen as string | null };
}

const refusal = (status: number): Answer => ({ status, headers: {}, body: null, failure: { status, body: null } });

const always = async (holds: (run: Awaited<ReturnType<typeof healed>>, given: Moody) => void): Promise<void> =>
	await fc.assert(fc.asyncProperty(moody, async (given) => holds(await healed(given), given)), { numRuns: 400 });

describe('whatever a session does, and however slowly Wawp answers', () => {
	beforeEach(() => {
		clock = 1_000_000;
		jest.spyOn(time, 'now').mockImplementation(() => clock);
		// In whole milliseconds, as a real clock counts: a fraction that is rounded away would keep it from ever moving on.
		jest.spyOn(time, 'pause').mockImplementation(async (ms) => void (clock += Math.ceil(Math.max(0, ms))));
	});
	afterEach(() => jest.restoreAllMocks());

	test('a recovery ends with its limit, give or take an answer that was under way', async () => {
		await always(({ tookMs }, { limitS }) => expect(tookMs).toBeLessThanOrEqual(limitS * 1000 + 2 * LONGEST_MS));
	});

	test('nothing is done to a session that works or waits for a scan', async () => {
		await always(({ heard }) => expect(heard.filter(({ seen }) => seen === 'WORKING' || seen === 'SCAN_QR_CODE' || seen === 'PASSKEY_REQUIRED' || seen === null)).toEqual([]));
	});

	test('a session is taken to hang when it has been STARTING for as long as is set, no sooner', async () => {
		await always(({ heard }, { stuckS }) => {
			const hung = heard.filter(({ seen }) => seen === 'STARTING');
			hung.forEach(({ action, forMs }) => expect([action, forMs >= stuckS * 1000]).toEqual(['restart', true]));
		});
	});

	test.each<[Moody['stoppedIn'], string]>([
		['look', 'FAILED'],
		['wait', 'STARTING'],
	])('an execution that is stopped in a %s asks and does nothing more', async (stoppedIn, status) => {
		jest.spyOn(time, 'pause').mockImplementation(async () => stop.abort());
		const calm: Moody = { looks: [{ status, takesMs: 100 }], answers: [{ fault: 'none', takesMs: 100 }], limitS: 60, stuckS: 60, mayLogOut: true };
		const { result, heard, looked } = await healed({ ...calm, stoppedIn });
		expect([(result as Error).message, heard, looked]).toEqual(['The execution was cancelled', [], 1]);
	});

	test('nothing is done twice within 30 seconds, unless it was not answered well, and 5 to 15 seconds later nothing shows of it', async () => {
		await always(({ heard, sights }) => {
			for (const action of ['start', 'restart', 'logout']) {
				const deeds = heard.filter((deed) => deed.action === action);
				deeds.slice(1).forEach(({ at, seen }, index) => {
					const before = deeds[index]!;
					if (at - before.at >= 30_000) return;
					const since = sights.filter((sight) => sight.at > before.at && sight.at <= at);
					expect(['FAILED', 'STOPPED']).toContain(seen);
					expect([before.fault, new Set([before.seen, seen, ...since.map(({ status }) => status)]).size]).toEqual(['lost', 1]);
					expect(since.at(-1)!.at - before.endedAt).toBeGreaterThanOrEqual(5_000);
					expect(since.at(-1)!.at - before.endedAt).toBeLessThanOrEqual(15_000);
				});
			}
		});
	});

	test('one restart of what failed, one of what hangs, one log-out and three starts are the most that is carried out', async () => {
		await always(({ heard }, { mayLogOut: allowed }) => {
			const count = (action: string) => heard.filter((deed) => deed.action === action && deed.fault === 'none').length;
			const restarted = heard.filter((deed) => deed.action === 'restart' && deed.fault === 'none').map(({ seen }) => seen);
			expect(restarted).toEqual([...new Set(restarted)]);
			expect(count('logout')).toBeLessThanOrEqual(allowed ? 1 : 0);
			expect(count('start')).toBeLessThanOrEqual(3);
		});
	});

	test('nobody is logged out before a restart was carried out, and did not help', async () => {
		await always(({ heard }) => {
			const logOut = heard.findIndex(({ action }) => action === 'logout');
			if (logOut < 0) return;
			const before = heard.slice(0, logOut);
			expect(before).toContainEqual(expect.objectContaining({ action: 'restart', fault: 'none' }));
			expect(heard[logOut]!.seen).toBe('FAILED');
		});
	});

	test('everything that was done is told, with its time, and with what Wawp said against it', async () => {
		await always(({ result, heard }) => {
			if (result instanceof Error) return expect(heard).toEqual([]);
			const told = (result[0]!.json.actions as IDataObject[]).map(({ action, at, fault }) => [action, at, fault !== undefined]);
			expect(told).toEqual(heard.map(({ action, at, fault }) => [action, new Date(at).toISOString(), fault !== 'none']));
		});
	});

	test('the outcome is the one of the state that was seen last', async () => {
		const OUTCOMES: Record<string, string> = { WORKING: 'working', SCAN_QR_CODE: 'needsLogin', PASSKEY_REQUIRED: 'needsLogin' };
		await always(({ result, last }) => {
			if (result instanceof Error) return expect(last).toBeNull();
			expect(result[0]!.json).toMatchObject({ status: last, outcome: OUTCOMES[last ?? ''] ?? 'failed' });
		});
	});

	test('before anything is done, or given up, the state was seen for a second', async () => {
		await always(({ heard }) => heard.filter(({ action }) => action !== 'logout').forEach(({ forMs }) => expect(forMs).toBeGreaterThanOrEqual(1_000)));
	});

	test('a state that has to hold is looked at again when it has held, not later', async () => {
		const looks: number[] = [];
		const answers: Moody['answers'] = [{ fault: 'none', takesMs: 0 }];
		for (let run = 0; run < 50; run++) {
			clock = 1_000_000;
			const { heard } = await healed({ looks: [{ status: 'FAILED', takesMs: 0 }], answers, limitS: 6, stuckS: 60, mayLogOut: false });
			looks.push(heard[0]!.at - 1_000_000);
		}
		// a second more where the look before it came just too soon, as Wawp is asked no more often; and the moments of the claim
		expect([Math.min(...looks) >= 4_000, Math.max(...looks) <= 5_500]).toEqual([true, true]);
	});

	test.each(['FAILED', 'STOPPED'])('what left no trace of a session that is %s is done again when that is clear, twice, and then every 30 seconds', async (status) => {
		for (let run = 0; run < 20; run++) {
			const { heard } = await healed({ looks: [{ status, takesMs: 0 }], answers: [{ fault: 'lost', takesMs: 0 }], limitS: 120, stuckS: 60, mayLogOut: false });
			const pauses = heard.slice(1).map(({ at }, index) => at - heard[index]!.at);
			// two seconds more where the look before it came just too soon; and the moments of the claim
			pauses.slice(0, 2).forEach((ms) => expect([ms >= 5_000, ms <= 7_500]).toEqual([true, true]));
			expect([pauses.length >= 4, Math.min(...pauses.slice(2)) >= 30_000]).toEqual([true, true]);
		}
	});

	test('Wawp is asked no more often than every second', async () => {
		await always(({ looked, tookMs }) => expect(looked).toBeLessThanOrEqual(Math.ceil(tookMs / 1_000) + 1));
	});

	test.each<[string, Moody['looks'][number], number]>([
		['that answers at once is', { status: 'STARTING', takesMs: 0 }, 3_000],
		['that takes its time is', { status: 'STARTING', takesMs: 3_000 }, 10_000],
		['that answers just in time is', { status: 'STARTING', takesMs: 2_999 }, 3_000],
		['of which no answer came is', { status: null, isLost: true, takesMs: 3_000 }, 10_000],
		['to which the connection broke off is', { status: null, isLost: true, takesMs: 100 }, 3_000],
		['that cannot answer, and was asked again for that long, is', { status: null, takesMs: 4_000 }, 3_000],
	])('an answer is waited for shortly, as it may be lost: a Wawp %s waited for so long the next time', async (_what, first, waitedMs) => {
		const { patience } = await healed({ looks: [first, { status: 'STARTING', takesMs: 0 }], answers: [], limitS: 9, stuckS: 60, mayLogOut: false });
		expect(patience.slice(0, 3)).toEqual([3_000, waitedMs, 3_000]);
	});

	test('a Wawp that gives no answer is asked briskly for half a minute, and seldom after that', async () => {
		const within = async (limitS: number): Promise<number> => (await healed({ looks: [{ status: null, takesMs: 0 }], answers: [], limitS, stuckS: 60, mayLogOut: false })).looked;
		let brisk = 0;
		for (let run = 0; run < 20; run++) brisk += await within(30);
		// a second apart; 3 to 5 from the tenth second on would be some fifteen
		expect(brisk / 20).toBeGreaterThan(20);
		expect(await within(300)).toBeLessThanOrEqual(31 + 270 / 3);
	});

	test('and no more often than every 3 seconds while nothing is about to show', async () => {
		const quiet: Moody = { looks: [{ status: 'OF_LATER', takesMs: 0 }], answers: [], limitS: 600, stuckS: 60, mayLogOut: false };
		const { looked } = await healed(quiet);
		// Some ten in the first ten seconds, 3 to 5 seconds apart until half a minute, 6 to 10 after that.
		expect(looked).toBeLessThanOrEqual(10 + 8 + 570 / 6);
	});
});

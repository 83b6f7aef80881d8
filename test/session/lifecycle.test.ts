import fc from 'fast-check';
import { type IDataObject, type INode, NodeApiError } from 'n8n-workflow';

import type { Answer } from '../../nodes/Wawp/engine/answer';
import type { Job } from '../../nodes/Wawp/engine/operation';
import { ensureWorking } from '../../nodes/Wawp/session/ensureWorking';
import { type Action, type Course, type Policy, type Step, newCourse, nextStep, noteStatus, pace } from '../../nodes/Wawp/session/lifecycle';
import { time } from '../../nodes/Wawp/time/time';

/** Whatever is named in seconds happened that long ago. */
interface Known {
	status?: string;
	inStateFor?: number;
	/** The state that was seen before it, until when, and the one that was told of before the first look. */
	before?: string;
	beforeUntil?: number;
	told?: { status: string; ago: number; byLook?: boolean; isHeard?: boolean };
	did?: Array<[action: Action, ago: number, fault?: string, against?: string]>;
	restartedHere?: number;
	startedAgo?: number;
	seenAgo?: number;
}

const NOW = 1_000_000;
const ago = (seconds: number): number => NOW - seconds * 1000;

function stepFor({ status, inStateFor = 50, before, beforeUntil = inStateFor, told, did = [], restartedHere, startedAgo = 100, seenAgo = 0 }: Known, policy: Partial<Policy> = {}): Step {
	const course: Course = {
		status,
		seen: status,
		before,
		told: told && { ...told, since: ago(told.ago) },
		since: ago(inStateFor),
		seenAt: ago(seenAgo),
		beforeUntil: ago(beforeUntil),
		startedAt: ago(startedAgo),
		actions: did.map(([action, since, fault, against]) => ({ action, at: ago(since), endedAt: ago(since - 1), against, ...(fault && { fault }) })),
		restartedAt: restartedHere === undefined ? undefined : ago(restartedHere),
	};
	return nextStep(course, { giveUpAfterMs: 120_000, stuckAfterMs: 60_000, mayLogOut: false, ...policy }, NOW);
}

const WAIT = { do: 'wait', ms: expect.any(Number) };
const done = (outcome: string, reason: string) => ({ do: 'finish', outcome, reason });
const mayLogOut = { mayLogOut: true };
const failed = (reason: string) => done('failed', reason);

test.each<[string, Known, object, Partial<Policy>?]>([
	['a session that works is left alone', { status: 'WORKING' }, done('working', 'The session is connected')],
	['a session that works is no less so when the limit is over', { status: 'WORKING', startedAgo: 500 }, done('working', 'The session is connected')],
	['a session that needs a scan is handed to a person', { status: 'SCAN_QR_CODE' }, done('needsLogin', 'A person has to link the phone again')],
	['a session that needs a scan does so when the limit is over too', { status: 'SCAN_QR_CODE', startedAgo: 500 }, done('needsLogin', 'A person has to link the phone again')],

	...['FAILED', 'SCAN_QR_CODE', 'STOPPED', 'STARTING', 'PASSKEY_REQUIRED'].flatMap((status): Array<[string, Known, object]> => [
		[`WORKING is not believed for 5 seconds by who was told of ${status}`, { status: 'WORKING', inStateFor: 4.9, told: { status, ago: 6 } }, WAIT],
		[`WORKING that holds is believed after ${status}`, { status: 'WORKING', inStateFor: 5, told: { status, ago: 6 } }, done('working', 'The session is connected')],
		[`WORKING is not believed for 5 seconds after ${status} was seen`, { status: 'WORKING', inStateFor: 4.9, before: status }, WAIT],
		[`WORKING is believed after something was done against ${status}`, { status: 'WORKING', inStateFor: 0, before: status, told: { status, ago: 6 }, did: [['restart', 2]] }, done('working', 'The session is connected')],
	]),
	['WORKING that was told, and is seen, is believed', { status: 'WORKING', inStateFor: 0, told: { status: 'WORKING', ago: 1 } }, done('working', 'The session is connected')],
	['a scan that was told, and is seen, is believed', { status: 'SCAN_QR_CODE', inStateFor: 0, told: { status: 'SCAN_QR_CODE', ago: 1 } }, done('needsLogin', 'A person has to link the phone again')],
	['a scan that something else was told of has to hold', { status: 'SCAN_QR_CODE', inStateFor: 4.9, told: { status: 'FAILED', ago: 6 } }, WAIT],
	['what is not believed yet is believed when the limit is over', { status: 'WORKING', inStateFor: 1, startedAgo: 500, told: { status: 'FAILED', ago: 6 } }, done('working', 'The session is connected')],
	...['FAILED', 'STOPPED'].flatMap((status): Array<[string, Known, object]> => [
		[`${status} is looked at again before anything is done`, { status, inStateFor: 0.9, startedAgo: 2, told: { status, ago: 20 } }, WAIT],
		[`${status} that is seen again is acted on`, { status, inStateFor: 1, told: { status, ago: 20 } }, { do: status === 'FAILED' ? 'restart' : 'start' }],
		...['WORKING', 'STARTING'].map((told): [string, Known, object] => [
			`${status} may be old news for 5 seconds where ${told} was told`, { status, inStateFor: 4.9, told: { status: told, ago: 6 } }, WAIT,
		]),
	]),

	['a failure that only a look told of has to be seen for as long as one that is back could be shown', { status: 'FAILED', inStateFor: 3, startedAgo: 3.9, told: { status: 'FAILED', ago: 3.9, byLook: true } }, WAIT],
	['a failure that only a look told of is acted on then', { status: 'FAILED', inStateFor: 3, startedAgo: 4, told: { status: 'FAILED', ago: 4, byLook: true } }, { do: 'restart' }],
	['a failure that the first look did not show yet has to be seen for as long', { status: 'FAILED', inStateFor: 2, startedAgo: 3.9, before: 'WORKING', told: { status: 'FAILED', ago: 3.9 } }, WAIT],
	['a failure that nobody told of has to be seen for as long', { status: 'FAILED', inStateFor: 3.9, startedAgo: 3.9 }, WAIT],
	['a failure that nobody told of is acted on then', { status: 'FAILED', inStateFor: 4, startedAgo: 4 }, { do: 'restart' }],
	['STARTING that was heard of while Wawp gave no answer began then', { status: 'STARTING', inStateFor: 1, before: 'FAILED', told: { status: 'STARTING', ago: 60, isHeard: true }, did: [['restart', 61, 'No answer', 'FAILED']] }, { do: 'restart' }],
	['STARTING that was told of before another state was seen did not', { status: 'STARTING', inStateFor: 1, before: 'FAILED', told: { status: 'STARTING', ago: 60 }, did: [['restart', 61, 'No answer', 'FAILED']] }, WAIT],

	['a failure that was told of, and that Wawp could not show for four seconds, is acted on as soon as it shows', { status: 'FAILED', inStateFor: 0, startedAgo: 4, told: { status: 'FAILED', ago: 4 } }, { do: 'restart' }],
	['and so where the looks in between still showed the state before it', { status: 'FAILED', inStateFor: 0, startedAgo: 4, before: 'WORKING', beforeUntil: 0.1, told: { status: 'FAILED', ago: 4 } }, { do: 'restart' }],
	['but not where the session was seen to work later than that', { status: 'FAILED', inStateFor: 0.9, startedAgo: 6, before: 'WORKING', beforeUntil: 2, told: { status: 'FAILED', ago: 6 } }, WAIT],
	['then it is looked at again', { status: 'FAILED', inStateFor: 1, startedAgo: 6, before: 'WORKING', beforeUntil: 2, told: { status: 'FAILED', ago: 6 } }, { do: 'restart' }],
	['a failure that shows sooner is looked at again', { status: 'FAILED', inStateFor: 0, startedAgo: 3.9, told: { status: 'FAILED', ago: 90 } }, WAIT],
	['and so is one that was heard of later', { status: 'FAILED', inStateFor: 0, startedAgo: 9, told: { status: 'FAILED', ago: 3.9, isHeard: true } }, WAIT],
	['and one where another state was told of', { status: 'FAILED', inStateFor: 0, startedAgo: 9, told: { status: 'SCAN_QR_CODE', ago: 9 } }, WAIT],

	...(['restart', 'start'] as const).flatMap((action): Array<[string, Known, object]> => {
		const against = action === 'restart' ? 'FAILED' : 'STOPPED';
		return [
			[`STARTING that was first seen long after a ${action} began with it`, { status: 'STARTING', inStateFor: 20, before: against, beforeUntil: 62, did: [[action, 61, undefined, against]] }, { do: 'restart' }],
			[`that is taken to hang a minute after the ${action} was answered`, { status: 'STARTING', inStateFor: 20, before: against, beforeUntil: 62, did: [[action, 60.9, undefined, against]] }, WAIT],
			[`it began later where ${against} was seen for longer than Wawp is late`, { status: 'STARTING', inStateFor: 20, before: against, beforeUntil: 56, did: [[action, 61, 'No answer', against]] }, WAIT],
			[`it began later where another state than ${against} was seen in between`, { status: 'STARTING', inStateFor: 20, before: 'SCAN_QR_CODE', beforeUntil: 62, did: [[action, 61, undefined, against]] }, WAIT],
		];
	}),

	['a stopped session is started', { status: 'STOPPED' }, { do: 'start' }],
	['a start has its time to show', { status: 'STOPPED', did: [['start', 29]] }, WAIT],
	['a start that did not take is repeated', { status: 'STOPPED', did: [['start', 30]] }, { do: 'start' }],
	['a session that stopped again is started once more', { status: 'STOPPED', inStateFor: 6, did: [['start', 40]] }, { do: 'start' }],
	['a start is not repeated within 30 seconds', { status: 'STOPPED', inStateFor: 6, did: [['start', 20]] }, WAIT],
	['a session that somebody keeps stopping is given up', { status: 'STOPPED', inStateFor: 6, did: [['start', 60], ['start', 20]] }, failed('The session stops again after each start')],
	['a start that was refused does not count', { status: 'STOPPED', did: [['start', 60, 'busy'], ['start', 30, 'busy']] }, { do: 'start' }],

	['a session that starts is waited for', { status: 'STARTING', inStateFor: 59 }, WAIT],
	['a session that hangs is restarted', { status: 'STARTING', inStateFor: 60 }, { do: 'restart' }],
	['when that is, is a setting', { status: 'STARTING', inStateFor: 20 }, { do: 'restart' }, { stuckAfterMs: 20_000 }],
	['a session that hangs is restarted once', { status: 'STARTING', inStateFor: 95, did: [['restart', 80, undefined, 'STARTING']] }, WAIT],
	['a restart that was made for a failure, and hangs, is restarted', { status: 'STARTING', inStateFor: 60, did: [['restart', 64, undefined, 'FAILED']], restartedHere: 64 }, { do: 'restart' }],
	['a start that hangs is restarted', { status: 'STARTING', inStateFor: 60, did: [['start', 64, undefined, 'STOPPED']] }, { do: 'restart' }],
	['a session hangs since it was told to be starting', { status: 'STARTING', inStateFor: 2, told: { status: 'STARTING', ago: 61 } }, { do: 'restart' }],
	['but not where it was in another state meanwhile', { status: 'STARTING', inStateFor: 2, before: 'FAILED', told: { status: 'STARTING', ago: 61 } }, WAIT],
	['nor where it was restarted meanwhile', { status: 'STARTING', inStateFor: 2, restartedHere: 20, told: { status: 'STARTING', ago: 61 } }, WAIT],
	['a restart by another workflow begins the wait anew', { status: 'STARTING', inStateFor: 95, restartedHere: 59 }, WAIT],
	['a session that another workflow restarted hangs as well after a minute', { status: 'STARTING', inStateFor: 95, restartedHere: 60 }, { do: 'restart' }],

	['a session that failed is restarted', { status: 'FAILED' }, { do: 'restart' }],
	['what another workflow restarted just now is not', { status: 'FAILED', restartedHere: 29 }, WAIT],
	['what another workflow restarted 30 seconds ago is restarted', { status: 'FAILED', restartedHere: 30 }, { do: 'restart' }],
	['FAILED right after a restart may be old news', { status: 'FAILED', inStateFor: 2, did: [['restart', 4]] }, WAIT],
	['FAILED that never went away has the time that Wawp asks for', { status: 'FAILED', did: [['restart', 29]] }, WAIT],
	['FAILED that never went away is believed after 30 seconds', { status: 'FAILED', did: [['restart', 30]] }, failed('The session failed again after a restart')],
	['a session that fails again is given up', { status: 'FAILED', inStateFor: 6, did: [['restart', 12]] }, failed('The session failed again after a restart')],
	['a session that fails again is logged out where that is allowed', { status: 'FAILED', inStateFor: 6, did: [['restart', 12]] }, { do: 'logout' }, mayLogOut],
	['a restart that was refused is tried again', { status: 'FAILED', did: [['restart', 30, 'too many requests']] }, { do: 'restart' }, mayLogOut],
	['a refused restart is not tried again within 30 seconds', { status: 'FAILED', did: [['restart', 29, 'too many requests']] }, WAIT, mayLogOut],
	...([['restart', 'FAILED'], ['start', 'STOPPED']] as const).flatMap(([action, status]): Array<[string, Known, object]> => [
		[`a ${action} that was not answered well, and of which nothing shows 5 seconds after, is tried again`, { status, did: [[action, 6, 'busy']] }, { do: action }],
		[`not while ${status} may be told late`, { status, did: [[action, 5.9, 'busy']] }, WAIT],
		['and where that shows for 15 seconds at the most', { status, did: [[action, 16, 'busy']] }, { do: action }],
		['as an engine may have booted, and failed or been stopped, in more', { status, did: [[action, 16.1, 'busy']] }, WAIT],
		[`nor where another state was seen since the ${action}`, { status, inStateFor: 5.9, did: [[action, 6, 'busy']] }, WAIT],
		['or an event told of one', { status, told: { status: 'STARTING', ago: 5.9, isHeard: true }, did: [[action, 6, 'busy']] }, WAIT],
		['or Wawp said that it does it', { status, did: [[action, 6]] }, WAIT],
		['this is done once more', { status, did: [[action, 16, 'busy'], [action, 6, 'busy']] }, { do: action }],
		['and then only every 30 seconds', { status, did: [[action, 26, 'busy'], [action, 16, 'busy'], [action, 6, 'busy']] }, WAIT],
	]),
	['a session that hangs looks the same after a restart', { status: 'STARTING', inStateFor: 90, restartedHere: 15, did: [['restart', 15, 'busy', 'STARTING']] }, WAIT, { stuckAfterMs: 10_000 }],
	['nor where another workflow restarts it meanwhile', { status: 'FAILED', restartedHere: 5.9, did: [['restart', 6, 'busy']] }, WAIT],
	['an event from before the restart says nothing of it', { status: 'FAILED', told: { status: 'FAILED', ago: 7, isHeard: true }, did: [['restart', 6, 'busy']] }, { do: 'restart' }],
	['a start that fails calls for a restart', { status: 'FAILED', inStateFor: 6, did: [['start', 12]] }, { do: 'restart' }],
	['a log-out is followed by a start', { status: 'FAILED', did: [['restart', 40], ['logout', 5]] }, { do: 'start' }, mayLogOut],
	['a log-out that ends in STOPPED is followed by a start too', { status: 'STOPPED', inStateFor: 2, did: [['restart', 40], ['logout', 5]] }, { do: 'start' }, mayLogOut],
	['a log-out has its time to show', { status: 'FAILED', did: [['restart', 40], ['logout', 4]] }, WAIT, mayLogOut],
	['a log-out that was refused is tried again', { status: 'FAILED', did: [['restart', 70], ['logout', 30, 'busy']] }, { do: 'logout' }, mayLogOut],
	['a refused log-out is not tried again within 30 seconds', { status: 'FAILED', did: [['restart', 70], ['logout', 29, 'busy']] }, WAIT, mayLogOut],
	['what no log-out helps is given up', { status: 'FAILED', inStateFor: 6, did: [['restart', 60], ['logout', 30], ['start', 20]] }, failed('Neither a restart nor a log-out helped'), mayLogOut],

	['a state that nobody has heard of is waited for', { status: 'PASSKEY_REQUIRED', inStateFor: 90 }, WAIT],
	['a Wawp that gives no answer is waited for', { status: undefined }, WAIT],
	['the limit ends the wait', { status: 'STARTING', startedAgo: 120 }, failed('The time limit ended while the session was STARTING')],
	['nothing is begun when the time is over', { status: 'STOPPED', startedAgo: 120 }, failed('The time limit ended while the session was STOPPED')],
	['nothing is begun when there is no time at all', { status: 'FAILED', startedAgo: 0 }, failed('The time limit ended while the session was FAILED'), { giveUpAfterMs: 0 }],
	['a limit that ends without an answer says so', { status: undefined, startedAgo: 120 }, failed('The time limit ended while Wawp gave no answer')],
])('%s', (_name, known, step, policy = {}) => {
	expect(stepFor(known, policy)).toEqual(step);
});

test('how long a session has been in a state is counted over looks that brought no answer', () => {
	const course = newCourse(0);
	const looks: Array<[string | undefined, number]> = [[undefined, 1], ['STARTING', 2], [undefined, 3], ['STARTING', 4], ['FAILED', 5], ['STARTING', 6]];
	const seen = looks.map(([status, now]) => {
		noteStatus(course, status, now);
		return [course.status, course.since, course.beforeUntil];
	});
	expect(seen).toEqual([[undefined, 0, 0], ['STARTING', 2, 0], [undefined, 2, 0], ['STARTING', 2, 0], ['FAILED', 5, 4], ['STARTING', 6, 5]]);
});

test('while Wawp gives no answer it is asked briskly, for half a minute after the last one', () => {
	const waits = (seenAgo: number) => Array.from({ length: 100 }, () => (stepFor({ status: undefined, seenAgo, inStateFor: 100 }) as { ms: number }).ms / 1000);
	expect([Math.ceil(Math.max(...waits(29))), Math.floor(Math.min(...waits(31))), Math.ceil(Math.max(...waits(31)))]).toEqual([2, 3, 5]);
});

test('looks are 3 to 5 seconds apart, twice that once a state has lasted for 30, and never at one beat', () => {
	const paces = (seconds: number) => Array.from({ length: 200 }, () => pace(0, seconds * 1000) / 1000);
	const range = (all: number[]) => [Math.floor(Math.min(...all)), Math.ceil(Math.max(...all))];
	expect(range(paces(0))).toEqual([3, 5]);
	expect(range(paces(31))).toEqual([6, 10]);
	expect(new Set(paces(0)).size).toBeGreaterThan(100);
});

/** A Wawp of which nothing is sure: whatever it answers comes from a list, and takes its time. */
test('a state that shows after a while without answers began with what was done, where the one before was seen but just after it', () => {
	const course = newCourse(0);
	const stuck = (now: number) => nextStep(course, { giveUpAfterMs: 600_000, stuckAfterMs: 60_000, mayLogOut: false }, now);
	noteStatus(course, 'FAILED', 0);
	course.actions.push({ action: 'restart', at: 2_000, endedAt: 2_500, against: 'FAILED' });
	noteStatus(course, 'FAILED', 3_000);
	noteStatus(course, undefined, 8_000);
	noteStatus(course, 'STARTING', 14_000);
	expect([stuck(62_499), stuck(62_500)]).toEqual([WAIT, { do: 'restart' }]);
});

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
		fc.record({ status: fc.constantFrom('STOPPED', 'STARTING', 'FAILED', 'FAILED', 'PASSKEY_REQUIRED', 'WORKING', 'SCAN_QR_CODE', null), takesMs }),
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
		await always(({ heard }) => expect(heard.filter(({ seen }) => seen === 'WORKING' || seen === 'SCAN_QR_CODE' || seen === null)).toEqual([]));
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
		const OUTCOMES: Record<string, string> = { WORKING: 'working', SCAN_QR_CODE: 'needsLogin' };
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
		const quiet: Moody = { looks: [{ status: 'PASSKEY_REQUIRED', takesMs: 0 }], answers: [], limitS: 600, stuckS: 60, mayLogOut: false };
		const { looked } = await healed(quiet);
		// Some ten in the first ten seconds, 3 to 5 seconds apart until half a minute, 6 to 10 after that.
		expect(looked).toBeLessThanOrEqual(10 + 8 + 570 / 6);
	});
});

import { type Action, type Course, newCourse, noteStatus } from '../../nodes/Wawp/session/course';
import { type Policy, type Step, nextStep } from '../../nodes/Wawp/session/lifecycle';
import { pace } from '../../nodes/Wawp/session/pace';

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
		lookedAt: NOW,
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
	['one of which nothing was ever found is refused when the limit is over', { status: 'NOT_FOUND', startedAgo: 500 }, { do: 'refuse' }],
	['one that was seen before is not', { status: 'NOT_FOUND', before: 'FAILED', startedAgo: 500, did: [['restart', 60, undefined, 'FAILED']] }, failed('The time limit ended while Wawp found no session with this Instance ID')],
	['a session that works is left alone', { status: 'WORKING' }, done('working', 'The session is connected')],
	['a session that works is no less so when the limit is over', { status: 'WORKING', startedAgo: 500 }, done('working', 'The session is connected')],
	['a session that needs a scan is handed to a person', { status: 'SCAN_QR_CODE' }, done('needsLogin', 'A person has to link the phone again')],
	['a session that needs a passkey is, too', { status: 'PASSKEY_REQUIRED' }, done('needsLogin', 'WhatsApp asks for a passkey: a person has to link the phone again, and confirm it there')],
	['and one whose passkey waits to be confirmed', { status: 'PASSKEY_CONFIRMATION_REQUIRED' }, done('needsLogin', 'WhatsApp waits for a passkey to be confirmed: a person has to do so on the phone')],
	['a session that needs a scan does so when the limit is over too', { status: 'SCAN_QR_CODE', startedAgo: 500 }, done('needsLogin', 'A person has to link the phone again')],

	...['FAILED', 'SCAN_QR_CODE', 'STOPPED', 'STARTING', 'PASSKEY_REQUIRED'].flatMap((status): Array<[string, Known, object]> => [
		[`WORKING is not believed for 5 seconds by who was told of ${status}`, { status: 'WORKING', inStateFor: 4.9, told: { status, ago: 6 } }, WAIT],
		[`WORKING that holds is believed after ${status}`, { status: 'WORKING', inStateFor: 5, told: { status, ago: 6 } }, done('working', 'The session is connected')],
		[`WORKING is not believed for 5 seconds after ${status} was seen`, { status: 'WORKING', inStateFor: 4.9, before: status }, WAIT],
		[`WORKING is believed after something was done against ${status}`, { status: 'WORKING', inStateFor: 0, before: status, told: { status, ago: 6 }, did: [['restart', 2]] }, done('working', 'The session is connected')],
	]),
	...['FAILED', 'STOPPED', 'SCAN_QR_CODE'].flatMap((status): Array<[string, Known, object]> => [
		[`WORKING is not believed after a restart where an event tells of ${status} since`, { status: 'WORKING', inStateFor: 0, before: 'STARTING', told: { status, ago: 1, isHeard: true }, did: [['restart', 8, undefined, 'FAILED']] }, WAIT],
		['nor for five seconds', { status: 'WORKING', inStateFor: 4.9, before: 'STARTING', told: { status, ago: 4.9, isHeard: true }, did: [['restart', 12, undefined, 'FAILED']] }, WAIT],
		['then it is newer than the event', { status: 'WORKING', inStateFor: 0.1, before: 'STARTING', told: { status, ago: 5, isHeard: true }, did: [['restart', 12, undefined, 'FAILED']] }, done('working', 'The session is connected')],
		['and so it is where the event came before the restart was answered', { status: 'WORKING', inStateFor: 0, before: 'STARTING', told: { status, ago: 2.1, isHeard: true }, did: [['restart', 3, undefined, 'FAILED']] }, done('working', 'The session is connected')],
	]),
	['a scan after a restart is not believed where an event tells that it works by now', { status: 'SCAN_QR_CODE', inStateFor: 0, before: 'STARTING', told: { status: 'WORKING', ago: 1, isHeard: true }, did: [['restart', 8, undefined, 'FAILED']] }, WAIT],
	['that it was starting since the restart says nothing against WORKING', { status: 'WORKING', inStateFor: 0, before: 'FAILED', told: { status: 'STARTING', ago: 1, isHeard: true }, did: [['restart', 3, undefined, 'FAILED']] }, done('working', 'The session is connected')],
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
	['as soon as a second look shows it so', { status: 'STOPPED', inStateFor: 1, startedAgo: 1 }, { do: 'start' }],
	['and where another workflow restarted it just now', { status: 'STOPPED', restartedHere: 5 }, { do: 'start' }],
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
	['a restart of it that was refused does not count', { status: 'STARTING', inStateFor: 95, did: [['restart', 80, 'busy', 'STARTING']] }, { do: 'restart' }],
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
	['what another workflow restarted just now, and is stopped, is started', { status: 'STOPPED', restartedHere: 5 }, { do: 'start' }],
	['nor does a restart keep from a log-out', { status: 'FAILED', inStateFor: 6, did: [['restart', 12]], restartedHere: 12 }, { do: 'logout' }, mayLogOut],
	['FAILED right after a restart may be old news', { status: 'FAILED', inStateFor: 2, did: [['restart', 4]] }, WAIT],
	['and so may one that was first seen as it was restarted', { status: 'FAILED', inStateFor: 6, did: [['restart', 6]] }, WAIT],
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
	['a restart at the moment when the failure was seen, told of and met by another one leaves no trace either', { status: 'FAILED', inStateFor: 6, told: { status: 'FAILED', ago: 6, isHeard: true }, restartedHere: 6, did: [['restart', 6, 'busy']] }, { do: 'restart' }],
	['a log-out of which nothing shows is tried again, whatever was done before', { status: 'FAILED', did: [['restart', 70], ['logout', 40, 'busy'], ['logout', 6, 'busy']] }, { do: 'logout' }, mayLogOut],
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

	['a state that nobody has heard of is waited for', { status: 'OF_LATER', inStateFor: 90 }, WAIT],
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

const OTHER = 'OF_LATER';

describe('how long it waits before the next look', () => {
	afterEach(() => jest.restoreAllMocks());

	test.each<[what: string, known: Known, least: number, most: number]>([
		['Wawp gives no answer', { status: undefined, seenAgo: 29.999 }, 1_000, 1_200],
		['and has given none for half a minute', { status: undefined, seenAgo: 30 }, 3_000, 5_000],
		['it has just begun', { status: OTHER, inStateFor: 20, startedAgo: 9.999 }, 1_000, 2_000],
		['it began ten seconds ago', { status: OTHER, inStateFor: 20, startedAgo: 10 }, 3_000, 5_000],
		['something was done just now', { status: OTHER, inStateFor: 20, did: [['start', 90], ['start', 60], ['restart', 9.999]] }, 1_000, 2_000],
		['that was ten seconds ago', { status: OTHER, inStateFor: 20, did: [['start', 90], ['start', 60], ['restart', 10]] }, 3_000, 5_000],
		['another state showed just now', { status: OTHER, inStateFor: 4.999 }, 1_000, 2_000],
		['it has lasted for five seconds', { status: OTHER, inStateFor: 5 }, 3_000, 5_000],
		['it has lasted for half a minute', { status: OTHER, inStateFor: 30 }, 3_000, 5_000],
		['it has lasted for longer', { status: OTHER, inStateFor: 30.001 }, 6_000, 10_000],
		['and for about as long as STARTING may', { status: OTHER, inStateFor: 58.5 }, 6_000, 10_000],
		['what shows is believed in 1.5 seconds', { status: 'WORKING', inStateFor: 3.5, told: { status: 'FAILED', ago: 6 } }, 1_000, 1_500],
		['it is believed in half a second', { status: 'WORKING', inStateFor: 4.5, told: { status: 'FAILED', ago: 6 } }, 1_000, 1_000],
		['STARTING is taken to hang in 1.5 seconds', { status: 'STARTING', inStateFor: 58.5 }, 1_500, 1_500],
		['it is taken to hang in half a second', { status: 'STARTING', inStateFor: 59.5 }, 1_000, 1_000],
		['it was taken to hang, and restarted for that', { status: 'STARTING', inStateFor: 60, did: [['restart', 80, undefined, 'STARTING']] }, 6_000, 10_000],
	])('%s', (_what, known, least, most) => {
		const random = jest.spyOn(Math, 'random');
		const ms = (share: number) => {
			random.mockReturnValue(share);
			return (stepFor(known) as { ms: number }).ms;
		};
		expect([ms(0), ms(1)]).toEqual([least, most]);
	});
});

test('a course begins with nothing done', () => {
	const course = newCourse(0);
	noteStatus(course, 'STOPPED', 0);
	expect(nextStep(course, { giveUpAfterMs: 120_000, stuckAfterMs: 60_000, mayLogOut: false }, 1_000)).toEqual({ do: 'start' });
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

import type { Action, Course, Deed } from './course';
import { DROPPED, NOT_FOUND } from './notFound';
import { QUIET_AFTER_MS, between, pace } from './pace';

/*
 * What helps a session in which state, as the documents on its life cycle say. Nothing here asks or waits: the whole
 * of it is one function from what is known to the next step.
 */

export type Outcome = 'working' | 'needsLogin' | 'failed';

export type Step = { do: 'wait'; ms: number } | Remedy;

interface Finish {
	do: 'finish';
	outcome: Outcome;
	reason: string;
}

type Remedy =
	| { do: Action }
	| Finish
	/** There is no such session, as far as anybody can tell. */
	| { do: 'refuse' };

export interface Policy {
	giveUpAfterMs: number;
	/** How long a session may be STARTING. */
	stuckAfterMs: number;
	/** Costs the link to the phone. */
	mayLogOut: boolean;
}

/** Wawp asks for this pause after a restart. Nothing else is done twice any sooner either. */
export const RESTART_PAUSE_MS = 30_000;

/** The state that Wawp tells can lag this far behind an event or an action; documented are 3 seconds. */
export const SETTLE_MS = 5_000;

/** Some sessions that are lost are back within a moment: what is done to them then harms. */
const MOMENT_MS = 1_000;

/** A session that was lost for a moment may be shown as lost for so long. */
const SHOWN_MS = 3_000 + MOMENT_MS;

export function nextStep(course: Course, policy: Policy, now: number): Step {
	const { status } = course;
	const isOver = now - course.startedAt >= policy.giveUpAfterMs;
	const isSure = now - course.since >= doubtMs(course);
	const end = ENDS.get(status);
	if (end && (isSure || isOver)) return end;
	if (status === NOT_FOUND && isAbsent(course, isOver, now)) return { do: 'refuse' };
	if (isOver) return finish('failed', `The time limit ended while ${inWords(status)}`);
	return (isSure ? remedy(course, policy, now) : undefined) ?? { do: 'wait', ms: patience(course, policy, now) };
}

function inWords(status: string | undefined): string {
	if (status === NOT_FOUND) return 'Wawp found no session with this Instance ID';
	return status ? `the session was ${status}` : 'Wawp gave no answer';
}

const finish = (outcome: Outcome, reason: string): Finish => ({ do: 'finish', outcome, reason });

const ENDS = new Map<string | undefined, Finish>([
	['WORKING', finish('working', 'The session is connected')],
	['SCAN_QR_CODE', finish('needsLogin', 'A person has to link the phone again')],
	// Of newer engines.
	['PASSKEY_REQUIRED', finish('needsLogin', 'WhatsApp asks for a passkey: a person has to link the phone again, and confirm it there')],
	['PASSKEY_CONFIRMATION_REQUIRED', finish('needsLogin', 'WhatsApp waits for a passkey to be confirmed: a person has to do so on the phone')],
]);

/** Whether nobody but a person brings a session out of this state. */
export const needsLogin = (status: string): boolean => ENDS.get(status)?.outcome === 'needsLogin';

/** How long a state must have been seen before it is believed. */
function doubtMs(course: Course): number {
	const { status, told, before, since, actions } = course;
	const isEnd = ENDS.has(status);
	if (actions.length > 0) return isEnd ? Math.max(0, deniedUntil(course) - since) : MOMENT_MS;
	const contradicts = told !== undefined && told.status !== status;
	if (isEnd) return contradicts || before !== undefined ? SETTLE_MS : 0;
	// Who was told that it is coming back, or is back, may see what was before that.
	if (contradicts && ['STARTING', 'WORKING'].includes(told.status)) return SETTLE_MS;
	return ['FAILED', ...UNSEEN].includes(status ?? '') ? failureDoubtMs(course) : MOMENT_MS;
}

/** What came of an action is news, unless an event that was heard since tells of something newer than the start that it made. */
function deniedUntil(course: Course): number {
	const { told, actions } = course;
	const { at, endedAt = at } = actions.at(-1)!;
	return told?.isHeard && told.status !== 'STARTING' && told.since > endedAt ? oldUntil(course) : -Infinity;
}

/** Until when the state that is seen may be the one before what was told. */
export const oldUntil = ({ status, told }: Course): number => (told !== undefined && told.status !== status ? told.since + SETTLE_MS : -Infinity);

/** Else the session may be back by now, and not shown as such yet. */
function failureDoubtMs({ told, before, beforeUntil, since, startedAt }: Course): number {
	if (told?.status !== 'FAILED' || told.byLook) return Math.max(MOMENT_MS, (told ? startedAt : since) + SHOWN_MS - since);
	// By the clock of this process. A look that shows it so long after the event is the second word on it.
	const shownUntil = (told.isHeard ? told.since : startedAt) + SHOWN_MS;
	const leftMs = Math.max(0, shownUntil - since);
	// An event and the first look that agree leave no lag to speak of.
	if (before === undefined) return Math.min(MOMENT_MS, leftMs);
	return beforeUntil < shownUntil ? leftMs : Math.max(MOMENT_MS, leftMs);
}

/** The least that helps; undefined where only time does. */
function remedy(course: Course, policy: Policy, now: number): Remedy | undefined {
	const nothingBegan = leftNoTrace(course, now);
	if (!nothingBegan && !hasTakenEffect(course, now)) return undefined;
	const step = leastFor(course, policy, now);
	return step && (nothingBegan || isDue(course, step.do, now)) ? step : undefined;
}

function leastFor(course: Course, policy: Policy, now: number): Remedy | undefined {
	if (course.status === 'STOPPED') return started(course);
	if (course.status === 'STARTING') return unstuck(course, policy, now);
	if (course.status === 'FAILED') return revived(course, policy);
	return UNSEEN.includes(course.status ?? '') ? sought(course) : undefined;
}

/** Wawp tells no state of these. */
const UNSEEN = [DROPPED, NOT_FOUND];

/** A start brings back what is stopped or lost its phone, a restart what failed; and who obeys is there. */
function sought(course: Course): Remedy | undefined {
	const tried = soughtBy(course).filter(({ fault, refused }) => !fault || refused);
	const next = (['start', 'restart'] as const).find((action) => !tried.some((deed) => deed.action === action));
	if (next) return { do: next };
	return tried.some(isTaken) ? finish('failed', 'Neither a start nor a restart helped') : undefined;
}

/** It is there, whatever else is found of it. */
const isTaken = ({ fault, refused }: Deed): boolean => !fault || refused === 'already started';

const soughtBy = ({ actions }: Course): Deed[] => actions.filter(({ against = '' }) => UNSEEN.includes(against));

/** How long a session is looked for that nothing is found of. */
export const SOUGHT_FOR_MS = 30_000;

function isAbsent(course: Course, isOver: boolean, now: number): boolean {
	const deeds = soughtBy(course);
	if (deeds.some(isTaken)) return false;
	const isRefused = (action: Action) => deeds.some((deed) => deed.action === action && deed.refused);
	// What was seen a moment ago is there, as far as anybody can tell at the end of the time limit.
	return (isOver && course.before === undefined) || (now - course.since >= SOUGHT_FOR_MS && isRefused('start') && isRefused('restart'));
}

/** What was done is judged by the state that came after it, or by the same one when it had its time. */
function hasTakenEffect(course: Course, now: number): boolean {
	const { actions, since } = course;
	const last = actions.at(-1);
	if (!last) return true;
	if (now - last.at < SETTLE_MS) return false;
	return last.action === 'logout' || since > last.at || now - last.at >= RESTART_PAUSE_MS;
}

/** Who looks later than that may see an engine that has booted, and has failed again. */
const TRACE_MS = 15_000;

/** A Wawp that answers so each time may do it nevertheless, and fail at once. */
const MOST_WITHOUT_TRACE = 2;

/**
 * Wawp did not say that it does it, a look shows the same state as before as soon as another one would be told, and no event
 * tells of one: nothing began.
 */
function leftNoTrace({ status, actions, since, told, restartedAt = 0 }: Course, now: number): boolean {
	const last = actions.at(-1);
	// One that hangs looks the same after a restart.
	if (!last || status === 'STARTING') return false;
	const { at, endedAt = now, fault, isThrottled, refused } = last;
	// What was started already is given the time that a start takes.
	if (fault === undefined || isThrottled || refused === 'already started' || actions.filter((deed) => deed.fault).length > MOST_WITHOUT_TRACE) return false;
	const isHeard = told?.isHeard === true && told.since > at;
	return since <= at && !isHeard && restartedAt <= at && now - endedAt >= SETTLE_MS && now - endedAt <= TRACE_MS;
}

/** Once more if the start did not take; more often, and somebody else is stopping it. */
function started(course: Course): Remedy {
	const starts = done(course).filter((action) => action === 'start');
	return starts.length > 1 ? finish('failed', 'The session stops again after each start') : { do: 'start' };
}

function unstuck(course: Course, policy: Policy, now: number): Remedy | undefined {
	// A restart that was made for another reason may hang as well.
	const isTried = course.actions.some(({ against, fault }) => against === 'STARTING' && !fault);
	return stuckAt(course, policy) <= now && !isTried ? { do: 'restart' } : undefined;
}

/** When a session that is STARTING is taken to hang. */
function stuckAt(course: Course, { stuckAfterMs }: Policy): number {
	const { since, told, before, restartedAt = 0 } = course;
	// A Wawp that gives no answer for a while shows a state long after it began.
	const isOfNow = told?.status === 'STARTING' && (before === undefined || told.isHeard === true);
	const begun = Math.min(since, isOfNow ? told.since : since, begunBy(course) ?? since);
	// When it was restarted, here or by another workflow, it began anew.
	return Math.max(begun, restartedAt) + stuckAfterMs;
}

/** When what was done last was over, if the state began with it: nothing else was seen since, but for what it was to end, which is shown for some seconds. */
function begunBy({ actions, before, beforeUntil }: Course): number | undefined {
	const deed = actions.at(-1);
	if (!deed || deed.against !== before) return undefined;
	return beforeUntil - deed.at < SETTLE_MS ? deed.endedAt : undefined;
}

function revived(course: Course, { mayLogOut }: Policy): Remedy {
	const before = done(course);
	// Logged out: a start shows whether there is a code to scan.
	if (before.at(-1) === 'logout') return { do: 'start' };
	if (before.includes('logout')) return finish('failed', 'Neither a restart nor a log-out helped');
	if (!before.includes('restart')) return { do: 'restart' };
	return mayLogOut ? { do: 'logout' } : finish('failed', 'The session failed again after a restart');
}

/** What Wawp refused, or may not have carried out, has not been tried yet. */
const done = ({ actions }: Course): Action[] => actions.filter(({ fault }) => !fault).map(({ action }) => action);

/** Nothing is done twice within the pause. */
function isDue({ actions, restartedAt }: Course, action: Remedy['do'], now: number): boolean {
	const own = actions.filter((deed) => deed.action === action).map(({ at }) => at);
	const last = Math.max(...own, (action === 'restart' ? restartedAt : undefined) ?? -Infinity);
	return now - last >= RESTART_PAUSE_MS;
}

/** Engines are back 2 to 8 seconds after they were started. */
const LIVELY_MS = 10_000;

/** As a recovery does: briskly while something is about to show, or Wawp gives no answer. */
function patience(course: Course, policy: Policy, now: number): number {
	const { status, since, seenAt, startedAt, actions } = course;
	const lively = Math.max(startedAt, actions.at(-1)?.at ?? 0) + LIVELY_MS;
	// Who was answered a while ago may be at any moment.
	const isUnanswered = status === undefined && now - seenAt < QUIET_AFTER_MS;
	// Each look at one that is not found is three requests.
	const isLively = status !== NOT_FOUND && (now < lively || now - since < SETTLE_MS);
	const ms = isUnanswered ? between(MOMENT_MS, 1.2 * MOMENT_MS) : isLively ? between(MOMENT_MS, 2 * MOMENT_MS) : pace(status === undefined ? now : since, now);
	// Not beyond the moment when what is seen is believed, or taken to hang.
	const moments = [since + doubtMs(course), ...(status === 'STARTING' ? [stuckAt(course, policy)] : []), ...(status === NOT_FOUND ? [since + SOUGHT_FOR_MS] : [])].filter((moment) => moment > now);
	return Math.min(ms, ...moments.map((moment) => Math.max(moment - now, MOMENT_MS)));
}

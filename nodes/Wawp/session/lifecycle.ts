/*
 * What helps a session in which state, as the documents on its life cycle say. Nothing here asks or waits: the whole
 * of it is one function from what is known to the next step.
 */

export type Action = 'start' | 'restart' | 'logout';

export type Outcome = 'working' | 'needsLogin' | 'failed';

export type Step =
	| { do: 'wait'; ms: number }
	| { do: Action }
	| { do: 'finish'; outcome: Outcome; reason: string };

/** Something done to a session. */
export interface Deed {
	action: Action;
	at: number;
	/** Why Wawp did not carry it out, or may not have. */
	fault?: string;
}

/** What is known of a session. Times are in milliseconds of one clock. */
export interface Course {
	/** As Wawp said last; undefined while it gives no answer. */
	status: string | undefined;
	/** The state that was seen last. */
	seen: string | undefined;
	/** When that was seen first. */
	since: number;
	startedAt: number;
	actions: Deed[];
	/** When this n8n last restarted the session, whichever workflow did. */
	restartedAt: number | undefined;
}

export interface Policy {
	giveUpAfterMs: number;
	/** How long a session may be STARTING. */
	stuckAfterMs: number;
	/** Costs the link to the phone. */
	mayLogOut: boolean;
}

export const newCourse = (now: number): Course => ({
	status: undefined,
	seen: undefined,
	since: now,
	startedAt: now,
	actions: [],
	restartedAt: undefined,
});

/** A Wawp that gives no answer says nothing about the state: it goes on from when it was seen first. */
export function noteStatus(course: Course, status: string | undefined, now: number): void {
	course.status = status;
	if (status === undefined || status === course.seen) return;
	course.seen = status;
	course.since = now;
}

/** Wawp asks for this pause after a restart. Nothing else is done twice any sooner either. */
export const RESTART_PAUSE_MS = 30_000;

/** The state that Wawp tells can lag this far behind an action. */
const SETTLE_MS = 5_000;

export function nextStep(course: Course, policy: Policy, now: number): Step {
	const { status } = course;
	if (status === 'WORKING') return finish('working', 'The session is connected');
	if (status === 'SCAN_QR_CODE') return finish('needsLogin', 'A person has to link the phone again');
	if (now - course.startedAt >= policy.giveUpAfterMs) return finish('failed', `The time limit ended while ${status ? `the session was ${status}` : 'Wawp gave no answer'}`);
	return remedy(course, policy, now) ?? { do: 'wait', ms: pace(course.since, now) };
}

/** The least that helps; undefined where only time does. */
function remedy(course: Course, policy: Policy, now: number): Step | undefined {
	if (!hasTakenEffect(course, now)) return undefined;
	if (course.status === 'STOPPED') return started(course, now);
	if (course.status === 'STARTING') return unstuck(course, policy, now);
	if (course.status === 'FAILED') return revived(course, policy, now);
	return undefined;
}

/** What was done is judged by the state that came after it, or by the same one when it had its time. */
function hasTakenEffect({ actions, since }: Course, now: number): boolean {
	const last = actions.at(-1);
	if (!last) return true;
	if (now - last.at < SETTLE_MS) return false;
	return last.action === 'logout' || since > last.at || now - last.at >= RESTART_PAUSE_MS;
}

/** Once more if the start did not take; more often, and somebody else is stopping it. */
function started(course: Course, now: number): Step | undefined {
	const starts = done(course).filter((action) => action === 'start');
	return starts.length > 1 ? finish('failed', 'The session stops again after each start') : due(course, 'start', now);
}

function unstuck(course: Course, { stuckAfterMs }: Policy, now: number): Step | undefined {
	// When another workflow restarted it, it began anew.
	const since = Math.max(course.since, course.restartedAt ?? 0);
	const isStuck = now - since >= stuckAfterMs;
	return isStuck && !done(course).includes('restart') ? due(course, 'restart', now) : undefined;
}

function revived(course: Course, { mayLogOut }: Policy, now: number): Step | undefined {
	const before = done(course);
	// Logged out: a start shows whether there is a code to scan.
	if (before.at(-1) === 'logout') return due(course, 'start', now);
	if (before.includes('logout')) return finish('failed', 'Neither a restart nor a log-out helped');
	if (!before.includes('restart')) return due(course, 'restart', now);
	return mayLogOut ? due(course, 'logout', now) : finish('failed', 'The session failed again after a restart');
}

/** What Wawp refused, or may not have carried out, has not been tried yet. */
const done = ({ actions }: Course): Action[] => actions.filter(({ fault }) => !fault).map(({ action }) => action);

function due({ actions, restartedAt }: Course, action: Action, now: number): Step | undefined {
	const own = actions.filter((deed) => deed.action === action).map(({ at }) => at);
	const last = Math.max(...own, (action === 'restart' ? restartedAt : undefined) ?? -Infinity);
	return now - last >= RESTART_PAUSE_MS ? { do: action } : undefined;
}

const SHORTEST_WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 5_000;
/** After this long in one state a change is not expected at any moment. */
const QUIET_AFTER_MS = 30_000;
const QUIET_FACTOR = 2;

/** How long to wait before the next look. With a little jitter, so that many sessions are not asked for at one moment. */
export function pace(since: number, now: number): number {
	const usual = SHORTEST_WAIT_MS + Math.random() * (LONGEST_WAIT_MS - SHORTEST_WAIT_MS);
	return now - since > QUIET_AFTER_MS ? usual * QUIET_FACTOR : usual;
}

const finish = (outcome: Outcome, reason: string): Step => ({ do: 'finish', outcome, reason });

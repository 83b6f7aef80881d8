import { OTHER_STATE, isAmong, passkeyStates, sessionStates } from '../engine/states';
import { ageOf } from '../time/age';

/*
 * When a session counts as lost, and when it is back. Nothing here asks, waits or remembers: the whole of it is one
 * function from what was known of a session and what is heard of it now to the verdict, and to what is known then. The
 * Wawp Trigger and the Wawp Session Watcher judge by it alike.
 *
 * In doubt a session is lost: a run for nothing costs one look, a loss that starts none costs the number.
 */

/** A state as it was heard of. Times are Unix milliseconds. */
export interface Report {
	status: string;
	/** When it began, by Wawp's clock; undefined where that is not told. */
	time?: number;
	/** Whether it has lasted longer than it may. */
	hangs?: boolean;
}

/** What is known of a session, as plain JSON. */
export interface Standing {
	/** The newest state. */
	status: string;
	/** When the newest report that told a time was true, by Wawp's clock; null as long as none has. */
	time: number | null;
	/** By our own clock. */
	heardAt: number;
	/** Whether the session was ever WORKING, as far as it was heard. */
	wasUp: boolean;
	/** The one that lasts. */
	outage: OpenOutage | null;
	/** When a loss last started the workflow, by our own clock. */
	toldAt: number | null;
}

interface OpenOutage {
	/** By Wawp's clock if it told the time, else by ours. */
	since: number;
	isTimed: boolean;
	/** The state before; null when none is known. */
	from: string | null;
	to: string;
	/** By our own clock. */
	heardAt: number;
	isTold: boolean;
}

export interface OutagePolicy {
	/** The states that count: one that is not among them is no loss. Without WORKING, the end of an outage is not told. */
	states: string[];
	/** A session that is lost again sooner than this after the last time starts nothing. */
	pauseMs: number;
	/** Whoever hears a part of the events alone does not believe in an outage that has been told for longer than this: its end may have been told to others. */
	believedForMs?: number;
}

/** What is told of an outage. A type, as it goes into an item. */
export type Outage = {
	/** ISO 8601. */
	since: string;
	from: string | null;
	to: string;
	/** Only of one that is over. */
	lastedSeconds?: number;
};

export interface Verdict {
	news: 'lost' | 'back' | 'nothing';
	/** Of what is news. */
	outage?: Outage;
	standing: Standing;
}

/** What a look at a session before anything is heard of it is worth: that it was up. */
export const foundUp = (now: number): Standing => ({ status: WORKING, time: null, heardAt: now, wasUp: true, outage: null, toldAt: null });

/** Reports in the order in which they happened, the newest one last: the ones before it may have been missed. */
export function judge(before: Standing | undefined, reports: Report[], now: number, policy: OutagePolicy): Verdict {
	const after = reports.reduce<Standing | undefined>((known, report) => next(known, plausible(report, now), now, policy), before);
	if (!after) throw new Error('Nothing was reported');
	if (after.outage && !after.outage.isTold) return due(after, after.outage, now, policy);
	const ended = after.outage ? null : before?.outage;
	if (!ended?.isTold || !policy.states.includes(WORKING)) return { news: 'nothing', standing: after };
	const { time } = plausible(reports.at(-1)!, now);
	return { news: 'back', outage: { ...told(ended), lastedSeconds: secondsOf(ended, time, now) }, standing: after };
}

const WORKING = 'WORKING';

/** A clock that runs ahead must not make all that follows look old. */
const MOST_AHEAD_MS = 5 * 60_000;

function plausible({ time, ...report }: Report, now: number): Report {
	return (time ?? Infinity) > now + MOST_AHEAD_MS ? report : { ...report, time };
}

function due(standing: Standing, outage: OpenOutage, now: number, { pauseMs }: OutagePolicy): Verdict {
	// It stays to be told: by the next state, or the next look, after the pause.
	const isTooSoon = ageOf(standing.toldAt ?? -Infinity, now) < pauseMs;
	if (isTooSoon) return { news: 'nothing', standing };
	return { news: 'lost', outage: told(outage), standing: { ...standing, outage: { ...outage, isTold: true }, toldAt: now } };
}

/** What is known now, if nobody was told of the outage that `then` had told of. */
export function untold(now: Standing, then: Standing, before: Standing | undefined): Standing {
	const { outage } = now;
	const isTheSame = outage?.since === then.outage?.since && outage?.heardAt === then.outage?.heardAt;
	return outage && isTheSame ? { ...now, toldAt: before?.toldAt ?? null, outage: { ...outage, isTold: false } } : now;
}

function next(known: Standing | undefined, report: Report, now: number, policy: OutagePolicy): Standing {
	if (known && isLate(known, report)) return learnedLate(known, report, now, policy);
	const { status, time = known?.time ?? null } = report;
	const outage = status === WORKING ? null : outageIn(known, report, now, policy);
	return { status, time, heardAt: now, wasUp: status === WORKING || known?.wasUp === true, outage, toldAt: known?.toldAt ?? null };
}

function outageIn(known: Standing | undefined, report: Report, now: number, policy: OutagePolicy): OpenOutage | null {
	const { outage = null } = known ?? {};
	const { believedForMs = Infinity } = policy;
	if (outage && !(outage.isTold && ageOf(outage.heardAt, now) > believedForMs)) return outage;
	return lossIn(known, report, now, policy) ?? outage;
}

const isLate = (known: Standing, { time }: Report): boolean => (time ?? Infinity) < (known.time ?? -Infinity);

/** What is over says nothing about now, but that a session was up shows that the state after it is another loss than the one known. */
function learnedLate(known: Standing, { status, time }: Report, now: number, policy: OutagePolicy): Standing {
	const isOfOutage = known.outage !== null && (!known.outage.isTimed || time! <= known.outage.since);
	if (status !== WORKING || isOfOutage || known.status === WORKING) return known;
	const wasUp = { ...known, wasUp: true };
	const up = { ...wasUp, status: WORKING, outage: null };
	return { ...wasUp, outage: lossIn(up, { status: known.status, time: known.time ?? undefined }, now, policy) };
}

function lossIn(known: Standing | undefined, report: Report, now: number, policy: OutagePolicy): OpenOutage | null {
	if (!isLoss(known, report, policy)) return null;
	const { status, time, hangs } = report;
	const seenSince = hangs && known?.status === status ? known.heardAt : now;
	return { since: time ?? seenSince, isTimed: time !== undefined, from: known?.status ?? null, to: status, heardAt: seenSince, isTold: false };
}

function isLoss(known: Standing | undefined, { status, hangs = false }: Report, { states }: OutagePolicy): boolean {
	const kind = kindOf(status);
	if (!states.includes(kind)) return false;
	if (kind === 'FAILED' || kind === 'STOPPED') return true;
	// After anything else somebody started it. Engines also connect again this way, and a trigger hears nothing of one that hangs.
	if (kind === 'STARTING') return hangs || known?.status === WORKING;
	// A scan, or what newer engines add: asked for, where a session has not been up since it was heard of.
	return known === undefined || known.wasUp;
}

/** A passkey asks for a person, as a scan does. */
function kindOf(status: string): string {
	if (isAmong(passkeyStates, status)) return 'SCAN_QR_CODE';
	return isAmong(sessionStates, status) ? status : OTHER_STATE;
}

const told = ({ since, from, to }: OpenOutage): Outage => ({ since: new Date(since).toISOString(), from, to });

/** By Wawp's clock where it names the time of both, as ours also counts the way. */
function secondsOf({ since, isTimed, heardAt }: OpenOutage, time: number | undefined, now: number): number {
	const lastedMs = isTimed && time !== undefined ? time - since : now - heardAt;
	return Math.max(0, Math.round(lastedMs / 1000));
}

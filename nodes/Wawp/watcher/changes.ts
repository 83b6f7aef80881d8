import type { IDataObject } from 'n8n-workflow';

import { SESSION_STATUS } from '../webhooks/events';
import { type Absence, DELETED, DROPPED, absentAgain, droppedFrom, isDeleted } from '../session/notFound';
import { type Outage, type OutagePolicy, type Report, type Standing, judge } from '../session/outage';
import { type Linked, isOther, linkedIn } from './linked';

/*
 * What is news in a poll. Nothing here asks or remembers: the whole of it is one function from what was known and what
 * was seen to the items, in the shape of those of the Wawp Trigger, and to what is known now.
 */

/** One look at an instance. `lastUp`: when a recovery of this n8n last left it WORKING, in Unix milliseconds. */
export type Sighting = Seen | Unseen;

export interface Seen {
	instanceId: string;
	status: string;
	session: string | null;
	/** The linked account; null while none is connected. */
	me: IDataObject | null;
	lastUp?: number;
}

export interface Unseen {
	instanceId: string;
	/** Why, in words, and what to do about it. */
	fault: string;
	/** Wawp answered, and finds nothing of such a session. */
	isAbsent: boolean;
	lastUp?: number;
}

/** What is known of an instance, as it is kept in static data. Times are Unix milliseconds. */
export interface Known extends IDataObject, Linked {
	/** Null until it was seen. */
	status: string | null;
	session: string | null;
	since: number;
	/** Told already. */
	isStuck: boolean;
	failures: number;
	failingSince: number | null;
	/** Told already. */
	isUnreachable: boolean;
	/** While nothing is found of it. */
	absence?: Absence;
	/** As to its outages, where only those are told. */
	standing?: Standing;
}

/** By Instance ID. */
export type Cursor = Record<string, Known>;

export interface Settings {
	/** Whether the state in which an instance is found at first is news. */
	emitFirst: boolean;
	/** How long a session may be STARTING. */
	stuckAfterMs: number;
	/** How many polls in a row may fail. */
	unreachableAfter: number;
	/** Where a session that is lost or back is news, and no other change is. */
	outages?: OutagePolicy;
}

export function compare(cursor: Cursor, sightings: Sighting[], now: number, settings: Settings): { items: IDataObject[]; cursor: Cursor } {
	const steps = sightings.map((sighting) => {
		const { instanceId } = sighting;
		return stepOf(Object.hasOwn(cursor, instanceId) ? cursor[instanceId]! : UNKNOWN, sighting, now, settings);
	});
	return {
		items: [...unreachable(steps, now), ...reachable(steps, now), ...steps.flatMap((step) => stateItems(step, now))],
		cursor: Object.fromEntries(steps.map(({ sighting, known }) => [sighting.instanceId, known])),
	};
}

const UNKNOWN: Known = {
	status: null,
	session: null,
	since: 0,
	account: null,
	lid: null,
	isStuck: false,
	failures: 0,
	failingSince: null,
	isUnreachable: false,
};

type Reason = 'first' | 'status' | 'account' | 'stuck' | 'lost' | 'back';

interface Step {
	sighting: Sighting;
	before: Known;
	known: Known;
	reasons: Reason[];
	outage?: Outage;
}

function stepOf(before: Known, sighting: Sighting, now: number, settings: Settings): Step {
	if (!('fault' in sighting)) return noted(before, sighting.status === DROPPED ? dropped(before, sighting) : sighting, now, settings);
	// An instance that was never there was not deleted: its ID is wrong.
	if (!sighting.isAbsent || before.status === null) return missed(before, sighting, now, settings);
	return absent(before, sighting, now, settings);
}

const dropped = ({ status, session }: Known, sighting: Seen): Seen => ({ ...sighting, status: droppedFrom(status), session });

function absent(before: Known, sighting: Unseen, now: number, settings: Settings): Step {
	const { instanceId, lastUp } = sighting;
	const absence = absentAgain(before.absence, now, lastUp);
	const isOver = before.status === DELETED || isDeleted(absence, now);
	if (isOver) return noted(before, { instanceId, status: DELETED, session: before.session, me: null }, now, settings);
	// Wawp has answered.
	return { sighting, before, known: { ...before, absence, failures: 0, failingSince: null, isUnreachable: false }, reasons: [] };
}

function noted(before: Known, seen: Seen, now: number, settings: Settings): Step {
	const isFirst = before.status === null;
	const hasChanged = !isFirst && before.status !== seen.status;
	// A clock that was set back begins to count anew.
	const since = isFirst || hasChanged ? now : Math.min(before.since, now);
	const isStuck = seen.status === 'STARTING' && now - since > settings.stuckAfterMs;
	const linked = linkedIn(seen.me);
	const hasMoved = isOther(before, linked);
	const known: Known = {
		...UNKNOWN,
		status: seen.status,
		session: seen.session ?? before.session,
		since,
		// Without a connection there is no account to see, which does not make the next one another.
		account: linked.account ?? (hasMoved ? null : before.account),
		lid: linked.lid ?? (hasMoved ? null : before.lid),
		isStuck,
	};
	const isShown = isFirst && settings.emitFirst;
	if (settings.outages) return judged({ sighting: seen, before, known, reasons: isShown ? ['first'] : [] }, now, settings.outages);
	const reasons: Array<[Reason, boolean]> = [
		['first', isShown],
		['status', hasChanged],
		['account', hasMoved],
		['stuck', isStuck && !before.isStuck],
	];
	return { sighting: seen, before, known, reasons: reasons.filter(([, holds]) => holds).map(([reason]) => reason) };
}

function judged(step: Step, now: number, policy: OutagePolicy): Step {
	const { before, known } = step;
	const { lastUp = -Infinity } = step.sighting;
	// Between two looks it was back, and lost again.
	const wasUp = lastUp > (before.standing?.outage?.heardAt ?? Infinity);
	const since = wasUp ? now : known.since;
	const reports: Report[] = [{ status: known.status!, time: since, hangs: known.isStuck }];
	if (wasUp) reports.unshift({ status: 'WORKING', time: lastUp });
	const { news, outage, standing } = judge(before.standing, reports, now, policy);
	return { ...step, known: { ...known, since, standing }, reasons: news === 'nothing' ? step.reasons : [news], ...(outage && { outage }) };
}

/** A poll that failed says nothing about the state. */
function missed(before: Known, sighting: Unseen, now: number, { unreachableAfter }: Settings): Step {
	const failures = before.failures + 1;
	const isUnreachable = before.isUnreachable || failures >= unreachableAfter;
	return { sighting, before, known: { ...before, failures, failingSince: before.failingSince ?? now, isUnreachable }, reasons: [] };
}

function stateItems({ sighting, before, known, reasons, outage }: Step, now: number): IDataObject[] {
	const { instanceId } = sighting;
	const { status, session } = known;
	return reasons.map((reason) => {
		const moved = reason === 'account' ? { previousAccount: before.account ?? before.lid } : {};
		return {
			status,
			previousStatus: before.status,
			...moved,
			timestamp: iso(now),
			event: SESSION_STATUS,
			instanceId,
			session,
			id: idOf(SESSION_STATUS, [instanceId, reason], now),
			me: 'me' in sighting ? sighting.me : null,
			payload: { name: session, status, ...moved },
			reason,
			since: iso(known.since),
			...(outage && { outage }),
		};
	});
}

/** One item, however many instances Wawp does not answer for. */
function unreachable(steps: Step[], now: number): IDataObject[] {
	const lost = steps.filter(({ before, known }) => known.isUnreachable && !before.isUnreachable);
	if (!lost.length) return [];
	const message = [...new Set(lost.map(({ sighting }) => ('fault' in sighting ? sighting.fault : '')))].join(' ');
	const failures = Math.max(...lost.map(({ known }) => known.failures));
	const since = Math.min(...lost.map(({ known }) => known.failingSince ?? now));
	return [{ ...aboutWawp('wawp.unreachable', lost, now, { message, failures }), since: iso(since) }];
}

function reachable(steps: Step[], now: number): IDataObject[] {
	const back = steps.filter(({ before, known }) => before.isUnreachable && !known.isUnreachable);
	if (!back.length) return [];
	const since = Math.min(...back.map(({ before }) => before.failingSince ?? now));
	return [{ ...aboutWawp('wawp.reachable', back, now, { unreachableSince: iso(since) }), since: iso(now) }];
}

function aboutWawp(event: string, steps: Step[], now: number, told: IDataObject): IDataObject {
	const instanceIds = steps.map(({ sighting }) => sighting.instanceId);
	const isOne = steps.length === 1;
	return {
		event,
		id: idOf(event, instanceIds, now),
		instanceId: isOne ? instanceIds[0]! : null,
		session: isOne ? steps[0]!.known.session : null,
		timestamp: iso(now),
		instanceIds,
		...told,
		me: null,
		payload: { instanceIds, ...told },
	};
}

/** Serves those who look for repeats, as the ID of a delivery does. */
const idOf = (event: string, about: string[], now: number): string => ['watcher', event, ...about, now].join('_');

const iso = (ms: number): string => new Date(ms).toISOString();

import { isObject } from '../engine/answer';
import { millisecondsIn } from '../session/date';
import { lastUpOf } from '../session/lastUp';
import { type OutagePolicy, type Report, type Standing, type Verdict, judge } from '../session/outage';
import type { WawpEvent } from './event';

/** What a session.status says of the outages of its session, and notes what is known of it then. */
export function noteOutage(standings: Map<string, Standing>, instance: string, event: WawpEvent, now: number, policy: OutagePolicy): Verdict {
	const before = standings.get(instance);
	const verdict = judge(before, reportsIn(event, before), now, policy);
	standings.delete(instance);
	standings.set(instance, verdict.standing);
	return verdict;
}

/** Oldest first. What was missed is in the event where the engine delivers the last states with it. */
function reportsIn(event: WawpEvent, before: Standing | undefined): Report[] {
	const own = { status: statusOf(event.status), time: event.time };
	const history = historyIn(event).filter(({ time }) => before?.time == null || time > before.time);
	if (history.length > 0) return history.at(-1)!.status === own.status ? history : [...history, own];
	return wasUpSince(event, before) ? [{ status: 'WORKING' }, own] : [own];
}

/** Newer engines deliver the last three states with their times, the present one last. */
function historyIn({ payload: { statuses }, time: latest = Infinity }: WawpEvent): Array<Required<Pick<Report, 'status' | 'time'>>> {
	if (!Array.isArray(statuses)) return [];
	return statuses.slice(-MOST_STATUSES).flatMap((entry) => {
		const { status, timestamp } = isObject(entry) ? entry : {};
		const time = millisecondsIn(timestamp);
		return typeof status === 'string' && time !== undefined && time <= latest ? [{ status: statusOf(status), time }] : [];
	});
}

/** A recovery found it up, though nothing was heard of it: what is lost now is another time. */
function wasUpSince({ instanceId, status, time = Infinity }: WawpEvent, before: Standing | undefined): boolean {
	const lastUp = lastUpOf(instanceId ?? '') ?? -Infinity;
	return status !== 'WORKING' && lastUp > (before?.outage?.heardAt ?? Infinity) && time > lastUp;
}

const MOST_STATUSES = 20;

/** Whoever finds an open address can deliver any text. */
const LONGEST_STATUS = 32;

const statusOf = (status = ''): string => status.slice(0, LONGEST_STATUS);

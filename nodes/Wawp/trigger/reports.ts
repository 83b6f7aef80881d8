import { isObject } from '../engine/answer';
import { listOf } from '../engine/rows';
import { stateOf } from '../engine/states';
import { millisecondsIn } from '../time/date';
import { lastUpOf } from '../session/lastUp';
import type { Report, Standing } from '../session/outage';
import type { WawpEvent } from '../delivery/event';

/** What a session.status says of its session, oldest first. What was missed is in the event where the engine delivers the last states with it. */
export function reportsIn(event: WawpEvent, before: Standing | undefined): Report[] {
	const own = { status: statusOf(event.status), time: event.time };
	const history = historyIn(event).filter(({ time }) => time > newestKnown(before));
	if (history.length > 0) return history.at(-1)!.status === own.status ? history : [...history, own];
	return wasUpSince(event, before) ? [{ status: 'WORKING' }, own] : [own];
}

/** What a look has found tells no time of Wawp's: then it is our own, as near as the two clocks are. */
function newestKnown({ time, outage }: Partial<Standing> = {}): number {
	if (time != null) return time;
	return outage && !outage.isTimed ? outage.since : -Infinity;
}

/** Newer engines deliver the last three states with their times, the present one last. */
function historyIn({ payload: { statuses }, time: latest = Infinity }: WawpEvent): Array<Required<Pick<Report, 'status' | 'time'>>> {
	return listOf(statuses).slice(-MOST_STATUSES).flatMap((entry) => {
		const { status: given, timestamp } = isObject(entry) ? entry : {};
		const status = stateOf(given);
		const time = millisecondsIn(timestamp);
		return status !== undefined && time !== undefined && time <= latest ? [{ status: statusOf(status), time }] : [];
	});
}

/** A recovery found it up, though nothing was heard of it: what is lost later than that is lost another time. */
function wasUpSince({ instanceId, status, time }: WawpEvent, before: Standing | undefined): boolean {
	const { outage = null } = before ?? {};
	const lastUp = lastUpOf(instanceId ?? '');
	if (status === 'WORKING' || !outage || lastUp === undefined || lastUp <= outage.heardAt) return false;
	// Two clocks: each tells how long after the loss it was.
	return time === undefined || !outage.isTimed || time - outage.since > lastUp - outage.heardAt;
}

const MOST_STATUSES = 20;

/** Whoever finds an open address can deliver any text. */
const LONGEST_STATUS = 32;

const statusOf = (status = ''): string => status.slice(0, LONGEST_STATUS);

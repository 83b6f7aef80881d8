import { noteNewest } from '../engine/newest';
import { time } from '../time/time';

/*
 * When a recovery of this process last ended with a session that works. It shows that an outage is over where the event
 * that should say so was lost, or where it began and ended between two looks. Of recoveries in other processes nothing
 * is known here, nor after a restart: then the events and looks alone count.
 */

const MOST_SESSIONS = 1000;

const lastUp = new Map<string, number>();

export function noteUp(instanceId: string): void {
	noteNewest(lastUp, instanceId, time.now(), MOST_SESSIONS);
}

/** Milliseconds of the clock of all waiting operations. */
export const lastUpOf = (instanceId: string): number | undefined => lastUp.get(instanceId);

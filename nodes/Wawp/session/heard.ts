import { noteNewest } from '../engine/newest';
import type { Told } from './course';
import { noteLinked } from './linkedBefore';
import { time } from '../time/time';

/*
 * What the triggers of this process heard of sessions last. A recovery that is under way looks here before it does anything:
 * a session that is back is told of by an event sooner than by Wawp's answers. Of what other processes hear nothing is known
 * here: then a recovery relies on what it was told at its start, and on what it sees.
 */

const MOST_SESSIONS = 1000;

const heard = new Map<string, Told & { at: number }>();

export function noteHeard(instanceId: string, status: string): void {
	if (status === 'WORKING') noteLinked(instanceId);
	const at = time.now();
	noteNewest(heard, instanceId, { status, since: at, at }, MOST_SESSIONS);
}

/** Undefined where nothing was heard since then, or where the clock was set back after that. */
export function heardSince(instanceId: string, moment: number): Told | undefined {
	const { at, ...told } = heard.get(instanceId) ?? { at: -Infinity, status: '', since: 0 };
	return at >= moment && at <= time.now() ? { ...told, isHeard: true } : undefined;
}

import { unwrapped } from '../engine/answer';
import { noteNewest } from '../engine/newest';
import type { Job, Result } from '../engine/operation';
import { accountIn } from './account';

/*
 * Which sessions this process saw a phone linked to. One that waits for a scan says nothing of whether it was somebody's
 * number before. What other processes saw is not known here, nor what was seen before a restart.
 */

const MOST_SESSIONS = 1000;

const linked = new Map<string, true>();

export function noteLinked(instanceId: string): void {
	noteNewest(linked, instanceId, true, MOST_SESSIONS);
}

/** The same by what an operation shows: that it works, or, while it is down, whose it is. */
export function noteShown({ instanceId }: Job, results: Result[]): Result[] {
	if (results.some(({ json }) => showsLinked(unwrapped(json)))) noteLinked(instanceId);
	return results;
}

const showsLinked = ({ status, accountId, phoneNumber, me }: Record<string, unknown>): boolean =>
	status === 'WORKING' || [accountId, phoneNumber, accountIn({ me }).id].some((told) => typeof told === 'string');

/** The phone that was linked was the wrong one: it never was anybody's number. */
export function forgetLinked(instanceId: string): void {
	linked.delete(instanceId);
}

export const wasLinked = (instanceId: string): boolean => linked.has(instanceId);

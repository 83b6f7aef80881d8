import { type Answer, isUnknownRoute, unwrapped } from '../engine/answer';
import type { Job } from '../engine/operation';
import { isGone } from '../engine/sessionState';
import { isAmong, passkeyStates, sessionStates } from '../engine/states';
import { accountIn } from './account';

/*
 * Session info that finds no such session. The reference leaves open what that says: it was deleted, or its phone dropped, or
 * its engine is not ready. What else is read of it may tell; what is done to it does, and belongs to who may do something.
 */

/** The state of one that Wawp has, and tells no state of. */
export const DROPPED = 'DROPPED';

/** As the state of one of which Wawp finds nothing. Unlike a state of Wawp's it says that it may be no more. */
export const NOT_FOUND = 'NOT_FOUND';

/** The state of one that is no more. Nothing has contradicted it for some time. */
export const DELETED = 'DELETED';

export interface Behind {
	/** Undefined where it may be no more, or where Wawp does not tell. */
	status?: 'WORKING' | typeof DROPPED;
	/** The answer that names who is linked. */
	me?: Record<string, unknown>;
	/** Nothing that is read of it is found. */
	isAbsent?: true;
}

/** Who is linked is told by the engine; what it may send is kept by Wawp itself, whatever the engine does. */
export async function behindNotFound(ask: (key: 'getMe' | 'getRateLimit') => Promise<Answer | undefined>): Promise<Behind> {
	const me = await ask('getMe');
	if (me && !me.failure && accountIn(unwrapped(me.body)).id) return { status: 'WORKING', me: unwrapped(me.body) };
	const policies = await ask('getRateLimit');
	if (!policies) return {};
	if (!policies.failure) return { status: DROPPED };
	return isGone(policies) || isUnknownRoute(policies) ? { isAbsent: true } : {};
}

/** The same in an item. */
export const behindFor = async (job: Job, how: Parameters<Job['ask']>[2]): Promise<Behind> =>
	await behindNotFound(async (key) => await job.ask(`session.${key}`, {}, how).catch(() => undefined));

/** Since when nothing is found of a session, and at how many looks in a row. A type, as it goes into static data. */
export type Absence = { since: number; looks: number };

/** Counted anew where it was there in between, or where the clock was set back. */
export function absentAgain(before: Absence | undefined, now: number, thereAt = -Infinity): Absence {
	const goesOn = before !== undefined && before.since <= now && !(thereAt > before.since && thereAt <= now);
	return goesOn ? { since: before.since, looks: before.looks + 1 } : { since: now, looks: 1 };
}

/** Of those who look once a minute it is the third look. */
const DELETED_AFTER_MS = 100_000;

export const isDeleted = ({ since, looks }: Absence, now: number): boolean => looks > 1 && now - since >= DELETED_AFTER_MS;

/** The state it is taken to be in: one that was not up before is still what it was. */
export const droppedFrom = (before: string | null | undefined): string => (before !== 'WORKING' && isAmong([...sessionStates, ...passkeyStates], before) ? before! : DROPPED);

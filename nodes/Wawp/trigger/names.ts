import { shortHash } from './memory/keys';

/*
 * An engine knows a session by a name of its own, and an event may tell that name alone. Which instance that is is told by what
 * is seen of the instances that are looked at: an event and a look that are taken for two sessions would tell each outage twice.
 */

/** Instance → its session's name. A hash, as it is kept. */
export type Names = Record<string, string>;

export const nameOf = (session: unknown): string | undefined => (typeof session === 'string' && session !== '' && session !== EVERYBODYS ? shortHash(session) : undefined);

/** Of an engine that runs for one session: each of them has it. */
const EVERYBODYS = 'default';

export function instanceNamed(names: Names, session: string | null): string | undefined {
	const name = nameOf(session);
	const [instance, ...others] = name === undefined ? [] : Object.keys(names).filter((key) => names[key] === name);
	return others.length > 0 ? undefined : instance;
}

import { isObject } from './object';

export type Members = Record<string, unknown>;

/** The members of an object, under names in lower case: the engines do not agree on capitals. One that is told wins over a null. */
export function membersOf(value: unknown): Members {
	if (!isObject(value)) return {};
	const known = lowered.get(value);
	if (known) return known;
	const members: Members = Object.create(null) as Members;
	for (const [key, member] of Object.entries(value).slice(0, MOST_MEMBERS)) members[key.toLowerCase()] ??= member;
	lowered.set(value, members);
	lowered.set(members, members);
	return members;
}

/** Nothing that the engines print has so many members: whoever sends more only wants to keep n8n busy. */
const MOST_MEMBERS = 500;

/** The same object is asked again for each field of its item. */
const lowered = new WeakMap<object, Members>();

/** An ID as one text: as such, or in the parts in which some engines print it. */
export function wholeId(value: unknown): string | null {
	const { _serialized: whole, id, user, server } = membersOf(value);
	const given = isObject(value) ? (whole ?? id ?? (isText(user) && isText(server) ? `${user}@${server}` : null)) : value;
	return isText(given) ? String(given) : null;
}

const isText = (value: unknown): value is string | number => typeof value === 'number' || (typeof value === 'string' && value !== '');

/** What an answer calls the thing that it is about: Wawp and most engines `id`, GOWS `JID`, WEBJS `gid` where a group was made. */
export function ownIdsOf(thing: unknown): string[] {
	const { id, jid, gid, groupid, chatid } = membersOf(thing);
	return [id, jid, gid, groupid, chatid].map(wholeId).filter((own) => own !== null);
}

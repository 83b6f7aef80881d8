import { createHmac } from 'crypto';

import { placeOf } from './sameAddress';
import { isSameChat, plainChat } from '../fields/values/sameChat';

/*
 * What an address says of itself, that Wawp delivers the answers to a question to. All of it is in the query, which n8n has signed:
 * so each of them can be told, and thrown away once its time is over, by whoever sees it in the list of an instance.
 */

export interface Asked {
	/** Tells the question from all others, of the same node too; nobody can guess it. */
	id: string;
	/** Unix milliseconds. */
	at: number;
	until: number;
	/** Tells the questions that compete for one message, to the same people in the same chat, see `areRivals`, and nobody which chat it is. */
	rivals: string;
	/** What it takes of what they write without quoting anything; undefined where it may be anything. */
	takes?: string;
}

const ID = 'wawpQuestion';
const AT = 'wawpAsked';
const UNTIL = 'wawpUntil';
const RIVALS = 'wawpRivals';
const TAKES = 'wawpTakes';

export const queryOf = ({ id, at, until, rivals, takes }: Asked): Record<string, string> => ({
	[ID]: id,
	[AT]: String(at),
	[UNTIL]: String(until),
	[RIVALS]: rivals,
	...(takes !== undefined && { [TAKES]: takes }),
});

/** Of a link that a person opens. */
export const pageQueryOf = (id: string): Record<string, string> => ({ [ID]: id });

/** The question that the query of a request names. */
export const questionIn = (query: Record<string, unknown>): string => (typeof query[ID] === 'string' ? query[ID] : '');

/** Undefined for an address that no question has registered. */
export function askedIn(url: string): Asked | undefined {
	if (!URL.canParse(url)) return undefined;
	const { searchParams, pathname } = new URL(url);
	const told = (name: string): string => searchParams.get(name) ?? '';
	const isOne = /^[0-9a-f]{32}$/.test(told(ID)) && [AT, UNTIL].every((name) => /^\d{13}$/.test(told(name))) && /\/\d+\/[^/]+$/.test(pathname) && searchParams.has('signature');
	return isOne ? { id: told(ID), at: Number(told(AT)), until: Number(told(UNTIL)), rivals: told(RIVALS), ...(searchParams.has(TAKES) && { takes: told(TAKES) }) } : undefined;
}

/** The clocks of two n8n processes may differ. */
const GRACE_MS = 30_000;

/** Whether nobody waits for what is delivered there any more, as it says itself. */
export function isOver(url: string): boolean {
	const asked = askedIn(url);
	return asked !== undefined && asked.until + GRACE_MS < Date.now();
}

/** Of the addresses of an instance those of questions that a message of that moment would rather answer than this one: asked later, of the same people in the same chat, by the same n8n; the newest first. */
export function askedLater(urls: string[], { id, rivals }: Pick<Asked, 'id' | 'rivals'>, at: number): string[] {
	const questions = urls.flatMap((url) => {
		const asked = askedIn(url);
		return asked ? [{ ...asked, url }] : [];
	});
	const own = questions.find((one) => one.id === id);
	if (!own) return [];
	const isRival = (one: typeof own): boolean => areRivals(one.rivals, rivals) && one.at > own.at && one.at <= at + SECOND_MS && one.until > Date.now() && n8nOf(one.url) === n8nOf(own.url);
	return questions
		.filter(isRival)
		.sort((one, other) => other.at - one.at)
		.map(({ url }) => url);
}

/** WhatsApp counts in seconds: a message may be as much younger than it says. */
const SECOND_MS = 999;

/** Whatever stands before the last parts of one of n8n's addresses: `https://n8n.example.com/` of `…/webhook-waiting/12/<node>` and of `…/webhook/<id>/wawp`. */
export const n8nOf = (url: string): string => placeOf(url).replace(/[^/]+\/[^/]+\/[^/]+$/, '');

/**
 * A mark for each name of the chat, and then of each person who may answer. In a direct chat everybody is its person. The key is
 * the same for all questions of an n8n, and Wawp does not know it: the access token may be another one tomorrow.
 */
export function rivalsOf(key: string, chat: string[], who: string[][]): string {
	const isEverybody = who.some((names) => names.some((name) => chat.some((one) => isSameChat(one, name))));
	return [chat, ...(isEverybody ? [] : who)].map((names) => marksOf(key, names)).join('.');
}

/** The same where the chat has more names than were known when it was asked. */
export const rivalsUnder = (key: string, names: string[], rivals: string): string => [marksOf(key, names), rivals].join('-');

const marksOf = (key: string, names: string[]): string =>
	names.map((name) => createHmac('sha256', key).update(JSON.stringify(['wawp-question', plainChat(name)])).digest('hex').slice(0, 8)).join('-');

/** Whether they are to the same people in the same chat: one name in common tells, as Wawp knows the others of somebody only once they have written. */
export function areRivals(one: string, other: string): boolean {
	const [[chat, ...who], [otherChat, ...others]] = [one, other].map((rivals) => rivals.split('.').map((marks) => marks.split('-'))) as [string[][], string[][]];
	const meet = (names: string[], otherNames: string[]) => names.some((name) => otherNames.includes(name));
	const areAmong = (people: string[][], otherPeople: string[][]) => people.every((names) => otherPeople.some((otherNames) => meet(names, otherNames)));
	return meet(chat!, otherChat!) && areAmong(who, others) && areAmong(others, who);
}

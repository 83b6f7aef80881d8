import { isObject } from '../../engine/answer';
import { listOf } from '../../engine/rows';
import { textIn } from './values';

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

/** What stands at `key.remoteJid`, however it is written in capitals; '' is the object itself. A JSON text on the way is read. */
export function valueAt(value: unknown, place: string): unknown {
	let found = value;
	for (const step of stepsOf(place)) found = membersOf(typeof found === 'string' ? parsed(found) : found)[step];
	return found;
}

/** The first text at one of these places; of a list the texts of its entries, one a line. */
export function textAt(value: unknown, places: readonly string[]): string | null {
	for (const place of places) {
		const found = textAlong(value, stepsOf(place));
		if (found !== null) return found;
	}
	return null;
}

function textAlong(value: unknown, [step, ...more]: readonly string[]): string | null {
	if (step === undefined) return textIn(value);
	const inside = membersOf(typeof value === 'string' ? parsed(value) : value)[step];
	if (!Array.isArray(inside)) return textAlong(inside, more);
	const texts = listOf(inside).map((entry) => textAlong(entry, more)).filter((text) => text !== null);
	return texts.length > 0 ? texts.join('\n') : null;
}

function stepsOf(place: string): readonly string[] {
	const known = steps.get(place);
	if (known) return known;
	const found = place === '' ? [] : place.toLowerCase().split('.');
	steps.set(place, found);
	return found;
}

/** Only places of this package get in, so that it stays small. */
const steps = new Map<string, readonly string[]>();

function parsed(text: string): unknown {
	if (text.length > LONGEST_JSON || !text.startsWith('{')) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

const LONGEST_JSON = 100_000;

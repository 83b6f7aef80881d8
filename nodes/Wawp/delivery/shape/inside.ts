import { membersOf } from '../../engine/members';
import { listOf } from '../../engine/rows';
import { textIn } from './values';

/* What stands in the depth of an object, under names that the engines write as they like. */

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

import type { Unread } from '../../phone/readNumber';

/** What is wrong with a number that was not read, behind the name of its field. */
export function wrongWith(reading: Unread, isNot: string, given: string): string {
	const shown = given.replace(/\s+/g, ' ').trim().slice(0, LONGEST_SHOWN);
	if ('ways' in reading) return `can be read in two ways: ${shown} is ${reading.ways.map((digits) => `+${digits}`).join(' or ')}`;
	return `${isNot}: ${shown}${reading.problem && ` (${reading.problem})`}`;
}

const LONGEST_SHOWN = 100;

import { Refusal } from './answer';
import { numericKeys } from './numericKeys';
import type { Params } from './parameters';
import type { Switches } from './switches';

/** The part of a list that is asked for. */
export function pageOf<Row>(rows: Row[], { limit, offset }: Params, usual = Infinity, most = Infinity): Row[] {
	const start = wholeNumber('offset', offset) ?? 0;
	const size = Math.min(wholeNumber('limit', limit) ?? usual, most);
	return rows.slice(start, start + size);
}

function wholeNumber(name: string, given: unknown): number | undefined {
	if (given === undefined) return undefined;
	if (Number.isInteger(given) && Number(given) >= 0) return Number(given);
	throw new Refusal(400, 'invalid_param', `${name} must be a whole number, 0 or more`);
}

/** Sorted by what is asked for, or as they come. */
export function sortedBy<Row>(rows: Row[], { sortBy, sortOrder }: Params, keys: Record<string, (row: Row) => string | number>): Row[] {
	const key = keys[String(sortBy)];
	if (!key) return rows;
	const ascending = [...rows].sort((one, other) => compare(key(one), key(other)));
	return /desc/i.test(String(sortOrder)) ? ascending.reverse() : ascending;
}

const compare = (one: string | number, other: string | number): number =>
	typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other));

/** How Wawp prints a list. An empty one has no keys, and PHP prints it as a list. */
export const printed = <Row>(rows: Row[], { lists }: Switches): Row[] | Record<string, Row> =>
	lists === 'array' || rows.length === 0 ? rows : numericKeys(rows);

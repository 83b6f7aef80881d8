/** Seconds have reached 10 digits, milliseconds 13. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** ISO 8601 of what Wawp calls a time: Unix seconds, with or without a fraction, or milliseconds, as number or text, or a date; null for anything else. */
export function dateIn(given: unknown): string | null {
	const ms = millisecondsIn(given);
	return ms === undefined ? null : new Date(ms).toISOString();
}

/** The same as Unix milliseconds. */
export function millisecondsIn(given: unknown): number | undefined {
	if (typeof given !== 'string' && typeof given !== 'number') return undefined;
	const text = String(given).trim();
	const number = Number(text);
	if (text !== '' && Number.isFinite(number)) return inRange(millisecondsOf(number));
	if (ISO.test(text)) return inRange(Date.parse(`${text.replace(' ', 'T')}Z`));
	const [, one, other] = NUMBERED.exec(text) ?? [];
	if (one !== undefined && Number(one) !== Number(other)) return undefined;
	return inRange(Date.parse(DAY.test(text) || (TIMED.test(text) && ZONED.test(text)) ? text : `${text} UTC`));
}

/** A date without a zone, as WordPress prints it, is in UTC, and not in the zone of this machine. */
const ISO = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** A day and a month, of which nobody knows which comes first. */
const NUMBERED = /(?<!\d)(0?[1-9]|1[0-2])[-/.](0?[1-9]|1[0-2])[-/.]\d{4}(?!\d)/;
const TIMED = /\d:\d\d/;
const ZONED = /(?:[+-]\d\d(?::?\d\d)?|Z|UTC|GMT|[CEMP][DS]T)(?: \(.{0,50}\))?$/i;

/** A unit is told by its size: in seconds, milliseconds, microseconds or nanoseconds it is some day between 1973 and 5138. */
function millisecondsOf(number: number): number {
	if (number < FIRST_MILLISECONDS) return number * 1000;
	return [1, 1e3, 1e6].map((unit) => number / unit).find((ms) => ms < LATEST) ?? NaN;
}

const LATEST = 1e14;

const inRange = (ms: number): number | undefined => (ms > 0 && ms < LATEST ? ms : undefined);

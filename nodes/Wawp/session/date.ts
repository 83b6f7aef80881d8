/** Seconds have reached 10 digits, milliseconds 13. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** ISO 8601 of what Wawp calls a time: Unix seconds or milliseconds, as number or text, or a date; null for anything else. */
export function dateIn(given: unknown): string | null {
	const ms = millisecondsIn(given);
	return ms === undefined ? null : new Date(ms).toISOString();
}

/** The same as Unix milliseconds. */
export function millisecondsIn(given: unknown): number | undefined {
	if (typeof given !== 'string' && typeof given !== 'number') return undefined;
	const text = String(given).trim();
	const number = Number(text);
	if (text !== '' && Number.isFinite(number)) return inRange(number < FIRST_MILLISECONDS ? number * 1000 : number);
	// A date without a zone, as WordPress prints it, is in UTC.
	const zoned = /^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
	return inRange(Date.parse(zoned));
}

const LATEST = 8.64e15;

const inRange = (ms: number): number | undefined => (ms > 0 && ms <= LATEST ? ms : undefined);

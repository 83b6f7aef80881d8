import { isObject } from './object';

/** Why something could not be, by the `error` of it: words, or words with a code. Null where it says nothing. */
export function errorWords(error: unknown): string | null {
	const told = isObject(error) ? lowered(error) : {};
	const words = [error, told.message, told.details, told.reason].map(textIn).find((text) => text !== null) ?? null;
	const code = textIn(told.code);
	if (words === null || code === null) return words ?? code;
	return words.includes(code) ? words : `${words} (${code})`;
}

/** The engines do not agree on capitals. */
const lowered = (error: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(error).map(([name, value]) => [name.toLowerCase(), value]));

const textIn = (value: unknown): string | null => (typeof value === 'number' ? String(value) : typeof value === 'string' && value !== '' ? value : null);

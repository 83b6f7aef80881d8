import { isObject } from '../../engine/answer';
import { flagIn } from '../../engine/flag';
import { listOf } from '../../engine/rows';
import { idIn } from '../../fields/values/ids';

export { flagIn, idIn };

/* What a single value tells. Whatever else stands there than was expected counts as not told: null. */

export function textIn(value: unknown): string | null {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : null;
}

export function numberIn(value: unknown): number | null {
	if (isObject(value)) return longIn(value);
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A long number of the engine comes in two halves of 32 bits, the lower one perhaps below zero. */
function longIn({ low, high }: Record<string, unknown>): number | null {
	if (typeof low !== 'number' || !Number.isInteger(low)) return null;
	return (typeof high === 'number' ? high : 0) * 2 ** 32 + (low >>> 0);
}

export const firstOf = <T>(...values: Array<T | null | undefined>): T | null => values.find((value) => value !== null && value !== undefined) ?? null;

/** The IDs of a list of texts, or of objects with an `id`. */
export const idsIn = (value: unknown): string[] =>
	listOf(value).map(idIn).filter((id) => id !== null);

/** `201145202826@c.us` → `201145202826`; a hidden identity tells none. */
export const phoneOf = (id: string | null): string | null => (id?.endsWith('@c.us') ? id.slice(0, -'@c.us'.length) : null);

/** The hidden identity itself. */
export const lidOf = (id: string | null): string | null => (id !== null && /^\d+@lid$/.test(id) ? id : null);

export type ChatType = 'direct' | 'group' | 'channel' | 'status' | 'broadcast';

export function chatTypeOf(chatId: string | null): ChatType | null {
	if (chatId === 'status@broadcast') return 'status';
	return BY_SERVER.find(([server]) => chatId?.endsWith(server))?.[1] ?? null;
}

const BY_SERVER: Array<[string, ChatType]> = [
	['@c.us', 'direct'],
	['@lid', 'direct'],
	['@g.us', 'group'],
	['@newsletter', 'channel'],
	['@broadcast', 'broadcast'],
];

import type { IDataObject } from 'n8n-workflow';

import { isObject } from './answer';

/** An array, or an object that stands for one: with numeric keys, or keyed by the IDs of chats. */
export function listOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	const isKeyed = isObject(value) && Object.keys(value).every((key) => /^\d+$|@/.test(key));
	return isKeyed ? Object.values(value) : [];
}

/** The rows of an answer: bare, or under `data` or one of these keys. What is no object becomes one. */
export const rowsUnder =
	(...keys: string[]) =>
	(body: unknown): IDataObject[] =>
		listOf(inside(body, [...keys, 'data'])).map((row) => (isObject(row) ? row : { value: row }) as IDataObject);

/** What is wrapped may be wrapped again. */
function inside(body: unknown, keys: string[]): unknown {
	if (!isObject(body)) return body;
	const found = keys.map((key) => body[key]).find((value) => value !== undefined && value !== null);
	return found === undefined ? body : inside(found, keys);
}

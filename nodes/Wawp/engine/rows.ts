import type { IDataObject } from 'n8n-workflow';

import { isObject } from './answer';

/** An array, or an object with numeric keys that stands for one. */
export function listOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	const isNumbered = isObject(value) && Object.keys(value).every((key) => /^\d+$/.test(key));
	return isNumbered ? Object.values(value) : [];
}

/** The rows of an answer: bare, or under `data` or one of these keys. What is no object becomes one. */
export const rowsUnder =
	(...keys: string[]) =>
	(body: unknown): IDataObject[] => {
		const inside = isObject(body) ? [...keys, 'data'].map((key) => body[key]).find((value) => value !== undefined) : undefined;
		return listOf(inside ?? body).map((row) => (isObject(row) ? row : { value: row }) as IDataObject);
	};

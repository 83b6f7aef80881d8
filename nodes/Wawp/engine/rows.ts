import type { IDataObject } from 'n8n-workflow';

import { isObject, unwrapped } from './answer';
import { isNo } from './failure';

/** An array, or an object that stands for one: with numeric keys, or keyed by the IDs of chats. */
export function listOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return isObject(value) && isKeyed(value) ? Object.values(value) : [];
}

export const isKeyed = (value: Record<string, unknown>): boolean => Object.keys(value).every((key) => /^\d+$|@/.test(key));

/** The rows of an answer: bare, or under one of these keys, or what wraps an answer. Undefined where there is no list. What is no object becomes one. */
export const rowsUnder =
	(...keys: string[]) =>
	(body: unknown): IDataObject[] | undefined => {
		const list = listUnder(body, keys);
		return list !== undefined && list.length > 0 && list.every(isNothing) ? undefined : list?.map((row) => (isObject(row) ? row : { value: row }) as IDataObject);
	};

/** No thing of WhatsApp's, nor its name or ID. */
export const isNothing = (row: unknown): boolean => row === null || typeof row === 'boolean' || isNo(row) || (typeof row === 'object' && Object.keys(row).length === 0);

/** The same of a list that some engines key by ID: there an empty object is the list of somebody who has none. */
export const keyedRowsUnder =
	(...keys: string[]) =>
	(body: unknown): IDataObject[] | undefined =>
		isObject(body) && Object.keys(body).length === 0 ? [] : rowsUnder(...keys)(body);

/** The same of values with names, which may also be printed as `{ EG: 'Egypt' }`. */
export const namesUnder =
	(key: string) =>
	(body: unknown): IDataObject[] | undefined => {
		const names = unwrapped(body)[key];
		const isNamed = isObject(names) && Object.values(names).every((name) => typeof name === 'string');
		return rowsUnder(key)(body) ?? (isNamed ? Object.entries(names).map(([value, name]) => ({ value, name: name as string })) : undefined);
	};

const WRAPPERS = ['data', 'result'];

/** What is wrapped may be wrapped again. An empty object is an empty list only where a key or a success says that there is one. */
function listUnder(body: unknown, keys: string[]): unknown[] | undefined {
	if (!isObject(body)) return Array.isArray(body) ? body : undefined;
	const key = [...keys, ...WRAPPERS].find((name) => body[name] !== undefined && body[name] !== null);
	if (key === undefined) return isKeyed(body) && Object.keys(body).length > 0 ? Object.values(body) : undefined;
	const inner = body[key];
	const isList = keys.includes(key) || body.success === true;
	return isList && isObject(inner) && isKeyed(inner) ? Object.values(inner) : listUnder(inner, keys);
}

import type { IDataObject } from 'n8n-workflow';

import { type Holds, isObject, unwrapped } from '../engine/answer';
import { dateIn } from '../time/date';

/** Documented: a temporary link lives for 30 minutes. The key under which Wawp says so is not. */
const EXPIRY_KEY = /expir|valid_?until/i;

/** Link and expiry, whatever keys they come under. The one place where the link is shown. */
export function tempLink(body: IDataObject, instanceId: string): IDataObject {
	const outer = unwrapped(body);
	const inner = isObject(outer.link) ? outer.link : {};
	const all = { ...outer, ...inner };
	return { instanceId, link: linkIn(outer.link) ?? linkIn(inner.link) ?? linkIn(all.url), expiresAt: expiryIn(all) };
}

export const holdsTempLink: Holds = (body) => tempLink((isObject(body) ? body : {}) as IDataObject, '').link !== null;

const linkIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function expiryIn(all: Record<string, unknown>): string | null {
	const told = Object.entries(all).filter(([key]) => EXPIRY_KEY.test(key));
	return told.map(([key, value]) => momentIn(key, value)).find((moment) => moment !== null) ?? null;
}

/** Until when, or for how long from now. What is too small for a moment says neither without a unit. */
function momentIn(key: string, value: unknown): string | null {
	const number = typeof value === 'boolean' || value === null ? NaN : Number(value);
	const [, unit] = UNITS.find(([name]) => name.test(key)) ?? [];
	if (unit !== undefined && number > 0) return new Date(Date.now() + number * unit).toISOString();
	return Number.isNaN(number) || number >= FIRST_MOMENT ? dateIn(value) : null;
}

const UNITS: Array<[RegExp, number]> = [
	[/minutes/i, 60_000],
	[/_in$|In$|seconds/i, 1_000],
];

/** In seconds, in 2001. */
const FIRST_MOMENT = 1e9;

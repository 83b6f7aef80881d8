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
	const [key, value] = Object.entries(all).find(([name]) => EXPIRY_KEY.test(name)) ?? ['', undefined];
	const isDuration = /_in$|In$|seconds/i.test(key) && Number.isFinite(Number(value));
	return isDuration ? new Date(Date.now() + Number(value) * 1000).toISOString() : dateIn(value);
}

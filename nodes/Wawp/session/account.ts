import type { IDataObject } from 'n8n-workflow';

import { type Holds, isObject, unwrapped } from '../engine/answer';
import { wholeId } from '../engine/members';
import { publicMembers, withoutSecretKeys } from '../engine/redact';
import { idIn } from '../fields/values/ids';

/** The WhatsApp account linked to a session. */
export interface Account extends IDataObject {
	/** `201012345678@c.us`, whichever form Wawp named it in; null while none is linked. */
	id: string | null;
	phoneNumber: string | null;
	/** The public display name, or the number when there is none. */
	pushName: string | null;
}

/** Reads `me` of an answer or an event: bare, under `me`, with or without a device part. */
export function accountIn(body: unknown): Account {
	const outer = isObject(body) ? body : {};
	const me = isObject(outer.me) ? outer.me : {};
	const ids = [outer.id, me.id, outer.jid, me.jid].map(personId);
	// Whichever of its two names stands first.
	const id = ids.find(isNumber) ?? first(...ids);
	const phoneNumber = isNumber(id) ? id.slice(0, -'@c.us'.length) : null;
	return { id, phoneNumber, pushName: first(outer.pushName, me.pushName, outer.name, me.name) ?? phoneNumber };
}

/** `me` as events and looks show it: by its number, and by its hidden identity too, whichever of the two stands first. */
export function shownAccount(me: Record<string, unknown>): IDataObject {
	const lid = [me.lid, me.id, me.jid].map(idIn).find((id) => id?.endsWith('@lid'));
	return withoutSecretKeys({ ...publicMembers(me), ...accountIn({ me }), ...(lid !== undefined && { lid }) }) as IDataObject;
}

export const holdsAccount: Holds = (body) => /^[^_]+@(c\.us|lid)$/.test(accountIn(unwrapped(body)).id ?? '');

/** `201012345678:12@s.whatsapp.net` → `201012345678@c.us`. */
const personId = (given: unknown): string | null => (wholeId(given)?.includes('@') ? idIn(given) : first(given));

const isNumber = (id: string | null): id is string => id?.endsWith('@c.us') === true;

const first = (...values: unknown[]): string | null =>
	(values.find((value) => typeof value === 'string' && value.trim() !== '') as string | undefined) ?? null;

import type { IDataObject } from 'n8n-workflow';

import { isObject, without } from '../engine/answer';
import { membersOf } from '../engine/members';
import { publicMembers, withoutSecretKeys } from '../engine/redact';
import { listOf } from '../engine/rows';
import { stateOf } from '../engine/states';
import { millisecondsIn } from '../time/date';
import { SESSION_STATUS } from '../webhooks/events';
import { shownAccount } from '../session/account';
import type { Refusal } from './refusals';
import { fieldsOf } from './shape';

/** One event of Wawp's, whichever shape it was delivered in. */
export interface WawpEvent {
	event: string;
	id: string | null;
	instanceId: string | null;
	session: string | null;
	/** Unix milliseconds; undefined when the delivery names no time. */
	time?: number;
	/** Of a session.status. */
	status?: string;
	/** A data URI or bare base64, while a scan is due. */
	qr?: string;
	me: IDataObject | null;
	/** What it tells, in the same words whatever engine Wawp uses. */
	fields: IDataObject;
	payload: IDataObject;
	raw: IDataObject;
}

/** Each takes n8n some time, in which it hears nobody. Wawp's engine delivers one at a time. */
const MOST_EVENTS = 2_000;

/** What a delivery tells, by the bytes that are signed. */
export function eventsOf(rawBody: Buffer): WawpEvent[] | Refusal {
	const body = jsonIn(rawBody);
	if (entriesIn(body).length > MOST_EVENTS) return { status: 413, message: `A delivery holds ${MOST_EVENTS} events at most` };
	return eventsIn(body) ?? { status: 400, message: 'This is no event of Wawp' };
}

/** Undefined where they are no JSON. */
function jsonIn(rawBody: Buffer): unknown {
	try {
		return JSON.parse(rawBody.toString());
	} catch {
		return undefined;
	}
}

/** The events of a delivery: enveloped, flat, or a list of either. Undefined when there is none of Wawp's. */
export function eventsIn(body: unknown): WawpEvent[] | undefined {
	// An entry that is none must not cost the others: Wawp would repeat them all, and then give up.
	const events = entriesIn(body).map(eventIn).filter((event) => event !== undefined);
	return events.length > 0 ? events : undefined;
}

/** Each of which may be an event. */
const entriesIn = (body: unknown): unknown[] => (Array.isArray(body) ? body : (listedIn(body) ?? [body]));

/** No page shows a list under a name; others who deliver WhatsApp's events send one. What stands around it is about each. */
function listedIn(body: unknown): unknown[] | undefined {
	if (!isObject(body) || 'event' in body) return undefined;
	// The ID is that of all of them.
	const around = without(body, 'events', 'id');
	const listed = listOf(body.events).filter(isObject);
	return listed.length > 0 ? listed.map((entry) => ({ ...around, ...entry })) : undefined;
}

function eventIn(entry: unknown): WawpEvent | undefined {
	if (!isObject(entry) || isDeeper(entry, DEEPEST)) return undefined;
	if (typeof entry.event === 'string' && entry.event !== '') return enveloped(entry, entry.event);
	// The page on the session's life cycle shows a status without an envelope.
	const isFlat = ['string', 'number'].includes(typeof entry.instance_id) && typeof entry.status === 'string';
	return isFlat ? flat(entry) : undefined;
}

/** WhatsApp's own messages have some ten levels. Thousands overflow the stack of whoever walks through them, n8n's too. */
const DEEPEST = 500;

const isDeeper = (value: unknown, levels: number): boolean =>
	typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((entry) => isDeeper(entry, levels - 1)));

function enveloped(body: Record<string, unknown>, event: string): WawpEvent {
	// Whether anything is ever told under `data` is open: all samples have `payload`.
	const given = body.payload ?? body.data ?? null;
	const payload = isObject(given) ? given : {};
	const metadata = isObject(body.metadata) ? body.metadata : {};
	const me = isObject(body.me) ? shownAccount(body.me) : null;
	const told = withoutSecretKeys(isObject(given) ? payload : { value: given }) as IDataObject;
	const status = event === SESSION_STATUS ? stateOf(textIn(payload.status) ?? textIn(body.status) ?? lastIn(payload.statuses)) : undefined;
	return {
		event,
		id: textIn(body.id) ?? null,
		// Not documented in the envelope; the engine copies the session's metadata into each event.
		instanceId: textIn(metadata.instance_id) ?? textIn(body.instance_id) ?? null,
		session: textIn(body.session) ?? (event === SESSION_STATUS ? textIn(payload.name) : undefined) ?? null,
		time: millisecondsIn(body.timestamp) ?? millisecondsIn(body.ts),
		...(status !== undefined && { status }),
		...(status !== undefined && { qr: textIn(payload.qr) ?? textIn(body.qr) }),
		me,
		fields: fieldsOf(event, told, me, textIn(body.engine) ?? null),
		payload: told,
		raw: cleaned(body),
	};
}

/** Newer engines list the last states, the present one at the end. */
const lastIn = (statuses: unknown): string | undefined => textIn(membersOf(listOf(statuses).at(-1)).status);

function flat(body: Record<string, unknown>): WawpEvent {
	const { instance_id: instanceId, ts, ...payload } = body;
	return {
		event: SESSION_STATUS,
		id: textIn(body.id) ?? null,
		instanceId: textIn(instanceId) ?? null,
		session: textIn(body.session) ?? textIn(body.name) ?? null,
		time: millisecondsIn(ts) ?? millisecondsIn(body.timestamp),
		status: stateOf(body.status),
		qr: textIn(body.qr),
		me: null,
		fields: {},
		payload: withoutSecretKeys(payload) as IDataObject,
		raw: cleaned(body),
	};
}

/** The engine copies the account's token and e-mail address into `metadata`: they go, the rest stays. */
function cleaned(body: Record<string, unknown>): IDataObject {
	const metadata = isObject(body.metadata) ? { metadata: publicMembers(body.metadata) } : {};
	return withoutSecretKeys({ ...body, ...metadata }) as IDataObject;
}

function textIn(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

import { createHash, randomUUID } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { SESSION_STATUS } from '../events';
import type { Standing } from '../session/outage';
import type { WawpEvent } from './event';
import { sameMessage } from './shape/addressing';

/*
 * What a trigger remembers of the events it has seen. n8n builds a new workflow for every delivery, so that the static
 * data alone lets repeats through that arrive at the same moment; and a restart empties the process. Hence both: the
 * process decides, and the static data carries what it knows over a restart.
 */

/** What has been seen of one trigger. */
export interface Memory {
	/** Key of an event → until when it is remembered, in Unix seconds. Oldest first. */
	seen: Map<string, number>;
	/** Per instance, by a hash of its name, its newest session.status. */
	latest: Map<string, Latest>;
	/** The same as to its outages. */
	standings: Map<string, Standing>;
	/** The number behind a hidden identity, as digits by digits. */
	phones: Map<string, string>;
}

export interface Latest {
	status: string;
	/** Of the event; null when it names none. */
	time: number | null;
	/** A hash. */
	qr: string | null;
	heardAt: number;
}

const MOST_TRIGGERS = 500;
const MOST_EVENTS = 1000;
const MOST_SESSIONS = 100;
const MOST_PHONES = 150;
/** Whoever finds an open address can deliver any text. */
const LONGEST_STATUS = 32;

/** Of 64 letters: 66 bits. */
const HASH_LENGTH = 11;

/** A hash, and a time in base 36: 1,000 of them take 18 kB of static data, which n8n reads and writes at each delivery. */
const ENTRY = new RegExp(`^[\\w-]{${HASH_LENGTH}}[0-9a-z]{1,7}$`);

const DAY_MS = 86_400_000;
/** An event that names neither an ID nor a time looks like the next one of its kind: only quick repeats are told. */
const NAMELESS_MS = 60_000;

const memories = new Map<string, Memory>();

/** What this process saved holds nothing that it does not know, so that only what another one saved is read. */
const THIS_PROCESS = randomUUID();

/** The memory of a trigger: of this process, and what an earlier process saved. */
export function recall(key: string, saved: IDataObject): Memory {
	const known = memories.get(key);
	const memory = known ?? { seen: new Map(), latest: new Map(), standings: new Map(), phones: new Map() };
	memories.delete(key);
	memories.set(key, memory);
	shrink(memories, MOST_TRIGGERS);
	if (known && saved.savedBy === THIS_PROCESS) return memory;
	// A delivery may have been given an older copy: what was dropped as the oldest must not come back as the newest.
	const [oldest = 0] = memory.seen.size < MOST_EVENTS ? [] : memory.seen.values();
	for (const entry of seenIn(saved)) {
		const event = entry.slice(0, HASH_LENGTH);
		if (memory.seen.has(event)) continue;
		const until = parseInt(entry.slice(HASH_LENGTH), 36);
		if (until > oldest) memory.seen.set(event, until);
	}
	for (const [instance, latest] of entriesOf<Latest>(saved.latest)) {
		if (!memory.latest.has(instance)) memory.latest.set(instance, latest);
	}
	for (const [lid, phone] of entriesOf<string>(saved.phones)) {
		if (!memory.phones.has(lid)) memory.phones.set(lid, phone);
	}
	return memory;
}

/** Notes an event. False when it was seen before. */
export function isNew(memory: Memory, event: WawpEvent, now: number): boolean {
	if (isNamelessStatus(event)) return !isQuickRepeat(memory, event, now);
	const { seen } = memory;
	const { key, keptMs } = identityOf(event);
	const until = seen.get(key);
	if (until !== undefined && until * 1000 > now) return false;
	seen.delete(key);
	seen.set(key, Math.ceil((now + keptMs) / 1000));
	return true;
}

const isNamelessStatus = ({ event, id, time }: WawpEvent): boolean => event === SESSION_STATUS && id === null && time === undefined;

/** Held against the newest state alone, as a state that comes back after another one is a change. */
function isQuickRepeat({ latest }: Memory, event: WawpEvent, now: number): boolean {
	const before = latest.get(instanceOf(event));
	const isSame = before?.status === statusOf(event) && before.qr === qrOf(event);
	return isSame && now - before.heardAt < NAMELESS_MS;
}

export interface Change {
	hasChanged: boolean;
	/** The state before; null when this is the first one, or when it is older than the one known. */
	previousStatus: string | null;
}

/** Notes a session.status. An event that is late says nothing about the present state, and moves nothing. */
export function noteStatus({ latest }: Memory, event: WawpEvent, now: number): Change {
	const { id, time } = event;
	const instance = instanceOf(event);
	const before = latest.get(instance);
	const status = statusOf(event);
	const qr = qrOf(event);
	// Each new code to scan is worth a run, as the old one no longer works.
	const isNewCode = status === 'SCAN_QR_CODE' && (id !== null || (qr !== null && qr !== before?.qr));
	const hasChanged = before?.status !== status || isNewCode;
	const isLate = time !== undefined && before?.time != null && time < before.time;
	if (isLate) return { hasChanged, previousStatus: null };
	latest.delete(instance);
	latest.set(instance, { status, time: time ?? before?.time ?? null, qr, heardAt: now });
	return { hasChanged, previousStatus: before?.status ?? null };
}

/** Writes the memory where n8n saves it, bounded and without what has expired. */
export function save(memory: Memory, saved: IDataObject, now: number): void {
	for (const [key, until] of memory.seen) if (until * 1000 <= now) memory.seen.delete(key);
	shrink(memory.seen, MOST_EVENTS);
	shrink(memory.latest, MOST_SESSIONS);
	shrink(memory.standings, MOST_SESSIONS);
	shrink(memory.phones, MOST_PHONES);
	// As one text: an object of a thousand names that are never the same costs n8n and us twenty times as much.
	saved.seen = Array.from(memory.seen, ([key, until]) => key + until.toString(36)).join(' ');
	saved.savedBy = THIS_PROCESS;
	saved.latest = Object.fromEntries(memory.latest) as unknown as IDataObject;
	if (memory.phones.size > 0) saved.phones = Object.fromEntries(memory.phones);
}

const seenIn = ({ seen }: IDataObject): string[] => String(seen ?? '').split(' ').filter((entry) => ENTRY.test(entry));

export const instanceOf = ({ instanceId, session }: WawpEvent): string => shortHash(instanceId ?? session ?? '');

const statusOf = ({ status = '' }: WawpEvent): string => status.slice(0, LONGEST_STATUS);

const qrOf = ({ qr }: WawpEvent): string | null => (qr ? shortHash(qr) : null);

function identityOf({ event, id, instanceId, session, status, time, qr, fields, raw }: WawpEvent): { key: string; keptMs: number } {
	const { messageId } = fields;
	if (MESSAGE_CAME.includes(event) && typeof messageId === 'string') {
		return { key: shortHash(`message ${instanceId ?? session} ${sameMessage(messageId)}`), keptMs: DAY_MS };
	}
	if (id !== null) return { key: shortHash(`id ${event} ${id}`), keptMs: DAY_MS };
	const content = event === SESSION_STATUS ? [instanceId ?? session, status, time, qr] : raw;
	return { key: shortHash(JSON.stringify([event, content])), keptMs: time === undefined ? NAMELESS_MS : DAY_MS };
}

/** A received message is told of by both; and the first one of a new contact may be told of twice, under two IDs. */
const MESSAGE_CAME = ['message', 'message.any'];

const shortHash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);

/** Maps keep the order of insertion: the first ones are the oldest. */
function shrink(map: Map<string, unknown>, most: number): void {
	for (const key of map.keys()) {
		if (map.size <= most) return;
		map.delete(key);
	}
}

const entriesOf = <T>(saved: unknown): Array<[string, T]> =>
	typeof saved === 'object' && saved !== null ? (Object.entries(saved) as Array<[string, T]>) : [];

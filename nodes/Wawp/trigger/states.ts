import { isObject } from '../engine/answer';
import { listOf } from '../engine/rows';
import { ALL_STATES, OTHER_STATE, isAmong, sessionStates, stateOf } from '../engine/states';
import { SESSION_STATUS } from '../webhooks/events';
import { ageOf } from '../time/age';
import { millisecondsIn } from '../time/date';
import type { WawpEvent } from '../delivery/event';
import { DAY_MS, NAMELESS_MS, isNamelessStatus, shortHash, stateKeyOf } from './memory/keys';
import { type Memory, mark } from './memory/process';
import type { Settings } from './settings';

/* What a session.status says of the session: is it a change, and from what? */

/** The newest session.status of an instance. */
export interface Latest {
	status: string;
	/** Of the event; null when it names none. */
	time: number | null;
	/** The same, where it is not in the future. */
	trueTime: number | null;
	/** A hash. */
	qr: string | null;
	heardAt: number;
}

export interface Change {
	hasChanged: boolean;
	/** The state before; null when it is not known, or when the event is older than the state that is. */
	previousStatus: string | null;
	/** That the session is in this state since then, where the event says so: the same for all processes. */
	stateKey?: string;
}

/** Notes a session.status. An event that is late says nothing about the present state, and moves nothing. */
export function noteStatus(memory: Memory, event: WawpEvent, now: number): Change {
	const { latest } = memory;
	const instance = instanceOf(event);
	const before = latest.get(instance);
	const status = statusOf(event);
	const qr = qrOf(event);
	const isNewCode = isCode(event, before);
	const { time } = event;
	// One clock that is ahead must not make all that follows look late; if it is ahead for all, they are told apart all the same.
	const held = time !== undefined && time > now ? before?.time : before?.trueTime;
	const isLate = time !== undefined && held != null && time < held;
	const history = historyIn(event);
	const told = isNewCode ? undefined : history;
	const stateKey = told && stateKeyOf(instance, status, told.since);
	const known = isLate ? null : (before?.status ?? history?.before ?? null);
	const change: Change = {
		hasChanged: stateKey ? mark(memory, stateKey, DAY_MS, now) : before?.status !== status || isNewCode,
		previousStatus: told ? told.before : known,
		...(stateKey && { stateKey }),
	};
	if (!isLate) {
		latest.delete(instance);
		latest.set(instance, { status, time: time ?? before?.time ?? null, trueTime: time === undefined ? (before?.trueTime ?? null) : Math.min(time, now), qr, heardAt: now });
	}
	return change;
}

/** Held against the newest state alone, as a state that comes back after another one is a change. */
export function isQuickRepeat({ latest }: Memory, event: WawpEvent, now: number): boolean {
	if (!isNamelessStatus(event)) return false;
	const before = latest.get(instanceOf(event));
	const isSame = before?.status === statusOf(event) && before.qr === qrOf(event);
	return isSame && ageOf(before.heardAt, now) < NAMELESS_MS;
}

export function isChosen({ event, status }: WawpEvent, { states }: Settings): boolean {
	if (event !== SESSION_STATUS || states.length === 0 || states.includes(ALL_STATES)) return true;
	return states.includes(status!) || (!isAmong(sessionStates, status) && states.includes(OTHER_STATE));
}

/** Each new code to scan is worth a run, as the old one no longer works. */
function isCode(event: WawpEvent, before: Latest | undefined): boolean {
	const qr = qrOf(event);
	return statusOf(event) === 'SCAN_QR_CODE' && (event.id !== null || (qr !== null && qr !== before?.qr));
}

/**
 * Newer engines deliver the last three states with their times, the present one last. Since when it holds is known where
 * the list shows another one before it, or is so short that nothing was left out.
 */
function historyIn({ payload, status }: WawpEvent): { before: string | null; since: number } | undefined {
	const statuses = listOf(payload.statuses);
	if (statuses.length === 0 || !statuses.every(isObject)) return undefined;
	const entries = statuses.map((entry) => ({ status: stateOf(entry.status) ?? '', at: millisecondsIn(entry.timestamp) }));
	if (entries.at(-1)?.status !== status) return undefined;
	const other = entries.map((entry) => entry.status !== status).lastIndexOf(true);
	if (other < 0 && entries.length >= SHOWN_STATES) return undefined;
	const since = entries[other + 1]!.at;
	return since === undefined ? undefined : { before: entries[other]?.status.slice(0, LONGEST_STATUS) ?? null, since };
}

const SHOWN_STATES = 3;

/** Whoever finds an open address can deliver any text. */
const LONGEST_STATUS = 32;

export const instanceOf = ({ instanceId, session }: WawpEvent): string => shortHash(instanceId ?? session ?? '');

const statusOf = ({ status = '' }: WawpEvent): string => status.slice(0, LONGEST_STATUS);

const qrOf = ({ qr }: WawpEvent): string | null => (qr ? shortHash(qr) : null);

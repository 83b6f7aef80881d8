import { randomUUID } from 'crypto';

import { noteNewest, shrink } from '../../engine/newest';
import type { Absence } from '../../session/notFound';
import type { Standing } from '../../session/outage';
import type { Names } from '../names';
import type { Latest } from '../states';
import { NAMELESS_MS } from './keys';

/*
 * What this process remembers of a trigger: it decides at once, and for deliveries that come at the same moment. Lost with the
 * process: then the database tells what was seen, the state before is unknown, and numbers are asked for again.
 */

export interface Memory {
	/** Key of an event → until when it is remembered, in Unix seconds. Oldest first. */
	seen: Map<string, number>;
	/** Those of deliveries that n8n has not answered yet: whether it takes them is not known. */
	open: Map<string, Promise<void>>;
	/** Those of whose delivery the sender heard nothing: n8n may have taken it, or not. */
	unsure: Set<string>;
	/** Per instance, by a hash of its name, its newest session.status. */
	latest: Map<string, Latest>;
	/** The same as to its outages. */
	standings: Map<string, Standing>;
	/** Those of which nothing is found when they are looked at. */
	absences: Map<string, Absence>;
	/** When this process looked last, by the clock of `time`. */
	lookedAt?: number;
	/** The instances that were up when it was published. */
	foundUp: string[];
	/** Of what was looked at, how the engine calls it. */
	names: Names;
	/** The number behind a hidden identity, as digits by digits. */
	phones: Map<string, string>;
	activation: unknown;
}

/** This process, as its deliveries name it in their runs. */
export const here = {
	id: randomUUID(),
	startedAt: Date.now(),
	/** It runs the workflows that its deliveries start, so that there is no other process. Known from the first run on. */
	runs: false,
};

const MOST_TRIGGERS = 500;
const MOST_EVENTS = 10_000;
const MOST_EVENTS_OF_ALL = 200_000;
const MOST_SESSIONS = 1_000;
const MOST_PHONES = 1_000;

const memories = new Map<string, Memory>();

/** The memory of a trigger. A new activation forgets the states: nobody listened in between. */
export function recall(key: string, activation?: unknown): Memory {
	const memory = memories.get(key) ?? anew();
	noteNewest(memories, key, memory, MOST_TRIGGERS);
	if (activation !== undefined && activation !== memory.activation) {
		memory.latest.clear();
		memory.standings.clear();
		memory.foundUp = [];
		memory.names = {};
		memory.absences.clear();
		memory.activation = activation;
	}
	return memory;
}

const anew = (): Memory => ({ seen: new Map(), open: new Map(), unsure: new Set(), latest: new Map(), standings: new Map(), absences: new Map(), foundUp: [], names: {}, phones: new Map(), activation: undefined });

/** Notes a key. False when it was known before. */
export function mark(memory: Memory, key: string, keptMs: number, now: number): boolean {
	const { seen } = memory;
	const until = seen.get(key);
	// Of what only quick repeats are told, one that was noted before the clock was set back is none.
	const isAhead = keptMs === NAMELESS_MS && until !== undefined && until * 1000 - now > NAMELESS_MS + 1000;
	if (until !== undefined && until * 1000 > now && !isAhead) return false;
	seen.delete(key);
	seen.set(key, Math.ceil((now + keptMs) / 1000));
	// A tenth at a time, so that it is not walked through at each event.
	if (seen.size > MOST_EVENTS * 1.1) forgetOld(memory, now);
	return true;
}

/** Keeps what deliveries add within its bounds. */
export function tidy({ latest, standings, absences, unsure }: Memory): void {
	shrink(latest, MOST_SESSIONS);
	shrink(standings, MOST_SESSIONS);
	shrink(absences, MOST_SESSIONS);
	shrink(unsure, MOST_EVENTS);
}

export function notePhone({ phones }: Memory, lid: string, phone: string): void {
	phones.set(lid, phone);
	shrink(phones, MOST_PHONES);
}

function forgetOld({ seen }: Memory, now: number): void {
	for (const [key, until] of seen) if (until * 1000 <= now) seen.delete(key);
	shrink(seen, MOST_EVENTS);
	let all = [...memories.values()].reduce((sum, memory) => sum + memory.seen.size, 0);
	for (const [key, memory] of memories) {
		if (all <= MOST_EVENTS_OF_ALL) return;
		all -= memory.seen.size;
		memories.delete(key);
	}
}

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { time } from '../../session/time';

/*
 * What n8n's database remembers of a trigger: the newest keys of events, in one row that n8n reads, changes and writes. It is
 * the same for all processes, and outlives them. Two that write at the same moment lose what one of them wrote: then a repeat
 * of it starts a second run, until it has been looked for and written again. Lost (n8n's *Clear deduplication history*, a
 * renamed workflow does not matter), repeats of before start a second run.
 */

/** What one run asks for. */
export interface Question {
	/** Of its delivery: a run that is started again must not take itself for a repeat. */
	delivery: string;
	/** The keys of each of its events. */
	events: string[][];
}

type Store = Pick<IExecuteFunctions, 'getNode' | 'getWorkflow' | 'helpers' | 'logger'>;

interface Asked extends Question {
	answer: (areKnown: boolean[]) => void;
}

/** What this process does with the row of one trigger: one thing at a time. */
interface Row {
	store: Store;
	asked: Asked[];
	/** Written or to be written, and not yet found there. */
	unconfirmed: Set<string>;
	isBusy: boolean;
	isDue: boolean;
}

/** For each event one key, and one a delivery: the events of the last 3,000 deliveries of one. */
const MOST_ENTRIES = 6_000;
const CONFIRM_MS = 150;
/** Longer than n8n takes to answer: a process that is killed before must not have written what Wawp will repeat. */
const LATER_MS = 2_000;
const MOST_TRIES = 4;

const rows = new Map<string, Row>();

/** Which of the events were seen before, by any process. They are from now on. */
export async function areKnown(store: Store, question: Question): Promise<boolean[]> {
	const row = rowOf(store);
	const answer = new Promise<boolean[]>((resolve) => row.asked.push({ ...question, answer: resolve }));
	void work(row);
	return await answer;
}

/** Notes the events that a process without others knows to be new. */
export function note(store: Store, { delivery, events }: Question): void {
	const row = rowOf(store);
	for (const key of [delivery, ...events.flat()]) row.unconfirmed.add(key);
	workLater(row, LATER_MS);
}

function rowOf(store: Store): Row {
	const key = [store.getWorkflow().id, store.getNode().id].join('/');
	const row = rows.get(key) ?? { store, asked: [], unconfirmed: new Set(), isBusy: false, isDue: false };
	rows.set(key, row);
	row.store = store;
	return row;
}

function workLater(row: Row, ms: number): void {
	if (row.isDue) return;
	row.isDue = true;
	// Not at the same moment as the others.
	void time.pause(ms * (1 + Math.random()), undefined).then(async () => {
		row.isDue = false;
		await work(row);
	});
}

async function work(row: Row): Promise<void> {
	if (row.isBusy) return;
	row.isBusy = true;
	do await ask(row, row.asked.splice(0));
	while (row.asked.length > 0);
	row.isBusy = false;
	if (row.unconfirmed.size > 0) workLater(row, CONFIRM_MS);
	else if (!row.isDue) forget(row);
}

function forget(row: Row): void {
	for (const [key, kept] of rows) if (kept === row) rows.delete(key);
}

async function ask(row: Row, asked: Asked[]): Promise<void> {
	const before = new Set(row.unconfirmed);
	const keys = new Set([...before, ...asked.flatMap(({ delivery, events }) => [delivery, ...events.flat()])]);
	if (keys.size === 0) return;
	const found = await foundOf(row, [...keys]);
	// Where the database cannot tell, nothing is known: a second run is better than none.
	if (!found) {
		row.unconfirmed.clear();
		for (const { events, answer } of asked) answer(events.map(() => false));
		return;
	}
	const known = new Set([...found, ...before]);
	for (const key of keys) {
		if (found.has(key)) row.unconfirmed.delete(key);
		else row.unconfirmed.add(key);
	}
	for (const { delivery, events, answer } of asked) {
		const isAgain = known.has(delivery);
		answer(events.map((eventKeys) => !isAgain && eventKeys.some((key) => known.has(key))));
		for (const key of [delivery, ...events.flat()]) known.add(key);
	}
}

/** Which of them were there before. They are all there afterwards, unless somebody else wrote at the same moment. */
async function foundOf({ store }: Row, keys: string[]): Promise<Set<string> | undefined> {
	for (let attempt = 1; ; attempt++) {
		try {
			const items: IDataObject[] = keys.map((key) => ({ key }));
			const { processed } = await store.helpers.checkProcessedItemsAndRecord('key', items, 'node', { mode: 'entries', maxEntries: MOST_ENTRIES });
			return new Set(processed.map(({ key }) => key as string));
		} catch (error) {
			// Such as two processes that write the row for the first time.
			if (attempt < MOST_TRIES) {
				await time.pause(50 * attempt * (1 + Math.random()), undefined);
				continue;
			}
			store.logger.warn(`Wawp Trigger: n8n's database does not tell which events were seen before, so that a repeat may start a second run: ${(error as Error).message}`);
			return undefined;
		}
	}
}

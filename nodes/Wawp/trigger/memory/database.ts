import type { IExecuteFunctions } from 'n8n-workflow';

import { ownMomentMs, record } from '../../engine/record';
import { time } from '../../time/time';
import { triggerKeyOf } from './keys';

/*
 * What n8n's database remembers of a trigger: the newest keys of events. It is the same for all processes, and outlives them.
 * Until what was lost as two wrote at the same moment has been looked for and written again, a repeat of it starts a second
 * run. Lost as a whole (a user's *Clear Deduplication History* on this node), repeats of before do.
 */

/** What one run asks for. */
export interface Question {
	/** Of its delivery: a run that is started again must not take itself for a repeat. */
	delivery: string;
	/** The keys of each of its events. */
	events: string[][];
}

type Store = Pick<IExecuteFunctions, 'getNode' | 'getWorkflow' | 'helpers' | 'logger'>;

interface Asked extends Partial<Question> {
	events: string[][];
	answer: (areKnown: boolean[] | undefined) => void;
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

/** For each event two keys, and one a delivery: the events of the last 3,000 deliveries of one. */
const MOST_ENTRIES = 9_000;
const CONFIRM_MS = 150;
/** Longer than n8n takes to answer: a process that is killed before must not have written what Wawp will repeat. */
const LATER_MS = 2_000;
const MOST_TRIES = 4;

const rows = new Map<string, Row>();

/** Which of the events were seen before, by any process. They are from now on. Of those that find one new at the same moment, the first that asks again has it. */
export async function areKnown(store: Store, { delivery, events }: Question): Promise<boolean[]> {
	const first = await answerTo(store, { delivery, events });
	// The database cannot tell, or the run is started again.
	if (!first) return events.map(() => false);
	const second = await answerTo(store, { events: events.map((keys, index) => (first[index] ? [] : keys.map((key) => `${key} again`))) });
	return first.map((isKnown, index) => isKnown || second?.[index] === true);
}

/** Undefined where nothing is to be taken for a repeat. */
async function answerTo(store: Store, question: Omit<Asked, 'answer'>): Promise<boolean[] | undefined> {
	if (question.events.flat().length === 0) return question.events.map(() => false);
	const row = rowOf(store);
	const answer = new Promise<boolean[] | undefined>((resolve) => row.asked.push({ ...question, answer: resolve }));
	void work(row);
	return await answer;
}

/** Notes the events that a process without others knows to be new. */
export function note(store: Store, question: Question): void {
	const row = rowOf(store);
	for (const key of keysOf(question)) row.unconfirmed.add(key);
	workLater(row, LATER_MS);
}

function rowOf(store: Store): Row {
	const key = triggerKeyOf(store);
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
	do {
		if (row.asked.length > 0) await time.pause(ownMomentMs(), undefined);
		await ask(row, row.asked.splice(0));
	} while (row.asked.length > 0);
	row.isBusy = false;
	if (row.unconfirmed.size > 0) workLater(row, CONFIRM_MS);
	else if (!row.isDue) forget(row);
}

function forget(row: Row): void {
	for (const [key, kept] of rows) if (kept === row) rows.delete(key);
}

async function ask(row: Row, asked: Asked[]): Promise<void> {
	const before = new Set(row.unconfirmed);
	const keys = new Set([...before, ...asked.flatMap(keysOf)]);
	if (keys.size === 0) return;
	const found = await foundOf(row, [...keys]);
	// Where the database cannot tell, nothing is known: a second run is better than none.
	if (!found) {
		row.unconfirmed.clear();
		for (const { answer } of asked) answer(undefined);
		return;
	}
	const known = new Set([...found, ...before]);
	for (const key of keys) {
		if (found.has(key)) row.unconfirmed.delete(key);
		else row.unconfirmed.add(key);
	}
	for (const one of asked) {
		const isAgain = one.delivery !== undefined && known.has(one.delivery);
		one.answer(isAgain ? undefined : one.events.map((keysOfEvent) => keysOfEvent.some((key) => known.has(key))));
		for (const key of keysOf(one)) known.add(key);
	}
}

const keysOf = ({ delivery, events }: Omit<Asked, 'answer'>): string[] => [...(delivery === undefined ? [] : [delivery]), ...events.flat()];

/** Which of them were there before. They are all there afterwards, unless somebody else wrote at the same moment. */
async function foundOf({ store }: Row, keys: string[]): Promise<Set<string> | undefined> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await record(store, keys, MOST_ENTRIES);
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

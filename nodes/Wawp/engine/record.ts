import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { time } from '../time/time';

/*
 * What n8n's database keeps of a node: fingerprints of what it has recorded, in one row that n8n reads, changes and writes as a
 * whole. All processes of n8n see the same row, and what two write at the same moment is lost for one of them. So who has found
 * something new asks again, at a moment of its own: each time the first one there goes on.
 */

type Store = Pick<IExecuteFunctions, 'helpers'>;

/** Which of the keys were there before. All are from now on, and the oldest beyond so many entries are not. */
export async function record({ helpers }: Store, keys: string[], maxEntries: number): Promise<Set<string>> {
	const items: IDataObject[] = keys.map((key) => ({ key }));
	const begun = time.now();
	const { processed } = await helpers.checkProcessedItemsAndRecord('key', items, 'node', { mode: 'entries', maxEntries });
	tookMs = LATELY * (time.now() - begun) + (1 - LATELY) * tookMs;
	return new Set(processed.map(({ key }) => key as string));
}

/** A moment of its own, counted from now: the slower the database, the further those that come at the same moment are drawn apart. */
export const ownMomentMs = (): number => Math.random() * Math.min(Math.max(LEAST_SPREAD_MS, SPREAD * tookMs), MOST_SPREAD_MS);

const SPREAD = 20;
const LEAST_SPREAD_MS = 100;
const MOST_SPREAD_MS = 2_000;

/** What it took lately. */
let tookMs = 0;
const LATELY = 0.3;

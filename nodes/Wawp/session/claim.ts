import type { IExecuteFunctions } from 'n8n-workflow';

import type { Job } from '../engine/operation';
import { type Action, RESTART_PAUSE_MS } from './lifecycle';
import { wait } from './observe';

/** Time is told in parts: n8n's database keeps fingerprints, not times. Half a minute is blocked, and at most one part more. */
const PART_MS = 5_000;
const PARTS = RESTART_PAUSE_MS / PART_MS;

/** Two that come at the same moment are apart after it. The database reads, and then writes: it does not keep them apart by itself. */
const JITTER_MS = 300;

/**
 * Whether nobody else does this to the session now, or did within 30 seconds: other processes of n8n run the same node
 * in queue mode. They share n8n's database, which keeps what a node has recorded.
 */
export async function isMine(job: Job, action: Action, now: number): Promise<boolean> {
	const { context } = job.item;
	const part = Math.floor(now / PART_MS);
	const key = (number: number, word = '') => [action, job.instanceId, part + number, word].join(' ');
	if (!(await areNew(context, [key(0)]))) return false;
	await wait(job, Math.random() * JITTER_MS);
	// Who came at the same moment wrote the same, or the one of the next part.
	if (!(await areNew(context, [key(0, 'surely'), key(1, 'surely')]))) return false;
	await areNew(context, Array.from({ length: PARTS }, (_, index) => key(index + 1)));
	return true;
}

const MOST_ENTRIES = 1_000;

/** Recorded with that. A database that cannot say must not keep a session down. */
async function areNew(context: IExecuteFunctions, keys: string[]): Promise<boolean> {
	const record = async () => {
		const items = keys.map((key) => ({ key }));
		const { processed } = await context.helpers.checkProcessedItemsAndRecord('key', items, 'node', { mode: 'entries', maxEntries: MOST_ENTRIES });
		return processed.length === 0;
	};
	// The first record of a node is refused to all but one of those who make it at once.
	return await record().catch(record).catch((error: Error) => {
		context.logger.debug(`What other processes do to a session is not known: ${error.message}`);
		return true;
	});
}

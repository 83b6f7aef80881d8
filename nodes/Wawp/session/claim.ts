import type { Job } from '../engine/operation';
import { ownMomentMs, record } from '../engine/record';
import { wait } from '../engine/wait';
import type { Action } from './course';
import { RESTART_PAUSE_MS } from './lifecycle';
import { time } from '../time/time';

/** Time is told in parts: n8n's database keeps fingerprints, not times. Half a minute is blocked, and at most one part more. */
const PART_MS = 5_000;

/** How often it is asked for. Of those that come at the same moment few are left each time, and one at least. */
const TURNS = ['', 'surely', 'for certain'];

/**
 * Whether nobody else does this to the session now, or did within 30 seconds: other processes of n8n run the same node
 * in queue mode. They share n8n's database, which keeps what a node has recorded.
 */
export async function isMine(job: Job, action: Action, now: number): Promise<boolean> {
	const part = partOf(now);
	const key = (number: number, word = '') => keyOf(job, action, number, word);
	for (const [turn, word] of TURNS.entries()) {
		if (turn > 0) await wait(job, ownMomentMs());
		// Who came at the same moment wrote the same, or the one of the next part.
		const before = await recorded(job, turn > 0 ? [key(part, word), key(part + 1, word)] : [key(part)]);
		if (before.size > 0) return false;
	}
	return await staysMine(job, action, now);
}

/** Nobody else does it within 30 seconds from now either. */
export async function staysMine(job: Job, action: Action, now: number): Promise<true> {
	const part = partOf(now);
	const last = partOf(time.now() + RESTART_PAUSE_MS);
	await keep(job, Array.from({ length: last - part }, (_, index) => keyOf(job, action, part + 1 + index)));
	return true;
}

const keyOf = ({ instanceId }: Job, action: Action, part: number, word = '') => [action, instanceId, part, word].join(' ');

const partOf = (now: number): number => Math.floor(now / PART_MS);

const MOST_TRIES = 3;

/** Those that turn away write as well, at times over what has just been written: it is there when it has been found. */
async function keep(job: Job, keys: string[]): Promise<void> {
	for (let tries = 0; tries < MOST_TRIES && (await recorded(job, keys)).size < keys.length; tries++) await wait(job, ownMomentMs());
}

const MOST_ENTRIES = 1_000;

/** Which of them were there before. A database that cannot say must not keep a session down. */
async function recorded({ item: { context } }: Job, keys: string[]): Promise<Set<string>> {
	const ask = async () => await record(context, keys, MOST_ENTRIES);
	// The first record of a node is refused to all but one of those who make it at once.
	return await ask().catch(ask).catch((error: Error) => {
		context.logger.debug(`What other processes do to a session is not known: ${error.message}`);
		return new Set<string>();
	});
}

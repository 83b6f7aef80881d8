import { endingAfter, unlessLate } from '../time/late';
import { ageOf } from '../time/age';
import { time } from '../time/time';
import { turnsOf } from '../time/turns';

/*
 * Who looks once a minute looks again before that where Wawp gives no answer. n8n gives up a look that takes longer than 45
 * seconds, where it schedules each by itself: what it had found would be lost.
 */

export const LOOKS_MS = 40_000;
const LOOKS_AT_ONCE = 8;

export type InTurn = ReturnType<typeof turnsOf>;

/**
 * Looks at all of them, each of its requests when its turn has come. One that does not come to an end in time must not cost the
 * others theirs; and where there are more than time allows for, it is not always the same ones that are late.
 */
export async function lookedAtAll<Target, Sight>(targets: Target[], look: (target: Target, inTurn: InTurn) => Promise<Sight>, late: (target: Target) => Sight): Promise<Sight[]> {
	const inTurn = turnsOf(LOOKS_AT_ONCE);
	const first = targets.length > LOOKS_AT_ONCE ? Math.floor(Math.random() * targets.length) : 0;
	const sights = await Promise.all(
		[...targets.slice(first), ...targets.slice(0, first)].map(async (target) => {
			const end = endingAfter(LOOKS_MS);
			// What nobody waits for any more is not asked for either: it would meet the looks of the next minute.
			const inTime: InTurn = async (work) =>
				await inTurn(async () => {
					end.throwIfAborted();
					return await work();
				});
			return await unlessLate(look(target, inTime), end, 'Late').catch((error: Error) => {
				if (end.aborted) return late(target);
				throw error;
			});
		}),
	);
	return [...sights.slice(targets.length - first), ...sights.slice(0, targets.length - first)];
}

const AGAIN_MS = 1_500;

/** For how long. */
export const LOOKS_FOR_MS = 25_000;

const FIRST_LOOKS_FOR_MS = 13_000;

/** So much later is another start: another main process of n8n takes over. */
const ANOTHER_START_MS = 300_000;

let startedAt = -Infinity;

/** What is left for the looks with which n8n's own start waits, one trigger after the other: they share it. */
export function firstLooksForMs(): number {
	const now = time.now();
	if (ageOf(startedAt, now) > ANOTHER_START_MS) startedAt = now;
	return Math.max(0, startedAt + FIRST_LOOKS_FOR_MS - now);
}

export async function lookedFor<Sight>(forMs: number, look: () => Promise<Sight>, mayGetBetter: (sight: Sight) => boolean): Promise<Sight> {
	const begunAt = time.now();
	for (;;) {
		const sight = await look();
		if (!mayGetBetter(sight) || ageOf(begunAt, time.now()) >= forMs) return sight;
		await time.pause(AGAIN_MS, undefined);
	}
}

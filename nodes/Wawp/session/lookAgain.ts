import { time } from '../time/time';

/*
 * Who looks once a minute looks again before that where Wawp gives no answer. n8n gives up a look that takes longer than 45
 * seconds, where it schedules each by itself.
 */

const AGAIN_MS = 2_000;

/** For how long. */
export const LOOKS_FOR_MS = 25_000;

/** The same for the look with which n8n's own start waits. */
export const FIRST_LOOKS_FOR_MS = 10_000;

export async function lookedFor<Sight>(forMs: number, look: () => Promise<Sight>, mayGetBetter: (sight: Sight) => boolean): Promise<Sight> {
	const until = time.now() + forMs;
	for (;;) {
		const sight = await look();
		if (!mayGetBetter(sight) || time.now() >= until) return sight;
		await time.pause(AGAIN_MS, undefined);
	}
}

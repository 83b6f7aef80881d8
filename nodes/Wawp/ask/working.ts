import type { Target } from '../engine/operation';
import { type Context, ask } from '../engine/transport';
import { session } from '../resources/session';
import { unwrapped } from '../engine/answer';
import { stateOf } from '../engine/states';
import { ageOf } from '../time/age';
import { time } from '../time/time';

const PAUSE_MS = 3_000;

/**
 * Where the engine boots again after a change of its webhooks, it cannot send. Looks at once, and then until the session works;
 * says whether it does. A Wawp that gives no answer, or refuses to tell, says nothing against it.
 */
export async function isBackWithin(limitMs: number, context: Context, target: Target, signal?: AbortSignal): Promise<boolean> {
	for (const startedAt = time.now(); ; ) {
		const answer = await ask(context, session.operations.getInfo, {}, target).catch(() => undefined);
		if (!answer || answer.failure) return true;
		const status = stateOf(unwrapped(answer.body).status);
		if (status === 'WORKING') return true;
		// A session that boots comes back by itself; any other needs somebody.
		const leftMs = limitMs - ageOf(startedAt, time.now());
		if (status !== 'STARTING' || leftMs <= 0 || signal?.aborted) return false;
		await time.pause(Math.min(PAUSE_MS, leftMs), signal);
	}
}

import type { Answer } from '../engine/answer';
import type { Target } from '../engine/operation';
import { type Context, ask } from '../engine/transport';
import { session } from '../resources/session';
import { LOOK_TIMEOUT_MS } from '../session/observe';

/** What session info says now. Undefined where Wawp gives no answer: nobody waits for it longer than a look may take. */
export const infoOf = async (context: Context, target: Target): Promise<Answer | undefined> =>
	await ask(context, { ...session.operations.getInfo, timeoutMs: LOOK_TIMEOUT_MS }, {}, target).catch(() => undefined);

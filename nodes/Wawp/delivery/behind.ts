import type { Target } from '../engine/operation';
import { type Context, ask } from '../engine/transport';
import { session } from '../resources/session';
import { type Behind, behindNotFound } from '../session/notFound';
import { LOOK_TIMEOUT_MS } from '../session/observe';

/** What else is read of a session that was not found. */
export const behind = async (context: Context, target: Target): Promise<Behind> =>
	await behindNotFound(async (key) => await ask(context, { ...session.operations[key], timeoutMs: LOOK_TIMEOUT_MS }, {}, target).catch(() => undefined));

import type { IPollFunctions } from 'n8n-workflow';

import { type Answer, isObject, unwrapped } from '../engine/answer';
import { apiError, inOneMessage } from '../engine/errors';
import type { Target } from '../engine/operation';
import { withoutValues } from '../engine/redact';
import { isGone } from '../engine/sessionState';
import { stateOf } from '../engine/states';
import { ask } from '../engine/transport';
import { behind } from '../delivery/behind';
import { session } from '../resources/session';
import { shownAccount } from '../session/account';
import { type InTurn, LOOKS_MS, lookedFor } from '../session/lookAgain';
import type { Behind } from '../session/notFound';
import { LOOK_TIMEOUT_MS, isUnclear } from '../session/observe';
import type { Sighting } from './changes';

const { getInfo } = session.operations;

/** What session info says of an instance. Whatever keeps Wawp from telling, for so many milliseconds, is a sighting too. */
export async function look(context: IPollFunctions, target: Target, { forMs, inTurn }: { forMs: number; inTurn: InTurn }): Promise<Sighting> {
	const once = async () => await inTurn(async () => await ask(context, { ...getInfo, timeoutMs: LOOK_TIMEOUT_MS }, {}, target).catch((error: Error) => error));
	const answer = await lookedFor(forMs, once, (told) => told instanceof Error || isUnclear(told));
	const told = !(answer instanceof Error) && isGone(answer) ? await inTurn(async () => await behind(context, target)) : {};
	return withoutValues(sightingIn(context, answer, target, told), target.account.secrets);
}

/** One that no look came to an end of. */
export const unseen = ({ instanceId }: Target): Sighting => ({ instanceId, fault: `Wawp did not answer within ${LOOKS_MS / 1000} seconds.`, isAbsent: false });

function sightingIn(context: IPollFunctions, answer: Answer | Error, target: Target, { status, me, isAbsent }: Behind): Sighting {
	const { instanceId } = target;
	if (answer instanceof Error) return { instanceId, fault: inOneMessage(answer), isAbsent: false };
	if (status) return seenIn({ status, me }, instanceId);
	if (!answer.failure) return seenIn(answer.body, instanceId);
	const fault = inOneMessage(apiError(context.getNode(), getInfo, answer, target));
	return { instanceId, fault, isAbsent: isAbsent === true };
}

/** What is no answer of a state is a failure. */
function seenIn(body: unknown, instanceId: string): Sighting {
	const { name, status, me } = unwrapped(body);
	return {
		instanceId,
		status: stateOf(status)!,
		session: typeof name === 'string' ? name : null,
		me: isObject(me) ? shownAccount(me) : null,
	};
}

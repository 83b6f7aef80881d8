import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { accountOf } from '../engine/account';
import { isObject, unwrapped } from '../engine/answer';
import { instanceIdOf, namedIn } from '../engine/instance';
import { isStartOfN8n } from '../engine/startOfN8n';
import { SESSION_STATUS } from '../webhooks/events';
import { outagePolicyIn } from '../fields/triggers/outages';
import { type Standing, foundUp } from '../session/outage';
import { infoOf } from './info';
import type { Memory } from './memory/process';
import { nameOf } from './names';
import { eventsOf, parametersOf } from './settings';

/*
 * A trigger that tells of outages has to know what was up before it heard anything: STARTING is an outage of a session that
 * was WORKING, and the first step of one that somebody starts. So it looks once when it is published, and n8n keeps what it
 * saw, and by which names. Without an answer nothing is known, and what is heard first decides.
 */

export async function noteFoundUp(hooks: IHookFunctions): Promise<void> {
	const saved = hooks.getWorkflowStaticData('node');
	const { foundUp: before, names } = isStartOfN8n(hooks) ? foundIn(saved) : foundIn({});
	delete saved.foundUp;
	delete saved.names;
	const isDue = outagePolicyIn((name, fallback) => hooks.getNodeParameter(name, fallback)) && eventsOf(parametersOf(hooks)).includes(SESSION_STATUS);
	if (!isDue) return;
	const account = await accountOf(hooks);
	const targets = namedIn(hooks, 'instanceId').map((given) => ({ account, instanceId: instanceIdOf(hooks, given, account) }));
	const looks = targets.map(async (target) => {
		const answer = await infoOf(hooks, target);
		const { status, name } = answer && !answer.failure ? unwrapped(answer.body) : {};
		return { ...target, isUp: status === 'WORKING', name: nameOf(name) };
	});
	const seen = await Promise.all(looks);
	// One that is lost just as n8n starts was up before.
	saved.foundUp = [...new Set([...before, ...seen.filter(({ isUp }) => isUp).map(({ instanceId }) => instanceId)])];
	saved.names = { ...names, ...Object.fromEntries(seen.flatMap(({ instanceId, name }) => (name === undefined ? [] : [[instanceId, name]]))) };
}

export const foundIn = ({ foundUp: found, names }: IDataObject): Pick<Memory, 'foundUp' | 'names'> => ({
	foundUp: Array.isArray(found) ? (found as string[]) : [],
	names: isObject(names) ? (names as Memory['names']) : {},
});

/** What n8n has kept is known to this process as well. What it has seen itself since then is newer. */
export function recallFound(memory: Memory, saved: IDataObject): void {
	const { foundUp: found, names } = foundIn(saved);
	if (saved.foundUp !== undefined) memory.foundUp = found;
	memory.names = { ...names, ...memory.names };
}

/** What is known of a session of which nothing was heard yet. */
export const foundBefore = (found: string[], instanceId: string | null, now: number): Standing | undefined =>
	found.includes(instanceId ?? '') ? foundUp(now) : undefined;

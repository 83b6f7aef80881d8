import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { accountOf } from '../engine/account';
import { unwrapped } from '../engine/answer';
import { instanceIdOf, namedIn } from '../engine/instance';
import { isStartOfN8n } from '../engine/startOfN8n';
import { SESSION_STATUS } from '../webhooks/events';
import { outagePolicyIn } from '../fields/triggers/outages';
import { type Standing, foundUp } from '../session/outage';
import { infoOf } from './info';
import { eventsOf, parametersOf } from './settings';

/*
 * A trigger that tells of outages has to know what was up before it heard anything: STARTING is an outage of a session that
 * was WORKING, and the first step of one that somebody starts. So it looks once when it is published, and n8n keeps what it
 * saw. Without an answer nothing is known, and what is heard first decides.
 */

export async function noteFoundUp(hooks: IHookFunctions): Promise<void> {
	const saved = hooks.getWorkflowStaticData('node');
	const before = isStartOfN8n(hooks) ? foundUpIn(saved) : [];
	delete saved.foundUp;
	const isDue = outagePolicyIn((name, fallback) => hooks.getNodeParameter(name, fallback)) && eventsOf(parametersOf(hooks)).includes(SESSION_STATUS);
	if (!isDue) return;
	const account = await accountOf(hooks);
	const targets = namedIn(hooks, 'instanceId').map((given) => ({ account, instanceId: instanceIdOf(hooks, given, account) }));
	const looks = targets.map(async (target) => {
		const answer = await infoOf(hooks, target);
		return answer && !answer.failure && unwrapped(answer.body).status === 'WORKING' ? [target.instanceId] : [];
	});
	// One that is lost just as n8n starts was up before.
	saved.foundUp = [...new Set([...before, ...(await Promise.all(looks)).flat()])];
}

export const foundUpIn = ({ foundUp: found }: IDataObject): string[] => (Array.isArray(found) ? (found as string[]) : []);

/** What is known of a session of which nothing was heard yet. */
export const foundBefore = (found: string[], instanceId: string | null, now: number): Standing | undefined =>
	found.includes(instanceId ?? '') ? foundUp(now) : undefined;

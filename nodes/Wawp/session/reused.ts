import type { IDataObject } from 'n8n-workflow';

import { unwrapped } from '../engine/answer';
import { noteNewest } from '../engine/newest';
import type { Job, Result } from '../engine/operation';
import { isGone } from '../engine/sessionState';
import { reuseInstance } from '../fields/session/session';

/*
 * A log-in that did not come to its end is begun again, and must not cost another instance. Wawp lists no instances, so that
 * what a node has made is remembered here, for as long as this process lives: after a restart of n8n only what the
 * credential names is known.
 */

const MOST_NODES = 1000;

/** By the node that made it, its item and the account: the newest one of each. */
const made = new Map<string, string>();

/** An instance that is there already, where the user wants that one; else one is to be made. */
export async function reused(job: Job): Promise<Result[] | undefined> {
	const wanted = job.get(reuseInstance);
	if (wanted === 'credential' && job.account.instanceId) {
		const found = await foundAs(job, job.account.instanceId);
		if (found) return [{ json: found }];
	}
	const own = wanted ? made.get(keyOf(job)) : undefined;
	const found = own ? await foundAs(job, own) : undefined;
	// What was linked has served its purpose.
	return found && found.status !== 'WORKING' ? [{ json: found }] : undefined;
}

export function noteMade(job: Job, results: Result[]): Result[] {
	const [result] = results;
	const id = result?.json.instance_id ?? result?.json.instanceId;
	if (typeof id !== 'string' || result?.json.reused) return results;
	noteNewest(made, keyOf(job), id, MOST_NODES);
	return results;
}

/** Each item has one of its own. */
const keyOf = ({ item: { context, index }, account }: Job): string => [context.getWorkflow().id, context.getNode().name, index, account.baseUrl, account.accessToken].join(' ');

/** Undefined where Wawp knows it no more. Where Wawp does not tell, nothing is made in its place. */
async function foundAs(job: Job, instanceId: string): Promise<IDataObject | undefined> {
	const answer = await job.ask('session.getInfo', {}, { instanceId });
	if (isGone(answer)) return undefined;
	if (answer.failure) throw await job.errorOf('session.getInfo', answer);
	const { name = null, status = null } = unwrapped(answer.body);
	return { instanceId, instance_id: instanceId, session_name: name as string | null, status: status as string | null, reused: true };
}

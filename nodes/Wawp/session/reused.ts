import { type IDataObject, NodeOperationError } from 'n8n-workflow';

import { type Answer, unwrapped } from '../engine/answer';
import { noteNewest } from '../engine/newest';
import type { Job, Result } from '../engine/operation';
import { isGone } from '../engine/sessionState';
import { stateOf } from '../engine/states';
import { reuseInstance } from '../fields/session/session';
import { accountIn } from './account';
import { ensureWorking } from './ensureWorking';
import { noteLinked, wasLinked } from './linkedBefore';
import { behindFor } from './notFound';

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
	return own && found && (await isUnlinked(job, own, found)) ? [{ json: { ...found, status: 'SCAN_QR_CODE' } }] : undefined;
}

/**
 * What was linked has served its purpose, and is somebody's number. One that is down does not show which of both it is: as
 * the next node would do with it, it is brought up, where it works or shows a code.
 */
async function isUnlinked(job: Job, instanceId: string, { status }: IDataObject): Promise<boolean> {
	if (status === 'WORKING') noteLinked(instanceId);
	if (wasLinked(instanceId)) return false;
	const [shown] = await ensureWorking(inNameOf(job, instanceId));
	const { outcome, status: now } = shown!.json;
	if (outcome === 'failed') throw unclear(job, instanceId, now ?? status);
	// What was stopped on purpose stays so.
	if (outcome === 'working' && status === 'STOPPED') await job.ask('session.stop', {}, { instanceId });
	return outcome === 'needsLogin';
}

const inNameOf = (job: Job, instanceId: string): Job => ({
	...job,
	instanceId,
	values: {},
	get: ({ default: usual }) => usual,
	ask: async (key, values, how) => await job.ask(key, values, { instanceId, ...how }),
});

const unclear = ({ item: { context, index } }: Job, instanceId: string, status: unknown): NodeOperationError =>
	new NodeOperationError(context.getNode(), `Whether a phone is linked to ${instanceId}, which this node made before, does not show: it is ${String(status)}`, {
		itemIndex: index,
		description: `No other one was made. If nobody needs it, remove it with 'Session > Delete'. To make another one beside it, run this node without '${reuseInstance.displayName}'.`,
	});

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
	if (isGone(answer)) return await foundBehind(job, instanceId, answer);
	if (answer.failure) throw await job.errorOf('session.getInfo', answer);
	const { me } = unwrapped(answer.body);
	if (accountIn({ me }).id) noteLinked(instanceId);
	return reusedAs(instanceId, unwrapped(answer.body));
}

/** One that is down may not be found either: only where a start does not find it, it is no more. To start it is what comes next anyway. */
async function foundBehind(job: Job, instanceId: string, answer: Answer): Promise<IDataObject | undefined> {
	const { status, isAbsent } = await behindFor(job, { instanceId });
	if (status) return reusedAs(instanceId, { status });
	if (!isAbsent) throw await job.errorOf('session.getInfo', answer);
	const started = await job.ask('session.start', {}, { instanceId });
	if (isGone(started)) return undefined;
	if (started.failure && started.failure.meaning !== 'already started') throw await job.errorOf('session.start', started);
	return reusedAs(instanceId, started.failure ? {} : unwrapped(started.body));
}

const reusedAs = (instanceId: string, { name = null, status }: Record<string, unknown>): IDataObject => ({
	instanceId,
	instance_id: instanceId,
	session_name: name as string | null,
	status: stateOf(status) ?? null,
	reused: true,
});

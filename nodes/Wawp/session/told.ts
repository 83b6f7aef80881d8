import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../engine/answer';
import type { Job } from '../engine/operation';
import { isAmong, sessionStates, stateOf } from '../engine/states';
import { SESSION_STATUS } from '../webhooks/events';
import { millisecondsIn } from '../time/date';
import type { Told } from './course';

/** What was told of the session before it is looked at: by the item in front, or else by the trigger that started the run. */
export function toldOf(job: Job, now: number): Told | undefined {
	const { context, index } = job.item;
	const inFront = toldBy(context.getInputData()[index]?.json, job.instanceId, now);
	// Of several about it the last one came last.
	return inFront ?? itemsOfTriggers(job).flatMap((json) => toldBy(json, job.instanceId, now) ?? []).at(-1);
}

/** An item of the trigger or of the watcher, or of another operation that tells the state of a session. */
function toldBy(json: IDataObject | undefined, instanceId: string, now: number): Told | undefined {
	const { event, instanceId: about = instanceId, status: given, outage, since, timestamp, reason } = json ?? {};
	const status = stateOf(given);
	if (about !== instanceId || status === undefined) return undefined;
	if (event !== SESSION_STATUS && !isAmong(sessionStates, status)) return undefined;
	const told = millisecondsIn((isObject(outage) ? outage.since : undefined) ?? since ?? timestamp);
	// What was found by looking names its reason.
	return { status, since: beganAt(told ?? now, millisecondsIn(timestamp), now), ...((event !== SESSION_STATUS || reason !== undefined) && { byLook: true }) };
}

/** Wawp repeats an event for half a minute. */
const LONGEST_WAY_MS = 45_000;

/** What seems to have been told longer ago was told by another clock than ours: then only what lies between its own times counts. */
function beganAt(begun: number, toldAt: number | undefined, now: number): number {
	const isOurClock = toldAt === undefined || now - toldAt <= LONGEST_WAY_MS;
	return isOurClock ? Math.min(begun, now) : now - Math.max(0, toldAt - begun);
}

const TRIGGERS = /\.(wawpTrigger|wawpSessionWatcher)$/;

function itemsOfTriggers({ item: { context, index } }: Job): IDataObject[] {
	const triggers = context.getParentNodes(context.getNode().name).filter(({ type }) => TRIGGERS.test(type));
	if (triggers.length === 0) return [];
	const node = context.getWorkflowDataProxy(index).$ as (name: string) => { isExecuted: boolean; all: () => Array<{ json: IDataObject }> };
	return triggers.filter(({ name }) => node(name).isExecuted).flatMap(({ name }) => node(name).all().map(({ json }) => json));
}

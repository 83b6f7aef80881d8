import { randomUUID } from 'node:crypto';
import { type IDataObject, type INode, type INodeParameters, sleep } from 'n8n-workflow';

import type { Attempt, Instance, Wawp } from '../simulator';
import { eventually } from './eventually';
import type { N8nClient, SavedCredential, SavedWorkflow } from './n8n/client';
import type { Execution } from './n8n/execution';

export const TRIGGER = 'Wawp Trigger';

export interface Wanted {
	name?: string;
	parameters?: INodeParameters;
	/** Behind the trigger, each behind the one before. */
	behind?: Array<Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>>;
	/** That have nothing to do with the trigger. */
	beside?: INode[];
}

/** A workflow that begins with the trigger, saved and not yet published. */
export async function savedWithTrigger(n8n: N8nClient, wawpApi: SavedCredential, { name = 'Trigger', parameters, behind = [], beside = [] }: Wanted = {}): Promise<SavedWorkflow> {
	const trigger: INode = {
		...placed(0),
		name: TRIGGER,
		type: 'n8n-nodes-wawp.wawpTrigger',
		typeVersion: 2,
		webhookId: randomUUID(),
		parameters: { events: ['message'], ...parameters },
		credentials: { wawpApi },
	};
	const chain = [trigger, ...behind.map((node, index): INode => ({ ...placed(index + 1), ...node }))];
	const arrows = chain.slice(1).map((node, index) => [chain[index]!.name, { main: [[{ node: node.name, type: 'main' as const, index: 0 }]] }]);
	return await n8n.addWorkflow({ name, nodes: [...chain, ...beside], connections: Object.fromEntries(arrows), settings: { executionOrder: 'v1' } });
}

const placed = (column: number): Pick<INode, 'id' | 'position'> => ({ id: randomUUID(), position: [200 * column, 0] });

/** What Wawp's deliveries of an instance were answered, one after the other; the error where nothing was. */
export const answersTo = (wawp: Wawp, { id }: Instance, isMeant: (attempt: Attempt) => boolean = () => true): Array<number | string> =>
	wawp.deliveries.filter((attempt) => attempt.instanceId === id && isMeant(attempt)).map(({ status, error }) => status ?? error ?? 'none');

/**
 * Has messages come in, each instance's next one when the one before has been taken: what piled up would all be repeated at
 * once, and an n8n that is slower than Wawp's patience takes nothing any more then. Resolves when all have been taken.
 */
export async function storm(wawp: Wawp, instances: Instance[], ids: string[]): Promise<void> {
	await Promise.all(
		instances.map(async (instance, lane) => {
			for (const id of ids.filter((_id, index) => index % instances.length === lane)) {
				wawp.emit(instance.id, 'message', { id: `false_1@c.us_${id}`, body: id }, { id });
				while (!isTaken(wawp, id)) await sleep(20);
			}
		}),
	);
}

const isTaken = ({ deliveries }: Wawp, id: string): boolean => deliveries.some((attempt) => attempt.id === id && attempt.status === 200);

/** Which of them were answered well. */
export const takenOf = (wawp: Wawp, ids: string[]): string[] => ids.filter((id) => isTaken(wawp, id));

export interface Runs {
	/** The IDs of the events whose items left the trigger, one for each item. */
	ids: string[];
	/** Runs that the trigger ended without an item. */
	empty: number;
	/** Ended by an error, or by the death of their process. n8n shows them with their event, and can run them again. */
	failed: Execution[];
	/** Neither over nor under way any more: the process that had them is gone. */
	stuck: Execution[];
}

/**
 * That n8n's database knows the events whose runs are over. It is told of them two to four seconds later, so that one whose
 * answer a kill takes away is not mistaken for a repeat.
 */
export const writtenDown = async (): Promise<void> => await sleep(6_000);

/** How long nothing may happen before what is still under way counts as cut off. */
const GONE_MS = 20_000;
const QUIET_MS = 3_000;

/** What has become of a workflow's runs, once none of them moves any more. */
export async function runsOf(n8n: N8nClient, workflowId: string): Promise<Runs> {
	const listed = await quiet(n8n, workflowId);
	const executions: Execution[] = [];
	for (let first = 0; first < listed.length; first += 10) {
		executions.push(...(await Promise.all(listed.slice(first, first + 10).map(async ({ id }) => await n8n.execution(id)))));
	}
	const successes = executions.filter(({ status }) => status === 'success');
	return {
		ids: successes.flatMap((execution) => execution.json(TRIGGER).map((json) => String((json as IDataObject).id))),
		empty: successes.filter((execution) => execution.json(TRIGGER).length === 0).length,
		failed: executions.filter(({ isOver, status }) => isOver && status !== 'success'),
		stuck: executions.filter(({ isOver }) => !isOver),
	};
}

async function quiet(n8n: N8nClient, workflowId: string) {
	let before = '';
	let since = Date.now();
	return await eventually(`workflow ${workflowId} to be through`, async () => {
		const listed = await n8n.listedExecutions(workflowId);
		const now = listed.map(({ id, status }) => id + status).join();
		if (now !== before) since = Date.now();
		before = now;
		const isUnderWay = listed.some(({ status }) => ['new', 'running', 'waiting'].includes(status));
		return Date.now() - since > (isUnderWay ? GONE_MS : QUIET_MS) && listed;
	}, 600_000);
}

/** The events of which nothing is left, and those that n8n shows in a run that failed. */
export function missingIn({ ids, failed }: Runs, events: string[]): { lost: string[]; shown: string[] } {
	const missing = events.filter((id) => !ids.includes(id));
	const told = JSON.stringify(failed);
	const shown = missing.filter((id) => told.includes(`"${id}"`));
	return { lost: missing.filter((id) => !shown.includes(id)), shown };
}

export const repeatedIn = (ids: string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line, never in n8n */
import axios from 'axios';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { items } from '../support/engine';
import type { Nodes } from './built';
import { rigFor } from './rig';
import { inTurns } from './turns';

const ACTION = 'n8n-nodes-wawp.wawp';

/** One way of making the same requests. */
interface Way {
	name: string;
	run: (count: number) => Promise<Cost>;
}

interface Task {
	path: string;
	body: Record<string, string>;
	/** The same for the action node. */
	parameters: INodeParameters;
}

const TASKS: Record<string, Task> = {
	'a send': {
		path: '/v2/send/text',
		body: { chatId: '201145202826@c.us', message: 'Hi' },
		parameters: { resource: 'message', operation: 'sendText', to: { __rl: true, mode: 'id', value: '201145202826@c.us' }, text: 'Hi' },
	},
	'a read': {
		path: '/v2/session/info',
		body: {},
		parameters: { resource: 'session', operation: 'getInfo' },
	},
};

/** Milliseconds by the clock, and those in which this process kept a processor busy. */
interface Cost {
	clock: number;
	processor: number;
}

/** The same an item, of each round. */
export interface Timed {
	way: string;
	rounds: number[];
	processor: number[];
}

export async function timed(task: string, { url, count, rounds }: { url: string; count: number; rounds: number }, nodes: Nodes): Promise<Timed[]> {
	const ways = waysOf(TASKS[task]!, url, nodes);
	for (const { run } of ways) await run(Math.min(count, 50));
	const costs = await inTurns(ways, rounds, async ({ run }) => await run(count));
	return ways.map(({ name }, index) => ({
		way: name,
		rounds: costs[index]!.map(({ clock }) => clock / count),
		processor: costs[index]!.map(({ processor }) => processor / count),
	}));
}

function waysOf({ path, body, parameters }: Task, url: string, nodes: Nodes): Way[] {
	const rig = rigFor(url, nodes);
	const minimal = { url: `${url}${path}`, body: JSON.stringify(body) };
	const inEngine = (type: string, given: INodeParameters, credentials: string[] = []) => async (count: number) =>
		await costOf(async () => {
			const run = await rig.runNode({ type, credentials, parameters: given }, inputOf(count), 'manual');
			if (items(run).length !== count) throw new Error(`${type}: ${items(run).length} of ${count} items`);
		});
	return [
		{ name: 'this node', run: inEngine(ACTION, parameters, ['wawpApi']) },
		{ name: 'this node, one after the other', run: inEngine(ACTION, { ...parameters, options: { parallelRequests: 1 } }, ['wawpApi']) },
		{ name: '(a) minimal node, with the credential', run: inEngine('bench.with', minimal, ['wawpApi']) },
		{ name: '(b) minimal node, without', run: inEngine('bench.without', minimal) },
		{ name: '(c) bare axios', run: async (count) => await costOf(async () => await axiosLoop(minimal.url, body, count)) },
	];
}

async function axiosLoop(url: string, body: Record<string, string>, count: number): Promise<void> {
	for (let index = 0; index < count; index++) await axios.post(url, body);
}

const inputOf = (count: number): INodeExecutionData[] => Array.from({ length: count }, (_, index) => ({ json: { index } }));

async function costOf(work: () => Promise<void>): Promise<Cost> {
	const [start, before] = [performance.now(), process.cpuUsage()];
	await work();
	const { user, system } = process.cpuUsage(before);
	return { clock: performance.now() - start, processor: (user + system) / 1000 };
}

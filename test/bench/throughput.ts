import axios from 'axios';
import type { ICredentialType, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';

import { Rig, items } from '../support/engine';
import { withCredential, withoutCredential } from './minimalNodes';
import { median } from './report';
import { inTurns } from './turns';

const ACTION = 'n8n-nodes-wawp.wawp';

/** One way of making the same requests. */
interface Way {
	name: string;
	run: (count: number) => Promise<number>;
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

export interface Timed {
	way: string;
	/** Milliseconds an item, of each round. */
	rounds: number[];
	perItem: number;
}

export async function timed(task: string, { url, count, rounds }: { url: string; count: number; rounds: number }, built: Built): Promise<Timed[]> {
	const ways = waysOf(TASKS[task]!, url, built);
	for (const { run } of ways) await run(Math.min(count, 50));
	const times = await inTurns(ways, rounds, async ({ run }) => (await run(count)) / count);
	return ways.map(({ name }, index) => ({ way: name, rounds: times[index]!, perItem: median(times[index]!) }));
}

export interface Built {
	Wawp: new () => INodeType;
	WawpApi: new () => ICredentialType;
}

function waysOf({ path, body, parameters }: Task, url: string, { Wawp, WawpApi }: Built): Way[] {
	const credential = { accessToken: 'token-of-the-benchmark', instanceId: '3EB0BCB2E3D4', baseUrl: url };
	const rig = new Rig({
		nodeTypes: { [ACTION]: new Wawp(), 'bench.with': withCredential, 'bench.without': withoutCredential },
		credentialTypes: [new WawpApi()],
		credentials: { wawpApi: credential },
	});
	const minimal = { url: `${url}${path}`, body: JSON.stringify(body) };
	const inEngine = (type: string, given: INodeParameters, credentials: string[] = []) => async (count: number) =>
		await msOf(async () => {
			const run = await rig.runNode({ type, credentials, parameters: given }, inputOf(count), 'manual');
			if (items(run).length !== count) throw new Error(`${type}: ${items(run).length} of ${count} items`);
		});
	return [
		{ name: 'this node', run: inEngine(ACTION, parameters, ['wawpApi']) },
		{ name: 'this node, one after the other', run: inEngine(ACTION, { ...parameters, options: { parallelRequests: 1 } }, ['wawpApi']) },
		{ name: '(a) minimal node, with the credential', run: inEngine('bench.with', minimal, ['wawpApi']) },
		{ name: '(b) minimal node, without', run: inEngine('bench.without', minimal) },
		{ name: '(c) bare axios', run: async (count) => await msOf(async () => await axiosLoop(minimal.url, body, count)) },
	];
}

async function axiosLoop(url: string, body: Record<string, string>, count: number): Promise<void> {
	for (let index = 0; index < count; index++) await axios.post(url, body);
}

const inputOf = (count: number): INodeExecutionData[] => Array.from({ length: count }, (_, index) => ({ json: { index } }));

async function msOf(work: () => Promise<void>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

import type { IDataObject } from 'n8n-workflow';

import { type Wawp as LocalWawp, startWawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { Rig } from '../support/engine';
import type { Nodes } from './built';

const SPEED = 40;

interface Scenario {
	name: string;
	instance: NewInstance;
	options?: IDataObject;
	/** One look before, the steps that are needed, and one look at the end. */
	fewest: number;
}

const SCENARIOS: Scenario[] = [
	{ name: 'it works', instance: { status: 'WORKING' }, fewest: 1 },
	{ name: 'it is stopped', instance: { linked: true }, fewest: 3 },
	{ name: 'it failed', instance: { status: 'FAILED', linked: true }, fewest: 3 },
	{ name: 'it hangs in STARTING', instance: { status: 'STARTING', linked: true, stuckInStarting: 1 }, fewest: 3 },
	{ name: 'it fails again, and may be logged out', instance: { status: 'FAILED', linked: true, failsOnStart: 9 }, options: { logOutIfNeeded: true }, fewest: 5 },
	{ name: 'it waits for a scan', instance: { status: 'SCAN_QR_CODE' }, fewest: 1 },
];

export interface Recovery {
	name: string;
	calls: number;
	fewest: number;
}

/** How many calls `Ensure Working` makes until a session works, or until it is known that it cannot. */
export async function recoveries(nodes: Nodes, most: number): Promise<Recovery[]> {
	nodes.time.speed = SPEED;
	const wawp = await startWawp({ speed: SPEED });
	try {
		const made: Recovery[] = [];
		for (const { name, fewest, ...scenario } of SCENARIOS.slice(0, most)) made.push({ name, fewest, calls: await callsOf(wawp, scenario, nodes) });
		return made;
	} finally {
		nodes.time.speed = 1;
		await wawp.stop();
	}
}

async function callsOf(wawp: LocalWawp, { instance: given, options = {} }: Pick<Scenario, 'instance' | 'options'>, { Wawp, WawpApi }: Nodes): Promise<number> {
	const account = wawp.addAccount({});
	const instance = wawp.addInstance(account, given);
	const rig = new Rig({
		nodeTypes: { 'n8n-nodes-wawp.wawp': new Wawp() },
		credentialTypes: [new WawpApi()],
		credentials: { wawpApi: { accessToken: account.token, instanceId: instance.id, baseUrl: wawp.url } },
	});
	const parameters = { resource: 'session', operation: 'ensureWorking', options };
	const run = await rig.runNode({ type: 'n8n-nodes-wawp.wawp', credentials: ['wawpApi'], parameters } as never);
	if (run.data.resultData.error) throw run.data.resultData.error;
	return wawp.calls.filter(({ credentials }) => credentials.token === account.token).length;
}

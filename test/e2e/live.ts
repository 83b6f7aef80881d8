/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- runs in jest, never in n8n */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IDataObject, INodeParameters, IWorkflowBase } from 'n8n-workflow';

import { type Account, type Instance, type Options, type Wawp, startWawp } from '../simulator';
import { eventually } from './eventually';
import { N8nClient, type SavedCredential, type SavedWorkflow } from './n8n/client';
import type { Execution } from './n8n/execution';
import type { InstalledN8n } from './n8n/installed';
import { N8nServer, type ServerOptions } from './n8n/server';
import { QueueMode, type QueueModeOptions } from './queue/queueMode';
import { timed } from './timings';
import { installByHand } from './wawpPackage';

/** The Instance ID and the group that the examples come with, and the trigger that starts them by hand. */
export const LISTED = '3EB0BCB2E3D4';
export const GROUP = '120363041234567890@g.us';
export const MANUAL = "When clicking 'Execute workflow'";
export const PERSON = '201000000001@c.us';

interface Server {
	url: string;
	nodesFolder: string;
	start(): Promise<void>;
	remove(): Promise<void>;
}

/** A real n8n with the packed package in it, a local Wawp, and a credential that fits. */
export class Live<OneOrMany extends Server = N8nServer> {
	private constructor(
		readonly wawp: Wawp,
		readonly account: Account,
		readonly server: OneOrMany,
		readonly n8n: N8nClient,
	) {}

	credential!: SavedCredential;

	/** Session info is that much behind what events tell, in milliseconds. Documented are 1 to 3 seconds. */
	static async start({ plan = 'paid', lag = 0, ...options }: ServerOptions & { plan?: 'paid' | 'free'; lag?: Options['lag'] } = {}): Promise<Live> {
		return await Live.startOn(await N8nServer.prepare(prepared().n8n, options), plan, lag);
	}

	static async startInQueueMode(options: Omit<QueueModeOptions, 'tell'> = {}): Promise<Live<QueueMode>> {
		const tell = () => undefined;
		return await Live.startOn(await timed('Start PostgreSQL and Redis', async () => await QueueMode.prepare(prepared().n8n, { ...options, tell })));
	}

	private static async startOn<OneOrMany extends Server>(server: OneOrMany, plan: 'paid' | 'free' = 'paid', lag: Options['lag'] = 0): Promise<Live<OneOrMany>> {
		const wawp = await startWawp({ lag });
		const account = wawp.addAccount({ plan });
		const live = new Live(wawp, account, server, new N8nClient(server.url));
		try {
			await timed('Install the package by hand', async () => await installByHand(prepared().tarball, server.nodesFolder));
			await timed('Start n8n with a new database', async () => await server.start());
			await live.n8n.setUpOwner();
			live.credential = await live.addCredential();
			return live;
		} catch (error) {
			await live.stop();
			throw error;
		}
	}

	async stop(): Promise<void> {
		await this.server.remove();
		await this.wawp.stop();
	}

	/**
	 * Starts n8n where a proxy asks it whether it is ready. Without one, n8n answers "n8n is starting up. Please wait" with
	 * a 200 for a moment, whatever it is asked: Wawp takes that for an answer of the trigger, and the event is lost.
	 */
	async startBehindReadinessCheck(): Promise<void> {
		this.wawp.holdDeliveries();
		await this.server.start();
		await this.wawp.releaseDeliveries('at once');
	}

	async addCredential(given: IDataObject = {}): Promise<SavedCredential> {
		return await this.n8n.addCredential('Wawp', { accessToken: this.account.token, baseUrl: this.wawp.url, ...given });
	}

	/** An example as a user imports it: the editor gives its webhooks new IDs, and the user selects the credential. */
	async importExample(name: string, credential = this.credential, settings: Record<string, INodeParameters> = {}): Promise<SavedWorkflow> {
		const workflow = JSON.parse(readFileSync(`examples/${name}.json`, 'utf8')) as IWorkflowBase;
		const nodes = workflow.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...settings[node.name] },
			...(node.webhookId && { webhookId: randomUUID() }),
			...(node.type.startsWith('n8n-nodes-wawp.') && { credentials: { wawpApi: credential } }),
		}));
		return await this.n8n.addWorkflow({ ...workflow, nodes });
	}

	/** A number of its own that is connected, and a credential that names it. */
	async connectedNumber(): Promise<{ instance: Instance; credential: SavedCredential }> {
		const instance = this.wawp.addInstance(this.account, { status: 'WORKING', whatsapp: { groups: [{ id: GROUP, participants: [PERSON] }] } });
		return { instance, credential: await this.addCredential({ instanceId: instance.id }) };
	}

	async publish({ id }: SavedWorkflow): Promise<void> {
		expect(await this.n8n.publish(id)).toMatchObject({ status: 'published' });
	}

	/** The executions of a workflow, once all are over and one of them has reached a node. */
	async reached({ id }: SavedWorkflow, node: string): Promise<Execution[]> {
		return await eventually(`an execution that reaches ${node}`, async () => {
			const executions = await this.n8n.executions(id);
			return executions.every(({ isOver }) => isOver) && executions.some((execution) => execution.hasRun(node)) && executions;
		});
	}

	/** They succeeded, and kept no token. */
	expectClean(...executions: Execution[]): void {
		expect(executions.filter(({ status }) => status !== 'success').map(({ id, status, error }) => ({ id, status, error }))).toEqual([]);
		expect(JSON.stringify(executions)).not.toContain(this.account.token);
	}

	/** What an instance was asked to send. */
	sent(instanceId: string): Array<Record<string, unknown>> {
		const calls = this.wawp.calls.filter(({ operation, credentials }) => credentials.instanceId === instanceId && /^message\.send/.test(operation ?? ''));
		return calls.map(({ operation, body }) => ({ operation, ...body }));
	}

	/** How often Wawp heard an operation, also when it refused. */
	heard(operation: string): number {
		return this.wawp.calls.filter((call) => call.operation === operation).length;
	}
}

export interface Prepared {
	n8n: InstalledN8n;
	tarball: string;
	/** The browser's program. */
	chromium: string;
}

/** What `prepare.ts` did before all tests. */
export function prepared(): Prepared {
	const { E2E_PREPARED } = process.env;
	if (!E2E_PREPARED) throw new Error('Run "npm run test:e2e"');
	return JSON.parse(E2E_PREPARED) as Prepared;
}

import {
	LoggerProxy,
	type ICredentialType,
	type IDataObject,
	type INodeExecutionData,
	type IRun,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { TestCredentialsHelper, type StoredCredential } from '../credentials';
import { DataTables } from '../dataTables';
import { collectLogs, type Logs } from '../logs';
import { TestNodeTypes, type AnyNodeType } from '../nodeTypes';
import { deliver } from './delivery';
import { HttpError } from './httpError';
import { listenOn, type HttpServer, type WebhookHandler } from './httpServer';
import { Instance } from './instance';
import { nodeWebhooks } from './nodeWebhooks';
import { Polling } from './polling';
import { Publication, route } from './publication';
import { Runs, type Execution } from './runs';
import { Turns } from './turns';
import { TestListening } from './testListening';
import { knock } from './waiting';
import { WorkflowStore, type WorkflowJson } from './workflowStore';

export type { Execution, WorkflowJson };

export type N8nOptions = {
	/** Called again at each restart, so that a test can hand out freshly loaded modules. */
	nodeTypes: () => Record<string, AnyNodeType>;
	credentialTypes?: ICredentialType[];
	/** By id, as the nodes of a workflow name them. */
	credentials?: Record<string, StoredCredential>;
	port?: number;
	/** Queue mode: these processes take deliveries in turn, and these run workflows in turn. The main one does the rest. */
	queue?: { webhookProcesses: number; workers: number };
	/** How often an activation that throws is tried; n8n 2.41 tries five times. */
	activationTries?: number;
};

/** A small n8n on loopback: real nodes, engine and HTTP; a map in memory for a database. */
export async function startN8n(options: N8nOptions): Promise<LiveN8n> {
	const n8n = new LiveN8n(options);
	await n8n.start();
	return n8n;
}

export class LiveN8n {
	readonly credentials: TestCredentialsHelper;

	readonly logs: Logs = collectLogs();

	/** Part of the database: they outlive restarts. */
	readonly dataTables = new DataTables();

	/** Where the outside reaches this n8n; webhook URLs are built on it. */
	publicUrl = '';

	private readonly store = new WorkflowStore();

	private readonly runs = new Runs();

	private instance: Instance;

	private webhookProcesses: Turns<Instance>;

	private workers: Turns<Instance>;

	private publication: Publication;

	private polling: Polling;

	private listenings = new Set<TestListening>();

	private server: HttpServer | undefined;

	private isDown = false;

	constructor(private readonly options: N8nOptions) {
		const { credentialTypes = [], credentials = {} } = options;
		this.credentials = new TestCredentialsHelper(credentialTypes, credentials);
		this.instance = this.newInstance();
		this.webhookProcesses = this.newProcesses('webhookProcesses');
		this.workers = this.newProcesses('workers');
		this.publication = this.newPublication();
		this.polling = this.newPolling();
	}

	async start() {
		this.server = await listenOn(this.options.port ?? 0, this.handle);
		this.publicUrl = this.url;
	}

	get url(): string {
		return `http://127.0.0.1:${this.server?.port}`;
	}

	/** Finished runs of active workflows, in the order they ended. */
	get executions(): readonly Execution[] {
		return this.runs.finished;
	}

	/** From the start, with what the workflow is now: as a person retries it, or as n8n does when a worker has died in the midst. */
	async runAgain({ order }: Execution, mode: 'retry' | 'webhook') {
		const saved = this.store.load(order.saved.id);
		const node = saved.nodes.find(({ name }) => name === order.node.name)!;
		await this.runs.start(this.options.queue ? this.workers.next() : this.instance, { ...order, saved, node, mode });
	}

	/** Until when the runs wait that a *Wait* node has put aside. They are neither finished nor under way. */
	get waits(): Date[] {
		return this.runs.waiting.map(({ data }) => data.waitTill!);
	}

	/** The executions that wait, by their IDs. */
	get asleep(): string[] {
		return this.runs.waiting.map(({ executionId }) => executionId);
	}

	/** What n8n keeps of them. */
	get asleepData(): unknown[] {
		return this.runs.waiting.map(({ data }) => data);
	}

	/** A person stops an execution that waits. */
	stopExecution(executionId: string) {
		this.runs.stop(executionId);
	}

	/** Executions go with their workflow. */
	deleteWorkflow(id: string) {
		this.runs.forget(id);
	}

	/** That time has come: they go on, those from before a restart too. */
	async wakeUp() {
		await this.runs.wakeUp(this.instance);
	}

	/** Imports a workflow; returns its id. */
	save(json: WorkflowJson): string {
		return this.store.add(json, this.instance.nodeTypes);
	}

	async activate(id: string) {
		if (this.isActive(id)) return;
		await this.publication.activate(id);
		await this.polling.start(id, 'activate').catch(async (error: Error) => {
			await this.publication.deactivate(id);
			throw new Error(error.message);
		});
	}

	async deactivate(id: string) {
		this.polling.stop(id);
		await this.publication.deactivate(id);
	}

	/** A minute has passed: an active workflow's polling triggers look again. */
	async poll(id: string) {
		await this.polling.poll(id);
	}

	/** Saves a changed version, and puts it live if the workflow is active. */
	async publish(id: string, json: WorkflowJson) {
		await this.publication.publish(id, json);
		if (this.isActive(id)) await this.polling.start(id, 'update');
	}

	/** What its expressions give has changed: no trigger hears of it. */
	changeInPlace(id: string, json: WorkflowJson) {
		this.store.replace(id, json, this.instance.nodeTypes);
	}

	isActive(id: string): boolean {
		return this.store.isActive(id);
	}

	/** What is saved in the database; a copy. */
	staticData(id: string): IDataObject {
		return this.store.staticData(id);
	}

	/** Saves what an earlier version of a node may have left there. */
	saveStaticData(id: string, staticData: IDataObject) {
		this.store.saveStaticData(id, staticData);
	}

	/** The production URL of a node, of the first with a webhook unless named. */
	webhookUrl(id: string, nodeName?: string): string {
		const webhooks = nodeWebhooks(this.instance, this.instance.workflowOf(this.store.load(id)));
		const webhook = webhooks.find(({ node }) => nodeName === undefined || node === nodeName);
		return `${this.publicUrl}/webhook/${webhook?.path}`;
	}

	/** Has the editor listen for a test event; `run` is the run of the first one. */
	async listen(id: string) {
		const listening = new TestListening(this.instance, this.store.load(id));
		this.listenings.add(listening);
		await listening.start();
		const [path] = listening.paths;
		return {
			url: `${this.publicUrl}/webhook-test/${path}`,
			run: listening.run,
			stop: async () => await listening.stop(),
		};
	}

	/** Starts a workflow from a manual or schedule trigger; mode 'trigger' is what a schedule does. */
	async run(
		id: string,
		{ from, items, mode = 'manual' }: ManualRun = {},
	): Promise<IRun> {
		const loaded = this.store.load(id);
		// the editor sends no static data along
		const saved = mode === 'manual' ? { ...loaded, staticData: {} } : loaded;
		const workflow = this.instance.workflowOf(saved);
		const node = from === undefined ? workflow.getStartNode() : workflow.getNode(from);
		if (!node) throw new Error(`${saved.name} has no node ${from ?? ''} to start from`);
		const pinned = items && mode === 'manual' ? { [node.name]: items } : {};
		return await this.runs.start(this.instance, {
			saved,
			node,
			mode,
			data: [items ?? [{ json: {} }]],
			pinData: mode === 'manual' ? { ...saved.pinData, ...pinned } : undefined,
		});
	}

	/** Resolves when no delivery and no run is under way. */
	async idle() {
		await this.runs.idle();
	}

	/** Waits for the next finished production run; each is handed out once. */
	async nextExecution(timeoutMs = 5000): Promise<Execution> {
		const [execution] = await this.runs.next(1, timeoutMs);
		return execution!;
	}

	async nextExecutions(count: number, timeoutMs = 5000): Promise<Execution[]> {
		return await this.runs.next(count, timeoutMs);
	}

	/** The database refuses the next execution: the delivery that it belongs to is answered with 500. */
	refuseNextRun() {
		this.runs.refuseNext();
	}

	/** SIGKILL of the webhook process of this number, and a new one in its place. */
	killWebhookProcess(number: number) {
		this.webhookProcesses.of(number).alive = false;
		this.webhookProcesses.replace(number, this.newInstance());
	}

	/** SIGKILL: no hook is called, and nobody is answered until it is started again. */
	kill() {
		this.isDown = true;
		for (const process of this.processes) process.alive = false;
		this.runs.kill();
		this.server?.dropConnections();
	}

	/** SIGKILL, unless it is down already, and start: database, credentials and active URLs stay. */
	async restart() {
		this.kill();
		this.listenings = new Set();
		this.instance = this.newInstance();
		this.webhookProcesses = this.newProcesses('webhookProcesses');
		this.workers = this.newProcesses('workers');
		this.publication = this.newPublication();
		this.polling = this.newPolling();
		this.isDown = false;
		await this.resume('init');
	}

	/** Multi-main: the main process that leads is killed, and another one takes over. Webhook processes and workers live on. */
	async takeOver() {
		if (!this.options.queue) throw new Error('Only queue mode has several main processes');
		this.instance.alive = false;
		this.instance = this.newInstance();
		this.publication = this.newPublication();
		this.polling = this.newPolling();
		await this.resume('leadershipChange');
	}

	private async resume(activation: 'init' | 'leadershipChange') {
		await this.publication.resume(activation);
		await this.polling.resume(activation);
	}

	async stop() {
		for (const process of this.processes) process.alive = false;
		this.runs.kill();
		this.logs.stop();
		await this.server?.stop();
	}

	private readonly handle: WebhookHandler = async (target, request, response) => {
		if (this.isDown) return void request.socket.destroy();
		const { method, path, kind } = target;
		LoggerProxy.debug(`Received webhook "${method}" for path "${path}"`);
		const exchange = { request, response, runs: this.runs };
		if (kind === 'webhook-waiting') return await this.runs.track(this.deliverWaiting(method, path, exchange));
		await this.runs.track(kind === 'webhook-test' ? this.deliverTest(method, path, exchange) : this.deliverLive(method, path, exchange));
	};

	private async deliverLive(method: string, path: string, exchange: Exchange) {
		const wanted = exchange.request.headers[PROCESS_HEADER];
		const instance = wanted === undefined ? this.webhookProcesses.next() : this.webhookProcesses.of(Number(wanted));
		const registered = this.store.webhooks.get(`${method} ${path}`);
		if (!registered) throw notRegistered(method, path);
		const saved = this.store.load(registered.workflowId);
		const workflow = instance.workflowOf(saved);
		const webhook = nodeWebhooks(instance, workflow).find(
			(candidate) => route(candidate) === `${method} ${path}`,
		);
		if (!webhook) throw notRegistered(method, path);
		const worker = this.options.queue && (() => this.workers.next());
		await deliver({ instance, worker, saved, workflow, webhook, mode: 'webhook', ...exchange });
	}

	private async deliverWaiting(method: string, path: string, exchange: Exchange) {
		const wanted = exchange.request.headers[PROCESS_HEADER];
		const instance = wanted === undefined ? this.webhookProcesses.next() : this.webhookProcesses.of(Number(wanted));
		await knock(method, path, { instance, worker: this.options.queue ? this.workers.next() : instance, ...exchange });
	}

	private async deliverTest(method: string, path: string, exchange: Exchange) {
		const listening = [...this.listenings].find((candidate) => candidate.answers(method, path));
		if (!listening) throw notRegistered(method, path);
		await listening.deliver(method, path, exchange);
	}

	private newInstance(): Instance {
		const nodeTypes = new TestNodeTypes(this.options.nodeTypes());
		return new Instance(this.store, nodeTypes, this.credentials, () => this.publicUrl, this.dataTables);
	}

	private get processes(): Instance[] {
		return [this.instance, ...this.webhookProcesses.all, ...this.workers.all];
	}

	/** Outside of queue mode the one process does everything. */
	private newProcesses(kind: 'webhookProcesses' | 'workers'): Turns<Instance> {
		const { queue } = this.options;
		return new Turns(queue ? Array.from({ length: queue[kind] }, () => this.newInstance()) : [this.instance]);
	}

	private newPolling(): Polling {
		return new Polling(this.instance, this.runs, this.options.queue && (() => this.workers.next()));
	}

	private newPublication(): Publication {
		return new Publication(this.instance, this.runs, this.options.activationTries);
	}
}

/** Which webhook process a delivery goes to, where a test says so. */
export const PROCESS_HEADER = 'x-test-process';

type ManualRun = {
	from?: string;
	items?: INodeExecutionData[];
	mode?: Extract<WorkflowExecuteMode, 'manual' | 'trigger'>;
};

type Exchange = Parameters<TestListening['deliver']>[2];

function notRegistered(method: string, path: string) {
	return new HttpError(404, `The requested webhook "${method} ${path}" is not registered.`);
}

import {
	ExecuteContext,
	ExecutionLifecycleHooks,
	HookContext,
	LoadOptionsContext,
	PollContext,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IRun,
	type IWebhookData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalData } from './additionalData';
import { TestCredentialsHelper, type StoredCredential } from './credentials';
import { TestNodeTypes, type AnyNodeType } from './nodeTypes';
import { recordedResponse } from './recordedResponse';
import { enteredNode, savedNode, type NodeToSave } from './savedNode';

export type RigOptions = {
	nodeTypes: Record<string, AnyNodeType>;
	credentialTypes?: ICredentialType[];
	/** One credential of each type, by the type's name, which is also its id. */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** Further ones by id, for several of one type. */
	storedCredentials?: Record<string, StoredCredential>;
	settings?: IWorkflowSettings;
	staticData?: IDataObject;
};

export type NodeSpec = Omit<NodeToSave, 'name' | 'credentials'> & {
	/** Names of credential types, or type -> id of a stored credential. */
	credentials?: string[] | Record<string, string>;
};

export type RecordedRequest = {
	method?: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	params?: Record<string, string>;
	body?: unknown;
	rawBody?: Buffer;
};

const BASE_URL = 'http://localhost:5678';
const EXECUTION_ID = '42';

/** n8n's real engine around one node, or a chain of a few. */
export class Rig {
	readonly nodeTypes: TestNodeTypes;

	readonly credentialsHelper: TestCredentialsHelper;

	/** What the engine told the server, such as 'waiting'. */
	readonly statuses: string[] = [];

	readonly events: Array<[hook: string, ...details: unknown[]]> = [];

	constructor(private readonly options: RigOptions) {
		const { nodeTypes, credentialTypes = [], credentials = {}, storedCredentials } = options;
		this.nodeTypes = new TestNodeTypes(nodeTypes);
		const onePerType = Object.entries(credentials).map(([type, data]) => [type, { type, data }]);
		this.credentialsHelper = new TestCredentialsHelper(credentialTypes, {
			...Object.fromEntries(onePerType),
			...storedCredentials,
		});
	}

	/** Runs one node behind a start node that emits `items`; returns the real IRun. */
	async runNode(
		spec: NodeSpec,
		items: INodeExecutionData[] = [{ json: {} }],
		mode: WorkflowExecuteMode = 'manual',
		stop?: AbortSignal,
	): Promise<IRun> {
		const start = this.node('Start', { type: 'test.start' });
		const node = this.withCredentials(spec, (given) => enteredNode({ ...given, name: 'Node' }, this.nodeTypes));
		return await this.run([start, node], items, mode, stop);
	}

	/** Runs `nodes` one behind the other; the first hands on `items`. `stop` is the editor's Stop button. */
	async run(
		nodes: INode[],
		items: INodeExecutionData[] = [{ json: {} }],
		mode: WorkflowExecuteMode = 'manual',
		stop?: AbortSignal,
	): Promise<IRun> {
		const [first] = nodes;
		if (!first) throw new Error('A run needs a node');
		const workflow = this.workflow(nodes);
		const data = createRunExecutionData({
			// pinned, so that the items arrive exactly as given
			resultData: { pinData: { [first.name]: items } },
			executionData: {
				nodeExecutionStack: [{ node: first, data: { main: [items] }, source: null }],
			},
		});
		const running = new WorkflowExecute(
			this.additionalData(mode, workflow),
			mode,
			data,
		).processRunExecutionData(workflow);
		stop?.addEventListener('abort', () => running.cancel());
		return await running;
	}

	/** Resumes a waiting run, as n8n does once the node's webhook() has given items to go on with. */
	async resume(run: IRun, workflow: Workflow, mode: WorkflowExecuteMode = 'manual'): Promise<IRun> {
		const execute = new WorkflowExecute(this.additionalData(mode, workflow), mode, run.data);
		return await execute.processRunExecutionData(workflow);
	}

	/** What a picker (a resource locator's list) shows. */
	async listSearch(spec: NodeSpec, method: string, filter?: string, paginationToken?: string) {
		const { methods } = this.nodeTypes.getByNameAndVersion(spec.type, spec.typeVersion);
		const search = methods?.listSearch?.[method];
		if (!search) throw new Error(`${spec.type} has no list search ${method}`);
		return await search.call(this.loadOptionsContext(spec), filter, paginationToken);
	}

	/** What an options parameter with `loadOptionsMethod` shows. */
	async loadOptions(spec: NodeSpec, method: string) {
		const { methods } = this.nodeTypes.getByNameAndVersion(spec.type, spec.typeVersion);
		const load = methods?.loadOptions?.[method];
		if (!load) throw new Error(`${spec.type} has no load options method ${method}`);
		return await load.call(this.loadOptionsContext(spec));
	}

	node(name: string, spec: NodeSpec): INode {
		return this.withCredentials(spec, (node) => savedNode({ ...node, name }, this.nodeTypes));
	}

	private withCredentials({ credentials = [], ...node }: NodeSpec, made: (node: Omit<NodeSpec, 'credentials'>) => INode): INode {
		const ids = Array.isArray(credentials)
			? credentials.map((type) => [type, type] as const)
			: Object.entries(credentials);
		return { ...made(node), credentials: Object.fromEntries(ids.map(([type, id]) => [type, { id, name: id }])) };
	}

	workflow(nodes: INode[], connections: IConnections = chained(nodes)): Workflow {
		return new Workflow({
			id: 'wf1',
			name: 'test',
			nodes,
			connections,
			active: false,
			nodeTypes: this.nodeTypes,
			staticData: this.options.staticData,
			settings: { executionOrder: 'v1', ...this.options.settings },
		});
	}

	additionalData(mode: WorkflowExecuteMode, workflow: Workflow): IWorkflowExecuteAdditionalData {
		const hooks = new ExecutionLifecycleHooks(mode, EXECUTION_ID, {
			id: workflow.id,
			name: workflow.name ?? '',
		} as IWorkflowBase);
		hooks.addHandler('nodeExecuteAfter', (name, data) => {
			this.events.push(['nodeExecuteAfter', name, data.executionStatus]);
		});
		hooks.addHandler('workflowExecuteAfter', (run) => {
			this.events.push(['workflowExecuteAfter', run.status]);
		});
		return {
			...additionalData({
				credentialsHelper: this.credentialsHelper,
				baseUrl: BASE_URL,
				executionId: EXECUTION_ID,
				hooks,
			}),
			setExecutionStatus: (status) => this.statuses.push(status),
		};
	}

	/** What checkExists, create and delete get; `mode`/`activation` are ('manual', 'manual') in a test run. */
	hookContext(
		node: INode,
		workflow: Workflow,
		{
			mode = 'trigger' as WorkflowExecuteMode,
			activation = 'activate' as WorkflowActivateMode,
			isTest = false,
		} = {},
	): HookContext {
		return new HookContext(
			workflow,
			node,
			this.additionalData(mode, workflow),
			mode,
			activation,
			this.webhookData(node, workflow, isTest),
		);
	}

	/** What webhook() gets: mode 'webhook' behind the production URL, 'manual' behind the test URL. */
	webhookContext(
		node: INode,
		workflow: Workflow,
		request: RecordedRequest,
		{ mode = 'webhook' as WorkflowExecuteMode, isTest = false } = {},
	) {
		const { response, sent } = recordedResponse();
		const data = this.additionalData(mode, workflow);
		// n8n-workflow takes both types from Express, which is not installed
		const httpRequest = { method: 'POST', headers: {}, query: {}, params: {}, body: {}, ...request };
		Object.assign(data, { httpRequest, httpResponse: response });
		const webhookData = this.webhookData(node, workflow, isTest);
		return { context: new WebhookContext(workflow, node, data, mode, webhookData, [], null), sent };
	}

	/** What execute() of a node that starts a run gets. */
	executeContext(node: INode, workflow: Workflow, items: INodeExecutionData[], mode: WorkflowExecuteMode = 'manual'): ExecuteContext {
		const data = { main: [items] };
		return new ExecuteContext(workflow, node, this.additionalData(mode, workflow), mode, createRunExecutionData({}), 0, items, data, { node, data, source: null }, []);
	}

	/** What poll() gets from the scheduler. */
	pollContext(
		node: INode,
		workflow: Workflow,
		{
			mode = 'trigger' as WorkflowExecuteMode,
			activation = 'activate' as WorkflowActivateMode,
		} = {},
	): PollContext {
		return new PollContext(workflow, node, this.additionalData(mode, workflow), mode, activation);
	}

	private loadOptionsContext(spec: NodeSpec): LoadOptionsContext {
		const node = this.node('Temp-Node', spec);
		const workflow = this.workflow([node]);
		const data = this.additionalData('internal', workflow);
		// As the editor sent them; n8n fills in what is missing.
		data.currentNodeParameters = spec.parameters;
		return new LoadOptionsContext(workflow, node, data, '');
	}

	private webhookData(node: INode, workflow: Workflow, isTest: boolean): IWebhookData {
		const { description } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const webhookDescription = description.webhooks?.[0];
		if (!webhookDescription) throw new Error(`${node.type} declares no webhook`);
		return {
			httpMethod: 'POST',
			node: node.name,
			path: webhookDescription.path,
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: this.additionalData('trigger', workflow),
			isTest,
		};
	}
}

/** Items of the last run of `Node`, or of the named node; with `onError: 'continueErrorOutput'` the failed ones are in the output behind its own. */
export function items(run: IRun, name = 'Node', outputIndex = 0): INodeExecutionData[] {
	return run.data.resultData.runData[name]?.at(-1)?.data?.main?.[outputIndex] ?? [];
}

function chained(nodes: INode[]): IConnections {
	const links = nodes.slice(1).map((next, index) => [
		nodes[index]!.name,
		{ main: [[{ node: next.name, type: NodeConnectionTypes.Main, index: 0 }]] },
	]);
	return Object.fromEntries(links);
}

import {
	LoggerProxy,
	NodeConnectionTypes,
	sleep,
	type ICredentialType,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { items, Rig } from './support/engine';
import { collectLogs } from './support/logs';

const description: INodeTypeDescription = {
	displayName: 'Echo',
	name: 'echo',
	group: ['input'],
	version: 1,
	description: '',
	defaults: { name: 'Echo' },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	credentials: [{ name: 'echoApi' }],
	properties: [{ displayName: 'Text', name: 'text', type: 'string', default: 'a default' }],
};

const echoApi: ICredentialType = {
	name: 'echoApi',
	displayName: 'Echo API',
	properties: [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Token', name: 'accessToken', type: 'string', default: 'default-token' },
	],
};

const node = (execute: INodeType['execute'], more: Partial<INodeTypeDescription> = {}): INodeType => ({
	description: { ...description, ...more },
	execute,
});

const stored = { type: 'echoApi', data: { baseUrl: 'http://one' } };

describe('node types', () => {
	const rig = new Rig({ nodeTypes: { 'test.echo': node(async () => [[]]) } });

	test('a node is what the editor would save: newest version, defaults, nothing that is hidden', () => {
		const properties: INodeTypeDescription['properties'] = [
			...description.properties,
			{
				displayName: 'Font',
				name: 'font',
				type: 'string',
				default: '',
				displayOptions: { show: { text: ['styled'] } },
			},
		];
		const versions = new Rig({
			nodeTypes: { 'test.echo': node(async () => [[]], { version: [1, 2], properties }) },
		});
		const saved = versions.node('Node', { type: 'test.echo', parameters: { font: 'Arial' } });
		expect(saved).toMatchObject({ name: 'Node', typeVersion: 2 });
		expect(saved.parameters).toEqual({ text: 'a default' });
	});

	test('nodes of n8n itself work in their newest version without being named beforehand', async () => {
		const when = (leftValue: string) => ({
			options: { version: 2, leftValue: '', caseSensitive: true, typeValidation: 'strict' },
			combinator: 'and',
			conditions: [
				{
					id: '1',
					leftValue,
					rightValue: '',
					operator: { type: 'boolean', operation: 'true', singleValue: true },
				},
			],
		});
		const run = await rig.runNode(
			{ type: 'n8n-nodes-base.if', parameters: { conditions: when('={{ $json.yes }}') } },
			[{ json: { yes: true } }, { json: { yes: false } }],
		);
		expect(items(run, 'Node', 0).map((item) => item.json)).toEqual([{ yes: true }]);
		expect(items(run, 'Node', 1).map((item) => item.json)).toEqual([{ yes: false }]);
	});

	test.each([
		'switch',
		'set',
		'merge',
		'noOp',
		'wait',
		'webhook',
		'respondToWebhook',
		'splitInBatches',
		'scheduleTrigger',
		'manualTrigger',
		'stickyNote',
		'code',
	])('n8n-nodes-base.%s loads', (name) => {
		const { description } = rig.nodeTypes.getByNameAndVersion(`n8n-nodes-base.${name}`);
		expect(description.name).toBe(name);
	});

	test('an unknown node type is said to be unknown', () => {
		expect(() => rig.nodeTypes.getByName('n8n-nodes-base.none')).toThrow(
			'Unknown node type n8n-nodes-base.none',
		);
		expect(() => rig.nodeTypes.getByName('test.echoTool')).toThrow('Unknown node type');
	});

	test('a node that is usable as a tool also runs as the tool n8n makes of it', async () => {
		const ownType = node(
			async function (this: IExecuteFunctions) {
				return [[{ json: { type: this.getNode().type }, pairedItem: { item: 0 } }]];
			},
			{ usableAsTool: true },
		);
		const toolRig = new Rig({ nodeTypes: { 'test.echo': ownType } });
		const run = await toolRig.runNode({ type: 'test.echoTool' });
		expect(items(run).map((item) => item.json)).toEqual([{ type: 'test.echoTool' }]);
		const tool = toolRig.nodeTypes.getByNameAndVersion('test.echoTool').description;
		expect(tool).toMatchObject({ name: 'echoTool', outputs: [NodeConnectionTypes.AiTool] });
		expect(ownType.description.name).toBe('echo');
	});
});

describe('credentials', () => {
	const readCredential = node(async function (this: IExecuteFunctions) {
		return [[{ json: await this.getCredentials('echoApi'), pairedItem: { item: 0 } }]];
	});
	const rig = () =>
		new Rig({
			nodeTypes: { 'test.echo': readCredential },
			credentialTypes: [echoApi],
			credentials: { echoApi: { baseUrl: 'http://only' } },
			storedCredentials: {
				one: stored,
				two: { type: 'echoApi', data: { baseUrl: 'http://two', accessToken: 'second-token' } },
			},
		});

	test('each node gets the credential it names by id, with the declared defaults', async () => {
		const read = async (credentials: string[] | Record<string, string>) =>
			items(await rig().runNode({ type: 'test.echo', credentials }))[0]!.json;
		expect(await read(['echoApi'])).toEqual({
			baseUrl: 'http://only',
			accessToken: 'default-token',
		});
		expect(await read({ echoApi: 'two' })).toEqual({
			baseUrl: 'http://two',
			accessToken: 'second-token',
		});
	});

	test('an edited credential holds from the next run on', async () => {
		const edited = rig();
		edited.credentialsHelper.update('one', { baseUrl: 'http://moved' });
		const run = await edited.runNode({ type: 'test.echo', credentials: { echoApi: 'one' } });
		expect(items(run)[0]!.json).toMatchObject({ baseUrl: 'http://moved' });
		expect(stored.data.baseUrl).toBe('http://one');
	});

	test('an id that is not stored fails the run', async () => {
		const run = await rig().runNode({ type: 'test.echo', credentials: { echoApi: 'three' } });
		expect(run.data.resultData.error?.message).toContain('"three" does not exist');
	});
});

describe('runs', () => {
	test('a failed item leaves by the error output', async () => {
		const failing = node(async function (this: IExecuteFunctions) {
			return [
				this.getInputData().map(({ json }, item) => ({
					json: json.bad ? { error: 'refused' } : json,
					pairedItem: { item },
				})),
			];
		});
		const run = await new Rig({ nodeTypes: { 'test.echo': failing } }).runNode(
			{ type: 'test.echo', onError: 'continueErrorOutput' },
			[{ json: { id: 1 } }, { json: { bad: true } }],
		);
		expect(items(run).map((item) => item.json)).toEqual([{ id: 1 }]);
		expect(items(run, 'Node', 1).map((item) => item.json)).toEqual([
			{ bad: true, error: 'refused' },
		]);
	});

	test('a stopped run ends as canceled, and the node is told', async () => {
		const stop = new AbortController();
		let told = false;
		const slow = node(async function (this: IExecuteFunctions) {
			this.getExecutionCancelSignal()?.addEventListener('abort', () => (told = true));
			stop.abort();
			await sleep(1);
			return [[]];
		});
		const rig = new Rig({ nodeTypes: { 'test.echo': slow } });
		const run = await rig.runNode({ type: 'test.echo' }, undefined, 'manual', stop.signal);
		expect(run.status).toBe('canceled');
		expect(told).toBe(true);
	});
});

describe('pickers', () => {
	const picking: INodeType = {
		description,
		methods: {
			listSearch: {
				async texts(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
					const { baseUrl } = await this.getCredentials<{ baseUrl: string }>('echoApi');
					const found = [baseUrl, this.getCurrentNodeParameter('text'), filter, paginationToken];
					return { results: found.map((value) => ({ name: `${value}`, value: `${value}` })) };
				},
			},
			loadOptions: {
				async texts(this: ILoadOptionsFunctions) {
					return [{ name: 'Text', value: this.getCurrentNodeParameter('text') as string }];
				},
			},
		},
	};
	const rig = new Rig({
		nodeTypes: { 'test.echo': picking },
		credentialTypes: [echoApi],
		storedCredentials: { one: stored },
	});
	const spec = {
		type: 'test.echo',
		credentials: { echoApi: 'one' },
		parameters: { text: 'chosen' },
	};

	test('a list search sees credential, parameters, filter and page', async () => {
		const { results } = await rig.listSearch(spec, 'texts', 'a filter', 'page 2');
		expect(results.map(({ value }) => value)).toEqual([
			'http://one',
			'chosen',
			'a filter',
			'page 2',
		]);
	});

	test('load options see the parameters', async () => {
		expect(await rig.loadOptions(spec, 'texts')).toEqual([{ name: 'Text', value: 'chosen' }]);
	});
});

describe('logs', () => {
	const chatty = node(async function (this: IExecuteFunctions) {
		this.logger.warn('from the node', { a: { deep: { value: 1 } } });
		LoggerProxy.error('from the library', { error: new Error('inner words') });
		return [[]];
	});

	test('hold what a node logs through its context and through n8n-workflow, metadata included', async () => {
		const logs = collectLogs();
		await new Rig({ nodeTypes: { 'test.echo': chatty } }).runNode({ type: 'test.echo' });
		logs.stop();
		expect(logs.text()).toMatch(/^warn from the node .*a: \{ deep: \{ value: 1 \} \}/m);
		expect(logs.text()).toMatch(/^error from the library [^]*inner words/m);
		expect(logs.text()).toContain('debug Workflow execution started');
	});

	test('end with stop(), and one collector does not take from another', async () => {
		const [first, second] = [collectLogs(), collectLogs()];
		first.stop();
		LoggerProxy.info('late');
		second.stop();
		expect(first.entries).toEqual([]);
		expect(second.text()).toContain('info late');
	});
});

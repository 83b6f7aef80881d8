import {
	NodeConnectionTypes,
	sleep,
	type IHookFunctions,
	type INodeType,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { startN8n, type LiveN8n } from './index';
import type { WorkflowJson } from './workflowStore';

type HookName = 'checkExists' | 'create' | 'delete';

/** A trigger that writes down what n8n asks of it, and does what the test at hand says. */
export class Bell {
	/** The hooks n8n called, with execution and activation mode. */
	heard: string[] = [];

	hook: (context: IHookFunctions, name: HookName) => boolean = (_, name) => name !== 'checkExists';

	webhook: (context: IWebhookFunctions) => Promise<IWebhookResponseData> = async (context) => ({
		workflowData: [[{ json: { body: context.getBodyData() } }]],
	});

	/** When set, the node has a trigger() function beside its webhook. */
	trigger?: (context: ITriggerFunctions) => Promise<ITriggerResponse | undefined>;

	async startN8n(): Promise<LiveN8n> {
		return await startN8n({
			nodeTypes: () => ({ 'test.bellTrigger': this.nodeType(), 'test.writer': writer }),
			credentialTypes: [
				{
					name: 'bellApi',
					displayName: 'Bell API',
					properties: [{ displayName: 'Door', name: 'door', type: 'string', default: 'front' }],
				},
			],
			credentials: { 7: { type: 'bellApi', data: {} } },
		});
	}

	workflow(parameters = {}, typeVersion = 2): WorkflowJson {
		const bell = { name: 'Bell', type: 'test.bellTrigger', typeVersion, parameters };
		const credentials = { bellApi: { id: '7', name: 'Door' } };
		return {
			name: 'Bell to note',
			nodes: [
				{ ...bell, credentials, webhookId: 'bell-1' },
				{ name: 'Note', type: 'n8n-nodes-base.noOp' },
			],
			connections: { Bell: { main: [[{ node: 'Note', type: 'main', index: 0 }]] } },
		};
	}

	/** Saves and activates the workflow; what was heard until then is forgotten. */
	async activeIn(n8n: LiveN8n, json = this.workflow()): Promise<string> {
		const id = n8n.save(json);
		await n8n.activate(id);
		this.heard = [];
		return id;
	}

	private nodeType(): INodeType {
		const { hook, webhook, trigger } = listeners(this);
		return {
			description: {
				displayName: 'Bell Trigger',
				name: 'bellTrigger',
				group: ['trigger'],
				version: [1, 2],
				description: '',
				defaults: { name: 'Bell' },
				inputs: [],
				outputs: [NodeConnectionTypes.Main],
				credentials: [{ name: 'bellApi' }],
				webhooks: [
					{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'ring' },
				],
				properties: [{ displayName: 'Tone', name: 'tone', type: 'string', default: 'C' }],
			},
			webhookMethods: {
				default: { checkExists: hook('checkExists'), create: hook('create'), delete: hook('delete') },
			},
			webhook,
			...(this.trigger && { trigger }),
		};
	}
}

/** The functions of the node type: n8n binds `this` to its context, so the bell comes by closure. */
function listeners(bell: Bell) {
	return {
		hook: (name: HookName) =>
			async function (this: IHookFunctions) {
				bell.heard.push(`${name} ${this.getMode()}/${this.getActivationMode()}`);
				return bell.hook(this, name);
			},
		async webhook(this: IWebhookFunctions) {
			return await bell.webhook(this);
		},
		async trigger(this: ITriggerFunctions) {
			return await bell.trigger?.(this);
		},
	};
}

/** A node that writes static data in the middle of a run, as users' Code nodes do. */
const writer: INodeType = {
	description: {
		displayName: 'Writer',
		name: 'writer',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Writer' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		await sleep(300);
		this.getWorkflowStaticData('node').written = true;
		return [this.getInputData()];
	},
};

export async function post(url: string, body: unknown = {}): Promise<Response> {
	return await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}

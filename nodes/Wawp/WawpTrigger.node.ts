import {
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { triggerHint } from './builderHints';
import { activate, checkActive, deactivate } from './trigger/activation';
import { lookAround } from './trigger/look';
import { putBackWhatIsGone } from './trigger/putBack';
import { receive } from './trigger/receive';
import { finishRun } from './trigger/run';
import { triggerProperties } from './fields/triggers/trigger';

export class WawpTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wawp Trigger',
		name: 'wawpTrigger',
		icon: { light: 'file:wawp.svg', dark: 'file:wawp.dark.svg' },
		group: ['trigger'],
		// Version 1 would cost each delivery one more evaluation of an expression in n8n.
		version: 2,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Send and receive WhatsApp messages, manage chats and groups, and keep numbers connected',
		eventTriggerDescription: 'Waiting for an event of your Wawp session',
		activationMessage: 'Wawp now delivers the chosen events to this workflow.',
		defaults: { name: 'Wawp Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		builderHint: triggerHint,
		credentials: [{ name: 'wawpApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'wawp' }],
		triggerPanel: {
			header: 'Listen for events of Wawp',
			executionsHelp: {
				inactive:
					"<b>While building your workflow</b>, click 'Execute step', then make something happen: restart the session, or send it a message. Events show up in the editor.<br /><br /><b>Once it does what you want</b>, publish it. Events then start it by themselves, and show up in the <a data-key='executions'>executions list</a>.",
				active:
					"<b>While building your workflow</b>, click 'Execute step', then make something happen: restart the session, or send it a message. Events show up in the editor, and go on starting the published workflow.<br /><br /><b>Events that start the published workflow</b> show up in the <a data-key='executions'>executions list</a>.",
			},
			activationHint: "Once you have finished building your workflow, publish it, so that events start it without you clicking 'Execute step'.",
		},
		properties: triggerProperties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkActive(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await activate(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await deactivate(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}

	/** Once a minute. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		// What is told of outages does not wait for it.
		void putBackWhatIsGone(this);
		return await lookAround(this);
	}

	/** n8n runs it first in the run that a delivery starts, with what webhook() has handed over. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await finishRun(this);
	}
}

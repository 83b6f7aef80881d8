import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { answerWebhooks, receiveAnswer } from './ask/receive';
import { describe, describeOutputs } from './engine/describe';
import { execute } from './engine/execute';
import { searchChannels, searchChats, searchContacts, searchGroups, searchLabels } from './pickers/chats';
import { getCategories, getCountries, getLabels, searchViews } from './pickers/directory';
import { searchPolicies } from './pickers/policies';
import { actionHint } from './builderHints';
import { resources } from './resources';

export class Wawp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wawp',
		name: 'wawp',
		icon: { light: 'file:wawp.svg', dark: 'file:wawp.dark.svg' },
		group: ['output'],
		// n8n reads what is posted to a node of version 1 in an older way.
		version: 2,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Send and receive WhatsApp messages, manage chats and groups, and keep numbers connected',
		defaults: { name: 'Wawp' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: describeOutputs(resources),
		builderHint: actionHint,
		credentials: [{ name: 'wawpApi', required: true }],
		webhooks: answerWebhooks,
		waitingNodeTooltip: 'The workflow goes on once the person has answered',
		properties: describe(resources),
	};

	methods = {
		listSearch: { searchChannels, searchChats, searchContacts, searchGroups, searchLabels, searchPolicies, searchViews },
		loadOptions: { getCategories, getCountries, getLabels },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, resources);
	}

	/** What comes to an execution that sleeps in 'Send and Wait for Response'. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveAnswer(this);
	}
}

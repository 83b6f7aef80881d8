import {
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { describe, describeOutputs } from './engine/describe';
import { execute } from './engine/execute';
import { searchPolicies } from './listSearch';
import { resources } from './resources';

export class Wawp implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wawp',
		name: 'wawp',
		icon: { light: 'file:wawp.svg', dark: 'file:wawp.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Log WhatsApp numbers in, keep them connected and manage their webhooks with Wawp',
		defaults: { name: 'Wawp' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: describeOutputs(resources),
		credentials: [{ name: 'wawpApi', required: true }],
		properties: describe(resources),
	};

	methods = { listSearch: { searchPolicies } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, resources);
	}
}

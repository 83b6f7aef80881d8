import {
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { watcherHint } from './builderHints';
import { watcherProperties } from './fields/triggers/watcher';
import { poll } from './watcher/poll';

export class WawpSessionWatcher implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wawp Session Watcher',
		name: 'wawpSessionWatcher',
		icon: { light: 'file:wawp.svg', dark: 'file:wawp.dark.svg' },
		group: ['trigger'],
		// That of the other two nodes.
		version: 2,
		subtitle: '={{ [$parameter["instanceIds"]].flat().join(", ") }}',
		description: 'Starts the workflow when a WhatsApp session changes its state, by looking once a minute. Needs no webhook, so it works on free accounts too.',
		eventTriggerDescription: 'Looking at the state of your Wawp sessions',
		activationMessage: 'Your sessions are now looked at regularly.',
		defaults: { name: 'Wawp Session Watcher' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		builderHint: watcherHint,
		credentials: [{ name: 'wawpApi', required: true }],
		properties: watcherProperties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}

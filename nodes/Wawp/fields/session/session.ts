import type { INodeProperties } from 'n8n-workflow';

import { addsOnly } from '../../engine/plainValue';

export const sessionName = addsOnly({
	displayName: 'Session Name',
	name: 'sessionName',
	type: 'string',
	default: '',
	placeholder: 'e.g. support',
	description: 'A name for the new session. Wawp documents it for its first API only, and may choose a name of its own.',
});

export const reuseInstance: INodeProperties = {
	displayName: 'Reuse Instance',
	name: 'reuseInstance',
	type: 'options',
	options: [
		{ name: "One That Nobody Linked, or the Credential's", value: 'credential', description: "The credential's, if Wawp knows it; else the one that this node made last, if not linked" },
		{ name: 'One That Nobody Linked', value: 'unlinked', description: 'The one that this node made last, if no phone was linked. Forgotten when n8n is restarted.' },
	],
	default: 'unlinked',
	description: 'An instance to return instead of creating another one, so that a log-in can be begun again',
};

export const policySlug: INodeProperties = {
	displayName: 'Policy',
	name: 'policySlug',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'How fast this instance may send. Wawp advises the strictest one for a new number.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchPolicies', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. standard_policy',
		},
	],
};

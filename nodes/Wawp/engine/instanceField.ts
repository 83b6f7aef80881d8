import type { INodeProperties } from 'n8n-workflow';

/** On every operation that addresses an instance, so that one workflow serves many numbers. */
export const instanceId: INodeProperties = {
	displayName: 'Instance ID',
	name: 'instanceId',
	type: 'string',
	default: '',
	placeholder: "e.g. 3EB0BCB2E3D4 (empty: the credential's)",
	description: 'The session to use. Leave empty for the one in the credential.',
};

/** For nodes that listen to some, all of one account. */
export const severalInstances: INodeProperties = {
	...instanceId,
	displayName: 'Instance IDs',
	placeholder: "e.g. 3EB0BCB2E3D4 (empty: the credential's)",
	description: 'Separated by commas, all of the same account. Leave empty for the one in the credential.',
};

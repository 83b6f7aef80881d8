import type { INodeProperties } from 'n8n-workflow';

/** On every operation that addresses an instance, so that one workflow serves many numbers. */
export const instanceId: INodeProperties = {
	displayName: 'Instance ID',
	name: 'instanceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 3EB0BCB2E3D4',
	description: 'The session to use. Leave empty for the one in the credential.',
};

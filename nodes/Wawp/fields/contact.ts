import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup } from '../engine/operation';

export const firstName: INodeProperties = {
	displayName: 'First Name',
	name: 'firstName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Nathan',
};

const lastNameField: INodeProperties = {
	displayName: 'Last Name',
	name: 'lastName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Smith',
};

/** Wawp wants one, though not everybody has one. */
export const lastName: FieldGroup = {
	properties: [lastNameField],
	read: (get) => get(lastNameField) ?? '',
};

const lidField: INodeProperties = {
	displayName: 'LID',
	name: 'lid',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 123456789012345@lid',
	description: 'The hidden identity that WhatsApp gives in place of a number',
};

export const lid: FieldGroup = {
	properties: [lidField],
	read(get, item) {
		const given = String(get(lidField)).trim();
		const [, digits] = /^(\d+)(?::\d+)?(?:@lid)?$/.exec(given) ?? [];
		if (digits) return `${digits}@lid`;
		throw inputError(item, lidField, `is not a hidden identity: ${given}`, 'It has digits only, and ends in @lid.');
	},
};

import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup } from '../engine/operation';

export const displayName: INodeProperties = {
	displayName: 'Display Name',
	name: 'profileName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Example Support',
	description: 'The name that people see who have not saved this number',
};

const aboutField: INodeProperties = {
	displayName: 'About',
	name: 'about',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. We answer from 9 to 17',
	description: 'Up to 139 characters',
};

/** What WhatsApp itself takes. */
const LONGEST_ABOUT = 139;

export const about: FieldGroup = {
	properties: [aboutField],
	read(get, item) {
		const text = String(get(aboutField));
		if (text.length <= LONGEST_ABOUT) return text;
		throw inputError(item, aboutField, `has ${text.length} characters, and WhatsApp takes ${LONGEST_ABOUT} at most`);
	},
};

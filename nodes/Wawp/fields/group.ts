import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup } from '../engine/operation';
import { addsOnly } from '../engine/plainValue';

export const groupName: INodeProperties = {
	displayName: 'Name',
	name: 'groupName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Project Team',
};

export const groupDescription: INodeProperties = {
	displayName: 'Description',
	name: 'groupDescription',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
};

export const adminsOnly: INodeProperties = {
	displayName: 'Admins Only',
	name: 'adminsOnly',
	type: 'boolean',
	default: true,
	description: 'Whether only administrators may, or every member',
};

export const withoutParticipants = addsOnly({
	displayName: 'Leave Out',
	name: 'exclude',
	type: 'multiOptions',
	options: [{ name: 'Participants', value: 'participants', description: 'Much faster where groups are large' }],
	default: ['participants'],
});

const inviteField: INodeProperties = {
	displayName: 'Invite Link or Code',
	name: 'invite',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://chat.whatsapp.com/1234567890abcdef',
};

/** The engine takes the link and the code alike; what surrounds them in a message goes. */
export const inviteCode: FieldGroup = {
	properties: [inviteField],
	read(get, item) {
		const given = String(get(inviteField)).trim();
		const [, code] = LINK.exec(given) ?? CODE.exec(given) ?? [];
		if (code) return code;
		throw inputError(item, inviteField, `is neither an invite link nor a code: ${given}`, 'Copy it from the group: https://chat.whatsapp.com/...');
	},
};

const LINK = /chat\.whatsapp\.com\/(?:invite\/)?([\w-]{10,})/i;
/** A code has letters: a phone number is none. */
const CODE = /^((?=.*[a-z])[\w-]{10,})$/i;

import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup, Item } from '../engine/operation';
import { INVISIBLE, digitsOf, inLatinDigits } from './phone';

/**
 * Any way of naming a chat → the ID that Wawp takes: `+20 114 520 2826`, `0020…`, `20…@c.us`, `20…:12@s.whatsapp.net`, `…@g.us`,
 * `…@newsletter`, `…@lid`, `…@broadcast`. Undefined when it cannot be one.
 */
export function chatIdOf(given: string, countryCode?: string): string | undefined {
	const text = given.replace(INVISIBLE, '').trim();
	const [, user = '', server = ''] = /^([^@]*)@([\w.]+)$/.exec(text) ?? [];
	// An ID is international already.
	if (PERSON.test(server)) return personOf(digitsOf(text));
	if (!text.includes('@')) return personOf(digitsOf(text, countryCode));
	const isOne = Object.hasOwn(USERS, server.toLowerCase()) && USERS[server.toLowerCase()]!.test(user);
	// A device is not a chat.
	return isOne ? `${user.replace(/:\d+$/, '')}@${server.toLowerCase()}` : undefined;
}

const personOf = (digits: string | undefined): string | undefined => digits && `${digits}@c.us`;

export const isPerson = (chatId: string): boolean => chatId.endsWith('@c.us');

const PERSON = /^(c\.us|s\.whatsapp\.net)$/i;

/** What stands before the @, by what stands behind it. */
const USERS: Record<string, RegExp> = {
	'g.us': /^\d+(-\d+)?$/,
	newsletter: /^\d+$/,
	lid: /^\d+(:\d+)?$/,
	broadcast: /^(\d+|status)$/,
};

const FORMS = 'Write a phone number with its country code like +20 114 520 2826, or an ID that ends in @c.us, @g.us, @newsletter or @lid.';
const PEOPLE = 'Write a phone number with its country code like +20 114 520 2826, or an ID that ends in @c.us or @lid.';

/** For numbers as people write them at home. */
export const defaultCountryCode: INodeProperties = {
	displayName: 'Default Country Code',
	name: 'defaultCountryCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. 20',
	description: 'Put before numbers that have none. A leading 0 is dropped. Numbers that begin with + or 00, or with this code, stay as they are.',
};

/** An entry of a list of people or chats. */
export const numberOrId: INodeProperties = {
	displayName: 'Phone Number or ID',
	name: 'id',
	type: 'string',
	default: '',
	placeholder: 'e.g. +20 114 520 2826',
	description: 'Several may be separated by commas',
};

/** The IDs that a text names, one a line or separated by commas. An expression may give an array. */
export const chatIdsOf = (given: unknown, countryCode: unknown, field: INodeProperties, item: Item): string[] =>
	entriesIn(given).map((entry) => checkedId(entry, countryCode, field, item));

/** The same where only people are meant. */
export const personIdsOf = (given: unknown, countryCode: unknown, field: INodeProperties, item: Item): string[] =>
	entriesIn(given).map((entry) => personIdOf(entry, countryCode, field, item));

export function personIdOf(given: string, countryCode: unknown, field: INodeProperties, item: Item): string {
	const id = checkedId(given, countryCode, field, item);
	if (/@(c\.us|lid)$/.test(id)) return id;
	throw inputError(item, field, `names a group or a channel where a person is meant: ${given}`, PEOPLE);
}

export function checkedId(given: string, countryCode: unknown, field: INodeProperties, item: Item): string {
	const id = chatIdOf(given, countryCodeIn(countryCode, item));
	if (id) return id;
	throw inputError(item, field, `is neither a phone number nor a chat ID: ${given}`, FORMS);
}

function entriesIn(given: unknown): string[] {
	const entries = Array.isArray(given) ? given.map(String) : String(given ?? '').split(/[,;\n]/);
	return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** `+20` or `0020` → `20`. What is no code must not pass for none given: the message would go to a stranger. */
function countryCodeIn(given: unknown, item: Item): string {
	const code = inLatinDigits(String(given ?? '').replace(INVISIBLE, '').trim()).replace(/^(\+|00)\s*/, '');
	if (/^([1-9]\d{0,3})?$/.test(code)) return code;
	throw inputError(item, defaultCountryCode, `is not one: ${String(given)}`, 'It has one to four digits, like 20 for Egypt.');
}

const toField: INodeProperties = {
	displayName: 'To',
	name: 'to',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'id', value: '' },
	description: 'A phone number with its country code, written as you like, or the ID of a chat, group or channel',
	hint: 'To answer what a Wawp Trigger received: {{ $json.chatId }}',
	modes: [
		{ displayName: 'By Number or ID', name: 'id', type: 'string', placeholder: 'e.g. +20 114 520 2826' },
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchChats', searchable: true } },
	],
};

const chat: INodeProperties = {
	...toField,
	displayName: 'Chat',
	name: 'chat',
	hint: 'The chat that a Wawp Trigger tells of: {{ $json.chatId }}',
};

const contact: INodeProperties = {
	displayName: 'Contact',
	name: 'contact',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'id', value: '' },
	description: 'A phone number with its country code, written as you like, or a contact ID',
	modes: [
		{ displayName: 'By Number or ID', name: 'id', type: 'string', placeholder: 'e.g. +20 114 520 2826' },
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchContacts', searchable: true } },
	],
};

const group: INodeProperties = {
	displayName: 'Group',
	name: 'group',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'A group that this number is a member of',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchGroups', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 120363041234567890@g.us' },
	],
};

const channel: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'A channel that this number runs or follows',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchChannels', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 120363041234567890@newsletter' },
	],
};

/** The list holds none that this number does not follow yet. */
const publicChannel: INodeProperties = {
	...channel,
	default: { mode: 'id', value: '' },
	description: 'Any public channel. \'Channel > Search by Text\' gives the IDs.',
	modes: [...channel.modes!].reverse(),
};

/** Whom a message goes to. */
export const recipient = anyChat(toField);

/** The chat that something is done with. */
export const chatId = anyChat(chat);

export const contactId: FieldGroup = {
	...anyChat(contact),
	read: (get, item) => personIdOf(String(get(contact)), get(defaultCountryCode), contact, item),
};

export const groupId = ofKind(group, '@g.us', "is not a group ID, which ends in @g.us", "Choose the group from the list, or take its ID from 'Group > Get Many'.");

const channelKind = ['@newsletter', 'is not a channel ID, which ends in @newsletter', "Take the ID from 'Channel > Get Many' or 'Channel > Search by Text'."] as const;

export const channelId = ofKind(channel, ...channelKind);
export const publicChannelId = ofKind(publicChannel, ...channelKind);

function anyChat(field: INodeProperties): FieldGroup {
	return {
		properties: [field],
		settings: [defaultCountryCode],
		read: (get, item) => checkedId(String(get(field)), get(defaultCountryCode), field, item),
	};
}

function ofKind(field: INodeProperties, ending: string, wrong: string, advice: string): FieldGroup {
	return {
		properties: [field],
		read(get, item) {
			const given = String(get(field));
			const id = chatIdOf(given);
			if (id?.endsWith(ending)) return id;
			throw inputError(item, field, `${wrong}: ${given}`, advice);
		},
	};
}

import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import { ownIdsOf, wholeId } from '../../engine/members';
import type { FieldGroup, Item } from '../../engine/operation';
import { judgedByReader } from '../../engine/plainValue';
import { withToolHint } from '../../engine/toolHints';
import { type Home, type Unread, homeIn, readNumber } from '../../phone/readNumber';
import { INVISIBLE, plainDigits } from '../../phone/written';
import { wrongWith } from './unread';
import { textsIn } from './texts';

/** What Wawp calls a chat → the ID that it takes: `20…`, `20…@c.us`, `20…:12@s.whatsapp.net`, `…@g.us`, `…@newsletter`, `…@lid`, `…@broadcast`. Undefined when it cannot be one. */
export function chatIdOf(given: string): string | undefined {
	const text = plainDigits(given);
	const [, user = '', server = ''] = /^([^@]*)@([\w.]+)$/.exec(text) ?? [];
	if (PERSON.test(server) || !text.includes('@')) return personOf(text.replace(/(:\d+)?@.*/, ''));
	const isOne = Object.hasOwn(USERS, server.toLowerCase()) && USERS[server.toLowerCase()]!.test(user);
	// A device is not a chat.
	return isOne ? `${user.replace(/:\d+$/, '')}@${server}`.toLowerCase() : undefined;
}

/** An ID is international, whatever it looks like. What somebody has put an ending behind is a number as people and spreadsheets write it. */
function personOf(user: string): string | undefined {
	if (PLAIN.test(user)) return `${user.replace('+', '')}@c.us`;
	const reading = readNumber(/^(\+|00)/.test(user) ? user : `+${user}`);
	return 'digits' in reading ? `${reading.digits}@c.us` : undefined;
}

const PLAIN = /^\+?[1-9]\d{6,14}$/;

/** The ID of a chat or a person that an engine tells, as the action node takes it; what is written like none stays as it is. */
export function idIn(value: unknown): string | null {
	const text = wholeId(value);
	// So NOWEB calls this number where it does not tell which it is.
	if (text === 'me') return null;
	if (text === null || text.length > LONGEST_ID) return text;
	return chatIdOf(text.replace(HOSTED, (_, lid?: string) => (lid ? '@lid' : '@s.whatsapp.net')).replace(AGENT, '')) ?? text;
}

/** The ID of what an engine tells of. */
export const ownIdIn = (thing: unknown): string | null => ownIdsOf(thing).map(idIn).find((id) => id !== null) ?? null;

/** `201145202826.0:12@s.whatsapp.net`: which app of the person it is. */
const AGENT = /\.\d+(?=(:\d+)?@(s\.whatsapp\.net|lid)$)/;

/** The same person at a device that Meta runs for a business. */
const HOSTED = /@hosted(\.lid)?$/;

const LONGEST_ID = 100;

/** The chat that a person names, by an ID or by a number as people write it; or why it is none. */
export function readChat(given: string, home?: Home): { id: string } | Unread {
	const text = given.replace(INVISIBLE, '').trim();
	const id = text.includes('@') ? chatIdOf(text) : undefined;
	if (id) return { id };
	const reading = text.includes('@') ? { problem: '' } : readNumber(text, home);
	return 'digits' in reading ? { id: `${reading.digits}@c.us` } : reading;
}

export const isPerson = (chatId: string): boolean => chatId.endsWith('@c.us');

/** What stands before the @: the digits of a person's number. */
export const userOf = (chatId: string): string => chatId.replace(/@.*/, '');

const PERSON = /^(c\.us|s\.whatsapp\.net)$/i;

/** What stands before the @, by what stands behind it. */
const USERS: Record<string, RegExp> = {
	'g.us': /^\d+(-\d+)?$/,
	newsletter: /^\d+$/,
	lid: /^\d+(:\d+)?$/,
	broadcast: /^(\d+|status)$/i,
};

const FORMS = 'Write a phone number with its country code like +20 114 520 2826, or an ID that ends in @c.us, @g.us, @newsletter or @lid.';
const PEOPLE = 'Write a phone number with its country code like +20 114 520 2826, or an ID that ends in @c.us or @lid.';

/** What a country code looks like. */
export const CODES = 'Write the digits of a country code, like 20 for Egypt, or take the option away.';

/** For numbers as people write them at home. */
export const defaultCountryCode: INodeProperties = {
	displayName: 'Default Country Code',
	name: 'defaultCountryCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. 20',
	description: 'The country of numbers that have no code: they are read as people there write them. Numbers with + or 00, and IDs, stay as they are. What could be read in two ways is refused.',
};

/** An entry of a list of people or chats. */
export const numberOrId = judgedByReader({
	displayName: 'Phone Number or ID',
	name: 'id',
	type: 'string',
	default: '',
	placeholder: 'e.g. +20 114 520 2826',
	description: 'Several may be separated by commas',
});

/** The IDs that a text names, one a line or separated by commas. An expression may give an array. */
export const chatIdsOf = (given: unknown, countryCode: unknown, field: INodeProperties, item: Item): string[] =>
	textsIn(given, field, item).map((entry) => checkedId(entry, countryCode, field, item));

/** The same where only people are meant. */
export const personIdsOf = (given: unknown, countryCode: unknown, field: INodeProperties, item: Item): string[] =>
	textsIn(given, field, item).map((entry) => personIdOf(entry, countryCode, field, item));

/** An entry that was added and names nobody must not pass for one less. */
export function someOf(ids: string[], isNone: string, field: INodeProperties, item: Item): string[] {
	if (ids.length > 0) return ids;
	throw inputError(item, field, isNone);
}

export function personIdOf(given: string, countryCode: unknown, field: INodeProperties, item: Item): string {
	const id = checkedId(given, countryCode, field, item);
	if (/@(c\.us|lid)$/.test(id)) return id;
	throw inputError(item, field, `names a group or a channel where a person is meant: ${given}`, PEOPLE);
}

export function checkedId(given: string, countryCode: unknown, field: INodeProperties, item: Item): string {
	const chat = readChat(given, homeOf(countryCode, item));
	if ('id' in chat) return chat.id;
	throw inputError(item, field, wrongWith(chat, 'is neither a phone number nor a chat ID', given), adviceFor(given, countryCode, field));
}

/** What people enter most often instead: a name, or a number as it is dialled at home. */
function adviceFor(given: string, countryCode: unknown, { type }: INodeProperties): string {
	if (/\bchat\.whatsapp\.com\//i.test(given)) return "It is the link of an invitation: 'Group > Get Join Info' gives the ID of its group, and 'Group > Join' makes this number a member.";
	if (/\bwhatsapp\.com\/channel\//i.test(given)) return "It is the link of a channel: 'Channel > Search by Text' gives the IDs.";
	const isName = !given.includes('@') && /\p{L}{2}/u.test(given);
	if (isName && type === 'resourceLocator') return `If it is the name of a chat, choose it 'From List'. ${FORMS}`;
	const isAtHome = countryCode === undefined && /^[\s(]*0[\d\s()/.-]+$/.test(plainDigits(given));
	return isAtHome ? `${FORMS} For numbers as people write them at home, add the option '${defaultCountryCode.displayName}'.` : FORMS;
}

/** Undefined while the option is not added. What is no code must not pass for none given: the message would go to a stranger. */
function homeOf(given: unknown, item: Item): Home | undefined {
	if (given === undefined) return undefined;
	const home = homeIn(String(given));
	if (home) return home;
	throw inputError(item, defaultCountryCode, `is not one: ${String(given)}`, CODES);
}

/*
 * n8n calls each mode of the name `id` 'By ID', whatever its display name: where a number is as welcome, it has the name `number`.
 */

const toField: INodeProperties = {
	displayName: 'To',
	name: 'to',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'number', value: '' },
	modes: [
		{ displayName: 'Number or ID', name: 'number', type: 'string', placeholder: 'e.g. +20 114 520 2826' },
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchChats', searchable: true } },
	],
	description: 'A phone number with its country code, written as you like, or the ID of a chat, group or channel',
	hint: 'To answer what a Wawp Trigger received: {{ $json.chatId }}',
	builderHint: { propertyHint: "Behind a Wawp Trigger use expr('{{ $json.chatId }}') in mode 'number', for people and groups alike. Otherwise a phone number with its country code." },
};
withToolHint(toField, "The chat that the agent answers, by the name of a node before it: {{ $('Wawp Trigger').first().json.chatId }}");

const chat: INodeProperties = {
	...toField,
	displayName: 'Chat',
	name: 'chat',
	hint: 'The chat that a Wawp Trigger tells of: {{ $json.chatId }}',
};
withToolHint(chat, "The chat that the agent is asked from, by the name of a node before it: {{ $('Wawp Trigger').first().json.chatId }}");

const contact: INodeProperties = {
	displayName: 'Contact',
	name: 'contact',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'number', value: '' },
	modes: [
		{ displayName: 'Number or ID', name: 'number', type: 'string', placeholder: 'e.g. +20 114 520 2826' },
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchContacts', searchable: true } },
	],
	description: 'A phone number with its country code, written as you like, or a contact ID',
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
export const recipient: FieldGroup = {
	...anyChat(toField),
	read(get, item) {
		const id = checkedId(String(get(toField)), get(defaultCountryCode), toField, item);
		// What answers whatever comes in would answer a story so, which is told from a chat by this alone.
		if (id !== STORIES) return id;
		throw inputError(item, toField, "names the status updates: all contacts of this number would see the message", "To post one use 'Status > Send Text'. To answer no stories, choose 'Direct' and 'Group' as 'Chat Types' in the filters of the Wawp Trigger.");
	},
};

const STORIES = 'status@broadcast';

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

import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup } from '../engine/operation';
import { judgedByReader } from '../engine/plainValue';
import { eitherWay, wayOf } from './values/eitherWay';
import { chatIdsOf, defaultCountryCode, numberOrId, someOf } from './values/ids';
import { moment } from './values/moment';
import { idsIn } from './values/people';

export const sortChatsBy: INodeProperties = {
	displayName: 'Sort By',
	name: 'sortBy',
	type: 'options',
	options: [
		{ name: 'ID', value: 'id' },
		{ name: 'Last Message', value: 'conversationTimestamp' },
		{ name: 'Name', value: 'name' },
	],
	default: 'conversationTimestamp',
};

export const sortContactsBy: INodeProperties = {
	displayName: 'Sort By',
	name: 'sortBy',
	type: 'options',
	options: [
		{ name: 'ID', value: 'id' },
		{ name: 'Name', value: 'name' },
	],
	default: 'name',
};

export const sortGroupsBy: INodeProperties = {
	displayName: 'Sort By',
	name: 'sortBy',
	type: 'options',
	options: [
		{ name: 'ID', value: 'id' },
		{ name: 'Subject', value: 'subject' },
	],
	default: 'subject',
};

export const sortMessagesBy: INodeProperties = {
	displayName: 'Sort By',
	name: 'sortBy',
	type: 'options',
	options: [
		{ name: 'Message Timestamp', value: 'messageTimestamp' },
		{ name: 'Timestamp', value: 'timestamp' },
	],
	default: 'timestamp',
};

export const sortOrder: INodeProperties = {
	displayName: 'Sort Order',
	name: 'sortOrder',
	type: 'options',
	options: [
		{ name: 'Ascending', value: 'ASC' },
		{ name: 'Descending', value: 'DESC' },
	],
	default: 'DESC',
};

/** For lists of names. */
export const sortNameOrder: INodeProperties = { ...sortOrder, default: 'ASC' };

export const sortMessageOrder: INodeProperties = {
	displayName: 'Sort Order',
	name: 'sortOrder',
	type: 'options',
	options: [
		{ name: 'Newest First', value: 'desc' },
		{ name: 'Oldest First', value: 'asc' },
	],
	default: 'desc',
};

const afterField: INodeProperties = {
	displayName: 'After',
	name: 'after',
	type: 'dateTime',
	default: '',
	description: 'Only messages from this moment on. Without a zone it is in the time zone of the workflow.',
};

const beforeField: INodeProperties = {
	displayName: 'Before',
	name: 'before',
	type: 'dateTime',
	default: '',
	description: 'Only messages up to this moment. Without a zone it is in the time zone of the workflow.',
};

export const after = moment(afterField);
export const before = moment(beforeField);

export const fromMe: INodeProperties = {
	displayName: 'From Me',
	name: 'fromMe',
	type: 'boolean',
	default: true,
	description: 'Whether to get the messages of this number only, or those of the others only',
};

export const ack: INodeProperties = {
	displayName: 'Delivery State',
	name: 'ack',
	type: 'options',
	options: [
		{ name: 'Delivered', value: 'DEVICE' },
		{ name: 'Failed', value: 'ERROR' },
		{ name: 'Pending', value: 'PENDING' },
		{ name: 'Played', value: 'PLAYED' },
		{ name: 'Read', value: 'READ' },
		{ name: 'Sent', value: 'SERVER' },
	],
	default: 'READ',
};

export const readMessages: INodeProperties = {
	displayName: 'Latest Messages',
	name: 'latestMessages',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30,
	description: 'How many of the latest messages to mark. Without it 30, in a group 100.',
};

export const readDays: INodeProperties = {
	displayName: 'Days',
	name: 'days',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 7,
	description: 'How many days to look back',
};

/* Get Overview: only some chats */

const idsField = judgedByReader({
	displayName: 'Only These Chats',
	name: 'onlyChats',
	type: 'string',
	default: '',
	placeholder: 'e.g. +20 114 520 2826, 120363041234567890@g.us',
	description: 'Phone numbers or chat IDs, separated by commas',
});

export const onlyChats: FieldGroup = {
	properties: [idsField],
	read(get, item) {
		const ids = chatIdsOf(get(idsField), undefined, idsField, item);
		if (ids.length > 0) return ids;
		throw inputError(item, idsField, 'names no chat');
	},
};

const chatsWay = wayOf('Chats Input', 'chatsInput');

const chatList: INodeProperties = {
	displayName: 'Chats',
	name: 'chats',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	required: true,
	placeholder: 'Add Chat',
	default: { chat: [{ id: '' }] },
	displayOptions: { show: { chatsInput: ['fields'] } },
	options: [
		{
			displayName: 'Chat',
			name: 'chat',
			values: [numberOrId],
		},
	],
};

const chatsJson: INodeProperties = {
	displayName: 'Chats (JSON)',
	name: 'chatsJson',
	type: 'json',
	required: true,
	default: '["+20 114 520 2826"]',
	displayOptions: { show: { chatsInput: ['json'] } },
	description: 'An array of phone numbers or chat IDs',
};

export const chatFilter: FieldGroup = {
	...eitherWay<{ ids: string[] }>({
		way: chatsWay,
		below: chatList,
		json: chatsJson,
		fromBelow: (get, item) => {
			const { chat = [] } = get(chatList) as { chat?: Array<{ id: unknown }> };
			return { ids: chat.flatMap(({ id }) => someOf(chatIdsOf(id, get(defaultCountryCode), chatList, item), 'names no chat', chatList, item)) };
		},
		fromJson: (given, get, item) => {
			const ids = idsIn(given);
			return ids && { ids: chatIdsOf(ids, get(defaultCountryCode), chatsJson, item) };
		},
		shape: 'an array of phone numbers or chat IDs',
		check: ({ ids }, field, item) => {
			if (ids.length === 0) throw inputError(item, field, 'names no chat');
		},
	}),
	settings: [defaultCountryCode],
};

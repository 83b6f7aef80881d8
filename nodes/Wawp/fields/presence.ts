import type { INodeProperties } from 'n8n-workflow';

import type { FieldGroup } from '../engine/operation';
import { checkedId, defaultCountryCode } from './values/ids';

export const presence: INodeProperties = {
	displayName: 'Presence',
	name: 'presence',
	type: 'options',
	options: [
		{ name: 'Offline', value: 'offline', description: 'The phone gets its notifications again' },
		{ name: 'Online', value: 'online', description: 'The phone gets no notifications meanwhile: set Offline afterwards' },
		{ name: 'Paused', value: 'paused', description: 'Typing and recording end in the chat' },
		{ name: 'Recording', value: 'recording', description: 'Recording a voice note in the chat' },
		{ name: 'Typing', value: 'typing', description: 'Typing in the chat' },
	],
	default: 'online',
};

const chat: INodeProperties = {
	displayName: 'Chat',
	name: 'presenceChat',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'number', value: '' },
	modes: [
		{ displayName: 'Number or ID', name: 'number', type: 'string', placeholder: 'e.g. +20 114 520 2826' },
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchChats', searchable: true } },
	],
	displayOptions: { show: { presence: ['paused', 'recording', 'typing'] } },
	description: 'A phone number with its country code, written as you like, or the ID of a chat or group',
};
/** Online and offline are for everybody, the others for one chat. */
export const presenceChat: FieldGroup = {
	properties: [chat],
	settings: [defaultCountryCode],
	read(get, item) {
		if (['online', 'offline'].includes(String(get(presence)))) return undefined;
		return checkedId(String(get(chat)), get(defaultCountryCode), chat, item);
	},
};

import type { INodeProperties } from 'n8n-workflow';

import { addsOnly } from '../engine/plainValue';

export const channelName: INodeProperties = {
	displayName: 'Name',
	name: 'channelName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Example News',
	description: 'Up to about 100 characters; under 25 is advised. Names need not be unique.',
};

export const channelDescription = addsOnly({
	displayName: 'Description',
	name: 'channelDescription',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	description: 'People find the channel by it',
});

export const role: INodeProperties = {
	displayName: 'Role',
	name: 'role',
	type: 'options',
	options: [
		{ name: 'Admin', value: 'ADMIN', description: 'Channels that this number administers' },
		{ name: 'Owner', value: 'OWNER', description: 'Channels that this number made' },
		{ name: 'Subscriber', value: 'SUBSCRIBER', description: 'Channels that this number follows' },
	],
	default: 'OWNER',
};

export const searchText: INodeProperties = {
	displayName: 'Search For',
	name: 'searchText',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. football',
	description: 'Words in the name or the description of channels',
};

export const view: INodeProperties = {
	displayName: 'View',
	name: 'view',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'id', value: 'RECOMMENDED' },
	description: 'A list of WhatsApp\'s directory',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchViews', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. RECOMMENDED' },
	],
};

export const categories: INodeProperties = {
	displayName: 'Category Names or IDs',
	name: 'categories',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getCategories' },
	default: [],
	description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

export const countries: INodeProperties = {
	displayName: 'Country Names or IDs',
	name: 'countries',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getCountries' },
	default: [],
	description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

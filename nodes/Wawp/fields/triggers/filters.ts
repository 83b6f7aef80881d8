import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { defaultCountryCode } from '../values/ids';

/* What the trigger looks at before it starts the workflow. */

const chatTypes: INodePropertyOptions[] = [
	{ name: 'Broadcast List', value: 'broadcast' },
	{ name: 'Channel', value: 'channel' },
	{ name: 'Direct', value: 'direct', description: 'With one person' },
	{ name: 'Group', value: 'group' },
	{ name: 'Status', value: 'status', description: 'Stories' },
];

const messageTypes: INodePropertyOptions[] = [
	{ name: 'Audio', value: 'audio' },
	{ name: 'Contacts', value: 'contacts' },
	{ name: 'Document', value: 'document' },
	{ name: 'Event', value: 'event', description: 'An invitation with a date' },
	{ name: 'Image', value: 'image' },
	{ name: 'Location', value: 'location' },
	{ name: 'Other', value: 'other', description: 'Whatever is not in this list' },
	{ name: 'Poll', value: 'poll' },
	{ name: 'Sticker', value: 'sticker' },
	{ name: 'Text', value: 'text' },
	{ name: 'Video', value: 'video' },
	{ name: 'Voice Note', value: 'voice' },
];

/** By their numbers, in the order in which a message goes through them. */
const ackLevels: INodePropertyOptions[] = [
	{ name: 'Delivered', value: 2, description: 'It is on the phone of the recipient' },
	{ name: 'Failed', value: -1 },
	{ name: 'Pending', value: 0 },
	{ name: 'Played', value: 4, description: 'A voice note was listened to' },
	{ name: 'Read', value: 3 },
	{ name: 'Sent', value: 1, description: 'WhatsApp has taken it' },
];

export const chats: INodeProperties = {
	displayName: 'Chats',
	name: 'chats',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Chat' },
	default: [],
	placeholder: 'e.g. +20 114 520 2826',
	description: 'Only what happens in one of these chats: phone numbers with their country code, written as you like, or IDs of chats, groups and channels',
};

export const senders: INodeProperties = {
	displayName: 'Senders',
	name: 'senders',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Sender' },
	default: [],
	placeholder: 'e.g. +20 114 520 2826',
	description: 'Only what one of these people does, in whichever chat: phone numbers with their country code, written as you like, or IDs that end in @c.us or @lid',
};

export const notChats: INodeProperties = {
	...chats,
	displayName: 'Not in Chats',
	name: 'notChats',
	description: 'Nothing that happens in one of these chats: phone numbers with their country code, written as you like, or IDs of chats, groups and channels',
};

export const notSenders: INodeProperties = {
	...senders,
	displayName: 'Not From Senders',
	name: 'notSenders',
	description: 'Nothing that one of these people does, in whichever chat: phone numbers with their country code, written as you like, or IDs that end in @c.us or @lid',
};

export const textMatches: INodeProperties = {
	displayName: 'Text Matches',
	name: 'textMatches',
	type: 'string',
	default: '',
	placeholder: 'e.g. ^order #?\\d{3,5}\\b',
	description:
		'Only texts in which this regular expression is found, without slashes around it. Looks at the first 5,000 characters. Looking around, as in (?=...), and referring back, as in \\1, are not supported.',
};

/** A filter that is not added lets everything pass. */
export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'All of them must hold for an event to start the workflow. A filter concerns only the events that tell of such a thing: a text filter lets calls pass.',
	options: [
		{
			displayName: 'Acknowledgement Levels',
			name: 'ackLevels',
			type: 'multiOptions',
			options: ackLevels,
			default: [],
			description: 'Only when a message gets as far as one of these',
		},
		{
			displayName: 'Chat Types',
			name: 'chatTypes',
			type: 'multiOptions',
			options: chatTypes,
			default: [],
			description: 'Only what happens in such chats',
		},
		chats,
		{ ...defaultCountryCode, description: 'The country of numbers of chats and senders that have no code: they are read as people there write them. What could be read in two ways is refused.' },
		{
			displayName: 'From',
			name: 'from',
			type: 'options',
			options: [
				{ name: 'Anyone', value: 'anyone' },
				{ name: 'Me', value: 'me', description: 'Only what this number does itself, on the phone or by the API' },
				{ name: 'Others', value: 'others', description: 'Only what others do. Keeps a workflow from answering itself.' },
			],
			default: 'others',
			description: 'Who must have done it',
		},
		{
			displayName: 'Has Media',
			name: 'hasMedia',
			type: 'boolean',
			default: true,
			description: 'Whether a file must belong to the message. Off: only messages without one.',
		},
		{
			displayName: 'Match Case',
			name: 'matchCase',
			type: 'boolean',
			default: false,
			description: 'Whether the text filters tell capitals from small letters',
		},
		{
			displayName: 'Message Types',
			name: 'messageTypes',
			type: 'multiOptions',
			options: messageTypes,
			default: [],
			description: 'Only messages of these kinds',
		},
		notSenders,
		notChats,
		senders,
		{
			displayName: 'Text Contains',
			name: 'textContains',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Text' },
			default: [],
			placeholder: 'e.g. price',
			description: 'Only texts that have one of these in them',
		},
		textMatches,
		{
			displayName: 'Text Starts With',
			name: 'textStartsWith',
			type: 'string',
			typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Text' },
			default: [],
			placeholder: 'e.g. /help',
			description: 'Only texts that begin with one of these. Spaces before the text do not count.',
		},
	],
};

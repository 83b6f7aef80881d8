import { byId, picked } from './entered';
import type { Wire } from './wire';

const chatId = '201234567890@c.us';
const groupId = '1234567890@g.us';
const someChat = byId('+20 123 456 7890');
const nationally = { chat: byId('0123 456 7890') };
const national = { defaultCountryCode: '20' };

export const chat: Wire[] = [
	{ operation: 'chat.getAll', request: 'GET /v2/chats', query: { limit: '50', offset: '0' } },
	{
		operation: 'chat.getAll',
		given: { returnAll: true, options: { sortBy: 'name', sortOrder: 'ASC' } },
		request: 'GET /v2/chats',
		query: { limit: '100', offset: '0', sortBy: 'name', sortOrder: 'ASC' },
	},
	...onlyNamed('chat.archive', 'POST /v2/chats/archive', 'body'),
	...onlyNamed('chat.unarchive', 'POST /v2/chats/unarchive', 'body'),
	...onlyNamed('chat.clearMessages', 'POST /v2/chats/clear', 'body'),
	...onlyNamed('chat.delete', 'DELETE /v2/chats/delete', 'query'),
	...onlyNamed('chat.markUnread', 'POST /v2/chats/unread', 'body'),
	...onlyNamed('chat.markRead', 'POST /v2/chats/read', 'body'),
	{
		operation: 'chat.markRead',
		given: { ...nationally, options: { ...national, days: 1, latestMessages: 10 } },
		request: 'POST /v2/chats/read',
		body: { chatId, days: 1, messages: 10 },
	},
	...onlyNamed('chat.getPicture', 'GET /v2/chats/picture', 'query'),
	{
		operation: 'chat.getPicture',
		given: { ...nationally, options: { ...national, refresh: true } },
		request: 'GET /v2/chats/picture',
		query: { chatId, refresh: 'true' },
	},
	{
		operation: 'chat.getMessages',
		given: { chat: someChat },
		request: 'GET /v2/chats/messages',
		query: { chatId, downloadMedia: 'false', limit: '50', offset: '0' },
	},
	{
		operation: 'chat.getMessages',
		given: {
			...nationally,
			downloadMedia: true,
			limit: 2,
			options: {
				...national,
				ack: 'READ',
				after: '2026-10-01T00:00:00Z',
				before: '2026-10-31T23:59:59+03:00',
				fromMe: false,
				sortBy: 'messageTimestamp',
				sortOrder: 'asc',
			},
		},
		request: 'GET /v2/chats/messages',
		query: {
			chatId,
			downloadMedia: 'true',
			limit: '2',
			offset: '0',
			'filter.ack': 'READ',
			'filter.timestamp.gte': '1790812800',
			'filter.timestamp.lte': '1793480399',
			'filter.fromMe': 'false',
			sortBy: 'messageTimestamp',
			sortOrder: 'asc',
		},
	},
	{ operation: 'chat.getOverview', request: 'GET /v2/chats/overview', query: { limit: '50', offset: '0' } },
	{
		operation: 'chat.getOverview',
		given: { limit: 5, options: { onlyChats: `+20 123 456 7890, ${groupId}` } },
		request: 'GET /v2/chats/overview',
		// A repeated key.
		query: { limit: '5', offset: '0', ids: [chatId, groupId] },
	},
	{
		operation: 'chat.getOverviewByIds',
		given: { chats: { chat: [{ id: '+20 123 456 7890' }, { id: `${groupId}; 201145202826@c.us` }] } },
		request: 'POST /v2/chats/overview',
		body: { filter: { ids: [chatId, groupId, '201145202826@c.us'] }, pagination: { limit: 50, offset: 0 } },
	},
	{
		operation: 'chat.getOverviewByIds',
		given: { chatsInput: 'json', chatsJson: JSON.stringify(['01234567890', groupId]), returnAll: true, options: national },
		request: 'POST /v2/chats/overview',
		body: { filter: { ids: ['201234567890@c.us', groupId] }, pagination: { limit: 100, offset: 0 } },
	},
];

/** A chat and nothing else: as people write it, as it is picked, and as they write it at home. */
function onlyNamed(operation: string, request: string, place: 'body' | 'query'): Wire[] {
	return [
		{ operation, given: { chat: someChat }, request, [place]: { chatId } },
		{ operation, given: { chat: picked(groupId, 'Alpha Team') }, request, [place]: { chatId: groupId } },
		{ operation, given: { ...nationally, options: national }, request, [place]: { chatId } },
	];
}

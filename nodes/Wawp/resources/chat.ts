import { anyOf, isDoneOrEmpty, member } from '../engine/holds';
import { byOffset, byOffsetUnder } from '../engine/pages';
import type { Resource } from '../engine/operation';
import { rowsUnder } from '../engine/rows';
import {
	ack,
	after,
	before,
	chatFilter,
	fromMe,
	onlyChats,
	readDays,
	readMessages,
	sortChatsBy,
	sortMessageOrder,
	sortMessagesBy,
	sortOrder,
} from '../fields/chat';
import { chatId } from '../fields/values/ids';
import { downloadMedia, refresh } from '../fields/media';
import { downloadLimit } from '../engine/outputFields';
import { holdsPicture, mediaFile, pictureFile, pictureShape } from '../message/media';
import { aboutAsked, amongAsked, chatsOf, named } from './aboutAsked';
import { idsOf, manyOf, thingOf } from './things';

const overview = manyOf(rowsUnder('chats', 'overview'), thingOf);

export const chat = {
	name: 'Chat',
	description: 'List chats and their messages, mark them, archive, clear and delete them',
	needs: 'WORKING',
	lookAt: "'Chat > Get Many'",
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many chats',
			description: 'List the chats of this number',
			request: 'GET /v2/chats',
			fallback: 'POST /v2/chats',
			reads: true,
			options: { sortBy: sortChatsBy, sortOrder },
			output: { list: manyOf(rowsUnder('chats'), thingOf), pages: byOffset(100) },
		},
		getMessages: {
			name: 'Get Messages',
			action: 'Get the messages of a chat',
			description: 'List the messages of a chat, the newest first, with their media if you like',
			request: 'GET /v2/chats/messages',
			fields: { chatId, downloadMedia },
			options: {
				'filter.ack': ack,
				'filter.fromMe': fromMe,
				'filter.timestamp.gte': after,
				'filter.timestamp.lte': before,
				sortBy: sortMessagesBy,
				sortOrder: sortMessageOrder,
			},
			settings: [downloadLimit],
			output: { list: rowsUnder('messages'), pages: byOffset(100), file: mediaFile },
			...aboutAsked(({ chatId: asked }) => asked as string, chatsOf),
		},
		getOverview: {
			name: 'Get Overview',
			action: 'Get an overview of the chats',
			description: 'List the chats with their last message, as an inbox shows them',
			request: 'GET /v2/chats/overview',
			options: { ids: onlyChats },
			output: { list: overview, pages: byOffset(100) },
			...amongAsked(({ ids }) => ids as string[] | undefined, idsOf),
		},
		getOverviewByIds: {
			name: 'Get Overview by IDs',
			action: 'Get an overview of some chats',
			description: 'List chosen chats with their last message, as many as you like',
			request: 'POST /v2/chats/overview',
			reads: true,
			fields: { filter: chatFilter },
			output: { list: overview, pages: byOffsetUnder('pagination', 100) },
			...amongAsked(({ filter }) => (filter as { ids: string[] }).ids, idsOf),
		},
		markRead: {
			name: 'Mark as Read',
			action: 'Mark a chat as read',
			description: 'Mark the latest messages of a chat as read. The other side sees blue ticks.',
			request: 'POST /v2/chats/read',
			fields: { chatId },
			options: { days: readDays, messages: readMessages },
			output: { holds: anyOf(isDoneOrEmpty, member('ids')) },
		},
		markUnread: {
			name: 'Mark as Unread',
			action: 'Mark a chat as unread',
			description: 'Put the unread dot on a chat of this number. Read receipts that were sent stay sent.',
			request: 'POST /v2/chats/unread',
			fields: { chatId },
		},
		getPicture: {
			name: 'Get Picture',
			action: 'Get the picture of a chat',
			description: 'Get the address of the picture of a person or a group, or the picture itself',
			request: 'GET /v2/chats/picture',
			fields: { chatId },
			options: { refresh },
			settings: [downloadLimit],
			output: { json: pictureShape, file: pictureFile, holds: holdsPicture },
			...aboutAsked(({ chatId: asked }) => asked as string, named),
		},
		archive: {
			name: 'Archive',
			action: 'Archive a chat',
			description: 'Move a chat to the archive of this number. Not every engine of Wawp can.',
			request: 'POST /v2/chats/archive',
			fields: { chatId },
		},
		unarchive: {
			name: 'Unarchive',
			action: 'Unarchive a chat',
			description: 'Bring a chat back from the archive of this number',
			request: 'POST /v2/chats/unarchive',
			fields: { chatId },
		},
		clearMessages: {
			name: 'Clear Messages',
			action: 'Clear the messages of a chat',
			description: 'Delete all messages of a chat for good, and keep the chat. The other side keeps its own.',
			request: 'POST /v2/chats/clear',
			fallback: 'DELETE /v2/chats/clear',
			fields: { chatId },
		},
		delete: {
			name: 'Delete',
			action: 'Delete a chat',
			description: 'Delete a whole chat with its messages from this number, for good. The other side keeps its own.',
			request: 'DELETE /v2/chats/delete',
			fields: { chatId },
			output: { json: (body) => ({ ...body, deleted: true }) },
		},
	},
} satisfies Resource;

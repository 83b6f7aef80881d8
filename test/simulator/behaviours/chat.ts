import type { Behaviour, Request } from './behaviour';
import { foundChat, knownId } from './found';
import { unseenIn } from './message';
import { pictureOf } from './picture';
import { messageJson } from '../messageJson';
import { pageOf, printed, sortedBy } from '../paging';
import type { Params } from '../parameters';
import { payloads } from '../payloads';
import type { Simulation } from '../simulation';
import type { Instance } from '../world';
import { isGroup } from '../world/ids';
import type { Chat, Message } from '../world/whatsapp';

const DAY_S = 86_400;

export const chat: Record<string, Behaviour> = {
	'chat.getAll': ({ wawp, instance, params }) => {
		const keys = { id: ({ id }: Chat) => id, name: ({ name }: Chat) => name, conversationTimestamp: ({ timestamp }: Chat) => timestamp };
		const rows = pageOf(sortedBy(instance.whatsapp.chats, params, keys), params);
		return printed(rows.map(({ id, name }) => ({ id, name })), wawp.switches);
	},

	'chat.getOverview': (request) => {
		const { ids, ...page } = request.params;
		return overview(request, ids as string[] | undefined, page);
	},

	'chat.getOverviewByIds': (request) => {
		const { pagination, filter } = request.params as { pagination: Params; filter?: { ids?: string[] } };
		return overview(request, filter?.ids, pagination);
	},

	'chat.getMessages': ({ wawp, instance, params }) => {
		const media = params.downloadMedia === true ? wawp.switches.downloadedMedia : 'left out';
		const timestamp = (each: Message) => each.timestamp;
		const order = { sortBy: 'timestamp', sortOrder: 'desc', ...params };
		const rows = pageOf(sortedBy(messagesOf(instance, params), order, { timestamp, messageTimestamp: timestamp }), params, 10);
		return printed(rows.map((each) => messageJson(each, instance, wawp, { media })), wawp.switches);
	},

	'chat.getPicture': ({ wawp, instance, params }) => ({ url: pictureOf(knownId(instance.whatsapp, params.chatId), instance, wawp) }),

	'chat.archive': (request) => archive(request, true),
	'chat.unarchive': (request) => archive(request, false),

	'chat.clearMessages': ({ instance, params }) => {
		const { id } = foundChat(instance, params.chatId);
		instance.whatsapp.messages = instance.whatsapp.messages.filter(({ chatId }) => chatId !== id);
	},

	'chat.delete': ({ instance, params }) => {
		const { whatsapp } = instance;
		const deleted = foundChat(instance, params.chatId);
		whatsapp.chats = whatsapp.chats.filter((each) => each !== deleted);
		whatsapp.messages = whatsapp.messages.filter(({ chatId }) => chatId !== deleted.id);
	},

	'chat.markRead': ({ wawp, instance, params }) => {
		const read = foundChat(instance, params.chatId);
		const count = (params.messages as number | undefined) ?? (isGroup(read.id) ? 100 : 30);
		const since = wawp.clock.now() / 1000 - ((params.days as number | undefined) ?? 7) * DAY_S;
		const seen = unseenIn(instance.whatsapp.messages, read.id)
			.filter(({ timestamp }) => timestamp >= since)
			.slice(-count);
		seen.forEach((each) => (each.ack = 'READ'));
		read.unread = Math.max(0, read.unread - seen.length);
		read.markedUnread = false;
		return { ids: seen.map(({ id }) => id) };
	},

	'chat.markUnread': ({ instance, params }) => {
		foundChat(instance, params.chatId).markedUnread = true;
	},
};

function overview({ wawp, instance, params }: Request, ids: string[] | undefined, page: Params): unknown {
	const { chats } = instance.whatsapp;
	const wanted = ids && new Set(ids.map((id) => knownId(instance.whatsapp, id)));
	const rows = pageOf(wanted ? chats.filter(({ id }) => wanted.has(id)) : chats, page ?? params, 20);
	return printed(rows.map((each) => summary(each, instance, wawp)), wawp.switches);
}

function summary({ id, name, unread, markedUnread }: Chat, instance: Instance, wawp: Simulation) {
	const last = instance.whatsapp.messages.filter(({ chatId }) => chatId === id).at(-1);
	return {
		id,
		name,
		unreadCount: unread || Number(markedUnread),
		picture: pictureOf(id, instance, wawp),
		lastMessage: last ? messageJson(last, instance, wawp, { media: 'left out' }) : null,
	};
}

function messagesOf({ whatsapp }: Instance, params: Params): Message[] {
	const chatId = params.chatId === 'all' ? undefined : knownId(whatsapp, params.chatId);
	const { 'filter.timestamp.gte': from = -Infinity, 'filter.timestamp.lte': to = Infinity, 'filter.fromMe': fromMe, 'filter.ack': ack } = params;
	return whatsapp.messages
		.filter((each) => chatId === undefined || each.chatId === chatId)
		.filter(({ timestamp }) => timestamp >= Number(from) && timestamp <= Number(to))
		.filter((each) => fromMe === undefined || each.fromMe === fromMe)
		.filter((each) => ack === undefined || each.ack === ack);
}

function archive({ wawp, instance, params }: Request, archived: boolean): void {
	const found = foundChat(instance, params.chatId);
	if (found.archived === archived) return;
	found.archived = archived;
	wawp.emit(instance, 'chat.archive', payloads.archived({ wawp, instance }, found.id, archived));
}

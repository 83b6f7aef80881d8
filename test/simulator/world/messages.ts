import { isGroup, messageIdOf, newHash, numberOf } from './ids';
import { type Instance, jidOf } from './index';
import type { Chat, Message } from './whatsapp';

export type NewMessage = Partial<Omit<Message, 'id' | 'from' | 'to' | 'chatId'>> & { chatId: string };

/** A message as it would stand in the account, which moves its chat to the top. */
export function addMessage(instance: Instance, given: NewMessage, now: number): Message {
	const message = newMessage(instance, given, now);
	const chat = openChat(instance, message.chatId, message.timestamp);
	chat.timestamp = Math.max(chat.timestamp, message.timestamp);
	if (!message.fromMe && message.ack !== 'READ') chat.unread++;
	const { whatsapp } = instance;
	whatsapp.messages.push(message);
	whatsapp.chats = [chat, ...whatsapp.chats.filter((other) => other !== chat)];
	return message;
}

/** The same without a place in a chat, as posts of channels and stories are. */
export function newMessage(instance: Instance, given: NewMessage, now: number): Message {
	const { chatId, fromMe = false, hash = newHash() } = given;
	const own = jidOf(instance);
	const participant = isGroup(chatId) ? (given.participant ?? own) : null;
	return {
		hash,
		timestamp: Math.floor(now / 1000),
		type: 'chat',
		body: '',
		media: null,
		ack: fromMe ? 'PENDING' : 'DEVICE',
		reactions: {},
		pinnedUntil: null,
		starred: false,
		edited: false,
		revoked: false,
		poll: null,
		location: null,
		vCards: [],
		replyTo: null,
		extra: {},
		...given,
		id: messageIdOf(fromMe, chatId, hash, participant),
		from: fromMe ? own : chatId,
		to: fromMe ? chatId : own,
		fromMe,
		participant,
	};
}

/** A chat is there as soon as anything happens in it. */
export function openChat({ whatsapp }: Instance, id: string, timestamp: number): Chat {
	const known = whatsapp.chats.find((chat) => chat.id === id);
	if (known) return known;
	const chat: Chat = {
		id,
		name: nameOf(whatsapp, id),
		archived: false,
		unread: 0,
		markedUnread: false,
		timestamp,
		picture: null,
		labels: [],
	};
	whatsapp.chats.unshift(chat);
	return chat;
}

function nameOf({ contacts, groups, channels }: Instance['whatsapp'], id: string): string {
	const contact = contacts.find((each) => each.id === id);
	const named = contact?.name ?? contact?.pushname ?? groups.find((each) => each.id === id)?.subject;
	return named ?? channels.find((each) => each.id === id)?.name ?? numberOf(id);
}

/** By its whole ID or by the hash alone. */
export const findMessage = ({ whatsapp }: Instance, chatId: string, id: string): Message | undefined =>
	whatsapp.messages.find((each) => each.chatId === chatId && (each.id === id || each.hash === id));

import type { Behaviour, Request } from './behaviour';
import { foundMessage, isAdmin, knownId } from './found';
import { Refusal } from '../answer';
import { messageJson } from '../messageJson';
import { payloads } from '../payloads';
import { sentAnswer } from '../sentAnswer';
import { jidOf } from '../world';
import { newMessage, openChat } from '../world/messages';
import type { Message } from '../world/whatsapp';

const EDIT_MS = 15 * 60_000;
const REVOKE_MS = 48 * 3_600_000;

export const message: Record<string, Behaviour> = {
	'message.get': (request) => {
		const { wawp, instance, params } = request;
		const media = params.downloadMedia === true ? wawp.switches.downloadedMedia : 'left out';
		return messageJson(asked(request), instance, wawp, { media });
	},

	'message.edit': (request) => {
		const { wawp, instance, params } = request;
		const edited = asked(request);
		if (!edited.fromMe || edited.revoked) throw new Refusal(400, 'not_editable', 'Only an own message can be edited');
		if (ageOf(edited, request) > EDIT_MS) throw new Refusal(400, 'not_editable', 'The message is too old to be edited');
		const before = edited.body;
		edited.body = params.text as string;
		edited.edited = true;
		wawp.emit(instance, 'message.edited', payloads.edited({ wawp, instance }, edited, before));
	},

	'message.delete': (request) => {
		const { wawp, instance } = request;
		const { whatsapp } = instance;
		const deleted = asked(request);
		if (!isForEveryone(deleted, request)) {
			whatsapp.messages = whatsapp.messages.filter((other) => other !== deleted);
			return;
		}
		const before = deleted.body;
		Object.assign(deleted, { revoked: true, body: '', media: null });
		wawp.emit(instance, 'message.revoked', payloads.revoked({ wawp, instance }, deleted, before, jidOf(instance)));
	},

	'message.pin': (request) => {
		asked(request).pinnedUntil = Math.floor(request.wawp.clock.now() / 1000) + (request.params.duration as number);
	},

	'message.unpin': (request) => {
		asked(request).pinnedUntil = null;
	},

	'message.star': ({ instance, params }) => {
		const [, chatId = params.chatId] = /^(?:true|false)_([^_]+)_/.exec(String(params.messageId)) ?? [];
		foundMessage(instance, chatId, params.messageId).starred = params.star as boolean;
	},

	'message.react': (request) => {
		const { wawp, instance, params } = request;
		const liked = asked(request);
		const own = jidOf(instance);
		const reaction = params.reaction as string;
		if (reaction === '') delete liked.reactions[own];
		else liked.reactions[own] = reaction;
		wawp.emit(instance, 'message.reaction', payloads.reaction({ wawp, instance }, liked, reaction, own));
	},

	'message.markSeen': ({ instance, params, wawp }) => {
		const { whatsapp } = instance;
		const chat = openChat(instance, knownId(whatsapp, params.chatId), Math.floor(wawp.clock.now() / 1000));
		const ids = params.messageIds as string[] | undefined;
		const unseen = unseenIn(whatsapp.messages, chat.id);
		const seen = ids ? ids.map((id) => foundMessage(instance, chat.id, id)).filter((each) => unseen.includes(each)) : unseen;
		seen.forEach((each) => (each.ack = 'READ'));
		chat.unread = ids ? Math.max(0, chat.unread - seen.length) : 0;
		chat.markedUnread = false;
	},

	'message.votePoll': (request) => {
		const { wawp, instance, params } = request;
		const { poll, chatId } = asked(request);
		if (!poll) throw new Refusal(400, 'not_a_poll', 'The message is no poll');
		const chosen = (params.votes as string[]).map((vote) => optionOf(poll.options, vote));
		if (chosen.length > 1 && !poll.multipleAnswers) throw new Refusal(400, 'invalid_vote', 'The poll takes one answer');
		if (chosen.length === 0) delete poll.votes[jidOf(instance)];
		else poll.votes[jidOf(instance)] = chosen;
		return sentAnswer(newMessage(instance, { chatId, fromMe: true }, wawp.clock.now()), instance, wawp.switches);
	},

	'message.startTyping': ({ instance, params }) => {
		instance.whatsapp.presence.shows[knownId(instance.whatsapp, params.chatId)] = 'typing';
	},

	'message.stopTyping': ({ instance, params }) => {
		delete instance.whatsapp.presence.shows[knownId(instance.whatsapp, params.chatId)];
	},
};

/** Those of others that nobody has looked at. */
export const unseenIn = (messages: Message[], chatId: string): Message[] =>
	messages.filter((each) => each.chatId === chatId && !each.fromMe && each.ack !== 'READ' && each.ack !== 'PLAYED');

const asked = ({ instance, params }: Request): Message => foundMessage(instance, params.chatId, params.messageId);

const ageOf = ({ timestamp }: Message, { wawp }: Request): number => wawp.clock.now() - timestamp * 1000;

/** Anything else disappears from the account's own devices only. */
function isForEveryone(deleted: Message, request: Request): boolean {
	const { instance } = request;
	if (deleted.fromMe) return ageOf(deleted, request) <= REVOKE_MS;
	const group = instance.whatsapp.groups.find(({ id }) => id === deleted.chatId);
	return group !== undefined && isAdmin(group, instance);
}

/** By its text, or by its position from 0. */
function optionOf(options: string[], vote: string): string {
	const option = options.includes(vote) ? vote : /^\d+$/.test(vote) ? options[Number(vote)] : undefined;
	if (option === undefined) throw new Refusal(400, 'invalid_vote', `The poll has no option '${vote}'`);
	return option;
}

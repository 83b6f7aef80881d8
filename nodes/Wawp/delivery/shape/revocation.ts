import { isObject } from '../../engine/answer';
import { type Members, membersOf } from '../../engine/members';
import { partsOf, wholeOf } from '../../message/messageId';
import { protocolIn } from './aboutMessages';
import { chatIdIn, fromMeIn, isMe, messageIdIn, participantIn, senderIdIn } from './addressing';
import { chatId, chatPhone, chatType, fromMe, messageId, senderLid, senderPhone, timestamp } from './identity';
import { textOf } from './text';
import { type Field, type Shape, type Told, toldBy } from './told';
import { firstOf, flagIn, idIn, lidOf, phoneOf, textIn } from './values';

/* A deleted message. Wawp names it itself, or the engine tells a notice of it, which has an ID, a sender and a time of its own. */

export const revocation: Shape = {
	messageId: { ...messageId, description: 'The message that was deleted', read: (told) => deletedIn(told).id },
	chatId: ofNotice(chatId),
	chatType: ofNotice(chatType),
	chatPhone: ofNotice(chatPhone),
	fromMe: { ...fromMe, description: 'Whether the message was an own one', read: (told) => deletedIn(told).isMine },
	senderId: { description: 'Who had written it, as far as it is told', read: (told) => deletedIn(told).writer },
	senderPhone: { ...senderPhone, read: (told) => ofWriter(told, senderPhone, phoneOf) },
	senderLid: { ...senderLid, read: (told) => ofWriter(told, senderLid, lidOf) },
	revokedBy: { description: 'Who deleted it, as far as it is told', read: revokerIn },
	previousText: { description: 'What it said, where Wawp still knows', read: (told) => (isObject(told.payload.before) ? textIn(textOf(beforeIn(told))) : null) },
	timestamp: ofNotice(timestamp),
};

/** The message by which it was deleted; of Wawp's own words the event itself. Only one of both may have the engine's. */
function noticeIn(told: Told): Told {
	const notice = [told.payload.after, told.payload.before].find(isObject);
	return notice ? toldBy(told, { ...membersOf(notice), _data: membersOf(notice)._data ?? told.payload._data }) : told;
}

const beforeIn = (told: Told): Told => toldBy(told, told.payload.before);

function ofNotice({ description, read }: Field): Field {
	return { description, read: (told) => read(noticeIn(told)) };
}

interface Deleted {
	id: string | null;
	isMine: boolean | null;
	writer: string | null;
}

function deletedIn(told: Told): Deleted {
	const key = keyIn(told);
	const named = textIn(told.payload.revokedmessageid);
	const bare = firstOf(partsOf(named)?.bare, named, textIn(key.id));
	const notice = noticeIn(told);
	const before = isObject(told.payload.before) ? beforeIn(told) : undefined;
	if (bare === null) return itself(before ?? notice);
	// What was there before may have the ID of the notice.
	const whole = [named, textIn(key._serialized), before ? messageIdIn(before) : null].find((id) => partsOf(id)?.bare === bare);
	return whole ? itself(toldBy(told, { id: whole })) : byItsKey(told, bare);
}

/** Its ID tells who wrote it; in a direct chat the side that it came from. */
function itself(message: Told): Deleted {
	const isMine = fromMeIn(message);
	return { id: messageIdIn(message), isMine, writer: isMine ? senderIdIn(message) : firstOf(participantIn(message), senderIdIn(message)) };
}

/** Named by its bare key alone: it is in the chat of the notice. */
function byItsKey(told: Told, bare: string): Deleted {
	const notice = noticeIn(told);
	const chat = chatIdIn(notice);
	const revoker = senderIdIn(notice);
	const writer = firstOf(keyWriterIn(told), revoker);
	const isRevokers = writer === revoker;
	const isMine = (isRevokers ? fromMeIn(notice) : null) ?? isMe(told, writer);
	const participant = firstOf(isRevokers ? participantIn(notice) : null, writer) ?? undefined;
	return { id: chat === null ? bare : wholeOf({ isMine, chat, bare, participant }), isMine, writer: (isMine ? idIn(told.me?.id) : null) ?? writer };
}

/** The key that WhatsApp gives the deleted message. */
function keyIn(told: Told): Members {
	const notice = noticeIn(told);
	const keys = [notice.raw.protocolmessagekey, told.raw.protocolmessagekey, beforeIn(told).raw.protocolmessagekey, protocolIn(notice).key, protocolIn(told).key];
	return membersOf(keys.find(isObject));
}

/** WEBJS tells the key as this number sees it, with the chat as `remote`; the others as whoever deleted it does, whose own message is "mine". */
function keyWriterIn(told: Told): string | null {
	const key = keyIn(told);
	if (flagIn(key.fromme) !== true) return idIn(key.participant);
	return key.remote === undefined ? null : idIn(told.me?.id);
}

function revokerIn(told: Told): string | null {
	const named = idIn(told.payload.revokedby);
	const isNotice = isObject(told.payload.after) || Object.keys(protocolIn(told)).length > 0;
	return named ?? (isNotice ? senderIdIn(noticeIn(told)) : null);
}

/** The writer's other identity: told with the message that the writer sent. */
function ofWriter(told: Told, { read }: Field, own: (id: string | null) => string | null): string | null {
	const { writer } = deletedIn(told);
	if (isMe(told, writer)) return firstOf(...[writer, told.me?.id, told.me?.lid].map((id) => own(idIn(id))));
	const sent = [noticeIn(told), beforeIn(told)].find((message) => writer !== null && senderIdIn(message) === writer);
	return firstOf(own(writer), sent ? textIn(read(sent)) : null);
}

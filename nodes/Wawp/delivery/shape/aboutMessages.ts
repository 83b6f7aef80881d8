import { membersOf } from '../../engine/members';
import { partsOf } from '../../message/messageId';
import { actedOnByKey, besideIn, fromMeIn, isGows, isMe, messageIdIn, ofActor, seenFromHere } from './addressing';
import { chatId, chatPhone, chatType, fromMe, messageId, sender, timestamp } from './identity';
import { textAt } from './inside';
import { errorIn } from './message';
import { textOf } from './text';
import { type Members, type Shape, type Told, found } from './told';
import { firstOf, flagIn, idIn, lidOf, numberIn, phoneOf, textIn } from './values';

/* What happens to a message after it was sent. */

export const reaction: Shape = {
	messageId: {
		description: 'The message that was reacted to',
		read: reactedIn,
	},
	reactionId: { ...messageId, description: 'The ID of the reaction itself' },
	chatId,
	chatType,
	chatPhone,
	fromMe,
	...sender,
	reaction: { description: 'The emoji; empty when it was taken back', read: reactionOf },
	isRemoved: { description: 'Whether it was taken back', read: (told) => reactionOf(told) === '' },
	timestamp,
};

function reactionOf(told: Told): string {
	return textAt(told, ['payload.reaction.text', 'payload.reaction', `raw.${REACTION}.text`]) ?? '';
}

function reactedIn(told: Told): string | null {
	const id = textAt(told, ['payload.reaction.messageId', 'payload.messageId']);
	if (id === null) return actedOnByKey(told, `${REACTION}.key`);
	return isTakenForOwn(told, id) ? ofActor(told, id) : seenFromHere(told, id);
}

/** In a group GOWS takes "mine", which is that of whoever reacted, for this number's own, and adds it as the writer. */
function isTakenForOwn(told: Told, id: string | null): boolean {
	const parts = partsOf(id);
	return isGows(told) && fromMeIn(told) === false && parts?.isMine === true && chatType.read(told) === 'group' && isMe(told, idIn(parts.participant));
}

/** In the engine's words. */
const REACTION = 'message.reactionMessage';

export const ack: Shape = {
	messageId,
	chatId,
	chatType,
	chatPhone: { ...chatPhone, read: (told) => firstOf(textIn(chatPhone.read(told)), readerIn(told)) },
	fromMe: { ...fromMe, description: 'Whether the message is an own one', read: isOwnMessage },
	ack: { description: '-1 failed, 0 pending, 1 sent, 2 delivered, 3 read, 4 played; null where the level is not known', read: ({ payload }) => ackOf(payload) },
	ackName: {
		description: '`ERROR`, `PENDING`, `SERVER`, `DEVICE`, `READ`, `PLAYED` or `UNKNOWN`',
		read: ({ payload }) => textIn(payload.ackname)?.toUpperCase() ?? ACKS.find(([, level]) => level === ackOf(payload))?.[0] ?? null,
	},
	participantId: { description: 'In a group, the member whom it reached', read: participantIn },
	participantPhone: { description: "That member's number, where it is told", read: (told) => firstOf(...reachedBy(told).map(phoneOf)) },
	participantLid: { description: 'The ID that WhatsApp hides that member behind, where it is told', read: (told) => firstOf(...reachedBy(told).map(lidOf)) },
	error: { description: 'Why it failed, where it is told: with the code 463 WhatsApp has locked this number out of writing to people it does not know', read: ({ payload }) => errorIn(payload.error) },
	timestamp,
};

/** WEBJS tells of a group's receipts whether the reader is this number, beside the ID of the message. */
function isOwnMessage(told: Told): boolean | null {
	const inGroup = chatType.read(told) === 'group' ? partsOf(messageIdIn(told))?.isMine : undefined;
	return firstOf(inGroup, fromMeIn(told));
}

function participantIn({ payload }: Told): string | null {
	return idIn(payload.participant);
}

/** Receipts have no `Info` around them. */
const reachedBy = (told: Told): Array<string | null> => (participantIn(told) === null ? [] : [participantIn(told), ...[told.raw.senderalt, told.key.participantalt, told.key.participantpn, told.payload.participantpn, told.payload.participantalt].map(idIn)]);

/** In a direct chat the receipt of an own message is by the other side. */
function readerIn(told: Told): string | null {
	const isDirect = chatType.read(told) === 'direct' && flagIn(told.raw.isfromme) === false;
	return isDirect ? found(told, ['raw.Sender', 'raw.SenderAlt'], (value) => phoneOf(idIn(value))) : null;
}

/** The levels, and what else Wawp's pages call them. */
const ACKS: Array<[string, number]> = [
	['ERROR', -1],
	['PENDING', 0],
	['SERVER', 1],
	['DEVICE', 2],
	['READ', 3],
	['PLAYED', 4],
	['ACK_SENT', 1],
	['ACK_DELIVERED', 2],
	['ACK_READ', 3],
	['FAILED', -1],
	['SENT', 1],
	['DELIVERED', 2],
];

const ackOf = ({ ack: level, ackname }: Members): number | null => firstOf(numberIn(level), levelNamed(level), levelNamed(ackname));

const levelNamed = (name: unknown): number | undefined => ACKS.find(([own]) => own === textIn(name)?.toUpperCase())?.[1];

export const edit: Shape = {
	messageId: { ...messageId, description: 'The message that was changed', read: editedId },
	chatId,
	chatType,
	chatPhone,
	fromMe,
	...sender,
	text: { description: 'The new text', read: (told) => firstOf(textIn(told.payload.newbody), textIn(textOf(told))) ?? '' },
	previousText: { description: 'The old text; null where Wawp does not tell it', read: ({ payload, raw }) => firstOf(textIn(payload.prevbody), textIn(raw.prevbody)) },
	timestamp,
};

/** The engine's event has an ID of its own, and names the message beside it or in WhatsApp's own words. */
function editedId(told: Told): string | null {
	const named = firstOf(textAt(told, EDITED), textAt(protocolIn(told), ['key.id']), textAt(told.raw, ['message.secretEncryptedMessage.targetMessageKey.id']));
	return named === null ? messageIdIn(told) : besideIn(told, named);
}

const EDITED = ['payload.editedMessageId', 'payload.editedMessageId._serialized', 'payload.editedMessageId.id', 'raw.latestEditMsgKey._serialized', 'raw.latestEditMsgKey.id'];

/** The message by which a phone changes or deletes another one, out of its wrappers. */
export function protocolIn({ raw }: Told): Members {
	for (let message = membersOf(raw.message ?? raw.rawmessage); Object.keys(message).length > 0; ) {
		if (message.protocolmessage) return membersOf(message.protocolmessage);
		message = membersOf(Object.values(message).map((member) => membersOf(member).message).find((inner) => typeof inner === 'object' && inner !== null));
	}
	return {};
}

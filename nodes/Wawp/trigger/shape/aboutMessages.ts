import { isObject } from '../../engine/answer';
import { listOf } from '../../engine/rows';
import { chatId, chatType, fromMe, messageId, senderId, senderName, senderPhone, timestamp } from './identity';
import { textOf } from './message';
import { type Members, type Shape, type Told, toldBy, within } from './told';
import { firstOf, idIn, numberIn, textIn } from './values';

/* What happens to a message after it was sent. */

export const reaction: Shape = {
	messageId: {
		description: 'The message that was reacted to',
		read: ({ payload }) => firstOf(isObject(payload.reaction) ? textIn(payload.reaction.messageId) : null, textIn(payload.messageId)),
	},
	reactionId: { ...messageId, description: 'The ID of the reaction itself' },
	chatId,
	chatType,
	fromMe,
	senderId,
	senderPhone,
	senderName,
	reaction: { description: 'The emoji; empty when it was taken back', read: reactionOf },
	isRemoved: { description: 'Whether it was taken back', read: (told) => reactionOf(told) === '' },
	timestamp,
};

function reactionOf({ payload }: Told): string {
	return textIn(isObject(payload.reaction) ? payload.reaction.text : payload.reaction) ?? '';
}

export const ack: Shape = {
	messageId,
	chatId,
	chatType,
	fromMe: { ...fromMe, description: 'Whether the message is an own one' },
	ack: { description: '-1 failed, 0 pending, 1 sent, 2 delivered, 3 read, 4 played', read: ({ payload }) => ackOf(payload) },
	ackName: {
		description: '`ERROR`, `PENDING`, `SERVER`, `DEVICE`, `READ` or `PLAYED`',
		read: ({ payload }) => textIn(payload.ackName) ?? ACKS.find(([, level]) => level === ackOf(payload))?.[0] ?? null,
	},
	participantId: { description: 'In a group, the member whom it reached', read: ({ payload }) => idIn(payload.participant) },
	timestamp,
};

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
];

const ackOf = ({ ack: level, ackName }: Members): number | null => numberIn(level) ?? ACKS.find(([name]) => name === ackName)?.[1] ?? null;

export const edit: Shape = {
	messageId: { ...messageId, description: 'The message that was changed', read: editedId },
	chatId,
	chatType,
	fromMe,
	senderId,
	senderPhone,
	senderName,
	text: { description: 'The new text', read: (told) => firstOf(textIn(told.payload.newBody), textIn(textOf(told))) ?? '' },
	previousText: { description: 'The old text; null where Wawp does not tell it', read: ({ payload }) => textIn(payload.prevBody) },
	timestamp,
};

/** The engine's event has an ID of its own, and names the message beside. */
function editedId(told: Told): string | null {
	const edited = textIn(told.payload.editedMessageId);
	return edited === null ? (messageId.read(told) as string | null) : (messageId.read(toldBy(told.event, { ...told.payload, id: edited }, told.me)) as string | null);
}

/** In the engine's words the message as it was, or at least what is left of it. */
const revoked = (payload: Members): unknown => [payload.before, payload.after].find(isObject) ?? payload;

export const revocation: Shape = {
	messageId: within(revoked, { ...messageId, description: 'The message that was deleted' }),
	chatId: within(revoked, chatId),
	chatType: within(revoked, chatType),
	fromMe: within(revoked, { ...fromMe, description: 'Whether the message was an own one' }),
	senderId: within(revoked, { ...senderId, description: 'Who had written it, as far as it is told' }),
	senderPhone: within(revoked, senderPhone),
	revokedBy: {
		description: 'Who deleted it, as far as it is told',
		read: ({ payload }) => firstOf(...[payload.revokedBy, ...(isObject(payload.after) ? [payload.after.participant, payload.after.author, payload.after.from] : [])].map(idIn)),
	},
	previousText: { description: 'What it said, where Wawp still knows', read: ({ payload }) => (isObject(payload.before) ? textIn(payload.before.body) : null) },
	timestamp: within((payload) => payload.after ?? payload, timestamp),
};

/** The message of the poll; its ID alone where a vote could not be read. */
const poll = (payload: Members): unknown => payload.poll ?? { id: payload.pollId };
const vote = (payload: Members): unknown => payload.vote ?? { from: payload.voter };

export const pollVote: Shape = {
	pollId: within(poll, { ...messageId, description: 'The message that holds the poll' }),
	chatId: within(poll, chatId),
	chatType: within(poll, chatType),
	fromMe: within(vote, { ...fromMe, description: 'Whether this number voted itself' }),
	senderId: within(vote, { ...senderId, description: 'Who voted' }),
	senderPhone: within(vote, senderPhone),
	options: { description: 'All that the person has chosen now', read: chosen },
	text: { description: 'The same as one text', read: (told) => chosen(told).join(', ') },
	timestamp: within(vote, timestamp),
};

export const failedVote: Shape = {
	...pollVote,
	reason: { description: 'Why the vote could not be read, such as `MSG_NOT_FOUND`', read: ({ payload }) => textIn(payload.reason) },
};

function chosen({ payload }: Told): string[] {
	const options = listOf(isObject(payload.vote) ? payload.vote.selectedOptions : undefined);
	return options.map((option) => textIn(isObject(option) ? option.name : option)).filter((option) => option !== null);
}

import { isObject, without } from '../../engine/answer';
import { type Members, membersOf } from '../../engine/members';
import { isKeyed, listOf } from '../../engine/rows';
import { partsOf } from '../../message/messageId';
import { actedOn, chatIdIn, fromMeIn, isMe, messageIdIn } from './addressing';
import { chatId, chatPhone, chatType, fromMe, messageId, sender, timestamp } from './identity';
import { type Shape, type Told, toldBy, within } from './told';
import { chatTypeOf, firstOf, idIn, textIn } from './values';

/* Votes. */

/** The message of the poll; its ID alone where a vote could not be read. */
const poll = ({ payload }: Told): unknown => isObject(payload.poll) ? payload.poll : { id: payload.poll ?? payload.pollid };

/** The engine's words are about the vote, and stand beside it. */
function vote({ payload }: Told): Members {
	const beside = without(payload, 'id', 'poll', 'vote', 'voter');
	if (!isObject(payload.vote)) return { ...beside, from: payload.voter };
	const told = membersOf(payload.vote);
	return { ...beside, ...told, _data: { ...membersOf(payload._data), ...membersOf(told._data) } };
}

export const pollVote: Shape = {
	pollId: {
		...messageId,
		description: 'The message that holds the poll',
		read: pollIdIn,
	},
	chatId: { ...chatId, read: chatOf },
	chatType: { ...chatType, read: (told) => chatTypeOf(chatOf(told)) },
	chatPhone: { ...chatPhone, read: (told) => (chatTypeOf(chatOf(told)) === 'direct' ? chatPhone.read(voteIn(told)) : null) },
	fromMe: { ...fromMe, description: 'Whether this number voted itself', read: isOwn },
	senderId: within(vote, { ...sender.senderId, description: 'Who voted' }),
	senderPhone: within(vote, sender.senderPhone),
	senderLid: within(vote, sender.senderLid),
	senderName: within(vote, sender.senderName),
	isOwnPoll: { description: 'Whether the poll is one of this number: votes in the polls of others come, too', read: (told) => partsOf(pollIdIn(told))?.isMine ?? fromMeIn(pollIn(told)) },
	options: { description: 'All that the person has chosen now', read: chosen },
	text: { description: 'The same as one text', read: (told) => chosen(told).join(', ') },
	isWithdrawn: { description: 'Whether the person has taken the whole vote back', read: (told) => isReadable(told) && chosen(told).length === 0 },
	isReadable: { description: 'Whether the vote could be read. Where not, `options` says nothing.', read: isReadable },
	timestamp: within(vote, timestamp),
};

export const failedVote: Shape = {
	...pollVote,
	reason: { description: 'Why the vote could not be read, such as `MSG_NOT_FOUND`', read: ({ payload }) => textIn(payload.reason) },
};

function pollIdIn(told: Told): string | null {
	const id = messageIdIn(pollIn(told));
	// In a direct chat it takes a poll of the voter for one of this number.
	return actedOn(voteIn(told), id, 'message.pollUpdateMessage.pollCreationMessageKey');
}

/** Wawp's page shows a vote that could not be read with its voter alone. */
function isOwn(told: Told): boolean | null {
	const voter = idIn(told.payload.voter);
	return fromMeIn(voteIn(told)) ?? (voter === null || !told.me ? null : isMe(told, voter));
}

const pollIn = (told: Told): Told => toldBy(told, poll(told));

const voteIn = (told: Told): Told => toldBy(told, vote(told));

/** The chat of the vote: that of the poll is told as the voter sees it. */
function chatOf(told: Told): string | null {
	return firstOf(idIn(partsOf(messageIdIn(voteIn(told)))?.chat), idIn(partsOf(pollIdIn(told))?.chat), chatIdIn(pollIn(told)), chatIdIn(voteIn(told)));
}

const selectedIn = ({ payload }: Told): unknown => membersOf(payload.vote).selectedoptions;

/** Null stands for what could not be decrypted, an empty list for no choice. A choice that has no words is none that was taken back. */
function isReadable(told: Told): boolean {
	const selected = selectedIn(told);
	const isList = Array.isArray(selected) || (isObject(selected) && isKeyed(selected));
	return told.event !== 'poll.vote.failed' && isList && wordsIn(told).every((words) => words !== null);
}

function chosen(told: Told): string[] {
	return wordsIn(told).filter((words) => words !== null);
}

const wordsIn = (told: Told): Array<string | null> =>
	listOf(selectedIn(told)).map((option) => {
		const words = textIn(isObject(option) ? membersOf(option).name : option);
		return words === null || HASH.test(words) ? null : words;
	});

/** WhatsApp sends no words but their SHA-256, which whoever knows the poll makes words of. */
const HASH = /^([0-9a-f]{64}|[A-Za-z0-9+/]{43}=)$/i;

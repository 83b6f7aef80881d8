import { isObject, without } from '../../engine/answer';
import { listOf } from '../../engine/rows';
import { seenFromHere } from './addressing';
import { chatId, chatPhone, chatType, fromMe, messageId, sender, timestamp } from './identity';
import { type Members, membersOf } from './members';
import { type Shape, type Told, toldBy, within } from './told';
import { textIn } from './values';

/* Votes. */

/** The message of the poll; its ID alone where a vote could not be read. */
const poll = ({ payload }: Told): unknown => payload.poll ?? { id: payload.pollid };

/** The engine's words are about the vote, and stand beside it. */
function vote({ payload }: Told): Members {
	const beside = without(payload, 'id', 'poll', 'vote', 'voter');
	if (!isObject(payload.vote)) return { ...beside, from: payload.voter };
	const told = membersOf(payload.vote);
	return { ...beside, ...told, _data: told._data ?? payload._data };
}

export const pollVote: Shape = {
	pollId: {
		...messageId,
		description: 'The message that holds the poll',
		read: (told) => seenFromHere(voteIn(told), textIn(messageId.read(pollIn(told)))),
	},
	chatId: within(poll, chatId),
	chatType: within(poll, chatType),
	chatPhone: { ...chatPhone, read: (told) => (chatType.read(pollIn(told)) === 'direct' ? chatPhone.read(voteIn(told)) : null) },
	fromMe: within(vote, { ...fromMe, description: 'Whether this number voted itself' }),
	senderId: within(vote, { ...sender.senderId, description: 'Who voted' }),
	senderPhone: within(vote, sender.senderPhone),
	senderLid: within(vote, sender.senderLid),
	senderName: within(vote, sender.senderName),
	isOwnPoll: within(poll, { ...fromMe, description: 'Whether the poll is one of this number: votes in the polls of others come, too' }),
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

const pollIn = (told: Told): Told => toldBy(told.event, poll(told), told.me);

const voteIn = (told: Told): Told => toldBy(told.event, vote(told), told.me);

const selectedIn = ({ payload }: Told): unknown => membersOf(payload.vote).selectedoptions;

/** Null stands for what could not be decrypted, an empty list for no choice. */
function isReadable(told: Told): boolean {
	return told.event !== 'poll.vote.failed' && typeof selectedIn(told) === 'object' && selectedIn(told) !== null;
}

function chosen(told: Told): string[] {
	return listOf(selectedIn(told))
		.map((option) => textIn(isObject(option) ? membersOf(option).name : option))
		.filter((option) => option !== null);
}

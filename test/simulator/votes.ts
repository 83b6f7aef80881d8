import { ends, engineOf } from './dialect';
import type { Simulation } from './simulation';
import { type Instance, jidOf } from './world';
import { chatIdOf, isGroup, messageIdOf, newHash } from './world/ids';
import { findMessage } from './world/messages';
import type { Message } from './world/whatsapp';

/** What somebody else chooses in a poll. */
export interface Vote {
	/** Number or ID of who votes. */
	from: string;
	poll: Pick<Message, 'chatId' | 'id'>;
	/** All of them, in the words of the poll; none takes an earlier vote back. */
	answers: string[];
	/** Unix seconds; now when left out. */
	timestamp?: number;
}

export function vote(wawp: Simulation, instance: Instance, { from, poll: { chatId, id }, answers, timestamp }: Vote): void {
	const message = findMessage(instance, chatId, id);
	if (!message?.poll) throw new Error(`There is no poll ${id}`);
	const unknown = answers.find((answer) => !message.poll!.options.includes(answer));
	if (unknown !== undefined) throw new Error(`The poll has no option '${unknown}'`);
	const voter = chatIdOf(from);
	message.poll.votes[voter] = answers;
	wawp.log.add(instance.id, `vote of ${voter} received`);
	const seconds = timestamp ?? Math.floor(wawp.clock.now() / 1000);
	wawp.emit(instance, 'poll.vote', voteJson(message, voter, seconds, instance, wawp));
}

function voteJson(poll: Message, voter: string, seconds: number, instance: Instance, wawp: Simulation) {
	const { switches } = wawp;
	const isNamedInId = switches.voterInGroup === 'in id' && isGroup(poll.chatId);
	const { id, fromMe } = poll;
	const { from, to } = ends(poll, engineOf(wawp));
	return {
		vote: {
			id: messageIdOf(false, poll.chatId, newHash(), isNamedInId ? voter : null),
			from: isNamedInId ? poll.chatId : voter,
			to: jidOf(instance),
			fromMe: false,
			selectedOptions: poll.poll!.votes[voter],
			timestamp: switches.voteTimestamp === 'seconds' ? seconds : seconds * 1000,
		},
		poll: { id, from, to, fromMe },
	};
}

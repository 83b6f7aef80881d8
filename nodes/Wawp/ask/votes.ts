import { sendersIn } from '../delivery/sameChat';
import { noteNewest } from '../engine/newest';
import type { Answer } from './judge';
import type { Question } from './question';

/*
 * A vote may be changed while its delivery is under way, and deliveries come in any order. So none counts when it comes first: it
 * is refused, comes again two seconds later by Wawp's retries, and counts then if the person has not changed it meanwhile. What a
 * process forgets at a restart costs another round, never a vote.
 */

const MOST = 1_000;

interface Voter {
	/** All that this person is told under. */
	names: string[];
	/** In the order in which they were heard. */
	votes: Answer[];
}

/** By question. */
const heard = new Map<string, Voter[]>();

/** `again`: not yet. `over`: another one of the same person has taken its place. */
export function countOf({ fingerprint }: Question, vote: Answer): 'again' | 'over' | 'counts' {
	const votes = votesOf(fingerprint, vote);
	const isKnown = votes.some((other) => isSame(other, vote));
	if (!isKnown) votes.push(vote);
	if (!isSame(latestOf(votes)!, vote) || vote.said === undefined) return 'over';
	return isKnown ? 'counts' : 'again';
}

function votesOf(fingerprint: string, { event: { fields } }: Answer): Answer[] {
	const voters = heard.get(fingerprint) ?? [];
	noteNewest(heard, fingerprint, voters, MOST);
	// In a direct chat nobody else votes.
	const names = fields.chatType === 'direct' ? ['the other side'] : sendersIn(fields);
	const known = voters.find((voter) => voter.names.some((name) => names.includes(name)) || voter.names.length + names.length === 0);
	const voter = known ?? { names: [], votes: [] };
	if (!known) voters.push(voter);
	voter.names.push(...names.filter((name) => !voter.names.includes(name)));
	return voter.votes;
}

/** Some engines tell the second of a vote alone: then Wawp's own time of the event tells, and at last which was heard last. */
const latestOf = (votes: Answer[]): Answer | undefined =>
	votes.reduce<Answer | undefined>((latest, vote) => (latest && isBefore(vote, latest) ? latest : vote), undefined);

function isBefore(one: Answer, other: Answer): boolean {
	const [first, second] = [one, other].map(({ at, event: { time } }) => [at ?? Infinity, time ?? Infinity]);
	return first![0] === second![0] ? first![1]! < second![1]! : first![0]! < second![0]!;
}

const isSame = (one: Answer, other: Answer): boolean => JSON.stringify([one.said, one.at, one.event.id]) === JSON.stringify([other.said, other.at, other.event.id]);

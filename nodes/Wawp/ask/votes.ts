import { noteNewest } from '../engine/newest';
import type { Answer } from './judge';
import type { Question } from './question';

/*
 * A vote may be changed while its delivery is under way, and deliveries come in any order. So none counts when it comes first: it
 * is refused, comes again two seconds later by Wawp's retries, and counts then if the person has not changed it meanwhile. What a
 * process forgets at a restart costs another round, never a vote.
 */

const MOST = 1_000;

/** By question, then by voter: what each has said, in the order in which it was heard. */
const heard = new Map<string, Map<string, Answer[]>>();

/** `again`: not yet. `over`: another one of the same person has taken its place. */
export function countOf({ fingerprint }: Question, vote: Answer): 'again' | 'over' | 'counts' {
	const votes = votesOf(fingerprint, String(vote.event.fields.senderId));
	const isKnown = votes.some((other) => isSame(other, vote));
	if (!isKnown) votes.push(vote);
	if (!isSame(latestOf(votes)!, vote) || vote.said === undefined) return 'over';
	return isKnown ? 'counts' : 'again';
}

function votesOf(fingerprint: string, voter: string): Answer[] {
	const ofQuestion = heard.get(fingerprint) ?? new Map<string, Answer[]>();
	noteNewest(heard, fingerprint, ofQuestion, MOST);
	const votes = ofQuestion.get(voter) ?? [];
	ofQuestion.set(voter, votes);
	return votes;
}

/** Some engines tell the second of a vote alone: then Wawp's own time of the event tells, and at last which was heard last. */
const latestOf = (votes: Answer[]): Answer | undefined =>
	votes.reduce<Answer | undefined>((latest, vote) => (latest && isBefore(vote, latest) ? latest : vote), undefined);

function isBefore(one: Answer, other: Answer): boolean {
	const [first, second] = [one, other].map(({ at, event: { time } }) => [at ?? Infinity, time ?? Infinity]);
	return first![0] === second![0] ? first![1]! < second![1]! : first![0]! < second![0]!;
}

const isSame = (one: Answer, other: Answer): boolean => JSON.stringify([one.said, one.at, one.event.id]) === JSON.stringify([other.said, other.at, other.event.id]);

import { isOtherForm, plainNumber } from '../../phone/sameNumber';
import { membersOf, ownIdsOf, wholeId } from '../../engine/members';
import { idIn, isPerson, userOf } from './ids';

/** Whether two IDs, as the action node takes them, are of one chat: WhatsApp's ID of some people differs from what is dialled. */
export const isSameChat = (one: string, other: string): boolean => plainChat(one) === plainChat(other);

/** The same for each form of a person's number. */
export const plainChat = (id: string): string => (isPerson(id) ? `${plainNumber(userOf(id))}@c.us` : id);

/** Whether they could be, as where a country has made its numbers longer. */
export const mayBeSame = (one: string, other: string): boolean => (isPerson(one) && isPerson(other) ? isOtherForm(userOf(one), userOf(other)) : one === other);

/** The one of these IDs by which an answer is about somebody or something else than was asked for: one of the same kind, where none of that kind is the same, or a group or channel, which is no other name of anything. */
export function otherThan(asked: string, told: Array<string | null | undefined>): string | undefined {
	const alike = told.filter((id): id is string => typeof id === 'string' && (endingOf(id) === endingOf(asked) || GROUP_OR_CHANNEL.test(id)));
	return alike.some((id) => mayBeSame(id, asked)) ? undefined : alike[0];
}

export const GROUP_OR_CHANNEL = /@(g\.us|newsletter)$/;

const endingOf = (id: string): string => id.replace(/^[^@]*/, '');

/** Whom or what an answer names as its own. A bare number may be that of a picture. */
export const namedIn = (answer: Record<string, unknown>): Array<string | null> =>
	[...ownIdsOf(answer), wholeId(membersOf(answer).contactid)].filter((id) => id?.includes('@')).map(idIn);

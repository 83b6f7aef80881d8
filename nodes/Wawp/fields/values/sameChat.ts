import { isOtherForm, plainNumber } from '../../phone/sameNumber';
import { isPerson, userOf } from './ids';

/** Whether two IDs, as the action node takes them, are of one chat: WhatsApp's ID of some people differs from what is dialled. */
export const isSameChat = (one: string, other: string): boolean => plainChat(one) === plainChat(other);

/** The same for each form of a person's number. */
export const plainChat = (id: string): string => (isPerson(id) ? `${plainNumber(userOf(id))}@c.us` : id);

/** The one of these IDs by which an answer is about somebody or something else than was asked for: one of the same kind, where none of that kind is the same. */
export function otherThan(asked: string, told: Array<string | null | undefined>): string | undefined {
	const alike = told.filter((id): id is string => typeof id === 'string' && endingOf(id) === endingOf(asked));
	const isAsked = (id: string) => (isPerson(id) ? isOtherForm(userOf(id), userOf(asked)) : id === asked);
	return alike.some(isAsked) ? undefined : alike[0];
}

const endingOf = (id: string): string => id.replace(/^[^@]*/, '');

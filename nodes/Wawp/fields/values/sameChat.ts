import { plainNumber } from '../../phone/sameNumber';
import { isPerson, userOf } from './ids';

/** Whether two IDs, as the action node takes them, are of one chat: WhatsApp's ID of some people differs from what is dialled. */
export const isSameChat = (one: string, other: string): boolean => plainChat(one) === plainChat(other);

/** The same for each form of a person's number. */
export const plainChat = (id: string): string => (isPerson(id) ? `${plainNumber(userOf(id))}@c.us` : id);

import { dateIn } from '../../time/date';
import { chatIdIn, fromMeIn, identitiesOf, messageIdIn, othersIn, senderIdIn } from './addressing';
import { PLACES } from './places';
import { type Field, found } from './told';
import { chatTypeOf, firstOf, idIn, lidOf, numberIn, phoneOf, textIn } from './values';

/* Which message, in which chat: the same fields for all events that are about a message. */

export const messageId: Field = {
	description: 'The whole ID, as the action node takes it to answer, react, edit or delete',
	read: messageIdIn,
};

export const chatId: Field = {
	description: 'The chat, as the action node takes it',
	read: chatIdIn,
};

export const chatType: Field = {
	description: '`direct`, `group`, `channel`, `status` (a story) or `broadcast`',
	read: (told) => chatTypeOf(chatIdIn(told)),
};

export const fromMe: Field = {
	description: 'Whether this number did it itself, on the phone or by the API',
	read: fromMeIn,
};

export const from: Field = {
	description: 'What Wawp says it comes from: a person, or the group or channel',
	read: (told) => found(told, PLACES.from, idIn),
};

export const timestamp: Field = {
	description: 'When it happened; when Wawp told it, where nothing else is known',
	read: (told) => found(told, PLACES.time, timeIn),
};

export const timeIn = (value: unknown): string | null => dateIn(typeof value === 'string' ? value : numberIn(value));

/* Who did it. A person may be told by the number, by the hidden identity, or by both. */

export const senderId: Field = {
	description: 'The person who did it. It ends in `@lid` where WhatsApp hides the number.',
	read: senderIdIn,
};

export const senderPhone: Field = {
	description: "That person's number; null where it is hidden, unless *Resolve Phone Number* finds it",
	read: (told) => firstOf(...identitiesOf(told).map(phoneOf)),
};

export const senderLid: Field = {
	description: 'The ID that WhatsApp hides that person behind, where it is told',
	read: (told) => firstOf(...identitiesOf(told).map(lidOf)),
};

export const senderName: Field = {
	description: 'The name they gave themselves',
	read: (told) => found(told, PLACES.senderName, textIn),
};

export const chatPhone: Field = {
	description: 'In a direct chat the number of the other side, where it is told',
	read: (told) => firstOf(...othersIn(told).map(phoneOf)),
};

export const sender = { senderId, senderPhone, senderLid, senderName };

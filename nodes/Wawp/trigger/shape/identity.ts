import { dateIn } from '../../session/date';
import type { Field, Told } from './told';
import { chatTypeOf, firstOf, flagIn, idIn, numberIn, phoneOf, textIn } from './values';

/* Which message, in which chat, by whom: the same fields for all events that are about a message. */

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
	read: ({ payload, raw, key }) => firstOf(idIn(payload.from), idIn(raw.from), idIn(key.remotejid)),
};

export const senderId: Field = {
	description: 'The person who did it. It ends in `@lid` where WhatsApp hides the number.',
	read: senderIdIn,
};

export const senderPhone: Field = {
	description: "That person's number; null where it is hidden, unless *Resolve Phone Number* finds it",
	read: (told) => firstOf(phoneOf(senderIdIn(told)), phoneOf(idIn(told.info.senderalt))),
};

export const senderName: Field = {
	description: 'The name they gave themselves',
	read: ({ payload, raw, info }) => firstOf(textIn(info.pushname), textIn(raw.pushname), textIn(raw.notifyname), textIn(payload.pushName), textIn(payload.notifyName)),
};

export const timestamp: Field = {
	description: 'When it happened; when Wawp told it, where nothing else is known',
	read: ({ payload, raw, info }) => firstOf(...[payload.timestamp, raw.t, numberIn(raw.messagetimestamp), info.timestamp].map(dateIn)),
};

/** `true_201145202826@c.us_3EB0…`, in a group with `_<participant>` behind it. */
const WHOLE_ID = /^(true|false)_([^_]{1,100})_[^_]+(?:_([^_@]+@[^_]+))?/;

const wholeIdIn = ({ payload, raw, key }: Told): string | null =>
	[payload.id, raw.id, key._serialized, payload.messageId].map(textIn).find((id) => id !== null && WHOLE_ID.test(id)) ?? null;

function partsOf(told: Told): { whose?: string; chat?: string; participant?: string } {
	const [, whose, chat, participant] = WHOLE_ID.exec(wholeIdIn(told) ?? '') ?? [];
	return { whose, chat, participant };
}

function messageIdIn(told: Told): string | null {
	const whole = wholeIdIn(told);
	if (whole !== null) return whole;
	const { payload, key, info } = told;
	const id = firstOf(...[key.id, info.id, payload.id, payload.messageId].map(textIn));
	const chat = chatIdIn(told);
	if (id === null || chat === null) return id;
	const participant = chat.endsWith('@g.us') ? senderIdIn(told) : null;
	return [fromMeIn(told) ?? false, chat, id, ...(participant ? [participant] : [])].join('_');
}

function chatIdIn(told: Told): string | null {
	const { payload, raw, key, info } = told;
	const other = fromMeIn(told) === true ? [payload.to, raw.to] : [payload.from, raw.from];
	return firstOf(...[payload.chatId, partsOf(told).chat, key.remotejid, key.remote, info.chat, ...other].map(idIn));
}

function fromMeIn(told: Told): boolean | null {
	const { payload, key, info } = told;
	const { whose } = partsOf(told);
	return firstOf(flagIn(payload.fromMe), flagIn(key.fromme), flagIn(info.isfromme), whose === undefined ? null : whose === 'true');
}

/** In a group its participant, elsewhere whoever it comes from. Where nobody is named, the ID and the chat still tell. */
function senderIdIn(told: Told): string | null {
	const { payload, raw, key, info, me } = told;
	const named = [payload.senderId, payload.participant, payload.author, key.participant, raw.author, info.sender, payload.from, raw.from];
	const implied = [partsOf(told).participant, fromMeIn(told) === true ? me?.id : chatIdIn(told)];
	return [...named, ...implied].map(idIn).find((id) => id !== null && !NO_PERSON.test(id)) ?? null;
}

const NO_PERSON = /@(g\.us|newsletter|broadcast)$/;

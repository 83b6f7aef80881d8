import type { IDataObject } from 'n8n-workflow';

import { type Holds, isObject, jobIdIn, unwrapped } from '../engine/answer';
import { errorWords } from '../engine/errorWords';
import { isTold } from '../engine/failure';
import { flagIn } from '../engine/flag';
import { isDone } from '../engine/holds';
import { wholeId } from '../engine/members';
import type { Output, Shape } from '../engine/operation';
import { chatIdOf, idIn } from '../fields/values/ids';
import { dateIn } from '../time/date';
import { partsOf } from './messageId';

/** One shape for every message that was sent, whichever of Wawp's engines answered. */
export interface SentMessage extends IDataObject {
	/** The whole ID that edit, delete and replies ask for: `true_201145202826@c.us_3EB0…`; null while it is queued. */
	messageId: string | null;
	chatId: string | null;
	/** ISO 8601. */
	timestamp: string | null;
	/** `unknown`: Wawp took it and named no message, so that nobody can tell whether it left. */
	status: 'sent' | 'queued' | 'failed' | 'unknown';
	/** Of a message that waits its turn. */
	jobId?: string | null;
	/** Why it failed, where that is told. */
	error?: string;
}

export const sentMessage: Shape = (body, _instanceId, sent): SentMessage => {
	const answer = unwrapped(body);
	const { raw, key } = engineParts(answer);
	const whole = serializedIn(answer, raw);
	const chatId = chatOf(answer, raw, key, whole) ?? textIn(sent.chatId);
	const messageId = whole ?? joined(key, chatId);
	const status = messageId === null ? 'unknown' : hasFailed(answer) ? 'failed' : 'sent';
	const words = status === 'failed' ? errorWords(errorIn(answer)) : null;
	return { messageId, chatId, timestamp: timeIn(answer, raw), status, ...(words !== null && { error: words }) };
};

const errorIn = (answer: Record<string, unknown>): unknown => [answer.error, rawIn(answer).error].find(isTold);

function hasFailed(answer: Record<string, unknown>): boolean {
	const raw = rawIn(answer);
	return errorIn(answer) !== undefined || Number(answer.ack ?? raw.ack) === FAILED_ACK || [answer.ackName, answer.status, raw.status].some((word) => FAILED_WORD.test(String(word)));
}

/** An answer that names a message. */
export const holdsMessage: Holds = (body) => sentIdIn(unwrapped(body)) !== null;

/** The same of what was to be done to a message: one that came with an error was not changed. */
export const holdsChangeOr =
	(done: Holds): Holds =>
	(body) =>
		(done(body) || holdsMessage(body)) && !hasFailed(unwrapped(body));

export const queuedMessage: Shape = (body, _instanceId, { chatId }): SentMessage => ({
	messageId: null,
	chatId: textIn(chatId),
	timestamp: null,
	status: 'queued',
	jobId: jobIdIn(body),
});

/** A message of this number, or a success without one: beside somebody else's it is no success of this. */
const holdsOwnOrNone: Holds = (body) => {
	const answer = unwrapped(body);
	const parts = engineParts(answer);
	const id = sentIdIn(answer, parts);
	return id === null ? isDone(body) : flagIn(answer.fromMe) !== false && parts.key.fromMe && !id.startsWith('false_');
};

const sentIdIn = (answer: Record<string, unknown>, { raw, key } = engineParts(answer)): string | null => serializedIn(answer, raw) ?? key.id;

/** Which message an answer names, and the chats that it says this one is in: whom it comes from and goes to may be this number. */
export function messageNamedIn(body: unknown): { id: string | null; chats: Array<string | null> } {
	const answer = unwrapped(body);
	const parts = engineParts(answer);
	const id = sentIdIn(answer, parts);
	return { id, chats: [partsOf(id)?.chat, parts.key.chat, answer.chatId].map(idIn) };
}

/** A success without a message is told as it is. An empty one has been seen where nothing had arrived. */
export const sent: Output = { simplify: sentMessage, queued: queuedMessage, holds: holdsOwnOrNone };

/** Wawp's word for a message that WhatsApp did not take. */
const FAILED_ACK = -1;
/** The same in the words of the engines. */
const FAILED_WORD = /^(error|failed)$/i;

/** What the engines call the parts of an ID: NOWEB `key`, GOWS `_data.Info`, WEBJS `id`. */
interface Key {
	fromMe: boolean;
	chat: string | null;
	id: string | null;
	participant: string | null;
}

function engineParts(answer: Record<string, unknown>): { raw: Record<string, unknown>; key: Key } {
	const raw = rawIn(answer);
	const info = infoOf(raw);
	const key = [answer.key, raw.key, answer.id, raw.id].find(isObject) ?? {};
	return {
		raw,
		key: {
			fromMe: flagIn(key.fromMe ?? info.IsFromMe) ?? true,
			chat: textIn(wholeId(key.remoteJid ?? key.remote ?? info.Chat)),
			id: [...[key.id, info.ID].map(textIn), ...[answer.messageId, answer.message_id, answer.id, raw.id].map(bareId)].find((id) => id !== null) ?? null,
			participant: textIn(key.participant ?? (info.IsGroup ? info.Sender : undefined)),
		},
	};
}

/** What the engine itself said. */
const rawIn = ({ _data: raw }: Record<string, unknown>): Record<string, unknown> => (isObject(raw) ? raw : {});

/** The key of a message, and neither the number of a label nor the ID of a chat, a person or a whole message. */
function bareId(given: unknown): string | null {
	const id = textIn(given);
	return id !== null && /^([\w.:-]{8,100}|(true|false)_.{1,200})$/.test(id) ? id : null;
}

const infoOf = (raw: Record<string, unknown>): Record<string, unknown> => (isObject(raw.Info) ? raw.Info : {});

/** The ID as a whole, which every engine has somewhere but the two that keep it in parts. */
function serializedIn(answer: Record<string, unknown>, raw: Record<string, unknown>): string | null {
	const ids = [answer.id, raw.id, answer.messageId, answer.message_id].map((id) => textIn(isObject(id) ? id._serialized : id));
	return ids.find((id) => id !== null && /^(true|false)_/.test(id)) ?? null;
}

function joined({ fromMe, chat, id, participant }: Key, chatId: string | null): string | null {
	const where = chatId ?? normal(chat);
	if (!id || !where || /^(true|false)_/.test(id)) return id;
	return [fromMe, where, id, ...(participant && where.endsWith('@g.us') ? [normal(participant)] : [])].join('_');
}

function chatOf(answer: Record<string, unknown>, raw: Record<string, unknown>, { chat }: Key, whole: string | null): string | null {
	const to = [answer.chatId, answer.to, raw.to].map((value) => textIn(isObject(value) ? value._serialized : value)).find(Boolean);
	return normal(partsOf(whole)?.chat ?? chat ?? to ?? null);
}

const normal = (id: string | null): string | null => (id === null ? null : (chatIdOf(id) ?? id));

function timeIn(answer: Record<string, unknown>, raw: Record<string, unknown>): string | null {
	const named = [answer.timestamp, raw.t, secondsIn(answer.messageTimestamp), secondsIn(raw.messageTimestamp), infoOf(raw).Timestamp];
	return named.map(dateIn).find((time) => time !== null) ?? null;
}

/** A long number of the engine comes in two halves. */
const secondsIn = (value: unknown): unknown => (isObject(value) ? value.low : value);

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' && !NO_ID.test(value) ? value : typeof value === 'number' ? String(value) : null);

/** What a program writes where it has none. */
const NO_ID = /(^|_)(undefined|null|NaN|\[object Object\])(_|@|$)/;

import type { IDataObject } from 'n8n-workflow';

import { sameWord } from '../fields/message/ask';
import type { WawpEvent } from '../delivery/event';
import { chatsIn } from '../delivery/sameChat';
import { isSameChat } from '../fields/values/sameChat';
import { sameMessage } from '../message/messageId';
import type { Question } from './question';
import { isAsked, isNearly } from './words';

/* Whether an event is an answer to a question, and which. Whose answers count is another matter: see `who.ts`. */

/** What `data` of the item says beside who answered, and when. */
export type Said = { approved: boolean } | { choice: string } | { text: string } | { file: true };

export interface Answer {
	/** Undefined for a vote that was taken back. */
	said?: Said;
	/** Unix milliseconds, as far as it is told. */
	at?: number;
	messageId: string | null;
	/** A message that does not say what it answers goes to the newest question. */
	isBare: boolean;
	/** It counts only if it is found to be by the person who was asked. */
	isHidden?: true;
	event: WawpEvent;
}

/** Undefined for all else that Wawp delivers. */
export function answerIn(event: WawpEvent, question: Question): Answer | undefined {
	if (event.fields.fromMe === true) return undefined;
	const read = question.answerBy === 'poll' ? voteIn : replyIn;
	return read(event, question);
}

/** The same where a message tells a name of its person of another kind than the question knows: one a number, the other what WhatsApp hides it behind. */
export function hiddenAnswerIn(event: WawpEvent, question: Question): Answer | undefined {
	const { fields } = event;
	const kindOf = (id: string) => id.replace(/.*@/, '');
	const [known, told] = [question.chats, chatsIn(fields)].map((ids) => ids.map(kindOf)) as [string[], string[]];
	const isPossible = fields.chatType === 'direct' && known.every((kind) => ['c.us', 'lid'].includes(kind)) && !told.some((kind) => known.includes(kind));
	const given = isPossible ? answerIn({ ...event, fields: { ...fields, chatId: question.chats[0]! } }, question) : undefined;
	return given && { ...given, event, isHidden: true };
}

function voteIn(event: WawpEvent, question: Question): Answer | undefined {
	const { pollId, options, isReadable, timestamp } = event.fields;
	if (event.event !== 'poll.vote' || isReadable !== true || !isQuestion(pollId, question)) return undefined;
	const chosen = (options as string[]).map((option) => offeredAs(option, question.labels));
	const vote = { at: timeOf(timestamp), messageId: question.messageId, isBare: false, event };
	if (chosen.length === 0) return vote;
	// A poll of ours allows one answer.
	return chosen.length === 1 && chosen[0]! >= 0 ? { ...vote, said: chosenIn(question, chosen[0]!) } : undefined;
}

/** What the answer of this number stands for: of an approval the first is the yes. */
export const chosenIn = ({ responseType, labels }: Question, index: number): Said => (responseType === 'approval' ? { approved: index === 0 } : { choice: labels[index]! });

function replyIn(event: WawpEvent, question: Question): Answer | undefined {
	const { fields } = event;
	if (event.event !== 'message') return undefined;
	const { messageId: quoted = null, text: quotedText } = (fields.replyTo ?? {}) as IDataObject;
	const isQuote = isQuestion(quoted, question);
	// Whoever quotes something else speaks of that.
	const isMeant = quoted === null ? question.mustQuote !== true : isWorded(quotedText, question);
	if (!isQuote && !(isMeant && isNextIn(fields, question))) return undefined;
	const said = saidIn(fields, question);
	if (said === undefined) return undefined;
	return { said, at: timeOf(fields.timestamp), messageId: (fields.messageId as string | null) ?? null, isBare: !isQuote, event };
}

/** However its ID is told: under the number or the hidden identity, whole or as its bare key. */
function isQuestion(id: unknown, { messageId }: Question): boolean {
	if (typeof id !== 'string' || messageId === null) return false;
	return bare(sameMessage(id)) === bare(sameMessage(messageId));
}

/** Where Wawp did not tell which message the question became, its words tell it. */
const isWorded = (text: unknown, question: Question): boolean => question.messageId === null && question.text.trim() !== '' && inOneLine(String(text ?? '')).startsWith(inOneLine(question.text));

const bare = (id: string): string => id.replace(/^(true|false)_/, '');

function isNextIn(fields: IDataObject, { chats, askedAt }: Question): boolean {
	const at = timeOf(fields.timestamp);
	return (at === undefined || isLater(at, askedAt)) && chatsIn(fields).some((chat) => chats.some((asked) => isSameChat(asked, chat)));
}

/** WhatsApp counts in seconds. */
export const isLater = (writtenAt: number, askedAt: number): boolean => Math.floor(writtenAt / 1000) >= Math.floor(askedAt / 1000);

/** Undefined for what is no answer of the kind that was asked for. */
export function saidIn({ text, type, hasMedia }: IDataObject, { responseType, labels }: Pick<Question, 'responseType' | 'labels'>): Said | undefined {
	const written = String(text ?? '');
	if (responseType === 'file') return hasMedia === true && FILES.includes(String(type)) ? { file: true } : undefined;
	if (!WRITTEN.includes(String(type))) return undefined;
	if (responseType === 'freeText') return written.trim() !== '' ? { text: written } : undefined;
	const index = labelIn(written, labels);
	return index < 0 ? undefined : { approved: index === 0 };
}

/** The label itself, or the only one that it is but for its blanks: servers clean what is sent through them. */
function offeredAs(option: string, labels: string[]): number {
	const same = labels.indexOf(option.trim());
	return same >= 0 ? same : onlyOne(labels, (label) => inOneLine(label) === inOneLine(option));
}

const inOneLine = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Labels may differ in the colour of a hand or in marks alone. Where none is exactly what was written, it is the only one that nearly is. */
function labelIn(written: string, labels: string[]): number {
	const isMeant = (label: string) => !isAsked(written) || isAsked(label);
	const same = labels.findIndex((label) => isMeant(label) && sameWord(label) === sameWord(written));
	return same >= 0 ? same : onlyOne(labels, (label) => isMeant(label) && isNearly(label, written));
}

function onlyOne(labels: string[], isIt: (label: string) => boolean): number {
	const [first = -1, ...others] = [...labels.keys()].filter((index) => isIt(labels[index]!));
	return others.length === 0 ? first : -1;
}

const FILES = ['image', 'document', 'voice', 'audio', 'video'];
/** A picture with a caption is a text as well; the question of a poll is none. */
const WRITTEN = ['text', 'image', 'document', 'video'];

function timeOf(timestamp: unknown): number | undefined {
	const ms = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN;
	return Number.isNaN(ms) ? undefined : ms;
}

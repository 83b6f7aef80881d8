import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { inAnyCase } from '../engine/anyCase';
import { choicesIn } from '../engine/choices';
import { flagIn } from '../engine/flag';
import { without } from '../engine/object';
import { chats, filters as filtersField, notChats, notSenders, senders, textMatches } from '../fields/triggers/filters';
import { CODES, defaultCountryCode, isPerson, readChat } from '../fields/values/ids';
import { wrongWith } from '../fields/values/unread';
import { type Home, homeIn } from '../phone/readNumber';
import { INVISIBLE } from '../phone/written';
import { patternOf } from './pattern';
import { chatsIn, sendersIn } from '../delivery/sameChat';
import { isSameChat } from '../fields/values/sameChat';

/*
 * What an event must be like to start the workflow. Each filter looks at one field and lets pass what has no such field:
 * one for texts does not concern calls. What has the field, but with nothing in it, is not what was asked for.
 */

/** Whether an event with these fields starts the workflow. */
export function passes(filters: IDataObject, fields: IDataObject): boolean {
	return Object.entries(FILTERS).every(([name, { field, holds }]) => {
		const wanted = filters[name];
		return !Object.hasOwn(filters, name) || !tells(fields, field) || (!isUnset(wanted) && holds(wanted, fields, filters));
	});
}

/**
 * The same of a sender whom WhatsApp hides: whether it may still start the workflow once the number is known. Only filters that
 * name numbers wait for it.
 */
export function mayPass(filters: IDataObject, fields: IDataObject): boolean {
	if (!isHidden(fields)) return passes(filters, fields);
	return passes(without(filters, ...byNumber(['senders', 'chats'], filters, fields)) as IDataObject, fields);
}

/** Whether it does hangs on that number: one would pass, and another one would not. */
export const hangsOnNumber = (filters: IDataObject, fields: IDataObject): boolean =>
	mayPass(filters, fields) && (!passes(filters, fields) || (isHidden(fields) && byNumber(['notSenders', 'notChats'], filters, fields).length > 0));

/** Those of two filters, for senders and for chats, that name numbers. A group is no chat with its sender. */
const byNumber = ([ofSenders, ofChats]: [string, string], filters: IDataObject, { chatType }: IDataObject): string[] =>
	[ofSenders, ...(chatType === 'direct' ? [ofChats] : [])].filter((name) => namesNumber(filters, name));

const isHidden = ({ senderId, senderPhone, fromMe }: IDataObject): boolean => /@lid$/.test(String(senderId)) && !senderPhone && fromMe !== true;

const namesNumber = (filters: IDataObject, name: string): boolean =>
	textsIn(filters[name])
		.map((entry) => readChat(entry, homeOf(filters)))
		.some((chat) => 'id' in chat && isPerson(chat.id));

/** Of a call that was answered or declined Wawp may tell nothing but its ID: whoever waits for it must hear of it all the same. */
const tells = (fields: IDataObject, field: string): boolean => Object.hasOwn(fields, field) && !(Object.hasOwn(fields, 'callId') && fields[field] === null);

/** What is wrong with the filters, in words for the user; undefined when nothing is. */
export function faultOf(filters: IDataObject): string | undefined {
	const empty = Object.keys(filters).find((name) => isUnset(filters[name]));
	// A filter that names nothing would let everything pass.
	if (empty !== undefined) return `'${labelOf(empty)}' in the filters was added, but is empty. Give it a value, or take the filter away.`;
	const wrong = CHOSEN.filter((name) => Object.hasOwn(filters, name)).map((name) => wrongWithChosen(name, filters[name])).find(Boolean);
	if (wrong !== undefined) return wrong;
	const unclear = FLAGS.find((name) => Object.hasOwn(filters, name) && flagIn(filters[name]) === null);
	if (unclear !== undefined) return `'${labelOf(unclear)}' in the filters is neither true nor false: ${String(filters[unclear])}.`;
	const { [defaultCountryCode.name]: code } = filters;
	if (code !== undefined && !homeOf(filters)) return `'${defaultCountryCode.displayName}' in the filters is not one: ${String(code)}. ${CODES}`;
	for (const { name, displayName } of [chats, notChats, notSenders, senders]) {
		for (const entry of textsIn(filters[name])) {
			const chat = readChat(entry, homeOf(filters));
			if ('id' in chat) continue;
			return `'${displayName}' in the filters ${wrongWith(chat, 'holds neither a phone number nor a chat ID', entry)}. Write it with its country code, like +20 114 520 2826, or add '${defaultCountryCode.displayName}'.`;
		}
	}
	try {
		patternOf(String(filters.textMatches ?? ''), { matchCase: true });
		return undefined;
	} catch (error) {
		return `'${textMatches.displayName}' in the filters is no regular expression that can be used here: ${(error as Error).message}`;
	}
}

interface Filter {
	field: string;
	holds: (wanted: unknown, fields: IDataObject, filters: IDataObject) => boolean;
}

const FILTERS: Record<string, Filter> = {
	chatTypes: { field: 'chatType', holds: (wanted, { chatType }) => chosenOf('chatTypes', wanted).includes(chatType) },
	from: { field: 'fromMe', holds: (wanted, { fromMe }) => chosenOf('from', wanted).some((who) => who === 'anyone' || fromMe === (who === 'me')) },
	chats: { field: 'chatId', holds: (wanted, fields, filters) => isAmong(wanted, chatsIn(fields), filters) },
	notChats: { field: 'chatId', holds: (wanted, fields, filters) => !isAmong(wanted, chatsIn(fields), filters) },
	senders: { field: 'senderId', holds: (wanted, fields, filters) => isAmong(wanted, sendersIn(fields), filters) },
	notSenders: { field: 'senderId', holds: (wanted, fields, filters) => !isAmong(wanted, sendersIn(fields), filters) },
	textContains: { field: 'text', holds: (wanted, fields, filters) => textsIn(wanted).some((part) => textIn(fields, filters).includes(folded(part, filters))) },
	textStartsWith: { field: 'text', holds: (wanted, fields, filters) => textsIn(wanted).some((part) => textIn(fields, filters).trimStart().startsWith(folded(part, filters).trimStart())) },
	textMatches: { field: 'text', holds: (wanted, { text }, filters) => patternOf(String(wanted), { matchCase: matchesCase(filters) }).test(String(text ?? '')) },
	messageTypes: { field: 'type', holds: (wanted, { type }) => chosenOf('messageTypes', wanted).includes(type) },
	hasMedia: { field: 'hasMedia', holds: (wanted, { hasMedia }) => hasMedia === flagIn(wanted) },
	ackLevels: { field: 'ack', holds: (wanted, { ack }) => chosenOf('ackLevels', wanted).includes(ack) },
};

const propertyOf = (name: string): INodeProperties | undefined => (filtersField.options as INodeProperties[]).find((option) => option.name === name);

const labelOf = (name: string): string => propertyOf(name)?.displayName ?? name;

const FLAGS = ['hasMedia', 'matchCase'];

/** Those that name something of a list. */
const CHOSEN = ['ackLevels', 'chatTypes', 'from', 'messageTypes'];

function chosenOf(name: string, wanted: unknown): unknown[] {
	const chosen = choicesIn(propertyOf(name)!, wanted);
	return 'wrong' in chosen ? [] : chosen.values;
}

function wrongWithChosen(name: string, wanted: unknown): string | undefined {
	const chosen = choicesIn(propertyOf(name)!, wanted);
	return 'wrong' in chosen ? `'${labelOf(name)}' in the filters ${chosen.wrong}. ${chosen.advice}` : undefined;
}

/** A list may come as one value by an expression. */
const listIn = (value: unknown): unknown[] => [value].flat();

const textsIn = (value: unknown): string[] =>
	listIn(value)
		.map((entry) => String(entry ?? ''))
		.filter((entry) => entry.replace(INVISIBLE, '').trim() !== '');

const isUnset = (wanted: unknown): boolean => textsIn(wanted).length === 0;

function isAmong(wanted: unknown, ids: string[], filters: IDataObject): boolean {
	return textsIn(wanted)
		.map((entry) => readChat(entry, homeOf(filters)))
		.some((chat) => 'id' in chat && ids.some((id) => isSameChat(chat.id, id)));
}

const homeOf = ({ [defaultCountryCode.name]: code }: IDataObject): Home | undefined => homeIn(String(code ?? ''));

/** Letters that look alike are alike: keyboards write marks of direction that nobody sees, and an é as one sign or as two. */
function folded(text: string, filters: IDataObject): string {
	const seen = text.replace(INVISIBLE, '').normalize('NFC');
	return matchesCase(filters) ? seen : inAnyCase(seen);
}

const matchesCase = ({ matchCase }: IDataObject): boolean => flagIn(matchCase) === true;

const textIn = ({ text }: IDataObject, filters: IDataObject): string => folded(String(text ?? ''), filters);

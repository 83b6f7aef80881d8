import type { INodeProperties } from 'n8n-workflow';

import { inAnyCase } from '../../engine/anyCase';
import { inputError } from '../../engine/input';
import type { FieldGroup, Get, Item } from '../../engine/operation';
import { addsOnly, judgedByReader, plainText } from '../../engine/plainValue';
import { chatIdsOf, defaultCountryCode } from '../values/ids';
import { LONGEST_TEXT } from './message';
import { binaryPropertyName, downloadLimit } from '../../engine/outputFields';
import { answersShownWith } from './poll';

/* What is asked of a person, and how the answer comes. Names and values that n8n's own nodes have are theirs, as n8n makes its human review of them. */

export type ResponseType = 'approval' | 'choice' | 'freeText' | 'file';
export type AnswerBy = 'webPage' | 'poll' | 'reply';

/** What the panel says of the question. */
export interface Asking {
	text: string;
	responseType: ResponseType;
	answerBy: AnswerBy;
	/** What can be chosen, in the words of the panel: of an approval the yes first, perhaps alone; empty where anything is an answer. */
	labels: string[];
	/** Who may answer, as chat IDs; empty for everybody in the chat. */
	who: string[];
	/** Where the file of an answer goes. */
	field?: string;
}

const message: INodeProperties = judgedByReader({
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. May invoice 1042 be paid?',
	description: 'What the person is asked. A link or the answers to choose from are added to it.',
});

const responseType: INodeProperties = {
	displayName: 'Response Type',
	name: 'responseType',
	type: 'options',
	options: [
		{ name: 'Approval', value: 'approval', description: 'Yes or no' },
		{ name: 'Choice', value: 'choice', description: 'One of 2 to 12 answers' },
		{ name: 'File', value: 'file', description: 'A picture, document or voice note' },
		{ name: 'Free Text', value: 'freeText', description: 'Whatever the person writes' },
	],
	default: 'approval',
	hint: 'If nobody answers in time, the item that came in goes on. Whether it did: {{ $json.data?.respondedAt === undefined }}',
};

const BY_PAGE = { name: 'Web Page', value: 'webPage', description: 'A link to a page of this n8n. Works on every plan.' };
const BY_POLL = { name: 'Poll', value: 'poll', description: 'A tap in WhatsApp. Needs a paid plan and an n8n that Wawp can reach.' };
const BY_REPLY = { name: 'Reply', value: 'reply', description: 'A message in WhatsApp. Needs a paid plan and an n8n that Wawp can reach.' };

const answerByFor = (shown: ResponseType[], options: INodeProperties['options']): INodeProperties => ({
	displayName: 'Answer By',
	name: 'answerBy',
	type: 'options',
	options,
	default: 'webPage',
	displayOptions: { show: { responseType: shown } },
	description: 'How the person answers',
});

const approvalBy = answerByFor(['approval'], [BY_POLL, BY_REPLY, BY_PAGE]);
const choiceBy = answerByFor(['choice'], [BY_POLL, BY_PAGE]);
const contentBy = answerByFor(['freeText', 'file'], [BY_REPLY, BY_PAGE]);

const approvalOptions: INodeProperties = {
	displayName: 'Approval Options',
	name: 'approvalOptions',
	type: 'fixedCollection',
	placeholder: 'Add Option',
	default: {},
	displayOptions: { show: { responseType: ['approval'] } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Type of Approval',
					name: 'approvalType',
					type: 'options',
					options: [
						{ name: 'Approve and Decline', value: 'double' },
						{ name: 'Approve Only', value: 'single', description: 'Not by poll, which takes two answers at least' },
					],
					default: 'double',
				},
				{ displayName: 'Approve Label', name: 'approveLabel', type: 'string', default: 'Approve' },
				{
					displayName: 'Decline Label',
					name: 'disapproveLabel',
					type: 'string',
					default: 'Decline',
					displayOptions: { show: { approvalType: ['double'] } },
				},
			],
		},
	],
};

const choices = answersShownWith({ responseType: ['choice'] });

const fileField: INodeProperties = { ...binaryPropertyName, displayOptions: { show: { responseType: ['file'] } } };

export const whoMayAnswer: INodeProperties = judgedByReader({
	displayName: 'Who May Answer',
	name: 'whoMayAnswer',
	type: 'string',
	default: '',
	placeholder: 'e.g. +20 114 520 2826, 201012345678@c.us',
	displayOptions: { show: { '/answerBy': ['poll', 'reply'] } },
	description: 'In a group, the numbers or IDs of those whose answers count, separated by commas; without this option, everybody. A web page takes the answer of whoever has the link.',
});

export const mustQuote: INodeProperties = {
	displayName: 'Only Replies That Quote',
	name: 'mustQuote',
	type: 'boolean',
	default: true,
	displayOptions: { show: { '/answerBy': ['reply'] }, hide: { '@tool': [true] } },
	description: 'Whether only a message that quotes the question is an answer. Otherwise the next message in the chat is, unless it quotes another one.',
};

export const confirmation: INodeProperties = addsOnly({
	displayName: 'Confirmation',
	name: 'confirmation',
	type: 'string',
	default: '',
	placeholder: 'e.g. Thank you, we will go on with it.',
	displayOptions: { hide: { '@tool': [true] } },
	description: 'A text to send to the chat once the answer has come',
});

/** As n8n's own nodes have it. */
export const limitWaitTime: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
	description: 'How long to wait. Then the workflow goes on with the item that came in. Polls and replies are waited for 30 days at most, a web page without end.',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					options: [
						{ name: 'After Time Interval', value: 'afterTimeInterval', description: 'Waits for a certain amount of time' },
						{ name: 'At Specified Time', value: 'atSpecifiedTime', description: 'Waits until a date and time' },
					],
					default: 'afterTimeInterval',
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 1,
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					description: 'The time to wait',
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					options: [
						{ name: 'Days', value: 'days' },
						{ name: 'Hours', value: 'hours' },
						{ name: 'Minutes', value: 'minutes' },
					],
					default: 'hours',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
				},
				judgedByReader({
					displayName: 'Max Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					default: '',
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
					description: 'Until when to wait, in the time zone of the workflow',
				}),
			],
		},
	],
};

const onPage = { show: { '/answerBy': ['webPage'] }, hide: { '@tool': [true] } };

export const pageTitle: INodeProperties = addsOnly({
	displayName: 'Page Title',
	name: 'responseFormTitle',
	type: 'string',
	default: '',
	displayOptions: onPage,
	description: 'What stands above the question on the web page',
});

export const pageButton: INodeProperties = addsOnly({
	displayName: 'Page Button Label',
	name: 'responseFormButtonLabel',
	type: 'string',
	default: '',
	placeholder: 'e.g. Submit',
	displayOptions: onPage,
	description: 'What the button of the web page says that sends a choice, a text or a file',
});

/** Larger files are no answer. */
export const answerLimit: INodeProperties = { ...downloadLimit, displayOptions: { show: { '/responseType': ['file'] }, hide: { '@tool': [true] } } };

export const asking: FieldGroup = {
	properties: [message, responseType, approvalBy, choiceBy, contentBy, approvalOptions, ...choices.properties, fileField],
	settings: [answerLimit, confirmation, limitWaitTime, mustQuote, pageButton, pageTitle, whoMayAnswer],
	read: async (get, item): Promise<Asking> => {
		const type = get(responseType) as ResponseType;
		const answerBy = get(WAYS[type]) as AnswerBy;
		return {
			text: textOf(get, item),
			responseType: type,
			answerBy,
			labels: await labelsOf(type, answerBy, get, item),
			who: whoOf(answerBy, get, item),
			...(type === 'file' && { field: String(get(fileField)) }),
		};
	},
};

function textOf(get: Get, item: Item): string {
	const given = get(message);
	const text = item.context.getNode().type.endsWith('HitlTool') ? reviewText(String(given), item) : (plainText(given, message, item) ?? '');
	if (text.length <= LONGEST_QUESTION) return text;
	throw inputError(item, message, `has ${text.length} characters, and ${LONGEST_QUESTION} is the most with what is added to it`);
}

/** n8n's own words for a review have the values of the tool in them, which are an object: whoever decides has to see them. */
function reviewText(text: string, { context, index }: Item): string {
	if (!text.includes('[object Object]')) return text;
	const values = context.evaluateExpression('{{ JSON.stringify($tool.parameters) }}', index);
	return text.replaceAll('[object Object]', () => String(values));
}

/** With a link and labels behind it, WhatsApp still takes it. */
const LONGEST_QUESTION = LONGEST_TEXT - 696;

const WAYS: Record<ResponseType, INodeProperties> = { approval: approvalBy, choice: choiceBy, freeText: contentBy, file: contentBy };

async function labelsOf(type: ResponseType, answerBy: AnswerBy, get: Get, item: Item): Promise<string[]> {
	if (type === 'choice') return (await choices.read(get, item)) as string[];
	if (type !== 'approval') return [];
	const { values = {} } = get(approvalOptions) as { values?: Record<string, unknown> };
	const word = (given: unknown, usual: string) => String(given ?? '').trim() || usual;
	const [approve, decline] = [word(values.approveLabel, 'Approve'), word(values.disapproveLabel, 'Decline')];
	if (values.approvalType === 'single') {
		if (answerBy !== 'poll') return [approve];
		throw inputError(item, approvalOptions, "asks for 'Approve Only', and a poll takes two answers at least", "Choose 'Approve and Decline', or another way of answering.");
	}
	if (sameWord(approve) === sameWord(decline)) throw inputError(item, approvalOptions, `has the same label for both answers: ${approve}`);
	const long = [approve, decline].find((label) => label.length > LONGEST_LABEL);
	if (long) throw inputError(item, approvalOptions, `has a label of more than ${LONGEST_LABEL} characters: ${long.slice(0, 40)}...`);
	return [approve, decline];
}

/** As much as the answer of a poll may have. */
const LONGEST_LABEL = 254;

/** However people write it: ` approve! ` is Approve. A run of signs in its midst is looked at once, not from each of its signs anew. */
export function sameWord(text: string): string {
	const shown = inAnyCase(text.replace(UNSEEN, '').normalize('NFKC')).replace(/\s+/g, ' ').trim();
	const word = shown.replace(/^[\p{P}\p{S}\p{Z}\p{Me}\s]+|(?<![\p{P}\p{S}\p{Z}\p{Me}\s])[\p{P}\p{S}\p{Z}\p{Me}\s]+$/gu, '');
	// A symbol alone is a word as well, and some are made of several.
	return /[\p{L}\p{N}]/u.test(word) ? word : shown.replace(/^[\p{P}\s]+|(?<![\p{P}\s])[\p{P}\s]+$/gu, '') || shown;
}

/** What phones and keyboards put between letters, and nobody sees: how a symbol is drawn, directions, widths of nothing. What joins two symbols into one stays. */
const UNSEEN = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}\u{61C}\u{AD}\u{180E}\u{200B}\u{200C}\u{200E}\u{200F}\u{202A}-\u{202E}\u{2060}-\u{2064}\u{2066}-\u{206F}\u{FEFF}]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}]\u{FE0F}?)\u{200D}|\u{200D}(?!\p{Extended_Pictographic})/gu;

function whoOf(answerBy: AnswerBy, get: Get, item: Item): string[] {
	const given = get(whoMayAnswer);
	if (given === undefined || answerBy === 'webPage') return [];
	const ids = chatIdsOf(given, get(defaultCountryCode), whoMayAnswer, item);
	if (ids.length > 0 && ids.every((id) => /@(c\.us|lid)$/.test(id))) return ids;
	throw inputError(item, whoMayAnswer, ids.length > 0 ? 'names a group or a channel where people are meant' : 'was added, but names nobody');
}

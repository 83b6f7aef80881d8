import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import type { FieldGroup, Item } from '../../engine/operation';
import { eitherWay, wayOf } from '../values/eitherWay';

const question: INodeProperties = {
	displayName: 'Question',
	name: 'question',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. When shall we meet?',
};

/** The answers to choose from, as fields that are shown with these choices alone. */
export function answersShownWith(show: Record<string, string[]>): FieldGroup {
	const way: INodeProperties = { ...wayOf('Answers Input', 'answersInput'), ...(Object.keys(show).length > 0 && { displayOptions: { show } }) };
	const answers: INodeProperties = {
		displayName: 'Answers',
		name: 'answers',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		required: true,
		placeholder: 'Add Answer',
		default: { answer: [{ text: '' }, { text: '' }] },
		displayOptions: { show: { ...show, answersInput: ['fields'] } },
		description: '2 to 12 answers to choose from',
		options: [
			{
				displayName: 'Answer',
				name: 'answer',
				values: [{ displayName: 'Answer', name: 'text', type: 'string', default: '' }],
			},
		],
	};
	const json: INodeProperties = {
		displayName: 'Answers (JSON)',
		name: 'answersJson',
		type: 'json',
		required: true,
		default: '["Yes", "No"]',
		displayOptions: { show: { ...show, answersInput: ['json'] } },
		description: 'An array of 2 to 12 texts',
	};
	return eitherWay<string[]>({
		way,
		below: answers,
		json,
		fromBelow: (get) => filledIn(((get(answers) as { answer?: Array<{ text?: string }> }).answer ?? []).map((entry) => entry.text?.trim() ?? '')),
		fromJson: (given) => filledIn(textsOf(given)),
		shape: 'an array of texts',
		check: checkAnswers,
	});
}

const answerTexts = answersShownWith({});

const multipleAnswers: INodeProperties = {
	displayName: 'Allow Multiple Answers',
	name: 'multipleAnswers',
	type: 'boolean',
	default: false,
	description: 'Whether a person may choose more than one answer',
};

export const poll: FieldGroup = {
	properties: [question, ...answerTexts.properties, multipleAnswers],
	read: async (get, item) => ({
		name: get(question),
		options: await answerTexts.read(get, item),
		multipleAnswers: get(multipleAnswers) === true,
	}),
};

const FEWEST = 2;
const MOST = 12;
const LONGEST = 254;

function checkAnswers(texts: string[], field: INodeProperties, item: Item): void {
	if (texts.length < FEWEST || texts.length > MOST) {
		throw inputError(item, field, `holds ${texts.length}, and a poll takes ${FEWEST} to ${MOST}`);
	}
	if (new Set(texts).size < texts.length) throw inputError(item, field, 'holds the same answer twice');
	const long = texts.find((entry) => entry.length > LONGEST);
	if (long) throw inputError(item, field, `holds one of more than ${LONGEST} characters: ${long.slice(0, 40)}...`);
}

/* Vote in Poll */

const votesWay = wayOf('Votes Input', 'votesInput');

const chosen: INodeProperties = {
	displayName: 'Votes',
	name: 'chosenAnswers',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Vote',
	default: { vote: [{ text: '' }] },
	displayOptions: { show: { votesInput: ['fields'] } },
	description: 'The answers to vote for, in the words of the poll. They replace an earlier vote; none at all takes it back.',
	options: [
		{
			displayName: 'Vote',
			name: 'vote',
			values: [{ displayName: 'Answer', name: 'text', type: 'string', default: '' }],
		},
	],
};

const chosenJson: INodeProperties = {
	displayName: 'Votes (JSON)',
	name: 'votesJson',
	type: 'json',
	default: '["Yes"]',
	displayOptions: { show: { votesInput: ['json'] } },
	description: 'An array with the texts of the answers',
};

export const votes = eitherWay<string[]>({
	way: votesWay,
	below: chosen,
	json: chosenJson,
	fromBelow: (get) => ((get(chosen) as { vote?: Array<{ text?: string }> }).vote ?? []).map((entry) => entry.text?.trim() ?? ''),
	fromJson: (given) => textsOf(given),
	shape: 'an array of texts',
	// One of which nothing came must not take the vote back.
	check: (texts, field, item) => {
		if (texts.includes('')) throw inputError(item, field, 'holds a vote without an answer', 'Fill it in. To take the vote back, delete the row.');
	},
});

function textsOf(given: unknown): string[] | undefined {
	const isList = Array.isArray(given) && given.every((entry) => ['string', 'boolean'].includes(typeof entry) || Number.isFinite(entry));
	return isList ? given.map((entry) => String(entry).trim()) : undefined;
}

/** The panel begins with two answers that are empty. */
function filledIn(texts: string[]): string[];
function filledIn(texts: string[] | undefined): string[] | undefined;
function filledIn(texts: string[] | undefined): string[] | undefined {
	return texts?.filter((entry) => entry !== '');
}

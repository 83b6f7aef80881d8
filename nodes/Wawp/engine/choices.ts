import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/* What an expression gives where one of a list is meant, or several: whatever says clearly which. All else is refused with what the list holds. */

type Choice = INodePropertyOptions['value'];

export interface NoChoice {
	/** To be read behind the name of the field. */
	wrong: string;
	advice: string;
}

/** Several: an array, such an array as JSON, or a text of several with commas between them. Each is there once. */
export function choicesIn(property: INodeProperties, given: unknown): { values: Choice[] } | NoChoice {
	const known = listed(property);
	const values: Choice[] = [];
	for (const entry of entriesIn(given, known)) {
		if (isNothing(entry)) return { wrong: 'holds an entry of which nothing came', advice: 'Look at its expression, or take the entry away.' };
		const value = valueOf(entry, known);
		if (value === undefined) return { wrong: `holds what is none of its choices: ${shown(entry)}`, advice: adviceOn(known) };
		values.push(value);
	}
	return { values: [...new Set(values)] };
}

/** One; undefined where nothing came of it. */
export function choiceIn(property: INodeProperties, given: unknown): { value: Choice | undefined } | NoChoice {
	const known = listed(property);
	const only = Array.isArray(given) && given.length === 1 ? (given[0] as unknown) : given;
	if (isNothing(only)) return { value: undefined };
	const value = valueOf(only, known);
	return value === undefined ? { wrong: `is none of its choices: ${shown(only)}`, advice: adviceOn(known) } : { value };
}

/** None where n8n asks Wawp for the list. */
const listed = ({ options = [] }: INodeProperties): INodePropertyOptions[] => options.filter((option): option is INodePropertyOptions => 'value' in option);

function entriesIn(given: unknown, known: INodePropertyOptions[]): unknown[] {
	if (Array.isArray(given)) return given;
	if (typeof given !== 'string') return given === null || given === undefined ? [] : [given];
	const list = fromJson(given);
	if (list) return list;
	const parts = given.split(/[,;\n]/).map((part) => part.trim());
	// A name of the list may have blanks in it, and so may several values.
	return parts.filter(Boolean).flatMap((part) => {
		const words = part.split(/\s+/);
		return known.length > 0 && words.every((word) => valueOf(word, known) !== undefined) ? words : [part];
	});
}

function fromJson(text: string): unknown[] | undefined {
	if (!/^\s*\[/.test(text)) return undefined;
	try {
		return JSON.parse(text) as unknown[];
	} catch {
		return undefined;
	}
}

/** As the list has it: expressions give numbers as texts and texts as numbers, and people write what the panel shows. */
function valueOf(given: unknown, known: INodePropertyOptions[]): Choice | undefined {
	if (!['string', 'number', 'boolean', 'bigint'].includes(typeof given)) return undefined;
	const text = String(given).trim();
	if (known.length === 0) return isText(given) ? text : undefined;
	const low = text.toLowerCase();
	const isMeant = [({ value }: INodePropertyOptions) => String(value).toLowerCase() === low, ({ name }: INodePropertyOptions) => name.toLowerCase() === low];
	return isMeant.map((is) => known.find(is)).find(Boolean)?.value;
}

/** What no value of a list that is not known here can be. */
const isText = (given: unknown): boolean => (typeof given === 'number' ? Number.isSafeInteger(given) : !String(given).includes('[object Object]'));

const isNothing = (given: unknown): boolean => given === null || given === undefined || (typeof given === 'string' && given.trim() === '');

const adviceOn = (known: INodePropertyOptions[]): string => (known.length ? `Choose from the list, or have the expression give of these: ${known.map(({ value }) => String(value)).join(', ')}.` : 'Choose from the list, or have the expression give texts.');

const shown = (given: unknown): string => (Array.isArray(given) ? 'a list' : typeof given === 'object' ? 'an object' : String(given).slice(0, 100));

import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { isObject } from './answer';
import { choiceIn, choicesIn } from './choices';
import { flagIn } from './flag';
import { inRange } from './inRange';
import { inputError } from './input';
import type { Item } from './operation';

/**
 * What an expression gave, as a value of the kind that the field is for: 1042 and true become text where a text is meant; null is
 * the same as nothing. Throws at what Wawp would get as something else than was meant, such as an object in a text.
 */
export function plainValue(given: unknown, property: INodeProperties, item: Item): unknown {
	if (given === undefined || given === null || JUDGED_BY_READER.has(property)) return given ?? undefined;
	if (property.typeOptions?.multipleValues && property.type !== 'fixedCollection') return listOf(given, property, item);
	const kind = KINDS[property.type];
	return kind ? kind(given, property, item) : given;
}

/** A text for which nothing, where it is not required, is the same as not given. */
export function plainText(given: unknown, property: Named, item: Item): string | undefined {
	if (given === undefined || given === null) return undefined;
	if (typeof given === 'string' && !given.includes('[object Object]')) return given;
	if (typeof given === 'boolean' || typeof given === 'bigint') return String(given);
	if (typeof given === 'number' && Number.isFinite(given) && !hasLostDigits(given)) return String(given);
	const date = dateOf(given);
	if (date !== undefined) return date;
	throw inputError(item, property as INodeProperties, ...noText(given));
}

/** For fields whose reader takes more than one kind of value: a list of an expression, or a file. */
export const judgedByReader = (property: INodeProperties): INodeProperties => {
	JUDGED_BY_READER.add(property);
	return property;
};

/** For options that add something: where nothing comes of their expression, nothing is added. All others narrow, or change how it is done. */
export const addsOnly = (property: INodeProperties): INodeProperties => {
	ADDS_ONLY.add(property);
	return property;
};

export const mayBeEmpty = (property: INodeProperties): boolean => ADDS_ONLY.has(property);

/** For numbers that are refused beyond the bounds of the panel, in words; all others are brought within them. */
export const refusedBeyond = (property: INodeProperties): INodeProperties => {
	REFUSED_BEYOND.add(property);
	return property;
};

const REFUSED_BEYOND = new Set<INodeProperties>();
const JUDGED_BY_READER = new Set<INodeProperties>();
const ADDS_ONLY = new Set<INodeProperties>();

type Named = Pick<INodeProperties, 'displayName'>;
type Kind = (given: unknown, property: INodeProperties, item: Item) => unknown;

const KINDS: Partial<Record<INodeProperties['type'], Kind>> = {
	string: plainText,
	resourceLocator: plainText,
	color: plainText,
	number: numberOf,
	boolean: flagOf,
	options: choiceOf,
	multiOptions: choicesOf,
	fixedCollection: entriesOf,
};

/** Dates of n8n's expressions are texts as people and Wawp read them. */
function dateOf(given: unknown): string | undefined {
	if (given instanceof Date) return Number.isNaN(given.getTime()) ? undefined : given.toISOString();
	const { toISO } = given as { toISO?: () => string | null };
	return typeof toISO === 'function' ? (toISO.call(given) ?? undefined) : undefined;
}

function noText(given: unknown): [wrong: string, advice: string] {
	if (typeof given === 'number' && hasLostDigits(given)) return [`is a number too long to be kept exactly: ${given}`, 'Keep it as a text where it comes from.'];
	if (typeof given === 'number') return [`is no number: ${given}`, 'The expression calculates with something that is missing.'];
	if (given instanceof Date || (isObject(given) && 'toISO' in given)) return ['is a date that is none', 'The expression makes it of something that is missing, or is not written as a date.'];
	if (Array.isArray(given)) return ['is a list, where a text is meant', 'Take one entry of it, as in {{ $json.list[0] }}, or join them: {{ $json.list.join(", ") }}.'];
	if (typeof given === 'string') return ['holds [object Object]', 'An expression in it gives an object: take one of its fields, as in {{ $json.customer.name }}.'];
	const names = isObject(given) ? Object.keys(given).slice(0, MOST_NAMED) : [];
	const advice = names.length ? `Take one of its fields, as in {{ $json.object.${names[0]} }}. It has: ${names.join(', ')}.` : 'Take one of its fields, as in {{ $json.customer.name }}.';
	return ['is an object, where a text is meant', advice];
}

const MOST_NAMED = 5;

/** JavaScript has no more than 16 digits: those of a longer ID become others. */
const hasLostDigits = (given: number): boolean => Number.isInteger(given) && !Number.isSafeInteger(given);

function numberOf(given: unknown, property: INodeProperties, item: Item): number | undefined {
	if (typeof given === 'string' && given.trim() === '') return undefined;
	const number = typeof given === 'string' || typeof given === 'number' || typeof given === 'bigint' ? Number(given) : NaN;
	if (Number.isFinite(number)) return REFUSED_BEYOND.has(property) ? number : (inRange(property, number) as number);
	throw inputError(item, property, `is no number: ${shown(given)}`);
}

function flagOf(given: unknown, property: INodeProperties, item: Item): boolean | undefined {
	if (typeof given === 'string' && given.trim() === '') return undefined;
	const flag = flagIn(given);
	if (flag !== null) return flag;
	throw inputError(item, property, `is neither true nor false: ${shown(given)}`);
}

function choiceOf(given: unknown, property: INodeProperties, item: Item): unknown {
	const chosen = choiceIn(property, given);
	if ('wrong' in chosen) throw inputError(item, property, chosen.wrong, chosen.advice);
	return chosen.value;
}

function choicesOf(given: unknown, property: INodeProperties, item: Item): unknown {
	const chosen = choicesIn(property, given);
	if ('wrong' in chosen) throw inputError(item, property, chosen.wrong, chosen.advice);
	return chosen.values;
}

const listOf = (given: unknown, property: INodeProperties, item: Item): string[] =>
	[given].flat().map((entry) => {
		const text = plainText(entry, property, item);
		if (text !== undefined) return text;
		throw inputError(item, property, 'holds an entry of which nothing came', 'Look at its expression, or take the entry away.');
	});

/** Each inner field by its own kind. */
function entriesOf(given: unknown, property: INodeProperties, item: Item): unknown {
	if (!isObject(given)) throw inputError(item, property, 'is not what the fields below it give', "Choose 'JSON' to hand it over by an expression.");
	const groups = (property.options ?? []) as INodePropertyCollection[];
	return Object.fromEntries(
		Object.entries(given).map(([name, entries]) => {
			const values = groups.find((group) => group.name === name)?.values ?? [];
			const plain = (entry: unknown) => entryOf(entry, values, property, item);
			return [name, Array.isArray(entries) ? entries.map(plain) : plain(entries)];
		}),
	);
}

function entryOf(entry: unknown, values: INodeProperties[], { displayName }: INodeProperties, item: Item): unknown {
	if (!isObject(entry)) return entry;
	return Object.fromEntries(
		Object.entries(entry).map(([key, inner]) => {
			const property = values.find(({ name }) => name === key);
			if (!property || JUDGED_BY_READER.has(property)) return [key, inner];
			return [key, plainValue(inner, { ...property, displayName: `${displayName} > ${property.displayName}` }, item)];
		}),
	);
}

const shown = (given: unknown): string => (Array.isArray(given) ? 'a list' : typeof given === 'object' ? 'an object' : String(given).slice(0, 100));

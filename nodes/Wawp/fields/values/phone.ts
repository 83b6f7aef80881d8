import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import type { FieldGroup, Item } from '../../engine/operation';
import { type Reading, readNumber } from '../../phone/readNumber';
import { chatIdOf, isPerson } from './ids';
import { wrongWith } from './unread';

const phoneNumber: INodeProperties = {
	displayName: 'Phone Number',
	name: 'phoneNumber',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. +20 114 520 2826',
	description: 'The number with its country code, written as you like. What could be read in two ways is refused.',
};

/** A phone number in any human form, sent as international digits. */
export const phoneDigits: FieldGroup = {
	properties: [phoneNumber],
	read: (get, item) => phoneIn(get(phoneNumber), phoneNumber, item),
};

/** The international digits of a number with its country code, or of the ID of a person. */
export function phoneIn(given: unknown, field: INodeProperties, item: Item): string {
	const text = String(given);
	const reading = readNumberOrId(text);
	if ('digits' in reading) return reading.digits;
	throw inputError(
		item,
		field,
		wrongWith(reading, 'is not a phone number with its country code', text),
		'Write it like +20 114 520 2826: country code first, without the leading 0 of national numbers.',
	);
}

/** The ID of a person is a number too, which nobody judges by today's numbering plans. */
export function readNumberOrId(text: string): Reading {
	const id = text.includes('@') ? chatIdOf(text) : undefined;
	return id !== undefined && isPerson(id) ? { digits: id.replace(/@.*/, '') } : readNumber(text);
}

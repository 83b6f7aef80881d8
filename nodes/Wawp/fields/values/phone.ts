import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import type { FieldGroup, Item } from '../../engine/operation';
import { type Unread, readNumber } from '../../phone/readNumber';

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
	const reading = readNumber(text.replace(/(:\d+)?@(c\.us|s\.whatsapp\.net)\s*$/i, ''));
	if ('digits' in reading) return reading.digits;
	throw inputError(
		item,
		field,
		wrongWith(reading, 'is not a phone number with its country code', text),
		'Write it like +20 114 520 2826: country code first, without the leading 0 of national numbers.',
	);
}

/** What is wrong with a number that was not read, behind the name of its field. */
export function wrongWith(reading: Unread, isNot: string, given: string): string {
	const shown = given.replace(/\s+/g, ' ').trim().slice(0, LONGEST_SHOWN);
	if ('ways' in reading) return `can be read in two ways: ${shown} is ${reading.ways.map((digits) => `+${digits}`).join(' or ')}`;
	return `${isNot}: ${shown}${reading.problem && ` (${reading.problem})`}`;
}

const LONGEST_SHOWN = 100;

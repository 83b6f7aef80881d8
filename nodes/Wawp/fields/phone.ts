import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup } from '../engine/operation';

const phoneNumber: INodeProperties = {
	displayName: 'Phone Number',
	name: 'phoneNumber',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. +20 114 520 2826',
	description: 'The number with its country code, written as you like',
};

/** A phone number in any human form, sent as international digits. */
export const phoneDigits: FieldGroup = {
	properties: [phoneNumber],
	read(get, item) {
		const digits = digitsOf(String(get(phoneNumber)));
		if (digits) return digits;
		throw inputError(
			item,
			phoneNumber,
			'is not a phone number with its country code',
			'Write it like +20 114 520 2826: country code first, without the leading 0 of national numbers.',
		);
	},
};

/**
 * `+20 (114) 520-2826`, `0020…` or `20…:12@s.whatsapp.net` → `201145202826`; undefined when it cannot be one.
 * With a country code of its own (`20`) national numbers are understood as well.
 */
export function digitsOf(given: string, countryCode = ''): string | undefined {
	const withoutServer = given.replace(INVISIBLE, '').trim().replace(/(:\d+)?@(c\.us|s\.whatsapp\.net)$/i, '');
	const compact = inLatinDigits(withoutServer)
		.replace(/^(\D*(?:00)?\d{1,3}\D*)\(0\)/, '$1')
		.replace(SEPARATORS, '');
	const international = compact.replace(/^(\+|00)/, '');
	const digits = international === compact ? withCountryCode(compact, countryCode) : international;
	return /^[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

/** What people put between the digits. */
const SEPARATORS = /[\s().\-/\u2010-\u2015]/g;

/** Marks that come along with copied text. */
export const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A national number begins with a 0, or at least not with the country code. */
function withCountryCode(digits: string, countryCode: string): string {
	if (!countryCode) return digits;
	if (digits.startsWith('0')) return countryCode + digits.slice(1);
	return digits.startsWith(countryCode) ? digits : countryCode + digits;
}

/** Arabic and Persian keyboards have digits of their own. */
export const inLatinDigits = (text: string): string =>
	text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

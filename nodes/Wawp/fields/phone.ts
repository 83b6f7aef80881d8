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

/** `+20 (114) 520-2826`, `0020…` or `20…:12@s.whatsapp.net` → `201145202826`; undefined when it cannot be one. */
export function digitsOf(given: string): string | undefined {
	const withoutServer = given.trim().replace(/(:\d+)?@(c\.us|s\.whatsapp\.net)$/, '');
	const compact = withoutServer.replace(/[\s().\-/\u00a0\u200e\u200f\u202a-\u202e\u2010-\u2015]/g, '').replace(/^(\+|00)/, '');
	return /^[1-9]\d{6,14}$/.test(compact) ? compact : undefined;
}

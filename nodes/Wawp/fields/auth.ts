import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup } from '../engine/operation';
import { givenIn } from '../engine/parameter';
import { addsOnly } from '../engine/plainValue';
import { plainDigits } from '../phone/written';

const codeField: INodeProperties = {
	displayName: 'Code',
	name: 'code',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 012345',
	description: 'The six digits that the person received',
};

/** A code that an expression made a number has lost its leading zeros. */
export const otpCode: FieldGroup = {
	properties: [codeField],
	read(get, item) {
		const isNumber = typeof givenIn(item, codeField.name) === 'number';
		const code = plainDigits(String(get(codeField))).replace(/(?<=\d)[\s-]+(?=\d)/g, '').padStart(isNumber ? 6 : 0, '0');
		if (/^\d{6}$/.test(code)) return code;
		throw inputError(item, codeField, 'does not have six digits');
	},
};

export const otpLanguage: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'options',
	options: [
		{ name: 'Arabic', value: 'ar' },
		{ name: 'Bengali', value: 'bn' },
		{ name: 'Chinese', value: 'zh' },
		{ name: 'Dutch', value: 'nl' },
		{ name: 'English', value: 'en' },
		{ name: 'French', value: 'fr' },
		{ name: 'German', value: 'de' },
		{ name: 'Greek', value: 'el' },
		{ name: 'Hindi', value: 'hi' },
		{ name: 'Indonesian', value: 'id' },
		{ name: 'Italian', value: 'it' },
		{ name: 'Japanese', value: 'ja' },
		{ name: 'Korean', value: 'ko' },
		{ name: 'Malay', value: 'ms' },
		{ name: 'Persian', value: 'fa' },
		{ name: 'Polish', value: 'pl' },
		{ name: 'Portuguese', value: 'pt' },
		{ name: 'Romanian', value: 'ro' },
		{ name: 'Russian', value: 'ru' },
		{ name: 'Spanish', value: 'es' },
		{ name: 'Swedish', value: 'sv' },
		{ name: 'Thai', value: 'th' },
		{ name: 'Turkish', value: 'tr' },
		{ name: 'Ukrainian', value: 'uk' },
		{ name: 'Urdu', value: 'ur' },
		{ name: 'Vietnamese', value: 'vi' },
	],
	default: 'en',
	description: 'The language of the message around the code',
};

export const otpFooter = addsOnly({
	displayName: 'Footer',
	name: 'footer',
	type: 'string',
	default: '',
	placeholder: 'e.g. Secured by Example Ltd',
	description: 'A line of your own under the message',
});

export const contactListId: INodeProperties = {
	displayName: 'Contact List ID',
	name: 'contactListId',
	type: 'number',
	default: 0,
	description: 'A contact list in Wawp to add the person to when the code is right',
};

import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import { isExpression } from '../../engine/instance';
import type { FieldGroup } from '../../engine/operation';
import { addsOnly, judgedByReader } from '../../engine/plainValue';
import { withToolHint } from '../../engine/toolHints';
import { personIdOf } from '../values/ids';
import { textsIn, trimmed } from '../values/texts';
import { webAddress } from '../values/webAddress';

const textField: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. Your order *1042* is on its way',
	description: 'Up to 4,096 characters. *bold*, _italic_, ~strikethrough~ and ```monospace``` work as in WhatsApp.',
};

export const LONGEST_TEXT = 4096;

export const text: FieldGroup = {
	properties: [textField],
	read(get, item) {
		const given = String(get(textField));
		if (given.length <= LONGEST_TEXT) return given;
		throw inputError(item, textField, `has ${given.length} characters, and WhatsApp takes ${LONGEST_TEXT} at most`, 'Send it in parts.');
	},
};

const captionField: INodeProperties = {
	displayName: 'Caption',
	name: 'caption',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. Our new opening hours',
	description: 'A text under it. *bold*, _italic_ and ~strikethrough~ work as in WhatsApp.',
};

export const caption: FieldGroup = {
	properties: [captionField],
	read: (get) => (String(get(captionField) ?? '').trim() === '' ? undefined : get(captionField)),
};

const replyToField = addsOnly({
	displayName: 'Reply to Message ID',
	name: 'replyTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. false_201145202826@c.us_3EB0965B123D06E0B70741',
	description: 'The whole ID of the message to quote, as the Wawp Trigger and \'Chat > Get Messages\' give it',
	hint: 'To quote what a Wawp Trigger received: {{ $json.messageId }}',
});
withToolHint(replyToField, "To quote what came in, by the name of a node before the agent: {{ $('Wawp Trigger').first().json.messageId }}");

/** Where an expression finds no message to quote, none is. */
export const replyTo: FieldGroup = {
	properties: [replyToField],
	read: (get) => String(get(replyToField) ?? '').trim() || undefined,
};

const messageIdField: INodeProperties = {
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. true_201145202826@c.us_3EB0965B123D06E0B70741',
	description: 'The whole ID, as sending, the Wawp Trigger and \'Chat > Get Messages\' give it',
	hint: 'After a Wawp Trigger, and after sending: {{ $json.messageId }}',
};
withToolHint(messageIdField, "Of what came in, by the name of a node before the agent: {{ $('Wawp Trigger').first().json.messageId }}");

export const messageId = trimmed(messageIdField);

const messageIdsField = judgedByReader({
	displayName: 'Message IDs',
	name: 'messageIds',
	type: 'string',
	default: '',
	description: 'Only these messages, separated by commas, in place of the whole chat',
});

export const messageIds: FieldGroup = {
	properties: [messageIdsField],
	read(get, item) {
		const ids = textsIn(get(messageIdsField), messageIdsField, item);
		if (ids.length > 0) return ids;
		// Without any, the whole chat would be marked.
		throw inputError(item, messageIdsField, 'names no message');
	},
};

const authorField: INodeProperties = {
	displayName: 'Author in a Group',
	name: 'participant',
	type: 'string',
	default: '',
	placeholder: 'e.g. +20 114 520 2826',
	description: 'Who wrote the messages, where the chat is a group',
};

export const author: FieldGroup = {
	properties: [authorField],
	read: (get, item) => (get(authorField) ? personIdOf(String(get(authorField)), undefined, authorField, item) : undefined),
};

export const emoji: INodeProperties = {
	displayName: 'Reaction',
	name: 'reaction',
	type: 'string',
	default: '👍',
	description: 'An emoji. Leave it empty to take your reaction back.',
};

/** A field that is left empty is a value here: it takes the reaction back. An expression of which nothing came was to give one. */
export const reaction: FieldGroup = {
	properties: [emoji],
	read(get, item) {
		const given = get(emoji);
		if (given !== undefined) return given;
		if (!isExpression(item.context.getNode().parameters[emoji.name])) return '';
		throw inputError(item, emoji, 'is empty: nothing came of its expression', 'To take your reaction back, leave the field empty, without an expression.');
	},
};

export const pinFor: INodeProperties = {
	displayName: 'Pin For',
	name: 'pinFor',
	type: 'options',
	options: [
		{ name: '24 Hours', value: 86400 },
		{ name: '30 Days', value: 2592000 },
		{ name: '7 Days', value: 604800 },
	],
	default: 86400,
};

export const star: INodeProperties = {
	displayName: 'Star',
	name: 'star',
	type: 'boolean',
	default: true,
	description: 'Whether to star the message, rather than to take its star off',
};

export const linkPreview: INodeProperties = {
	displayName: 'Link Preview',
	name: 'linkPreview',
	type: 'boolean',
	default: true,
	description: 'Whether a link in the text gets a card',
};

export const bigPreview: INodeProperties = {
	displayName: 'Large Link Preview',
	name: 'linkPreviewHighQuality',
	type: 'boolean',
	default: false,
	description: 'Whether the card of a link is a large one',
};

export const convertVideo: INodeProperties = {
	displayName: 'Convert',
	name: 'convertVideo',
	type: 'boolean',
	default: true,
	description: 'Whether Wawp makes the video one that WhatsApp plays (H.264 with AAC)',
};

export const asNote: INodeProperties = {
	displayName: 'Round Video Note',
	name: 'asNote',
	type: 'boolean',
	default: false,
	description: 'Whether to send it as a round video note',
};

/* Send Location */

const latitudeField: INodeProperties = {
	displayName: 'Latitude',
	name: 'latitude',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 30.0444',
	description: 'Decimal degrees, from -90 to 90',
};

const longitudeField: INodeProperties = {
	displayName: 'Longitude',
	name: 'longitude',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 31.2357',
	description: 'Decimal degrees, from -180 to 180',
};

export const latitude = degrees(latitudeField, 90);
export const longitude = degrees(longitudeField, 180);

/** Unlike 0x1E. A tiny number of an expression has an exponent. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;
/** A centimetre. */
const DECIMALS = 7;

/** Sent as text, as Wawp documents it. Entered as text as well: a number left out would be 0, which is a place. */
function degrees(field: INodeProperties, most: number): FieldGroup {
	return {
		properties: [field],
		read(get, item) {
			const given = String(get(field)).trim();
			const value = DECIMAL.test(given) ? Number(given) : NaN;
			if (Math.abs(value) <= most) return value.toFixed(DECIMALS).replace(/\.?0+$/, '');
			throw inputError(item, field, `is not between -${most} and ${most}: ${given}`, 'Write decimal degrees with a point, like 30.0444.');
		},
	};
}

export const place: INodeProperties = {
	displayName: 'Name of the Place',
	name: 'place',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Our office',
};

export const address = addsOnly({
	displayName: 'Address',
	name: 'address',
	type: 'string',
	default: '',
	placeholder: 'e.g. 123 Main St, New York',
	description: 'An address or another line under the name',
});

/* Send Link Preview */

const linkField: INodeProperties = {
	displayName: 'Link',
	name: 'linkUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com',
	description: 'The address that the card leads to',
};

export const linkUrl = webAddress(linkField);

/** The engine makes a card of a link that is in the text, and takes no other. */
export function withLinkInText({ text: words, url, ...others }: IDataObject): IDataObject | undefined {
	const whole = `${String(words)}\n${String(url)}`;
	return String(words).includes(String(url)) || whole.length > LONGEST_TEXT ? undefined : { ...others, text: whole, url };
}

export const linkTitle: INodeProperties = {
	displayName: 'Card Title',
	name: 'linkTitle',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. What is new this month',
	description: 'In place of the title of the page',
};

export const linkDescription = addsOnly({
	displayName: 'Description',
	name: 'linkDescription',
	type: 'string',
	default: '',
	description: 'A text on the card',
});

const thumbnailField: INodeProperties = {
	displayName: 'Thumbnail URL',
	name: 'thumbnail',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/picture.jpg',
	description: 'The address of a JPEG or PNG picture for the card',
};

export const thumbnail = webAddress(thumbnailField);

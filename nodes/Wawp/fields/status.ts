import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { FieldGroup } from '../engine/operation';
import { addsOnly, judgedByReader } from '../engine/plainValue';
import { withToolHint } from '../engine/toolHints';
import { personIdsOf } from './values/ids';
import { trimmed } from './values/texts';

export const statusText: INodeProperties = {
	displayName: 'Text',
	name: 'statusText',
	type: 'string',
	typeOptions: { rows: 3 },
	required: true,
	default: '',
	placeholder: 'e.g. We are open until 8 tonight',
};

const statusIdField: INodeProperties = {
	displayName: 'Status ID',
	name: 'statusId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. true_status@broadcast_3EB0965B123D06E0B70741',
	description: 'The message ID that sending it gave',
	hint: 'After sending: {{ $json.messageId }}',
};
withToolHint(statusIdField, 'As sending it gave it');

export const statusId = trimmed(statusIdField);

export const backgroundColor = addsOnly({
	displayName: 'Background Color',
	name: 'backgroundColor',
	type: 'color',
	default: '#38b42f',
});

export const font = addsOnly({
	displayName: 'Font',
	name: 'font',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 5 },
	default: 0,
	description: 'The number of one of WhatsApp\'s fonts, 0 to 5',
});

const viewersField = judgedByReader({
	displayName: 'Only These Contacts',
	name: 'viewers',
	type: 'string',
	default: '',
	placeholder: 'e.g. +20 114 520 2826, +44 7700 900123',
	description: 'Who may see it: phone numbers separated by commas. Without it, all contacts.',
});

/** Separated by commas on the wire, as in the first API. */
export const viewers: FieldGroup = {
	properties: [viewersField],
	read(get, item) {
		const ids = personIdsOf(get(viewersField), undefined, viewersField, item);
		if (ids.length > 0) return ids.join(',');
		// Without any, all contacts would see it.
		throw inputError(item, viewersField, 'names nobody');
	},
};

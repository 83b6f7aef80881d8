import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../engine/answer';
import { inputError } from '../engine/input';
import type { FieldGroup, Item } from '../engine/operation';
import { plainText } from '../engine/plainValue';
import { eitherWay, wayOf } from './values/eitherWay';

export const labelId: INodeProperties = {
	displayName: 'Label',
	name: 'label',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'Labels exist on WhatsApp Business accounts only',
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchLabels', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 3' },
	],
};

export const newLabelName: INodeProperties = {
	displayName: 'Name',
	name: 'labelName',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. Lead',
};

const newNameField: INodeProperties = {
	displayName: 'New Name',
	name: 'newLabelName',
	type: 'string',
	default: '',
};

export const changedLabelName: FieldGroup = {
	properties: [newNameField],
	read(get, item) {
		const name = String(get(newNameField) ?? '').trim();
		if (name) return name;
		throw inputError(item, newNameField, 'is empty', 'Leave it out to keep the name.');
	},
};

/** WhatsApp's palette. Wawp's documents name the red, blue and green ones; the others are named here by their look. */
export const color: INodeProperties = {
	displayName: 'Color',
	name: 'color',
	type: 'options',
	options: [
		{ name: 'Aqua', value: 10, description: '#00d0e2' },
		{ name: 'Blue', value: 14, description: '#00a0f2' },
		{ name: 'Blue Grey', value: 4, description: '#99b6c1' },
		{ name: 'Gold', value: 7, description: '#d3a91d' },
		{ name: 'Green', value: 15, description: '#83e422' },
		{ name: 'Lavender', value: 3, description: '#dfaef0' },
		{ name: 'Lime', value: 9, description: '#d7e752' },
		{ name: 'Orange', value: 16, description: '#ffaf04' },
		{ name: 'Pale Blue', value: 17, description: '#b5ebff' },
		{ name: 'Periwinkle', value: 18, description: '#9ba6ff' },
		{ name: 'Pink', value: 6, description: '#ff9dff' },
		{ name: 'Purple', value: 19, description: '#9368cf' },
		{ name: 'Red', value: 13, description: '#f74848' },
		{ name: 'Rose', value: 11, description: '#ffc5c7' },
		{ name: 'Sage', value: 12, description: '#93ceac' },
		{ name: 'Salmon', value: 0, description: '#ff9485' },
		{ name: 'Sky Blue', value: 1, description: '#64c4ff' },
		{ name: 'Slate Blue', value: 8, description: '#6d7cce' },
		{ name: 'Turquoise', value: 5, description: '#55ccb3' },
		{ name: 'Yellow', value: 2, description: '#ffd429' },
	],
	default: 0,
};

/* The labels of a chat */

const labelsWay = wayOf('Labels Input', 'labelsInput');

const labelList: INodeProperties = {
	displayName: 'Labels',
	name: 'labels',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Label',
	default: { label: [{ id: '' }] },
	displayOptions: { show: { labelsInput: ['fields'] } },
	description: 'All labels that the chat shall have. None at all takes every label off.',
	options: [
		{
			displayName: 'Label',
			name: 'label',
			values: [
				{
					displayName: 'Label Name or ID',
					name: 'id',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getLabels' },
					default: '',
					description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
			],
		},
	],
};

const labelsJson: INodeProperties = {
	displayName: 'Labels (JSON)',
	name: 'labelsJson',
	type: 'json',
	default: '["1"]',
	displayOptions: { show: { labelsInput: ['json'] } },
	description: 'An array of label IDs, or of objects with an ID. An empty one takes every label off.',
};

export const labels: FieldGroup = eitherWay<Array<{ id: string }>>({
	way: labelsWay,
	below: labelList,
	json: labelsJson,
	fromBelow: (get, item) => asLabels((get(labelList) as { label?: unknown[] }).label ?? [], labelList, item),
	fromJson: (given, _get, item) => (Array.isArray(given) ? asLabels(given, labelsJson, item) : undefined),
	shape: 'an array of label IDs',
	check: (list, field, item) => {
		if (list.some(({ id }) => id === '')) throw inputError(item, field, 'holds an entry without a label', 'Choose one. To take all labels off, delete the row.');
	},
});

const asLabels = (given: unknown[], field: INodeProperties, item: Item): Array<{ id: string }> =>
	given.map((entry) => ({ id: (plainText(isObject(entry) ? entry.id : entry, field, item) ?? '').trim() }));

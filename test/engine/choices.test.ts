import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { type Field, type Item, type Operation, propertiesOf, settingsOf } from '../../nodes/Wawp/engine/operation';
import { plainValue } from '../../nodes/Wawp/engine/plainValue';
import { resources } from '../../nodes/Wawp/resources';

/* One of the choices of a list is sent as the list has it, also where an expression gives a number as a text or a text as a number. */

const item = { context: { getNode: () => ({ name: 'Wawp', parameters: {} }) }, index: 0 } as unknown as Item;

const operations = Object.values(resources).flatMap((resource) => Object.values(resource.operations) as Operation[]);
const fields = operations.flatMap(({ fields: own = {}, options = {} }) => [...Object.values(own), ...Object.values(options)]) as Field[];
const all = [...fields.flatMap((field) => [...propertiesOf(field), ...settingsOf(field)]), ...operations.flatMap(({ settings = [], switches = [] }) => [...settings, ...switches])];
const lists = [...new Set(all)].filter(({ type, options = [] }) => (type === 'options' || type === 'multiOptions') && options.length > 0);

const valuesOf = ({ options = [] }: INodeProperties) => (options as INodePropertyOptions[]).map(({ value }) => value);

test('some of them are numbers', () => {
	expect(lists.flatMap(valuesOf).filter((value) => typeof value === 'number').length).toBeGreaterThan(20);
});

test.each(lists)('$displayName ($name)', (property) => {
	const isSeveral = property.type === 'multiOptions';
	for (const value of valuesOf(property)) {
		const given = [value, String(value), ...(typeof value === 'string' && String(Number(value)) === value ? [Number(value)] : [])];
		for (const each of given) expect(plainValue(isSeveral ? [each] : each, property, item)).toEqual(isSeveral ? [value] : value);
	}
	// Wawp may know others.
	expect(plainValue(isSeveral ? ['new at Wawp'] : 'new at Wawp', property, item)).toEqual(isSeveral ? ['new at Wawp'] : 'new at Wawp');
});

import type { INodeProperties, INodePropertyOptions, NodeOperationError } from 'n8n-workflow';

import { type Field, type Item, type Operation, propertiesOf, settingsOf } from '../../nodes/Wawp/engine/operation';
import { plainValue } from '../../nodes/Wawp/engine/plainValue';
import { categories } from '../../nodes/Wawp/fields/channel';
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
	const allowed = valuesOf(property).map(String).join(', ');
	for (const unknown of ['of no list', ['of no list'], { a: 1 }, [['of no list']], 4711, true]) {
		const thrown = thrownBy(() => plainValue(unknown, property, item));
		expect(thrown.message).toMatch(/^'.+' (is|holds what is) none of its choices: (of no list|an object|a list|4711|true)$/);
		expect(thrown.description).toContain(`of these: ${allowed}.`);
	}
});

const thrownBy = (work: () => unknown): NodeOperationError => {
	try {
		work();
	} catch (error) {
		return error as NodeOperationError;
	}
	throw new Error('It was accepted');
};

const [states] = lists.filter(({ name }) => name === 'states');
const read = (given: unknown) => plainValue(given, states!, item);

test.each<[given: unknown, means: string[]]>([
	['WORKING', ['WORKING']],
	['working', ['WORKING']],
	['FAILED,WORKING', ['FAILED', 'WORKING']],
	[' FAILED ; WORKING ', ['FAILED', 'WORKING']],
	['FAILED WORKING', ['FAILED', 'WORKING']],
	['FAILED  \t WORKING', ['FAILED', 'WORKING']],
	['FAILED\nWORKING\n', ['FAILED', 'WORKING']],
	['Scan QR Code, Working', ['SCAN_QR_CODE', 'WORKING']],
	['["FAILED","WORKING"]', ['FAILED', 'WORKING']],
	[' [ "FAILED" ] ', ['FAILED']],
	[['FAILED', 'WORKING', 'FAILED'], ['FAILED', 'WORKING']],
	[['Scan QR Code'], ['SCAN_QR_CODE']],
	['', []],
	['[]', []],
	[[], []],
])('of several, %j are %j', (given, means) => {
	expect(read(given)).toEqual(means);
});

test.each<[given: unknown, wrong: string]>([
	['WORKING, WORKS', 'holds what is none of its choices: WORKS'],
	[['WORKING', 'WORKS'], 'holds what is none of its choices: WORKS'],
	['["WORKING", 7]', 'holds what is none of its choices: 7'],
	['["WORKING"', 'holds what is none of its choices: ["WORKING"'],
	['{"a":1}', 'holds what is none of its choices: {"a":1}'],
	[['WORKING', ''], 'holds an entry of which nothing came'],
	[['WORKING', null], 'holds an entry of which nothing came'],
	['["WORKING", null]', 'holds an entry of which nothing came'],
	[[' '], 'holds an entry of which nothing came'],
])('of several, %j are refused: it %s', (given, wrong) => {
	const { message, description } = thrownBy(() => read(given));
	expect(message).toBe(`'States' ${wrong}`);
	if (wrong.includes('choices')) expect(description).toContain('FAILED, PASSKEY_REQUIRED, PASSKEY_CONFIRMATION_REQUIRED, SCAN_QR_CODE, STARTING, STOPPED, WORKING');
});



test.each<[given: unknown, means: string[]]>([
	['BUSINESS, LIFESTYLE', ['BUSINESS', 'LIFESTYLE']],
	['of two words', ['of two words']],
	[[' BUSINESS '], ['BUSINESS']],
	['["BUSINESS"]', ['BUSINESS']],
	[[7], ['7']],
])('of a list that Wawp gives, %j are %j', (given, means) => {
	expect(plainValue(given, categories, item)).toEqual(means);
});

test.each<[given: unknown]>([[['[object Object]']], [[7.5]], [[2 ** 60]], [[{ id: 1 }]], [[['a']]]])('of a list that Wawp gives, %j are refused', (given) => {
	const { message, description } = thrownBy(() => plainValue(given, categories, item));
	expect(message).toContain('holds what is none of its choices');
	expect(description).toBe('Choose from the list, or have the expression give texts.');
});

const [order] = lists.filter(({ name }) => name === 'sortOrder');

test.each<[given: unknown, means: unknown]>([
	['asc', 'ASC'],
	[['DESC'], 'DESC'],
	[' ASC ', 'ASC'],
	['', undefined],
	[' ', undefined],
	[null, undefined],
])('of one, %j is %j', (given, means) => {
	expect(plainValue(given, order!, item)).toBe(means);
});

test.each([['ASC, DESC'], [['ASC', 'DESC']], [[]]])('of one, %j is refused', (given) => {
	expect(thrownBy(() => plainValue(given, order!, item)).message).toMatch(/is none of its choices/);
});

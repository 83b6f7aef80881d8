import type { INodePropertyOptions } from 'n8n-workflow';

import { type Field, type Operation, propertiesOf } from '../nodes/Wawp/engine/operation';
import { events } from '../nodes/Wawp/webhooks/events';
import { resources } from '../nodes/Wawp/resources';
import { type Documented, documented, documentedEvents } from './reference';
import { LEFT_OUT } from './reference/exceptions';

const offered = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.entries(operations).map(([name, operation]) => ({ key: `${resource}.${name}`, operation })),
);

const documentationOf = (key: string): Documented => {
	const found = documented.find((entry) => entry.key === key);
	if (!found) throw new Error(`${key} is not in the reference`);
	return found;
};

const single = offered.filter(({ operation }) => !operation.flow);
const composed = offered.filter(({ operation }) => operation.flow);

describe.each(single)('$key', ({ key, operation }) => {
	test('is asked for as documented, and falls back on what is documented', () => {
		const { route, alsoRoutes } = documentationOf(key);
		// The first API takes its values in the query of a PUT too: the row writes it out.
		expect(operation.request.split('?')[0]).toBe(route);
		if (operation.fallback) expect(alsoRoutes).toContain(operation.fallback);
	});

	test('falls back only where asking twice does no harm', () => {
		if (!operation.fallback) return;
		const harmless = operation.reads || /^(GET|PUT|DELETE) /.test(operation.request) || HARMLESS.includes(key);
		expect(harmless).toBe(true);
	});

	test('sends nothing that is not documented', () => {
		const known = documentationOf(key).parameters.map(({ name }) => name);
		expect(sentNames(operation).filter((name) => !known.includes(name))).toEqual([]);
	});

	test('asks for everything that is required', () => {
		const required = documentationOf(key).parameters.filter((parameter) => parameter.required);
		const asked = offeredNames({ fields: operation.fields, output: operation.output });
		expect(required.map(({ name }) => name).filter((name) => !asked.includes(name))).toEqual([]);
	});

	test('offers everything that is optional, or says why not', () => {
		const missing = documentationOf(key).parameters.filter(({ name }) => !offeredNames(operation).includes(name));
		expect(missing.map(({ name }) => `${key}: ${name}`).filter((name) => !(name in LEFT_OUT))).toEqual([]);
	});

	test('offers the values that the API allows, and no others', () => {
		for (const { name, schema } of documentationOf(key).parameters) {
			const field = fieldOf(operation, name);
			if (schema.enum && field) expect(choicesOf(field)).toEqual(schema.enum.map(String).sort());
		}
	});

	test('addresses an instance unless it is documented to need none', () => {
		expect(operation.needsInstance ?? true).toBe(documentationOf(key).needsInstance);
	});
});

test.each(composed)('$key, which is not documented itself, is made of documented operations', ({ key, operation }) => {
	expect(documented.map((entry) => entry.key)).not.toContain(key);
	const routes = operation.flow!.map((step) => documentationOf(step).route);
	expect(routes[0]).toBe(operation.request);
});

test('every documented operation is offered', () => {
	const missing = documented.filter(({ key }) => !offered.some((operation) => operation.key === key));
	expect(missing.map(({ key }) => key)).toEqual([]);
});

test('nothing that is left out is offered all the same', () => {
	const stale = Object.keys(LEFT_OUT).filter((entry) => {
		const [key = '', name = ''] = entry.split(': ');
		const { operation } = offered.find((candidate) => candidate.key === key) ?? {};
		return !operation || fieldOf(operation, name);
	});
	expect(stale).toEqual([]);
});

test('the events are those of the reference', () => {
	expect(events.map(({ value }) => value).sort()).toEqual([...documentedEvents].sort());
});

/** A POST that leaves the same behind however often it is sent. */
const HARMLESS = ['chat.clearMessages'];

type Wired = Pick<Operation, 'fields' | 'options' | 'output'>;

const sentNames = ({ fields, options, output }: Wired): string[] => [
	...Object.entries({ ...fields, ...options }).flatMap(([name, field]) => ('read' in field && field.sends) || [name]),
	...(output?.pages?.sends ?? []),
];

/** A file that travels as several flat keys stands for its nested form as well. */
const offeredNames = (wired: Wired): string[] => [...sentNames(wired), ...Object.keys({ ...wired.fields, ...wired.options })];

const fieldOf = ({ fields, options }: Operation, name: string): Field | undefined => ({ ...fields, ...options })[name];

const choicesOf = (field: Field): string[] =>
	propertiesOf(field)
		.flatMap(({ options = [] }) => options as INodePropertyOptions[])
		.map(({ value }) => String(value))
		.sort();

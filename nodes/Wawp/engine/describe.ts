import {
	type IDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { instanceId } from '../fields/instance';
import { binaryPropertyName, limit, parallelRequests, returnAll, simplify } from '../fields/output';
import { inOneOrder } from './inOneOrder';
import { type Operation, type Output, type Resource, isRead, propertiesOf, settingsOf } from './operation';

/** Turns the table of operations into the parameters n8n shows. */
export function describe(resources: Record<string, Resource>): INodeProperties[] {
	const entries = Object.entries(resources);
	const choices = entries.map(([value, { name, description }]) => ({ name, value, description }));
	return [
		dropdown('Resource', 'resource', choices),
		ofVersion1('resource', FIRST_OF_VERSION_1),
		...entries.flatMap(([value, resource]) => [
			operationDropdown(value, resource),
			...fieldProperties(value, resource),
			...optionProperties(value, resource),
		]),
	];
}

/** An expression, as the chosen operation decides which outputs there are. */
export function describeOutputs(resources: Record<string, Resource>): INodeTypeDescription['outputs'] {
	const named = Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.entries(operations).flatMap(([operation, { outputs }]) => (outputs ? [[`${resource}.${operation}`, outputs] as const] : [])),
	);
	const byOperation = Object.fromEntries(
		named.map(([key, names]) => [key, names.map((displayName) => ({ type: NodeConnectionTypes.Main, displayName }))]),
	);
	return `={{ (${JSON.stringify(byOperation)})[$parameter.resource + '.' + $parameter.operation] ?? ['${NodeConnectionTypes.Main}'] }}`;
}

function operationDropdown(resource: string, { operations }: Resource): INodeProperties {
	const choices = Object.entries(operations).map(([value, { name, action, description }]) => ({
		name,
		value,
		action,
		description,
	}));
	return when({ resource: [resource] }, dropdown('Operation', 'operation', choices));
}

/** In the order of the table, which is that of use: the first choice is the default. */
function dropdown(displayName: string, name: string, options: INodePropertyOptions[]): INodeProperties {
	const fixed = { type: 'options', noDataExpression: true } as const;
	return { displayName, name, ...fixed, options, default: options[0]!.value };
}

const FIRST_OF_VERSION_1 = 'session';

/**
 * What version 1 of the node opened on. n8n leaves a default out of what it stores, so that a stored workflow without a value still
 * means the default of its day. Hidden, as a second list of choices would double the actions in the node creator of older n8n.
 */
const ofVersion1 = (name: string, value: string): INodeProperties =>
	when({ '@version': [1] }, { displayName: 'Default of Version 1', name, type: 'hidden', default: value });

/** A field shared by several operations (the same object) becomes one parameter. n8n shows the parameters in the order of the list. */
function fieldProperties(resource: string, { operations }: Resource): INodeProperties[] {
	const shown = Object.entries(operations).map(([value, operation]) => ({ value, properties: shownProperties(operation) }));
	return inOneOrder(shown.map(({ properties }) => properties)).map((property) => {
		const operation = shown.filter(({ properties }) => properties.includes(property)).map(({ value }) => value);
		return when({ resource: [resource], operation }, property);
	});
}

/** As a person goes through them. The Instance ID comes last: most people leave it empty. */
function shownProperties({ fields = {}, switches = [], output = {}, needsInstance }: Operation): INodeProperties[] {
	const instance = needsInstance === false ? [] : [instanceId];
	return [...Object.values(fields).flatMap(propertiesOf), ...switches, ...outputProperties(output), ...instance];
}

function outputProperties({ simplify: simplified, list, file }: Output): INodeProperties[] {
	return [...(simplified ? [simplify] : []), ...(file ? fileProperties(file.onRequest) : []), ...(list ? [returnAll, limit] : [])];
}

const fileProperties = (onRequest: INodeProperties | undefined): INodeProperties[] =>
	onRequest ? [onRequest, shownWith(onRequest)] : [binaryPropertyName];

/** One object a switch, so that operations with the same switch share the parameter. */
const fileFields = new Map<INodeProperties, INodeProperties>();

function shownWith(onRequest: INodeProperties): INodeProperties {
	const field = fileFields.get(onRequest) ?? when({ [onRequest.name]: [true] }, binaryPropertyName);
	fileFields.set(onRequest, field);
	return field;
}

/** Operations with the same options share the parameter. */
function optionProperties(resource: string, { operations }: Resource): INodeProperties[] {
	const usedBy = new Map<string, { options: INodeProperties[]; operation: string[] }>();
	for (const [value, operation] of Object.entries(operations)) {
		const options = optionsOf(operation);
		const key = options.map((option) => identity(option)).join();
		usedBy.set(key, { options, operation: [...(usedBy.get(key)?.operation ?? []), value] });
	}
	return [...usedBy.values()]
		.filter(({ options }) => options.length > 0)
		.map(({ options, operation }) => when({ resource: [resource], operation }, collectionOf(options)));
}

function optionsOf(operation: Operation): INodeProperties[] {
	const { fields = {}, options = {}, settings = [] } = operation;
	const all = [
		...Object.values(options).flatMap(propertiesOf),
		...settings,
		...Object.values(fields).flatMap(settingsOf),
		...(isRead(operation) ? [parallelRequests] : []),
	];
	return [...new Set(all)].sort((a, b) => a.displayName.localeCompare(b.displayName));
}

const collectionOf = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options,
});

/** Two fields of one name may differ: only the object itself is the same field. */
const identities = new Map<INodeProperties, number>();

function identity(option: INodeProperties): number {
	const known = identities.get(option) ?? identities.size;
	identities.set(option, known);
	return known;
}

function when(condition: IDisplayOptions['show'], property: INodeProperties): INodeProperties {
	const show = { ...condition, ...property.displayOptions?.show };
	return { ...property, displayOptions: { ...property.displayOptions, show } };
}

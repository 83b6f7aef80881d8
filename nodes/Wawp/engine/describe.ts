import {
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';

import { instanceId } from './instanceField';
import { binaryPropertyName, limit, parallelRequests, returnAll, simplify } from './outputFields';
import { inOneOrder } from './inOneOrder';
import { type Operation, type Output, type Resource, isRead, propertiesOf, settingsOf } from './operation';
import { shownIf } from './shownIf';
import { variantsOf } from './toolHints';

/** Turns the table of operations into the parameters n8n shows. */
export function describe(resources: Record<string, Resource>): INodeProperties[] {
	const entries = Object.entries(resources);
	const choices = entries.map(([value, { name, description }]) => ({ name, value, description }));
	return [
		dropdown('Resource', 'resource', choices),
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
	return shownIf(dropdown('Operation', 'operation', choices), { show: { resource: [resource] } });
}

/** In the order of the table, which is that of use: the first choice is the default. */
function dropdown(displayName: string, name: string, options: INodePropertyOptions[]): INodeProperties {
	const fixed = { type: 'options', noDataExpression: true } as const;
	return { displayName, name, ...fixed, options, default: options[0]!.value };
}

/** A field shared by several operations (the same object) becomes one parameter. n8n shows the parameters in the order of the list. */
function fieldProperties(resource: string, { operations }: Resource): INodeProperties[] {
	const shown = Object.entries(operations).map(([value, operation]) => ({ value, properties: shownProperties(operation) }));
	return inOneOrder(shown.map(({ properties }) => properties)).flatMap((property) => {
		const operation = shown.filter(({ properties }) => properties.includes(property)).map(({ value }) => value);
		return variantsOf(property).map((variant) => shownIf(variant, { show: { resource: [resource], operation } }));
	});
}

/** As a person goes through them. The Instance ID comes last: most people leave it empty. */
function shownProperties({ notice, fields = {}, switches = [], output = {}, needsInstance }: Operation): INodeProperties[] {
	const instance = needsInstance === false ? [] : [instanceId];
	return [...(notice ? [noticeOf(notice)] : []), ...Object.values(fields).flatMap(propertiesOf), ...switches, ...outputProperties(output), ...instance];
}

const noticeOf = (words: string): INodeProperties => ({ displayName: words, name: 'notice', type: 'notice', default: '' });

function outputProperties({ simplify: simplified, list, file }: Output): INodeProperties[] {
	return [...(simplified ? [simplify] : []), ...(file ? fileProperties(file.onRequest) : []), ...(list ? [returnAll, limit] : [])];
}

const fileProperties = (onRequest: INodeProperties | undefined): INodeProperties[] =>
	onRequest ? [onRequest, shownIf(binaryPropertyName, { show: { [onRequest.name]: [true] } })] : [binaryPropertyName];

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
		.map(({ options, operation }) => shownIf(collectionOf(options.flatMap(variantsOf)), { show: { resource: [resource], operation } }));
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

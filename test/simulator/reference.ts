import { OpenAPIRouter, OpenAPIValidator, type Document } from 'openapi-backend';

import document from '../reference/openapi.json';
import type { Switches } from './switches';

export interface Schema {
	type?: string;
	items?: Schema;
	enum?: unknown[];
	properties?: Record<string, Schema>;
	required?: string[];
	additionalProperties?: boolean;
	example?: unknown;
}

/** One operation under one of its methods. */
export interface Operation {
	/** As in 'session.start': resource and operation of the node. */
	key: string;
	method: string;
	path: string;
	needsInstance: boolean;
	/** All parameters but those in the path, wherever they travel: query and JSON body are read as one. */
	parameters: Schema;
	/** The documented example of each parameter, of those in the path too. */
	examples: Record<string, unknown>;
	sample: unknown;
	/** The reference says that the Go engine cannot do it. */
	unsupportedOnGows: boolean;
}

type Route = { operation: Operation } | { status: 404 | 405 };

interface Row {
	operationId: string;
	description?: string;
	parameters: Array<{ name: string; in: string; required?: boolean; schema: Schema }>;
	requestBody?: { content: { 'application/json': { schema: Schema } } };
	responses: Record<string, { content?: { 'application/json': { examples: { sample: { value: unknown } } } } }>;
	'x-wawp': { needsInstance: boolean; alsoMethods: string[]; alternativePaths: string[] };
}

const rows = Object.entries(document.paths as unknown as Record<string, Record<string, Row>>).flatMap(
	([path, methods]) => Object.entries(methods).map(([method, row]) => ({ path, method, row })),
);
const documented = rows.map(({ path, method, row }) => read(row, method, path));
const under = new Map(documented.map((operation) => [routeOf(operation), operation]));
for (const { path, row } of rows) {
	for (const also of row['x-wawp'].alsoMethods) {
		const operation = read(row, also.toLowerCase(), path);
		// a method that another operation documents as its own belongs to that one
		if (!under.has(routeOf(operation))) under.set(routeOf(operation), operation);
	}
}

/** Every operation of the reference once, under the method that its documentation prints. */
export const operations: readonly Operation[] = documented;

/** The same under every method it is served by. */
export const routes: readonly Operation[] = [...under.values()];

/** Operations whose other methods may be the only ones there are: the reference doubts theirs, or shows both. */
const DOUBTED_METHODS = [
	'auth.getQr',
	'auth.getQrImage',
	'chat.clearMessages',
	'chat.getAll',
	'message.react',
	'profile.setAbout',
	'profile.setName',
	'profile.setPicture',
];

const alternatives = rows.flatMap(({ path, method, row }) => {
	const { alternativePaths, alsoMethods } = row['x-wawp'];
	if (alternativePaths.length > 0) return alternativePaths.map((other) => read(row, method, other));
	if (DOUBTED_METHODS.includes(row.operationId)) return alsoMethods.map((other) => read(row, other.toLowerCase(), path));
	return routes.filter(({ key }) => key === row.operationId);
});

const tables: Record<Switches['routes'], Table> = { documented: tableOf(routes), alternative: tableOf(alternatives) };
const everything = [...new Map([...routes, ...alternatives].map((operation) => [routeOf(operation), operation])).values()];
const validator = new OpenAPIValidator({
	definition: checkable(everything),
	router: routerOf(checkable(everything)),
	lazyCompileValidators: true,
	// it makes a new ajv for each operation, and checking the schemas took nearly all of the time
	ajvOpts: { meta: false, validateSchema: false },
});

export function route(method: string, path: string, served: Switches['routes']): Route {
	const { paths, operations: known, router } = tables[served];
	// '/groups/join' is a path of its own: under another method it is no group called 'join'
	if (paths.has(path) && !known.has(`${method.toLowerCase()} ${path}`)) return { status: 405 };
	try {
		const { operationId } = router.matchOperation({ method, path, headers: {} }, true);
		return { operation: known.get(operationId!)! };
	} catch (error) {
		return { status: error.message.startsWith('405') ? 405 : 404 };
	}
}

/** What is wrong with the parameters, in ajv's words. */
export function faultsOf(operation: Operation, path: string, params: Record<string, unknown>) {
	const { method } = operation;
	const request = { method, path, headers: { 'content-type': 'application/json' }, query: {}, body: params };
	return validator.validateRequest(request, routeOf(operation)).errors ?? [];
}

interface Table {
	operations: Map<string, Operation>;
	paths: Set<string>;
	router: OpenAPIRouter;
}

function tableOf(all: readonly Operation[]): Table {
	const known = new Map(all.map((operation) => [routeOf(operation), operation]));
	return { operations: known, paths: new Set(all.map(({ path }) => path)), router: routerOf(checkable(all)) };
}

function routerOf(definition: Document): OpenAPIRouter {
	const router = new OpenAPIRouter({ definition });
	const compiled = router.getOperations();
	// the router would make its list anew for every request
	router.getOperations = () => compiled;
	return router;
}

function routeOf({ method, path }: { method: string; path: string }): string {
	return `${method} ${path}`;
}

function read(row: Row, method: string, path: string): Operation {
	return {
		key: row.operationId,
		method,
		path,
		needsInstance: row['x-wawp'].needsInstance,
		parameters: parametersOf(row),
		examples: examplesOf(row),
		sample: row.responses['200']?.content?.['application/json'].examples.sample.value ?? {},
		unsupportedOnGows: row.description?.includes('unsupported on the GOWS engine') ?? false,
	};
}

function parametersOf(row: Row): Schema {
	const inQuery = row.parameters.filter((parameter) => parameter.in === 'query');
	const body = row.requestBody?.content['application/json'].schema;
	const properties = {
		...Object.fromEntries(inQuery.map(({ name, schema }) => [name, schema])),
		...body?.properties,
	};
	const required = [
		...inQuery.filter((parameter) => parameter.required).map(({ name }) => name),
		...(body?.required ?? []),
	];
	const object: Schema = { type: 'object', properties: {}, required: [], additionalProperties: false };
	for (const [name, schema] of Object.entries(properties)) {
		addProperty(object, name, plain(schema), required.includes(name));
	}
	return object;
}

function examplesOf(row: Row): Record<string, unknown> {
	const parameters = row.parameters.map(({ name, schema }) => [name, schema] as const);
	const members = Object.entries(row.requestBody?.content['application/json'].schema.properties ?? {});
	return Object.fromEntries([...parameters, ...members].map(([name, { example }]) => [name, example]));
}

/** `file[url]` is the member `url` of `file`: the API reads both spellings, so only one is checked. */
function addProperty(object: Schema, name: string, schema: Schema, required: boolean): void {
	const [, outer, inner] = /^(\w+)\[(\w+)\]$/.exec(name) ?? [];
	if (outer && inner) {
		const nested = (object.properties![outer] ??= { type: 'object' });
		nested.properties ??= {};
		nested.required ??= [];
		nested.additionalProperties = false;
		addProperty(nested, inner, schema, required);
		if (required) requireOnce(object, outer);
		return;
	}
	object.properties![name] = { ...schema, ...object.properties![name] };
	if (required) requireOnce(object, name);
}

function requireOnce(object: Schema, name: string): void {
	object.required = [...new Set([...object.required!, name])];
}

/** Only what can be checked. The reference puts the values of a list's items on the list itself. */
function plain({ type, items, enum: values, properties, required }: Schema): Schema {
	if (type === 'array') return { type, items: { type: items?.type, ...(values && { enum: values }) } };
	return { type, ...(values && { enum: values }), ...(properties && { properties }), ...(required && { required }) };
}

function checkable(all: readonly Operation[]): Document {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const operation of all) {
		const { method, path, parameters } = operation;
		const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		(paths[path] ??= {})[method] = {
			operationId: routeOf(operation),
			parameters: inPath.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
			requestBody: { content: { 'application/json': { schema: parameters } } },
			responses: {},
		};
	}
	return { openapi: '3.0.3', info: { title: 'Wawp', version: '1' }, paths } as Document;
}

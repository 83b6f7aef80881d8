import type { IDataObject } from 'n8n-workflow';

/** As much of a JSON schema as n8n's preview reads. */
export interface JsonSchema {
	type: string;
	properties?: Record<string, JsonSchema>;
	items?: JsonSchema;
	/** At the top, of the form itself. */
	version?: number;
}

/** What n8n is told of the items of an operation: the fields that any of them has. */
export const previewOf = (items: IDataObject[]): JsonSchema => ({ ...mergedOf(items.map(schemaOf)), version: 1 });

function schemaOf(value: unknown): JsonSchema {
	if (value === null || value === undefined) return { type: 'null' };
	if (Array.isArray(value)) return value.length === 0 ? { type: 'array' } : { type: 'array', items: mergedOf(value.map(schemaOf)) };
	if (typeof value !== 'object') return { type: typeof value };
	return { type: 'object', properties: Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, schemaOf(inner)])) };
}

/** n8n shows one kind of a field: what it is where there is something. */
function mergedOf([first = { type: 'null' }, ...others]: JsonSchema[]): JsonSchema {
	return others.reduce(merged, first);
}

function merged(one: JsonSchema, other: JsonSchema): JsonSchema {
	if (one.type === 'null') return other;
	if (one.type !== other.type) return one;
	if (one.type === 'array') return one.items && other.items ? { type: 'array', items: merged(one.items, other.items) } : one.items ? one : other;
	if (one.type !== 'object') return one;
	const names = [...new Set([...Object.keys(one.properties!), ...Object.keys(other.properties!)])];
	const propertyOf = (name: string): JsonSchema => {
		const [here, there] = [one.properties![name], other.properties![name]];
		return here && there ? merged(here, there) : (here ?? there)!;
	};
	return { type: 'object', properties: Object.fromEntries(names.map((name) => [name, propertyOf(name)])) };
}

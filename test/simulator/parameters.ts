import { Refusal } from './answer';
import { withoutCredentials } from './credentials';
import type { Heard } from './hear';
import { type Operation, type Schema, faultsOf } from './reference';
import type { Switches } from './switches';

export type Params = Record<string, unknown>;

/** The operation's parameters as its behaviour gets them: named, nested and typed as in the reference. */
export function parametersOf(operation: Operation, heard: Heard, { fileData }: Switches): Params {
	if (heard.bodyFault) throw new Refusal(400, 'invalid_json', heard.bodyFault);
	const query = coerced(folded(heard.query), operation.parameters) as Params;
	const given = merged(query, folded(heard.body));
	if (!operation.needsInstance && given.instance_id !== undefined) {
		throw new Refusal(400, 'invalid_param', 'Unknown parameter: instance_id');
	}
	const params = withoutCredentials(given);
	const checked = fileData === 'everywhere' ? withoutFileData(params) : params;
	const [fault] = faultsOf(operation, heard.path, checked);
	if (fault) throw refusalOf(fault);
	return { ...params, ...inPath(operation, heard) };
}

function inPath({ path }: Operation, heard: Heard): Params {
	const values = heard.path.split('/');
	const named = path.split('/').map((segment, index) => [/^\{(\w+)\}$/.exec(segment)?.[1], values[index]] as const);
	return Object.fromEntries(named.filter(([name]) => name !== undefined));
}

function withoutFileData({ file, ...rest }: Params): Params {
	if (!isObject(file)) return file === undefined ? rest : { ...rest, file };
	return { ...rest, file: Object.fromEntries(Object.entries(file).filter(([name]) => name !== 'data')) };
}

/** `retries[delay]` names a member of `retries`. */
function folded(flat: Params): Params {
	const nested: Params = {};
	for (const [name, value] of Object.entries(flat)) {
		const [, outer, inner] = /^(\w+)\[(\w+)\]$/.exec(name) ?? [];
		if (!outer || !inner) nested[name] = value;
		else nested[outer] = { ...(nested[outer] as Params), [inner]: value };
	}
	return nested;
}

function merged(query: Params, body: Params): Params {
	const all = { ...query };
	for (const [name, value] of Object.entries(body)) {
		all[name] = isObject(value) && isObject(all[name]) ? { ...all[name], ...value } : value;
	}
	return all;
}

/** A query string knows only text; a JSON body has types of its own and must have the right ones. */
function coerced(value: unknown, schema: Schema | undefined): unknown {
	if (schema?.type === 'array') return [fromJson(value, '[')].flat().map((item) => coerced(item, schema.items));
	if (schema?.type === 'object') {
		const object = fromJson(value, '{');
		if (!isObject(object)) return object;
		return Object.fromEntries(
			Object.entries(object).map(([name, member]) => [name, coerced(member, schema.properties?.[name])]),
		);
	}
	if (typeof value !== 'string') return value;
	if (schema?.type === 'number' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
	if (schema?.type === 'boolean' && /^(true|false|1|0)$/.test(value)) return value === 'true' || value === '1';
	return value;
}

function fromJson(value: unknown, start: string): unknown {
	if (typeof value !== 'string' || !value.startsWith(start)) return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}

interface Fault {
	keyword: string;
	instancePath: string;
	params: object;
	message?: string;
}

function refusalOf({ keyword, instancePath, params, message }: Fault): Refusal {
	const details = params as Record<string, unknown>;
	const where = instancePath.split('/').slice(2);
	if (keyword === 'required') {
		return new Refusal(400, 'missing_param', `Missing required parameter: ${nameOf(where, details.missingProperty)}`);
	}
	if (keyword === 'additionalProperties') {
		return new Refusal(400, 'invalid_param', `Unknown parameter: ${nameOf(where, details.additionalProperty)}`);
	}
	const allowed = Array.isArray(details.allowedValues) ? `: ${details.allowedValues.join(', ')}` : '';
	return new Refusal(400, 'invalid_param', `${nameOf(where)} ${message ?? 'is not valid'}${allowed}`);
}

function nameOf(where: string[], member?: unknown): string {
	const [first = '', ...inner] = member === undefined ? where : [...where, String(member)];
	return first + inner.map((name) => `[${name}]`).join('');
}

const isObject = (value: unknown): value is Params =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

import document from '../reference/openapi.json';

/**
 * What a value is, without the value: `text`, `ID @c.us`, `data URI`, `seconds`, a list of such, an object by its keys. Two
 * entries of a list that differ are both in it. Nothing that a person wrote, and no number of anybody, is in a shape.
 */
export interface Shape {
	/** More than one where entries of a list differ. */
	kinds: string[];
	fields?: Record<string, Shape>;
	entries?: Shape;
}

export function shapeOf(value: unknown): Shape {
	if (value === null) return { kinds: ['null'] };
	if (Array.isArray(value)) return { kinds: ['list'], entries: inOne(value.map(shapeOf)) };
	if (typeof value === 'object') return objectShape(Object.entries(value));
	if (typeof value === 'string') return textShape(value);
	return { kinds: [typeof value === 'number' ? numberKind(value) : typeof value] };
}

/** Of two that stand in the same place. */
export function inOne(shapes: Shape[]): Shape | undefined {
	const [first, ...others] = shapes;
	return first && others.reduce(both, first);
}

function both(a: Shape, b: Shape): Shape {
	const names = [...new Set([...Object.keys(a.fields ?? {}), ...Object.keys(b.fields ?? {})])];
	const fields = names.map((name) => [name, inOne([a.fields?.[name], b.fields?.[name]].filter((shape) => shape !== undefined))] as const);
	const entries = inOne([a.entries, b.entries].filter((shape) => shape !== undefined));
	return { kinds: [...new Set([...a.kinds, ...b.kinds])].sort(), ...(names.length > 0 && { fields: Object.fromEntries(fields) as Record<string, Shape> }), ...(entries && { entries }) };
}

function objectShape(entries: Array<[string, unknown]>): Shape {
	if (entries.length === 0) return { kinds: ['empty object'] };
	const strange = entries.filter(([key]) => !isName(key));
	const shapes = entries.map(([, value]) => shapeOf(value));
	if (strange.length === entries.length || areNames(entries, shapes)) {
		const kind = entries.every(([key]) => /^\d{1,4}$/.test(key)) ? 'object with numeric keys' : 'object by values';
		return { kinds: [kind], entries: inOne(shapes) };
	}
	const named = entries.filter(([key]) => isName(key)).map(([key, value]) => [key, shapeOf(value)] as const);
	const others = inOne(strange.map(([, value]) => shapeOf(value)));
	return { kinds: ['object'], fields: Object.fromEntries([...named, ...(others ? [['<other keys>', others] as const] : [])]) };
}

/** A key that somebody has written in a program. Others may be a chat, a person or a secret. */
const isName = (key: string): boolean => /^[_a-z][a-z_]{0,29}\d{0,2}$/i.test(key) && !/^[a-f]{12,}$/i.test(key);

/** Keys that the reference has nowhere, and that people or groups may be called: with a capital, of values of one kind, or several of objects that are alike. */
function areNames(entries: Array<[string, unknown]>, shapes: Shape[]): boolean {
	if (entries.some(([key]) => isName(key) && known.has(key))) return false;
	if (new Set(shapes.map(({ kinds }) => kinds.join())).size > 1) return false;
	const areAlike = shapes.length > 1 && shapes[0]!.fields !== undefined && new Set(shapes.map(({ fields = {} }) => Object.keys(fields).sort().join())).size === 1;
	return areAlike || entries.every(([key]) => !isName(key) || /^[A-Z][a-z]/.test(key));
}

const known = new Set(keysIn(document));

function keysIn(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	const inner = Object.values(value).flatMap(keysIn);
	return Array.isArray(value) ? inner : [...Object.keys(value), ...inner];
}

const TEXTS: Array<[kind: string, RegExp]> = [
	['empty text', /^\s*$/],
	['data URI', /^data:[^,]{1,100},/],
	['URL', /^https?:\/\//i],
	['masked text', /^[^\s*•]*[*•]{3,}[^\s*•]*$/],
	['message ID', /^(true|false)_\S+@\S+_\S+$/],
	['date', /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)/],
	['digits', /^\+?\d+$/],
	['WORD', /^[A-Z][A-Z_]+$/],
	['page of HTML', /^\s*<(!doctype html|html|br)\b/i],
	['XML', /^\s*<\?xml/i],
	['Base64', /^[\w+/-]{200,}={0,2}$/],
];

function textShape(text: string): Shape {
	const [, suffix] = /^[\w.:-]+@(c\.us|s\.whatsapp\.net|g\.us|lid|newsletter|broadcast)$/.exec(text) ?? [];
	if (suffix) return { kinds: [`ID @${suffix}`] };
	const inside = jsonInBase64(text);
	if (inside !== undefined) return { kinds: ['JSON in Base64'], entries: shapeOf(inside) };
	return { kinds: [TEXTS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text'] };
}

function jsonInBase64(text: string): unknown {
	if (!/^ey[\w+/]+={0,2}$/.test(text)) return undefined;
	try {
		return JSON.parse(Buffer.from(text, 'base64').toString());
	} catch {
		return undefined;
	}
}

function numberKind(value: number): string {
	if (value > 1e9 && value < 1e10) return 'seconds since 1970';
	if (value > 1e12 && value < 1e13) return 'milliseconds since 1970';
	return 'number';
}

/** One line a place: `participants[].id: ID @c.us`. */
export function linesOf(shape: Shape, at = ''): string[] {
	const inner = [...Object.entries(shape.fields ?? {}).flatMap(([name, field]) => linesOf(field, at ? `${at}.${name}` : name)), ...(shape.entries ? linesOf(shape.entries, `${at}[]`) : [])];
	const own = shape.kinds.join(' or ');
	return inner.length > 0 && at === '' && !shape.entries ? inner : [`${at || 'answer'}: ${own}`, ...inner];
}

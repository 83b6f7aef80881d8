import type { IN8nHttpFullResponse } from 'n8n-workflow';

/** What Wawp answered, whatever format it came in. */
export interface Answer {
	status: number;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** Parsed JSON, a text, the bytes of an image, or undefined. */
	body: unknown;
	/** Set when Wawp refused or could not do it, also when it says so under status 200. */
	failure?: Failure;
}

export interface Failure {
	status: number;
	/** Wawp's own word, such as `invalid_session`. */
	code?: string;
	/** What Wawp said about it, in one line. */
	said?: string;
	/** The whole of it, to be shown. */
	body: unknown;
}

export function readAnswer({ statusCode: status, headers, body: bytes }: IN8nHttpFullResponse): Answer {
	const texts = Object.fromEntries(Object.entries(headers ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]));
	const body = decode(bytes, texts['content-type'] ?? '');
	const failed = status < 200 || status >= 300 || saysFailed(body);
	return { status, headers: texts, body, ...(failed && { failure: readFailure(status, body) }) };
}

/** A path that this Wawp does not serve. A 404 with a code is about the session or the thing named in the path. */
export const isUnknownRoute = ({ failure }: Answer): boolean =>
	failure !== undefined && (failure.status === 405 || (failure.status === 404 && !failure.code));

/** `Retry-After`: seconds or a date. Wawp documents none; proxies and rate limiters send it. */
export function retryAfterMs({ 'retry-after': given }: Answer['headers']): number | undefined {
	if (!given) return undefined;
	const ms = /^\d+$/.test(given.trim()) ? Number(given) * 1000 : Date.parse(given) - Date.now();
	return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Wawp took the order and carries it out later. */
export const isQueued = (body: unknown): boolean =>
	isObject(body) && (body.status === 'queued' || body.queued === true);

export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

/** The object less some of its members. */
export const without = (value: object, ...keys: string[]): Record<string, unknown> =>
	Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** The object that carries the answer: itself, or what some answers wrap it in. */
export function unwrapped(body: unknown): Record<string, unknown> {
	if (!isObject(body)) return {};
	return isObject(body.data) ? { ...body, ...body.data } : body;
}

function decode(bytes: unknown, contentType: string): unknown {
	if (!Buffer.isBuffer(bytes) && !(bytes instanceof ArrayBuffer)) return bytes;
	const buffer = Buffer.from(bytes as ArrayBuffer);
	if (buffer.length === 0) return undefined;
	if (/^(image|audio|video)\/|^application\/octet-stream/.test(contentType)) return buffer;
	const text = buffer.toString();
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Public clients of Wawp meet failures under status 200 in these shapes. `{ code }` alone is a pairing code. */
function saysFailed(body: unknown): boolean {
	// A page for people comes from something between Wawp and here.
	if (typeof body === 'string') return /^\s*<(!doctype html|html)/i.test(body);
	if (!isObject(body)) return false;
	if (body.success === false || body.result === false || 'wawp_upstream_error' in body) return true;
	if (body.success === true) return false;
	// Lower case: `FAILED` is a state of a session.
	if (['error', 'fail', 'failed', false, 0].includes(body.status as string)) return true;
	if (typeof body.error === 'string' && body.error) return true;
	return isErrorCode(body.code) && ('message' in body || typeof body.data === 'object');
}

/** `invalid_session`, unlike the `ABCD-1234` of a pairing code. */
const isErrorCode = (code: unknown): boolean => typeof code === 'string' && /^[a-z]+(_[a-z0-9]+)+$/.test(code);

function readFailure(status: number, body: unknown): Failure {
	const told = isObject(body) ? fromJson(body) : fromText(typeof body === 'string' ? body : '');
	return { ...told, status: status >= 200 && status < 300 ? (told.status ?? status) : status, body };
}

type Told = Omit<Partial<Failure>, 'body'>;

function fromJson(body: Record<string, unknown>): Told {
	const nested = [body.error, body.data].find(isObject) ?? {};
	const code = [body.code, nested.code, 'wawp_upstream_error' in body && 'wawp_upstream_error', body.error].find(isErrorCode);
	const said = [body.message, nested.message, body.wawp_upstream_error, body.error, body.msg].find(isText);
	const status = [nested.status, body.status, body.statusCode].map(Number).find((value) => value >= 400);
	return { code: code as string | undefined, said: oneLine(said), status };
}

/** XML such as `<error><code>…</code><message>…</message></error>`, an HTML page, or plain text. */
function fromText(text: string): Told {
	const tag = (name: string) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'i').exec(text)?.[1]?.trim();
	const code = tag('code') ?? (isErrorCode(text.trim()) ? text.trim() : undefined);
	const said = tag('message') ?? tag('title') ?? text.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
	return { code: isErrorCode(code) ? code : undefined, said: oneLine(said) };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const LONGEST_QUOTE = 300;

function oneLine(text: string | undefined): string | undefined {
	const line = text?.replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUOTE);
	return line || undefined;
}

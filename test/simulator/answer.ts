/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { STATUS_CODES } from 'node:http';

import type { Heard } from './hear';
import type { Switches } from './switches';
import type { StoredFile } from './world/files';

export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
}

/** Thrown by whatever refuses a call. Without a code it comes from the web server rather than from Wawp. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string | undefined,
		message: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}
}

export function accept(result: unknown, heard: Heard, switches: Switches): Answer {
	if (isFile(result)) return { status: 200, headers: { 'content-type': result.mimetype }, body: result.bytes };
	if (Buffer.isBuffer(result)) return { status: 200, headers: { 'content-type': 'image/png' }, body: result };
	return inJson(200, withRequest(result, heard, switches));
}

export function refuse(refusal: Refusal, heard: Heard, switches: Switches): Answer {
	// the web server knows nothing of Wawp's habit of refusing under 200
	const under200 = switches.refusals === 'under 200' && refusal.code !== undefined;
	const status = under200 ? 200 : refusal.status;
	const said = { ...(under200 && { success: false }), code: refusal.code, message: refusal.message };
	const facts = withRequest(said, heard, switches) as Record<string, unknown>;
	const headers = { 'content-type': CONTENT_TYPES[switches.errors], ...refusal.headers };
	return { status, headers, body: formats[switches.errors](facts, refusal.status) };
}

export const statusText = (status: number): string => STATUS_CODES[status] ?? 'Unknown';

export function inJson(status: number, body: unknown): Answer {
	return { status, headers: { 'content-type': CONTENT_TYPES.json }, body: JSON.stringify(body) };
}

/** Some servers quote the request in their answers, and with it the token in its URL. */
export function withRequest(body: unknown, { url, headers, body: sent }: Heard, switches: Switches): unknown {
	if (!switches.quotesUrl || typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	return { ...body, request: { url, headers, body: sent } };
}

const CONTENT_TYPES: Record<Switches['errors'], string> = {
	json: 'application/json; charset=utf-8',
	xml: 'application/xml; charset=utf-8',
	html: 'text/html; charset=utf-8',
	text: 'text/plain; charset=utf-8',
};

const formats: Record<Switches['errors'], (facts: Record<string, unknown>, status: number) => string> = {
	json: (facts) => JSON.stringify(facts),
	xml: (facts) => {
		const members = asText(facts).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
		return `<?xml version="1.0" encoding="UTF-8"?>\n<error>${members.join('')}</error>`;
	},
	html: (facts, status) => {
		const title = `${status} ${statusText(status)}`;
		const lines = asText(facts).map(([, text]) => `<p>${escaped(text)}</p>`);
		return `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1>${lines.join('')}</body></html>`;
	},
	text: (facts) =>
		asText(facts)
			.map(([, text]) => text)
			.join(': '),
};

const asText = (facts: Record<string, unknown>) =>
	Object.entries(facts)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const);

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const isFile = (result: unknown): result is StoredFile => Buffer.isBuffer((result as StoredFile | null)?.bytes);

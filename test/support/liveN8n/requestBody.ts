/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'node:querystring';
import { gunzipSync } from 'node:zlib';
import { jsonParse } from 'n8n-workflow';
import { HttpError } from './httpError';

/** What n8n adds to a request before a node sees it; `rawBody` is missing where n8n never has one. */
export type WebhookRequest = IncomingMessage & {
	path: string;
	query: Record<string, string | string[]>;
	params: Record<string, string>;
	contentType?: string;
	body?: unknown;
	rawBody?: Buffer;
	readRawBody(): Promise<void>;
};

const LIMIT = 16 * 1024 * 1024;

/** Reads the body the way n8n does for a node of this version. */
export async function parseBody(request: WebhookRequest, typeVersion: number) {
	const { contentType = '' } = request;
	if (contentType === 'multipart/form-data') {
		// n8n's form parser consumes the stream: no rawBody is left to check a signature against
		request.body = await formBody(request);
		return;
	}
	// in newer nodes anything else stays unread, for the node to stream
	if (typeVersion > 1 && !PARSED.test(contentType)) return;

	await request.readRawBody();
	if (request.rawBody?.length) request.body = parsed(contentType, request.rawBody.toString());
}

const PARSED = /^(application\/json|text\/plain|application\/x-www-form-urlencoded)/;

function parsed(contentType: string, text: string): unknown {
	if (contentType === 'application/json') return json(text);
	if (contentType === 'application/x-www-form-urlencoded') return { ...parse(text) };
	return contentType === 'text/plain' ? text : undefined;
}

const INVALID = Symbol('invalid');

function json(text: string): unknown {
	const value = jsonParse<unknown>(text, { fallbackValue: INVALID });
	if (value === INVALID) throw new HttpError(422, 'Failed to parse request body');
	return value;
}

export async function readRawBody(this: WebhookRequest) {
	if (this.rawBody) return;
	const received = await bytes(this);
	this.rawBody =
		this.headers['content-encoding'] === 'gzip' ? gunzipSync(received) : received;
}

/** Reads to the end even beyond the limit: a sender that is still writing would not see the answer. */
async function bytes(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size <= LIMIT) chunks.push(chunk);
	}
	if (size > LIMIT) throw new HttpError(413, 'request entity too large');
	return Buffer.concat(chunks);
}

async function formBody(request: IncomingMessage) {
	const contentType = request.headers['content-type'] ?? '';
	const response = new Response(await bytes(request), { headers: { 'content-type': contentType } });
	const data: Record<string, string> = {};
	const files: Record<string, { filepath: string; originalFilename: string; mimetype: string; size: number }> = {};
	for (const [name, value] of await response.formData()) {
		if (typeof value === 'string') data[name] = value;
		else files[name] = { filepath: await stored(value), originalFilename: value.name, mimetype: value.type, size: value.size };
	}
	return { data, files };
}

/** An upload lies in a file until n8n has answered. */
async function stored(file: File): Promise<string> {
	const path = join(tmpdir(), `upload-${randomUUID()}`);
	await writeFile(path, Buffer.from(await file.arrayBuffer()));
	return path;
}

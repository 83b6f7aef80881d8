/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { HttpError } from './httpError';
import { readRawBody, type WebhookRequest } from './requestBody';

/** The part of Express's response that webhook() functions use, on a real connection. */
export type WebhookResponse = ServerResponse & {
	status(code: number): WebhookResponse;
	sendStatus(code: number): WebhookResponse;
	type(contentType: string): WebhookResponse;
	set(name: string, value: string): WebhookResponse;
	json(body: unknown): WebhookResponse;
	send(body?: unknown): WebhookResponse;
};

export type WebhookHandler = (
	route: { kind: 'webhook' | 'webhook-test' | 'webhook-waiting'; method: string; path: string },
	request: WebhookRequest,
	response: WebhookResponse,
) => Promise<void>;

export type HttpServer = {
	port: number;
	/** What a killed process does to its connections. */
	dropConnections(): void;
	stop(): Promise<void>;
};

/** Serves `/webhook/...`, `/webhook-test/...` and `/webhook-waiting/...` on loopback. */
export async function listenOn(port: number, handle: WebhookHandler): Promise<HttpServer> {
	const server = createServer((incoming, outgoing) => {
		const request = webhookRequest(incoming);
		const response = webhookResponse(outgoing);
		dispatch(request, response, handle).catch((error: Error) => fail(response, error));
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(port, '127.0.0.1', resolve);
	});
	const dropConnections = () => server.closeAllConnections();
	return {
		port: (server.address() as AddressInfo).port,
		dropConnections,
		async stop() {
			const closed = new Promise((resolve) => server.close(resolve));
			dropConnections();
			await closed;
		},
	};
}

async function dispatch(
	request: WebhookRequest,
	response: WebhookResponse,
	handle: WebhookHandler,
) {
	const [, kind, path = ''] = /^\/(webhook|webhook-test|webhook-waiting)\/(.*?)\/?$/.exec(request.path) ?? [];
	const method = request.method ?? 'GET';
	if (!kind) throw new HttpError(404, `Cannot ${method} ${request.path}`);
	await handle({ kind: kind as Parameters<WebhookHandler>[0]['kind'], method, path }, request, response);
}

function fail(response: WebhookResponse, error: Error) {
	if (response.headersSent) return;
	const { status, hint } = error instanceof HttpError ? error : new HttpError(500, '');
	response.status(status).json({ code: status, message: error.message, hint });
}

function webhookRequest(incoming: IncomingMessage): WebhookRequest {
	const [path = '/', query = ''] = (incoming.url ?? '/').split('?');
	return Object.assign(incoming, {
		path,
		query: { ...parse(query) } as WebhookRequest['query'],
		params: {},
		contentType: incoming.headers['content-type']?.split(';')[0]?.trim().toLowerCase(),
		readRawBody,
	});
}

function webhookResponse(outgoing: ServerResponse): WebhookResponse {
	const response: WebhookResponse = Object.assign(outgoing, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		sendStatus: (code: number) => response.status(code).send(),
		type: (contentType: string) => response.set('content-type', contentType),
		set: (name: string, value: string) => response.setHeader(name, value),
		json(body: unknown) {
			if (!response.hasHeader('content-type')) response.type('application/json; charset=utf-8');
			return response.end(JSON.stringify(body));
		},
		send(body?: unknown) {
			if (body === undefined || Buffer.isBuffer(body)) return response.end(body);
			if (typeof body !== 'string') return response.json(body);
			if (!response.hasHeader('content-type')) response.type('text/html; charset=utf-8');
			return response.end(body);
		},
	});
	return response;
}

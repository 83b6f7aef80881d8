/* eslint-disable @n8n/community-nodes/no-restricted-imports -- no part of the package */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sleep } from 'n8n-workflow';

export interface Answering {
	/** By the milliseconds after which it answers. */
	urls: Record<number, string>;
	/** What was asked, and how large the body was. */
	asked: Array<{ path: string; bytes: number }>;
	stop: () => Promise<void>;
}

/** A Wawp that only answers: at once, or after so many milliseconds. */
export async function answering(delays: number[]): Promise<Answering> {
	const asked: Answering['asked'] = [];
	const servers = await Promise.all(delays.map(async (delay) => await listening(delay, asked)));
	return {
		asked,
		urls: Object.fromEntries(servers.map((server, index) => [delays[index]!, `http://127.0.0.1:${(server.address() as AddressInfo).port}`])),
		stop: async () => {
			await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve).closeAllConnections())));
		},
	};
}

const ANSWERS: Record<string, unknown> = {
	'/v2/session/info': { name: 'wawp-1', status: 'WORKING', me: { id: '201145202826@c.us', pushName: 'Support' }, config: { webhooks: [] } },
	'/v2/send/text': { id: 'true_201145202826@c.us_3EB0965B123D06E0B70741', timestamp: 1763715600, from: '201000000000@c.us', to: '201145202826@c.us', fromMe: true, body: 'Hi', ack: 1 },
	'/v2/send/pdf': { id: 'true_201145202826@c.us_3EB0965B123D06E0B70742', timestamp: 1763715600 },
};

async function listening(delay: number, asked: Answering['asked']): Promise<Server> {
	const server = createServer((request: IncomingMessage, response: ServerResponse) => {
		const path = request.url!.split('?')[0]!;
		asked.push({ path, bytes: Number(request.headers['content-length'] ?? 0) });
		request.resume().on('end', () => {
			const body = JSON.stringify(ANSWERS[path] ?? {});
			const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
			if (delay) void sleep(delay).then(answer);
			else answer();
		});
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	return server;
}

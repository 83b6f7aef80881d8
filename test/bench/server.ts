/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a process of its own, never in n8n */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Wawp that only answers: at once on one port, after 50 ms on the other. Its own process, so that it does not slow what is measured. */
const DELAYS_MS = [0, 50];

const answers: Record<string, unknown> = {
	'/v2/session/info': { name: 'wawp-1', status: 'WORKING', me: { id: '201145202826@c.us', pushName: 'Support' }, config: { webhooks: [] } },
	'/v2/send/text': { id: 'true_201145202826@c.us_3EB0965B123D06E0B70741', timestamp: 1763715600, from: '201000000000@c.us', to: '201145202826@c.us', fromMe: true, body: 'Hi', ack: 1 },
	'/v2/send/pdf': { id: 'true_201145202826@c.us_3EB0965B123D06E0B70742', timestamp: 1763715600 },
};

const servers = DELAYS_MS.map((delay) =>
	createServer((request: IncomingMessage, response: ServerResponse) => {
		request.resume().on('end', () => {
			const body = JSON.stringify(answers[request.url!.split('?')[0]!] ?? {});
			const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end(body);
			if (delay) setTimeout(answer, delay);
			else answer();
		});
	}).listen(0, '127.0.0.1'),
);

void Promise.all(servers.map(async (server) => await new Promise((resolve) => server.once('listening', resolve)))).then(() => {
	process.send!(Object.fromEntries(servers.map((server, index) => [DELAYS_MS[index], `http://127.0.0.1:${(server.address() as AddressInfo).port}`])));
});
process.on('disconnect', () => process.exit(0));

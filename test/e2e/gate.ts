/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { eventually } from './eventually';

/** A server that lets whoever asks wait until it is opened. */
export interface Gate {
	url: string;
	/** Resolves when somebody waits. */
	reached(): Promise<void>;
	/** From now on it answers at once. */
	open(): void;
	/** How many waited at the same moment, at most. */
	readonly most: number;
	stop(): Promise<void>;
}

const PICTURE = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(64)]);

export async function startGate(body: Buffer = PICTURE, contentType = 'image/jpeg'): Promise<Gate> {
	const waiting = new Set<ServerResponse>();
	let isOpen = false;
	let most = 0;
	const answer = (response: ServerResponse) => response.writeHead(200, { 'content-type': contentType }).end(body);
	const server = createServer((_request, response) => {
		waiting.add(response);
		most = Math.max(most, waiting.size);
		response.on('close', () => waiting.delete(response));
		if (isOpen) answer(response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		reached: async () => void (await eventually('somebody to wait at the gate', () => waiting.size > 0)),
		open: () => {
			isOpen = true;
			waiting.forEach(answer);
		},
		get most() {
			return most;
		},
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

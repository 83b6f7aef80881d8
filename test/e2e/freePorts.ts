/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for developers, never in n8n */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below those that Linux (from 32768), macOS and Windows (from 49152) give to connections and to servers that ask for any:
 * a program that takes seconds before it listens on its port would find one of these taken now and then.
 */
const LOWEST = 15_000;
const BEYOND = 32_000;

/** They differ, and nobody listens on them. */
export async function freePorts(count: number): Promise<number[]> {
	const ports = new Set<number>();
	while (ports.size < count) {
		const port = randomInt(LOWEST, BEYOND);
		if (await isFree(port)) ports.add(port);
	}
	return [...ports];
}

async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	return await new Promise((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}

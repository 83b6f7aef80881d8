/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- a tool for developers, never in n8n */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Wanted, inPath, installedProgram } from '../debian';
import { Guarded } from '../guarded';

export const REDIS: Wanted = {
	name: 'Redis',
	places: () => [...inPath('redis-server'), '/usr/bin/redis-server'],
	packages: ['redis-server'],
	otherwise: "The tests of n8n's queue mode need Redis. Install it, so that 'redis-server' is in PATH.",
};

/** A Redis of our own, on loopback alone. It writes nothing down. */
export class Redis {
	private readonly folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-redis-'));

	private constructor(
		private readonly server: Guarded,
		readonly port: number,
	) {}

	static async start(port: number, tell: (what: string) => void): Promise<Redis> {
		const program = await installedProgram(REDIS, tell);
		const server = new Guarded('Redis', [program, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']);
		const redis = new Redis(server, port);
		try {
			await server.start({ cwd: redis.folder, env: process.env, isReady: async () => await answers(port) });
			return redis;
		} catch (error) {
			await redis.remove();
			throw error;
		}
	}

	/** What n8n is to know of it. */
	get settings(): Record<string, string> {
		return { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(this.port) };
	}

	async remove(): Promise<void> {
		await this.server.end('SIGTERM');
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

async function answers(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const answer = (isGood: boolean) => {
			socket.destroy();
			resolve(isGood);
		};
		socket.on('data', (text) => answer(text.toString().startsWith('+PONG'))).on('error', () => answer(false));
	});
}

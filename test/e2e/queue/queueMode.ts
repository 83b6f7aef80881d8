/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- a tool for developers, never in n8n */
import { rmSync, symlinkSync } from 'node:fs';

import { freePorts } from '../freePorts';
import type { InstalledN8n } from '../n8n/installed';
import { N8nServer, type ServerOptions } from '../n8n/server';
import { type Front, startFront } from './front';
import { Postgres } from './postgres';
import { Redis } from './redis';

export interface QueueModeOptions {
	/** Of the front; any free one when left out. */
	port?: number;
	workers?: number;
	webhooks?: number;
	/** Settings of all processes. */
	environment?: Record<string, string>;
	tell(what: string): void;
}

/** n8n in queue mode: a main process, workers and webhook processes, with a database, a queue and a proxy in front of them, all on this machine. */
export class QueueMode {
	private readonly ends: Array<() => Promise<void>> = [];
	front!: Front;
	main!: N8nServer;
	workers: N8nServer[] = [];
	webhooks: N8nServer[] = [];

	private constructor() {}

	/** Ready to be started; the database and the queue run already. */
	static async prepare(n8n: InstalledN8n, options: QueueModeOptions): Promise<QueueMode> {
		const mode = new QueueMode();
		try {
			await mode.prepare(n8n, options);
			return mode;
		} catch (error) {
			await mode.remove();
			throw error;
		}
	}

	/** Where people and Wawp find it. */
	get url(): string {
		return this.front.url;
	}

	/** Where all of its processes look for community packages. */
	get nodesFolder(): string {
		return this.main.nodesFolder;
	}

	get processes(): N8nServer[] {
		return [this.main, ...this.workers, ...this.webhooks];
	}

	/** The main one first, as it makes the tables. */
	async start(): Promise<void> {
		await this.main.start();
		await Promise.all([...this.workers, ...this.webhooks].map(async (process) => await process.start()));
	}

	/** Leaves nothing behind. */
	async remove(): Promise<void> {
		for (const end of this.ends.splice(0).reverse()) await end();
	}

	private async prepare(n8n: InstalledN8n, { port, workers = 2, webhooks = 2, environment, tell }: QueueModeOptions): Promise<void> {
		const [database, queue, free] = await freePorts(3);
		const postgres = await Postgres.start(database!, tell);
		this.ends.push(async () => await postgres.remove());
		const redis = await Redis.start(queue!, tell);
		this.ends.push(async () => await redis.remove());
		const front = port ?? free!;
		const settings = {
			...postgres.settings,
			...redis.settings,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: 'one-key-for-all-processes',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			WEBHOOK_URL: `http://127.0.0.1:${front}`,
			N8N_EDITOR_BASE_URL: `http://127.0.0.1:${front}`,
			...environment,
		};
		this.main = await this.process(n8n, { command: 'start', environment: settings });
		this.workers = await this.several(workers, n8n, { command: 'worker', environment: settings });
		this.webhooks = await this.several(webhooks, n8n, { command: 'webhook', environment: settings });
		this.front = await startFront(front, this.main.url, this.webhooks.map(({ url }) => url));
		this.ends.push(async () => await this.front.stop());
	}

	private async several(count: number, n8n: InstalledN8n, options: ServerOptions): Promise<N8nServer[]> {
		return await Promise.all(Array.from({ length: count }, async () => await this.process(n8n, options)));
	}

	/** The packages of the main one are those of all of them. */
	private async process(n8n: InstalledN8n, options: ServerOptions): Promise<N8nServer> {
		const server = await N8nServer.prepare(n8n, options);
		this.ends.push(async () => await server.remove());
		if (this.main) {
			rmSync(server.nodesFolder, { recursive: true });
			symlinkSync(this.nodesFolder, server.nodesFolder);
		}
		return server;
	}
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- a tool for developers, never in n8n */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { eventually } from '../eventually';
import type { InstalledN8n } from './installed';

export interface ServerOptions {
	/** Any free one when left out. */
	port?: number;
	/** Found before npm and Node are, by n8n and by what it starts. */
	programs?: string;
}

/** A real n8n with a database of its own, in a folder of its own. It can be killed and started again. */
export class N8nServer {
	/** What N8N_USER_FOLDER names. */
	readonly folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-server-'));
	private readonly printed: string[] = [];
	private guard: ChildProcess | undefined;
	private ended: Promise<unknown> = Promise.resolve();

	private constructor(
		private readonly n8n: InstalledN8n,
		readonly port: number,
		private readonly brokerPort: number,
		private readonly programs: string | undefined,
	) {}

	/** Ready to be started. */
	static async prepare(n8n: InstalledN8n, { port, programs }: ServerOptions = {}): Promise<N8nServer> {
		const [free, broker] = await freePorts();
		const server = new N8nServer(n8n, port ?? free, broker, programs);
		mkdirSync(server.nodesFolder, { recursive: true });
		return server;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Where n8n looks for community packages. */
	get nodesFolder(): string {
		return join(this.folder, '.n8n/nodes');
	}

	/** Everything that it printed, of all its starts. */
	get output(): string {
		return this.printed.join('');
	}

	/** Resolves when it takes requests. */
	async start(environment: Record<string, string> = {}): Promise<void> {
		const { node, script } = this.n8n;
		const guard = spawn(process.execPath, [join(__dirname, 'guard.mjs'), node, script, 'start'], {
			cwd: this.folder,
			env: { ...withoutSettings(process.env), ...this.settings(), ...environment },
			stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
		});
		this.guard = guard;
		this.ended = new Promise((resolve) => guard.on('close', resolve));
		for (const stream of [guard.stdout!, guard.stderr!]) stream.on('data', (text: Buffer) => this.printed.push(text.toString()));
		await eventually('n8n to be ready', async () => {
			if (guard.exitCode !== null) throw new Error(`n8n ended while it started:\n${this.output.slice(-4000)}`);
			return await isReady(this.url);
		});
	}

	/** It stands still until it is resumed: it takes connections, and answers nothing. */
	async pause(): Promise<void> {
		await this.send('SIGSTOP');
	}

	async resume(): Promise<void> {
		await this.send('SIGCONT');
	}

	/** Gives it no time for anything. */
	async kill(): Promise<void> {
		await this.end('SIGKILL');
	}

	/** As `docker stop` does. */
	async shutDown(): Promise<void> {
		await this.end('SIGTERM');
	}

	/** Leaves nothing behind. */
	async remove(): Promise<void> {
		await this.kill();
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}

	private async send(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
		const { guard } = this;
		if (!guard) throw new Error('n8n does not run');
		const sent = new Promise((resolve) => guard.once('message', resolve));
		guard.stdin!.write(`${signal}\n`);
		await sent;
	}

	private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
		this.guard?.stdin?.write(`${signal}\n`);
		await this.ended;
		this.guard = undefined;
	}

	private settings(): Record<string, string> {
		return {
			PATH: [this.programs, dirname(this.n8n.node), process.env.PATH].filter(Boolean).join(delimiter),
			N8N_USER_FOLDER: this.folder,
			N8N_PORT: String(this.port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_PORT: String(this.brokerPort),
			WEBHOOK_URL: this.url,
			N8N_EDITOR_BASE_URL: this.url,
			N8N_SECURE_COOKIE: 'false',
			GENERIC_TIMEZONE: 'UTC',
			// It must not talk to anybody but the local Wawp.
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_VERIFIED_PACKAGES_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			NO_PROXY: '127.0.0.1,localhost',
		};
	}
}

/** Nothing of the tests' own n8n, of jest or of npm may reach the server. */
const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
	Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(N8N_|NODE_ENV$|NODE_OPTIONS$|JEST_|npm_lifecycle|npm_package)/.test(name)));

async function isReady(url: string): Promise<boolean> {
	const answer = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
	return answer?.status === 200;
}

/** Both are held until both are known, so that they differ. */
async function freePorts(): Promise<[number, number]> {
	const servers = [createServer(), createServer()];
	const ports = await Promise.all(
		servers.map(async (server) => {
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			return (server.address() as { port: number }).port;
		}),
	);
	await Promise.all(servers.map(async (server) => await new Promise((resolve) => server.close(resolve))));
	return ports as [number, number];
}

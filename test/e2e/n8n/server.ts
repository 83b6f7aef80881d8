/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool for developers, never in n8n */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { freePorts } from '../freePorts';
import { Guarded } from '../guarded';
import type { InstalledN8n } from './installed';

export interface ServerOptions {
	/** Any free one when left out. */
	port?: number;
	/** Found before npm and Node are, by n8n and by what it starts. */
	programs?: string;
	/** Which of n8n's processes it is: the whole of n8n when left out. */
	command?: 'start' | 'worker' | 'webhook';
	/** Settings of n8n that go beyond those of every test. */
	environment?: Record<string, string>;
}

/** A process of a real n8n, in a folder of its own, with a database of its own unless it is told another. It can be killed and started again. */
export class N8nServer {
	/** What N8N_USER_FOLDER names. */
	readonly folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-server-'));
	private readonly process: Guarded;

	private constructor(
		private readonly n8n: InstalledN8n,
		readonly port: number,
		private readonly brokerPort: number,
		private readonly options: ServerOptions,
	) {
		const { command = 'start' } = options;
		this.process = new Guarded(`n8n ${command}`, [n8n.node, n8n.script, command]);
	}

	/** Ready to be started. */
	static async prepare(n8n: InstalledN8n, options: ServerOptions = {}): Promise<N8nServer> {
		const [free, broker] = await freePorts(2);
		const server = new N8nServer(n8n, options.port ?? free!, broker!, options);
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
		return this.process.output;
	}

	get pid(): number | undefined {
		return this.process.pid;
	}

	/** Resolves when it takes requests, or jobs. */
	async start(environment: Record<string, string> = {}): Promise<void> {
		await this.process.start({
			cwd: this.folder,
			env: { ...withoutSettings(process.env), ...this.settings(), ...this.options.environment, ...environment },
			isReady: async () => await isReady(this.url, this.options),
		});
	}

	/** It stands still until it is resumed: it takes connections, and answers nothing. */
	async pause(): Promise<void> {
		await this.process.send('SIGSTOP');
	}

	async resume(): Promise<void> {
		await this.process.send('SIGCONT');
	}

	/** Gives it no time for anything. */
	async kill(): Promise<void> {
		await this.process.end('SIGKILL');
	}

	/** As `docker stop` does. */
	async shutDown(): Promise<void> {
		await this.process.end('SIGTERM');
	}

	/** Leaves nothing behind. */
	async remove(): Promise<void> {
		await this.kill();
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}

	private settings(): Record<string, string> {
		return {
			PATH: [this.options.programs, dirname(this.n8n.node), process.env.PATH].filter(Boolean).join(delimiter),
			N8N_USER_FOLDER: this.folder,
			N8N_PORT: String(this.port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_PORT: String(this.brokerPort),
			// A worker answers nothing but the question whether it is ready.
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(this.port),
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

/** An n8n before 2.41 is ready, as it says, some moments before it has its pages. */
async function isReady(url: string, { command = 'start' }: ServerOptions): Promise<boolean> {
	const asked = ['/healthz/readiness', ...(command === 'start' ? ['/rest/settings'] : [])];
	const answers = await Promise.all(asked.map(async (path) => await fetch(url + path).catch(() => undefined)));
	return answers.every((answer) => answer?.status === 200 && answer.headers.get('content-type')?.includes('json'));
}

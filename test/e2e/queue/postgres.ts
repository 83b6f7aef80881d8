/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- a tool for developers, never in n8n */
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { type Wanted, inPath, installedProgram } from '../debian';
import { Guarded } from '../guarded';
import { run } from '../n8n/commands';

const DEBIANS = '/usr/lib/postgresql';

export const POSTGRES: Wanted = {
	name: 'PostgreSQL',
	places: () => [...inPath('postgres'), ...(existsSync(DEBIANS) ? readdirSync(DEBIANS).map((version) => join(DEBIANS, version, 'bin/postgres')) : [])],
	packages: ['postgresql'],
	otherwise: "The tests of n8n's queue mode need PostgreSQL. Install it, so that 'postgres' is in PATH.",
};

/** PostgreSQL refuses to run as root. Debian's package brings this user. */
const asItsUser: [string, ...string[]] | [] = process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

/** A database server of our own, in a folder of its own, on loopback alone. What it holds is gone with it. */
export class Postgres {
	private readonly folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-postgres-'));
	private readonly data = join(this.folder, 'data');
	private server: Guarded | undefined;

	private constructor(
		private readonly program: string,
		readonly port: number,
	) {}

	static async start(port: number, tell: (what: string) => void): Promise<Postgres> {
		const postgres = new Postgres(await installedProgram(POSTGRES, tell), port);
		try {
			await postgres.start();
			return postgres;
		} catch (error) {
			await postgres.remove();
			throw error;
		}
	}

	/** What n8n is to know of it. */
	get settings(): Record<string, string> {
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			// On a busy machine n8n would give up on its own database, and end runs with an error.
			DB_POSTGRESDB_CONNECTION_TIMEOUT: '120000',
			DB_POSTGRESDB_POOL_SIZE: '5',
		};
	}

	async remove(): Promise<void> {
		// Its fast shutdown: whoever is connected is cut off, and nothing of it stays in the machine's shared memory.
		await this.server?.end('SIGINT');
		rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
	}

	private async start(): Promise<void> {
		if (asItsUser.length > 0) await run('chown', ['postgres:postgres', this.folder], { cwd: this.folder });
		const [command, ...args] = this.command('initdb', ['--pgdata', this.data, '--username=n8n', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']);
		await run(command, args, { cwd: this.folder });
		const server = new Guarded('PostgreSQL', this.command('postgres', ['-D', this.data, ...this.options()]));
		this.server = server;
		await server.start({ cwd: this.folder, env: process.env, isReady: async () => server.output.includes('ready to accept connections') });
	}

	private options(): string[] {
		// Only programs are killed here, never the machine: nothing has to reach the disk.
		return [`port=${this.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'full_page_writes=off', 'synchronous_commit=off'].flatMap((option) => ['-c', option]);
	}

	private command(program: 'initdb' | 'postgres', args: string[]): [string, ...string[]] {
		// What is in PATH may be a link to one of several versions; its tools lie beside what it leads to.
		return [...asItsUser, join(dirname(realpathSync(this.program)), program), ...args] as [string, ...string[]];
	}
}

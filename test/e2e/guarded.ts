/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- a tool for developers, never in n8n */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

import { eventually } from './eventually';

/** Several processes that start at once on a busy machine take minutes. */
const LONGEST_START_MS = 540_000;

type Signal = 'SIGSTOP' | 'SIGCONT' | 'SIGTERM' | 'SIGINT' | 'SIGKILL';

export interface Started {
	/** Of the folder that it runs in. */
	cwd: string;
	env: NodeJS.ProcessEnv;
	isReady(): Promise<boolean>;
}

/** A program on this machine that never outlives us. It can be started again and again. */
export class Guarded {
	private readonly printed: string[] = [];
	private guard: ChildProcess | undefined;
	private ended: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly name: string,
		private readonly command: [program: string, ...args: string[]],
	) {}

	/** Everything that it printed, of all its starts. */
	get output(): string {
		return this.printed.join('');
	}

	async start({ cwd, env, isReady }: Started): Promise<void> {
		const guard = spawn(process.execPath, [join(__dirname, 'n8n/guard.mjs'), ...this.command], { cwd, env, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
		this.guard = guard;
		this.ended = new Promise((resolve) => guard.on('close', resolve));
		for (const stream of [guard.stdout!, guard.stderr!]) stream.on('data', (text: Buffer) => this.printed.push(text.toString()));
		// One that has ended meanwhile takes no signal.
		guard.stdin!.on('error', () => undefined);
		await eventually(`${this.name} to be ready`, async () => {
			if (guard.exitCode !== null) {
				// Its last words, which say why, may still be on their way.
				await this.ended;
				throw new Error(`${this.name} ended while it started, with ${guard.exitCode}:\n${this.output.slice(-4000)}`);
			}
			return await isReady();
		}, LONGEST_START_MS);
	}

	/** Of the one that keeps guard over it; undefined while it does not run. */
	get pid(): number | undefined {
		return this.guard?.pid;
	}

	/** Resolves when it has been sent. */
	async send(signal: Signal): Promise<void> {
		const { guard } = this;
		if (!guard) throw new Error(`${this.name} does not run`);
		const sent = new Promise((resolve) => guard.once('message', resolve));
		guard.stdin!.write(`${signal}\n`);
		await sent;
	}

	/** Resolves when it has ended. */
	async end(signal: Signal): Promise<void> {
		this.guard?.stdin?.write(`${signal}\n`);
		await this.ended;
		this.guard = undefined;
	}
}

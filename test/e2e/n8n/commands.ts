/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- a tool for developers, never in n8n */
import { spawn } from 'node:child_process';

interface Place {
	cwd: string;
	env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end, and gives what it printed. */
export async function run(command: string, args: string[], { cwd, env = {} }: Place): Promise<string> {
	const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
	const printed: Record<'out' | 'err', string[]> = { out: [], err: [] };
	child.stdout.on('data', (text: Buffer) => printed.out.push(text.toString()));
	child.stderr.on('data', (text: Buffer) => printed.err.push(text.toString()));
	const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
	if (code === 0) return printed.out.join('');
	throw new Error(`${[command, ...args].join(' ')} ended with ${code} in ${cwd}:\n${[...printed.out, ...printed.err].join('').slice(-4000)}`);
}

/**
 * npm, as if no npm script had started us: `npm run` hands the settings of the project to its children, where they would
 * count for more than the settings in `cwd`.
 */
export async function npm(args: string[], { cwd, env = {} }: Place): Promise<string> {
	const inherited = Object.keys(process.env).filter((name) => SETTINGS_OF_THE_PROJECT.test(name));
	const without = Object.fromEntries(inherited.map((name) => [name, undefined]));
	return await run('npm', args, { cwd, env: { ...without, ...env } });
}

const SETTINGS_OF_THE_PROJECT = /^npm_(lifecycle|package|command|config_(ignore_scripts|legacy_peer_deps|omit_lockfile_registry_resolved|local_prefix|prefix|nodedir|noproxy))/i;

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool for developers, never in n8n */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { npm, run } from './commands';

export interface InstalledN8n {
	version: string;
	/** The program that runs it: n8n asks for Node 24 or newer. */
	node: string;
	/** The file that it runs. */
	script: string;
}

const NODE_MAJOR = 24;
const CACHE = join(__dirname, '../../../.cache');
const LOCKS = join(__dirname, 'locks');
/** Not every n8n has all of them. */
const NATIVE_PARTS = ['sqlite3', 'isolated-vm'];

/** What everything is tried with, unless the environment variable E2E_N8N names another one. */
const LATEST = '2.41.1';

/** n8n as one of `locks/` pins it, from a folder of ours. It is downloaded there once, which takes some minutes. */
export async function installedN8n(tell: (what: string) => void, version = process.env.E2E_N8N ?? LATEST): Promise<InstalledN8n> {
	const known = readdirSync(LOCKS);
	if (!known.includes(version)) throw new Error(`There is no n8n ${version} to try with. E2E_N8N can be ${known.join(', ')}.`);
	const node = await nodeForN8n(tell);
	const major = /^v(\d+)/.exec(await run(node, ['--version'], { cwd: __dirname }))![1]!;
	const folder = join(CACHE, `n8n-${version}-node${major}`);
	const lock = readFileSync(join(LOCKS, version, 'package-lock.json'));
	await once(folder, createHash('sha256').update(lock).digest('hex'), async () => await download({ version, folder, node }, tell));
	return { version, node, script: join(folder, 'node_modules/n8n/bin/n8n') };
}

async function download({ version, folder, node }: { version: string; folder: string; node: string }, tell: (what: string) => void): Promise<void> {
	cpSync(join(LOCKS, version), folder, { recursive: true });
	tell(`Downloading n8n ${version} (some 2 GB, four to ten minutes, only this once)`);
	// Without scripts, as most of them fetch what nobody needs here; without peers, as those of n8n's AI nodes contradict each other.
	// `npm ci` would refuse a registry that lacks the binaries of some other platform.
	await npm(['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--fetch-retries=5'], { cwd: folder });
	tell(`Building ${NATIVE_PARTS.join(' and ')} for Node ${NODE_MAJOR} (a minute or two)`);
	const home = dirname(dirname(node));
	const headers = existsSync(join(home, 'include/node')) ? { npm_config_nodedir: home } : {};
	await npm(['rebuild', ...NATIVE_PARTS, '--ignore-scripts=false'], {
		cwd: folder,
		env: { PATH: [dirname(node), process.env.PATH].join(delimiter), ...headers },
	});
}

/** This machine's Node if it is new enough, otherwise one from npm. */
async function nodeForN8n(tell: (what: string) => void): Promise<string> {
	if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
	const name = nodePackage();
	const folder = join(CACHE, `node-${NODE_MAJOR}`);
	await once(folder, name, async () => {
		tell(`Downloading Node ${NODE_MAJOR}, which n8n asks for (only this once)`);
		writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
		// The package `node` would fetch this one in a script of its own.
		await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', `${name}@${NODE_MAJOR}`], { cwd: folder });
	});
	return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function nodePackage(): string {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	return [prefix, platform, process.arch].join('-');
}

/** Fills a folder, unless it is known to be complete. One that was left half way is begun anew. */
async function once(folder: string, content: string, fill: () => Promise<void>): Promise<void> {
	const mark = join(folder, 'complete');
	if (existsSync(mark) && readFileSync(mark, 'utf8') === content) return;
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await fill();
	writeFileSync(mark, content);
}

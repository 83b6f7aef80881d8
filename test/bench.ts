/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console -- a command line, never in n8n */
import './support/env.js';

import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';

import type { Load } from './bench/load';
import { aim, heading, median, table } from './bench/report';
import type { Built, Timed } from './bench/throughput';
import { besides } from './bench/turns';

const MB = 1024 * 1024;

/**
 * `npm run bench`: what the built nodes cost in n8n's real engine, beside the least that a node can do. All of it is measured in this
 * run, on this machine: the ratios tell more than the times. With `-- --webhooks` it is queue mode alone that is measured, as
 * that takes long.
 */
async function bench(): Promise<void> {
	if (!existsSync('dist/nodes')) throw new Error('Run "npm run build" first');
	if (process.argv.includes('--webhooks')) return await webhookProcesses();
	const { server, urls } = await startServer();
	try {
		await loading();
		const built = await builtNodes();
		await sending(built, urls);
		await memory(urls[0]!);
		await recovering(built);
	} finally {
		server.disconnect();
	}
	await load();
}

async function startServer(): Promise<{ server: ChildProcess; urls: Record<number, string> }> {
	const server = fork('test/bench/server.ts', { execArgv: ['--import', 'tsx'] });
	return { server, urls: await messageOf(server) };
}

async function messageOf<Message>(child: ChildProcess): Promise<Message> {
	return await new Promise((resolve, reject) => {
		child.once('message', (message) => resolve(message as Message));
		child.once('exit', (code) => reject(new Error(`The process ended with ${code}`)));
	});
}

async function loading(): Promise<void> {
	await import('n8n-workflow');
	heading('Loading the package, n8n-workflow being there already');
	const start = performance.now();
	const { WawpTrigger, WawpSessionWatcher, Wawp } = await builtNodes();
	const nodes = [new Wawp(), new WawpTrigger(), new WawpSessionWatcher()];
	const took = performance.now() - start;
	const sizes = nodes.map(({ description }) => [description.displayName, `${(JSON.stringify(description).length / 1024).toFixed(0)} KB`]);
	table([['loading and describing all nodes', `${took.toFixed(0)} ms`], ...sizes.map(([name, size]) => [`description of ${name}`, size!])]);
}

async function sending(built: Built, urls: Record<number, string>): Promise<void> {
	const { timed } = await import('./bench/throughput');
	for (const task of ['a send', 'a read']) {
		for (const [delay, count, rounds] of [[0, 500, 21], [50, 200, 3]] as const) {
			const times = await timed(task, { url: urls[delay]!, count, rounds }, built);
			heading(`${count} items, ${task} each, the server answering after ${delay} ms: milliseconds an item (median of ${rounds})`);
			show(times);
			const [own, oneByOne, minimal] = times as [Timed, Timed, Timed];
			if (task === 'a send') aimAt('a send costs at most 1.15 times the minimal node with the credential', ratio(own, minimal), 1.15);
			else if (delay) aimAt('reads that overlap take at most a fifth of one after the other', ratio(own, oneByOne), 0.2);
		}
	}
}

const aimAt = (text: string, found: number, most: number): void => aim(`${text}: ${found.toFixed(2)}`, found <= most);

function show(times: Timed[]): void {
	const minimal = times.find(({ way }) => way.startsWith('(a)'))!;
	const range = (rounds: number[]) => `${Math.min(...rounds).toFixed(2)} - ${Math.max(...rounds).toFixed(2)}`;
	table([['', 'ms', 'range', 'of (a)'], ...times.map((time) => [time.way, time.perItem.toFixed(2), range(time.rounds), ratio(time, minimal).toFixed(2)])]);
}

const ratio = (one: Timed, other: Timed): number => besides(one.rounds, other.rounds);

/** In processes of their own, as memory that was held once is not given back. */
async function memory(url: string): Promise<void> {
	heading('Peak memory of a process that sends a document');
	const peaks: Record<string, number[]> = { small: [], large: [] };
	for (let round = 0; round < 3; round++) {
		peaks.small!.push(await peakOf(url, 1000));
		peaks.large!.push(await peakOf(url, 10 * MB));
	}
	const [small, large] = [median(peaks.small!), median(peaks.large!)];
	const copies = (large - small) / (10 * MB);
	table([['of 1 kB', `${(small / MB).toFixed(0)} MB`], ['of 10 MB', `${(large / MB).toFixed(0)} MB`], ['the difference, in files of 10 MB', copies.toFixed(1)]]);
	aim('a file of 10 MB takes at most four times its size', copies <= 4);
}

async function peakOf(url: string, bytes: number): Promise<number> {
	return await messageOf(fork('test/bench/memory.ts', [url, String(bytes)], { execArgv: ['--import', 'tsx'] }));
}

async function recovering(built: Built): Promise<void> {
	const { recoveries } = await import('./bench/recovery');
	heading("Calls of 'Session > Ensure Working' until a session works, or is known not to");
	const { time } = (await import('../dist/nodes/Wawp/time/time.js' as string)) as { time: { speed: number } };
	const made = await recoveries(built, time);
	table([['', 'made', 'fewest possible'], ...made.map(({ name, calls, fewest }) => [name, String(calls), String(fewest)])]);
}

/** Once the other server is gone, as this needs both cores. */
async function load(): Promise<void> {
	const { loads } = await import('./bench/load');
	const { installedN8n } = await import('./e2e/n8n/installed');
	const n8n = await installedN8n(tell);
	const extent = { rounds: 21, deliveries: 50, atATime: 20 };
	heading(`${extent.deliveries} deliveries to the real n8n ${n8n.version}, ${extent.atATime} at a time, until the last run is over (median of ${extent.rounds})`);
	const measured = await loads(n8n, extent);
	const [own] = measured as [Load];
	table([
		['', 'deliveries a second', 'range', 'of (a)', 'ms to the answer', 'p95'],
		...measured.map(({ way, perSecond, rounds, ofMinimal, latency }) => [
			way,
			perSecond.toFixed(1),
			`${Math.min(...rounds).toFixed(1)} - ${Math.max(...rounds).toFixed(1)}`,
			ofMinimal.toFixed(2),
			latency.median.toFixed(0),
			latency.p95.toFixed(0),
		]),
	]);
	aim(`at least 0.95 of the minimal trigger's throughput: ${own.ofMinimal.toFixed(2)}`, own.ofMinimal >= 0.95);
}

/** How many deliveries a second n8n takes in queue mode. All of its processes share this machine's cores. */
async function webhookProcesses(): Promise<void> {
	const { queueLoads } = await import('./bench/load');
	const { installedN8n } = await import('./e2e/n8n/installed');
	const n8n = await installedN8n(tell);
	const extent = { rounds: 5, deliveries: 60, atATime: 30 };
	heading(`${extent.deliveries} deliveries to n8n ${n8n.version} in queue mode, ${extent.atATime} at a time, by webhook processes (median of ${extent.rounds})`);
	for (const webhooks of [1, 2, 4]) {
		const measured = await queueLoads(n8n, webhooks, extent, tell);
		table([
			[`with ${webhooks}`, 'answered a second', 'run a second', 'of (a)', 'ms to the answer', 'p95'],
			...measured.map(({ way, answeredPerSecond, perSecond, ofMinimal, latency }) => [way, answeredPerSecond.toFixed(1), perSecond.toFixed(1), ofMinimal.toFixed(2), latency.median.toFixed(0), latency.p95.toFixed(0)]),
		]);
	}
}

const tell = (what: string): void => console.log(`${what} ...`);

/** The files that n8n would load. */
async function builtNodes(): Promise<Built & { WawpTrigger: Built['Wawp']; WawpSessionWatcher: Built['Wawp'] }> {
	const files = ['nodes/Wawp/Wawp.node.js', 'nodes/Wawp/WawpTrigger.node.js', 'nodes/Wawp/WawpSessionWatcher.node.js', 'credentials/WawpApi.credentials.js'];
	const modules = await Promise.all(files.map(async (file) => (await import(`../dist/${file}`)) as object));
	return Object.assign({}, ...modules);
}

bench().catch((error: Error) => {
	console.error(error);
	process.exitCode = 1;
});

/* eslint-disable no-console -- a command line, never in n8n */
import { type Nodes, builtNodes } from './built';
import type { Extent } from './extent';
import type { Load } from './load';
import { started } from './processes';
import { recoveries } from './recovery';
import { aim, heading, median, table } from './report';
import { type Timed, timed } from './throughput';
import { besides } from './turns';

const MB = 1024 * 1024;

export async function loading(): Promise<void> {
	await import('n8n-workflow');
	heading('Loading the package, n8n-workflow being there already');
	const start = performance.now();
	const { Wawp, WawpTrigger, WawpSessionWatcher } = await builtNodes();
	const nodes = [new Wawp(), new WawpTrigger(), new WawpSessionWatcher()];
	const took = performance.now() - start;
	const sizes = nodes.map(({ description }) => [description.displayName, `${(JSON.stringify(description).length / 1024).toFixed(0)} KB`]);
	table([['loading and describing all nodes', `${took.toFixed(0)} ms`], ...sizes.map(([name, size]) => [`description of ${name}`, size!])]);
}

export async function sending(nodes: Nodes, urls: Record<number, string>, { sends }: Pick<Extent, 'sends'>): Promise<void> {
	for (const task of ['a send', 'a read']) {
		for (const { delay, count, rounds } of sends) {
			const times = await timed(task, { url: urls[delay]!, count, rounds }, nodes);
			heading(`${count} items, ${task} each, the server answering after ${delay} ms: milliseconds an item (median of ${rounds})`);
			show(times);
			const [own, oneByOne, minimal] = times as [Timed, Timed, Timed];
			if (task === 'a send') aimAt('a send costs at most 1.15 times the minimal node with the credential', besides(own.rounds, minimal.rounds), 1.15);
			else if (delay) aimAt('reads that overlap take at most a fifth of one after the other', besides(own.rounds, oneByOne.rounds), 0.2);
		}
	}
}

const aimAt = (text: string, found: number, most: number): void => aim(`${text}: ${found.toFixed(2)}`, found <= most);

/** What it takes of the processor says more than the clock on a machine that others work on too. */
function show(times: Timed[]): void {
	const minimal = times.find(({ way }) => way.startsWith('(a)'))!;
	const range = (rounds: number[]) => `${Math.min(...rounds).toFixed(2)} - ${Math.max(...rounds).toFixed(2)}`;
	table([
		['', 'ms', 'range', 'of (a)', 'of the processor', 'range', 'of (a)'],
		...times.map(({ way, rounds, processor }) => [way, ...[rounds, processor].flatMap((each, kind) => [median(each).toFixed(2), range(each), besides(each, kind ? minimal.processor : minimal.rounds).toFixed(2)])]),
	]);
}

/** In processes of their own, as memory that was held once is not given back. */
export async function memory(url: string, { files }: Pick<Extent, 'files'>): Promise<void> {
	const [own, minimal] = [await growthOf('n8n-nodes-wawp.wawp', url, files), await growthOf('bench.file', url, files)];
	heading('Peak memory of a process that sends a document');
	const row = ({ small, large, copies }: Growth) => [...[small, large].map((bytes) => `${(bytes / MB).toFixed(0)} MB`), copies.toFixed(1)];
	table([
		['', 'of 1 kB', 'of 10 MB', 'the difference, in files of 10 MB'],
		['this node', ...row(own)],
		['(a) minimal node, with the credential', ...row(minimal)],
	]);
	aimAt('a file of 10 MB takes at most four times its size', own.copies, 4);
}

interface Growth {
	small: number;
	large: number;
	copies: number;
}

async function growthOf(type: string, url: string, files: number): Promise<Growth> {
	const peaks: Record<'small' | 'large', number[]> = { small: [], large: [] };
	for (let round = 0; round < files; round++) {
		peaks.small.push(await peakOf(type, url, 1000));
		peaks.large.push(await peakOf(type, url, 10 * MB));
	}
	const [small, large] = [median(peaks.small), median(peaks.large)];
	return { small, large, copies: (large - small) / (10 * MB) };
}

const peakOf = async (type: string, url: string, bytes: number): Promise<number> => (await started<number>('memory', [type, url, String(bytes)])).message;

export async function recovering(nodes: Nodes, { recoveries: most }: Pick<Extent, 'recoveries'>): Promise<void> {
	heading("Calls of 'Session > Ensure Working' until a session works, or is known not to");
	const made = await recoveries(nodes, most);
	table([['', 'made', 'fewest possible'], ...made.map(({ name, calls, fewest }) => [name, String(calls), String(fewest)])]);
}

/** Once the other server is gone, as this needs both cores. */
export async function load({ load: extent }: Extent): Promise<void> {
	const { loads } = await import('./load');
	const { installedN8n } = await import('../e2e/n8n/installed');
	const n8n = await installedN8n(tell);
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
export async function webhookProcesses({ queueLoad: extent }: Extent): Promise<void> {
	const { queueLoads } = await import('./load');
	const { installedN8n } = await import('../e2e/n8n/installed');
	const n8n = await installedN8n(tell);
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

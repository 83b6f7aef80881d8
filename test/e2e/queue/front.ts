/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createHash } from 'node:crypto';
import { Agent, type IncomingMessage, type ServerResponse, createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { sleep } from 'n8n-workflow';

export interface Taken {
	/** Without the query. */
	path: string;
	body: Buffer;
}

/** Which of so many webhook processes is given a request, by its number. Several get copies of it at the same moment; the first one's answer counts. */
export type Routing = (taken: Taken, processes: number) => number[];

/**
 * The proxy in front of n8n's processes: webhooks go to the webhook processes, everything else to the main one. A webhook process
 * that does not answer is given nothing until it says that it is ready: while n8n starts, it answers everything with "n8n is
 * starting up" and a 200, which Wawp takes for an answer.
 */
export interface Front {
	url: string;
	routing: Routing;
	/** How many requests each webhook process was given. */
	readonly handed: number[];
	stop(): Promise<void>;
}

export async function startFront(port: number, main: string, webhooks: string[]): Promise<Front> {
	// A new connection for each request: n8n ends those that are idle, at times just when one of them is taken again.
	const agent = new Agent({ keepAlive: false });
	const isReady = webhooks.map(() => true);
	const server = createServer((incoming, outgoing) => {
		void pass(incoming, outgoing).catch(() => outgoing.headersSent || outgoing.writeHead(502).end('Bad Gateway'));
	});
	const front: Front = {
		url: `http://127.0.0.1:${port}`,
		routing: roundRobin(),
		handed: webhooks.map(() => 0),
		stop: async () => {
			agent.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};

	async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
		const body = await buffer(incoming);
		const [path] = incoming.url!.split('?') as [string];
		if (!/^\/(webhook|webhook-waiting|form)\//.test(path)) return await handOver(incoming, body, main, outgoing);
		const [first, ...copies] = front.routing({ path, body }, webhooks.length).map(readyOne) as [number, ...number[]];
		for (const number of [first, ...copies]) front.handed[number]!++;
		await Promise.all([handOverTo(first, incoming, body, outgoing), ...copies.map(async (copy) => await handOverTo(copy, incoming, body).catch(() => undefined))]);
	}

	/** The next one where it is not. */
	function readyOne(number: number): number {
		const inTurn = webhooks.map((_webhook, index) => (number + index) % webhooks.length);
		return inTurn.find((one) => isReady[one]) ?? number;
	}

	async function handOverTo(number: number, incoming: IncomingMessage, body: Buffer, outgoing?: ServerResponse): Promise<void> {
		if (!isReady[number]) throw new Error('None is ready');
		await handOver(incoming, body, webhooks[number]!, outgoing).catch((error: Error) => {
			if (isReady[number]) void untilReady(number);
			throw error;
		});
	}

	async function untilReady(number: number): Promise<void> {
		isReady[number] = false;
		do await sleep(READINESS_PAUSE_MS);
		while (server.listening && (await statusOf(`${webhooks[number]!}/healthz/readiness`)) !== 200);
		isReady[number] = true;
	}

	async function handOver({ method, url, headers }: IncomingMessage, body: Buffer, target: string, outgoing?: ServerResponse): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const forwarded = request(`${target}${url}`, { method, headers, agent }, (answer) => {
				answer.on('error', reject).on('end', resolve);
				if (!outgoing) return void answer.resume();
				outgoing.writeHead(answer.statusCode!, answer.headers);
				answer.pipe(outgoing);
			});
			forwarded.on('error', reject).end(body);
		});
	}

	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return front;
}

const READINESS_PAUSE_MS = 200;

const statusOf = async (url: string): Promise<number | undefined> => await fetch(url).then(({ status }) => status, () => undefined);

/** One after the other. */
export function roundRobin(first = 0): Routing {
	let next = first;
	return (_taken, processes) => [next++ % processes];
}

/** Any of them, the same ones in each run of the tests. */
export function atRandom(seed: number): Routing {
	let drawn = 0;
	return (_taken, processes) => [hashOf(`${seed} ${drawn++}`) % processes];
}

/** All deliveries to one address go to one process, as nginx does with `hash $uri`. */
export const sticky: Routing = ({ path }, processes) => [hashOf(path) % processes];

/** Each request twice at the same moment, both routed in the given way. */
export const twice = (routing: Routing): Routing => (taken, processes) => [...routing(taken, processes), ...routing(taken, processes)];

const hashOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE();

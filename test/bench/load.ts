/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line, never in n8n */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IDataObject, type INode, sleep } from 'n8n-workflow';

import { eventually } from '../e2e/eventually';
import { N8nClient, type SavedCredential } from '../e2e/n8n/client';
import type { InstalledN8n } from '../e2e/n8n/installed';
import { N8nServer } from '../e2e/n8n/server';
import { QueueMode } from '../e2e/queue/queueMode';
import { installByHand, packInto, packed } from '../e2e/wawpPackage';
import { type Instance, type Wawp, startWawp } from '../simulator';
import { signatureHeaders } from '../simulator/signature';
import { median } from './report';
import { besides, inTurns } from './turns';

export interface Extent {
	rounds: number;
	/** Of each round. */
	deliveries: number;
	atATime: number;
}

/** More than the trigger remembers, so that it is measured with a full memory. */
const REMEMBERED = 1000;
const LOOK_MS = 2000;

export interface Load {
	way: string;
	/** Deliveries a second of each round, until the last run was over. */
	rounds: number[];
	perSecond: number;
	/** The same until the last answer. */
	answeredPerSecond: number;
	/** Beside the minimal trigger in the same round. */
	ofMinimal: number;
	/** Milliseconds to the answer. */
	latency: { median: number; p95: number };
}

/** What the triggers do with the same deliveries in the real n8n server. A delivery counts when its run is over: some answer before they start it. */
export const loads = async (n8n: InstalledN8n, extent: Extent): Promise<Load[]> =>
	await measuredOn(await N8nServer.prepare(n8n), extent, async (bench) => [
		await bench.wawpTrigger(),
		await bench.minimalTrigger(),
		await bench.minimalTriggerWithCredential(),
		await bench.webhookNode(),
	]);

/** The same in queue mode, with two workers and so many webhook processes that take turns. */
export const queueLoads = async (n8n: InstalledN8n, webhooks: number, extent: Extent, tell: (what: string) => void): Promise<Load[]> =>
	await measuredOn(await QueueMode.prepare(n8n, { webhooks, tell }), extent, async (bench) => [await bench.wawpTrigger(), await bench.minimalTrigger()]);

type Server = Pick<N8nServer, 'url' | 'nodesFolder' | 'start' | 'remove'>;

/** The second of the ways is what the others are held against. */
async function measuredOn(server: Server, extent: Extent, published: (bench: Bench) => Promise<Way[]>): Promise<Load[]> {
	const scratch = mkdtempSync(join(tmpdir(), 'n8n-nodes-wawp-bench-'));
	const wawp = await startWawp();
	try {
		await installByHand(await packInto(scratch), server.nodesFolder);
		await installByHand(await packed(join(__dirname, 'minimalTrigger'), scratch), server.nodesFolder);
		await server.start();
		return await new Bench(new N8nClient(server.url), server.url, wawp, extent).measured(published);
	} finally {
		await server.remove();
		await wawp.stop();
		rmSync(scratch, { recursive: true, force: true });
	}
}

interface Way {
	name: string;
	workflowId: string;
	url: string;
}

interface Delivery {
	body: string;
	headers: Record<string, string>;
}

class Bench {
	private readonly instance: Instance;
	private wawpApi!: SavedCredential;

	constructor(
		private readonly n8n: N8nClient,
		private readonly url: string,
		private readonly wawp: Wawp,
		private readonly extent: Extent,
	) {
		const account = wawp.addAccount();
		this.instance = wawp.addInstance(account, { status: 'WORKING' });
		// What it would deliver by itself is delivered from here.
		wawp.holdDeliveries();
	}

	async measured(published: (bench: Bench) => Promise<Way[]>): Promise<Load[]> {
		await this.n8n.setUpOwner();
		this.wawpApi = await this.credential();
		const ways = await published(this);
		await this.warmUp(ways);
		const deliveries = new Map<number, Delivery[]>();
		const rounds = await inTurns(ways, this.extent.rounds, async (way, round) => {
			if (!deliveries.has(round)) deliveries.set(round, this.deliveries());
			return await this.round(way, deliveries.get(round)!);
		});
		const [, minimal] = rounds as [Round[], Round[]];
		return ways.map(({ name }, index) => loadOf(name, rounds[index]!, minimal));
	}

	private async warmUp(ways: Way[]): Promise<void> {
		const [own] = ways as [Way];
		await this.round(own, [this.signed(this.messages(REMEMBERED))]);
		for (const way of ways) await this.round(way, this.deliveries());
	}

	private async round({ name, workflowId, url }: Way, deliveries: Delivery[]): Promise<Round> {
		const before = await this.n8n.successes(workflowId);
		const start = Date.now();
		const latencies = await eachAnswered(url, deliveries, this.extent.atATime);
		const answered = (Date.now() - start) / 1000;
		const runs = await eventually(`the runs of ${name}`, async () => {
			// Seldom, as a look costs n8n as much as a delivery: those that answer before they start the run would pay for it.
			await sleep(LOOK_MS);
			const count = (await this.n8n.successes(workflowId)) - before;
			return count >= deliveries.length && count;
		});
		if (runs !== deliveries.length) throw new Error(`${name}: ${runs} runs of ${deliveries.length} deliveries`);
		const seconds = ((await this.n8n.lastEnd(workflowId)) - start) / 1000;
		return { perSecond: deliveries.length / seconds, answeredPerSecond: deliveries.length / answered, latencies };
	}

	private async credential(): Promise<SavedCredential> {
		const { account, id } = this.instance;
		return await this.n8n.addCredential('Wawp', { accessToken: account.token, instanceId: id, baseUrl: this.wawp.url, webhookSecret: 'secret-of-the-benchmark' });
	}

	async wawpTrigger(): Promise<Way> {
		const parameters = {
			events: ['message'],
			filters: { chatTypes: ['direct'], from: 'others', messageTypes: ['text'], textContains: ['order', 'invoice'], textMatches: '#?\\d{3,5}\\b' },
			options: { signature: 'require' },
		};
		const workflowId = await this.published({ type: 'n8n-nodes-wawp.wawpTrigger', typeVersion: 2, webhookId: randomUUID(), parameters, credentials: { wawpApi: this.wawpApi } });
		return { name: 'Wawp Trigger', workflowId, url: this.instance.webhooks[0]!.url };
	}

	async minimalTrigger(): Promise<Way> {
		const webhookId = randomUUID();
		const workflowId = await this.published({ type: 'n8n-nodes-minimal.minimalTrigger', typeVersion: 2, webhookId, parameters: {} });
		return { name: '(a) minimal trigger of a package', workflowId, url: `${this.url}/webhook/${webhookId}/minimal` };
	}

	async minimalTriggerWithCredential(): Promise<Way> {
		const webhookId = randomUUID();
		const type = 'n8n-nodes-minimal.minimalTriggerWithCredential';
		const workflowId = await this.published({ type, typeVersion: 2, webhookId, parameters: {}, credentials: { wawpApi: this.wawpApi } });
		return { name: '(b) the same, with the credential', workflowId, url: `${this.url}/webhook/${webhookId}/minimal` };
	}

	async webhookNode(): Promise<Way> {
		const path = randomUUID();
		const parameters = { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} };
		const workflowId = await this.published({ type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: path, parameters });
		return { name: "(c) n8n's own Webhook node", workflowId, url: `${this.url}/webhook/${path}` };
	}

	/** A workflow of nothing but the trigger. */
	private async published(trigger: Omit<INode, 'id' | 'name' | 'position'>): Promise<string> {
		const node: INode = { id: randomUUID(), name: 'Trigger', position: [0, 0], ...trigger };
		const { id } = await this.n8n.addWorkflow({ name: trigger.type, nodes: [node], connections: {}, settings: { executionOrder: 'v1' } });
		const publication = await this.n8n.publish(id);
		if (publication.status !== 'published') throw new Error(`${trigger.type} is not published: ${JSON.stringify(publication)}`);
		return id;
	}

	private deliveries(): Delivery[] {
		return this.messages(this.extent.deliveries).map((message) => this.signed(message));
	}

	private messages(count: number): unknown[] {
		return Array.from({ length: count }, (_, index) => this.wawp.emit(this.instance.id, 'message', messageOf(index)));
	}

	private signed(content: unknown): Delivery {
		const body = JSON.stringify(content);
		const { hmac } = this.instance.webhooks[0]!;
		return { body, headers: { 'content-type': 'application/json', 'user-agent': 'Wawp', ...signatureHeaders(body, hmac, Date.now(), 'sha256') } };
	}
}

/** As somebody writes it who is a customer; it passes the filters. */
function messageOf(index: number): IDataObject {
	const from = '201145202826@c.us';
	return {
		id: `false_${from}_${randomUUID().replaceAll('-', '').toUpperCase()}`,
		timestamp: Math.floor(Date.now() / 1000),
		from,
		fromMe: false,
		source: 'app',
		to: '201000000000@c.us',
		participant: null,
		body: `Hello, where is my order #${1000 + (index % 9000)}? It should have been here on Monday.`,
		hasMedia: false,
		media: null,
		ack: 1,
		ackName: 'SERVER',
		location: null,
		vCards: [],
		replyTo: null,
		_data: { notifyName: 'Customer', type: 'chat', isNewMsg: true, star: false, mentionedJidList: [] },
	};
}

interface Round {
	perSecond: number;
	answeredPerSecond: number;
	latencies: number[];
}

function loadOf(way: string, rounds: Round[], minimal: Round[]): Load {
	const perSecond = rounds.map((round) => round.perSecond);
	const latencies = rounds.flatMap((round) => round.latencies).sort((a, b) => a - b);
	return {
		way,
		rounds: perSecond,
		perSecond: median(perSecond),
		answeredPerSecond: median(rounds.map((round) => round.answeredPerSecond)),
		ofMinimal: besides(perSecond, minimal.map((round) => round.perSecond)),
		latency: { median: median(latencies), p95: latencies[Math.floor(latencies.length * 0.95)]! },
	};
}

/** So many at a time, each as soon as one is answered. Gives the milliseconds that each answer took. */
async function eachAnswered(url: string, deliveries: Delivery[], atATime: number): Promise<number[]> {
	const waiting = [...deliveries];
	const latencies: number[] = [];
	const oneByOne = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) latencies.push(await msOf(url, next));
	};
	await Promise.all(Array.from({ length: atATime }, oneByOne));
	return latencies;
}

async function msOf(url: string, { body, headers }: Delivery): Promise<number> {
	const start = performance.now();
	const answer = await fetch(url, { method: 'POST', body, headers });
	const text = await answer.text();
	if (answer.status !== 200) throw new Error(`${answer.status}: ${text}`);
	return performance.now() - start;
}

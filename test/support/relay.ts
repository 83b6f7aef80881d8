/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { sleep } from 'n8n-workflow';

/** How events get from Wawp to n8n. */
export type Way = 'in order' | 'late' | 'doubled' | 'reordered' | 'flat' | 'without the end';

const LATE_MS = 20_000;
const WINDOW_MS = 6_000;

interface Event {
	to: string;
	body: string;
	headers: Record<string, string>;
}

/** What stands between Wawp and n8n, and takes each delivery at once. */
export class Relay {
	private underWay = 0;
	private readonly window: Event[] = [];

	constructor(
		private readonly server: Server,
		private readonly way: Way,
	) {}

	urlFor(target: string): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/?to=${encodeURIComponent(target)}`;
	}

	isBusy(): boolean {
		return this.underWay > 0;
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	async take(event: Event): Promise<void> {
		this.underWay++;
		await this.carry(event).finally(() => this.underWay--);
	}

	private async carry(event: Event): Promise<void> {
		if (this.way === 'without the end' && /"status":"WORKING"/.test(event.body)) return;
		if (this.way === 'reordered') return await this.reversed(event);
		if (this.way === 'late') await sleep(LATE_MS);
		await Promise.all(Array.from({ length: this.way === 'doubled' ? 2 : 1 }, async () => await forward(event)));
	}

	/** What comes within one window leaves at its end, the last one first. */
	private async reversed(event: Event): Promise<void> {
		if (this.window.push(event) > 1) return;
		await sleep(WINDOW_MS);
		for (const held of this.window.splice(0).reverse()) await forward(held);
	}
}

export async function relay(way: Way): Promise<Relay> {
	const server = createServer(async (request, response) => {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		response.end();
		const to = new URL(request.url!, 'http://relay').searchParams.get('to')!;
		const kept = Object.entries(request.headers).filter(([name]) => name === 'content-type' || name.startsWith('x-'));
		await between.take({ to, body: Buffer.concat(parts).toString(), headers: Object.fromEntries(kept) as Record<string, string> });
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const between = new Relay(server, way);
	return between;
}

const forward = async ({ to, body, headers }: Event): Promise<void> => void (await axios.post(to, body, { headers, validateStatus: () => true }));

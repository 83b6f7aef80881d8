/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { setMaxListeners } from 'node:events';

import axios from 'axios';

import type { Activity } from './activity';
import type { Clock } from './clock';
import { type Log, withoutQuery } from './log';

const TIMEOUT_MS = 5_000;

/** One event on its way to one webhook: every attempt sends exactly this. */
export interface Delivery {
	instanceId: string;
	url: string;
	event: string;
	id: string;
	body: string;
	headers: Record<string, string>;
	retries: { delay: number; attempts: number };
}

export interface Attempt extends Omit<Delivery, 'retries'> {
	at: number;
	attempt: number;
	/** What the receiver answered; null while it has not, or when nothing could be sent. */
	status: number | null;
	error?: string;
}

export type ReleaseOrder = 'in order' | 'reversed' | 'at once';

/** Carries events to webhooks. Deliveries to one URL leave in order, those to different URLs never wait for each other. */
export class Deliveries {
	readonly attempts: Attempt[] = [];
	private readonly lanes = new Map<string, Promise<unknown>>();
	private readonly stopped = new AbortController();
	private held: Array<{ delivery: Delivery; number: number }> | null = null;

	constructor(
		private readonly clock: Clock,
		private readonly activity: Activity,
		private readonly log: Log,
	) {
		// Each delivery under way listens to it, and there may be many.
		setMaxListeners(0, this.stopped.signal);
	}

	send(delivery: Delivery): void {
		if (this.held) {
			this.held.push({ delivery, number: 1 });
			return;
		}
		const before = this.lanes.get(delivery.url) ?? Promise.resolve();
		this.lanes.set(delivery.url, this.activity.track(before.then(() => this.attempt(delivery, 1))));
	}

	/** Nothing leaves any more, and no retry: as in front of a receiver that takes nothing yet. */
	hold(): void {
		this.held ??= [];
	}

	/** Resolves when each has been tried once. */
	async release(order: ReleaseOrder): Promise<void> {
		const held = this.held ?? [];
		this.held = null;
		const over = this.activity.begin();
		if (order === 'at once') await Promise.all(held.map(async ({ delivery, number }) => await this.attempt(delivery, number)));
		else for (const { delivery, number } of order === 'reversed' ? held.reverse() : held) await this.attempt(delivery, number);
		over();
	}

	/** Sends what was sent before, the way a sender does that lost the answer. */
	async redeliver(which: Attempt | string, times: number, concurrently = false): Promise<void> {
		const first = this.attempts.filter(({ attempt }) => attempt === 1);
		const originals = typeof which === 'string' ? first.filter(({ id }) => id === which) : [which];
		if (originals.length === 0) throw new Error(`Nothing was delivered under the ID ${String(which)}`);
		const repeats = originals.flatMap(({ instanceId, url, event, id, body, headers }) => {
			const again = { instanceId, url, event, id, body, headers, retries: { delay: 0, attempts: 0 } };
			return Array.from({ length: times }, () => () => this.attempt(again, this.lastAttempt(url, id) + 1));
		});
		if (concurrently) await Promise.all(repeats.map(async (repeat) => await this.activity.track(repeat())));
		else for (const repeat of repeats) await this.activity.track(repeat());
	}

	stop(): void {
		this.stopped.abort();
	}

	private lastAttempt(url: string, id: string): number {
		const numbers = this.attempts.filter((past) => past.url === url && past.id === id).map(({ attempt }) => attempt);
		return Math.max(0, ...numbers);
	}

	private async attempt(delivery: Delivery, number: number): Promise<void> {
		if (this.stopped.signal.aborted) return;
		const { retries, ...sent } = delivery;
		const attempt: Attempt = { ...sent, at: this.clock.now(), attempt: number, status: null };
		this.attempts.push(attempt);
		Object.assign(attempt, await this.post(delivery));
		if (this.stopped.signal.aborted) return;

		const { instanceId, event } = delivery;
		const receiver = withoutQuery(delivery.url);
		if (isTaken(attempt)) {
			this.log.add(instanceId, `${event} delivered to ${receiver}`);
			return;
		}
		const outcome = attempt.error ?? attempt.status;
		this.log.add(instanceId, `${event} not taken by ${receiver}: ${outcome} (attempt ${number})`);
		if (number < retries.attempts) this.retryLater(delivery, number + 1);
	}

	private retryLater(delivery: Delivery, number: number): void {
		const over = this.activity.begin();
		this.clock.after(delivery.retries.delay * 1000, () => {
			if (!this.held) return void this.attempt(delivery, number).finally(over);
			this.held.push({ delivery, number });
			over();
		});
	}

	private async post({ url, body, headers }: Delivery): Promise<Pick<Attempt, 'status' | 'error'>> {
		try {
			const { status } = await axios.post(url, body, {
				headers,
				timeout: TIMEOUT_MS,
				maxRedirects: 0,
				proxy: false,
				signal: this.stopped.signal,
				responseType: 'text',
				validateStatus: () => true,
				// the signature is over these bytes: nothing may rewrite them
				transformRequest: (data: string) => data,
			});
			return { status };
		} catch (error) {
			return { status: null, error: error.code ?? error.message };
		}
	}
}

const isTaken = ({ status }: Attempt): boolean => status !== null && status >= 200 && status < 300;

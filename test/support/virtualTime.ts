/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';

/** Turns of the event loop without a request under way after which all that can happen has happened. */
const CALM_TURNS = 6;

/** Real milliseconds after which a request that nobody answers is taken to wait for a later time. */
const PATIENCE_MS = 2_000;

/** What Node's `fetch` says of a request that is over. */
const ENDS_OF_FETCH = ['undici:request:trailers', 'undici:request:error'];

/** Of the one before: the clock of a process that remembers sessions does not go back. */
let reached = 0;

const inReality = { setImmediate, setTimeout, now: Date.now.bind(Date) };

/**
 * Time that stands still while anything is under way, and jumps to whatever is due next: a month takes minutes, and a
 * busy machine changes nothing. All timers and dates are its own, but for those inside Node.js.
 */
export class VirtualTime {
	private underWay = 0;

	private moved = 0;

	private isGoing = false;

	private readonly setTimeoutOfRequests = ClientRequest.prototype.setTimeout;

	/** `hanging` requests are not waited for: their time-out is. */
	constructor(private readonly hanging: () => number = () => 0) {
		jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'hrtime', 'performance'], now: Math.max(inReality.now(), reached) });
		roundUp();
		subscribe('http.client.request.start', this.count);
		subscribe('undici:request:create', this.begins);
		for (const end of ENDS_OF_FETCH) subscribe(end, this.ends);
		// Of Node's own clock, which no time-out of ours must wait for.
		ClientRequest.prototype.setTimeout = function timeOut(ms: number, happens?: () => void) {
			const timer = setTimeout(() => {
				this.emit('timeout');
				happens?.();
			}, ms);
			return this.once('close', () => clearTimeout(timer));
		};
	}

	stop(): void {
		this.isGoing = false;
		reached = Date.now();
		unsubscribe('http.client.request.start', this.count);
		unsubscribe('undici:request:create', this.begins);
		for (const end of ENDS_OF_FETCH) unsubscribe(end, this.ends);
		ClientRequest.prototype.setTimeout = this.setTimeoutOfRequests;
		jest.useRealTimers();
	}

	/** From now on it goes by itself, so that a test need not say what it waits for. */
	goes(): this {
		this.isGoing = true;
		void this.go();
		return this;
	}

	private async go(): Promise<void> {
		for (;;) {
			await this.calm();
			if (!this.isGoing) return;
			if (jest.getTimerCount() > 0) jest.advanceTimersToNextTimer();
			else await new Promise((resolve) => inReality.setTimeout(resolve, 1));
		}
	}

	/** So many milliseconds go by. */
	async pass(ms: number): Promise<void> {
		let isOver = false;
		setTimeout(() => (isOver = true), ms);
		await this.until(() => isOver);
	}

	/** Until it holds; throws when that is too long (milliseconds). */
	async until(holds: () => boolean, withinMs = Infinity): Promise<void> {
		const end = Date.now() + withinMs;
		for (;;) {
			await this.calm();
			if (holds()) return;
			if (Date.now() > end) throw new Error(`Not within ${withinMs} ms: ${holds.toString()}`);
			if (jest.getTimerCount() === 0) throw new Error(`Nothing is due any more, and this does not hold: ${holds.toString()}`);
			jest.advanceTimersToNextTimer();
		}
	}

	/** Until the work is done. */
	async of<T>(work: Promise<T>): Promise<T> {
		let isOver = false;
		const end = () => void (isOver = true);
		work.then(end, end);
		await this.until(() => isOver);
		return await work;
	}

	/** All that can happen without time going by has happened. */
	private async calm(): Promise<void> {
		let since = inReality.now();
		for (let turns = 0, before = this.moved; turns < CALM_TURNS; ) {
			await new Promise<void>((resolve) => inReality.setImmediate(resolve));
			if (before !== this.moved) [before, since, turns] = [this.moved, inReality.now(), 0];
			else if (this.underWay <= this.hanging() || inReality.now() - since > PATIENCE_MS) turns++;
			else turns = 0;
		}
	}

	private readonly count = (message: unknown): void => {
		const { request } = message as { request: ClientRequest };
		this.begins();
		request.once('close', this.ends);
	};

	private readonly begins = (): void => {
		this.underWay++;
		this.moved++;
	};

	private readonly ends = (): void => {
		this.underWay--;
		this.moved++;
	};
}

/** As Node.js does: of a fraction of a millisecond, time would never move on. */
function roundUp(): void {
	const faked = globalThis.setTimeout;
	globalThis.setTimeout = ((happens: () => void, ms = 0, ...given: []) => faked(happens, Math.max(1, Math.ceil(ms)), ...given)) as typeof setTimeout;
}

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */

/** Simulated time: it starts now and runs `speed` times as fast. */
export class Clock {
	private readonly startedAt = Date.now();
	private readonly timers = new Set<NodeJS.Timeout>();

	constructor(readonly speed: number) {}

	now(): number {
		return Math.round(this.startedAt + (Date.now() - this.startedAt) * this.speed);
	}

	/** What a simulated duration is on the clock of whoever talks to us. */
	real(duration: number): number {
		return duration / this.speed;
	}

	/** Runs `what` after a simulated duration, unless the returned function is called before. */
	after(duration: number, what: () => void): () => void {
		return this.afterReal(this.real(duration), what);
	}

	/** The same for a duration on the clock of whoever talks to us. */
	afterReal(duration: number, what: () => void): () => void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			what();
		}, duration);
		this.timers.add(timer);
		return () => {
			this.timers.delete(timer);
			clearTimeout(timer);
		};
	}

	stop(): void {
		this.timers.forEach((timer) => clearTimeout(timer));
		this.timers.clear();
	}
}

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */

/** Knows whether anything is under way: a delivery, its retries, a booting session. */
export class Activity {
	private underWay = 0;
	private waiting: Array<() => void> = [];

	/** Returns what to call once it is over. */
	begin(): () => void {
		this.underWay++;
		let over = false;
		return () => {
			if (over) return;
			over = true;
			this.underWay--;
			// whoever was waiting for this may begin the next thing: look again when they have run
			setImmediate(() => this.wake());
		};
	}

	async track<T>(work: Promise<T>): Promise<T> {
		return await work.finally(this.begin());
	}

	async settled(): Promise<void> {
		if (this.underWay === 0) return;
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	private wake(): void {
		if (this.underWay > 0) return;
		const waiting = this.waiting;
		this.waiting = [];
		waiting.forEach((resolve) => resolve());
	}
}

import { sleep } from 'n8n-workflow';

const SLICE_MS = 250;

/** The one clock of all that waits. Its speed is 1, but in tests, where a minute may take a second. */
export const time = {
	speed: 1,

	/** Milliseconds. */
	now(): number {
		return loadedAt + (Date.now() - loadedAt) * this.speed;
	},

	/** In slices, so that a cancelled execution does not go on waiting, and a clock that is set back holds up nobody. */
	async pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
		for (let left = ms / this.speed; left > 0 && !signal?.aborted; ) {
			const slice = Math.min(SLICE_MS, left);
			const begun = Date.now();
			await sleep(slice);
			const passed = Date.now() - begun;
			left -= passed < 0 ? slice : passed;
		}
	},
};

const loadedAt = Date.now();

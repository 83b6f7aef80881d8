import { sleep } from 'n8n-workflow';

const SLICE_MS = 250;

/** The one clock of all that waits. Its speed is 1, but in tests, where a minute may take a second. */
export const time = {
	speed: 1,

	/** Milliseconds. */
	now(): number {
		return loadedAt + (Date.now() - loadedAt) * this.speed;
	},

	/** In slices, so that a cancelled execution does not go on waiting. */
	async pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
		const end = Date.now() + ms / this.speed;
		while (Date.now() < end && !signal?.aborted) await sleep(Math.min(SLICE_MS, end - Date.now()));
	},
};

const loadedAt = Date.now();

import { pause } from './pause';

/** The one clock of all waiting operations. Its speed is 1, but in tests, where a minute may take a second. */
export const time = {
	speed: 1,

	/** Milliseconds. */
	now(): number {
		return loadedAt + (Date.now() - loadedAt) * this.speed;
	},

	async pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
		await pause(ms / this.speed, signal);
	},
};

const loadedAt = Date.now();

import type { Extent as LoadExtent } from './load';

/** How much is measured. */
export interface Extent {
	/** Of the requests of the action node, by the milliseconds after which the server answers. */
	sends: Array<{ delay: number; count: number; rounds: number }>;
	/** How often a process sends each file. */
	files: number;
	/** The first so many of the ways in which a session may be found. */
	recoveries: number;
	load: LoadExtent;
	queueLoad: LoadExtent;
}

export const WHOLE: Extent = {
	sends: [
		{ delay: 0, count: 500, rounds: 21 },
		{ delay: 50, count: 200, rounds: 3 },
	],
	files: 3,
	recoveries: Infinity,
	load: { rounds: 21, deliveries: 50, atATime: 20 },
	queueLoad: { rounds: 5, deliveries: 60, atATime: 30 },
};

/** Shows that each part works; the figures say little. */
export const BRIEF: Extent = {
	sends: [
		{ delay: 0, count: 10, rounds: 1 },
		{ delay: 50, count: 10, rounds: 1 },
	],
	files: 1,
	recoveries: 2,
	load: { rounds: 1, deliveries: 10, atATime: 5 },
	queueLoad: { rounds: 1, deliveries: 10, atATime: 5 },
};

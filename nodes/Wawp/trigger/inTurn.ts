/** A download holds its file in memory until n8n has stored it, and Wawp does not like crowds: so many at a time in a process. */
const MOST_AT_ONCE = 4;

let free = MOST_AT_ONCE;
const waiting: Array<() => void> = [];

/** Does the work when its turn has come. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (free > 0) free--;
	else await new Promise<void>((resolve) => waiting.push(resolve));
	try {
		return await work();
	} finally {
		const next = waiting.shift();
		if (next) next();
		else free++;
	}
}

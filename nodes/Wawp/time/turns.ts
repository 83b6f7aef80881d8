/** Lets so many do their work at a time; the others wait for their turn. */
export function turnsOf(most: number) {
	let free = most;
	const waiting: Array<() => void> = [];
	return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
		if (free > 0) free--;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else free++;
		}
	};
}

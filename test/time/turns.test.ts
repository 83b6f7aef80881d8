import { sleep } from 'n8n-workflow';

import { turnsOf } from '../../nodes/Wawp/time/turns';

/* How many do their work at a time, and in which order. */

/** Work that goes on until it is ended, and what of it was begun. */
class Work {
	readonly begun: number[] = [];

	private readonly ends: Array<(error?: Error) => void> = [];

	constructor(private readonly inTurn: ReturnType<typeof turnsOf>) {}

	come(count: number): void {
		for (let one = 0; one < count; one++) void this.inTurn(async () => await new Promise<void>((resolve, reject) => {
			this.begun.push(this.ends.length);
			this.ends.push((error) => (error ? reject(error) : resolve()));
		})).catch(() => {});
	}

	async end(number: number, error?: Error): Promise<void> {
		this.ends[number]!(error);
		await sleep(0);
	}
}

test('whoever came first is let in first', async () => {
	const begun: string[] = [];
	const inTurn = turnsOf(1);
	await Promise.all(['first', 'second', 'third', 'fourth'].map(async (name) => await inTurn(async () => {
		begun.push(name);
		await sleep(0);
	})));
	expect(begun).toEqual(['first', 'second', 'third', 'fourth']);
});

test('a crowd that comes after a crowd is let in no faster', async () => {
	const work = new Work(turnsOf(2));
	for (let crowd = 0; crowd < 3; crowd++) {
		const before = work.begun.length;
		work.come(5);
		expect(work.begun.length - before).toBe(2);
		for (let ended = 0; ended < 5; ended++) {
			await work.end(before + ended);
			expect(work.begun.length - before).toBe(Math.min(5, ended + 3));
		}
	}
});

test('work that fails gives its turn on as well', async () => {
	const work = new Work(turnsOf(1));
	work.come(3);
	await work.end(0, new Error('No'));
	await work.end(1, new Error('No'));
	expect(work.begun).toEqual([0, 1, 2]);
});

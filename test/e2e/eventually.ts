import { sleep } from 'n8n-workflow';

/** Generous, as it only decides how soon a test that fails is told: the machine may be busy with other things. */
const LONGEST_MS = 180_000;
const PAUSE_MS = 200;

type Truthy<T> = Exclude<T, undefined | null | false | 0 | ''>;

/** Asks until there is an answer, and gives it. */
export async function eventually<T>(what: string, ask: () => T | Promise<T>, longest = LONGEST_MS): Promise<Truthy<T>> {
	const end = Date.now() + longest;
	for (;;) {
		const answer = await ask();
		if (answer) return answer as Truthy<T>;
		if (Date.now() > end) throw new Error(`Waited ${longest / 1000} s in vain for ${what}`);
		await sleep(PAUSE_MS);
	}
}

import { median } from './report';

/**
 * Rounds of several ways to do the same. They take turns, so that a slow minute of the machine hits them all, and each
 * comes first as often as last. Gives what came of each way's rounds.
 */
export async function inTurns<Way, Result>(ways: Way[], rounds: number, run: (way: Way, round: number) => Promise<Result>): Promise<Result[][]> {
	const results = ways.map((): Result[] => []);
	for (let round = 0; round < rounds; round++) {
		const turns = round % 2 ? [...ways.entries()].reverse() : [...ways.entries()];
		for (const [index, way] of turns) results[index]!.push(await run(way, round));
	}
	return results;
}

/** Each round beside the other way's of the same round; the middle of them. */
export const besides = (own: number[], other: number[]): number => median(own.map((each, round) => each / other[round]!));

import { lookedFor } from '../../nodes/Wawp/session/lookAgain';
import { time } from '../../nodes/Wawp/time/time';

let clock = 0;

beforeEach(() => {
	clock = 0;
	jest.spyOn(time, 'now').mockImplementation(() => clock);
	jest.spyOn(time, 'pause').mockImplementation(async (ms) => void (clock += ms));
});
afterEach(() => jest.restoreAllMocks());

/** When it looked, and what it made of it, where the first good sight comes at that time. */
async function looks(forMs: number, goodFrom: number): Promise<[number[], string]> {
	const times: number[] = [];
	const look = async () => {
		times.push(clock);
		return clock >= goodFrom ? 'good' : 'bad';
	};
	return [times, await lookedFor(forMs, look, (sight) => sight === 'bad')];
}

test.each<[forMs: number, goodFrom: number, times: number[], sight: string]>([
	[0, Infinity, [0], 'bad'],
	[0, 0, [0], 'good'],
	[10_000, 0, [0], 'good'],
	[10_000, 3_000, [0, 2_000, 4_000], 'good'],
	[6_000, Infinity, [0, 2_000, 4_000, 6_000], 'bad'],
	[5_000, Infinity, [0, 2_000, 4_000, 6_000], 'bad'],
])('looks for %i ms, with the first good sight after %s ms, are at %j', async (forMs, goodFrom, times, sight) => {
	expect(await looks(forMs, goodFrom)).toEqual([times, sight]);
});

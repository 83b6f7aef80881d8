import { sleep } from 'n8n-workflow';

import { lookedAtAll, lookedFor } from '../../nodes/Wawp/session/lookAgain';
import { time } from '../../nodes/Wawp/time/time';

let clock = 0;

describe('of many that are looked at together', () => {
	afterEach(() => void (time.speed = 1));

	test('one that never comes to an end is late, and the others are what was seen', async () => {
		time.speed = 1_000;
		const look = async (target: number) => (target === 1 ? await new Promise<string>(() => {}) : `seen ${target}`);
		expect(await lookedAtAll([0, 1, 2], look, (target) => `late ${target}`)).toEqual(['seen 0', 'late 1', 'seen 2']);
		await expect(lookedAtAll([0], async () => await Promise.reject<string>(new Error('No')), () => 'late')).rejects.toThrow('No');
	});

	test('where time does not allow for all, others are late the next time', async () => {
		time.speed = 1_000;
		const look = async (target: number, inTurn: <T>(work: () => Promise<T>) => Promise<T>) => await inTurn(async () => (await sleep(30), `seen ${target}`));
		const targets = Array.from({ length: 24 }, (_each, target) => target);
		const seen = new Set<string>();
		for (const start of [0, 0.34, 0.67]) {
			jest.spyOn(Math, 'random').mockReturnValueOnce(start);
			const sights = await lookedAtAll(targets, look, (target) => `late ${target}`);
			expect(sights.map((sight) => Number(sight.split(' ')[1]))).toEqual(targets);
			expect(sights.filter((sight) => sight.startsWith('late')).length).toBeGreaterThan(0);
			sights.filter((sight) => sight.startsWith('seen')).forEach((sight) => seen.add(sight));
		}
		expect(seen.size).toBe(24);
	});

	test('nothing more is asked for once they are late', async () => {
		time.speed = 1_000;
		let asked = 0;
		const look = async (_target: number, inTurn: <T>(work: () => Promise<T>) => Promise<T>): Promise<string> => {
			for (;;) {
				await inTurn(async () => {
					asked++;
					await sleep(30);
				});
			}
		};
		const targets = Array.from({ length: 20 }, (_each, target) => target);
		expect(await lookedAtAll(targets, look, (target) => `late ${target}`)).toEqual(targets.map((target) => `late ${target}`));
		const inTime = asked;
		await sleep(100);
		expect(asked).toBe(inTime);
	});

	test('eight are asked for at a time, and one that is asked for again waits for its turn anew', async () => {
		let [atOnce, most] = [0, 0];
		const order: number[] = [];
		const look = async (target: number, inTurn: <T>(work: () => Promise<T>) => Promise<T>) => {
			for (let times = 0; times < 2; times++) {
				await inTurn(async () => {
					most = Math.max(most, ++atOnce);
					order.push(target);
					await sleep(1);
					atOnce--;
				});
			}
			return target;
		};
		const targets = Array.from({ length: 20 }, (_each, target) => target);
		expect(await lookedAtAll(targets, look, () => -1)).toEqual(targets);
		expect([most, order.slice(0, 20).sort((a, b) => a - b)]).toEqual([8, targets]);
	});
});

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
	[10_000, 3_000, [0, 1_500, 3_000], 'good'],
	[6_000, Infinity, [0, 1_500, 3_000, 4_500, 6_000], 'bad'],
	[5_000, Infinity, [0, 1_500, 3_000, 4_500, 6_000], 'bad'],
])('looks for %i ms, with the first good sight after %s ms, are at %j', async (forMs, goodFrom, times, sight) => {
	expect(await looks(forMs, goodFrom)).toEqual([times, sight]);
});

test('the looks with which a start of n8n waits share what time there is, and another start has its own', () => {
	jest.isolateModules(() => {
		const { firstLooksForMs } = jest.requireActual<typeof import('../../nodes/Wawp/session/lookAgain')>('../../nodes/Wawp/session/lookAgain');
		let now = Date.UTC(2026, 0, 1);
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		const left = [0, 5_000, 12_000, 20_000, 200_000, 100_000, -400_000].map((passed) => {
			now += passed;
			return Math.round(firstLooksForMs());
		});
		clock.mockRestore();
		expect(left).toEqual([13_000, 8_000, 0, 0, 0, 13_000, 13_000]);
	});
});

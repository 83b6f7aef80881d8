import { time } from '../../nodes/Wawp/time/time';

/* How long those wait who wait. */

afterEach(() => void jest.restoreAllMocks());

async function paused(ms: number, happens: () => void = () => {}): Promise<number> {
	const begun = performance.now();
	const pause = time.pause(ms, undefined);
	happens();
	await pause;
	return performance.now() - begun;
}

test.each([
	['set back', -3_600_000],
	['set forward by less', 100],
])('a clock that is %s holds up nobody', async (_how, ms) => {
	const now = Date.now.bind(Date);
	const took = await paused(600, () => void jest.spyOn(Date, 'now').mockImplementation(() => now() + ms));
	expect(took).toBeGreaterThan(450);
	expect(took).toBeLessThan(2_000);
});

test('whoever is stopped waits no longer than a quarter of a second', async () => {
	const stop = new AbortController();
	const begun = performance.now();
	const pause = time.pause(60_000, stop.signal);
	stop.abort();
	await pause;
	expect(performance.now() - begun).toBeLessThan(1_000);
});

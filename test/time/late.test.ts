import { unlessLate } from '../../nodes/Wawp/time/late';

/* What comes of work that may take too long. */

const never = async () => await new Promise<never>(() => {});

test.each<[when: string, signal: () => AbortSignal]>([
	['while it is waited for', () => AbortSignal.timeout(20)],
	['before it is', () => AbortSignal.abort()],
])('work that does not end is given up when its time is over %s', async (_when, signal) => {
	await expect(unlessLate(never(), signal(), 'Late')).rejects.toThrow('Late');
});

test('work that ends in time is what it is, and so is its error', async () => {
	const { signal } = new AbortController();
	expect(await unlessLate(Promise.resolve('done'), signal, 'Late')).toBe('done');
	await expect(unlessLate(Promise.reject(new Error('No')), signal, 'Late')).rejects.toThrow('No');
});

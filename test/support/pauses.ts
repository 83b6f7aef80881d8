import type { time } from '../../nodes/Wawp/time/time';

/**
 * The pauses (milliseconds) that are made from now on, until the test ends. They are what an operation chose to wait, so they can be held
 * against a limit on any machine; what it waited in all also holds what the answers took, which a busy machine multiplies.
 */
export function pausesFrom(clock: typeof time): number[] {
	const pauses: number[] = [];
	const pause = clock.pause.bind(clock);
	jest.spyOn(clock, 'pause').mockImplementation(async (ms, signal) => {
		pauses.push(ms);
		await pause(ms, signal);
	});
	return pauses;
}

export const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

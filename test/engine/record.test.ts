import type { IExecuteFunctions } from 'n8n-workflow';

import { ownMomentMs, record } from '../../nodes/Wawp/engine/record';

/* Those that come at the same moment are drawn apart over a time in which the database can answer many of them. */

afterEach(() => {
	jest.useRealTimers();
	jest.restoreAllMocks();
});

test.each([
	['at once', 0, 100],
	['after 20 milliseconds', 20, 400],
	['after a second', 1000, 2000],
])('of a database that answers %s', async (_how, tookMs, latest) => {
	jest.useFakeTimers();
	const checkProcessedItemsAndRecord = async () => {
		jest.setSystemTime(Date.now() + tookMs);
		return await Promise.resolve({ processed: [] });
	};
	// What it took before is forgotten by and by.
	for (let times = 0; times < 50; times++) await record({ helpers: { checkProcessedItemsAndRecord } } as unknown as IExecuteFunctions, ['key'], 10);
	jest.spyOn(Math, 'random').mockReturnValue(1);
	expect(Math.round(ownMomentMs())).toBe(latest);
	jest.spyOn(Math, 'random').mockReturnValue(0);
	expect(ownMomentMs()).toBe(0);
});

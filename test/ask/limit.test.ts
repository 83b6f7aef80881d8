import { type INodeProperties, WAIT_INDEFINITELY } from 'n8n-workflow';

import { endOf, refuseOver } from '../../nodes/Wawp/ask/limit';
import type { Job } from '../../nodes/Wawp/engine/operation';

/* Until when an answer is waited for. */

const NOW = Date.UTC(2026, 11, 1, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

const jobWith = (given: unknown): Job =>
	({
		get: ({ name }: INodeProperties) => (name === 'limitWaitTime' ? given : undefined),
		item: { context: { getNode: () => ({ name: 'Ask', parameters: {} }), getTimezone: () => 'Africa/Cairo' }, index: 0 },
	}) as unknown as Job;

const after = (resumeAmount: unknown, resumeUnit?: string) => ({ values: { limitType: 'afterTimeInterval', resumeAmount, ...(resumeUnit && { resumeUnit }) } });
const at = (maxDateAndTime: unknown) => ({ values: { limitType: 'atSpecifiedTime', maxDateAndTime } });
/** Whether the answer comes by Wawp: its address there must not stay for good. */
const heard = (given: unknown) => asked(given, true).getTime() - NOW;
const byPage = (given: unknown) => asked(given, false);

function asked(given: unknown, isHeard: boolean): Date {
	const end = endOf(jobWith(given), isHeard);
	refuseOver(jobWith(given), end);
	return end;
}

test.each<[what: string, given: unknown, lasts: number]>([
	['45 minutes', after(45, 'minutes'), 0.75 * HOUR],
	['2 hours', after(2, 'hours'), 2 * HOUR],
	['half a day', after(0.5, 'days'), DAY / 2],
	['29 days', after(29, 'days'), 29 * DAY],
	['what the panel shows first', { values: {} }, HOUR],
	['what the option holds without an entry', {}, HOUR],
	['a moment with its zone', at('2026-12-01T15:00:00Z'), 3 * HOUR],
	['one without, as the clocks of the workflow show it', at('2026-12-01T15:00:00'), HOUR],
])('%s', (_what, given, lasts) => {
	expect([heard(given), byPage(given).getTime() - NOW]).toEqual([lasts, lasts]);
});

test('an address at Wawp stays for 30 days at the most, and a page is there without end', () => {
	expect([heard(undefined), heard(after(30, 'days')), heard(after(31, 'days')), heard(at('2029-01-01T00:00:00Z'))]).toEqual([30 * DAY, 30 * DAY, 30 * DAY, 30 * DAY]);
	expect(byPage(undefined)).toEqual(WAIT_INDEFINITELY);
	expect(byPage(after(31, 'days')).getTime() - NOW).toBe(31 * DAY);
	expect(byPage(after(1e9, 'days'))).toEqual(WAIT_INDEFINITELY);
});

test.each<[given: unknown, wrong: string]>([
	[after(0, 'hours'), 'is over before anybody could answer'],
	[after(-1, 'hours'), 'is over before anybody could answer'],
	[at('2026-12-01T12:00:00Z'), 'is over before anybody could answer'],
	[after(1, 'weeks'), 'is none that can be understood'],
	[after('many', 'hours'), 'is none that can be understood'],
	[at('01/02/2027'), 'is none that can be understood'],
	[at(''), 'is none that can be understood'],
])('%j is refused: it %s', (given, wrong) => {
	expect(() => heard(given)).toThrow(`'Limit Wait Time' ${wrong}`);
});

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import { dateIn, millisecondsIn } from '../../nodes/Wawp/time/date';

/* What Wawp calls a time is the same moment on every machine. */

const { TZ } = process.env;
afterEach(() => {
	if (TZ === undefined) delete process.env.TZ;
	else process.env.TZ = TZ;
});

test.each([
	['UTC', 0],
	['Africa/Cairo', -120],
	['America/St_Johns', 210],
	['Asia/Kolkata', -330],
])('in %s', (zone, offset) => {
	process.env.TZ = zone;
	expect(new Date(2026, 0, 15).getTimezoneOffset()).toBe(offset);
	const at = Date.UTC(2026, 0, 15, 10, 20, 30);
	const whole = ['2026-01-15 10:20:30', '2026-01-15T10:20:30Z', '2026-01-15T12:20:30+02:00', at, String(at), at / 1000, String(at / 1000), at * 1e3, at * 1e6];
	expect(whole.map(millisecondsIn)).toEqual(whole.map(() => at));
	const inWords = ['2026/01/15 10:20:30', '01/15/2026, 10:20:30 AM', '01-15-2026 10:20:30', 'January 15, 2026 10:20:30', 'Jan 15, 2026, 10:20:30 AM', '15 Jan 2026 10:20:30', '2026-01-15 10:20:30 AM'];
	const zoned = ['Thu, 15 Jan 2026 12:20:30 +0200', 'Thu, 15 Jan 2026 10:20:30 GMT', 'Thu Jan 15 2026 12:20:30 GMT+0200 (Eastern European Time)', '2026-01-15 05:20:30 EST', '2026-01-15 12:20:30+02', '2026-01-15 10:20:30 UTC', '2026-01-15 10:20:30z'];
	for (const written of [...inWords, ...zoned]) expect([written, dateIn(written)]).toEqual([written, new Date(at).toISOString()]);
	expect(millisecondsIn('2026-01-15 10:20')).toBe(Date.UTC(2026, 0, 15, 10, 20));
	// The year at its end is no zone.
	for (const day of ['2026-01-15', '01-15-2026', '01/15/2026', 'January 15, 2026', '15-Jan-2026']) expect([day, millisecondsIn(day)]).toEqual([day, Date.UTC(2026, 0, 15)]);
	// Some write the day first, and some the month.
	for (const day of ['01/02/2026', '1.2.2026 10:20', '01-02-2026, 10:20:30 AM', '10:20 01/02/2026 +0200']) expect([day, millisecondsIn(day)]).toEqual([day, undefined]);
	for (const day of ['02/02/2026', '2.2.2026', '2026-02-02']) expect([day, millisecondsIn(day)]).toEqual([day, Date.UTC(2026, 1, 2)]);
	for (const written of ['2026-01-15 10:20:30', '2026-01-15T10:20:30']) {
		expect([written, `${written}.344`, `${written}.344000`].map(dateIn)).toEqual(['2026-01-15T10:20:30.000Z', '2026-01-15T10:20:30.344Z', '2026-01-15T10:20:30.344Z']);
	}
});

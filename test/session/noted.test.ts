import { heardSince, noteHeard } from '../../nodes/Wawp/session/heard';
import { lastUpOf, noteUp } from '../../nodes/Wawp/session/lastUp';
import { forgetLinked, noteShown, wasLinked } from '../../nodes/Wawp/session/linkedBefore';

/* What this process knows of sessions that were heard of, or brought back: the newest thousand. */

const at = (ms: number) => jest.setSystemTime(Date.UTC(2027, 0, 1) + ms);
const now = (ms: number) => Date.UTC(2027, 0, 1) + ms;
beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('what was heard last of a session is told, each session apart, and only since then', () => {
	at(0);
	noteHeard('A', 'FAILED');
	at(1_000);
	noteHeard('B', 'STARTING');
	noteHeard('A', 'WORKING');
	expect(heardSince('A', now(0))).toEqual({ status: 'WORKING', since: now(1_000), isHeard: true });
	expect(heardSince('A', now(1_000))).toMatchObject({ status: 'WORKING' });
	expect(heardSince('A', now(1_001))).toBeUndefined();
	expect(heardSince('B', now(0))).toMatchObject({ status: 'STARTING' });
	expect(heardSince('C', now(-1e12))).toBeUndefined();
});

test('when a session was brought back last is told, each session apart', () => {
	at(0);
	noteUp('A');
	noteUp('B');
	at(5_000);
	noteUp('A');
	expect([lastUpOf('A'), lastUpOf('B'), lastUpOf('C')]).toEqual([now(5_000), now(0), undefined]);
});

test('of more than a thousand the oldest are forgotten', () => {
	at(10_000);
	for (let n = 0; n < 1_000; n++) {
		noteHeard(`S${n}`, 'WORKING');
		noteUp(`S${n}`);
	}
	noteHeard('S0', 'FAILED');
	noteUp('S0');
	noteHeard('new', 'WORKING');
	noteUp('new');
	const isKnown = (id: string) => [heardSince(id, 0) !== undefined, lastUpOf(id) !== undefined];
	expect([isKnown('S0'), isKnown('S1'), isKnown('S2'), isKnown('new')]).toEqual([[true, true], [false, false], [true, true], [true, true]]);
});

describe('that a phone was linked', () => {
	const me = { id: '201012345678:12@s.whatsapp.net', pushName: 'Shop' };
	const shown = (id: string, ...jsons: object[]) => noteShown({ instanceId: id } as never, jsons.map((json) => ({ json })) as never);

	test.each([
		{ status: 'WORKING' },
		{ status: 'STOPPED', me },
		{ status: 'FAILED', phoneNumber: '201012345678', accountId: null },
		{ status: 'FAILED', phoneNumber: null, accountId: '123456789012345@lid' },
		{ data: { status: 'STOPPED', me } },
	])('is told by %j', (json) => {
		const id = JSON.stringify(json);
		shown(id, { status: 'STOPPED' }, json);
		expect([wasLinked(id), wasLinked(`${id} and another`)]).toEqual([true, false]);
		forgetLinked(id);
		expect(wasLinked(id)).toBe(false);
	});

	test.each([{ status: 'STOPPED' }, { status: 'SCAN_QR_CODE', me: null }, { status: 'STARTING', phoneNumber: null, accountId: null }, { status: 'FAILED', me: {} }, { status: 'STOPPED', name: 'Shop' }, {}])('is not told by %j', (json) => {
		shown('never linked', json);
		expect(wasLinked('never linked')).toBe(false);
	});

	test.each(['STARTING', 'SCAN_QR_CODE', 'FAILED', 'STOPPED'])('is not told by an event of %s', (status) => {
		noteHeard('never linked', status);
		expect(wasLinked('never linked')).toBe(false);
	});

	test('is told by an event of WORKING', () => {
		noteHeard('linked', 'WORKING');
		expect(wasLinked('linked')).toBe(true);
	});
});

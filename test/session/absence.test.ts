import type { Answer } from '../../nodes/Wawp/engine/answer';
import { absentAgain, behindNotFound, droppedFrom, isDeleted } from '../../nodes/Wawp/session/notFound';

/* What it says that session info finds no such session: rules without a server. */

const said = (body: unknown): Answer => ({ status: 200, headers: {}, body });
const refused = (status: number, code?: string, body: unknown = {}): Answer => ({ status, headers: {}, body, failure: { status, ...(code && { code }), body } });

const ME = { id: '201145202826@c.us' };
const LIMITS = said({ policies: [] });
const GONE = refused(404, 'invalid_session');

test.each<[what: string, getMe: Answer | undefined, getRateLimit: Answer | undefined, behind: object]>([
	['works where its account is told', said(ME), undefined, { status: 'WORKING', me: ME }],
	['works where its account is told within something', said({ data: ME }), undefined, { status: 'WORKING', me: { data: ME, ...ME } }],
	['dropped where Wawp keeps what it may send', GONE, LIMITS, { status: 'DROPPED' }],
	['dropped where no account is told, though it was not refused', said({}), LIMITS, { status: 'DROPPED' }],
	['dropped where the account is refused in words that name one', refused(422, 'not_connected', ME), LIMITS, { status: 'DROPPED' }],
	['dropped where no answer about the account came', undefined, LIMITS, { status: 'DROPPED' }],
	['is absent where nothing of it is found', GONE, GONE, { isAbsent: true }],
	['is absent where this Wawp keeps no limits', GONE, refused(404), { isAbsent: true }],
	['is absent where no answer about the account came, and nothing else is found', undefined, GONE, { isAbsent: true }],
	['may be anything where no answer came', GONE, undefined, {}],
	['may be anything where the limits are refused for another reason', GONE, refused(403), {}],
	['may be anything where Wawp is in trouble', GONE, refused(503), {}],
])('one that info does not find %s', async (_what, getMe, getRateLimit, behind) => {
	expect(await behindNotFound(async (key) => ({ getMe, getRateLimit })[key])).toEqual(behind);
});

const MINUTE = 60_000;

/** Looks that find nothing, at these minutes, with one at which it was there. */
function absentAt(minutes: number[], thereAt?: number) {
	let absence = undefined as ReturnType<typeof absentAgain> | undefined;
	return minutes.map((minute) => {
		absence = absentAgain(absence, minute * MINUTE, thereAt === undefined ? undefined : thereAt * MINUTE);
		return isDeleted(absence, minute * MINUTE);
	});
}

test('of one that is looked at once a minute it is the third look in a row that says that it was deleted', () => {
	expect(absentAt([0, 1, 2, 3])).toEqual([false, false, true, true]);
});

test('two looks say so as well, however far apart, and one never does', () => {
	expect(absentAt([0, 60])).toEqual([false, true]);
	expect(isDeleted({ since: 0, looks: 1 }, 60 * MINUTE)).toBe(false);
});

test('where it was there in between it is counted anew, and not by a time that is yet to come', () => {
	expect(absentAt([0, 1, 2, 3, 4], 1.5)).toEqual([false, false, false, false, true]);
	expect(absentAt([0, 1, 2], -1)).toEqual([false, false, true]);
	expect(absentAt([0, 1, 2], 9)).toEqual([false, false, true]);
});

test('where the clock was set back it is counted anew', () => {
	expect(absentAt([100, 0, 1, 2])).toEqual([false, false, false, true]);
});

test.each([
	['STOPPED', 'STOPPED'],
	['STARTING', 'STARTING'],
	['SCAN_QR_CODE', 'SCAN_QR_CODE'],
	['FAILED', 'FAILED'],
	['WORKING', 'DROPPED'],
	['PASSKEY_REQUIRED', 'PASSKEY_REQUIRED'],
	['PASSKEY_CONFIRMATION_REQUIRED', 'PASSKEY_CONFIRMATION_REQUIRED'],
	['OF_LATER', 'DROPPED'],
	['', 'DROPPED'],
	[null, 'DROPPED'],
	[undefined, 'DROPPED'],
])('one that was %j is %s', (before, state) => {
	expect(droppedFrom(before)).toBe(state);
});

import type { Failure } from '../../nodes/Wawp/engine/answer';
import { STATE, adviceOnState, isGone, isNoSession, mayBeTheState, seenIn } from '../../nodes/Wawp/engine/sessionState';

/* When a refusal may be about the state of the session, what a look at it says, and what is advised. */

const refused = (failure: Partial<Failure>): Failure => ({ status: 400, body: {}, ...failure });
const answered = (body: unknown, failure?: Partial<Failure>) => ({ status: 200, headers: {}, body, ...(failure && { failure: refused(failure) }) });

describe('the state of the session may be the reason', () => {
	const mayBe = (failure: Partial<Failure>): boolean => mayBeTheState({ needs: 'WORKING' }, refused(failure));

	test.each<[Partial<Failure>]>([
		...[200, 299, 400, 401, 404, 408, 409, 410, 422, 423, 500, 501, 599].map((status): [Partial<Failure>] => [{ status }]),
		...['', 'invalid_session', 'missing_session', 'unknown_instance', 'invalid_instance', 'invalid_state', 'unsupported_status', 'invalid_request', 'session_not_found', 'instance_not_found', 'session_not_connected', 'not_found', 'a_rest_b', 'is_missing_x'].map((code): [Partial<Failure>] => [{ code }]),
		[{ expected: ['WORKING'] }],
		[{ state: 'STOPPED' }],
	])('of %j', (failure) => {
		expect(mayBe(failure)).toBe(true);
	});

	test.each<[Partial<Failure>]>([
		...[300, 302, 399, 402, 403, 405, 413, 415, 429, 502, 503, 504].map((status): [Partial<Failure>] => [{ status }]),
		...['invalid_access_token', 'token_expired', 'subscription_required', 'wawp_upstream_error', 'rest_no_route', 'missing_chat_id', 'invalid_chat', 'unknown_field', 'unsupported_type', 'message_not_found', 'chat_not_found'].map((code): [Partial<Failure>] => [{ code }]),
		[{ expected: ['WORKING'], state: 'STOPPED' }],
		...(['unclear', 'locked out', 'engine cannot', 'over quota', 'already started'] as const).map((meaning): [Partial<Failure>] => [{ meaning }]),
	])('not of %j', (failure) => {
		expect(mayBe(failure)).toBe(false);
	});

	test('of nothing that needs none', () => {
		expect([mayBeTheState({}, refused({})), mayBeTheState({ needs: 'SCAN_QR_CODE' }, refused({}))]).toEqual([false, true]);
	});
});

describe('a look at the session', () => {
	test.each<[string, ReturnType<typeof answered>, unknown]>([
		['its state', answered({ status: 'STOPPED' }), { state: 'STOPPED' }],
		['its state in other letters', answered({ data: { status: ' scan-qr code ' } }), { state: 'SCAN_QR_CODE' }],
		['a state, cut where it is no word of Wawp any more', answered({ status: 'A'.repeat(50) }), { state: 'A'.repeat(40) }],
		['no state', answered({}), { state: undefined }],
		['that there is none', answered({}, { status: 404, code: 'invalid_session' }), { isUnknown: true }],
		['that there is none, in other words', answered({}, { status: 200, code: 'instance_not_found' }), { isUnknown: true }],
		['that there is none, with a code of another kind under 404', answered({}, { status: 404, code: 'no_such_thing' }), { isUnknown: true }],
		['nothing under 404 without a code', answered({}, { status: 404 }), undefined],
		['nothing under 404 of the router', answered({}, { status: 404, code: 'rest_no_route' }), undefined],
		['nothing in a fault', answered({ status: 'WORKING' }, { status: 503 }), undefined],
	])('says %s', (_what, answer, seen) => {
		expect(seenIn(answer)).toEqual(seen);
	});

	test('is a read by POST, asked once, that is answered with a state', () => {
		expect(STATE).toMatchObject({ request: 'POST /v2/session/info', reads: true, once: true });
		expect([{ status: 'WORKING' }, { status: 200 }, {}].map((body) => STATE.output!.holds!(body))).toEqual([true, false, false]);
	});

	test('finds no session by the code alone under any status, and by the status alone nothing', () => {
		expect(isNoSession({})).toBe(false);
		expect(isGone({})).toBe(false);
		for (const status of [200, 400, 404, 500]) expect(isGone({ failure: refused({ status, code: 'session_not_found' }) })).toBe(true);
		for (const status of [200, 400, 500]) expect(isGone({ failure: refused({ status, code: 'no_such_thing' }) })).toBe(false);
	});
});

test.each<['WORKING' | 'SCAN_QR_CODE', string, toDo: RegExp, advice: RegExp]>([
	['WORKING', 'STOPPED', /^run 'Session > Start', then try again$/, /Ensure Working/],
	['WORKING', 'FAILED', /^run 'Session > Restart', then try again$/, /Log Out/],
	['WORKING', 'STARTING', /^wait some seconds, then try again$/, /Wait for Status/],
	['WORKING', 'SCAN_QR_CODE', /^link its phone, then try again$/, /Get QR Code Image/],
	['SCAN_QR_CODE', 'STOPPED', /^run 'Session > Start', then try again$/, /Wait for Status/],
	['SCAN_QR_CODE', 'FAILED', /^run 'Session > Restart', then try again$/, /Log Out/],
	['SCAN_QR_CODE', 'STARTING', /^wait some seconds, then try again$/, /Wait for Status/],
	['SCAN_QR_CODE', 'WORKING', /^its phone is linked, and there is nothing to scan$/, /Log Out/],
])('where %s is needed, a session that is %s is told so, and the way', (needs, state, toDo, advice) => {
	const { message, description } = adviceOnState(state, needs);
	expect(message.startsWith(`The session is ${state}: `)).toBe(true);
	expect(message.slice(`The session is ${state}: `.length)).toMatch(toDo);
	expect(description).toMatch(advice);
});

test.each(['WORKING', 'SCAN_QR_CODE'] as const)('a state that nobody knows is told beside %s, with the operation that says what to do', (needs) => {
	expect(adviceOnState('PASSKEY_REQUIRED', needs)).toEqual({ message: `The session is PASSKEY_REQUIRED, and this works only while it is ${needs}`, description: "'Session > Get Health' says what to do about it." });
});

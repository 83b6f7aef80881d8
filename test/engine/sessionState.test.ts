import type { INode } from 'n8n-workflow';

import type { Failure } from '../../nodes/Wawp/engine/answer';
import { apiError, explain } from '../../nodes/Wawp/engine/errors';
import type { Call } from '../../nodes/Wawp/engine/operation';
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
		...(['unclear', 'locked out', 'engine cannot', 'over quota', 'too fast', 'already started'] as const).map((meaning): [Partial<Failure>] => [{ meaning }]),
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

describe('a refusal, in words', () => {
	const NEEDY: Call = { request: 'POST /v2/send/text', needs: 'WORKING' };
	const ONLY_WHILE = 'This works only while the session is in the state WORKING';
	const UNKNOWN = 'Wawp finds no session with this Instance ID';
	const NO_VALUES = 'Wawp did not understand the values of this operation';
	const THOUGH = 'Wawp refuses this, though the session is WORKING';

	test.each<[seen: object | undefined, failure: Partial<Failure>, message: string]>([
		[{ isUnknown: true }, {}, UNKNOWN],
		[{ isUnknown: true }, { status: 500 }, UNKNOWN],
		[{ state: 'STOPPED' }, {}, "The session is STOPPED: run 'Session > Start', then try again"],
		[{ state: 'STOPPED' }, { code: 'invalid_session' }, "The session is STOPPED: run 'Session > Start', then try again"],
		[{ state: 'WORKING' }, {}, NO_VALUES],
		[{ state: 'WORKING' }, { status: 401 }, THOUGH],
		...['invalid_session', 'instance_not_found', 'session_not_connected', 'session_not_ready'].map((code): [object, Partial<Failure>, string] => [{ state: 'WORKING' }, { code }, THOUGH]),
		[{ state: 'WORKING' }, { code: 'bad_thing' }, NO_VALUES],
		[undefined, {}, NO_VALUES],
		[undefined, { code: 'session_not_connected' }, 'The session is not connected to WhatsApp'],
	])('where a look shows %j, that of %j is: %s', (seen, failure, message) => {
		const advice = explain(NEEDY, refused(failure), {}, seen);
		expect(advice.message).toBe(message);
		// What was looked at need not be looked at again.
		if (seen) expect(advice.description).not.toContain(ONLY_WHILE);
		// Without a state that is needed, a look says nothing of it.
		expect(explain({ request: 'POST /v2/send/text' }, refused({}), {}, seen).message).toBe(NO_VALUES);
	});

	test.each<[failure: Partial<Failure>, isNamed: boolean]>([
		...[400, 404, 408, 409, 413, 422, 500, 503].map((status): [Partial<Failure>, boolean] => [{ status }, true]),
		...[200, 302, 399, 401, 403, 429].map((status): [Partial<Failure>, boolean] => [{ status }, false]),
		[{ code: 'session_not_ready' }, true],
		[{ code: 'session_not_connected' }, false],
		[{ expected: ['WORKING'] }, false],
		[{ meaning: 'locked out' }, false],
	])('names the state that is needed where it may be that: %j, %p', (failure, isNamed) => {
		expect(explain(NEEDY, refused(failure)).description.includes(ONLY_WHILE)).toBe(isNamed);
		expect(explain({ request: 'POST /v2/send/text' }, refused(failure)).description).not.toContain('in the state');
	});

	test.each<[instanceId: string, failure: Partial<Failure>, seen: object | undefined, note: string | undefined]>([
		['123456789', { code: 'invalid_session' }, undefined, 'An Instance ID has 12 characters, this one has 9.'],
		['1234567890123', {}, { isUnknown: true }, 'An Instance ID has 12 characters, this one has 13.'],
		['123456789', {}, undefined, undefined],
		['123456789', { code: 'invalid_session' }, { state: 'STOPPED' }, undefined],
		['3EB0BCB2E3D4', { code: 'invalid_session' }, undefined, undefined],
		['', { code: 'invalid_session' }, undefined, undefined],
	])('of the instance "%s" (%j, where a look shows %j) points its length out where it is odd, and nothing is found: %s', (instanceId, failure, seen, note) => {
		const error = apiError({ name: 'Wawp' } as INode, NEEDY, { status: 400, headers: {}, body: {}, failure: refused(failure) }, { instanceId, itemIndex: 2 } as never, seen);
		expect(/An Instance ID has .*$/.exec(error.description!)?.[0]).toBe(note);
		expect([error.httpCode, error.context.itemIndex]).toEqual(['400', 2]);
	});
});

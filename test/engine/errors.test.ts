import axios from 'axios';
import { type INode, NodeApiError } from 'n8n-workflow';

import { isUnknownRoute, readAnswer } from '../../nodes/Wawp/engine/answer';
import { apiError, explain, inOneMessage, isTimeOut, itemError, networkError } from '../../nodes/Wawp/engine/errors';
import { failureIn, unclear } from '../../nodes/Wawp/engine/failure';
import { auth } from '../../nodes/Wawp/resources/auth';
import { chat } from '../../nodes/Wawp/resources/chat';
import { message } from '../../nodes/Wawp/resources/message';
import { session } from '../../nodes/Wawp/resources/session';
import { webhook } from '../../nodes/Wawp/resources/webhook';
import { type Fault, SWITCHES, type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

const { getInfo, create, restart, getMe, setRateLimit } = session.operations;
const { set } = webhook.operations;
const { sendText } = message.operations;
const { archive } = chat.operations;
const { getQr } = auth.operations;
const { start } = session.operations;

const LOCKED = 'WhatsApp has locked this number out of writing to people it does not know (463)';
const CANNOT = "This instance's engine cannot do it";

/** Status, headers and body as Wawp would send them, in words. */
function told(operation: Parameters<typeof explain>[0], status: number, body: unknown, headers: Record<string, string> = {}) {
	const isText = typeof body === 'string';
	const bytes = Buffer.from(isText ? body : JSON.stringify(body ?? ''));
	const answer = readAnswer({ statusCode: status, headers, body: body === undefined ? Buffer.alloc(0) : bytes }, () => true);
	return answer.failure && explain(operation, answer.failure, answer.headers);
}

describe('what an answer means', () => {
	test.each([
		['a wrong token', getInfo, 401, { code: 'invalid_access_token', message: 'No' }, 'Wawp does not accept the access token', /wawp\.net\/account\/connect.*Wawp said: No \(invalid_access_token\)/],
		['a wrong token without a code', getInfo, 401, undefined, 'Wawp does not accept the access token', /Wawp said: status 401/],
		['an unknown session', getInfo, 404, { code: 'invalid_session', message: 'Gone' }, 'Wawp finds no session with this Instance ID', /A session that was deleted is answered this way, and perhaps one that is down or lost its phone: 'Session > Ensure Working'/],
		['an unknown session, where a connected one is needed', getMe, 404, { code: 'invalid_session' }, 'Wawp finds no connected session with this Instance ID', /only while the session is in the state WORKING/],
		['an unknown route', getInfo, 404, { message: 'Not Found' }, 'Wawp does not know what this operation asks for', /Check the Base URL/],
		['a free plan', set, 403, { code: 'subscription_required' }, 'This needs a paid Wawp plan', /Session Watcher needs no webhook.*pasted there by hand/],
		['a free plan, without a code', set, 403, '<html><body>Forbidden</body></html>', 'This needs a paid Wawp plan', /Wawp said: Forbidden/],
		['a policy beyond the plan', setRateLimit, 403, {}, 'The plan of this account does not include this policy', /available/],
		['a full account', create, 403, { code: 'instance_limit_reached', message: 'Full' }, 'Wawp did not create another session', /larger plan/],
		['too many requests', getInfo, 429, {}, 'Wawp is receiving too many requests', /Slow the workflow down/],
		['an engine that is away', getInfo, 502, { code: 'wawp_upstream_error' }, 'Wawp cannot reach its WhatsApp engine at the moment', /Session > Restart/],
		['an engine that is away, under status 200', getInfo, 200, { wawp_upstream_error: 'timeout' }, 'Wawp cannot reach its WhatsApp engine at the moment', /Wawp said: timeout/],
		['a fault of the server on a read', getInfo, 500, '<!doctype html><title>Oops</title><p>Fatal error', 'Wawp could not complete this because of a fault of its own', /^Try again in a minute\. Wawp said: Oops$/],
		['a fault of the server on a write', restart, 500, {}, 'Wawp could not complete this because of a fault of its own', /may have carried it out all the same/],
		['XML', getInfo, 404, '<?xml version="1.0"?><error><code>invalid_session</code><message>No such session</message></error>', 'Wawp finds no session with this Instance ID', /No such session \(invalid_session\)/],
		['plain text', getInfo, 400, 'instance_id is missing', 'Wawp did not understand the values of this operation', /Wawp said: instance_id is missing/],
		['a WordPress error under status 200', getInfo, 200, { code: 'invalid_session', message: 'No', data: { status: 404 } }, 'Wawp finds no session with this Instance ID', /No/],
		['success: false', restart, 200, { success: false, message: 'The engine is busy' }, 'Wawp refuses this', /The engine is busy/],
		['result: false', restart, 200, { result: false, message: 'x' }, 'Wawp refuses this', /x/],
		['status: error', restart, 200, { status: 'error', message: 'x' }, 'Wawp refuses this', /x/],
		['a nested error', restart, 400, { error: { code: 'invalid_session', message: 'SessionError: No sessions' } }, 'Wawp finds no session with this Instance ID', /SessionError: No sessions/],
		['an exception of the engine', restart, 500, { statusCode: 500, exception: { message: 'Evaluation failed: t', code: 'E' }, request: { body: { text: 'x' } } }, 'Wawp could not complete this because of a fault of its own', /Wawp said: Evaluation failed: t$/],
		['an exception behind the words of its frame', restart, 500, { statusCode: 500, message: 'Internal Server Error', error: { code: 'frame', message: 'Frame' }, exception: { message: 'Evaluation failed: t' } }, 'Wawp could not complete this because of a fault of its own', /Wawp said: Evaluation failed: t$/],
		['the lock of strangers as a code', sendText, 400, { code: 463, message: 'Message rejected' }, LOCKED, /^Stop sending.*wrote to this number first.*Wawp said: Message rejected$/],
		['the lock of strangers in a text', sendText, 500, { message: 'server returned error 463' }, LOCKED, /Stop sending/],
		['the lock of strangers in an exception', sendText, 500, { statusCode: 500, exception: { message: 'info query returned status 463: rate-overlimit' } }, LOCKED, /Stop sending/],
		['the lock of strangers as a status', sendText, 463, '', LOCKED, /Stop sending/],
		['the lock of strangers under status 200', sendText, 200, { success: false, error: { code: '463', message: 'Not sent' } }, LOCKED, /Stop sending/],
		['an engine without the operation', archive, 501, { statusCode: 501, message: 'Not implemented by GOWS engine' }, CANNOT, /no passing fault.*Wawp said: Not implemented by GOWS engine$/],
		['the same behind a relay', archive, 502, { code: 'wawp_upstream_error', message: 'The method is not implemented by the engine' }, CANNOT, /no passing fault/],
		['the same without words', archive, 501, undefined, CANNOT, /no passing fault/],
		['another state', sendText, 422, { error: 'Session status is not as expected. Try again later', session: 'wawp-1', status: 'STARTING', expected: ['WORKING'] }, 'The session is STARTING, and this works only while it is WORKING', /^Start a session that is STOPPED.*Wawp said: Session status is not as expected/],
		['another state in an exception', sendText, 422, { statusCode: 422, exception: { message: 'Session status is not as expected', expected: ['SCAN_QR_CODE', 'WORKING'], status: 'FAILED' } }, 'The session is FAILED, and this works only while it is SCAN_QR_CODE or WORKING', /Ensure Working/],
		['a start of what runs', start, 422, { message: "Session 'wawp-1' is already started." }, 'The session was started already', /'Session > Restart' is the way/],
		['a plan that is used up', sendText, 200, { status: 'success', message: 'This instance has exceeded the maximum limit' }, 'The plan of this account is used up', /larger plan.*Wawp said: This instance has exceeded the maximum limit$/],
		['the same, deeper', sendText, 200, { status: 'success', data: { message: 'Monthly limit reached' } }, 'The plan of this account is used up', /Wawp said: Monthly limit reached$/],
		['too many requests under status 200', sendText, 200, { success: false, message: 'Rate limit exceeded. Try again in 30 seconds' }, 'Wawp is receiving too many requests', /^Slow the workflow down.*Wawp said: Rate limit exceeded\. Try again in 30 seconds$/],
		['a text that is too long, under status 200', sendText, 200, { status: 'success', message: 'The text exceeds the maximum limit of 4096 characters' }, 'Wawp refuses this', /Wawp said: The text exceeds the maximum limit of 4096 characters$/],
		['an unknown session in words alone', getInfo, 404, { message: 'Please verify your instance_id or session_name' }, 'Wawp finds no session with this Instance ID', /session_name belongs to the same session/],
		['an error in XML under status 200', restart, 200, '<?xml version="1.0"?><error><code>invalid_session</code><message>No such session</message></error>', 'Wawp finds no session with this Instance ID', /No such session \(invalid_session\)/],
		['a page under status 200, of a read', getInfo, 200, '<!DOCTYPE html><title>Login</title>', 'What answers at the Base URL is not Wawp', /Wawp answered: Login$/],
		['a page under status 200, of a write', restart, 200, '<!DOCTYPE html><title>Login</title>', "Wawp's answer does not say whether it was done", /may have carried it out all the same/],
		['a list of errors', restart, 200, [{ error: { code: 'invalid_session', message: 'No sessions' } }], 'Wawp finds no session with this Instance ID', /Wawp said: No sessions \(invalid_session\)$/],
		['an error as a number under status 200', restart, 200, { error: 500, message: 'Away' }, 'Wawp could not complete this because of a fault of its own', /may have carried it out all the same.*Wawp said: Away$/],
		['a redirect', getInfo, 302, undefined, 'The Base URL sends requests on to another address', /token is not sent along\. If another address is right/],
		['a redirect of several choices', getInfo, 300, undefined, 'The Base URL sends requests on to another address', /token is not sent along/],
		['a wrong code under status 200', auth.operations.verifyOtp, 200, { success: false, message: 'No' }, 'Wawp does not accept this code', /Wawp said: No/],
		['an engine that is away, under status 200, of a write', sendText, 200, { wawp_upstream_error: 'timeout' }, 'Wawp cannot reach its WhatsApp engine at the moment', /The message may have gone out.*Wawp said: timeout/],
	] as const)('%s', (_name, operation, status, body, message, description) => {
		const advice = told(operation, status, body);
		expect(advice?.message).toBe(message);
		expect(advice?.description).toMatch(description);
	});

	test.each([
		['a pairing code', { code: 'ABCD-1234' }],
		['a session that is FAILED', { name: 'wawp-1', status: 'FAILED' }],
		['a queued job', { status: 'queued', jobId: '1' }],
		['success: true beside a code and a message', { success: true, code: 'code_sent', message: 'Sent' }],
		...['message_sent', 'message_queued', 'otp_sent', 'send_success', 'request_accepted', 'sent_successfully', 'message_scheduled'].map((code): [string, unknown] => [`a code that says ${code}`, { code, message: 'x', data: { id: 'true_201145202826@c.us_3EB0' } }]),
		['an empty answer', undefined],
		['an error of null', { id: '1', error: null, errors: [], exception: null }],
		['a message that waits on the phone', { key: { id: '3EB0', remoteJid: 'x@c.us' }, status: 'ERROR' }],
	])('%s is no failure', (_name, body) => {
		expect(told(getInfo, 200, body)).toBeUndefined();
	});

	test.each(['message_not_sent', 'never_sent', 'otp_already_sent', 'no_message_sent', 'cannot_be_sent', 'unsent_queued', 'too_many_sent', 'limit_accepted', 'message_sent_failed', 'partially_sent', 'failed_queued'])('the code %s is one, under status 200 too', (code) => {
		expect(told(sendText, 200, { code, message: 'x' })).toBeDefined();
	});

	test.each([
		['a line of a program', 'Fatal error in api.php on line 463'],
		['a length of time', 'No answer after 463 ms'],
		['a number', 'No chat 20463145202826'],
		['a part of an ID', 'No message 3EB0-463-AA'],
		['a decimal', 'Took 463.5'],
	])('%s is not the lock of strangers', (_name, words) => {
		expect(told(sendText, 400, { message: words })?.message).toBe('Wawp did not understand the values of this operation');
	});

	test.each([
		[404, { code: 'rest_no_route', message: 'No route was found' }, true],
		[404, { code: 'rest_invalid_handler' }, true],
		[404, { code: 'no_route' }, true],
		[404, { code: 'page_not_found' }, true],
		[404, { code: 'the_rest_failed' }, false],
		[404, { code: 'no_route_left' }, false],
		[404, { code: 'message_page_not_found' }, false],
		[404, { code: 'page_not_found_here' }, false],
		[200, { code: 'rest_no_route', message: 'No route was found', data: { status: 404 } }, true],
		[404, '<error><code>rest_no_route</code></error>', true],
		[404, { message: 'Not Found' }, true],
		[405, { code: 'method_not_allowed' }, true],
		[404, { code: 'invalid_session' }, false],
		[404, { code: 'message_not_found' }, false],
		[401, { code: 'rest_forbidden' }, false],
		[501, { code: 'rest_no_route' }, false],
	])('status %p with %j is an unknown route: %p', (status, body, expected) => {
		const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
		expect(isUnknownRoute(readAnswer({ statusCode: status, headers: {}, body: bytes }, () => true))).toBe(expected);
	});

	test('names the address that a request is sent on to, without what is behind it', () => {
		expect(told(getInfo, 302, undefined, { Location: 'https://b.example/v2/x?access_token=abc' })?.description).toContain('If https://b.example/v2/x is right');
	});

	test.each<[body: unknown, message: string]>([
		['\n <html>', 'What answers at the Base URL is not Wawp'],
		['<p>', 'What answers at the Base URL is not Wawp'],
		['Wait <b>', "Wawp's answer was not understood"],
		['x<b>', "Wawp's answer was not understood"],
		['Wait', "Wawp's answer was not understood"],
		[['<p>'], "Wawp's answer was not understood"],
		[{}, "Wawp's answer was not understood"],
	])('%j in the place of an answer to a read: %s', (body, message) => {
		expect(explain(getInfo, unclear(200, body)).message).toBe(message);
	});

	test('what surely was not done leaves no doubt, and what may have been done says where to look', () => {
		expect(told(sendText, 400, { code: 463 })?.description).not.toMatch(/may have/);
		expect(explain({ request: 'POST /x', lookAt: "'Chat > Get'" }, { status: 500, body: {} }).description).toContain("carried it out all the same: check 'Chat > Get' before you run it again.");
		expect(explain({ request: 'POST /x' }, { status: 500, body: {} }).description).toContain('carried it out all the same: check before you run it again.');
		expect(explain({}, { status: 500, body: {} }).description).toBe('Try again in a minute. Wawp said: status 500');
	});

	test.each<[body: unknown, shown: unknown]>([
		[Buffer.from('abc'), { body: '3 bytes' }],
		['x'.repeat(2001), { body: 'x'.repeat(2000) }],
		[null, { body: null }],
		[[{ token: 'abc' }], { body: [{ token: '***' }] }],
		[{ message: 'No', access_token: 'abc' }, { message: 'No', access_token: '***' }],
	])('the body %j is shown as %j beside the error', (body, shown) => {
		const error = apiError({ name: 'Wawp' } as INode, getInfo, { status: 200, headers: {}, body, failure: { status: 404, said: '/temp-qr/abc', body } }, { instanceId: '' } as never);
		expect([error.context.data, error.httpCode, error.description?.includes('/temp-qr/***')]).toEqual([shown, '404', true]);
	});

	test('any failure is an error of its item, and one of ours stays what it is', () => {
		const node = { name: 'Wawp' } as INode;
		const own = networkError(node, {}, new Error('x'), { isRead: true });
		expect(itemError(node, own, 3)).toBe(own);
		expect(itemError(node, new TypeError('x'), 4)).toMatchObject({ name: 'NodeOperationError', message: 'x', context: { itemIndex: 4 } });
		expect([own.context.itemIndex, own.description ?? '']).toEqual([3, '']);
	});

	test('in one message, each sentence has its end', () => {
		const both = (message: string, description?: string | null) => inOneMessage({ message, description });
		expect([both('No', 'Do it.'), both('No.', 'Do it.'), both('No'), both('No', null)]).toEqual(['No. Do it.', 'No. Do it.', 'No.', 'No.']);
	});

	test('that it was waited for no longer is told from a connection that broke', () => {
		const isLate = (code: string) => isTimeOut(networkError({ name: 'Wawp' } as INode, getInfo, Object.assign(new Error('x'), { code }), { isRead: true }));
		expect(['ETIMEDOUT', 'ECONNABORTED', 'ECONNRESET', 'ECONNREFUSED'].map(isLate)).toEqual([true, true, false, false]);
	});

	test('names the seconds that Wawp asks to wait', () => {
		expect(told(getInfo, 429, {}, { 'Retry-After': '90' })?.description).toMatch(/asks to wait 90 seconds/);
		for (const [given, seconds] of [['0.2', 1], ['1', 1], ['1.01', 2], ['89.5', 90]] as const) expect(told(getInfo, 429, {}, { 'Retry-After': given })?.description).toMatch(new RegExp(`asks to wait ${seconds} seconds`));
		expect(told(auth.operations.sendOtp, 429, {}, { 'retry-after': '42' })).toMatchObject({ message: 'This number was sent a code less than a minute ago', description: expect.stringContaining('asks to wait 42 seconds') });
		const date = new Date(Date.now() + 45_000).toUTCString();
		expect(told(getInfo, 429, {}, { 'retry-after': date })?.description).toMatch(/asks to wait 4[45] seconds/);
	});
});

describe('whether it may have happened all the same', () => {
	const node = { name: 'Wawp' } as INode;
	const DOUBT = /may have carried it out all the same/;
	const TIMED_OUT = 'Wawp did not answer in time';
	const LOST = 'The connection to Wawp was lost';
	const NO_HOST = 'The host of the Base URL cannot be found';
	const UNSAFE = 'No safe connection to the Base URL';
	const OUT_OF_REACH = 'The Base URL cannot be reached from here';

	test.each<[code: string, message: string, isDoubtful: boolean]>([
		['ECONNREFUSED', 'Nothing answers at the Base URL', false],
		['ENOTFOUND', NO_HOST, false],
		['EAI_AGAIN', NO_HOST, false],
		['CERT_HAS_EXPIRED', UNSAFE, false],
		['DEPTH_ZERO_SELF_SIGNED_CERT', UNSAFE, false],
		['EPROTO', UNSAFE, false],
		['EHOSTUNREACH', OUT_OF_REACH, false],
		['ENETUNREACH', OUT_OF_REACH, false],
		['ETIMEDOUT', TIMED_OUT, true],
		['ECONNABORTED', TIMED_OUT, true],
		['ECONNRESET', LOST, true],
		['EPIPE', LOST, true],
		['ERR_CANCELED', 'The execution was cancelled', true],
	])('%s says: %s, with doubt: %p', (code, message, isDoubtful) => {
		for (const place of [{ code }, { httpCode: code }, { cause: { code } }, { cause: { message: code } }]) {
			const error = Object.assign(new Error('x'), place);
			const [write, read] = [false, true].map((isRead) => networkError(node, restart, error, { isRead, itemIndex: 3 }));
			expect([write!.message, read!.message]).toEqual([message, message]);
			expect([DOUBT.test(write!.description ?? ''), write!.context.outcome !== undefined]).toEqual([isDoubtful, isDoubtful]);
			expect([DOUBT.test(read!.description ?? ''), read!.context.outcome]).toEqual([false, undefined]);
			expect(write!.context.itemIndex).toBe(3);
		}
	});

	test.each(['http://ann:pa55word@proxy.example:3128', 'socks5://ann:pa55@word@10.0.0.1', 'https://pa55word@proxy.example/x?mail=a@b.example', 'http:\\/\\/ann:pa55word@proxy.example'])('who logs in at %s is not told', (address) => {
		const lost = networkError(node, restart, new Error(`The proxy ${address} does not answer`), { isRead: false });
		const refused = apiError(node, restart, { status: 407, headers: {}, body: undefined, failure: failureIn(407, { message: `Denied by ${address}` }) }, { account: {} as never, instanceId: '' });
		const page = apiError(node, restart, { status: 407, headers: {}, body: undefined, failure: failureIn(407, `Denied by ${address}`) }, { account: {} as never, instanceId: '' });
		for (const error of [lost, refused, page]) {
			const all = JSON.stringify([error, error.message, error.description, error.context]);
			expect(all).toContain('***@');
			expect(all).not.toMatch(/pa55|word@/);
		}
	});

	// As Node.js and axios word it; n8n often keeps nothing else.
	test.each<[words: string, message: string, isDoubtful: boolean]>([
		['connect ECONNREFUSED 127.0.0.1:3000', 'Nothing answers at the Base URL', false],
		['getaddrinfo ENOTFOUND api.wawp.nett', NO_HOST, false],
		['Getaddrinfo failed', NO_HOST, false],
		['self signed certificate', UNSAFE, false],
		['self-signed certificate in certificate chain', UNSAFE, false],
		['unable to verify the first certificate', UNSAFE, false],
		["Hostname/IP does not match certificate's altnames: Host: x", UNSAFE, false],
		['Client network socket disconnected before secure TLS connection was established', UNSAFE, false],
		['write EPROTO 0:error:0A00010B:SSL routines::wrong version number', UNSAFE, false],
		['timeout of 30000ms exceeded', TIMED_OUT, true],
		['Timeout', TIMED_OUT, true],
		['connect ETIMEDOUT 10.0.0.1:443', TIMED_OUT, false],
		['read ETIMEDOUT', TIMED_OUT, true],
		['socket hang up', LOST, true],
		['Socket hang up', LOST, true],
		['aborted', LOST, true],
		['Request aborted', LOST, true],
		['read ECONNRESET', LOST, true],
		['write EPIPE', LOST, true],
		['connect EHOSTUNREACH 10.0.0.1:443', OUT_OF_REACH, false],
		['connect ENETUNREACH 10.0.0.1:443', OUT_OF_REACH, false],
		['read EHOSTUNREACH', OUT_OF_REACH, true],
		['read ENETUNREACH', OUT_OF_REACH, true],
		['write EHOSTUNREACH', OUT_OF_REACH, true],
		['bind EADDRNOTAVAIL 10.0.0.1', OUT_OF_REACH, false],
		['connect EADDRNOTAVAIL 10.0.0.1:443', OUT_OF_REACH, false],
		['canceled', 'The execution was cancelled', true],
		['something else', 'something else', true],
	])('%j says: %s, with doubt: %p', (words, message, isDoubtful) => {
		const write = networkError(node, restart, new Error(words), { isRead: false });
		expect([write.message, DOUBT.test(write.description ?? '')]).toEqual([message, isDoubtful]);
	});

	const SERVER = 'Wawp could not complete this because of a fault of its own';
	const UPSTREAM = 'Wawp cannot reach its WhatsApp engine at the moment';
	test.each<[status: number, message: string, isDoubtful: boolean]>([
		[400, 'Wawp did not understand the values of this operation', false],
		[401, 'Wawp does not accept the access token', false],
		[402, 'Wawp refuses this', false],
		[403, 'Wawp does not allow this', false],
		[404, 'Wawp does not know what this operation asks for', false],
		[405, 'Wawp does not offer this operation at the Base URL', false],
		[408, 'Wawp refuses this', true],
		[409, 'The session is busy with something else', false],
		[413, 'Wawp refuses this much data at once', false],
		[422, 'Wawp cannot do this in the present state of the session', false],
		[429, 'Wawp is receiving too many requests', false],
		[499, 'Wawp refuses this', false],
		[500, SERVER, true],
		[502, UPSTREAM, true],
		[503, UPSTREAM, true],
		[504, UPSTREAM, true],
		[599, SERVER, true],
	])('status %d says: %s, with doubt: %p', (status, message, isDoubtful) => {
		const write = told(restart, status, undefined)!;
		expect([write.message, DOUBT.test(write.description)]).toEqual([message, isDoubtful]);
		const read = told(getInfo, status, undefined)!;
		expect([read.message, DOUBT.test(read.description)]).toEqual([message, false]);
	});

	test.each([
		['session_not_connected', 'The session is not connected to WhatsApp'],
		['session_not_ready', 'The session is not ready for this'],
		['missing_access_token', 'Wawp does not accept the access token'],
		['invalid_token', 'Wawp does not accept the access token'],
		['invalid_instance', 'Wawp finds no session with this Instance ID'],
		['server_not_found', UPSTREAM],
		['subscription_required', 'This needs a paid Wawp plan'],
	])('the code %s says more than any status: %s', (code, message) => {
		for (const status of [200, 400, 403, 429, 500]) expect(told(restart, status, { code, message: 'x' })?.message).toBe(message);
	});
});

describe.each(['invalid_session', 'invalid_instance', 'session_not_found', 'instance_not_found'])('the code %s', (code) => {
	test.each([
		['another status', 400, { code }],
		['its own status', 404, { code, message: 'No' }],
		['status 200', 200, { code, message: 'No', data: { status: 404 } }],
	])('is told as a session that is not found under %s, and as one that may be off where that would do', (_which, status, body) => {
		expect([getInfo, getQr, getMe].map((operation) => told(operation, status, body)!.message)).toEqual(['Wawp finds no session with this Instance ID', 'Wawp finds no session with this Instance ID', 'Wawp finds no connected session with this Instance ID']);
		expect([getInfo, getQr, getMe].map((operation) => /Session > Create/.test(told(operation, status, body)!.description))).toEqual([true, false, false]);
	});
});

describe('in the node', () => {
	let wawp: Wawp;
	beforeEach(async () => void (wawp = await startWawp()));
	afterEach(async () => await wawp.stop());

	test.each(SWITCHES.errors)('a wrong token is understood when Wawp answers as %s', async (errors) => {
		wawp.switches.errors = errors;
		const rig = new WawpRig(wawp, { credential: { accessToken: 'not-the-right-token' } });
		const error = await rig.error('session.start');
		expect(error).toMatchObject({ name: 'NodeApiError', message: 'Wawp does not accept the access token', httpCode: '401', context: { itemIndex: 0 } });
	});

	test('a refusal under status 200 is an error', async () => {
		wawp.switches.refusals = 'under 200';
		const rig = new WawpRig(wawp, { credential: { instanceId: 'NOSUCHSESSIO' } });
		expect((await rig.error('session.start')).message).toBe('Wawp finds no session with this Instance ID');
	});

	test('an Instance ID of the wrong length is pointed out', async () => {
		const rig = new WawpRig(wawp, { credential: { instanceId: '123456789' } });
		expect((await rig.error('session.start')).description).toMatch(/An Instance ID has 12 characters, this one has 9/);
	});

	test.each<[string, Fault, RegExp, RegExp]>([
		['a connection that is reset', { reset: true }, /^The connection to Wawp was lost$/, /may have carried it out/],
		['an answer that breaks off', { truncate: true }, /^The connection to Wawp was lost$/, /may have carried it out/],
	])('%s is told in words', async (_name, fault, message, description) => {
		const rig = new WawpRig(wawp);
		wawp.failNext(fault);
		const error = await rig.error('session.start');
		expect(error.message).toMatch(message);
		expect(error.description).toMatch(description);
		expect(rig.calls).toHaveLength(1);
	});

	test('a Wawp that does not answer in time is told in words', async () => {
		wawp.failNext({ hang: true });
		const lost = await axios.post(`${wawp.url}/v2/session/start`, {}, { timeout: 50 }).catch((error: Error) => error);
		// As n8n hands it to the node.
		const wrapped = new NodeApiError({ name: 'Wawp' } as INode, lost as never);
		const told = networkError({ name: 'Wawp' } as INode, session.operations.start, wrapped, { isRead: false });
		expect(told.message).toBe('Wawp did not answer in time');
		expect(told.description).toMatch(/may have carried it out/);
	});

	test.each([
		['http://127.0.0.1:1', /^Nothing answers at the Base URL$/],
		['https://no-such-host.invalid', /^The host of the Base URL cannot be found$/],
		['http://[', /^The credential's 'Base URL' is not a web address$/],
	])('the Base URL %s is told in words', async (baseUrl, message) => {
		const error = await new WawpRig(wawp, { credential: { baseUrl } }).error('session.start');
		expect(error.message).toMatch(message);
		expect(error.description).not.toMatch(/may have carried it out/);
	});

	test('a server that speaks no HTTPS is told in words', async () => {
		const error = await new WawpRig(wawp, { credential: { baseUrl: wawp.url.replace('http', 'https') } }).error('session.start');
		expect(error.message).toBe('No safe connection to the Base URL');
	});

	test.each(['', '/', '/v2', '/v2/', ' '])('a Base URL that ends with %p works', async (end) => {
		const rig = new WawpRig(wawp, { credential: { baseUrl: wawp.url + end } });
		await rig.items('session.getInfo');
		expect(rig.calls[0]!.path).toBe('/v2/session/info');
	});

	test('no Instance ID anywhere is told before any request', async () => {
		const rig = new WawpRig(wawp, { credential: { instanceId: '' } });
		const error = await rig.error('session.start');
		expect(error.message).toBe("'Instance ID' is empty, here and in the credential");
		expect(error.description).toMatch(/Session > Create/);
		expect(wawp.calls).toEqual([]);
	});

	test('what cannot be an Instance ID is refused before any request', async () => {
		const rig = new WawpRig(wawp);
		expect((await rig.error('session.start', { instanceId: 'my phone' })).message).toBe("'Instance ID' is not one");
		expect(wawp.calls).toEqual([]);
	});

	test.each(['__CUSTOM_API_CALL__', 'constructor', 'sendTelegram'])('the operation %s is refused in words', async (operation) => {
		const error = await new WawpRig(wawp).error(`session.${operation}`);
		expect(error.message).toBe(`This version of the Wawp node has no operation 'session: ${operation}'`);
		expect(error.description).toMatch(/HTTP Request node/);
		expect(wawp.calls).toEqual([]);
	});

	test('a required field that an expression leaves empty is named before any request', async () => {
		const error = await new WawpRig(wawp).error('session.setRateLimit', { policySlug: { __rl: true, mode: 'id', value: '={{ $json.policy }}' } });
		expect(error.message).toBe("'Policy' is empty");
		expect(wawp.calls).toEqual([]);
	});
});

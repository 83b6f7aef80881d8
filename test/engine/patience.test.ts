import type { IDataObject, IHttpRequestOptions, INode } from 'n8n-workflow';

import { operationOf } from '../../nodes/Wawp/engine/job';
import type { Call } from '../../nodes/Wawp/engine/operation';
import { ask } from '../../nodes/Wawp/engine/transport';
import { resources } from '../../nodes/Wawp/resources';

/* How long a call may take, what is asked again, and after how long: every number as users meet it. */

const READ = 30_000;
const WRITE = 60_000;
const UPLOAD = 300_000;

const UPLOADS = [
	'message.sendAudio',
	'message.sendDocument',
	'message.sendImage',
	'message.sendVideo',
	'message.sendVoice',
	'status.sendImage',
	'status.sendVideo',
	'status.sendVoice',
	'group.setPicture',
	'channel.create',
	'profile.setPicture',
	'media.convert',
];
const READS_BY_POST = ['session.getInfo', 'session.getHealth', 'session.waitForStatus', 'auth.getQr', 'auth.getQrImage', 'message.get', 'chat.getOverviewByIds'];

type Answered = { status: number; body?: unknown; headers?: Record<string, string> } | Error;

const FOR_EVER = 20;

/** What is sent beside the IDs. */
let sent: IDataObject = {};

/** The Stop button of an execution. */
let stop: AbortSignal | undefined;

/** Asks once, and answers each request with the next answer, the last one again and again. Tells when each was made, in ms. */
async function asked(row: string | Call, ...answers: Answered[]) {
	const calls: Array<{ at: number; options: IHttpRequestOptions }> = [];
	const start = Date.now();
	const httpRequestWithAuthentication = async (_type: string, options: IHttpRequestOptions) => {
		calls.push({ at: Date.now() - start, options: { ...options, qs: { ...options.qs }, headers: { ...options.headers } } });
		// n8n's helpers write into what they are given.
		Object.assign(options.qs ?? {}, { written: calls.length });
		Object.assign(options.headers ?? {}, { written: calls.length });
		if (calls.length > FOR_EVER) throw new Error('It is asked for ever');
		const answer = answers[Math.min(calls.length, answers.length) - 1]!;
		if (answer instanceof Error) throw answer;
		return { statusCode: answer.status, headers: answer.headers ?? {}, body: Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body)) };
	};
	const context = { getNode: () => ({ name: 'Wawp' }) as INode, helpers: { httpRequestWithAuthentication }, getExecutionCancelSignal: () => stop };
	const target = { account: { baseUrl: 'https://api.wawp.net', instanceId: '3EB0BCB2E3D4', accessToken: 'wp-token', secrets: [], login: {} }, instanceId: '3EB0BCB2E3D4' };
	let isOver = false;
	const answer = ask(context as never, typeof row === 'string' ? operationOf(resources, row) : row, { id: '1@g.us', chatId: '1@c.us', ...sent }, target)
		.catch((error: Error) => error)
		.finally(() => (isOver = true));
	while (!isOver) await jest.advanceTimersByTimeAsync(10);
	return { calls, times: calls.map(({ at }) => at), answer: await answer };
}

const keys = Object.entries(resources).flatMap(([resource, { operations }]) => Object.keys(operations).map((name) => `${resource}.${name}`));

beforeEach(() => {
	jest.useFakeTimers();
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
	stop = undefined;
	sent = {};
	jest.useRealTimers();
	jest.restoreAllMocks();
});

test.each(keys)('%s waits as long as its kind of call may take', async (key) => {
	const isRead = operationOf(resources, key).request.startsWith('GET ') || READS_BY_POST.includes(key);
	const { calls } = await asked(key, { status: 400, body: {} });
	expect(calls.map(({ options }) => options.timeout)).toEqual([UPLOADS.includes(key) ? UPLOAD : isRead ? READ : WRITE]);
});

test.each(['session.getInfo', 'session.restart', 'message.sendVideo'])('%s waits no longer than whoever asks has time, where that is said', async (key) => {
	for (const timeoutMs of [3_000, 10_000, 400_000]) {
		const { calls } = await asked({ ...operationOf(resources, key), timeoutMs }, { status: 400, body: {} });
		expect(calls.map(({ options }) => options.timeout)).toEqual([timeoutMs]);
	}
});

test.each(['chat.getMessages', 'message.get', 'channel.previewMessages'])('%s waits as for an upload where Wawp is to fetch media, and no longer than is said', async (key) => {
	const timeouts = async (row: string | Call) => (await asked(row, { status: 400, body: {} })).calls.map(({ options }) => options.timeout);
	sent = { downloadMedia: true };
	expect(await timeouts(key)).toEqual([UPLOAD]);
	expect(await timeouts({ ...operationOf(resources, key), timeoutMs: 10_000 })).toEqual([10_000]);
	sent = { downloadMedia: false };
	expect(await timeouts(key)).toEqual([READ]);
});

const FAULT = { status: 503 };
const NO_ROUTE = { status: 404 };

test.each(keys.filter((key) => operationOf(resources, key).fallback))('%s by its other route is what it is by the first one: as patient, and asked again or not', async (key) => {
	const { calls } = await asked(key, NO_ROUTE, FAULT);
	const [first, ...others] = calls.map(({ options }) => [options.method, options.timeout]);
	const isRead = operationOf(resources, key).request.startsWith('GET ') || READS_BY_POST.includes(key);
	const [method] = operationOf(resources, key).fallback!.split(' ');
	expect(others).toEqual(Array(isRead ? 4 : 1).fill([method, first![1]]));
});

const LOST = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

test('a read is asked four times in all, half a second, a second and two seconds apart', async () => {
	expect((await asked('session.getInfo', FAULT)).times).toEqual([0, 500, 1500, 3500]);
	expect((await asked('session.getInfo', LOST)).times).toEqual([0, 500, 1500, 3500]);
});

test.each([
	[0, [0, 380, 1130, 2630]],
	[0.999999, [0, 630, 1880, 4380]],
])('a quarter earlier or later, so that many do not come at once (%p)', async (random, times) => {
	jest.spyOn(Math, 'random').mockReturnValue(random);
	const told = (await asked('session.getInfo', FAULT)).times;
	expect(told.map((time, index) => Math.abs(time - times[index]!) <= 20)).toEqual([true, true, true, true]);
});

test('nothing is asked again for an execution that was stopped', async () => {
	stop = AbortSignal.abort();
	for (const answer of [FAULT, LOST, { status: 429 }]) expect((await asked('session.getInfo', answer)).times).toEqual([0]);
});

test('each time is asked in the same words, whatever was written into those before, and follows no redirect', async () => {
	for (const key of ['session.getInfo', 'group.getPicture']) {
		const { calls } = await asked(key, FAULT);
		const [first, ...others] = calls.map(({ options }) => options);
		expect(first).toMatchObject({ disableFollowRedirect: true, ignoreHttpStatusErrors: true });
		expect(others).toEqual([first, first, first]);
	}
});

test.each(['0', '0.001', '1970-01-01', 'Thu, 01 Jan 1970 00:00:00 GMT', '-5', 'soon'])('no sooner where Wawp, or a clock beside it, asks for no pause (%s)', async (given) => {
	for (const status of [429, 503]) expect((await asked('session.getInfo', { status, headers: { 'Retry-After': given } })).times).toEqual([0, 500, 1500, 3500]);
	expect((await asked('session.start', { status: 429, headers: { 'Retry-After': given } })).times).toEqual([0, 500, 1500, 3500]);
});

test('as long as Wawp asks for, and no longer than half a minute', async () => {
	const after = (seconds: string) => ({ status: 429, headers: { 'Retry-After': seconds } });
	expect((await asked('session.start', after('30'), { status: 200, body: { status: 'STARTING' } })).times).toEqual([0, 30_000]);
	expect((await asked('session.start', after('31'))).times).toEqual([0]);
	expect((await asked('session.start', after('1.8'))).times).toEqual([0, 1800, 3600, 5600]);
	// An address that is registered hastily is not given up for it; a look that comes again by itself is.
	const start = operationOf(resources, 'session.start');
	expect((await asked({ ...start, timeoutMs: 10_000 }, after('30'), { status: 200, body: { status: 'STARTING' } })).times).toEqual([0, 30_000]);
	expect((await asked({ ...start, longestRestMs: 10_000 }, after('11'))).times).toEqual([0]);
	expect((await asked({ ...start, longestRestMs: 10_000 }, after('10'), { status: 200, body: { status: 'STARTING' } })).times).toEqual([0, 10_000]);
});

describe('what is asked again', () => {
	const GOOD = { status: 200, body: { status: 'WORKING' } };
	test.each<[what: string, first: Answered, read: boolean, write: boolean]>([
		['429', { status: 429 }, true, true],
		['500', { status: 500 }, true, false],
		['502', { status: 502, body: { code: 'wawp_upstream_error' } }, true, false],
		['503', { status: 503 }, true, false],
		['504', { status: 504 }, true, false],
		['a fault in the body', { status: 200, body: { statusCode: 500 } }, true, false],
		['a lost connection', LOST, true, false],
		['a pipe that broke', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), true, false],
		['an answer that broke off', new Error('aborted'), true, false],
		['a name server that is away', Object.assign(new Error('x'), { code: 'EAI_AGAIN' }), true, false],
		['a time-out', Object.assign(new Error('timeout of 30000ms exceeded'), { code: 'ECONNABORTED' }), false, false],
		['a refused connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), false, false],
		['an unknown host', Object.assign(new Error('x'), { code: 'ENOTFOUND' }), false, false],
		['400', { status: 400 }, false, false],
		['401', { status: 401 }, false, false],
		['403', { status: 403 }, false, false],
		['404', { status: 404, body: { code: 'invalid_session' } }, false, false],
		['408', { status: 408 }, false, false],
		['409', { status: 409 }, false, false],
		['422', { status: 422 }, false, false],
		['501', { status: 501 }, false, false],
		['the lock of strangers', { status: 500, body: { code: 463 } }, false, false],
		['the lock of strangers under 429', { status: 429, body: { message: 'error 463' } }, false, false],
		['a refusal under status 200', { status: 200, body: { success: false } }, false, false],
		['an answer that is none', { status: 200, body: {} }, false, false],
		['302', { status: 302 }, false, false],
	])('%s', async (_what, first, read, write) => {
		expect((await asked('session.getMe', first, GOOD)).times.length > 1).toBe(read);
		expect((await asked('session.restart', first, GOOD)).times.length > 1).toBe(write);
	});
});

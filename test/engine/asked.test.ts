import type { IDataObject, IHttpRequestOptions, INode, NodeApiError } from 'n8n-workflow';

import { operationOf } from '../../nodes/Wawp/engine/job';
import type { Target } from '../../nodes/Wawp/engine/operation';
import { ask, call, refusalOf } from '../../nodes/Wawp/engine/transport';
import { resources } from '../../nodes/Wawp/resources';

/* What one call sends: in which words, to which route, how often it looks at the session, and what of the answer it hands on. */

const SECRET = 'wp-token-of-some-length';
const LOGIN = { credentialsDecrypted: { id: '', name: '', type: 'wawpApi', data: {} } };
const target = (instanceId = '3EB0BCB2E3D4'): Target => ({ account: { baseUrl: 'https://api.wawp.net', instanceId: '3EB0BCB2E3D4', accessToken: SECRET, secrets: [SECRET], login: LOGIN }, instanceId });

type Answered = { status: number; body?: unknown; headers?: IDataObject } | Error;

/** A context whose Wawp answers with one after the other, the last one again and again; and what it was asked. */
function wawp(...answers: Answered[]) {
	const asked: Array<[type: string, options: IHttpRequestOptions, login: unknown]> = [];
	const httpRequestWithAuthentication = async (...given: (typeof asked)[number]) => {
		asked.push(given);
		const answer = answers[Math.min(asked.length, answers.length) - 1]!;
		if (answer instanceof Error) throw answer;
		return { statusCode: answer.status, headers: answer.headers ?? {}, body: Buffer.from(JSON.stringify(answer.body ?? {})) };
	};
	const context = { getNode: () => ({ name: 'Wawp' }) as INode, helpers: { httpRequestWithAuthentication } };
	return { context: context as never, asked, routes: () => asked.map(([, { method, url }]) => `${method} ${new URL(url).pathname}`) };
}

const row = (key: string) => operationOf(resources, key);
const failed = async (work: Promise<unknown>): Promise<NodeApiError> => await work.then(() => Promise.reject(new Error('It succeeded')), (error: NodeApiError) => error);

const NO_ROUTE = { status: 404, body: { code: 'rest_no_route' } };
const WORKING = { status: 200, body: { name: 'wawp-1', status: 'WORKING' } };

test('a call goes to Wawp as its row says, under the login and for the instance of its target, and hands on what came', async () => {
	const { context, asked } = wawp({ status: 200, body: [{ id: 'a@c.us' }] });
	expect(await call(context, row('chat.getAll'), { limit: 1 }, target('ANOTHERONE12'))).toEqual([{ id: 'a@c.us' }]);
	expect(asked).toEqual([
		[
			'wawpApi',
			{
				method: 'GET',
				url: 'https://api.wawp.net/v2/chats',
				qs: { limit: 1 },
				arrayFormat: 'repeat',
				headers: { Accept: 'application/json', 'X-Instance-ID': 'ANOTHERONE12' },
				encoding: 'arraybuffer',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: 30_000,
			},
			LOGIN,
		],
	]);
});

test('values go into the body of a POST, and nowhere else', async () => {
	const { context, asked } = wawp({ status: 200, body: { id: 'true_1@c.us_A' } });
	await call(context, row('message.sendText'), { chatId: '1@c.us', message: 'Hi' }, target());
	expect(asked[0]![1]).toMatchObject({ method: 'POST', body: { chatId: '1@c.us', message: 'Hi' }, qs: {} });
});

describe('the other route of a row', () => {
	test.each<[what: string, first: Answered, routes: string[]]>([
		['is asked where the first is not known', NO_ROUTE, ['POST /v2/session/info', 'GET /v2/session/info']],
		['is asked where the method is not allowed', { status: 405 }, ['POST /v2/session/info', 'GET /v2/session/info']],
		['is left alone where the session is not known', { status: 404, body: { code: 'invalid_session' } }, ['POST /v2/session/info']],
		['is left alone where the first answers', WORKING, ['POST /v2/session/info']],
	])('%s', async (_what, first, routes) => {
		const it = wawp(first, WORKING);
		await ask(it.context, row('session.getInfo'), {}, target());
		expect(it.routes()).toEqual(routes);
	});

	test('is not there for a row without one', async () => {
		const it = wawp(NO_ROUTE, WORKING);
		expect((await ask(it.context, row('session.restart'), {}, target())).failure).toMatchObject({ status: 404 });
		expect(it.routes()).toHaveLength(1);
	});
});

describe('other words for the same', () => {
	const DATA = { 'file[url]': 'data:image/png;base64,QUJD', 'file[mimetype]': 'image/png' };

	test.each([400, 415, 422])('are tried where the first are not taken (%d)', async (status) => {
		const it = wawp({ status }, { status: 200, body: { id: 'true_status@broadcast_A' } });
		expect((await ask(it.context, row('status.sendImage'), DATA, target())).failure).toBeUndefined();
		expect(it.asked.map(([, { body }]) => body)).toEqual([DATA, { 'file[data]': 'QUJD', 'file[mimetype]': 'image/png' }]);
	});

	test.each<[what: string, key: string, values: IDataObject, status: number]>([
		['are not tried where something else is wrong', 'status.sendImage', DATA, 403],
		['are not there for a file at an address', 'status.sendImage', { 'file[url]': 'https://files.example/a.png' }, 400],
		['are not there for another row', 'message.sendText', { chatId: '1@c.us' }, 400],
	])('%s', async (_what, key, values, status) => {
		const it = wawp({ status }, { status: 200, body: { id: 'true_1@c.us_A' } });
		expect((await ask(it.context, row(key), values, target())).failure).toMatchObject({ status });
		expect(it.asked).toHaveLength(1);
	});
});

describe('a refusal', () => {
	const REFUSED = { status: 400, body: { message: `No ${SECRET}` }, headers: { Location: `https://x/${SECRET}` } };
	const OFF = { status: 200, body: { name: 'wawp-1', status: 'STOPPED' } };

	test('is an answer to who asks, and an error to who calls, without a secret in either', async () => {
		const answer = await ask(wawp(REFUSED).context, row('session.restart'), {}, target());
		expect(answer).toMatchObject({ status: 400, headers: { location: 'https://x/***' }, failure: { status: 400, said: 'No ***', body: { message: 'No ***' } } });
		const error = await failed(call(wawp(REFUSED).context, row('session.restart'), {}, target()));
		expect(error.message).toBe('Wawp did not understand the values of this operation');
		expect(JSON.stringify([error, error.description, error.context])).not.toContain(SECRET);
	});

	test('for which the state may be the reason is told with the state, which is looked at once for a target', async () => {
		const it = wawp(REFUSED, OFF, REFUSED, REFUSED, OFF);
		const [one, other] = [target(), target()];
		for (const of of [one, one, other]) expect((await failed(call(it.context, row('message.sendText'), { chatId: '1@c.us' }, of))).message).toMatch(/^The session is STOPPED/);
		expect(it.routes()).toEqual(['/v2/send/text', '/v2/session/info', '/v2/send/text', '/v2/send/text', '/v2/session/info'].map((path) => `POST ${path}`));
	});

	test.each<[what: string, look: Answered]>([
		['brings no answer', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
		['brings another refusal', { status: 503 }],
		['says nothing of a state', { status: 200, body: { name: 'wawp-1' } }],
	])('is told as it came where a look at the state %s, which is made once', async (_what, look) => {
		const it = wawp(REFUSED, look);
		expect((await failed(call(it.context, row('message.sendText'), { chatId: '1@c.us' }, target()))).message).toBe('Wawp did not understand the values of this operation');
		expect(it.asked).toHaveLength(2);
	});

	test.each<[what: string, key: string, refused: Answered]>([
		['whose row needs no state', 'session.restart', REFUSED],
		['that names another cause', 'message.sendText', { status: 403, body: { code: 'subscription_required' } }],
	])('%s looks at none', async (_what, key, refused) => {
		const it = wawp(refused, OFF);
		await failed(call(it.context, row(key), {}, target()));
		expect(it.asked).toHaveLength(1);
	});

	test('of an answer that is none is none', async () => {
		const it = wawp(OFF);
		expect((await refusalOf(it.context, row('message.sendText'), { status: 200, headers: {}, body: {} }, target())).message).toBe('Wawp refuses this');
		expect(it.asked).toEqual([]);
	});
});

test('a call that brings no answer is an error of the network, with the item that it was for', async () => {
	const it = wawp(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }));
	const error = await failed(ask(it.context, row('session.getInfo'), {}, { ...target(), itemIndex: 3 }));
	expect([error.message, error.context.itemIndex, error.context.outcome]).toEqual(['Nothing answers at the Base URL', 3, undefined]);
});

test('and one whose fault quotes the address that was asked shows no secret, in no part of the error', async () => {
	const it = wawp(new Error(`GET https://api.wawp.net/v2/session/info?access_token=${SECRET} was blocked`));
	const error = await failed(ask(it.context, row('session.start'), {}, target()));
	expect(error.message).toBe('GET https://api.wawp.net/v2/session/info?access_token=*** was blocked');
	expect(JSON.stringify([error, error.message, error.description, error.context, error.cause, error.stack])).not.toContain(SECRET);
});

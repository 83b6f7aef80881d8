import { type Account, type Instance, type Wawp, startWawp } from './simulator';
import { clientOf, pathOf, queryOf, send } from './simulator/client';
import { seedExamples } from './simulator/exampleWorld';
import { type Operation, operations, routes } from './simulator/reference';

let wawp: Wawp;
let account: Account;

beforeAll(async () => {
	// nothing but examples and refusals here: no simulated second needs to pass
	wawp = await startWawp();
	account = wawp.addAccount({ quota: 1000 });
});
afterAll(async () => await wawp.stop());

const NEEDS_SCAN = ['auth.getQr', 'auth.getQrImage', 'auth.requestCode'];
/** Not required by the reference, and yet there is nothing to do without it. */
const NEEDED_TOO: Record<string, string[]> = { 'message.sendEvent': ['event'] };
const NOT_ALLOWED = { code: expect.any(String), message: expect.any(String) };

/** An instance for which the documented example of the operation makes sense. */
function instanceFor({ key, examples }: Operation): Instance {
	const instance = wawp.addInstance(account, { status: NEEDS_SCAN.includes(key) ? 'SCAN_QR_CODE' : 'WORKING' });
	seedExamples(wawp, instance);
	const webhook = { events: ['message'], is_active: 1, retries: { delay: 2, attempts: 1 } };
	if (key.startsWith('webhook.')) instance.webhooks.push({ url: String(examples.url), ...webhook });
	if (key === 'auth.verifyOtp') {
		const chatId = String(examples.chatId).replace(/\D/g, '');
		wawp.world.otps = [
			{ instanceId: instance.id, chatId, code: String(examples.code), sentAt: wawp.now(), wrongTries: 0 },
		];
	}
	return instance;
}

/** The required parameters, each with its documented example. */
function exampleOf({ key, path, parameters, examples }: Operation): Record<string, unknown> {
	const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
	const needed = [...inPath, ...(parameters.required ?? []), ...(NEEDED_TOO[key] ?? [])];
	return Object.assign({}, ...needed.map((name) => exampleFor(name, examples)));
}

function exampleFor(name: string, examples: Operation['examples']): Record<string, unknown> {
	if (examples[name] !== undefined) return { [name]: examples[name] };
	return Object.fromEntries(Object.entries(examples).filter(([other]) => other.startsWith(`${name}[`)));
}

async function callUnder(operation: Operation, params: Record<string, unknown>, instance?: Instance) {
	const { method } = operation;
	const { path, rest } = pathOf(operation, params);
	const all = { access_token: account.token, ...(instance && { instance_id: instance.id }), ...rest };
	if (method === 'get' || method === 'delete') return await send(wawp.url, method, `${path}?${queryOf(all)}`);
	return await send(wawp.url, method, path, all);
}

describe('every operation of the reference', () => {
	test('there are 135 of them, and more routes, because some are served under two methods', () => {
		expect(operations).toHaveLength(135);
		expect(routes.length).toBeGreaterThan(operations.length);
	});

	test.each(routes.map((operation) => [operation.key, operation.method, operation] as const))(
		'%s answers its documented call under %s',
		async (key, _method, operation) => {
			const instance = operation.needsInstance ? instanceFor(operation) : undefined;
			const { status } = await callUnder(operation, exampleOf(operation), instance);
			expect({ key: wawp.calls.at(-1)?.operation, status }).toEqual({ key, status: 200 });
		},
	);

	test.each(operations.map((operation) => [operation.key, operation] as const))(
		'%s refuses an unknown parameter and names each required one that is missing',
		async (_key, operation) => {
			const instance = operation.needsInstance ? instanceFor(operation) : undefined;
			const example = exampleOf(operation);
			const unknown = await callUnder(operation, { ...example, surprise: 'x' }, instance);
			expect(unknown).toMatchObject({ status: 400, body: { ...NOT_ALLOWED, message: 'Unknown parameter: surprise' } });
			for (const name of operation.parameters.required ?? []) {
				const others = Object.entries(example).filter(([other]) => other !== name && !other.startsWith(`${name}[`));
				const missing = await callUnder(operation, Object.fromEntries(others), instance);
				expect(missing).toMatchObject({
					status: 400,
					body: { code: 'missing_param', message: `Missing required parameter: ${name}` },
				});
			}
		},
	);

	test('one without a behaviour answers the example of its documentation', async () => {
		const instance = wawp.addInstance(account, { status: 'WORKING' });
		const call = clientOf(wawp, account.token, instance.id);
		const { body } = await call('call.reject', { callId: 'call_1', from: '1@c.us' });
		expect(body).toEqual(operations.find(({ key }) => key === 'call.reject')!.sample);
		expect(body).not.toEqual({});
	});
});

describe('routing', () => {
	test('an unknown route is a 404 of the web server, without a code of Wawp', async () => {
		const { status, body } = await send(wawp.url, 'GET', `/v2/nowhere?access_token=${account.token}`);
		expect({ status, body }).toEqual({ status: 404, body: { message: 'Not Found' } });
		expect(wawp.calls.at(-1)).toMatchObject({ operation: null, path: '/v2/nowhere', status: 404 });
	});

	test.each([
		['DELETE', '/v2/session/start'],
		['GET', '/v2/groups/join'],
		['PUT', '/v2/groups/1@g.us/leave'],
	])('%s %s exists under another method only', async (method, path) => {
		expect(await send(wawp.url, method, path)).toMatchObject({ status: 405, body: { message: 'Method Not Allowed' } });
	});

	test('a value in the path may be encoded', async () => {
		const { id } = wawp.addInstance(account, { status: 'WORKING', whatsapp: { groups: [{ id: '120363@g.us' }] } });
		await clientOf(wawp, account.token, id)('group.leave', { id: '120363@g.us' });
		expect(wawp.calls.at(-1)).toMatchObject({
			operation: 'group.leave',
			path: '/v2/groups/120363@g.us/leave',
			status: 200,
		});
	});
});

describe('authentication', () => {
	const path = '/v2/session/info';
	let id: string;
	beforeAll(() => (id = wawp.addInstance(account).id));

	test('by the query', async () => {
		const answer = await send(wawp.url, 'GET', `${path}?access_token=${account.token}&instance_id=${id}`);
		expect(answer.status).toBe(200);
		expect(wawp.calls.at(-1)).toMatchObject({
			credentials: { token: account.token, instanceId: id, carriedBy: 'query' },
			params: {},
		});
	});

	test('by the JSON body', async () => {
		const answer = await send(wawp.url, 'POST', path, { access_token: account.token, instance_id: id });
		expect(answer.status).toBe(200);
		expect(wawp.calls.at(-1)).toMatchObject({ credentials: { carriedBy: 'body' }, params: {} });
	});

	test.each([
		['access-token', ''],
		['authorization', 'Bearer '],
	])('by the header %s', async (header, prefix) => {
		const headers = { [header]: prefix + account.token, 'X-Instance-ID': id };
		expect((await send(wawp.url, 'POST', path, {}, headers)).status).toBe(200);
		expect(wawp.calls.at(-1)).toMatchObject({ credentials: { instanceId: id, carriedBy: 'headers' } });
	});

	test.each([
		['application/x-www-form-urlencoded', () => `access_token=${account.token}&instance_id=${id}`],
		['text/plain', () => JSON.stringify({ access_token: account.token, instance_id: id })],
	])('a body of type %s is not read, so that its token counts as missing', async (type, body) => {
		const answer = await send(wawp.url, 'POST', path, body(), { 'content-type': type });
		expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_access_token' } });
	});

	test.each([
		['a wrong token', () => ({ access_token: 'wrong', instance_id: id }), 401, 'invalid_access_token'],
		['no token', () => ({ instance_id: id }), 401, 'invalid_access_token'],
		['no instance', () => ({ access_token: account.token }), 400, 'missing_param'],
		['an unknown instance', () => ({ access_token: account.token, instance_id: 'NOBODY' }), 404, 'invalid_session'],
		[
			'the instance of another account',
			() => ({ access_token: wawp.addAccount().token, instance_id: id }),
			404,
			'invalid_session',
		],
	])('%s is refused', async (_what, body, status, code) => {
		expect(await send(wawp.url, 'POST', path, body())).toMatchObject({ status, body: { code } });
	});

	test('an operation without an instance refuses an instance ID', async () => {
		const answer = await clientOf(wawp, account.token, id)('session.create');
		expect(answer).toMatchObject({ status: 400, body: { message: 'Unknown parameter: instance_id' } });
	});

	test('a free account gets no webhook API', async () => {
		const free = wawp.addAccount({ plan: 'free' });
		const call = clientOf(wawp, free.token, wawp.addInstance(free).id);
		for (const { key, examples } of operations.filter((operation) => operation.key.startsWith('webhook.'))) {
			expect(await call(key, examples)).toMatchObject({ status: 403, body: { code: 'subscription_required' } });
		}
	});
});

describe('checking parameters', () => {
	let call: ReturnType<typeof clientOf>;
	let instance: Instance;
	beforeAll(() => {
		instance = wawp.addInstance(account, { status: 'WORKING' });
		call = clientOf(wawp, account.token, instance.id);
	});

	test('a JSON body must have the right types', async () => {
		const answer = await call('webhook.set', { url: 'https://a.test', events: ['message'], is_active: '1' });
		expect(answer).toMatchObject({ status: 400, body: { message: 'is_active must be number' } });
	});

	test('a query string is text, and read as what the reference asks for', async () => {
		const query = queryOf({ access_token: account.token, instance_id: instance.id, limit: 20, offset: 'ten' });
		const answer = await send(wawp.url, 'GET', `/v2/chats?${query}`);
		expect(answer).toMatchObject({ status: 400, body: { message: 'offset must be number' } });
	});

	test('a value outside the enumeration is refused and the allowed ones are named', async () => {
		const answer = await call('presence.set', { chatId: '1@c.us', presence: 'asleep' });
		expect(answer.status).toBe(400);
		expect(answer.body.message).toMatch(/^presence must be equal to one of the allowed values: online, offline/);
	});

	test.each([
		['members of their own', { 'retries[delay]': 7, 'retries[attempts]': 3 }],
		['a nested object', { retries: { delay: 7, attempts: 3 } }],
	])('an object travels as %s', async (_how, retries) => {
		instance.webhooks = [];
		const { status } = await call('webhook.set', { url: 'https://a.test', events: ['message'], ...retries });
		expect(status).toBe(200);
		expect(instance.webhooks).toMatchObject([{ retries: { delay: 7, attempts: 3 } }]);
		expect(wawp.calls.at(-1)?.params).toMatchObject(retries);
	});

	const picture = { url: 'https://a.test/a.png', filename: 'a.png' };

	test.each([
		['Unknown parameter: file[size]', { file: { ...picture, mimetype: 'image/png', size: 3 } }],
		['Missing required parameter: file[mimetype]', { file: picture }],
		['Missing required parameter: file', {}],
	])('members are checked too: %s', async (message, params) => {
		const answer = await call('message.sendImage', { chatId: '1@c.us', ...params });
		expect(answer).toMatchObject({ status: 400, body: { message } });
	});

	test('a body that is not JSON is refused', async () => {
		const headers = { 'access-token': account.token, 'x-instance-id': instance.id };
		const answer = await send(wawp.url, 'POST', '/v2/session/info', '{"half":', headers);
		expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
	});
});

import { type Account, type Instance, type Wawp, SWITCHES, startWawp } from './index';
import { type Reply, clientOf } from './client';
import { startReceiver } from './receiver';
import { SESSION_SWITCHES } from './switches';

let wawp: Wawp;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let account: Account;
let instance: Instance;

beforeAll(async () => (receiver = await startReceiver()));
afterAll(async () => await receiver.stop());
beforeEach(async () => {
	wawp = await startWawp();
	account = wawp.addAccount();
	instance = wawp.addInstance(account);
});
afterEach(async () => await wawp.stop());

const call = async (key: string, params = {}): Promise<Reply> =>
	await clientOf(wawp, account.token, key === 'session.create' ? undefined : instance.id)(key, params);

async function answer(key: string, params = {}): Promise<Reply['body']> {
	return (await call(key, params)).body;
}

async function scanning(key: string): Promise<Reply> {
	wawp.setStatus(instance.id, 'SCAN_QR_CODE');
	return await call(key);
}

async function listed() {
	instance.webhooks = [webhook('https://a.test')];
	return await answer('webhook.getAll');
}

async function delivered(event: 'session.status' | 'message.ack') {
	instance.webhooks = [webhook(receiver.url)];
	if (event === 'session.status') wawp.setStatus(instance.id, 'SCAN_QR_CODE');
	else wawp.emit(instance.id, event);
	await wawp.settled();
	return receiver.received.at(-1)!;
}

const webhook = (url: string) => ({
	url,
	events: ['session.status', 'message.ack'],
	is_active: 1,
	retries: { delay: 2, attempts: 1 },
	hmac: 'hush',
});

const keysOf = (body: object) => Object.keys(body).sort().join();
const beginning = (text: unknown) => String(text).slice(0, 10);

interface Observation {
	look: () => Promise<unknown>;
	/** What is seen under each value, in the order of the values. */
	sees: unknown[];
}

const linkUrl = expect.stringContaining('/temp-qr/');
const digits = (count: number) => expect.stringMatching(new RegExp(`^\\d{${count}}$`));

const observations: Record<keyof typeof SESSION_SWITCHES, Observation> = {
	infoMethods: { look: async () => (await call('session.getInfo')).status, sees: [200, 405] },
	infoWhenDown: {
		look: async () => {
			wawp.setStatus(instance.id, 'FAILED');
			const statusOf = async (key: string) => (await call(key)).status;
			const atFirst = [await statusOf('session.getInfo'), await statusOf('webhook.getAll'), await statusOf('session.getRateLimit')];
			instance.statuses.at(-1)!.timestamp -= 20_000;
			return [...atFirst, await statusOf('session.getInfo'), await statusOf('session.start')];
		},
		sees: [
			[200, 200, 200, 200, 200],
			[404, 404, 200, 404, 200],
			[404, 404, 200, 200, 200],
			[404, 404, 404, 404, 200],
		],
	},
	startWhenRunning: {
		look: async () => {
			wawp.setStatus(instance.id, 'WORKING');
			return (await call('session.start')).status;
		},
		sees: [200, 422],
	},
	singleWebhookRoutes: {
		look: async () => {
			const { status, body } = await call('webhook.set', { url: 'https://a.test', events: ['message'] });
			return [status, body.code];
		},
		sees: [
			[200, undefined],
			[405, undefined],
			[404, undefined],
		],
	},
	systemWebhook: {
		look: async () => {
			const { webhooks, systemConfig } = await listed();
			return [webhooks.length, keysOf(systemConfig)];
		},
		sees: [
			[1, 'events,is_active,url'],
			[2, ''],
			[1, ''],
		],
	},
	webhookAddresses: {
		look: async () => {
			await call('webhook.set', { url: 'https://a.test', events: ['message'] });
			await call('webhook.set', { url: 'https://a.test', events: ['message'] });
			return (await answer('webhook.getAll')).webhooks.map(({ url }: { url: string }) => url);
		},
		sees: [['https://a.test'], ['https://a.test?source=wawp'], ['HTTPS://A.TEST']],
	},
	listReturns: {
		look: async () => `${keysOf((await listed()).webhooks[0])} ${(await listed()).webhooks[0].hmac}`,
		sees: ['events,hmac,is_active,retries,url hush', 'events,is_active,retries,url undefined', 'events,is_active,url undefined', 'events,hmac,is_active,retries,url hus***'],
	},
	webhookList: { look: async () => Array.isArray((await listed()).webhooks), sees: [true, false] },
	configWebhooks: {
		look: async () => {
			instance.webhooks = [webhook('https://a.test')];
			const { webhooks } = (await answer('session.getInfo')).config;
			return [Array.isArray(webhooks), webhooks[0]?.url];
		},
		sees: [
			[false, undefined],
			[true, 'https://a.test'],
			[false, 'https://a.test'],
		],
	},
	metadata: {
		look: async () => [
			(await answer('session.getInfo')).config.metadata?.access_token === account.token,
			(await delivered('message.ack')).body.metadata?.instance_id === instance.id,
		],
		sees: [
			[true, true],
			[false, false],
		],
	},
	qrInInfo: {
		look: async () => beginning((await scanning('session.getInfo')).body.qr),
		sees: ['data:image', 'iVBORw0KGg', 'undefined'],
	},
	qrInEvents: {
		look: async () => beginning((await delivered('session.status')).body.payload.qr),
		sees: ['undefined', 'data:image'],
	},
	qrImage: {
		look: async () => {
			const { body, contentType } = await scanning('auth.getQrImage');
			return contentType === 'image/png' ? contentType : beginning(body.qr ?? body.base64 ?? Object.keys(body.data));
		},
		sees: ['data:image', 'iVBORw0KGg', 'qr', 'image/png'],
	},
	qrValue: { look: async () => keysOf((await scanning('auth.getQr')).body), sees: ['data,mimetype', 'expiry,value'] },
	qrExpiry: {
		look: async () => {
			const { data } = (await scanning('auth.getQr')).body;
			return String(JSON.parse(Buffer.from(data, 'base64').toString()).expiry);
		},
		sees: [digits(13), digits(10)],
	},
	meWhenDisconnected: {
		look: async () => {
			const { status, body } = await call('session.getMe');
			return [status, body.code];
		},
		sees: [
			[404, 'invalid_session'],
			[401, 'session_not_connected'],
		],
	},
	meTooEarly: {
		look: async () => {
			wawp.setStatus(instance.id, 'WORKING');
			wawp.setStatus(instance.id, 'SCAN_QR_CODE');
			wawp.conditions.lag = 3_000;
			wawp.phone.scan(instance.id, { phone: '201145202826' });
			const { status, body } = await call('session.getMe');
			return [status, body];
		},
		sees: [
			[404, expect.objectContaining({ code: 'invalid_session' })],
			[200, null],
			[200, expect.objectContaining({ id: expect.not.stringContaining('201145202826') })],
		],
	},
	createAnswer: {
		look: async () => keysOf(await answer('session.create')),
		sees: ['instance_id,session_name', 'data,success'],
	},
	createStarts: {
		look: async () => (await answer('session.create'), wawp.world.instances.at(-1)!.status),
		sees: ['STOPPED', 'STARTING'],
	},
	linkAnswer: {
		look: async () => await answer('session.createTempLink'),
		sees: [
			{ link: linkUrl, expires_at: expect.any(String) },
			{ link: { url: linkUrl, expires_at: expect.any(String) } },
		],
	},
	linkExpiryKey: {
		look: async () => await answer('session.createTempLink'),
		sees: [
			{ link: linkUrl, expires_at: expect.stringMatching(/^\d{4}-.+T.+Z$/) },
			{ link: linkUrl, expiry: expect.any(Number) },
			{ link: linkUrl, expires_in: 1800 },
			{ link: linkUrl, expiration: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) },
		],
	},
	rateLimitAnswer: {
		look: async () => {
			const { policies, free_policies, policy_slug, current_policy } = await answer('session.getRateLimit');
			const first = policies[0];
			return [keysOf(first), free_policies[0], policy_slug, current_policy];
		},
		sees: [
			['available,limits,slug', 'strict', 'standard_policy', undefined],
			[
				'available,limits,policy_slug',
				expect.objectContaining({ policy_slug: 'strict' }),
				undefined,
				'standard_policy',
			],
		],
	},
	wrongCode: {
		look: async () => {
			const { status, body } = await call('auth.verifyOtp', { chatId: '201145202826', code: '1' });
			return [status, body.success];
		},
		sees: [
			[400, undefined],
			[200, false],
			[200, true],
		],
	},
	errors: {
		look: async () => {
			const { contentType, body } = await call('session.getMe');
			return [contentType.split(';')[0], typeof body === 'string' && body.includes('not connected')];
		},
		sees: [
			['application/json', false],
			['application/xml', true],
			['text/html', true],
			['text/plain', true],
		],
	},
	refusals: {
		look: async () => {
			const { status, body } = await call('session.getMe');
			return [status, body.success, body.code];
		},
		sees: [
			[404, undefined, 'invalid_session'],
			[200, false, 'invalid_session'],
		],
	},
	deliveryShape: {
		look: async () => {
			const { body } = await delivered('session.status');
			return Array.isArray(body) ? ['in a list', body[0].event] : keysOf(body);
		},
		sees: [
			'engine,event,id,me,metadata,payload,session,timestamp',
			'instance_id,qr,status,ts',
			['in a list', 'session.status'],
		],
	},
	engine: {
		look: async () => {
			const { body } = await delivered('message.ack');
			return [keysOf(body.payload), body.engine];
		},
		sees: [
			['ack,ackName,chatId,id', 'WEBJS'],
			['ack,ackName,from,fromMe,id,participant,to', 'GOWS'],
			['ack,ackName,from,fromMe,id,participant,to', 'NOWEB'],
			['ack,ackName,from,fromMe,id,participant,to', 'WEBJS'],
		],
	},
	webhookChange: {
		look: async () => {
			wawp.setStatus(instance.id, 'WORKING');
			await call('webhook.set', { url: receiver.url, events: ['message'] });
			return instance.status;
		},
		sees: ['WORKING', 'STARTING'],
	},
	signature: {
		look: async () => {
			const { headers } = await delivered('message.ack');
			return [headers['x-wawp-signature'], headers['x-webhook-hmac'], headers['x-webhook-hmac-algorithm']];
		},
		sees: [
			[undefined, expect.stringMatching(/^[0-9a-f]{128}$/), 'sha512'],
			['hush', undefined, undefined],
			[expect.stringMatching(/^[0-9a-f]{64}$/), undefined, undefined],
			[expect.stringMatching(/^sha256=[0-9a-f]{64}$/), undefined, undefined],
			[undefined, undefined, undefined],
		],
	},
	quotesUrl: {
		look: async () => {
			const accepted = await call('session.getRateLimit');
			const refused = await call('session.getMe');
			return [accepted, refused].map(({ body }) => body.request?.url.includes(account.token));
		},
		sees: [
			[undefined, undefined],
			[true, true],
		],
	},
};

const cases = Object.entries(SESSION_SWITCHES).flatMap(([name, values]) =>
	values.map((value, index) => [name as keyof typeof SESSION_SWITCHES, value, index] as const),
);

test.each(cases)('the answers show that %s is %s', async (name, value, index) => {
	Object.assign(wawp.switches, { [name]: value });
	const { look, sees } = observations[name];
	expect(sees).toHaveLength(SESSION_SWITCHES[name].length);
	expect(await look()).toEqual(sees[index]);
});

test('the first value of every switch is taken unless another is asked for', async () => {
	const other = await startWawp({ switches: { errors: 'xml' } });
	const first = Object.fromEntries(Object.entries(SWITCHES).map(([name, [value]]) => [name, value]));
	expect(wawp.switches).toEqual(first);
	expect(other.switches).toEqual({ ...first, errors: 'xml' });
	await other.stop();
});

test('a route that is absent is refused by its status, even where refusals come under 200', async () => {
	Object.assign(wawp.switches, { refusals: 'under 200', singleWebhookRoutes: '404' });
	const absent = await call('webhook.delete', { url: 'https://a.test' });
	expect(absent).toMatchObject({ status: 404, body: { message: 'Not Found' } });
	expect((await call('webhook.getAll')).status).toBe(200);
});

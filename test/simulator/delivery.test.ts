import { createHmac } from 'node:crypto';

import { type Account, type Instance, type Wawp, startWawp } from './index';
import { clientOf } from './client';
import { startReceiver } from './receiver';

let wawp: Wawp;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let account: Account;
let instance: Instance;
let call: ReturnType<typeof clientOf>;

beforeEach(async () => {
	receiver = await startReceiver();
	wawp = await startWawp({ speed: 1000 });
	account = wawp.addAccount();
	instance = wawp.addInstance(account, { linked: true, phone: '201145202826' });
	call = clientOf(wawp, account.token, instance.id);
});
afterEach(async () => {
	await wawp.stop();
	await receiver.stop();
});

const register = async (path: string, params = {}) =>
	await call('webhook.set', { url: receiver.url + path, events: ['session.status', 'message'], ...params });

const textsAt = (path: string) =>
	receiver.received.filter((each) => each.path === path).map(({ body }) => body.payload.body);

const say = (text: string) => wawp.emit(instance.id, 'message', { body: text });

describe('what is delivered', () => {
	test('every change of state reaches a webhook that asked for it, in the documented envelope', async () => {
		await register('/');
		await call('session.start');
		await wawp.settled();
		const bodies = receiver.received.map(({ body }) => body);
		expect(bodies.map(({ payload }) => payload.status)).toEqual(['STARTING', 'WORKING']);
		expect(bodies[1]).toEqual({
			id: expect.stringMatching(/^evt_\w{26}$/),
			timestamp: expect.any(Number),
			session: instance.name,
			metadata: expect.objectContaining({ instance_id: instance.id, access_token: account.token }),
			engine: expect.any(String),
			event: 'session.status',
			payload: { name: instance.name, status: 'WORKING' },
			me: { id: '201145202826@c.us', lid: expect.stringMatching(/@lid$/), pushName: 'John Doe' },
		});
		expect(bodies[0].id).not.toBe(bodies[1].id);
	});

	test('each QR code is announced under an ID of its own', async () => {
		await register('/');
		wawp.setStatus(instance.id, 'SCAN_QR_CODE');
		await receiver.arrived(3);
		const [first, second, third] = receiver.received.map(({ body }) => body);
		expect([first, second, third]).toMatchObject(Array(3).fill({ payload: { status: 'SCAN_QR_CODE' } }));
		expect(new Set([first.id, second.id, third.id]).size).toBe(3);
	});

	test('a webhook gets the events it names, exactly, and none while it is switched off', async () => {
		await register('/messages', { events: ['message'] });
		await register('/any', { events: ['message.any'] });
		await register('/off', { is_active: 0 });
		say('Hi');
		await wawp.settled();
		expect(receiver.received.map(({ path }) => path)).toEqual(['/messages']);
	});

	test('an event may be overridden in part', async () => {
		await register('/');
		wawp.emit(instance.id, 'message', { body: 'Hi' }, { id: 'evt_mine', me: null });
		await wawp.settled();
		expect(receiver.received[0]!.body).toMatchObject({ id: 'evt_mine', me: null, event: 'message' });
	});

	test.each([
		['sha256', 'x-wawp-signature', 'sha256', ''],
		['sha256 prefixed', 'x-wawp-signature', 'sha256', 'sha256='],
		['sha512', 'x-webhook-hmac', 'sha512', ''],
	] as const)('a signature by %s is over the bytes that arrive', async (way, header, algorithm, prefix) => {
		wawp.switches.signature = way;
		await register('/', { hmac: 'hush' });
		say('Grüße');
		await wawp.settled();
		const { headers, raw } = receiver.received[0]!;
		expect(headers[header]).toBe(prefix + createHmac(algorithm, 'hush').update(raw).digest('hex'));
	});

	test('without a secret there is no signature', async () => {
		await register('/');
		say('Hi');
		await wawp.settled();
		expect(receiver.received[0]!.headers).not.toHaveProperty('x-wawp-signature');
	});
});

describe('repeats', () => {
	test('what is not taken is sent again, byte for byte, until it is', async () => {
		wawp.switches.signature = 'sha512';
		await register('/', { hmac: 'hush', 'retries[delay]': 60 });
		receiver.answerNext(500, 404);
		say('Hi');
		await wawp.settled();
		expect(wawp.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
			[1, 500],
			[2, 404],
			[3, 200],
		]);
		const same = receiver.received.map(({ raw, headers }) => `${raw.toString()} ${headers['x-webhook-request-id']}`);
		expect(new Set(same).size).toBe(1);
		const [first, second] = wawp.deliveries;
		expect((second!.at - first!.at) / 1000).toBeGreaterThan(55);
	});

	test('a redirect is not followed, and attempts come to an end', async () => {
		await register('/', { 'retries[delay]': 1, 'retries[attempts]': 3 });
		receiver.answerNext(302, 302, 302);
		say('Hi');
		await wawp.settled();
		expect(wawp.deliveries.map(({ status }) => status)).toEqual([302, 302, 302]);
	});

	test('a receiver that is away costs others nothing', async () => {
		await register('/here');
		await call('webhook.set', { url: 'http://127.0.0.1:9/', events: ['message'], 'retries[attempts]': 2 });
		say('Hi');
		await wawp.settled();
		expect(textsAt('/here')).toEqual(['Hi']);
		const away = wawp.deliveries.filter(({ url }) => url.endsWith(':9/'));
		expect(away).toMatchObject([
			{ attempt: 1, status: null, error: 'ECONNREFUSED' },
			{ attempt: 2, status: null, error: 'ECONNREFUSED' },
		]);
	});

	test.each([true, false])('a delivery may come again, concurrently: %s', async (concurrently) => {
		await register('/');
		const { id } = say('Hi');
		await wawp.settled();
		await wawp.redeliver(id, 2, { concurrently });
		await wawp.redeliver(wawp.deliveries[0]!, 1);
		expect(textsAt('/')).toEqual(['Hi', 'Hi', 'Hi', 'Hi']);
		expect(wawp.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
	});
});

describe('order', () => {
	test('a webhook gets its events one after the other, in the order they happened, and holds up no other', async () => {
		await register('/slow');
		await register('/quick');
		const release = receiver.hold('/slow');
		['one', 'two', 'three'].forEach(say);
		await receiver.arrived(4);
		release();
		await wawp.settled();
		expect(textsAt('/slow')).toEqual(['one', 'two', 'three']);
		expect(receiver.received.map(({ path }) => path).slice(-2)).toEqual(['/slow', '/slow']);
	});

	test.each([
		['in order', ['one', 'two', 'three']],
		['reversed', ['three', 'two', 'one']],
	] as const)('held deliveries are released %s', async (order, texts) => {
		await register('/');
		wawp.holdDeliveries();
		['one', 'two', 'three'].forEach(say);
		await wawp.settled();
		expect(receiver.received).toEqual([]);
		await wawp.releaseDeliveries(order);
		expect(textsAt('/')).toEqual(texts);
	});

	test('retries are held too, and go on counting when they are released', async () => {
		await register('/', { 'retries[delay]': 60 });
		receiver.answerNext(500, 500);
		say('one');
		await receiver.arrived(1);
		wawp.holdDeliveries();
		await wawp.settled();
		expect(receiver.received).toHaveLength(1);
		await wawp.releaseDeliveries('in order');
		await wawp.settled();
		expect(wawp.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
			[1, 500],
			[2, 500],
			[3, 200],
		]);
	});

	test('held deliveries are released all at once: none waits for the answer to another', async () => {
		await register('/');
		wawp.holdDeliveries();
		const events = ['one', 'two', 'three'].map(say);
		const released = wawp.releaseDeliveries('at once');
		expect(wawp.deliveries).toMatchObject(events.map(({ id }) => ({ id, attempt: 1, status: null })));
		await released;
		expect(wawp.deliveries).toMatchObject(events.map(({ id }) => ({ id, attempt: 1, status: 200 })));
		expect(textsAt('/').sort()).toEqual(['one', 'three', 'two']);
	});
});

describe('the list of webhooks', () => {
	const urls = () => instance.webhooks.map(({ url }) => url);
	const system = () => instance.systemWebhook;

	test('setting one leaves the others, and setting it again changes it in place', async () => {
		await register('/a', { hmac: 'hush', name: 'CRM' });
		await register('/b');
		await register('/a', { events: ['message.ack'] });
		expect(instance.webhooks).toMatchObject([
			{ url: `${receiver.url}/a`, events: ['message.ack'], is_active: 1, hmac: 'hush', name: 'CRM' },
			{ url: `${receiver.url}/b`, retries: { delay: 2, attempts: 15 } },
		]);
	});

	test('updating and deleting need an exact URL', async () => {
		await register('/a');
		await call('webhook.update', { url: `${receiver.url}/a`, is_active: 0 });
		expect(instance.webhooks).toMatchObject([{ is_active: 0, events: ['session.status', 'message'] }]);
		for (const key of ['webhook.update', 'webhook.delete']) {
			const refused = await call(key, { url: `${receiver.url}/a/` });
			expect(refused).toMatchObject({ status: 404, body: { code: 'webhook_not_found' } });
		}
		await call('webhook.delete', { url: `${receiver.url}/a` });
		expect(urls()).toEqual([]);
	});

	test('the system webhook can be switched off but not deleted', async () => {
		expect(await call('webhook.delete', { url: system().url })).toMatchObject({ status: 400 });
		await call('webhook.update', { url: system().url, is_active: 0 });
		expect(system().is_active).toBe(0);
	});

	test('replacing the list drops what it leaves out', async () => {
		await register('/a', { hmac: 'hush' });
		await register('/b');
		const { webhooks } = (await call('webhook.getAll')).body;
		wawp.switches.systemWebhook = 'in webhooks';
		await call('webhook.replaceAll', { webhooks: [webhooks[0], { ...system(), events: ['message'] }] });
		expect(instance.webhooks).toMatchObject([{ url: `${receiver.url}/a`, hmac: 'hush' }]);
		expect(system()).toMatchObject({ events: ['message'], is_active: 1 });

		await call('webhook.replaceAll', { webhooks: [] });
		expect(urls()).toEqual([]);
		expect(system().is_active).toBe(0);
	});

	test('an entry of the list is checked too', async () => {
		const entry = { url: 'https://a.test', events: ['message'] };
		for (const wrong of [{ url: 'a.test' }, { events: 'message' }, { is_active: 'yes' }]) {
			const answer = await call('webhook.replaceAll', { webhooks: [{ ...entry, ...wrong }] });
			expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_param' } });
		}
		expect(await call('webhook.replaceAll', { webhooks: [{ ...entry, is_active: true }] })).toMatchObject({
			status: 200,
		});
	});
});

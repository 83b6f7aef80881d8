import { clientOf, queryOf } from './client';
import { type Account, type Instance, type Wawp, startWawp } from './index';

let wawp: Wawp;
let account: Account;
let instance: Instance;
let call: ReturnType<typeof clientOf>;

beforeEach(async () => {
	wawp = await startWawp();
	account = wawp.addAccount();
	instance = wawp.addInstance(account, { status: 'WORKING' });
	call = clientOf(wawp, account.token, instance.id);
});
afterEach(async () => await wawp.stop());

test('a fault spoils the next call of its operation, once, and nothing is carried out', async () => {
	wawp.failNext({ status: 503, headers: { 'Retry-After': '7' } }, { operation: 'session.stop' });
	expect((await call('session.getInfo')).status).toBe(200);
	const spoilt = await call('session.stop');
	expect(spoilt).toMatchObject({ status: 503, body: { message: 'Service Unavailable' } });
	expect(spoilt.headers.get('retry-after')).toBe('7');
	expect(instance.status).toBe('WORKING');
	expect((await call('session.stop')).status).toBe(200);
});

test('an operation may happen although its answer is a fault', async () => {
	wawp.failNext({ status: 502, carryOut: true });
	expect(await call('session.stop')).toMatchObject({ status: 502, body: { code: 'wawp_upstream_error' } });
	expect(instance.status).toBe('STOPPED');
});

test.each([
	['a reset connection', { reset: true } as const],
	['a truncated answer', { truncate: true } as const],
])('%s is an error for the caller', async (_what, fault) => {
	wawp.failNext(fault);
	await expect(call('session.getInfo')).rejects.toThrow();
});

test('a hanging call never gets an answer', async () => {
	wawp.failNext({ hang: true });
	const patience = AbortSignal.timeout(50);
	const query = queryOf({ access_token: account.token, instance_id: instance.id });
	const hanging = fetch(`${wawp.url}/v2/session/me?${query}`, { signal: patience });
	await expect(hanging).rejects.toThrow(/timeout/);
	expect(wawp.calls.at(-1)).toMatchObject({ operation: 'session.getMe', status: null });
});

test('a delay alone leaves the true answer', async () => {
	wawp.failNext({ delayMs: 40 });
	const before = Date.now();
	expect(await call('session.getMe')).toMatchObject({ status: 200, body: { pushName: instance.pushName } });
	expect(Date.now() - before).toBeGreaterThanOrEqual(39);
});

test('a redirect and a body of any type are given as they are', async () => {
	wawp.failNext({ redirectTo: 'http://elsewhere.test/' });
	expect((await call('session.getMe')).headers.get('location')).toBe('http://elsewhere.test/');
	wawp.failNext({ status: 500, body: '<h1>Oops</h1>', contentType: 'text/html' });
	expect(await call('session.getMe')).toMatchObject({ status: 500, contentType: 'text/html', body: '<h1>Oops</h1>' });
});

test('someone else may write right after an answer has been given', async () => {
	wawp.after('session.getInfo', ({ world }) => {
		world.instances.find(({ id }) => id === instance.id)!.pushName = 'Changed';
	});
	expect((await call('session.getInfo')).body.me.pushName).toBe('John Doe');
	expect((await call('session.getInfo')).body.me.pushName).toBe('Changed');
});

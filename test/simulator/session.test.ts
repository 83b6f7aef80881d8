import { type Account, type Instance, type Wawp, startWawp } from './index';
import { clientOf } from './client';

let wawp: Wawp;
let account: Account;

beforeEach(async () => {
	// a QR code lives 300 ms, a boot takes 20
	wawp = await startWawp({ speed: 100 });
	account = wawp.addAccount();
});
afterEach(async () => await wawp.stop());

const callFor = ({ id }: Instance) => clientOf(wawp, account.token, id);
const statusOf = async (instance: Instance) => (await callFor(instance)('session.getInfo')).body.status;
const logOf = ({ id }: Instance) => wawp.log.filter(({ instanceId }) => instanceId === id).map(({ text }) => text);

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setImmediate(resolve)); // eslint-disable-line @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n
}

describe('the life of a session', () => {
	test('a new one starts, shows a QR code, works once it is scanned, and is gone once deleted', async () => {
		const { body } = await clientOf(wawp, account.token)('session.create');
		expect(body).toEqual({
			instance_id: expect.stringMatching(/^[A-Z0-9]{12}$/),
			session_name: expect.stringMatching(/^wawp-\d+$/),
		});
		const instance = wawp.world.instances[0]!;
		const call = callFor(instance);
		expect(await statusOf(instance)).toBe('STOPPED');
		const started = await call('session.start');
		expect(started.body).toEqual({ name: instance.name, status: 'STARTING', instance_id: instance.id });
		await wawp.settled();
		expect(await statusOf(instance)).toBe('SCAN_QR_CODE');

		wawp.phone.scan(instance.id, { phone: '201145202826', pushName: 'Ada' });
		expect((await call('session.getInfo')).body).toMatchObject({
			status: 'WORKING',
			me: { id: '201145202826@c.us', pushName: 'Ada' },
			qr: null,
		});
		expect((await call('session.getMe')).body.me).toEqual({ id: '201145202826@c.us', name: 'Ada' });

		expect((await call('session.delete')).body.status).toBe('DELETED');
		expect(await call('session.getInfo')).toMatchObject({ status: 404, body: { code: 'invalid_session' } });
	});

	test('a linked one goes back to work without a scan', async () => {
		const instance = wawp.addInstance(account, { linked: true });
		await callFor(instance)('session.start');
		await wawp.settled();
		expect(await statusOf(instance)).toBe('WORKING');
		await callFor(instance)('session.stop');
		expect(await statusOf(instance)).toBe('STOPPED');
		await callFor(instance)('session.restart');
		await wawp.settled();
		expect(await statusOf(instance)).toBe('WORKING');
	});

	test('logging out loses the link', async () => {
		const instance = wawp.addInstance(account, { status: 'WORKING' });
		expect((await callFor(instance)('session.logout')).body.status).toBe('SCAN_QR_CODE');
		await callFor(instance)('session.restart');
		await wawp.settled();
		expect(await statusOf(instance)).toBe('SCAN_QR_CODE');
	});

	test('a start that disturbs a working session is noted', async () => {
		const instance = wawp.addInstance(account, { status: 'WORKING' });
		expect((await callFor(instance)('session.start')).body.status).toBe('WORKING');
		expect(logOf(instance)).toContain('disturbed: started while WORKING');
	});

	test('a boot may get stuck until it is restarted', async () => {
		const instance = wawp.addInstance(account, { linked: true, stuckInStarting: true });
		await callFor(instance)('session.start');
		await wawp.settled();
		expect(await statusOf(instance)).toBe('STARTING');
		await callFor(instance)('session.restart');
		await wawp.settled();
		expect(await statusOf(instance)).toBe('WORKING');
	});

	test('boots may fail a number of times', async () => {
		const instance = wawp.addInstance(account, { linked: true, failsOnStart: 2 });
		const ends: string[] = [];
		for (let boot = 0; boot < 3; boot++) {
			await callFor(instance)('session.restart');
			await wawp.settled();
			ends.push(await statusOf(instance));
		}
		expect(ends).toEqual(['FAILED', 'FAILED', 'WORKING']);
	});

	test('stopping ends a boot that is under way', async () => {
		const instance = wawp.addInstance(account, { status: 'STARTING', linked: true });
		await callFor(instance)('session.stop');
		await wawp.settled();
		expect(await statusOf(instance)).toBe('STOPPED');
	});

	test('a code that nobody scans is followed by another, and after the sixth the session fails', async () => {
		const instance = wawp.addInstance(account, { status: 'SCAN_QR_CODE' });
		const values = new Set<string>();
		await until(() => {
			if (instance.qr) values.add(instance.qr.value);
			return instance.status === 'FAILED';
		});
		expect(values.size).toBe(6);
		expect(logOf(instance)).toContain('6 QR codes went unscanned');
	});

	test('a lost connection keeps the link, so that a restart brings the session back', async () => {
		const instance = wawp.addInstance(account, { status: 'WORKING' });
		wawp.phone.loseConnection(instance.id);
		expect(await statusOf(instance)).toBe('FAILED');
		await callFor(instance)('session.restart');
		await wawp.settled();
		expect(await statusOf(instance)).toBe('WORKING');
	});

	test('a phone that comes back brings its session back without a restart', async () => {
		const instance = wawp.addInstance(account, { status: 'WORKING' });
		wawp.phone.loseConnection(instance.id);
		wawp.phone.reconnect(instance.id);
		await wawp.settled();
		expect(await statusOf(instance)).toBe('WORKING');
	});

	test('no more sessions are created than the account may have', async () => {
		const small = wawp.addAccount({ quota: 1 });
		const create = async () => await clientOf(wawp, small.token)('session.create', { name: 'mine' });
		expect(await create()).toMatchObject({ status: 200, body: { session_name: 'mine' } });
		expect(await create()).toMatchObject({ status: 403, body: { code: 'instance_limit_reached' } });
	});
});

describe('rate limits', () => {
	test('a free account may take the free policies only', async () => {
		const free = wawp.addAccount({ plan: 'free' });
		const instance = wawp.addInstance(free);
		const call = clientOf(wawp, free.token, instance.id);
		const { body } = await call('session.getRateLimit');
		expect(body).toMatchObject({ has_active_plan: false, free_policies: ['strict', 'standard_policy'] });
		expect(await call('session.setRateLimit', { policy_slug: 'growth' })).toMatchObject({ status: 403 });
		expect(await call('session.setRateLimit', { policy_slug: 'strict' })).toMatchObject({ status: 200 });
		expect((await call('session.getRateLimit')).body.policy_slug).toBe('strict');
	});

	test('a paid account may take any policy there is', async () => {
		const call = callFor(wawp.addInstance(account));
		expect(await call('session.setRateLimit', { policy_slug: 'unlimited' })).toMatchObject({ status: 200 });
		expect(await call('session.setRateLimit', { policy_slug: 'none' })).toMatchObject({ status: 400 });
	});
});

import { clientOf } from './client';
import { type Account, type Instance, type Wawp, startWawp } from './index';
import { STORM, storm } from './storm';

let wawp: Wawp;
let account: Account;
let instance: Instance;
let call: ReturnType<typeof clientOf>;

beforeEach(async () => {
	// a lag of 3 s lasts 150 ms
	wawp = await startWawp({ speed: 20, lag: 3_000 });
	account = wawp.addAccount();
	instance = wawp.addInstance(account, { status: 'WORKING' });
	call = clientOf(wawp, account.token, instance.id);
});
afterEach(async () => await wawp.stop());

const told = async () => (await call('session.getInfo')).body.status;

async function tells(status: string): Promise<void> {
	while ((await told()) !== status);
}

test('a session is known from the start as it is', async () => {
	expect(await told()).toBe('WORKING');
});

test('info tells what happened as much later as is set, in the order in which it happened', async () => {
	wawp.phone.fail(instance.id);
	expect(instance.status).toBe('FAILED');
	expect(await told()).toBe('WORKING');
	await tells('FAILED');
	await call('session.restart');
	await tells('WORKING');
	expect(wawp.now() - wawp.log.find(({ text }) => text === 'FAILED')!.at).toBeGreaterThanOrEqual(5_000);
});

test('what happened before keeps its place where the lag becomes shorter', async () => {
	wawp.phone.fail(instance.id);
	wawp.conditions.lag = 0;
	wawp.setStatus(instance.id, 'STOPPED');
	expect(await told()).toBe('WORKING');
	await tells('STOPPED');
});

test('events and the QR code are of now', async () => {
	wawp.phone.logOut(instance.id);
	expect(await told()).toBe('WORKING');
	expect((await call('auth.getQrImage')).status).toBe(200);
	await tells('SCAN_QR_CODE');
	wawp.phone.scan(instance.id);
	expect(await told()).toBe('SCAN_QR_CODE');
	expect((await call('auth.getQrImage')).status).toBe(400);
});

test.each([
	['refused', 404, 'invalid_session'],
	['null', 200, undefined],
] as const)('who is connected is known as late as that somebody is (%s)', async (meTooEarly, status, code) => {
	wawp.switches.meTooEarly = meTooEarly;
	wawp.setStatus(instance.id, 'STOPPED');
	await tells('STOPPED');
	wawp.setStatus(instance.id, 'WORKING');
	const early = await call('session.getMe');
	expect([early.status, early.body?.code]).toEqual([status, code]);
	await tells('WORKING');
	expect((await call('session.getMe')).body.pushName).toBe('John Doe');
});

test('a connection that is lost for a moment comes back by itself', async () => {
	wawp.phone.stumbles(instance.id, { status: 'FAILED', forMs: 500 });
	await wawp.settled();
	expect(wawp.log.map(({ text }) => text).slice(-3)).toEqual(['stumbled', 'FAILED', 'WORKING']);
});

test('a restart ends what would have come by itself, and one of a session that works is called a disturbance', async () => {
	wawp.phone.stumbles(instance.id, { status: 'STARTING', forMs: 60_000 });
	await call('session.restart');
	await wawp.settled();
	await call('session.restart');
	expect(wawp.log.map(({ text }) => text).filter((text) => /restarted|stumbled/.test(text))).toEqual(['stumbled', 'restarted', 'disturbed: restarted while WORKING', 'restarted']);
});

test('a storm spoils calls while it lasts, in all its ways, and the same ones for the same numbers', async () => {
	const drawn = (from: number[]) => {
		let index = 0;
		const weather = storm(() => true, () => from[index++ % from.length]!, { share: 0.5 });
		return Array.from({ length: 12 }, () => weather(null));
	};
	const kinds = Object.values(STORM);
	const each = kinds.flatMap((_kind, index) => [0.4, (index + 0.5) / kinds.length, 0.9]);
	expect(drawn(each)).toEqual(kinds.map((kind) => ({ ...kind, carryOut: false })));
	expect(drawn([0.6])).toEqual(Array(12).fill(undefined));
	expect(storm(() => false, () => 0)('session.getInfo')).toBeUndefined();
});

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { type Fault, SWITCHES, type Wawp, startWawp } from '../simulator';
import { STORM } from '../simulator/storm';
import type { NewInstance } from '../simulator/world';
import { deedsOf, heal, leaving } from '../support/healing';
import { VirtualTime } from '../support/virtualTime';
import { WawpRig } from '../support/wawpRig';

/** As documented, session info is 1 to 3 seconds behind. */
const LAGS = [0, 500, 1_500, 3_000];

let wawp: Wawp;
let virtual: VirtualTime;
let rig: WawpRig;

async function start(lag: number, instance: NewInstance = { status: 'WORKING' }): Promise<void> {
	wawp = await startWawp({ lag });
	virtual = new VirtualTime(() => wawp.hanging);
	rig = new WawpRig(wawp, { instance });
}

afterEach(async () => {
	virtual.stop();
	await wawp.stop();
});

/** What the Wawp Trigger says of the session at this moment. */
const told = (): IDataObject => ({
	event: 'session.status',
	instanceId: rig.instance.id,
	status: rig.instance.status,
	timestamp: new Date(wawp.now()).toISOString(),
});

async function healed(item: IDataObject, parameters: INodeParameters = {}) {
	const run = await virtual.of(heal(rig, parameters, { input: [{ json: item }] }));
	const [[output, json]] = leaving(run) as [[string, IDataObject]];
	return { output, json, did: deedsOf(json) };
}

const disturbances = () => wawp.log.filter(({ text }) => text.startsWith('disturbed'));
const happened = (what: string) => wawp.log.filter(({ text }) => text === what).map(({ at }) => at);

describe.each(LAGS)('where session info is %i ms behind', (lag) => {
	test('a session that failed is restarted, whatever info still says', async () => {
		await start(lag, { status: 'WORKING' });
		wawp.phone.fail(rig.instance.id);
		const { output, did } = await healed(told());
		expect([output, did, rig.instance.status]).toEqual(['Working', ['restart'], 'WORKING']);
		expect(disturbances()).toEqual([]);
		const [[failed], [restarted]] = [happened('FAILED'), happened('restarted')];
		// Where info contradicts what was told, it takes until it no longer does.
		expect(restarted! - failed!).toBeLessThanOrEqual(lag === 0 ? 3_000 : lag + 5_000);
	});

	test('a session that stopped is started', async () => {
		await start(lag);
		wawp.setStatus(rig.instance.id, 'STOPPED');
		const { output, did } = await healed(told());
		expect([output, did, rig.instance.status]).toEqual(['Working', ['start'], 'WORKING']);
	});

	test('a phone that logged out is a login', async () => {
		await start(lag);
		wawp.phone.logOut(rig.instance.id);
		const { output, did } = await healed(told(), { options: { qrAsImage: true, withTempLink: true } });
		expect([output, did]).toEqual(['Needs Login', []]);
	});

	test.each(['FAILED', 'STARTING'] as const)('a session that is %s for half a second is left alone', async (status) => {
		await start(lag);
		wawp.phone.stumbles(rig.instance.id, { status, forMs: 500 });
		const { output, did } = await healed(told());
		expect([output, did]).toEqual(['Working', []]);
		expect(disturbances()).toEqual([]);
		expect(rig.calls.length).toBeLessThanOrEqual(10);
	});

	test('a scheduled look at a session that works costs one request', async () => {
		await start(lag);
		const { output } = await healed({});
		expect([output, rig.calls.length]).toEqual(['Working', 1]);
	});

	test('a scheduled look at a session that stumbles leaves it alone', async () => {
		await start(lag);
		wawp.phone.stumbles(rig.instance.id, { status: 'FAILED', forMs: 500 });
		await virtual.pass(lag + 100);
		const { output, did } = await healed({});
		expect([output, did]).toEqual(['Working', []]);
	});

	test('a restart that hangs is restarted after a minute', async () => {
		await start(lag);
		wawp.phone.fail(rig.instance.id);
		rig.instance.stuckInStarting = 1;
		const { output, did } = await healed(told());
		expect([output, did, rig.instance.status]).toEqual(['Working', ['restart', 'restart'], 'WORKING']);
		const [first, second] = happened('restarted') as [number, number];
		expect(second - first).toBeGreaterThanOrEqual(60_000);
		expect(second - first).toBeLessThanOrEqual(75_000);
	});
});

test.each(Object.entries(STORM))('%s, for twenty seconds, is no answer: it is waited for', async (_what, fault) => {
	await start(0, { status: 'FAILED', linked: true });
	const end = wawp.now() + 20_000;
	wawp.conditions.weather = () => (wawp.now() < end ? fault : undefined);
	const { output, did } = await healed({});
	expect([output, did, rig.instance.status]).toEqual(['Working', ['restart'], 'WORKING']);
});

test.each(Object.entries(STORM))('%s to a restart does not end the recovery', async (_what, fault) => {
	await start(0, { status: 'FAILED', linked: true });
	wawp.failNext(fault, { operation: 'session.restart' });
	const { output, json } = await healed({});
	expect([output, rig.instance.status]).toEqual(['Working', 'WORKING']);
	expect(json.waitedMs).toBeLessThan(60_000);
	expect((json.actions as IDataObject[]).length).toBeLessThanOrEqual(2);
	const times = happened('restarted');
	expect(times.slice(1).every((at, index) => at - times[index]! >= 30_000)).toBe(true);
});

describe.each(['30', '29.5', '3600'])('a Wawp that asks to be left alone for %s seconds', (seconds) => {
	const BUSY: Fault = { status: 429, headers: { 'retry-after': seconds } };

	test.each(['session.ensureWorking', 'session.waitForStatus'])('holds %s up no longer than its time limit, and is asked no more often than it wants', async (operation) => {
		await start(0, { status: 'FAILED', linked: true });
		const begun = wawp.now();
		wawp.conditions.weather = () => BUSY;
		const error = await virtual.of(rig.error(operation, { timeLimit: 10 }));
		expect(error.message).toBe('Wawp is receiving too many requests');
		expect([wawp.now() - begun >= 10_000, wawp.now() - begun <= 11_000, rig.calls.length <= 2]).toEqual([true, true, true]);
	});

	test('is asked again then', async () => {
		await start(0, { status: 'FAILED', linked: true });
		const end = wawp.now() + 20_000;
		wawp.conditions.weather = () => (wawp.now() < end ? BUSY : undefined);
		const { output, json } = await healed({}, { timeLimit: 120 });
		expect([output, Number(json.waitedMs) <= 50_000]).toEqual(['Working', true]);
	});
});

test('an answer that is lost costs a recovery three seconds', async () => {
	await start(0);
	wawp.phone.fail(rig.instance.id);
	wawp.failNext({ hang: true }, { operation: 'session.getInfo' });
	const { did } = await healed(told());
	const [[failed], [restarted]] = [happened('FAILED'), happened('restarted')];
	expect([did, restarted! - failed! >= 3_000, restarted! - failed! <= 5_000]).toEqual([['restart'], true, true]);
});

test('a Wawp that never answers is an error that says why, when the time is over', async () => {
	await start(0);
	wawp.conditions.weather = () => STORM['cut JSON under 200'];
	const error = await virtual.of(rig.error('session.ensureWorking', { timeLimit: 20 }));
	expect(error.message).toBe("Wawp's answer was not understood");
});

test.each([
	['an item of another session', { event: 'session.status', instanceId: 'OTHEROTHER12', status: 'FAILED' }],
	['an item without a state', { instanceId: '={{ }}', status: 'active' }],
])('%s tells nothing', async (_what, item) => {
	await start(0);
	await healed(item);
	expect(rig.calls).toHaveLength(1);
});

describe('who waits for a state', () => {
	const waited = async (item: IDataObject, parameters: INodeParameters = {}) =>
		(await virtual.of(rig.items('session.waitForStatus', parameters, { input: [{ json: item }] })))[0]!.json;

	test.each(LAGS)('takes none from before what was done just now for it, with a lag of %i ms', async (lag) => {
		await start(lag);
		const [{ json: loggedOut }] = (await virtual.of(rig.items('session.logout'))) as [{ json: IDataObject }];
		expect(await waited(loggedOut, { timeLimit: 20 })).toMatchObject({ reached: false, status: 'SCAN_QR_CODE' });
	});

	test.each(LAGS)('nor from before the event that started the workflow, with a lag of %i ms', async (lag) => {
		await start(lag);
		wawp.phone.fail(rig.instance.id);
		expect(await waited(told(), { timeLimit: 20 })).toMatchObject({ reached: false, status: 'FAILED' });
	});

	test('takes it as soon as it cannot be from before any more', async () => {
		await start(0, { status: 'SCAN_QR_CODE' });
		const item = told();
		wawp.phone.scan(rig.instance.id);
		const { reached, waitedMs } = await waited(item);
		expect([reached, Number(waitedMs) >= 5_000, Number(waitedMs) <= 6_000]).toEqual([true, true, true]);
	});

	test('is not kept waiting for what was told longer ago', async () => {
		await start(0);
		const json = await waited({ ...told(), status: 'FAILED', timestamp: new Date(wawp.now() - 6_000).toISOString() });
		expect([json.reached, rig.calls.length]).toEqual([true, 1]);
	});

	test('nor where the time limit does not allow for it', async () => {
		await start(0);
		expect(await waited({ ...told(), status: 'FAILED' }, { timeLimit: 0 })).toMatchObject({ reached: true });
	});
});

describe.each(SWITCHES.meTooEarly)('right after it was scanned, where Wawp does not know yet who it is (%s)', (meTooEarly) => {
	test.each(LAGS)('an account is asked for again, with a lag of %i ms', async (lag) => {
		await start(lag, { status: 'SCAN_QR_CODE' });
		wawp.switches.meTooEarly = meTooEarly;
		wawp.phone.scan(rig.instance.id, { phone: '201145202826', pushName: 'Support' });
		const [item] = await virtual.of(rig.items('session.getMe', {}, { input: [{ json: told() }] }));
		expect(item!.json).toMatchObject({ phoneNumber: '201145202826', pushName: 'Support' });
		expect(rig.calls.length).toBeLessThanOrEqual(1 + 2 * Math.ceil(lag / 1_000));
	});

	test.each(LAGS)('an account is verified, with a lag of %i ms', async (lag) => {
		await start(lag, { status: 'SCAN_QR_CODE' });
		wawp.switches.meTooEarly = meTooEarly;
		wawp.phone.scan(rig.instance.id, { phone: '201145202826', pushName: 'Support' });
		const [item] = await virtual.of(rig.items('session.verifyAccount', { expectedNumber: '201145202826', onMismatch: 'logOut' }));
		expect(item!.json).toMatchObject({ matches: true });
	});

	test.each(LAGS)('the right phone stays linked where another one was before, with a lag of %i ms', async (lag) => {
		await start(0, { status: 'WORKING', phone: '16505550100' });
		wawp.switches.meTooEarly = meTooEarly;
		wawp.phone.logOut(rig.instance.id);
		wawp.conditions.lag = lag;
		wawp.phone.scan(rig.instance.id, { phone: '201145202826', pushName: 'Support' });
		const [item] = await virtual.of(rig.items('session.verifyAccount', { expectedNumber: '201145202826', onMismatch: 'logOut' }));
		expect([item!.json.matches, rig.instance.linked]).toEqual([true, true]);
	});

	test('an answer that takes long is not taken for a late no', async () => {
		await start(3_000, { status: 'SCAN_QR_CODE' });
		wawp.switches.meTooEarly = meTooEarly;
		wawp.phone.scan(rig.instance.id, { phone: '201145202826', pushName: 'Support' });
		wawp.failNext({ delayMs: 6_000 }, { operation: 'session.getInfo' });
		const [item] = await virtual.of(rig.items('session.getMe', {}, { input: [{ json: told() }] }));
		expect(item!.json).toMatchObject({ phoneNumber: '201145202826', pushName: 'Support' });
	});

	test('what a Wawp in trouble takes is not taken from the time that a late answer has', async () => {
		await start(14_000, { status: 'SCAN_QR_CODE' });
		wawp.switches.meTooEarly = meTooEarly;
		wawp.phone.scan(rig.instance.id, { phone: '201145202826', pushName: 'Support' });
		// Some eleven seconds, as each question is asked four times.
		for (let count = 0; count < 8; count++) wawp.failNext({ status: 503 }, { operation: 'session.getMe' });
		const [item] = await virtual.of(rig.items('session.getMe', {}, { input: [{ json: told() }] }));
		expect(item!.json).toMatchObject({ phoneNumber: '201145202826', pushName: 'Support' });
	});

	test('a session that nobody scans is said not to be connected, within some seconds', async () => {
		await start(0, { status: 'SCAN_QR_CODE' });
		wawp.switches.meTooEarly = meTooEarly;
		const before = wawp.now();
		const error = await virtual.of(rig.error('session.getMe'));
		expect(error.message).toBe('The session is not connected to WhatsApp: it is SCAN_QR_CODE');
		expect(wawp.now() - before).toBeLessThanOrEqual(6_000);
	});
});

import { type INodeParameters, sleep } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import type { Wawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { items } from '../support/engine';
import { until } from '../support/exampleRig';
import { pausesFrom, sum } from '../support/pauses';
import { timelessWawp } from '../support/timelessWawp';
import type { VirtualTime } from '../support/virtualTime';
import { ACTION, WawpRig } from '../support/wawpRig';

let wawp: Wawp;
let virtual: VirtualTime;
beforeEach(async () => void ({ wawp, virtual } = await timelessWawp()));
afterEach(async () => {
	jest.restoreAllMocks();
	virtual.stop();
	await wawp.stop();
});

const rigWith = (instance: NewInstance = {}): WawpRig => new WawpRig(wawp, { instance });

const later = (seconds: number, happens: () => void) => void sleep(seconds * 1000).then(happens);

const waited = async (rig: WawpRig, parameters: INodeParameters = {}) => (await rig.items('session.waitForStatus', parameters))[0]!.json;

const silence = (looks: number) => {
	for (let count = 0; count < looks * 4; count++) wawp.failNext({ status: 502, headers: { 'retry-after': '0' } });
};

test('a session that is in the state already is looked at once', async () => {
	const rig = rigWith({ status: 'WORKING', phone: '201145202826', pushName: 'Support' });
	expect(await waited(rig)).toEqual({
		instanceId: rig.instance.id,
		reached: true,
		status: 'WORKING',
		waitedMs: expect.any(Number),
		account: { id: '201145202826@c.us', phoneNumber: '201145202826', pushName: 'Support' },
	});
	expect(rig.calls.map(({ operation }) => operation)).toEqual(['session.getInfo']);
});

test.each([2, 3])('a scan of the QR code number %i ends the wait', async (number) => {
	const rig = rigWith({ status: 'SCAN_QR_CODE' });
	void until(() => codesShown() === number, 60_000).then(() => wawp.phone.scan(rig.instance.id));
	const json = await waited(rig, { timeLimit: 600 });
	expect(json).toMatchObject({ reached: true, status: 'WORKING' });
	expect(codesShown()).toBeGreaterThanOrEqual(number);
	// Every 3 to 5 seconds for half a minute, every 6 to 10 after that.
	expect(rig.calls.length).toBeLessThanOrEqual(12 + 5 * number);
});

const codesShown = () => wawp.log.filter(({ text }) => text.startsWith('QR code')).length;

test('any of the chosen states ends it, and only those', async () => {
	const rig = rigWith({ status: 'STARTING' });
	const json = await waited(rig, { states: ['FAILED', 'SCAN_QR_CODE'] });
	expect(json).toMatchObject({ reached: true, status: 'SCAN_QR_CODE', account: null });
});

test('nothing is done to the session', async () => {
	const rig = rigWith({ status: 'FAILED', linked: true });
	await waited(rig, { timeLimit: 20 });
	expect(new Set(rig.calls.map(({ operation }) => operation))).toEqual(new Set(['session.getInfo']));
});

test('a time-out is an item that says so', async () => {
	const rig = rigWith();
	const pauses = pausesFrom(time);
	const json = await waited(rig, { timeLimit: 10 });
	expect(json).toMatchObject({ reached: false, status: 'STOPPED' });
	expect(json.waitedMs).toBeGreaterThanOrEqual(10_000);
	expect(sum(pauses)).toBeLessThanOrEqual(10_000);
});

test('a limit that is shorter than the pace is kept as well', async () => {
	const pauses = pausesFrom(time);
	const json = await waited(rigWith(), { timeLimit: 1 });
	expect(json.reached).toBe(false);
	expect(json.waitedMs).toBeGreaterThanOrEqual(1_000);
	expect(sum(pauses)).toBeLessThanOrEqual(1_000);
});

test('a time-out is an error, on request', async () => {
	const rig = rigWith();
	const error = await rig.error('session.waitForStatus', { timeLimit: 10, timeOutIsError: true });
	expect(error.message).toBe('The time limit ended while the session was STOPPED');
	expect(error.description).toMatch(/'Ensure Working'/);
});

test.each([-1, 601])('a time limit of %s seconds is refused, as n8n keeps the execution open all the while', async (timeLimit) => {
	const rig = rigWith();
	const error = await rig.error('session.waitForStatus', { timeLimit });
	expect(error).toMatchObject({ message: "'Time Limit (Seconds)' is not between 0 and 600", description: expect.stringMatching(/'Wawp Trigger'/) });
	expect(rig.calls).toEqual([]);
});

test('an expression that names no state is refused', async () => {
	const rig = rigWith();
	expect((await rig.error('session.waitForStatus', { states: '={{ [] }}' })).message).toBe("'States' is empty");
	expect(rig.calls).toEqual([]);
});

test('a Wawp that is silent for ten seconds is waited for', async () => {
	const rig = rigWith({ status: 'WORKING' });
	silence(3);
	const json = await waited(rig);
	expect(json.reached).toBe(true);
	expect(json.waitedMs).toBeGreaterThanOrEqual(9_000);
});

test('a Wawp that falls silent before the limit is a time-out', async () => {
	const rig = rigWith();
	wawp.after('session.getInfo', () => silence(10));
	expect(await waited(rig, { timeLimit: 15 })).toMatchObject({ reached: false, status: null });
});

test('a Wawp that was silent all the time is an error', async () => {
	const rig = rigWith({ status: 'WORKING' });
	silence(10);
	expect((await rig.error('session.waitForStatus', { timeLimit: 10 })).message).toBe('Wawp cannot reach its WhatsApp engine at the moment');
});

test('a session that is deleted meanwhile is an error within half a minute or so', async () => {
	const rig = rigWith();
	let deletedAt = 0;
	later(10, () => {
		wawp.world.instances = [];
		deletedAt = Date.now();
	});
	expect((await rig.error('session.waitForStatus')).message).toBe('Wawp finds no session with this Instance ID');
	const looks = rig.calls.filter(({ at }) => at >= deletedAt);
	expect(looks.length).toBeLessThanOrEqual(36);
});

test.each([false, true])('so is one that is gone when the time limit ends, though it was there before, whether a time-out is an error (%s) or not', async (timeOutIsError) => {
	const rig = rigWith({ status: 'STOPPED' });
	void until(() => rig.calls.length > 0).then(() => (wawp.world.instances = []));
	expect((await rig.error('session.waitForStatus', { timeLimit: 12, timeOutIsError })).message).toBe('Wawp finds no session with this Instance ID');
});

test('one that is not found for a moment, however late in the wait, is waited for', async () => {
	const rig = rigWith({ status: 'FAILED', linked: true });
	const { instances } = wawp.world;
	later(60, () => (wawp.world.instances = []));
	later(75, () => {
		wawp.world.instances = instances;
		wawp.setStatus(rig.instance.id, 'WORKING');
	});
	const json = await waited(rig, { timeLimit: 300 });
	expect([json.reached, json.status, rig.calls.some(({ operation }) => operation === 'session.getRateLimit')]).toEqual([true, 'WORKING', true]);
});

test('a stopped execution asks nothing more', async () => {
	const rig = rigWith();
	const stop = new AbortController();
	// The look is over by then, and the wait is not.
	wawp.after('session.getInfo', () => later(1, () => stop.abort()));
	const parameters = { resource: 'session', operation: 'waitForStatus' };
	await rig.rig.runNode({ type: ACTION, credentials: ['wawpApi'], parameters }, undefined, 'manual', stop.signal);
	await sleep(30_000);
	expect(rig.calls).toHaveLength(1);
});

test('items wait side by side', async () => {
	const rig = rigWith();
	const others = Array.from({ length: 3 }, () => wawp.addInstance(rig.account, { linked: true, status: 'STARTING' }));
	const input = others.map(({ id }) => ({ json: { id } }));
	const run = await rig.run('session.waitForStatus', { instanceId: '={{ $json.id }}' }, { input });
	expect(items(run).map(({ json, pairedItem }) => [json.instanceId, json.reached, pairedItem])).toEqual(others.map(({ id }, item) => [id, true, { item }]));
	const asked = rig.calls.map(({ credentials }) => credentials.instanceId);
	expect(new Set(asked.slice(0, 3))).toEqual(new Set(others.map(({ id }) => id)));
});

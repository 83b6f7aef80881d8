import type { IDataObject } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { type Fault, type Wawp, startWawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { Rig } from '../support/engine';
import { freshNodes } from '../support/freshNodes';
import { deedsOf, leaving } from '../support/healing';
import { SharedDatabase } from '../support/sharedDatabase';
import { VirtualTime } from '../support/virtualTime';
import { ACTION, WawpRig } from '../support/wawpRig';

let wawp: Wawp;
let virtual: VirtualTime;
let database: SharedDatabase;
let rig: WawpRig;

async function start(lag: number, instance: NewInstance = { status: 'FAILED', linked: true }): Promise<void> {
	wawp = await startWawp({ lag });
	virtual = new VirtualTime(() => wawp.hanging);
	database = await new SharedDatabase(() => 2 + Math.random() * 8).use();
	rig = new WawpRig(wawp, { instance });
}

afterEach(async () => {
	virtual.stop();
	await wawp.stop();
});

/** As a worker has it: it remembers what it did itself. */
function worker(): Rig {
	const credentials = { wawpApi: { accessToken: rig.account.token, instanceId: rig.instance.id, baseUrl: wawp.url } };
	return new Rig({ nodeTypes: freshNodes(), credentialTypes: [new WawpApi()], credentials });
}

const SPEC = { id: 'the-node', type: ACTION, credentials: ['wawpApi'], parameters: { resource: 'session', operation: 'ensureWorking' } };

async function heals(workers: Rig[]) {
	const runs = await virtual.of(Promise.all(workers.map(async (one) => await one.runNode(SPEC))));
	return runs.map((run) => {
		const [[output, json]] = leaving(run) as [[string, IDataObject]];
		return { output, did: deedsOf(json) };
	});
}

const restarts = () => wawp.log.filter(({ text }) => text === 'restarted').map(({ at }) => at);
const disturbances = () => wawp.log.filter(({ text }) => text.startsWith('disturbed'));

test.each([0, 500, 1_500, 3_000])('workers that heal one session at the same moment restart it once, with a lag of %i ms', async (lag) => {
	for (let round = 0; round < 6; round++) {
		await start(lag);
		const both = await heals([worker(), worker()]);
		expect(both.map(({ output }) => output)).toEqual(['Working', 'Working']);
		expect([both.flatMap(({ did }) => did), restarts().length, disturbances()]).toEqual([['restart'], 1, []]);
		virtual.stop();
		await wawp.stop();
	}
	await start(lag);
});

test.each<[string, Fault | undefined]>([
	['it answers well', undefined],
	['it says that it cannot', { status: 502, carryOut: true }],
])('workers that cannot heal it restart it 30 seconds apart, and not for ever, where %s', async (_how, fault) => {
	await start(0, { status: 'FAILED', linked: true, failsOnStart: 99 });
	wawp.conditions.bootMs = () => 4_000;
	wawp.conditions.weather = (operation) => (operation === 'session.restart' ? fault : undefined);
	await heals([worker(), worker(), worker()]);
	const times = restarts();
	times.slice(1).forEach((at, index) => expect(at - times[index]!).toBeGreaterThanOrEqual(30_000));
	expect(times.length).toBeLessThanOrEqual(4);
});

test('a worker whose restart did not begin soon makes it again, and keeps the others off for 30 seconds from then on', async () => {
	for (let round = 0; round < 4; round++) {
		await start(0, { status: 'FAILED', linked: true, failsOnStart: 99 });
		wawp.failNext({ status: 502 }, { operation: 'session.restart' });
		await heals([worker(), worker()]);
		const times = restarts();
		const [refused, done] = wawp.calls.filter(({ operation }) => operation === 'session.restart').map(({ at }) => at);
		expect([times.length >= 2, done! - refused! < 8_000]).toEqual([true, true]);
		times.slice(1).forEach((at, index) => expect(at - times[index]!).toBeGreaterThanOrEqual(30_000));
		virtual.stop();
		await wawp.stop();
	}
	await start(0);
});

test('a worker that leaves a restart to another one, which made it, restarts as soon as half a minute has gone by since then', async () => {
	await start(0, { status: 'FAILED', linked: true, failsOnStart: 99 });
	const [one, another] = [worker(), worker()];
	const first = one.runNode(SPEC);
	await virtual.until(() => restarts().length > 0);
	await virtual.pass(15_000);
	await heals([another]);
	await virtual.of(first);
	const [made] = restarts();
	const [, again] = restarts().map((at) => at - made!);
	// Half a minute and a part more is blocked, and the next look is two seconds away. From its own note on it would be 49.
	expect([again! >= 30_000, again! < 40_000]).toEqual([true, true]);
});

test('a worker that died in between blocks a session for half a minute, not for good', async () => {
	await start(0);
	const [dying, next] = [worker(), worker()];
	const stop = new AbortController();
	wawp.failNext({ hang: true }, { operation: 'session.restart' });
	const dead = dying.runNode(SPEC, undefined, 'manual', stop.signal);
	await virtual.until(() => wawp.calls.some(({ operation }) => operation === 'session.restart'));
	stop.abort();
	const before = wawp.now();
	const [done] = await heals([next]);
	expect(done!.output).toBe('Working');
	expect(wawp.now() - before).toBeLessThanOrEqual(45_000);
	await virtual.of(dead);
});

test('a worker that has restarted a session leaves the start that is due then to another one that has just made it', async () => {
	await start(0);
	// Wawp says that it does it, and nothing comes of it.
	wawp.conditions.weather = (operation) => {
		if (operation !== 'session.restart' && operation !== 'session.start') return undefined;
		wawp.setStatus(rig.instance.id, 'STOPPED');
		return { status: 200, body: { name: rig.instance.name, status: 'STARTING' } };
	};
	const asked = (operation: string) => wawp.calls.filter((call) => call.operation === operation).map(({ at }) => at);
	const [one, another] = [worker(), worker()];
	const first = one.runNode(SPEC);
	await virtual.until(() => asked('session.restart').length > 0);
	await heals([another]);
	await virtual.of(first);
	const starts = asked('session.start');
	expect([asked('session.restart').length, starts.length >= 2]).toEqual([1, true]);
	starts.slice(1).forEach((at, index) => expect(at - starts[index]!).toBeGreaterThanOrEqual(30_000));
});

test('what another worker does to one session lets nobody restart another one sooner', async () => {
	await start(0);
	const second = wawp.addInstance(rig.account, { status: 'WORKING', linked: true });
	const [one, another] = [worker(), worker()];
	await heals([another]);
	await virtual.of(one.runNode({ ...SPEC, parameters: { resource: 'session', operation: 'restart', instanceId: second.id } }));
	for (const { id } of [rig.instance, second]) wawp.setStatus(id, 'FAILED');
	const { length } = wawp.calls;
	const items = [rig.instance, second].map(({ id }) => ({ json: { id } }));
	const run = await virtual.of(one.runNode({ ...SPEC, parameters: { ...SPEC.parameters, instanceId: '={{ $json.id }}' } }, items));
	expect(leaving(run).map(([output]) => output)).toEqual(['Working', 'Working']);
	const times = wawp.log.filter(({ instanceId, text }) => instanceId === second.id && text === 'restarted').map(({ at }) => at);
	expect([times.length, times[1]! - times[0]! >= 30_000]).toEqual([2, true]);
	expect(wawp.calls.slice(length).filter(({ operation }) => operation === 'session.restart')).toHaveLength(2);
});

test('a database that is away keeps no session down', async () => {
	await start(0);
	database.isBroken = true;
	expect(await heals([worker()])).toEqual([{ output: 'Working', did: ['restart'] }]);
});

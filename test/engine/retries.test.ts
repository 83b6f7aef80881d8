import { sleep } from 'n8n-workflow';

import { type Fault, type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp);
});
afterEach(async () => await wawp.stop());

const now = { 'retry-after': '0' };

test.each<[string, Fault]>([
	['429', { status: 429, headers: now }],
	['500', { status: 500, headers: now }],
	['502', { status: 502, headers: now }],
	['a lost connection', { reset: true }],
	['a truncated answer', { truncate: true }],
])('a read is repeated after %s', async (_name, fault) => {
	wawp.failNext(fault);
	expect((await rig.items('session.getInfo'))[0]!.json.status).toBe('STOPPED');
	expect(rig.calls).toHaveLength(2);
});

test('a write is repeated after 429, which means that it was not carried out', async () => {
	wawp.failNext({ status: 429, headers: now });
	await rig.items('session.start');
	expect(rig.calls.map(({ status }) => status)).toEqual([429, 200]);
});

test.each<[string, Fault]>([
	['500', { status: 500, headers: now }],
	['502', { status: 502, headers: now }],
	['a lost connection', { reset: true }],
])('a write is never repeated after %s', async (_name, fault) => {
	wawp.failNext({ ...fault, carryOut: true });
	await rig.error('session.restart');
	expect(rig.calls).toHaveLength(1);
});

test('waits as long as Wawp asks', async () => {
	wawp.failNext({ status: 429, headers: { 'retry-after': '1' } });
	const start = Date.now();
	await rig.items('session.start');
	expect(Date.now() - start).toBeGreaterThanOrEqual(990);
});

test('gives up at once when Wawp asks for longer than anybody waits, and says how long', async () => {
	wawp.failNext({ status: 429, headers: { 'retry-after': '3600' } });
	const error = await rig.error('session.start');
	expect(error.description).toMatch(/asks to wait 3600 seconds/);
	expect(rig.calls).toHaveLength(1);
});

test('gives up after four tries', async () => {
	for (let count = 0; count < 6; count++) wawp.failNext({ status: 503, headers: now });
	await rig.error('session.getInfo');
	expect(rig.calls).toHaveLength(4);
});

test('a cancelled run waits no longer', async () => {
	const stop = new AbortController();
	for (let count = 0; count < 6; count++) wawp.failNext({ status: 503, headers: { 'retry-after': '20' } });
	const spec = { type: 'n8n-nodes-wawp.wawp', credentials: ['wawpApi'], parameters: { resource: 'session', operation: 'getInfo' } };
	const start = Date.now();
	void sleep(300).then(() => stop.abort());
	await rig.rig.runNode(spec, undefined, 'manual', stop.signal);
	expect(Date.now() - start).toBeLessThan(5000);
	expect(rig.calls.length).toBeLessThan(3);
});

test('each try carries the token afresh, once, where it belongs', async () => {
	wawp.failNext({ status: 429, headers: now });
	wawp.failNext({ status: 429, headers: now });
	await rig.items('session.getRateLimit');
	const each = { token: rig.account.token, instanceId: rig.instance.id, carriedBy: 'query' };
	expect(rig.calls.map(({ credentials }) => credentials)).toEqual([each, each, each]);
});

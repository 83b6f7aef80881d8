import type { IDataObject } from 'n8n-workflow';

import { freshNodes } from '../support/freshNodes';
import { type Given, TriggerRig, post } from '../support/triggerRig';
import { VirtualTime } from '../support/virtualTime';

/* Events that name their session and no instance, at an address that a person pasted. What is looked at has an instance: the two are one. */

let rig: TriggerRig;
let id: string;
let virtual: VirtualTime;

afterEach(async () => {
	virtual.stop();
	await rig.stop();
});

const WORKING = { status: 'WORKING' as const, phone: '201145202826' };

async function listening(given: Given = {}, parameters: (other: string) => IDataObject = () => ({}), names: { own?: string; other?: string } = {}): Promise<void> {
	rig = await TriggerRig.start({ speed: 1, instance: WORKING, ...given });
	virtual = new VirtualTime(() => rig.wawp.hanging);
	const other = rig.wawp.addInstance(rig.account, WORKING);
	if (names.own) rig.instance.name = names.own;
	if (names.other) other.name = names.other;
	id = await virtual.of(rig.activate({ registerAutomatically: false, startOn: 'outage', ...parameters(other.id) }));
	await virtual.of(rig.settled());
}

let count = 0;

/** As an engine tells it that knows its own name for the session, and no ID of Wawp's. */
async function heard(status: string, session = rig.instance.name, more: IDataObject = {}): Promise<string[]> {
	await virtual.pass(1_000);
	rig.wawp.setStatus(rig.instance.id, status as 'WORKING');
	await virtual.of(post(rig.n8n.webhookUrl(id), JSON.stringify({ id: `evt_${++count}`, event: 'session.status', session, timestamp: Date.now(), payload: { name: session, status }, ...more })));
	return await news();
}

async function looked(): Promise<string[]> {
	await virtual.pass(60_000);
	await virtual.of(rig.n8n.poll(id));
	return await news();
}

const news = async () =>
	(await virtual.of(rig.started())).map(({ instanceId, session, outage }) => {
		const { from, to, lastedSeconds } = outage as IDataObject;
		return `${lastedSeconds === undefined ? 'lost' : 'back'} ${String(from)}>${String(to)} of ${instanceId === rig.instance.id ? 'it' : `${String(instanceId)} ${String(session)}`}`;
	});

test.each<[which: string, parameters: (other: string) => IDataObject]>([
	["the credential's instance", () => ({})],
	['one of several', (other) => ({ instanceId: `${other}, ${rig.instance.id}` })],
])('%s: each outage is told once, and so is each return, whoever comes first', async (_which, parameters) => {
	await listening({}, parameters);
	expect([await heard('FAILED'), await looked(), await looked()]).toEqual([['lost WORKING>FAILED of it'], [], []]);
	expect([await heard('WORKING'), await looked()]).toEqual([['back WORKING>FAILED of it'], []]);
	rig.wawp.setStatus(rig.instance.id, 'FAILED');
	expect([await looked(), await heard('FAILED')]).toEqual([['lost WORKING>FAILED of it'], []]);
	rig.wawp.setStatus(rig.instance.id, 'WORKING');
	expect([await looked(), await heard('WORKING')]).toEqual([['back WORKING>FAILED of it'], []]);
});

test('so it is in queue mode, where others hear than look', async () => {
	await listening({ n8n: { queue: { webhookProcesses: 2, workers: 2 }, nodeTypes: freshNodes } });
	expect([await heard('FAILED'), await looked(), await looked()]).toEqual([['lost WORKING>FAILED of it'], [], []]);
});

test('and after a start of n8n that finds Wawp silent', async () => {
	await listening({ n8n: { nodeTypes: freshNodes } });
	rig.wawp.conditions.weather = () => ({ status: 502 });
	await virtual.of(rig.n8n.restart());
	rig.wawp.conditions.weather = () => undefined;
	expect([await heard('FAILED'), await looked()]).toEqual([['lost WORKING>FAILED of it'], []]);
});

test('a session that got another name is the instance that a look has found under it, and no longer that of its old name', async () => {
	await listening({}, (other) => ({ instanceId: `${rig.instance.id}, ${other}` }), { own: 'wawp-1', other: 'wawp-2' });
	rig.instance.name = 'wawp-3';
	expect(await looked()).toEqual([]);
	expect([await heard('FAILED'), await looked()]).toEqual([['lost WORKING>FAILED of it'], []]);
	expect(await heard('FAILED', 'wawp-1')).toEqual(['lost null>FAILED of null wawp-1']);
});

test('what another session tells at the same address is not of the instance that is looked at', async () => {
	await listening();
	expect(await heard('FAILED', 'wawp-4711')).toEqual(['lost null>FAILED of null wawp-4711']);
});

test('an event that names its instance is of that, though a look has found its name at another one', async () => {
	await listening({}, (other) => ({ instanceId: `${rig.instance.id}, ${other}` }), { own: 'wawp-1', other: 'wawp-2' });
	expect(await heard('FAILED', 'wawp-1', { metadata: { instance_id: 'BBBBBBBBBBBB' } })).toEqual(['lost null>FAILED of BBBBBBBBBBBB wawp-1']);
});

test.each<[what: string, names: { own: string; other: string }]>([
	['that two of them have', { own: 'wawp-1', other: 'wawp-1' }],
	['that an engine gives each of its sessions', { own: 'default', other: 'wawp-1' }],
])('a name %s says nothing of the instance', async (_what, names) => {
	await listening({}, (other) => ({ instanceId: `${rig.instance.id}, ${other}` }), names);
	expect(await heard('FAILED')).toEqual([`lost null>FAILED of null ${names.own}`]);
});

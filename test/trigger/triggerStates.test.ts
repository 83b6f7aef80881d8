import type { IDataObject } from 'n8n-workflow';

import { sessionStates } from '../../nodes/Wawp/engine/states';
import documented from '../reference/events.json';
import { TriggerRig, post, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig?.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start(given));

const STATES = ['STARTING', 'SCAN_QR_CODE', 'WORKING', 'FAILED', 'STOPPED'];

/** A session.status as the engine sends it, with an ID of its own. */
let sent = 0;
const enveloped = (status: string, more: IDataObject = {}): IDataObject => ({
	id: `evt_${++sent}`,
	event: 'session.status',
	timestamp: 1_700_000_000_000 + sent,
	metadata: { instance_id: rig.instance.id },
	payload: { name: rig.instance.name, status },
	...more,
});

/** As the page on the session's life cycle shows it, without ID; here without time too. */
const flat = (status: string, more: IDataObject = {}): IDataObject => ({ instance_id: rig.instance.id, status, ...more });

const statusesOf = (items: IDataObject[]) => items.map(({ status }) => status);

const moves = (items: IDataObject[]) => items.map(({ previousStatus, status }) => `${String(previousStatus)} > ${String(status)}`);

describe('the states that start the workflow', () => {
	test('are those the documentation names', () => {
		const { status } = documented.find(({ event }) => event === 'session.status')!.payload_fields as { status: string };
		expect(sessionStates.map(({ value }) => value).sort()).toEqual(status.split(' | ').sort());
	});

	test('are all by default, those of newer engines too', async () => {
		await start();
		await rig.activate();
		for (const status of [...STATES, 'PASSKEY_REQUIRED']) await rig.announce(status);
		expect(statusesOf(await rig.started())).toEqual([...STATES, 'PASSKEY_REQUIRED']);
	});

	test.each([[['*']], [['*', 'FAILED']], [[]], ['*']])('are all where %j is stored', async (states) => {
		await start();
		await rig.activate({ states });
		for (const status of [...STATES, 'PASSKEY_REQUIRED']) await rig.announce(status);
		expect(statusesOf(await rig.started())).toEqual([...STATES, 'PASSKEY_REQUIRED']);
	});

	test.each(STATES)('can be %s alone', async (chosen) => {
		await start();
		await rig.activate({ states: [chosen] });
		for (const status of [...STATES, 'PASSKEY_REQUIRED']) await rig.announce(status);
		expect(statusesOf(await rig.started())).toEqual([chosen]);
	});

	test("can be those unknown to this node, as 'Other'", async () => {
		await start();
		await rig.activate({ states: ['OTHER'] });
		for (const status of [...STATES, 'PASSKEY_REQUIRED', 'OTHER']) await rig.announce(status);
		expect(statusesOf(await rig.started())).toEqual(['PASSKEY_REQUIRED', 'OTHER']);
	});

	test('are remembered as well when they start nothing: the next one names them as the state before', async () => {
		await start();
		await rig.activate({ states: ['FAILED', 'WORKING'] });
		for (const status of ['FAILED', 'STARTING', 'WORKING']) await rig.announce(status);
		expect(moves(await rig.started())).toEqual(['null > FAILED', 'STARTING > WORKING']);
	});
});

describe('only when changed', () => {
	test('a state that is reported again, as another event, starts nothing', async () => {
		await start();
		await rig.activate();
		for (const status of ['WORKING', 'WORKING', 'FAILED', 'FAILED', 'WORKING']) await rig.announce(status);
		expect(moves(await rig.started())).toEqual(['null > WORKING', 'WORKING > FAILED', 'FAILED > WORKING']);
	});

	test('switched off, each event starts a run, and tells that nothing has changed', async () => {
		await start();
		await rig.activate({ onlyWhenChanged: false });
		for (const status of ['WORKING', 'WORKING', 'FAILED']) await rig.announce(status);
		expect(moves(await rig.started())).toEqual(['null > WORKING', 'WORKING > WORKING', 'WORKING > FAILED']);
	});

	test('each instance has a state of its own', async () => {
		await start();
		const id = await rig.activate({ registerAutomatically: false });
		const other = { metadata: { instance_id: 'OTHERINSTANC' } };
		const sent = [enveloped('WORKING'), enveloped('WORKING', other), enveloped('FAILED'), enveloped('WORKING', other)];
		for (const body of sent) await post(rig.n8n.webhookUrl(id), JSON.stringify(body));
		expect(moves(await rig.started())).toEqual(['null > WORKING', 'null > WORKING', 'WORKING > FAILED']);
	});

	test('each new QR code of a session that waits for a scan is a change', async () => {
		await start({ instance: { status: 'SCAN_QR_CODE' } });
		await rig.activate();
		rig.wawp.setStatus(rig.instance.id, 'STARTING');
		rig.wawp.setStatus(rig.instance.id, 'SCAN_QR_CODE');
		// six codes live 300 ms each, then the session gives up
		const runs = await rig.n8n.nextExecutions(8, 10_000);
		expect(runs).toHaveLength(8);
		expect(moves(await rig.started())).toEqual([
			'null > STARTING',
			'STARTING > SCAN_QR_CODE',
			...Array.from({ length: 5 }, () => 'SCAN_QR_CODE > SCAN_QR_CODE'),
			'SCAN_QR_CODE > FAILED',
		]);
	});

	test('without an ID, a QR code is new when its picture is', async () => {
		await start();
		await rig.activate();
		const scan = (qr: string, ts: number) => flat('SCAN_QR_CODE', { qr, ts });
		await rig.deliver(scan('one', 1), scan('one', 2), scan('two', 3), flat('SCAN_QR_CODE', { ts: 4 }));
		expect((await rig.started()).map(({ payload }) => (payload as IDataObject).qr)).toEqual(['one', 'two']);
	});
});

test.each([[{}], [{ statuses: [] }], [{ status: '' }], [{ status: null }]])('a session.status that tells %j is handed on, and is no state that the session was in', async (payload) => {
	await start();
	await rig.activate();
	await rig.deliver(enveloped('WORKING'), enveloped('', { payload }), enveloped('WORKING'), enveloped('FAILED'));
	expect(moves(await rig.started())).toEqual(['null > WORKING', 'null > undefined', 'WORKING > FAILED']);
});

test('the same without an ID and a time is told once, however often it is delivered', async () => {
	await start();
	await rig.activate();
	const told = (words: string) => ({ event: 'session.status', metadata: { instance_id: rig.instance.id }, payload: { words } });
	await rig.deliver(told('test'), told('test'), told('another test'));
	expect((await rig.started()).map(({ payload }) => (payload as IDataObject).words)).toEqual(['test', 'another test']);
});

describe('a state that comes late', () => {
	test('starts the workflow, names no state before, and is not taken for the present one', async () => {
		await start();
		await rig.activate();
		rig.wawp.holdDeliveries();
		// in the order in which they happened
		const timestamp = rig.wawp.now();
		['FAILED', 'STARTING', 'WORKING'].forEach((status, index) => {
			const payload = { name: rig.instance.name, status };
			rig.wawp.emit(rig.instance.id, 'session.status', payload, { timestamp: timestamp + index });
		});
		await rig.wawp.releaseDeliveries('reversed');
		await rig.announce('STOPPED');
		expect(moves(await rig.started())).toEqual(['null > WORKING', 'null > STARTING', 'null > FAILED', 'WORKING > STOPPED']);
	});

	test.each([1, 0])('is one from before: those of one moment, or %d ms after each other, are told in the order in which they come', async (apart) => {
		await start();
		await rig.activate();
		await rig.deliver(...['WORKING', 'FAILED', 'WORKING', 'STOPPED'].map((status, index) => enveloped(status, { timestamp: 1_700_000_000_000 + index * apart })));
		expect(moves(await rig.started())).toEqual(['null > WORKING', 'WORKING > FAILED', 'FAILED > WORKING', 'WORKING > STOPPED']);
	});

	test('starts nothing when it tells what is known', async () => {
		await start();
		await rig.activate();
		await rig.deliver(enveloped('WORKING', { timestamp: 2_000 }), enveloped('WORKING', { timestamp: 1_000 }));
		expect(await rig.started()).toHaveLength(1);
	});
});

describe('states without ID and time', () => {
	test('that change and change back within a minute are three changes', async () => {
		await start();
		await rig.activate();
		await rig.deliver(flat('STOPPED'), flat('WORKING'), flat('STOPPED'), flat('WORKING'));
		expect(moves(await rig.started())).toEqual([
			'null > STOPPED',
			'STOPPED > WORKING',
			'WORKING > STOPPED',
			'STOPPED > WORKING',
		]);
	});

	test.each([true, false])('that are repeated at once start one run, with Only When Changed %s', async (onlyWhenChanged) => {
		await start();
		await rig.activate({ onlyWhenChanged });
		await rig.deliver(flat('STOPPED'), flat('STOPPED'), flat('WORKING'), flat('WORKING'));
		expect(statusesOf(await rig.started())).toEqual(['STOPPED', 'WORKING']);
	});

	test('are told apart in the same way when they come in one list', async () => {
		await start();
		await rig.activate({ onlyWhenChanged: false });
		await rig.deliver(flat('WORKING'), [flat('STOPPED'), flat('STOPPED'), flat('WORKING')]);
		expect(moves(await rig.started())).toEqual(['null > WORKING', 'WORKING > STOPPED', 'STOPPED > WORKING']);
	});

	test('that are reported again after more than a minute are told when every report is asked for', async () => {
		await start();
		await rig.activate({ onlyWhenChanged: false });
		await rig.deliver(flat('STOPPED'));
		const now = Date.now;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 61_000);
		await rig.deliver(flat('STOPPED'));
		jest.restoreAllMocks();
		expect(statusesOf(await rig.started())).toEqual(['STOPPED', 'STOPPED']);
	});
});

test('publishing again forgets the state: what happened in between was not heard', async () => {
	await start();
	const id = await rig.activate();
	await rig.announce('WORKING');
	await rig.n8n.deactivate(id);
	await rig.announce('FAILED');
	await rig.n8n.activate(id);
	await rig.announce('WORKING');
	expect(moves(await rig.started())).toEqual(['null > WORKING', 'null > WORKING']);
});

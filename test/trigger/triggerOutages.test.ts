import { type IDataObject, sleep } from 'n8n-workflow';

import { heardSince } from '../../nodes/Wawp/session/heard';
import { noteUp } from '../../nodes/Wawp/session/lastUp';
import { time } from '../../nodes/Wawp/time/time';
import { TriggerRig, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig?.stop());

const WORKING = { status: 'WORKING' as const, phone: '201145202826' };

async function listening(given: Given = { instance: WORKING }, parameters: IDataObject = {}): Promise<string> {
	rig = await TriggerRig.start(given);
	return await rig.activate({ startOn: 'outage', options: { outagePause: 0 }, ...parameters });
}

const inShort = ({ status, outage }: IDataObject): string => {
	const { from, to, lastedSeconds } = outage as IDataObject;
	return `${lastedSeconds === undefined ? 'lost' : 'back'} ${String(from)}>${String(to)}, ${String(status)}`;
};

const news = async () => (await rig.started()).map(inShort);

/** One second after another, by Wawp's clock. */
const T = Date.UTC(2026, 0, 1);
let sent = 0;
const told = (status: string, second: number, more: IDataObject = {}): IDataObject => ({
	id: `evt_${++sent}`,
	event: 'session.status',
	timestamp: T + second * 1000,
	metadata: { instance_id: rig.instance.id },
	payload: { name: rig.instance.name, status, ...more },
});

const flat = (status: string, more: IDataObject = {}): IDataObject => ({ instance_id: rig.instance.id, status, ...more });

describe('once an outage', () => {
	test('is one item when a session is lost and one when it is back, whatever happens in between', async () => {
		await listening();
		await rig.deliver(told('WORKING', 0), told('FAILED', 10), told('STARTING', 12), told('FAILED', 20), told('STARTING', 40), told('WORKING', 55));
		const [lost, back, ...others] = await rig.started();
		expect(others).toEqual([]);
		const since = '2026-01-01T00:00:10.000Z';
		expect(lost).toEqual({
			event: 'session.status',
			id: expect.any(String),
			instanceId: rig.instance.id,
			session: rig.instance.name,
			timestamp: since,
			status: 'FAILED',
			previousStatus: 'WORKING',
			outage: { since, from: 'WORKING', to: 'FAILED' },
			me: null,
			payload: { name: rig.instance.name, status: 'FAILED' },
		});
		expect(back).toMatchObject({ status: 'WORKING', previousStatus: 'STARTING', outage: { since, from: 'WORKING', to: 'FAILED', lastedSeconds: 45 } });
	});

	test('leaves every change as it was where that is not chosen', async () => {
		await listening(undefined, { startOn: 'change' });
		await rig.deliver(told('WORKING', 0), told('FAILED', 1), told('STARTING', 2));
		expect((await rig.started()).map((item) => [item.status, 'outage' in item])).toEqual([['WORKING', false], ['FAILED', false], ['STARTING', false]]);
		expect(rig.heard).not.toContain('session.getInfo');
	});

	test('starts nothing with a state that is not chosen', async () => {
		await listening(undefined, { outageStates: ['FAILED'] });
		for (const status of ['STARTING', 'SCAN_QR_CODE', 'PASSKEY_REQUIRED', 'STOPPED', 'FAILED', 'WORKING']) await rig.announce(status);
		expect(await news()).toEqual(['lost STOPPED>FAILED, FAILED']);
	});

	test('tells each session apart', async () => {
		rig = await TriggerRig.start({ instance: WORKING });
		const other = rig.wawp.addInstance(rig.account, { status: 'STOPPED' });
		await rig.activate({ startOn: 'outage', options: { outagePause: 0 }, instanceId: `${rig.instance.id}, ${other.id}` });
		for (const [id, status] of [[rig.instance.id, 'FAILED'], [other.id, 'FAILED'], [rig.instance.id, 'WORKING'], [other.id, 'STARTING'], [other.id, 'WORKING']] as const) {
			rig.wawp.emit(id, 'session.status', { name: 'wawp', status });
			await rig.settled();
		}
		expect((await rig.started()).map((item) => [item.instanceId, inShort(item)])).toEqual([
			[rig.instance.id, 'lost WORKING>FAILED, FAILED'],
			[other.id, 'lost STOPPED>FAILED, FAILED'],
			[rig.instance.id, 'back WORKING>FAILED, WORKING'],
			[other.id, 'back STOPPED>FAILED, WORKING'],
		]);
	});

	test('leaves other events alone', async () => {
		await listening(undefined, { events: ['session.status', 'message'] });
		rig.wawp.emit(rig.instance.id, 'message');
		expect((await rig.started()).map(({ event }) => event)).toEqual(['message']);
	});
});

describe('what a session was before anything is heard of it', () => {
	test('is looked at when the workflow is published: one that was up is lost by STARTING', async () => {
		await listening(undefined, { options: { outagePause: 0, lookToo: false } });
		expect(rig.heard.filter((operation) => operation === 'session.getInfo')).toHaveLength(1);
		await rig.deliver(told('STARTING', 1));
		expect(await news()).toEqual(['lost WORKING>STARTING, STARTING']);
	});

	test('makes no outage of the first log-in of one that was not', async () => {
		await listening({ instance: { status: 'STOPPED' } });
		await rig.deliver(told('STARTING', 1), told('SCAN_QR_CODE', 2), told('SCAN_QR_CODE', 3), told('WORKING', 4));
		expect(await news()).toEqual([]);
	});

	test('does not keep a workflow from being published where Wawp does not tell', async () => {
		rig = await TriggerRig.start({ instance: WORKING });
		rig.wawp.failNext({ status: 400, body: { code: 'nonsense', status: 'WORKING' } }, { operation: 'session.getInfo' });
		await rig.activate({ startOn: 'outage', options: { lookToo: false } });
		await rig.deliver(told('SCAN_QR_CODE', 1));
		expect(await news()).toEqual(['lost null>SCAN_QR_CODE, SCAN_QR_CODE']);
	});

	test('is looked at anew when it is published again', async () => {
		const id = await listening();
		await rig.deliver(told('FAILED', 1));
		await rig.n8n.deactivate(id);
		await rig.n8n.activate(id);
		await rig.deliver(told('FAILED', 9));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED', 'lost WORKING>FAILED, FAILED']);
	});
});

describe('deliveries as they come', () => {
	test.each<[string, () => unknown[], string[]]>([
		['doubled', () => ['FAILED', 'STARTING', 'WORKING'].flatMap((status, index) => [told(status, index), told(status, index)]), ['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']],
		['from their end', () => [told('WORKING', 9), told('STARTING', 2), told('FAILED', 1)], []],
		['with the end before the middle', () => [told('FAILED', 1), told('WORKING', 9), told('STARTING', 2)], ['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']],
		['with the loss missing', () => [told('WORKING', 0), told('STARTING', 2), told('WORKING', 9)], ['lost WORKING>STARTING, STARTING', 'back WORKING>STARTING, WORKING']],
		['flat, without ID and time', () => [flat('FAILED'), flat('FAILED'), flat('STARTING'), flat('WORKING')], ['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']],
		['flat, with a time', () => [flat('FAILED', { ts: T + 1 }), flat('WORKING', { ts: T + 9 }), flat('STARTING', { ts: T + 3 })], ['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']],
		['in one list', () => [[told('FAILED', 1), told('STARTING', 2), told('WORKING', 3)]], ['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']],
		['from a clock that is a year ahead', () => [told('WORKING', 31e6), told('FAILED', 31e6 + 1), told('WORKING', 31e6 + 2)], ['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']],
	])('%s, they are still one outage', async (_name, deliveries, expected) => {
		await listening();
		await rig.deliver(...deliveries());
		expect(await news()).toEqual(expected);
	});

	test('without the event that it was back, the next loss is told where the engine tells its last states', async () => {
		await listening();
		const statuses = [['FAILED', 1], ['WORKING', 5], ['FAILED', 60]].map(([status, second]) => ({ status, timestamp: T + Number(second) * 1000 }));
		await rig.deliver(told('FAILED', 1), told('FAILED', 60, { statuses }));
		expect((await rig.started()).map(({ outage }) => outage)).toEqual([
			{ since: '2026-01-01T00:00:01.000Z', from: 'WORKING', to: 'FAILED' },
			{ since: '2026-01-01T00:01:00.000Z', from: 'WORKING', to: 'FAILED' },
		]);
	});

	test.each([
		['', [{ status: 'WORKING' }, null, 7, { status: 9, timestamp: 'yesterday' }]],
		[' of the future', [{ status: 'WORKING', timestamp: T + 1e9 }]],
		[' that is no list', { status: 'WORKING' }],
	])('a history%s that cannot be read changes nothing', async (_name, statuses) => {
		await listening();
		await rig.deliver(told('FAILED', 1), told('STARTING', 2, { statuses }), told('WORKING', 3));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']);
	});

	test('without that event, the next loss is told where a recovery has seen the session up', async () => {
		await listening();
		await rig.deliver(flat('FAILED'));
		await sleep(5);
		noteUp(rig.instance.id);
		await rig.deliver(flat('SCAN_QR_CODE'), flat('STARTING'));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED', 'lost WORKING>SCAN_QR_CODE, SCAN_QR_CODE']);
	});
});

test('what comes late is not what was heard last', async () => {
	await listening();
	await rig.deliver(told('WORKING', 9));
	await sleep(5);
	const moment = Date.now();
	await rig.deliver(told('FAILED', 1));
	expect(heardSince(rig.instance.id, moment)).toBeUndefined();
	await rig.deliver(told('FAILED', 10));
	expect(heardSince(rig.instance.id, moment)).toMatchObject({ status: 'FAILED', isHeard: true });
});

describe('two clocks', () => {
	/** A recovery leaves the session up some milliseconds after its loss was heard of. */
	async function upAgain(): Promise<void> {
		await listening();
		await rig.deliver(told('FAILED', 1));
		await sleep(5);
		noteUp(rig.instance.id);
	}

	test('what happened before a recovery saw the session up is no other loss, however late it is told', async () => {
		await upAgain();
		await rig.deliver(told('SCAN_QR_CODE', 1.001));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED']);
	});

	test.each(['SCAN_QR_CODE', 'FAILED'])('what happened after it is one, be it the same state as before: %s', async (status) => {
		await upAgain();
		await rig.deliver(told(status, 60));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED', `lost WORKING>${status}, ${status}`]);
	});

	test('nor is what came after a session was seen up at the very moment of its loss', async () => {
		await listening();
		jest.spyOn(time, 'now').mockReturnValue(Date.now());
		await rig.deliver(flat('FAILED'));
		noteUp(rig.instance.id);
		jest.restoreAllMocks();
		await sleep(5);
		await rig.deliver(flat('SCAN_QR_CODE'));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED']);
	});

	test('nor does it tell anything of another session', async () => {
		await listening();
		await rig.deliver(flat('FAILED'));
		await sleep(5);
		noteUp('ANOTHERONE12');
		await rig.deliver(flat('SCAN_QR_CODE'), flat('FAILED'));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED']);
	});
});

describe('the states that come with an event', () => {
	const at = (status: string, second: number) => ({ status, timestamp: T + second * 1000 });

	test('count from their end, and the event itself is the newest', async () => {
		await listening({ instance: { status: 'STOPPED' } }, { options: { outagePause: 0, lookToo: false } });
		const statuses = [...Array.from({ length: 30 }, (_, second) => at('STOPPED', second)), at('WORKING', 50), at('FAILED', 60)];
		await rig.deliver(told('STARTING', 61, { statuses }), told('WORKING', 70));
		expect((await rig.started()).map(({ outage }) => outage)).toEqual([
			{ since: '2026-01-01T00:01:00.000Z', from: 'WORKING', to: 'FAILED' },
			{ since: '2026-01-01T00:01:00.000Z', from: 'WORKING', to: 'FAILED', lastedSeconds: 10 },
		]);
	});

	test('are no news where they were heard before', async () => {
		await listening();
		await rig.deliver(told('WORKING', 1), told('FAILED', 2), told('STARTING', 3, { statuses: [at('WORKING', 1), at('FAILED', 2), at('STARTING', 3)] }), told('WORKING', 4, { statuses: [at('FAILED', 2), at('STARTING', 3), at('WORKING', 4)] }));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']);
	});

	test('nor is what has the time of the newest one known', async () => {
		await listening();
		await rig.deliver(told('FAILED', 2), told('FAILED', 9, { statuses: [at('WORKING', 2), at('FAILED', 9)] }));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED']);
	});

	test('may leave out the one that the event itself tells', async () => {
		await listening();
		await rig.deliver(told('FAILED', 61, { statuses: [at('STARTING', 40), at('WORKING', 50)] }));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED']);
	});

	test('and what tells no state is no loss', async () => {
		await listening();
		await rig.deliver(told('WORKING', 1), told('', 2, { statuses: [at('WORKING', 1)] }), told('', 3), told('WORKING', 4), told('FAILED', 5));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED']);
	});

	test('and texts that are no states are cut', async () => {
		await listening();
		await rig.deliver(told('X'.repeat(500), 1));
		const [{ outage }] = (await rig.started()) as [IDataObject];
		expect((outage as IDataObject).to).toBe('X'.repeat(32));
	});
});

describe('a delivery that n8n could not take', () => {
	test.each<[string, Given, string]>([
		['of a session that was up', { instance: WORKING }, 'WORKING'],
		['of a session that nothing was heard of', { instance: { status: 'STOPPED' } }, 'null'],
	])('%s is told when Wawp repeats it', async (_whose, given, from) => {
		await listening(given, { options: { outagePause: 0, lookToo: false } });
		const lost = told('FAILED', 1);
		rig.n8n.refuseNextRun();
		expect(await rig.deliver(lost, lost, lost)).toEqual([500, 200, 200]);
		expect(await news()).toEqual([`lost ${from}>FAILED, FAILED`]);
	});

	test('with several states in it is, too', async () => {
		await listening();
		const both = [told('FAILED', 1), told('STARTING', 2)];
		rig.n8n.refuseNextRun();
		expect(await rig.deliver(both, both)).toEqual([500, 200]);
		await rig.deliver(told('WORKING', 9));
		expect(await news()).toEqual(['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']);
	});
});

test('a session that flaps starts one run in the time that is set', async () => {
	await listening(undefined, { options: { outagePause: 600 } });
	for (let turn = 0; turn < 4; turn++) await rig.deliver(told('FAILED', 10 * turn), told('WORKING', 10 * turn + 5));
	expect(await news()).toEqual(['lost WORKING>FAILED, FAILED', 'back WORKING>FAILED, WORKING']);
});

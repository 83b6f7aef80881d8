import type { IDataObject } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import { TriggerRig } from '../support/triggerRig';
import { Watching } from '../support/watching';
import { WawpRig } from '../support/wawpRig';

/* A state is read in whichever letters it comes. That Wawp writes it in capitals is how its pages print it. */

const FORMS: Array<[form: string, (state: string) => string]> = [
	['small letters', (state) => state.toLowerCase()],
	['the letters of a title', (state) => state.split('_').map((word) => word.charAt(0) + word.slice(1).toLowerCase()).join(' ')],
	['capitals with blanks around them', (state) => ` ${state}\n`],
];

describe.each(FORMS)('in %s', (_form, spelled) => {
	let wawp: Wawp;
	beforeEach(async () => void (wawp = await startWawp()));
	afterEach(async () => await wawp.stop());

	const rigIn = (status: string, me: IDataObject | null = null): WawpRig => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING', phone: '201145202826' } });
		wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? { body: { name: rig.instance.name, status: spelled(status), me } } : undefined);
		return rig;
	};
	const json = async (rig: WawpRig, operation: string, parameters = {}) => (await rig.items(operation, parameters))[0]!.json;

	test.each(['WORKING', 'SCAN_QR_CODE', 'STARTING', 'STOPPED', 'FAILED', 'PASSKEY_REQUIRED'])('%s is shown and explained as it is', async (status) => {
		expect(await json(rigIn(status), 'session.getInfo')).toMatchObject({ status, isWorking: status === 'WORKING' });
		expect(await json(rigIn(status), 'session.getHealth')).toMatchObject({ status, healthy: status === 'WORKING', statusText: expect.not.stringMatching('Not ready') });
		expect(await json(rigIn(status), 'session.waitForStatus', { states: [status] })).toMatchObject({ reached: true, status });
	});

	test('a session that works is left alone', async () => {
		const rig = rigIn('WORKING');
		expect(await json(rig, 'session.ensureWorking')).toMatchObject({ outcome: 'working', status: 'WORKING', actions: [] });
		expect(rig.calls.map(({ operation }) => operation)).toEqual(['session.getInfo']);
	});

	test('a refusal is explained by it', async () => {
		const rig = rigIn('STOPPED');
		wawp.failNext({ status: 422, body: { message: 'No' } }, { operation: 'message.sendText' });
		expect((await rig.error('message.sendText', { to: { __rl: true, mode: 'id', value: '201145202826' }, text: 'Hi' })).message).toBe("The session is STOPPED: run 'Session > Start', then try again");
	});

	test('the watcher tells changes of it, and none where only the letters changed', async () => {
		const watching = new Watching(new WawpRig(wawp, { instance: { status: 'WORKING', phone: '201145202826' } }));
		const { name } = watching.rig.instance;
		const polled = async (status: string) => {
			wawp.conditions.weather = () => ({ body: { name, status, me: null } });
			return (await watching.poll())?.map(({ status: now, previousStatus }) => [previousStatus, now]) ?? [];
		};
		expect([await polled('WORKING'), await polled(spelled('WORKING')), await polled(spelled('FAILED')), await polled('FAILED')]).toEqual([[], [], [['WORKING', 'FAILED']], []]);
	});
});

describe.each(FORMS)('of events in %s', (_form, spelled) => {
	let rig: TriggerRig;
	afterEach(async () => await rig.stop());

	const enveloped = (status: string, more: IDataObject = {}): IDataObject => ({ event: 'session.status', metadata: { instance_id: rig.instance.id }, payload: { name: rig.instance.name, status, ...more } });
	const moves = async () => (await rig.started()).map(({ previousStatus, status }) => [previousStatus, status]);

	test('the chosen ones start the workflow', async () => {
		rig = await TriggerRig.start({ instance: { status: 'WORKING' } });
		await rig.activate({ states: ['FAILED', 'SCAN_QR_CODE'] });
		await rig.deliver({ instance_id: rig.instance.id, status: spelled('WORKING'), ts: 1 }, { instance_id: rig.instance.id, status: spelled('FAILED'), ts: 2 });
		await rig.settled();
		await rig.deliver(enveloped(spelled('SCAN_QR_CODE'), { qr: 'one' }));
		expect(await moves()).toEqual([['WORKING', 'FAILED'], ['FAILED', 'SCAN_QR_CODE']]);
	});

	test('an outage is told by them, and its end', async () => {
		rig = await TriggerRig.start({ instance: { status: 'WORKING' } });
		await rig.activate({ startOn: 'outage', options: { outagePause: 0 } });
		const statuses = ['WORKING', 'FAILED'].map((status, at) => ({ status: spelled(status), timestamp: Date.UTC(2026, 0, 1, 0, 0, at) }));
		await rig.deliver(enveloped(spelled('FAILED'), { statuses }), enveloped(spelled('WORKING')));
		expect((await rig.started()).map(({ status, outage }) => [status, (outage as IDataObject).to])).toEqual([['FAILED', 'FAILED'], ['WORKING', 'FAILED']]);
	});
});

describe('what newer engines want of a person', () => {
	test.each(['PASSKEY_REQUIRED', 'PASSKEY_CONFIRMATION_REQUIRED'])('can be named: %s', async (status) => {
		const rig = await TriggerRig.start({ instance: { status: 'WORKING' } });
		try {
			await rig.activate({ states: `={{ '${status.toLowerCase()}' }}` });
			for (const announced of ['SCAN_QR_CODE', 'PASSKEY_REQUIRED', 'PASSKEY_CONFIRMATION_REQUIRED']) await rig.announce(announced);
			expect((await rig.started()).map((item) => item.status)).toEqual([status]);
			const waiting = new WawpRig(rig.wawp, { instance: { status: 'WORKING' } });
			rig.wawp.setStatus(waiting.instance.id, status);
			expect((await waiting.items('session.waitForStatus', { states: `={{ ['${status}'] }}` }))[0]!.json).toMatchObject({ reached: true, status });
		} finally {
			await rig.stop();
		}
	});
});

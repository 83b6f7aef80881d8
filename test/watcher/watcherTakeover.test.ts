import type { IDataObject } from 'n8n-workflow';

import { freshNodes } from '../support/freshNodes';
import { TriggerRig } from '../support/triggerRig';
import { VirtualTime } from '../support/virtualTime';
import { WATCHER } from '../support/wawpRig';

/*
 * n8n puts the published workflows to work as it starts, and where another of its main processes takes over. Whichever it is,
 * the watcher goes on from what was saved.
 */

let rig: TriggerRig;
let id: string;
let virtual: VirtualTime;

afterEach(async () => {
	virtual.stop();
	await rig.stop();
});

async function published(parameters: IDataObject = {}): Promise<void> {
	rig = await TriggerRig.start({ speed: 1, instance: { status: 'WORKING', phone: '201145202826' }, n8n: { queue: { webhookProcesses: 1, workers: 1 }, nodeTypes: freshNodes } });
	virtual = new VirtualTime(() => rig.wawp.hanging);
	const { nodes: [node] } = rig.workflow(parameters as never);
	id = rig.n8n.save({ nodes: [{ ...node!, type: WATCHER }] });
	await virtual.of(rig.n8n.activate(id));
}

const news = async () => (await virtual.of(rig.started())).map(({ event, reason, previousStatus, status }) => (reason ? `${String(reason)}: ${String(previousStatus)} > ${String(status)}` : event));

async function looked(): Promise<unknown[]> {
	await virtual.pass(60_000);
	await virtual.of(rig.n8n.poll(id));
	return await news();
}

describe.each([
	['n8n is started again', async () => await virtual.of(rig.n8n.restart())],
	['another main process takes over', async () => await virtual.of(rig.n8n.takeOver())],
])('when %s', (_when, happens) => {
	test('an outage that lasts is told again, once, as the recovery may have died with the process before', async () => {
		// A pause is for sessions that flap.
		await published({ startOn: 'outage', options: { outagePause: 3_600 } });
		rig.wawp.setStatus(rig.instance.id, 'FAILED');
		expect(await looked()).toEqual(['lost: WORKING > FAILED']);
		await happens();
		expect(await news()).toEqual(['lost: FAILED > FAILED']);
		expect([await looked(), await looked()]).toEqual([[], []]);
	});

	test('one that is over is told to be', async () => {
		await published({ startOn: 'outage' });
		rig.wawp.setStatus(rig.instance.id, 'FAILED');
		await looked();
		rig.wawp.setStatus(rig.instance.id, 'WORKING');
		await happens();
		expect(await news()).toEqual(['back: FAILED > WORKING']);
	});

	test('what changed meanwhile is told', async () => {
		await published();
		rig.wawp.setStatus(rig.instance.id, 'FAILED');
		expect(await looked()).toEqual(['status: WORKING > FAILED']);
		rig.wawp.setStatus(rig.instance.id, 'STOPPED');
		await happens();
		expect(await news()).toEqual(['status: FAILED > STOPPED']);
	});

	test('a Wawp that gives no answer is asked again for some seconds, and keeps nobody waiting for long', async () => {
		await published();
		rig.wawp.setStatus(rig.instance.id, 'FAILED');
		await looked();
		rig.wawp.setStatus(rig.instance.id, 'WORKING');
		const begun = Date.now();
		let last = 0;
		rig.wawp.conditions.weather = () => {
			last = Date.now() - begun;
			return { status: 502 };
		};
		await happens();
		expect([last > 5_000, last < 20_000]).toEqual([true, true]);
		expect(await news()).toEqual([]);
		rig.wawp.conditions.weather = () => undefined;
		expect(await looked()).toEqual(['status: FAILED > WORKING']);
	});

	test('an instance that is gone for good does not end the watch', async () => {
		await published();
		rig.wawp.setStatus(rig.instance.id, 'FAILED');
		await looked();
		rig.wawp.world.instances.splice(0);
		await happens();
		expect([...(await news()), ...(await looked())]).toEqual([]);
		expect(await looked()).toEqual(['status: FAILED > DELETED']);
		expect(await looked()).toEqual([]);
	});
});

import type { IDataObject } from 'n8n-workflow';

import { freshNodes } from '../support/freshNodes';
import { TriggerRig } from '../support/triggerRig';
import { VirtualTime } from '../support/virtualTime';
import { nodeTypes } from '../support/wawpRig';

/*
 * n8n puts the published workflows to work as it starts, and where another of its main processes takes over. Whichever it is,
 * what was known of sessions stays known.
 */

let rig: TriggerRig;
let id: string;
let virtual: VirtualTime;

afterEach(async () => {
	virtual.stop();
	await rig.stop();
});

const BY_HAND = { registerAutomatically: false };
const WAYS: Array<[which: string, parameters: IDataObject]> = [['that registers itself', {}], ['that was pasted by hand', BY_HAND]];

async function published(status: 'WORKING' | 'STOPPED' | 'FAILED', parameters: IDataObject = {}, nodes = freshNodes): Promise<void> {
	const queue = { webhookProcesses: 1, workers: 1 };
	rig = await TriggerRig.start({ speed: 1, instance: { status, phone: '201145202826' }, n8n: { queue, nodeTypes: nodes } });
	virtual = new VirtualTime(() => rig.wawp.hanging);
	const all = { startOn: 'outage', events: ['session.status'], ...parameters };
	id = await virtual.of(parameters.registerAutomatically === false ? rig.activateByHand(all) : rig.activate(all));
	await virtual.of(rig.settled());
}

const news = async () =>
	(await virtual.of(rig.started())).map(({ outage }) => {
		const { from, to, lastedSeconds } = outage as IDataObject;
		return `${lastedSeconds === undefined ? 'lost' : 'back'} ${String(from)}>${String(to)}`;
	});

async function heard(status: string): Promise<string[]> {
	rig.enters(status);
	return await news();
}

const unheard = (status: string): void => rig.entersUnheard(status);

async function looked(afterMs = 60_000): Promise<string[]> {
	await virtual.pass(afterMs);
	await virtual.of(rig.n8n.poll(id));
	return await news();
}

describe.each([
	['n8n is started again', async () => await virtual.of(rig.n8n.restart())],
	['another main process takes over', async () => await virtual.of(rig.n8n.takeOver())],
])('when %s', (_when, happens) => {
	test.each(WAYS)('a trigger %s tells of a session that was up when it was published, and that connects again meanwhile', async (_which, parameters) => {
		await published('WORKING', parameters);
		unheard('STARTING');
		await happens();
		expect(await news()).toEqual(['lost WORKING>STARTING']);
		expect([await looked(), await looked()]).toEqual([[], []]);
	});

	test.each(WAYS)('a trigger %s makes no outage of a log-in that is under way', async (_which, parameters) => {
		await published('STOPPED', parameters);
		unheard('STARTING');
		await happens();
		unheard('SCAN_QR_CODE');
		expect([await news(), await looked()]).toEqual([[], []]);
	});

	test('a Wawp that gives no answer just then is asked again for some seconds', async () => {
		await published('FAILED');
		await news();
		// Longer than what others have told of is taken to be known.
		await virtual.pass(300_000);
		const end = Date.now() + 8_000;
		rig.wawp.conditions.weather = () => (Date.now() < end ? { status: 502 } : undefined);
		await happens();
		expect(await news()).toEqual(['lost null>FAILED']);
	});

	test('and one that gives none for long keeps nobody waiting', async () => {
		await published('FAILED');
		rig.wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? { status: 502 } : undefined);
		const begun = Date.now();
		await happens();
		expect(Date.now() - begun).toBeLessThan(20_000);
	});

	test('what was up then stays known to deliveries', async () => {
		await published('WORKING', { ...BY_HAND, options: { lookToo: false } });
		rig.wawp.conditions.weather = (operation) => (operation === 'session.getInfo' ? { status: 502 } : undefined);
		await happens();
		expect(await heard('STARTING')).toEqual(['lost WORKING>STARTING']);
	});
});

test.each(WAYS)('a trigger %s does not tell an outage again that was heard before another main process took over', async (_which, parameters) => {
	await published('WORKING', parameters);
	expect(await heard('FAILED')).toEqual(['lost WORKING>FAILED']);
	await virtual.of(rig.n8n.takeOver());
	expect(await heard('FAILED')).toEqual([]);
	expect(await looked()).toEqual([]);
	expect(await heard('WORKING')).toEqual(['back WORKING>FAILED']);
});

test('nor where the registration was gone, and is put back then', async () => {
	await published('WORKING');
	expect(await heard('FAILED')).toEqual(['lost WORKING>FAILED']);
	rig.instance.webhooks = [];
	await virtual.of(rig.n8n.takeOver());
	expect([await news(), rig.registered(id).length]).toEqual([[], 1]);
	// Longer than what others have told of is taken to be known.
	await virtual.pass(240_000);
	expect([await heard('FAILED'), await heard('WORKING')]).toEqual([[], ['back WORKING>FAILED']]);
});

test('a main process that led before knows what it has told', async () => {
	await published('WORKING', BY_HAND, nodeTypes);
	unheard('FAILED');
	expect(await looked()).toEqual(['lost WORKING>FAILED']);
	await virtual.pass(240_000);
	await virtual.of(rig.n8n.takeOver());
	expect(await news()).toEqual([]);
});

test('nor does one that leads again take a session to have been up since the workflow was published anew by another one', async () => {
	const [main, webhooks, worker, other] = [freshNodes(), freshNodes(), freshNodes(), freshNodes()];
	const inOrder = [main, webhooks, worker, other, main];
	await published('WORKING', BY_HAND, () => inOrder.shift()!);
	expect(await looked()).toEqual([]);
	await virtual.of(rig.n8n.takeOver());
	await virtual.of(rig.n8n.deactivate(id));
	unheard('STOPPED');
	await virtual.of(rig.n8n.activate(id));
	await virtual.pass(60_000);
	unheard('STARTING');
	await virtual.of(rig.n8n.takeOver());
	expect(await news()).toEqual([]);
});

describe('a main process that leads again', () => {
	async function ledByTwo(): Promise<void> {
		const [main, webhooks, worker, other] = [freshNodes(), freshNodes(), freshNodes(), freshNodes()];
		const inOrder = [main, webhooks, worker, other, main];
		await published('WORKING', BY_HAND, () => inOrder.shift()!);
	}

	test('does not tell a second time that a session is back, of which deliveries told', async () => {
		await ledByTwo();
		expect([await heard('FAILED'), await looked()]).toEqual([['lost WORKING>FAILED'], []]);
		await virtual.of(rig.n8n.takeOver());
		expect([await heard('WORKING'), await looked()]).toEqual([['back WORKING>FAILED'], []]);
		await virtual.pass(3_600_000);
		await virtual.of(rig.n8n.takeOver());
		expect([await news(), await looked()]).toEqual([[], []]);
	});

	test('nor of which another one told that looked', async () => {
		await ledByTwo();
		unheard('FAILED');
		expect(await looked()).toEqual(['lost WORKING>FAILED']);
		await virtual.of(rig.n8n.takeOver());
		unheard('WORKING');
		expect(await looked()).toEqual(['back WORKING>FAILED']);
		await virtual.pass(3_600_000);
		await virtual.of(rig.n8n.takeOver());
		expect([await news(), await looked()]).toEqual([[], []]);
		unheard('FAILED');
		expect(await looked()).toEqual(['lost WORKING>FAILED']);
		unheard('WORKING');
		expect(await looked()).toEqual(['back WORKING>FAILED']);
	});

	test('tells that a session is back which was still lost as it took over', async () => {
		await ledByTwo();
		unheard('FAILED');
		expect(await looked()).toEqual(['lost WORKING>FAILED']);
		await virtual.of(rig.n8n.takeOver());
		await virtual.pass(240_000);
		await virtual.of(rig.n8n.takeOver());
		expect([await news(), await looked()]).toEqual([[], []]);
		unheard('WORKING');
		expect(await looked()).toEqual(['back WORKING>FAILED']);
	});
});

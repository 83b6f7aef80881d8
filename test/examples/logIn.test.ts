import type { IRun } from 'n8n-workflow';

import { STORM, storm } from '../simulator/storm';
import { ExampleRig, type Given, LAGS, itemsOf } from '../support/exampleRig';
import { qrText } from '../support/qrText';
import { VirtualTime } from '../support/virtualTime';

/* The examples that log a number in by hand, where the states that Wawp tells lag behind, and where it has trouble just then. */

const FROM = "When clicking 'Execute workflow'";
const NUMBER = '201145202826';
const ALL_LAGS = [0, 500, 1_500, 3_000];

let rig: ExampleRig;
let virtual: VirtualTime;

async function opened(example: string, given: Given = {}): Promise<void> {
	rig = await ExampleRig.start(example, { ownTime: true, ...given });
	virtual = new VirtualTime(() => rig.wawp.hanging);
}

afterEach(async () => {
	virtual.stop();
	await rig.stop();
	expect(rig.traces()).not.toContain(rig.account.token);
});

/** A person does that once there is something to scan. */
async function logIn(person: () => void = () => undefined): Promise<IRun> {
	const links = rig.heard('session.createTempLink');
	const running = rig.n8n.run(rig.id, { from: FROM });
	await virtual.until(() => rig.heard('session.createTempLink') > links && rig.instance.status === 'SCAN_QR_CODE');
	await virtual.pass(10_000);
	person();
	const run = await virtual.of(running);
	expect(rig.traces(run)).not.toContain(rig.account.token);
	return run;
}

const scans = (phone = NUMBER) => () => rig.wawp.phone.scan(rig.instance.id, { phone });

const stormy = (kinds = Object.values(STORM), ms = 20_000): void => {
	const end = Date.now() + ms;
	let drawn = 0;
	rig.wawp.conditions.weather = storm(() => Date.now() < end, () => (drawn = (drawn + 0.37) % 1), { share: 1, kinds });
};

const verified = (run: IRun) => itemsOf(run, 'Verify Account').map(({ json: { matches, actual } }) => ({ matches, actual }));
const errorOf = (run: IRun) => run.data.resultData.error?.message;
const RIGHT = [{ matches: true, actual: NUMBER }];

describe.each(['session-auto-recovery', 'session-onboarding'])('%s', (example) => {
	test.each(ALL_LAGS)('ends with who is linked, where states come %i ms late', async (lag) => {
		await opened(example, { lag });
		const run = await logIn(scans());
		expect([errorOf(run), verified(run), rig.heard('session.create')]).toEqual([undefined, RIGHT, 1]);
	});

	describe.each(LAGS)('where states come %i ms late', (lag) => {
		test.each(Object.entries(STORM))('%s from the scan on, for twenty seconds, ends nothing', async (_what, fault) => {
			await opened(example, { lag });
			const run = await logIn(() => {
				scans()();
				stormy([fault]);
			});
			expect([errorOf(run), verified(run), rig.heard('session.create')]).toEqual([undefined, RIGHT, 1]);
		});
	});

	test.each([5_000, 12_000, 30_000])('all of that in turn, from %i ms before the scan on, ends nothing', async (before) => {
		await opened(example, { lag: 1_500 });
		const running = rig.n8n.run(rig.id, { from: FROM });
		await virtual.until(() => rig.heard('session.createTempLink') > 0);
		await virtual.pass(5_000);
		stormy(undefined, before + 10_000);
		await virtual.pass(before);
		scans()();
		const run = await virtual.of(running);
		expect([errorOf(run), verified(run), rig.heard('session.create')]).toEqual([undefined, RIGHT, 1]);
	});

	test.each(Object.entries(STORM))('%s instead of the link is asked about again', async (_what, fault) => {
		await opened(example, { lag: 1_500 });
		rig.wawp.failNext({ ...fault, carryOut: true }, { operation: 'session.createTempLink' });
		const run = await logIn(scans());
		const [shown] = ['Start and Show QR Code', 'Start and Invite'].flatMap((node) => itemsOf(run, node));
		expect(qrText(shown)).toMatch(/^2@/);
		expect(shown!.json).toMatchObject({ link: expect.stringMatching(/^http/) });
		expect(shown!.json.missing).toBeUndefined();
		expect(verified(run)).toEqual(RIGHT);
	});

	test('one that nobody scanned ends in words, and is begun again with the same instance', async () => {
		await opened(example, { lag: 1_500 });
		const first = await logIn();
		const [alert] = itemsOf(first, 'Alert: Nobody Scanned');
		expect(errorOf(first) ?? alert?.json.message).toMatch(/it is FAILED|session is FAILED/);
		const second = await logIn(scans());
		expect([errorOf(second), verified(second), rig.heard('session.create'), rig.wawp.world.instances.length]).toEqual([undefined, RIGHT, 1, 1]);
	});

	test('one that was cut off by a Wawp that does not come back is begun again with the same instance', async () => {
		await opened(example, { lag: 1_500 });
		const first = await logIn(() => stormy([{ status: 502 }], 3_600_000));
		const said = [errorOf(first), ...itemsOf(first, 'Alert: Nobody Scanned').map(({ json }) => json.message)].join(' ');
		expect(said).toMatch(/Wawp/);
		rig.wawp.conditions.weather = () => undefined;
		const second = await logIn(scans());
		expect([errorOf(second), verified(second), rig.heard('session.create'), rig.wawp.world.instances.length]).toEqual([undefined, RIGHT, 1, 1]);
	});

	test('where Wawp does not tell of the instance that was made before, no other one is made', async () => {
		await opened(example);
		await logIn();
		rig.wawp.conditions.weather = () => ({ status: 502 });
		const run = await virtual.of(rig.n8n.run(rig.id, { from: FROM }));
		expect(errorOf(run)).toMatch(/cannot reach its WhatsApp engine/);
		expect(rig.heard('session.create')).toBe(1);
	});

	test('an instance that was deleted in the meantime is made anew', async () => {
		await opened(example);
		await logIn();
		rig.wawp.world.instances = [];
		const run = await logIn(scans());
		expect([errorOf(run), verified(run), rig.heard('session.create')]).toEqual([undefined, RIGHT, 2]);
	});

	test('a session that fails at once ends in words', async () => {
		await opened(example);
		rig.wawp.after('session.create', ({ world }) => void (world.instances[0]!.failsOnStart = 50));
		const run = await virtual.of(rig.n8n.run(rig.id, { from: FROM }));
		const [alert] = itemsOf(run, 'Alert: Not Started');
		expect(errorOf(run) ?? alert?.json.message).toMatch(/it is FAILED|failed again after a restart/);
		expect(rig.wawp.log.filter(({ text }) => text === 'restarted').length).toBeLessThanOrEqual(1);
	});
});

test('the one that keeps a number connected goes by the instance of the credential, whatever its state', async () => {
	await opened('session-auto-recovery', { instance: { id: 'AAAAAAAAAAAA', status: 'WORKING', phone: NUMBER } });
	const run = await virtual.of(rig.n8n.run(rig.id, { from: FROM }));
	expect([errorOf(run), verified(run), rig.heard('session.create')]).toEqual([undefined, RIGHT, 0]);
	rig.wawp.setStatus(rig.instance.id, 'STOPPED');
	await virtual.pass(10_000);
	const again = await virtual.of(rig.n8n.run(rig.id, { from: FROM }));
	expect([verified(again), rig.heard('session.create'), rig.heard('session.start')]).toEqual([RIGHT, 0, 1]);
});

test('the one that onboards makes another session once the one before is linked', async () => {
	await opened('session-onboarding', { lag: 1_500 });
	await logIn(scans());
	const running = rig.n8n.run(rig.id, { from: FROM });
	await virtual.until(() => rig.wawp.world.instances.length === 2 && rig.wawp.world.instances[1]!.status === 'SCAN_QR_CODE');
	rig.wawp.phone.scan(rig.wawp.world.instances[1]!.id, { phone: NUMBER });
	expect(errorOf(await virtual.of(running))).toBeUndefined();
	expect(rig.heard('session.create')).toBe(2);
});

import type { IRun } from 'n8n-workflow';

import type { Scan } from '../simulator';
import { ExampleRig, itemsOf, underEachLag, until } from '../support/exampleRig';
import { qrText } from '../support/qrText';

let rig: ExampleRig;
beforeEach(async () => {
	rig = await ExampleRig.start('session-onboarding');
});
afterEach(async () => await rig.stop());

/** Runs the workflow; a person does this once the link is there. */
async function onboarding(person: () => void): Promise<IRun> {
	const running = rig.n8n.run(rig.id);
	await until(() => rig.heard('session.createTempLink') === 1);
	person();
	const run = await running;
	expect(run.data.resultData.error).toBeUndefined();
	expect(rig.traces(run)).not.toContain(rig.account.token);
	return run;
}

const scans = (scan: Scan) => () => rig.wawp.phone.scan(rig.instance.id, scan);

underEachLag(() => {
	test('links the expected number, and revokes the link that it was invited by', async () => {
		const run = await onboarding(scans({ phone: '201145202826', pushName: 'Support' }));
		const [sent] = itemsOf(run, 'Send to the Person');
		expect(qrText(sent)).toMatch(/^2@/);
		const [link] = /http\S+/.exec(String(sent!.json.message)) ?? [];
		expect((await fetch(link!)).status).toBe(404);
		expect(itemsOf(run, 'Linked').map(({ json }) => json)).toEqual([{ message: '+201145202826 is linked as Support', instanceId: rig.instance.id }]);
		expect(rig.wawp.world.instances).toHaveLength(1);
		expect([rig.heard('session.createTempLink'), rig.heard('session.revokeTempLink'), rig.heard('session.logout')]).toEqual([1, 1, 0]);
	});

	test('logs another number out, after the link was revoked', async () => {
		const run = await onboarding(scans({ phone: '201000000000' }));
		expect(itemsOf(run, 'Alert: Wrong Number').map(({ json }) => json.message)).toEqual([
			'+201000000000 was linked instead of +201145202826, and has been logged out',
		]);
		expect(rig.instance).toMatchObject({ linked: false, status: 'SCAN_QR_CODE' });
		const order = rig.wawp.calls.map(({ operation }) => operation).filter((operation) => ['session.revokeTempLink', 'session.logout'].includes(operation!));
		expect(order).toEqual(['session.revokeTempLink', 'session.logout']);
		expect(rig.wawp.world.tempLinks).toEqual([]);
	});

	test('says that another number is still linked, where Wawp logs it out later', async () => {
		rig.wawp.failNext({ body: { status: 'queued', job_id: '17' } }, { operation: 'session.logout' });
		const run = await onboarding(scans({ phone: '201000000000' }));
		expect(itemsOf(run, 'Alert: Wrong Number').map(({ json }) => json.message)).toEqual([
			'+201000000000 was linked instead of +201145202826, and is to be logged out: see whether it is',
		]);
		expect(rig.instance.linked).toBe(true);
	});

	test.each([
		['the link cannot be revoked', 'session.revokeTempLink', 9],
		['Wawp fails in the midst of the wait', 'session.getInfo', 1],
	])('logs another number out also where %s', async (_where, operation, times) => {
		const run = await onboarding(() => {
			for (let time = 0; time < times; time++) rig.wawp.failNext({ status: 500 }, { operation });
			scans({ phone: '201000000000' })();
		});
		expect(itemsOf(run, 'Alert: Wrong Number')).toHaveLength(1);
		expect(rig.instance).toMatchObject({ linked: false });
	});

	test('revokes the link also where the wait ends with an error', async () => {
		const run = await onboarding(() => void (rig.account.token = 'another'));
		expect(itemsOf(run, 'Revoke Temporary Link')).toHaveLength(1);
		expect(itemsOf(run, 'Alert: Nobody Scanned').map(({ json }) => json.message)).toEqual([expect.stringMatching(/^Nobody linked \+20 114 520 2826: Wawp .+/)]);
	});

	test('says so when nobody scanned, and revokes the link all the same', async () => {
		const run = await onboarding(() => undefined);
		expect(itemsOf(run, 'Alert: Nobody Scanned').map(({ json }) => json.message)).toEqual(['Nobody linked +20 114 520 2826: the session is FAILED']);
		expect(rig.wawp.world.tempLinks).toEqual([]);
		expect(rig.heard('session.getMe')).toBe(0);
	});

	test('a phone that was linked before anybody was invited is compared all the same', async () => {
		rig.wawp.after('session.create', ({ world }) => void Object.assign(world.instances[0]!, { linked: true, phone: '201145202826', pushName: 'Support' }));
		const run = await rig.n8n.run(rig.id);
		expect(itemsOf(run, 'Linked').map(({ json }) => json.message)).toEqual(['+201145202826 is linked as Support']);
		expect(itemsOf(run, 'Send to the Person')).toEqual([]);
		expect(rig.heard('session.createTempLink')).toBe(0);
	});

	test('says so when the session cannot be started, and invites nobody', async () => {
		rig.wawp.after('session.create', ({ world }) => void (world.instances[0]!.failsOnStart = 5));
		const run = await rig.n8n.run(rig.id);
		expect(itemsOf(run, 'Alert: Not Started').map(({ json }) => json.message)).toEqual([
			'The session for +20 114 520 2826 could not be started. The session failed again after a restart',
		]);
		expect(itemsOf(run, 'Send to the Person')).toEqual([]);
		expect(rig.wawp.world.tempLinks).toEqual([]);
	});
});

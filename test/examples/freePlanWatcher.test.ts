import type { NewInstance } from '../simulator/world';
import { ExampleRig, type Given, underEachLag } from '../support/exampleRig';
import { qrText } from '../support/qrText';
import { VirtualTime } from '../support/virtualTime';

let rig: ExampleRig;
let virtual: VirtualTime;

async function published(instance: NewInstance = {}, given: Given = {}): Promise<void> {
	rig = await ExampleRig.start('free-plan-watcher', { plan: 'free', ownTime: true, instance: { id: 'AAAAAAAAAAAA', status: 'WORKING', ...instance }, ...given });
	virtual = new VirtualTime(() => rig.wawp.hanging);
	await virtual.of(rig.n8n.activate(rig.id));
}

afterEach(async () => {
	await stopped();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

async function stopped(): Promise<void> {
	await virtual.of(rig.settled());
	virtual.stop();
	await rig.stop();
}

/** A minute has passed: the watcher looks, and what it starts comes to its end. */
async function polled(): Promise<void> {
	await virtual.pass(60_000);
	await virtual.of(rig.n8n.poll(rig.id));
	await virtual.of(rig.settled());
}

const alerts = () => ['Needs a Login', 'Failed', 'About Wawp'].flatMap((name) => rig.messages(`Alert: ${name}`));

underEachLag(() => {
	test('a session that works costs one request a minute, and starts nothing', async () => {
		await published();
		await polled();
		expect(rig.wawp.calls.map(({ operation }) => operation)).toEqual(['session.getInfo', 'session.getInfo']);
		expect(rig.n8n.executions).toEqual([]);
	});

	test('a session that failed is restarted once, and nobody is alerted', async () => {
		await published();
		rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
		await polled();
		await polled();
		expect(rig.instance.status).toBe('WORKING');
		expect(rig.heard('session.restart')).toBe(1);
		expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: restart']);
		expect(rig.n8n.executions).toHaveLength(1);
		expect(alerts()).toEqual([]);
	});

	test('what the watcher sees while a session is brought back starts no second recovery, and no second alert', async () => {
		await published();
		rig.instance.linked = false;
		rig.wawp.phone.fail('AAAAAAAAAAAA');
		await polled();
		await polled();
		await virtual.until(() => rig.instance.status === 'FAILED');
		await polled();
		expect(rig.n8n.executions).toHaveLength(1);
		expect(rig.items('Ensure Working')).toHaveLength(1);
		expect(rig.heard('session.restart')).toBe(1);
		const [alert, ...others] = rig.items('Alert: Needs a Login');
		expect(others).toEqual([]);
		expect(qrText(alert)).toMatch(/^2@/);
		expect((await fetch(String(alert!.json.link))).status).toBe(200);
	});

	test('once the session works again, the next drop is looked after as the first one was', async () => {
		await published();
		for (const alerted of [1, 2]) {
			rig.wawp.phone.logOut('AAAAAAAAAAAA');
			await polled();
			expect(alerts()).toHaveLength(alerted);
			rig.wawp.phone.scan('AAAAAAAAAAAA');
			await polled();
		}
		expect(rig.n8n.executions).toHaveLength(2);
	});

	test('a session that was stopped on purpose stays stopped, and is started where that counts', async () => {
		await published();
		rig.wawp.setStatus('AAAAAAAAAAAA', 'STOPPED');
		await polled();
		expect(rig.instance.status).toBe('STOPPED');
		await stopped();

		await published({}, { settings: { 'Wawp Session Watcher': { outageStates: ['FAILED', 'OTHER', 'SCAN_QR_CODE', 'STARTING', 'STOPPED'] } } });
		rig.wawp.setStatus('AAAAAAAAAAAA', 'STOPPED');
		await polled();
		expect(rig.instance.status).toBe('WORKING');
		expect(rig.heard('session.start')).toBe(1);
	});

	test('a session that hangs while it starts is restarted', async () => {
		await published();
		rig.wawp.phone.stumbles('AAAAAAAAAAAA', { status: 'STARTING', forMs: 3_600_000 });
		await polled();
		expect(rig.instance.status).toBe('WORKING');
		expect(rig.heard('session.restart')).toBe(1);
		expect(alerts()).toEqual([]);
	});

	test('one that somebody starts, and that hangs then, is restarted too', async () => {
		await published({ status: 'STOPPED', linked: true });
		rig.wawp.setStatus('AAAAAAAAAAAA', 'STARTING');
		// Other than engines that connect again by themselves, it is given more than a minute.
		for (let minute = 1; minute <= 2; minute++) await polled();
		expect(rig.n8n.executions).toEqual([]);
		await polled();
		expect(rig.heard('session.restart')).toBe(1);
		expect(rig.instance.status).toBe('WORKING');
		expect(alerts()).toEqual([]);
	});

	test('a first log-in is no outage', async () => {
		await published({ status: 'STOPPED' });
		rig.wawp.setStatus('AAAAAAAAAAAA', 'STARTING');
		await polled();
		rig.wawp.setStatus('AAAAAAAAAAAA', 'SCAN_QR_CODE');
		await polled();
		rig.wawp.phone.scan('AAAAAAAAAAAA');
		await polled();
		expect(rig.n8n.executions).toEqual([]);
	});

	test('one that is down when the workflow is published is brought back', async () => {
		await published({ status: 'FAILED', linked: true });
		await virtual.of(rig.settled());
		expect(rig.instance.status).toBe('WORKING');
		expect(rig.heard('session.restart')).toBe(1);
	});

	test('one that was back and is lost again between two looks is brought back again', async () => {
		await published();
		rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
		await polled();
		expect(rig.instance.status).toBe('WORKING');
		rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
		await polled();
		expect(rig.heard('session.restart')).toBe(2);
		expect(rig.instance.status).toBe('WORKING');
	});

	test('a Wawp that tells nothing, and a session that is gone, are alerted once', async () => {
		await published();
		for (let poll = 1; poll <= 4; poll++) {
			rig.wawp.failNext({ status: 401, body: { code: 'invalid_access_token', message: 'No' } });
			await polled();
		}
		await polled();
		rig.wawp.world.instances = [];
		// That it was deleted has to hold.
		for (let poll = 1; poll <= 4; poll++) await polled();
		expect(alerts()).toEqual([
			'Session AAAAAAAAAAAA could not be brought back. Wawp finds no session with this Instance ID',
			expect.stringMatching(/^Wawp tells nothing about your sessions since \S+\. Wawp does not accept the access token/),
			'Wawp tells about your sessions again',
		]);
	});
});

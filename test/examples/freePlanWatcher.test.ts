import type { NewInstance } from '../simulator/world';
import { ExampleRig, LISTED, until } from '../support/exampleRig';
import { qrText } from '../support/qrText';

let rig: ExampleRig;

async function published(instance: NewInstance = {}): Promise<void> {
	rig = await ExampleRig.start('free-plan-watcher', { plan: 'free', instance: { id: 'AAAAAAAAAAAA', status: 'WORKING', ...instance } });
	await rig.n8n.activate(rig.id);
}

afterEach(async () => {
	jest.restoreAllMocks();
	await rig.settled();
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

/** A minute has passed: the watcher looks, and what it starts comes to its end. */
async function polled(): Promise<void> {
	await rig.n8n.poll(rig.id);
	await rig.settled();
}

const alerts = () => ['Needs a Login', 'Failed', 'Deleted', 'Wawp Is Away', 'Wawp Is Back'].flatMap((name) => rig.messages(`Alert: ${name}`));

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
	expect(rig.messages('Connected')).toEqual(['Session AAAAAAAAAAAA is connected as John Doe']);
	expect(alerts()).toEqual([]);
});

test('what the watcher sees while a session is brought back starts no second recovery, and no second alert', async () => {
	await published();
	rig.instance.linked = false;
	rig.wawp.phone.fail('AAAAAAAAAAAA');
	await polled();
	await polled();
	await rig.reaches('FAILED');
	await polled();
	expect(rig.n8n.executions).toHaveLength(3);
	expect(rig.items('Note the Drop')).toHaveLength(3);
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
	expect(rig.n8n.dataTables.rows('wawp_recoveries')).toEqual([]);
});

test('a session that was stopped on purpose stays stopped, and one that is listed is started', async () => {
	await published();
	rig.wawp.setStatus('AAAAAAAAAAAA', 'STOPPED');
	await polled();
	expect(rig.instance.status).toBe('STOPPED');
	await rig.stop();

	await published({ id: LISTED });
	rig.wawp.setStatus(LISTED, 'STOPPED');
	await polled();
	expect(rig.instance.status).toBe('WORKING');
	expect(rig.heard('session.start')).toBe(1);
});

test('a session that hangs while it starts is restarted', async () => {
	await published();
	rig.wawp.setStatus('AAAAAAAAAAAA', 'STARTING');
	await polled();
	expect(rig.n8n.executions.flatMap(({ run }) => Object.keys(run.data.resultData.runData))).not.toContain('Ensure Working');
	jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
	await rig.n8n.poll(rig.id);
	jest.restoreAllMocks();
	await until(() => rig.instance.status === 'WORKING');
	await rig.settled();
	expect(rig.heard('session.restart')).toBe(1);
	expect(alerts()).toEqual([]);
});

test('a Wawp that tells nothing, and a session that is gone, are alerted once', async () => {
	await published();
	for (let poll = 1; poll <= 4; poll++) {
		rig.wawp.failNext({ status: 401, body: { code: 'invalid_access_token', message: 'No' } });
		await polled();
	}
	await polled();
	rig.wawp.world.instances = [];
	await polled();
	await polled();
	expect(alerts()).toEqual([
		'Session AAAAAAAAAAAA no longer exists',
		expect.stringMatching(/^Wawp tells nothing about your sessions since \S+\. Wawp does not accept the access token/),
		'Wawp tells about your sessions again',
	]);
});

import type { INodeParameters } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import { ExampleRig, type Given, itemsOf, underEachLag, until } from '../support/exampleRig';
import { qrText } from '../support/qrText';

let rig: ExampleRig;

async function published({ instance, ...given }: Given = {}): Promise<void> {
	rig = await ExampleRig.start('session-auto-recovery', { instance: { id: 'AAAAAAAAAAAA', status: 'WORKING', ...instance }, ...given });
	await rig.n8n.activate(rig.id);
	await rig.settled();
}

afterEach(async () => {
	await rig.settled();
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

const alerts = () => [...rig.messages('Alert: Needs a Login'), ...rig.messages('Alert: Failed')];

/** What the user adds who wants a session to be started again. */
const stoppedCounts: Record<string, INodeParameters> = {
	'Wawp Trigger': { outageStates: ['FAILED', 'OTHER', 'SCAN_QR_CODE', 'STARTING', 'STOPPED'] },
};

underEachLag(() => {
	test('a session that failed is restarted once, and nobody is alerted', async () => {
		await published();
		rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
		await rig.settled();
		expect(rig.instance.status).toBe('WORKING');
		expect(rig.heard('session.restart')).toBe(1);
		expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: restart']);
		expect(rig.n8n.executions).toHaveLength(1);
		expect(alerts()).toEqual([]);
	});

	test('a restart that fails is alerted once, and its events start nothing', async () => {
		await published({ instance: { failsOnStart: 5 } });
		rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
		await rig.settled();
		expect(rig.n8n.executions).toHaveLength(1);
		expect(rig.items('Ensure Working')).toHaveLength(1);
		expect(rig.heard('session.restart')).toBe(1);
		expect(alerts()).toEqual(['Session AAAAAAAAAAAA could not be brought back. The session failed again after a restart']);
	});

	test('a phone that logged out is alerted once, with a code to scan and a link, however many codes go by', async () => {
		await published();
		rig.wawp.phone.logOut('AAAAAAAAAAAA');
		await rig.reaches('SCAN_QR_CODE');
		await until(() => alerts().length > 0);
		const [alert] = rig.items('Alert: Needs a Login');
		expect(qrText(alert)).toMatch(/^2@/);
		expect(alert!.json.message).toMatch(/^Session AAAAAAAAAAAA needs a login\. Please scan the QR code at http\S+ \(valid until 20\S+\)$/);
		const page = await fetch(String(alert!.json.link));
		expect(await page.text()).toContain('scan this code');

		await rig.reaches('FAILED');
		await rig.settled();
		expect(alerts()).toHaveLength(1);
		expect(rig.n8n.executions).toHaveLength(1);
		expect(rig.heard('session.createTempLink')).toBe(1);
		expect(rig.heard('session.restart')).toBe(0);
	});

	test('a session that failed, and is logged out when it is back, is alerted once', async () => {
		await published();
		rig.instance.linked = false;
		rig.wawp.phone.fail('AAAAAAAAAAAA');
		await until(() => alerts().length > 0);
		await rig.settled();
		expect(rig.heard('session.restart')).toBe(1);
		expect(rig.items('Alert: Needs a Login')).toHaveLength(1);
		expect(alerts()).toHaveLength(1);
	});

	test('once the session works again, the next drop is looked after as the first one was', async () => {
		await published();
		for (const times of [1, 2]) {
			rig.wawp.phone.logOut('AAAAAAAAAAAA');
			await until(() => alerts().length === times);
			// No person is as quick as the pause between two outages is short.
			await time.pause(5_000, undefined);
			rig.wawp.phone.scan('AAAAAAAAAAAA');
			await rig.settled();
		}
		rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
		await rig.settled();
		expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: restart']);
		expect(rig.n8n.executions).toHaveLength(3);
	});

	test('a session that was stopped on purpose stays stopped, and is not lost when it is started again', async () => {
		await published();
		rig.wawp.setStatus('AAAAAAAAAAAA', 'STOPPED');
		await rig.settled();
		expect(rig.instance.status).toBe('STOPPED');
		rig.wawp.setStatus('AAAAAAAAAAAA', 'STARTING');
		rig.wawp.setStatus('AAAAAAAAAAAA', 'WORKING');
		await rig.settled();
		expect(rig.n8n.executions).toEqual([]);
		expect(alerts()).toEqual([]);
	});

	test('one that stopped is started again where that counts', async () => {
		await published({ settings: stoppedCounts });
		rig.wawp.setStatus('AAAAAAAAAAAA', 'STOPPED');
		await rig.settled();
		expect(rig.instance.status).toBe('WORKING');
		expect(rig.heard('session.start')).toBe(1);
		expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: start']);
	});

	test('an engine that connects again by itself is left alone', async () => {
		await published();
		rig.wawp.phone.stumbles('AAAAAAAAAAAA', { status: 'STARTING', forMs: 4_000 });
		await rig.settled();
		expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: nothing, it came back by itself']);
		expect(rig.heard('session.restart') + rig.heard('session.start')).toBe(0);
		expect(alerts()).toEqual([]);
	});

	test('two events at the same moment lead to one recovery', async () => {
		await published({ settings: stoppedCounts });
		rig.wawp.holdDeliveries();
		rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
		rig.wawp.setStatus('AAAAAAAAAAAA', 'STOPPED');
		await rig.wawp.releaseDeliveries('at once');
		await rig.settled();
		expect(rig.items('Ensure Working')).toHaveLength(1);
		expect(rig.heard('session.start')).toBe(1);
		expect(rig.instance.status).toBe('WORKING');
	});

	test('an event that comes when all is well again leads to nothing', async () => {
		await published();
		rig.wawp.emit('AAAAAAAAAAAA', 'session.status', { name: rig.instance.name, status: 'FAILED' });
		await rig.settled();
		expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: nothing, it came back by itself']);
		expect(rig.wawp.calls.map(({ operation }) => operation)).not.toContain('session.restart');
	});

	test('what Wawp refuses is alerted too', async () => {
		await published();
		rig.wawp.failNext({ status: 401, body: { code: 'invalid_access_token', message: 'No' } }, { operation: 'session.getInfo' });
		rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
		await rig.settled();
		expect(alerts()).toEqual([expect.stringMatching(/^Session AAAAAAAAAAAA could not be brought back\. .*access token/i)]);
	});

	test('a link to scan goes to the one who is asked to, and into no other message', async () => {
		await published();
		rig.instance.linked = false;
		rig.wawp.phone.fail('AAAAAAAAAAAA');
		await until(() => alerts().length > 0);
		await rig.settled();
		const link = String(rig.items('Alert: Needs a Login')[0]!.json.link);
		expect(link).toMatch(/^http/);
		expect(JSON.stringify([rig.items('Alert: Failed'), rig.items('Brought Back')])).not.toContain(link);
	});

	describe('by hand, it logs a number in', () => {
		const logIn = async (given: Given, person: () => void) => {
			rig = await ExampleRig.start('session-auto-recovery', given);
			const running = rig.n8n.run(rig.id, { from: "When clicking 'Execute workflow'" });
			await until(() => rig.heard('session.createTempLink') > 0);
			await until(() => rig.instance.status === 'SCAN_QR_CODE');
			person();
			return await running;
		};

		test.each([0, 500, 1_500, 3_000])('shows a code to scan and a link, and ends with who is linked, where states come %i ms late', async (lag) => {
			const run = await logIn({ lag }, () => rig.wawp.phone.scan(rig.instance.id, { phone: '201145202826', pushName: 'Support' }));
			expect(run.data.resultData.error).toBeUndefined();
			const [shown] = itemsOf(run, 'Start and Show QR Code');
			expect(qrText(shown)).toMatch(/^2@/);
			expect(shown!.json.link).toMatch(/^http/);
			expect(itemsOf(run, 'Verify Account').map(({ json }) => json)).toMatchObject([{ matches: true, actual: '201145202826', instanceId: rig.instance.id }]);
			expect(rig.wawp.world.instances).toHaveLength(1);
			expect(rig.traces(run)).not.toContain(rig.account.token);
		});

		test('says so when another phone was linked', async () => {
			const run = await logIn({}, () => rig.wawp.phone.scan(rig.instance.id, { phone: '201000000000' }));
			expect(run.data.resultData.error?.message).toBe('The linked number is 201000000000, not 201145202826');
		});

		test('says so when nobody scanned', async () => {
			const run = await logIn({}, () => undefined);
			expect(run.data.resultData.error?.message).toMatch(/^The session is not connected to WhatsApp: it is FAILED/);
		});
	});
});

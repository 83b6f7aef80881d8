import { ExampleRig, type Given, LISTED, until } from '../support/exampleRig';
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

test('a session that failed is restarted once, and nobody is alerted', async () => {
	await published();
	rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
	await rig.settled();
	expect(rig.instance.status).toBe('WORKING');
	expect(rig.heard('session.restart')).toBe(1);
	expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: restart']);
	expect(rig.messages('Connected')).toEqual(['Session AAAAAAAAAAAA is connected as John Doe']);
	expect(alerts()).toEqual([]);
});

test('a restart that fails is alerted once, though its events start the workflow again', async () => {
	await published({ instance: { failsOnStart: 5 } });
	rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(2);
	expect(rig.items('Ensure Working')).toHaveLength(1);
	expect(rig.heard('session.restart')).toBe(1);
	expect(rig.n8n.dataTables.rows('wawp_recoveries')).toHaveLength(1);
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
	expect(rig.items('Note the Drop').map(({ json }) => json.id)).toEqual([1, 2]);
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
	rig.wawp.phone.logOut('AAAAAAAAAAAA');
	await until(() => alerts().length === 1);
	rig.wawp.phone.scan('AAAAAAAAAAAA');
	await rig.settled();
	rig.wawp.phone.logOut('AAAAAAAAAAAA');
	await until(() => alerts().length === 2);
	rig.wawp.phone.scan('AAAAAAAAAAAA');
	await rig.settled();
	rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
	await rig.settled();
	expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: restart']);
	expect(rig.n8n.dataTables.rows('wawp_recoveries')).toEqual([]);
});

test('a session that was stopped on purpose stays stopped', async () => {
	await published();
	rig.wawp.setStatus('AAAAAAAAAAAA', 'STOPPED');
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(1);
	expect(rig.instance.status).toBe('STOPPED');
	expect(rig.heard('session.start')).toBe(0);
	expect(alerts()).toEqual([]);
});

test('a listed session that stopped is started again', async () => {
	await published({ instance: { id: LISTED } });
	rig.wawp.setStatus(LISTED, 'STOPPED');
	await rig.settled();
	expect(rig.instance.status).toBe('WORKING');
	expect(rig.heard('session.start')).toBe(1);
	expect(rig.messages('Brought Back')).toEqual([`Session ${LISTED} is back. Done: start`]);
});

test('two events at the same moment lead to one recovery', async () => {
	await published({ instance: { id: LISTED } });
	rig.wawp.holdDeliveries();
	rig.wawp.phone.loseConnection(LISTED);
	rig.wawp.setStatus(LISTED, 'STOPPED');
	await rig.wawp.releaseDeliveries('in order');
	await rig.settled();
	expect(rig.items('Note the Drop')).toHaveLength(2);
	expect(rig.items('Ensure Working')).toHaveLength(1);
	expect(rig.heard('session.start')).toBe(1);
	expect(rig.instance.status).toBe('WORKING');
});

test('an event that comes when all is well again leads to nothing, and leaves nothing behind', async () => {
	await published();
	rig.wawp.emit('AAAAAAAAAAAA', 'session.status', { name: rig.instance.name, status: 'FAILED' });
	await rig.settled();
	expect(rig.messages('Brought Back')).toEqual(['Session AAAAAAAAAAAA is back. Done: nothing, it came back by itself']);
	expect(rig.n8n.dataTables.rows('wawp_recoveries')).toEqual([]);
});

test('what Wawp refuses is alerted too', async () => {
	await published();
	rig.wawp.failNext({ status: 401, body: { code: 'invalid_access_token', message: 'No' } }, { operation: 'session.getInfo' });
	rig.wawp.phone.loseConnection('AAAAAAAAAAAA');
	await rig.settled();
	expect(alerts()).toEqual([expect.stringMatching(/^Session AAAAAAAAAAAA could not be brought back\. .*access token/i)]);
});

import { ExampleRig, LISTED, itemsOf, underEachLag, until } from '../support/exampleRig';
import { importedExample } from '../support/importedExample';

const TABLE = 'wawp_accounts';

let rig: ExampleRig;
beforeEach(async () => {
	rig = await ExampleRig.start('account-directory', { instance: { id: LISTED, phone: '201145202826', pushName: 'Support', status: 'SCAN_QR_CODE' } });
	await rig.n8n.activate(rig.id);
});
afterEach(async () => {
	await rig.stop();
	expect(rig.errors).toEqual([]);
	expect(rig.traces()).not.toContain(rig.account.token);
});

async function scanned(pushName?: string): Promise<void> {
	rig.wawp.phone.scan(LISTED, { pushName });
	await rig.settled();
}

async function signed(): Promise<unknown> {
	const run = await rig.n8n.run(rig.id, { from: "When clicking 'Execute workflow'" });
	expect(run.data.resultData.error).toBeUndefined();
	expect(rig.traces(run)).not.toContain(rig.account.token);
	return itemsOf(run, 'Signed Message').map(({ json }) => json);
}

const stored = () => rig.n8n.dataTables.rows(TABLE).map(({ instanceId, phoneNumber, pushName }) => ({ instanceId, phoneNumber, pushName }));

underEachLag(() => {
	test('the account is read when the session works for the first time, and not when it works again', async () => {
		await scanned();
		expect(stored()).toEqual([{ instanceId: LISTED, phoneNumber: '201145202826', pushName: 'Support' }]);
		rig.wawp.phone.loseConnection(LISTED);
		rig.wawp.phone.reconnect(LISTED);
		await rig.settled();
		// on a busy machine the QR code is renewed before the scan, which starts a run too
		expect(rig.items('Wawp Trigger').filter(({ json }) => json.status === 'WORKING')).toHaveLength(2);
		// one read may ask twice: who is connected is told as late as the state
		expect(rig.items('Get Connected Account')).toHaveLength(1);
	});

	test('a log-out removes the account, and the next one that is linked is read', async () => {
		await scanned();
		rig.wawp.phone.logOut(LISTED);
		await until(() => rig.items('Remove the Account').length > 0);
		expect(stored()).toEqual([]);
		await scanned('Sales');
		expect(stored()).toEqual([{ instanceId: LISTED, phoneNumber: '201145202826', pushName: 'Sales' }]);
	});

	test('another account is read though n8n missed the log-out in between', async () => {
		await scanned();
		await rig.n8n.deactivate(rig.id);
		rig.wawp.phone.logOut(LISTED);
		await rig.reaches('SCAN_QR_CODE');
		await rig.n8n.activate(rig.id);
		rig.wawp.phone.scan(LISTED, { phone: '201000000009', pushName: 'Sales' });
		await rig.settled();
		expect(stored()).toEqual([{ instanceId: LISTED, phoneNumber: '201000000009', pushName: 'Sales' }]);
	});

	test.each([
		['names no account', { event: 'session.status', status: 'WORKING', me: null }],
		['tells of a session that is lost, and still linked', { event: 'session.status', status: 'FAILED', me: null }],
		['is about Wawp itself', { event: 'wawp.unreachable', message: 'Wawp did not answer', me: null }],
	])('an item of the Session Watcher in the place of the trigger that %s has what is stored stay as it is', async (_what, item) => {
		await scanned();
		const run = await rig.n8n.run(rig.id, { from: 'Wawp Trigger', mode: 'trigger', items: [{ json: { instanceId: LISTED, ...item } }] });
		expect(run.data.resultData.error).toBeUndefined();
		expect(stored()).toEqual([{ instanceId: LISTED, phoneNumber: '201145202826', pushName: 'Support' }]);
		expect(itemsOf(run, 'Get Connected Account')).toEqual([]);
	});

	test('messages are signed from the directory, without asking Wawp', async () => {
		await scanned();
		const heard = rig.wawp.calls.length;
		const message = { instanceId: LISTED, text: 'Your order is on its way.\n\nSupport' };
		expect([await signed(), await signed()]).toEqual([[message], [message]]);
		expect(rig.wawp.calls).toHaveLength(heard);
	});

	test('a session that worked before the workflow was published is asked for once', async () => {
		await rig.n8n.deactivate(rig.id);
		await scanned();
		await rig.shown();
		expect(stored()).toEqual([]);
		const message = { instanceId: LISTED, text: 'Your order is on its way.\n\nSupport' };
		expect([await signed(), await signed()]).toEqual([[message], [message]]);
		expect(rig.heard('session.getMe')).toBe(1);
		expect(stored()).toHaveLength(1);
	});

	test('several messages at once are each signed, whether their session is in the directory or not, and once', async () => {
		await scanned();
		const other = rig.wawp.addInstance(rig.account, { phone: '201000000009', pushName: 'Sales', status: 'WORKING' });
		await rig.shown();
		const id = rig.n8n.save(importedExample('account-directory', { 'Message to Send': { assignments: { assignments: [] }, includeOtherFields: true, options: {} } }));
		const messages = [LISTED, other.id, LISTED, other.id].map((instanceId, index) => ({ instanceId, text: `Order ${index}` }));
		const run = await rig.n8n.run(id, { from: "When clicking 'Execute workflow'", items: messages.map((json) => ({ json })) });
		expect(run.data.resultData.error).toBeUndefined();
		const texts = itemsOf(run, 'Signed Message').map(({ json }) => `${String(json.instanceId)}: ${String(json.text)}`);
		expect(texts.sort()).toEqual([`${LISTED}: Order 0\n\nSupport`, `${LISTED}: Order 2\n\nSupport`, `${other.id}: Order 1\n\nSales`, `${other.id}: Order 3\n\nSales`].sort());
	});
});

import jsQR from 'jsqr';
import { PNG } from 'pngjs';

import { eventually } from './eventually';
import { LISTED, Live, MANUAL } from './live';
import { messagesOf } from './n8n/execution';

let live: Live;
beforeAll(async () => {
	// As documented: session info is 1 to 3 seconds behind what events tell.
	live = await Live.start({ lag: 1_500 });
});
afterAll(async () => await live?.stop());

test('session-auto-recovery logs a number in by hand, and brings it back when it drops', async () => {
	const credential = await live.addCredential();
	const workflow = await live.importExample('session-auto-recovery', credential);
	const [before, links] = [live.wawp.world.instances.length, live.heard('session.createTempLink')];
	const running = live.n8n.execute(workflow.id, MANUAL);
	const instance = await eventually('the new session to show a code that the workflow made a link to', () => {
		const created = live.wawp.world.instances[before];
		return created?.status === 'SCAN_QR_CODE' && live.heard('session.createTempLink') > links && created;
	});
	live.wawp.phone.scan(instance.id, { phone: '201145202826' });
	const login = await running;
	live.expectClean(login);
	expect(login.mode).toBe('manual');
	expect(login.items('Start and Show QR Code')[0]).toMatchObject({ binary: { data: { mimeType: 'image/png' } } });
	expect(login.json('Verify Account')).toMatchObject([{ matches: true, actual: '201145202826', instanceId: instance.id }]);

	await live.n8n.changeCredential(credential, { accessToken: live.account.token, baseUrl: live.wawp.url, instanceId: instance.id });
	await live.publish(workflow);
	live.wawp.phone.loseConnection(instance.id);
	const runs = (await live.reached(workflow, 'Brought Back')).filter(({ mode }) => mode === 'webhook');
	live.expectClean(...runs);
	expect(messagesOf(runs, 'Brought Back')).toEqual([`Session ${instance.id} is back. Done: restart`]);
	expect(instance.status).toBe('WORKING');
	expect(runs).toHaveLength(1);

	live.wawp.phone.logOut(instance.id);
	const [asked] = (await live.reached(workflow, 'Alert: Needs a Login')).slice(-1);
	live.expectClean(asked!);
	const [{ message }] = asked!.json('Alert: Needs a Login') as [{ message: string }];
	expect(message).toMatch(/^Session \w+ needs a login\. Please scan the QR code at http\S+ \(valid until 20\S+\)$/);
	live.wawp.phone.scan(instance.id);
	await live.n8n.unpublish(workflow.id);
	expect(instance.webhooks).toEqual([]);
});

test('session-onboarding invites a person by link, and checks who scanned', async () => {
	const workflow = await live.importExample('session-onboarding');
	const [before, links] = [live.wawp.world.instances.length, live.heard('session.createTempLink')];
	const running = live.n8n.execute(workflow.id, MANUAL);
	await eventually('the link to be made', () => live.heard('session.createTempLink') > links);
	const instance = live.wawp.world.instances[before]!;
	live.wawp.phone.scan(instance.id, { phone: '201145202826', pushName: 'Support' });
	const run = await running;
	live.expectClean(run);
	expect(run.items('Send to the Person')[0]).toMatchObject({ binary: { data: { mimeType: 'image/png' } } });
	expect(run.json('Linked')).toEqual([{ message: '+201145202826 is linked as Support', instanceId: instance.id }]);
	expect(live.wawp.world.tempLinks.filter(({ instanceId }) => instanceId === instance.id)).toEqual([]);
});

test('qr-login-page serves the code at its production URL until the session is connected', async () => {
	const instance = live.wawp.addInstance(live.account, { status: 'SCAN_QR_CODE' });
	const workflow = await live.importExample('qr-login-page', await live.addCredential({ instanceId: instance.id }));
	await live.publish(workflow);
	const page = async () => await live.n8n.page('/webhook/whatsapp-login');
	expect(codeIn(await page())).toBe(instance.qr!.value);
	live.wawp.phone.scan(instance.id);
	// Until session info tells of the scan, the page loads itself again.
	await eventually('the page to say so', async () => (await page()).includes('WhatsApp is connected'));
	const executions = await live.n8n.finishedExecutions(workflow.id, 2);
	live.expectClean(...executions);
	expect(new Set(executions.map(({ mode }) => mode))).toEqual(new Set(['webhook']));
	await live.n8n.unpublish(workflow.id);
});

test('account-directory stores the account of a session that starts to work, and signs messages with it', async () => {
	const instance = live.wawp.addInstance(live.account, { id: LISTED, status: 'SCAN_QR_CODE', phone: '201000000001', pushName: 'Support' });
	const workflow = await live.importExample('account-directory', await live.addCredential({ instanceId: instance.id }));
	await live.publish(workflow);
	live.wawp.phone.scan(instance.id);
	const stored = await live.reached(workflow, 'Store the Account');
	live.expectClean(...stored);
	const heard = live.wawp.calls.length;
	const signed = await live.n8n.execute(workflow.id, MANUAL);
	live.expectClean(signed);
	expect(signed.json('Signed Message')).toEqual([{ instanceId: LISTED, text: 'Your order is on its way.\n\nSupport' }]);
	expect(live.wawp.calls).toHaveLength(heard);
	await live.n8n.unpublish(workflow.id);
});

test('health-check-every-15-minutes, on a shorter schedule, starts what is stopped and makes one report', async () => {
	const instance = live.wawp.world.instances.find(({ id }) => id === LISTED) ?? live.wawp.addInstance(live.account, { id: LISTED, linked: true });
	live.wawp.setStatus(instance.id, 'STOPPED');
	const workflow = await live.importExample('health-check-every-15-minutes', live.credential, {
		// Longer than a run takes, which would otherwise meet the next one.
		'Every 15 Minutes': { rule: { interval: [{ field: 'seconds', secondsInterval: 30 }] } },
		'Sessions to Keep Active': { assignments: { assignments: [{ id: 'listed', name: 'instanceId', value: JSON.stringify([LISTED]), type: 'array' }] } },
	});
	await live.publish(workflow);
	const [run] = await live.n8n.finishedExecutions(workflow.id, 1);
	await live.n8n.unpublish(workflow.id);
	live.expectClean(run!);
	expect(run!.mode).toBe('trigger');
	expect(run!.json('Report')).toEqual([{ message: `${LISTED} works as ${instance.pushName} (+${instance.phone}), after start`, allWorking: true }]);
});

test('free-plan-watcher looks once a minute, and brings back what it finds down', async () => {
	const account = live.wawp.addAccount({ plan: 'free' });
	const instance = live.wawp.addInstance(account, { status: 'WORKING' });
	const workflow = await live.importExample('free-plan-watcher', await live.addCredential({ accessToken: account.token, instanceId: instance.id }));
	await live.publish(workflow);
	live.wawp.phone.loseConnection(instance.id);
	const runs = await live.reached(workflow, 'Brought Back');
	live.expectClean(...runs);
	expect(messagesOf(runs, 'Brought Back')).toEqual([`Session ${instance.id} is back. Done: restart`]);
	expect(instance.status).toBe('WORKING');
	expect(JSON.stringify(runs)).not.toContain(account.token);
	await live.n8n.unpublish(workflow.id);
});

function codeIn(html: string): string | undefined {
	const [, base64] = /src="data:image\/png;base64,([^"]+)"/.exec(html) ?? [];
	if (!base64) return undefined;
	const { data, width, height } = PNG.sync.read(Buffer.from(base64, 'base64'));
	return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

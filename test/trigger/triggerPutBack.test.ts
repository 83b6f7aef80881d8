/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import type { Fault } from '../simulator';
import { freshNodes } from '../support/freshNodes';
import { id, lookingAlone, rig, virtual } from '../support/looking';
import { listening, minutes, replaced, taken } from '../support/puttingBack';
import { foreignWebhook, post } from '../support/triggerRig';

/* Whoever replaces the list of webhooks at Wawp while n8n runs takes the trigger's address with it. */

lookingAlone();

const written = () => rig.heard.filter((operation) => ['webhook.set', 'webhook.replaceAll', 'webhook.delete'].includes(operation ?? ''));
const looks = () => rig.heard.filter((operation) => operation === 'webhook.getAll').length;
const told = (level: string) => rig.n8n.logs.entries.filter((entry) => entry.level === level).map(({ message }) => message);

test('its address is put back beside those of others within six minutes, and events come as before', async () => {
	await listening({ credential: { webhookSecret: 'hook+secret/4711=%' } });
	const [before] = rig.registered(id);
	replaced();
	await minutes(4);
	expect(await taken('lost')).toEqual([]);
	await minutes(3);
	expect(rig.instance.webhooks).toMatchObject([foreignWebhook(), { url: before!.url, events: ['message'], hmac: before!.hmac }]);
	expect(await taken('hello')).toEqual(['hello']);
	expect(told('warn')).toEqual([expect.stringMatching(new RegExp(`^Wawp Trigger: the address ${rig.n8n.webhookUrl(id)} was gone from the webhooks of instance ${rig.instance.id}`))]);
	for (const secret of [rig.account.token, 'hook+secret', new URL(before!.url).search]) expect(rig.n8n.logs.text()).not.toContain(secret);
});

test('one that stands is looked at every five minutes, and left as it is', async () => {
	await listening();
	const [before, heard] = [rig.registered(id), written().length];
	const asked = looks();
	await minutes(31);
	expect([rig.registered(id), written().length - heard, looks() - asked]).toEqual([before, 0, 6]);
	expect(told('warn')).toEqual([]);
});

test.each<[what: string, change: Partial<{ is_active: number; events: string[] }>]>([
	['was switched off', { is_active: 0 }],
	['was given other events', { events: ['call.received'] }],
])('one that %s at Wawp is put right', async (_what, change) => {
	await listening();
	Object.assign(rig.instance.webhooks[0]!, change);
	await minutes(7);
	expect(rig.registered(id)).toMatchObject([{ events: ['message'], is_active: 1 }]);
	expect(rig.instance.webhooks).toHaveLength(1);
});

test.each<[what: string, fault: Fault]>([
	['no webhooks', { status: 200, body: '[]' }],
	['something else', { status: 200, body: '{"webhooks":"one"}' }],
	['half a list', { truncate: true }],
	['a fault', { status: 500 }],
	['no such session', { status: 404, body: '{"code":"session_not_found","message":"Session not found"}' }],
])('a single look that shows %s changes nothing', async (_what, fault) => {
	await listening();
	const [before, heard] = [rig.registered(id), written().length];
	await minutes(4);
	rig.wawp.failNext(fault, { operation: 'webhook.getAll' });
	await minutes(10);
	expect([rig.registered(id), written().length]).toEqual([before, heard]);
	expect(told('warn')).toEqual([]);
});

test.each<[what: string, fault: Fault]>([
	['something else', { status: 200, body: '{"webhooks":"one"}' }],
	['a fault', { status: 503 }],
	['no such session', { status: 404, body: '{"code":"session_not_found","message":"Session not found"}' }],
])('however often Wawp tells %s, nothing is written', async (_what, fault) => {
	await listening();
	const heard = written().length;
	rig.wawp.conditions.weather = (operation) => (operation === 'webhook.getAll' ? fault : undefined);
	replaced();
	await minutes(20);
	expect([rig.instance.webhooks, written().length]).toEqual([[foreignWebhook()], heard]);
});

test('of two sessions the one whose list was replaced is registered again, and the other one is not', async () => {
	await listening();
	const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
	await virtual.of(rig.publish(id, { events: ['message'], instanceId: `${rig.instance.id}, ${other.id}` }));
	const heard = written().length;
	const before = other.webhooks.map(({ url }) => url);
	replaced(other);
	await minutes(7);
	expect([other.webhooks.map(({ url }) => url).slice(1), written().slice(heard)]).toEqual([before, ['webhook.set']]);
});

test('also where its parameters are expressions, which n8n evaluates for as long as a look takes', async () => {
	await listening({ instance: { id: 'A1B2C3', status: 'WORKING' }, switches: { singleWebhookRoutes: '405', listReturns: 'no hmac' } }, { events: '={{ ["message"] }}', instanceId: '={{ "A1B2C3" }}', options: { rewriteList: '={{ true }}' } });
	const { credentials } = rig.n8n;
	const lookUp = credentials.getDecrypted.bind(credentials);
	// From a database.
	jest.spyOn(credentials, 'getDecrypted').mockImplementation(async (...asked) => {
		await new Promise(setImmediate);
		return await lookUp(...asked);
	});
	replaced();
	await minutes(7);
	expect([rig.registered(id).length, told('error')]).toEqual([1, []]);
});

test('another program that replaces the list again and again is met less and less often', async () => {
	await listening();
	const heard = written().length;
	for (let round = 0; round < 180; round++) {
		replaced();
		await minutes(1);
	}
	// After 6, 17, 38 and 79 minutes, and once an hour from then on.
	expect(written().length - heard).toBe(5);
	expect(told('warn')).toHaveLength(5);
});

test('a clock that is set back holds up no look', async () => {
	await listening();
	replaced();
	jest.setSystemTime(Date.now() - 86_400_000);
	await minutes(7);
	expect(rig.registered(id)).toHaveLength(1);
});

test.each<[how: string, shown: (url: string) => Record<string, unknown>]>([
	['with its query hidden', (url) => ({ url: url.replace(/=.*/, '=***'), events: ['message'], is_active: 1 })],
	['with an event that nobody asked for', (url) => ({ url, events: ['message', 'session.status'], is_active: 1 })],
	['as switched off', (url) => ({ url, events: ['message'], is_active: 0 })],
])('a Wawp that always shows the address %s is not told of it again and again', async (_how, shown) => {
	await listening();
	const [before] = rig.registered(id);
	const heard = written().length;
	rig.wawp.conditions.weather = (operation) => (operation === 'webhook.getAll' ? { status: 200, body: JSON.stringify([shown(before!.url)]) } : undefined);
	await minutes(180);
	expect(written().slice(heard).filter((operation) => operation === 'webhook.set')).toHaveLength(1);
	expect(told('warn')).toHaveLength(1);
	// Once it is shown as it was given, it is missed again.
	rig.wawp.conditions.weather = () => undefined;
	await minutes(60);
	replaced();
	await minutes(70);
	expect(rig.registered(id)).toMatchObject([{ events: ['message'], is_active: 1 }]);
});

test('where only the whole list can be written, others do not lose what Wawp does not show, and the log says so', async () => {
	await listening({ switches: { singleWebhookRoutes: '405', listReturns: 'no hmac' } });
	const others = [{ ...foreignWebhook(), is_active: 1 }];
	rig.instance.webhooks = [...others];
	await minutes(8);
	expect(rig.instance.webhooks).toEqual(others);
	expect(told('error')).toEqual([expect.stringContaining('1 of its other webhooks would lose their signing secrets')]);
});

test('where the access token is refused, the log says so, and nothing is written', async () => {
	await listening();
	const heard = written().length;
	rig.changeCredential({ accessToken: 'refused+token' });
	replaced();
	await minutes(8);
	expect([rig.instance.webhooks, written().length]).toEqual([[foreignWebhook()], heard]);
	expect(told('error')).toEqual([expect.stringContaining(`it is not certain that Wawp still delivers to ${rig.n8n.webhookUrl(id)} (instance ${rig.instance.id})`)]);
	expect(rig.n8n.logs.text()).not.toContain('refused+token');
	// After 5, 15, 35 and 75 minutes, and once an hour from then on.
	await minutes(180);
	expect(told('error')).toHaveLength(5);
});

test('an address that was registered with the access token of before is left as it is, and one that is gone is put back with that of today', async () => {
	await listening();
	const [before] = rig.registered(id);
	rig.account.token = 'another+token';
	rig.changeCredential({ accessToken: rig.account.token });
	await minutes(11);
	expect(rig.registered(id)).toEqual([before]);
	replaced();
	await minutes(7);
	expect(rig.registered(id)).toHaveLength(1);
	expect(rig.registered(id)[0]!.url).not.toBe(before!.url);
	expect(await taken('hello')).toEqual(['hello']);
});

test('one that is put back is signed with the Webhook Secret that deliveries are held against, whatever the credential says by now', async () => {
	await listening({ credential: { webhookSecret: 'first' } }, { options: { signature: 'require' } });
	rig.changeCredential({ webhookSecret: 'second' });
	replaced();
	await minutes(7);
	expect(await taken('hello')).toEqual(['hello']);
});

test('after the workflow was taken back, nothing is registered again', async () => {
	await listening();
	replaced();
	await minutes(6);
	await virtual.of(rig.n8n.deactivate(id));
	await virtual.pass(600_000);
	expect(rig.instance.webhooks).toEqual([foreignWebhook()]);
});

test('nor where it is taken back while it is being put back', async () => {
	await listening();
	replaced();
	await minutes(6);
	rig.wawp.failNext({ hang: true, carryOut: true }, { operation: 'webhook.set' });
	await virtual.pass(45_000);
	await virtual.of(rig.n8n.poll(id));
	await virtual.pass(5_000);
	expect(rig.registered(id)).toHaveLength(1);
	await virtual.of(rig.n8n.deactivate(id));
	await virtual.pass(60_000);
	expect(rig.instance.webhooks).toEqual([foreignWebhook()]);
});

test('the address of a test execution is neither missed nor taken away', async () => {
	await listening();
	const { stop } = await virtual.of(rig.n8n.listen(id));
	const count = rig.instance.webhooks.length;
	await minutes(11);
	expect(rig.instance.webhooks).toHaveLength(count);
	await virtual.of(stop());
	await minutes(11);
	expect(rig.registered(id)).toHaveLength(1);
});

test.each<[how: string, end: (listening: Awaited<ReturnType<typeof rig.n8n.listen>>) => Promise<unknown>]>([
	['was stopped', async ({ stop }) => await stop()],
	['heard its event', async ({ url, run }) => [await post(url + new URL(rig.instance.webhooks.at(-1)!.url).search, JSON.stringify({ event: 'message', session: 'x', payload: { id: 'false_1@c.us_TEST', body: 'test' } })), await run]],
])('after a test execution that %s, the address of the published workflow is put back as before it', async (_how, end) => {
	await listening();
	await virtual.of(end(await virtual.of(rig.n8n.listen(id))));
	expect(rig.registered(id)).toHaveLength(1);
	replaced();
	await minutes(7);
	expect(rig.registered(id)).toHaveLength(1);
});

test('what a person registered by hand is not looked at', async () => {
	await listening({}, { registerAutomatically: false });
	await minutes(12);
	expect(looks()).toBe(0);
});

test('one whose static data is broken, or whose expression fails, looks for nothing, and ends no process', async () => {
	await listening({ n8n: { queue: { webhookProcesses: 1, workers: 1 }, nodeTypes: freshNodes } });
	rig.n8n.saveStaticData(id, { 'node:Wawp Trigger': { registrations: 'all of them' } });
	await virtual.of(rig.n8n.takeOver());
	rig.changeInPlace(id, { events: ['message'], registerAutomatically: '={{ $json.missing.yes }}' });
	const asked = looks();
	await minutes(7);
	expect(looks()).toBe(asked);
});

test('a main process that takes over puts back what is gone, too', async () => {
	await listening({ n8n: { queue: { webhookProcesses: 1, workers: 1 }, nodeTypes: freshNodes } });
	await virtual.of(rig.n8n.takeOver());
	replaced();
	await minutes(7);
	expect(rig.registered(id)).toHaveLength(1);
	expect(await taken('hello')).toEqual(['hello']);
});

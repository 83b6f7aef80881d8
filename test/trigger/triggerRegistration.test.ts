import type { IDataObject } from 'n8n-workflow';

import { SWITCHES } from '../simulator';
import { TriggerRig, foreignWebhook, post, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start(given));

const secretOf = (url: string) => new URL(url).searchParams.get('secret');

describe('publishing', () => {
	test('registers the production address with a secret for the chosen events, and is done with two calls', async () => {
		await start();
		const id = await rig.activate({ events: ['message', 'session.status'] });
		const [webhook, ...others] = rig.registered(id);
		expect(others).toEqual([]);
		expect(webhook).toMatchObject({ events: ['message', 'session.status'], is_active: 1 });
		expect(webhook).not.toHaveProperty('hmac');
		expect(secretOf(webhook!.url)).toMatch(/^[0-9a-f]{48}$/);
		expect(rig.heard).toEqual(['webhook.set', 'webhook.getAll']);
		expect(rig.wawp.calls[0]?.params).toEqual({ url: webhook!.url, events: ['message', 'session.status'], is_active: 1 });
	});

	test('asks for session.status when nothing else is chosen, and gives each workflow a secret of its own', async () => {
		await start();
		const [first, second] = [await rig.activate(), await rig.activate()];
		expect(rig.registered(first)).toMatchObject([{ events: ['session.status'] }]);
		expect(secretOf(rig.registered(first)[0]!.url)).not.toBe(secretOf(rig.registered(second)[0]!.url));
	});

	test('a test of a published workflow has a secret of its own, and neither address is opened by that of the other', async () => {
		await start();
		const id = await rig.activate({ events: ['message'] });
		const { url, stop } = await rig.n8n.listen(id);
		const own = (address: string) => rig.instance.webhooks.map((webhook) => webhook.url.split('?')).find(([path]) => path === address)![1]!;
		const production = rig.n8n.webhookUrl(id);
		const answers = [];
		for (const [address, secret] of [[production, own(url)], [url, own(production)], [production, own(production)]]) answers.push(await post(`${address}?${secret}`, '{"event": "message", "payload": {"body": "Hi"}}'));
		await stop();
		expect(answers).toEqual([403, 403, 200]);
	});

	test.each(['"message, session.status"', '"message session.status message"', '["message", "session.status", "message"]'])('takes the events that an expression gives, as one text or a list, each once (%s)', async (given) => {
		await start();
		const id = await rig.activate({ events: `={{ ${given} }}` });
		expect(rig.registered(id)).toMatchObject([{ events: ['message', 'session.status'] }]);
		rig.wawp.calls.length = 0;
		await rig.n8n.restart();
		expect(rig.heard).toEqual(['webhook.getAll']);
	});

	describe.each(SWITCHES.singleWebhookRoutes)('where Wawp adds something to the address that it is given, and its single routes are %s', (singleWebhookRoutes) => {
		test('the trigger still knows it as its own: it hears, stays, and goes', async () => {
			await start({ switches: { webhookAddresses: 'kept with a parameter more', singleWebhookRoutes } });
			rig.instance.webhooks = [foreignWebhook()];
			const id = await rig.activate({ events: ['message'] });
			expect(rig.registered(id).map(({ url }) => url.split('&')[1])).toEqual(['source=wawp']);
			rig.wawp.emit(rig.instance.id, 'message', { id: 'false_1@c.us_A', body: 'Hi' });
			expect(await rig.started()).toHaveLength(1);
			rig.wawp.calls.length = 0;
			await rig.n8n.restart();
			expect(rig.heard).toEqual(['webhook.getAll']);
			await rig.n8n.deactivate(id);
			expect(rig.registered(id)).toEqual([]);
			expect(rig.instance.webhooks).toHaveLength(1);
		});
	});

	test.each(SWITCHES.webhookAddresses)('two triggers of one n8n leave each other in the list, which shows no secrets, where Wawp has their addresses %s', async (webhookAddresses) => {
		await start({ switches: { webhookAddresses, singleWebhookRoutes: '404', listReturns: 'no hmac' } });
		const [one, other] = [await rig.activate({ events: ['message'] }), await rig.activate({ events: ['message.ack'] })];
		expect(rig.instance.webhooks.map(({ events }) => events)).toEqual([['message'], ['message.ack']]);
		rig.wawp.emit(rig.instance.id, 'message', { id: 'false_1@c.us_A', body: 'Hi' });
		expect(await rig.started()).toHaveLength(1);
		rig.wawp.calls.length = 0;
		await rig.n8n.restart();
		expect(rig.heard).toEqual(['webhook.getAll', 'webhook.getAll']);
		for (const id of [one, other]) await rig.n8n.deactivate(id);
		expect(rig.instance.webhooks).toEqual([]);
	});

	test("registers the credential's Webhook Secret, for Wawp to sign with", async () => {
		await start({ credential: { webhookSecret: 'dummy-secret' } });
		const id = await rig.activate();
		expect(rig.registered(id)).toMatchObject([{ hmac: 'dummy-secret' }]);
	});

	test("takes the node's Instance ID before the credential's", async () => {
		await start();
		const other = rig.wawp.addInstance(rig.account);
		await rig.activate({ instanceId: other.id });
		expect([rig.instance.webhooks.length, other.webhooks.length]).toEqual([0, 1]);
	});

	test.each(SWITCHES.errors)('writes the whole list where Wawp knows no routes for one webhook, and says so in %s', async (errors) => {
		await start({ switches: { errors, singleWebhookRoutes: '404' }, credential: { webhookSecret: 'dummy-secret' } });
		rig.instance.webhooks = [foreignWebhook()];
		const id = await rig.activate({ events: ['message'] });
		expect(rig.instance.webhooks).toMatchObject([foreignWebhook(), { events: ['message'], hmac: 'dummy-secret', is_active: 1 }]);
		await rig.n8n.deactivate(id);
		expect(rig.instance.webhooks).toEqual([foreignWebhook()]);
	});

	test.each(['', 'dummy-secret'])('leaves as it is what an earlier activation left registered, with the Webhook Secret %j', async (webhookSecret) => {
		await start({ credential: { webhookSecret } });
		const id = await rig.activate();
		const before = rig.registered(id);
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		rig.wawp.calls.length = 0;
		await rig.n8n.activate(id);
		expect(rig.heard).toEqual(['webhook.getAll']);
		expect(rig.registered(id)).toEqual(before);
	});

	test.each<[string, () => void]>([
		['removed it', () => (rig.instance.webhooks = [])],
		['switched it off', () => (rig.instance.webhooks[0]!.is_active = 0)],
		['took an event from it', () => rig.instance.webhooks[0]!.events.pop()],
		['added an event to it', () => rig.instance.webhooks[0]!.events.push('call.received')],
		['changed its secret', () => (rig.instance.webhooks[0]!.url += '0')],
	])('repairs what is left of an earlier activation after somebody %s', async (_what, happens) => {
		await start();
		for (const singleWebhookRoutes of ['known', '405'] as const) {
			rig.wawp.switches.singleWebhookRoutes = singleWebhookRoutes;
			const id = await rig.activate({ events: ['message', 'session.status'] });
			rig.wawpIsDown();
			await rig.n8n.deactivate(id);
			rig.wawpIsBack();
			happens();
			await rig.n8n.activate(id);
			expect(rig.registered(id)).toMatchObject([{ events: ['message', 'session.status'], is_active: 1 }]);
			await rig.announce('WORKING');
			expect(await rig.started()).toHaveLength(1);
			await rig.n8n.deactivate(id);
			expect(rig.instance.webhooks).toEqual([]);
		}
	});

	test('sweeps older secrets of its own address, and no address that merely begins like it', async () => {
		await start();
		const id = rig.save();
		const own = rig.n8n.webhookUrl(id);
		const others = [`${own}/more?secret=1`, `${own}2`, own.replace('/webhook/', '/webhook-test/')];
		rig.instance.webhooks = [`${own}?secret=old`, own, ...others].map((url) => ({ ...foreignWebhook(), url }));
		await rig.n8n.activate(id);
		const urls = rig.instance.webhooks.map(({ url }) => url);
		expect(urls.filter((url) => !others.includes(url))).toEqual([expect.stringMatching(/\?secret=[0-9a-f]{48}$/)]);
		expect(urls).toEqual(expect.arrayContaining(others));
	});

	test("sweeps the address registered last when n8n's public address has changed since", async () => {
		await start();
		const id = await rig.activate();
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		rig.n8n.publicUrl = 'http://127.0.0.1:9';
		await rig.n8n.activate(id);
		expect(rig.instance.webhooks.map(({ url }) => new URL(url).origin)).toEqual(['http://127.0.0.1:9']);
	});
});

describe('a change', () => {
	test('of the events replaces the registration', async () => {
		await start();
		const id = await rig.activate({ events: ['message'] });
		await rig.publish(id, { events: ['call.received'] });
		expect(rig.instance.webhooks).toMatchObject([{ events: ['call.received'] }]);
	});

	test.each([['in reach', () => {}], ['out of reach at first', () => rig.wawp.failNext({ status: 401 }, { operation: 'webhook.getAll' })]])(
		'of the instance moves the registration there, with the old instance %s',
		async (_how, fault) => {
			await start();
			const other = rig.wawp.addInstance(rig.account);
			const id = await rig.activate();
			fault();
			await rig.publish(id, { instanceId: other.id });
			expect([rig.instance.webhooks.length, other.webhooks.length]).toEqual([0, 1]);
			await rig.n8n.deactivate(id);
			expect(other.webhooks).toEqual([]);
		},
	);

	test.each([
		['a new one', 'dummy-secret-2'],
		['none', ''],
	])("of the credential's Webhook Secret to %s is registered by the next publishing", async (_what, webhookSecret) => {
		await start({ credential: { webhookSecret: 'dummy-secret-1' } });
		const id = await rig.activate();
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.changeCredential({ webhookSecret });
		await rig.n8n.activate(id);
		expect(rig.instance.webhooks.map(({ hmac = '' }) => hmac)).toEqual([webhookSecret]);
		await rig.announce('WORKING');
		expect(await rig.started()).toHaveLength(1);
	});

	test('to registering by hand takes back what could not be removed before', async () => {
		await start();
		const id = await rig.activate();
		rig.instance.webhooks.push(foreignWebhook());
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		await rig.publish(id, { registerAutomatically: false });
		await rig.n8n.activate(id);
		expect(rig.instance.webhooks).toEqual([foreignWebhook()]);
	});

	test.each([false, '={{ "false" }}', '={{ 0 }}'])('to registering by hand takes the registration back, and makes no further call (%j)', async (registerAutomatically) => {
		await start();
		const id = await rig.activate();
		await rig.publish(id, { registerAutomatically });
		expect(rig.instance.webhooks).toEqual([]);
		rig.wawp.calls.length = 0;
		await rig.n8n.deactivate(id);
		await rig.n8n.activate(id);
		expect(rig.heard).toEqual([]);
	});
});

describe('taking a workflow back', () => {
	test('removes its own address alone, also when nothing is known of the registration, and as often as it is asked', async () => {
		await start();
		const id = rig.save();
		const own = rig.n8n.webhookUrl(id);
		const others = [foreignWebhook(), { ...foreignWebhook(), url: `${own}/more` }];
		rig.instance.webhooks = [{ ...foreignWebhook(), url: `${own}?secret=lost` }, ...others];
		await rig.n8n.deactivate(id);
		await rig.n8n.deactivate(id);
		expect(rig.instance.webhooks).toEqual(others);
		expect(rig.n8n.logs.entries.filter(({ level }) => level !== 'debug')).toEqual([]);
	});

	test('removes the address that it was registered under, where n8n has another one now', async () => {
		await start();
		const id = await rig.activate();
		rig.n8n.publicUrl = 'http://127.0.0.1:9';
		rig.instance.webhooks.push(foreignWebhook());
		await rig.n8n.deactivate(id);
		expect(rig.instance.webhooks).toEqual([foreignWebhook()]);
	});

	test.each([
		['under 404', {}],
		['under 404 in words alone', { errors: 'text' }],
		['under 200', { refusals: 'under 200' }],
	] as const)('succeeds when the session was deleted meanwhile and Wawp says so %s', async (_how, switches) => {
		await start({ switches });
		const id = await rig.activate();
		rig.wawp.world.instances = [];
		await rig.n8n.deactivate(id);
		expect([rig.n8n.isActive(id), rig.n8n.logs.text()]).toEqual([false, expect.not.stringContaining('Wawp Trigger')]);
	});

	test('logs what is left of one that is not found where Wawp does not tell either whether it is only down', async () => {
		await start();
		const id = await rig.activate();
		rig.wawp.conditions.weather = (operation) => {
			if (operation === 'webhook.getAll') return { status: 404, body: { code: 'invalid_session' } };
			return operation === 'session.getRateLimit' ? { status: 502, headers: { 'retry-after': '0' } } : undefined;
		};
		rig.wawp.setStatus(rig.instance.id, 'FAILED');
		await rig.n8n.deactivate(id);
		expect(rig.n8n.logs.text()).toContain(`could not remove ${rig.n8n.webhookUrl(id)} from Wawp`);
	});

	test('removes the rest when somebody else has removed a part meanwhile', async () => {
		await start();
		const id = await rig.activate();
		const own = rig.n8n.webhookUrl(id);
		rig.instance.webhooks.unshift({ ...foreignWebhook(), url: `${own}?secret=old` });
		rig.wawp.after('webhook.getAll', () => rig.instance.webhooks.shift());
		await rig.n8n.deactivate(id);
		expect(rig.instance.webhooks).toEqual([]);
	});

	test.each([['known', {}], ['lost', { saved: {} }]])('goes on while Wawp is down, and logs what is left, the way out, and no secret, where what was registered is %s', async (_what, { saved }: { saved?: IDataObject }) => {
		await start({ credential: { webhookSecret: 'dummy-secret' } });
		const id = await rig.activate();
		const { url } = rig.registered(id)[0]!;
		if (saved) rig.n8n.saveStaticData(id, saved);
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		expect(rig.n8n.isActive(id)).toBe(false);
		const lines = rig.n8n.logs.entries.filter(({ level }) => level === 'error').map(({ message }) => message);
		expect(lines).toEqual([expect.stringContaining(`could not remove ${rig.n8n.webhookUrl(id)} from Wawp`)]);
		expect(lines[0]).toMatch(/Remove it in Wawp's dashboard, or publish and unpublish this workflow again\./);
		for (const secret of [secretOf(url)!, 'dummy-secret', rig.account.token]) {
			expect(rig.n8n.logs.text()).not.toContain(secret);
		}
	});
});

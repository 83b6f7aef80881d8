import type { IHookFunctions } from 'n8n-workflow';

import { fingerprintOf, urlSecretOf } from '../../nodes/Wawp/delivery/secrets';
import { isRegistered } from '../../nodes/Wawp/trigger/registration';
import { SWITCHES } from '../simulator';
import { TriggerRig, foreignWebhook, post, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start(given));

const activationError = async (id: string): Promise<Error> => {
	const error = await rig.n8n.activate(id).catch((thrown: Error) => thrown);
	if (!error) throw new Error('The workflow is active');
	return error;
};

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

	test('leaves as it is what an earlier activation left registered', async () => {
		await start();
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

	test('to registering by hand takes the registration back, and makes no further call', async () => {
		await start();
		const id = await rig.activate();
		await rig.publish(id, { registerAutomatically: false });
		expect(rig.instance.webhooks).toEqual([]);
		rig.wawp.calls.length = 0;
		await rig.n8n.deactivate(id);
		await rig.n8n.activate(id);
		expect(rig.heard).toEqual([]);
	});
});

describe('an activation that does not succeed', () => {
	test('for want of a paid plan says in one message what to do, and where', async () => {
		await start({ plan: 'free' });
		const id = rig.save();
		expect((await activationError(id)).message).toBe(
			`This needs a paid Wawp plan. On a free account use the Wawp Session Watcher, which needs no webhook. Or, where Wawp's dashboard offers you webhooks, switch off 'Register Automatically' in the Wawp Trigger, publish the workflow, and paste there this Production URL: ${rig.n8n.webhookUrl(id)}`,
		);
		expect(rig.n8n.logs.text()).not.toContain('could not remove');
	});

	test('for want of a paid plan while the editor listens names the address that stays, and the Session Watcher', async () => {
		await start({ plan: 'free' });
		const id = rig.save();
		const { message } = await rig.n8n.listen(id).then(
			() => new Error('It listens'),
			(error: Error) => error,
		);
		expect(message).toContain('Wawp Session Watcher');
		expect(message).toContain(`this Production URL: ${rig.n8n.webhookUrl(id)}`);
		expect(message).not.toContain('webhook-test');
	});

	test('names what is wrong and the way out, and no secret', async () => {
		await start();
		rig.changeCredential({ accessToken: 'dummy-wrong-token' });
		const { message } = await activationError(rig.save());
		expect(message).toMatch(/^Wawp does not accept the access token\. Copy the Access Token again/);
		expect(message + rig.n8n.logs.text()).not.toContain('dummy-wrong-token');
	});

	test("asks for the Webhook Secret that 'Signature' needs, before any call", async () => {
		await start();
		for (const signature of ['require', 'plain']) {
			const { message } = await activationError(rig.save({ options: { signature } }));
			expect(message).toContain("the credential has no 'Webhook Secret'");
		}
		expect(rig.heard).not.toContain('webhook.set');
	});

	test('for want of the session does not try to write the whole list', async () => {
		await start({ credential: { instanceId: 'ABCDEF123456' } });
		expect((await activationError(rig.save())).message).toMatch(/^Wawp finds no session with this Instance ID\./);
		expect(rig.heard).not.toContain('webhook.replaceAll');
	});

	test('asks for the Instance ID that is missing', async () => {
		await start({ credential: { instanceId: '' } });
		expect((await activationError(rig.save())).message).toMatch(/^'Instance ID' is empty, here and in the credential\. /);
	});

	test('as something else changes the whole list each time is over after five rounds, and says so', async () => {
		await start({ switches: { singleWebhookRoutes: '404' }, n8n: { activationTries: 1 } });
		// The pause between two rounds.
		const random = jest.spyOn(Math, 'random').mockReturnValue(0);
		const undone = () => {
			rig.instance.webhooks = [];
			rig.wawp.after('webhook.replaceAll', undone);
		};
		rig.wawp.after('webhook.replaceAll', undone);
		expect((await activationError(rig.save())).message).toBe('Something else keeps changing the webhooks of this instance. Try again in a minute.');
		random.mockRestore();
		expect(rig.heard.filter((operation) => operation === 'webhook.replaceAll')).toHaveLength(5);
	});

	test.each([
		['refuses each call', {}, 0],
		['carries out what it gives no answer to', { carryOut: true }, 1],
	])('in five tries, at a Wawp that %s, leaves at most one registration', async (_how, how, left) => {
		await start();
		for (let attempt = 1; attempt <= 5; attempt++) {
			rig.wawp.failNext({ reset: true, ...how }, { operation: 'webhook.set' });
			rig.wawp.failNext({ status: 401 }, { operation: 'webhook.getAll' });
		}
		const id = rig.save();
		expect((await activationError(id)).message).toMatch(/^The connection to Wawp was lost\./);
		expect(rig.heard.filter((operation) => operation === 'webhook.set')).toHaveLength(5);
		expect(rig.instance.webhooks).toHaveLength(left);
		await rig.n8n.activate(id);
		expect(rig.registered(id)).toHaveLength(1);
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

	test('removes the rest when somebody else has removed a part meanwhile', async () => {
		await start();
		const id = await rig.activate();
		const own = rig.n8n.webhookUrl(id);
		rig.instance.webhooks.unshift({ ...foreignWebhook(), url: `${own}?secret=old` });
		rig.wawp.after('webhook.getAll', () => rig.instance.webhooks.shift());
		await rig.n8n.deactivate(id);
		expect(rig.instance.webhooks).toEqual([]);
	});

	test('goes on while Wawp is down, and logs what is left, the way out, and no secret', async () => {
		await start({ credential: { webhookSecret: 'dummy-secret' } });
		const id = await rig.activate();
		const { url } = rig.registered(id)[0]!;
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

describe('what was registered before, where Wawp cannot be reached', () => {
	const account = { accessToken: 'token', instanceId: '3EB0BCB2E3D4', baseUrl: 'https://api.wawp.net' };
	const url = 'https://n8n.example.com/webhook/a/wawp';

	/** What n8n gives to a trigger that it asks whether it is registered. */
	function hooksOf(activation: string, fingerprint: string) {
		const lines: string[] = [];
		const hooks = {
			getNode: () => ({ id: 'node', name: 'Wawp Trigger', parameters: {} }),
			getWorkflow: () => ({ id: 'workflow' }),
			getMode: () => 'trigger',
			getActivationMode: () => activation,
			getNodeWebhookUrl: () => url,
			getNodeParameter: (name: string) => (name === 'events' ? ['message'] : ''),
			getCredentials: async () => account,
			getWorkflowStaticData: () => ({ registrations: [{ url, fingerprint, instanceId: account.instanceId }] }),
			helpers: { httpRequestWithAuthentication: async () => await Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })) },
			logger: { warn: (line: string) => lines.push(line) },
		};
		return { hooks: hooks as unknown as IHookFunctions, lines };
	}
	const secret = (nodeId = 'node') => fingerprintOf(urlSecretOf('token', { workflowId: 'workflow', nodeId, instanceId: account.instanceId, isTest: false, isSigned: false }));

	test.each(['init', 'leadershipChange'])('is taken to stand as n8n starts (%s), and said so', async (activation) => {
		const { hooks, lines } = hooksOf(activation, secret());
		expect(await isRegistered(hooks)).toBe(true);
		expect(lines).toEqual([expect.stringContaining(`still delivers to ${url} (instance ${account.instanceId})`)]);
		expect(await isRegistered(hooksOf(activation, secret('another')).hooks)).toBe(false);
	});

	test.each(['activate', 'create', 'update'])('is not, as a person publishes it (%s)', async (activation) => {
		await expect(isRegistered(hooksOf(activation, secret()).hooks)).rejects.toThrow('Nothing answers at the Base URL');
	});
});

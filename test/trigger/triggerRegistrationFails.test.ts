import type { IDataObject, IHookFunctions, INodeParameters } from 'n8n-workflow';

import { fingerprintOf, sealed, urlSecretOf } from '../../nodes/Wawp/delivery/secrets';
import { activate } from '../../nodes/Wawp/trigger/activation';
import { isRegistered } from '../../nodes/Wawp/trigger/registration';
import { TriggerRig, foreignWebhook, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start(given));

const activationError = async (id: string): Promise<Error> => {
	const error = await rig.n8n.activate(id).catch((thrown: Error) => thrown);
	if (!error) throw new Error('The workflow is active');
	return error;
};

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

	test('while the editor listens names no address of which it cannot tell how it will be once it is published', async () => {
		await start();
		const parameters: IDataObject = { events: ['message'] };
		const hooks = {
			getNode: () => ({ id: 'node', name: 'Wawp Trigger', parameters }),
			getWorkflow: () => ({ id: 'workflow' }),
			getMode: () => 'manual',
			getActivationMode: () => 'manual',
			// as N8N_ENDPOINT_WEBHOOK_TEST can have it
			getNodeWebhookUrl: () => 'https://n8n.example.com/try/a/wawp',
			getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
			getCredentials: async () => ({ accessToken: 'token', instanceId: '3EB0BCB2E3D4', baseUrl: 'https://api.wawp.net' }),
			getWorkflowStaticData: () => ({}),
			helpers: { httpRequestWithAuthentication: async () => ({ statusCode: 403, headers: {}, body: Buffer.from('{"code":"subscription_required","message":"No plan"}') }) },
		};
		await expect(activate(hooks as unknown as IHookFunctions)).rejects.toThrow(/^This needs a paid Wawp plan\. .* and paste there the Production URL, which the panel shows under 'Webhook URLs'\.?$/);
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

	test.each<[what: string, parameters: INodeParameters, words: string]>([
		["a 'Signature' without its secret", { options: { signature: 'require' } }, "the credential has no 'Webhook Secret'"],
		['a filter that names nothing', { filters: { textContains: [] } }, 'was added, but is empty'],
	])('for %s says so as well where the registration of before could not be taken back, and stands', async (_what, parameters, words) => {
		await start();
		const id = await rig.activate({ events: ['message'] });
		rig.wawpIsDown();
		await rig.n8n.deactivate(id);
		rig.wawpIsBack();
		await rig.publish(id, { events: ['message'], ...parameters });
		expect((await activationError(id)).message).toContain(words);
	});

	test('of one that would fetch what anybody names asks for a secret, and is none with a secret', async () => {
		await start();
		const byHand = { registerAutomatically: false, options: { downloadMedia: true } };
		expect((await activationError(rig.save(byHand))).message).toMatch(/^'Download Media' would let anybody who knows the URL have addresses fetched: enter a 'URL Secret'/);
		await rig.activate({ ...byHand, urlSecret: 'own' });
		await rig.activate({ options: { downloadMedia: true } });
	});

	test("where the whole list would be written is refused with a Webhook Secret, as another trigger's may be lost with the list", async () => {
		await start({ switches: { singleWebhookRoutes: '404', listReturns: 'no hmac' }, credential: { webhookSecret: 'dummy-secret' } });
		const id = await rig.activate({ events: ['message'] });
		expect((await activationError(rig.save())).message).toMatch(/1 of its other webhooks would lose their signing secrets/);
		expect(rig.registered(id)).toMatchObject([{ events: ['message'], hmac: 'dummy-secret' }]);
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

test('a plan that ended after the workflow was published keeps no webhook back in silence', async () => {
	await start();
	const id = await rig.activate();
	rig.account.plan = 'free';
	await rig.n8n.deactivate(id);
	expect([rig.n8n.isActive(id), rig.n8n.logs.text()]).toEqual([false, expect.stringContaining(`could not remove ${rig.n8n.webhookUrl(id)} from Wawp`)]);
});

test('one that no credential tells where to take back is taken back all the same, and what may be left is logged', async () => {
	await start();
	const id = await rig.activate();
	rig.n8n.saveStaticData(id, {});
	rig.changeCredential({ instanceId: '' });
	await rig.n8n.deactivate(id);
	const told = rig.n8n.logs.entries.filter(({ level }) => level === 'error').map(({ message }) => message);
	expect([rig.n8n.isActive(id), told]).toEqual([false, [expect.stringMatching(/could not remove \S+ from Wawp, which goes on .* 'Instance ID' is empty/)]]);
});

test('an older webhook that Wawp does not remove keeps nothing from being published, and is logged', async () => {
	await start();
	const id = rig.save();
	const own = rig.n8n.webhookUrl(id);
	rig.instance.webhooks = [{ ...foreignWebhook(), url: `${own}?secret=old` }];
	rig.wawp.conditions.weather = (operation) => (operation === 'webhook.delete' ? { status: 500, body: { message: 'No' } } : undefined);
	await rig.n8n.activate(id);
	expect([rig.n8n.isActive(id), rig.registered(id).length]).toEqual([true, 2]);
	const told = rig.n8n.logs.entries.filter(({ level }) => level === 'warn').map(({ message }) => message);
	expect(told).toEqual([expect.stringContaining(`Wawp Trigger: an older webhook of instance ${rig.instance.id} may be left behind: `)]);
});

describe('what was registered before, where Wawp cannot be reached', () => {
	const account = { accessToken: 'token', instanceId: '3EB0BCB2E3D4', baseUrl: 'https://api.wawp.net' };
	const url = 'https://n8n.example.com/webhook/a/wawp';

	/** What n8n gives to a trigger that it asks whether it is registered. */
	function hooksOf(activation: string, fingerprint: string, before: IDataObject = {}) {
		const lines: string[] = [];
		const hooks = {
			getNode: () => ({ id: 'node', name: 'Wawp Trigger', parameters: {} }),
			getWorkflow: () => ({ id: 'workflow' }),
			getMode: () => 'trigger',
			getActivationMode: () => activation,
			getNodeWebhookUrl: () => url,
			getNodeParameter: (name: string) => (name === 'events' ? ['message'] : ''),
			getCredentials: async () => account,
			getWorkflowStaticData: () => ({ registrations: [{ url, fingerprint, instanceId: account.instanceId, ...before }] }),
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
	});

	test.each<[what: string, fingerprint: string, before: IDataObject]>([
		['with another secret', secret('another'), {}],
		['under another address of n8n', secret(), { url: 'https://old.example.com/webhook/a/wawp' }],
		['for another instance', secret(), { instanceId: 'BBBBBBBBBBBB' }],
		['for Wawp to sign with a secret that the credential has no more', secret(), { seal: sealed('dummy-secret', 'token') }],
	])('is not, where it was registered %s: what is wished now was never registered', async (_what, fingerprint, before) => {
		const { hooks, lines } = hooksOf('init', fingerprint, before);
		expect([await isRegistered(hooks), lines]).toEqual([false, []]);
	});

	test.each(['activate', 'create', 'update'])('is not, as a person publishes it (%s)', async (activation) => {
		await expect(isRegistered(hooksOf(activation, secret()).hooks)).rejects.toThrow('Nothing answers at the Base URL');
	});
});

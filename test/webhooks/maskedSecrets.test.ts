import { type INodeParameters, CREDENTIAL_BLANKING_VALUE, CREDENTIAL_EMPTY_VALUE, sleep } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { isMasked } from '../../nodes/Wawp/engine/redact';
import { type Wawp, startWawp } from '../simulator';
import { testCredential } from '../support/credentialTest';
import { TriggerRig, post } from '../support/triggerRig';
import { WawpRig } from '../support/wawpRig';

/* What stands in the place of a secret, and is pasted back as if it were the secret, opens doors to whoever knows what masks look like, or closes them for ever. */

const MASKS = ['***', '*', '********', '•••', '••••••••', '●●●●', 'abc***', '***xyz', 'abc****xyz', 'wawp_••••••1234', 'abc…', ` ${CREDENTIAL_BLANKING_VALUE} `, CREDENTIAL_EMPTY_VALUE];
const SECRETS = ['my-webhook-secret', 'a*b', 'x**2', '2 ** 8', 'é•x', '__n8n', 'abc...', '$2y$10$abc'];

test.each(MASKS)('%j is masked', (text) => expect(isMasked(text)).toBe(true));
test.each([...SECRETS, ''])('%j is not', (text) => expect(isMasked(text)).toBe(false));

let wawp: Wawp;
beforeAll(async () => void (wawp = await startWawp()));
afterAll(async () => await wawp.stop());

const url = 'https://example.com/hook';
const mine = { url, events: ['message'], is_active: 1, retries: { delay: 2, attempts: 15 }, hmac: 'my-webhook-secret' };

describe.each(MASKS)('%j', (masked) => {
	test.each([
		['webhook.set', { webhookUrl: url, options: { signingSecret: masked } }],
		['webhook.update', { webhookUrl: url, options: { signingSecret: masked } }],
	])('is no Signing Secret (%s)', async (operation, given) => {
		const rig = new WawpRig(wawp);
		const { message, description } = await rig.error(operation, given as INodeParameters);
		expect(message).toBe("'Signing Secret' is masked, and not the secret itself");
		expect(description).toMatch(/^Enter the secret itself/);
		expect(rig.calls).toEqual([]);
	});

	test('in a list of webhooks is the secret that Wawp has, and none where Wawp shows none', async () => {
		const rig = new WawpRig(wawp);
		rig.instance.webhooks.push({ ...mine });
		const replace = (list: unknown[]) => ({ webhooksInput: 'json', dropSystemWebhook: true, webhooksJson: JSON.stringify(list) });
		await rig.items('webhook.replaceAll', replace([{ ...mine, hmac: masked }]));
		expect(rig.instance.webhooks).toMatchObject([{ url, hmac: mine.hmac }]);
		const { message, description } = await rig.error('webhook.replaceAll', replace([{ ...mine, hmac: masked }, { ...mine, url: 'https://example.com/other?secret=abc', hmac: masked }]));
		expect(message).toBe('A secret of the webhook https://example.com/other?secret=*** is masked, and Wawp does not show it');
		expect(description).toMatch(/^Enter the secret itself/);
		expect(rig.instance.webhooks).toMatchObject([{ url, hmac: mine.hmac }]);
	});

	test('is no Access Token, and no Webhook Secret', async () => {
		for (const [name, label] of [['accessToken', 'Access Token'], ['webhookSecret', 'Webhook Secret']] as const) {
			const rig = new WawpRig(wawp, { credential: { [name]: masked } });
			const before = wawp.calls.length;
			const { message, description } = await rig.error('session.getInfo');
			expect(message).toBe(`The credential's '${label}' is masked, and not the secret itself`);
			expect(description).toMatch(name === 'accessToken' ? /wawp\.net\/account\/connect/ : /Enter the secret itself/);
			expect((await testCredential(new WawpApi(), { accessToken: rig.account.token, instanceId: rig.instance.id, baseUrl: wawp.url, [name]: masked })).message).toMatch(`'${label}' is masked`);
			expect(wawp.calls).toHaveLength(before);
		}
	});

	test('is no URL Secret: the trigger is not published', async () => {
		const rig = await TriggerRig.start();
		await expect(rig.activate({ ...byHand, urlSecret: masked }).finally(async () => await rig.stop())).rejects.toThrow("'URL Secret' is masked, and not the secret itself. Enter");
	});
});

const byHand = { registerAutomatically: false, events: ['message'] };

test.each(['***', 'abc***xyz'])('where an expression gives %s when somebody delivers, whoever knows the mask comes not in', async (masked) => {
	const rig = await TriggerRig.start();
	try {
		const id = await rig.activate({ ...byHand, urlSecret: `={{ Date.now() > ${Date.now() + 1_000} ? ${JSON.stringify(masked)} : 'a long word' }}` });
		await sleep(1_100);
		expect(await post(`${rig.n8n.webhookUrl(id)}?secret=${encodeURIComponent(masked)}`, '{}')).toBe(403);
	} finally {
		await rig.stop();
	}
});

test.each(SECRETS)('%j is a secret, and is registered', async (secret) => {
	const rig = new WawpRig(wawp);
	await rig.items('webhook.set', { webhookUrl: url, options: { signingSecret: secret } });
	expect(rig.instance.webhooks).toMatchObject([{ hmac: secret }]);
});

test.each(['***', '•••', 'abc***', '%2A%2A%2A', '%E2%80%A2%E2%80%A2%E2%80%A2'])('an address whose secret is %s is refused as well', async (secret) => {
	const rig = new WawpRig(wawp);
	const { message } = await rig.error('webhook.delete', { webhookUrl: `${url}?a=1&secret=${secret}` });
	expect(message).toBe("'Webhook URL' has its secret masked");
	expect(rig.calls).toEqual([]);
});

test('where Wawp masks the secrets itself, they are not written back as if they were the secrets', async () => {
	const rig = new WawpRig(wawp);
	wawp.switches.listReturns = 'masked hmac';
	rig.instance.webhooks.push({ ...mine });
	const listed = (await rig.items('webhook.getAll')).map(({ json }) => json);
	const { message } = await rig.error('webhook.replaceAll', { webhooksInput: 'json', webhooksJson: JSON.stringify(listed) });
	expect(message).toBe(`A secret of the webhook ${url} is masked, and Wawp does not show it`);
	expect(rig.instance.webhooks).toEqual([mine]);
	wawp.switches.listReturns = 'everything';
});

test('what was masked of a header is refused where Wawp has no such webhook any more', async () => {
	const rig = new WawpRig(wawp);
	rig.instance.webhooks.push({ ...mine });
	const gone = { ...mine, url: 'https://example.com/gone', hmac: 'entered-1234', customHeaders: [{ name: 'X-Own', value: 'a' }, { name: 'X-Api-Key', value: '***' }] };
	const { message } = await rig.error('webhook.replaceAll', { webhooksInput: 'json', webhooksJson: JSON.stringify([mine, gone]), dropSystemWebhook: true });
	expect(message).toBe('A secret of the webhook https://example.com/gone is masked, and Wawp does not show it');
	expect(rig.instance.webhooks).toEqual([mine]);
});

test("what else was masked of a webhook is Wawp's again", async () => {
	const rig = new WawpRig(wawp);
	const header = (name: string, value: string) => ({ name, value });
	const headers = [header('Authorization', 'Bearer 1234'), header('X-Own', 'a'), header('X-Api-Key', 'key-1234'), header('X-Shop-Token', 'token-1234')];
	const webhooks = [mine, { ...mine, url: 'https://example.com/other', hmac: 'another-1234', customHeaders: headers }, { ...mine, url: 'https://example.com/third', hmac: 'third-1234', customHeaders: [...headers].reverse() }];
	rig.instance.webhooks = structuredClone(webhooks) as never;
	const listed = (await rig.items('webhook.getAll')).map(({ json }) => json);
	expect(JSON.stringify(listed)).not.toContain('1234');
	for (const order of [listed, [...listed].reverse()]) {
		rig.instance.webhooks = structuredClone(webhooks) as never;
		await rig.items('webhook.replaceAll', { webhooksInput: 'json', webhooksJson: JSON.stringify(order) });
		expect(rig.calls.at(-1)!.params.webhooks).toEqual(order.map(({ url: of }) => webhooks.find((webhook) => webhook.url === of) ?? expect.objectContaining({ url: rig.instance.systemWebhook!.url })));
	}
});

import type { INodeParameters } from 'n8n-workflow';

import { SWITCHES, type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

let wawp: Wawp;
beforeEach(async () => void (wawp = await startWawp()));
afterEach(async () => await wawp.stop());

const mine = { url: 'https://example.com/hook?id=7', events: ['message'], is_active: 1, retries: { delay: 2, attempts: 15 }, hmac: 'my-webhook-secret' };

function rigWithWebhook(): WawpRig {
	const rig = new WawpRig(wawp);
	rig.instance.webhooks.push({ ...mine });
	return rig;
}

test.each<[operation: string, parameters: INodeParameters]>([
	['getAll', {}],
	['set', { webhookUrl: mine.url, events: ['message'] }],
	['update', { webhookUrl: mine.url, options: { isActive: false } }],
	['delete', { webhookUrl: mine.url }],
	['replaceAll', { webhooksInput: 'json', webhooksJson: JSON.stringify([mine]), dropSystemWebhook: true }],
])('what refuses %s without a word of why is the plan', async (operation, parameters) => {
	const rig = rigWithWebhook();
	wawp.failNext({ status: 403, body: {} }, { operation: `webhook.${operation}` });
	expect((await rig.error(`webhook.${operation}`, parameters)).message).toBe('This needs a paid Wawp plan');
});

describe('Get Many', () => {
	test.each(SWITCHES.webhookList)('returns one item a webhook, with its whole URL and a masked secret (%s)', async (webhookList) => {
		wawp.switches.webhookList = webhookList;
		const listed = (await rigWithWebhook().items('webhook.getAll')).map(({ json }) => json);
		expect(listed[0]).toMatchObject({ url: mine.url, events: ['message'], hmac: '***' });
	});

	test.each(SWITCHES.systemWebhook)("shows Wawp's own webhook, when Wawp has it %s", async (systemWebhook) => {
		wawp.switches.systemWebhook = systemWebhook;
		const urls = (await rigWithWebhook().items('webhook.getAll')).map(({ json }) => json.url);
		const own = 'https://app.wawp.net/api/webhook/***';
		expect(urls).toHaveLength(systemWebhook === 'hidden' ? 1 : 2);
		if (systemWebhook !== 'hidden') expect(urls).toContain(own);
	});

	test('needs a paid plan, and says what works without', async () => {
		const error = await new WawpRig(wawp, { plan: 'free' }).error('webhook.getAll');
		expect(error.message).toBe('This needs a paid Wawp plan');
		expect(error.description).toMatch(/everything under Session and Authentication works/);
	});
});

describe('Update', () => {
	test("switches Wawp's own webhook off by the URL that Get Many shows", async () => {
		const rig = rigWithWebhook();
		const [, system] = await rig.items('webhook.getAll');
		await rig.items('webhook.update', { webhookUrl: system!.json.url as string, options: { isActive: false } });
		expect(rig.instance.systemWebhook.is_active).toBe(0);
	});

	test.each(['a+b/c=d%2Fe', 'übergeheim', ' with-blanks-around '])("names Wawp's own webhook with the token %j as it is", async (accessToken) => {
		const rig = new WawpRig(wawp, { credential: { accessToken } });
		await rig.run('webhook.update', { webhookUrl: 'https://app.wawp.net/api/webhook/***', options: { isActive: false } });
		expect(wawp.calls[0]!.params.url).toBe(`https://app.wawp.net/api/webhook/${accessToken.trim()}`);
	});

	test('refuses to change nothing', async () => {
		const rig = rigWithWebhook();
		expect((await rig.error('webhook.update', { webhookUrl: mine.url })).message).toBe("'Options' holds nothing to change");
		expect(rig.calls).toEqual([]);
	});

	test('refuses what is no web address', async () => {
		const rig = rigWithWebhook();
		const error = await rig.error('webhook.update', { webhookUrl: 'example.com/hook', options: { isActive: false } });
		expect(error.message).toBe("'Webhook URL' is not a web address");
		expect(rig.calls).toEqual([]);
	});
});

describe('Replace All', () => {
	const list = (...urls: string[]) => ({ webhookList: { webhook: urls.map((url) => ({ url, events: ['message'], isActive: true })) } });

	test.each([
		[true, ['own', 'other']],
		[true, ['other', 'own']],
		[true, ['own']],
		[false, ['other']],
		[false, []],
	])("writes over an answer that holds no list: %p, where the new one has %j, for what is there may be Wawp's own", async (isWritten, given) => {
		const rig = rigWithWebhook();
		const entries = { own: { url: rig.instance.systemWebhook.url, events: ['message'] }, other: { url: 'https://example.com/other', events: ['message'] } };
		const webhooks = given.map((name) => entries[name as keyof typeof entries]);
		wawp.failNext({ body: { systemConfig: {} } }, { operation: 'webhook.getAll' });
		await rig.run('webhook.replaceAll', { webhooksInput: 'json', webhooksJson: JSON.stringify(webhooks) });
		expect(rig.calls.filter(({ operation }) => operation === 'webhook.replaceAll').map(({ params }) => params.webhooks)).toEqual(isWritten ? [webhooks] : []);
	});

	test.each(['{}', '[{}]', '[{ "url": "https://example.com/x" }]', '[{ "url": "https://example.com/x", "events": "message" }]', '[{ "url": "https://example.com/x", "events": [1] }]', '[{ "url": "https://example.com/x", "events": ["message", null] }]', '[{ "url": 7, "events": [] }]', '[null]'])('%s is no list of webhooks', async (webhooksJson) => {
		const rig = rigWithWebhook();
		const { message, description } = await rig.error('webhook.replaceAll', { webhooksInput: 'json', webhooksJson });
		expect([message, description]).toEqual(["'Webhooks (JSON)' is not a list of webhooks", 'Each entry needs a URL and a list of events.']);
		expect(rig.calls).toEqual([]);
	});

	test.each<[what: string, entry: object, sent: object]>([
		['with all of it', { events: ['message', 'poll.vote'], isActive: false }, { events: ['message', 'poll.vote'], is_active: 0 }],
		['of which nothing is said but where it is', {}, { events: ['session.status'], is_active: 1 }],
		['by expressions', { events: '={{ ["message"] }}', isActive: '={{ "false" }}' }, { events: ['message'], is_active: 0 }],
	])('an entry %s is written as the panel shows it', async (_what, entry, sent) => {
		const rig = new WawpRig(wawp);
		await rig.items('webhook.replaceAll', { webhookList: { webhook: [{ url: mine.url, ...entry }] } as never, dropSystemWebhook: true });
		expect(rig.calls.at(-1)!.params.webhooks).toEqual([{ url: mine.url, ...sent }]);
	});

	test.each<[label: string, entry: object]>([
		['Active', { isActive: '={{ null }}' }],
		['Active', { isActive: '={{ $json.nothing }}' }],
		['Active', { isActive: '={{ "" }}' }],
		['Events', { events: '={{ null }}' }],
		['Events', { events: '={{ [] }}' }],
		['Events', { events: '={{ "" }}' }],
	])("an entry of whose '%s' nothing came is neither switched off nor deaf: nothing is written (%j)", async (label, entry) => {
		const rig = rigWithWebhook();
		const { message, description } = await rig.error('webhook.replaceAll', { webhookList: { webhook: [{ url: 'https://example.com/first', events: ['message'], isActive: true }, { url: mine.url, events: ['message'], isActive: true, ...entry }] } as never, dropSystemWebhook: true });
		expect([message, description]).toEqual([`'Webhook List' holds a webhook whose '${label}' is empty`, 'Look at its expression, or delete the row.']);
		expect(rig.calls).toEqual([]);
		expect(rig.instance.webhooks).toEqual([mine]);
	});


	test.each(['in systemConfig', 'in webhooks'] as const)("refuses to drop Wawp's own webhook, when it stands %s", async (systemWebhook) => {
		wawp.switches.systemWebhook = systemWebhook;
		const rig = rigWithWebhook();
		const error = await rig.error('webhook.replaceAll', list('https://example.com/new'));
		expect(error.message).toBe("The new list leaves out Wawp's own webhook");
		expect(error.description).toMatch(/inbox sync.*Drop System Webhook/);
		expect(rig.calls.map(({ method }) => method)).toEqual(['GET']);
	});

	test("refuses one that names Wawp's own webhook by an access token of before: that is another address", async () => {
		const rig = rigWithWebhook();
		const error = await rig.error('webhook.replaceAll', list('https://app.wawp.net/api/webhook/token-of-before', mine.url));
		expect(error.message).toBe("The new list leaves out Wawp's own webhook");
		expect(rig.calls.map(({ method }) => method)).toEqual(['GET']);
		expect(rig.instance.webhooks).toEqual([mine]);
	});

	test('drops it when told to', async () => {
		const rig = rigWithWebhook();
		await rig.items('webhook.replaceAll', { ...list('https://example.com/new'), dropSystemWebhook: true });
		expect(rig.calls.at(-1)!.params).toEqual({ webhooks: [{ url: 'https://example.com/new', events: ['message'], is_active: 1 }] });
	});

	test('writes back what Get Many returned: real secrets, and the own webhook with its real address', async () => {
		const rig = rigWithWebhook();
		const listed = (await rig.items('webhook.getAll')).map(({ json }) => json);
		await rig.items('webhook.replaceAll', { webhooksInput: 'json', webhooksJson: JSON.stringify(listed) });
		const sent = rig.calls.at(-1)!.params.webhooks as Array<Record<string, unknown>>;
		expect(sent[0]).toEqual(mine);
		expect(sent[1]!.url).toBe(rig.instance.systemWebhook.url);
	});

	test('gives each its own secret back, whatever their order, and a new one where one was entered', async () => {
		const rig = rigWithWebhook();
		const hook = (name: string) => ({ ...mine, url: `https://example.com/${name}`, hmac: `secret-of-${name}` });
		rig.instance.webhooks = [hook('a'), hook('b'), { ...hook('c'), hmac: undefined }, hook('d')] as never;
		const listed = (await rig.items('webhook.getAll')).map(({ json }) => json);
		expect(JSON.stringify(listed)).not.toContain('secret-of');
		const changed = listed.reverse().map((entry) => (entry.url === 'https://example.com/d' ? { ...entry, hmac: 'entered' } : entry));
		await rig.items('webhook.replaceAll', { webhooksInput: 'json', webhooksJson: JSON.stringify(changed) });
		const sent = rig.calls.at(-1)!.params.webhooks as Array<Record<string, unknown>>;
		expect(sent.filter(({ url }) => String(url).startsWith('https://example.com')).map(({ url, hmac }) => [url, hmac])).toEqual([
			['https://example.com/d', 'entered'],
			['https://example.com/c', undefined],
			['https://example.com/b', 'secret-of-b'],
			['https://example.com/a', 'secret-of-a'],
		]);
	});

	test.each([
		['masked secrets', [{ ...mine, hmac: '***' }], 0],
		['secrets of its own', [mine], 1],
	])('allowed to drop all, writes a list with %s over one that nobody understands only if nothing is lost', async (_what, given, written) => {
		const rig = rigWithWebhook();
		wawp.failNext({ body: { systemConfig: {} } }, { operation: 'webhook.getAll' });
		await rig.run('webhook.replaceAll', { webhooksInput: 'json', webhooksJson: JSON.stringify(given), dropSystemWebhook: true });
		expect(rig.calls.filter(({ operation }) => operation === 'webhook.replaceAll')).toHaveLength(written);
	});

	test.each(['{', '{"url":"https://example.com"}', '[{"url":"https://example.com"}]', '[{"events":["message"]}]', '[null]', '[{"url":"https://example.com","events":"message"}]', '[{"url":"https://example.com","events":[1]}]', '[{"url":"example","events":[]}]'])('refuses %p before any request', async (webhooksJson) => {
		const rig = rigWithWebhook();
		const error = await rig.error('webhook.replaceAll', { webhooksInput: 'json', webhooksJson });
		expect(error.message).toMatch(/^'Webhook(s \(JSON\)| URL)' is not/);
		expect(rig.calls).toEqual([]);
	});
});

test('Delete says that it deleted', async () => {
	const rig = rigWithWebhook();
	expect((await rig.items('webhook.delete', { webhookUrl: mine.url }))[0]!.json).toMatchObject({ deleted: true });
	expect(rig.instance.webhooks).toEqual([]);
});

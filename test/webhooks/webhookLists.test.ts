import type { INodeParameters } from 'n8n-workflow';

import { type Webhook, startWawp } from '../simulator';
import { TriggerRig, foreignWebhook } from '../support/triggerRig';
import { WawpRig } from '../support/wawpRig';

/* Answers to "which webhooks are there?" that do not say it: whoever writes such a list back removes everybody's. */

const entry = JSON.stringify(foreignWebhook());

/** What is told of it where it is not that the answer was not understood. */
const SAYS: Record<string, string> = {
	'an object by an address with @': 'What Wawp answers is no list of webhooks that this node understands, so nothing was written.',
	XML: 'What answers at the Base URL is not Wawp.',
};

const NO_LISTS: Array<[string, string, number?]> = [
	['null', 'null'],
	['a list under another name', `{"items": [${entry}]}`],
	['a list under another name in data', `{"data": {"items": [${entry}]}}`],
	['a list that is null', '{"webhooks": null}'],
	['a message', '{"message": "OK"}'],
	['an object without members', '{}'],
	['a number', '1'],
	['an object by address', `{"webhooks": {"https://crm.example.com/hook": ${entry}}}`],
	['an object by an address with @', `{"https://me@crm.example.com/hook": ${entry}}`],
	['cut JSON', `{"webhooks": [${entry.slice(0, 40)}`],
	['XML', '<webhooks><webhook><url>https://crm.example.com</url></webhook></webhooks>'],
	['nothing', ''],
	['nothing, under 204', '', 204],
];

describe.each(NO_LISTS)('a list of webhooks that is %s', (what, text, status = 200) => {
	const noList = { status, body: Buffer.from(text), contentType: 'application/json' };

	test('is not written back when a workflow is published', async () => {
		const rig = await TriggerRig.start({ switches: { singleWebhookRoutes: '404' }, n8n: { activationTries: 1 } });
		try {
			rig.instance.webhooks = [foreignWebhook()];
			const system = structuredClone(rig.instance.systemWebhook);
			for (let n = 0; n < 6; n++) rig.wawp.failNext(noList, { operation: 'webhook.getAll' });
			await expect(rig.activate()).rejects.toThrow(SAYS[what] ?? "Wawp's answer was not understood.");
			expect(rig.heard).not.toContain('webhook.replaceAll');
			expect([rig.instance.webhooks, rig.instance.systemWebhook]).toEqual([[foreignWebhook()], system]);
		} finally {
			await rig.stop();
		}
	});

	test('is not written over by Replace All, unless it is allowed to drop all', async () => {
		const wawp = await startWawp();
		try {
			const rig = new WawpRig(wawp);
			rig.instance.webhooks = [foreignWebhook()];
			const given = { webhooksInput: 'json', webhooksJson: JSON.stringify([{ url: 'https://mine.example.com', events: ['message'] }]) };
			wawp.failNext(noList, { operation: 'webhook.getAll' });
			await rig.error('webhook.replaceAll', given);
			expect(rig.instance.webhooks).toEqual([foreignWebhook()]);
		} finally {
			await wawp.stop();
		}
	});
});

describe('a list without signing secrets', () => {
	const hidden = () => {
		const shown = foreignWebhook();
		delete shown.hmac;
		return shown;
	};

	test.each([true, '={{ "true" }}', '={{ 1 }}'])('is not written back, and the message says what would be lost, and how to allow it (%j)', async (rewriteList) => {
		const rig = await TriggerRig.start({ switches: { singleWebhookRoutes: '404' }, n8n: { activationTries: 1 } });
		try {
			rig.instance.webhooks = [hidden()];
			for (const given of [false, '={{ "perhaps" }}', '={{ null }}', '={{ [true] }}']) await expect(rig.activate({ options: { rewriteList: given } })).rejects.toThrow(/1 of its other webhooks would lose their signing secrets.*'Rewrite Webhook List'/);
			await expect(rig.activate()).rejects.toThrow(/1 of its other webhooks would lose their signing secrets.*'Rewrite Webhook List'/);
			expect(rig.instance.webhooks).toEqual([hidden()]);
			const id = await rig.activate({ options: { rewriteList } });
			expect(rig.instance.webhooks.map(({ url }) => url.split('?')[0])).toEqual(['https://crm.example.com/hook', rig.n8n.webhookUrl(id)]);
		} finally {
			await rig.stop();
		}
	});
});

test.each<[shown: unknown[], lost: number]>([
	[['****'], 1],
	[['*', '********'], 2],
	[[undefined, '****'], 2],
	[['****', 'shown'], 0],
	[['shown', undefined], 0],
	[['sh**n'], 0],
	[[null], 1],
	[['', ' '], 2],
	[[true, false], 2],
	[[{ key: null }, {}], 2],
	[[{ key: '****' }], 1],
	[[null, 'shown'], 0],
	[[{ key: null }, { key: 'shown' }], 0],
	[[4711], 0],
	[[], 0],
])('of a list with the secrets %j, written back, %d would be lost', async (shown, lost) => {
	const rig = await TriggerRig.start({ switches: { singleWebhookRoutes: '404' }, n8n: { activationTries: 1 } });
	try {
		const other = { ...foreignWebhook(), hmac: undefined };
		delete other.hmac;
		const others = shown.map((hmac, index) => ({ ...other, url: `https://crm.example.com/${index}`, ...(hmac !== undefined && { hmac }) }));
		rig.instance.webhooks = [...others] as Webhook[];
		const message = await rig.activate().then(() => '', (error: Error) => error.message);
		expect(/and (\d+) of its other webhooks would lose/.exec(message)?.[1] ?? message).toBe(lost === 0 ? '' : String(lost));
		expect(rig.instance.webhooks.slice(0, others.length)).toEqual(others);
		expect(rig.instance.webhooks).toHaveLength(others.length + (lost === 0 ? 1 : 0));
	} finally {
		await rig.stop();
	}
});

test('entries that nobody understands are written back as they came', async () => {
	const rig = await TriggerRig.start({ switches: { singleWebhookRoutes: '404' } });
	try {
		const strange = { id: 7, target: { href: 'https://crm.example.com' }, hmac: 'x' };
		const list = { webhooks: [{ ...foreignWebhook(), events: 'message,session.status' }, strange] };
		rig.wawp.failNext({ status: 200, body: list }, { operation: 'webhook.getAll' });
		await rig.activate({ options: { rewriteList: true } }).catch(() => {});
		const [written] = rig.wawp.calls.filter(({ operation }) => operation === 'webhook.replaceAll');
		expect(written!.params.webhooks).toEqual([...list.webhooks, expect.objectContaining({ events: ['session.status'] })]);
	} finally {
		await rig.stop();
	}
});

describe('the secret in the address of a webhook', () => {
	test.each([
		['session.getInfo', {}],
		['session.getInfo', { simplify: false }],
		['webhook.getAll', { returnAll: true }],
	])('is masked in what %s shows with %p, unless it is asked for', async (operation, parameters) => {
		const wawp = await startWawp({ switches: { configWebhooks: 'array' } });
		try {
			const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
			rig.instance.webhooks = [{ ...foreignWebhook(), url: 'https://n8n.example.com/webhook/x/wawp?secret=0123456789abcdef&a=1' }];
			const shown = JSON.stringify(await rig.items(operation, parameters));
			expect(shown).toContain('https://n8n.example.com/webhook/x/wawp?secret=***&a=1');
			expect(shown).not.toContain('0123456789abcdef');
			expect(JSON.stringify(await rig.items(operation, { ...parameters, showUrlSecrets: true }))).toContain('wawp?secret=0123456789abcdef&a=1');
		} finally {
			await wawp.stop();
		}
	});

	/** Of a question that waits: whoever has it can answer. */
	const QUESTION = 'https://n8n.example.com/webhook-waiting/7/ask?wawpQuestion=0123456789abcdef&wawpAsked=1&wawpUntil=2&signature=fedcba9876543210';
	const ANSWER = { name: 'wawp-1', status: 'STARTING', config: { metadata: { 'user.email': 'ada@example.com' }, webhooks: [{ url: 'https://n8n.example.com/webhook/x/wawp?a=1&secret=0123456789abcdef', hmac: 'fedcba9876543210' }, { url: QUESTION }] } };

	test.each<[operation: string, parameters: INodeParameters, answer: object]>([
		['session.create', {}, { ...ANSWER, instance_id: 'AAAAAAAAAAAA' }],
		['session.create', {}, { data: { ...ANSWER, instance_id: 'AAAAAAAAAAAA' } }],
		['session.start', {}, ANSWER],
		['session.restart', {}, ANSWER],
		['session.stop', {}, ANSWER],
		['session.logout', {}, ANSWER],
		['session.delete', {}, { ...ANSWER, success: true }],
		['webhook.set', { webhookUrl: 'https://example.com/x' }, ANSWER.config],
		['webhook.update', { webhookUrl: 'https://example.com/x', options: { isActive: false } }, ANSWER.config],
		['webhook.delete', { webhookUrl: 'https://example.com/x' }, { success: true, ...ANSWER.config }],
		['webhook.replaceAll', { webhooksInput: 'json', webhooksJson: '[]', dropSystemWebhook: true }, ANSWER.config],
		['webhook.getAll', { returnAll: true }, ANSWER.config],
		['session.getInfo', {}, ANSWER],
		['session.getInfo', { simplify: false }, ANSWER],
	])('is in nothing that %s answers, nor is that of a question (%p)', async (operation, parameters, answer) => {
		const wawp = await startWawp();
		try {
			const rig = new WawpRig(wawp, { instance: { status: 'STOPPED' } });
			wawp.failNext({ status: 200, body: answer }, { operation });
			const shown = JSON.stringify(await rig.items(operation, parameters));
			expect(shown).not.toMatch(/0123456789abcdef|fedcba9876543210|ada@example/);
			if (operation !== 'session.getInfo') expect(shown).toContain('webhook-waiting/7/ask?wawpQuestion=***&wawpAsked=1&wawpUntil=2&signature=***');
		} finally {
			await wawp.stop();
		}
	});

	test.each(['https://n8n.example.com/webhook/x/wawp?secret=***', QUESTION.replace(/=[0-9a-f]{16}/g, '=***')])('is asked for where a masked one is to be changed: %s', async (webhookUrl) => {
		const wawp = await startWawp();
		try {
			const { message, description } = await new WawpRig(wawp).error('webhook.delete', { webhookUrl });
			expect([message, description]).toEqual([expect.stringContaining('has its secret masked'), expect.stringContaining("'Show URL Secrets'")]);
		} finally {
			await wawp.stop();
		}
	});
});

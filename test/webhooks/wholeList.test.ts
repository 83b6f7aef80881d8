import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { type Writer, deliverTo, removeWhere } from '../../nodes/Wawp/delivery/addresses';
import { writerFor } from '../../nodes/Wawp/ask/hearing';
import { writerOf } from '../../nodes/Wawp/trigger/wishes';
import { foreignWebhook } from '../support/triggerRig';

/* A Wawp that has no routes for a single webhook: the whole list of an instance is written back, and what others have there must stay as it is. */

const URL = 'https://n8n.example.com/webhook/0a1b/wawp?secret=1';
const SYSTEM = { url: 'https://app.wawp.net/api/webhook/abc', events: ['message'], is_active: 1 };
const OTHERS: unknown[] = [foreignWebhook(), { url: 'https://two.example.com', events: { 0: 'message' }, customHeaders: [{ name: 'x', value: 'y' }] }, { id: 7, target: 'https://elsewhere.example.com' }, 'https://three.example.com', SYSTEM];

const PRINTED: Array<[string, (list: unknown[]) => unknown]> = [
	['an array', (list) => list],
	['an object with numbers', (list) => ({ ...list })],
	['under its name', (list) => ({ webhooks: list })],
	['under its name, with numbers, in data', (list) => ({ success: true, data: { webhooks: { ...list } } })],
	["with Wawp's own beside it", (list) => ({ webhooks: list.filter((entry) => entry !== SYSTEM), systemConfig: SYSTEM })],
	["with Wawp's own in it, and another address of Wawp beside it", (list) => ({ webhooks: list, systemConfig: { url: 'https://app.wawp.net/api/webhook/old', events: [] } })],
];

/** What is in the list of an instance, of which some is there before, after the work. */
async function listAfter(before: unknown[], print: (list: unknown[]) => unknown, work: (writer: Writer) => Promise<unknown>): Promise<unknown[]> {
	let list = before;
	const httpRequestWithAuthentication = async (_type: string, { method, url, body }: { method: string; url: string; body?: IDataObject }) => {
		const isList = url.endsWith('/v2/session/webhook');
		if (isList && method === 'POST') list = body!.webhooks as unknown[];
		const answer = isList ? (method === 'POST' ? { success: true } : print(list)) : {};
		return { statusCode: isList ? 200 : 404, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
	};
	const context = { getNode: () => ({ name: 'Wawp' }), helpers: { httpRequestWithAuthentication } } as unknown as IHookFunctions;
	await work({ context, mayLoseSecrets: true, isUnsigned: () => false, wayOut: '' });
	return list;
}

const target = { account: { baseUrl: 'https://api.wawp.net', instanceId: 'A', accessToken: 'wp-token', secrets: [], login: {} }, instanceId: 'A' };
const own = { url: URL, events: ['message'], is_active: 1 };

describe.each(PRINTED)('printed as %s', (_how, print) => {
	test('an address is added beside all that is there', async () => {
		expect(await listAfter(OTHERS, print, async (writer) => await deliverTo(writer, own, target))).toEqual([...OTHERS, own]);
	});

	test('one of ours that delivers something else is replaced, and no other', async () => {
		const before = [{ ...own, events: ['session.status'] }, ...OTHERS];
		expect(await listAfter(before, print, async (writer) => await deliverTo(writer, own, target))).toEqual([...OTHERS, own]);
	});

	test('ours are removed, and no other', async () => {
		expect(await listAfter([own, ...OTHERS], print, async (writer) => await removeWhere(writer, (url) => url === URL, target))).toEqual(OTHERS);
	});
});

test.each<[of: string, isUnsigned: (webhookSecret: string | undefined) => Writer['isUnsigned']]>([
	['a question', (webhookSecret) => writerFor({} as never, { ...target.account, webhookSecret }, 'https://n8n.example.com/').isUnsigned],
	['a trigger', (webhookSecret) => writerOf({} as never, 'https://n8n.example.com/webhook/2c3d/wawp', { account: { ...target.account, webhookSecret }, instanceId: 'A', mayLoseSecrets: false }).isUnsigned],
])('only of the addresses of this n8n, and without a Webhook Secret to sign with, is it certain that they have none: %s', (_of, isUnsigned) => {
	const trigger = (n8n: string) => `${n8n}webhook/0a1b/wawp?secret=${'0'.repeat(48)}`;
	const [here, elsewhere] = [trigger('https://n8n.example.com/'), trigger('https://other.example.com/')];
	expect([isUnsigned(undefined)(here), isUnsigned('secret')(here), isUnsigned(undefined)(elsewhere)]).toEqual([true, false, false]);
});

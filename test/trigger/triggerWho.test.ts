import { createHmac } from 'crypto';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { fingerprintOf, sealed, urlSecretOf } from '../../nodes/Wawp/delivery/secrets';
import { senderOf } from '../../nodes/Wawp/trigger/who';

/* Whose URL a delivery came by: that of an instance which the trigger names, or has registered, under whichever secret; and of no other. */

const TOKEN = 'wp-token';
const purpose = { workflowId: 'w', nodeId: 'n', isTest: false, isSigned: false };
const secretOf = (instanceId: string, more: Partial<typeof purpose> = {}) => urlSecretOf(TOKEN, { ...purpose, instanceId, ...more });

let count = 0;

interface Given {
	named?: string;
	saved?: IDataObject[];
	token?: string;
	mode?: string;
	webhookSecret?: string;
	headers?: IDataObject;
	signature?: string;
}

const BODY = Buffer.from('{}');

async function senderWith(secret: string | undefined, { named = 'A, B', saved = [], token = TOKEN, mode = 'trigger', webhookSecret = '', headers = {}, signature = 'check' }: Given = {}) {
	// The account is remembered by the node's credential.
	const credential = `c${++count}`;
	const context = {
		getRequestObject: () => ({ rawBody: BODY }),
		getHeaderData: () => headers,
		getQueryData: () => ({ ...(secret !== undefined && { secret }) }),
		getWorkflow: () => ({ id: 'w' }),
		getMode: () => mode,
		getNode: () => ({ id: 'n', name: 'Wawp Trigger', parameters: { instanceId: named }, credentials: { wawpApi: { id: credential } } }),
		getNodeParameter: (name: string, fallback: unknown) => (({ instanceId: named.startsWith('=') ? null : named, 'options.signature': signature }) as IDataObject)[name] ?? fallback,
		getCredentials: async () => ({ baseUrl: 'https://api.wawp.net', accessToken: token, instanceId: 'OWN', webhookSecret }),
		getWorkflowStaticData: () => ({ registrations: saved }),
	};
	return await senderOf(context as unknown as IWebhookFunctions);
}

/** The instance, or the status with which it is refused. */
async function told(secret: string | undefined, given?: Given) {
	const sender = await senderWith(secret, given);
	return 'status' in sender ? sender.status : sender.instanceId;
}

const registered = (instanceId: string, secret = secretOf(instanceId)) => ({ url: 'https://n8n.example.com/webhook/x/wawp', fingerprint: fingerprintOf(secret), instanceId });

test.each<[what: string, secret: string | undefined, given: Given, whose: unknown]>([
	['each instance that is named', secretOf('B'), {}, 'B'],
	["the credential's, where none is named", secretOf('OWN'), { named: '' }, 'OWN'],
	['not one that is not named', secretOf('C'), {}, 403],
	["nor the credential's, where others are", secretOf('OWN'), {}, 403],
	['one that was registered, though it is named no more', secretOf('C'), { saved: [registered('C')] }, 'C'],
	['the right one of several', secretOf('D'), { saved: [registered('C'), registered('D')] }, 'D'],
	['one that was registered under a secret of before', 'of-before', { saved: [registered('C', 'of-before')] }, 'C'],
	['one that is signed', secretOf('A', { isSigned: true }), {}, 'A'],
	['one that was registered, with another secret than is saved, and whose expression gives nothing now', secretOf('C', { isSigned: true }), { named: '={{ null }}', saved: [registered('C')] }, 'C'],
	['a test by its own', secretOf('A', { isTest: true }), { mode: 'manual' }, 'A'],
	['not a test by that of the published workflow', secretOf('A'), { mode: 'manual' }, 403],
	['nor that by the one of a test', secretOf('A', { isTest: true }), {}, 403],
	['not another workflow', secretOf('A', { workflowId: 'x' }), {}, 403],
	['nor another node', secretOf('A', { nodeId: 'x' }), {}, 403],
	['nobody without a secret', undefined, { saved: [registered('C')] }, 403],
	['nor, where the credential has no access token, with what anybody can make of none', urlSecretOf('', { ...purpose, instanceId: 'A' }), { token: '' }, 403],
	['nor with an empty one', '', { saved: [registered('C')] }, 403],
])('%s', async (_what, secret, given, whose) => {
	expect(await told(secret, given)).toBe(whose);
});

describe('what Wawp signs with is what was registered, whatever the credential says now', () => {
	const MODES = ['check', 'plain', 'require', 'ignore'];
	const signedWith = (secret: string): IDataObject => ({ 'x-webhook-hmac': createHmac('sha512', secret).update(BODY).digest('hex') });
	const HEADERS: Record<string, IDataObject> = { 'by the secret of before': signedWith('of-before'), 'by that of now': signedWith('of-now'), 'by neither': {}, 'in name only, with that of before': { 'x-wawp-signature': 'of-before' } };
	const saved = (more: IDataObject) => ({ secret: secretOf('A', { isSigned: true }), saved: [{ ...registered('A', secretOf('A', { isSigned: true })), ...more }] });

	/** What it is trusted for where Signature is each of MODES: nothing is refused. */
	type Trusted = Array<string | null>;
	const known: Trusted[] = [['require', 'require', 'require', 'require'], [null, null, null, 'check'], ['check', null, null, 'check'], ['plain', 'plain', null, 'plain']];
	const unknown: Trusted[] = [['check', null, null, 'check'], ['require', 'require', 'require', 'require'], ['check', null, null, 'check'], ['check', null, null, 'check']];
	const none: Trusted[] = Array<Trusted>(4).fill(['check', null, null, 'check']);

	test.each<[how: string, given: Given & { secret: string }, trusted: Trusted[]]>([
		['is sealed', saved({ seal: sealed('of-before', TOKEN) }), known],
		['is sealed by an access token of before, so that nobody knows it', saved({ seal: sealed('of-before', 'token-of-before') }), unknown],
		['was lost with the static data, so that nobody knows it', { secret: secretOf('A', { isSigned: true }) }, unknown],
		['is none', saved({}), none],
		['was none, as the URL says where the static data was lost', { secret: secretOf('A') }, none],
	])('it %s', async (_how, { secret, ...given }, trusted) => {
		for (const [index, [how, headers]] of Object.entries(HEADERS).entries()) {
			const senders = await Promise.all(MODES.map(async (signature) => await senderWith(secret, { ...given, headers, signature, webhookSecret: 'of-now' })));
			expect([how, senders.map((sender) => ('status' in sender ? null : sender.trust))]).toEqual([how, trusted[index]]);
		}
	});
});

import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { fingerprintOf, urlSecretOf } from '../../nodes/Wawp/delivery/secrets';
import { senderOf } from '../../nodes/Wawp/trigger/who';

/* Whose URL a delivery came by: that of an instance which the trigger names, or has registered, under whichever secret; and of no other. */

const TOKEN = 'wp-token';
const purpose = { workflowId: 'w', nodeId: 'n', isTest: false, isSigned: false };
const secretOf = (instanceId: string, more: Partial<typeof purpose> = {}) => urlSecretOf(TOKEN, { ...purpose, instanceId, ...more });

let count = 0;

/** The instance, or the status with which it is refused. */
async function told(secret: string | undefined, { named = 'A, B', saved = [] as IDataObject[], mode = 'trigger', webhookSecret = '' } = {}) {
	// The account is remembered by the node's credential.
	const credential = `c${++count}`;
	const context = {
		getRequestObject: () => ({ rawBody: Buffer.from('{}') }),
		getHeaderData: () => ({}),
		getQueryData: () => ({ ...(secret !== undefined && { secret }) }),
		getWorkflow: () => ({ id: 'w' }),
		getMode: () => mode,
		getNode: () => ({ id: 'n', name: 'Wawp Trigger', parameters: { instanceId: named }, credentials: { wawpApi: { id: credential } } }),
		getNodeParameter: (name: string, fallback: unknown) => (name === 'instanceId' ? (named.startsWith('=') ? null : named) : fallback),
		getCredentials: async () => ({ baseUrl: 'https://api.wawp.net', accessToken: TOKEN, instanceId: 'OWN', webhookSecret }),
		getWorkflowStaticData: () => ({ registrations: saved }),
	};
	const sender = await senderOf(context as unknown as IWebhookFunctions);
	return 'status' in sender ? sender.status : sender.instanceId;
}

const registered = (instanceId: string, secret = secretOf(instanceId)) => ({ url: 'https://n8n.example.com/webhook/x/wawp', fingerprint: fingerprintOf(secret), instanceId });

test.each<[what: string, secret: string | undefined, given: Parameters<typeof told>[1], whose: unknown]>([
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
	['nor with an empty one', '', { saved: [registered('C')] }, 403],
])('%s', async (_what, secret, given, whose) => {
	expect(await told(secret, given)).toBe(whose);
});

import type { IWebhookFunctions } from 'n8n-workflow';

import { type Purpose, urlSecretOf } from '../../nodes/Wawp/delivery/secrets';
import { senderOf } from '../../nodes/Wawp/trigger/who';

/* Where static data was lost, the secret in the URL still tells who delivers: for every purpose that one is made for. */

const contextOf = (mode: string, instanceId: string, secret: string, registered: string[] = []) =>
	({
		getRequestObject: () => ({ rawBody: Buffer.from('{}') }),
		getHeaderData: () => ({}),
		getQueryData: () => ({ secret }),
		getMode: () => mode,
		getNode: () => ({ id: 'node', name: 'Wawp Trigger', parameters: {}, credentials: { wawpApi: { id: 'derived', name: 'Wawp' } } }),
		getWorkflow: () => ({ id: 'workflow' }),
		// Of registrations that were made anew since: static data was rolled back.
		getWorkflowStaticData: () => ({ registrations: registered.map((id) => ({ url: 'https://n8n.example.com/webhook/1/wawp', fingerprint: 'of another secret', instanceId: id })) }),
		getNodeParameter: (name: string, fallback: unknown) => (name === 'instanceId' ? instanceId : fallback),
		getCredentials: async () => ({ accessToken: 'token', instanceId: 'OWN', baseUrl: 'https://api.wawp.net' }),
	}) as unknown as IWebhookFunctions;

/** Every one that a secret may be made for. */
const purposes: Purpose[] = ['workflow', 'another'].flatMap((workflowId) =>
	['node', 'another'].flatMap((nodeId) =>
		['OWN', 'NAMED', 'STRANGER'].flatMap((instanceId) => [true, false].flatMap((isTest) => [true, false].map((isSigned) => ({ workflowId, nodeId, instanceId, isTest, isSigned })))),
	),
);

describe.each([
	['webhook', false],
	['manual', true],
])('in mode %s', (mode, isTest) => {
	test.each<[instanceId: string, listened: string[]]>([
		['', ['OWN']],
		['OWN', ['OWN']],
		['NAMED', ['NAMED']],
		['NAMED, OWN', ['NAMED', 'OWN']],
	])('with the instances %j a secret opens the address that it was made for, in the name of its instance, and no other', async (instanceId, listened) => {
		for (const token of ['token', 'another token']) {
			for (const purpose of purposes) {
				const sender = await senderOf(contextOf(mode, instanceId, urlSecretOf(token, purpose)));
				const isOne = token === 'token' && purpose.workflowId === 'workflow' && purpose.nodeId === 'node' && purpose.isTest === isTest && listened.includes(purpose.instanceId);
				expect([token, purpose, 'status' in sender ? sender.status : sender.instanceId]).toEqual([token, purpose, isOne ? purpose.instanceId : 403]);
			}
		}
	});
});

test('where it was rolled back, each of the instances that it names is listened to, though the node names none of them now', async () => {
	for (const instanceId of ['FIRST', 'SECOND', 'THIRD', 'STRANGER']) {
		const secret = urlSecretOf('token', { workflowId: 'workflow', nodeId: 'node', instanceId, isTest: false, isSigned: false });
		const sender = await senderOf(contextOf('webhook', 'NAMED', secret, ['FIRST', 'SECOND', 'THIRD']));
		expect('status' in sender ? sender.status : sender.instanceId).toBe(instanceId === 'STRANGER' ? 403 : instanceId);
	}
});

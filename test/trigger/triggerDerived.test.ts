import type { IWebhookFunctions } from 'n8n-workflow';

import { type Purpose, urlSecretOf } from '../../nodes/Wawp/delivery/secrets';
import { senderOf } from '../../nodes/Wawp/trigger/who';

/* Where static data was lost, the secret in the URL still tells who delivers: for every purpose that one is made for. */

const contextOf = (mode: string, instanceId: string, secret: string) =>
	({
		getRequestObject: () => ({ rawBody: Buffer.from('{}') }),
		getHeaderData: () => ({}),
		getQueryData: () => ({ secret }),
		getMode: () => mode,
		getNode: () => ({ id: 'node', name: 'Wawp Trigger', parameters: {}, credentials: { wawpApi: { id: 'derived', name: 'Wawp' } } }),
		getWorkflow: () => ({ id: 'workflow' }),
		getWorkflowStaticData: () => ({}),
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

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { execute } from '../../nodes/Wawp/engine/execute';
import { resources } from '../../nodes/Wawp/resources';

/* Somebody stops an execution: nothing more is asked, whatever is still to be done. n8n waits for no node then. It ends requests by itself, too, which nothing here relies on. */

/** What is asked of Wawp by an execution that is stopped while the first answer is on its way, or that of this path. */
async function askedBy(key: string, items: number, entered: IDataObject, answer: unknown, told: { statusCode: number; headers: IDataObject } = { statusCode: 200, headers: {} }, stopsAt = /./): Promise<string[]> {
	const stop = new AbortController();
	const asked: string[] = [];
	const [resource, operation] = key.split('.');
	const given: IDataObject = { resource, operation, instanceId: '3EB0BCB2E3D4', options: {}, 'options.parallelRequests': 1, ...entered };
	const context = {
		getInputData: () => Array.from({ length: items }, () => ({ json: {} })),
		getNode: () => ({ name: 'Wawp', type: 'n8n-nodes-wawp.wawp', parameters: {} }),
		getNodeParameter: (name: string, _index: number, fallback: unknown) => (name in given ? given[name] : fallback),
		getCredentials: async () => ({ baseUrl: 'https://api.wawp.net', accessToken: 'wp-token', instanceId: '' }),
		getExecutionCancelSignal: () => stop.signal,
		getInstanceId: () => 'this-n8n',
		getParentNodes: () => [],
		addExecutionHints: () => undefined,
		continueOnFail: () => true,
		getSignedResumeUrl: (query: Record<string, string> = {}) => `https://n8n.example.com/webhook-waiting/7/ask?${String(new URLSearchParams({ ...query, signature: 'a' }))}`,
		logger: { warn: () => undefined, debug: () => undefined },
		putExecutionToWait: async () => undefined,
		getWorkflowStaticData: () => ({}),
		getContext: () => ({}),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { url }: { url: string }) => {
				asked.push(new URL(url).pathname);
				if (stopsAt.test(asked.at(-1)!)) stop.abort();
				return { ...told, body: Buffer.from(JSON.stringify(answer)) };
			},
		},
	};
	await execute(context as unknown as IExecuteFunctions, resources);
	return asked;
}

const chats = Array.from({ length: 100 }, (_, index) => ({ id: `${201_000_000_000 + index}@c.us` }));

test.each<[what: string, key: string, items: number, entered: IDataObject, answer: unknown]>([
	['no further item is written', 'session.start', 5, {}, { status: 'STARTING' }],
	['nor read', 'session.getInfo', 5, {}, { status: 'WORKING' }],
	['no further part of a list is fetched', 'chat.getAll', 1, { returnAll: true }, chats],
	['nor one up to a limit', 'chat.getAll', 1, { limit: 500 }, chats],
	['no file of a list is fetched', 'chat.getMessages', 1, { chat: '201145202826', downloadMedia: true, mediaAsFile: true, binaryPropertyName: 'data', limit: 5 }, [1, 2].map((id) => ({ id: `${id}`, media: { url: `https://api.wawp.net/files/${id}.jpg` } }))],
	['no session is looked at again', 'session.waitForStatus', 1, { states: ['WORKING'] }, { status: 'STARTING' }],
	['none is healed', 'session.ensureWorking', 1, {}, { status: 'FAILED' }],
	['what comes before a message is not followed by it', 'message.sendText', 1, { to: '201145202826', text: 'Hi', options: { typingSeconds: 5 } }, { success: true }],
])('%s', async (_what, key, items, entered, answer) => {
	expect(await askedBy(key, items, entered, answer)).toHaveLength(1);
});

test.each<[what: string, key: string, entered: IDataObject, statusCode: number]>([
	['a message that was to wait is not sent', 'message.sendText', { to: '201145202826', text: 'Hi' }, 429],
	['a change', 'session.restart', {}, 429],
	['a look that a fault put off is not made', 'session.getInfo', {}, 503],
])('%s once the wait that Wawp asked for is over', async (_what, key, entered, statusCode) => {
	expect(await askedBy(key, 1, entered, { message: 'Later' }, { statusCode, headers: { 'retry-after': '20' } })).toHaveLength(1);
});

test.each(['temp-link', 'request-code', 'qr-image'])('nothing else that a person would need is made for one that is stopped at %s', async (stopsAt) => {
	const options = { qrAsImage: true, withTempLink: true, pairingCodeFor: '+20 114 520 2826' };
	const asked = await askedBy('session.ensureWorking', 1, { timeLimit: 0, options }, { status: 'SCAN_QR_CODE', link: 'https://app.wawp.net/link/7' }, undefined, new RegExp(stopsAt));
	expect(asked.at(-1)).toMatch(stopsAt);
});

test.each<[when: string, stopsAt: RegExp, answer: unknown, sent?: string[], message?: string]>([
	['who is asked is looked up', /lid/, { lid: '987654321012345@lid', pn: '201145202826@c.us', webhooks: [] }],
	['its engine boots, as an address was added', /info/, { status: 'STARTING', webhooks: [] }],
	['the words of a long question go before its poll', /send/, { id: 'true_201145202826@c.us_3EB0AAAABBBBCCCC', status: 'WORKING', webhooks: [] }, ['/v2/send/text'], 'May it be paid? '.repeat(20)],
])('nobody is asked anything by one that is stopped while %s', async (_when, stopsAt, answer, sent = [], message = 'May it be paid?') => {
	const asked = await askedBy('message.sendAndWait', 1, { to: '201145202826', message, answerBy: 'poll' }, answer, undefined, stopsAt);
	expect(asked.filter((path) => stopsAt.test(path))).toHaveLength(1);
	expect(asked.filter((path) => /send/.test(path))).toEqual(sent);
});

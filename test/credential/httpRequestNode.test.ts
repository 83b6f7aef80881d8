/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { type IncomingMessage, createServer } from 'http';
import type { AddressInfo } from 'net';
import type { INodeParameters } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

/** Another host: whoever it belongs to must never hear of the token. */
const heard: string[] = [];
const stranger = createServer((request: IncomingMessage, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		heard.push([request.method, request.url, JSON.stringify(request.headers), Buffer.concat(chunks).toString()].join(' '));
		response.end('{}');
	});
});

let wawp: Wawp;
let strange: string;
beforeAll(async () => {
	wawp = await startWawp();
	await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
	strange = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/elsewhere`;
});
beforeEach(() => void heard.splice(0));
afterAll(async () => {
	stranger.closeAllConnections();
	stranger.close();
	await wawp.stop();
});

async function requested(sendAs: string, parameters: INodeParameters, typeVersion = 4.2) {
	const rig = new WawpRig(wawp, { credential: { sendAs }, instance: { status: 'WORKING' } });
	const run = await rig.rig.runNode({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion,
		credentials: ['wawpApi'],
		parameters: { authentication: 'predefinedCredentialType', nodeCredentialType: 'wawpApi', ...parameters },
	});
	return { rig, run };
}

const get = (path: string): INodeParameters => ({ method: 'GET', url: wawp.url + path });
const post = (path: string): INodeParameters => ({ method: 'POST', url: wawp.url + path, sendBody: true, specifyBody: 'json', jsonBody: '{"chatId":"201145202826@c.us","message":"Hi"}' });
const FOLLOW: INodeParameters = { options: { redirect: { redirect: { followRedirects: true, maxRedirects: 21 } } } };

describe("n8n's HTTP Request node with the credential", () => {
	test.each(['parameters', 'headers'])('asks Wawp with the token as %s', async (sendAs) => {
		const { rig, run } = await requested(sendAs, get('/v2/session/me'));
		expect(run.status).toBe('success');
		expect(rig.calls.map(({ operation, status }) => [operation, status])).toEqual([['session.getMe', 200]]);
	});

	test("puts the token of a call to Wawp's first API into the query, where alone it is read", async () => {
		const { rig } = await requested('parameters', { ...post('/wp-json/awp/v1/star?messageId=x&star=true'), method: 'PUT' });
		expect(rig.calls[0]!.credentials.carriedBy).toBe('query');
	});

	const cases = [301, 302, 303, 307, 308].flatMap((status) => ['parameters', 'headers'].flatMap((sendAs) => ['GET', 'POST'].map((method) => [status, sendAs, method] as const)));
	test.each(cases)('takes the token nowhere else after a %p, sent as %s by %s', async (status, sendAs, method) => {
		for (const options of [{}, FOLLOW]) {
			wawp.failNext({ redirectTo: strange, status });
			const { rig } = await requested(sendAs, { ...(method === 'GET' ? get('/v2/session/me') : post('/v2/send/text')), ...options });
			expect(rig.calls).toHaveLength(1);
		}
		expect(heard).toEqual([]);
	});

	test.each([1, 2, 3, 4.4])('neither does version %p of that node', async (typeVersion) => {
		for (const sendAs of ['parameters', 'headers']) {
			wawp.failNext({ redirectTo: strange, status: 307 });
			await requested(sendAs, { ...post('/v2/send/text'), requestMethod: 'POST', ...FOLLOW }, typeVersion);
		}
		expect(heard).toEqual([]);
	});

	test.each(['https://wawp.example.com/v2/chats', 'http://127.0.0.1:1/v2/chats'])('sends nothing to %s', async (url) => {
		const { run } = await requested('headers', { method: 'GET', url });
		expect(run.data.resultData.error?.message).toMatch(/^The Wawp access token is sent to http:\/\/127\.0\.0\.1:\d+ only$/);
	});
});

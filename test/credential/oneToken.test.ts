/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import type { IHttpRequestOptions, INodeParameters } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

/* Whatever n8n's HTTP Request node was told to send, exactly one token goes along, and it is the credential's. */

let wawp: Wawp;
beforeAll(async () => void (wawp = await startWawp()));
afterAll(async () => await wawp.stop());

const STRANGE = 'of-somebody-else';
const pairs = (own: Record<string, string>) => ({ parameters: Object.entries(own).map(([name, value]) => ({ name, value })) });

/** What went over the wire, and where the credential's token and a strange one are in it. */
async function sent(sendAs: string, parameters: INodeParameters, typeVersion: number) {
	const rig = new WawpRig(wawp, { credential: { sendAs }, instance: { status: 'WORKING' } });
	const before = wawp.calls.length;
	await rig.rig.runNode({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion,
		credentials: ['wawpApi'],
		parameters: { authentication: 'predefinedCredentialType', nodeCredentialType: 'wawpApi', method: 'POST', url: `${wawp.url}/v2/send/text`, ...parameters },
	});
	const [call, ...others] = wawp.calls.slice(before);
	expect(others).toEqual([]);
	return { rig, call: call!, carriedBy: call!.credentials.carriedBy, token: call!.credentials.token === rig.account.token };
}

/** The same as bytes: what stands where Wawp would not look is there as well. */
async function bytes(sendAs: string, parameters: INodeParameters, typeVersion: number): Promise<string> {
	const heard: string[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			heard.push([request.url, request.rawHeaders.join(' '), Buffer.concat(chunks).toString()].join(' '));
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const rig = new WawpRig(wawp, { credential: { sendAs, accessToken: 'the-access-token', baseUrl } });
	await rig.rig.runNode({
		type: 'n8n-nodes-base.httpRequest',
		typeVersion,
		credentials: ['wawpApi'],
		parameters: { authentication: 'predefinedCredentialType', nodeCredentialType: 'wawpApi', method: 'POST', ...parameters, url: String(parameters.url ?? 'URL').replace('URL', `${baseUrl}/v2/send/text`) },
	});
	server.closeAllConnections();
	server.close();
	expect(heard).toHaveLength(1);
	return heard[0]!;
}

const times = (text: string, part: string): number => text.split(part).length - 1;

const FORMS: INodeParameters[] = [
	{ sendBody: true, contentType: 'form-urlencoded', bodyParameters: pairs({ chatId: '201145202826@c.us', message: 'Hi' }) },
	{ sendBody: true, contentType: 'form-urlencoded', specifyBody: 'string', body: 'chatId=201145202826%40c.us&message=Hi' },
	{ sendBody: true, contentType: 'multipart-form-data', bodyParameters: { parameters: [{ parameterType: 'formData', name: 'message', value: 'Hi' }] } },
	{ sendBody: true, contentType: 'raw', rawContentType: 'text/plain', body: 'Hi' },
];

describe.each([3, 4, 4.2])('version %p of the node', (typeVersion) => {
	test.each(FORMS)('has a token with a form or a text, which has no room for it: %j', async (body) => {
		const told = await sent('parameters', body, typeVersion);
		expect([told.token, told.carriedBy, told.call.credentials.instanceId]).toEqual([true, 'query', told.rig.instance.id]);
		// The form itself is left as it is.
		expect(told.call.headers['content-type']).toMatch(/x-www-form-urlencoded|multipart\/form-data; boundary=|text\/plain/);
	});

	test.each(FORMS)('has one in headers: %j', async (body) => {
		const told = await sent('headers', body, typeVersion);
		expect([told.token, told.carriedBy, told.call.query]).toEqual([true, 'headers', {}]);
	});

	test.each(['X-Instance-ID', 'x-instance-id', 'X-INSTANCE-ID'])('addresses the instance of the header %s', async (name) => {
		for (const sendAs of ['parameters', 'headers']) {
			const told = await sent(sendAs, { sendHeaders: true, headerParameters: pairs({ [name]: 'ANOTHERONE12' }) }, typeVersion);
			expect(told.call.credentials.instanceId).toBe('ANOTHERONE12');
		}
	});

	test.each(['access-token', 'Access-Token', 'ACCESS-TOKEN', 'authorization', 'AUTHORIZATION'])('sends no second token for one in the header %s', async (name) => {
		for (const sendAs of ['parameters', 'headers']) {
			const heard = await bytes(sendAs, { sendHeaders: true, headerParameters: pairs({ [name]: /^auth/i.test(name) ? `Bearer ${STRANGE}` : STRANGE }), sendBody: true, bodyParameters: pairs({ message: 'Hi' }) }, typeVersion);
			// As a header Wawp takes it under two names.
			expect([times(heard, 'the-access-token'), times(heard, STRANGE)]).toEqual([sendAs === 'headers' ? 2 : 1, 0]);
		}
	});

	test.each<[string, INodeParameters]>([
		['the query', { sendQuery: true, queryParameters: pairs({ access_token: STRANGE }) }],
		['the address', { url: 'URL?access_token=of-somebody-else&a=1#x' }],
		['the address, twice', { url: 'URL?access_token=of-somebody-else&access_token=of-somebody-else&a=1' }],
		['the address, three times', { url: 'URL?a=1&access_token=of-somebody-else&access_token=of-somebody-else&ACCESS_TOKEN=of-somebody-else#x' }],
		['the body', { sendBody: true, bodyParameters: pairs({ access_token: STRANGE, message: 'Hi' }) }],
		['a form', { sendBody: true, contentType: 'form-urlencoded', bodyParameters: pairs({ access_token: STRANGE, message: 'Hi' }) }],
	])('nor for one in %s', async (_where, given) => {
		for (const sendAs of ['parameters', 'headers']) {
			const heard = await bytes(sendAs, given, typeVersion);
			expect([times(heard, 'the-access-token'), times(heard, STRANGE)]).toEqual([sendAs === 'headers' ? 2 : 1, 0]);
			if ('url' in given) expect(heard).toMatch(/\?.*a=1/);
		}
	});

	test('names the instance of the query or the address, and not that of the credential beside it', async () => {
		for (const given of [{ sendQuery: true, queryParameters: pairs({ instance_id: 'ANOTHERONE12' }) }, { url: `${wawp.url}/v2/send/text?instance_id=ANOTHERONE12` }]) {
			const told = await sent('parameters', { ...given, sendBody: true, bodyParameters: pairs({ message: 'Hi' }) }, typeVersion);
			expect([told.call.credentials.instanceId, JSON.stringify(told.call).includes(told.rig.instance.id)]).toEqual(['ANOTHERONE12', false]);
		}
	});
});

const given = { accessToken: 'the-access-token', instanceId: '3EB0BCB2E3D4', baseUrl: 'https://api.wawp.net', sendAs: 'parameters' };

test.each<[IHttpRequestOptions]>([
	[{ baseURL: 'https://api.wawp.net/?u=', url: 'https://stranger.example.com/' }],
	[{ baseURL: 'https://api.wawp.net/', url: '//stranger.example.com/v2' }],
	[{ baseURL: 'https://api.wawp.net', url: 'HTTPS://stranger.example.com/v2' }],
	[{ baseURL: 'https://api.wawp.net', url: '.stranger.example.com/v2' }],
	[{ baseURL: 'https://api.wawp.net', url: '@stranger.example.com/v2' }],
	[{ url: 'https://api.wawp.net@stranger.example.com/v2' }],
	[{ url: 'https://api.wawp.net.stranger.example.com/v2' }],
])('an address that leads elsewhere gets none: %j', async (options) => {
	await expect(new WawpApi().authenticate(given, options)).rejects.toThrow('The Wawp access token is sent to https://api.wawp.net only');
});

test("what a proxy asks for itself is left to it", async () => {
	const { headers } = await new WawpApi().authenticate(given, { url: 'https://api.wawp.net/v2/chats', headers: { authorization: 'Basic dXNlcjpwYXNz' } });
	expect(headers).toEqual({ authorization: 'Basic dXNlcjpwYXNz' });
});

import { WawpApi } from '../credentials/WawpApi.credentials';
import { type Account, type Instance, type Wawp, startWawp } from './simulator';
import { testCredential } from './support/credentialTest';

let wawp: Wawp;
let account: Account;
let instance: Instance;
beforeAll(async () => {
	wawp = await startWawp();
	account = wawp.addAccount();
	instance = wawp.addInstance(account);
});
afterAll(async () => await wawp.stop());
afterEach(() => void (wawp.switches.refusals = 'by status'));

const tested = async (given: Record<string, string> = {}) =>
	await testCredential(new WawpApi(), { accessToken: account.token, instanceId: instance.id, baseUrl: wawp.url, ...given });

const heard = () => wawp.calls.at(-1)!;

describe('the test of the credential', () => {
	test.each(['parameters', 'headers'])('passes for a stopped session, the token sent as %s', async (sendAs) => {
		expect(await tested({ sendAs })).toMatchObject({ status: 'OK' });
		expect(heard()).toMatchObject({ operation: 'session.getInfo', method: 'POST', status: 200 });
		expect(heard().credentials).toEqual({ token: account.token, instanceId: instance.id, carriedBy: sendAs === 'headers' ? 'headers' : 'body' });
	});

	test.each(['/', '/v2', '/v2/'])('passes with a Base URL that ends with %s', async (end) => {
		expect(await tested({ baseUrl: wawp.url + end })).toMatchObject({ status: 'OK' });
	});

	test('says that the token is wrong', async () => {
		expect(await tested({ accessToken: 'not-the-right-token' })).toEqual({ status: 'Error', message: expect.stringMatching(/^Wawp does not accept this Access Token/) });
	});

	test('says that the instance is unknown', async () => {
		expect(await tested({ instanceId: 'NOSUCHSESSIO' })).toEqual({ status: 'Error', message: expect.stringMatching(/^Wawp finds no session with this Instance ID/) });
	});

	test('says that the token was not checked as there is no Instance ID yet', async () => {
		expect(await tested({ instanceId: '' })).toEqual({ status: 'Error', message: expect.stringMatching(/^The token was not checked, as there is no Instance ID yet/) });
	});

	test.each([
		[{ accessToken: 'not-the-right-token' }, /Access Token/],
		[{ instanceId: 'NOSUCHSESSIO' }, /Instance ID/],
	])('does not trust a refusal under status 200', async (given, message) => {
		wawp.switches.refusals = 'under 200';
		expect(await tested(given)).toEqual({ status: 'Error', message: expect.stringMatching(message) });
	});
});

describe('authenticate', () => {
	const credentials = { accessToken: ' the-access-token ', instanceId: '3EB0BCB2E3D4', baseUrl: 'https://api.wawp.net/v2/', sendAs: 'parameters' };
	const token = 'the-access-token';
	const authenticate = async (options: object, given = {}) =>
		await new WawpApi().authenticate({ ...credentials, ...given }, { url: 'https://api.wawp.net/v2/send/text', ...options });

	test.each(['POST', 'PUT', 'PATCH'] as const)('puts token and instance into the JSON body of a %s', async (method) => {
		expect(await authenticate({ method, body: { chatId: '1@c.us' } })).toMatchObject({
			body: { instance_id: '3EB0BCB2E3D4', access_token: token, chatId: '1@c.us' },
		});
	});

	test.each(['GET', 'DELETE'] as const)('puts them into the query of a %s', async (method) => {
		const { qs, body } = await authenticate({ method, qs: { limit: 1 } });
		expect({ qs, body }).toEqual({ qs: { instance_id: '3EB0BCB2E3D4', access_token: token, limit: 1 }, body: undefined });
	});

	test('puts them into the query of a POST whose body is no JSON object', async () => {
		const body = Buffer.from('file');
		expect(await authenticate({ method: 'POST', body })).toMatchObject({ qs: { access_token: token }, body });
	});

	test('puts them into headers when told to, and nowhere else', async () => {
		const { headers, qs, body } = await authenticate({ method: 'POST', body: { a: 1 } }, { sendAs: 'headers' });
		expect({ headers, qs, body }).toEqual({
			headers: { 'access-token': token, Authorization: `Bearer ${token}`, 'X-Instance-ID': '3EB0BCB2E3D4' },
			qs: undefined,
			body: { a: 1 },
		});
	});

	test('addresses the instance that the node names, or none', async () => {
		expect((await authenticate({ method: 'GET', headers: { 'X-Instance-ID': 'ANOTHERONE12' } })).qs).toEqual({ instance_id: 'ANOTHERONE12', access_token: token });
		expect((await authenticate({ method: 'GET', headers: { 'X-Instance-ID': '' } })).qs).toEqual({ access_token: token });
	});

	test('leaves the given options as they are', async () => {
		const options = { method: 'POST', url: 'https://api.wawp.net/v2/x', body: { a: 1 }, headers: { b: '2' }, qs: {} } as const;
		const before = structuredClone(options);
		await authenticate(options);
		expect(options).toEqual(before);
	});

	test.each(['https://api.wawp.net/v2/x', 'https://wawp.net/wp-json/awp/v1/star'])('sends the token to %s', async (url) => {
		expect(await authenticate({ method: 'GET', url })).toMatchObject({ qs: { access_token: token } });
	});

	test.each(['https://example.com/v2/x', 'http://api.wawp.net/v2/x', 'https://api.wawp.net.example.com/', 'https://api.wawp.net@example.com/', '/v2/x'])(
		'refuses to send the token to %s',
		async (url) => {
			await expect(authenticate({ method: 'GET', url })).rejects.toThrow('The Wawp access token is sent to https://api.wawp.net only');
		},
	);

	test('serves n8n\'s HTTP Request node, which names the address `uri`', async () => {
		expect(await authenticate({ url: undefined, uri: 'https://api.wawp.net/v2/chats', method: 'GET' })).toMatchObject({ qs: { access_token: token } });
	});
});

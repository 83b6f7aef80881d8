import type { ICredentialType } from 'n8n-workflow';
import { testCredential } from './credentialTest';
import { FakeApi } from './server';

const request = { baseURL: '={{ $credentials.baseUrl }}', url: '/me' };
const echoApi: ICredentialType = {
	name: 'echoApi',
	displayName: 'Echo API',
	properties: [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Token', name: 'accessToken', type: 'string', default: 'default-token' },
	],
	async authenticate(credentials, options) {
		return { ...options, headers: { ...options.headers, token: `${credentials.accessToken}` } };
	},
	test: {
		request,
		rules: [{ type: 'responseCode', properties: { value: 404, message: 'No such session' } }],
	},
};

let api: FakeApi;
beforeEach(async () => {
	api = await new FakeApi().start();
});
afterEach(async () => await api.stop());

const attempt = async (answer: { status?: number; json?: unknown }) => {
	api.on('GET /me', () => answer);
	return await testCredential(echoApi, { baseUrl: api.url });
};

test('sends the request with the credential applied', async () => {
	expect(await attempt({ json: {} })).toMatchObject({ status: 'OK' });
	expect(api.calls.map(({ headers }) => headers.token)).toEqual(['default-token']);
});

test('shows a rule`s words for its status, the status text for any other', async () => {
	expect(await attempt({ status: 404 })).toEqual({ status: 'Error', message: 'No such session' });
	expect(await attempt({ status: 401 })).toEqual({ status: 'Error', message: 'Unauthorized' });
});

test('takes a success body with the value of a rule for a failure', async () => {
	const reject = (value: string): ICredentialType => ({
		...echoApi,
		test: {
			request,
			rules: [
				{
					type: 'responseSuccessBody',
					properties: { key: 'session.status', value, message: 'Session failed' },
				},
			],
		},
	});
	api.on('GET /me', () => ({ json: { session: { status: 'FAILED' } } }));
	expect(await testCredential(reject('FAILED'), { baseUrl: api.url })).toEqual({
		status: 'Error',
		message: 'Session failed',
	});
	expect(await testCredential(reject('STOPPED'), { baseUrl: api.url })).toMatchObject({
		status: 'OK',
	});
});

test('shows the code of a lost connection, whatever the rules say', async () => {
	expect(await testCredential(echoApi, { baseUrl: 'http://127.0.0.1:1' })).toEqual({
		status: 'Error',
		message: 'ECONNREFUSED',
	});
});

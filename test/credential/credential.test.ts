import { type INode, type INodeParameters, NodeHelpers } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { accountOf } from '../../nodes/Wawp/engine/account';
import { addressOf } from '../../nodes/Wawp/engine/baseUrl';
import { type Account, type Fault, type Instance, type Wawp, startWawp } from '../simulator';
import { testCredential } from '../support/credentialTest';

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

const TOKEN = 'Wawp does not accept this Access Token. Copy it again from wawp.net/account/connect.';
const INSTANCE = "Wawp finds no session with this Instance ID. Copy its 12 letters and digits again. If they are right, the session may be down: save all the same, and run 'Session > Ensure Working'. Once a session was deleted, its ID is gone for good.";
const UPSTREAM = 'Wawp cannot reach its WhatsApp engine at the moment. The token may be right: try again in a minute.';
const REFUSED = 'Wawp refuses the Access Token or the Instance ID, and does not say which. Copy both again.';
const NOT_WAWP = "What answers at this Base URL does not tell a session's state, as Wawp does. Use https://api.wawp.net, or check your proxy.";
const PAGE = "A web page or an error in XML came back instead of a session's state. Check the Base URL, then the Access Token and the Instance ID.";
const MOVED = 'This Base URL sends requests on to another address, and the token is not sent along. Enter the other address here, or https://api.wawp.net.';

const tested = async (given: Record<string, string> = {}) =>
	await testCredential(new WawpApi(), { accessToken: account.token, instanceId: instance.id, baseUrl: wawp.url, ...given });

const heard = () => wawp.calls.at(-1)!;

describe('the dialog of the credential', () => {
	const type = new WawpApi();
	/** What n8n hands to nodes and requests, of what is stored. */
	const given = (stored: Record<string, unknown>) => NodeHelpers.getNodeParameters(type.properties, stored as INodeParameters, true, false, null, null)!;
	const shown = (stored: Record<string, unknown>) => type.properties.filter((property) => property.type !== 'hidden' && NodeHelpers.displayParameter(given(stored), property, null, null)).map(({ name }) => name);

	test('asks for two things, and keeps the rest behind a switch', () => {
		expect(shown({})).toEqual(['accessToken', 'instanceId', 'advanced']);
		expect(shown({ advanced: true })).toEqual(['accessToken', 'instanceId', 'advanced', 'baseUrl', 'webhookSecret', 'sendAs']);
	});

	test('explains each of them without being hovered over', () => {
		expect(type.properties.filter((property) => !['hidden', 'options'].includes(property.type) && !property.hint).map(({ name }) => name)).toEqual([]);
	});

	test.each([{}, { advanced: false }, { advanced: true }])('drops nothing that was entered before there was a switch (%j)', (stored) => {
		const own = { baseUrl: 'https://proxy.example.com', webhookSecret: 'dummy-secret', sendAs: 'headers' };
		expect(given({ ...own, ...stored })).toMatchObject(own);
		expect(given(stored)).toMatchObject({ baseUrl: 'https://api.wawp.net', webhookSecret: '', sendAs: 'parameters' });
	});

	test('hides each secret, whichever of its fields is shown', () => {
		const secrets = type.properties.filter(({ name }) => ['accessToken', 'webhookSecret'].includes(name));
		expect(secrets).toHaveLength(3);
		for (const { typeOptions } of secrets) expect(typeOptions).toMatchObject({ password: true });
	});
});

describe('the test of the credential', () => {
	test.each(['parameters', 'headers'])('passes for a stopped session, the token sent as %s', async (sendAs) => {
		expect(await tested({ sendAs })).toMatchObject({ status: 'OK' });
		expect(heard()).toMatchObject({ operation: 'session.getInfo', method: 'POST', status: 200 });
		expect(heard().credentials).toEqual({ token: account.token, instanceId: instance.id, carriedBy: sendAs === 'headers' ? 'headers' : 'body' });
	});

	test.each(['/', '/v2', '/v2/', '//v2', '/V2//'])('passes with a Base URL that ends with %s', async (end) => {
		expect(await tested({ baseUrl: wawp.url + end })).toMatchObject({ status: 'OK' });
	});

	test('says that the token is wrong', async () => {
		expect(await tested({ accessToken: 'not-the-right-token' })).toEqual({ status: 'Error', message: TOKEN });
	});

	test('says that the instance is unknown', async () => {
		expect(await tested({ instanceId: 'NOSUCHSESSIO' })).toEqual({ status: 'Error', message: INSTANCE });
	});

	test('says that nothing is wrong where there is no Instance ID yet', async () => {
		expect(await tested({ instanceId: '' })).toEqual({ status: 'Error', message: "Without an Instance ID nothing is wrong: Wawp tests a token only together with one. Save, run 'Session > Create' of the Wawp node, and put the ID here that it returns. With one, Wawp does not understand it or the token: copy both again." });
	});

	test.each([
		[{ accessToken: 'not-the-right-token' }, TOKEN],
		[{ instanceId: 'NOSUCHSESSIO' }, INSTANCE],
	])('tells %j by its code under status 200', async (given, message) => {
		wawp.switches.refusals = 'under 200';
		expect(await tested(given)).toEqual({ status: 'Error', message });
	});

	test.each<[string, Fault, string]>([
		['a token, by its code', { body: { code: 'invalid_access_token', message: 'No' } }, TOKEN],
		['a token, beside a flag', { body: { success: false, code: 'invalid_access_token' } }, TOKEN],
		['a token, beside a word', { body: { status: 'error', code: 'invalid_token' } }, TOKEN],
		['a missing token', { body: { success: false, code: 'missing_access_token' } }, TOKEN],
		['a token, by the status in the body', { body: { code: 'rest_forbidden', message: 'No', data: { status: 401 } } }, TOKEN],
		['a token, in an error', { body: { success: false, error: { code: 'invalid_access_token' } } }, TOKEN],
		['a token, in data', { body: { success: false, data: { code: 'invalid_access_token' } } }, TOKEN],
		['a token, in an exception', { body: { exception: { code: 'invalid_access_token', message: 'No' } } }, TOKEN],
		['a token, in a result', { body: { success: false, result: { code: 'invalid_access_token' } } }, TOKEN],
		['a token, by a bare status', { body: { statusCode: 401 } }, TOKEN],
		['an instance, by its code', { body: { status: 'error', code: 'invalid_session' } }, INSTANCE],
		['an instance of the first API', { body: { success: false, code: 'invalid_instance' } }, INSTANCE],
		['a session in the words of the engine', { body: { success: false, code: 'session_not_found' } }, INSTANCE],
		['an instance in the words of the engine', { body: { success: false, error: { code: 'instance_not_found' } } }, INSTANCE],
		['an instance, in data', { body: { success: false, data: { code: 'invalid_session', status: 404 } } }, INSTANCE],
		['an instance, by the status in the body', { body: { status: 404, message: 'No' } }, INSTANCE],
		['a plan', { body: { success: false, code: 'subscription_required' } }, 'Wawp refuses this account. Check its plan and its state at wawp.net/account.'],
		['the engine', { body: { success: false, code: 'wawp_upstream_error' } }, UPSTREAM],
		['the engine, by a member', { body: { code: 'server_not_found', message: 'x' } }, UPSTREAM],
		['the engine, by the status in the body', { body: { statusCode: 502 } }, UPSTREAM],
		['a phone that is not connected', { body: { success: false, code: 'session_not_connected' } }, 'Wawp knows this session, and no phone is connected to it. Start it, or link a phone, with the Wawp node.'],
		['a flag alone', { body: { success: false, message: 'No' } }, REFUSED],
		['a flag in data', { body: { data: { success: false } } }, REFUSED],
		['a word', { body: { status: 'error' } }, REFUSED],
		['another word', { body: { status: 'fail', message: 'No' } }, REFUSED],
		['a failure', { body: { status: 'failed' } }, REFUSED],
		['a status that is a flag', { body: { status: false } }, REFUSED],
		['a status that is a number', { body: { status: 0 } }, REFUSED],
		['a word in data', { body: { data: { status: 'error' } } }, REFUSED],
		['a flag in a result', { body: { result: { success: false } } }, REFUSED],
		['a result that is a flag', { body: { result: false } }, REFUSED],
		['a flag of another name', { body: { ok: false } }, REFUSED],
		['a page in data', { body: { data: '<html></html>' } }, PAGE],
		['an empty state', { body: { status: '' } }, NOT_WAWP],
		['no state', { body: { status: null } }, NOT_WAWP],
		['a small ok', { body: { status: 'ok' } }, NOT_WAWP],
		['a large ok', { body: { status: 'OK' } }, NOT_WAWP],
		['an error', { body: { error: 'Something' } }, NOT_WAWP],
		['a page', { body: '<!DOCTYPE html><html><body>Sign in</body></html>', contentType: 'text/html' }, PAGE],
		['a page behind an empty line', { body: '\n<html></html>', contentType: 'text/html' }, NOT_WAWP],
		['an error in XML', { body: '<?xml version="1.0"?><error><code>invalid_access_token</code></error>', contentType: 'application/xml' }, PAGE],
		['a word of something else', { body: 'OK' }, NOT_WAWP],
		['an empty object', { body: {} }, NOT_WAWP],
		['an empty list', { body: [] }, NOT_WAWP],
		['a broken JSON', { body: '{"name":"wawp-1","status":"WORK' }, NOT_WAWP],
		['nothing', { body: '' }, NOT_WAWP],
		['a success of something else', { body: { success: true } }, NOT_WAWP],
		['a page that begins a list', { body: ['<'] }, PAGE],
		['another state than one of a session', { body: { status: 'success' } }, NOT_WAWP],
	])('tells %s apart under status 200', async (_what, fault, message) => {
		wawp.failNext(fault);
		expect(await tested()).toEqual({ status: 'Error', message });
	});

	test.each<[number, string]>([
		[400, expect.stringMatching(/^Without an Instance ID nothing is wrong: .* With one, Wawp does not understand it or the token: copy both again\.$/) as string],
		[403, 'Wawp refuses this account. Check its plan and its state at wawp.net/account.'],
		[404, INSTANCE],
		[405, 'This Base URL does not answer like Wawp. Use https://api.wawp.net.'],
		[500, UPSTREAM],
		[502, UPSTREAM],
		[503, UPSTREAM],
		[504, UPSTREAM],
		[429, 'Wawp is receiving too many requests. Try again in a minute.'],
		[301, MOVED],
		[302, MOVED],
		[303, MOVED],
		[307, MOVED],
		[308, MOVED],
	])('tells the status %p in words', async (status, message) => {
		wawp.failNext(status < 400 ? { status, redirectTo: 'http://127.0.0.1:1/' } : { status });
		expect(await tested()).toEqual({ status: 'Error', message });
	});
});

const asking = (credential: object) => ({ getNode: () => ({ name: 'Wawp' }) as INode, getCredentials: async () => ({ accessToken: 'x', ...credential }) });

test.each(['', '/', '//', '/v2', '/v2/', '//v2', '/V2//', ' '])('a Base URL that ends with %j is the same address', (end) => {
	expect(addressOf(`https://proxy.example.com/wawp${end}`, '/v2/chats')).toBe('https://proxy.example.com/wawp/v2/chats');
});

test.each(['https://API.wawp.net', 'https://api.wawp.net:443', 'https://api.wawp.net:443/v2/', 'api.WAWP.net', ' https://api.wawp.net// ', '', 'https://api.wawp.net/v2/session/info', 'https://API.wawp.net:443//v2/send/text/', 'api.wawp.net/v2/chats/201145202826@c.us', 'https://api.wawp.net/en/docs/v2/session/info', 'https://api.wawp.net/docs', '\u200bhttps://api.wawp.net\u200b'])('%j is Wawp itself, whose first API is on another host, and gets the token there', async (baseUrl) => {
	const url = addressOf(baseUrl, '/wp-json/awp/v1/star');
	expect(url).toBe('https://wawp.net/wp-json/awp/v1/star');
	const { qs } = await new WawpApi().authenticate({ accessToken: 'the-access-token', baseUrl }, { url, method: 'GET' });
	expect(qs).toEqual({ access_token: 'the-access-token' });
});

test.each(['https://api.wawp.net/wawp', 'https://api.wawp.net/v2x/y', 'https://api.wawp.net/x/v2/y', 'https://proxy.example.com/v2/y', 'https://api.wawp.net:8443', 'https://api.wawp.net.example.com', 'http://localhost'])('%j is not', async (baseUrl) => {
	expect(addressOf(baseUrl, '/wp-json/awp/v1/star')).toBe(`${baseUrl}/wp-json/awp/v1/star`);
	await expect(new WawpApi().authenticate({ accessToken: 'the-access-token', baseUrl }, { url: 'https://wawp.net/wp-json/awp/v1/star', method: 'GET' })).rejects.toThrow(' only');
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

	test.each([undefined, null, {}])('makes the JSON body of a POST that has none (%j)', async (body) => {
		expect((await authenticate({ method: 'POST', body }, { instanceId: ' 3EB0BCB2E3D4 ' })).body).toEqual({ instance_id: '3EB0BCB2E3D4', access_token: token });
	});

	test('takes a request that names no method for a GET', async () => {
		expect((await authenticate({ body: { a: 1 } })).qs).toEqual({ instance_id: '3EB0BCB2E3D4', access_token: token });
	});

	test("puts them into the query where Wawp's first API reads them", async () => {
		const { qs, body } = await authenticate({ method: 'POST', url: 'https://wawp.net/wp-json/awp/v1/send', body: { a: 1 } });
		expect({ qs, body }).toEqual({ qs: { instance_id: '3EB0BCB2E3D4', access_token: token }, body: { a: 1 } });
		const split = await authenticate({ method: 'POST', baseURL: 'https://wawp.net/wp-json', url: '/awp/v1/send', body: { a: 1 } });
		expect([split.qs, split.body]).toEqual([qs, body]);
	});

	test('what it refuses is no fault of n8n', async () => {
		for (const [given, options] of [[{ baseUrl: 'nonsense' }, {}], [{}, { url: 'https://example.com/' }]]) {
			await expect(authenticate({ method: 'GET', ...options }, given)).rejects.toMatchObject({ level: 'warning' });
		}
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

	test('takes the instance that a request names itself, and never a token of it', async () => {
		const own = { instance_id: 'ANOTHERONE12', access_token: 'of-somebody-else' };
		expect((await authenticate({ method: 'GET', qs: own })).qs).toEqual({ instance_id: 'ANOTHERONE12', access_token: token });
		expect((await authenticate({ method: 'POST', body: own })).body).toEqual({ instance_id: 'ANOTHERONE12', access_token: token });
		expect((await authenticate({ method: 'GET', headers: { 'access-token': 'of-somebody-else', Authorization: 'x' } }, { sendAs: 'headers' })).headers).toEqual({ 'access-token': token, Authorization: `Bearer ${token}`, 'X-Instance-ID': '3EB0BCB2E3D4' });
	});

	test.each(['parameters', 'headers'])('takes them without the marks that come along with copied text, which nobody sees (%s)', async (sendAs) => {
		const marked = { accessToken: `\u200e${account.token}\u200b`, instanceId: `\ufeff${instance.id}\u2060`, baseUrl: `${wawp.url}\u200b` };
		expect(await tested({ sendAs, ...marked })).toMatchObject({ status: 'OK' });
		await expect(accountOf(asking(marked))).resolves.toMatchObject({ accessToken: account.token, instanceId: instance.id, baseUrl: wawp.url, secrets: [account.token, ''] });
	});

	test.each(['parameters', 'headers'])('takes the token, the instance and the address without what was pasted around them (%s)', async (sendAs) => {
		const pasted = await authenticate({ method: 'GET', url: 'https://api.wawp.net/v2/x' }, { sendAs, accessToken: `\t${token} \r\n`, instanceId: ' 3EB0BCB2E3D4\n', baseUrl: ' https://api.wawp.net/V2/\n' });
		expect(pasted).toEqual(await authenticate({ method: 'GET', url: 'https://api.wawp.net/v2/x' }, { sendAs }));
	});

	test('names no instance in headers where there is none', async () => {
		expect((await authenticate({ method: 'GET' }, { sendAs: 'headers', instanceId: '' })).headers).toEqual({ 'access-token': token, Authorization: `Bearer ${token}` });
		expect((await authenticate({ method: 'GET', headers: { 'X-Instance-ID': '' } }, { sendAs: 'headers' })).headers).toEqual({ 'access-token': token, Authorization: `Bearer ${token}` });
	});

	test('follows no redirect, in the words of each helper of n8n', async () => {
		expect(await authenticate({ method: 'GET', followRedirect: true, followAllRedirects: true, maxRedirects: 21, disableFollowRedirect: false })).toMatchObject({ disableFollowRedirect: true, followRedirect: false, followAllRedirects: false, maxRedirects: 0 });
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

	test.each([
		['https://proxy.example.com/wawp', 'https://proxy.example.com/wawp/v2/x', true],
		['https://proxy.example.com/wawp/', 'https://proxy.example.com/wawp/v2/x', true],
		['https://proxy.example.com/wawp', 'https://proxy.example.com/other/v2/x', false],
		['https://proxy.example.com/wawp', 'https://proxy.example.com/wawpx/v2/x', false],
		['https://proxy.example.com/wawp', 'https://proxy.example.com/wawp/../other', false],
		['https://proxy.example.com/wawp', 'https://proxy.example.com/wawp/%2e%2e/other', false],
		['https://proxy.example.com/wawp', 'https://proxy.example.com:8443/wawp/v2/x', false],
	])('with the Base URL %s, %s belongs to Wawp: %p', async (baseUrl, url, belongs) => {
		const sent = await authenticate({ method: 'GET', url }, { baseUrl }).then(({ qs }) => qs?.access_token === token, () => false);
		expect(sent).toBe(belongs);
	});

	test.each([
		['https://api.wawp.net/?a=1', /has a query or a fragment/],
		['https://api.wawp.net/v2#x', /has a query or a fragment/],
		['https://api.wawp.net?', /has a query or a fragment/],
		['https://me@api.wawp.net', /has a user name or a password/],
		['https://:secret@api.wawp.net', /has a user name or a password/],
		['https://me:secret@api.wawp.net', /has a user name or a password/],
		['http://api.wawp.net', /begins with http:\/\/, by which the access token would travel unencrypted/],
		['http://example.com:8080', /unencrypted/],
		['http://8.8.8.8', /unencrypted/],
		['http://172.32.0.1', /unencrypted/],
		['http://10.example.com', /unencrypted/],
		['http://127.0.0.1.example.com', /unencrypted/],
		['http://[2001:db8::1]', /unencrypted/],
		...['100.63.255.255', '100.128.0.1', '172.15.255.255', '192.167.255.255', '192.169.0.1', '11.0.0.1', '9.255.255.255', '128.0.0.1', '169.253.0.1', '169.255.0.1', '[fec0::1]', '[fe00::1]', '[::2]', '[::ffff:8.8.8.8]', 'local.example.com', 'wawp.localx', '3232235777.example.com'].map((host): [string, RegExp] => [`http://${host}`, /unencrypted/]),
		...['https://wawp.net', 'wawp.net', 'https://www.wawp.net/', 'https://wawp.net/account/connect', 'https://app.wawp.net/v2'].map((site): [string, RegExp] => [site, /leads to Wawp's website: its API answers at https:\/\/api\.wawp\.net/]),
		['ftp://api.wawp.net', /is not a web address/],
		['javascript://api.wawp.net', /is not a web address/],
		['http://', /is not a web address/],
	])('refuses the Base URL %s', async (baseUrl, message) => {
		await expect(authenticate({ method: 'GET', url: `${baseUrl}/v2/x` }, { baseUrl })).rejects.toThrow(message);
		await expect(accountOf(asking({ baseUrl }))).rejects.toThrow(message);
	});

	test.each([...['100.64.0.1', '100.99.0.1', '100.127.255.255', '172.31.255.255', '169.254.1.1', '127.255.255.255', '10.255.0.1', '[fe80::1]', '[febf::1]', '[fc00::1]', 'wawp.lan', 'wawp.local', 'my.box.home.arpa', '0x7f.1', '3232235777'].map((host) => `http://${host}`), 'http://127.0.0.1:3000', 'http://localhost:3000', 'http://wawp:3000', 'http://192.168.1.4', 'http://10.0.0.4', 'http://172.16.0.1', 'http://[::1]:80', 'http://[fd00::1]', 'http://wawp.internal', 'api.wawp.net', ' https://api.wawp.net/v2/ ', ''])(
		'takes the Base URL %p',
		async (baseUrl) => {
			await expect(accountOf(asking({ baseUrl }))).resolves.toMatchObject({ baseUrl: baseUrl.trim() });
		},
	);

	test('serves n8n\'s HTTP Request node, which names the address `uri`', async () => {
		expect(await authenticate({ url: undefined, uri: 'https://api.wawp.net/v2/chats', method: 'GET' })).toMatchObject({ qs: { access_token: token } });
	});
});

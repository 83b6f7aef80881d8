import {
	ApplicationError,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INodeProperties,
	type Icon,
} from 'n8n-workflow';

import { DEFAULT_BASE_URL, cleanBaseUrl, isWawp } from '../nodes/Wawp/engine/baseUrl';
import { INSTANCE_HEADER } from '../nodes/Wawp/engine/instance';

export class WawpApi implements ICredentialType {
	name = 'wawpApi';

	displayName = 'Wawp API';

	icon: Icon = { light: 'file:../nodes/Wawp/wawp.svg', dark: 'file:../nodes/Wawp/wawp.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-wawp/n8n-nodes-wawp#the-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Your account\'s access token, from <a href="https://wawp.net/account/connect">wawp.net/account/connect</a>',
		},
		{
			displayName: 'Instance ID',
			name: 'instanceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 3EB0BCB2E3D4',
			description:
				'The 12 letters and digits that name one linked WhatsApp number. Leave empty if the account has no session yet. Every operation can name another one.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description: 'Change it only for a local Wawp or a proxy. The access token is sent to this address and to no other.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'A secret of your choice. The Wawp Trigger registers it, and Wawp then signs what it delivers. Optional: every registered URL carries a random secret of its own anyway.',
		},
		{
			displayName: 'Send Token As',
			name: 'sendAs',
			type: 'options',
			options: [
				{
					name: 'Request Parameters',
					value: 'parameters',
					description: 'As Wawp documents it: in the JSON body of POST, PUT and PATCH, in the query of GET and DELETE',
				},
				{
					name: 'Headers',
					value: 'headers',
					description:
						"As Wawp's own SDK does it, which keeps the token out of proxy logs. Not proven to work alone: test it before you rely on it.",
				},
			],
			default: 'parameters',
		},
	];

	/** A function rather than expressions: an item costs about a fifth less. It leaves the given options as they are. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const baseUrl = String(credentials.baseUrl ?? '');
		const baseURL = options.baseURL === undefined ? undefined : cleanBaseUrl(options.baseURL);
		// n8n's HTTP Request node names it `uri`.
		const url = options.url ?? (options as { uri?: string }).uri ?? '';
		if (!isWawp(`${baseURL ?? ''}${url}`, baseUrl)) {
			throw new ApplicationError(`The Wawp access token is sent to ${cleanBaseUrl(baseUrl)} only`, { level: 'warning' });
		}
		const { [INSTANCE_HEADER]: addressed, ...headers } = (options.headers ?? {}) as IDataObject;
		const account: Account = {
			token: String(credentials.accessToken ?? '').trim(),
			instanceId: String(addressed ?? credentials.instanceId ?? '').trim(),
		};
		const place = credentials.sendAs === 'headers' ? inHeaders : inParameters;
		return place({ ...options, ...(baseURL && { baseURL }), headers }, account);
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/v2/session/info',
			method: 'POST',
			disableFollowRedirect: true,
		},
		// n8n checks rules of both kinds, though its type allows only lists of one kind.
		rules: [
			whenStatus(400, 'The token was not checked, as there is no Instance ID yet. Create a session with the Wawp node, then put its Instance ID here.'),
			whenStatus(401, 'Wawp does not accept this Access Token. Copy it again from wawp.net/account/connect.'),
			whenStatus(403, 'Wawp refuses this account. Check its plan and its state at wawp.net/account.'),
			whenStatus(404, 'Wawp finds no session with this Instance ID. It has 12 letters and digits, and ends with the session that is deleted.'),
			whenStatus(405, 'This Base URL does not answer like Wawp. Use https://api.wawp.net.'),
			whenBody('success', false, 'Wawp does not accept this Access Token or this Instance ID.'),
			whenBody('code', 'invalid_access_token', 'Wawp does not accept this Access Token. Copy it again from wawp.net/account/connect.'),
			whenBody('code', 'invalid_session', 'Wawp finds no session with this Instance ID.'),
		] as ICredentialTestRequest['rules'],
	};
}

interface Account {
	token: string;
	instanceId: string;
}

/** The vendor's OpenAPI export declares `access-token`, its SDK sends the other two. */
function inHeaders(options: IHttpRequestOptions, { token, instanceId }: Account): IHttpRequestOptions {
	const headers: IDataObject = { ...options.headers, 'access-token': token, Authorization: `Bearer ${token}` };
	return { ...options, headers: instanceId ? { ...headers, [INSTANCE_HEADER]: instanceId } : headers };
}

function inParameters(options: IHttpRequestOptions, { token, instanceId }: Account): IHttpRequestOptions {
	const parameters = { ...(instanceId && { instance_id: instanceId }), access_token: token };
	const inBody = ['POST', 'PUT', 'PATCH'].includes(options.method ?? 'GET') && isJsonBody(options.body) && !isFirstApi(options.url);
	return inBody
		? { ...options, body: { ...parameters, ...(options.body as IDataObject), access_token: token } }
		: { ...options, qs: { ...parameters, ...options.qs, access_token: token } };
}

/** Wawp's first API reads the query only, whatever the method. */
const isFirstApi = (url = ''): boolean => url.includes('/wp-json/');

/** A form or a file has no room for the token: it then goes into the query. */
function isJsonBody(body: IHttpRequestOptions['body']): boolean {
	return body === undefined || body === null || Object.getPrototypeOf(body) === Object.prototype;
}

function whenStatus(value: number, message: string) {
	return { type: 'responseCode', properties: { value, message } };
}

function whenBody(key: string, value: string | boolean, message: string) {
	return { type: 'responseSuccessBody', properties: { key, value, message } };
}

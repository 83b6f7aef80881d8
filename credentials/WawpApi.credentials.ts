import {
	ApplicationError,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IDataObject,
	type IDisplayOptions,
	type IHttpRequestOptions,
	type INodeProperties,
	type Icon,
} from 'n8n-workflow';

import { maskedIn } from '../nodes/Wawp/engine/account';
import { DEFAULT_BASE_URL, cleanBaseUrl, faultOfBaseUrl, isWawp } from '../nodes/Wawp/engine/baseUrl';
import { INSTANCE_HEADER } from '../nodes/Wawp/engine/instance';
import { without } from '../nodes/Wawp/engine/object';
import { pasted } from '../nodes/Wawp/engine/pasted';
import { IS_MASKED } from '../nodes/Wawp/engine/redact';
import { NO_SESSION } from '../nodes/Wawp/engine/sessionState';

const ADVANCED: IDisplayOptions = { show: { advanced: [true] } };
const PLAIN: IDisplayOptions = { show: { advanced: [false] } };

export class WawpApi implements ICredentialType {
	name = 'wawpApi';

	displayName = 'Wawp API';

	icon: Icon = { light: 'file:../nodes/Wawp/wawp.svg', dark: 'file:../nodes/Wawp/wawp.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-wawp/n8n-nodes-wawp/blob/HEAD/docs/credential.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			hint: 'Copy it from <a href="https://wawp.net/account/connect" target="_blank">wawp.net/account/connect</a>',
		},
		{
			displayName: 'Instance ID',
			name: 'instanceId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 3EB0BCB2E3D4',
			hint: "The 12 letters and digits that name one linked number. No session yet? Save without it (the token is tested only together with it), then run 'Session > Create' of the Wawp node.",
		},
		{
			displayName: 'Advanced Settings',
			name: 'advanced',
			type: 'boolean',
			default: false,
			hint: 'The address of a proxy or a local Wawp, a secret for signed deliveries, and the way in which the token is sent',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			displayOptions: ADVANCED,
			hint: 'Change it only for a local Wawp or a proxy. The access token is sent to this address and to no other, and by http:// only to this machine or a private network.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: ADVANCED,
			hint: 'Optional. A secret of your choice, with which Wawp signs what it delivers to the Wawp Trigger. Each registered URL carries a secret of its own anyway, which is derived from the access token.',
		},
		{
			displayName: 'Send Token As',
			name: 'sendAs',
			type: 'options',
			options: [
				{
					name: 'Request Parameters',
					value: 'parameters',
					description: 'As Wawp documents it: in the JSON body, or in the query of GET and DELETE',
				},
				{
					name: 'Headers',
					value: 'headers',
					description: "As Wawp's own SDK does it. Keeps it out of proxy logs, but may not work alone: test it.",
				},
			],
			default: 'parameters',
			displayOptions: ADVANCED,
		},
		// What is not shown is dropped by n8n: these keep what was entered, whether the switch is on or not.
		{ displayName: 'Base URL', name: 'baseUrl', type: 'hidden', default: DEFAULT_BASE_URL, displayOptions: PLAIN },
		{ displayName: 'Webhook Secret', name: 'webhookSecret', type: 'hidden', typeOptions: { password: true }, default: '', displayOptions: PLAIN },
		{ displayName: 'Send Token As', name: 'sendAs', type: 'hidden', default: 'parameters', displayOptions: PLAIN },
	];

	/** A function rather than expressions: an item costs about a fifth less. It leaves the given options as they are. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const baseUrl = String(credentials.baseUrl ?? '');
		const fault = faultOfBaseUrl(baseUrl);
		if (fault) throw new ApplicationError(`The credential's 'Base URL' ${fault}`, { level: 'warning' });
		const masked = maskedIn(credentials);
		if (masked) throw new ApplicationError(`The credential's '${masked.label}' ${IS_MASKED.wrong}. ${masked.advice}`, { level: 'warning' });
		const baseURL = options.baseURL === undefined ? undefined : cleanBaseUrl(options.baseURL);
		// n8n's HTTP Request node names it `uri`.
		const { uri } = options as { uri?: string };
		const url = withBase(options.url ?? uri ?? '', baseURL);
		if (!isWawp(url, baseUrl)) {
			throw new ApplicationError(`The Wawp access token is sent to ${cleanBaseUrl(baseUrl)} only`, { level: 'warning' });
		}
		const own: Request = { ...options, ...(baseURL && { baseURL }), ...WITHOUT_REDIRECTS, ...withoutTokens(options) };
		const account: Account = {
			token: pasted(credentials.accessToken),
			instanceId: pasted(headerOf(options, INSTANCE_HEADER) ?? (namesInstance(options) ? '' : credentials.instanceId)),
		};
		const place = credentials.sendAs === 'headers' ? inHeaders : inParameters;
		return Object.assign(own, place(own, account, url));
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '/v2/session/info',
			method: 'POST',
			disableFollowRedirect: true,
		},
		// n8n checks rules of both kinds, though its type allows only lists of one kind, and shows the first that is met.
		rules: [...BY_STATUS, ...BY_CODE, ...BY_WORD] as ICredentialTestRequest['rules'],
	};
}

/**
 * A redirect would carry the token in headers or body along to wherever it points. The first is of the nodes' own calls, the
 * others are of n8n's HTTP Request node, which asks before to follow all of them.
 */
const WITHOUT_REDIRECTS = { disableFollowRedirect: true, followRedirect: false, followAllRedirects: false, maxRedirects: 0 };

interface Account {
	token: string;
	instanceId: string;
}

/** n8n's HTTP Request node names the address `uri`, and has forms beside the body. */
type Request = IHttpRequestOptions & { uri?: string; form?: IDataObject; formData?: IDataObject };

/** Where it is sent: an address that stands for itself takes no notice of the base. */
const withBase = (url: string, baseURL = ''): string => (/^([a-z][a-z\d+.-]*:)?\/\//i.test(url) ? url : baseURL + url);

const PARTS = ['qs', 'body', 'form', 'formData'] as const;

/** A second token could be that of another account. */
function withoutTokens(options: Request): Partial<Request> {
	const parts = PARTS.filter((part) => isPlain(options[part]) && TOKEN_PARAMETER in (options[part] as IDataObject));
	const addresses = (['url', 'uri'] as const).filter((name) => typeof options[name] === 'string');
	const headers = Object.entries(options.headers ?? {}).filter(([name, value]) => !isOwnHeader(name, String(value)));
	return {
		...Object.fromEntries(parts.map((part) => [part, without(options[part] as IDataObject, TOKEN_PARAMETER)])),
		...Object.fromEntries(addresses.map((name) => [name, options[name]!.replace(TOKENS_IN_ADDRESS, (_all, before: string, after: string) => (after ? before : ''))])),
		headers: Object.fromEntries(headers) as IDataObject,
	};
}

const TOKEN_PARAMETER = 'access_token';
const TOKENS_IN_ADDRESS = /([?&])access_token=[^&#]*(?:&access_token=[^&#]*)*(&|(?=#|$))/gi;

/** A proxy may ask for something of its own. */
const isOwnHeader = (name: string, value: string): boolean =>
	['access-token', INSTANCE_HEADER.toLowerCase()].includes(name.toLowerCase()) || (name.toLowerCase() === 'authorization' && /^bearer\s/i.test(value));

/** Names of headers have no case. */
const headerOf = ({ headers = {} }: Request, wanted: string): unknown => Object.entries(headers).find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];

/** Outside of a header: what it names stays where it is. */
const namesInstance = (options: Request): boolean =>
	PARTS.some((part) => isPlain(options[part]) && 'instance_id' in (options[part] as IDataObject)) || /[?&]instance_id=/i.test(options.url ?? options.uri ?? '');

/** The vendor's OpenAPI export declares `access-token`, its SDK sends the other two. */
function inHeaders({ headers = {} }: Request, { token, instanceId }: Account): Partial<Request> {
	const others = Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization')) as IDataObject;
	return { headers: { ...others, 'access-token': token, Authorization: `Bearer ${token}`, ...(instanceId && { [INSTANCE_HEADER]: instanceId }) } };
}

function inParameters(request: Request, { token, instanceId }: Account, url: string): Partial<Request> {
	const { method = 'GET', body, qs } = request;
	const parameters = { ...(instanceId && { instance_id: instanceId }), [TOKEN_PARAMETER]: token };
	const inBody = ['POST', 'PUT', 'PATCH'].includes(method) && isJsonBody(request) && !isFirstApi(url);
	return inBody ? { body: { ...parameters, ...(body as IDataObject) } } : { qs: { ...parameters, ...qs } };
}

/** Wawp's first API reads the query only, whatever the method. */
const isFirstApi = (url: string): boolean => url.includes('/wp-json/');

/** Wawp reads no forms, and a file has no room for the token: it then goes into the query. */
const isJsonBody = ({ body, form, formData }: Request): boolean => form === undefined && formData === undefined && (body === undefined || body === null || isPlain(body));

const isPlain = (value: unknown): value is IDataObject => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

type Told = Array<[values: unknown[], message: string]>;

const TOKEN = 'Wawp does not accept this Access Token. Copy it again from wawp.net/account/connect.';
const INSTANCE = "Wawp finds no session with this Instance ID. Copy its 12 letters and digits again. If they are right, the session may be down: save all the same, and run 'Session > Ensure Working'. Once a session was deleted, its ID is gone for good.";
const ACCOUNT = 'Wawp refuses this account. Check its plan and its state at wawp.net/account.';
const UPSTREAM = 'Wawp cannot reach its WhatsApp engine at the moment. The token may be right: try again in a minute.';
const MOVED = 'This Base URL sends requests on to another address, and the token is not sent along. Enter the other address here, or https://api.wawp.net.';

const STATUS: Told = [
	[[400], "Without an Instance ID nothing is wrong: Wawp tests a token only together with one. Save, run 'Session > Create' of the Wawp node, and put the ID here that it returns. With one, Wawp does not understand it or the token: copy both again."],
	[[401], TOKEN],
	[[403], ACCOUNT],
	[[404], INSTANCE],
	[[405], 'This Base URL does not answer like Wawp. Use https://api.wawp.net.'],
	[[429], 'Wawp is receiving too many requests. Try again in a minute.'],
	[[301, 302, 303, 307, 308], MOVED],
	[[500, 502, 503, 504], UPSTREAM],
];

/** Wawp's own codes say more than a status, and than the flags beside them. */
const CODES: Told = [
	[['invalid_access_token', 'invalid_token', 'missing_access_token'], TOKEN],
	[NO_SESSION, INSTANCE],
	[['session_not_connected'], 'Wawp knows this session, and no phone is connected to it. Start it, or link a phone, with the Wawp node.'],
	[['subscription_required'], ACCOUNT],
	[['wawp_upstream_error', 'server_not_found'], UPSTREAM],
];

const REFUSED = 'Wawp refuses the Access Token or the Instance ID, and does not say which. Copy both again.';
const PAGE = "A web page or an error in XML came back instead of a session's state. Check the Base URL, then the Access Token and the Instance ID.";
const NOT_WAWP = "What answers at this Base URL does not tell a session's state, as Wawp does. Use https://api.wawp.net, or check your proxy.";

/** Wawp puts an error into the body as it is, or into one of these. */
const WRAPPERS = ['', 'error.', 'data.', 'result.', 'exception.'];

const BY_STATUS = STATUS.flatMap(([values, message]) => values.map((value) => ({ type: 'responseCode', properties: { value, message } })));

/** The same under status 200, where the body alone tells. */
const BY_CODE = [
	...CODES.flatMap(([values, message]) => whenIn(WRAPPERS.map((wrapper) => `${wrapper}code`), values, message)),
	...STATUS.flatMap(([values, message]) => whenIn(WRAPPERS.flatMap((wrapper) => [`${wrapper}status`, `${wrapper}statusCode`]), values, message)),
];

/** What says neither, and last of all what says nothing: an answer without a state. */
const BY_WORD = [
	...whenIn(['success', 'data.success', 'result.success', 'result', 'ok'], [false], REFUSED),
	...whenIn(['status', 'data.status'], ['error', 'fail', 'failed', false, 0], REFUSED),
	...whenIn(['[0]', 'data[0]'], ['<'], PAGE),
	...whenIn(['status'], [undefined, null, '', 'success', 'ok', 'OK'], NOT_WAWP),
];

function whenIn(keys: string[], values: unknown[], message: string) {
	return values.flatMap((value) => keys.map((key) => ({ type: 'responseSuccessBody', properties: { key, value, message } })));
}

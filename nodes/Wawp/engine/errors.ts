import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { type Answer, type Failure, isObject, retryAfterMs } from './answer';
import { UNKNOWN } from './failedItem';
import type { Meaning } from './failure';
import { type Advice, type Call, type Target, isRead } from './operation';
import { inErrors, withoutValues } from './redact';
import { ended, sentences } from './sentences';
import { type Seen, adviceOnState, isNoSession } from './sessionState';

const TOKEN: Advice = {
	message: 'Wawp does not accept the access token',
	description: 'Copy the Access Token again from wawp.net/account/connect into the Wawp credential.',
};

const UPSTREAM: Advice = {
	message: 'Wawp cannot reach its WhatsApp engine at the moment',
	description: "Try again in a minute. If it stays, run 'Session > Restart' for this instance, then look at 'Session > Get Info'.",
};

const NOT_CONNECTED: Advice = {
	message: 'The session is not connected to WhatsApp',
	description: "Start a session that is STOPPED, restart one that is FAILED, and let a person scan the QR code in SCAN_QR_CODE.",
};

export const UNPAID: Advice = {
	message: 'This needs a paid Wawp plan',
	description:
		"Wawp offers webhook operations, and some sending policies, to paying accounts only. On a free one everything under Session and Authentication works, the Wawp Session Watcher needs no webhook, and where Wawp's dashboard offers you webhooks a URL can be pasted there by hand.",
};

/** What Wawp's own codes mean. Codes say more than the status they come with. */
const BY_CODE: Record<string, Advice> = {
	invalid_access_token: TOKEN,
	invalid_token: TOKEN,
	missing_access_token: TOKEN,
	session_not_connected: NOT_CONNECTED,
	session_not_ready: {
		message: 'The session is not ready for this',
		description: `${NOT_CONNECTED.description} Wait some seconds after each of them.`,
	},
	subscription_required: UNPAID,
	server_not_found: UPSTREAM,
	wawp_upstream_error: UPSTREAM,
};

const UNKNOWN_SESSION: Advice = {
	message: 'Wawp finds no session with this Instance ID',
	description:
		"Check the Instance ID in the operation or in the credential. A session that was deleted is answered this way, and perhaps one that is down or lost its phone: 'Session > Ensure Working' brings that one back. Only if it finds none either, 'Session > Create' makes a new one. What Wawp calls the session_name belongs to the same session, and is not needed.",
};

/** The same where it cannot be told from a session that is not connected. */
const UNKNOWN_OR_OFF: Advice = {
	message: 'Wawp finds no connected session with this Instance ID',
	description: "Check the Instance ID in the operation or in the credential. A session that is stopped, or that lost its phone, is answered this way too: 'Session > Ensure Working' brings it back.",
};

/** What a status means when no code says more. */
const BY_STATUS: Record<number, Advice> = {
	400: {
		message: 'Wawp did not understand the values of this operation',
		description: 'Check the fields of the node. With expressions, look at their values in the input.',
	},
	401: TOKEN,
	403: {
		message: 'Wawp does not allow this',
		description: 'The plan of the account, or the rights of this number in WhatsApp, do not include it.',
	},
	404: {
		message: 'Wawp does not know what this operation asks for',
		description: 'Check the Base URL of the credential, and the IDs in the fields.',
	},
	405: {
		message: 'Wawp does not offer this operation at the Base URL',
		description: 'Check the Base URL of the credential. If it is right, look for an update of this node.',
	},
	409: {
		message: 'The session is busy with something else',
		description: "Wait a few seconds, look at 'Session > Get Info', then try again.",
	},
	413: {
		message: 'Wawp refuses this much data at once',
		description: 'Send a smaller file or a shorter text.',
	},
	422: {
		message: 'Wawp cannot do this in the present state of the session',
		description: "Look at the state in 'Session > Get Info'.",
	},
	429: {
		message: 'Wawp is receiving too many requests',
		description: "Slow the workflow down, for example with 'Loop Over Items' and 'Wait'. 'Session > Get Rate Limit' shows what the plan allows.",
	},
	502: UPSTREAM,
	503: UPSTREAM,
	504: UPSTREAM,
};

const UNCLEAR: Advice = {
	message: "Wawp's answer was not understood",
	description: 'It does not hold what this operation asks for. Try again in a minute. If it stays, check the Base URL of the credential, and whether something stands between n8n and Wawp.',
};

/** Neither yes nor no to an order: nobody may tell that it was carried out. */
const UNTOLD: Advice = {
	message: "Wawp's answer does not say whether it was done",
	description: '',
};

const BY_MEANING: Record<Exclude<Meaning, 'unclear' | 'too fast'>, Advice> = {
	'locked out': {
		message: 'WhatsApp has locked this number out of writing to people it does not know (463)',
		description:
			"Stop sending: each further try makes the lock longer. Until it ends, write only to people who wrote to this number first or are saved in its phone, and check numbers with 'Contact > Check Number' before you write to them.",
	},
	'engine cannot': {
		message: "This instance's engine cannot do it",
		description: "It is no passing fault: the WhatsApp engine behind this instance does not have this operation. Leave it out, or ask Wawp for an instance with another engine.",
	},
	'over quota': {
		message: 'The plan of this account is used up',
		description: "Wawp carried nothing out. Wait until the plan's next period begins, or take a larger plan at wawp.net/account.",
	},
	'already started': {
		message: 'The session was started already',
		description: "Nothing has to be done if 'Session > Get Info' shows WORKING. 'Session > Restart' is the way to boot it again.",
	},
};

const REFUSED: Advice = {
	message: 'Wawp refuses this',
	description: "What it says below is all that is known. 'Session > Get Info' shows the state of the session.",
};

const NOT_WAWP: Advice = {
	message: 'What answers at the Base URL is not Wawp',
	description: 'Check the Base URL of the credential, and whether a proxy or a login page stands in between.',
};

const SERVER: Advice = {
	message: 'Wawp could not complete this because of a fault of its own',
	description: 'Try again in a minute.',
};

const TIMED_OUT: Advice = {
	message: 'Wawp did not answer in time',
	description: 'Try again in a minute.',
};

const NETWORK: Array<[RegExp, Advice]> = [
	[/ECONNREFUSED/, { message: 'Nothing answers at the Base URL', description: 'The address refuses connections. Check the Base URL of the credential, and whether a proxy or a local Wawp is running.' }],
	[/ENOTFOUND|EAI_AGAIN|getaddrinfo/i, { message: 'The host of the Base URL cannot be found', description: 'Check the Base URL of the credential for a typing slip, and whether n8n has a connection to the internet.' }],
	[/CERT|SSL|TLS|EPROTO|self.signed|certificate/i, { message: 'No safe connection to the Base URL', description: 'Its certificate cannot be trusted, or it does not speak HTTPS. Check the Base URL of the credential and any proxy in between.' }],
	[/ETIMEDOUT|ECONNABORTED|timeout/i, TIMED_OUT],
	[/ECONNRESET|EPIPE|socket hang up|aborted/i, { message: 'The connection to Wawp was lost', description: 'Try again in a minute.' }],
	[/EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/, { message: 'The Base URL cannot be reached from here', description: 'Check the network of the machine that n8n runs on.' }],
	[/ERR_CANCELED|canceled/, { message: 'The execution was cancelled', description: '' }],
];

/** These never reached Wawp, so that nothing can have happened; but where the network goes away while the answer is waited for. */
const NOT_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|getaddrinfo|CERT|EPROTO|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|connect ETIMEDOUT|before secure TLS|is sent to/i;
const LEFT = /\b(read|write) E(HOST|NET)UNREACH/;

const unsureOf = ({ ifUnsure, lookAt, idempotent }: Partial<Call>): string => {
	if (ifUnsure) return ifUnsure;
	return idempotent ? 'To run it again does no harm.' : `Wawp may have carried it out all the same: check ${lookAt ? `${lookAt} ` : ''}before you run it again.`;
};

/** An answer in words: what is wrong; what to do; then what Wawp said. */
export function explain(operation: Partial<Call>, failure: Failure, headers: Answer['headers'] = {}, seen?: Seen): Advice {
	const { status, code, said } = failure;
	const { message, description } = adviceOn(operation, failure, seen) ?? adviceFor(operation, failure, headers);
	const quote = [said, code && `(${code})`].filter(Boolean).join(' ') || `status ${status}`;
	return { message, description: sentences(description, seen ? '' : needed(operation, failure), unsure(operation, failure), `Wawp ${failure.meaning === 'unclear' ? 'answered' : 'said'}: ${quote}`) };
}

/** A refusal as an error that n8n shows beside the node. */
export function apiError(node: INode, operation: Call, { status, headers, failure = { status, body: null } }: Answer, { itemIndex, instanceId }: Target, seen?: Seen): NodeApiError {
	const advice = explain(operation, failure, headers, seen);
	const description = seen?.isUnknown || (isNoSession(failure) && !seen) ? sentences(advice.description, oddId(instanceId)) : advice.description;
	const error = nodeApiError(node, { ...advice, description }, { httpCode: String(failure.status), itemIndex });
	if (unsure(operation, failure)) error.context.outcome = UNKNOWN;
	error.context.data = inErrors(isObject(failure.body) ? failure.body : { body: shown(failure.body) }) as JsonObject;
	return error;
}

/** A call that brought no answer. */
export function networkError(
	node: INode,
	operation: Partial<Call>,
	error: Error,
	{ itemIndex, isRead, account }: Partial<Target> & { isRead: boolean },
): NodeApiError {
	const codes = codeOf(error);
	const known = NETWORK.find(([pattern]) => pattern.test(codes))?.[1];
	const { message, description } = known ?? { message: withoutValues(error.message, account?.secrets ?? []), description: '' };
	const doubt = isRead || (NOT_SENT.test(codes) && !LEFT.test(codes)) ? '' : unsureOf(operation);
	const told = nodeApiError(node, { message, description: sentences(description, doubt) }, { itemIndex });
	if (doubt) told.context.outcome = UNKNOWN;
	return told;
}

/** Whether a call brought no answer as it was waited for no longer, unlike a connection that broke. */
export const isTimeOut = ({ message }: Error): boolean => message === TIMED_OUT.message;

/** Everything n8n and Node.js tell about a broken connection; n8n keeps little of it, and in different places. */
export function codeOf(error: Error): string {
	const { httpCode, code, cause } = error as Error & { httpCode?: string | null; code?: string; cause?: { code?: string; message?: string } };
	return [httpCode, code, cause?.code, cause?.message, error.message].filter(Boolean).join(' ');
}

/** For an activation: n8n shows nothing of its failure but the message, so that the way out goes into it. */
export function inOneMessage({ message, description }: { message: string; description?: string | null }): string {
	return sentences(ended(message), description ?? '');
}

/** Any failure as an error that n8n shows against the item that caused it. */
export function itemError(node: INode, error: Error, itemIndex: number): NodeApiError | NodeOperationError {
	const known = error instanceof NodeApiError || error instanceof NodeOperationError;
	const nodeError = known ? error : new NodeOperationError(node, error);
	nodeError.context.itemIndex = itemIndex;
	return nodeError;
}

/** What the session was found to be says more than Wawp's words. */
function adviceOn({ needs }: Partial<Call>, failure: Failure, seen?: Seen): Advice | undefined {
	if (!seen || !needs) return undefined;
	if (seen.isUnknown) return UNKNOWN_SESSION;
	if (seen.state && seen.state !== needs) return adviceOnState(seen.state, needs);
	return failure.status === 401 || isNoSession(failure) || NOT_UP.includes(failure.code ?? '') ? { message: `Wawp refuses this, though the session is ${needs}`, description: JUST_CONNECTED } : undefined;
}

const NOT_UP = ['session_not_connected', 'session_not_ready'];

const JUST_CONNECTED = "Where it came to that only now, try again in half a minute. If it stays, run 'Session > Restart'.";

function adviceFor(operation: Partial<Call>, failure: Failure, headers: Answer['headers']): Advice {
	const { needs, refusals } = operation;
	const { status, code, meaning } = failure;
	if (meaning === 'unclear') return changes(operation) ? UNTOLD : isPage(failure) ? NOT_WAWP : UNCLEAR;
	if (meaning && meaning !== 'too fast') return BY_MEANING[meaning];
	if (failure.expected) return otherState(failure);
	if (isNoSession(failure)) return needs ? unknownOrOff(needs) : UNKNOWN_SESSION;
	if (code && BY_CODE[code]) return BY_CODE[code];
	if (status === 429 || meaning === 'too fast') return tooMany(refusals?.[429] ?? BY_STATUS[429]!, headers);
	if (status >= 300 && status < 400) return redirected(headers.location);
	if (status < 300) return refusals?.[400] ?? REFUSED;
	return refusals?.[status] ?? BY_STATUS[status] ?? (status >= 500 ? SERVER : REFUSED);
}

const unknownOrOff = (needs: NonNullable<Call['needs']>): Advice => (needs === 'WORKING' ? UNKNOWN_OR_OFF : { ...UNKNOWN_OR_OFF, message: UNKNOWN_SESSION.message });

/** A web page, which comes from something between Wawp and here. */
const isPage = ({ body }: Failure): boolean => typeof body === 'string' && /^\s*</.test(body);

/** The engine names the states in which it could do it. */
function otherState({ state, expected = [] }: Failure): Advice {
	const is = state ? `The session is ${state}` : 'The session is in another state';
	return { message: `${is}, and this works only while it is ${expected.join(' or ')}`, description: `${NOT_CONNECTED.description} 'Session > Ensure Working' does all of it.` };
}

function tooMany({ message, description }: Advice, headers: Answer['headers']): Advice {
	const wait = retryAfterMs(headers);
	return { message, description: wait ? sentences(description, `Wawp asks to wait ${Math.ceil(wait / 1000)} seconds.`) : description };
}

function redirected(location = 'another address'): Advice {
	return {
		message: 'The Base URL sends requests on to another address',
		description: `The access token is not sent along. If ${location.split('?')[0]} is right, put its host into the Base URL of the credential.`,
	};
}

function needed({ needs }: Partial<Call>, { status, code, meaning, expected }: Failure): string {
	const mayBeTheState = !meaning && !expected && code !== 'session_not_connected' && status >= 400 && status !== 401 && status !== 403 && status !== 429;
	return needs && mayBeTheState ? `This works only while the session is in the state ${needs}: see 'Session > Get Info'.` : '';
}

/** After a fault of the server a write may have been carried out, under whatever status it is told. */
function unsure(operation: Partial<Call>, { status, code, meaning }: Failure): string {
	const isFault = meaning ? meaning === 'unclear' : status >= 500 || status === 408 || code === 'wawp_upstream_error';
	return isFault && changes(operation) ? unsureOf(operation) : '';
}

const changes = ({ reads, request }: Partial<Call>): boolean => request !== undefined && !isRead({ reads, request });

const ID_LENGTH = 12;

function oddId(instanceId: string): string {
	const isUsual = instanceId.length === ID_LENGTH || instanceId === '';
	return isUsual ? '' : `An Instance ID has ${ID_LENGTH} characters, this one has ${instanceId.length}.`;
}

const shown = (body: unknown): unknown => (Buffer.isBuffer(body) ? `${body.length} bytes` : typeof body === 'string' ? body.slice(0, 2000) : body);

/** Built from plain words: handed an error, n8n would keep that one's text, and its request. */
function nodeApiError(node: INode, advice: Advice, options: { httpCode?: string; itemIndex?: number }): NodeApiError {
	const { message, description } = inErrors(advice);
	return new NodeApiError(node, { message }, { ...options, message, description });
}

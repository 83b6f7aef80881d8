import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	IWebhookFunctions,
	NodeApiError,
} from 'n8n-workflow';

import type { WawpAccount } from './account';
import { type Answer, isNotTaken, isUnknownRoute, readAnswer, retryAfterMs } from './answer';
import { addressOf } from './baseUrl';
import { apiError, codeOf, networkError } from './errors';
import { accepted, holdsOf } from './holds';
import { INSTANCE_HEADER } from './instance';
import { type Call, type Route, type Target, isRead } from './operation';
import { time } from '../time/time';
import { withoutValues } from './redact';
import { type ApiRequest, toRequest } from './request';
import { STATE, type Seen, mayBeTheState, seenIn } from './sessionState';

export type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

const MAX_ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const READ_TIMEOUT_MS = 30_000;
/** A create boots an engine, a send waits its turn in Wawp's queue. */
const WRITE_TIMEOUT_MS = 60_000;
/** Live clients allow as much for videos, and to convert one takes no less. */
const UPLOAD_TIMEOUT_MS = 300_000;

/** Calls an operation of the table. Answers with the body, or throws a NodeApiError in words. */
export async function call(context: Context, operation: Call, values: IDataObject, target: Target): Promise<unknown> {
	const answer = await ask(context, operation, values, target);
	if (answer.failure) throw await refusalOf(context, operation, answer, target);
	return answer.body;
}

/** A refusal in words. Where the state of the session may be the reason, it is asked for, once for all refusals of an item. */
export async function refusalOf(context: Context, operation: Call, answer: Answer, target: Target): Promise<NodeApiError> {
	const seen = answer.failure && mayBeTheState(operation, answer.failure) ? await sessionOf(context, target) : undefined;
	return apiError(context.getNode(), operation, answer, target, seen);
}

const sessions = new WeakMap<Target, Promise<Seen | undefined>>();

async function sessionOf(context: Context, target: Target): Promise<Seen | undefined> {
	const known = sessions.get(target) ?? ask(context, STATE, {}, target).then(seenIn, () => undefined);
	sessions.set(target, known);
	return await known;
}

/** The same, but what Wawp refuses, or says neither yes nor no to, is an answer too. Throws only when no answer came. */
export async function ask(context: Context, operation: Call, values: IDataObject, target: Target): Promise<Answer> {
	const answer = await exchange(context, operation, operation.request, values, target);
	if (operation.fallback && isUnknownRoute(answer)) return await exchange(context, operation, operation.fallback, values, target);
	const inOtherWords = isNotTaken(answer) ? operation.otherwise?.(values) : undefined;
	return inOtherWords ? await exchange(context, operation, operation.request, inOtherWords, target) : answer;
}

/** The one door to Wawp: repeats what may be repeated. */
async function exchange(context: Context, operation: Call, route: Route, values: IDataObject, target: Target): Promise<Answer> {
	const { baseUrl, secrets, login } = target.account;
	const request = toRequest(route, values);
	const reading = isRead({ request: route, reads: operation.reads });
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const { longestRestMs = LONGEST_WAIT_MS } = operation;
	for (let attempt = 1; ; attempt++) {
		// What is refused may be asked again, unless the execution is cancelled before or meanwhile.
		const mayAskAgain = async (wait: number): Promise<boolean> => {
			if (operation.once || attempt === MAX_ATTEMPTS || wait > longestRestMs) return false;
			await time.pause(wait, signal);
			return signal?.aborted !== true;
		};
		const result = await send(context, optionsFor(request, baseUrl, target, timeoutOf(operation, values, reading)), login);
		if ('error' in result) {
			if (reading && isPassing(result.error) && (await mayAskAgain(waitMs(undefined, attempt)))) continue;
			throw networkError(context.getNode(), operation, result.error, { ...target, isRead: reading });
		}
		const answer = accepted(readAnswer(result.response, holdsOf(operation), secrets), { request: route, reads: operation.reads });
		if (mayRepeat(answer, reading) && (await mayAskAgain(waitMs(answer, attempt)))) continue;
		return answer.failure ? { ...answer, headers: withoutValues(answer.headers, secrets) } : answer;
	}
}

/** A fresh object for each attempt: n8n's helpers write into what they are given. */
function optionsFor({ method, path, qs, body }: ApiRequest, baseUrl: string, { instanceId }: Target, timeout: number): IHttpRequestOptions {
	return {
		method,
		url: addressOf(baseUrl, path),
		qs: { ...qs },
		// A list in the query is its key repeated; n8n would number the entries.
		arrayFormat: 'repeat',
		...(body && { body: { ...body } }),
		headers: { Accept: 'application/json', [INSTANCE_HEADER]: instanceId },
		// Bytes, as some answers are pictures, and as a broken body must not look like an empty one.
		encoding: 'arraybuffer',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the token in the body along to wherever it points.
		disableFollowRedirect: true,
		timeout,
	};
}

function timeoutOf({ uploads, timeoutMs }: Call, { downloadMedia }: IDataObject, reading: boolean): number {
	if (timeoutMs !== undefined) return timeoutMs;
	// Wawp then fetches each file from WhatsApp before it answers.
	if (uploads || downloadMedia === true) return UPLOAD_TIMEOUT_MS;
	return reading ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS;
}

async function send(context: Context, options: IHttpRequestOptions, login: WawpAccount['login']): Promise<{ response: IN8nHttpFullResponse } | { error: Error }> {
	try {
		const response = await context.helpers.httpRequestWithAuthentication.call(context, 'wawpApi', options, login);
		return { response: response as IN8nHttpFullResponse };
	} catch (error) {
		return { error: error as Error };
	}
}

/**
 * A refused request (429) was not carried out. After a fault of the server only a read is safe to repeat. What will not get
 * better is not asked twice: a number that WhatsApp has locked out stays so for longer.
 */
function mayRepeat({ failure }: Answer, reading: boolean): boolean {
	if (!failure || failure.meaning) return false;
	return failure.status === 429 || (reading && failure.status >= 500);
}

/** A dropped connection, unlike a wrong address. Who has waited for a time-out has waited long enough. */
const isPassing = (error: Error): boolean =>
	/ECONNRESET|EPIPE|socket hang up|aborted|EAI_AGAIN/.test(codeOf(error)) && !/ETIMEDOUT|timeout/.test(codeOf(error));

/** By a clock beside ours, the moment that is asked for may be over. */
function waitMs(answer: Answer | undefined, attempt: number): number {
	const own = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
	return Math.max(own, (answer && retryAfterMs(answer.headers)) ?? 0);
}

import type { IN8nHttpFullResponse } from 'n8n-workflow';

import { bodyOf } from './body';
import { type Failure, failureIn, saysTaken, unclear } from './failure';
import { isObject, isThing, unwrapped } from './object';
import { withoutValues } from './redact';

export type { Failure } from './failure';
export { innerOf, isObject, unwrapped, without } from './object';

/** What Wawp answered, whatever format it came in. */
export interface Answer {
	status: number;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** Parsed JSON, a text, the bytes of a file, or undefined. */
	body: unknown;
	/** Set when Wawp refused or could not do it, also when it says so under status 200, and when it says neither yes nor no. */
	failure?: Failure;
}

/** Whether an answer holds what was asked for. */
export type Holds = (body: unknown) => boolean;

/** The one place where an answer becomes a success, a failure or neither. What it says of a failure is free of secrets, as it will be shown. */
export function readAnswer({ statusCode: status, headers, body: bytes }: IN8nHttpFullResponse, holds: Holds, secrets: string[] = []): Answer {
	const texts = Object.fromEntries(Object.entries(headers ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]));
	const body = theOne(bodyOf(bytes, texts['content-type'] ?? ''), holds);
	// Where a flag is asked for, a bare no is an answer.
	const isGood = failureIn(status, body === false ? undefined : body) === undefined && holds(body);
	const failure = isGood ? undefined : toldOf(status, withoutValues(body, secrets));
	return { status, headers: texts, body, ...(failure && { failure }) };
}

/** Of what is masked already: a secret that a quote cuts in two would not be known by its half. */
const toldOf = (status: number, body: unknown): Failure => failureIn(status, body) ?? unclear(status, body);

/** One thing may come as the only one of a list, where it is not a list that is asked for. */
function theOne(body: unknown, holds: Holds): unknown {
	const [only] = Array.isArray(body) && body.length === 1 ? (body as unknown[]) : [];
	return isObject(only) && !holds(body) && holds(only) ? only : body;
}

/**
 * A path that this Wawp does not serve. A 404 with a code of Wawp's is about the session or the thing named in the path;
 * a code of WordPress, on which Wawp runs, is about the path.
 */
export const isUnknownRoute = ({ failure }: Pick<Answer, 'failure'>): boolean =>
	failure !== undefined && (failure.status === 405 || (failure.status === 404 && (!failure.code || OF_THE_ROUTER.test(failure.code))));

/** Wawp does not understand how it was asked, which says nothing of the session. */
export const isNotTaken = ({ failure }: Answer): boolean => failure !== undefined && [400, 415, 422].includes(failure.status) && !failure.meaning && !failure.expected;

const OF_THE_ROUTER = /^rest_|(^|_)(no|unknown|invalid|missing)_(route|endpoint)$|^(route|endpoint|page|path)_not_found$/;

/** `Retry-After`: seconds or a date. Wawp documents none; proxies and rate limiters send it. */
export function retryAfterMs({ 'retry-after': given }: Answer['headers']): number | undefined {
	if (!given) return undefined;
	const ms = /^\d+(\.\d+)?$/.test(given.trim()) ? Number(given) * 1000 : Date.parse(given) - Date.now();
	return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Wawp took the order and carries it out later. What has an ID of WhatsApp's is there already, whatever its `status` says. */
export function isQueued(body: unknown): boolean {
	const answer = unwrapped(body);
	if (isThing(answer) || [answer.messageId, answer.message_id].some((id) => typeof id === 'string' && OF_WHATSAPP.test(id))) return false;
	const isLater = [answer.status, isObject(body) && body.status].some((status) => QUEUED.test(String(status))) || (saysTaken(answer.code) && LATER.test(String(answer.code)));
	return answer.queued === true || isLater || jobIdIn(body) !== null;
}

/** The ID of a message, whole or its key alone: what waits its turn may have one of Wawp's own. */
const OF_WHATSAPP = /^(true|false)_.*@|^[\dA-F]{16,40}$/;

/** Under which Wawp will carry it out. */
export function jobIdIn(body: unknown): string | null {
	const { job_id: snake, jobId: camel } = unwrapped(body);
	const given = [snake, camel].find((id) => (typeof id === 'string' && id !== '') || typeof id === 'number');
	return given === undefined ? null : String(given);
}

const QUEUED = /^((en)?queued|in[-_ ]?queue|accepted|pending|scheduled|processing|in[-_ ]?progress)$/i;

/** Of a code. */
const LATER = /_(queued|accepted|scheduled)$/;

import { isObject, isThing, without } from './object';
import { withoutSecretKeys } from './redact';
import { isState, stateOf } from './states';

export interface Failure {
	status: number;
	/** Wawp's own word, such as `invalid_session`. */
	code?: string;
	/** What Wawp said about it, in one line. */
	said?: string;
	/** What it is in truth, where neither the status nor the code tells. */
	meaning?: Meaning;
	/** The states that a session should be in, and the one that it is in, where Wawp names them. */
	expected?: string[];
	state?: string;
	/** The whole of it, to be shown. */
	body: unknown;
}

/**
 * `unclear`: Wawp said neither yes nor no. `locked out`: WhatsApp lets the number write to no strangers for a while.
 * `engine cannot`: and never will. `over quota`: the plan is used up. `too fast`: too many requests, under a success. `already
 * started`: a start is not what it needs.
 */
export type Meaning = 'unclear' | 'locked out' | 'engine cannot' | 'over quota' | 'too fast' | 'already started';

/** What went wrong, or undefined for an answer that says nothing of it. */
export function failureIn(status: number, body: unknown): Failure | undefined {
	if (isSuccess(status) && isYesAndNo(body)) return unclear(status, body);
	if (isSuccess(status) && !saysFailed(body)) return undefined;
	const [first] = [body].flat();
	const told = isObject(first) ? fromJson(first) : fromText(typeof body === 'string' ? body : '');
	const own = isSuccess(status) ? (told.status ?? status) : status;
	const meaning = isSuccess(status) && isPage(body) ? 'unclear' : meaningOf(own, body, told);
	return { ...told, status: own, ...(meaning && { meaning }), body: withoutRequest(body) };
}

/** An answer that does not hold what was asked for. */
export function unclear(status: number, body: unknown): Failure {
	const shown = withoutRequest(body);
	return { status, meaning: 'unclear', said: inShort(shown), body: shown };
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** A page for people comes from something between Wawp and here. */
const isPage = (body: unknown): boolean => typeof body === 'string' && /^\s*<(!doctype html|html)\b/i.test(body);

const isXmlError = (body: string): boolean => /^\s*(<\?xml[^>]{0,200}>\s*)?<([\w-]+:)?(errors?|fault|exception)\b|^\s*<[^<>]{1,200}>[\s\S]{0,2000}<(error|code)>/i.test(body);

/** Public clients of Wawp meet failures under status 200 in these shapes. `{ code }` alone is a pairing code. */
function saysFailed(body: unknown): boolean {
	if (typeof body === 'string') return isPage(body) || isXmlError(body);
	if (Array.isArray(body)) return body.length > 0 && body.every(isOnlyFailure);
	if (!isObject(body)) return body === false;
	if (body.result === false || [body.success, body.ok].some((flag) => isNo(flag) || isZero(flag)) || 'wawp_upstream_error' in body) return true;
	if ([body.data, body.result, isThing(body) ? undefined : body.response].some((inner) => typeof inner === 'object' && saysFailed(inner)) || isOverQuota(body)) return true;
	if (body.success === true || isThing(body)) return false;
	if ([isStateBeside(body) ? undefined : body.status, body.statusCode].some(isFailedStatus) || isErrorNumber(body.code)) return true;
	if (tellsError(body)) return true;
	return isErrorCode(body.code) && !saysTaken(body.code) && ('message' in body || typeof body.data === 'object');
}

/** `message_sent` and the like say how it went, under the key of error codes. */
export const saysTaken = (code: unknown): boolean => isErrorCode(code) && /_(success(ful(ly)?)?|sent|queued|accepted|scheduled|delivered)$/.test(code) && !/(^|_)(not|no|never|un[a-z]+|cannot|already|partially|too|limit|fail(ed|ure)?|error)_/.test(code);

/** A success with an error in it. What a thing of WhatsApp's says of an error is about itself. */
const isYesAndNo = (body: unknown): boolean => isObject(body) && [body.success, body.ok, body.status, body.result].some(isYes) && !isThing(body) && tellsError(body);

const isYes = (flag: unknown): boolean => flag === true || (typeof flag === 'string' && /^(true|ok|success(ful)?|sent|done)$/i.test(flag.trim()));

const tellsError = ({ error, errors, exception, error_code: snake, errorCode: camel }: Record<string, unknown>): boolean =>
	[error, errors, exception, snake, camel].some(isTold);

/** A code or a word that says that nothing went wrong. */
const NO_ERROR = /^\s*(0+|2\d\d|no|none|no[-_ ]?errors?|ok|success|null|undefined|false)\s*$/i;

/** In the words of Wawp, its engines and the first API. */
export const isNo = (given: unknown): boolean =>
	given === false || (typeof given === 'string' && /^(false|no|fail(ed|ure)?|errors?|denied|rejected|refused|invalid|expired)$/i.test(given.trim()));

/** A no in a flag. As a code it may say that nothing went wrong. */
export const isZero = (flag: unknown): boolean => flag === 0 || (typeof flag === 'string' && flag.trim() === '0');

/** A failure in the place of a row. Of a thing that has failed, a list tells more than that. */
const isOnlyFailure = (row: unknown): boolean => isObject(row) && Object.keys(row).every((name) => OF_FAILURES.has(name)) && saysFailed(row);

const OF_FAILURES = new Set(['success', 'ok', 'result', 'data', 'status', 'statusCode', 'code', 'message', 'msg', 'error', 'errors', 'exception', 'request', 'wawp_upstream_error']);

/** Beside who is linked, a state of a session may come in any letters. */
const isStateBeside = (body: Record<string, unknown>): boolean => 'me' in body && isState(body.status);

/** `FAILED` in capitals is a state of a session. */
const isFailedStatus = (status: unknown): boolean =>
	status === 'false' || status === false || status === 0 || isErrorStatus(Number(status)) || (typeof status === 'string' && status.trim() !== 'FAILED' && /^(errors?|fail(ed|ure)?)$/i.test(status.trim()));

const isErrorStatus = (status: number): boolean => status >= 400 && status < 600;

/** Of eight letters and digits a pairing code has, some read as a number: `12345678`, `1E234567`. */
const isErrorNumber = (code: unknown): boolean => Number(code) >= 400 && !/^[A-Z\d]{8}$/.test(String(code));

/** An error that says something, unlike `null`, `[]`, `{}` and `"none"`. */
export const isTold = (error: unknown): boolean => error === true || ((typeof error === 'number' || isText(error)) && !NO_ERROR.test(String(error))) || (typeof error === 'object' && error !== null && Object.keys(error).length > 0);

/** A plan that is used up comes as a success in Wawp's older answers. */
const isOverQuota = (body: Record<string, unknown>): boolean => !isThing(body) && [body.message, body.msg].some((text) => isText(text) && OVER_QUOTA.test(text));

const OVER_QUOTA = /\bexceed(s|ed|ing)?\b.{0,80}\b(limit|quota)\b|\b(limit|quota)\b.{0,80}\b(exceeded|reached|used up|exhausted)\b|\breached\b.{0,80}\b(limit|quota)\b/i;

/** A limit of time is over in a moment, and no plan is used up by it. */
const TOO_FAST = /\brate[-_ ]?(limited|over[-_ ]?limit)\b|\b(rate|request)s?[-_ ]?limit.{0,20}(exceeded|reached|hit)\b|\b(exceeded|reached|hit)\b.{0,20}\brate[-_ ]?limit|\btoo[-_ ]many[-_ ]requests\b|\b(limit|quota)\b.{0,80}\b(per|a|each|every) (second|minute|hour)\b/i;

/** A limit of the thing itself, which no plan lifts. */
const TOO_LARGE = /\b(characters?|letters|length|size|[kmg]?bytes?|[kmg]b|participants?|members?|labels?)\b/i;

/** `invalid_session`, unlike the `ABCD-1234` of a pairing code. */
const isErrorCode = (code: unknown): code is string => typeof code === 'string' && /^[a-z]+(_[a-z0-9]+)+$/.test(code);

type Told = Omit<Partial<Failure>, 'body'>;

function fromJson(body: Record<string, unknown>): Told {
	const levels = levelsOf(body);
	const code = levels.flatMap((level) => [level.code, 'wawp_upstream_error' in level && 'wawp_upstream_error', level.error, level.error_code, level.errorCode]).find(isErrorCode);
	const texts = levels.flatMap((level) => [level.message, level.wawp_upstream_error, level.error, level.exception, level.msg, level.error_message, level.errorMessage]);
	const said = oneLine(texts.map((text) => (Array.isArray(text) ? text.filter(isText).join(', ') : text)).find(isText));
	const status = levels.flatMap((level) => [level.status, level.statusCode, level.code, level.error]).map(Number).find(isErrorStatus);
	const expected = levels.map((level) => level.expected).find(Array.isArray)?.map(String);
	const state = stateOf(levels.map((level) => level.status).find(isState));
	return { code: code ?? codeIn(said), said, status, ...(expected && { expected, state }) };
}

/** An error may lie in an error, as those of the engine do: there an exception says more than its frame. */
function levelsOf(body: Record<string, unknown>, depth = 1): Array<Record<string, unknown>> {
	const inside = [body.exception, body.error, body.errors, body.data, body.result, body.response].map((inner) => [inner].flat()[0]).filter(isObject);
	const inner = depth < DEEPEST ? inside.flatMap((next) => levelsOf(next, depth + 1)) : [];
	return isObject(body.exception) ? [...inner, body] : [body, ...inner];
}

const DEEPEST = 4;

/** XML such as `<error><code>…</code><message>…</message></error>`, an HTML page, or plain text. */
function fromText(whole: string): Told {
	const text = String(withoutRequest(whole.slice(0, LONGEST_READ)));
	const tag = (name: string) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'i').exec(text)?.[1]?.trim();
	const code = tag('code') ?? text.trim();
	const said = oneLine(tag('message') ?? tag('title') ?? tag('error') ?? withoutTags(text));
	const status = [tag('status'), tag('statusCode'), tag('code')].map(Number).find(isErrorStatus);
	return { code: isErrorCode(code) ? code : codeIn(said), said, status };
}

/** Some of Wawp's answers leave the code out and say the same in words. */
const codeIn = (said = ''): string | undefined => (/\bverify your instance_?id\b/i.test(said) || NO_SESSION.test(said) ? 'invalid_session' : undefined);

/** As the engine says it: `Session "default" not found`. */
const NO_SESSION = /^(error: )?(the |no such )?(session|instance)\b(?! (status|state|id is))[^.]{0,60}\b(not found|(does not|doesn't) exist)\b|^no such (session|instance)\b/i;

/** In all texts and codes of it: where the engine puts its own differs. */
function meaningOf(status: number, body: unknown, { code = '', said = '' }: Told): Meaning | undefined {
	const levels = [body].flat().slice(0, 1).filter(isObject).flatMap((first) => levelsOf(first));
	const numbers = levels.flatMap((level) => [level.code, level.statusCode, level.status]).map(Number);
	const texts = [said, code, ...levels.flatMap((level) => Object.values(level)).filter(isText)].join('\n');
	if ([status, ...numbers].includes(463) || LOCKED.test(texts)) return 'locked out';
	if ([status, ...numbers].includes(501) || CANNOT.test(texts)) return 'engine cannot';
	if (status < 300 && TOO_FAST.test(texts)) return 'too fast';
	if (/quota/.test(code) || (status < 300 && levels.some(isOverQuota) && !TOO_LARGE.test(texts))) return 'over quota';
	return status === 422 && /\balready (started|running)\b/i.test(texts) ? 'already started' : undefined;
}

/** The number of WhatsApp's lock, and neither the line of a program nor a length. */
const LOCKED = /(?<!\bline |[\d.:,-])\b463\b(?![\d.:,-]*\d| ?(ms|milliseconds|s|sec|seconds|bytes|kb|mb)\b)|reach[-_ ]?out[-_ ]?time[-_ ]?lock/i;

const CANNOT = /\bnot implemented\b|\bnot supported (by|on|in) (the |this )?\w* ?engine\b|\bengine\b.{0,60}\bdoes not support\b/i;

/** The engine quotes what it was asked, with all that was in it. */
function withoutRequest(body: unknown): unknown {
	if (typeof body === 'string') return upTo(body, /<request>|"request"\s{0,9}:/i);
	if (Array.isArray(body)) return body.map(withoutRequest);
	if (!isObject(body)) return body;
	return Object.fromEntries(Object.entries(without(body, 'request')).map(([key, value]) => [key, withoutRequest(value)]));
}

/** Cut by its place: a pattern over all that follows would run out of stack over some megabytes. */
function upTo(text: string, mark: RegExp): string {
	const at = text.search(mark);
	return at < 0 ? text : `${text.slice(0, at)}…`;
}

/** What came, for people who look for what stands between. */
function inShort(body: unknown): string {
	if (body === undefined) return 'nothing';
	if (Buffer.isBuffer(body)) return `${body.length} bytes of a file`;
	const text = typeof body === 'string' ? body.slice(0, LONGEST_READ) : JSON.stringify(withoutSecretKeys(body));
	return oneLine(withoutTags(text)) ?? oneLine(text) ?? 'an empty text';
}

const LONGEST_READ = 20_000;

const withoutTags = (text: string): string => text.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^<>]{0,1000}>/g, ' ');

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const LONGEST_QUOTE = 300;

function oneLine(text: string | undefined): string | undefined {
	const line = text?.slice(0, LONGEST_READ).replace(/\s+/g, ' ').trim().slice(0, LONGEST_QUOTE);
	return line || undefined;
}

import { type Answer, type Holds, isQueued } from './answer';
import { isNo, isZero, saysTaken, unclear } from './failure';
import { ownIdsOf } from './members';
import { isObject, unwrapped } from './object';
import { type Operation, isRead } from './operation';
import { isState } from './states';

/* What an answer must hold to be one. Whatever else came has said neither yes nor no. */

/** The row's own word, or what its output is made of: a list, a file that is looked for behind it, or for a write that it was done. */
export function holdsOf(operation: Pick<Operation, 'request' | 'reads' | 'output'>): Holds {
	const { holds, list, file } = operation.output ?? {};
	if (!isRead(operation)) return anyOf(holds ?? isDone, isQueued);
	if (holds) return holds;
	if (list) return (body) => list(body) !== undefined;
	return (body) => isObject(body) || file?.read(body) !== undefined;
}

export const anyOf =
	(...all: Holds[]): Holds =>
	(body) =>
		all.some((holds) => holds(body));

/** One of these members, also where it says `null`: nothing is known, or there is none. */
export const member =
	(...names: string[]): Holds =>
	(body) =>
		names.some((name) => unwrapped(body)[name] !== undefined);

/** One of these members, and something in it. */
export const value =
	(...names: string[]): Holds =>
	(body) =>
		names.some((name) => isValue(unwrapped(body)[name]));

const isValue = (given: unknown): boolean => given !== null && given !== undefined && given !== '' && typeof given !== 'boolean';

/** For what the engine answers without a body, and Wawp with an empty object or list. */
export const isEmpty: Holds = (body) =>
	body === undefined || body === null || body === '' || (Array.isArray(body) && body.length === 0) || (isObject(body) && Object.keys(body).every((name) => name === ECHO));

/** Some answers quote what was asked. */
const ECHO = 'request';

/** Wawp, its engines and the first API each have words of their own for it. */
export const isDone: Holds = (body) => {
	if (body === true) return true;
	if (!isObject(body)) return false;
	const answer = unwrapped(body);
	const flags = FLAGS.flatMap((name) => [body[name], answer[name]]);
	const codes = CODES.flatMap((name) => [body[name], answer[name]]);
	const words = [body.message, body.msg, answer.message, answer.msg];
	// Some put there why it was not done.
	const told = [body.data, body.response, body.error_message, body.errorMessage].filter((text) => typeof text === 'string');
	const isNone = COUNTS.some((name) => isZero(body[name]) || isZero(answer[name]));
	// A yes beside a no is neither.
	return !isNone && ![...flags, ...codes, ...told].some(isNo) && ![...words, ...told].some(saysNot) && (flags.some(isYes) || codes.some(isYesAsCode) || words.some(saysDone));
};

/** Under 202 an order is taken, and not carried out yet: a yes is one to that, and what stands in between says nothing with it. */
export function accepted(answer: Answer, call: Pick<Operation, 'request' | 'reads'>): Answer {
	const { status, failure, body } = answer;
	if (status !== 202 || failure) return answer;
	if (isEmpty(body)) return { ...answer, failure: unclear(status, body) };
	const isBare = !isRead(call) && isDone(body) && !holdsState(body) && Object.keys(unwrapped(body)).every((name) => OF_A_YES.has(name));
	return isBare ? { ...answer, body: { ...(isObject(body) && body), queued: true } } : answer;
}

/** Done, or an empty answer: where the engine has nothing to say. */
export const isDoneOrEmpty: Holds = anyOf(isDone, isEmpty);

const FLAGS = ['success', 'ok', 'result', 'done', 'status', 'sent', 'deleted', 'updated', 'verified', 'valid'];

/** Those of which a zero is a no, unlike a code, and unlike what was so already before an update. */
const COUNTS = ['done', 'sent', 'deleted', 'verified', 'valid'];

const CODES = ['statusCode', 'code'];

const OF_A_YES = new Set([...FLAGS, ...CODES, 'message', 'msg', 'data', ECHO]);

const isYes = (given: unknown): boolean =>
	given === true || given === 1 || (Number(given) >= 200 && Number(given) < 300) || (typeof given === 'string' && /^(1|true|ok|yes|success(ful)?|done|completed?|sent|delivered|deleted|updated|verified|approved)$/i.test(given.trim()));

/** Programs count their errors from 1. */
const isYesAsCode = (given: unknown): boolean => (isYes(given) && String(given) !== '1') || saysTaken(given);

/** A no in words. */
export const saysNot = (text: unknown): boolean =>
	typeof text === 'string' && /\b(fail(s|ed|ures?)?|could ?n(o|')t|can ?not|can't|unable|errors?|timed? ?out|unauthori[sz]ed|forbidden|refused|too (many|old|late|long|large|big)|no such|(trial|plan|subscription) (has |is )?(ended|over)|upgrade (your|the|to)|(is|was|were|has|have|do|does|did) ?n(o|')t|not (been )?(sent|delivered|done|deleted|removed|updated|saved|created|verified|valid|accepted|allowed|possible|found|connected)|invalid|expired|denied|rejected|incorrect)\b/i.test(text.replace(NOTHING_WRONG, ''));

const NOTHING_WRONG = /\b(0|no|none|without|zero)( \w+)? (fail(ed|ures?)?|errors?)\b|\berrors?: (0|none)\b|\bcan( ?not|'t) be (undone|reverted|restored)\b/gi;

const saysDone = (text: unknown): boolean =>
	typeof text === 'string' && /\b(success(ful|fully)?|completed|done|ok|deleted|removed|updated|saved|created|sent|verified|revoked)\b/i.test(text) && !/\b(not|no|never|fail\w{0,9}|errors?|unable|cannot|can't|couldn't|un\w{1,20}ful\w{0,9}|in\w{1,20})\b/i.test(text);

/** A state of a session. */
export const holdsState: Holds = (body) => {
	const { status } = unwrapped(body);
	return isState(status) && !isYes(status) && !/^(ERROR|FAIL|UP|DOWN)$/.test(String(status));
};

/** The ID of a chat, a group, a channel or a person, in whichever form an engine gives it. */
export const holdsChatId =
	(...suffixes: string[]): Holds =>
	(body) =>
		ownIdsOf(unwrapped(body)).some((given) => !given.includes('_') && suffixes.some((suffix) => given.endsWith(suffix)));

/** The same of a person. */
export const holdsPersonId = holdsChatId('@c.us', '@s.whatsapp.net', '@lid');

import { NodeOperationError } from 'n8n-workflow';

import { innerOf, isObject } from '../engine/answer';
import { isNo, isTold, isZero, unclear } from '../engine/failure';
import { saysNot } from '../engine/holds';
import type { Job, Operation, Result } from '../engine/operation';
import { withoutValues } from '../engine/redact';

/*
 * Whether a code that a person typed in is the right one. How Wawp says that it is not is open: by a status, or under 200 by a flag
 * or by words. Whoever is let in by an answer that does not say yes may be anybody.
 */

export const judged = { output: { holds: (body) => body === true || (isObject(body) && Object.keys(body).length > 0) }, after: rightOnly } satisfies Partial<Operation>;

function rightOnly({ item, operation, account }: Job, results: Result[]): Result[] {
	for (const { json } of results) {
		const verdict = verdictOf(json);
		if (verdict === 'right') continue;
		const { message, description } = verdict === 'wrong' ? operation.refusals![400]! : UNTOLD;
		throw new NodeOperationError(item.context.getNode(), message, { itemIndex: item.index, description: `${description} Wawp answered: ${unclear(200, withoutValues(json, account.secrets)).said}` });
	}
	return results;
}

const UNTOLD = { message: "Wawp's answer does not say whether the code is right", description: 'Take it for wrong: ask for it again, or send a new one.' };

function verdictOf(json: Record<string, unknown>): 'right' | 'wrong' | 'untold' {
	const all = membersIn(json);
	if (all.some(([name, value]) => saysWrong(name, value))) return 'wrong';
	// A yes must be about the call as a whole; what else is not so may be said of the code as well.
	const members = [json, innerOf(json) ?? {}].flatMap((level) => Object.entries(level)).filter(([, value]) => typeof value !== 'object');
	if (members.some(([name, value]) => value === false && !OF_THE_LIST.test(name))) return 'untold';
	const flags = members.filter(([name]) => FLAG.test(name)).map(([, value]) => value);
	if (flags.length === 0) return members.some(([name, text]) => WORDS.test(name) && RIGHT_IN_WORDS.test(String(text))) ? 'right' : 'untold';
	return flags.every((flag) => RIGHT.test(String(flag).trim())) ? 'right' : 'untold';
}

/** However deep: a no is one wherever it stands, but for what is told of the contact. */
const membersIn = (value: object): Array<[name: string, value: unknown]> =>
	Object.entries(value).flatMap(([name, member]) => [[name, member] as [string, unknown], ...(typeof member === 'object' && member !== null && !OF_THE_LIST.test(name) ? membersIn(member) : [])]);

function saysWrong(name: string, value: unknown): boolean {
	if (/^errors?$/i.test(name)) return isTold(value);
	const said = typeof value === 'string' ? value.replace(ADVICE, '') : value;
	return (NO_FLAG.test(name) && RIGHT.test(String(value).trim())) || (FLAG.test(name) && (isNo(value) || isZero(value) || isWrong(value))) || (WORDS.test(name) && (saysNot(said) || isWrong(said)));
}

/** What is said beside any code, right or wrong. */
const ADVICE = /\b(do not|don['’]t) (share|tell|give|disclose|reveal|forward)( (it|this|that|your|the|code|otp|pin|with|to|anyone|anybody|others|else))*\b/gi;

const FLAG = /^((is|otp|code)[-_]?)?(success|ok|answer|result|status|state|outcome|valid|verified|verification|match(es|ed)?|correct|approved|accepted)$/i;

/** What is not so of a right code: a yes to it is a no. */
const NO_FLAG = /^((is|has|was|otp|code|number)[-_]?)*(expired|invalid|incorrect|wrong|mis[-_]?match(ed)?|blocked|locked|rejected|denied|failed)$|^too[-_]?many|(exceeded|reached)$/i;

const WORDS = /^(message|msg|code|reason|details?|description)$/i;

/** Who is right is added to a list of contacts, or is in it already. */
const OF_THE_LIST = /list|contact|added|new/i;

const RIGHT = /^(1|true|ok|yes|success(ful)?|done|completed?|verified|approved|valid|correct|match(es|ed)?|2\d\d)$/i;

const RIGHT_IN_WORDS = /\b(verified|valid|correct|approved|success(ful|fully)?)\b/i;

const isWrong = (text: unknown): boolean => typeof text === 'string' && /wrong|mis_?match|incorrect|pending|try again|(^|[\W_])(bad|used|late|no|max|too)([\W_]|$)/i.test(text);

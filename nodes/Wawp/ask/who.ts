import type { IWebhookFunctions } from 'n8n-workflow';

import { noteNewest } from '../engine/newest';
import type { Target } from '../engine/operation';
import { ask } from '../engine/transport';
import { lid } from '../resources/lid';
import { namesIn } from '../resources/shapes';
import { sendersIn } from '../delivery/sameChat';
import { isSameChat } from '../fields/values/sameChat';
import { userOf } from '../fields/values/ids';
import { LOOK_TIMEOUT_MS, isUntoldYet } from '../session/observe';
import type { Answer } from './judge';
import type { Question } from './question';

/** Whether the answer of this person counts. Where WhatsApp tells one of two identities, and the other was named, Wawp is asked for it: `perhaps` where it cannot tell just now. */
export async function mayAnswer(context: IWebhookFunctions, { who, chats }: Question, { isHidden, event: { fields } }: Answer, target: Target): Promise<boolean | 'perhaps'> {
	const senders = sendersIn(fields);
	const wanted = [...(isHidden ? [chats] : []), ...(who.length > 0 ? [who] : [])];
	const areWanted = (ids: string[]) => wanted.every((people) => ids.some((id) => people.some((person) => isSameChat(person, id))));
	if (areWanted(senders)) return true;
	const others = await otherNamesOf(context, senders, target);
	return others ? areWanted([...senders, ...others]) : 'perhaps';
}

async function otherNamesOf(context: IWebhookFunctions, senders: string[], target: Target): Promise<string[] | undefined> {
	const hidden = senders.find((id) => id.endsWith('@lid'));
	const number = senders.find((id) => id.endsWith('@c.us'));
	// Both are known already, or neither is.
	if ((hidden === undefined) === (number === undefined)) return [];
	const key = `${target.instanceId} ${hidden ?? number}`;
	const known = others.get(key) ?? (await askedFor(context, { hidden, number }, target));
	// Who is not found may be later on.
	if (known && known.length > 1) noteNewest(others, key, known, MOST_PEOPLE);
	return known;
}

/** Everybody in a group is looked at, and most of them write more than once. */
const others = new Map<string, string[]>();
const MOST_PEOPLE = 1_000;

async function askedFor(context: IWebhookFunctions, { hidden, number }: { hidden?: string; number?: string }, target: Target): Promise<string[] | undefined> {
	const { getByLid, getByPhone } = lid.operations;
	const timeoutMs = LOOK_TIMEOUT_MS;
	const asked = hidden !== undefined ? ask(context, { ...getByLid, timeoutMs }, { lid: hidden }, target) : ask(context, { ...getByPhone, timeoutMs }, { number: userOf(number!) }, target);
	const answer = await asked.catch(() => undefined);
	if (!answer || isUntoldYet(answer)) return undefined;
	if (answer.failure) return [];
	return namesIn(hidden ?? number!, answer.body);
}

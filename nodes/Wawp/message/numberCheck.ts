import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { unwrapped } from '../engine/answer';
import { flagIn } from '../engine/flag';
import type { Job, Result } from '../engine/operation';
import { wait } from '../engine/wait';
import { idIn, isPerson, userOf } from '../fields/values/ids';
import { namedIn, otherThan } from '../fields/values/sameChat';
import { checkNumberFirst } from '../fields/message/sending';
import { time } from '../time/time';

/** What WhatsApp knows of a number. */
export interface Existence {
	/** Null when the answer does not tell. */
	exists: boolean | null;
	/** The ID to write to: in some countries it differs from the number that people dial. */
	chatId: string | null;
}

/** Replaces the number by the ID that WhatsApp knows it under, or ends the item when it knows none. */
export async function checkNumber(job: Job): Promise<Result[] | undefined> {
	const { values, get, item, instanceId } = job;
	const chatId = String(values.chatId);
	const check = get(checkNumberFirst);
	if (!check || !isPerson(chatId)) return undefined;
	const { exists, chatId: known } = await onceEach(job, chatId);
	if (exists) {
		const other = otherThan(chatId, [known]);
		if (other !== undefined) throw another(job, chatId, other);
		values.chatId = known ?? chatId;
		return undefined;
	}
	if (exists === null) throw untold(job, chatId);
	if (check === 'skip') return [{ json: { messageId: null, chatId, timestamp: null, status: 'skipped', instanceId, reason: NOT_THERE } }];
	throw new NodeOperationError(item.context.getNode(), `${NOT_THERE}: ${userOf(chatId)}`, {
		itemIndex: item.index,
		description: 'Nothing was sent. Check the country code and the number.',
	});
}

const NOT_THERE = 'The number is not on WhatsApp';

/** Reads an answer of `contact.checkExists`, in the engine's words or in those of the first API. */
export function existenceIn(body: unknown): Existence {
	const answer = unwrapped(body);
	const { numberExists, exists, status, chatId } = answer;
	const inWords = [EXISTS, EXISTS_NOT].findIndex((words) => typeof status === 'string' && words.test(status.trim()));
	const told = [numberExists, exists, [true, false][inWords]].map(flagIn).find((value) => value !== null);
	const id = [idIn(chatId), ...namedIn(answer)].find((own) => own !== null && PERSON.test(own));
	return { exists: told ?? null, chatId: id ?? null };
}

const EXISTS = /^exists?$/i;
/** Of the number, and not of a session or an instance. */
const EXISTS_NOT = /^((the )?(phone )?number )?(does|do|is)? ?(not|n't|non|no)[ _-]?exist(s|ent|ing)?\.?$/i;

const PERSON = /^\d+@(c\.us|lid)$/;

/** An answer to another question, as something between n8n and Wawp may give it. */
const another = ({ item: { context, index } }: Job, chatId: string, known: string): NodeOperationError =>
	new NodeOperationError(context.getNode(), `Asked for the number ${userOf(chatId)}, Wawp names another one: ${userOf(known)}`, {
		itemIndex: index,
		description: "Nothing was sent. Try again in a minute. If it stays, see what 'Contact > Check Number' answers, and write to the number by which WhatsApp knows the person.",
	});

/** Nobody is passed over because of an answer that was not understood. */
const untold = ({ item: { context, index } }: Job, chatId: string): NodeOperationError =>
	new NodeOperationError(context.getNode(), `Wawp does not tell whether the number is on WhatsApp: ${userOf(chatId)}`, {
		itemIndex: index,
		description: `Nothing was sent. 'Contact > Check Number' shows the answer without 'Simplify'. Take '${checkNumberFirst.displayName}' away to send without the look-up.`,
	});

/** One look-up for a number and an execution, and no more than one a second: more look like scraping, and risk a ban. */
async function onceEach(job: Job, chatId: string): Promise<Existence> {
	const checks = checksOf(job.item.context);
	const key = `${job.instanceId} ${chatId}`;
	const known = checks.known.get(key) ?? (await lookUp(job, chatId, checks));
	checks.known.set(key, known);
	return known;
}

async function lookUp(job: Job, chatId: string, checks: Checks): Promise<Existence> {
	await wait(job, Math.min(checks.last + APART_MS - time.now(), APART_MS));
	try {
		const answer = await job.ask('contact.checkExists', { phone: userOf(chatId) });
		if (answer.failure && answer.failure.meaning !== 'unclear') throw await job.errorOf('contact.checkExists', answer);
		return existenceIn(answer.body);
	} finally {
		checks.last = time.now();
	}
}

const APART_MS = 1000;

interface Checks {
	known: Map<string, Existence>;
	last: number;
}

/** The context is one and the same object for all items of a run, and is gone with it. */
const checksByRun = new WeakMap<IExecuteFunctions, Checks>();

function checksOf(context: IExecuteFunctions): Checks {
	const checks = checksByRun.get(context) ?? { known: new Map(), last: 0 };
	checksByRun.set(context, checks);
	return checks;
}

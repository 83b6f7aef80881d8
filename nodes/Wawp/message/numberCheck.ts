import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { isObject, unwrapped } from '../engine/answer';
import type { Job, Result } from '../engine/operation';
import { isPerson } from '../fields/ids';
import { checkNumberFirst } from '../fields/sending';
import { time } from '../session/time';

/** What WhatsApp knows of a number. */
export interface Existence {
	exists: boolean;
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
		values.chatId = known ?? chatId;
		return undefined;
	}
	if (check === 'skip') return [{ json: { messageId: null, chatId, timestamp: null, status: 'skipped', instanceId, reason: NOT_THERE } }];
	throw new NodeOperationError(item.context.getNode(), `${NOT_THERE}: ${chatId.replace(/@.*/, '')}`, {
		itemIndex: item.index,
		description: 'Nothing was sent. Check the country code and the number.',
	});
}

const NOT_THERE = 'The number is not on WhatsApp';

/** Reads an answer of `contact.checkExists`, in the engine's words or in those of the first API. */
export function existenceIn(body: unknown): Existence {
	const { numberExists, exists, status, chatId } = unwrapped(body);
	const known = isObject(chatId) ? chatId._serialized : chatId;
	return { exists: numberExists === true || exists === true || status === 'exists', chatId: typeof known === 'string' && known ? known : null };
}

/** One look-up for a number and an execution, and no more than one a second: more look like scraping, and risk a ban. */
async function onceEach(job: Job, chatId: string): Promise<Existence> {
	const checks = checksOf(job.item.context);
	const key = `${job.instanceId} ${chatId}`;
	const known = checks.known.get(key) ?? (await lookUp(job, chatId, checks));
	checks.known.set(key, known);
	return known;
}

async function lookUp({ call, item }: Job, chatId: string, checks: Checks): Promise<Existence> {
	await time.pause(checks.last + APART_MS - time.now(), item.context.getExecutionCancelSignal());
	const body = await call('contact.checkExists', { phone: chatId.replace(/@.*/, '') });
	checks.last = time.now();
	return existenceIn(body);
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

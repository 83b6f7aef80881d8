import type { IExecuteFunctions } from 'n8n-workflow';

import { notSent } from '../engine/failedItem';
import type { Job, Result } from '../engine/operation';
import { wait } from '../engine/wait';
import { checkNumberFirst, markSeenFirst, pauseAtLeast, pauseAtMost, typingByLength, typingSeconds } from '../fields/message/sending';
import { checkNumber } from './numberCheck';

/** The settings that make sending look like a person's, for the row of an operation. */
export const likeAPerson = {
	settings: [checkNumberFirst, markSeenFirst, pauseAtLeast, pauseAtMost, typingByLength, typingSeconds],
	before: prepare,
};

/** All that a person does before a message leaves: look the number up, wait after the last message, read, and type. */
async function prepare(job: Job): Promise<Result[] | undefined> {
	return await prepared(job).catch((error: Error) => {
		throw notSent(error, 'message');
	});
}

async function prepared(job: Job): Promise<Result[] | undefined> {
	const skipped = await checkNumber(job);
	if (skipped) return skipped;
	await pauseAfterLast(job);
	const { chatId } = job.values;
	if (job.get(markSeenFirst)) await job.call('message.markSeen', { chatId });
	await type(job, typingMs(job));
	sendersOf(job.item.context).add(job.instanceId);
	return undefined;
}

async function pauseAfterLast(job: Job): Promise<void> {
	if (!sendersOf(job.item.context).has(job.instanceId)) return;
	const least = Number(job.get(pauseAtLeast) ?? 0);
	const most = Math.max(least, Number(job.get(pauseAtMost) ?? 0));
	await wait(job, 1000 * (least + Math.random() * (most - least)));
}

/** WhatsApp takes the notice down after some ten seconds. */
const NOTICE_MS = 8_000;

async function type(job: Job, ms: number): Promise<void> {
	const { chatId } = job.values;
	for (let left = ms; left > 0; left -= NOTICE_MS) {
		await job.call('message.startTyping', { chatId });
		await wait(job, Math.min(left, NOTICE_MS));
	}
	if (ms > 0) await job.call('message.stopTyping', { chatId });
}

/** What a quick thumb types. */
const CHARACTERS_A_SECOND = 15;
const LONGEST_BY_LENGTH_S = 15;

function typingMs(job: Job): number {
	const { message, text, caption } = job.values;
	const length = [message, text, caption].find((value) => typeof value === 'string')?.length ?? 0;
	const byLength = job.get(typingByLength) ? Math.min(LONGEST_BY_LENGTH_S, Math.max(1, length / CHARACTERS_A_SECOND)) : 0;
	return 1000 * Math.max(Number(job.get(typingSeconds) ?? 0), byLength);
}

/** The instances that this run has sent by. The context is one and the same object for all items of a run, and is gone with it. */
const sendersByRun = new WeakMap<IExecuteFunctions, Set<string>>();

function sendersOf(context: IExecuteFunctions): Set<string> {
	const senders = sendersByRun.get(context) ?? new Set();
	sendersByRun.set(context, senders);
	return senders;
}

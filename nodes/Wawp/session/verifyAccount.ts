import { NodeOperationError } from 'n8n-workflow';

import { isQueued } from '../engine/answer';
import { inputError } from '../engine/input';
import type { Job, Result } from '../engine/operation';
import { wait } from '../engine/wait';
import { expectedNumber, onMismatch } from '../fields/session/healing';
import { isPerson } from '../fields/values/ids';
import { phoneIn } from '../fields/values/phone';
import { existenceIn } from '../message/numberCheck';
import { isSameNumber, mayBeSameNumber } from '../phone/sameNumber';
import type { Account } from './account';
import { readAccount } from './connectedAccount';
import { SETTLE_MS } from './lifecycle';
import { forgetLinked } from './linkedBefore';

/** Whether the phone that was linked is the right one. */
export async function verifyAccount(job: Job): Promise<Result[]> {
	const given = String(job.get(expectedNumber) ?? '').trim();
	if (!given) throw inputError(job.item, expectedNumber, 'is empty');
	const expected = phoneIn(given, expectedNumber, job.item);
	const reaction = job.get(onMismatch);
	const account = await linkedAccount(job, expected);
	const outcome = account.phoneNumber === null ? 'untold' : await compared(job, expected, account.phoneNumber);
	const matches = outcome === 'same';
	const json = { instanceId: job.instanceId, matches, expected, actual: account.phoneNumber, account };
	if (matches || reaction === 'item') return [{ json }];
	if (outcome === 'untold') throw unknownNumber(job, account);
	if (outcome === 'unclear') throw unclearNumber(job, expected, account);
	if (reaction === 'logOut') {
		const answer = await job.call('session.logout');
		forgetLinked(job.instanceId);
		return [{ json: { ...json, loggedOut: !isQueued(answer) } }];
	}
	throw new NodeOperationError(job.item.context.getNode(), `The linked number is ${account.phoneNumber}, not ${expected}`, {
		itemIndex: job.item.index,
		description: "Log this session out with 'Session > Log Out', and let the right phone scan the QR code.",
	});
}

/** Right after a scan Wawp may still tell of the phone before: another number than the expected one has to be told once more. */
async function linkedAccount(job: Job, expected: string) {
	const { account } = await readAccount(job);
	if (account.phoneNumber === null || isSameNumber(expected, account.phoneNumber)) return account;
	await wait(job, SETTLE_MS);
	return (await readAccount(job)).account;
}

/** Where both end alike, WhatsApp is asked under which ID it knows the expected number. */
async function compared(job: Job, expected: string, actual: string): Promise<'same' | 'other' | 'unclear'> {
	if (isSameNumber(expected, actual)) return 'same';
	if (!mayBeSameNumber(expected, actual)) return 'other';
	const { body, failure } = await job.ask('contact.checkExists', { phone: expected });
	const { exists, chatId } = failure ? { exists: null, chatId: null } : existenceIn(body);
	if (exists !== true || chatId === null || !isPerson(chatId)) return 'unclear';
	return isSameNumber(chatId.replace(/@.*/, ''), actual) ? 'same' : 'other';
}

/** Newer accounts may show a hidden-number ID only: that is no reason to unlink a phone. */
function unknownNumber({ item }: Job, { id }: Account): NodeOperationError {
	return new NodeOperationError(item.context.getNode(), 'Wawp does not say which number is linked', {
		itemIndex: item.index,
		description: `It names ${id ?? 'no account'}. The session was left as it is.`,
	});
}

function unclearNumber({ item }: Job, expected: string, { phoneNumber }: Account): NodeOperationError {
	return new NodeOperationError(item.context.getNode(), `The linked number is ${phoneNumber}, which may be ${expected} in another form`, {
		itemIndex: item.index,
		description: `WhatsApp did not tell. The session was left as it is. Enter the number as '${expectedNumber.displayName}' in the form in which it is linked.`,
	});
}

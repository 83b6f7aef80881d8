import { NodeOperationError } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { Job, Result } from '../engine/operation';
import { expectedNumber, onMismatch } from '../fields/healing';
import { phoneIn } from '../fields/phone';
import type { Account } from './account';
import { readAccount } from './connectedAccount';

/** Whether the phone that was linked is the right one. */
export async function verifyAccount(job: Job): Promise<Result[]> {
	const given = String(job.get(expectedNumber) ?? '').trim();
	if (!given) throw inputError(job.item, expectedNumber, 'is empty');
	const expected = phoneIn(given, expectedNumber, job.item);
	const { account } = await readAccount(job);
	const matches = account.phoneNumber === expected;
	const json = { instanceId: job.instanceId, matches, expected, actual: account.phoneNumber, account };
	if (matches || job.get(onMismatch) === 'item') return [{ json }];
	if (!account.phoneNumber) throw unknownNumber(job, account);
	if (job.get(onMismatch) === 'logOut') {
		await job.call('session.logout');
		return [{ json: { ...json, loggedOut: true } }];
	}
	throw new NodeOperationError(job.item.context.getNode(), `The linked number is ${account.phoneNumber}, not ${expected}`, {
		itemIndex: job.item.index,
		description: "Log this session out with 'Session > Log Out', and let the right phone scan the QR code.",
	});
}

/** Newer accounts may show a hidden-number ID only: that is no reason to unlink a phone. */
function unknownNumber({ item }: Job, { id }: Account): NodeOperationError {
	return new NodeOperationError(item.context.getNode(), 'Wawp does not say which number is linked', {
		itemIndex: item.index,
		description: `It names ${id ?? 'no account'}. The session was left as it is.`,
	});
}

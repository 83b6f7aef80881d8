import { NodeOperationError } from 'n8n-workflow';

import type { WawpAccount } from '../engine/account';
import { UNPAID } from '../engine/errors';
import { notSent } from '../engine/failedItem';
import type { Target } from '../engine/operation';
import type { Context } from '../engine/transport';
import { type Writer, deliverTo, isOfN8n, removeWhere } from '../delivery/addresses';
import type { Webhook } from '../webhooks/webhooks';
import { askedIn, isOver, n8nOf } from '../delivery/asked';
import { gone } from './gone';

/* Has Wawp deliver to a question while it is open, and no longer. */

/** For a question of this n8n. */
export const writerFor = (context: Context, { webhookSecret }: WawpAccount, n8n: string): Writer => ({
	context,
	mayLoseSecrets: false,
	isUnsigned: (url) => webhookSecret === undefined && isOfN8n(url, n8n),
	wayOut: "Choose 'Web Page' for 'Answer By', which needs no webhook.",
});

/** Says, where the plan does not include it, how it works without. */
export async function hear(writer: Writer, entry: Webhook, target: Target): Promise<void> {
	await deliverTo(writer, entry, target).catch((error: Error) => {
		throw error.message === UNPAID.message ? unpaid(writer.context) : notSent(error, 'question');
	});
}

const unpaid = (context: Context): NodeOperationError =>
	new NodeOperationError(context.getNode(), `${UNPAID.message}: to hear polls and replies. Choose 'Web Page' for 'Answer By', which works on every plan.`, {
		description: "Nothing was sent. Wawp registers webhooks on paid plans only; a web page is answered without one.",
	});

export async function hearNoMore(writer: Writer, id: string, target: Target): Promise<void> {
	await removeWhere(writer, (url) => askedIn(url)?.id === id, target);
}

/** Takes away what other questions left behind. No failure of it matters: the next one sweeps again. */
export async function sweep(writer: Writer, ownUrl: string, target: Target): Promise<void> {
	try {
		await removeGone(writer, ownUrl, await removeWhere(writer, isOver, target), target);
	} catch (error) {
		writer.context.logger.debug(`Wawp: addresses of earlier questions may be left behind: ${(error as Error).message}`);
	}
}

/** Of the addresses of an instance, those of executions that this n8n has no more. The time of others is told by themselves. */
export async function removeGone(writer: Writer, ownUrl: string, listed: string[], target: Target): Promise<void> {
	const left = await gone(writer.context, listed.filter((url) => askedIn(url) && n8nOf(url) === n8nOf(ownUrl)));
	if (left.length > 0) await removeWhere(writer, (url) => left.includes(url), target);
}

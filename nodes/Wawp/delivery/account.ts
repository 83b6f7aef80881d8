import type { IWebhookFunctions } from 'n8n-workflow';

import { type WawpAccount, accountOf } from '../engine/account';
import { noteNewest } from '../engine/newest';

/*
 * n8n 2.41 starts a JavaScript engine of its own to read a credential, as it does for the delivery and for its run: that is
 * most of what they cost. Of the account a delivery needs what must not appear in its item and what its URL is held against,
 * and that rarely changes.
 */

interface Read {
	account: WawpAccount;
	at: number;
}

const KEPT_MS = 10_000;
/** Whoever guesses must not have it read all the time. */
const REREAD_MS = 1_000;
const MOST = 500;

const read = new Map<string, Read>();

/** The account of a trigger, as it was some ten seconds ago at most. */
export const accountFor = async (context: IWebhookFunctions): Promise<WawpAccount> => await accountSince(context, KEPT_MS);

/** As it is now, for what the account of before does not explain. */
export const accountAnew = async (context: IWebhookFunctions): Promise<WawpAccount> => await accountSince(context, REREAD_MS);

async function accountSince(context: IWebhookFunctions, keptMs: number): Promise<WawpAccount> {
	const key = keyOf(context);
	const before = read.get(key);
	if (before && Date.now() - before.at < keptMs) return before.account;
	// Those that come while it is read go on with what is known, as a crowd must not read it all at once.
	if (before) before.at = Date.now();
	const account = await accountOf(context);
	noteNewest(read, key, { account, at: Date.now() }, MOST);
	return account;
}

/** With the credential's ID, as another one may be selected. */
function keyOf(context: IWebhookFunctions): string {
	const { id, credentials } = context.getNode();
	return [context.getWorkflow().id, id, credentials?.wawpApi?.id].join('/');
}

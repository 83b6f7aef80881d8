import type { IWebhookFunctions } from 'n8n-workflow';

import { type WawpAccount, accountOf } from '../engine/account';

/*
 * n8n 2.41 starts a JavaScript engine of its own to read a credential, as it does for the delivery and for its run: that is
 * most of what they cost. Of the account a delivery needs what must not appear in its item, and that rarely changes.
 */

interface Read {
	account: WawpAccount;
	at: number;
}

const KEPT_MS = 10_000;
const MOST = 500;

const read = new Map<string, Read>();

/** The account of a trigger, as it was some ten seconds ago at most; as it is now where a request is made with it. */
export async function accountFor(context: IWebhookFunctions): Promise<WawpAccount> {
	const key = keyOf(context);
	const before = read.get(key);
	if (before && Date.now() - before.at < KEPT_MS && !makesRequests(context)) return before.account;
	// Those that come while it is read go on with what is known, as a crowd must not read it all at once.
	if (before) before.at = Date.now();
	const account = await accountOf(context);
	read.delete(key);
	read.set(key, { account, at: Date.now() });
	if (read.size > MOST) read.delete(read.keys().next().value!);
	return account;
}

function makesRequests(context: IWebhookFunctions): boolean {
	const { downloadMedia = false, resolvePhone = false } = context.getNodeParameter('options', {}) as { downloadMedia?: boolean; resolvePhone?: boolean };
	return downloadMedia || resolvePhone;
}

/** With the credential's ID, as another one may be selected. */
function keyOf(context: IWebhookFunctions): string {
	const { id, credentials } = context.getNode();
	return [context.getWorkflow().id, id, credentials?.wawpApi?.id].join('/');
}

import type { IHookFunctions, IPollFunctions } from 'n8n-workflow';

import { type WawpAccount, accountOf } from '../engine/account';
import { flagIn } from '../engine/flag';
import { instanceIdOf, namedIn } from '../engine/instance';
import type { Target } from '../engine/operation';
import { type Writer, isOfN8n } from '../delivery/addresses';
import { n8nOf } from '../delivery/asked';
import { urlSecretOf } from '../delivery/secrets';
import { rewriteList } from '../fields/triggers/trigger';
import { eventsOf, parametersOf } from './settings';

/* What should stand at Wawp, for each instance that the trigger listens to. */

export interface Wish extends Target {
	ownUrl: string;
	/** With the secret in its query. */
	url: string;
	secret: string;
	events: string[];
	hmac?: string;
	mayLoseSecrets: boolean;
}

/** A poll is not told the address. */
type Wishing = IHookFunctions | IPollFunctions;

/** The query parameter of the registered address; the one that Wawp's documents suggest. */
export const SECRET_PARAMETER = 'secret';

export async function wishesOf(context: Wishing, ownUrl: string): Promise<Wish[]> {
	// All parameters before the first wait: a poll may end meanwhile, and n8n evaluates no expression for one that has.
	const events = eventsOf(parametersOf(context));
	const named = namedIn(context, 'instanceId');
	const mayLoseSecrets = mayLoseSecretsIn(context);
	const account = await accountOf(context);
	return targetsOf(account, instancesOf(context, named, account)).map((target) => {
		const secret = secretFor(context, target);
		return { ...target, ownUrl, secret, url: `${ownUrl}?${SECRET_PARAMETER}=${secret}`, events, hmac: account.webhookSecret, mayLoseSecrets };
	});
}

export const namedBy = (context: Wishing, account: WawpAccount): Array<{ instanceId: string }> => instancesOf(context, namedIn(context, 'instanceId'), account);

const instancesOf = (context: Wishing, named: string[], account: WawpAccount): Array<{ instanceId: string }> =>
	named.map((given) => ({ instanceId: instanceIdOf(context, given, account) }));

const mayLoseSecretsIn = (context: Wishing): boolean => flagIn(context.getNodeParameter(`options.${rewriteList.name}`, false)) === true;

const secretFor = (context: Wishing, { account, instanceId }: Target): string =>
	urlSecretOf(account.accessToken, {
		workflowId: context.getWorkflow().id ?? '',
		nodeId: context.getNode().id,
		instanceId,
		isTest: context.getMode() === 'manual',
		isSigned: account.webhookSecret !== undefined,
	});

/** Each instance once. */
export const targetsOf = (account: WawpAccount, instances: Array<{ instanceId: string }>): Target[] =>
	[...new Set(instances.map(({ instanceId }) => instanceId))].map((instanceId) => ({ account, instanceId }));

export const writerOf = (context: Wishing, ownUrl: string, { account, mayLoseSecrets }: Target & Partial<Wish>): Writer => ({
	context,
	mayLoseSecrets: mayLoseSecrets ?? mayLoseSecretsIn(context),
	isUnsigned: (url) => account.webhookSecret === undefined && isOfN8n(url, n8nOf(ownUrl)),
	wayOut: `If they have none, or you can enter them again, add the option '${rewriteList.displayName}' to the Wawp Trigger; or register its address by hand.`,
});

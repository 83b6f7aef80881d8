import { randomBytes } from 'crypto';
import { type IDataObject, type IHookFunctions, NodeOperationError } from 'n8n-workflow';

import { type WawpAccount, accountOf } from '../engine/account';
import { cleanBaseUrl } from '../engine/baseUrl';
import { instanceIdOf, namedIn } from '../engine/instance';
import type { Target } from '../engine/operation';
import { addressesOf, deliverTo, isComplete, removeWhere } from './addresses';

/*
 * Tells Wawp where to deliver, for each instance that the trigger listens to. What is ours among the addresses of an
 * instance is told by the address alone, up to its query. The secret in the query is another one for each instance, so
 * that it also tells which of them delivers.
 */

/** What the trigger saves of a registration. Deliveries are held against this, not against the credential of today. */
export interface Registration {
	/** With the secret in its query. */
	url: string;
	secret: string;
	instanceId: string;
	/** The Webhook Secret that Wawp was given to sign with. */
	hmac?: string;
}

/** An instance for which something did not succeed. */
export interface Failure {
	instanceId: string;
	error: Error;
}

/** The query parameter of the registered address; the one that Wawp's documents suggest. */
export const SECRET_PARAMETER = 'secret';

/** Whether Wawp really delivers the chosen events to us now, from every instance and from no other. */
export async function isRegistered(hooks: IHookFunctions): Promise<boolean> {
	const saved = registrationsIn(hooks);
	const wishes = await wishesOf(hooks);
	if (saved.length !== wishes.length) return false;
	for (const wish of wishes) {
		const registration = saved.find((entry) => isCurrent(entry, wish));
		if (!registration) return false;
		const listed = await addressesOf(hooks, wish);
		if (!listed.some((entry) => entry.url === registration.url && isComplete(entry, wish.events))) return false;
	}
	return true;
}

/**
 * Adds our address to each instance, or changes it there, and removes older ones of ours. Safe to repeat. Where one of
 * them fails, none stays registered.
 */
export async function register(hooks: IHookFunctions): Promise<Failure[]> {
	const wishes = await wishesOf(hooks);
	refuseUnreachable(hooks, wishes[0]!);
	const { account } = wishes[0]!;
	const previous = registrationsIn(hooks);
	const registered: Registration[] = [];
	const failures = await eachOf(wishes, async (wish) => {
		registered.push(await registerAt(hooks, wish, previous));
	});
	if (failures.length > 0) {
		await removeOlder(hooks, targetsOf(account, registered), [], previous);
		return failures;
	}
	save(hooks, registered);
	await removeOlder(hooks, targetsOf(account, [...registered, ...previous]), registered, previous);
	return [];
}

/** Removes our addresses and no other, also when nothing is known of an earlier registration. What fails stays known. */
export async function unregister(hooks: IHookFunctions): Promise<Failure[]> {
	const previous = registrationsIn(hooks);
	const account = await accountOf(hooks);
	const targets = previous.length > 0 ? targetsOf(account, previous) : await wishesOf(hooks);
	const ownUrl = ownUrlOf(hooks);
	const isOurs = (url: string) => isOwn(url, ownUrl) || previous.some((entry) => entry.url === url);
	const failures = await eachOf(targets, async (target) => await removeWhere(hooks, isOurs, target));
	save(hooks, previous.filter(({ instanceId }) => failures.some((failure) => failure.instanceId === instanceId)));
	return failures;
}

/** Those of a trigger that an older version of this package registered are a single one. */
export function registrationsIn(context: Pick<IHookFunctions, 'getWorkflowStaticData'>): Registration[] {
	const { registrations, registration } = context.getWorkflowStaticData('node') as { registrations?: Registration[]; registration?: Registration };
	return registrations ?? (registration ? [registration] : []);
}

function save(hooks: IHookFunctions, registrations: Registration[]): void {
	const saved = hooks.getWorkflowStaticData('node');
	delete saved.registration;
	if (registrations.length > 0) saved.registrations = registrations as unknown as IDataObject[];
	else delete saved.registrations;
}

/** One after the other: the failure of one must not keep the others from being tried. */
async function eachOf<T extends Target>(targets: T[], work: (target: T) => Promise<void>): Promise<Failure[]> {
	const failures: Failure[] = [];
	for (const target of targets) {
		try {
			await work(target);
		} catch (error) {
			failures.push({ instanceId: target.instanceId, error: error as Error });
		}
	}
	return failures;
}

async function registerAt(hooks: IHookFunctions, wish: Wish, previous: Registration[]): Promise<Registration> {
	const secret = previous.find((entry) => isCurrent(entry, wish))?.secret ?? secretFor(wish);
	const url = `${wish.ownUrl}?${SECRET_PARAMETER}=${secret}`;
	const { instanceId, hmac, events } = wish;
	await deliverTo(hooks, { url, events, is_active: 1, ...(hmac && { hmac }) }, wish);
	triedSecrets.delete(nameOf(wish));
	return { url, secret, instanceId, ...(hmac && { hmac }) };
}

/**
 * Of registrations that did not succeed, as far as we know. Wawp may have carried them out all the same, and n8n tries
 * five times without saving anything in between: another try must change that entry, not add one.
 */
const triedSecrets = new Map<string, string>();

function secretFor(wish: Wish): string {
	const secret = triedSecrets.get(nameOf(wish)) ?? randomBytes(24).toString('hex');
	triedSecrets.set(nameOf(wish), secret);
	return secret;
}

const nameOf = ({ ownUrl, instanceId, hmac = '' }: Wish): string => [ownUrl, instanceId, hmac].join(' ');

interface Wish extends Target {
	ownUrl: string;
	events: string[];
	hmac?: string;
}

async function wishesOf(hooks: IHookFunctions): Promise<Wish[]> {
	const account = await accountOf(hooks);
	const named = namedIn(hooks.getNodeParameter('instanceId', '')).map((given) => ({ instanceId: instanceIdOf(hooks, given, account) }));
	const events = hooks.getNodeParameter('events') as string[];
	return targetsOf(account, named).map((target) => ({ ...target, ownUrl: ownUrlOf(hooks), events, hmac: account.webhookSecret }));
}

/** Each instance once. */
const targetsOf = (account: WawpAccount, instances: Array<{ instanceId: string }>): Target[] =>
	[...new Set(instances.map(({ instanceId }) => instanceId))].map((instanceId) => ({ account, instanceId }));

/** The production address when a workflow is activated, the test address when the editor listens. */
const ownUrlOf = (hooks: IHookFunctions) => hooks.getNodeWebhookUrl('default')!;

const isOwn = (url: string, ownUrl: string) => url.split('?')[0] === ownUrl;

const isCurrent = ({ url, instanceId, hmac }: Registration, wish: Wish) =>
	isOwn(url, wish.ownUrl) && instanceId === wish.instanceId && hmac === wish.hmac;

/** What a change of the secret, of n8n's public address or of the instances left behind. The new addresses work already. */
async function removeOlder(hooks: IHookFunctions, targets: Target[], current: Registration[], previous: Registration[]): Promise<void> {
	const own = [ownUrlOf(hooks), ...previous.map(({ url }) => url.split('?')[0]!)];
	const isOlder = (url: string) => own.some((ownUrl) => isOwn(url, ownUrl)) && !current.some((entry) => entry.url === url);
	for (const { instanceId, error } of await eachOf(targets, async (target) => await removeWhere(hooks, isOlder, target))) {
		hooks.logger.warn(`Wawp Trigger: an older webhook of instance ${instanceId} may be left behind: ${error.message}`);
	}
}

const PRIVATE_IPV4 = /^(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\.[\d.]+$/;
const PRIVATE_IPV6 = /^\[(::1?|(fe80|f[cd]..):.*)\]$/;
/** A name without a dot is known to this machine or this network alone, such as that of a container. */
const PRIVATE_NAME = /^([^.:]+|.*\.(internal|local|localhost))$/;

/** A Wawp on this machine reaches what Wawp on the internet never will. */
function refuseUnreachable(hooks: IHookFunctions, { ownUrl, account: { baseUrl } }: Wish): void {
	const isLocal = (address: string) => [PRIVATE_IPV4, PRIVATE_IPV6, PRIVATE_NAME].some((host) => host.test(new URL(address).hostname));
	if (!isLocal(ownUrl) || isLocal(cleanBaseUrl(baseUrl))) return;
	throw new NodeOperationError(
		hooks.getNode(),
		`Wawp cannot deliver to ${ownUrl}, as this address is not reachable from the internet. Give n8n a public address with the environment variable WEBHOOK_URL, then try again.`,
	);
}

import { type IDataObject, type IHookFunctions, type IPollFunctions, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { type WawpAccount, accountOf } from '../engine/account';
import { inOneMessage, isTimeOut } from '../engine/errors';
import { isInnerOnly } from '../engine/innerAddress';
import type { Target } from '../engine/operation';
import { isStartOfN8n } from '../engine/startOfN8n';
import { addressesIfTold, addressesOf, deliverTo, isComplete, removeWhere } from '../delivery/addresses';
import { isOver } from '../delivery/asked';
import { isSameAddress, isSamePlace } from '../delivery/sameAddress';
import { removeGone } from '../ask/hearing';
import { firstLooksForMs, lookedFor } from '../session/lookAgain';
import { fingerprintOf, sealed, unsealed } from '../delivery/secrets';
import { type Wish, namedBy, targetsOf, wishesOf, writerOf } from './wishes';

/*
 * Tells Wawp where to deliver, for each instance that the trigger listens to. What is ours among the addresses of an
 * instance is told by the address alone, up to its query. The secret in the query is another one for each instance, so
 * that it also tells which of them delivers.
 */

/**
 * What static data remembers of a registration; it lets in what was registered under an access token of before, and tells what
 * Wawp signs with. Lost, both are what the credential of today says.
 */
export interface Registration {
	/** Without its query. */
	url: string;
	/** Of the secret in the query. */
	fingerprint: string;
	instanceId: string;
	/** The Webhook Secret that Wawp was given to sign with, for the holder of the access token. */
	seal?: string;
}

/** An instance for which something did not succeed. */
export interface Failure {
	instanceId: string;
	error: Error;
}

/** Whether Wawp really delivers the chosen events to us now, from every instance and from no other. */
export async function isRegistered(hooks: IHookFunctions): Promise<boolean> {
	const saved = registrationsIn(hooks);
	const wishes = await wishesOf(hooks, ownUrlOf(hooks));
	if (saved.length !== wishes.length) return false;
	if (!wishes.every((wish) => saved.some((entry) => isCurrent(entry, wish)))) return false;
	// At once, as n8n's start waits for it.
	const stand = await Promise.all(wishes.map(async (wish) => await isListed(hooks, wish)));
	if (stand.includes(false)) return false;
	for (const [index, { instanceId }] of wishes.entries()) if (stand[index] === 'gone') tellGone(hooks, instanceId);
	return true;
}

/**
 * When n8n starts, what was registered before is taken to stand where Wawp does not tell: n8n takes off a trigger that fails
 * then, with all its instances, and 2.41 does not put it back by itself.
 */
async function isListed(hooks: IHookFunctions, wish: Wish): Promise<boolean | 'gone'> {
	const listed = isStartOfN8n(hooks) ? await addressesIfTold(hooks, wish) : await addressesOf(hooks, wish);
	if (listed === 'gone') return 'gone';
	if (listed) return listed.some((entry) => isSameAddress(entry.url, wish.url) && isComplete(entry, wish.events));
	hooks.logger.warn(
		`Wawp Trigger: Wawp does not tell whether it still delivers to ${wish.ownUrl} (instance ${wish.instanceId}). It is taken to do so, as it did before n8n was started; if no events come, unpublish and publish the workflow.`,
	);
	return true;
}

/** Nobody is there to be told. One that is only down must be heard again when it is back, and the others must not go deaf with it. */
const tellGone = (hooks: IHookFunctions, instanceId: string): void =>
	hooks.logger.error(
		`Wawp Trigger: Wawp finds no session with the Instance ID ${instanceId}, so that nothing comes from it. If it is down or lost its phone, 'Session > Ensure Working' brings it back, and its webhook is taken to stand. If it was deleted, take it out of the node '${hooks.getNode().name}' of workflow ${hooks.getWorkflow().id}. Other instances go on.`,
	);

/**
 * Adds our address to each instance, or changes it there, and removes older ones of ours. Safe to repeat. Where one of
 * them fails, none stays registered; but for one that is gone when n8n starts, or cannot be changed just then, as it was
 * registered before.
 */
export async function register(hooks: IHookFunctions): Promise<Failure[]> {
	const wishes = await wishesOf(hooks, ownUrlOf(hooks));
	refuseUnreachable(hooks, wishes[0]!);
	const { account } = wishes[0]!;
	const previous = registrationsIn(hooks);
	const registered: Wish[] = [];
	const failures = await eachOf(wishes, async (wish) => {
		await registerInTime(hooks, wish);
		registered.push(wish);
	});
	const left = await leftAtStart(hooks, failures.filter(({ instanceId }) => previous.some((entry) => entry.instanceId === instanceId)), account);
	if (failures.length > left.length) {
		await removeOlder(hooks, ownUrlOf(hooks), targetsOf(account, registered), [], previous);
		return failures;
	}
	const stay = previous.filter(({ instanceId }) => left.includes(instanceId));
	save(hooks, [...registered.map(registrationOf), ...stay]);
	await removeOlder(hooks, ownUrlOf(hooks), targetsOf(account, [...registered, ...previous.filter((entry) => !stay.includes(entry))]), registered, previous);
	return [];
}

/** When n8n starts, nobody is there to try again. */
async function registerInTime(hooks: IHookFunctions, wish: Wish): Promise<void> {
	const tried = async () => await registerAt(hooks, wish).then(() => undefined, (error: Error) => error);
	const error = await lookedFor(isStartOfN8n(hooks) ? firstLooksForMs() : 0, tried, (told) => told !== undefined && isPassing(told) && !isTimeOut(told));
	if (error) throw error;
}

/** Those that were registered before and keep nobody from starting: n8n would take off the trigger with all its instances. What is missing is put back once Wawp does so. */
async function leftAtStart(hooks: IHookFunctions, failures: Failure[], account: WawpAccount): Promise<string[]> {
	if (!isStartOfN8n(hooks)) return [];
	const looked = await Promise.all(
		failures.map(async ({ instanceId, error }) => {
			const listed = await addressesIfTold(hooks, { account, instanceId }).catch(() => 'refused' as const);
			if (listed === 'gone') tellGone(hooks, instanceId);
			else if (listed !== 'refused' && isPassing(error)) tellLeft(hooks, instanceId, error);
			else return [];
			return [instanceId];
		}),
	);
	return looked.flat();
}

/** That Wawp cannot do it just now. */
const isPassing = (error: Error): boolean => error instanceof NodeApiError && !/^(3|4(?!08|09|22|25|29))/.test(error.httpCode ?? '');

const tellLeft = (hooks: IHookFunctions, instanceId: string, error: Error): void =>
	hooks.logger.error(`Wawp Trigger: could not have Wawp deliver to ${ownUrlOf(hooks)} (instance ${instanceId}), and tries again in some minutes. Until then nothing may come from it. ${inOneMessage(error)}`);

/** Removes our addresses and no other, also when nothing is known of an earlier registration. What fails stays known. */
export async function unregister(hooks: IHookFunctions): Promise<Failure[]> {
	const previous = registrationsIn(hooks);
	const account = await accountOf(hooks);
	const targets = targetsOf(account, previous.length > 0 ? previous : namedBy(hooks, account));
	const ownUrl = ownUrlOf(hooks);
	const isOurs = (url: string) => [ownUrl, ...previous.map((entry) => entry.url)].some((own) => isSamePlace(url, own));
	const failures = await eachOf(targets, async (target) => void (await removeWhere(writerOf(hooks, ownUrl, target), isOurs, target)));
	save(hooks, previous.filter(({ instanceId }) => failures.some((failure) => failure.instanceId === instanceId)));
	return failures;
}

export const registrationsIn = (context: Pick<IHookFunctions, 'getWorkflowStaticData'>): Registration[] =>
	(context.getWorkflowStaticData('node') as { registrations?: Registration[] }).registrations ?? [];

function save(hooks: IHookFunctions, registrations: Registration[]): void {
	const saved = hooks.getWorkflowStaticData('node');
	if (registrations.length > 0) saved.registrations = registrations as unknown as IDataObject[];
	else delete saved.registrations;
}

/** One after the other: the failure of one must not keep the others from being tried. */
export async function eachOf<T extends Target>(targets: T[], work: (target: T) => Promise<void>): Promise<Failure[]> {
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

export const registerAt = async (context: IHookFunctions | IPollFunctions, { ownUrl, url, events, hmac, ...target }: Wish): Promise<void> =>
	await deliverTo(writerOf(context, ownUrl, target), { url, events, is_active: 1, ...(hmac && { hmac }) }, target);

const registrationOf = ({ ownUrl, secret, instanceId, hmac, account }: Wish): Registration => ({
	url: ownUrl,
	fingerprint: fingerprintOf(secret),
	instanceId,
	...(hmac && { seal: sealed(hmac, account.accessToken) }),
});

/** Wawp goes on signing with what was registered, whatever the credential says now. */
export function signingSecretOf({ seal }: Registration, { accessToken, webhookSecret }: WawpAccount): { secret: string | undefined; isKnown: boolean } {
	if (seal === undefined) return { secret: undefined, isKnown: true };
	const registered = unsealed(seal, accessToken);
	return registered === undefined ? { secret: webhookSecret, isKnown: false } : { secret: registered, isKnown: true };
}

/** The production address when a workflow is activated, the test address when the editor listens. */
export const ownUrlOf = (hooks: IHookFunctions) => hooks.getNodeWebhookUrl('default')!;

const isCurrent = ({ url, fingerprint, instanceId, seal }: Registration, wish: Wish): boolean =>
	url === wish.ownUrl && instanceId === wish.instanceId && fingerprint === fingerprintOf(wish.secret) && (seal && unsealed(seal, wish.account.accessToken)) === wish.hmac;

/** What a change of the secret, of n8n's public address or of the instances left behind. The new addresses work already. */
export async function removeOlder(context: IHookFunctions | IPollFunctions, ownUrl: string, targets: Target[], current: Wish[], previous: Registration[]): Promise<void> {
	const own = [ownUrl, ...previous.map(({ url }) => url)];
	const isOlder = (url: string) => own.some((place) => isSamePlace(url, place)) && !current.some((entry) => isSameAddress(url, entry.url));
	for (const { instanceId, error } of await eachOf(targets, async (target) => await removeOlderAt(context, ownUrl, isOlder, target))) {
		context.logger.warn(`Wawp Trigger: an older webhook of instance ${instanceId} may be left behind: ${error.message}`);
	}
}

/** Whoever looks through the list takes away what questions left behind, too. */
async function removeOlderAt(context: IHookFunctions | IPollFunctions, ownUrl: string, isOlder: (url: string) => boolean, target: Target): Promise<void> {
	const writer = writerOf(context, ownUrl, target);
	const left = await removeWhere(writer, (url) => isOlder(url) || isOver(url), target);
	await removeGone(writer, ownUrl, left, target);
}

/** A Wawp on this machine reaches what Wawp on the internet never will. */
function refuseUnreachable(hooks: IHookFunctions, { ownUrl, account: { baseUrl } }: Wish): void {
	if (!isInnerOnly(ownUrl, baseUrl)) return;
	throw new NodeOperationError(
		hooks.getNode(),
		`Wawp cannot deliver to ${ownUrl}, as this address is not reachable from the internet. Give n8n a public address with the environment variable WEBHOOK_URL, then try again.`,
	);
}

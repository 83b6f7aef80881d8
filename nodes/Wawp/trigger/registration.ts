import { randomBytes } from 'crypto';
import { type IDataObject, type IHookFunctions, NodeOperationError, sleep } from 'n8n-workflow';

import { type WawpAccount, accountOf } from '../engine/account';
import { type Answer, isUnknownRoute } from '../engine/answer';
import { cleanBaseUrl } from '../engine/baseUrl';
import { apiError } from '../engine/errors';
import { instanceIdOf } from '../engine/instance';
import type { Target } from '../engine/operation';
import { ask, call } from '../engine/transport';
import { webhook } from '../resources/webhook';
import { type Webhook, allWebhooksIn, webhooksIn } from '../webhooks';

/*
 * Tells Wawp where to deliver. Several addresses live side by side on an instance: other people's, other workflows',
 * the test address of this very node, and Wawp's own. What is ours is told by the address alone, up to its query.
 */

const { getAll, set, replaceAll, delete: remove } = webhook.operations;

/** What the trigger saves of a registration. Deliveries are held against this, not against the credential of today. */
export interface Registration {
	/** With the secret in its query. */
	url: string;
	secret: string;
	instanceId: string;
	/** The Webhook Secret that Wawp was given to sign with. */
	hmac?: string;
}

/** The query parameter of the registered address; the one that Wawp's documents suggest. */
export const SECRET_PARAMETER = 'secret';

/** Whether Wawp really delivers the chosen events to us now. */
export async function isRegistered(hooks: IHookFunctions): Promise<boolean> {
	const registration = savedIn(hooks);
	const wanted = await wish(hooks);
	if (!registration || !isCurrent(registration, wanted)) return false;
	const listed = webhooksIn(await call(hooks, getAll, {}, wanted));
	return listed.some((entry) => entry.url === registration.url && isComplete(entry, wanted.events));
}

/** Adds our address to the instance, or changes it there, and removes older ones of ours. Safe to repeat. */
export async function register(hooks: IHookFunctions): Promise<void> {
	const wanted = await wish(hooks);
	refuseUnreachable(hooks, wanted);
	const previous = savedIn(hooks);
	const secret = previous && isCurrent(previous, wanted) ? previous.secret : secretFor(wanted);
	const url = `${wanted.ownUrl}?${SECRET_PARAMETER}=${secret}`;
	const { instanceId, hmac, events } = wanted;
	await deliverTo(hooks, { url, events, is_active: 1, ...(hmac && { hmac }) }, wanted);
	save(hooks, { url, secret, instanceId, ...(hmac && { hmac }) });
	triedSecrets.delete(nameOf(wanted));
	await removeOthers(hooks, url, previous, wanted);
}

/** Removes our address and no other, also when nothing is known of an earlier registration. */
export async function unregister(hooks: IHookFunctions): Promise<void> {
	const previous = savedIn(hooks);
	const account = await accountOf(hooks);
	const instanceId = previous?.instanceId ?? instanceOf(hooks, account);
	const isOurs = (url: string) => url === previous?.url || isOwn(url, ownUrlOf(hooks));
	await removeWhere(hooks, isOurs, { account, instanceId });
	save(hooks, undefined);
}

export const savedIn = (context: Pick<IHookFunctions, 'getWorkflowStaticData'>): Registration | undefined =>
	context.getWorkflowStaticData('node').registration as Registration | undefined;

/**
 * Of registrations that did not succeed, as far as we know. Wawp may have carried them out all the same, and n8n tries
 * five times without saving anything in between: another try must change that entry, not add one.
 */
const triedSecrets = new Map<string, string>();

function secretFor(wanted: Wish): string {
	const secret = triedSecrets.get(nameOf(wanted)) ?? randomBytes(24).toString('hex');
	triedSecrets.set(nameOf(wanted), secret);
	return secret;
}

const nameOf = ({ ownUrl, instanceId, hmac = '' }: Wish): string => [ownUrl, instanceId, hmac].join(' ');

function save(hooks: IHookFunctions, registration: Registration | undefined): void {
	const saved = hooks.getWorkflowStaticData('node');
	if (registration) saved.registration = registration as unknown as IDataObject;
	else delete saved.registration;
}

interface Wish extends Target {
	ownUrl: string;
	events: string[];
	hmac?: string;
}

async function wish(hooks: IHookFunctions): Promise<Wish> {
	const account = await accountOf(hooks);
	return {
		account,
		instanceId: instanceOf(hooks, account),
		ownUrl: ownUrlOf(hooks),
		events: hooks.getNodeParameter('events') as string[],
		hmac: account.webhookSecret,
	};
}

const instanceOf = (hooks: IHookFunctions, account: WawpAccount) => instanceIdOf(hooks, hooks.getNodeParameter('instanceId', ''), account);

/** The production address when a workflow is activated, the test address when the editor listens. */
const ownUrlOf = (hooks: IHookFunctions) => hooks.getNodeWebhookUrl('default')!;

const isOwn = (url: string, ownUrl: string) => url.split('?')[0] === ownUrl;

const isCurrent = ({ url, instanceId, hmac }: Registration, wanted: Wish) =>
	isOwn(url, wanted.ownUrl) && instanceId === wanted.instanceId && hmac === wanted.hmac;

function isComplete({ events, is_active: active }: Webhook, wanted: string[]): boolean {
	const isActive = active !== false && Number(active ?? 1) !== 0;
	return isActive && [...events].sort().join() === [...wanted].sort().join();
}

const MOST_ROUNDS = 5;
const LONGEST_PAUSE_MS = 400;

async function deliverTo(hooks: IHookFunctions, entry: Webhook, target: Target): Promise<void> {
	const answer = await ask(hooks, set, entry, target);
	if (!answer.failure) return;
	if (!isUnknownRoute(answer)) throw apiError(hooks.getNode(), set, answer, target);
	const isThere = (list: Webhook[]) => list.some((listed) => listed.url === entry.url && isComplete(listed, entry.events));
	await changeList(hooks, target, isThere, (list) => [...list.filter(({ url }) => url !== entry.url), entry]);
}

async function removeWhere(hooks: IHookFunctions, isOurs: (url: string) => boolean, target: Target): Promise<void> {
	const list = await ask(hooks, getAll, {}, target);
	if (isGone(list)) return;
	if (list.failure) throw apiError(hooks.getNode(), getAll, list, target);
	for (const { url } of webhooksIn(list.body).filter((entry) => isOurs(entry.url))) {
		const answer = await ask(hooks, remove, { url }, target);
		if (isUnknownRoute(answer)) {
			const isDone = (present: Webhook[]) => !present.some((entry) => isOurs(entry.url));
			return await changeList(hooks, target, isDone, (present) => present.filter((entry) => !isOurs(entry.url)));
		}
		if (answer.failure && !isGone(answer)) throw apiError(hooks.getNode(), remove, answer, target);
	}
}

/** The webhooks of a session end with the session; and somebody else may have been quicker to remove one. */
const isGone = ({ failure }: Answer): boolean => failure?.status === 404 || failure?.code === 'invalid_session';

type ListChange = [hooks: IHookFunctions, target: Target, isDone: (list: Webhook[]) => boolean, change: (list: Webhook[]) => Webhook[]];

let lastChange = Promise.resolve();

/** For a Wawp without routes for a single webhook. Triggers of one n8n take turns: at the same moment they would lose each other. */
async function changeList(...change: ListChange): Promise<void> {
	const turn = lastChange.then(async () => await changeInRounds(...change));
	lastChange = turn.catch(() => {});
	await turn;
}

/**
 * Reads the list, writes it back changed, and reads it again, until the change is there. Somebody else who writes in
 * between is met again in the next round.
 */
async function changeInRounds(...[hooks, target, isDone, change]: ListChange): Promise<void> {
	for (let round = 0; round <= MOST_ROUNDS; round++) {
		// Wawp's own among them: whether a list without it switches it off is not documented.
		const present = allWebhooksIn(await call(hooks, getAll, {}, target));
		if (isDone(present)) return;
		if (round === MOST_ROUNDS) break;
		await call(hooks, replaceAll, { webhooks: change(present) }, target);
		// At random, so that two writers do not go on meeting each other.
		await sleep(Math.random() * LONGEST_PAUSE_MS * round);
	}
	throw new NodeOperationError(hooks.getNode(), 'Something else keeps changing the webhooks of this instance. Try again in a minute.');
}

/** What a change of the secret, of n8n's public address or of the instance left behind. The new address works already. */
async function removeOthers(hooks: IHookFunctions, url: string, previous: Registration | undefined, { account, instanceId }: Target): Promise<void> {
	const ownUrl = ownUrlOf(hooks);
	const isOlder = (entry: string) => entry !== url && (isOwn(entry, ownUrl) || isOwn(entry, previous?.url.split('?')[0] ?? ownUrl));
	const instances = new Set([instanceId, previous?.instanceId ?? instanceId]);
	for (const instance of instances) {
		try {
			await removeWhere(hooks, isOlder, { account, instanceId: instance });
		} catch (error) {
			hooks.logger.warn(`Wawp Trigger: an older webhook of instance ${instance} may be left behind: ${(error as Error).message}`);
		}
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

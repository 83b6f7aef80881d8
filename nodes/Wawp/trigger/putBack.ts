import type { IHookFunctions, IPollFunctions } from 'n8n-workflow';

import { inOneMessage } from '../engine/errors';
import { addressesIfTold, isComplete } from '../delivery/addresses';
import { isSameAddress, isSamePlace } from '../delivery/sameAddress';
import { fingerprintOf } from '../delivery/secrets';
import { SETTLE_MS } from '../session/lifecycle';
import { ageOf } from '../time/age';
import { time } from '../time/time';
import { triggerKeyOf } from './memory/keys';
import { type Failure, type Registration, eachOf, ownUrlOf, registerAt, registrationsIn, removeOlder, signingSecretOf } from './registration';
import { registersItself } from './settings';
import { SECRET_PARAMETER, type Wish, wishesOf } from './wishes';

/*
 * Whoever replaces the list of webhooks at Wawp takes the trigger's address away with it, and nobody tells the trigger. So it
 * looks at the lists while n8n runs, and puts back what is gone. n8n asks polling nodes once a minute.
 */

/** What this process knows of a published trigger. */
interface Stand {
	ownUrl: string;
	registrations: Registration[];
	/** When the lists were looked at last, by the clock of `time`. */
	lookedAt: number;
	isLooking: boolean;
	/** From one look to the next, in ms. */
	pauseMs: number;
	/** The instances in whose lists the address was not, when they were looked at last. */
	missed: Set<string>;
	/** Those in whose lists it was not either after it had been put back: what such a Wawp shows says nothing. */
	unseen: Set<string>;
}

const PAUSE_MS = 5 * 60_000;
/** Twice as long each time that something had to be done: two who go on replacing a list help nobody, and a registration may restart an engine. */
const LONGEST_PAUSE_MS = 60 * 60_000;

const stands = new Map<string, Stand>();

/** What is written just now for a trigger. */
const writing = new Map<string, Promise<void>>();

/** Who publishes a workflow anew waits for it: it is about the settings of before, and what comes last stays. */
export async function untilPutBack(hooks: IHookFunctions): Promise<void> {
	if (hooks.getMode() !== 'manual') await writing.get(triggerKeyOf(hooks));
}

/** The address of a test is gone with it. */
export function noteRegistered(hooks: IHookFunctions): void {
	if (hooks.getMode() === 'manual') return;
	stands.set(triggerKeyOf(hooks), { ownUrl: ownUrlOf(hooks), registrations: registrationsIn(hooks), lookedAt: time.now(), isLooking: false, pauseMs: PAUSE_MS, missed: new Set(), unseen: new Set() });
}

/** n8n takes back a test in the mode in which it takes back a published workflow: the address tells which of them it is. */
export function noteTakenBack(hooks: IHookFunctions): void {
	const key = triggerKeyOf(hooks);
	if (stands.get(key)?.ownUrl === ownUrlOf(hooks)) stands.delete(key);
}

/** Never throws: what could not be done is told in n8n's log. */
export async function putBackWhatIsGone(context: IPollFunctions): Promise<void> {
	const stand = standIn(context);
	if (!stand || stand.isLooking || !isDue(stand)) return;
	stand.isLooking = true;
	const isAllWell = await lookThrough(context, stand).catch((error: Error) => tell(context, stand, [{ instanceId: '', error }]));
	if (stand.missed.size === 0) stand.pauseMs = isAllWell ? PAUSE_MS : Math.min(stand.pauseMs * 2, LONGEST_PAUSE_MS);
	stand.lookedAt = time.now();
	stand.isLooking = false;
}

const isDue = ({ lookedAt, pauseMs, missed }: Stand): boolean => missed.size > 0 || ageOf(lookedAt, time.now()) >= pauseMs;

/** Undefined where nothing is registered, or where that cannot be read: deliveries tell of an expression that fails. */
function standIn(context: IPollFunctions): Stand | undefined {
	try {
		if (context.getMode() === 'manual' || !registersItself(context)) return undefined;
		return stands.get(triggerKeyOf(context));
	} catch {
		return undefined;
	}
}

/** Whether nothing was amiss. */
async function lookThrough(context: IPollFunctions, stand: Stand): Promise<boolean> {
	let isAllWell = true;
	const failures = await eachOf(await wishesOf(context, stand.ownUrl), async (wish) => {
		const before = stand.registrations.find(({ instanceId }) => instanceId === wish.instanceId);
		if (!before || !isPublished(context, stand) || !(await isMissing(context, stand, wish)) || !isPublished(context, stand)) return;
		isAllWell = false;
		await putBack(context, stand, asRegistered(wish, before));
	});
	return tell(context, stand, failures) && isAllWell;
}

/** Found missing twice, as a Wawp that starts an engine again may show nothing for a moment. */
async function isMissing(context: IPollFunctions, stand: Stand, wish: Wish): Promise<boolean> {
	const { missed, unseen } = stand;
	const wasMissed = missed.delete(wish.instanceId);
	const isThere = await isListed(context, stand, wish);
	if (isThere) unseen.delete(wish.instanceId);
	if (isThere !== false || unseen.has(wish.instanceId)) return false;
	if (!wasMissed) missed.add(wish.instanceId);
	return wasMissed;
}

/** Undefined where Wawp does not tell. */
async function isListed(context: IPollFunctions, { registrations }: Stand, wish: Wish): Promise<boolean | undefined> {
	const known = registrations.map(({ fingerprint }) => fingerprint);
	const listed = await addressesIfTold(context, wish);
	return Array.isArray(listed) ? listed.some((entry) => isComplete(entry, wish.events) && isOurs(entry.url, wish, known)) : undefined;
}

/** Also under a secret of before: the access token may be another one by now, and what is registered is let in. */
const isOurs = (url: string, wish: Wish, known: string[]): boolean =>
	isSameAddress(url, wish.url) || (isSamePlace(url, wish.ownUrl) && new URL(url).searchParams.getAll(SECRET_PARAMETER).some((secret) => known.includes(fingerprintOf(secret))));

/** Deliveries to an address that was registered before are checked against the Webhook Secret of then. */
const asRegistered = (wish: Wish, before: Registration): Wish =>
	before.fingerprint === fingerprintOf(wish.secret) ? { ...wish, hmac: signingSecretOf(before, wish.account).secret } : wish;

const isPublished = (context: IPollFunctions, stand: Stand): boolean => stands.get(triggerKeyOf(context)) === stand;

async function putBack(context: IPollFunctions, stand: Stand, wish: Wish): Promise<void> {
	const key = triggerKeyOf(context);
	const work = write(context, stand, wish);
	writing.set(key, work.catch(() => {}));
	await work.finally(() => writing.delete(key));
	if (!isPublished(context, stand)) return;
	context.logger.warn(
		`Wawp Trigger: the address ${stand.ownUrl} was gone from the webhooks of instance ${wish.instanceId}, or stood there with other events, and has been put back. What happened meanwhile has started nothing. If another program replaces the list of webhooks, have it keep the addresses of others.`,
	);
	// What Wawp shows may be behind.
	await time.pause(SETTLE_MS, undefined);
	if ((await isListed(context, stand, wish)) === false) stand.unseen.add(wish.instanceId);
}

async function write(context: IPollFunctions, stand: Stand, wish: Wish): Promise<void> {
	await registerAt(context, wish);
	// Also what was just put back, where the workflow was taken back meanwhile.
	await removeOlder(context, stand.ownUrl, [wish], isPublished(context, stand) ? [wish] : [], []);
}

/** Whether there is nothing to tell. */
function tell({ logger }: IPollFunctions, { ownUrl }: Stand, failures: Failure[]): boolean {
	for (const { instanceId, error } of failures) {
		logger.error(`Wawp Trigger: it is not certain that Wawp still delivers to ${ownUrl}${instanceId && ` (instance ${instanceId})`}, as the list of webhooks could not be looked at or changed: ${inOneMessage(error)}`);
	}
	return failures.length === 0;
}

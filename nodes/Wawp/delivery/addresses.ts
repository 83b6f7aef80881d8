import { type IDataObject, NodeOperationError, sleep } from 'n8n-workflow';

import { type Answer, isObject, isUnknownRoute } from '../engine/answer';
import { apiError, isTimeOut } from '../engine/errors';
import { askedIn, n8nOf } from './asked';
import { behind } from './behind';
import { isSameAddress, placeOf } from './sameAddress';
import type { Target } from '../engine/operation';
import { isMasked } from '../engine/redact';
import { isGone } from '../engine/sessionState';
import { type Context, ask, call } from '../engine/transport';
import { webhook } from '../resources/webhook';
import { LOOK_TIMEOUT_MS, isFinal } from '../session/observe';
import { NOT_A_LIST, type Webhook, isSystemWebhook, isWebhook, webhooksIn, wholeListIn } from '../webhooks/webhooks';

/* The addresses that one instance of Wawp delivers to. Several live side by side: other people's, other workflows', Wawp's own. */

/** On whose behalf the addresses of an instance are changed, where only the whole list can be written. */
export interface Writer {
	context: Context;
	/** Whether others may lose the signing secrets that Wawp does not show. */
	mayLoseSecrets: boolean;
	/** Those of this n8n, of which it is certain that they have none. */
	isUnsigned: (url: string) => boolean;
	/** What to do where they may not. */
	wayOut: string;
}

const { getAll, set, replaceAll, delete: remove } = webhook.operations;

/** Those of an instance, as Wawp lists them now. */
export const addressesOf = async (context: Context, target: Target): Promise<Webhook[]> => webhooksIn(await call(context, getAll, {}, target));

/** The same; undefined where Wawp tells nothing of them just now, and `gone` where it knows no such session. Throws what else will not get better by waiting. */
export async function addressesIfTold(context: Context, target: Target): Promise<Webhook[] | 'gone' | undefined> {
	const answer = await ask(context, { ...getAll, timeoutMs: LOOK_TIMEOUT_MS }, {}, target).catch(() => undefined);
	if (answer && isGone(answer)) return 'gone';
	if (answer?.failure && isFinal(answer.failure)) throw apiError(context.getNode(), getAll, answer, target);
	return answer && !answer.failure && wholeListIn(answer.body) ? webhooksIn(answer.body) : undefined;
}

/** Whether Wawp delivers exactly these events to it. */
export function isComplete({ events, is_active: active }: Webhook, wanted: string[]): boolean {
	const isActive = active !== false && Number(active ?? 1) !== 0;
	return isActive && [...new Set(events)].sort().join() === [...new Set(wanted)].sort().join();
}

const MOST_ROUNDS = 5;
const LONGEST_PAUSE_MS = 400;

/** Has an instance deliver to an address, beside whatever else it delivers to. */
export async function deliverTo(writer: Writer, entry: Webhook, target: Target): Promise<void> {
	const { context } = writer;
	const isEntry = (url: string) => isSameAddress(url, entry.url);
	const isThere = (list: Webhook[]) => list.some((listed) => isEntry(listed.url) && isComplete(listed, entry.events));
	const answer = await added(context, entry, isThere, target);
	if (!answer?.failure) return;
	if (!isUnknownRoute(answer)) throw apiError(context.getNode(), set, answer, target);
	await changeList(writer, target, { isOurs: isEntry, isDone: isThere, added: [entry] });
}

const HASTY_TRIES = 2;

/** Undefined where no answer came in time, and it is there. One that is lost must not cost n8n's start a minute, and a Wawp that is slow is not told twice. */
async function added(context: Context, entry: Webhook, isThere: (list: Webhook[]) => boolean, target: Target): Promise<Answer | undefined> {
	for (let tries = 0; tries < HASTY_TRIES; tries++) {
		const answer = await ask(context, { ...set, timeoutMs: LOOK_TIMEOUT_MS }, entry, target).catch((error: Error) => error);
		if (!(answer instanceof Error)) return answer;
		if (!isTimeOut(answer)) throw answer;
		const listed = await addressesIfTold(context, target);
		if (Array.isArray(listed) && isThere(listed)) return undefined;
	}
	return await ask(context, set, entry, target);
}

/** Removes the addresses that are ours, and no other. Returns those that stay. */
export async function removeWhere(writer: Writer, isOurs: (url: string) => boolean, target: Target): Promise<string[]> {
	const { context } = writer;
	const list = await ask(context, getAll, {}, target);
	if (isNotThere(list) && (!isGone(list) || (await behind(context, target)).isAbsent)) return [];
	if (list.failure) throw apiError(context.getNode(), getAll, list, target);
	const listed = understood(context, list.body).filter(isWebhook);
	const stay = listed.map(({ url }) => url).filter((url) => !isOurs(url));
	for (const { url } of listed.filter((entry) => isOurs(entry.url))) {
		const answer = await ask(context, remove, { url }, target);
		if (isUnknownRoute(answer)) {
			const isDone = (present: Webhook[]) => !present.some((entry) => isOurs(entry.url));
			await changeList(writer, target, { isOurs, isDone, added: [] });
			return stay;
		}
		if (answer.failure && !isNotThere(answer)) throw apiError(context.getNode(), remove, answer, target);
	}
	return stay;
}

/** The webhooks of a session end with the session, unless it is only down; and somebody else may have been quicker to remove one. */
const isNotThere = (answer: Answer): boolean => answer.failure?.status === 404 || isGone(answer);

interface ListChange {
	isOurs: (url: string) => boolean;
	isDone: (list: Webhook[]) => boolean;
	/** What takes the place of ours. */
	added: Webhook[];
}

let lastChange = Promise.resolve();

/** For a Wawp without routes for a single webhook. Triggers of one n8n take turns: at the same moment they would lose each other. */
async function changeList(writer: Writer, target: Target, change: ListChange): Promise<void> {
	const turn = lastChange.then(async () => await changeInRounds(writer, target, change));
	lastChange = turn.catch(() => {});
	await turn;
}

/**
 * Reads the list, writes it back changed, and reads it again, until the change is there. Somebody else who writes in
 * between is met again in the next round.
 */
async function changeInRounds(writer: Writer, target: Target, { isOurs, isDone, added }: ListChange): Promise<void> {
	const { context } = writer;
	for (let round = 0; round <= MOST_ROUNDS; round++) {
		const body = await call(context, getAll, {}, target);
		// Wawp's own among them: whether a list without it switches it off is not documented.
		const present = understood(context, body);
		if (isDone(webhooksIn(body))) return;
		if (round === MOST_ROUNDS) break;
		const others = present.filter((entry) => !(isWebhook(entry) && isOurs(entry.url)));
		refuseToLoseSecrets(writer, others);
		await call(context, replaceAll, { webhooks: [...others, ...added] as IDataObject[] }, target);
		// At random, so that two writers do not go on meeting each other.
		await sleep(Math.random() * LONGEST_PAUSE_MS * round);
	}
	throw new NodeOperationError(context.getNode(), 'Something else keeps changing the webhooks of this instance. Try again in a minute.');
}

/** Who does not know all of a list must not write it. */
function understood(context: Context, body: unknown): unknown[] {
	const list = wholeListIn(body);
	if (list) return list;
	throw new NodeOperationError(context.getNode(), `${NOT_A_LIST.message}. ${NOT_A_LIST.description}`);
}

/** A list that shows the secret of one shows those of all. */
function refuseToLoseSecrets({ context, mayLoseSecrets, isUnsigned, wayOut }: Writer, others: unknown[]): void {
	const custom = others.filter((entry) => !isWebhook(entry) || !isSystemWebhook(entry.url));
	if (custom.some((entry) => isWebhook(entry) && isShown(entry.hmac))) return;
	const mayLose = custom.filter((entry) => !isWebhook(entry) || !isUnsigned(entry.url)).length;
	if (mayLose === 0 || mayLoseSecrets) return;
	throw new NodeOperationError(
		context.getNode(),
		`This Wawp has no routes for a single webhook: the whole list of the instance would be written back, and ${mayLose} of its other webhooks would lose their signing secrets, which Wawp does not show. ${wayOut}`,
	);
}

/** What hides a secret may leave its name, with nothing behind it, or with whether there is one. */
const isShown = (secret: unknown): boolean =>
	isObject(secret) ? Object.values(secret).some(isShown) : ['string', 'number'].includes(typeof secret) && String(secret).trim() !== '' && !isMasked(String(secret));

/** Whether it is one of the triggers and questions of an n8n: where the credential has no secret to sign with, theirs have none. */
export const isOfN8n = (url: string, n8n: string): boolean => n8nOf(url) === n8n && (isOfTrigger(url) || askedIn(url) !== undefined);

const isOfTrigger = (url: string): boolean => /\/wawp$/.test(placeOf(url)) && URL.canParse(url) && new URL(url).searchParams.getAll('secret').some((secret) => /^[0-9a-f]{48}$/.test(secret));

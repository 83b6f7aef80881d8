import { type IDataObject, type IHookFunctions, NodeOperationError, sleep } from 'n8n-workflow';

import { type Answer, isUnknownRoute } from '../engine/answer';
import { apiError } from '../engine/errors';
import type { Target } from '../engine/operation';
import { ask, call } from '../engine/transport';
import { webhook } from '../resources/webhook';
import { rewriteList } from '../fields/trigger';
import { NOT_A_LIST, type Webhook, isSystemWebhook, isWebhook, webhooksIn, wholeListIn } from '../webhooks';

/* The addresses that one instance of Wawp delivers to. Several live side by side: other people's, other workflows', Wawp's own. */

const { getAll, set, replaceAll, delete: remove } = webhook.operations;

/** Those of an instance, as Wawp lists them now. */
export const addressesOf = async (hooks: IHookFunctions, target: Target): Promise<Webhook[]> => webhooksIn(await call(hooks, getAll, {}, target));

/** Whether Wawp delivers exactly these events to it. */
export function isComplete({ events, is_active: active }: Webhook, wanted: string[]): boolean {
	const isActive = active !== false && Number(active ?? 1) !== 0;
	return isActive && [...events].sort().join() === [...wanted].sort().join();
}

const MOST_ROUNDS = 5;
const LONGEST_PAUSE_MS = 400;

/** Has an instance deliver to an address, beside whatever else it delivers to. */
export async function deliverTo(hooks: IHookFunctions, entry: Webhook, target: Target): Promise<void> {
	const answer = await ask(hooks, set, entry, target);
	if (!answer.failure) return;
	if (!isUnknownRoute(answer)) throw apiError(hooks.getNode(), set, answer, target);
	const isEntry = (url: string) => url === entry.url;
	const isThere = (list: Webhook[]) => list.some((listed) => isEntry(listed.url) && isComplete(listed, entry.events));
	await changeList(hooks, target, { isOurs: isEntry, isDone: isThere, added: [entry] });
}

/** Removes the addresses that are ours, and no other. */
export async function removeWhere(hooks: IHookFunctions, isOurs: (url: string) => boolean, target: Target): Promise<void> {
	const list = await ask(hooks, getAll, {}, target);
	if (isGone(list)) return;
	if (list.failure) throw apiError(hooks.getNode(), getAll, list, target);
	for (const { url } of understood(hooks, list.body).filter(isWebhook).filter((entry) => isOurs(entry.url))) {
		const answer = await ask(hooks, remove, { url }, target);
		if (isUnknownRoute(answer)) {
			const isDone = (present: Webhook[]) => !present.some((entry) => isOurs(entry.url));
			return await changeList(hooks, target, { isOurs, isDone, added: [] });
		}
		if (answer.failure && !isGone(answer)) throw apiError(hooks.getNode(), remove, answer, target);
	}
}

/** The webhooks of a session end with the session; and somebody else may have been quicker to remove one. */
const isGone = ({ failure }: Answer): boolean => failure?.status === 404 || failure?.code === 'invalid_session';

interface ListChange {
	isOurs: (url: string) => boolean;
	isDone: (list: Webhook[]) => boolean;
	/** What takes the place of ours. */
	added: Webhook[];
}

let lastChange = Promise.resolve();

/** For a Wawp without routes for a single webhook. Triggers of one n8n take turns: at the same moment they would lose each other. */
async function changeList(hooks: IHookFunctions, target: Target, change: ListChange): Promise<void> {
	const turn = lastChange.then(async () => await changeInRounds(hooks, target, change));
	lastChange = turn.catch(() => {});
	await turn;
}

/**
 * Reads the list, writes it back changed, and reads it again, until the change is there. Somebody else who writes in
 * between is met again in the next round.
 */
async function changeInRounds(hooks: IHookFunctions, target: Target, { isOurs, isDone, added }: ListChange): Promise<void> {
	for (let round = 0; round <= MOST_ROUNDS; round++) {
		const body = await call(hooks, getAll, {}, target);
		// Wawp's own among them: whether a list without it switches it off is not documented.
		const present = understood(hooks, body);
		if (isDone(webhooksIn(body))) return;
		if (round === MOST_ROUNDS) break;
		const others = present.filter((entry) => !(isWebhook(entry) && isOurs(entry.url)));
		refuseToLoseSecrets(hooks, target, others);
		await call(hooks, replaceAll, { webhooks: [...others, ...added] as IDataObject[] }, target);
		// At random, so that two writers do not go on meeting each other.
		await sleep(Math.random() * LONGEST_PAUSE_MS * round);
	}
	throw new NodeOperationError(hooks.getNode(), 'Something else keeps changing the webhooks of this instance. Try again in a minute.');
}

/** Who does not know all of a list must not write it. */
function understood(hooks: IHookFunctions, body: unknown): unknown[] {
	const list = wholeListIn(body);
	if (list) return list;
	throw new NodeOperationError(hooks.getNode(), `${NOT_A_LIST.message}. ${NOT_A_LIST.description}`);
}

/** A list that shows the secret of one shows those of all. */
function refuseToLoseSecrets(hooks: IHookFunctions, target: Target, others: unknown[]): void {
	const custom = others.filter((entry) => !isWebhook(entry) || !isSystemWebhook(entry.url));
	if (custom.some((entry) => isWebhook(entry) && entry.hmac !== undefined && !/^\*+$/.test(String(entry.hmac)))) return;
	const mayLose = custom.filter((entry) => !isWebhook(entry) || !isUnsigned(hooks, target, entry.url)).length;
	if (mayLose === 0 || hooks.getNodeParameter(`options.${rewriteList.name}`, false) === true) return;
	throw new NodeOperationError(
		hooks.getNode(),
		`This Wawp has no routes for a single webhook: the whole list of the instance would be written back, and ${mayLose} of its other webhooks would lose their signing secrets, which Wawp does not show. If they have none, or you can enter them again, add the option '${rewriteList.displayName}' to the Wawp Trigger; or register its address by hand.`,
	);
}

/** Those of this n8n's other triggers, with a credential that has no secret to sign with. */
function isUnsigned(hooks: IHookFunctions, { account }: Target, url: string): boolean {
	const base = hooks.getNodeWebhookUrl('default')!.replace(/[^/]+\/[^/]+$/, '');
	return account.webhookSecret === undefined && url.startsWith(base) && /\?secret=[0-9a-f]{48}$/.test(url);
}

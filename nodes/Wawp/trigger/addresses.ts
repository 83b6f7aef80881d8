import { type IHookFunctions, NodeOperationError, sleep } from 'n8n-workflow';

import { type Answer, isUnknownRoute } from '../engine/answer';
import { apiError } from '../engine/errors';
import type { Target } from '../engine/operation';
import { ask, call } from '../engine/transport';
import { webhook } from '../resources/webhook';
import { type Webhook, allWebhooksIn, webhooksIn } from '../webhooks';

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
	const isThere = (list: Webhook[]) => list.some((listed) => listed.url === entry.url && isComplete(listed, entry.events));
	await changeList(hooks, target, isThere, (list) => [...list.filter(({ url }) => url !== entry.url), entry]);
}

/** Removes the addresses that are ours, and no other. */
export async function removeWhere(hooks: IHookFunctions, isOurs: (url: string) => boolean, target: Target): Promise<void> {
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

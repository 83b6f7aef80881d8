import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { noteNewest } from '../engine/newest';

/** Why a delivery is not taken. */
export interface Refusal {
	status: number;
	message: string;
	/** What to do about it, where it is Wawp that is refused. */
	advice?: string;
}

export function refuse(context: IWebhookFunctions, { status, message, advice = '' }: Refusal): IWebhookResponseData {
	sayOnce(context, `refused a delivery (${status}): ${message}. ${advice}`);
	return answer(context, status, message);
}

export function answer(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

const PAUSE_MS = 60_000;
const MOST = 1_000;

/** Until when a line is not said again. */
const said = new Map<string, number>();

/** At most one line a minute and reason: anybody may knock at an address, as often as they like. */
export function sayOnce(context: Pick<IWebhookFunctions, 'getNode' | 'getWorkflow' | 'logger'>, words: string): void {
	const { id, name, type } = context.getNode();
	const workflowId = context.getWorkflow().id;
	const key = [workflowId, id, words].join(' ');
	const now = Date.now();
	if ((said.get(key) ?? 0) > now) return;
	noteNewest(said, key, now + PAUSE_MS, MOST);
	context.logger.warn(`${type.endsWith('Trigger') ? 'Wawp Trigger' : 'Wawp'}: the node '${name}' of workflow ${workflowId} ${words.trim()}`);
}

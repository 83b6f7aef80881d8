import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { INode, INodeParameters } from 'n8n-workflow';

import type { Instance } from '../simulator';
import { eventually } from './eventually';
import { type Live, PERSON } from './live';
import type { SavedCredential, SavedWorkflow } from './n8n/client';

export const ASK = 'Ask';

/** The expression that the panel and the docs give for "the time is over". */
const IS_OVER = '={{ $json.data?.respondedAt === undefined }}';

/** Workflows of a real n8n that ask a person, and what becomes of the question. */
export class Asking {
	constructor(
		private readonly live: Live,
		private readonly instance: Instance,
		private readonly wawpApi: SavedCredential,
	) {}

	/** A published workflow that asks when its address is called, and then tells whether it was answered. */
	async published(parameters: INodeParameters): Promise<{ workflow: SavedWorkflow; start: () => Promise<void> }> {
		const path = randomUUID();
		const at = (column: number) => ({ id: randomUUID(), position: [200 * column, 0] as [number, number] });
		const to = { __rl: true, mode: 'number', value: PERSON };
		const nodes: INode[] = [
			{ ...at(0), name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: path, parameters: { path, options: {} } },
			{ ...at(1), name: ASK, type: 'n8n-nodes-wawp.wawp', typeVersion: 2, parameters: { resource: 'message', operation: 'sendAndWait', to, message: 'May it be paid?', ...parameters }, credentials: { wawpApi: this.wawpApi } },
			{ ...at(2), name: 'Told', type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters: { mode: 'manual', includeOtherFields: true, assignments: { assignments: [{ id: 'a', name: 'isOver', type: 'boolean', value: IS_OVER }] }, options: {} } },
		];
		const leads = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
		const workflow = await this.live.n8n.addWorkflow({ name: 'Ask', nodes, connections: { Start: leads(ASK), [ASK]: leads('Told') }, settings: { executionOrder: 'v1' } });
		await this.live.publish(workflow);
		return { workflow, start: async () => void (await axios.get(`${this.live.server.url}/webhook/${path}?invoice=1042`)) };
	}

	async asleep({ id }: SavedWorkflow, count = 1) {
		return await eventually(`${count} executions that sleep`, async () => {
			const waiting = (await this.live.n8n.listedExecutions(id)).filter(({ status }) => status === 'waiting');
			return waiting.length === count && waiting;
		});
	}

	/** Asks, and sleeps. */
	async asked(parameters: INodeParameters) {
		const { workflow, start } = await this.published(parameters);
		await start();
		const [execution] = await this.asleep(workflow);
		return { workflow, start, executionId: execution!.id };
	}

	/** The last message of this number. */
	question() {
		return this.instance.whatsapp.messages.filter(({ fromMe }) => fromMe).at(-1)!;
	}

	link(): string {
		return /https?:\S+/.exec(this.question().body)![0];
	}
}

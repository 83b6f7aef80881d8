import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData, INodeParameters, IRun } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { type Account, type Instance, type Switches, type Wawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import type { Message } from '../simulator/world/whatsapp';
import { items } from './engine';
import { type Execution, type LiveN8n, type N8nOptions, type WorkflowJson, startN8n } from './liveN8n';
import { quickWawp } from './quickWawp';
import { ACTION, nodeTypes } from './wawpRig';

export const PERSON = '201145202826@c.us';
export const OTHER = '201012345678@c.us';
export const GROUP = '120363041234567890@g.us';

export interface Given {
	switches?: Partial<Switches>;
	plan?: 'paid' | 'free';
	instance?: NewInstance;
	credential?: ICredentialDataDecryptedObject;
	n8n?: Partial<N8nOptions>;
}

/** "Send and Wait for Response" in a small n8n, beside a local Wawp with people who answer. */
export class AskRig {
	private constructor(
		readonly wawp: Wawp,
		readonly n8n: LiveN8n,
		readonly account: Account,
		readonly instance: Instance,
	) {}

	static async start({ switches, plan, instance: newInstance, credential: given, n8n: options }: Given = {}): Promise<AskRig> {
		const wawp = await quickWawp({ speed: 100, switches });
		const account = wawp.addAccount({ plan });
		const instance = wawp.addInstance(account, { status: 'WORKING', linked: true, ...newInstance });
		wawp.seed(instance.id, { groups: [{ id: GROUP, participants: [PERSON, OTHER] }] });
		const credential = { accessToken: account.token, instanceId: instance.id, baseUrl: wawp.url, ...given };
		const n8n = await startN8n({
			nodeTypes,
			credentialTypes: [new WawpApi()],
			credentials: { wawp: { type: 'wawpApi', data: credential } },
			...options,
		});
		return new AskRig(wawp, n8n, account, instance);
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		await this.wawp.stop();
	}

	/** Nodes that ask, one behind the other. */
	workflow(...asked: INodeParameters[]): WorkflowJson {
		const credentials = { wawpApi: { id: 'wawp', name: 'Wawp' } };
		const names = asked.map((_parameters, index) => nameOf(index));
		const nodes = asked.map((parameters, index) => ({
			name: names[index]!,
			type: ACTION,
			parameters: { resource: 'message', operation: 'sendAndWait', to: PERSON_FIELD, message: 'May it be paid?', ...parameters },
			credentials,
		}));
		const chain = ['Start', ...names];
		return {
			nodes: [{ name: 'Start', type: 'n8n-nodes-base.noOp' }, ...nodes],
			connections: Object.fromEntries(chain.slice(1).map((node, index) => [chain[index]!, { main: [[{ node, type: 'main' as const, index: 0 }]] }])),
		};
	}

	/** Runs the workflow until it sleeps, or fails. */
	async ask(...asked: INodeParameters[]): Promise<{ id: string; run: IRun }> {
		return await this.askWith([{ json: { invoice: 1042 } }], ...asked);
	}

	async askWith(input: INodeExecutionData[], ...asked: INodeParameters[]): Promise<{ id: string; run: IRun }> {
		const id = this.n8n.save(this.workflow(...asked));
		return { id, run: await this.again(id, input) };
	}

	async again(id: string, input: INodeExecutionData[] = [{ json: { invoice: 1042 } }]): Promise<IRun> {
		return await this.n8n.run(id, { from: 'Start', mode: 'trigger', items: input });
	}

	/** The error of a question that must not be asked. */
	async error(...asked: INodeParameters[]): Promise<{ message: string; description?: string | null }> {
		const { run } = await this.ask(...asked);
		if (!run.data.resultData.error) throw new Error('The run did not fail');
		return run.data.resultData.error;
	}

	/** All that is due has happened. */
	async settled(): Promise<void> {
		for (let round = 0; round < 3; round++) {
			await this.wawp.settled();
			await this.n8n.idle();
		}
	}

	/** What the workflows that have ended went on with after their last question. */
	async answered(): Promise<IDataObject[]> {
		await this.settled();
		return this.ended.map((items) => items[0]!.json);
	}

	get ended(): INodeExecutionData[][] {
		return this.n8n.executions.map(({ run }: Execution) => {
			if (run.data.resultData.error) throw run.data.resultData.error;
			return items(run, run.data.resultData.lastNodeExecuted);
		});
	}

	/** What this number has sent, oldest first. */
	get sent(): Message[] {
		return this.instance.whatsapp.messages.filter(({ fromMe }) => fromMe);
	}

	/** The last message that asked something. */
	get question(): Message {
		return this.sent.at(-1)!;
	}

	get registered(): string[] {
		return this.instance.webhooks.map(({ url }) => url);
	}

	/** The link in the last question. */
	get link(): string {
		return /https?:\S+/.exec(this.question.body)![0];
	}

	replies(body: string, more: { from?: string; groupId?: string; replyTo?: string; timestamp?: number; pushName?: string } = {}): Message {
		return this.wawp.phone.receives(this.instance.id, { from: PERSON, body, ...more });
	}

	votes(answers: string[], { from = PERSON, poll = this.question, timestamp }: { from?: string; poll?: Message; timestamp?: number } = {}): void {
		this.wawp.phone.votes(this.instance.id, { from, poll, answers, timestamp });
	}
}

export const nameOf = (index: number): string => (index === 0 ? 'Ask' : `Ask ${index + 1}`);

export const PERSON_FIELD = { __rl: true, mode: 'id', value: PERSON };
export const GROUP_FIELD = { __rl: true, mode: 'id', value: GROUP };

/** A message as Wawp delivers it, to be posted by hand: to whom, and in which order. */
export const messageOf = ({ wawp }: AskRig, body: string, payload: IDataObject = {}): string =>
	JSON.stringify({ event: 'message', id: `evt_${body}`, timestamp: wawp.now(), payload: { id: `false_${PERSON}_3EB0AAAABBBBCCCC`, from: PERSON, fromMe: false, body, timestamp: Math.floor(wawp.now() / 1000) + 5, hasMedia: false, ...payload } });

import type { ICredentialDataDecryptedObject, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { type Account, type Instance, type Switches, type Wawp, type Webhook, startWawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { items } from './engine';
import { type LiveN8n, type N8nOptions, PROCESS_HEADER, type WorkflowJson, startN8n } from './liveN8n';
import { quickWawp } from './quickWawp';
import { TRIGGER, nodeTypes } from './wawpRig';

export interface Given {
	switches?: Partial<Switches>;
	plan?: 'paid' | 'free';
	instance?: NewInstance;
	credential?: ICredentialDataDecryptedObject;
	n8n?: Partial<N8nOptions>;
	/** How fast Wawp's clock runs. At 100, a retry comes after 20 ms. */
	speed?: number;
	/** For what is not about time: the nodes' clock runs as fast, so that no run leaves real moments to others. */
	quick?: boolean;
}

const NODE = 'Wawp Trigger';

/** The trigger in a small n8n, beside a local Wawp that its deliveries come from. */
export class TriggerRig {
	private seen = 0;

	private constructor(
		readonly wawp: Wawp,
		readonly n8n: LiveN8n,
		readonly account: Account,
		readonly instance: Instance,
		private readonly credential: ICredentialDataDecryptedObject,
	) {}

	static async start({ switches, plan, instance: newInstance, credential: given, n8n: options, speed = 100, quick }: Given = {}): Promise<TriggerRig> {
		const wawp = await (quick ? quickWawp : startWawp)({ speed, switches });
		const account = wawp.addAccount({ plan });
		const instance = wawp.addInstance(account, newInstance);
		const credential = { accessToken: account.token, instanceId: instance.id, baseUrl: wawp.url, ...given };
		const n8n = await startN8n({
			nodeTypes,
			credentialTypes: [new WawpApi()],
			credentials: { wawp: { type: 'wawpApi', data: credential } },
			...options,
		});
		return new TriggerRig(wawp, n8n, account, instance, credential);
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		await this.wawp.stop();
	}

	/** The trigger alone: its run's items are what it started the workflow with. */
	workflow(parameters: INodeParameters = {}): WorkflowJson {
		const credentials = { wawpApi: { id: 'wawp', name: 'Wawp' } };
		return { nodes: [{ name: NODE, type: TRIGGER, parameters, credentials }] };
	}

	save(parameters?: INodeParameters): string {
		return this.n8n.save(this.workflow(parameters));
	}

	async activate(parameters?: INodeParameters): Promise<string> {
		const id = this.save(parameters);
		await this.n8n.activate(id);
		return id;
	}

	/** As a person without a paid plan does it: Wawp delivers to an address that was pasted there, so that each event names its instance. */
	async activateByHand(parameters: INodeParameters = {}): Promise<string> {
		const id = await this.activate({ registerAutomatically: false, ...parameters });
		this.instance.webhooks = [{ url: this.n8n.webhookUrl(id), events: parameters.events as string[], is_active: 1, retries: { delay: 2, attempts: 15 } }];
		return id;
	}

	async publish(id: string, parameters?: INodeParameters): Promise<void> {
		await this.n8n.publish(id, this.workflow(parameters));
	}

	/** Expressions of the published workflow give something else from now on. */
	changeInPlace(id: string, parameters: INodeParameters): void {
		this.n8n.changeInPlace(id, this.workflow(parameters));
	}

	/** A user edits the credential. */
	changeCredential(change: ICredentialDataDecryptedObject): void {
		this.n8n.credentials.update('wawp', { ...this.credential, ...change });
	}

	/** A slow database: the next delivery has read what was saved, and gets on when it is released. */
	holdNext(): { reached: Promise<void>; release: () => void } {
		const { credentials } = this.n8n;
		const lookUp = credentials.getDecrypted.bind(credentials);
		let release = () => {};
		const isReleased = new Promise<void>((resolve) => (release = resolve));
		const reached = new Promise<void>((resolve) => {
			jest.spyOn(credentials, 'getDecrypted').mockImplementationOnce(async (...asked) => {
				resolve();
				await isReleased;
				return await lookUp(...asked);
			});
		});
		return { reached, release };
	}

	/** The session enters a state, and an event tells so. */
	enters(status: string): void {
		this.instance.webhooks.forEach((webhook) => (webhook.is_active = 1));
		this.wawp.setStatus(this.instance.id, status);
	}

	/** The same, and from here on no event arrives. */
	entersUnheard(status: string): void {
		this.instance.webhooks.forEach((webhook) => (webhook.is_active = 0));
		this.wawp.setStatus(this.instance.id, status);
	}

	/** Wawp cannot be reached until it is back. */
	wawpIsDown(): void {
		this.changeCredential({ baseUrl: 'http://127.0.0.1:1' });
	}

	wawpIsBack(): void {
		this.changeCredential({});
	}

	/** What Wawp has registered at the production address of a workflow, secrets included. */
	registered(id: string): Webhook[] {
		const own = this.n8n.webhookUrl(id);
		return this.instance.webhooks.filter(({ url }) => url.split('?')[0] === own);
	}

	/** The one address that Wawp delivers to. */
	get deliveryUrl(): string {
		const [webhook, ...others] = this.instance.webhooks;
		if (!webhook || others.length > 0) throw new Error(`${this.instance.webhooks.length} webhooks are registered, not one`);
		return webhook.url;
	}

	/** Posts bodies of one's own to the registered address, one after the other; returns the statuses. */
	async deliver(...bodies: unknown[]): Promise<number[]> {
		const statuses: number[] = [];
		for (const body of bodies) statuses.push(await post(this.deliveryUrl, JSON.stringify(body)));
		return statuses;
	}

	/** The same, by the webhook process of this number. */
	async deliverTo(process: number, ...bodies: unknown[]): Promise<number[]> {
		const statuses: number[] = [];
		for (const body of bodies) statuses.push(await post(this.deliveryUrl, JSON.stringify(body), { [PROCESS_HEADER]: String(process) }));
		return statuses;
	}

	/** Has Wawp deliver a state, and waits until all is over. */
	async announce(status: string, overrides: IDataObject = {}): Promise<void> {
		this.wawp.emit(this.instance.id, 'session.status', { name: this.instance.name, status }, overrides);
		await this.settled();
	}

	async settled(): Promise<void> {
		await this.wawp.settled();
		await this.n8n.idle();
	}

	/** What runs were started with since the last look, an array for each run. Those of a repeat, which are without items, do not count. */
	async runs(): Promise<INodeExecutionData[][]> {
		return (await this.allRuns()).filter(({ length }) => length > 0);
	}

	async allRuns(): Promise<INodeExecutionData[][]> {
		await this.settled();
		const started = this.n8n.executions.slice(this.seen);
		this.seen = this.n8n.executions.length;
		return started.map(({ run }) => {
			const { error } = run.data.resultData;
			if (error) throw error;
			return items(run, NODE);
		});
	}

	/** The same as one list of their `json`. */
	async started(): Promise<IDataObject[]> {
		return (await this.runs()).flat().map(({ json }) => json);
	}

	/** The operations Wawp heard, oldest first. */
	get heard(): Array<string | null> {
		return this.wawp.calls.map(({ operation }) => operation);
	}
}

/** As JSON unless the headers say otherwise, over a connection of its own, as n8n may have been started again. Returns the status. */
export async function post(url: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<number> {
	const { status } = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', connection: 'close', ...headers }, body });
	return status;
}

/** Another system that the same instance delivers to. */
export const foreignWebhook = (): Webhook => ({
	url: 'https://crm.example.com/hook?key=1',
	events: ['message', 'session.status'],
	is_active: 0,
	retries: { delay: 7, attempts: 3 },
	hmac: 'dummy-secret-of-the-crm',
	name: 'CRM',
});

import { type INodeExecutionData, type INodeParameters, type IRun, sleep } from 'n8n-workflow';

import { WawpApi } from '../../credentials/WawpApi.credentials';
import { documentedEvents } from '../reference';
import { type Account, type Instance, type Status, type Switches, type Wawp, startWawp } from '../simulator';
import type { NewInstance } from '../simulator/world';
import { type Model, aiNodes } from './aiNodes';
import { importedExample } from './importedExample';
import { type LiveN8n, startN8n } from './liveN8n';
import { isThorough } from './thorough';
import { timelessWawp } from './timelessWawp';
import type { VirtualTime } from './virtualTime';
import { nodeTypes } from './wawpRig';

export interface Given {
	plan?: 'paid' | 'free';
	/** The one that the credential names; without it the account starts empty. */
	instance?: NewInstance;
	switches?: Partial<Switches>;
	/** What the user sets otherwise than the example comes, by node. */
	settings?: Record<string, INodeParameters>;
	/** How much later session info tells a state, in the time of the local Wawp; a second and a half unless a test says otherwise. */
	lag?: number;
	/** That the test itself has go by; without it, it goes by itself. */
	ownTime?: boolean;
	/** What a model makes of the texts that an AI agent gives it. */
	model?: Model;
}

/** By how much session info is behind what events tell, in milliseconds. Documented are 1 to 3 seconds. */
export const LAGS = isThorough ? [0, 500, 1_500, 3_000] : [1_500];

let usualLag = 1_500;

/** The tests of a suite, with each of them. */
export const underEachLag = (tests: () => void): void =>
	describe.each(LAGS)('where states come %i ms late', (lag) => {
		beforeAll(() => void (usualLag = lag));
		tests();
	});

/** The Instance ID that the examples come with. */
export const LISTED = '3EB0BCB2E3D4';

/** An example of this package in a small n8n, beside a local Wawp; no time goes by but that in which something is due. */
export class ExampleRig {
	private constructor(
		readonly id: string,
		readonly wawp: Wawp,
		readonly n8n: LiveN8n,
		readonly account: Account,
		private readonly virtual: VirtualTime | undefined,
	) {}

	static async start(example: string, { plan, instance, switches, settings, lag = usualLag, ownTime = false, model }: Given = {}): Promise<ExampleRig> {
		const { wawp, virtual } = ownTime ? { wawp: await startWawp({ switches, lag }), virtual: undefined } : await timelessWawp({ switches, lag });
		const account = wawp.addAccount({ plan });
		if (instance) wawp.addInstance(account, instance);
		const credential = { accessToken: account.token, instanceId: instance?.id ?? '', baseUrl: wawp.url };
		const n8n = await startN8n({
			nodeTypes: () => ({ ...nodeTypes(), ...aiNodes(model) }),
			credentialTypes: [new WawpApi()],
			credentials: { wawp: { type: 'wawpApi', data: credential } },
		});
		return new ExampleRig(n8n.save(importedExample(example, settings)), wawp, n8n, account, virtual);
	}

	/** Published, with what Wawp heard from then on. */
	static async published(example: string, given?: Given): Promise<ExampleRig> {
		const rig = await ExampleRig.start(example, given);
		await rig.n8n.activate(rig.id);
		rig.wawp.calls.length = 0;
		return rig;
	}

	/** Published without registering, as on a free plan: at an address pasted into Wawp, where each event names its own instance. */
	static async publishedByHand(example: string, { settings, ...given }: Given = {}): Promise<ExampleRig> {
		const byHand = { ...settings, 'Wawp Trigger': { ...settings?.['Wawp Trigger'], registerAutomatically: false } };
		const rig = await ExampleRig.published(example, { ...given, settings: byHand });
		rig.instance.webhooks = [{ url: rig.n8n.webhookUrl(rig.id), events: documentedEvents, is_active: 1, retries: { delay: 2, attempts: 15 } }];
		return rig;
	}

	/** What was seen until then can still be asked for. */
	async stop(): Promise<void> {
		await this.n8n.stop();
		await this.wawp.stop();
		this.virtual?.stop();
	}

	get instance(): Instance {
		return this.wawp.world.instances[0]!;
	}

	/** All is over: deliveries, boots, runs, and what they led to. */
	async settled(): Promise<void> {
		for (let before = -1; before !== this.progress; ) {
			before = this.progress;
			await this.wawp.settled();
			await this.n8n.idle();
		}
	}

	/** What went wrong in runs of the active workflow. */
	get errors(): string[] {
		return this.n8n.executions.flatMap(({ run }) => run.data.resultData.error?.message ?? []);
	}

	private get progress(): number {
		return this.wawp.calls.length + this.wawp.log.length + this.n8n.executions.length;
	}

	async reaches(status: Status, instance = this.instance): Promise<void> {
		await until(() => instance.status === status);
	}

	/** Session info has come to the present states. */
	async shown(): Promise<void> {
		await until(() => this.wawp.world.instances.every(({ told }) => (told.at(-1)?.from ?? 0) <= this.wawp.now()));
	}

	/** How often Wawp heard an operation, also when it refused. */
	heard(operation: string): number {
		return this.wawp.calls.filter((call) => call.operation === operation).length;
	}

	/** The items that left a node, in all runs of the active workflow. */
	items(node: string): INodeExecutionData[] {
		return this.n8n.executions.flatMap(({ run }) => itemsOf(run, node));
	}

	messages(node: string): unknown[] {
		return this.items(node).map(({ json }) => json.message);
	}

	/** Everything that n8n stored of its runs, and everything it logged. */
	traces(...more: IRun[]): string {
		return JSON.stringify([...this.n8n.executions.map(({ run }) => run), ...more]) + this.n8n.logs.text();
	}
}

/** Of all its runs within one run of the workflow; all outputs, in their order. */
export const itemsOf = (run: IRun, node: string): INodeExecutionData[] =>
	(run.data.resultData.runData[node] ?? []).flatMap(({ data }) => (data?.main ?? []).flatMap((items) => items ?? []));

export async function until(holds: () => boolean, withinMs = 600_000): Promise<void> {
	const end = Date.now() + withinMs;
	while (!holds()) {
		if (Date.now() > end) throw new Error(`Not within ${withinMs} ms: ${holds.toString()}`);
		await sleep(10);
	}
}

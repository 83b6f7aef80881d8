import {
	LoggerProxy,
	type IDataObject,
	type IRun,
	type IWebhookData,
	type IWorkflowBase,
} from 'n8n-workflow';
import { deliver, type Delivery } from './delivery';
import { HttpError } from './httpError';
import type { Instance } from './instance';
import { createIfMissing, deleteWebhook, nodeWebhooks } from './nodeWebhooks';
import { route } from './publication';

/** A test of a workflow in the editor: "Listen for test event". */
export class TestListening {
	/** The first run that a delivery starts, once its webhooks are deleted again. */
	readonly run: Promise<IRun>;

	private readonly webhooks = new Map<string, IWebhookData>();

	private staticData: IDataObject | undefined;

	private finish!: (run: Promise<IRun>) => void;

	private abandon!: (error: Error) => void;

	constructor(
		private readonly instance: Instance,
		private readonly saved: IWorkflowBase,
	) {
		this.run = new Promise((resolve, reject) => {
			this.finish = resolve;
			this.abandon = reject;
		});
		// whoever only stops listening does not wait for a run
		this.run.catch(() => {});
	}

	async start() {
		await this.create().catch(async (error: Error) => {
			await this.deleteWebhooks();
			throw error;
		});
	}

	get paths(): string[] {
		return [...this.webhooks.values()].map(({ path }) => path);
	}

	answers(method: string, path: string): boolean {
		return this.webhooks.has(`${method} ${path}`);
	}

	async deliver(
		method: string,
		path: string,
		exchange: Pick<Delivery, 'request' | 'response' | 'runs'>,
	) {
		const webhook = this.webhooks.get(`${method} ${path}`);
		if (!webhook) throw new HttpError(404, `Nobody listens on ${path}`);
		const { instance, saved } = this;
		const workflow = this.workflow();
		if (this.staticData) workflow.setTestStaticData(this.staticData);
		const delivery = { instance, saved, workflow, webhook, mode: 'manual' as const, ...exchange };
		const started = await deliver(delivery);
		// a delivery that starts nothing (a ping, a foreign sender) leaves the editor listening
		if (!started) return;
		await this.deleteWebhooks();
		this.finish(started.run);
	}

	async stop() {
		await this.deleteWebhooks();
		this.abandon(new Error('Listening was stopped before an event came'));
	}

	/** Nothing that production saved is to be seen here: the hooks start with empty static data. */
	private async create() {
		const workflow = this.workflow();
		this.staticData = workflow.staticData;
		for (const webhook of nodeWebhooks(this.instance, workflow)) {
			const testWebhook = { ...webhook, isTest: true };
			this.webhooks.set(route(webhook), testWebhook);
			await createIfMissing(workflow, testWebhook, 'manual', 'manual');
		}
	}

	private async deleteWebhooks() {
		for (const [key, webhook] of this.webhooks) {
			const workflow = this.workflow();
			if (this.staticData) workflow.staticData = this.staticData;
			await deleteWebhook(workflow, webhook).catch((error: Error) => {
				LoggerProxy.error(`Could not remove the test webhook ${key}: ${error.message}`);
			});
			this.webhooks.delete(key);
		}
	}

	private workflow() {
		return this.instance.workflowOf({ ...this.saved, staticData: {} }, false);
	}
}

import { TriggerContext } from 'n8n-core';
import {
	LoggerProxy,
	type INode,
	type ITriggerResponse,
	type IWebhookData,
	type IWorkflowBase,
	type Workflow,
	type WorkflowActivateMode,
} from 'n8n-workflow';
import type { Instance } from './instance';
import { createIfMissing, deleteWebhook, nodeWebhooks } from './nodeWebhooks';
import type { Runs } from './runs';
import type { WorkflowJson } from './workflowStore';

const ACTIVATION_TRIES = 5;
const DELETE_TRIES = 3;

/** Switches workflows on and off, with what n8n 2.41 then asks of their triggers. */
export class Publication {
	/** What `trigger()` functions that run beside a webhook returned, by workflow and node. */
	private readonly open = new Map<string, ITriggerResponse>();

	constructor(
		private readonly instance: Instance,
		private readonly runs: Runs,
		private readonly tries = ACTIVATION_TRIES,
	) {}

	async activate(id: string) {
		if (this.instance.store.isActive(id)) return;
		await this.addHooks(id, this.triggers(id), 'activate');
		this.instance.store.markActive(id);
	}

	async deactivate(id: string) {
		await this.removeHooks(id, this.triggers(id));
		this.instance.store.markInactive(id);
	}

	/** Only a trigger that changed is taken off and put back; a new reply text further on is no reason. */
	async publish(id: string, json: WorkflowJson) {
		const { store, nodeTypes } = this.instance;
		const before = this.triggerTexts(id);
		const old = store.load(id);
		store.replace(id, json, nodeTypes);
		if (!store.isActive(id)) return;

		const after = this.triggerTexts(id);
		const gone = [...before.keys()].filter((name) => after.get(name) !== before.get(name));
		const come = [...after.keys()].filter((name) => after.get(name) !== before.get(name));
		await this.removeHooks(id, gone, { saved: old });
		await this.addHooks(id, come, 'update').catch((error: Error) => {
			store.markInactive(id);
			throw error;
		});
	}

	/**
	 * After a restart n8n 2.41 leaves the webhooks of active workflows as they are, unless the node also has a `trigger()`
	 * or `poll()` function, which has to be called anew: then all of the node is. n8n starts even where that fails.
	 */
	async resume(activation: WorkflowActivateMode) {
		for (const id of this.instance.store.activeIds()) {
			const workflow = this.instance.workflowOf(this.instance.store.load(id));
			const running = this.triggers(id).filter((name) => triggerFunction(workflow, name) ?? pollFunction(workflow, name));
			if (running.length === 0) continue;
			await this.addHooks(id, running, activation).catch((error: Error) => {
				LoggerProxy.error(`Could not activate workflow "${id}" again: ${error.message}`);
			});
		}
	}

	private async addHooks(id: string, nodes: string[], activation: WorkflowActivateMode) {
		for (let attempt = 1; ; attempt++) {
			const error = await this.register(id, nodes, activation).then(
				() => undefined,
				(thrown: Error) => thrown,
			);
			if (!error) return;
			await this.removeHooks(id, nodes, { tries: 1 });
			// n8n keeps no more of the error than this
			if (attempt === this.tries) throw new Error(error.message);
		}
	}

	private async register(id: string, nodes: string[], activation: WorkflowActivateMode) {
		const { instance } = this;
		const saved = instance.store.load(id);
		const workflow = instance.workflowOf(saved);
		for (const webhook of webhooksOf(instance, workflow, nodes)) {
			// the URL answers first: some services call it while the webhook is being created
			instance.store.webhooks.set(route(webhook), { workflowId: id, node: webhook.node });
			await createIfMissing(workflow, webhook, 'trigger', activation);
		}
		for (const name of nodes) await this.startTrigger(saved, workflow, name, activation);
		instance.saveChangedStaticData(workflow);
	}

	private async startTrigger(
		saved: IWorkflowBase,
		workflow: Workflow,
		name: string,
		activation: WorkflowActivateMode,
	) {
		const trigger = triggerFunction(workflow, name);
		const node = workflow.getNode(name);
		if (!trigger || !node) return;
		const { instance, runs } = this;
		const data = instance.additionalData();
		const emit = (items: Parameters<TriggerContext['emit']>[0]): void => {
			const order = { saved: instance.store.load(saved.id), node, data: items };
			void runs.start(instance, { ...order, mode: 'trigger' as const });
		};
		const context = new TriggerContext(workflow, node, data, 'trigger', activation, emit);
		const response = await trigger.call(context);
		if (response) this.open.set(`${saved.id} ${name}`, response);
	}

	/** Each try starts from the saved static data. A fault is only logged: the workflow goes off anyway. */
	private async removeHooks(
		id: string,
		nodes: string[],
		{ saved = this.instance.store.load(id), tries = DELETE_TRIES } = {},
	) {
		const { instance } = this;
		for (let attempt = 1; attempt <= tries; attempt++) {
			const workflow = instance.workflowOf({ ...saved, staticData: instance.store.staticData(id) });
			const error = await deleteAll(workflow, webhooksOf(instance, workflow, nodes));
			if (!error) {
				instance.saveChangedStaticData(workflow);
				break;
			}
			LoggerProxy.error(`Could not remove webhooks of workflow "${id}": ${error.message}`);
		}
		instance.store.forgetWebhooks(id, nodes);
		for (const name of nodes) await this.closeTrigger(`${id} ${name}`);
	}

	private async closeTrigger(key: string) {
		await this.open.get(key)?.closeFunction?.();
		this.open.delete(key);
	}

	/** A trigger without a webhook is left alone: nothing here keeps time, a test starts its runs. */
	private triggers(id: string): string[] {
		return [...this.triggerTexts(id).keys()];
	}

	private triggerTexts(id: string): Map<string, string> {
		const { instance } = this;
		const workflow = instance.workflowOf(instance.store.load(id));
		const names = new Set(nodeWebhooks(instance, workflow).map(({ node }) => node));
		return new Map([...names].map((name) => [name, definition(workflow.getNode(name))]));
	}
}

export function route({ httpMethod, path }: Pick<IWebhookData, 'httpMethod' | 'path'>): string {
	return `${httpMethod} ${path}`;
}

/** What makes a trigger another trigger; where it stands on the canvas does not. */
function definition(node: INode | null): string {
	const { name, type, typeVersion, webhookId, disabled, parameters, credentials } = node ?? {};
	return JSON.stringify([name, type, typeVersion, webhookId, disabled, parameters, credentials]);
}

function webhooksOf(instance: Instance, workflow: Workflow, nodes: string[]): IWebhookData[] {
	return nodeWebhooks(instance, workflow).filter(({ node }) => nodes.includes(node));
}

async function deleteAll(workflow: Workflow, webhooks: IWebhookData[]): Promise<Error | undefined> {
	try {
		for (const webhook of webhooks) await deleteWebhook(workflow, webhook);
		return undefined;
	} catch (error) {
		return error as Error;
	}
}

const triggerFunction = (workflow: Workflow, name: string) => nodeTypeOf(workflow, name)?.trigger;

const pollFunction = (workflow: Workflow, name: string) => nodeTypeOf(workflow, name)?.poll;

function nodeTypeOf(workflow: Workflow, name: string) {
	const node = workflow.getNode(name);
	return node && workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
}


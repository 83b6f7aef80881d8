import { PollContext } from 'n8n-core';
import { LoggerProxy, type INode, type Workflow, type WorkflowActivateMode } from 'n8n-workflow';
import type { Instance } from './instance';
import type { Runs } from './runs';

/** Asks the polling triggers of active workflows, when a test says that a minute has passed. */
export class Polling {
	/** One for as long as it is active, as in n8n: what a poll remembers stays in it also where nothing is saved. */
	private readonly workflows = new Map<string, Workflow>();

	constructor(
		private readonly instance: Instance,
		private readonly runs: Runs,
		/** The process that runs what a poll starts; the one that polls unless given. */
		private readonly worker: () => Instance = () => instance,
	) {}

	/** Polls once to see whether it works; an error keeps the workflow from going live. */
	async start(id: string, activation: WorkflowActivateMode) {
		const workflow = this.instance.workflowOf(this.instance.store.load(id));
		for (const node of workflow.getPollNodes()) await this.ask(workflow, node, activation);
		this.workflows.set(id, workflow);
	}

	stop(id: string) {
		this.workflows.delete(id);
	}

	/** After a restart each active workflow starts from what is saved. n8n starts even where a poll fails. */
	async resume(activation: WorkflowActivateMode) {
		for (const id of this.instance.store.activeIds()) {
			await this.start(id, activation).catch((error: Error) => {
				LoggerProxy.error(`Could not activate workflow "${id}" again: ${error.message}`);
			});
		}
	}

	/** A poll that throws leaves a failed run. */
	async poll(id: string) {
		const workflow = this.workflows.get(id);
		if (!workflow) throw new Error(`Workflow ${id} is not active`);
		await Promise.all(
			workflow.getPollNodes().map(async (node) => await this.ask(workflow, node, 'activate').catch((error: Error) => this.run(workflow, node, { data: [[{ json: {} }]], error }))),
		);
	}

	private async ask(workflow: Workflow, node: INode, activation: WorkflowActivateMode) {
		const { poll } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const context = new PollContext(workflow, node, this.instance.additionalData(), 'trigger', activation);
		const data = await withEngine(workflow, async () => await poll?.call(context));
		if (!data) return;
		this.instance.saveChangedStaticData(workflow);
		this.run(workflow, node, { data });
	}

	private run({ id }: Workflow, node: INode, rest: Pick<Parameters<Runs['start']>[1], 'data' | 'error'>) {
		const saved = this.instance.store.load(id);
		void this.runs.start(this.worker(), { saved, node, mode: 'trigger', ...rest });
	}
}

/** n8n 2.41 evaluates expressions in an engine that the polls of a workflow share until the first of them ends: what goes on then has none. */
async function withEngine<T>(workflow: Workflow, work: () => Promise<T>): Promise<T> {
	const expression = Reflect.get(workflow.expression, 'expression') as object;
	Reflect.deleteProperty(expression, 'renderExpression');
	try {
		return await work();
	} finally {
		Object.assign(expression, { renderExpression: withoutEngine });
	}
}

function withoutEngine(): never {
	throw new Error('No bridge acquired for this context. Call acquire() first.');
}

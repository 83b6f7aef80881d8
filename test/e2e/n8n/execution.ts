import type { INodeExecutionData, IRunExecutionData } from 'n8n-workflow';

const UNDER_WAY = ['new', 'running', 'waiting'];
/** Neither stopped by a person nor with n8n's process. */
const ENDED_BY_ITSELF = ['success', 'error'];

/** One run of a workflow as n8n keeps it. */
export class Execution {
	constructor(
		private readonly facts: { id: string; mode: string; status: string },
		readonly data: IRunExecutionData,
	) {}

	get id(): string {
		return this.facts.id;
	}

	/** What started it: manual, webhook, trigger. */
	get mode(): string {
		return this.facts.mode;
	}

	get status(): string {
		return this.facts.status;
	}

	/** n8n 1 on SQLite writes the status first, and what came of the nodes with a statement of its own: without that an end is not to be read yet. */
	get isOver(): boolean {
		return !UNDER_WAY.includes(this.status) && (!ENDED_BY_ITSELF.includes(this.status) || this.error !== undefined || this.nodes > 0);
	}

	private get nodes(): number {
		return Object.keys(this.data.resultData?.runData ?? {}).length;
	}

	get error(): string | undefined {
		return this.data.resultData?.error?.message;
	}

	/** Also when no item left the node. */
	hasRun(node: string): boolean {
		return node in (this.data.resultData?.runData ?? {});
	}

	/** Of all runs of a node; all outputs, in their order. */
	items(node: string): INodeExecutionData[] {
		return (this.data.resultData?.runData[node] ?? []).flatMap(({ data }) => (data?.main ?? []).flatMap((items) => items ?? []));
	}

	json(node: string): unknown[] {
		return this.items(node).map(({ json }) => json);
	}
}

/** What the items of a node say as their `message`. */
export const messagesOf = (executions: Execution[], node: string): unknown[] =>
	executions.flatMap((execution) => execution.items(node).map(({ json }) => json.message));

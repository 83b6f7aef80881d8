import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	sleep,
	type ExecutionError,
	type IExecuteResponsePromiseData,
	type INode,
	type INodeExecutionData,
	type IRun,
	type IRunExecutionData,
	type IWorkflowBase,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { HttpError } from './httpError';
import type { Instance } from './instance';

/** A finished run of an active workflow: what n8n's list of executions shows. */
export type Execution = {
	workflowId: string;
	mode: WorkflowExecuteMode;
	startedAt: Date;
	run: IRun;
	/** What it was started with. */
	order: RunOrder;
};

export type RunOrder = {
	saved: IWorkflowBase;
	node: INode;
	mode: WorkflowExecuteMode;
	/** What the first node hands on, one array for each output. */
	data: INodeExecutionData[][];
	/** Set where the trigger itself failed: n8n stores a run that fails with it. */
	error?: Error;
	/** Items the user pinned to nodes; n8n uses them in manual runs only. */
	pinData?: IWorkflowBase['pinData'];
	onResponse?: (response: IExecuteResponsePromiseData) => void;
};

/** A run that began, and how far it has got. */
export type Begun = { order: RunOrder; executionId: string; startedAt: Date; data: IRunExecutionData };

/** Runs workflows in the background and keeps what became of them. */
export class Runs {
	readonly finished: Execution[] = [];

	/** Those of active workflows that wait for a time, as the database keeps them. */
	readonly waiting: Begun[] = [];

	/** What the database says of each execution. */
	private readonly statuses = new Map<string, Begun & { status: 'running' | 'waiting' | 'finished' | 'failed' }>();

	private readonly busy = new Set<Promise<unknown>>();

	private readonly cancels = new Set<() => void>();

	private started = 0;

	private handedOut = 0;

	private isRefused = false;

	refuseNext() {
		this.isRefused = true;
	}

	/** Before a run starts, and before its delivery is answered, n8n stores it. */
	store() {
		if (!this.isRefused) return;
		this.isRefused = false;
		throw new HttpError(500, 'The database is locked');
	}

	async start(instance: Instance, order: RunOrder): Promise<IRun> {
		const begun = { order, executionId: String(++this.started), startedAt: new Date(), data: firstStep(order) };
		return await this.track(this.goOn(instance, begun));
	}

	/** Whatever they wait for has come: all that wait go on. */
	async wakeUp(instance: Instance) {
		await Promise.all(this.waiting.splice(0).map(async (begun) => await this.track(this.goOn(instance, begun))));
	}

	executionOf(executionId: string) {
		const known = this.statuses.get(executionId);
		return known && { status: known.status, begun: known as Begun };
	}

	/** The one that waits goes on with this; false when another process was quicker. */
	resume(instance: Instance, executionId: string, data: IRunExecutionData): boolean {
		const index = this.waiting.findIndex((begun) => begun.executionId === executionId);
		if (index < 0) return false;
		const [begun] = this.waiting.splice(index, 1);
		void this.track(this.goOn(instance, { ...begun!, data }));
		return true;
	}

	stop(executionId: string) {
		const index = this.waiting.findIndex((begun) => begun.executionId === executionId);
		if (index < 0) throw new Error(`Execution ${executionId} does not wait`);
		const [begun] = this.waiting.splice(index, 1);
		this.note(begun!, 'failed');
	}

	forget(workflowId: string) {
		for (const [id, { order }] of this.statuses) if (order.saved.id === workflowId) this.statuses.delete(id);
		for (let at = this.waiting.length - 1; at >= 0; at--) if (this.waiting[at]!.order.saved.id === workflowId) this.waiting.splice(at, 1);
	}

	private note(begun: Begun, status: 'running' | 'waiting' | 'finished' | 'failed') {
		this.statuses.set(begun.executionId, { ...begun, status });
	}

	/** Has idle() wait for `work` too. */
	async track<T>(work: Promise<T>): Promise<T> {
		this.busy.add(work);
		try {
			return await work;
		} finally {
			this.busy.delete(work);
		}
	}

	async idle() {
		while (this.busy.size > 0) await Promise.allSettled([...this.busy]);
	}

	/** The next `count` executions that no call has returned yet. */
	async next(count: number, timeoutMs: number): Promise<Execution[]> {
		const until = Date.now() + timeoutMs;
		while (this.finished.length < this.handedOut + count) {
			const missing = this.handedOut + count - this.finished.length;
			if (Date.now() > until) throw new Error(`${missing} execution(s) missing after ${timeoutMs} ms`);
			await sleep(5);
		}
		this.handedOut += count;
		return this.finished.slice(this.handedOut - count, this.handedOut);
	}

	kill() {
		for (const cancel of this.cancels) cancel();
		this.cancels.clear();
		this.busy.clear();
	}

	private async goOn(instance: Instance, begun: Begun): Promise<IRun> {
		const { order, startedAt } = begun;
		const { saved, mode } = order;
		this.note(begun, 'running');
		const run = await this.engineRun(instance, begun).catch((error) =>
			failedRun(error as ExecutionError, mode, startedAt),
		);
		if (!instance.alive || mode === 'manual') return run;
		const data = run.waitTill ? structuredClone(run.data) : run.data;
		this.note({ ...begun, data }, run.waitTill ? 'waiting' : run.data.resultData.error ? 'failed' : 'finished');
		if (run.waitTill) this.waiting.push({ ...begun, data });
		else this.finished.push({ workflowId: saved.id, mode, startedAt, run, order });
		return run;
	}

	private async engineRun(instance: Instance, { order, executionId, data }: Begun) {
		const { saved, mode, onResponse } = order;
		const hooks = new ExecutionLifecycleHooks(mode, executionId, saved);
		hooks.addHandler('workflowExecuteAfter', (_run, newStaticData) => {
			// whatever the trigger saved meanwhile is overwritten, as in n8n
			if (mode !== 'manual' && newStaticData) instance.saveStaticData(saved.id, newStaticData);
		});
		if (onResponse) hooks.addHandler('sendResponse', onResponse);

		const running = new WorkflowExecute(
			instance.additionalData({ executionId, hooks }),
			mode,
			data,
		).processRunExecutionData(instance.workflowOf(saved));
		const cancel = () => running.cancel();
		this.cancels.add(cancel);
		try {
			return await running;
		} finally {
			this.cancels.delete(cancel);
		}
	}
}

function firstStep({ node, data, error, pinData }: RunOrder): IRunExecutionData {
	return createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node, data: { main: data }, source: null }] },
		resultData: {
			pinData,
			...(error && {
				lastNodeExecuted: node.name,
				error: { ...error, message: error.message, stack: error.stack } as ExecutionError,
			}),
		},
	});
}

/** A workflow that cannot even begin (a required parameter is empty) is stored as failed. */
function failedRun(error: ExecutionError, mode: WorkflowExecuteMode, startedAt: Date): IRun {
	return {
		data: createRunExecutionData({ resultData: { error } }),
		mode,
		startedAt,
		stoppedAt: new Date(),
		status: 'error',
		storedAt: 'db',
	};
}

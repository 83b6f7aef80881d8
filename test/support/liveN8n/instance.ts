import type { ExecutionLifecycleHooks } from 'n8n-core';
import {
	Workflow,
	type ICredentialsHelper,
	type IDataObject,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { additionalData } from '../additionalData';
import { type ProcessedData, writesTo } from '../deduplication';
import type { DataTables } from '../dataTables';
import type { TestNodeTypes } from '../nodeTypes';
import type { WorkflowStore } from './workflowStore';

/** One process of n8n: what a restart takes away. The store stays. */
export class Instance {
	/** A killed process saves nothing any more, even where its promises still run on. */
	alive = true;

	constructor(
		readonly store: WorkflowStore,
		readonly nodeTypes: TestNodeTypes,
		private readonly credentialsHelper: ICredentialsHelper,
		private readonly baseUrl: () => string,
		private readonly dataTables: DataTables,
	) {
		writesTo(nodeTypes, this);
	}

	get processedData(): ProcessedData {
		return this.store.processedData;
	}

	/** The workflow works on `saved.staticData` itself, as in n8n: who loads again gets a copy of its own. */
	workflowOf(saved: IWorkflowBase, active = saved.active): Workflow {
		return new Workflow({
			...saved,
			active,
			staticData: saved.staticData ?? {},
			nodeTypes: this.nodeTypes,
		});
	}

	additionalData(
		execution: { executionId?: string; hooks?: ExecutionLifecycleHooks } = {},
	): IWorkflowExecuteAdditionalData {
		const { credentialsHelper, dataTables } = this;
		return additionalData({ credentialsHelper, dataTables, baseUrl: this.baseUrl(), ...execution });
	}

	saveChangedStaticData({ id, staticData }: Workflow) {
		if (staticData.__dataChanged === true) this.saveStaticData(id, staticData);
	}

	saveStaticData(workflowId: string, staticData: IDataObject) {
		if (this.alive) this.store.saveStaticData(workflowId, staticData);
	}
}

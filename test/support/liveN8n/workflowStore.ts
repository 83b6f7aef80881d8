import { randomUUID } from 'node:crypto';
import type { IDataObject, IWorkflowBase, INodeTypes } from 'n8n-workflow';
import type { ProcessedData } from '../deduplication';
import { savedNode, type NodeToSave } from '../savedNode';

/** A workflow as exported by n8n, or as an example file holds it. */
export type WorkflowJson = Partial<Omit<IWorkflowBase, 'nodes'>> & { nodes: NodeToSave[] };

type Row = { json: string; staticData: string; active: boolean };

/** The database of one n8n: it outlives restarts and holds text, so that nothing in it is shared. */
export class WorkflowStore {
	/** Which node answers a production URL, by method and path. */
	readonly webhooks = new Map<string, { workflowId: string; node: string }>();

	/** What nodes have had noted as seen. */
	readonly processedData: ProcessedData = new Map();

	private readonly rows = new Map<string, Row>();

	add(json: WorkflowJson, nodeTypes: INodeTypes): string {
		const id = json.id && !this.rows.has(json.id) ? json.id : randomUUID();
		this.rows.set(id, { json: text(id, json, nodeTypes), staticData: '{}', active: false });
		return id;
	}

	/** A node keeps the ids the editor once gave it, also where the new JSON names none. */
	replace(id: string, json: WorkflowJson, nodeTypes: INodeTypes) {
		const before = new Map(this.load(id).nodes.map((node) => [node.name, node]));
		const nodes = json.nodes.map((node) => {
			const known = before.get(node.name);
			return {
				...node,
				id: node.id ?? known?.id,
				webhookId: node.webhookId ?? known?.webhookId,
			};
		});
		this.row(id).json = text(id, { ...json, nodes }, nodeTypes);
	}

	load(id: string): IWorkflowBase {
		const { json, active } = this.row(id);
		return { ...(JSON.parse(json) as IWorkflowBase), active, staticData: this.staticData(id) };
	}

	staticData(id: string): IDataObject {
		return JSON.parse(this.row(id).staticData) as IDataObject;
	}

	saveStaticData(id: string, staticData: IDataObject) {
		this.row(id).staticData = JSON.stringify(staticData);
	}

	isActive(id: string): boolean {
		return this.row(id).active;
	}

	activeIds(): string[] {
		return [...this.rows].filter(([, { active }]) => active).map(([id]) => id);
	}

	markActive(id: string) {
		this.row(id).active = true;
	}

	markInactive(id: string) {
		this.row(id).active = false;
		this.forgetWebhooks(id);
	}

	forgetWebhooks(workflowId: string, nodes?: string[]) {
		for (const [route, webhook] of this.webhooks) {
			if (webhook.workflowId !== workflowId) continue;
			if (nodes === undefined || nodes.includes(webhook.node)) this.webhooks.delete(route);
		}
	}

	private row(id: string): Row {
		const row = this.rows.get(id);
		if (!row) throw new Error(`No workflow ${id} is saved`);
		return row;
	}
}

function text(id: string, json: WorkflowJson, nodeTypes: INodeTypes): string {
	return JSON.stringify({
		name: 'Workflow',
		connections: {},
		...json,
		id,
		settings: { executionOrder: 'v1', ...json.settings },
		nodes: json.nodes.map((node) => savedNode(node, nodeTypes)),
	});
}

import { DataDeduplicationService } from 'n8n-core';
import { type ICheckProcessedContextData, type ICheckProcessedOptions, type IDataObject, type IExecuteFunctions, sleep } from 'n8n-workflow';

/**
 * What several processes of n8n share: the table in which nodes record what they have processed. As in n8n it is read,
 * changed and written as a whole, so that of two at once one is lost; and the first record of a node is made once.
 */
export class SharedDatabase {
	private readonly rows = new Map<string, string[]>();

	isBroken = false;

	/** `latencyMs` is drawn for each reading and each writing. */
	constructor(private readonly latencyMs: () => number) {}

	async use(): Promise<this> {
		Object.assign(DataDeduplicationService, { instance: undefined });
		const unused = async () => await Promise.reject(new Error('Not in this test'));
		await DataDeduplicationService.init({
			checkProcessedAndRecord: async (items, _scope, context, options) => await this.check(items.map(String), context, options),
			removeProcessed: unused,
			clearAllProcessedItems: unused,
			getProcessedDataCount: unused,
		});
		return this;
	}

	/** What a node of this workflow has of it, where nothing else of n8n is needed. */
	contextIn(id: string): IExecuteFunctions {
		const node = { id: 'the-node', name: 'The node' };
		const checkProcessedItemsAndRecord = async (name: string, items: IDataObject[], _scope: string, options: ICheckProcessedOptions) => {
			const { processed } = await this.check(items.map((item) => String(item[name])), { workflow: { id }, node } as unknown as ICheckProcessedContextData, options);
			return { processed: processed.map((key) => ({ [name]: key })) };
		};
		const context = { getNode: () => node, getWorkflow: () => ({ id }), getExecutionCancelSignal: () => undefined, logger: { warn: () => {}, debug: () => {} } };
		return { ...context, helpers: { checkProcessedItemsAndRecord } } as unknown as IExecuteFunctions;
	}

	async check(items: string[], { workflow, node }: ICheckProcessedContextData, { maxEntries = Infinity }: ICheckProcessedOptions) {
		await sleep(this.latencyMs());
		if (this.isBroken) throw new Error('The database is away');
		const row = `${workflow.id}/${node?.id}`;
		const known = this.rows.get(row);
		const before = [...(known ?? [])];
		await sleep(this.latencyMs());
		if (!known && this.rows.has(row)) throw new Error('UNIQUE constraint failed: processed_data');
		const fresh = items.filter((item) => !before.includes(item));
		this.rows.set(row, [...before, ...fresh].slice(-maxEntries));
		return { new: fresh, processed: items.filter((item) => before.includes(item)) };
	}
}

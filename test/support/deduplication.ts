/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDeduplicationOutput,
	INodeTypes,
} from 'n8n-workflow';

/** What n8n's table of processed data holds: for each node one row, the hashes of what it has seen, oldest first. */
export type ProcessedData = Map<string, string[]>;

/** The part of a process that matters here: the database it writes to, as long as it lives. */
export type Writer = { alive: boolean; processedData: ProcessedData };

const writers = new WeakMap<INodeTypes, Writer>();

/** Whoever runs nodes of these types writes there. */
export function writesTo(nodeTypes: INodeTypes, writer: Writer) {
	writers.set(nodeTypes, writer);
}

/** What n8n 2.41 does: it reads the row, changes it, and writes it as a whole. Whoever writes in between is overwritten. */
async function checkProcessedAndRecord(
	items: DeduplicationItemTypes[],
	scope: DeduplicationScope,
	context: ICheckProcessedContextData,
	{ maxEntries = Infinity }: ICheckProcessedOptions,
): Promise<IDeduplicationOutput> {
	const { rows, key, writer } = rowOf(context, scope);
	await setImmediate();
	const before = rows.get(key);
	const read = [...(before ?? [])];
	await setImmediate();
	const known = new Set(read);
	const isKnown = (item: DeduplicationItemTypes) => known.has(hash(item));
	const fresh = items.filter((item) => !isKnown(item));
	// A process that was killed gets no answer any more.
	if (!writer.alive) return await new Promise<never>(() => undefined);
	if (!before && rows.has(key)) throw new Error('UNIQUE constraint failed: processed_data.workflowId, processed_data.context');
	rows.set(key, [...read, ...fresh.map(hash)].slice(-maxEntries));
	return { new: fresh, processed: items.filter(isKnown) };
}

function rowOf({ workflow, node }: ICheckProcessedContextData, scope: DeduplicationScope) {
	const { nodeTypes } = workflow as unknown as { nodeTypes: INodeTypes };
	const writer = writers.get(nodeTypes) ?? { alive: true, processedData: new Map<string, string[]>() };
	writers.set(nodeTypes, writer);
	return { rows: writer.processedData, key: `${workflow.id} ${scope === 'node' ? `n:${node?.id}` : ''}`, writer };
}

const hash = (item: DeduplicationItemTypes) => createHash('md5').update(String(item)).digest('base64');

const notInTests = async (): Promise<never> => {
	throw new Error('Only checkProcessedAndRecord is available in tests');
};

void DataDeduplicationService.init({
	checkProcessedAndRecord,
	removeProcessed: notInTests,
	clearAllProcessedItems: notInTests,
	getProcessedDataCount: notInTests,
});

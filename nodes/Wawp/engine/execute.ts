import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { parallelRequests } from './outputFields';
import { type WawpAccount, accountOf } from './account';
import { itemError } from './errors';
import { explained, failedItem } from './failedItem';
import { inRange } from './inRange';
import { addressedBy, jobOf, operationOf } from './job';
import { type Item, type Operation, type Resource, type Result, isRead } from './operation';
import { resultsOfAnswer } from './output';
import { withoutValues } from './redact';
import { retryNote, warnOfRetries } from './retryOnFail';

/** For operations that change something and keep to one at a time per instance by themselves. */
const OVERLAPPING_AT_ONCE = 8;

type Resources = Record<string, Resource>;

/** Runs the chosen operation for every item; the results keep the order of the items. */
export async function execute(context: IExecuteFunctions, resources: Resources): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, resources);
	warnOfRetries(context, operation);
	const outcomes = await inOrder(context, itemsAtOnce(context, operation), (index) => runItem(resources, operation, { context, index }));
	const stopped = outcomes.find((outcome) => outcome instanceof Error);
	if (stopped) throw explained(stopped, countOf(operation, outcomes, context.getInputData().length), retryNote(context, operation));
	return byOutput(context, operation, (outcomes as Result[][]).flat());
}

/** Writes go one after the other, as their order matters in a chat. Reads overlap. */
function itemsAtOnce(context: IExecuteFunctions, operation: Operation): number {
	if (operation.overlaps) return OVERLAPPING_AT_ONCE;
	if (!isRead(operation)) return 1;
	return Math.floor(Number(inRange(parallelRequests, chosenAtOnce(context))));
}

/** An expression that fails for the first item must not end all of them: each reads it with its other options, and tells. */
function chosenAtOnce(context: IExecuteFunctions): unknown {
	try {
		return context.getNodeParameter(`options.${parallelRequests.name}`, 0, parallelRequests.default);
	} catch {
		return parallelRequests.default;
	}
}

/** An AI agent reads the first output only. In n8n's engine, the type of the node is what tells that one is asking. */
function byOutput(context: IExecuteFunctions, { outputs = [''] }: Operation, results: Result[]): INodeExecutionData[][] {
	const isTool = context.getNode().type.endsWith('Tool');
	const sorted = outputs.map((): INodeExecutionData[] => []);
	for (const { output = 0, ...item } of results) sorted[isTool ? 0 : output]!.push(item);
	return isTool ? [sorted[0]!] : sorted;
}

function chosenOperation(context: IExecuteFunctions, resources: Resources): Operation {
	const resource = context.getNodeParameter('resource', 0) as string;
	const operation = context.getNodeParameter('operation', 0) as string;
	const known = Object.hasOwn(resources, resource) && Object.hasOwn(resources[resource]!.operations, operation);
	if (known) return operationOf(resources, `${resource}.${operation}`);
	throw new NodeOperationError(context.getNode(), `This version of the Wawp node has no operation '${resource}: ${operation}'`, {
		description: "Choose another one, or update the package. For calls of your own use n8n's HTTP Request node with the Wawp API credential.",
	});
}

type Outcome = Result[] | Error;

/** Stops handing out items after a failure, or when the execution was cancelled. */
async function inOrder(context: IExecuteFunctions, atOnce: number, work: (index: number) => Promise<Outcome>): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	const waiting = context.getInputData().keys();
	let failed = false;
	const worker = async () => {
		for (const index of waiting) {
			outcomes[index] = await work(index);
			failed ||= outcomes[index] instanceof Error;
			if (failed || context.getExecutionCancelSignal()?.aborted) return;
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	return outcomes;
}

/** What stops a run of writes says how far the run had come: those before it must not be run again. */
function countOf(operation: Operation, outcomes: Outcome[], items: number): string {
	if (isRead(operation) || operation.overlaps || items < 2) return '';
	const done = outcomes.length - 1;
	const before = done === 0 ? 'None was done before it.' : `The ${done} before it ${done === 1 ? 'was' : 'were'} done: do not run them again.`;
	return `This was item ${done + 1} of ${items}. ${before}`;
}

async function runItem(resources: Resources, operation: Operation, item: Item): Promise<Outcome> {
	const { context, index } = item;
	const pairedItem = { item: index };
	try {
		return (await resultsOf(resources, operation, item)).map((result) => ({ ...result, pairedItem }));
	} catch (caught) {
		const error = itemError(context.getNode(), caught as Error, index);
		const output = (operation.outputs?.length ?? 1) - 1;
		return context.continueOnFail() ? [{ ...failedItem(context, error), pairedItem, output }] : error;
	}
}

async function resultsOf(resources: Resources, operation: Operation, item: Item): Promise<Result[]> {
	const { context, index } = item;
	const account = await accountOf(context, index);
	try {
		return (await resultsFor(resources, operation, item, account)).map(({ json, ...result }) => ({ json: withoutValues(json, account.secrets), ...result }));
	} catch (error) {
		throw withoutSecrets(error as NodeOperationError, account.secrets);
	}
}

async function resultsFor(resources: Resources, operation: Operation, item: Item, account: WawpAccount): Promise<Result[]> {
	const { index } = item;
	const target = { account, instanceId: addressedBy(operation, item, account), itemIndex: index };
	const job = await jobOf(resources, operation, item, target);
	const results = (await operation.before?.(job)) ?? (operation.run ? await operation.run(job) : await resultsOfAnswer(job));
	return operation.after?.(job, results) ?? results;
}

/** What is wrong with an answer that came as a success may be quoted from it as well. */
function withoutSecrets(error: NodeOperationError, secrets: string[]): Error {
	const told = { message: error.message, description: error.description };
	const masked = withoutValues(told, secrets);
	// The message of some errors cannot be set.
	if (masked.message !== told.message) error.message = masked.message;
	if (masked.description !== told.description) error.description = masked.description;
	return error;
}

import {
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	NodeOperationError,
} from 'n8n-workflow';

import { binaryPropertyName, simplify } from '../fields/output';
import { instanceId as instanceIdField } from '../fields/instance';
import { type WawpAccount, accountOf } from './account';
import { isObject, isQueued } from './answer';
import { apiError, itemError } from './errors';
import { inputError } from './input';
import { instanceIdOf } from './instance';
import { type Fields, type ImageOutput, type Item, type Job, type Operation, type Resource, type Result, type Target, propertiesOf } from './operation';
import { withoutSecretKeys, withoutValues } from './redact';
import { ask, call } from './transport';

/** Writes go one after the other, as their order matters in a chat. Reads overlap, up to this many. */
const READS_AT_ONCE = 8;

type Resources = Record<string, Resource>;

/** Runs the chosen operation for every item; the results keep the order of the items. */
export async function execute(context: IExecuteFunctions, resources: Resources): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, resources);
	const mayOverlap = operation.overlaps || operation.reads || operation.request.startsWith('GET ');
	const outcomes = await inOrder(context, mayOverlap ? READS_AT_ONCE : 1, (index) => runItem(resources, operation, { context, index }));
	const stopped = outcomes.find((outcome) => outcome instanceof Error);
	if (stopped) throw stopped;
	return byOutput(context, operation, (outcomes as Result[][]).flat());
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
	const known = Object.hasOwn(resources, resource) ? resources[resource]!.operations : {};
	if (Object.hasOwn(known, operation)) return known[operation]!;
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

async function runItem(resources: Resources, operation: Operation, item: Item): Promise<Outcome> {
	const { context, index } = item;
	const pairedItem = { item: index };
	try {
		return (await resultsOf(resources, operation, item)).map((result) => ({ ...result, pairedItem }));
	} catch (caught) {
		const error = itemError(context.getNode(), caught as Error, index);
		const output = (operation.outputs?.length ?? 1) - 1;
		return context.continueOnFail() ? [{ json: { error: error.message }, error, pairedItem, output }] : error;
	}
}

async function resultsOf(resources: Resources, operation: Operation, item: Item): Promise<Result[]> {
	const { context, index } = item;
	const account = await accountOf(context, index);
	const target = { account, instanceId: addressedBy(operation, item, account), itemIndex: index };
	const job = await jobOf(resources, operation, item, target);
	await operation.check?.(job);
	const results = operation.run ? await operation.run(job) : await job.output(await call(context, operation, job.values, target));
	return results.map(({ json, ...result }) => ({ json: withoutValues(json, account.secrets), ...result }));
}

function addressedBy({ needsInstance }: Operation, { context, index }: Item, account: WawpAccount): string {
	if (needsInstance === false) return '';
	return instanceIdOf(context, context.getNodeParameter(instanceIdField.name, index), account, index);
}

async function jobOf(resources: Resources, operation: Operation, item: Item, target: Target): Promise<Job> {
	const { context, index } = item;
	const job: Job = {
		operation,
		item,
		instanceId: target.instanceId,
		values: { ...(await readFields(operation, item)), ...(await readOptions(operation, item)) },
		get: ({ name }) => context.getNodeParameter(name, index),
		call: async (key, values = {}) => await call(context, rowOf(resources, key), values, target),
		ask: async (key, values = {}) => await ask(context, rowOf(resources, key), values, target),
		errorOf: (key, answer, words) => apiError(context.getNode(), { ...rowOf(resources, key), ...words }, answer, target),
		output: async (body) => await outputOf(job, body),
	};
	return job;
}

function rowOf(resources: Resources, key: string): Operation {
	const [resource = '', name = ''] = key.split('.');
	return resources[resource]!.operations[name]!;
}

async function outputOf(job: Job, body: unknown): Promise<INodeExecutionData[]> {
	const { operation, instanceId, get } = job;
	const { list, json, simplify: simplified, image } = operation.output ?? {};
	if (list) return list(body).map((row) => ({ json: withoutSecretKeys(row) }));
	const whole = withoutSecretKeys(asJson(body));
	// What is queued has not happened yet: no shape may claim that it has.
	if (isQueued(body)) return [{ json: whole }];
	const shape = simplified ?? json;
	const shaped = shape ? shape(asObject(body), instanceId) : whole;
	const raw = simplified && !get(simplify) ? { raw: whole } : {};
	return [{ json: { ...shaped, ...raw }, ...(image && (await binaryOf(job, image, body))) }];
}

async function binaryOf({ operation, item: { context, index }, get }: Job, { read, fileName, onRequest }: ImageOutput, body: unknown) {
	if (onRequest && !get(onRequest)) return {};
	const bytes = read(body);
	if (bytes) {
		const name = get(binaryPropertyName) as string;
		return { binary: { [name]: await context.helpers.prepareBinaryData(bytes, fileName, 'image/png') } };
	}
	if (onRequest) return {};
	throw new NodeOperationError(context.getNode(), "Wawp's answer holds no picture", {
		itemIndex: index,
		description: operation.needs
			? `There is one only while the session is in the state ${operation.needs}: see 'Session > Get Info'.`
			: 'The WhatsApp engine of this instance may have nothing to show.',
	});
}

const asObject = (body: unknown): IDataObject => (isObject(body) ? (body as IDataObject) : {});

/** An item is an object, whatever Wawp answered. */
function asJson(body: unknown): IDataObject {
	const isEmpty = body === undefined || body === '' || (isObject(body) && Object.keys(body).length === 0);
	if (isEmpty) return { success: true };
	if (isObject(body)) return body as IDataObject;
	return { answer: Buffer.isBuffer(body) ? `${body.length} bytes` : (body as string) };
}

async function readFields({ fields = {} }: Operation, item: Item): Promise<IDataObject> {
	return await read(fields, item, (property) => {
		const value = item.context.getNodeParameter(property.name, item.index, property.default, {
			extractValue: property.type === 'resourceLocator',
		});
		if (!isBlank(value)) return value;
		if (property.required) throw inputError(item, property, 'is empty');
		return undefined;
	});
}

async function readOptions({ options = {} }: Operation, item: Item): Promise<IDataObject> {
	const chosen = item.context.getNodeParameter('options', item.index, {}) as IDataObject;
	const added = Object.entries(options).filter(([, field]) => propertiesOf(field).some(({ name }) => name in chosen));
	return await read(Object.fromEntries(added), item, ({ name }) => chosen[name]);
}

async function read(fields: Fields, item: Item, get: (property: INodeProperties) => unknown): Promise<IDataObject> {
	const values: Record<string, unknown> = {};
	for (const [key, field] of Object.entries(fields)) {
		values[key] = 'read' in field ? await field.read(get, item) : get(field);
	}
	return values as IDataObject;
}

const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

import { type IDataObject, type IExecuteFunctions, type INode, NodeOperationError, sleep } from 'n8n-workflow';

import { execute } from '../../nodes/Wawp/engine/execute';
import type { Job, Operation, Resource, Result } from '../../nodes/Wawp/engine/operation';

/* Items: in which order and how many at a time they are worked off, what a failure says of the others, and by which output they leave. */

interface Given {
	items?: number;
	/** Those that fail. */
	failing?: number[];
	goesOn?: boolean;
	type?: string;
	parallel?: unknown;
	key?: [resource: string, operation: string];
}

async function run(kind: Partial<Operation>, { items = 5, failing = [], goesOn = false, type = 'n8n-nodes-wawp.wawp', parallel, key = ['thing', 'do'] }: Given = {}) {
	const begun: number[] = [];
	let [atOnce, most] = [0, 0];
	const work = async ({ item: { index, context } }: Job): Promise<Result[]> => {
		begun.push(index);
		most = Math.max(most, ++atOnce);
		// The first ones take longest.
		await sleep(items - index);
		atOnce--;
		if (failing.includes(index)) throw new NodeOperationError(context.getNode(), `Item ${index} failed`, { description: 'As it was told to.' });
		return [{ json: { index }, ...(kind.outputs && { output: index % kind.outputs.length }) }];
	};
	const operation = { name: 'Do', action: 'Do', description: 'Do', request: 'POST /v2/do', needsInstance: false, run: work, ...kind } as Operation;
	const resources = { thing: { name: 'Thing', operations: { do: operation } } } as unknown as Record<string, Resource>;
	const given: IDataObject = { resource: key[0], operation: key[1], options: {}, ...(parallel !== undefined && { 'options.parallelRequests': parallel as never }) };
	const node = { name: 'Wawp', type, parameters: {} } as unknown as INode;
	const context = {
		getInputData: () => Array.from({ length: items }, () => ({ json: {} })),
		getNode: () => node,
		getNodeParameter: (name: string, _index: number, fallback: unknown) => (name in given ? given[name] : fallback),
		getCredentials: async () => ({ baseUrl: 'https://api.wawp.net', accessToken: 'wp-token', instanceId: '' }),
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => goesOn,
	};
	const outcome = await execute(context as unknown as IExecuteFunctions, resources).then(
		(outputs) => ({ outputs: outputs.map((output) => output.map(({ json, pairedItem }) => [json.index ?? json.error, (pairedItem as { item: number }).item])), error: undefined }),
		(error: NodeOperationError) => ({ outputs: undefined, error }),
	);
	return { ...outcome, begun, most };
}

const own = (count: number) => Array.from({ length: count }, (_each, index) => [index, index]);

test('writes go one after the other', async () => {
	expect(await run({})).toMatchObject({ outputs: [own(5)], begun: [0, 1, 2, 3, 4], most: 1 });
});

test.each<[how: string, kind: Partial<Operation>, parallel: unknown, most: number]>([
	['reads overlap', { request: 'GET /v2/do' }, undefined, 8],
	['and so do those by POST', { reads: true }, undefined, 8],
	['as many as was chosen', { reads: true }, 3, 3],
	['no more than the panel allows', { reads: true }, 100, 20],
	['and one at least', { reads: true }, 0, 1],
	['in whole numbers', { reads: true }, 2.9, 2],
	['writes that keep their order by themselves overlap as well', { overlaps: true }, 1, 8],
])('%s, and the output keeps the order of the items', async (_how, kind, parallel, most) => {
	expect(await run(kind, { items: 30, parallel })).toMatchObject({ outputs: [own(30)], most });
});

describe('a failure ends the run', () => {
	test.each<[failing: number, items: number, words: string]>([
		[0, 3, 'This was item 1 of 3. None was done before it.'],
		[1, 3, 'This was item 2 of 3. The 1 before it was done: do not run them again.'],
		[2, 5, 'This was item 3 of 5. The 2 before it were done: do not run them again.'],
		[1, 2, 'This was item 2 of 2. The 1 before it was done: do not run them again.'],
	])('of writes at item %i of %i, and says how far it had come', async (failing, items, words) => {
		const { error, begun } = await run({}, { items, failing: [failing] });
		expect([error!.message, error!.description, error!.context.itemIndex]).toEqual([`Item ${failing} failed`, `As it was told to. ${words}`, failing]);
		expect(begun).toHaveLength(failing + 1);
	});

	test.each<[what: string, kind: Partial<Operation>, items: number]>([
		['a single item', {}, 1],
		['reads, which may be run again', { reads: true }, 5],
		['those that overlap, of which others may be under way', { overlaps: true }, 5],
	])('of %s, and says nothing of others', async (_what, kind, items) => {
		expect((await run(kind, { items, failing: [0] })).error!.description).toBe('As it was told to.');
	});

	test('and no item is begun after it', async () => {
		// The last of those under way ends first.
		const { error, begun } = await run({ reads: true }, { items: 30, failing: [7] });
		expect([error!.message, begun.length < 20]).toEqual(['Item 7 failed', true]);
	});

	test('unless the workflow goes on', async () => {
		expect((await run({}, { failing: [1, 3], goesOn: true })).outputs).toEqual([[[0, 0], ['Item 1 failed', 1], [2, 2], ['Item 3 failed', 3], [4, 4]]]);
	});
});

describe('of an operation with several outputs', () => {
	const outputs = ['Working', 'Needs Login', 'Failed'];

	test('each item leaves by its own, and one that failed by the last', async () => {
		expect((await run({ outputs }, { failing: [0], goesOn: true })).outputs).toEqual([[[3, 3]], [[1, 1], [4, 4]], [['Item 0 failed', 0], [2, 2]]]);
	});

	test('an AI agent reads all by the first', async () => {
		expect((await run({ outputs }, { type: 'n8n-nodes-wawp.wawpTool' })).outputs).toEqual([own(5)]);
	});
});

test.each<[resource: string, operation: string]>([
	['thing', 'undo'],
	['nothing', 'do'],
	['thing', 'toString'],
	['constructor', 'name'],
	['__proto__', 'toString'],
])('an operation that there is not (%s: %s) is said so', async (resource, operation) => {
	const { error, begun } = await run({}, { key: [resource, operation] });
	expect([error!.message, begun]).toEqual([`This version of the Wawp node has no operation '${resource}: ${operation}'`, []]);
});

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { record } from '../../nodes/Wawp/engine/record';
import { time } from '../../nodes/Wawp/time/time';
import { handOverItem } from '../../nodes/Wawp/trigger/handOver';
import { here } from '../../nodes/Wawp/trigger/memory/process';
import { finishRun } from '../../nodes/Wawp/trigger/run';
import { SharedDatabase } from '../support/sharedDatabase';

/* Whether a run asks n8n's database if its events were seen before: one event that another process may have seen is enough. */

beforeEach(() => void (time.speed = 1_000));
afterEach(() => {
	time.speed = 1;
	here.runs = false;
});

interface Heard {
	/** By this process, or by another one. */
	isOwn: boolean;
	isSure: boolean;
}

let count = 0;

/** How many of the events of a delivery go on, where the database knows some of them. */
async function goesOn(heard: Heard[], isKnown: boolean[], mode = 'trigger'): Promise<number> {
	const own = new SharedDatabase(() => 0).contextIn(`workflow ${++count}`);
	const items: INodeExecutionData[] = heard.map(({ isOwn, isSure }, index) =>
		handOverItem({ delivery: `delivery ${count}`, heardBy: isOwn ? here.id : 'another', heardAt: Date.now(), keys: [`key ${index}`], isSure, event: { event: 'message', fields: {}, payload: {}, raw: {} } } as never),
	);
	const given: IDataObject = { events: ['message'] };
	const context = { ...own, getInputData: () => items, getMode: () => mode, getNodeParameter: (name: string, _index: number, fallback: unknown) => given[name] ?? fallback, addExecutionHints: () => {} } as unknown as IExecuteFunctions;
	const node = { ...own.getNode(), parameters: {} };
	Object.assign(context, { getNode: () => node });
	await record(context, isKnown.flatMap((known, index) => (known ? [`key ${index}`] : [])), 9_000);
	const [started] = await finishRun(context);
	return started!.length;
}

const SURE = { isOwn: true, isSure: true };
const UNSURE = { isOwn: true, isSure: false };
const OTHERS = { isOwn: false, isSure: true };

test.each<[what: string, heard: Heard[], isKnown: boolean[], number: number]>([
	['what this process knows to be new goes on, without a question', [SURE, SURE], [true, true], 2],
	['one of which it is not sure does not, if it was seen', [UNSURE], [true], 0],
	['nor one that another process heard', [OTHERS], [true], 0],
	['nor does what came along with such a one', [SURE, UNSURE], [true, true], 0],
	['in whichever order', [OTHERS, SURE], [true, true], 0],
	['each for itself', [UNSURE, SURE, OTHERS], [true, false, false], 2],
	['what nobody has seen goes on', [UNSURE, OTHERS], [false, false], 2],
])('%s', async (_what, heard, isKnown, number) => {
	expect(await goesOn(heard, isKnown)).toBe(number);
});

test.each<[mode: string, heard: Heard, runs: boolean]>([
	['trigger', SURE, true],
	['retry', SURE, true],
	['trigger', OTHERS, false],
	['manual', SURE, false],
])('that this process runs what it hears is told by a run (%s) of %j: %p; a test in the editor is always run by the process that hears it', async (mode, heard, runs) => {
	await goesOn([heard], [], mode);
	expect(here.runs).toBe(runs);
});

test.each(['manual', 'retry', 'evaluation'])('a person wants it now: with %s all goes on', async (mode) => {
	expect(await goesOn([UNSURE, OTHERS], [true, true], mode)).toBe(2);
});

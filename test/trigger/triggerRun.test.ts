import { type IDataObject, type IExecuteFunctions, type INodeExecutionData, sleep } from 'n8n-workflow';

import { record } from '../../nodes/Wawp/engine/record';
import type { Outage } from '../../nodes/Wawp/session/outage';
import { time } from '../../nodes/Wawp/time/time';
import { handOverItem } from '../../nodes/Wawp/trigger/handOver';
import { newsMarksBefore } from '../../nodes/Wawp/trigger/memory/keys';
import { here } from '../../nodes/Wawp/trigger/memory/process';
import { finishRun } from '../../nodes/Wawp/trigger/run';
import { instanceOf } from '../../nodes/Wawp/trigger/states';
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

interface Given {
	/** What the database knows. */
	known: string[];
	mode?: string;
	parameters?: IDataObject;
	/** The same for each event. */
	event?: IDataObject;
	change?: IDataObject;
	/** What else is handed over of each. */
	more?: IDataObject;
	/** What n8n has of the workflow; another one for each run unless given. */
	own?: IExecuteFunctions;
}

const another = () => new SharedDatabase(() => 0).contextIn(`workflow ${++count}`);

/** What becomes of the events of a delivery, of which the first has the key 0. */
async function run(heard: Heard[], { known, mode = 'trigger', parameters, event, change, more, own = another() }: Given): Promise<{ items: INodeExecutionData[]; hints: string[] }> {
	const delivery = `delivery ${++count}`;
	const items: INodeExecutionData[] = heard.map(({ isOwn, isSure }, index) =>
		handOverItem({ delivery, heardBy: isOwn ? here.id : 'another', heardAt: Date.now(), keys: [`key ${index}`], isSure, change, event: { event: 'message', fields: {}, payload: {}, raw: {}, ...event }, ...more } as never),
	);
	const given: IDataObject = { events: ['message'], ...parameters };
	const hints: string[] = [];
	const context = { ...own, getInputData: () => items, getMode: () => mode, getNodeParameter: (name: string, _index: number, fallback: unknown) => given[name] ?? fallback, addExecutionHints: ({ message }: { message: string }) => hints.push(message) } as unknown as IExecuteFunctions;
	const node = { ...own.getNode(), parameters: {} };
	Object.assign(context, { getNode: () => node });
	await record(context, known, 9_000);
	const [started] = await finishRun(context);
	return { items: started!, hints };
}

const keysOf = (isKnown: boolean[]) => isKnown.flatMap((known, index) => (known ? [`key ${index}`] : []));

/** How many of the events of a delivery go on, where the database knows some of them. */
const goesOn = async (heard: Heard[], isKnown: boolean[], mode?: string): Promise<number> => (await run(heard, { known: keysOf(isKnown), mode })).items.length;

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

test.each<[heard: Heard[], isKnown: boolean[], hints: number]>([
	[[UNSURE], [true], 1],
	[[UNSURE, OTHERS], [false, true], 1],
	[[UNSURE, OTHERS], [false, false], 0],
	[[SURE], [true], 0],
])('a run that leaves out what came again says so to whoever looks at it, and no other does (%j, known: %j)', async (heard, isKnown, hints) => {
	expect((await run(heard, { known: keysOf(isKnown) })).hints).toEqual(Array(hints).fill(expect.stringMatching(/delivered an event again that has started a run before/)));
});

test.each<[onlyWhenChanged: boolean, heard: Heard, number: number]>([
	[true, UNSURE, 0],
	[true, OTHERS, 0],
	[false, UNSURE, 1],
	[false, OTHERS, 1],
])('a new event of a state that was told before is a repeat of the state where only changes start the workflow (%p), and else an event like any other (%j): %d', async (onlyWhenChanged, heard, number) => {
	const given = { event: { event: 'session.status', status: 'FAILED' }, parameters: { events: ['session.status'], onlyWhenChanged }, change: { hasChanged: true, previousStatus: 'WORKING', stateKey: 'state' } };
	expect((await run([heard], { known: ['state'], ...given })).items).toHaveLength(number);
	expect((await run([heard], { known: ['another state'], ...given })).items).toHaveLength(1);
});

test('only what tells of a state has a state and the one before', async () => {
	const change = { hasChanged: true, previousStatus: 'WORKING' };
	const of = async (event: IDataObject, parameters: IDataObject) => (await run([SURE], { known: [], event, parameters, change })).items[0]!.json;
	expect(await of({ event: 'session.status', status: 'FAILED' }, { events: ['session.status'] })).toMatchObject({ status: 'FAILED', previousStatus: 'WORKING' });
	expect(Object.keys(await of({ event: 'message' }, {}))).not.toContain('previousStatus');
});

test('what this process knows to be new is noted all the same: when it comes again, to whichever process, it starts nothing', async () => {
	const own = another();
	expect((await run([SURE, SURE], { known: [], own })).items).toHaveLength(2);
	// some seconds of the nodes' clock
	await sleep(50);
	expect((await run([OTHERS, OTHERS], { known: [], own })).items).toEqual([]);
});

test.each<[heard: Heard, hasChanged: boolean, previousStatus: string | null]>([
	[OTHERS, true, 'WORKING'],
	[OTHERS, false, null],
	[SURE, false, 'WORKING'],
])('what another process took for the state before is told where it heard a change, as it may be older than the present one (%j, a change: %p): %p', async (heard, hasChanged, previousStatus) => {
	const given = { event: { event: 'session.status', status: 'FAILED' }, parameters: { events: ['session.status'], onlyWhenChanged: false }, change: { hasChanged, previousStatus: 'WORKING' } };
	expect((await run([heard], { known: [], ...given })).items).toMatchObject([{ json: { previousStatus } }]);
});

test.each<[what: string, event: IDataObject, parameters: IDataObject, number: number]>([
	['an event that is not chosen', {}, { events: ['session.status'] }, 0],
	['a state that is not', { event: 'session.status', status: 'FAILED' }, { events: ['session.status'], states: ['WORKING'] }, 0],
	['a state that is', { event: 'session.status', status: 'FAILED' }, { events: ['session.status'], states: ['FAILED'] }, 1],
	['a state, whichever it is, where outages start the workflow', { event: 'session.status', status: 'FAILED' }, { events: ['session.status'], states: ['WORKING'], startOn: 'outage' }, 1],
])('what came while the settings could not be read is decided on now: of %s go on as many, and none is said to have come again', async (_what, event, parameters, number) => {
	const { items, hints } = await run([OTHERS], { known: [], event, parameters, more: { undecided: 'check' } });
	expect([items.length, hints]).toEqual([number, []]);
});

test.each<[onlyWhenChanged: boolean, heard: Heard, change: IDataObject, number: number]>([
	[true, SURE, {}, 0],
	[true, UNSURE, {}, 0],
	[true, OTHERS, {}, 1],
	[true, SURE, { stateKey: 'state' }, 1],
	[false, SURE, {}, 1],
])('a state that is as it was starts nothing where only changes do (%p), and where the process that runs it has heard all of them itself (%j, %j): %d', async (onlyWhenChanged, heard, change, number) => {
	const given = { event: { event: 'session.status', status: 'FAILED' }, parameters: { events: ['session.status'], onlyWhenChanged }, change: { hasChanged: false, previousStatus: 'FAILED', ...change } };
	expect((await run([heard], { known: [], ...given })).items).toHaveLength(number);
});

describe('a look at a session, a minute after', () => {
	const MINUTE_MS = 60_000;
	const now = Date.now();
	const status = { event: 'session.status', status: 'FAILED', instanceId: 'AAAAAAAAAAAA' };
	const lost = { since: '2026-01-01T00:00:00.000Z', from: 'WORKING', to: 'FAILED' };
	const heardAt = (at: number, outage: IDataObject, keys: string[]) => ({ event: status, parameters: { events: ['session.status'], startOn: 'outage' }, change: { hasChanged: true, previousStatus: 'WORKING' }, more: { heardAt: at, outage, keys } });
	const back = { ...lost, lastedSeconds: 0 };
	/** How much of this it tells. */
	const looks = async (own: IExecuteFunctions, at: number, outage: Outage) => (await run([OTHERS], { known: [], own, ...heardAt(at, outage, newsMarksBefore(instanceOf(status as never), outage, at)) })).items.length;

	test.each<[what: string, heard: Outage, known: string[], seen: Outage, tells: number]>([
		['does not tell the loss that another process heard, however late its run', lost, [], lost, 0],
		['nor that it is back, where another process heard so', back, [], back, 0],
		['tells that it is back, where another process heard that it was lost', lost, [], back, 1],
		['tells that it is lost again, where the process heard that it is back', back, [], lost, 1],
		['tells that it is lost, where the process heard a loss of before once more', lost, ['the loss'], lost, 1],
	])('%s', async (_what, heard, known, seen, tells) => {
		const own = another();
		const at = now - 10 * MINUTE_MS;
		await run([OTHERS], { known, own, ...heardAt(at, heard, ['the loss']) });
		await sleep(50);
		expect(await looks(own, at + MINUTE_MS, seen)).toBe(tells);
	});
});

import type { IDataObject } from 'n8n-workflow';

import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { type Accepted, acceptedOf } from '../../nodes/Wawp/trigger/accept';
import { type Memory, here, recall } from '../../nodes/Wawp/trigger/memory/process';
import type { Settings } from '../../nodes/Wawp/trigger/settings';

/*
 * Which events start a run: what a process knows to be a repetition starts none; what another one may have heard to change does,
 * and the run finds out. What n8n could not take has not been heard.
 */

const AT = Date.UTC(2026, 0, 1);

afterEach(() => void (here.runs = false));

let count = 0;
const anew = (): Memory => recall(`acceptance ${++count}`);

/** A delivery on its way: n8n has not answered it yet. */
function delivered(memory: Memory, bodies: IDataObject[], settings: Partial<Settings> = {}): { accepted: Promise<Accepted[]>; answered: (statusCode: number) => void } {
	const listeners: Array<() => void> = [];
	const answer = { statusCode: 200, destroyed: false, once: (name: string, listener: () => void) => name === 'finish' && listeners.push(listener) };
	const events = bodies.flatMap((body) => eventsIn({ id: `evt_${++count}`, timestamp: AT + 2_000, metadata: { instance_id: 'A' }, ...body })!);
	return {
		accepted: acceptedOf(memory, events, { onlyWhenChanged: true, states: ['*'], ...settings } as Settings, answer),
		answered(statusCode) {
			answer.statusCode = statusCode;
			for (const listener of listeners) listener();
		},
	};
}

/** The same, answered at once. */
async function taken(memory: Memory, bodies: IDataObject[], { status = 200, ...settings }: Partial<Settings> & { status?: number } = {}): Promise<Accepted[]> {
	const { accepted, answered } = delivered(memory, bodies, settings);
	const result = await accepted;
	answered(status);
	return result;
}

const state = (status: string, more: IDataObject = {}): IDataObject => ({ event: 'session.status', payload: { status, ...more } });
const plain = state('WORKING');
/** Since when it holds is the same for all processes. */
const dated = state('WORKING', { statuses: [{ status: 'STARTING', timestamp: AT }, { status: 'WORKING', timestamp: AT + 1_000 }] });

test.each<[what: string, runs: boolean, onlyWhenChanged: boolean, body: IDataObject, numbers: number[]]>([
	['a state that is told again starts nothing', true, true, plain, [1, 0, 0]],
	['but where others hear a part of what happens', false, true, plain, [1, 1, 1]],
	['unless it says since when it holds', false, true, dated, [1, 0, 0]],
	['each does, where each is wanted', true, false, plain, [1, 1, 1]],
	['also with its time', false, false, dated, [1, 1, 1]],
])('%s', async (_what, runs, onlyWhenChanged, body, numbers) => {
	here.runs = runs;
	const memory = anew();
	const told: number[] = [];
	for (const each of [body, body, body]) told.push((await taken(memory, [each], { onlyWhenChanged })).length);
	expect(told).toEqual(numbers);
});

const moves = (accepted: Accepted[]) => accepted.map(({ event, change }) => `${String(change?.previousStatus)} > ${event.status}`);

test.each<[what: string, before: IDataObject[], lost: IDataObject[], again: string[]]>([
	['the first state', [], [state('FAILED')], ['null > FAILED']],
	['a state after another one', [state('WORKING')], [state('FAILED')], ['WORKING > FAILED']],
	['several in one delivery', [state('WORKING')], [state('FAILED'), state('STARTING')], ['WORKING > FAILED', 'FAILED > STARTING']],
	['one that says since when it holds', [state('STARTING')], [dated], ['STARTING > WORKING']],
])('%s that n8n could not take is heard anew when it comes again', async (_what, before, lost, again) => {
	here.runs = true;
	const memory = anew();
	for (const body of before) await taken(memory, [body]);
	await taken(memory, lost, { status: 503 });
	expect(moves(await taken(memory, lost))).toEqual(again);
});

const message: IDataObject = { event: 'message', id: 'evt_same', payload: { id: 'false_1@c.us_A', body: 'Hi' } };

test.each([
	[200, 0],
	[399, 0],
	[400, 1],
	[503, 1],
])('what comes again before n8n has answered waits for the answer: after a %i it starts %i', async (status, number) => {
	const memory = anew();
	const first = delivered(memory, [message]);
	expect(await first.accepted).toHaveLength(1);
	let second: number | undefined;
	const again = delivered(memory, [message]).accepted.then((accepted) => (second = accepted.length));
	await new Promise((resolve) => setImmediate(resolve));
	expect(second).toBeUndefined();
	first.answered(status);
	await again;
	expect(second).toBe(number);
});

import type { IDataObject } from 'n8n-workflow';

import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { acceptedOf } from '../../nodes/Wawp/trigger/accept';
import { here, recall } from '../../nodes/Wawp/trigger/memory/process';
import type { Settings } from '../../nodes/Wawp/trigger/settings';

/* Which states start a run: what a process knows to be a repetition starts none; what another one may have heard to change does, and the run finds out. */

const AT = Date.UTC(2026, 0, 1);

afterEach(() => void (here.runs = false));

let count = 0;

/** How many of these states, each delivered for itself and with an ID of its own, are accepted. */
async function accepted(onlyWhenChanged: boolean, payloads: IDataObject[]): Promise<number[]> {
	const memory = recall(`acceptance ${++count}`);
	const settings = { onlyWhenChanged, states: ['*'] } as unknown as Settings;
	const numbers: number[] = [];
	for (const payload of payloads) {
		const finished: Array<() => void> = [];
		const answer = { statusCode: 200, destroyed: false, once: (name: string, listener: () => void) => name === 'finish' && finished.push(listener) };
		const events = eventsIn({ event: 'session.status', id: `evt_${++count}`, timestamp: AT + 2_000, metadata: { instance_id: 'A' }, payload })!;
		numbers.push((await acceptedOf(memory, events, settings, answer)).length);
		for (const listener of finished) listener();
	}
	return numbers;
}

const plain = { status: 'WORKING' };
/** Since when it holds is the same for all processes. */
const dated = { ...plain, statuses: [{ status: 'STARTING', timestamp: AT }, { status: 'WORKING', timestamp: AT + 1_000 }] };

test.each<[what: string, runs: boolean, onlyWhenChanged: boolean, payload: IDataObject, numbers: number[]]>([
	['one that is told again starts nothing', true, true, plain, [1, 0, 0]],
	['but where others hear a part of what happens', false, true, plain, [1, 1, 1]],
	['unless it says since when it holds', false, true, dated, [1, 0, 0]],
	['each does, where each is wanted', true, false, plain, [1, 1, 1]],
	['also with its time', false, false, dated, [1, 1, 1]],
])('%s', async (_what, runs, onlyWhenChanged, payload, numbers) => {
	here.runs = runs;
	expect(await accepted(onlyWhenChanged, [payload, payload, payload])).toEqual(numbers);
});

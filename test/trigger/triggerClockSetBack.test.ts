import type { IDataObject } from 'n8n-workflow';

import { type WawpEvent, eventsIn } from '../../nodes/Wawp/delivery/event';
import { type Answer, acceptedOf } from '../../nodes/Wawp/trigger/accept';
import { here, recall } from '../../nodes/Wawp/trigger/memory/process';

/* The clock of n8n is set back: what was heard before that lies in the future. */

const LATER = here.startedAt + 86_400_000;
const HOUR_MS = 3_600_000;

beforeEach(() => jest.useFakeTimers({ now: LATER }));
afterEach(() => jest.useRealTimers());

const answered: Answer = { statusCode: 200, destroyed: false, once: (event, listener) => event === 'finish' && listener() };
const eventOf = (body: IDataObject): WawpEvent => eventsIn({ metadata: { instance_id: 'I' }, ...body })![0]!;

let count = 0;
/** How many of them start the workflow, the second one so many ms after the first. */
async function started(body: IDataObject, afterMs: number): Promise<number> {
	const memory = recall(`set back ${++count}`);
	const first = await acceptedOf(memory, [eventOf(body)], undefined, answered);
	jest.setSystemTime(LATER + afterMs);
	return first.length + (await acceptedOf(memory, [eventOf(body)], undefined, answered)).length;
}

const typing = { event: 'presence.update', payload: { id: '201145202826@c.us', presences: [{ participant: '201145202826@c.us', lastKnownPresence: 'typing' }] } };
const scan = { event: 'session.status', payload: { status: 'SCAN_QR_CODE' } };
const message = { event: 'message', id: 'evt_1', timestamp: LATER, payload: { id: 'false_201145202826@c.us_A' } };

test.each<[what: string, body: IDataObject, afterMs: number, runs: number]>([
	['what names neither ID nor time, a moment later', typing, 1_000, 1],
	['the same, set back by an hour', typing, -HOUR_MS, 2],
	['a state that names neither, a moment later', scan, 1_000, 1],
	['the same, set back by an hour', scan, -HOUR_MS, 2],
	['a message, set back by an hour', message, -HOUR_MS, 1],
	['a message, set back by two days', message, -48 * HOUR_MS, 1],
])('%s: a repeat or not', async (_what, body, afterMs, runs) => {
	expect(await started(body, afterMs)).toBe(runs);
});

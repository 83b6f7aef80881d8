import type { IDataObject } from 'n8n-workflow';

import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { stateKeyOf } from '../../nodes/Wawp/trigger/memory/keys';
import { recall } from '../../nodes/Wawp/trigger/memory/process';
import { reportsIn } from '../../nodes/Wawp/trigger/reports';
import { instanceOf, noteStatus } from '../../nodes/Wawp/trigger/states';
import { TriggerRig } from '../support/triggerRig';

/* What the list of the last three states, which newer engines deliver, says of the present one. */

const AT = Date.UTC(2026, 0, 1);
const NOW = AT + 60_000;

const eventOf = (status: string, statuses: unknown, more: IDataObject = {}) =>
	eventsIn({ event: 'session.status', id: 'evt_1', timestamp: AT + 9_000, metadata: { instance_id: 'AAAAAAAAAAAA' }, payload: { status, statuses: statuses as never }, ...more })![0]!;

/** `FAILED 1` stands for a state that began a second after. */
const listed = (...entries: string[]) => entries.map((entry) => ({ status: entry.split(' ')[0]!, ...(entry.includes(' ') && { timestamp: AT + Number(entry.split(' ')[1]) * 1000 }) }));

let count = 0;
const noted = (statuses: unknown, status = 'WORKING') => noteStatus(recall(`history ${++count}`), eventOf(status, statuses), NOW);

test.each<[entries: string[], before: string | null, second: number]>([
	[['WORKING 1'], null, 1],
	[['STARTING 1', 'WORKING 2'], 'STARTING', 2],
	[['FAILED 1', 'STARTING 2', 'WORKING 3'], 'STARTING', 3],
	[['STARTING 1', 'WORKING 2', 'WORKING 3'], 'STARTING', 2],
	[['WORKING 1', 'FAILED 2', 'WORKING 3'], 'FAILED', 3],
	[['WORKING 1', 'WORKING 2'], null, 1],
])('%j: it was %p before, and is what it is since second %d', (entries, before, second) => {
	const event = eventOf('WORKING', listed(...entries));
	expect(noted(listed(...entries))).toEqual({ hasChanged: true, previousStatus: before, stateKey: stateKeyOf(instanceOf(event), 'WORKING', AT + second * 1000) });
});

test.each<[what: string, statuses: unknown]>([
	['is so long that something may have been left out', listed('WORKING 1', 'WORKING 2', 'WORKING 3')],
	['ends with another state', listed('WORKING 1', 'FAILED 2')],
	['tells no times', listed('STARTING', 'WORKING')],
	['is empty', []],
	['is none', { 0: 'WORKING' }],
	['holds something else', ['WORKING']],
	['holds something else beside states', ['WORKING', ...listed('WORKING 1')]],
	['is missing', undefined],
])('a list that %s says nothing', (_what, statuses) => {
	expect(noted(statuses)).toEqual({ hasChanged: true, previousStatus: null });
});

test('a list that Wawp prints with numeric keys says the same', () => {
	const keyed = { 0: { status: 'STARTING', timestamp: AT + 1000 }, 1: { status: 'WORKING', timestamp: AT + 2000 } };
	expect(noted(keyed)).toEqual({ hasChanged: true, previousStatus: 'STARTING', stateKey: expect.any(String) });
	expect(reportsIn(eventOf('WORKING', keyed), undefined)).toEqual([{ status: 'STARTING', time: AT + 1000 }, { status: 'WORKING', time: AT + 2000 }]);
});

test('an empty list beside no state says nothing', () => {
	for (const statuses of [[], {}]) {
		const [event] = eventsIn({ event: 'session.status', payload: { name: 'main', statuses } })!;
		expect(noteStatus(recall(`history ${++count}`), event!, NOW)).toEqual({ hasChanged: true, previousStatus: null });
		expect(reportsIn(event!, undefined)).toEqual([{ status: '', time: undefined }]);
	}
});

test('a session.status without a state is answered as any other, and so is what comes with it', async () => {
	const rig = await TriggerRig.start({ quick: true });
	try {
		await rig.activateByHand({ events: ['session.status', 'message'] });
		expect(await rig.deliver([{ event: 'session.status', id: 'a', payload: { statuses: [] } }, { event: 'message', id: 'b', payload: { from: '201145202826@c.us', body: 'hi' } }])).toEqual([200]);
		expect((await rig.started()).map(({ id }) => id)).toEqual(['a', 'b']);
	} finally {
		await rig.stop();
	}
});

test('the state of before is as long as a state can be', () => {
	expect(noted(listed(`${'A'.repeat(40)} 1`, 'WORKING 2')).previousStatus).toBe('A'.repeat(32));
});

test('a state that is told again with its list is no change, and one that began anew is', () => {
	const memory = recall('history of several');
	const changes = [['STARTING 1', 'WORKING 2'], ['STARTING 1', 'WORKING 2'], ['STARTING 1', 'WORKING 2', 'WORKING 4'], ['WORKING 2', 'FAILED 5', 'WORKING 6']].map((entries) => noteStatus(memory, eventOf('WORKING', listed(...entries)), NOW));
	expect(changes.map(({ hasChanged, previousStatus }) => [hasChanged, previousStatus])).toEqual([[true, 'STARTING'], [false, 'STARTING'], [false, 'STARTING'], [true, 'FAILED']]);
});

test('what the session of another instance did is nothing of this one, also under the same name', () => {
	const memory = recall('history of two');
	const of = (instance: string, status: string) => noteStatus(memory, eventOf(status, undefined, { session: 'main', metadata: { instance_id: instance } }), NOW);
	const changes = [of('AAAAAAAAAAAA', 'WORKING'), of('BBBBBBBBBBBB', 'FAILED'), of('AAAAAAAAAAAA', 'WORKING'), of('BBBBBBBBBBBB', 'WORKING')];
	expect(changes.map(({ hasChanged, previousStatus }) => [hasChanged, previousStatus])).toEqual([[true, null], [true, null], [false, 'WORKING'], [true, 'FAILED']]);
});

import type { IDataObject } from 'n8n-workflow';

import { eventsIn } from '../../nodes/Wawp/delivery/event';
import { identityOf, keysOf, newsMarkOf, newsMarksBefore, outageKeyOf, stateKeyOf, triggerKeyOf } from '../../nodes/Wawp/trigger/memory/keys';
import { recall } from '../../nodes/Wawp/trigger/memory/process';
import { isQuickRepeat, noteStatus } from '../../nodes/Wawp/trigger/states';

/* By what two deliveries are known to be of one event: the names under which memories keep it. */

const AT = Date.UTC(2026, 0, 1);
const eventOf = (body: IDataObject) => eventsIn({ metadata: { instance_id: 'AAAAAAAAAAAA' }, ...body })![0]!;
const keyOf = (body: IDataObject): string => identityOf(eventOf(body)).key;
const message = (more: IDataObject = {}): IDataObject => ({ event: 'message', id: 'evt_1', timestamp: AT, payload: { id: 'false_1@c.us_A', body: 'x' }, ...more });

test.each<[string, IDataObject, IDataObject]>([
	['delivered again', message(), message()],
	['told by both events of a received message', message(), message({ event: 'message.any', id: 'evt_2' })],
	['told under both identities of its writer', message(), message({ id: 'evt_2', payload: { id: 'false_9@lid_A', body: 'x' } })],
	['told under both identities of its writer in a group', message({ payload: { id: 'false_1-1@g.us_A_1@c.us', body: 'x' } }), message({ id: 'evt_2', payload: { id: 'false_1-1@g.us_A_9@lid', body: 'x' } })],
	['a state that is told again', { event: 'session.status', id: 'evt_1', payload: { status: 'FAILED' } }, { event: 'session.status', id: 'evt_1', payload: { status: 'FAILED' } }],
	['delivered again in other words', { event: 'presence.update', id: 'evt_1', payload: { a: 1 } }, { event: 'presence.update', id: 'evt_1', payload: { a: 2 } }],
	['a state without an ID, whatever else is said of it', { event: 'session.status', timestamp: AT, payload: { status: 'FAILED', note: 'x' } }, { event: 'session.status', timestamp: AT, payload: { status: 'FAILED', note: 'y' } }],
])('%s, it is one', (_what, one, other) => {
	expect(keyOf(one)).toBe(keyOf(other));
});

test.each<[string, IDataObject, IDataObject]>([
	['of another instance', message(), message({ metadata: { instance_id: 'BBBBBBBBBBBB' } })],
	['of an ID that another instance gave as well', { event: 'call.received', id: 'evt_1', payload: { id: 'C' } }, { event: 'call.received', id: 'evt_1', payload: { id: 'C' }, metadata: { instance_id: 'BBBBBBBBBBBB' } }],
	...(['message', 'call.received', 'session.status'] as const).map((event): [string, IDataObject, IDataObject] => {
		const unnamed = (me: string) => ({ ...message({ event, payload: { id: 'false_1-1@g.us_A_1@c.us', status: 'FAILED' } }), metadata: {}, session: 'default', me: { id: me } });
		return [`that another number was told, where no instance is named and the sessions have the same name (${event})`, unnamed('2@c.us'), unnamed('3@c.us')];
	}),
	['of another message', message(), message({ payload: { id: 'false_1@c.us_B', body: 'x' } })],
	['of the same key in another group', message({ payload: { id: 'false_1-1@g.us_A_1@c.us', body: 'x' } }), message({ payload: { id: 'false_1-2@g.us_A_1@c.us', body: 'x' } })],
	['of the same key in another channel', message({ payload: { id: 'false_12@newsletter_A', body: 'x' } }), message({ payload: { id: 'false_13@newsletter_A', body: 'x' } })],
	['of the same key in a group and in a chat', message(), message({ payload: { id: 'false_1-2@g.us_A_1@c.us', body: 'x' } })],
	['written by this number', message(), message({ payload: { id: 'true_1@c.us_A', body: 'x' } })],
	['of another ID', { event: 'presence.update', id: 'evt_1', payload: {} }, { event: 'presence.update', id: 'evt_2', payload: {} }],
	['of another kind', { event: 'call.received', id: 'evt_1', payload: { id: 'C' } }, { event: 'call.rejected', id: 'evt_2', payload: { id: 'C' } }],
	['that happens to a message again', { event: 'message.ack', id: 'evt_1', payload: { id: 'false_1@c.us_A' } }, { event: 'message.ack', id: 'evt_2', payload: { id: 'false_1@c.us_A' } }],
	['of a message that is not named', message({ payload: { body: 'x' } }), message({ id: 'evt_2', payload: { body: 'x' } })],
	['of other content, without an ID', { event: 'presence.update', payload: { id: '1@c.us' } }, { event: 'presence.update', payload: { id: '2@c.us' } }],
	...[{ metadata: { instance_id: 'BBBBBBBBBBBB' } }, { timestamp: AT + 1 }, { payload: { status: 'WORKING' } }, { payload: { status: 'FAILED', qr: 'code' } }].map((other): [string, IDataObject, IDataObject] => {
		const state = { event: 'session.status', timestamp: AT, payload: { status: 'FAILED' } };
		return [`of a state without an ID, with another ${Object.keys(other).join()}: ${JSON.stringify(other)}`, state, { ...state, ...other }];
	}),
])('%s, it is another', (_what, one, other) => {
	expect(keyOf(one)).not.toBe(keyOf(other));
});

test('what names no ID is another at the address of another instance, though it says the same', () => {
	const told = eventOf({ event: 'presence.update', timestamp: AT, payload: { id: '1@c.us' } });
	expect(identityOf({ ...told, instanceId: 'BBBBBBBBBBBB' }).key).not.toBe(identityOf(told).key);
});

test('what names neither an ID nor a time is one for the database only while it may be a repetition', () => {
	const nameless = eventOf({ event: 'presence.update', payload: { id: '1@c.us' } });
	const { keptMs } = identityOf(nameless);
	const [now, soon, later] = [AT, AT + keptMs - 1, AT + keptMs].map((heardAt) => keysOf(nameless, heardAt));
	expect(soon).toEqual(now);
	expect(later).not.toEqual(now);
	expect(now).toHaveLength(1);
});

test('what names its ID is one for the database whenever it comes', () => {
	expect(keysOf(eventOf(message()), AT)).toEqual(keysOf(eventOf(message()), AT + 1e9));
	expect(keysOf(eventOf(message()), AT)).toEqual([keyOf(message())]);
	expect(keyOf(message())).toMatch(/^[\w-]{11}$/);
});

test('so is what names its time alone', () => {
	const timed = eventOf({ event: 'presence.update', timestamp: AT, payload: { id: '1@c.us' } });
	expect(keysOf(timed, AT)).toEqual(keysOf(timed, AT + 1e9));
});

test('a state without ID and time is nothing that the database could know', () => {
	expect(keysOf(eventOf({ event: 'session.status', payload: { status: 'FAILED' } }), AT)).toEqual([]);
	expect(keysOf(eventOf({ event: 'session.status', payload: { status: 'FAILED' }, timestamp: AT }), AT)).toHaveLength(1);
	expect(keysOf(eventOf({ event: 'session.status', payload: { status: 'FAILED' }, id: 'evt_1' }), AT)).toHaveLength(1);
});

test.each<[what: string, change: IDataObject, laterMs: number, isRepeat: boolean]>([
	['within a minute', {}, 59_999, true],
	['a minute later', {}, 60_000, false],
	['with another code to scan', { payload: { status: 'SCAN_QR_CODE', qr: 'two' } }, 1, false],
	['without the code', { payload: { status: 'SCAN_QR_CODE' } }, 1, false],
	['in another state', { payload: { status: 'FAILED', qr: 'one' } }, 1, false],
	['of another instance', { metadata: { instance_id: 'BBBBBBBBBBBB' } }, 1, false],
	['with an ID', { id: 'evt_1' }, 1, false],
	['with a time', { timestamp: AT }, 1, false],
])('a state without ID and time that comes %s: whether it is the one that came before it', (_what, change, laterMs, isRepeat) => {
	const state = (more: IDataObject = {}) => eventOf({ event: 'session.status', payload: { status: 'SCAN_QR_CODE', qr: 'one' }, ...more });
	const memory = recall(`quick repeats ${_what}`);
	noteStatus(memory, state(), AT);
	expect(isQuickRepeat(memory, state(change), AT + laterMs)).toBe(isRepeat);
});

const LOST = { since: '2026-01-01T00:00:00.000Z', from: 'WORKING', to: 'FAILED' };
const BACK = { ...LOST, lastedSeconds: 0 };

test('each of what a memory holds has a name of its own', () => {
	const context = (workflow: string, node: string) => triggerKeyOf({ getWorkflow: () => ({ id: workflow, active: true }), getNode: () => ({ id: node }) } as never);
	const names = [
		...['A', 'B'].flatMap((instance) => [...['FAILED', 'WORKING'].flatMap((status) => [AT, AT + 1].map((since) => stateKeyOf(instance, status, since))), ...['lost', 'back'].flatMap((news) => ['x', 'y'].map((since) => outageKeyOf(instance, news, since)))]),
		...['A', 'B'].flatMap((instance) => [AT, AT + 60_000].flatMap((at) => [LOST, BACK].map((outage) => newsMarkOf(instance, outage, at)))),
		...['1', '11'].flatMap((workflow) => ['x', '1x'].map((node) => context(workflow, node))),
	];
	expect(new Set(names).size).toBe(names.length);
});

test('a loss that was heard of is known to who looks within two minutes of it, and not to who looks later', () => {
	const mark = newsMarkOf('A', LOST, AT + 59_999);
	expect([0, 60_000, 120_000, 180_000].map((ms) => newsMarksBefore('A', LOST, AT + ms).includes(mark))).toEqual([true, true, true, false]);
	expect(newsMarkOf('A', LOST, AT)).toBe(mark);
});

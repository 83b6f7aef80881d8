import type { IDataObject } from 'n8n-workflow';

import { type WawpEvent, eventsIn } from '../../nodes/Wawp/delivery/event';
import { heardSince } from '../../nodes/Wawp/session/heard';
import { type Answer, acceptedOf } from '../../nodes/Wawp/trigger/accept';
import { type Memory, here, recall } from '../../nodes/Wawp/trigger/memory/process';
import type { Settings } from '../../nodes/Wawp/trigger/settings';

/* What a delivery starts, and what is made of it where n8n does not take it after all: the order of things within one process. */

const LATER = here.startedAt + 60_000;

/** n8n's answer to one delivery. */
class Reply implements Answer {
	statusCode = 200;

	private readonly listeners = new Map<string, () => void>();

	constructor(public destroyed = false) {}

	once(event: 'finish' | 'close', listener: () => void): void {
		this.listeners.set(event, listener);
	}

	/** As Node does, the connection closes after each answer. */
	ends(status?: number): void {
		this.statusCode = status ?? this.statusCode;
		if (status !== undefined) this.listeners.get('finish')!();
		this.listeners.get('close')!();
	}
}

let memory: Memory;
let count = 0;
beforeEach(() => {
	jest.useFakeTimers({ now: LATER });
	memory = recall(`accepts ${++count}`);
});
afterEach(() => {
	jest.useRealTimers();
	here.runs = false;
});

const eventOf = (body: IDataObject): WawpEvent => eventsIn({ metadata: { instance_id: `I${count}` }, ...body })![0]!;
const message = (id: string, more: IDataObject = {}): WawpEvent => eventOf({ event: 'message', id: `evt_${id}`, timestamp: LATER, payload: { id: `false_1@c.us_${id}` }, ...more });

let states = 0;
/** Each a second after the one before, and another event. */
const state = (status: string, more: IDataObject = {}, payload: IDataObject = {}): WawpEvent => {
	states++;
	return eventOf({ event: 'session.status', id: `state_${states}`, timestamp: LATER + states * 1_000, payload: { status, ...payload }, ...more });
};

const settings = (more: Partial<Settings> = {}): Settings => ({ states: [], onlyWhenChanged: true, ...more }) as Settings;

async function taken(events: WawpEvent[], set?: Settings, status = 200) {
	const reply = new Reply();
	const accepted = await acceptedOf(memory, events, set, reply);
	if (accepted.length > 0) reply.ends(status);
	return accepted;
}

const changes = (accepted: Awaited<ReturnType<typeof taken>>) => accepted.map(({ change }) => [change!.previousStatus, change!.hasChanged]);

/** What has become of it by now. */
async function soFar<T>(work: Promise<T>): Promise<T | 'nothing'> {
	let told: T | 'nothing' = 'nothing';
	void work.then((value) => (told = value));
	await jest.advanceTimersByTimeAsync(0);
	return told;
}

describe('what comes again before n8n has answered', () => {
	test.each([
		[200, 0],
		[500, 1],
	])('waits for the answer %d, and starts %d runs', async (status, runs) => {
		const reply = new Reply();
		await acceptedOf(memory, [message('A'), message('B')], undefined, reply);
		const again = acceptedOf(memory, [message('B')], undefined, new Reply());
		expect(await soFar(again)).toBe('nothing');
		reply.ends(status);
		expect(await soFar(again)).toHaveLength(runs);
	});

	test.each([
		[200, ['C']],
		[500, ['C', 'B', 'A']],
	])('waits wherever it stands among what comes with it, and the others with it (%d)', async (status, started) => {
		const reply = new Reply();
		await acceptedOf(memory, [message('A'), message('B')], undefined, reply);
		const again = acceptedOf(memory, [message('C'), message('B'), message('A')], undefined, new Reply());
		expect(await soFar(again)).toBe('nothing');
		reply.ends(status);
		expect(await soFar(again)).toMatchObject(started.map((id) => ({ event: { id: `evt_${id}` } })));
	});

	test('waits for each of several deliveries', async () => {
		const replies = [new Reply(), new Reply()];
		for (const [index, id] of ['A', 'B'].entries()) await acceptedOf(memory, [message(id)], undefined, replies[index]!);
		const again = acceptedOf(memory, [message('A'), message('B')], undefined, new Reply());
		replies[0]!.ends(500);
		expect(await soFar(again)).toBe('nothing');
		replies[1]!.ends(200);
		expect(await soFar(again)).toMatchObject([{ event: { id: 'evt_A' } }]);
	});

	test('is waited for no longer than ten seconds, and is a repetition then', async () => {
		await acceptedOf(memory, [message('A')], undefined, new Reply());
		const again = acceptedOf(memory, [message('A')], undefined, new Reply());
		await jest.advanceTimersByTimeAsync(9_999);
		expect(await soFar(again)).toBe('nothing');
		await jest.advanceTimersByTimeAsync(1);
		expect(await soFar(again)).toEqual([]);
	});

	test('holds up no other event', async () => {
		await acceptedOf(memory, [message('A')], undefined, new Reply());
		expect(await soFar(acceptedOf(memory, [message('B')], undefined, new Reply()))).toHaveLength(1);
	});
});

describe('an event is surely new', () => {
	test.each<[what: string, timestamp: number | undefined, isSure: boolean]>([
		['that happened since this process runs', here.startedAt + 1, true],
		['not one that happened as it began', here.startedAt, false],
		['nor one that tells no time', undefined, false],
	])('%s', async (_what, timestamp, isSure) => {
		const event = message('A', { timestamp });
		expect(await taken([event])).toEqual([{ event, isSure }]);
	});

	test.each<[what: string, end: (reply: Reply) => void, isSure: boolean]>([
		['where n8n refused it before', (reply) => reply.ends(500), true],
		['not where its sender heard nothing', (reply) => reply.ends(), false],
	])('%s', async (_what, end, isSure) => {
		const reply = new Reply();
		await acceptedOf(memory, [message('A')], undefined, reply);
		end(reply);
		expect(await taken([message('A')], undefined, 500)).toMatchObject([{ isSure }]);
		// once
		expect(await taken([message('A')])).toMatchObject([{ isSure: true }]);
	});

	test('nor is any of several that came in one delivery of which its sender heard nothing', async () => {
		const reply = new Reply();
		const several = ['A', 'B', 'C'].map((id) => message(id));
		await acceptedOf(memory, several, undefined, reply);
		reply.ends();
		expect(await taken(several)).toMatchObject(Array(3).fill({ isSure: false }));
	});

	test('not where its sender was gone before n8n came to it', async () => {
		await acceptedOf(memory, [message('A')], undefined, new Reply(true));
		expect(await taken([message('A')])).toMatchObject([{ isSure: false }]);
	});
});

describe('a state', () => {
	test('is heard of by recoveries, but for one that is late and one that names no instance', async () => {
		const [failed, working] = [state('FAILED'), state('WORKING')];
		await taken([working]);
		expect(heardSince(`I${count}`, LATER)).toMatchObject({ status: 'WORKING' });
		jest.setSystemTime(LATER + 1);
		await taken([failed]);
		expect(heardSince(`I${count}`, LATER + 1)).toBeUndefined();
		await taken([state('FAILED', { metadata: {} })]);
		expect(heardSince(null as never, LATER)).toBeUndefined();
	});

	test('that n8n refuses is a change when it comes again, from the one before it', async () => {
		for (const [status, before] of [['WORKING', null], ['FAILED', 'WORKING']] as const) {
			const event = state(status);
			expect(changes(await taken([event], undefined, 500))).toEqual([[before, true]]);
			expect(changes(await taken([event]))).toEqual([[before, true]]);
		}
		expect(changes(await taken([state('FAILED')]))).toEqual([['FAILED', false]]);
	});

	test('so is each of several that come together', async () => {
		await taken([state('WORKING')]);
		const both = [state('FAILED'), state('STARTING')];
		for (const status of [500, 200]) expect(changes(await taken(both, undefined, status))).toEqual([['WORKING', true], ['FAILED', true]]);
	});

	test('and one that tells since when it holds', async () => {
		const event = state('WORKING', {}, { statuses: [{ status: 'STARTING', timestamp: LATER }, { status: 'WORKING', timestamp: LATER + 1 }] });
		for (const status of [500, 200]) expect(changes(await taken([event], undefined, status))).toEqual([['STARTING', true]]);
	});

	test('that is refused after a newer one has come leaves that one as it is', async () => {
		const reply = new Reply();
		await acceptedOf(memory, [state('FAILED')], undefined, reply);
		await taken([state('STARTING')]);
		reply.ends(500);
		expect(changes(await taken([state('STARTING')]))).toEqual([['STARTING', false]]);
	});

	test('starts nothing where it is not chosen', async () => {
		expect(await taken([state('STARTING')], settings({ states: ['FAILED'] }))).toEqual([]);
		expect(await taken([state('FAILED')], settings({ states: ['FAILED'] }))).toHaveLength(1);
	});

	/** Since when it holds is the same for all processes. */
	const DATED = { statuses: [{ status: 'STARTING', timestamp: LATER }, { status: 'WORKING', timestamp: LATER + 1 }] };

	test.each<[what: string, runs: boolean, onlyWhenChanged: boolean, payload: IDataObject, numbers: number[]]>([
		['that is told again starts nothing', true, true, {}, [1, 0, 0]],
		['that is told again starts a run where others hear a part of what happens, which finds out', false, true, {}, [1, 1, 1]],
		['that says since when it holds does not', false, true, DATED, [1, 0, 0]],
		['that is told again starts a run where each is wanted', true, false, {}, [1, 1, 1]],
		['that is told again with its time does too', false, false, DATED, [1, 1, 1]],
	])('%s', async (_what, runs, onlyWhenChanged, payload, numbers) => {
		here.runs = runs;
		const started: number[] = [];
		for (let times = 0; times < 3; times++) started.push((await taken([state('WORKING', {}, payload)], settings({ onlyWhenChanged, states: ['*'] }))).length);
		expect(started).toEqual(numbers);
	});
});

describe('once an outage', () => {
	const outages = settings({ outages: { states: ['FAILED', 'WORKING'], pauseMs: 0 } });

	test('a loss starts one run, whatever comes in between starts none', async () => {
		await taken([state('WORKING')], outages);
		expect(await taken([state('FAILED')], outages)).toMatchObject([{ event: { status: 'FAILED' }, change: { hasChanged: true }, isSure: true, outage: { from: 'WORKING', to: 'FAILED' }, keys: [expect.any(String)] }]);
		for (const status of ['STARTING', 'FAILED']) expect(await taken([state(status)], outages)).toEqual([]);
	});

	test('one that n8n refuses is a loss when it comes again, from the state before', async () => {
		await taken([state('WORKING')], outages);
		const event = state('FAILED');
		for (const status of [500, 200]) expect(await taken([event], outages, status)).toMatchObject([{ outage: { from: 'WORKING', to: 'FAILED' } }]);
	});

	test('one that n8n refuses after it has taken a further state is told when it comes again, and by whatever comes then', async () => {
		for (const comes of [() => state('FAILED'), (first: WawpEvent) => first]) {
			await taken([state('WORKING')], outages);
			const [failed, reply] = [state('FAILED'), new Reply()];
			await acceptedOf(memory, [failed], outages, reply);
			expect(await taken([state('STARTING')], outages)).toEqual([]);
			reply.ends(500);
			expect(await taken([comes(failed)], outages)).toMatchObject([{ outage: { from: 'WORKING', to: 'FAILED' } }]);
			expect(await taken([state('FAILED')], outages)).toEqual([]);
		}
	});

	test('one that n8n refuses when it is over, or when another one was told, leaves that as it is', async () => {
		await taken([state('WORKING')], outages);
		const reply = new Reply();
		await acceptedOf(memory, [state('FAILED')], outages, reply);
		await taken([state('WORKING')], outages);
		expect(await taken([state('FAILED')], outages)).toHaveLength(1);
		reply.ends(500);
		expect(await taken([state('FAILED')], outages)).toEqual([]);
		expect(await taken([state('WORKING')], outages)).toMatchObject([{ outage: { lastedSeconds: expect.any(Number) } }]);
	});
});

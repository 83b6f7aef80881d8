import type { IDataObject } from 'n8n-workflow';

import type { Attempt, Instance } from '../simulator';
import { eventually } from './eventually';
import { times } from './extent';
import { Live } from './live';
import type { SavedWorkflow } from './n8n/client';
import { TRIGGER, savedWithTrigger, writtenDown } from './triggered';

/*
 * A bad minute: n8n stands still again and again, so that Wawp gives up on deliveries that n8n has taken and repeats
 * them; the same delivery comes several times at the same moment; events come in another order; old ones come again.
 * What n8n does with events that are under way when it is killed is looked at in `kill.e2e.ts`: here it is killed while
 * none is, so that what is known of them all has to outlive it.
 */

const INSTANCES = 4;
const GUSTS = times(8, 5);
/** Of each kind, in each gust. */
const EVENTS = 20;
/** Ends what hangs. Each time-out of Wawp's takes five seconds, and what piles up takes a busy machine a while. */
const LONGEST_MS = 1_800_000;

let live: Live;
let instances: Instance[];
let workflow: SavedWorkflow;
beforeAll(async () => {
	live = await Live.start();
	// Wawp delivers to the address of each instance one after the other: several of them crowd in.
	instances = Array.from({ length: INSTANCES }, () => live.wawp.addInstance(live.account, { status: 'WORKING' }));
	workflow = await published();
});
afterAll(async () => await live?.stop());

async function published(): Promise<SavedWorkflow> {
	const wawpApi = await live.addCredential({ webhookSecret: 'Hush-hush' });
	const saved = await savedWithTrigger(live.n8n, wawpApi, { name: 'Storm', parameters: { events: ['message'], instanceId: instances.map(({ id }) => id).join(', ') } });
	await live.publish(saved);
	// More patience than the documented half minute, as a busy machine may need longer for what piles up.
	for (const { webhooks } of instances) webhooks.forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1000 } }));
	return saved;
}

/** The IDs of all events so far, in the order they happened. */
const happened: string[] = [];

test('through a minute of time-outs, duplicates, reordering and a restart, every event starts exactly one run', async () => {
	for (let gust = 0; gust < GUSTS; gust++) {
		await whileItStandsStill();
		await inAnotherOrder();
		if (gust === Math.floor(GUSTS / 2)) await acrossARestart();
	}
	await oneRunEach();
	expect(happened.length).toBeGreaterThan(2 * GUSTS * EVENTS);
	expect(live.wawp.deliveries.filter(isGivenUp).length).toBeGreaterThanOrEqual(GUSTS);
	await live.n8n.unpublish(workflow.id);
}, LONGEST_MS);

/** Each comes three times at the same moment, Wawp gives up on them, n8n takes them all later, and Wawp repeats them. */
async function whileItStandsStill(): Promise<void> {
	await live.server.pause();
	live.wawp.holdDeliveries();
	const events = emitted(EVENTS);
	const deliveries = [live.wawp.releaseDeliveries('at once'), ...again(events, 2)];
	await eventually('Wawp to give up on one of them', () => live.wawp.deliveries.some((attempt) => events.includes(attempt.id) && isGivenUp(attempt)));
	await live.server.resume();
	await Promise.all(deliveries);
	await live.wawp.settled();
}

/** The newest comes first, and older ones come again in between. */
async function inAnotherOrder(): Promise<void> {
	const older = happened.slice(-EVENTS);
	live.wawp.holdDeliveries();
	emitted(EVENTS);
	await Promise.all([live.wawp.releaseDeliveries('reversed'), ...again(older, 2)]);
	await live.wawp.settled();
}

/** Killed and started again, n8n hears of everything once more, and of what happened meanwhile. */
async function acrossARestart(): Promise<void> {
	await oneRunEach();
	await writtenDown();
	const older = [...happened].reverse();
	await live.server.kill();
	const meanwhile = emitted(EVENTS);
	await eventually('Wawp to find nobody there', () => live.wawp.deliveries.some(({ id, error }) => meanwhile.includes(id) && error !== undefined));
	await live.startBehindReadinessCheck();
	for (let first = 0; first < older.length; first += EVENTS) await Promise.all(again(older.slice(first, first + EVENTS), 2));
	await live.wawp.settled();
}

async function oneRunEach(): Promise<void> {
	await calm();
	const started = await startedBy();
	expect({
		lost: happened.filter((id) => !started.includes(id)),
		repeated: started.filter((id, index) => started.indexOf(id) !== index),
		runs: started.length,
	}).toEqual({ lost: [], repeated: [], runs: happened.length });
}

/** Two more events, one after the other: a run that was due before would have been started before theirs. */
async function calm(): Promise<void> {
	for (let left = 2; left > 0; left--) {
		const { length: before } = await live.n8n.listedExecutions(workflow.id);
		emitted(1);
		await live.wawp.settled();
		await eventually('one more run to be over', async () => {
			const runs = await live.n8n.listedExecutions(workflow.id);
			return runs.length > before && runs.every(({ status }) => status === 'success');
		});
	}
}

function emitted(count: number): string[] {
	const ids = Array.from({ length: count }, (_, index) => `evt_${happened.length + index}`);
	for (const [index, id] of ids.entries()) live.wawp.emit(instances[index % INSTANCES]!.id, 'message', { body: id }, { id });
	happened.push(...ids);
	return ids;
}

const again = (ids: string[], times: number): Array<Promise<void>> => ids.map(async (id) => await live.wawp.redeliver(id, times, { concurrently: true }));

const isGivenUp = ({ error }: Attempt): boolean => error === 'ECONNABORTED';

/** What was read of each run, as it does not change any more. */
const read = new Map<string, unknown[]>();

/** The IDs of the events that runs were started by. */
async function startedBy(): Promise<unknown[]> {
	for (const { id } of await live.n8n.listedExecutions(workflow.id)) {
		if (!read.has(id)) read.set(id, ((await live.n8n.execution(id)).json(TRIGGER) as IDataObject[]).map((json) => json.id));
	}
	return [...read.values()].flat();
}

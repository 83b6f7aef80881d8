import { createHash } from 'node:crypto';
import { sleep } from 'n8n-workflow';

import type { Instance } from '../../simulator';
import { times } from '../extent';
import { figure } from '../figures';
import type { Live } from '../live';
import type { SavedWorkflow } from '../n8n/client';
import { type Runs, repeatedIn, runsOf, savedWithTrigger } from '../triggered';
import { type Routing, roundRobin, sticky, twice } from './front';
import type { QueueMode } from './queueMode';

const PAIRS = times(30, 10);
/** Whatever a process has to save, it has saved by then. */
const CROSSED_MS = 2000;
/** Of repeats at the same moment, where any webhook process may be given them: n8n's database is read and written in two steps. */
const MOST_SECOND_RUNS = 2;

export function testsOfRepeats(given: () => Live<QueueMode>): void {
	let live: Live<QueueMode>;
	let instance: Instance;
	let workflow: SavedWorkflow;
	beforeEach(() => {
		live = given();
	});
	afterEach(async () => {
		live.server.front.routing = roundRobin();
		await live.n8n.unpublish(workflow.id);
	});

	async function publish(events: string[], routing: Routing): Promise<void> {
		instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		workflow = await savedWithTrigger(live.n8n, await live.addCredential({ instanceId: instance.id }), { name: 'Repeats', parameters: { events } });
		await live.publish(workflow);
		live.server.front.routing = routing;
	}

	const emit = (id: string, event = 'message') => live.wawp.emit(instance.id, event, { id: `false_1@c.us_${id}`, body: id }, { id });

	async function runsOfAll(what: string, count: number, promised: string): Promise<Runs> {
		await live.wawp.settled();
		const runs = await runsOf(live.n8n, workflow.id);
		const seen = new Set(runs.ids);
		figure(what, `${runs.ids.length} runs, ${runs.empty} without items, ${count - seen.size} lost`, promised);
		expect(seen.size).toBe(count);
		expect({ failed: runs.failed, stuck: runs.stuck }).toEqual({ failed: [], stuck: [] });
		return runs;
	}

	describe.each([
		['two processes', roundRobin, MOST_SECOND_RUNS],
		['sticky', () => sticky, 0],
	] as Array<[string, () => Routing, number]>)('an event that comes twice at the same moment (%s)', (front, routing, most) => {
		const promised = most ? `${PAIRS}, at most ${PAIRS + most}` : `${PAIRS}`;

		test('starts one run', async () => {
			await publish(['message'], twice(routing()));
			for (let index = 0; index < PAIRS; index++) emit(`evt_pair_${index}`);
			const { ids } = await runsOfAll(`${PAIRS} events, each twice at the same moment, ${front}`, PAIRS, promised);
			expect(repeatedIn(ids).length).toBeLessThanOrEqual(most);
		});

		test("starts one run where it is a message that Wawp tells of as 'message' and as 'message.any'", async () => {
			await publish(['message', 'message.any'], routing());
			for (let index = 0; index < PAIRS; index++) {
				live.wawp.holdDeliveries();
				emit(`evt_any_${index}`);
				emit(`evt_any_${index}`, 'message.any');
				await live.wawp.releaseDeliveries('at once');
			}
			const { ids } = await runsOfAll(`${PAIRS} messages as message and message.any at once, ${front}`, PAIRS, promised);
			expect(repeatedIn(ids).length).toBeLessThanOrEqual(most);
		});
	});

	test('an event that comes again to the other process, which heard of another one at the same moment, starts one run', async () => {
		await publish(['message'], eachTimeAnother());
		for (let first = 0; first < PAIRS; first += 2) {
			const both = [`evt_crossed_${first}`, `evt_crossed_${first + 1}`];
			live.wawp.holdDeliveries();
			both.forEach((id) => emit(id));
			await live.wawp.releaseDeliveries('at once');
			await sleep(CROSSED_MS);
			await Promise.all(both.map(async (id) => await live.wawp.redeliver(id, 1)));
		}
		const { ids } = await runsOfAll(`${PAIRS} events, two at once, each again on the other process ${CROSSED_MS / 1000} s later`, PAIRS, `${PAIRS}`);
		expect(repeatedIn(ids)).toEqual([]);
	});

	test.each([
		[100, times(10, 4), 1, 0],
		[1000, times(10, 4), 1, 0],
		[5000, times(10, 4), 10, 0],
		// What has to wait for a worker may still wait when it comes again.
		[100, times(100, 30), 10, MOST_SECOND_RUNS],
	])('an event that comes again to the other process after %d ms starts one run (%d events, %d at a time)', async (delay, count, atATime, most) => {
		await publish(['message'], eachTimeAnother());
		const waiting = Array.from({ length: count }, (_, index) => `evt_later_${delay}_${index}`);
		const oneByOne = async () => {
			for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
				await delivered(id);
				await sleep(delay);
				await live.wawp.redeliver(id, 1);
			}
		};
		await Promise.all(Array.from({ length: atATime }, oneByOne));
		const { ids } = await runsOfAll(`${count} events, ${atATime} at a time, again on the other process after ${delay} ms`, count, `${count}`);
		expect(repeatedIn(ids).length).toBeLessThanOrEqual(most);
	});

	async function delivered(id: string): Promise<void> {
		emit(id);
		while (!live.wawp.deliveries.some((attempt) => attempt.id === id && attempt.status === 200)) await sleep(10);
	}
}

/** Of the same bodies each goes to the process after that of the one before; of two different ones that come at once, each to another one. */
function eachTimeAnother(): Routing {
	const came = new Map<string, number>();
	let next = 0;
	return ({ body }, processes) => {
		const key = createHash('sha256').update(body).digest('hex');
		const before = came.get(key);
		const process = before === undefined ? next++ % processes : (before + 1) % processes;
		came.set(key, process);
		return [process];
	};
}

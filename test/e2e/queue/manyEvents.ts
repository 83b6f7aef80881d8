/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import axios from 'axios';
import { sleep } from 'n8n-workflow';

import type { Instance } from '../../simulator';
import { eventually } from '../eventually';
import { times } from '../extent';
import { figure } from '../figures';
import { startGate } from '../gate';
import type { Live } from '../live';
import { memoryBelow } from '../memory';
import { missingIn, repeatedIn, runsOf, savedWithTrigger, storm, takenOf } from '../triggered';
import { roundRobin } from './front';
import type { QueueMode } from './queueMode';

const INSTANCES = 10;
const EVENTS = times(600, 160);
const MANY = 100_000;
const FILES = 25;
const MB = 1024 * 1024;
/** Ends what hangs: a busy machine takes minutes for all of them. */
const LONGEST_MS = 1_800_000;

export function testsOfManyEvents(given: () => Live<QueueMode>): void {
	let live: Live<QueueMode>;
	beforeEach(() => {
		live = given();
		live.server.front.routing = roundRobin();
	});

	test('webhook processes that are killed lose no event that was answered', async () => {
		// Wawp delivers to the address of each instance one after the other: several of them crowd in.
		const instances = Array.from({ length: INSTANCES }, () => live.wawp.addInstance(live.account, { status: 'WORKING' }));
		const wawpApi = await live.addCredential({ instanceId: instances[0]!.id });
		const workflow = await savedWithTrigger(live.n8n, wawpApi, { parameters: { events: ['message'], instanceId: instances.map(({ id }) => id).join(', ') } });
		await live.publish(workflow);
		// More patience than the documented half minute, as a busy machine may need longer to start a process.
		for (const { webhooks } of instances) webhooks.forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1000 } }));
		const ids = Array.from({ length: EVENTS }, (_, index) => `evt_storm_${index}`);
		const all = storm(live.wawp, instances, ids);
		for (const [index, webhooks] of live.server.webhooks.entries()) {
			await eventually('a third more to be answered', () => takenOf(live.wawp, ids).length >= ((index + 1) * EVENTS) / 3, LONGEST_MS);
			await webhooks.kill();
			await webhooks.start();
		}
		await all;
		await live.wawp.settled();
		const runs = await runsOf(live.n8n, workflow.id);
		const { lost, shown } = missingIn(runs, ids);
		figure(
			`kill -9 of each webhook process, ${EVENTS} events`,
			`${lost.length} lost, ${shown.length} in a run that failed, ${repeatedIn(runs.ids).length} ran twice, ${runs.empty} repeats without items, ${runs.stuck.length} stored and never queued`,
			'0 lost',
		);
		expect(lost).toEqual([]);
		await live.n8n.unpublish(workflow.id);
	}, LONGEST_MS);

	test('a delivery of more events than a process can bear is refused, and does not hold it up', async () => {
		const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		const workflow = await savedWithTrigger(live.n8n, await live.addCredential({ instanceId: instance.id }));
		await live.publish(workflow);
		live.server.front.routing = () => [0];
		await timedDelivery(instance, 10);
		const small = await timedDelivery(instance, 1000);
		const large = await timedDelivery(instance, MANY);
		figure('one delivery of 1,000 events', `${small.status} after ${small.ms} ms, the process busy for ${small.busyMs} ms`, '200');
		figure(`one delivery of ${MANY} events`, `${large.status} after ${large.ms} ms, the process busy for ${large.busyMs} ms`, '413, not busy for seconds');
		const { ids } = await runsOf(live.n8n, workflow.id);
		expect([small.status, large.status]).toEqual([200, 413]);
		expect(ids).toHaveLength(1010);
		await live.n8n.unpublish(workflow.id);
	});

	test('deliveries that come at once with large files have a few of them downloaded at a time', async () => {
		const gate = await startGate(Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(20 * MB)]));
		const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		const parameters = { events: ['message'], options: { downloadMedia: true, downloadLimit: 25 } };
		const workflow = await savedWithTrigger(live.n8n, await live.addCredential({ instanceId: instance.id }), { parameters });
		await live.publish(workflow);
		live.wawp.holdDeliveries();
		for (let index = 0; index < FILES; index++) {
			const media = { url: `${gate.url}/${index}.jpg`, mimetype: 'image/jpeg', filename: `${index}.jpg` };
			live.wawp.emit(instance.id, 'message', { id: `false_1@c.us_file_${index}`, body: '', hasMedia: true, media }, { id: `evt_file_${index}` });
		}
		const before = memoryOf(live);
		let most = before;
		const looking = setInterval(() => (most = Math.max(most, memoryOf(live))), 300);
		await live.wawp.releaseDeliveries('at once');
		await gate.reached();
		// Until all that would begin by themselves have begun.
		await sleep(2000);
		gate.open();
		const { ids } = await runsOf(live.n8n, workflow.id);
		clearInterval(looking);
		await gate.stop();
		figure(`${FILES} deliveries at once with a file of 20 MB each`, `${gate.most} downloads at once, +${Math.round((most - before) / MB)} MB in all processes`, 'a few at a time');
		expect(new Set(ids).size).toBe(FILES);
		expect(gate.most).toBeLessThanOrEqual(FILES / 2);
		await live.n8n.unpublish(workflow.id);
	});

	/** How long it takes, and how long the process answers nobody else meanwhile. */
	async function timedDelivery({ webhooks }: Instance, count: number): Promise<{ status: number; ms: number; busyMs: number }> {
		const events = Array.from({ length: count }, (_, index) => ({ event: 'message', id: `evt_${count}_${index}`, payload: { id: `${count}_${index}` } }));
		const process = live.server.webhooks[0]!;
		let isOver = false;
		let busyMs = 0;
		const watching = (async () => {
			while (!isOver) {
				const begun = Date.now();
				await axios.get(`${process.url}/healthz`, { proxy: false });
				busyMs = Math.max(busyMs, Date.now() - begun);
				await sleep(20);
			}
		})();
		const body = JSON.stringify(events);
		const begun = Date.now();
		const { status } = await axios.post(webhooks[0]!.url, body, { headers: { 'content-type': 'application/json' }, validateStatus: () => true, maxBodyLength: Infinity, proxy: false });
		const ms = Date.now() - begun;
		isOver = true;
		await watching;
		return { status, ms, busyMs };
	}
}

const memoryOf = ({ server }: Live<QueueMode>): number => memoryBelow(server.processes.map(({ pid }) => pid));

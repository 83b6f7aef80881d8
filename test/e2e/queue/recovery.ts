import { randomUUID } from 'node:crypto';
import axios from 'axios';
import { sleep } from 'n8n-workflow';

import { eventually } from '../eventually';
import { times } from '../extent';
import { figure } from '../figures';
import type { Live } from '../live';
import { repeatedIn, runsOf, savedWithTrigger } from '../triggered';
import { roundRobin } from './front';
import type { QueueMode } from './queueMode';

const SESSIONS = times(6, 2);
const BOTH_ASKED_MS = 1500;
const LOOK_MS = 8000;

export function testsOfRecovery(given: () => Live<QueueMode>): void {
	test('a failed session that two workers bring back at once is restarted once', async () => {
		const live = given();
		live.server.front.routing = roundRobin();
		const credential = await live.addCredential();
		const path = randomUUID();
		const { id } = await live.n8n.addWorkflow({
			name: 'Ensure Working',
			nodes: [
				{ id: randomUUID(), name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0], webhookId: path, parameters: { path, options: {} } },
				{
					id: randomUUID(),
					name: 'Ensure Working',
					type: 'n8n-nodes-wawp.wawp',
					typeVersion: 2,
					position: [200, 0],
					parameters: { resource: 'session', operation: 'ensureWorking', instanceId: '={{ $json.query.instance }}', options: {} },
					credentials: { wawpApi: credential },
				},
			],
			connections: { Webhook: { main: [[{ node: 'Ensure Working', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		});
		await live.n8n.publish(id);
		const instances = Array.from({ length: SESSIONS }, () => live.wawp.addInstance(live.account, { status: 'FAILED', linked: true }));
		for (const instance of instances) {
			// Neither hears of the state before the other one has asked too.
			[1, 2].forEach(() => live.wawp.failNext({ delayMs: BOTH_ASKED_MS }, { operation: 'session.getInfo' }));
			await Promise.all([1, 2].map(async () => await axios.get(`${live.server.url}/webhook/${path}?instance=${instance.id}`)));
			// One pair after the other, so that each of them finds both workers waiting for work.
			await sleep(2 * BOTH_ASKED_MS);
		}
		const executions = await live.n8n.finishedExecutions(id, 2 * SESSIONS);
		const perSession = instances.map((instance) => live.wawp.calls.filter(({ operation, credentials }) => operation === 'session.restart' && credentials.instanceId === instance.id).length);
		const ran = live.server.workers.map(({ output }) => executions.filter((execution) => output.includes(`Worker started execution ${execution.id} `)).length);
		figure(`${SESSIONS} failed sessions, each brought back by two runs at once (${ran.join(' + ')} on the two workers)`, `restarts: ${perSession.join(', ')}`, '1 each');
		expect(Math.min(...ran)).toBeGreaterThan(0);
		expect(perSession).toEqual(instances.map(() => 1));
		expect(instances.map(({ status }) => status)).toEqual(instances.map(() => 'WORKING'));
		await live.n8n.unpublish(id);
	});

	test('a poll of the watcher in the same workflow takes nothing away from what the trigger remembers', async () => {
		const live = given();
		const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		const wawpApi = await live.addCredential({ instanceId: instance.id });
		const watcher = {
			id: randomUUID(),
			name: 'Wawp Session Watcher',
			type: 'n8n-nodes-wawp.wawpSessionWatcher',
			typeVersion: 2,
			position: [0, 200] as [number, number],
			parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, instanceIds: [instance.id], options: {} },
			credentials: { wawpApi },
		};
		const workflow = await savedWithTrigger(live.n8n, wawpApi, { parameters: { events: ['message'] }, beside: [watcher] });
		await live.publish(workflow);
		live.server.front.routing = roundRobin();
		const looks = () => live.wawp.calls.filter(({ operation }) => operation === 'session.getInfo').length;
		const ids = Array.from({ length: 9 }, (_, index) => `evt_watched_${index}`);
		const emit = (id: string) => live.wawp.emit(instance.id, 'message', { id: `false_1@c.us_${id}`, body: id }, { id });
		ids.slice(0, 3).forEach(emit);
		await live.wawp.settled();
		// Without news n8n saves nothing of a look.
		live.wawp.setStatus(instance.id, 'FAILED');
		const before = looks();
		live.wawp.failNext({ delayMs: LOOK_MS }, { operation: 'session.getInfo' });
		await eventually('the watcher to look', () => looks() > before);
		// When it is through, n8n saves all that the workflow kept when the look began.
		ids.slice(3).forEach(emit);
		await live.wawp.settled();
		await sleep(LOOK_MS + 1000);
		// What they know by themselves would hide what is gone from the database.
		await Promise.all(live.server.webhooks.map(async (process) => {
			await process.kill();
			await process.start();
		}));
		live.server.front.routing = roundRobin(1);
		for (const id of ids) await live.wawp.redeliver(id, 1);
		const runs = await runsOf(live.n8n, workflow.id);
		const started = runs.ids.filter((id) => ids.includes(id));
		figure('9 events while the watcher looks, then again to restarted processes', `${started.length} runs`, '9');
		expect({ repeated: repeatedIn(started), count: started.length }).toEqual({ repeated: [], count: ids.length });
		await live.n8n.unpublish(workflow.id);
	});
}

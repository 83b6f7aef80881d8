import { eventually } from '../eventually';
import { figure } from '../figures';
import type { Live } from '../live';
import { NEXT, WAYS, WRITES_STATIC_DATA, nextOnes, republishedWhile } from '../republished';
import { answersTo, runsOf, savedWithTrigger } from '../triggered';
import type { QueueMode } from './queueMode';

const TAKEN = NEXT.map(() => 200);
const taken = (answers: Array<number | string>): string => `${answers.filter((answer) => answer === 200).length} of ${answers.length} deliveries taken`;

export function testsOfSecrets(given: () => Live<QueueMode>): void {
	test("a Code node that writes static data does not make the trigger refuse Wawp's deliveries", async () => {
		const live = given();
		const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		const workflow = await savedWithTrigger(live.n8n, await live.addCredential({ instanceId: instance.id }), { behind: [WRITES_STATIC_DATA] });
		await live.publish(workflow);
		instance.webhooks.forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1 } }));
		const ids = Array.from({ length: 6 }, (_, index) => `evt_static_${index}`);
		for (const [index, id] of ids.entries()) {
			live.wawp.emit(instance.id, 'message', { id: `false_1@c.us_${id}`, body: id }, { id });
			await live.wawp.settled();
			// Until the run is over, as it is then that n8n saves what its Code node wrote.
			await live.n8n.finishedExecutions(workflow.id, index + 1);
		}
		const answers = answersTo(live.wawp, instance);
		const runs = await runsOf(live.n8n, workflow.id);
		figure('6 events, and a Code node that writes static data', `${taken(answers)}, ${runs.ids.length} runs`, '6 of 6, 6 runs');
		expect(answers).toEqual(ids.map(() => 200));
		expect(runs.ids).toEqual(ids);
		await live.n8n.unpublish(workflow.id);
	});

	test.each(WAYS)('a workflow that is %s while %s takes what comes next', async (again, underWay) => {
		const { answers, runs } = await republishedWhile(given(), again, underWay);
		figure(`${again} while ${underWay}`, taken(answers), '3 of 3');
		expect(answers).toEqual(TAKEN);
		expect(runs).toEqual(expect.arrayContaining(['evt_first', ...NEXT]));
	});

	test('n8n that is killed before it has saved what it registered takes what comes next', async () => {
		const live = given();
		const { wawp, n8n, server } = live;
		const instance = wawp.addInstance(live.account, { status: 'WORKING' });
		const workflow = await savedWithTrigger(n8n, await live.addCredential({ instanceId: instance.id }));
		// It is registered; n8n has not heard so yet.
		wawp.failNext({ delayMs: 60_000, carryOut: true }, { operation: 'webhook.set' });
		const published = n8n.publish(workflow.id).catch(() => undefined);
		await eventually('the registration', () => instance.webhooks.length === 1);
		await server.main.kill();
		await published;
		await server.main.start({ OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true' });
		await n8n.publication(workflow.id, ({ status }) => status !== 'in_progress');
		const { status } = await n8n.publication(workflow.id, () => true);
		const answers = await nextOnes(live, instance);
		figure('killed between the registration and its saving', `${status}, ${taken(answers)}`, 'published, 3 of 3');
		expect({ status, answers }).toEqual({ status: 'published', answers: TAKEN });
		await n8n.unpublish(workflow.id);
	});

	test('a test run takes an event where n8n hands test runs to its workers', async () => {
		const live = given();
		const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
		const workflow = await savedWithTrigger(live.n8n, await live.addCredential({ instanceId: instance.id }));
		await live.n8n.listen(workflow.id, 'Wawp Trigger');
		live.wawp.emit(instance.id, 'message', { id: 'false_1@c.us_test', body: 'test' }, { id: 'evt_test' });
		const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
		expect(execution).toMatchObject({ mode: 'manual', status: 'success' });
		expect(execution!.json('Wawp Trigger')).toEqual([expect.objectContaining({ id: 'evt_test' })]);
		await eventually('the test address to go', () => instance.webhooks.length === 0);
	});
}

import type { IDataObject } from 'n8n-workflow';

import type { Instance, Webhook } from '../simulator';
import { eventually } from './eventually';
import { type Line, startLine } from './line';
import { Live } from './live';
import type { Execution } from './n8n/execution';
import type { SavedWorkflow } from './n8n/client';
import { missingIn, repeatedIn, runsOf, savedWithTrigger, writtenDown } from './triggered';

let live: Live;
beforeAll(async () => {
	live = await Live.start();
});
afterAll(async () => await live?.stop());

let instance: Instance;
beforeEach(() => {
	instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
});

const WEBHOOK_SECRET = 'Hush-hush';

interface Setting {
	/** Where the credential says that Wawp is. */
	baseUrl?: string;
	events?: string[];
}

/** A saved workflow of a trigger and a node behind it. */
async function saved({ baseUrl = live.wawp.url, events = ['message'] }: Setting = {}): Promise<SavedWorkflow> {
	const wawpApi = await live.addCredential({ instanceId: instance.id, baseUrl, webhookSecret: WEBHOOK_SECRET });
	const behind = [{ name: 'Behind', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }];
	return await savedWithTrigger(live.n8n, wawpApi, { parameters: { events }, behind });
}

const urls = (): string[] => instance.webhooks.map(({ url }) => url.replace(/\?.*/, ''));

const production = ({ nodes }: SavedWorkflow, server = live.server.url) => `${server}/webhook/${nodes[0]!.webhookId}/wawp`;

const emit = (id: string) => live.wawp.emit(instance.id, 'message', { body: id }, { id });

/** The IDs of the events that executions were started by, in order. */
const idsOf = (executions: Execution[]): unknown[] => executions.flatMap((execution) => execution.json('Wawp Trigger').map((json) => (json as IDataObject).id));

test('publishing registers the address, an event starts the workflow once, and unpublishing removes the address', async () => {
	const workflow = await saved();
	await live.publish(workflow);
	expect(urls()).toEqual([production(workflow)]);
	emit('evt_1');
	await live.wawp.settled();
	await live.wawp.redeliver('evt_1', 2);
	// A run that the repeats had started would come before that of the next event.
	emit('evt_2');
	const executions = await live.n8n.finishedExecutions(workflow.id, 2);
	expect(idsOf(executions)).toEqual(['evt_1', 'evt_2']);
	expect(executions[0]).toMatchObject({ status: 'success', mode: 'webhook' });
	expect(executions[0]!.json('Behind')).toEqual([expect.objectContaining({ event: 'message', id: 'evt_1', instanceId: instance.id })]);
	await live.n8n.unpublish(workflow.id);
	expect(urls()).toEqual([]);
});

test('a test run registers beside the published workflow, takes one event, and goes away again', async () => {
	const workflow = await saved();
	await live.publish(workflow);
	await live.n8n.listen(workflow.id, 'Wawp Trigger');
	expect(urls()).toEqual([production(workflow), production(workflow).replace('/webhook/', '/webhook-test/')]);
	emit('evt_1');
	const executions = await live.n8n.finishedExecutions(workflow.id, 2);
	expect(executions.map(({ mode }) => mode).sort()).toEqual(['manual', 'webhook']);
	expect(idsOf(executions)).toEqual(['evt_1', 'evt_1']);
	await eventually('the test address to go', () => urls().length === 1);

	await live.n8n.listen(workflow.id, 'Wawp Trigger');
	expect(urls()).toHaveLength(2);
	await live.n8n.stopListening(workflow.id);
	await eventually('the test address to go', () => urls().length === 1);
	expect(urls()).toEqual([production(workflow)]);
	await live.n8n.unpublish(workflow.id);
});

test('what n8n keeps of a published trigger holds no secret', async () => {
	const workflow = await saved();
	await live.publish(workflow);
	emit('evt_1');
	const executions = await live.n8n.finishedExecutions(workflow.id, 1);
	const { searchParams } = new URL(instance.webhooks[0]!.url);
	const kept = JSON.stringify([await live.n8n.workflow(workflow.id), executions]);
	expect([...searchParams.values(), live.account.token, WEBHOOK_SECRET].filter((secret) => kept.includes(secret))).toEqual([]);
	expect([...searchParams.values()].join()).toMatch(/^.{20,}$/);
	await live.n8n.unpublish(workflow.id);
});

test('after SIGKILL and a restart every event has started a run, none that was answered some seconds before starts another, and the registration stands', async () => {
	const workflow = await saved();
	await live.publish(workflow);
	const [registered] = instance.webhooks as [Webhook];
	// More patience than the documented half minute, as a busy machine may need longer to start n8n.
	registered.retries = { delay: 2, attempts: 1000 };
	emit('evt_answered');
	await live.n8n.finishedExecutions(workflow.id, 1);
	await live.wawp.settled();
	await writtenDown();

	const burst = Array.from({ length: 20 }, (_, index) => `evt_burst_${index}`);
	burst.forEach(emit);
	await eventually('some of the burst to be answered', () => answered().length > 4);
	await live.server.kill();
	const before = answered();
	const whileDown = ['evt_down_1', 'evt_down_2'];
	whileDown.forEach(emit);
	await live.startBehindReadinessCheck();
	await live.wawp.settled();
	for (const id of before) await live.wawp.redeliver(id, 1);

	const runs = await runsOf(live.n8n, workflow.id);
	expect(missingIn(runs, ['evt_answered', ...burst, ...whileDown]).lost).toEqual([]);
	expect(before).toContain('evt_answered');
	expect(repeatedIn(runs.ids)).not.toContain('evt_answered');
	expect(instance.webhooks).toEqual([registered]);
	await live.n8n.unpublish(workflow.id);
	expect(urls()).toEqual([]);
});

/** The IDs of the events of this test that n8n has answered. */
function answered(): string[] {
	return live.wawp.deliveries.filter(({ instanceId, status }) => instanceId === instance.id && status === 200).map(({ id }) => id);
}

describe('while Wawp cannot be reached', () => {
	let line: Line;
	beforeEach(async () => {
		line = await startLine(live.wawp.url);
	});
	afterEach(async () => await line.cut().catch(() => undefined));

	test("n8n's five tries leave no registration, and say why; publishing again makes one", async () => {
		const workflow = await saved({ baseUrl: line.url });
		await line.cut();
		const publication = await live.n8n.publish(workflow.id);
		expect(publication).toMatchObject({ status: 'failed', triggers: [{ errorMessage: expect.stringMatching(/^Nothing answers at the Base URL\. /) }] });
		expect(urls()).toEqual([]);
		await line.mend();
		await live.n8n.unpublish(workflow.id);
		await live.publish(workflow);
		expect(urls()).toEqual([production(workflow)]);
		await live.n8n.unpublish(workflow.id);
	});

	test('n8n that is started meanwhile goes on taking events', async () => {
		const workflow = await saved({ baseUrl: line.url });
		await live.publish(workflow);
		const before = instance.webhooks;
		await line.cut();
		await live.server.kill();
		await live.server.start();
		await eventually('n8n to have tried', () => live.server.output.includes('Wawp does not tell whether it still delivers'));
		await live.n8n.publication(workflow.id, ({ status }) => status !== 'in_progress');
		await line.mend();
		emit('evt_after_start');
		expect(idsOf(await live.n8n.finishedExecutions(workflow.id, 1))).toEqual(['evt_after_start']);
		expect(instance.webhooks).toEqual(before);
		await live.n8n.unpublish(workflow.id);
		expect(urls()).toEqual([]);
	});

	test('a registration whose answer was lost is not made twice', async () => {
		const workflow = await saved({ baseUrl: line.url });
		live.wawp.failNext({ reset: true, carryOut: true }, { operation: 'webhook.set' });
		live.wawp.failNext({ reset: true, carryOut: true }, { operation: 'webhook.set' });
		await live.publish(workflow);
		expect(urls()).toEqual([production(workflow)]);
		await live.n8n.unpublish(workflow.id);
		expect(urls()).toEqual([]);
	});
});

// The last one, as n8n is told another address meanwhile.
test('a new public address of n8n is registered when n8n starts, and the old one goes', async () => {
	const workflow = await saved();
	await live.publish(workflow);
	await live.server.shutDown();
	const moved = live.server.url.replace('127.0.0.1', 'localhost');
	await live.server.start({ WEBHOOK_URL: moved });
	await eventually('the new address alone', () => urls().join() === production(workflow, moved));
	emit('evt_moved');
	const executions = await live.n8n.finishedExecutions(workflow.id, 1);
	expect(idsOf(executions)).toEqual(['evt_moved']);
	await live.n8n.unpublish(workflow.id);
	expect(urls()).toEqual([]);
});

import { sleep, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';
import { items } from './support/engine';
import type { LiveN8n, WorkflowJson } from './support/liveN8n';
import { Bell, post } from './support/liveN8n/bell';

let bell: Bell;
let n8n: LiveN8n;
beforeEach(async () => {
	bell = new Bell();
	n8n = await bell.startN8n();
});
afterEach(async () => await n8n.stop());

const nodeData = (context: IHookFunctions | IWebhookFunctions) =>
	context.getWorkflowStaticData('node');
const savedBy = (id: string) => n8n.staticData(id)['node:Bell'];
const ring = async (id: string, body?: unknown) => await post(n8n.webhookUrl(id), body);

/** Has create remember the URL it was given, as triggers do. */
const rememberUrl = (context: IHookFunctions, name: string) => {
	if (name === 'create') nodeData(context).url = context.getNodeWebhookUrl('default');
	return name !== 'checkExists';
};

describe('switching a workflow on and off', () => {
	test('asks the trigger whether its webhook exists, and has it created at the production URL', async () => {
		bell.hook = rememberUrl;
		const id = n8n.save(bell.workflow());
		await n8n.activate(id);
		expect(bell.heard).toEqual(['checkExists trigger/activate', 'create trigger/activate']);
		expect(savedBy(id)).toEqual({ url: `${n8n.url}/webhook/bell-1/ring` });
	});

	test('creates nothing where the webhook exists', async () => {
		bell.hook = () => true;
		await n8n.activate(n8n.save(bell.workflow()));
		expect(bell.heard).toEqual(['checkExists trigger/activate']);
	});

	test('tries a create that throws five times, deletes after each, and keeps only the message', async () => {
		const before: unknown[] = [];
		bell.hook = (context, name) => {
			if (name !== 'create') return name === 'delete';
			before.push({ ...nodeData(context) });
			nodeData(context).half = true;
			throw Object.assign(new Error('No credit'), { description: 'Buy some' });
		};
		const id = n8n.save(bell.workflow());
		const error = await n8n.activate(id).catch((thrown: Error) => thrown);
		expect({ ...error, message: error?.message }).toEqual({ message: 'No credit' });
		expect(bell.heard.map((call) => call.split(' ')[0])).toEqual(
			Array.from({ length: 5 }, () => ['checkExists', 'create', 'delete']).flat(),
		);
		expect(before).toEqual([{}, {}, {}, {}, {}]);
		expect([n8n.isActive(id), savedBy(id)]).toEqual([false, undefined]);
		expect((await ring(id)).status).toBe(404);
	});

	test('deletes the webhook, saves what delete changed, and answers no more', async () => {
		bell.hook = (context, name) => {
			if (name === 'create') nodeData(context).id = 'w1';
			if (name === 'delete') delete nodeData(context).id;
			return name !== 'checkExists';
		};
		const id = await bell.activeIn(n8n);
		await n8n.deactivate(id);
		expect(bell.heard).toEqual(['delete internal/update']);
		expect(savedBy(id)).toEqual({});
		expect((await ring(id)).status).toBe(404);
	});

	test('tries a delete that throws three times, logs it, and goes off', async () => {
		const id = await bell.activeIn(n8n);
		bell.hook = () => {
			throw new Error('Gone away');
		};
		await n8n.deactivate(id);
		expect(bell.heard).toHaveLength(3);
		expect(n8n.logs.text()).toContain('Gone away');
		expect(n8n.isActive(id)).toBe(false);
	});

	test('publishing again touches a trigger only if it changed', async () => {
		const id = await bell.activeIn(n8n);
		const url = n8n.webhookUrl(id);
		const [trigger, note] = bell.workflow().nodes;
		const moved = { ...trigger!, webhookId: undefined, position: [10, 10] as [number, number] };
		await n8n.publish(id, { nodes: [moved, { ...note!, name: 'Memo' }] });
		expect([bell.heard, n8n.webhookUrl(id)]).toEqual([[], url]);
		await n8n.publish(id, bell.workflow({ tone: 'D' }));
		expect(bell.heard).toEqual([
			'delete internal/update',
			'checkExists trigger/update',
			'create trigger/update',
		]);
		expect((await ring(id)).status).toBe(200);
	});

	test('a changed trigger that cannot be put back switches the whole workflow off', async () => {
		const json = bell.workflow();
		const second = { ...json.nodes[0]!, name: 'Back door', webhookId: 'bell-2' };
		const id = await bell.activeIn(n8n, { ...json, nodes: [...json.nodes, second] });
		bell.hook = (_, name) => {
			if (name === 'create') throw new Error('No credit');
			return false;
		};
		const changed = { ...second, parameters: { tone: 'D' } };
		await expect(n8n.publish(id, { ...json, nodes: [...json.nodes, changed] })).rejects.toThrow(
			'No credit',
		);
		const urls = [n8n.webhookUrl(id, 'Bell'), n8n.webhookUrl(id, 'Back door')];
		const answers = await Promise.all(urls.map(async (url) => (await post(url)).status));
		expect([n8n.isActive(id), answers]).toEqual([false, [404, 404]]);
	});

	test('a changed credential calls no hook and holds from the next delivery on', async () => {
		bell.webhook = async (context) => ({
			workflowData: [[{ json: await context.getCredentials('bellApi') }]],
		});
		const id = await bell.activeIn(n8n);
		await ring(id);
		n8n.credentials.update('7', { door: 'back' });
		await ring(id);
		const executions = await n8n.nextExecutions(2);
		expect(executions.map(({ run }) => items(run, 'Note')[0]?.json)).toEqual([
			{ door: 'front' },
			{ door: 'back' },
		]);
		expect(bell.heard).toEqual([]);
	});
});

describe('a restart', () => {
	test('calls no hook, and what is saved still answers', async () => {
		bell.hook = rememberUrl;
		const id = await bell.activeIn(n8n);
		n8n.publicUrl = 'https://moved.example';
		await n8n.restart();
		expect(bell.heard).toEqual([]);
		expect(savedBy(id)).toEqual({ url: `${n8n.url}/webhook/bell-1/ring` });
		expect((await post(`${n8n.url}/webhook/bell-1/ring`)).status).toBe(200);
		expect(n8n.webhookUrl(id)).toBe('https://moved.example/webhook/bell-1/ring');
	});

	test('loads the node types anew', async () => {
		const id = await bell.activeIn(n8n);
		bell.trigger = async () => undefined;
		expect((await ring(id)).status).toBe(200);
		await n8n.restart();
		expect(bell.heard).toEqual(['checkExists trigger/init', 'create trigger/init']);
	});

	test('loses the runs under way and whoever listens for a test event', async () => {
		const id = await bell.activeIn(n8n);
		const listening = await n8n.listen(id);
		bell.webhook = async (context) => {
			context.getResponseObject().end();
			await sleep(50);
			nodeData(context).late = true;
			return { noWebhookResponse: true, workflowData: [[{ json: {} }]] };
		};
		await ring(id);
		await n8n.restart();
		await sleep(80);
		expect([n8n.executions, savedBy(id)]).toEqual([[], undefined]);
		expect((await post(listening.url)).status).toBe(404);
	});
});

describe('a trigger() function beside the webhook', () => {
	let told: string[];
	beforeEach(async () => {
		told = [];
		bell.trigger = async (context) => {
			told.push(`open ${context.getActivationMode()}`);
			if (context.getActivationMode() === 'activate') context.emit([[{ json: { by: 'itself' } }]]);
			return { closeFunction: async () => void told.push('close') };
		};
		await n8n.restart();
	});

	test('runs while the workflow is active, and can start runs', async () => {
		const id = await bell.activeIn(n8n);
		const { mode, run } = await n8n.nextExecution();
		expect([mode, items(run, 'Note')[0]?.json]).toEqual(['trigger', { by: 'itself' }]);
		await n8n.deactivate(id);
		expect(told).toEqual(['open activate', 'close']);
	});

	test('has n8n look after the webhook at a restart, at the new public URL', async () => {
		bell.hook = rememberUrl;
		const id = await bell.activeIn(n8n);
		n8n.publicUrl = 'https://moved.example';
		await n8n.restart();
		expect(bell.heard).toEqual(['checkExists trigger/init', 'create trigger/init']);
		expect(savedBy(id)).toEqual({ url: 'https://moved.example/webhook/bell-1/ring' });
		expect(told).toEqual(['open activate', 'open init']);
	});

	test('does not keep n8n from starting when its webhook cannot be renewed', async () => {
		await bell.activeIn(n8n);
		bell.hook = () => {
			throw new Error('Service is down');
		};
		await n8n.restart();
		expect(n8n.logs.text()).toContain('Service is down');
	});
});

describe('listening for a test event', () => {
	test('creates a webhook of its own at the test URL, runs once, and deletes it', async () => {
		bell.hook = rememberUrl;
		const id = await bell.activeIn(n8n);
		const seen: unknown[] = [];
		bell.hook = (context, name) => {
			seen.push({ ...nodeData(context) });
			return rememberUrl(context, name);
		};
		bell.webhook = async (context) => ({
			workflowData: [[{ json: { mode: context.getMode(), ...nodeData(context) } }]],
		});
		const url = `${n8n.url}/webhook-test/bell-1/ring`;

		const listening = await n8n.listen(id);
		expect(listening.url).toBe(url);
		expect(bell.heard).toEqual(['checkExists manual/manual', 'create manual/manual']);
		await post(url);
		const run = await listening.run;
		expect(items(run, 'Note')[0]?.json).toEqual({ mode: 'manual', url });
		expect(bell.heard[2]).toBe('delete internal/update');
		expect(seen).toEqual([{}, {}, { url }]);

		expect((await post(url)).status).toBe(404);
		expect(savedBy(id)).toEqual({ url: `${n8n.url}/webhook/bell-1/ring` });
		expect(n8n.executions).toEqual([]);
	});

	test('goes on after a delivery that starts nothing, and ends with stop()', async () => {
		const id = n8n.save(bell.workflow());
		const listening = await n8n.listen(id);
		bell.webhook = async (context) => {
			nodeData(context).pinged = true;
			return {};
		};
		await post(listening.url);
		expect((await post(listening.url)).status).toBe(200);
		expect(savedBy(id)).toBeUndefined();
		await listening.stop();
		expect(bell.heard.at(-1)).toBe('delete internal/update');
		expect((await post(listening.url)).status).toBe(404);
		await expect(listening.run).rejects.toThrow('stopped');
	});

	test('fails with the error of create, and cleans up after it', async () => {
		bell.hook = (_, name) => {
			if (name === 'create') throw new Error('No credit');
			return false;
		};
		await expect(n8n.listen(n8n.save(bell.workflow()))).rejects.toThrow('No credit');
		expect(bell.heard.at(-1)).toBe('delete internal/update');
	});
});

describe('a run by hand', () => {
	const from = (type: string): WorkflowJson => ({
		nodes: [
			{ name: 'Begin', type },
			{ name: 'Note', type: 'n8n-nodes-base.noOp' },
		],
		connections: { Begin: { main: [[{ node: 'Note', type: 'main', index: 0 }]] } },
	});

	test('starts from a manual trigger, and is no production execution', async () => {
		const run = await n8n.run(n8n.save(from('n8n-nodes-base.manualTrigger')));
		expect(items(run, 'Note')).toEqual([{ json: {}, pairedItem: { item: 0 } }]);
		expect([run.mode, run.status, n8n.executions]).toEqual(['manual', 'success', []]);
	});

	test('starts from a schedule trigger, as a test or as when its time has come', async () => {
		const id = n8n.save(from('n8n-nodes-base.scheduleTrigger'));
		const tested = await n8n.run(id);
		expect(items(tested, 'Note')[0]?.json).toHaveProperty('timestamp');
		await n8n.run(id, { from: 'Begin', items: [{ json: { day: 1 } }], mode: 'trigger' });
		const { mode, run } = await n8n.nextExecution();
		expect([mode, items(run, 'Note')[0]?.json]).toEqual(['trigger', { day: 1 }]);
	});

	test('takes the items given for what its trigger emits', async () => {
		const id = n8n.save(from('n8n-nodes-base.manualTrigger'));
		const run = await n8n.run(id, { items: [{ json: { id: 1 } }, { json: { id: 2 } }] });
		expect(items(run, 'Note').map(({ json }) => json.id)).toEqual([1, 2]);
	});
});

test('waiting for an execution that does not come ends with the number that is missing', async () => {
	await expect(n8n.nextExecutions(2, 10)).rejects.toThrow('2 execution(s) missing after 10 ms');
});

import { randomUUID } from 'node:crypto';
import type { IConnections, IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { Instance } from '../simulator';
import { eventually } from './eventually';
import { Live, MANUAL, PERSON } from './live';
import { type LocalModel, startModel } from './model';
import type { SavedCredential } from './n8n/client';
import { missingIn, repeatedIn, runsOf, savedWithTrigger, writtenDown } from './triggered';

/*
 * What must work in every n8n that the package is for: `E2E_N8N=1.123.81 npm run test:e2e` runs these tests, and no others, in
 * that version.
 */

/** Before 2.0 n8n wants to be told that nodes of packages may be tools. */
const SETTINGS = { N8N_COMMUNITY_PACKAGES_ALLOW_TOOL_USAGE: 'true' };

let live: Live;
beforeAll(async () => {
	live = await Live.start({ environment: SETTINGS });
});
afterAll(async () => await live?.stop());

let instance: Instance;
let credential: SavedCredential;
beforeEach(async () => {
	({ instance, credential } = await live.connectedNumber());
});

const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters, more: Partial<INode> = {}): INode => ({
	id: randomUUID(),
	name,
	type,
	typeVersion,
	position: [200, 0],
	parameters,
	...more,
});

const wawp = (parameters: INodeParameters): INode => node('Wawp', 'n8n-nodes-wawp.wawp', 2, parameters, { credentials: { wawpApi: credential } });

const emit = (id: string) => live.wawp.emit(instance.id, 'message', { id: `false_${PERSON}_${id}`, from: PERSON, body: id }, { id });

const urls = (): string[] => instance.webhooks.map(({ url }) => url.replace(/\?.*/, ''));

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const to = { __rl: true, mode: 'id', value: PERSON };

/** Run by hand. */
async function ran(parameters: INodeParameters) {
	const trigger = node(MANUAL, 'n8n-nodes-base.manualTrigger', 1, {});
	const connections = { [MANUAL]: { main: [[{ node: 'Wawp', type: 'main' as const, index: 0 }]] } };
	const { id } = await live.n8n.addWorkflow({ name: 'By hand', nodes: [trigger, wawp(parameters)], connections, settings: { executionOrder: 'v1' } });
	return await live.n8n.execute(id, MANUAL);
}

test('the package is loaded: the action, its tool, the trigger and the watcher', async () => {
	const types = await live.n8n.nodeTypes();
	// Later versions of n8n make a human review of the action too.
	const own = types.filter((type) => type.startsWith('n8n-nodes-wawp.') && type !== 'n8n-nodes-wawp.wawpHitlTool');
	expect(own.sort()).toEqual([
		'n8n-nodes-wawp.wawp',
		'n8n-nodes-wawp.wawpSessionWatcher',
		'n8n-nodes-wawp.wawpTool',
		'n8n-nodes-wawp.wawpTrigger',
	]);
});

test('the test of the credential tells a good one from a wrong token and from an unknown instance', async () => {
	const data = { accessToken: live.account.token, instanceId: instance.id, baseUrl: live.wawp.url, webhookSecret: '', sendAs: 'parameters' };
	// An n8n before 2.41 tests none that is not saved.
	const tested = async (given: IDataObject) => (await live.n8n.testCredential({ ...data, ...given }, await live.addCredential({ ...data, ...given }))).status;
	expect([await tested({}), await tested({ accessToken: 'wrong' }), await tested({ instanceId: 'AAAAAAAAAAAA' })]).toEqual(['OK', 'Error', 'Error']);
});

test('the action sends, and says in words what Wawp refuses', async () => {
	const sent = await ran({ resource: 'message', operation: 'sendText', to, text: 'Hello', options: {} });
	live.expectClean(sent);
	expect(live.sent(instance.id)).toMatchObject([{ operation: 'message.sendText', chatId: PERSON, message: 'Hello' }]);
	live.wawp.setStatus(instance.id, 'STOPPED');
	const refused = await ran({ resource: 'message', operation: 'sendText', to, text: 'Hello', options: {} });
	expect(refused.status).toBe('error');
	expect(refused.error).toMatch(/session/i);
});

test('Ensure Working brings a session back', async () => {
	live.wawp.phone.loseConnection(instance.id);
	live.expectClean(await ran({ resource: 'session', operation: 'ensureWorking', options: {} }));
	expect(instance.status).toBe('WORKING');
});

test('the pickers show what Wawp knows', async () => {
	live.wawp.seed(instance.id, { labels: [{ name: 'Lead' }] });
	const groups = await live.n8n.found(wawp({ resource: 'group', operation: 'get' }), 'group', 'searchGroups');
	expect(groups.map(({ value }) => value)).toEqual(instance.whatsapp.groups.map(({ id }) => id));
	const labels = await live.n8n.choices(wawp({ resource: 'label', operation: 'setForChat' }), 'labels', 'getLabels');
	expect(labels).toMatchObject([{ name: 'Lead' }]);
});

test('the trigger registers, starts one run an event, with its file, is tried in the editor, and goes away again', async () => {
	const parameters = { events: ['message', 'session.status'], options: { downloadMedia: true } };
	const workflow = await savedWithTrigger(live.n8n, credential, { parameters });
	await live.publish(workflow);
	expect(urls()).toEqual([`${live.server.url}/webhook/${workflow.nodes[0]!.webhookId}/wawp`]);
	emit('evt_1');
	await live.wawp.settled();
	await live.wawp.redeliver('evt_1', 2);
	live.wawp.emit(instance.id, 'message', { id: `false_${PERSON}_FILE`, from: PERSON, body: 'see', hasMedia: true, media: { data: PNG, mimetype: 'image/png' } }, { id: 'evt_file' });
	live.wawp.setStatus(instance.id, 'FAILED');
	const executions = await live.n8n.finishedExecutions(workflow.id, 3);
	live.expectClean(...executions);
	const items = executions.flatMap((execution) => execution.items('Wawp Trigger'));
	expect(items.map(({ json }) => json.event)).toEqual(['message', 'message', 'session.status']);
	expect(items.map(({ json }) => json.id).slice(0, 2)).toEqual(['evt_1', 'evt_file']);
	expect(items[1]!.binary?.data).toMatchObject({ mimeType: 'image/png' });
	expect(items[2]!.json).toMatchObject({ status: 'FAILED' });

	await live.n8n.listen(workflow.id, 'Wawp Trigger');
	expect(urls()).toHaveLength(2);
	emit('evt_test');
	const both = await live.n8n.finishedExecutions(workflow.id, 5);
	expect(both.slice(3).map(({ mode }) => mode).sort()).toEqual(['manual', 'webhook']);
	await eventually('the test address to go', () => urls().length === 1);
	await live.n8n.unpublish(workflow.id);
	expect(urls()).toEqual([]);
});

test('the trigger loses no event to SIGKILL, and after a restart it tells repeats of what was answered some seconds before', async () => {
	const workflow = await savedWithTrigger(live.n8n, credential);
	await live.publish(workflow);
	instance.webhooks.forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1000 } }));
	const ids = Array.from({ length: 20 }, (_, index) => `evt_${index}`);
	ids.slice(0, 10).forEach(emit);
	await live.wawp.settled();
	await writtenDown();
	const { ids: before } = await runsOf(live.n8n, workflow.id);
	expect(before.sort()).toEqual(ids.slice(0, 10).sort());
	ids.slice(10, 15).forEach(emit);
	await live.server.kill();
	ids.slice(15).forEach(emit);
	await live.startBehindReadinessCheck();
	await live.wawp.settled();
	for (const id of ids.slice(0, 10)) await live.wawp.redeliver(id, 1);
	const runs = await runsOf(live.n8n, workflow.id);
	expect(missingIn(runs, ids).lost).toEqual([]);
	expect(repeatedIn(runs.ids).filter((id) => before.includes(id))).toEqual([]);
	await live.n8n.unpublish(workflow.id);
});

test('the watcher looks once a minute, and starts a run when a session is lost', async () => {
	const watcher = node('Wawp Session Watcher', 'n8n-nodes-wawp.wawpSessionWatcher', 2, { pollTimes: { item: [{ mode: 'everyMinute' }] }, instanceIds: [instance.id], options: {} }, { credentials: { wawpApi: credential } });
	const workflow = await live.n8n.addWorkflow({ name: 'Watched', nodes: [watcher], connections: {}, settings: { executionOrder: 'v1' } });
	await live.publish(workflow);
	live.wawp.setStatus(instance.id, 'FAILED');
	const [run] = await live.n8n.finishedExecutions(workflow.id, 1);
	live.expectClean(run!);
	expect(run!.json('Wawp Session Watcher')).toMatchObject([{ instanceId: instance.id, status: 'FAILED' }]);
	await live.n8n.unpublish(workflow.id);
});

describe('as a tool', () => {
	let model: LocalModel;
	beforeEach(async () => {
		model = await startModel();
	});
	afterEach(async () => await model.stop());

	test('an agent that answers an event calls Wawp, and sees no token', async () => {
		model.reply = ({ messages }) => (messages.at(-1)!.role === 'tool' ? { text: 'Done' } : { tool: 'Wawp', input: { message: 'Hello from the model' } });
		const openAiApi = await live.n8n.addCredential('Local model', { apiKey: 'sk-local', url: model.url }, 'openAiApi');
		const nodes = [
			node('Agent', '@n8n/n8n-nodes-langchain.agent', 3, { promptType: 'define', text: '={{ $json.text }}', options: {} }),
			node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, { model: { __rl: true, mode: 'id', value: 'gpt-local' }, responsesApiEnabled: false, options: {} }, { credentials: { openAiApi } }),
			node('Wawp', 'n8n-nodes-wawp.wawpTool', 2, { descriptionType: 'manual', toolDescription: 'Sends a text', resource: 'message', operation: 'sendText', to, text: "={{ $fromAI('message', 'The text', 'string') }}", options: {} }, { credentials: { wawpApi: credential } }),
		];
		const { id, nodes: [trigger] } = await savedWithTrigger(live.n8n, credential);
		const connections: IConnections = {
			[trigger!.name]: { main: [[{ node: 'Agent', type: 'main' as const, index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel' as const, index: 0 }]] },
			Wawp: { ai_tool: [[{ node: 'Agent', type: 'ai_tool' as const, index: 0 }]] },
		};
		await live.n8n.changeWorkflow(id, [trigger!, ...nodes], connections);
		expect(await live.n8n.publish(id)).toMatchObject({ status: 'published' });
		emit('evt_asked');
		const [run] = await live.n8n.finishedExecutions(id, 1);
		live.expectClean(run!);
		expect(live.sent(instance.id)).toMatchObject([{ operation: 'message.sendText', chatId: PERSON, message: 'Hello from the model' }]);
		expect(run!.json('Agent')).toMatchObject([{ output: 'Done' }]);
		expect(model.asked.map(({ whole }) => whole).join()).not.toContain(live.account.token);
		await live.n8n.unpublish(id);
	});
});

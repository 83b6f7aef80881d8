/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { readdirSync } from 'node:fs';
import jsQR from 'jsqr';
import type { INodeParameters } from 'n8n-workflow';
import { PNG } from 'pngjs';

import { SAMPLES } from '../simulator/world/files';
import { aiNodes } from '../support/aiNodes';
import { TestNodeTypes } from '../support/nodeTypes';
import { post } from '../support/triggerRig';
import { eventually } from './eventually';
import { Live } from './live';
import { type Asked, type LocalModel, startModel } from './model';
import type { SavedCredential, SavedWorkflow } from './n8n/client';
import type { Execution } from './n8n/execution';

/** The Instance ID and the group that the examples come with. */
const LISTED = '3EB0BCB2E3D4';
const GROUP = '120363041234567890@g.us';
const PERSON = '201000000001@c.us';
const MANUAL = "When clicking 'Execute workflow'";

let live: Live;
beforeAll(async () => {
	live = await Live.start();
});
const models: LocalModel[] = [];
afterAll(async () => {
	await live?.stop();
	for (const model of models) await model.stop();
});

async function publishedCleanly({ id }: SavedWorkflow): Promise<void> {
	expect(await live.n8n.publish(id)).toMatchObject({ status: 'published' });
}

const imported = new Set<string>();

async function example(name: string, credential?: SavedCredential, settings?: Record<string, INodeParameters>): Promise<SavedWorkflow> {
	imported.add(`${name}.json`);
	return await live.importExample(name, credential, settings);
}

/** A number of its own that is connected, and a credential that names it. */
async function connectedNumber() {
	const instance = live.wawp.addInstance(live.account, { status: 'WORKING', whatsapp: { groups: [{ id: GROUP, participants: [PERSON] }] } });
	return { instance, credential: await live.addCredential({ instanceId: instance.id }) };
}

/** Succeeded, and kept no token. */
function expectClean(...executions: Execution[]): void {
	expect(executions.filter(({ status }) => status !== 'success').map(({ id, status, error }) => ({ id, status, error }))).toEqual([]);
	expect(JSON.stringify(executions)).not.toContain(live.account.token);
}

const messages = (executions: Execution[], node: string): unknown[] =>
	executions.flatMap((execution) => execution.items(node).map(({ json }) => json.message));

/** Published runs that have reached a node. */
const reached = async ({ id }: SavedWorkflow, node: string): Promise<Execution[]> =>
	await eventually(`an execution that reaches ${node}`, async () => {
		const executions = await live.n8n.executions(id);
		return executions.every(({ isOver }) => isOver) && executions.some((execution) => execution.hasRun(node)) && executions;
	});

test('session-auto-recovery logs a number in by hand, and brings it back when it drops', async () => {
	const credential = await live.addCredential();
	const workflow = await example('session-auto-recovery', credential);
	const before = live.wawp.world.instances.length;
	const running = live.n8n.execute(workflow.id, MANUAL);
	const instance = await eventually('the new session to show a code that the workflow fetched', () => {
		const created = live.wawp.world.instances[before];
		return created?.status === 'SCAN_QR_CODE' && live.heard('auth.getQrImage') > 0 && created;
	});
	live.wawp.phone.scan(instance.id);
	const login = await running;
	expectClean(login);
	expect(login.mode).toBe('manual');
	expect(messages([login], 'Logged In')).toEqual([`Logged in as John Doe (+${instance.phone})`]);

	await live.n8n.changeCredential(credential, { accessToken: live.account.token, baseUrl: live.wawp.url, instanceId: instance.id });
	await publishedCleanly(workflow);
	live.wawp.phone.loseConnection(instance.id);
	const runs = (await reached(workflow, 'Brought Back')).filter(({ mode }) => mode === 'webhook');
	expectClean(...runs);
	expect(messages(runs, 'Brought Back')).toEqual([`Session ${instance.id} is back. Done: restart`]);
	expect(instance.status).toBe('WORKING');
	await live.n8n.unpublish(workflow.id);
	expect(instance.webhooks).toEqual([]);
});

test('session-onboarding invites a person by link, and checks who scanned', async () => {
	const workflow = await example('session-onboarding');
	const [before, fetched] = [live.wawp.world.instances.length, live.heard('auth.getQrImage')];
	const running = live.n8n.execute(workflow.id, MANUAL);
	await eventually('the code to be fetched', () => live.heard('auth.getQrImage') > fetched);
	const instance = live.wawp.world.instances[before]!;
	live.wawp.phone.scan(instance.id, { phone: '201145202826', pushName: 'Support' });
	const run = await running;
	expectClean(run);
	expect(run.items('Send to the Person')[0]).toMatchObject({ binary: { data: { mimeType: 'image/png' } } });
	expect(run.json('Linked')).toEqual([{ message: '+201145202826 is linked as Support', instanceId: instance.id }]);
	expect(live.wawp.world.tempLinks).toEqual([]);
});

test('qr-login-page serves the code at its production URL until the session is connected', async () => {
	const instance = live.wawp.addInstance(live.account, { status: 'SCAN_QR_CODE' });
	const workflow = await example('qr-login-page', await live.addCredential({ instanceId: instance.id }));
	await publishedCleanly(workflow);
	const page = async () => await (await fetch(`${live.server.url}/webhook/whatsapp-login`)).text();
	expect(codeIn(await page())).toBe(instance.qr!.value);
	live.wawp.phone.scan(instance.id);
	expect(await page()).toContain('WhatsApp is connected');
	const executions = await live.n8n.finishedExecutions(workflow.id, 2);
	expectClean(...executions);
	expect(executions.map(({ mode }) => mode)).toEqual(['webhook', 'webhook']);
	await live.n8n.unpublish(workflow.id);
});

test('account-directory stores the account of a session that starts to work, and signs messages with it', async () => {
	const instance = live.wawp.addInstance(live.account, { id: LISTED, status: 'SCAN_QR_CODE', phone: '201000000001', pushName: 'Support' });
	const workflow = await example('account-directory', await live.addCredential({ instanceId: instance.id }));
	await publishedCleanly(workflow);
	live.wawp.phone.scan(instance.id);
	const stored = await reached(workflow, 'Store the Account');
	expectClean(...stored);
	const heard = live.wawp.calls.length;
	const signed = await live.n8n.execute(workflow.id, MANUAL);
	expectClean(signed);
	expect(signed.json('Signed Message')).toEqual([{ instanceId: LISTED, text: 'Your order is on its way.\n\nSupport' }]);
	expect(live.wawp.calls).toHaveLength(heard);
	await live.n8n.unpublish(workflow.id);
});

test('health-check-every-15-minutes, on a shorter schedule, starts what is stopped and makes one report', async () => {
	const instance = live.wawp.world.instances.find(({ id }) => id === LISTED) ?? live.wawp.addInstance(live.account, { id: LISTED, linked: true });
	live.wawp.setStatus(instance.id, 'STOPPED');
	const workflow = await example('health-check-every-15-minutes', live.credential, {
		'Every 15 Minutes': { rule: { interval: [{ field: 'seconds', secondsInterval: 5 }] } },
		'Sessions to Keep Active': { assignments: { assignments: [{ id: 'listed', name: 'instanceId', value: JSON.stringify([LISTED]), type: 'array' }] } },
	});
	await publishedCleanly(workflow);
	const [run] = await live.n8n.finishedExecutions(workflow.id, 1);
	await live.n8n.unpublish(workflow.id);
	expectClean(run!);
	expect(run!.mode).toBe('trigger');
	expect(run!.json('Report')).toEqual([{ message: `${LISTED} works as ${instance.pushName} (+${instance.phone}), after start`, allWorking: true }]);
});

test('free-plan-watcher looks once a minute, and brings back what it finds down', async () => {
	const account = live.wawp.addAccount({ plan: 'free' });
	const instance = live.wawp.addInstance(account, { status: 'WORKING' });
	const workflow = await example('free-plan-watcher', await live.addCredential({ accessToken: account.token, instanceId: instance.id }));
	await publishedCleanly(workflow);
	live.wawp.phone.loseConnection(instance.id);
	const runs = await reached(workflow, 'Brought Back');
	expectClean(...runs);
	expect(messages(runs, 'Brought Back')).toEqual([`Session ${instance.id} is back. Done: restart`]);
	expect(instance.status).toBe('WORKING');
	expect(JSON.stringify(runs)).not.toContain(account.token);
	await live.n8n.unpublish(workflow.id);
});

test('reply-bot answers a message by its keyword', async () => {
	const { instance, credential } = await connectedNumber();
	const workflow = await example('reply-bot', credential);
	await publishedCleanly(workflow);
	const { id } = live.wawp.phone.receives(instance.id, { from: PERSON, body: 'What are your HOURS?' });
	expectClean(...(await reached(workflow, 'Forget Old Notes')));
	expect(live.sent(instance.id)).toEqual([
		expect.objectContaining({ operation: 'message.sendText', chatId: PERSON, reply_to: id, message: 'We are open from Sunday to Thursday, 9:00 to 17:00.' }),
	]);
	await live.n8n.unpublish(workflow.id);
});

test('keyword-auto-reply answers what holds its word, and starts nothing for the rest', async () => {
	const { instance, credential } = await connectedNumber();
	const workflow = await example('keyword-auto-reply', credential);
	await publishedCleanly(workflow);
	live.wawp.phone.receives(instance.id, { from: PERSON, body: 'Good morning' });
	const { id } = live.wawp.phone.receives(instance.id, { from: PERSON, body: 'What is the PRICE?' });
	expectClean(...(await reached(workflow, 'Send Text')));
	expect(live.sent(instance.id)).toEqual([expect.objectContaining({ chatId: PERSON, reply_to: id, message: 'You find our prices at https://example.com/prices' })]);
	await live.n8n.unpublish(workflow.id);
	expect(await live.n8n.executions(workflow.id)).toHaveLength(1);
});

test('missed-call-follow-up, with a shorter wait, writes to the caller unless the call was answered', async () => {
	const { instance, credential } = await connectedNumber();
	const workflow = await example('missed-call-follow-up', credential, { 'Wait Two Minutes': { amount: 1, unit: 'seconds' } });
	await publishedCleanly(workflow);
	live.wawp.emit(instance.id, 'call.accepted', { id: 'ANSWERED' });
	await reached(workflow, 'Note the Answer');
	live.wawp.emit(instance.id, 'call.received', { id: 'ANSWERED', from: '201000000002@c.us', timestamp: 0, isVideo: false, isGroup: false });
	live.wawp.emit(instance.id, 'call.received', { id: 'MISSED', from: PERSON, timestamp: 0, isVideo: false, isGroup: false });
	expectClean(...(await live.n8n.finishedExecutions(workflow.id, 3)));
	expect(live.sent(instance.id)).toEqual([expect.objectContaining({ operation: 'message.sendText', chatId: PERSON, message: expect.stringContaining('Sorry we missed your call') })]);
	await live.n8n.unpublish(workflow.id);
});

test('event-router gives each kind of event a way of its own, and loses none', async () => {
	const { instance, credential } = await connectedNumber();
	const workflow = await example('event-router', credential);
	await publishedCleanly(workflow);
	live.wawp.phone.receives(instance.id, { from: PERSON, body: 'Hello' });
	live.wawp.emit(instance.id, 'call.rejected', { id: 'A' });
	live.wawp.emit(instance.id, 'message.revoked', { id: `false_${PERSON}_AAAA` });
	const runs = await live.n8n.finishedExecutions(workflow.id, 3);
	expectClean(...runs);
	expect(['Message', 'Call', 'Everything Else'].flatMap((way) => messages(runs, way))).toEqual([
		'201000000001: Hello',
		'Call A was declined, or ended unanswered',
		`message.revoked in ${PERSON}`,
	]);
	await live.n8n.unpublish(workflow.id);
});

test('media-forwarder sends an incoming picture on, byte for byte', async () => {
	const { instance, credential } = await connectedNumber();
	const workflow = await example('media-forwarder', credential);
	await publishedCleanly(workflow);
	live.wawp.phone.receives(instance.id, { from: PERSON, media: { bytes: SAMPLES.jpeg } });
	expectClean(...(await reached(workflow, 'Forget Old Notes')));
	expect(live.sent(instance.id)).toEqual([
		expect.objectContaining({ operation: 'message.sendImage', chatId: GROUP, 'file[data]': SAMPLES.jpeg.toString('base64') }),
	]);
	await live.n8n.unpublish(workflow.id);
});

test('broadcast-from-table, with shorter pauses, sends to each row of the table once', async () => {
	const { instance, credential } = await connectedNumber();
	const text = '=Hello {{ $json.name }}, our new opening hours start on Monday.';
	const options = { checkNumberFirst: 'skip', defaultCountryCode: '20', pauseAtLeast: 1, pauseAtMost: 2 };
	const workflow = await example('broadcast-from-table', credential, { 'Send Text': { text, options } });
	expectClean(await live.n8n.execute(workflow.id, MANUAL));
	await live.n8n.addDataTableRows('wawp_broadcast', [{ name: 'Ada', phone: '+20 100 000 0001' }, { name: 'Bob', phone: '0100 000 0002' }]);
	expectClean(await live.n8n.execute(workflow.id, MANUAL), await live.n8n.execute(workflow.id, MANUAL));
	expect(live.sent(instance.id).map(({ chatId, message }) => [chatId, message])).toEqual([
		['201000000001@c.us', 'Hello Ada, our new opening hours start on Monday.'],
		['201000000002@c.us', 'Hello Bob, our new opening hours start on Monday.'],
	]);
	expect((await live.n8n.dataTableRows('wawp_broadcast')).map(({ status }) => status)).toEqual(['sent', 'sent']);
});

test('poll-with-votes, on a shorter schedule, sends one poll a day, takes the votes and counts them', async () => {
	const { instance, credential } = await connectedNumber();
	const workflow = await example('poll-with-votes', credential, { 'Every Monday at 9:00': { rule: { interval: [{ field: 'seconds', secondsInterval: 5 }] } } });
	await publishedCleanly(workflow);
	await reached(workflow, 'Store the Message ID');
	live.wawp.phone.votes(instance.id, { from: PERSON, poll: instance.whatsapp.messages.at(-1)!, answers: ['Pizza'] });
	await reached(workflow, 'Remove Earlier Votes');
	await live.n8n.unpublish(workflow.id);
	const summary = await live.n8n.execute(workflow.id, MANUAL);
	expectClean(summary, ...(await live.n8n.executions(workflow.id)));
	expect(messages([summary], 'Summary')).toEqual([expect.stringContaining('Pizza: 1')]);
	expect(live.sent(instance.id)).toHaveLength(1);
});

test('group-onboarding-with-labels makes a group of people, welcomes them and labels their chats, once', async () => {
	const instance = live.wawp.addInstance(live.account, { status: 'WORKING' });
	const workflow = await example('group-onboarding-with-labels', await live.addCredential({ instanceId: instance.id }));
	expectClean(await live.n8n.execute(workflow.id, MANUAL), await live.n8n.execute(workflow.id, MANUAL));
	const [group, ...others] = instance.whatsapp.groups;
	expect(others).toEqual([]);
	expect(group!.participants.map(({ id }) => id).slice(1)).toEqual(['201145202826@c.us', '201000000002@c.us']);
	expect(instance.whatsapp.labels.map(({ name }) => name)).toEqual(['In the group']);
	expect(live.sent(instance.id)).toEqual([expect.objectContaining({ chatId: group!.id, message: 'Welcome Ada, Bob!' })]);
});

/** An AI example with a model of its own, which says what the test tells it to. */
async function supportBot(reply: LocalModel['reply'], settings?: Record<string, INodeParameters>) {
	const { instance, credential } = await connectedNumber();
	const model = await startModel();
	models.push(model);
	model.reply = reply;
	const workflow = await example('ai-support-bot', credential, settings);
	const openAiApi = await live.n8n.addCredential('Local model', { apiKey: 'sk-local', url: model.url }, 'openAiApi');
	const nodes = workflow.nodes.map((node) => (node.type.endsWith('.lmChatOpenAi') ? { ...node, credentials: { openAiApi } } : node));
	await live.n8n.changeWorkflow(workflow.id, nodes);
	await publishedCleanly(workflow);
	/** What Wawp was asked to do for this number. */
	const asked = (operation: string) => live.wawp.calls.filter((call) => call.operation === operation && call.credentials.instanceId === instance.id).map(({ query, body }) => ({ ...query, ...body }));
	return { instance, model, workflow, asked };
}

const lastOf = (turn: Asked) => turn.messages.at(-1)!;

/** Without the instructions and what tools gave. */
const saidIn = (turn: Asked) => turn.messages.filter(({ role, text }) => ['user', 'assistant'].includes(role) && text).map(({ text }) => text);

describe.each([
	['Chat Completions', '/v1/chat/completions', false],
	['Responses', '/v1/responses', true],
])('ai-support-bot, with a model that speaks %s,', (_language, path, responsesApiEnabled) => {
	test('uses its tools and its memory in the chat that it answers, and in no other', async () => {
		const OTHER = '201000000002@c.us';
		const strangers = { chatId: OTHER, chat: OTHER, messageId: `false_${OTHER}_AAAA` };
		const { instance, model, workflow, asked } = await supportBot(
			(turn) => {
				if (lastOf(turn).role === 'tool') return { text: `Done: ${turn.messages.filter(({ role }) => role === 'user').at(-1)!.text}` };
				return lastOf(turn).text.startsWith('look')
					? { tool: 'Look_Up_Earlier_Messages', input: strangers }
					: { tool: 'React_to_the_Message', input: { emoji: '❤️', ...strangers } };
			},
			{ 'OpenAI Chat Model': { responsesApiEnabled } },
		);
		const ask = async (from: string, body: string, count: number) => {
			const { id } = live.wawp.phone.receives(instance.id, { from, body });
			expectClean(...(await live.n8n.finishedExecutions(workflow.id, count)));
			return id;
		};
		const first = await ask(PERSON, 'thank you', 1);
		await ask(OTHER, 'a secret of another person', 2);
		const last = await ask(PERSON, 'look up what I said', 3);
		expect(asked('message.react')).toMatchObject([{ chatId: PERSON, messageId: first, reaction: '❤️' }, { chatId: OTHER }]);
		expect(new Set(asked('chat.getMessages').map(({ chatId }) => chatId))).toEqual(new Set([PERSON]));
		expect(live.sent(instance.id).filter(({ chatId }) => chatId === PERSON)).toEqual([
			expect.objectContaining({ operation: 'message.sendText', reply_to: first, message: 'Done: thank you' }),
			expect.objectContaining({ operation: 'message.sendText', reply_to: last, message: 'Done: look up what I said' }),
		]);
		expect(model.asked.map((turn) => turn.path)).toEqual(Array(6).fill(path));
		expect(model.asked[0]!.tools.sort()).toEqual(['Look_Up_Earlier_Messages', 'React_to_the_Message']);
		const [remembering, lookingUp] = model.asked.slice(4);
		expect(saidIn(remembering!)).toEqual(['thank you', 'Done: thank you', 'look up what I said']);
		expect(lastOf(lookingUp!).text).toContain('look up what I said');
		expect(JSON.stringify([remembering, lookingUp])).not.toContain('a secret of another person');
		expect(model.asked.map(({ whole }) => whole).join()).not.toContain(live.account.token);
		await live.n8n.unpublish(workflow.id);
	});
});

test('n8n offers Wawp as a tool without being told to, and has the AI nodes of the example as the other tests know them', async () => {
	const descriptions = await live.n8n.nodeDescriptions();
	expect(descriptions.find(({ name }) => name === 'n8n-nodes-wawp.wawpTool')).toMatchObject({ outputs: ['ai_tool'] });
	for (const [name, known] of Object.entries(aiNodes())) {
		const { version, properties } = new TestNodeTypes({ [name]: known }).getByNameAndVersion(name).description;
		const real = descriptions.find((each) => each.name === name && [each.version].flat().includes(Number(version)))!;
		expect([name, real.defaultVersion ?? Math.max(...[real.version].flat())]).toEqual([name, version]);
		expect(real.properties.map((property) => property.name)).toEqual(expect.arrayContaining(properties.map((property) => property.name)));
	}
});

test('ai-support-bot takes the messages of one delivery one at a time, each with the memory and the tools of its own chat', async () => {
	const people = ['201000000001@c.us', '201000000002@c.us'];
	const { instance, model, workflow, asked } = await supportBot((turn) =>
		lastOf(turn).role === 'tool' ? { text: 'Welcome' } : { tool: 'React_to_the_Message', input: { emoji: '👍' } },
	);
	const event = (from: string) => ({ event: 'message', id: `evt_${from}`, payload: { id: `false_${from}_AAAA`, from, fromMe: false, body: `I am ${from}` } });
	await post(instance.webhooks[0]!.url, JSON.stringify(people.map(event)));
	expectClean(...(await live.n8n.finishedExecutions(workflow.id, 1)));
	expect(asked('message.react')).toMatchObject(people.map((chatId) => ({ chatId, messageId: `false_${chatId}_AAAA` })));
	expect(asked('message.sendText')).toMatchObject(people.map((chatId) => ({ chatId, reply_to: `false_${chatId}_AAAA` })));
	expect(model.asked).toHaveLength(4);
	expect(JSON.stringify(model.asked.slice(2))).not.toContain(`I am ${people[0]}`);
	await live.n8n.unpublish(workflow.id);
});

test('ai-support-bot apologises once when the model fails, tells somebody, and a repeated delivery starts nothing', async () => {
	const { instance, workflow } = await supportBot(() => ({ status: 500 }));
	const { id } = live.wawp.phone.receives(instance.id, { from: PERSON, body: 'When do you open?' });
	const runs = await live.n8n.finishedExecutions(workflow.id, 1);
	await live.wawp.redeliver(live.wawp.deliveries.filter(({ instanceId }) => instanceId === instance.id).at(-1)!, 3, { concurrently: true });
	await live.wawp.settled();
	expectClean(...runs);
	expect(await live.n8n.executions(workflow.id)).toHaveLength(1);
	expect(live.sent(instance.id)).toEqual([expect.objectContaining({ chatId: PERSON, reply_to: id, message: expect.stringContaining('Sorry') })]);
	expect(live.wawp.calls.at(-1)).toMatchObject({ operation: 'chat.markUnread', body: { chatId: PERSON } });
	expect(messages(runs, 'Alert: A Person Is Needed')).toEqual([expect.stringContaining('waits for an answer to: When do you open?')]);
	await live.n8n.unpublish(workflow.id);
});

test('delivery-report-collector follows each message in a table, in whichever order it is told, and reports', async () => {
	const { instance, credential } = await connectedNumber();
	const workflow = await example('delivery-report-collector', credential);
	await publishedCleanly(workflow);
	const id = (end: string) => `true_${PERSON}_${end}`;
	const acknowledged = (end: string, ack: number) => live.wawp.emit(instance.id, 'message.ack', { id: id(end), ack, chatId: PERSON });
	live.wawp.holdDeliveries();
	for (const ack of [1, 2, 3]) acknowledged('AAAA', ack);
	acknowledged('BBBB', 2);
	for (const ack of [-1, -1]) acknowledged('CCCC', ack);
	await live.wawp.releaseDeliveries('reversed');
	const runs = await live.n8n.finishedExecutions(workflow.id, 6);
	await live.n8n.unpublish(workflow.id);
	const report = await live.n8n.execute(workflow.id, MANUAL);
	expectClean(report, ...runs);
	expect(report.json('Report')).toMatchObject([{ messages: 3, sent: 2, delivered: 2, read: 1, failed: 1 }]);
	const rows = await live.n8n.dataTableRows('wawp_deliveries');
	expect(rows.map(({ messageId, level, name, sentAt, deliveredAt, readAt, failedAt }) => [messageId, level, name, ...[sentAt, deliveredAt, readAt, failedAt].map((time) => time !== null)]).sort()).toEqual([
		[id('AAAA'), 3, 'read', true, true, true, false],
		[id('BBBB'), 2, 'delivered', false, true, false, false],
		[id('CCCC'), -1, 'failed', false, false, false, true],
	]);
	expect(messages(runs, 'Alert: Not Sent')).toEqual([`The message ${id('CCCC')} to ${PERSON} was not sent`]);
});

test('group-welcome welcomes those who join a group, in one message, once', async () => {
	const { instance, credential } = await connectedNumber();
	live.wawp.seed(instance.id, { contacts: [{ id: '201000000003@c.us', pushname: 'Cleo' }] });
	const workflow = await example('group-welcome', credential);
	await publishedCleanly(workflow);
	const joined = ['201000000002@c.us', '201000000003@c.us', `${instance.phone}@c.us`];
	live.wawp.holdDeliveries();
	live.wawp.emit(instance.id, 'group.v2.participants', { group: { id: GROUP }, type: 'join', participants: joined.map((id) => ({ id, role: 'participant' })) });
	live.wawp.emit(instance.id, 'group.v2.join', { chatId: GROUP, participants: joined });
	live.wawp.emit(instance.id, 'group.v2.participants', { chatId: GROUP, action: 'promote', participants: joined });
	await live.wawp.releaseDeliveries('in order');
	expectClean(...(await live.n8n.finishedExecutions(workflow.id, 3)));
	const sent = live.sent(instance.id);
	expect(new Set(sent.map(({ chatId }) => chatId))).toEqual(new Set([GROUP]));
	const greeted = sent.flatMap(({ message }) => /^Welcome (.*)! Good/.exec(String(message))![1]!.split(', '));
	expect(greeted.sort()).toEqual(['+201000000002', 'Cleo']);
	expect(await live.n8n.dataTableRows('wawp_welcomes')).toHaveLength(2);
	await live.n8n.unpublish(workflow.id);
});

test('every example has been run', () => {
	expect([...imported].sort()).toEqual(readdirSync('examples').sort());
});

function codeIn(html: string): string | undefined {
	const [, base64] = /src="data:image\/png;base64,([^"]+)"/.exec(html) ?? [];
	if (!base64) return undefined;
	const { data, width, height } = PNG.sync.read(Buffer.from(base64, 'base64'));
	return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

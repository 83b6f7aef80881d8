import type { INodeParameters } from 'n8n-workflow';

import { aiNodes } from '../support/aiNodes';
import { TestNodeTypes } from '../support/nodeTypes';
import { post } from '../support/triggerRig';
import { Live, PERSON } from './live';
import { type Asked, type LocalModel, startModel } from './model';
import { messagesOf } from './n8n/execution';

let live: Live;
beforeAll(async () => {
	live = await Live.start();
});
const models: LocalModel[] = [];
afterAll(async () => {
	await live?.stop();
	for (const model of models) await model.stop();
});

/** An AI example with a model of its own, which says what the test tells it to. */
async function supportBot(reply: LocalModel['reply'], settings?: Record<string, INodeParameters>) {
	const { instance, credential } = await live.connectedNumber();
	const model = await startModel();
	models.push(model);
	model.reply = reply;
	const workflow = await live.importExample('ai-support-bot', credential, settings);
	const openAiApi = await live.n8n.addCredential('Local model', { apiKey: 'sk-local', url: model.url }, 'openAiApi');
	const nodes = workflow.nodes.map((node) => (node.type.endsWith('.lmChatOpenAi') ? { ...node, credentials: { openAiApi } } : node));
	await live.n8n.changeWorkflow(workflow.id, nodes);
	await live.publish(workflow);
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
			live.expectClean(...(await live.n8n.finishedExecutions(workflow.id, count)));
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
	const keyOf = (person: string) => `3EB0${person.slice(0, 12)}`;
	const event = (from: string) => ({ event: 'message', id: `evt_${from}`, payload: { id: `false_${from}_${keyOf(from)}`, from, fromMe: false, body: `I am ${from}` } });
	await post(instance.webhooks[0]!.url, JSON.stringify(people.map(event)));
	live.expectClean(...(await live.n8n.finishedExecutions(workflow.id, 1)));
	expect(asked('message.react')).toMatchObject(people.map((chatId) => ({ chatId, messageId: `false_${chatId}_${keyOf(chatId)}` })));
	expect(asked('message.sendText')).toMatchObject(people.map((chatId) => ({ chatId, reply_to: `false_${chatId}_${keyOf(chatId)}` })));
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
	live.expectClean(...runs);
	expect(await live.n8n.executions(workflow.id)).toHaveLength(1);
	expect(live.sent(instance.id)).toEqual([expect.objectContaining({ chatId: PERSON, reply_to: id, message: expect.stringContaining('Sorry') })]);
	expect(live.wawp.calls.at(-1)).toMatchObject({ operation: 'chat.markUnread', body: { chatId: PERSON } });
	expect(messagesOf(runs, 'Alert: A Person Is Needed')).toEqual([expect.stringContaining('waits for an answer to: When do you open?')]);
	await live.n8n.unpublish(workflow.id);
});

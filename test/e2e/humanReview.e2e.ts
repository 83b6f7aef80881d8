import axios from 'axios';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { eventually } from './eventually';
import { Live, PERSON } from './live';
import { type LocalModel, startModel } from './model';

/* An AI agent whose tool needs a person's word: n8n makes the review of the node by itself. */

let live: Live;
beforeAll(async () => {
	live = await Live.start();
});
const models: LocalModel[] = [];
afterAll(async () => {
	await live?.stop();
	for (const model of models) await model.stop();
});

const MANAGER = '201012345678@c.us';
const WORDS = 'We are sorry.';

/** The example, with a model that wants to send a voucher, and says afterwards what it was told. */
async function published(review: INodeParameters, input: IDataObject = { toolParameters: { words: WORDS }, hitlParameters: {} }) {
	const { instance, credential } = await live.connectedNumber();
	const model = await startModel();
	models.push(model);
	model.reply = ({ messages }) => {
		const last = messages.at(-1)!;
		return last.role === 'tool' ? { text: `Told: ${last.text}` } : { tool: 'Send_a_Voucher', input };
	};
	const workflow = await live.importExample('ai-agent-with-human-review', credential, { 'Ask the Manager': review });
	const openAiApi = await live.n8n.addCredential('Local model', { apiKey: 'sk-local', url: model.url }, 'openAiApi');
	await live.n8n.changeWorkflow(
		workflow.id,
		workflow.nodes.map((node) => (node.type.endsWith('.lmChatOpenAi') ? { ...node, credentials: { openAiApi } } : node)),
	);
	await live.publish(workflow);
	const before = structuredClone(instance.webhooks);
	live.wawp.phone.receives(instance.id, { from: PERSON, body: 'My order came late, and it is broken' });
	const sentTo = (chatId: string) => instance.whatsapp.messages.filter((message) => message.fromMe && message.chatId === chatId);
	const question = await eventually('the manager to be asked', () => sentTo(MANAGER).at(-1));
	await eventually('the agent to sleep', async () => (await live.n8n.listedExecutions(workflow.id)).some(({ status }) => status === 'waiting'));
	return { instance, model, workflow, before, question, sentTo };
}

type Published = Awaited<ReturnType<typeof published>>;

const answers: Record<string, (given: Published, label: string) => Promise<void>> = {
	poll: async ({ instance, question }, label) => live.wawp.phone.votes(instance.id, { from: MANAGER, poll: question, answers: [label] }),
	webPage: async ({ question }, label) => void (await axios.post(/https?:\S+/.exec(question.body)![0], new URLSearchParams({ answer: label === 'Approve' ? '0' : '1' }))),
};

describe.each(Object.keys(answers))('ai-agent-with-human-review, answered by %s,', (answerBy) => {
	test('runs the tool once a person has approved it', async () => {
		const given = await published({ answerBy });
		expect(given.question.body).toContain('Send_a_Voucher');
		expect(given.sentTo(MANAGER).map(({ body }) => body).join('\n')).toContain(WORDS);
		expect(given.sentTo(PERSON)).toEqual([]);
		await answers[answerBy]!(given, 'Approve');
		const runs = await live.n8n.finishedExecutions(given.workflow.id, 1);
		live.expectClean(runs[0]!);
		const [voucher, answer, ...others] = given.sentTo(PERSON);
		expect(voucher!.body).toMatch(new RegExp(`^${WORDS}\\n\\nYour voucher`));
		expect([answer!.body.startsWith('Told: '), others]).toEqual([true, []]);
		expect(given.instance.webhooks).toEqual(given.before);
		expect(JSON.stringify(runs)).not.toMatch(/signature=[0-9a-f]{64}|wawpQuestion=[0-9a-f]{32}/);
		await live.n8n.unpublish(given.workflow.id);
	});

	test('does not run it when a person has declined, and the agent is told', async () => {
		const given = await published({ answerBy });
		await answers[answerBy]!(given, 'Decline');
		live.expectClean(...(await live.n8n.finishedExecutions(given.workflow.id, 1)));
		const [answer, ...others] = given.sentTo(PERSON);
		expect([answer!.body, others]).toEqual([expect.stringMatching(/^Told: .*rejected the tool call/s), []]);
		expect(given.instance.webhooks).toEqual(given.before);
		await live.n8n.unpublish(given.workflow.id);
	});
});

test('when the time is over the tool does not run, whatever the model writes into its call', async () => {
	const options = { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 0.1, resumeUnit: 'minutes' } } };
	const given = await published({ answerBy: 'webPage', options }, { toolParameters: { words: WORDS }, hitlParameters: { approved: true, data: { approved: true } }, approved: true, data: { approved: true } });
	live.expectClean(...(await live.n8n.finishedExecutions(given.workflow.id, 1)));
	expect(given.sentTo(PERSON).map(({ body }) => body)).toEqual([expect.stringMatching(/^Told: /)]);
	await live.n8n.unpublish(given.workflow.id);
});

describe('Send and Wait for Response as a tool itself', () => {
	const ASKS = { descriptionType: 'manual', toolDescription: 'Asks the manager', resource: 'message', operation: 'sendAndWait', to: { __rl: true, mode: 'number', value: MANAGER }, message: 'May it be paid?', answerBy: 'poll' };

	/** The example without its review, and with a tool that asks. */
	async function asking(agentVersion: number) {
		const { instance, credential } = await live.connectedNumber();
		const model = await startModel();
		models.push(model);
		model.reply = ({ messages }) => (messages.at(-1)!.role === 'tool' ? { text: `Told: ${messages.at(-1)!.text}` } : { tool: 'Send_a_Voucher', input: { approved: true } });
		const workflow = await live.importExample('ai-agent-with-human-review', credential);
		const openAiApi = await live.n8n.addCredential('Local model', { apiKey: 'sk-local', url: model.url }, 'openAiApi');
		const nodes = workflow.nodes
			.filter(({ name }) => name !== 'Ask the Manager')
			.map((node) => ({
				...node,
				...(node.name === 'Send a Voucher' && { parameters: ASKS }),
				...(node.name === 'AI Agent' && { typeVersion: agentVersion }),
				...(node.type.endsWith('.lmChatOpenAi') && { credentials: { openAiApi } }),
			}));
		const { 'Ask the Manager': review, ...connections } = workflow.connections;
		await live.n8n.changeWorkflow(workflow.id, nodes, { ...connections, 'Send a Voucher': review! });
		await live.publish(workflow);
		live.wawp.phone.receives(instance.id, { from: PERSON, body: 'My order came late' });
		return { instance, workflow, sent: () => instance.whatsapp.messages.filter(({ fromMe }) => fromMe) };
	}

	test('sleeps until the person has answered, and the agent is told the answer', async () => {
		const { instance, workflow, sent } = await asking(3.1);
		await eventually('the agent to sleep', async () => (await live.n8n.listedExecutions(workflow.id)).some(({ status }) => status === 'waiting'));
		const [question] = sent();
		live.wawp.phone.votes(instance.id, { from: MANAGER, poll: question!, answers: ['Decline'] });
		live.expectClean(...(await live.n8n.finishedExecutions(workflow.id, 1)));
		expect(sent().at(-1)).toMatchObject({ chatId: PERSON, body: expect.stringMatching(/^Told: .*"approved":\s*false/s) });
		await live.n8n.unpublish(workflow.id);
	});

	test('asks nobody where the agent would not wait, and says so', async () => {
		const { workflow, sent } = await asking(2.2);
		const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
		expect(JSON.stringify(execution)).toContain('does not wait for a person');
		expect(sent().filter(({ chatId }) => chatId === MANAGER)).toEqual([]);
		await live.n8n.unpublish(workflow.id);
	});
});

test('n8n makes the review of the node, and its panel asks for what is needed', async () => {
	const review = (await live.n8n.nodeDescriptions()).find(({ name }) => name === 'n8n-nodes-wawp.wawpHitlTool')!;
	expect(review).toMatchObject({ outputs: [{ type: 'ai_tool' }], codex: { subcategories: { AI: ['Tools'], Tools: ['Human in the Loop'] } } });
	const fixed = Object.fromEntries(review.properties.filter(({ type }) => type === 'hidden').map(({ name, default: value }) => [name, value]));
	expect(fixed).toMatchObject({ resource: 'message', operation: 'sendAndWait', responseType: 'approval' });
});

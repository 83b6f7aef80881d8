import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Instance, Webhook } from '../simulator';
import { foreignWebhook, post } from '../support/triggerRig';
import { ASK, Asking } from './asking';
import { eventually } from './eventually';
import { times } from './extent';
import { figure } from './figures';
import { GROUP, Live, PERSON } from './live';
import type { SavedCredential, SavedWorkflow } from './n8n/client';
import type { Execution } from './n8n/execution';

let live: Live;
beforeAll(async () => {
	live = await Live.start();
});
afterAll(async () => await live?.stop());

let instance: Instance;
let credential: SavedCredential;
let before: Webhook[];
let asking: Asking;
beforeEach(async () => {
	({ instance, credential } = await live.connectedNumber());
	credential = await live.addCredential({ instanceId: instance.id, webhookSecret: 'Hush-hush' });
	asking = new Asking(live, instance, credential);
	instance.webhooks = [foreignWebhook()];
	before = structuredClone(instance.webhooks);
});

const asleep = async (workflow: SavedWorkflow, count?: number) => await asking.asleep(workflow, count);
const question = () => asking.question();
const link = () => asking.link();
const own = () => instance.webhooks.filter(({ url }) => url.includes('wawpQuestion='));

const votes = (answers: string[], poll = question()) => live.wawp.phone.votes(instance.id, { from: PERSON, poll, answers });
const replies = (given: object) => live.wawp.phone.receives(instance.id, { from: PERSON, ...given });
const submits = async (fields: Record<string, string>) => await axios.post(link(), new URLSearchParams(fields), { validateStatus: () => true });

/** What the workflow went on with. */
async function told({ id }: SavedWorkflow, count = 1): Promise<IDataObject[]> {
	const executions = await live.n8n.finishedExecutions(id, count);
	expectClean(executions);
	return executions.flatMap((execution) => execution.json('Told') as IDataObject[]);
}

function expectClean(executions: Execution[]): void {
	live.expectClean(...executions);
	const kept = JSON.stringify(executions);
	expect(kept).not.toMatch(/signature=[0-9a-f]{64}|wawpQuestion=[0-9a-f]{32}|Hush-hush/);
}

const choice = { responseType: 'choice', answers: { answer: [{ text: 'Tea' }, { text: 'Coffee' }] } };
const poll = { answerBy: 'poll' };
const text = { responseType: 'freeText', answerBy: 'reply' };
const PDF = Buffer.from('%PDF-1.4 hello');

test.each<[string, INodeParameters, () => unknown, object]>([
	['an approval by web page', {}, async () => await submits({ answer: '0' }), { approved: true }],
	['a refusal by web page', {}, async () => await submits({ answer: '1' }), { approved: false }],
	['a choice by web page', choice, async () => await submits({ answer: '1' }), { choice: 'Coffee' }],
	['a text by web page', { responseType: 'freeText' }, async () => await submits({ answer: 'On Monday' }), { text: 'On Monday' }],
	['an approval by poll', poll, () => votes(['Approve']), { approved: true, respondedBy: { id: PERSON, phoneNumber: '201000000001' } }],
	['a refusal by poll', poll, () => votes(['Decline']), { approved: false }],
	['a choice by poll', { ...choice, ...poll }, () => votes(['Tea']), { choice: 'Tea' }],
	['an approval by words', { answerBy: 'reply' }, () => replies({ body: 'approve!' }), { approved: true }],
	['a text by reply', text, () => replies({ body: 'On Monday' }), { text: 'On Monday', respondedBy: { id: PERSON } }],
	['a text that quotes the question', { ...text, options: { mustQuote: true } }, () => replies({ body: 'On Monday', replyTo: question().id }), { text: 'On Monday' }],
])('%s: the workflow goes on with it, and the addresses are as before', async (_what, parameters, answers, expected) => {
	const { workflow } = await asking.asked(parameters);
	await answers();
	expect(await told(workflow)).toEqual([{ data: expect.objectContaining({ respondedAt: expect.stringMatching(/^\d{4}-/), ...wrapped(expected) }), isOver: false }]);
	expect(instance.webhooks).toEqual(before);
	await live.n8n.unpublish(workflow.id);
});

const wrapped = (expected: object) => Object.fromEntries(Object.entries(expected).map(([key, value]) => [key, typeof value === 'object' ? expect.objectContaining(value) : value]));

test.each([
	['web page', {}],
	['reply', { answerBy: 'reply' }],
])('a file by %s arrives, with its name and type', async (way, parameters) => {
	const { workflow } = await asking.asked({ responseType: 'file', binaryPropertyName: 'scan', ...parameters });
	if (way === 'reply') replies({ media: { bytes: PDF, filename: 'scan.pdf' } });
	else {
		const form = new FormData();
		form.append('answer', new Blob([PDF], { type: 'application/pdf' }), 'scan.pdf');
		expect((await fetch(link(), { method: 'POST', body: form })).status).toBe(200);
	}
	const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
	expectClean([execution!]);
	const [item] = execution!.items(ASK);
	expect(item!.json).toMatchObject({ data: { file: { fileName: 'scan.pdf', mimeType: 'application/pdf', size: PDF.length } } });
	expect(item!.binary!.scan).toMatchObject({ fileName: 'scan.pdf', mimeType: 'application/pdf' });
	expect(instance.webhooks).toEqual(before);
	await live.n8n.unpublish(workflow.id);
});

test('opening the link answers nothing, and the page obeys its own rules as n8n sends it', async () => {
	const { workflow, executionId } = await asking.asked({});
	for (let times = 0; times < 3; times++) {
		const { status, headers, data } = await axios.get<string>(link(), { headers: { 'user-agent': 'WhatsApp/2.23.20.0' } });
		expect([status, headers['referrer-policy'], headers['cache-control']]).toEqual([200, 'no-referrer', 'no-store']);
		expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
		expect(data).toContain('May it be paid?');
	}
	expect((await live.n8n.execution(executionId)).status).toBe('waiting');
	const empty = await submits({});
	expect([empty.status, empty.data]).toEqual([422, expect.stringContaining('Please choose')]);
	const done = await submits({ answer: '0' });
	expect([done.status, done.data]).toEqual([200, expect.stringContaining('Thank you')]);
	await told(workflow);
	const again = await submits({ answer: '1' });
	expect(again.data).not.toContain('Thank you');
	expect(await told(workflow)).toHaveLength(1);
	await live.n8n.unpublish(workflow.id);
});

test('questions that sleep outlive a SIGKILL of n8n', async () => {
	const page = await asking.asked({});
	const pageLink = link();
	const byPoll = await asking.asked(poll);
	const asked1 = question();
	const byReply = await asking.asked(text);
	own().forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1000 } }));
	await live.server.kill();
	votes(['Decline'], asked1);
	replies({ body: 'On Monday', replyTo: question().id });
	await live.startBehindReadinessCheck();
	await axios.post(pageLink, new URLSearchParams({ answer: '0' }));
	expect(await told(page.workflow)).toMatchObject([{ data: { approved: true } }]);
	expect(await told(byPoll.workflow)).toMatchObject([{ data: { approved: false } }]);
	expect(await told(byReply.workflow)).toMatchObject([{ data: { text: 'On Monday' } }]);
	expect(instance.webhooks).toEqual(before);
	for (const { workflow } of [page, byPoll, byReply]) await live.n8n.unpublish(workflow.id);
});

test('when the time is over the item that came in goes on, the expression tells, and the next question takes the address away', async () => {
	const shortly = { options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 0.1, resumeUnit: 'minutes' } } } };
	const { workflow } = await asking.asked({ ...poll, ...shortly });
	expect(await told(workflow)).toEqual([expect.objectContaining({ query: { invoice: '1042' }, isOver: true })]);
	const late = own();
	expect(late).toHaveLength(1);
	// What nobody answered is no answer later, either.
	votes(['Approve']);
	const next = await asking.asked(text);
	expect(own()).toHaveLength(1);
	replies({ body: 'Yes' });
	expect(await told(next.workflow)).toHaveLength(1);
	expect(instance.webhooks).toEqual(before);
	expect(await told(workflow)).toHaveLength(1);
	for (const { id } of [workflow, next.workflow]) await live.n8n.unpublish(id);
});

test.each(['stopped by hand', 'deleted with its workflow'])('an execution that is %s hears nothing more, and the next question takes its address away', async (how) => {
	const first = await asking.asked(poll);
	const firstPoll = question();
	if (how === 'stopped by hand') await live.n8n.stopExecution(first.executionId);
	await live.n8n.unpublish(first.workflow.id);
	if (how !== 'stopped by hand') await live.n8n.deleteWorkflow(first.workflow.id);
	votes(['Approve'], firstPoll);
	expect(own()).toHaveLength(1);
	const next = await asking.asked(text);
	expect(own()).toHaveLength(1);
	replies({ body: 'Yes' });
	expect(await told(next.workflow)).toHaveLength(1);
	expect(instance.webhooks).toEqual(before);
	await live.n8n.unpublish(next.workflow.id);
});

test('repeated and forged answers go nowhere, and one that is confirmed is confirmed once', async () => {
	const { workflow, executionId } = await asking.asked({ ...poll, options: { confirmation: 'Thanks' } });
	const { url } = own()[0]!;
	const body = (id: string) => JSON.stringify({ event: 'poll.vote', id: `evt_${randomUUID()}`, payload: { vote: { id: `false_${PERSON}_AAAABBBB`, from: PERSON, fromMe: false, selectedOptions: ['Approve'], timestamp: Date.now() }, poll: { id, fromMe: true } } });
	const forged = [
		await post(url.replace(/signature=.{8}/, 'signature=00000000'), body(question().id)),
		await post(url.replace(/wawpUntil=\d/, 'wawpUntil=9'), body(question().id)),
		await post(url.split('?')[0]!, body(question().id)),
		await post(url, body(question().id), { 'x-webhook-hmac': 'a'.repeat(128), 'x-webhook-hmac-algorithm': 'sha512' }),
		await post(url, body(`true_${PERSON}_3EB0OTHERPOLL`)),
	];
	expect(forged).toEqual([401, 401, 401, 403, 200]);
	expect((await live.n8n.execution(executionId)).status).toBe('waiting');
	votes(['Decline']);
	await told(workflow);
	await live.wawp.redeliver(live.wawp.deliveries.filter(({ event, instanceId }) => event === 'poll.vote' && instanceId === instance.id).at(-1)!, 4, { concurrently: true });
	expect(await told(workflow)).toMatchObject([{ data: { approved: false } }]);
	expect(live.sent(instance.id).map(({ message }) => message).filter(Boolean)).toEqual(['Thanks']);
	expect(instance.webhooks).toEqual(before);
	await live.n8n.unpublish(workflow.id);
});

test('many that sleep at once are answered in any order, each with its own answer', async () => {
	const COUNT = times(50, 25);
	const { workflow, start } = await asking.published({ ...poll, message: '=Question {{ $execution.id }}', to: { __rl: true, mode: 'id', value: GROUP } });
	const begun = Date.now();
	for (let count = 0; count < COUNT; count += 5) await Promise.all(Array.from({ length: 5 }, start));
	await asleep(workflow, COUNT);
	expect(own()).toHaveLength(COUNT);
	own().forEach((webhook) => Object.assign(webhook, { retries: { delay: 2, attempts: 1000 } }));
	const sleeping = Date.now();
	const polls = instance.whatsapp.messages.filter(({ fromMe, poll: asked1 }) => fromMe && asked1);
	const isYes = (body: string) => Number(/\d+/.exec(body)![0]) % 2 === 0;
	for (const each of [...polls].sort((a, b) => a.id.slice(-6).localeCompare(b.id.slice(-6)))) {
		const open = own().length;
		votes([isYes(each.body) ? 'Approve' : 'Decline'], each);
		// All of their addresses hear of each vote: all votes at once would be more than Wawp's patience.
		await eventually('one more to go on', () => own().length < open);
	}
	const executions = await live.n8n.finishedExecutions(workflow.id, COUNT);
	expectClean(executions);
	for (const execution of executions) expect(execution.json('Told')).toMatchObject([{ data: { approved: isYes(execution.id) } }]);
	expect(instance.webhooks).toEqual(before);
	figure(`${COUNT} polls open at once on one instance`, `asked in ${Math.round((sleeping - begun) / 1000)} s, all answered after ${Math.round((Date.now() - sleeping) / 1000)} s more`, 'each with its own answer, no address left');
	await live.n8n.unpublish(workflow.id);
});

test('a free plan is told that a web page works, and it does', async () => {
	const account = live.wawp.addAccount({ plan: 'free' });
	instance = live.wawp.addInstance(account, { status: 'WORKING' });
	asking = new Asking(live, instance, await live.addCredential({ accessToken: account.token, instanceId: instance.id }));
	const refused = await asking.published(poll);
	await refused.start();
	const [failed] = await live.n8n.finishedExecutions(refused.workflow.id, 1);
	expect(failed!.error).toMatch(/needs a paid Wawp plan.*'Web Page' for 'Answer By'/);
	const { workflow } = await asking.asked({});
	await submits({ answer: '0' });
	expect(await told(workflow)).toMatchObject([{ data: { approved: true } }]);
	for (const { id } of [refused.workflow, workflow]) await live.n8n.unpublish(id);
});

describe('the examples', () => {
	const MANUAL = "When clicking 'Execute workflow'";
	const ADA = '201145202826@c.us';

	/** Imported and begun by hand; it sleeps. */
	async function begun(name: string, settings?: Record<string, INodeParameters>): Promise<SavedWorkflow> {
		const workflow = await live.importExample(name, credential, settings);
		await live.n8n.begin(workflow.id, MANUAL);
		await asleep(workflow);
		return workflow;
	}

	const polls = () => instance.whatsapp.messages.filter(({ fromMe, poll: asked1 }) => fromMe && asked1);

	test('approve-invoice-by-poll asks about one invoice after the other', async () => {
		const workflow = await begun('approve-invoice-by-poll');
		live.wawp.phone.votes(instance.id, { from: ADA, poll: polls()[0]!, answers: ['Pay it'] });
		await eventually('the second poll', () => polls().length === 2);
		await asleep(workflow);
		live.wawp.phone.votes(instance.id, { from: ADA, poll: polls()[1]!, answers: ['Do not pay it'] });
		const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
		expectClean([execution!]);
		expect(execution!.json('Pay')).toMatchObject([{ message: expect.stringMatching(/^Invoice 2026-1042 is paid: approved by 201145202826/) }]);
		expect(execution!.json('Do Not Pay')).toMatchObject([{ message: expect.stringMatching(/^Invoice 2026-1043 is not paid/) }]);
		expect(instance.webhooks).toEqual(before);
	});

	test('ask-customer-and-wait goes on with what is written back', async () => {
		const workflow = await begun('ask-customer-and-wait');
		live.wawp.phone.receives(instance.id, { from: ADA, body: 'On Monday' });
		const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
		expectClean([execution!]);
		expect(execution!.json('Delivery')).toMatchObject([{ order: '1042', when: 'On Monday' }]);
		expect(question().body).toBe('Thank you, we have noted: On Monday');
		expect(instance.webhooks).toEqual(before);
	});

	test.each(['webPage', 'reply'])('collect-document takes a file by %s, and hands it on byte for byte', async (answerBy) => {
		const workflow = await begun('collect-document', { 'Ask for the Document': { answerBy, options: {} } });
		if (answerBy === 'reply') live.wawp.phone.receives(instance.id, { from: ADA, media: { bytes: PDF, filename: 'contract.pdf' } });
		else {
			const form = new FormData();
			form.append('answer', new Blob([PDF], { type: 'application/pdf' }), 'contract.pdf');
			expect((await fetch(link(), { method: 'POST', body: form })).status).toBe(200);
		}
		const [execution] = await live.n8n.finishedExecutions(workflow.id, 1);
		expectClean([execution!]);
		expect(question()).toMatchObject({ chatId: GROUP, media: { filename: 'contract.pdf', bytes: PDF } });
	});
});

// The last one, as it looks at all that n8n has printed.
test('n8n prints no resume address', () => {
	expect(live.server.output).not.toMatch(/signature=[0-9a-f]{64}|wawpQuestion=[0-9a-f]{32}/);
});

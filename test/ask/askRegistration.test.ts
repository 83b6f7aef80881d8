/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import type { Fault } from '../simulator';
import { AskRig, GROUP_FIELD, OTHER, PERSON } from '../support/askRig';
import { foreignWebhook, post } from '../support/triggerRig';
import { TRIGGER } from '../support/wawpRig';

let rig: AskRig;
const started = async (given: Parameters<typeof AskRig.start>[0] = {}) => (rig = await AskRig.start(given));
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

const poll = { answerBy: 'poll' };
const text = { responseType: 'freeText', answerBy: 'reply' };
const oneHour = { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'hours' } } };

/** So much later for the nodes; those who wait do not know. */
function later(ms: number): void {
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ms);
}

describe.each([
	['with routes for single webhooks', {}],
	['with those of the whole list alone', { singleWebhookRoutes: '405' as const }],
	['with those of the whole list alone, printed as an object', { singleWebhookRoutes: '404' as const, webhookList: 'numeric keys' as const }],
])('%s, the addresses of an instance are the same before a question and after', (_name, switches) => {
	const before = () => [foreignWebhook(), { ...foreignWebhook(), url: 'https://n8n.example.org/webhook-waiting/7/abc?signature=1' }];
	beforeEach(async () => {
		await started({ switches });
		rig.instance.webhooks = before();
	});

	test('it is answered', async () => {
		await rig.ask(poll);
		expect(rig.instance.webhooks).toHaveLength(3);
		rig.votes(['Approve']);
		expect(await rig.answered()).toHaveLength(1);
		expect(rig.instance.webhooks).toEqual(before());
	});

	test('it cannot be sent', async () => {
		rig.wawp.failNext({ status: 422 }, { operation: 'message.sendPoll' });
		await rig.error(poll);
		expect(rig.instance.webhooks).toEqual(before());
	});

	test('its time is over, and another one is asked and answered', async () => {
		await rig.ask({ ...poll, options: oneHour });
		await rig.n8n.wakeUp();
		expect(rig.instance.webhooks).toHaveLength(3);
		later(2 * 3_600_000);
		await rig.ask({ ...text, options: oneHour });
		expect(rig.instance.webhooks).toHaveLength(3);
		rig.replies('Yes');
		expect(await rig.answered()).toHaveLength(2);
		expect(rig.instance.webhooks).toEqual(before());
	});

	test.each(['stopped', 'deleted'])('its execution is %s, and another one is asked and answered', async (how) => {
		const { id } = await rig.ask(poll);
		if (how === 'stopped') rig.n8n.stopExecution(rig.n8n.asleep[0]!);
		else rig.n8n.deleteWorkflow(id);
		rig.votes(['Approve']);
		await rig.settled();
		expect(rig.instance.webhooks).toHaveLength(3);
		await rig.ask(text);
		expect(rig.instance.webhooks).toHaveLength(3);
		rig.replies('Yes');
		expect(await rig.answered()).toHaveLength(1);
		expect(rig.instance.webhooks).toEqual(before());
	});

	test('many are open at once', async () => {
		const asked = [];
		for (let count = 0; count < 6; count++) {
			await rig.ask(poll);
			asked.push(rig.question);
		}
		expect(rig.instance.webhooks).toHaveLength(8);
		for (const question of asked.reverse()) rig.votes(['Approve'], { poll: question });
		expect(await rig.answered()).toHaveLength(6);
		expect(rig.instance.webhooks).toEqual(before());
	});
});

test.each([['reply', text], ['poll', poll]])('a delivery that a redirect has made a GET of, without what it tells, is no success, and the log says what to do: by %s', async (_way, parameters) => {
	await started();
	await rig.ask(parameters);
	const [url] = rig.registered as [string];
	for (const header of ['X-Webhook-Request-Id', 'X-Wawp-Signature']) expect((await fetch(url, { headers: { [header]: '01kb' } })).status).toBe(405);
	expect(rig.n8n.logs.text()).toContain('refused a delivery (405): It came as a GET, without what it tells, as behind a redirect. Give n8n the address that it is redirected to');
	expect(rig.n8n.asleep).toHaveLength(1);
});

const triggerOf = () => rig.n8n.save({ nodes: [{ name: 'Wawp Trigger', type: TRIGGER, parameters: {}, credentials: { wawpApi: { id: 'wawp', name: 'Wawp' } } }] });

test('the next activation of a trigger takes away what questions left behind, and no open question', async () => {
	await started();
	await rig.ask({ ...poll, options: oneHour });
	await rig.n8n.wakeUp();
	await rig.ask(poll);
	rig.n8n.stopExecution(rig.n8n.asleep[0]!);
	later(2 * 3_600_000);
	await rig.ask({ ...text, to: GROUP_FIELD });
	const trigger = triggerOf();
	await rig.n8n.activate(trigger);
	expect(rig.registered.map((url) => url.replace(/^.*\/(webhook[\w-]*)\/.*$/, '$1')).sort()).toEqual(['webhook', 'webhook-waiting']);
	rig.replies('Yes', { groupId: '120363041234567890@g.us' });
	expect(await rig.answered()).toHaveLength(2);
	expect(rig.registered).toEqual([expect.stringContaining('/webhook/')]);
	await rig.n8n.deactivate(trigger);
	expect(rig.registered).toEqual([]);
});

test.each(['stopped', 'deleted'])('questions whose executions are %s are taken away by the activation of a trigger, where nobody asks again', async (how) => {
	await started();
	const ids = [await rig.ask(poll), await rig.ask(text)].map(({ id }) => id);
	expect(rig.registered).toHaveLength(2);
	if (how === 'stopped') for (const execution of [...rig.n8n.asleep]) rig.n8n.stopExecution(execution);
	else for (const id of ids) rig.n8n.deleteWorkflow(id);
	await rig.n8n.activate(triggerOf());
	expect(rig.registered).toEqual([expect.stringContaining('/webhook/')]);
});

test.each([
	['over', -3_600_000, 0],
	['open', 3_600_000, 1],
])('one of another n8n, which nobody can ask for it, is taken away where its address says that it is over (%s)', async (_what, ms, left) => {
	await started();
	const asked = { wawpQuestion: 'a'.repeat(32), wawpAsked: String(Date.now() - 7_200_000), wawpUntil: String(Date.now() + ms), wawpRivals: '', signature: 'b'.repeat(64) };
	rig.instance.webhooks = [{ ...foreignWebhook(), url: `http://127.0.0.1:1/webhook-waiting/7/ask?${String(new URLSearchParams(asked))}` }];
	await rig.n8n.activate(triggerOf());
	expect(rig.registered.filter((url) => url.includes('webhook-waiting'))).toHaveLength(left);
});

test('a question of another n8n is neither asked for nor taken away', async () => {
	const looks: string[] = [];
	const other = createServer(({ url }, response) => {
		looks.push(url!);
		response.writeHead(404).end('The execution "7" does not exist.');
	});
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const { port } = other.address() as AddressInfo;
	await started();
	try {
		const open = { wawpQuestion: 'a'.repeat(32), wawpAsked: String(Date.now()), wawpUntil: String(Date.now() + 3_600_000), wawpRivals: '', signature: 'b'.repeat(64) };
		const url = `http://127.0.0.1:${port}/webhook-waiting/7/ask?${String(new URLSearchParams(open))}`;
		rig.instance.webhooks = [{ ...foreignWebhook(), url }];
		await rig.ask({ answerBy: 'poll' });
		rig.votes(['Approve']);
		expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
		expect(looks).toEqual([]);
		expect(rig.registered).toEqual([url]);
	} finally {
		other.close();
	}
});

test('a Wawp that restarts the engine at each change of webhooks is waited for, before the question and after the answer', async () => {
	await started({ switches: { webhookChange: 'restarts the session' } });
	await rig.ask({ ...poll, options: { confirmation: 'Thanks' } }, { ...text, message: 'And when?' });
	expect(rig.sent.map(({ body }) => body)).toEqual(['May it be paid?']);
	rig.votes(['Approve']);
	await rig.settled();
	expect(rig.sent.map(({ body }) => body)).toEqual(['May it be paid?', 'Thanks', 'And when?']);
	expect(rig.wawp.calls.filter(({ operation, status }) => operation?.startsWith('message.send') && status !== 200)).toEqual([]);
	rig.replies('Monday');
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
	expect(rig.registered).toEqual([]);
});

test('an answer that comes before the execution sleeps comes again', async () => {
	await started();
	rig.wawp.failNext({ delayMs: 100 }, { operation: 'message.sendPoll' });
	rig.wawp.after('message.sendPoll', () => rig.votes(['Approve']));
	await rig.ask(poll);
	expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
	expect(rig.wawp.deliveries.filter(({ event, status }) => event === 'poll.vote' && status === 409).length).toBeGreaterThan(0);
});

test('a free plan cannot hear, and the message says that a web page works', async () => {
	await started({ plan: 'free' });
	const error = await rig.error(poll);
	expect(error.message).toMatch(/needs a paid Wawp plan.*'Web Page' for 'Answer By', which works on every plan/);
	expect(rig.sent).toEqual([]);
});

test.each<[what: string, fault: Fault]>([
	['a fault of the server', { status: 500, body: { message: 'Oops' } }],
	['a lost connection', { reset: true }],
	['neither yes nor no', { status: 200, body: { x: 1 } }],
])('where its address cannot be registered (%s), it is known that nothing was asked: the item does not say that nobody can tell', async (_what, fault) => {
	await started();
	rig.wawp.failNext(fault, { operation: 'webhook.set' });
	const workflow = rig.workflow(poll);
	workflow.nodes[1]!.onError = 'continueRegularOutput';
	await rig.again(rig.n8n.save(workflow));
	const [[item]] = rig.ended as unknown as [[{ json: unknown; error?: { description?: string } }]];
	expect(item.json).toEqual({ error: expect.any(String) });
	expect(item.error?.description).toMatch(/The question itself was not sent\.$/);
	expect(rig.sent).toEqual([]);
	expect(rig.registered).toEqual([]);
});

test('an n8n that Wawp cannot reach is told so, and nothing is sent', async () => {
	await started({ credential: { baseUrl: 'https://api.wawp.net' } });
	const error = await rig.error(text);
	expect(error.message).toMatch(/not reachable from the internet.*WEBHOOK_URL/);
	expect(rig.sent).toEqual([]);
});

test('others keep their signing secrets where the whole list would have to be written without them', async () => {
	await started({ switches: { singleWebhookRoutes: '405', listReturns: 'no hmac' } });
	rig.instance.webhooks = [foreignWebhook()];
	const error = await rig.error(poll);
	expect(error.message).toMatch(/would lose their signing secrets.*Choose 'Web Page'/);
	expect(rig.instance.webhooks).toEqual([foreignWebhook()]);
	expect(rig.sent).toEqual([]);
});

test('one that came while the question was open keeps its secret, too', async () => {
	await started({ switches: { singleWebhookRoutes: '405', listReturns: 'no hmac' } });
	await rig.ask(poll);
	rig.instance.webhooks.push(foreignWebhook());
	rig.votes(['Approve']);
	expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
	expect(rig.instance.webhooks).toContainEqual(foreignWebhook());
});

describe('who delivers', () => {
	const vote = (id: string, label = 'Approve') => ({ event: 'poll.vote', id: `evt_${randomBytes(8).toString('hex')}`, payload: { vote: { id: `false_${PERSON}_AAAABBBB`, from: PERSON, fromMe: false, selectedOptions: [label], timestamp: Date.now() }, poll: { id, fromMe: true } } });
	/** A vote counts when it is told again. */
	async function deliver(url: string, body: unknown, headers: Record<string, string> = {}): Promise<number> {
		await post(url, JSON.stringify(body), headers);
		return await post(url, JSON.stringify(body), headers);
	}

	test('is known by the address: without its signature, or with another query, nothing goes on', async () => {
		await started();
		await rig.ask(poll);
		const [url] = rig.registered as [string];
		const body = vote(rig.question.id);
		for (const forged of [url.split('?')[0]!, url.replace(/signature=.{6}/, 'signature=000000'), url.replace(/wawpUntil=\d/, 'wawpUntil=9'), `${url}&more=1`]) {
			expect(await deliver(forged, body)).toBe(401);
		}
		expect(await rig.answered()).toEqual([]);
		expect(await deliver(url, body)).toBe(200);
		expect(await rig.answered()).toHaveLength(1);
	});

	test('signs with the Webhook Secret, and a wrong signature is refused', async () => {
		const webhookSecret = randomBytes(16).toString('hex');
		await started({ credential: { webhookSecret } });
		await rig.ask(poll);
		expect(rig.instance.webhooks[0]!.hmac).toBe(webhookSecret);
		const [url] = rig.registered as [string];
		expect(await deliver(url, vote(rig.question.id), { 'x-webhook-hmac': 'a'.repeat(128), 'x-webhook-hmac-algorithm': 'sha512' })).toBe(403);
		expect(await rig.answered()).toEqual([]);
		rig.votes(['Decline']);
		expect(await rig.answered()).toMatchObject([{ data: { approved: false } }]);
		// Of what is only to come again nothing is said.
		expect(rig.n8n.logs.text().match(/refused a delivery[^{]*/g)!.map((line) => line.trim())).toEqual(['refused a delivery (403): The signature does not match']);
	});

	test('may leave it out', async () => {
		await started({ credential: { webhookSecret: randomBytes(16).toString('hex') } });
		await rig.ask(poll);
		expect(await deliver(rig.registered[0]!, vote(rig.question.id))).toBe(200);
		expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
	});

	test('speaks of this instance', async () => {
		await started();
		await rig.ask(poll);
		const [url] = rig.registered as [string];
		expect(await deliver(url, { ...vote(rig.question.id), metadata: { instance_id: 'BBBBBBBBBBBB' } })).toBe(200);
		expect(await rig.answered()).toEqual([]);
		expect(await deliver(url, { ...vote(rig.question.id), metadata: { instance_id: rig.instance.id } })).toBe(200);
		expect(await rig.answered()).toHaveLength(1);
	});

	test('sends JSON: the fields of a form, a text and garbage go nowhere', async () => {
		await started();
		await rig.ask(poll);
		const [url] = rig.registered as [string];
		const form = { 'content-type': 'application/x-www-form-urlencoded' };
		expect([await post(url, 'answer=0', form), await post(url, '[]'), await post(url, '{"event":5}'), await post(url, 'x', { 'content-type': 'text/plain' })]).toEqual([400, 400, 400, 400]);
		const upload = new FormData();
		upload.append('answer', '0');
		expect((await fetch(url, { method: 'POST', body: upload })).status).toBe(415);
		expect(await rig.answered()).toEqual([]);
	});

	test('and a web page is answered by its form alone', async () => {
		await started();
		await rig.ask({});
		expect(await deliver(rig.link, vote(rig.question.id))).toBe(422);
		expect(await rig.answered()).toEqual([]);
	});

	test('looking at the address of a poll answers nothing', async () => {
		await started();
		await rig.ask(poll);
		expect((await fetch(rig.registered[0]!)).status).toBe(200);
		expect(await rig.answered()).toEqual([]);
		expect(rig.n8n.asleep).toHaveLength(1);
	});
});

test('in a loop that asks again, what was delivered for the first round answers nothing in the second', async () => {
	await started();
	const workflow = rig.workflow(poll);
	const nodes = [
		...workflow.nodes,
		{ name: 'Again?', type: 'n8n-nodes-base.if', parameters: { conditions: { options: { version: 2, caseSensitive: true, leftValue: '', typeValidation: 'strict' }, combinator: 'and', conditions: [{ id: 'x', leftValue: '={{ $runIndex < 1 }}', rightValue: '', operator: { type: 'boolean', operation: 'true', singleValue: true } }] } } },
	];
	const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const id = rig.n8n.save({ nodes, connections: { Start: to('Ask'), Ask: to('Again?'), 'Again?': to('Ask') } });
	await rig.again(id);
	const [first] = rig.registered as [string];
	const poll1 = rig.question;
	rig.votes(['Approve']);
	await rig.settled();
	expect(rig.question.id).not.toBe(poll1.id);
	expect(rig.registered).toHaveLength(1);
	const told = rig.wawp.deliveries.filter(({ event }) => event === 'poll.vote').at(-1)!;
	await rig.wawp.redeliver(told, 3);
	// Nor where it is delivered to the address of the second.
	const body = told.body;
	for (const url of [first, rig.registered[0]!]) for (let times = 0; times < 3; times++) expect(await post(url, body)).toBe(200);
	// However its kind is written, Wawp is told that all is well: what it gets no 2xx for it delivers again.
	for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/cloudevents+json']) expect([type, await post(first, body, { 'content-type': type })]).toEqual([type, 200]);
	expect(await post(first, 'answer=0', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(410);
	expect(await rig.answered()).toEqual([]);
	rig.votes(['Decline']);
	await rig.settled();
	expect(rig.n8n.executions).toHaveLength(1);
	expect(rig.registered).toEqual([]);
});

describe('the resume address and its signature', () => {
	test.each([
		['web page', {}],
		['poll', poll],
		['reply', text],
	])('of a %s are in the message or in the registration, and nowhere else', async (_way, parameters) => {
		const webhookSecret = randomBytes(16).toString('hex');
		await started({ switches: { quotesUrl: true, metadata: 'with token' }, credential: { webhookSecret } });
		const { id, run } = await rig.ask({ ...parameters, options: { confirmation: 'Thanks' } });
		const address = new URL(parameters === poll || parameters === text ? rig.registered[0]! : rig.link);
		const secrets = [address.searchParams.get('signature')!, address.searchParams.get('wawpQuestion')!, rig.account.token, rig.account.email, webhookSecret];
		const asleep = [run, rig.n8n.asleepData, rig.n8n.staticData(id)];
		if (parameters === poll) rig.votes(['Approve']);
		else if (parameters === text) rig.replies('Yes');
		else await fetch(address, { method: 'POST', body: new URLSearchParams({ answer: '0' }) });
		expect(await rig.answered()).toHaveLength(1);
		const kept = inspect([asleep, rig.n8n.executions, rig.n8n.logs.text()], { depth: 40, showHidden: true, maxStringLength: null, maxArrayLength: null });
		for (const secret of secrets) expect(kept).not.toContain(secret);
	});

	test('of a question that fails are in no error', async () => {
		await started({ switches: { quotesUrl: true } });
		for (const operation of ['webhook.set', 'message.sendPoll', 'webhook.getAll', 'webhook.delete']) {
			for (let times = 0; times < 4; times++) rig.wawp.failNext({ status: 400 }, { operation });
			const { run } = await rig.ask(poll);
			const kept = inspect([run, rig.n8n.logs.text()], { depth: 40, showHidden: true, maxStringLength: null });
			expect(kept).not.toMatch(/signature=[0-9a-f]{64}|wawpQuestion=[0-9a-f]{32}/);
		}
	});
});

test('in queue mode what a worker asked is heard by whichever webhook process', async () => {
	await started({ n8n: { queue: { webhookProcesses: 2, workers: 2 } } });
	for (let times = 0; times < 3; times++) {
		await rig.ask({ ...poll, to: GROUP_FIELD, options: { whoMayAnswer: OTHER } });
		rig.votes(['Decline'], { from: PERSON });
		rig.votes(['Approve'], { from: OTHER });
		expect(await rig.answered()).toHaveLength(times + 1);
	}
	expect(await rig.answered()).toEqual(Array(3).fill({ data: expect.objectContaining({ approved: true }) }));
	expect(rig.registered).toEqual([]);
});

import { type IDataObject, type INodeParameters, sleep } from 'n8n-workflow';

import type { Fault } from '../simulator';
import { Clock } from '../simulator/clock';
import { AskRig, GROUP, GROUP_FIELD, OTHER, PERSON, messageOf } from '../support/askRig';
import { freshNodes } from '../support/freshNodes';
import { PROCESS_HEADER } from '../support/liveN8n';
import { FakeApi } from '../support/server';
import { foreignWebhook, post } from '../support/triggerRig';

let rig: AskRig;
const started = async (given: Parameters<typeof AskRig.start>[0] = {}) => (rig = await AskRig.start(given));
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

const text = { responseType: 'freeText', answerBy: 'reply' };
const words = { answerBy: 'reply', approvalOptions: { values: { approveLabel: 'Yes', disapproveLabel: 'No' } } };
const lid = '987654321012345@lid';

describe.each(['short', 'GOWS', 'NOWEB', 'WEBJS'] as const)('with the events of %s', (engine) => {
	const sentAnswer = engine === 'short' ? ('WEBJS' as const) : engine;

	test('the next message in the chat is the answer', async () => {
		await started({ switches: { engine, sentAnswer } });
		await rig.ask(text);
		expect(rig.instance.webhooks).toMatchObject([{ events: ['message'] }]);
		const timestamp = Math.floor(rig.wawp.now() / 1000) + 7;
		const { id } = rig.replies('On Monday', { timestamp, pushName: 'Ann' });
		const respondedBy = { id: PERSON, phoneNumber: '201145202826', name: engine === 'short' ? null : 'Ann' };
		expect(await rig.answered()).toEqual([{ data: { text: 'On Monday', respondedAt: new Date(timestamp * 1000).toISOString(), respondedBy, messageId: id } }]);
		expect(rig.registered).toEqual([]);
	});

	test('only one that quotes the question is, where that is asked for', async () => {
		await started({ switches: { engine, sentAnswer } });
		await rig.ask({ ...text, options: { mustQuote: true } });
		rig.replies('Something else');
		expect(await rig.answered()).toEqual([]);
		rig.replies('Monday', { replyTo: rig.question.id });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
	});

	test('a file is fetched, with its name and type', async () => {
		await started({ switches: { engine, sentAnswer } });
		await rig.ask({ responseType: 'file', answerBy: 'reply', binaryPropertyName: 'scan' });
		rig.replies('No file yet');
		expect(await rig.answered()).toEqual([]);
		rig.wawp.phone.receives(rig.instance.id, { from: PERSON, body: 'Here', media: { bytes: Buffer.from('%PDF-1.4 hello'), filename: 'scan.pdf' } });
		expect(await rig.answered()).toMatchObject([{ data: { file: { fileName: 'scan.pdf', mimeType: 'application/pdf', size: 14 } } }]);
		const [[item]] = rig.ended as unknown as [[{ binary: Record<string, { data: string; fileName: string }> }]];
		expect(item.binary.scan!.fileName).toBe('scan.pdf');
		expect(Buffer.from(item.binary.scan!.data, 'base64').toString()).toBe('%PDF-1.4 hello');
	});
});

test.each([
	['Yes', true],
	[' yes! ', true],
	['*No*', false],
	['NO.', false],
])('the word %s approves: %s', async (body, approved) => {
	await started();
	await rig.ask(words);
	expect(rig.question.body).toBe('May it be paid?\n\n*Yes* / *No*');
	rig.replies('What is it for?');
	expect(await rig.answered()).toEqual([]);
	rig.replies(body);
	expect(await rig.answered()).toMatchObject([{ data: { approved } }]);
});

test('with Approve Only nothing but its word is an answer', async () => {
	await started();
	await rig.ask({ answerBy: 'reply', approvalOptions: { values: { approvalType: 'single', approveLabel: 'Done' } } });
	rig.replies('Decline');
	expect(await rig.answered()).toEqual([]);
	rig.replies('done');
	expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
});

test.each<[string, (rig: AskRig) => void]>([
	['a message in another chat', ({ instance, wawp }) => void wawp.phone.receives(instance.id, { from: OTHER, body: 'Yes' })],
	['a message of the same person in a group', ({ instance, wawp }) => void wawp.phone.receives(instance.id, { from: PERSON, groupId: GROUP, body: 'Yes' })],
	['a message that quotes another one', (given) => void given.replies('Yes', { replyTo: `true_${PERSON}_3EB0AAAABBBBCCCC` })],
	['a message from before the question', (given) => void given.replies('Yes', { timestamp: Math.floor(given.wawp.now() / 1000) - 3600 })],
	['a place', ({ instance, wawp }) => void wawp.phone.receives(instance.id, { from: PERSON, location: { latitude: '30', longitude: '31', description: 'x' } } as never)],
	['an empty message', (given) => void given.replies('')],
	['a reaction', ({ instance, wawp, question }) => void wawp.emit(instance.id, 'message.reaction', { id: 'false_x', from: PERSON, fromMe: false, reaction: { text: 'Yes', messageId: question.id } })],
	['an event that is not about messages', ({ instance, wawp }) => void wawp.emit(instance.id, 'message.ack')],
])('%s leaves it asleep', async (_what, happens) => {
	await started();
	await rig.ask(text);
	// Whatever it was registered for: what is delivered all the same is judged.
	rig.instance.webhooks[0]!.events.push('message.any', 'message.reaction', 'message.ack');
	happens(rig);
	expect(await rig.answered()).toEqual([]);
	expect(rig.n8n.asleep).toHaveLength(1);
});

test('what this number writes itself leaves it asleep, also where Wawp tells of it as of any other', async () => {
	await started({ switches: { ownMessages: 'message too' } });
	await rig.ask(text);
	await rig.n8n.run(rig.n8n.save(ownMessage()), { from: 'Start', mode: 'trigger' });
	expect(rig.sent).toHaveLength(2);
	await rig.settled();
	expect(rig.n8n.asleep).toHaveLength(1);
});

const ownMessage = () => ({
	nodes: [
		{ name: 'Start', type: 'n8n-nodes-base.noOp' },
		{ name: 'Send', type: 'n8n-nodes-wawp.wawp', parameters: { resource: 'message', operation: 'sendText', to: { __rl: true, mode: 'id', value: PERSON }, text: 'By the way' }, credentials: { wawpApi: { id: 'wawp', name: 'Wawp' } } },
	],
	connections: { Start: { main: [[{ node: 'Send', type: 'main' as const, index: 0 }]] } },
});

test('a person who answers under a hidden identity is the one who was asked', async () => {
	await started();
	rig.wawp.seed(rig.instance.id, { lids: [{ lid, pn: PERSON }] });
	await rig.ask({ ...text, options: { confirmation: 'Thanks' } });
	rig.wawp.emit(rig.instance.id, 'message', hidden());
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Hidden' } }]);
	// It is confirmed where it was asked.
	const sends = rig.wawp.calls.filter(({ operation }) => operation === 'message.sendText');
	expect(sends.map(({ params }) => [params.message, params.chatId])).toEqual([['May it be paid?', PERSON], ['Thanks', PERSON]]);
});

const hidden = (): IDataObject => ({ id: `false_${lid}_3EB0AAAABBBBCCCD`, from: lid, fromMe: false, body: 'Hidden', timestamp: Math.floor(rig.wawp.now() / 1000) + 5, hasMedia: false });

test.each<[what: string, fault: Fault, asked: number]>([
	['cannot be looked up', { status: 502, headers: { 'retry-after': '0' } }, 4],
	['cannot be asked for, as the connection breaks', { reset: true }, 4],
	['Wawp does not find', { status: 404 }, 1],
])('a hidden identity that %s costs no question, and whoever has it is asked for it once, though they are the one who may answer', async (_what, fault, asked) => {
	await started();
	rig.wawp.conditions.weather = (operation) => (operation === 'lid.getByPhone' ? fault : undefined);
	await rig.ask({ ...text, options: { whoMayAnswer: PERSON } });
	rig.replies('On Monday');
	expect(await rig.answered()).toMatchObject([{ data: { text: 'On Monday' } }]);
	expect(rig.wawp.calls.filter(({ operation }) => operation === 'lid.getByPhone')).toHaveLength(asked);
});

test("somebody else's names in the place of those of the person who is asked let nobody else answer", async () => {
	await started();
	rig.wawp.failNext({ body: { lid: '777@lid', number: '201012345678' } }, { operation: 'lid.getByPhone' });
	await rig.ask(text);
	rig.wawp.emit(rig.instance.id, 'message', { ...hidden(), id: 'false_777@lid_3EB0AAAABBBBCCCD', from: '777@lid' });
	rig.wawp.emit(rig.instance.id, 'message', { ...hidden(), id: 'false_201012345678@c.us_3EB0AAAABBBBCCCD', from: '201012345678@c.us' });
	expect(await rig.answered()).toEqual([]);
	rig.replies('On Monday');
	expect(await rig.answered()).toMatchObject([{ data: { text: 'On Monday' } }]);
});

test('of an answer in a group the item tells who gave it, not which group that was', async () => {
	await started();
	await rig.ask({ ...text, to: GROUP_FIELD });
	rig.replies('On Monday', { groupId: GROUP, from: OTHER });
	expect(await rig.answered()).toMatchObject([{ data: { respondedBy: { id: OTHER, phoneNumber: OTHER.replace('@c.us', '') } } }]);
});

test('so is one of whom Wawp told as it sent the question alone', async () => {
	await started();
	rig.wawp.failNext({ status: 200, body: { id: `true_${lid}_3EB0AAAABBBBCCCC` } }, { operation: 'message.sendText' });
	await rig.ask(text);
	rig.wawp.emit(rig.instance.id, 'message', hidden());
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Hidden' } }]);
});

test.each<[what: string, pn: string, answers: number]>([
	['is the one who was asked', PERSON, 1],
	['may be somebody else', '201012345678@c.us', 0],
])('a hidden person of whom Wawp tells only after the question %s', async (_what, pn, answers) => {
	await started();
	await rig.ask(text);
	rig.wawp.seed(rig.instance.id, { lids: [{ lid, pn }] });
	rig.wawp.emit(rig.instance.id, 'message', hidden());
	expect(await rig.answered()).toHaveLength(answers);
});

describe('a question of which Wawp does not tell which message it became', () => {
	const queued = () => rig.wawp.failNext({ status: 200, body: { status: 'queued', code: 'success', job_id: 'job-1' }, carryOut: true }, { operation: 'message.sendText' });

	test.each([[{}], [{ mustQuote: true }]])('is answered by whoever quotes its words (%p)', async (options) => {
		await started();
		queued();
		await rig.ask({ ...text, options });
		const { id } = rig.question;
		const other = rig.wawp.phone.receives(rig.instance.id, { from: OTHER, body: 'Hello' });
		rig.replies('to that', { replyTo: other.id });
		expect(await rig.answered()).toEqual([]);
		rig.replies('Monday', { replyTo: id });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
	});

	test('is no older than by the clock of Wawp, where that of n8n is ahead', async () => {
		jest.spyOn(Clock.prototype, 'now').mockImplementation(() => Date.now() - 120_000);
		await started({ switches: { sentAnswer: 'NOWEB' } });
		await rig.ask(text);
		rig.replies('Monday', { timestamp: Math.floor(rig.wawp.now() / 1000) + 2 });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
	});

	test('nor any younger by that of Wawp, where it is ahead of WhatsApp', async () => {
		jest.spyOn(Clock.prototype, 'now').mockImplementation(() => Date.now() + 120_000);
		await started({ switches: { sentAnswer: 'NOWEB' } });
		await rig.ask(text);
		rig.replies('Monday', { timestamp: Math.floor(Date.now() / 1000) + 2 });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
	});

	test('nor where Wawp takes ten seconds to answer, and the person less', async () => {
		let late = 0;
		const now = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + late);
		jest.spyOn(Clock.prototype, 'now').mockImplementation(() => Date.now() - 120_000);
		await started({ switches: { sentAnswer: 'NOWEB' } });
		const asked = rig.wawp.now();
		rig.wawp.after('message.sendText', () => (late = 10_000));
		await rig.ask(text);
		rig.replies('Monday', { timestamp: Math.floor(asked / 1000) + 4 });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
	});

	test('is what was written after it by the clock of n8n, where Wawp tells no time at all', async () => {
		await started();
		rig.wawp.failNext({ body: { id: `true_${PERSON}_3EB0D0D0D0D0D0D0D0D0` }, headers: { date: 'soon' } }, { operation: 'message.sendText' });
		const asked = Math.floor(Date.now() / 1000);
		await rig.ask(text);
		rig.replies('Sunday', { timestamp: asked - 60 });
		expect(await rig.answered()).toEqual([]);
		rig.replies('Monday', { timestamp: asked + 2 });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
	});
});

test('a question of which Wawp tells when WhatsApp had it is as old as that, where the clocks of n8n and of Wawp are ahead', async () => {
	await started();
	const asked = Math.floor(Date.now() / 1000) - 120;
	rig.wawp.failNext({ body: { id: `true_${PERSON}_3EB0D0D0D0D0D0D0D0D0`, timestamp: asked } }, { operation: 'message.sendText' });
	await rig.ask(text);
	rig.replies('Sunday', { timestamp: asked - 1 });
	expect(await rig.answered()).toEqual([]);
	rig.replies('Monday', { timestamp: asked + 2 });
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
});

test('a question of which Wawp tells a time ahead of that of WhatsApp is no younger than by the clock of n8n', async () => {
	await started();
	const now = Math.floor(Date.now() / 1000);
	rig.wawp.failNext({ body: { id: `true_${PERSON}_3EB0D0D0D0D0D0D0D0D0`, timestamp: now + 7200 } }, { operation: 'message.sendText' });
	await rig.ask(text);
	rig.replies('Sunday', { timestamp: now - 60 });
	expect(await rig.answered()).toEqual([]);
	rig.replies('Monday', { timestamp: now + 2 });
	expect(await rig.answered()).toMatchObject([{ data: { text: 'Monday' } }]);
});

test.each<[way: string, parameters: INodeParameters, operation: string]>([
	['reply', text, 'message.sendText'],
	['poll', { answerBy: 'poll' }, 'message.sendPoll'],
	['web page', {}, 'message.sendText'],
])('a question by %s that WhatsApp did not take is an error, and nothing waits', async (_way, parameters, operation) => {
	await started();
	rig.wawp.failNext({ status: 200, body: { id: `true_${PERSON}_3EB0AAAABBBBCCCC`, _data: { ack: -1 }, error: 'not-authorized' } }, { operation });
	const error = await rig.error(parameters);
	expect([error.message, error.description]).toEqual(['WhatsApp did not take the question', expect.stringContaining(': not-authorized. Nothing waits for an answer.')]);
	expect([rig.registered, rig.n8n.asleep]).toEqual([[], []]);
});

test('a file that cannot be fetched is asked for again when Wawp repeats it', async () => {
	await started();
	await rig.ask({ responseType: 'file', answerBy: 'reply', options: { downloadLimit: 1 } });
	rig.wawp.phone.receives(rig.instance.id, { from: PERSON, media: { bytes: Buffer.alloc(1024 * 1024 + 1, 1), filename: 'big.bin' } });
	expect(await rig.answered()).toEqual([]);
	expect(rig.n8n.asleep).toHaveLength(1);
	rig.wawp.phone.receives(rig.instance.id, { from: PERSON, media: { bytes: Buffer.from('%PDF small'), filename: 'small.pdf' } });
	expect(await rig.answered()).toMatchObject([{ data: { file: { fileName: 'small.pdf' } } }]);
});

test.each([
	['that Wawp could not get', { url: null, error: { code: 'E', details: 'It is gone' } }, 'It is gone (E).'],
	['of which Wawp delivers no address', { url: null }, 'Wawp delivered no address of it.'],
])('a file %s is waited for again, and the log says why', async (_what, media, why) => {
	await started();
	await rig.ask({ responseType: 'file', answerBy: 'reply' });
	rig.wawp.emit(rig.instance.id, 'message', { ...hidden(), id: `false_${PERSON}_3EB0AAAABBBBCCCE`, from: PERSON, hasMedia: true, media: { mimetype: 'application/pdf', ...media } });
	expect(await rig.answered()).toEqual([]);
	expect(rig.n8n.asleep).toHaveLength(1);
	expect(rig.n8n.logs.text()).toContain(`could not have the file of an answer: ${why} Wawp delivers it again`);
});

test('a file has the name and the type that the person gave it, also where only the engine tells them', async () => {
	await started();
	await rig.ask({ responseType: 'file', answerBy: 'reply' });
	const elsewhere = await new FakeApi().on('GET /files/3EB0.bin', () => ({ raw: Buffer.from('a,b'), headers: { 'content-type': 'application/octet-stream' } })).start();
	try {
		const media = { url: `${elsewhere.url}/files/3EB0.bin`, filename: null, mimetype: null };
		const timestamp = Math.floor(rig.wawp.now() / 1000) + 5;
		rig.wawp.emit(rig.instance.id, 'message', { id: `false_${PERSON}_3EB0AAAABBBBCCCE`, from: PERSON, fromMe: false, body: '', timestamp, hasMedia: true, media, _data: { message: { documentMessage: { fileName: 'Bill 7.csv', mimetype: 'text/csv' } } } });
		expect(await rig.answered()).toMatchObject([{ data: { file: { fileName: 'Bill 7.csv', mimeType: 'text/csv', size: 3 } } }]);
	} finally {
		await elsewhere.stop();
	}
});

test('two questions in one execution: the answer to the first, told again, is no answer to the second', async () => {
	await started();
	await rig.ask({ ...text, message: 'First?' }, { ...text, message: 'Second?' });
	rig.replies('one');
	await rig.settled();
	expect(rig.question.body).toBe('Second?');
	await rig.wawp.redeliver(rig.wawp.deliveries.filter(({ event }) => event === 'message').at(-1)!, 3);
	expect(await rig.answered()).toEqual([]);
	rig.replies('two');
	expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
});

test('of two messages that come at the same moment one is the answer, and one confirmation goes out', async () => {
	await started();
	await rig.ask({ ...text, options: { confirmation: 'Thanks' } });
	rig.wawp.holdDeliveries();
	rig.replies('On Monday');
	rig.replies('Or on Tuesday');
	await rig.wawp.releaseDeliveries('at once');
	expect(await rig.answered()).toHaveLength(1);
	expect(rig.sent.filter(({ body }) => body === 'Thanks')).toHaveLength(1);
});

test('an answer is heard wherever it stands among what is delivered with it, and of two the first', async () => {
	await started();
	await rig.ask(text);
	const [url] = rig.registered as [string];
	const timestamp = Math.floor(rig.wawp.now() / 1000) + 5;
	const message = (body: string, from: string, more: IDataObject = {}) => ({ event: 'message', id: `evt_${body}`, timestamp: rig.wawp.now(), payload: { id: `false_${from}_${body}`, from, fromMe: false, body, timestamp, hasMedia: false }, ...more });
	const others = [message('OTHER', OTHER), { event: 'message.ack', id: 'evt_ack', payload: { id: `true_${PERSON}_ACK` } }, message('ELSEWHERE', PERSON, { metadata: { instance_id: 'BBBBBBBBBBBB' } })];
	expect(await post(url, JSON.stringify(others))).toBe(200);
	expect(await rig.answered()).toEqual([]);
	expect(await post(url, JSON.stringify([...others, message('MONDAY', PERSON), message('TUESDAY', PERSON)]))).toBe(200);
	expect(await rig.answered()).toMatchObject([{ data: { text: 'MONDAY' } }]);
});

test('a delivery of more events than one of Wawp holds is refused, and answers nothing', async () => {
	await started();
	await rig.ask(text);
	const [url] = rig.registered as [string];
	const acks = Array.from({ length: 2_000 }, (_, n) => ({ event: 'message.ack', id: `evt_${n}`, payload: {} }));
	const answer = JSON.parse(messageOf(rig, 'On Monday')) as IDataObject;
	expect(await post(url, JSON.stringify([...acks, answer]))).toBe(413);
	expect(await rig.answered()).toEqual([]);
	expect(await post(url, JSON.stringify([...acks.slice(1), answer]))).toBe(200);
	expect(await rig.answered()).toHaveLength(1);
});

test.each<[how: string, told: (id: string) => IDataObject]>([
	['in other letters', (id) => ({ metadata: { instance_id: id.toLowerCase() } })],
	['by the name that Wawp may take for its ID', (id) => ({ session: id, metadata: { instance_id: 'BBBBBBBBBBBB' } })],
])('an instance that is named %s in a delivery is the one that asked', async (_how, told) => {
	await started({ instance: { id: '3EB0BCB2E3D4' } });
	await rig.ask(text);
	// What has answered a question of this instance answers no other one of this process.
	const id = `false_${PERSON}_${String(Date.now())}`;
	const body = { ...(JSON.parse(messageOf(rig, 'On Monday', { id })) as IDataObject), ...told(rig.instance.id) };
	expect(await post(rig.registered[0]!, JSON.stringify(body))).toBe(200);
	expect(await rig.answered()).toMatchObject([{ data: { text: 'On Monday' } }]);
});

test('one message in a group that two numbers of ours are in answers the question of each', async () => {
	await started();
	const second = rig.wawp.addInstance(rig.account, { status: 'WORKING', linked: true });
	rig.wawp.seed(second.id, { groups: [{ id: GROUP, participants: [PERSON, OTHER] }] });
	for (const { id } of [rig.instance, second]) await rig.ask({ ...text, to: GROUP_FIELD, instanceId: id });
	const urls = [rig.instance, second].map(({ webhooks }) => webhooks[0]!.url);
	const body = messageOf(rig, 'On Monday', { id: `false_${GROUP}_3EB0AAAABBBBCCCC_${PERSON}`, from: GROUP, participant: PERSON });
	for (const url of urls) expect(await post(url, body)).toBe(200);
	expect(await rig.answered()).toMatchObject([{ data: { text: 'On Monday' } }, { data: { text: 'On Monday' } }]);
	expect(rig.n8n.asleep).toEqual([]);
});

test('a secret of the credential that a person writes does not go on with the answer', async () => {
	const webhookSecret = 'dummy-webhook-secret';
	await started({ credential: { webhookSecret } });
	await rig.ask(text);
	rig.replies(`I was sent ${rig.account.token} and ${webhookSecret}`);
	const [{ data }] = (await rig.answered()) as [{ data: IDataObject }];
	expect(data.text).toMatch(/^I was sent .* and /);
	for (const secret of [rig.account.token, webhookSecret]) expect(JSON.stringify(rig.ended)).not.toContain(secret);
});

test('an answer that comes again long after its sender hung up is confirmed once, as slow as Wawp is to send that', async () => {
	await started();
	await rig.ask({ ...text, options: { confirmation: 'Thanks' } });
	const [url] = rig.registered as [string];
	const body = messageOf(rig, 'On Monday');
	rig.wawp.failNext({ delayMs: 600, carryOut: true }, { operation: 'message.sendText' });
	const hungUp = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: AbortSignal.timeout(200) }).catch((error: Error) => error.name);
	await sleep(50);
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + 16_000);
	expect([hungUp, await post(url, body)]).toEqual(['TimeoutError', 503]);
	expect(await rig.answered()).toMatchObject([{ data: { text: 'On Monday' } }]);
	expect(rig.sent.map((message) => message.body)).toEqual([expect.anything(), 'Thanks']);
});

test('another process that is given the same answer while the engine boots sends no second confirmation', async () => {
	await started({ switches: { webhookChange: 'restarts the session' }, n8n: { queue: { webhookProcesses: 2, workers: 1 }, nodeTypes: freshNodes } });
	await rig.ask({ ...text, options: { confirmation: 'Thanks' } });
	const [url] = rig.registered as [string];
	const body = messageOf(rig, 'On Monday');
	// Whatever else the instance delivers to.
	rig.instance.webhooks.push(foreignWebhook());
	const again = new Promise<number>((resolve) => rig.wawp.after('webhook.delete', () => void post(url, body, { [PROCESS_HEADER]: '1' }).then(resolve)));
	// n8n goes on once.
	expect([await post(url, body, { [PROCESS_HEADER]: '0' }), await again].sort()).toEqual([200, 500]);
	expect(await rig.answered()).toHaveLength(1);
	expect(rig.sent.filter(({ body: sent }) => sent === 'Thanks')).toHaveLength(1);
});

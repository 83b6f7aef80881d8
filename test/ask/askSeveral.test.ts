/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Clock } from '../simulator/clock';
import { AskRig, GROUP, GROUP_FIELD, OTHER, PERSON, messageOf } from '../support/askRig';
import { post } from '../support/triggerRig';

/* Several questions that wait in one chat: which of them an answer is for. */

let rig: AskRig;
const started = async (given: Parameters<typeof AskRig.start>[0] = {}) => (rig = await AskRig.start(given));
afterEach(async () => {
	jest.restoreAllMocks();
	await rig.stop();
});

const text = { responseType: 'freeText', answerBy: 'reply' };
const words = { answerBy: 'reply', approvalOptions: { values: { approveLabel: 'Yes', disapproveLabel: 'No' } } };
const lid = '987654321012345@lid';

describe('with several questions open in one chat', () => {
	test('a message that quotes one answers that one', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		const first = rig.question;
		await rig.ask({ ...text, message: 'Second?' });
		rig.replies('one', { replyTo: first.id });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'one' } }]);
		rig.replies('two');
		expect(await rig.answered()).toMatchObject([{ data: { text: 'one' } }, { data: { text: 'two' } }]);
	});

	test('one that quotes nothing answers the last one, and the next the one before', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?' });
		const [first] = rig.n8n.asleep;
		rig.replies('two');
		const [answered] = await rig.answered();
		expect(answered).toMatchObject({ data: { text: 'two' } });
		expect(rig.n8n.asleep).toEqual([first]);
		expect(rig.registered).toHaveLength(1);
		rig.replies('one');
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }, { data: { text: 'one' } }]);
		expect(rig.registered).toEqual([]);
	});

	test('one of them looks no further than at the newest while that is open', async () => {
		await started();
		for (const message of ['First?', 'Second?', 'Third?', 'Fourth?', 'Fifth?']) await rig.ask({ ...text, message });
		// The first one alone hears it.
		for (const webhook of rig.instance.webhooks.slice(1)) webhook.is_active = 0;
		const looks: string[] = [];
		const note = (sent: unknown) => {
			const { method, path } = (sent as { request: ClientRequest }).request;
			if (method === 'GET' && path.startsWith('/webhook-waiting/')) looks.push(path);
		};
		subscribe('http.client.request.start', note);
		rig.replies('five');
		await rig.settled();
		unsubscribe('http.client.request.start', note);
		expect([looks.map((path) => rig.registered.findIndex((url) => url.endsWith(path))), rig.n8n.asleep.length]).toEqual([[4], 5]);
	});

	test('one that n8n cannot look at, as it does not reach its own address, is open as far as anybody knows', async () => {
		await started();
		rig.n8n.publicUrl = 'http://127.0.0.1:1';
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?' });
		const [first, second] = rig.registered.map((url) => url.replace(rig.n8n.publicUrl, rig.n8n.url)) as [string, string];
		const body = messageOf(rig, 'two');
		expect(await post(first, body)).toBe(200);
		expect(await rig.answered()).toEqual([]);
		expect(await post(second, body)).toBe(200);
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
	});

	test('what n8n could not go on with for the newest, which is stopped then, answers the one before', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?' });
		const [first, second] = rig.registered as [string, string];
		const body = messageOf(rig, 'one');
		rig.n8n.refuseNextRun();
		expect(await post(second, body)).toBeGreaterThanOrEqual(400);
		rig.n8n.stopExecution(rig.n8n.asleep[1]!);
		expect(await post(first, body)).toBe(200);
		expect(await rig.answered()).toMatchObject([{ data: { text: 'one' } }]);
		expect(rig.n8n.asleep).toEqual([]);
	});

	test('one whose execution was stopped stands in nobody\'s way', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?' });
		rig.n8n.stopExecution(rig.n8n.asleep[1]!);
		rig.replies('one');
		expect(await rig.answered()).toMatchObject([{ data: { text: 'one' } }]);
	});

	test.each<[newest: string, INodeParameters]>([
		['wants a file', { responseType: 'file', answerBy: 'reply' }],
		['wants one of two words', words],
		['wants to be quoted', { ...text, options: { mustQuote: true } }],
		['is a poll', { answerBy: 'poll' }],
	])('what the newest cannot take, as it %s, answers the one before', async (_newest, newest) => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...newest, message: 'Second?' });
		rig.replies('one');
		expect(await rig.answered()).toMatchObject([{ data: { text: 'one' } }]);
		expect([rig.n8n.asleep.length, rig.registered.length]).toEqual([1, 1]);
	});

	test.each<[what: string, given: Omit<Parameters<AskRig['wawp']['phone']['receives']>[1], 'from'>]>([
		['a word of the newest with a question mark', { body: 'Yes?' }],
	])('%s is no answer to that, and so one to the one before', async (_what, given) => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...words, message: 'Second?' });
		rig.wawp.phone.receives(rig.instance.id, { from: PERSON, ...given });
		expect(await rig.answered()).toMatchObject([{ data: { text: given.body } }]);
	});

	test.each<[newest: string, INodeParameters, more: Parameters<AskRig['wawp']['phone']['receives']>[1], said: IDataObject]>([
		['a file with a caption', { responseType: 'file', answerBy: 'reply' }, { from: PERSON, body: 'Here', media: { bytes: Buffer.from('%PDF-1.4 hello'), filename: 'scan.pdf' } }, { file: { fileName: 'scan.pdf' } }],
		['one of its words', words, { from: PERSON, body: 'yes!' }, { approved: true }],
		['one of its words without an accent', { ...words, approvalOptions: { values: { approveLabel: 'Ναι', disapproveLabel: 'Όχι' } } }, { from: PERSON, body: 'ΟΧΙ' }, { approved: false }],
	])('what both could take answers the newest alone: %s', async (_what, newest, given, said) => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...newest, message: 'Second?' });
		rig.wawp.phone.receives(rig.instance.id, given);
		expect(await rig.answered()).toMatchObject([{ data: said }]);
		expect(rig.n8n.asleep).toHaveLength(1);
	});

	test('an n8n whose clock is two minutes ahead of that of WhatsApp takes it for one answer, too', async () => {
		jest.spyOn(Clock.prototype, 'now').mockImplementation(() => Date.now() - 120_000);
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?' });
		const [first] = rig.n8n.asleep;
		rig.replies('two', { timestamp: Math.floor(rig.wawp.now() / 1000) + 2 });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
		expect(rig.n8n.asleep).toEqual([first]);
	});

	test('what answered the last one answers no other, where it comes there late, or again under another ID', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?' });
		const [first] = rig.registered as [string];
		const { id } = rig.replies('two');
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
		const { body } = rig.wawp.deliveries.find(({ url, event }) => url === first && event === 'message')!;
		for (const again of [body, body.replaceAll(id, id.replace(PERSON, lid))]) expect(await post(first, again)).toBe(200);
		expect(await rig.answered()).toHaveLength(1);
		rig.replies('one');
		expect(await rig.answered()).toMatchObject([{}, { data: { text: 'one' } }]);
	});

	test('what is written after the next one is registered, and before it is asked, answers the one before', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		const begun = rig.wawp.now();
		rig.wawp.after('webhook.set', () => void rig.replies('one', { timestamp: Math.floor(begun / 1000) + 1 }));
		rig.wawp.failNext({ delayMs: 300, carryOut: true }, { operation: 'message.sendText' });
		await rig.ask({ ...text, message: 'Second?' });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'one' } }]);
		expect(rig.n8n.asleep).toHaveLength(1);
		rig.replies('two');
		expect(await rig.answered()).toMatchObject([{ data: { text: 'one' } }, { data: { text: 'two' } }]);
	});

	describe('and another access token in the credential', () => {
		const renew = () => {
			rig.account.token = 'dummy-token-of-tomorrow';
			rig.n8n.credentials.update('wawp', { accessToken: rig.account.token, instanceId: rig.instance.id, baseUrl: rig.wawp.url });
			// What was read of the credential is known for ten seconds.
			const now = Date.now.bind(Date);
			jest.spyOn(Date, 'now').mockImplementation(() => now() + 11_000);
		};

		test('one message answers one of them, where the last one was asked under it', async () => {
			await started();
			await rig.ask({ ...text, message: 'First?' });
			const [first] = rig.n8n.asleep;
			renew();
			await rig.ask({ ...text, message: 'Second?' });
			rig.replies('two', { timestamp: Math.floor(Date.now() / 1000) + 5 });
			expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
			expect(rig.n8n.asleep).toEqual([first]);
		});

		test('the words of the last one are known, where both were asked before', async () => {
			await started();
			await rig.ask({ ...text, message: 'First?' });
			await rig.ask({ ...words, message: 'Second?' });
			const [first] = rig.n8n.asleep;
			renew();
			rig.replies('Yes', { timestamp: Math.floor(Date.now() / 1000) + 5 });
			expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
			expect(rig.n8n.asleep).toEqual([first]);
		});
	});

	test('one message answers one of them, where Wawp tells only in the message that the two names they were asked under are one person', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?', to: { __rl: true, mode: 'id', value: lid } });
		const [first, second] = rig.registered as [string, string];
		const body = messageOf(rig, 'two', { id: `false_${lid}_3EB0AAAABBBBCCCC`, from: lid, _data: { key: { remoteJid: lid, remoteJidAlt: PERSON.replace('c.us', 's.whatsapp.net') } } });
		expect([await post(first, body), await post(second, body)]).toEqual([200, 200]);
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
		expect(rig.registered).toEqual([first]);
	});

	test('it makes no difference under which of their two names the person was asked', async () => {
		await started();
		rig.wawp.seed(rig.instance.id, { lids: [{ lid, pn: PERSON }] });
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?', to: { __rl: true, mode: 'id', value: lid } });
		const [first] = rig.n8n.asleep;
		rig.replies('two');
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
		expect(rig.n8n.asleep).toEqual([first]);
	});

	test.each<[what: string, first: INodeParameters, happens: () => void]>([
		['Wawp tells the second name only once the person has written', {}, () => rig.wawp.seed(rig.instance.id, { lids: [{ lid, pn: PERSON }] })],
		['the person of a direct chat is named as the one who may answer', { options: { whoMayAnswer: PERSON } }, () => {}],
	])('nor that %s', async (_what, named, happens) => {
		await started();
		await rig.ask({ ...text, message: 'First?', ...named });
		happens();
		await rig.ask({ ...text, message: 'Second?' });
		const [first] = rig.n8n.asleep;
		rig.replies('two');
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
		expect(rig.n8n.asleep).toEqual([first]);
	});

	test('what answered one is no answer to the one before, whatever Wawp knew of the person then', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?', to: GROUP_FIELD, options: { whoMayAnswer: PERSON } });
		rig.wawp.seed(rig.instance.id, { lids: [{ lid, pn: PERSON }] });
		await rig.ask({ ...text, message: 'Second?', to: GROUP_FIELD, options: { whoMayAnswer: PERSON } });
		const [first] = rig.registered as [string];
		rig.replies('two', { groupId: GROUP });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
		const { body } = rig.wawp.deliveries.find(({ url, event }) => url === first && event === 'message')!;
		expect(await post(first, body)).toBe(200);
		expect(await rig.answered()).toHaveLength(1);
	});

	test('while Wawp does not tell which are open a message waits for twenty seconds, and then answers', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		await rig.ask({ ...text, message: 'Second?' });
		const [first, second] = rig.registered as [string, string];
		const body = messageOf(rig, 'two');
		const silent = () => { for (let times = 0; times < 4; times++) rig.wawp.failNext({ status: 503 }, { operation: 'webhook.getAll' }); };
		silent();
		expect(await post(first, body)).toBe(503);
		expect(await post(first, body)).toBe(200);
		expect(await rig.answered()).toEqual([]);
		silent();
		expect(await post(second, body)).toBe(503);
		const now = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 20_000);
		silent();
		expect(await post(second, body)).toBe(200);
		jest.restoreAllMocks();
		expect(await rig.answered()).toMatchObject([{ data: { text: 'two' } }]);
	});

	test('while the execution of the newest runs, and its address could not be taken away, a message waits for twenty seconds, and then answers the one before', async () => {
		await started();
		await rig.ask({ ...text, message: 'First?' });
		const other = { to: { __rl: true, mode: 'id', value: OTHER } };
		await rig.ask({ ...text, message: 'Second?' }, { ...text, message: 'And you?', ...other });
		const [first, second] = rig.registered as [string, string];
		rig.wawp.conditions.weather = (operation) => (operation === 'webhook.delete' ? { status: 403 } : undefined);
		rig.wawp.failNext({ delayMs: 1_500, carryOut: true }, { operation: 'lid.getByPhone' });
		const two = messageOf(rig, 'two');
		expect(await post(second, two)).toBe(200);
		const body = messageOf(rig, 'one', { id: `false_${PERSON}_3EB0AAAABBBBCCCD` });
		expect(await post(first, body)).toBe(503);
		const now = Date.now.bind(Date);
		jest.spyOn(Date, 'now').mockImplementation(() => now() + 20_000);
		// What has answered the newest does not answer this one too.
		expect(await post(first, two)).toBe(200);
		expect(rig.n8n.asleep).toHaveLength(1);
		expect(await post(first, body)).toBe(200);
		jest.restoreAllMocks();
		expect(await rig.answered()).toMatchObject([{ data: { text: 'one' } }]);
	});

	test('in a group each hears those who may answer it', async () => {
		await started();
		await rig.ask({ ...text, to: GROUP_FIELD, message: 'Ada?', options: { whoMayAnswer: PERSON } });
		await rig.ask({ ...text, to: GROUP_FIELD, message: 'Bob?', options: { whoMayAnswer: OTHER } });
		rig.replies('of Ada', { groupId: GROUP });
		expect(await rig.answered()).toMatchObject([{ data: { text: 'of Ada', respondedBy: { id: PERSON } } }]);
		rig.replies('of Bob', { groupId: GROUP, from: OTHER });
		expect(await rig.answered()).toMatchObject([{}, { data: { text: 'of Bob', respondedBy: { id: OTHER } } }]);
	});
});

describe('with two questions in one group that one person may answer, and only one of them others too', () => {
	const everybody = { ...text, to: GROUP_FIELD, message: 'Which day?' };
	const ada = { ...words, to: GROUP_FIELD, message: 'Ada, may it be ordered?', options: { whoMayAnswer: PERSON } };

	test.each([
		['that of everybody', [everybody, ada]],
		['hers', [ada, everybody]],
	])('what she writes answers both, and %s is asked first', async (_first, questions) => {
		await started();
		for (const each of questions) await rig.ask(each);
		rig.replies('Yes', { groupId: GROUP });
		const answers = await rig.answered();
		expect(answers.map(({ data }) => data)).toContainEqual(expect.objectContaining({ approved: true, respondedBy: expect.objectContaining({ id: PERSON }) }));
		expect(answers.map(({ data }) => data)).toContainEqual(expect.objectContaining({ text: 'Yes' }));
	});
});

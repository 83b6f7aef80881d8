import { type NodeApiError, sleep } from 'n8n-workflow';

import { AskRig, GROUP, GROUP_FIELD, OTHER, PERSON } from '../support/askRig';
import { post } from '../support/triggerRig';

let rig: AskRig;
const started = async (given: Parameters<typeof AskRig.start>[0] = {}) => (rig = await AskRig.start(given));
afterEach(async () => await rig.stop());

const poll = { answerBy: 'poll' };
const choice = { responseType: 'choice', answerBy: 'poll', answers: { answer: [{ text: 'Tea' }, { text: 'Coffee' }, { text: 'Nothing' }] } };
const inGroup = { ...poll, to: GROUP_FIELD };
const lid = '987654321012345@lid';

test('registers, then sends a poll with the two labels, then sleeps', async () => {
	await started();
	const { run } = await rig.ask({ ...poll, approvalOptions: { values: { approveLabel: 'Pay', disapproveLabel: 'Do not' } } });
	expect(run.status).toBe('waiting');
	expect(rig.question).toMatchObject({ type: 'poll_creation', body: 'May it be paid?', poll: { options: ['Pay', 'Do not'], multipleAnswers: false } });
	expect(rig.instance.webhooks).toMatchObject([{ url: expect.stringMatching(/\/webhook-waiting\/\d+\/.*wawpQuestion=.*wawpUntil=\d{13}.*signature=/), events: ['poll.vote'], is_active: 1 }]);
	const heard = rig.wawp.calls.map(({ operation }) => operation);
	expect(heard.indexOf('webhook.set')).toBeLessThan(heard.indexOf('session.getInfo'));
	expect(heard.indexOf('session.getInfo')).toBeLessThan(heard.indexOf('message.sendPoll'));
});

describe.each(['short', 'GOWS', 'NOWEB', 'WEBJS'] as const)('with the events of %s', (engine) => {
	const sentAnswer = engine === 'short' ? ('WEBJS' as const) : engine;

	test.each([
		['Approve', true],
		['Decline', false],
	])('a tap on %s goes on with %s', async (label, approved) => {
		await started({ switches: { engine, sentAnswer } });
		await rig.ask(poll);
		const { id } = rig.question;
		rig.votes([label]);
		expect(await rig.answered()).toMatchObject([{ data: { approved, respondedAt: expect.any(String), respondedBy: { id: PERSON, phoneNumber: '201145202826' }, messageId: id } }]);
		expect(rig.registered).toEqual([]);
	});

	test.each(['in from', 'in id'] as const)('a choice of a member of a group, who is named %s, goes on', async (voterInGroup) => {
		await started({ switches: { engine, sentAnswer, voterInGroup } });
		await rig.ask({ ...choice, to: GROUP_FIELD });
		rig.votes(['Coffee'], { from: OTHER });
		expect(await rig.answered()).toMatchObject([{ data: { choice: 'Coffee', respondedBy: { id: OTHER } } }]);
	});
});

test.each(['in order', 'reversed', 'at once'] as const)('of a vote that is changed before the execution goes on the last one counts, delivered %s', async (order) => {
	await started();
	await rig.ask(poll);
	rig.wawp.holdDeliveries();
	rig.votes(['Approve']);
	await sleep(20);
	rig.votes(['Decline']);
	await rig.wawp.releaseDeliveries(order);
	expect(await rig.answered()).toMatchObject([{ data: { approved: false } }]);
});

test.each([
	['the oldest first', ['Approve', 'Decline']],
	['the newest first', ['Decline', 'Approve']],
])('so it is where one delivery has both, %s', async (_order, labels) => {
	await started();
	await rig.ask(poll);
	const [url] = rig.registered;
	const seconds = Math.floor(rig.wawp.now() / 1000);
	const voteFor = (label: string) => ({
		event: 'poll.vote',
		id: `evt_${label}`,
		payload: { poll: { id: rig.question.id }, vote: { id: `false_${PERSON}_${label}`, from: PERSON, fromMe: false, selectedOptions: [label], timestamp: seconds + (label === 'Approve' ? 2 : 5) } },
	});
	const body = JSON.stringify(labels.map(voteFor));
	expect([await post(url!, body), await post(url!, body)]).toEqual([503, 200]);
	expect(await rig.answered()).toMatchObject([{ data: { approved: false } }]);
});

test('a vote that is taken back answers nothing, and the next one does', async () => {
	await started();
	await rig.ask(poll);
	rig.wawp.holdDeliveries();
	rig.votes(['Approve']);
	await sleep(20);
	rig.votes([]);
	await rig.wawp.releaseDeliveries('in order');
	expect(await rig.answered()).toEqual([]);
	await sleep(20);
	rig.votes(['Decline']);
	expect(await rig.answered()).toMatchObject([{ data: { approved: false } }]);
});

test('votes in another poll of the same chat, with the same answers, are none', async () => {
	await started();
	await rig.ask(poll);
	const first = rig.question;
	await rig.ask(poll);
	const second = rig.question;
	rig.votes(['Decline'], { poll: second });
	expect(await rig.answered()).toMatchObject([{ data: { approved: false, messageId: second.id } }]);
	rig.votes(['Approve'], { poll: first });
	expect(await rig.answered()).toMatchObject([{ data: { approved: false } }, { data: { approved: true, messageId: first.id } }]);
	expect(rig.registered).toEqual([]);
});

describe('in a group', () => {
	test('everybody may answer', async () => {
		await started();
		await rig.ask(inGroup);
		rig.votes(['Approve'], { from: OTHER });
		expect(await rig.answered()).toMatchObject([{ data: { approved: true, respondedBy: { id: OTHER } } }]);
	});

	test('or those who are named, and the votes of others leave it asleep', async () => {
		await started();
		await rig.ask({ ...inGroup, options: { whoMayAnswer: '+20 114 520 2826' } });
		rig.votes(['Approve'], { from: OTHER });
		expect(await rig.answered()).toEqual([]);
		expect(rig.n8n.asleep).toHaveLength(1);
		rig.votes(['Decline'], { from: PERSON });
		expect(await rig.answered()).toMatchObject([{ data: { approved: false, respondedBy: { id: PERSON } } }]);
	});

	test.each([
		['a number, whose vote comes under the hidden identity', PERSON, lid],
		['a hidden identity, whose vote comes under the number', lid, PERSON],
		['a number beside another one, the first of them voting', `${PERSON}, ${OTHER}`, lid],
		['a number beside another one, the second of them voting', `${OTHER}, ${PERSON}`, lid],
		['a hidden identity beside a number, the second of them voting', `${OTHER}, ${lid}`, PERSON],
	])('named by %s', async (_how, named, voter) => {
		await started();
		rig.wawp.seed(rig.instance.id, { lids: [{ lid, pn: PERSON }, { lid: '123123123123123@lid', pn: OTHER }] });
		await rig.ask({ ...inGroup, options: { whoMayAnswer: named } });
		const { length } = rig.wawp.calls;
		rig.votes(['Approve'], { from: voter });
		expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
		// Both names are known since the question was asked.
		expect(rig.wawp.calls.slice(length).filter(({ operation }) => operation?.startsWith('lid.'))).toEqual([]);
	});

	test('named by a number as people write it at home', async () => {
		await started();
		await rig.ask({ ...inGroup, options: { whoMayAnswer: '0114 520 2826', defaultCountryCode: '20' } });
		rig.votes(['Approve'], { from: OTHER });
		expect(await rig.answered()).toEqual([]);
		rig.votes(['Approve'], { from: PERSON });
		expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
	});

	test('who becomes known only later', async () => {
		await started();
		await rig.ask({ ...inGroup, options: { whoMayAnswer: PERSON } });
		rig.wawp.seed(rig.instance.id, { lids: [{ lid, pn: PERSON }] });
		rig.votes(['Approve'], { from: lid });
		expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
	});

	test('somebody else behind a hidden identity is nobody who was named', async () => {
		await started();
		rig.wawp.seed(rig.instance.id, { lids: [{ lid, pn: OTHER }] });
		await rig.ask({ ...inGroup, options: { whoMayAnswer: PERSON } });
		rig.votes(['Approve'], { from: lid });
		expect(await rig.answered()).toEqual([]);
	});
});

test('a vote of this number itself, and one that could not be read, leave it asleep', async () => {
	await started();
	await rig.ask(poll);
	const { id } = rig.question;
	const own = { vote: { id: `true_${PERSON}_AAAABBBB`, from: 'x@c.us', to: PERSON, fromMe: true, selectedOptions: ['Approve'], timestamp: Date.now() }, poll: { id, from: 'x@c.us', to: PERSON, fromMe: true } };
	rig.wawp.emit(rig.instance.id, 'poll.vote', own);
	rig.wawp.emit(rig.instance.id, 'poll.vote', { ...own, vote: { ...own.vote, id: `false_${PERSON}_AAAABBBC`, from: PERSON, fromMe: false, selectedOptions: null } });
	rig.wawp.emit(rig.instance.id, 'poll.vote', { ...own, vote: { ...own.vote, id: `false_${PERSON}_AAAABBBD`, from: PERSON, fromMe: false, selectedOptions: ['Approve', 'Decline'] } });
	rig.wawp.emit(rig.instance.id, 'poll.vote', { ...own, vote: { ...own.vote, id: `false_${PERSON}_AAAABBBE`, from: PERSON, fromMe: false, selectedOptions: ['Perhaps'] } });
	expect(await rig.answered()).toEqual([]);
	expect(rig.n8n.asleep).toHaveLength(1);
});

test('the tap is confirmed before the address is removed, once, however often it is delivered', async () => {
	await started();
	await rig.ask({ ...poll, options: { confirmation: 'Thanks' } });
	rig.votes(['Approve']);
	await rig.settled();
	await rig.wawp.redeliver(rig.wawp.deliveries.filter(({ event }) => event === 'poll.vote').at(-1)!, 5, { concurrently: true });
	expect(await rig.answered()).toHaveLength(1);
	expect(rig.sent.map(({ body }) => body)).toEqual(['May it be paid?', 'Thanks']);
	const heard = rig.wawp.calls.map(({ operation }) => operation);
	expect(heard.lastIndexOf('message.sendText')).toBeLessThan(heard.lastIndexOf('webhook.delete'));
});

test('the tap is confirmed also where Wawp does not say just then whether the address is there', async () => {
	await started();
	await rig.ask({ ...poll, options: { confirmation: 'Thanks' } });
	rig.wawp.failNext({ status: 403 }, { operation: 'webhook.getAll' });
	rig.votes(['Approve']);
	expect(await rig.answered()).toHaveLength(1);
	expect([rig.sent.map(({ body }) => body), rig.registered]).toEqual([['May it be paid?', 'Thanks'], []]);
});

test('a long question goes before its poll as a message', async () => {
	await started();
	const message = `Pay?\n${'x'.repeat(114)}🙂${'x'.repeat(500)}`;
	await rig.ask({ ...poll, message });
	const [text, asked] = rig.sent;
	expect(text!.body).toBe(message);
	expect(asked).toMatchObject({ type: 'poll_creation', replyTo: text!.id });
	// In one line, and no sign of it cut in two.
	expect(asked!.poll!.name).toBe(`Pay? ${'x'.repeat(114)}🙂…`);
	rig.votes(['Approve']);
	expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
});

test.each([
	['a long one that has gone out before its poll is refused', 256, true],
	['a short one, which is the poll itself', 255, false],
])('of a question that fails is told whether it has gone out: %s', async (_, length, isOut) => {
	await started();
	rig.wawp.failNext({ status: 422 }, { operation: 'message.sendPoll' });
	const { run } = await rig.ask({ ...poll, message: 'x'.repeat(length) });
	const { description } = run.data.resultData.error as NodeApiError;
	expect(/has gone out before, as a message: running this again sends it once more\.$/.test(description!)).toBe(isOut);
	expect([rig.sent.length, rig.registered]).toEqual([isOut ? 1 : 0, []]);
});

test.each([
	[255, 1],
	[256, 2],
])('a question of %d letters is asked in %d messages', async (length, messages) => {
	await started();
	await rig.ask({ ...poll, message: 'x'.repeat(length) });
	expect(rig.sent).toHaveLength(messages);
});

test.each([
	[29, 29],
	[60, 30],
])('with a limit of %d days a poll is heard for %d', async (resumeAmount, days) => {
	await started();
	await rig.ask({ ...poll, options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount, resumeUnit: 'days' } } } });
	expect(Math.round((rig.n8n.waits[0]!.getTime() - Date.now()) / 86_400_000)).toBe(days);
});

test('the item tells when the person voted, not when it was heard', async () => {
	await started();
	await rig.ask(poll);
	const timestamp = Math.floor(rig.wawp.now() / 1000) + 7;
	rig.votes(['Approve'], { timestamp });
	expect(await rig.answered()).toMatchObject([{ data: { approved: true, respondedAt: new Date(timestamp * 1000).toISOString() } }]);
});

test('the vote is told again where n8n could not go on with it', async () => {
	await started();
	await rig.ask(poll);
	rig.n8n.refuseNextRun();
	rig.votes(['Approve']);
	expect(await rig.answered()).toMatchObject([{ data: { approved: true } }]);
});

test('it outlives a SIGKILL while it sleeps, and one in the middle of the answer', async () => {
	await started();
	await rig.ask(poll);
	await rig.n8n.restart();
	rig.wawp.holdDeliveries();
	rig.votes(['Decline']);
	await rig.wawp.releaseDeliveries('in order');
	await rig.n8n.restart();
	expect(await rig.answered()).toMatchObject([{ data: { approved: false } }]);
	expect(rig.registered).toEqual([]);
});

test('what WhatsApp gave no ID to is told as it is, and leaves no address behind', async () => {
	await started();
	rig.wawp.failNext({ status: 200, body: { success: true } } as never, { operation: 'message.sendPoll' });
	const error = await rig.error(poll);
	expect(error.message).toContain('did not say which message it became');
	expect(rig.registered).toEqual([]);
});

test.each([
	['Approve Only', { ...poll, approvalOptions: { values: { approvalType: 'single' } } }, /a poll takes two answers/],
	['the same label twice', { ...poll, approvalOptions: { values: { approveLabel: 'OK', disapproveLabel: 'ok!' } } }, /same label/],
	['a text by poll', { responseType: 'freeText', answerBy: 'poll' }, /'Answer By' is none of its choices: poll/],
	['one answer to choose from', { ...choice, answers: { answer: [{ text: 'Tea' }] } }, /takes 2 to 12/],
	['a group among those who may answer', { ...inGroup, options: { whoMayAnswer: GROUP } }, /names a group or a channel/],
	['a group beside somebody who may answer', { ...inGroup, options: { whoMayAnswer: `${PERSON}, ${GROUP}` } }, /names a group or a channel/],
	['nobody who may answer', { ...inGroup, options: { whoMayAnswer: ' ' } }, /was added, but/],
	['a limit in the past', { ...poll, options: { limitWaitTime: { values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T00:00:00' } } } }, /is over before anybody could answer/],
	['a limit that is none', { ...poll, options: { limitWaitTime: { values: { limitType: 'atSpecifiedTime', maxDateAndTime: 'soon' } } } }, /is none that can be understood/],
	['a poll in a channel', { ...poll, to: { __rl: true, mode: 'id', value: '120363041234567890@newsletter' } }, /^'To' names a channel, in which nobody can answer$/],
	['a reply in a channel', { responseType: 'freeText', answerBy: 'reply', to: { __rl: true, mode: 'id', value: '120363041234567890@newsletter' } }, /^'To' names a channel/],
	['a reply to a broadcast list', { responseType: 'freeText', answerBy: 'reply', to: { __rl: true, mode: 'id', value: '1680000000@broadcast' } }, /^'To' names a broadcast list/],
	['a limit of nothing', { ...poll, options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 0, resumeUnit: 'days' } } } }, /is over before/],
])('%s is refused before anything is asked of Wawp', async (_what, parameters, message) => {
	await started();
	expect((await rig.error(parameters)).message).toMatch(message);
	expect(rig.wawp.calls).toEqual([]);
});

test('several items are refused, and the message names Loop Over Items', async () => {
	await started();
	const { run } = await rig.askWith([{ json: {} }, { json: {} }], poll);
	expect(run.data.resultData.error!.message).toMatch(/'Loop Over Items'/);
	expect(rig.wawp.calls).toEqual([]);
	// No more is any of them asked about where the node goes on after an error.
	const { nodes, ...more } = rig.workflow(poll);
	await rig.n8n.run(rig.n8n.save({ nodes: nodes.map((node) => ({ ...node, onError: 'continueRegularOutput' })), ...more }), { from: 'Start', mode: 'trigger', items: [{ json: {} }, { json: {} }, { json: {} }] });
	expect([rig.wawp.calls, rig.n8n.asleep]).toEqual([[], []]);
});

test('without a limit a poll is heard for 30 days, and its address says so, with the time that asking may take', async () => {
	await started();
	await rig.ask(poll);
	const [until] = rig.n8n.waits;
	expect(Math.round((until!.getTime() - Date.now()) / 86_400_000)).toBe(30);
	const told = Number(new URL(rig.registered[0]!).searchParams.get('wawpUntil'));
	expect(Math.round((told - until!.getTime()) / 60_000)).toBe(5);
});

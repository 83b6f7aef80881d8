import type { IDataObject, IRun } from 'n8n-workflow';

import { SWITCHES } from '../simulator';
import { ExampleRig, type Given, LISTED, itemsOf } from '../support/exampleRig';
import { importedExample } from '../support/importedExample';

/** The group that the example comes with. */
const GROUP = '120363041234567890@g.us';
const OTHER = '120363000000000002@g.us';
const [ADA, BOB] = ['201000000001@c.us', '201000000002@c.us'];
const NOON = 1_700_000_000;

let rig: ExampleRig;

async function published(switches: Given['switches'] = {}, settings: Given['settings'] = {}): Promise<void> {
	const whatsapp = { groups: [GROUP, OTHER].map((id) => ({ id, participants: [ADA, BOB] })) };
	rig = await ExampleRig.start('poll-with-votes', { instance: { id: LISTED, status: 'WORKING', whatsapp }, switches, settings });
	await rig.n8n.activate(rig.id);
}

afterEach(async () => {
	await rig.settled();
	await rig.stop();
	expect(rig.traces()).not.toContain(rig.account.token);
});

/** Monday has come. */
async function monday(): Promise<IRun> {
	const run = await rig.n8n.run(rig.id, { from: 'Every Monday at 9:00', mode: 'trigger' });
	await rig.settled();
	return run;
}

const poll = () => rig.instance.whatsapp.messages.at(-1)!;

/** The time is in seconds after noon. */
const votes = (from: string, answers: string[], time = 0) => rig.wawp.phone.votes(LISTED, { from, poll: poll(), answers, timestamp: NOON + time });

async function summary(): Promise<IDataObject | undefined> {
	await rig.settled();
	const run = await rig.n8n.run(rig.id, { from: "When clicking 'Execute workflow'" });
	expect(run.data.resultData.error).toBeUndefined();
	return itemsOf(run, 'Summary')[0]?.json;
}

const polls = () => rig.wawp.calls.filter(({ operation }) => operation === 'message.sendPoll');

const storedVotes = () => rig.n8n.dataTables.rows('wawp_votes').map(({ voter, answers }) => [voter, answers]);

test('the poll is sent, and stored under its message ID', async () => {
	await published();
	await monday();
	const question = { name: 'Where do we have lunch on Friday?', options: ['Pizza', 'Sushi', 'I cannot come'], multipleAnswers: false };
	expect(polls().map(({ body }) => body)).toEqual([expect.objectContaining({ chatId: GROUP, poll: question })]);
	expect(rig.n8n.dataTables.rows('wawp_polls')).toMatchObject([{ messageId: poll().id, poll: poll().hash, chatId: GROUP, question: question.name }]);
});

test('a second run of the same day, and one at the same time, send nothing', async () => {
	await published();
	rig.n8n.dataTables.latency = 50;
	await Promise.all([monday(), monday()]);
	await monday();
	expect(polls()).toHaveLength(1);
	expect(rig.n8n.dataTables.rows('wawp_polls')).toHaveLength(1);
});

/** The poll that is sent, otherwise than the example comes. */
function sends(changed: Record<string, string>): Given['settings'] {
	const { parameters } = importedExample('poll-with-votes').nodes.find(({ name }) => name === 'Poll to Send')!;
	const { assignments } = parameters as { assignments: { assignments: Array<{ name: string; value: string }> } };
	for (const each of assignments.assignments) each.value = changed[each.name] ?? each.value;
	return { 'Poll to Send': parameters! };
}

test('the poll of another workflow to another group goes out on the same day', async () => {
	await published();
	await monday();
	await rig.n8n.run(rig.n8n.save(importedExample('poll-with-votes', sends({ chatId: OTHER }))), { from: 'Every Monday at 9:00', mode: 'trigger' });
	expect(polls().map(({ body }) => body.chatId)).toEqual([GROUP, OTHER]);
});

test.each(['[10, 11.5, 12]', '["Pizza ", " Sushi"]', '["Pizza", "", "Sushi"]'])('answers are counted as they were sent (%s)', async (answers) => {
	await published({}, sends({ answers }));
	await monday();
	const [first, ...others] = poll().poll!.options;
	votes(ADA, [first!]);
	expect(await summary()).toMatchObject({ message: ['*Where do we have lunch on Friday?*', `${first}: 1`, ...others.map((other) => `${other}: 0`), '1 voted'].join('\n') });
});

test('a poll whose answer was lost is not sent again by itself', async () => {
	await published();
	rig.wawp.failNext({ reset: true, carryOut: true }, { operation: 'message.sendPoll' });
	expect((await monday()).data.resultData.error?.message).toBe('The connection to Wawp was lost');
	await monday();
	expect(polls()).toHaveLength(1);
});

test('a poll that waits its turn is said to, and its votes are kept', async () => {
	await published();
	rig.wawp.failNext({ status: 200, body: { status: 'queued', code: 'success', job_id: '7' }, carryOut: true }, { operation: 'message.sendPoll' });
	await monday();
	expect(rig.messages('Alert: Not Out Yet')).toEqual([expect.stringContaining('status: queued')]);
	votes(ADA, ['Pizza']);
	expect(await summary()).toBeUndefined();
	expect(storedVotes()).toEqual([[ADA, '["Pizza"]']]);
});

describe.each(SWITCHES.voterInGroup)('with voters named %s', (voterInGroup) => {
	test.each(SWITCHES.voteTimestamp)('and times in %s, votes are stored and counted', async (voteTimestamp) => {
		await published({ voterInGroup, voteTimestamp });
		await monday();
		votes(ADA, ['Sushi']);
		votes(BOB, ['Sushi']);
		expect(await summary()).toEqual({ message: '*Where do we have lunch on Friday?*\nSushi: 2\nPizza: 0\nI cannot come: 0\n2 voted', chatId: GROUP, voters: 2 });
		expect(storedVotes()).toEqual([[ADA, '["Sushi"]'], [BOB, '["Sushi"]']]);
		expect(rig.n8n.dataTables.rows('wawp_votes').map(({ votedAt }) => votedAt)).toEqual([NOON * 1000, NOON * 1000]);
	});
});

test.each(SWITCHES.sentAnswer)('votes find their poll, whichever engine sent it (%s)', async (sentAnswer) => {
	await published({ sentAnswer });
	await monday();
	votes(ADA, ['Pizza']);
	expect(await summary()).toMatchObject({ voters: 1 });
});

describe('the last vote of a person counts', () => {
	test.each(['in order', 'reversed'] as const)('when the events arrive %s', async (order) => {
		await published();
		await monday();
		rig.wawp.holdDeliveries();
		['Pizza', 'Sushi', 'Pizza', 'I cannot come'].forEach((answer, time) => votes(ADA, [answer], time));
		votes(BOB, ['Pizza']);
		await rig.wawp.releaseDeliveries(order);
		expect(await summary()).toMatchObject({ message: expect.stringContaining('Pizza: 1\nI cannot come: 1\nSushi: 0\n2 voted') });
		expect(storedVotes().sort()).toEqual([[ADA, '["I cannot come"]'], [BOB, '["Pizza"]']]);
	});

	test('and a vote that was taken back counts no more', async () => {
		await published();
		await monday();
		votes(ADA, ['Pizza']);
		votes(BOB, ['Sushi'], 1);
		votes(ADA, [], 2);
		expect(await summary()).toMatchObject({ message: expect.stringContaining('Sushi: 1\nPizza: 0'), voters: 1 });
	});

	test('and an event that is delivered again changes nothing', async () => {
		await published();
		await monday();
		votes(ADA, ['Pizza']);
		await rig.settled();
		const first = rig.wawp.deliveries.at(-1)!;
		votes(ADA, ['Sushi'], 1);
		await rig.settled();
		const started = rig.n8n.executions.length;
		await rig.wawp.redeliver(first, 3, { concurrently: true });
		await rig.settled();
		expect(rig.n8n.executions).toHaveLength(started);
		expect(storedVotes()).toEqual([[ADA, '["Sushi"]']]);
	});
});

describe('what is no vote of a person in this poll changes nothing', () => {
	const emitted = async (payload: object) => {
		rig.wawp.emit(LISTED, 'poll.vote', payload);
		await rig.settled();
		expect(rig.errors).toEqual([]);
	};
	const told = (more: object = {}) => ({ vote: { id: `false_${GROUP}_B_${ADA}`, participant: ADA, from: ADA, fromMe: false, selectedOptions: ['Sushi'], timestamp: NOON + 5, ...more }, poll: { id: poll().id, fromMe: true } });

	beforeEach(async () => {
		await published();
		await monday();
		votes(ADA, ['Pizza']);
		await rig.settled();
	});

	test.each([[null], [undefined], ['?']])('one that could not be read (%j), of somebody who voted before', async (selectedOptions) => {
		await emitted(told({ selectedOptions }));
		expect(await summary()).toMatchObject({ message: expect.stringContaining('Pizza: 1'), voters: 1 });
	});

	test("a vote in somebody else's poll", async () => {
		const id = `false_${GROUP}_3EB0FFFF_${BOB}`;
		await emitted({ ...told(), poll: { id, from: GROUP, participant: BOB, fromMe: false } });
		expect(storedVotes()).toEqual([[ADA, '["Pizza"]']]);
	});

	test('a vote of a poll that is not named', async () => {
		await emitted({ vote: told().vote });
		expect(storedVotes()).toEqual([[ADA, '["Pizza"]']]);
	});
});

test.each(['first', 'second'])('a person who is told by the number and by the ID that hides it has one vote (%s by the ID)', async (which) => {
	await published();
	rig.wawp.seed(LISTED, { lids: [{ lid: '5555@lid', pn: ADA }] });
	await monday();
	const told = (voter: string, option: string, timestamp: number) => rig.wawp.emit(LISTED, 'poll.vote', { vote: { id: `false_${GROUP}_${timestamp}_${voter}`, participant: voter, fromMe: false, selectedOptions: [option], timestamp }, poll: { id: poll().id, fromMe: true } });
	told(which === 'first' ? '5555@lid' : ADA, 'Pizza', NOON);
	told(which === 'first' ? ADA : '5555@lid', 'Sushi', NOON + 1);
	expect(await summary()).toMatchObject({ message: expect.stringContaining('Sushi: 1\nPizza: 0'), voters: 1 });
	expect(storedVotes()).toEqual([[ADA, '["Sushi"]']]);
});

test.each(['in order', 'reversed'] as const)('a person whose number Wawp learns between two votes has one vote, the last one (told %s)', async (order) => {
	await published();
	await monday();
	const told = (voter: string, option: string, time: number) => ({ vote: { id: `false_${GROUP}_${time}_${voter}`, participant: voter, fromMe: false, selectedOptions: [option], timestamp: NOON + time }, poll: { id: poll().id, fromMe: true } });
	rig.wawp.emit(LISTED, 'poll.vote', told('5555@lid', order === 'in order' ? 'Pizza' : 'Sushi', order === 'in order' ? 0 : 1));
	await rig.settled();
	rig.wawp.seed(LISTED, { lids: [{ lid: '5555@lid', pn: ADA }] });
	rig.wawp.emit(LISTED, 'poll.vote', told('5555@lid', order === 'in order' ? 'Sushi' : 'Pizza', order === 'in order' ? 1 : 0));
	expect(await summary()).toMatchObject({ message: expect.stringContaining('Sushi: 1\nPizza: 0'), voters: 1 });
	expect(rig.errors).toEqual([]);
});

test.each([
	['WhatsApp did not take', { id: `true_${GROUP}_3EB0AAAA`, ack: -1, error: 'not allowed' }, 'may not be out: look into the group (status: failed, not allowed)'],
	['Wawp names no message of', { success: true }, 'may not be out: look into the group (status: unknown)'],
])('a poll that %s is told of, and is not the newest one', async (_what, body, alert) => {
	await published();
	rig.wawp.failNext({ body }, { operation: 'message.sendPoll' });
	await monday();
	expect(rig.messages('Alert: Not Out Yet')).toEqual([expect.stringContaining(alert)]);
	expect(await summary()).toBeUndefined();
});

test('the documented event is understood, and the votes of another poll are not counted', async () => {
	await published();
	await monday();
	rig.wawp.emit(LISTED, 'poll.vote');
	await rig.settled();
	expect(rig.errors).toEqual([]);
	expect(storedVotes()).toEqual([['11111111111@c.us', '["Awesome!"]']]);
	expect(await summary()).toEqual({ message: '*Where do we have lunch on Friday?*\nPizza: 0\nSushi: 0\nI cannot come: 0\n0 voted', chatId: GROUP, voters: 0 });
});

test('a poll that is refused is told of, where On Error is set to Continue as well', async () => {
	await published();
	const workflow = importedExample('poll-with-votes');
	workflow.nodes.find(({ name }) => name === 'Send Poll')!.onError = 'continueRegularOutput';
	const id = rig.n8n.save(workflow);
	rig.wawp.failNext({ status: 400, body: { code: 'invalid_param', message: 'No' } }, { operation: 'message.sendPoll' });
	const run = await rig.n8n.run(id, { from: 'Every Monday at 9:00', mode: 'trigger' });
	expect(itemsOf(run, 'Alert: Not Out Yet').map(({ json }) => json.message)).toEqual([expect.stringMatching(/ is not out \(status: failed, Wawp .+\)$/)]);
	expect(itemsOf(run, 'Store the Message ID')).toEqual([]);
});

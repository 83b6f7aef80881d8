import type { IRun } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import { type Fault, type Seed, SWITCHES } from '../simulator';
import { ExampleRig, type Given, LISTED } from '../support/exampleRig';
import { importedExample } from '../support/importedExample';
import { pausesFrom } from '../support/pauses';

const EXAMPLE = 'group-onboarding-with-labels';
/** The people that the example comes with. */
const [ADA, BOB] = ['201145202826@c.us', '201000000002@c.us'];
const CLEO = '201000000003@c.us';
const NAME = 'Customers 2026';
const GROUP = '120363000000000001@g.us';

let rig: ExampleRig;

async function start(whatsapp: Seed = {}, switches: Given['switches'] = {}): Promise<void> {
	rig = await ExampleRig.start(EXAMPLE, { instance: { id: LISTED, status: 'WORKING', whatsapp }, switches });
}

afterEach(async () => {
	jest.restoreAllMocks();
	await rig.settled();
	await rig.stop();
});

async function run(id = rig.id): Promise<IRun> {
	const ended = await rig.n8n.run(id);
	expect(rig.traces(ended)).not.toContain(rig.account.token);
	return ended;
}

async function succeeds(id?: string): Promise<void> {
	expect((await run(id)).data.resultData.error).toBeUndefined();
}

/** The same workflow after a user has put other people in. */
function withPeople(...people: Array<{ name?: string; phone: string }>): string {
	const workflow = importedExample(EXAMPLE);
	const { assignments } = workflow.nodes.find(({ name }) => name === 'Group and People')!.parameters as { assignments: { assignments: Array<{ name: string; value: string }> } };
	assignments.assignments.find(({ name }) => name === 'people')!.value = JSON.stringify(people);
	return rig.n8n.save(workflow);
}

const calls = (operation: string) => rig.wawp.calls.filter((call) => call.operation === operation);

const sent = () => calls('message.sendText').map(({ body }) => [body.chatId, body.message]);

const outcomes = () => rig.n8n.dataTables.rows('wawp_onboarding').map(({ name, outcome }) => [name, outcome]);

const groups = () => rig.instance.whatsapp.groups;

const members = () => groups()[0]!.participants.map(({ id }) => id).slice(1);

const labelled = () => {
	const { labels, chats } = rig.instance.whatsapp;
	return labels.map(({ id, name }) => [name, ...chats.filter((chat) => chat.labels.includes(id)).map((chat) => chat.id).sort()]);
};

test('a group is made of the people, they are welcomed, and their chats are labelled', async () => {
	await start();
	await succeeds();
	expect(calls('group.create').map(({ body }) => body)).toEqual([expect.objectContaining({ name: NAME, participants: [{ id: ADA }, { id: BOB }] })]);
	expect(members()).toEqual([ADA, BOB]);
	expect(sent()).toEqual([[groups()[0]!.id, 'Welcome Ada, Bob!']]);
	expect(labelled()).toEqual([['In the group', BOB, ADA]]);
	expect(outcomes()).toEqual([['Ada', 'added'], ['Bob', 'added']]);
	expect(calls('group.addParticipants')).toEqual([]);
	expect(calls('group.getInviteCode')).toEqual([]);
});

test('a group of this name is taken, and who is in it already is not added again', async () => {
	await start({ groups: [{ id: '120363000000000009@g.us', subject: 'Another' }, { id: GROUP, subject: NAME, role: 'admin', participants: [ADA] }], labels: [{ name: 'Lead' }, { name: 'In the group' }] });
	await succeeds();
	expect(calls('group.create')).toEqual([]);
	expect(calls('group.addParticipants').map(({ path, body }) => [path, body.participants])).toEqual([[`/v2/groups/${GROUP}/participants/add`, [{ id: BOB }]]]);
	expect(sent()).toEqual([[GROUP, 'Welcome Ada, Bob!']]);
	expect(labelled()).toEqual([['Lead'], ['In the group', BOB, ADA]]);
});

describe.each(SWITCHES.partialSuccess)('where Wawp tells of a success in part %s', (partialSuccess) => {
	test.each([
		['a new group', []],
		['an existing group', [{ id: GROUP, subject: NAME, role: 'admin' as const }]],
	])('who cannot be added to %s gets the invite link', async (_what, existing) => {
		await start({ groups: existing, refusesGroups: ['201000000002'] }, { partialSuccess });
		await succeeds();
		const { id, inviteCode } = groups()[0]!;
		expect(members()).toEqual([ADA]);
		expect(sent()).toEqual([
			[id, 'Welcome Ada!'],
			[BOB, `Hello Bob, you are invited to our group *${NAME}*: https://chat.whatsapp.com/${inviteCode}`],
		]);
		expect(outcomes()).toEqual([['Ada', 'added'], ['Bob', 'invited']]);
		expect(labelled()).toEqual([['In the group', BOB, ADA]]);
	});
});

test('an invitation of which nobody can tell whether it arrived is noted as such', async () => {
	await start({ groups: [{ id: GROUP, subject: NAME, role: 'admin' }], refusesGroups: ['201145202826', '201000000002'] });
	rig.wawp.failNext({ body: { success: true } }, { operation: 'message.sendText' });
	await succeeds();
	expect(outcomes()).toEqual([['Ada', 'Nobody can tell whether the invitation arrived: look into the chat'], ['Bob', 'invited']]);
});

test.each<[what: string, fault: Fault, outcome: string]>([
	['that Wawp refuses', { status: 413 }, 'added, but not welcomed: Wawp refuses this much data at once'],
	['after which Wawp has trouble', { status: 502 }, 'added, and nobody can tell whether the welcome arrived: look into the group'],
	['that WhatsApp does not take', { body: { id: 'true_120363000000000001@g.us_3EB0AAAABBBBCCCC', ack: -1 } }, 'added, but not welcomed: WhatsApp did not take the message'],
	['of which nobody can tell whether it arrived', { body: { success: true } }, 'added, and nobody can tell whether the welcome arrived: look into the group'],
])('a welcome %s is noted as such, of these people alone, and the invitations go out', async (_what, fault, outcome) => {
	await start({ groups: [{ id: GROUP, subject: NAME, role: 'admin' }], refusesGroups: ['201000000002'] });
	await succeeds(withPeople({ name: 'Cleo', phone: '+20 100 000 0003' }));
	rig.wawp.failNext(fault, { operation: 'message.sendText' });
	await succeeds();
	expect(outcomes()).toEqual([['Cleo', 'added'], ['Ada', outcome], ['Bob', 'invited']]);
	expect(sent().at(-1)).toEqual([BOB, expect.stringContaining('you are invited')]);
	expect(labelled()).toEqual([['In the group', BOB, CLEO, ADA]]);
});

test('people without a name are greeted all the same', async () => {
	await start({ groups: [{ id: GROUP, subject: NAME, role: 'admin' }], refusesGroups: ['201145202826'] });
	await succeeds(withPeople({ name: '', phone: '+20 114 520 2826' }, { phone: '+20 100 000 0002' }, { name: 'Cleo', phone: '+20 100 000 0003' }));
	expect(sent()).toEqual([[GROUP, 'Welcome new member, Cleo!'], [ADA, expect.stringMatching(/^Hello there, you are invited to our group/)]]);
});

test.each([
	[0, 20_000],
	[0.5, 40_000],
	[1, 60_000],
])('20 to 60 seconds lie between two invitations, as chance has it (%d: %d ms)', async (chance, pause) => {
	jest.spyOn(Math, 'random').mockReturnValue(chance);
	await start({ groups: [{ id: GROUP, subject: NAME, role: 'admin' }], refusesGroups: ['201145202826', '201000000002'] });
	const pauses = pausesFrom(time);
	await succeeds();
	expect(sent()).toHaveLength(2);
	expect(pauses.filter((each) => each > 1000)).toEqual([pause]);
});

test('a number that is not on WhatsApp, or none, ends at the look-up', async () => {
	await start({ notOnWhatsApp: ['201145202826'] });
	await succeeds(withPeople({ name: 'Ada', phone: '+20 114 520 2826' }, { name: 'Bob', phone: '+20 100 000 0002' }, { name: 'Dan', phone: '12' }));
	expect(members()).toEqual([BOB]);
	expect(sent()).toEqual([[groups()[0]!.id, 'Welcome Bob!']]);
	expect(outcomes()).toEqual([['Ada', 'The number is not on WhatsApp'], ['Bob', 'added'], ['Dan', expect.stringContaining('is not a phone number')]]);
});

test('a second run changes nothing, and one with new people takes up these alone', async () => {
	await start({ refusesGroups: ['201000000002'] });
	await succeeds();
	const heard = rig.wawp.calls.length;
	await succeeds();
	expect(rig.wawp.calls).toHaveLength(heard);
	const before = sent();
	await succeeds(withPeople({ name: 'Ada', phone: '0020 114 520 2826' }, { name: 'Bob', phone: '+20 100 000 0002' }, { name: 'Cleo', phone: '+20 100 000 0003' }));
	expect(groups()).toHaveLength(1);
	expect(members()).toEqual([ADA, CLEO]);
	expect(calls('group.addParticipants').map(({ body }) => body.participants)).toEqual([[{ id: CLEO }]]);
	expect(sent().slice(before.length)).toEqual([[groups()[0]!.id, 'Welcome Cleo!']]);
	expect(labelled()).toEqual([['In the group', BOB, CLEO, ADA]]);
});

test('two runs at the same time make one group, and welcome once', async () => {
	await start();
	rig.n8n.dataTables.latency = 50;
	await Promise.all([succeeds(), succeeds()]);
	expect(groups()).toHaveLength(1);
	expect(sent()).toHaveLength(1);
	expect(outcomes()).toEqual([['Ada', 'added'], ['Bob', 'added']]);
});

test('a group whose making was not answered is not made twice', async () => {
	await start();
	rig.wawp.failNext({ reset: true, carryOut: true }, { operation: 'group.create' });
	expect((await run()).data.resultData.error?.message).toBe('The connection to Wawp was lost');
	expect(outcomes()).toEqual([['Ada', null], ['Bob', null]]);
	await succeeds(withPeople({ name: 'Cleo', phone: '+20 100 000 0003' }));
	expect(groups()).toHaveLength(1);
	expect(members()).toEqual([ADA, BOB, CLEO]);
});

test('an invitation that Wawp refuses is noted, and does not stop the others', async () => {
	await start({ groups: [{ id: GROUP, subject: NAME, role: 'admin' }], refusesGroups: ['201145202826', '201000000002'] });
	rig.wawp.failNext({ status: 502 }, { operation: 'message.sendText' });
	await succeeds();
	expect(outcomes()).toEqual([['Ada', 'Wawp cannot reach its WhatsApp engine at the moment'], ['Bob', 'invited']]);
});

test('a group that the number does not run is left as it is', async () => {
	await start({ groups: [{ id: GROUP, subject: NAME, role: 'participant' }] });
	expect((await run()).data.resultData.error?.message).toContain('may not do this in the group');
	expect(members()).toEqual([]);
	expect(sent()).toEqual([]);
});

test.each(SWITCHES.groupAnswer)('nor is anybody added or invited where Wawp says so by false (as %s)', async (groupAnswer) => {
	await start({ groups: [{ id: GROUP, subject: NAME, role: 'participant' }] }, { notAdmin: 'false', groupAnswer });
	const { error } = (await run()).data.resultData;
	expect(error?.message).toBe('Wawp refuses this');
	expect(members()).toEqual([]);
	expect(sent()).toEqual([]);
	expect(outcomes()).toEqual([['Ada', null], ['Bob', null]]);
});

test.each([
	{ groupIds: 'nested' },
	...SWITCHES.groupForm.map((groupForm) => ({ groupForm })),
	{ lists: 'numeric keys' },
	{ groupList: 'by ID' },
	{ groupAnswer: 'boolean' },
	{ inviteCode: 'object' },
	{ existence: 'status' },
] as const)('it is all the same where Wawp answers with %j', async (switches) => {
	await start({ lids: [{ lid: '100000000001@lid', pn: ADA }], refusesGroups: ['201000000002'] }, switches);
	await succeeds();
	await succeeds(withPeople({ name: 'Cleo', phone: '+20 100 000 0003' }));
	expect(members()).toEqual([ADA, CLEO]);
	expect(sent()).toEqual([[groups()[0]!.id, 'Welcome Ada!'], [BOB, expect.stringContaining(groups()[0]!.inviteCode)], [groups()[0]!.id, 'Welcome Cleo!']]);
	expect(labelled()).toEqual([['In the group', BOB, CLEO, ADA]]);
});

test('somebody whose ID differs from the number that people dial is found in the group', async () => {
	await start();
	await succeeds(withPeople({ name: 'Lia', phone: '+55 31 98765 4321' }));
	expect(members()).toEqual(['553187654321@c.us']);
	expect(outcomes()).toEqual([['Lia', 'added']]);
});

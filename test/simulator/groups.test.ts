import { GROUP, OWN, workingSession } from './workingSession';
import type { Role } from './world/whatsapp';

const session = workingSession();
const id = GROUP;
const group = () => session.instance.whatsapp.groups.find((each) => each.id === id)!;
const roles = () => Object.fromEntries(group().participants.map((each) => [each.id, each.role]));
const people = (...numbers: string[]) => numbers.map((number) => ({ id: number }));
const told = async (name: string) => (await session.told()).filter(({ event }) => event === name).map(({ payload }) => payload);

function memberAs(role: Role | null, more = {}) {
	session.wawp.seed(session.instance.id, {
		groups: [{ id, role, participants: [{ id: '1@c.us', role: 'superadmin' }, '2'], inviteCode: 'AbC', ...more }],
		refusesGroups: ['4'],
	});
}

const FOR_ADMINS: Array<[string, object]> = [
	['group.addParticipants', { participants: people('3') }],
	['group.removeParticipants', { participants: people('2') }],
	['group.promoteParticipants', { participants: people('2') }],
	['group.demoteParticipants', { participants: people('2') }],
	['group.setInfoAdminOnly', { adminsOnly: true }],
	['group.setMessagesAdminOnly', { adminsOnly: true }],
	['group.getInviteCode', {}],
	['group.revokeInviteCode', {}],
	['group.delete', {}],
];

describe('rights', () => {
	test.each(FOR_ADMINS)('%s is for administrators', async (key, params) => {
		memberAs('participant');
		const before = JSON.stringify(group());
		expect(await session.call(key, { id, ...params })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
		session.wawp.switches.notAdmin = 'false';
		expect((await session.call(key, { id, ...params })).body).toEqual({ ok: false });
		expect(JSON.stringify(group())).toBe(before);
		group().participants[0]!.role = 'admin';
		expect((await session.call(key, { id, ...params })).status).toBe(200);
	});

	test.each([
		['group.setSubject', { subject: 'New' }],
		['group.setDescription', { description: 'New' }],
		['group.deletePicture', {}],
	])('%s is for all until it is kept to administrators', async (key, params) => {
		memberAs('participant');
		expect((await session.call(key, { id, ...params })).status).toBe(200);
		group().infoAdminOnly = true;
		expect((await session.call(key, { id, ...params })).status).toBe(403);
	});

	test('nothing is for who is no member', async () => {
		memberAs(null);
		for (const [key, params] of FOR_ADMINS) {
			expect(await session.call(key, { id, ...params })).toMatchObject({ status: 404, body: { code: 'group_not_found' } });
		}
	});
});

describe('participants', () => {
	beforeEach(() => memberAs('admin'));

	test('are added, but for those who let nobody', async () => {
		await session.answer('group.addParticipants', { id, participants: people('3', '4', '2') });
		expect(roles()).toEqual({ [OWN]: 'admin', '1@c.us': 'superadmin', '2@c.us': 'participant', '3@c.us': 'participant' });
		expect(await told('group.v2.participants')).toEqual([{ chatId: id, action: 'join', participants: ['3@c.us'] }]);
	});

	test('are removed, but for who made the group', async () => {
		await session.answer('group.removeParticipants', { id, participants: people('1', '2') });
		expect(roles()).toEqual({ [OWN]: 'admin', '1@c.us': 'superadmin' });
	});

	test('are promoted and demoted', async () => {
		await session.answer('group.promoteParticipants', { id, participants: people('2') });
		expect(roles()['2@c.us']).toBe('admin');
		await session.answer('group.demoteParticipants', { id, participants: people('1', '2') });
		expect(roles()).toMatchObject({ '1@c.us': 'superadmin', '2@c.us': 'participant' });
		expect((await told('group.v2.participants')).map(({ action, participants }) => [action, participants])).toEqual([
			['promote', ['2@c.us']],
			['demote', ['2@c.us']],
		]);
	});

	test('are listed with their rights', async () => {
		expect(await session.answer('group.getParticipants', { id })).toEqual([
			{ id: OWN, isAdmin: true, isSuperAdmin: false },
			{ id: '1@c.us', isAdmin: true, isSuperAdmin: true },
			{ id: '2@c.us', isAdmin: false, isSuperAdmin: false },
		]);
	});

	test('are told in the words of the engine too', async () => {
		session.wawp.switches.engine = 'GOWS';
		await session.answer('group.removeParticipants', { id, participants: people('2') });
		expect(await told('group.v2.participants')).toMatchObject([{ group: { id }, type: 'leave', participants: [{ id: '2@c.us', role: 'left' }] }]);
	});

	test('have an ID', async () => {
		expect(await session.call('group.addParticipants', { id, participants: [{}] })).toMatchObject({ status: 400, body: { code: 'missing_param' } });
	});
});

describe('invites', () => {
	test.each(['AbC', 'https://chat.whatsapp.com/AbC'])('%s leads into the group', async (code) => {
		memberAs(null);
		expect(await session.answer('group.getJoinInfo', { code })).toMatchObject({ id, subject: 'Group' });
		expect(await session.answer('group.join', { code })).toEqual({ id });
		expect(await session.answer('group.join', { code })).toEqual({ id });
		expect(group().participants.filter((each) => each.id === OWN)).toEqual([{ id: OWN, role: 'participant' }]);
		expect(session.instance.whatsapp.chats.map((chat) => chat.id)).toEqual([id]);
		expect(await told('group.v2.join')).toEqual([{ chatId: id, participants: [OWN] }]);
	});

	test('lead nowhere once they are revoked', async () => {
		memberAs('admin');
		const code = await session.answer('group.revokeInviteCode', { id });
		expect(code).not.toBe('AbC');
		expect(await session.answer('group.getInviteCode', { id })).toBe(code);
		expect(await session.call('group.join', { code: 'AbC' })).toMatchObject({ status: 404, body: { code: 'invite_not_found' } });
		await session.answer('group.join', { code });
	});
});

describe('a group', () => {
	test('is made by the account, which rules it', async () => {
		session.wawp.seed(session.instance.id, { refusesGroups: ['2'] });
		const { id: made, subject } = await session.answer('group.create', { name: 'New Project', participants: people('1', '2') });
		expect(subject).toBe('New Project');
		expect(session.instance.whatsapp.groups).toMatchObject([{ id: made, participants: [{ id: OWN, role: 'superadmin' }, { id: '1@c.us', role: 'participant' }] }]);
		expect(session.instance.whatsapp.chats[0]).toMatchObject({ id: made, name: 'New Project' });
	});

	test('is described, and who is hidden stays so', async () => {
		memberAs('participant', { description: 'All of us' });
		session.wawp.seed(session.instance.id, { lids: [{ lid: '9@lid', pn: '2@c.us' }] });
		expect(await session.answer('group.get', { id })).toEqual({
			id,
			subject: 'Group',
			description: 'All of us',
			invite: 'https://chat.whatsapp.com/AbC',
			membersCanAddNewMember: true,
			membersCanSendMessages: true,
			newMembersApprovalRequired: false,
			participants: expect.arrayContaining([{ id: '9@lid', pn: '2@c.us', role: 'participant' }]),
		});
	});

	test('gets another name and description', async () => {
		memberAs('participant');
		await session.answer('group.setSubject', { id, subject: 'Team' });
		await session.answer('group.setDescription', { id, description: 'Us' });
		expect(group()).toMatchObject({ subject: 'Team', description: 'Us' });
		expect(session.instance.whatsapp.chats[0]!.name).toBe('Team');
		expect(await told('group.v2.update')).toEqual([
			{ chatId: id, subject: 'Team' },
			{ chatId: id, description: 'Us' },
		]);
	});

	test('keeps things to administrators', async () => {
		memberAs('admin');
		await session.answer('group.setInfoAdminOnly', { id, adminsOnly: true });
		expect(await session.answer('group.getInfoAdminOnly', { id })).toEqual({ adminsOnly: true });
		expect(await session.answer('group.getMessagesAdminOnly', { id })).toEqual({ adminsOnly: false });
		await session.answer('group.setMessagesAdminOnly', { id, adminsOnly: true });
		expect(await session.answer('group.getMessagesAdminOnly', { id })).toEqual({ adminsOnly: true });
	});

	test('is left, and is there for the others', async () => {
		memberAs('participant');
		await session.answer('group.leave', { id });
		expect(Object.keys(roles())).toEqual(['1@c.us', '2@c.us']);
		expect((await session.call('group.get', { id })).status).toBe(404);
		expect((await session.call('message.sendText', { chatId: id, message: 'Hi' })).status).toBe(404);
		expect(await told('group.v2.leave')).toEqual([{ chatId: id, participants: [OWN] }]);
	});

	test('is dissolved', async () => {
		memberAs('superadmin');
		await session.answer('group.delete', { id });
		expect(session.instance.whatsapp).toMatchObject({ groups: [], chats: [] });
	});
});

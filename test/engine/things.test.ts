import type { INodeParameters } from 'n8n-workflow';

import { idsIn } from '../../nodes/Wawp/fields/values/people';
import { SWITCHES, type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

/* Groups, their members, chats, contacts and channels have one set of names, whichever engine printed them. */

const GROUP = '120363041234567890@g.us';
const [ANN, BOB] = ['201145202826@c.us', '201145202827@c.us'];
const HIDDEN = '100000000001@lid';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

const ofGroup: INodeParameters = { group: { mode: 'id', value: GROUP } };
const parted = (id: string) => ({ server: id.replace(/.*@/, ''), user: id.replace(/@.*/, ''), _serialized: id });

/** What an operation makes of an answer. */
async function made(operation: string, body: unknown, parameters: INodeParameters = {}) {
	wawp.failNext({ body: body as object });
	return await items(operation, parameters);
}

const items = async (operation: string, parameters: INodeParameters) => (await rig.items(operation, parameters)).map(({ json }) => json);

describe.each(SWITCHES.groupForm)('a group in the words of %s', (groupForm) => {
	beforeEach(() => {
		wawp.switches.groupForm = groupForm;
		wawp.seed(rig.instance.id, { groups: [{ id: GROUP, subject: 'Team', description: 'Tea', participants: [{ id: ANN, role: 'admin' }, BOB] }], lids: [{ lid: HIDDEN, pn: BOB }] });
	});
	const isHidden = groupForm !== 'WEBJS';
	/** This number is the first one. */
	const people = (bob: string) => [
		{ id: ANN, pn: ANN, role: 'admin' },
		{ id: bob, pn: BOB, role: 'participant' },
	];

	test.each<[string, INodeParameters]>([
		['group.get', ofGroup],
		['group.getAll', { returnAll: true }],
	])('has an ID, a subject, a description and its members (%s)', async (operation, parameters) => {
		const [group] = await items(operation, parameters);
		expect(group).toMatchObject({ id: GROUP, subject: 'Team', description: 'Tea' });
		expect((group!.participants as object[]).slice(1)).toEqual(people(isHidden ? HIDDEN : BOB).map((each) => expect.objectContaining(each)));
		expect(Object.keys(group!).filter((name) => /^(jid|name|topic|desc|groupmetadata)$/i.test(name))).toEqual([]);
	});

	test('has members who say what they are', async () => {
		const rows = await items('group.getParticipants', { ...ofGroup, returnAll: true });
		expect(rows.slice(1)).toEqual(people(isHidden && groupForm !== 'documented' ? HIDDEN : BOB).map((each) => expect.objectContaining({ ...each, isAdmin: each.role === 'admin', isSuperAdmin: false })));
	});

	test('has members whom other operations take', async () => {
		const rows = await items('group.getParticipants', { ...ofGroup, returnAll: true });
		expect(idsIn(rows)).toEqual(rows.map(({ id }) => id));
	});
});

describe('a thing has an ID that the action node takes', () => {
	test.each<[string, INodeParameters, (row: object) => unknown]>([
		['contact.get', { contact: { mode: 'number', value: ANN } }, (row) => row],
		['contact.get', { contact: { mode: 'number', value: ANN } }, (row) => ({ success: true, data: row })],
		['contact.getAll', { limit: 1 }, (row) => [row]],
		['chat.getAll', { limit: 1 }, (row) => [row]],
		['chat.getOverview', { limit: 1 }, (row) => ({ data: { 0: row } })],
		['label.getChats', { label: { mode: 'id', value: '1' }, limit: 1 }, (row) => [row]],
	])('%s', async (operation, parameters, wrapped) => {
		for (const own of [{ id: ANN }, { id: parted(ANN) }, { id: { server: 's.whatsapp.net', user: '201145202826' } }, { JID: '201145202826@s.whatsapp.net' }, { Jid: ANN }, { jid: '201145202826:12@s.whatsapp.net' }]) {
			expect(await made(operation, wrapped({ ...own, name: 'Ann' }), parameters)).toEqual([{ id: ANN, name: 'Ann' }]);
		}
	});

	test.each<[string, INodeParameters, unknown]>([
		['group.create', { groupName: 'Team', participantsInput: 'json', participantsJson: `["${ANN}"]` }, { gid: parted(GROUP), title: 'Team' }],
		['group.create', { groupName: 'Team', participantsInput: 'json', participantsJson: `["${ANN}"]` }, { JID: GROUP, Name: 'Team' }],
		['group.getJoinInfo', { invite: 'AbCdEf1234567890' }, { success: true, data: { JID: GROUP, Name: 'Team' } }],
	])('%s', async (operation, parameters, body) => {
		expect(await made(operation, body, parameters)).toEqual([{ id: GROUP, subject: 'Team' }]);
	});

	test('a channel', async () => {
		expect(await made('channel.getAll', [{ id: parted('12036304@newsletter'), name: 'News' }])).toEqual([{ id: '12036304@newsletter', name: 'News' }]);
	});

	test('a label, also where its ID stands under labelId', async () => {
		expect(await made('label.create', { labelId: '7', name: 'Lead', color: 3 }, { labelName: 'Lead' })).toEqual([{ labelId: '7', name: 'Lead', color: 3 }]);
	});

	test('what else an engine tells of it stays beside it', async () => {
		const contact = { contact: { mode: 'number', value: BOB } };
		expect(await made('contact.get', { id: HIDDEN, jid: '201145202827@s.whatsapp.net' }, contact)).toEqual([{ id: HIDDEN, jid: '201145202827@s.whatsapp.net' }]);
		expect(await made('contact.getAll', [{ ID: HIDDEN, Jid: BOB }], { limit: 1 })).toEqual([{ id: HIDDEN, Jid: BOB }]);
		const groupMetadata = { id: parted(GROUP), subject: 'Team', owner: parted(ANN), announce: true, participants: [] };
		expect(await made('group.get', { id: parted(GROUP), groupMetadata }, ofGroup)).toEqual([{ id: GROUP, subject: 'Team', participants: [], groupMetadata: { owner: parted(ANN), announce: true } }]);
	});

	test.each<[string, object]>([
		['data', {}], ['data', { code: 200 }], ['result', {}], ['data', [{ code: 200 }]],
	])('an answer that says something under %s beside it loses nothing of it: %j', async (name, beside) => {
		expect(await made('group.get', { id: GROUP, subject: 'Team', [name]: beside }, ofGroup)).toEqual([{ id: GROUP, subject: 'Team', [name]: beside }]);
	});

	test('the first members of a group have the IDs by which they are keyed', async () => {
		const participants = { [ANN]: { statusCode: 403, message: 'No' }, '201145202827@s.whatsapp.net': { statusCode: 200 } };
		const [group] = await made('group.create', { gid: parted(GROUP), title: 'Team', participants }, { groupName: 'Team', participantsInput: 'json', participantsJson: `["${ANN}"]` });
		expect(group).toMatchObject({ participants: [{ id: BOB, pn: BOB, statusCode: 200 }], notAdded: [{ id: ANN, outcome: 'refused', code: 403, reason: 'No' }] });
	});

	test('a member who is keyed by number and names the hidden identity beside it keeps it', async () => {
		const participants = { [ANN]: { id: ANN, isAdmin: true }, [BOB]: { id: HIDDEN, isAdmin: false } };
		const [group] = await made('group.get', { id: GROUP, subject: 'Team', participants }, ofGroup);
		expect(group!.participants).toMatchObject([{ id: ANN, role: 'admin' }, { id: HIDDEN, role: 'participant' }]);
	});

	test.each<[told: object, role: string]>([
		[{ role: 'participant' }, 'participant'],
		[{ role: 'admin' }, 'admin'],
		[{ role: 'superadmin' }, 'superadmin'],
		[{ admin: null }, 'participant'],
		[{ admin: 'admin' }, 'admin'],
		[{ admin: 'superadmin' }, 'superadmin'],
		[{ isAdmin: false }, 'participant'],
		[{ isAdmin: true }, 'admin'],
		[{ IsAdmin: true, IsSuperAdmin: false }, 'admin'],
		[{ isAdmin: true, isSuperAdmin: true }, 'superadmin'],
		[{ isAdmin: false, isSuperAdmin: true }, 'superadmin'],
		[{ isAdmin: true, admin: null }, 'admin'],
		[{ isAdmin: true, role: '' }, 'admin'],
		[{ role: 'admin', isAdmin: false }, 'admin'],
	])('a member of whom %j is told is %s', async (told, role) => {
		expect(await made('group.getParticipants', [{ id: ANN, ...told }], ofGroup)).toEqual([expect.objectContaining({ id: ANN, role, isAdmin: role !== 'participant', isSuperAdmin: role === 'superadmin' })]);
	});

	test('what a group says of itself goes before what its metadata say', async () => {
		for (const name of ['subject', 'name', 'title', 'Name', 'Subject']) expect(await made('group.get', { id: GROUP, [name]: 'Team', groupMetadata: { subject: 'Old', desc: 'Tea' } }, ofGroup)).toEqual([{ id: GROUP, subject: 'Team', description: 'Tea' }]);
		for (const name of ['description', 'desc', 'topic', 'Topic']) expect(await made('group.get', { id: GROUP, [name]: 'Tea', groupMetadata: { subject: 'Team', desc: 'Old' } }, ofGroup)).toEqual([{ id: GROUP, subject: 'Team', description: 'Tea' }]);
	});

	test('the name of the pages goes before those of the engines, where they differ', async () => {
		expect(await made('group.get', { title: 'Third', Name: 'Second', subject: 'Team', id: GROUP, Topic: 'Third', desc: 'Second', description: 'Tea' }, ofGroup)).toEqual([{ id: GROUP, subject: 'Team', description: 'Tea' }]);
		expect(await made('group.get', { title: 'Third', Name: 'Second', id: GROUP, Topic: 'Third', desc: 'Second' }, ofGroup)).toEqual([{ id: GROUP, subject: 'Second', description: 'Second' }]);
	});

	test.each(['left', 'member', 'LEFT'])('whoever is called %s is no administrator', async (role) => {
		expect(await made('group.getParticipants', [{ id: ANN, role }], ofGroup)).toEqual([{ id: ANN, pn: ANN, role, isAdmin: false, isSuperAdmin: false }]);
	});

	test('what names none stays as it came', async () => {
		expect(await made('chat.getAll', [{ name: 'Ghost' }], { limit: 1 })).toEqual([{ name: 'Ghost' }]);
		expect(await made('group.getParticipants', ['x'], ofGroup)).toEqual([{ value: 'x' }]);
	});
});

import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

/* What became of each person with whom something was to be done in a group. */

const GROUP = '120363041234567890@g.us';
const [ANN, BOB] = ['201145202826@c.us', '201145202827@c.us'];
const OPERATIONS = ['addParticipants', 'removeParticipants', 'promoteParticipants', 'demoteParticipants'].map((name) => `group.${name}`);

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	wawp.seed(rig.instance.id, { groups: [{ id: GROUP, role: 'superadmin' }] });
});
afterEach(async () => await wawp.stop());

const people = { group: { mode: 'id', value: GROUP }, participantsInput: 'json', participantsJson: JSON.stringify([ANN, BOB]) };

/** Ann may not be added, Bob was. */
const IN_PART: Array<[string, unknown]> = [
	['WEBJS', { [ANN]: { code: 403, message: '', isInviteV4Sent: false }, [BOB]: { code: 200, message: 'ok' } }],
	['NOWEB', [{ status: '403', jid: '201145202826@s.whatsapp.net', content: {} }, { status: '200', jid: '201145202827@s.whatsapp.net' }]],
	['GOWS', [{ JID: '201145202826@s.whatsapp.net', Error: 403, AddRequest: { Code: 'x' } }, { JID: '201145202827@s.whatsapp.net', Error: 0 }]],
	['a list of its own', { participants: [{ id: ANN, error: 'not-authorized' }, { id: BOB }] }],
	['a wrapped object', { success: true, data: { [ANN]: { code: 403 }, [BOB]: { code: 200 } } }],
	['a wrapped list', { success: true, result: [{ id: ANN, success: false }, { id: BOB, success: true }] }],
	...['failed', 'error', 'denied', false].map((status): [string, unknown] => [`a list with the status ${status}`, [{ id: ANN, status }, { id: BOB, status: 'success' }]]),
	['an object of numbers', { '201145202826': { code: '403' }, '201145202827': { code: '200' } }],
	['an object of codes', { [ANN]: 403, [BOB]: 200 }],
	...['ok', 'result', 'done', 'added', 'removed', 'promoted', 'demoted'].map((name): [string, unknown] => [`a list with ${name}: false`, [{ id: ANN, [name]: false }, { id: BOB, error: 0, code: 200 }]]),
	...[false, 'failed', 'denied'].map((no): [string, unknown] => [`an object of a bare ${no}`, { success: true, data: { [ANN]: no, [BOB]: 200 } }]),
];

test.each(OPERATIONS.flatMap((operation) => IN_PART.map(([words, body]) => [operation, words, body] as const)))('%s names who was refused, in the words of %s', async (operation, _words, body) => {
	wawp.failNext({ body: body as object });
	const [{ json } = { json: {} }] = await rig.items(operation, people);
	expect(json).toMatchObject({ success: false, refused: 1, participants: [{ id: ANN, outcome: 'refused', reason: expect.stringMatching(/\w/) }, { id: BOB, outcome: 'done', reason: null }] });
});

test.each(IN_PART)('a refusal of everybody is an error, in the words of %s', async (_words, body) => {
	const text = JSON.stringify(body).replace('"status":"success"', '"status":"failed"').replaceAll(/"?200"?|(?<="Error":)0/g, '403').replace(`{"id":"${BOB}"}`, `{"id":"${BOB}","error":"gone"}`).replace(`"id":"${BOB}","success":true`, `"id":"${BOB}","success":false`);
	wawp.failNext({ body: JSON.parse(text) as object });
	const error = await rig.error('group.addParticipants', people);
	expect(error).toMatchObject({ message: 'WhatsApp refused this for all 2 participants', description: expect.stringMatching(new RegExp(`^${ANN}: .+; ${BOB}: .+`)) });
});

test('says why, and what helps, where the answer gives a number only', async () => {
	wawp.failNext({ body: { [ANN]: { code: 403 } } });
	const error = await rig.error('group.addParticipants', { ...people, participantsJson: JSON.stringify([ANN]) });
	expect(error).toMatchObject({ message: 'WhatsApp refused this for the one participant', description: expect.stringContaining("'Group > Get Invite Code'") });
});

test("keeps the engine's own reason", async () => {
	wawp.failNext({ body: { [ANN]: { code: 408, message: 'Left recently' }, [BOB]: { code: 200 } } });
	expect((await rig.items('group.addParticipants', people))[0]!.json).toMatchObject({ participants: [{ code: 408, reason: 'Left recently' }, {}] });
});

test('a number that its country has made longer is that of whom WhatsApp knows by the shorter one, unless both were asked for', async () => {
	const [long, short] = ['2250707123456@c.us', '22507123456@c.us'];
	const added = async (asked: string[], body: object) => {
		wawp.failNext({ body });
		return (await rig.items('group.addParticipants', { ...people, participantsJson: JSON.stringify(asked) }))[0]!.json;
	};
	expect(await added([long], { [short]: { code: 200 } })).toMatchObject({ success: true, participants: [{ id: short, outcome: 'done' }] });
	expect(await added([short, BOB], [{ id: long }, { id: BOB }])).toMatchObject({ success: true, participants: [{ id: long }, { id: BOB }] });
	expect(await added([long, short], { [short]: { code: 200 } })).toMatchObject({ success: false, participants: [{ id: short, outcome: 'done' }, { id: long, outcome: 'unknown' }] });
	wawp.failNext({ body: { id: GROUP, subject: 'Team', participants: [{ id: short }] } });
	expect((await rig.items('group.create', { groupName: 'Team', participantsInput: 'json', participantsJson: JSON.stringify([long]) }))[0]!.json).not.toHaveProperty('notAdded');
});

test('no reason quotes the access token', async () => {
	wawp.failNext({ body: { [ANN]: { code: 403, message: `No: ?access_token=${rig.account.token}` } } });
	const error = await rig.error('group.addParticipants', { ...people, participantsJson: JSON.stringify([ANN]) });
	expect(error.description).toBe(`${ANN}: No: ?access_token=***`);
	expect(JSON.stringify(error)).not.toContain(rig.account.token);
});

test('who is a member already counts as added', async () => {
	wawp.failNext({ body: { [ANN]: { code: 409, message: 'Already in the group' }, [BOB]: { code: 200 } } });
	expect((await rig.items('group.addParticipants', people))[0]!.json).toMatchObject({ success: true, refused: 0, participants: [{ outcome: 'done', code: 409 }, { outcome: 'done' }] });
});

const LID = '123456789012345@lid';

describe('of whom the answer does not tell', () => {
	const unknown = (id: string) => ({ id, outcome: 'unknown', code: null, reason: 'Wawp tells nothing of this person' });

	test.each<[words: string, body: object, told: object[], untold: string[]]>([
		['one of two', { [ANN]: { code: 200 } }, [{ id: ANN, outcome: 'done' }], [BOB]],
		['one of two, who was refused', [{ jid: '201145202826@s.whatsapp.net', status: '403' }], [{ id: ANN, outcome: 'refused' }], [BOB]],
		['somebody else', { participants: [{ id: '201145202899@c.us' }, { id: ANN }] }, [{ outcome: 'done' }, { id: ANN }], [BOB]],
		['somebody else alone', { participants: [{ id: '201145202899@c.us' }, { id: '201145202898@c.us' }] }, [{}, {}], [ANN, BOB]],
		['two hidden people, of whom one is somebody else by the number beside it', [{ id: LID, pn: ANN, code: 200 }, { id: '123456789012346@lid', pn: '201145202899@c.us', code: 200 }], [{ id: LID }, {}], [BOB]],
		['one hidden person, who may be either', [{ id: LID, code: 200 }], [{ id: LID, outcome: 'done' }], [ANN, BOB]],
	])('nothing counts as done: %s', async (_words, body, told, untold) => {
		wawp.failNext({ body });
		const [{ json } = { json: {} }] = await rig.items('group.addParticipants', people);
		expect(json).toMatchObject({ success: false, participants: [...told, ...untold.map(unknown)] });
	});

	test.each<[words: string, body: object]>([
		['by their hidden identities', [{ id: LID, code: 200 }, { id: '123456789012346@lid', code: 200 }]],
		['one by number, one by hidden identity', [{ id: ANN, code: 200 }, { id: LID, code: 200 }]],
		['by hidden identity with the number beside it', [{ id: LID, phoneNumber: '201145202826@s.whatsapp.net' }, { lid: '123456789012346@lid', pn: BOB }]],
	])('two that are told are all: %s', async (_words, body) => {
		wawp.failNext({ body });
		const [{ json } = { json: {} }] = await rig.items('group.addParticipants', people);
		expect(json).toMatchObject({ success: true, refused: 0, participants: [{ outcome: 'done' }, { outcome: 'done' }] });
	});

	test('a number is known in the other form that WhatsApp has for it, and a hidden identity that was asked for under the number', async () => {
		wawp.failNext({ body: { '555198765432@c.us': { code: 200 }, [BOB]: { code: 200 } } });
		const [{ json } = { json: {} }] = await rig.items('group.addParticipants', { ...people, participantsJson: JSON.stringify(['5551998765432@c.us', LID]) });
		expect(json).toMatchObject({ success: true, refused: 0 });
	});
});

describe('a group that was created without some of those it was to have', () => {
	const named = { groupName: 'Team', participantsInput: 'json', participantsJson: JSON.stringify([ANN, BOB]) };
	const OWN = { id: '201000000001@c.us' };

	test.each<[words: string, body: object]>([
		['WEBJS', { title: 'Team', gid: { _serialized: GROUP }, participants: { [OWN.id]: { statusCode: 200, isGroupCreator: true }, [ANN]: { statusCode: 403, message: '', isInviteV4Sent: true }, [BOB]: { statusCode: 200, message: 'Added' } } }],
		['GOWS', { JID: GROUP, Name: 'Team', Participants: [{ JID: '201000000001@s.whatsapp.net', IsAdmin: true, Error: 0 }, { JID: '201145202826@s.whatsapp.net', Error: 403, AddRequest: { Code: 'x' } }, { JID: '201145202827@s.whatsapp.net', Error: 0 }] }],
	])('names who was refused, and why, and not as a member, in the words of %s', async (_words, body) => {
		wawp.failNext({ body });
		const [{ json } = { json: {} }] = await rig.items('group.create', named);
		expect(json).toMatchObject({ id: GROUP, participants: [OWN, { id: BOB }], notAdded: [{ id: ANN, outcome: 'refused', code: 403, reason: expect.stringContaining("'Group > Get Invite Code'") }] });
	});

	test('names who is not among its members, in the words of NOWEB', async () => {
		wawp.failNext({ body: { id: GROUP, subject: 'Team', participants: [{ id: '201000000001@s.whatsapp.net', admin: 'superadmin' }, { id: '201145202827@s.whatsapp.net', admin: null }] } });
		const [{ json } = { json: {} }] = await rig.items('group.create', named);
		expect(json).toMatchObject({ id: GROUP, participants: [OWN, { id: BOB }], notAdded: [{ id: ANN, outcome: 'unknown' }] });
	});

	test.each<[words: string, body: object]>([
		['in the words of NOWEB', { id: GROUP, participants: [{ id: '999999999999999@lid', admin: 'superadmin' }, { id: LID, admin: null }] }],
		['in the words of WEBJS', { title: 'Team', gid: { _serialized: GROUP }, participants: { '999999999999999@lid': { statusCode: 200, isGroupCreator: true }, [LID]: { statusCode: 200 } } }],
		['with the numbers beside them, in the words of GOWS', { JID: GROUP, Participants: [{ JID: '999999999999999@lid', PhoneNumber: '201000000001@s.whatsapp.net', IsAdmin: true, IsSuperAdmin: true, Error: 0 }, { JID: LID, PhoneNumber: '201145202827@s.whatsapp.net', Error: 0 }] }],
		['with the numbers beside them, nobody a superadmin', { id: GROUP, participants: [{ id: '999999999999999@lid', pn: OWN.id }, { id: LID, pn: BOB }] }],
	])('whoever created it does not pass for one of them, where all are hidden: %s', async (_words, body) => {
		wawp.failNext({ body });
		const [{ json } = { json: {} }] = await rig.items('group.create', named);
		expect(json).toMatchObject({ participants: [{}, {}], notAdded: expect.arrayContaining([expect.objectContaining({ id: ANN, outcome: 'unknown' })]) });
	});

	test.each<[words: string, body: object]>([
		['all of them', { id: GROUP, participants: [OWN, { id: ANN }, { id: BOB }] }],
		['all of them by their hidden identities', { id: GROUP, participants: [{ id: LID }, { id: '123456789012346@lid' }] }],
		['nobody', { id: GROUP, participants: [] }],
		['no members at all', { id: GROUP }],
	])('says nothing of it where the answer tells of %s', async (_words, body) => {
		wawp.failNext({ body });
		const [{ json } = { json: {} }] = await rig.items('group.create', named);
		expect(json).toMatchObject({ id: GROUP });
		expect(json).not.toHaveProperty('notAdded');
	});
});

test.each([{ success: true }, { success: true, data: {} }, { success: true, participants: null }, { participants: [] }])('an answer that names nobody says no more than it does: %j', async (body) => {
	wawp.failNext({ body });
	const [{ json } = { json: {} }] = await rig.items('group.addParticipants', people);
	expect(json).not.toHaveProperty('refused');
});

test('whom the local Wawp refuses is told where it tells of each person', async () => {
	wawp.switches.partialSuccess = 'by person';
	wawp.seed(rig.instance.id, { refusesGroups: ['201145202826'] });
	expect((await rig.items('group.addParticipants', people))[0]!.json).toMatchObject({ refused: 1, participants: [{ id: ANN, outcome: 'refused', code: 403, reason: 'not allowed' }, { id: BOB, outcome: 'done', code: 200 }] });
});

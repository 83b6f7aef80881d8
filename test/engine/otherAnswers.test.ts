import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';

/* Answers about somebody or something else than was asked for, as a cache between n8n and Wawp may give them: who goes on with one writes to a stranger. */

const [ANN, BOB] = ['201145202826@c.us', '201145202827@c.us'];
const [LID, OTHER] = ['123456789012345@lid', '123456789012346@lid'];
const [GROUP, TEAM] = ['120363041234567890@g.us', '120363041234567891@g.us'];
const [NEWS, SPORT] = ['120363041234567890@newsletter', '120363041234567891@newsletter'];

let wawp: Wawp;
let rig: WawpRig;
beforeAll(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterAll(async () => await wawp.stop());

const number = { phoneNumber: ANN };
const contact = { contact: { mode: 'number', value: ANN } };
const group = { group: { mode: 'id', value: GROUP } };
const channel = { channel: { mode: 'id', value: NEWS } };

test.each<[operation: string, parameters: object, body: object, asked: string, told: string]>([
	['contact.checkExists', number, { numberExists: true, chatId: BOB }, ANN, BOB],
	['contact.checkExists', { ...number, simplify: false }, { numberExists: true, chatId: BOB }, ANN, BOB],
	['contact.checkExists', number, { numberExists: false, chatId: BOB }, ANN, BOB],
	['contact.get', contact, { id: BOB, name: 'Bob' }, ANN, BOB],
	['contact.get', contact, { id: LID, pn: '201145202827@s.whatsapp.net' }, ANN, BOB],
	['contact.get', { contact: { mode: 'number', value: LID } }, { id: BOB, lid: OTHER }, LID, OTHER],
	['group.get', group, { id: TEAM, subject: 'Team' }, GROUP, TEAM],
	['group.get', group, { JID: TEAM, Name: 'Team' }, GROUP, TEAM],
	['channel.get', channel, { id: SPORT, name: 'Sport' }, NEWS, SPORT],
	['lid.getByLid', { lid: LID }, { lid: OTHER, pn: BOB }, LID, OTHER],
	['lid.getByLid', { lid: LID }, { lid: '123456789012346', pn: BOB }, LID, OTHER],
	['lid.getByPhone', number, { lid: OTHER, pn: BOB }, ANN, BOB],
	['lid.getByPhone', number, { lid: OTHER, number: '201145202827' }, ANN, BOB],
])('%s of %j refuses %j', async (operation, parameters, body, asked, told) => {
	wawp.failNext({ body });
	expect(await rig.error(operation, parameters as never)).toMatchObject({ message: `Asked for ${asked}, Wawp answers about another one: ${told}`, description: expect.stringContaining('Try again in a minute'), context: { itemIndex: 0 } });
});

test.each<[operation: string, parameters: object, body: object, item: object]>([
	['contact.checkExists', number, { numberExists: true, chatId: LID }, { chatId: LID }],
	['contact.checkExists', { phoneNumber: '5551981234567@c.us' }, { numberExists: true, chatId: '555181234567@c.us' }, { chatId: '555181234567@c.us' }],
	['contact.checkExists', number, { numberExists: false }, { exists: false, chatId: null }],
	['contact.get', contact, { id: LID, name: 'Ann' }, { id: LID }],
	['contact.get', contact, { id: LID, number: '123456789012345' }, { id: LID }],
	['contact.get', { contact: { mode: 'number', value: LID } }, { id: ANN }, { id: ANN }],
	['contact.get', { contact: { mode: 'number', value: LID } }, { id: ANN, lid: LID }, { id: ANN }],
	['lid.getByLid', { lid: LID }, { lid: LID, pn: null }, { lid: LID, chatId: null }],
	['lid.getByLid', { lid: '123456789012345:7' }, { lid: '123456789012345:9@lid', pn: ANN }, { lid: LID, chatId: ANN }],
	['lid.getByLid', { lid: LID }, { lid: 123456789012345, pn: ANN }, { lid: LID, chatId: ANN }],
	['lid.getByLid', { lid: LID }, { lid: '123456789012345', pn: ANN }, { lid: LID, chatId: ANN }],
	['lid.getByPhone', number, { lid: LID, pn: null }, { lid: LID, chatId: ANN }],
	['lid.getByPhone', { phoneNumber: '5215512345678@c.us' }, { lid: LID, pn: '525512345678@c.us' }, { lid: LID, chatId: '525512345678@c.us' }],
])('%s of %j takes %j, which is about the one who was asked for', async (operation, parameters, body, item) => {
	wawp.failNext({ body });
	expect((await rig.items(operation, parameters as never)).map(({ json }) => json)).toMatchObject([item]);
});

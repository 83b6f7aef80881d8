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
const chat = { chat: { mode: 'number', value: ANN } };
const hidden = { chat: { mode: 'number', value: LID } };
const team = { chat: { mode: 'number', value: GROUP } };
const [KEY, OTHER_KEY] = ['3EB0965B123D06E0B70741', '3EB0965B123D06E0B70742'];
const [HERS, ANOTHER, HIS] = [`false_${ANN}_${KEY}`, `false_${ANN}_${OTHER_KEY}`, `false_${BOB}_${KEY}`];
const message = { ...chat, messageId: HERS };
const some = (...ids: string[]) => ({ chatsInput: 'json', chatsJson: JSON.stringify(ids) });
const url = 'https://pps.whatsapp.net/v/1.jpg';

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
	['message.get', message, { id: ANOTHER, body: 'Hi' }, HERS, ANOTHER],
	['message.get', message, { data: { id: `false_${BOB}_${OTHER_KEY}`, body: 'Hi' } }, HERS, `false_${BOB}_${OTHER_KEY}`],
	['message.get', message, { key: { fromMe: false, remoteJid: '201145202826@s.whatsapp.net', id: OTHER_KEY }, body: 'Hi' }, HERS, OTHER_KEY],
	['message.get', message, { id: OTHER_KEY, body: 'Hi' }, HERS, OTHER_KEY],
	['message.get', { ...chat, messageId: KEY }, { id: ANOTHER, body: 'Hi' }, KEY, ANOTHER],
	['message.get', message, { id: `false_${BOB}_7`, body: 'Hi' }, ANN, BOB],
	['message.get', message, { chatId: BOB, body: 'Hi' }, ANN, BOB],
	['chat.getMessages', chat, [{ id: HERS, body: 'Hi' }, { id: HIS, body: 'Hi' }], ANN, BOB],
	['chat.getMessages', chat, { messages: [{ id: { fromMe: false, remote: { server: 'c.us', user: '201145202827' }, id: KEY }, body: 'Hi' }] }, ANN, BOB],
	['chat.getMessages', chat, [{ key: { fromMe: true, remoteJid: '201145202827@s.whatsapp.net', id: KEY } }], ANN, BOB],
	['chat.getMessages', chat, [{ id: KEY, chatId: BOB }], ANN, BOB],
	['chat.getMessages', team, [{ id: `false_${TEAM}_${KEY}_${ANN}` }], GROUP, TEAM],
	['chat.getMessages', hidden, [{ id: `false_${OTHER}_${KEY}` }], LID, OTHER],
	['chat.getMessages', chat, [{ id: `false_${GROUP}_${KEY}_${ANN}` }], ANN, GROUP],
	['chat.getMessages', hidden, [{ id: `false_${NEWS}_${KEY}` }], LID, NEWS],
	['chat.getMessages', team, [{ chatId: NEWS, body: 'Hi' }], GROUP, NEWS],
	['chat.getOverview', { options: { onlyChats: `${ANN}, ${GROUP}` } }, [{ id: GROUP }, { id: BOB, name: 'Bob' }], `${ANN}, ${GROUP}`, BOB],
	['chat.getOverviewByIds', some(ANN, LID), [{ id: TEAM }], `${ANN}, ${LID}`, TEAM],
	['chat.getOverviewByIds', some(GROUP), [{ id: BOB }], GROUP, BOB],
	['chat.getOverviewByIds', some(ANN), [{ id: OTHER, jid: BOB }], ANN, BOB],
	['contact.checkExists', number, { exists: true, jid: '201145202827@s.whatsapp.net' }, ANN, BOB],
	['contact.checkExists', number, [{ numberExists: false, id: { _serialized: BOB } }], ANN, BOB],
	['channel.previewMessages', channel, [{ message: { id: `false_${SPORT}_${KEY}` }, viewCount: 5 }], NEWS, SPORT],
	['contact.getAbout', contact, { id: BOB, about: 'At work' }, ANN, BOB],
	['contact.getAbout', contact, { success: true, data: { contactId: '201145202827@s.whatsapp.net', about: 'At work' } }, ANN, BOB],
	['contact.getPicture', contact, { id: BOB, url }, ANN, BOB],
	['contact.getPicture', contact, { success: true, data: { contactId: BOB, url } }, ANN, BOB],
	['chat.getPicture', chat, { chatId: BOB, url: null }, ANN, BOB],
	['chat.getPicture', team, { id: TEAM, url }, GROUP, TEAM],
	['group.getPicture', group, { id: TEAM, url }, GROUP, TEAM],
	['presence.get', chat, { id: BOB, presences: [] }, ANN, BOB],
	['presence.get', chat, { id: GROUP, presences: [{ participant: LID }] }, ANN, GROUP],
	['presence.get', chat, { presences: [{ participant: BOB, lastKnownPresence: 'online' }] }, ANN, BOB],
	['presence.get', team, { id: TEAM, presences: [{ participant: BOB }] }, GROUP, TEAM],
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
	['message.get', message, { id: HERS, body: 'Hi' }, { id: HERS }],
	['message.get', message, { id: `false_${LID}_${KEY}`, body: 'Hi' }, { body: 'Hi' }],
	['message.get', message, { id: KEY, body: 'Hi' }, { id: KEY }],
	['message.get', message, { key: { fromMe: false, remoteJid: LID, id: KEY }, body: 'Hi' }, { body: 'Hi' }],
	['message.get', message, { body: 'Hi', from: BOB, to: BOB }, { body: 'Hi' }],
	['message.get', message, { id: '64f1c2aa0b7d4e0012345678', body: 'Hi' }, { body: 'Hi' }],
	['message.get', message, { id: 51234567, body: 'Hi' }, { body: 'Hi' }],
	['message.get', { ...chat, messageId: KEY }, { id: HERS, body: 'Hi' }, { id: HERS }],
	['message.get', { ...team, messageId: `false_${GROUP}_${KEY}_${ANN}` }, { id: `false_${GROUP}_${KEY}_${LID}` }, { id: `false_${GROUP}_${KEY}_${LID}` }],
	['message.get', { ...chat, messageId: `true_${ANN}_${KEY}` }, { id: `true_${ANN}_${KEY}_out` }, { id: `true_${ANN}_${KEY}_out` }],
	['message.get', { ...channel, chat: { mode: 'number', value: NEWS }, messageId: `false_${NEWS}_117` }, { id: `false_${NEWS}_${KEY}` }, { id: `false_${NEWS}_${KEY}` }],
	['chat.getMessages', chat, [{ id: `true_${LID}_${KEY}`, from: BOB, to: BOB }], { from: BOB }],
	['chat.getMessages', team, [{ id: `false_${ANN}_${KEY}` }], {}],
	['chat.getMessages', { chat: { mode: 'number', value: 'status@broadcast' } }, [{ id: `false_status@broadcast_${KEY}_${ANN}` }, { id: `false_${ANN}_${KEY}` }], {}],
	['chat.getMessages', chat, [{ text: 'Hi', from: BOB, to: BOB }], { text: 'Hi' }],
	['chat.getMessages', { chat: { mode: 'number', value: '5551981234567@c.us' } }, [{ id: `true_555181234567@c.us_${KEY}` }], {}],
	['chat.getMessages', team, [{ id: `false_${GROUP}_${KEY}_${BOB}`, participant: BOB, from: GROUP }], { participant: BOB }],
	['chat.getOverview', { options: { onlyChats: `${ANN}, ${GROUP}` } }, [{ id: GROUP }, { id: LID, name: 'Ann' }, { id: ANN }, { name: 'Bob' }], { id: GROUP }],
	['chat.getOverview', {}, [{ id: BOB }], { id: BOB }],
	['chat.getOverviewByIds', some(ANN, LID), [{ id: BOB }], { id: BOB }],
	['chat.getOverviewByIds', some('5551981234567@c.us'), [{ id: '555181234567@c.us' }], { id: '555181234567@c.us' }],
	['contact.checkExists', { phoneNumber: '5551981234567@c.us' }, { exists: true, jid: '555181234567@s.whatsapp.net' }, { chatId: '555181234567@c.us' }],
	['contact.checkExists', number, { exists: true, id: '1658433025' }, { chatId: null }],
	['channel.previewMessages', channel, [{ message: { id: `false_${NEWS}_${KEY}` } }], {}],
	['contact.getAbout', contact, { about: 'At work' }, { about: 'At work' }],
	['contact.getAbout', contact, { id: LID, about: null }, { about: null }],
	['contact.getAbout', contact, { id: '1658433025', about: 'At work' }, { about: 'At work' }],
	['contact.getPicture', contact, { url }, { id: ANN, url }],
	['contact.getPicture', contact, { id: '1658433025', url }, { url }],
	['contact.getPicture', contact, { id: LID, url }, { url }],
	['contact.getPicture', contact, { id: '201145202826@s.whatsapp.net', url }, { url }],
	['chat.getPicture', team, { profilePictureURL: url }, { id: GROUP, url }],
	['group.getPicture', group, { id: GROUP, url }, { id: GROUP, url }],
	['presence.get', chat, { id: LID, presences: [{ participant: OTHER, lastKnownPresence: 'online' }] }, { id: LID }],
	['presence.get', chat, { id: ANN, presences: [{ participant: BOB }] }, { id: ANN }],
	['presence.get', team, { id: GROUP, presences: [{ participant: BOB }, { participant: ANN }] }, { id: GROUP }],
	['presence.get', team, { presences: [{ participant: BOB }] }, {}],
	['presence.get', chat, { lastSeen: null }, { lastSeen: null }],
	['lid.getByPhone', { phoneNumber: '5215512345678@c.us' }, { lid: LID, pn: '525512345678@c.us' }, { lid: LID, chatId: '525512345678@c.us' }],
])('%s of %j takes %j, which is about the one who was asked for', async (operation, parameters, body, item) => {
	wawp.failNext({ body });
	expect((await rig.items(operation, parameters as never)).map(({ json }) => json)[0]).toMatchObject(item);
});

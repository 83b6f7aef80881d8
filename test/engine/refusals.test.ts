import type { INodeParameters } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import { WawpRig } from '../support/wawpRig';
import { byId } from '../wire/entered';

let wawp: Wawp;
beforeAll(async () => void (wawp = await startWawp()));
afterAll(async () => await wawp.stop());

const to = byId('+20 114 520 2826');
const group = byId('1234567890@g.us');
const ANY_ID = 'Write a phone number with its country code like +20 114 520 2826, or an ID that ends in @c.us, @g.us, @newsletter or @lid.';
const BY_NAME = `If it is the name of a chat, choose it 'From List'. ${ANY_ID}`;
const AT_HOME = `${ANY_ID} For numbers as people write them at home, add the option 'Default Country Code'.`;
const PERSON = 'Write a phone number with its country code like +20 114 520 2826, or an ID that ends in @c.us or @lid.';
const GROUP = "Choose the group from the list, or take its ID from 'Group > Get Many'.";
const CHANNEL = "Take the ID from 'Channel > Get Many' or 'Channel > Search by Text'.";
const WITH_CODE = 'Write it like +20 114 520 2826: country code first, without the leading 0 of national numbers.';

/** What is wrong, the operation, what the user enters, and all that the user reads. */
type Refused = [what: string, operation: string, given: INodeParameters, message: string, description?: string | null];

function refuses(table: Refused[]): void {
	test.each(table)('%s: %s', async (_what, operation, given, message, description = null) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const error = await rig.error(operation, given);
		expect({ message: error.message, description: error.description ?? null }).toEqual({ message, description });
		expect(error.context.itemIndex).toBe(0);
		expect(rig.calls).toEqual([]);
	});
}

describe('a recipient that is none', () => {
	refuses([
		['words', 'message.sendText', { to: byId('my phone'), text: 'Hi' }, "'To' is neither a phone number nor a chat ID: my phone", BY_NAME],
		['a national number', 'message.sendText', { to: byId('0114 520 2826'), text: 'Hi' }, "'To' is neither a phone number nor a chat ID: 0114 520 2826 (it has no country code)", AT_HOME],
		['too many digits', 'message.sendText', { to: byId('+2011452028261145'), text: 'Hi' }, "'To' is neither a phone number nor a chat ID: +2011452028261145 (behind +20 there are 14 digits, and numbers there have 8, 9 or 10)", ANY_ID],
		['an ID of nothing', 'message.sendText', { to: byId('team@g.us'), text: 'Hi' }, "'To' is neither a phone number nor a chat ID: team@g.us", ANY_ID],
		['an e-mail address', 'chat.delete', { chat: byId('jane@example.com') }, "'Chat' is neither a phone number nor a chat ID: jane@example.com", ANY_ID],
		['a chat to type in', 'presence.set', { presence: 'typing', presenceChat: byId('nobody') }, "'Chat' is neither a phone number nor a chat ID: nobody", BY_NAME],
		['one of several chats', 'chat.getOverview', { options: { onlyChats: '+20 114 520 2826, me' } }, "'Only These Chats' is neither a phone number nor a chat ID: me", ANY_ID],
		['one of several chats in a row', 'chat.getOverviewByIds', { chats: { chat: [{ id: 'me' }] } }, "'Chats' is neither a phone number nor a chat ID: me", ANY_ID],
		['a caller', 'call.reject', { callId: 'call_1', caller: 'somebody' }, "'Caller' is neither a phone number nor a chat ID: somebody", ANY_ID],
		['a number to check', 'contact.checkExists', { phoneNumber: '0114 520 2826' }, "'Phone Number' is not a phone number with its country code: 0114 520 2826 (it has no country code)", WITH_CODE],
	]);
});

describe('the stories of this number, which all of its contacts see', () => {
	const STORIES = "'To' names the status updates: all contacts of this number would see the message";
	const ADVICE = "To post one use 'Status > Send Text'. To answer no stories, choose 'Direct' and 'Group' as 'Chat Types' in the filters of the Wawp Trigger.";
	const image: INodeParameters = { fileSource: 'url', fileUrl: 'https://example.com/cat.jpg', caption: '' };
	refuses([
		['are no recipient of an answer', 'message.sendText', { to: byId('status@broadcast'), text: 'Hi' }, STORIES, ADVICE],
		['nor of a picture', 'message.sendImage', { to: byId(' Status@Broadcast'), ...image }, STORIES, ADVICE],
		['nor of a question', 'message.sendAndWait', { to: byId('status@broadcast'), message: 'When?' }, STORIES, ADVICE],
	]);
});

describe('of what is longer than a message can be', () => {
	const long = (text: string) => text.repeat(1_000_000);
	test.each<[what: string, operation: string, given: INodeParameters]>([
		['a file in the place of its address', 'message.sendImage', { to, fileSource: 'url', fileUrl: `data:image/png;base64,${long('A')}`, caption: '' }],
		['a text in the place of a group', 'group.leave', { group: byId(long('team ')) }],
		['a text in the place of a label', 'label.get', { label: { mode: 'id', value: long('VIP ') } }],
		['a text in the place of an invitation', 'group.join', { invite: long('join us ') }],
		['a text in the place of a date', 'message.sendEvent', { to, eventName: 'Party', eventStart: long('soon ') }],
		['a text in the place of a number', 'chat.getAll', { limit: long('many ') as never }],
	])('the beginning is quoted: %s', async (_what, operation, given) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const { message, description } = await rig.error(operation, given);
		expect(message.length + (description ?? '').length).toBeLessThan(700);
		expect(rig.calls).toEqual([]);
	});
});

describe('an ID of another kind', () => {
	const noPerson = 'names a group or a channel where a person is meant: 1234567890@g.us';
	refuses([
		['a group as a contact', 'contact.block', { contact: group }, `'Contact' ${noPerson}`, PERSON],
		['a channel as a contact', 'contact.get', { contact: byId('1234567890@newsletter') }, "'Contact' names a group or a channel where a person is meant: 1234567890@newsletter", PERSON],
		['a group as a member', 'group.create', { groupName: 'Team', participants: { participant: [{ id: '1234567890@g.us' }] } }, `'Participants' ${noPerson}`, PERSON],
		['a group as a member in JSON', 'group.addParticipants', { group, participantsInput: 'json', participantsJson: '["1234567890@g.us"]' }, `'Participants (JSON)' ${noPerson}`, PERSON],
		['a group as a viewer', 'status.sendText', { statusText: 'Hi', options: { viewers: '+20 114 520 2826, 1234567890@g.us' } }, `'Only These Contacts' ${noPerson}`, PERSON],
		['a group as an author', 'message.markSeen', { chat: group, options: { participant: '1234567890@g.us' } }, `'Author in a Group' ${noPerson}`, PERSON],
		['a person as a group', 'group.leave', { group: byId('+20 114 520 2826') }, "'Group' is not a group ID, which ends in @g.us: +20 114 520 2826", GROUP],
		['words as a group', 'group.leave', { group: byId('Our Team') }, "'Group' is not a group ID, which ends in @g.us: Our Team", GROUP],
		['a group as a channel', 'channel.mute', { channel: group }, "'Channel' is not a channel ID, which ends in @newsletter: 1234567890@g.us", CHANNEL],
		['a link as a channel', 'channel.follow', { channel: byId('https://whatsapp.com/channel/0029Va') }, "'Channel' is not a channel ID, which ends in @newsletter: https://whatsapp.com/channel/0029Va", CHANNEL],
		['a person as a hidden identity', 'lid.getByLid', { lid: '201145202826@c.us' }, "'LID' is not a hidden identity: 201145202826@c.us", 'It has digits only, and ends in @lid.'],
	]);
});

describe('an invitation that is none', () => {
	const COPY = 'Copy it from the group: https://chat.whatsapp.com/...';
	refuses([
		['words', 'group.join', { invite: 'come in' }, "'Invite Link or Code' is neither an invite link nor a code: come in", COPY],
		['a phone number', 'group.join', { invite: '201145202826' }, "'Invite Link or Code' is neither an invite link nor a code: 201145202826", COPY],
		['the link of a person', 'group.getJoinInfo', { invite: 'https://wa.me/201145202826' }, "'Invite Link or Code' is neither an invite link nor a code: https://wa.me/201145202826", COPY],
		['a link without a code', 'group.join', { invite: 'https://chat.whatsapp.com/' }, "'Invite Link or Code' is neither an invite link nor a code: https://chat.whatsapp.com/", COPY],
	]);
});

describe('a text that is too long', () => {
	const long = { text: 'a'.repeat(4097) };
	const message = "'Text' has 4097 characters, and WhatsApp takes 4096 at most";
	refuses([
		['to send', 'message.sendText', { to, ...long }, message, 'Send it in parts.'],
		['to edit', 'message.edit', { chat: to, messageId: 'true_1', ...long }, message, 'Send it in parts.'],
		['with a link', 'message.sendLinkPreview', { to, ...long, linkUrl: 'https://example.com', linkTitle: 'News' }, message, 'Send it in parts.'],
		['about this number', 'profile.setAbout', { about: 'a'.repeat(140) }, "'About' has 140 characters, and WhatsApp takes 139 at most"],
	]);
});

describe('what is just within the bounds goes out as it is', () => {
	const longest = 'a'.repeat(4096);
	const about = 'a'.repeat(139);
	const poll = (...options: string[]) => ({ to, question: 'Which?', answersInput: 'json', answersJson: JSON.stringify(options) });
	const many = Array.from({ length: 12 }, (_, index) => `Answer ${index}`);
	const corner = (latitude: string, longitude: string) => ({ to, latitude, longitude, place: 'Corner' });
	test.each<[what: string, operation: string, given: INodeParameters, sent: object]>([
		['the longest text', 'message.sendText', { to, text: longest }, { message: longest }],
		['the longest text of a change', 'message.edit', { chat: to, messageId: 'true_1', text: longest }, { text: longest }],
		['the longest text with a link', 'message.sendLinkPreview', { to, text: longest, linkUrl: 'https://example.com', linkTitle: 'News' }, { text: longest }],
		['the longest text about this number', 'profile.setAbout', { about }, { status: about }],
		['two answers', 'message.sendPoll', poll('A', 'B'), { poll: { name: 'Which?', options: ['A', 'B'], multipleAnswers: false } }],
		['twelve answers', 'message.sendPoll', poll(...many), { poll: { name: 'Which?', options: many, multipleAnswers: false } }],
		['the longest answer', 'message.sendPoll', poll('A', 'b'.repeat(254)), { poll: { name: 'Which?', options: ['A', 'b'.repeat(254)], multipleAnswers: false } }],
		['an event of a second', 'message.sendEvent', { to, eventName: 'Blink', eventStart: '2026-12-24T18:00:00Z', options: { eventEnd: '2026-12-24T18:00:01Z' } }, { event: { name: 'Blink', startTime: 1798135200, endTime: 1798135201, extraGuestsAllowed: false } }],
		['a pole', 'message.sendLocation', corner('90', '180'), { latitude: '90', longitude: '180' }],
		['the other one', 'message.sendLocation', corner('-90', '-180'), { latitude: '-90', longitude: '-180' }],
	])('%s', async (_what, operation, given, sent) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		await rig.run(operation, given);
		expect(rig.calls.map(({ body }) => body)).toEqual([expect.objectContaining(sent)]);
	});
});

describe('an address that is none', () => {
	const ADDRESS = 'It begins with https:// and is reachable from the internet.';
	const card = { to, text: 'Hi', linkTitle: 'News' };
	refuses([
		['of a link', 'message.sendLinkPreview', { ...card, linkUrl: 'example.com' }, "'Link' is not a web address: example.com", ADDRESS],
		['of a link with blanks', 'message.sendLinkPreview', { ...card, linkUrl: 'https://example.com/price list.pdf' }, "'Link' is not a web address: https://example.com/price list.pdf", 'Write %20 for each blank in it.'],
		['of a thumbnail', 'message.sendLinkPreview', { ...card, linkUrl: 'https://example.com', options: { thumbnail: 'cat.jpg' } }, "'Thumbnail URL' is not a web address: cat.jpg", ADDRESS],
		['of a file', 'message.sendImage', { to, fileSource: 'url', fileUrl: 'C:\\cat.jpg' }, "'File URL' is not a web address: C:\\cat.jpg", ADDRESS],
	]);
});

describe('a poll that WhatsApp would not take', () => {
	const answers = (count: number) => ({ answer: Array.from({ length: count }, (_, index) => ({ text: `Answer ${index}` })) });
	const asked = { to, question: 'Which?' };
	const json = { ...asked, answersInput: 'json' };
	refuses([
		['with one answer', 'message.sendPoll', { ...asked, answers: answers(1) }, "'Answers' holds 1, and a poll takes 2 to 12"],
		['with 13 answers', 'message.sendPoll', { ...asked, answers: answers(13) }, "'Answers' holds 13, and a poll takes 2 to 12"],
		['with one answer and a blank one', 'message.sendPoll', { ...asked, answers: { answer: [{ text: 'A' }, { text: ' ' }] } }, "'Answers' holds 1, and a poll takes 2 to 12"],
		['with an answer twice', 'message.sendPoll', { ...asked, answers: { answer: [{ text: 'A' }, { text: ' A ' }] } }, "'Answers' holds the same answer twice"],
		['with a long answer', 'message.sendPoll', { ...json, answersJson: JSON.stringify(['A', 'b'.repeat(255)]) }, `'Answers (JSON)' holds one of more than 254 characters: ${'b'.repeat(40)}...`],
		['with 13 answers in JSON', 'message.sendPoll', { ...json, answersJson: JSON.stringify(answers(13).answer.map(({ text }) => text)) }, "'Answers (JSON)' holds 13, and a poll takes 2 to 12"],
		['with broken JSON', 'message.sendPoll', { ...json, answersJson: '["A", "B"' }, "'Answers (JSON)' is not valid JSON"],
		['with JSON of another kind', 'message.sendPoll', { ...json, answersJson: '{ "A": 1 }' }, "'Answers (JSON)' is not an array of texts"],
		['with objects as answers', 'message.sendPoll', { ...json, answersJson: '[{ "text": "A" }, { "text": "B" }]' }, "'Answers (JSON)' is not an array of texts"],
	]);
});

describe('votes that are none', () => {
	const voting = { chat: to, messageId: 'false_1', votesInput: 'json' };
	refuses([
		['one text', 'message.votePoll', { ...voting, votesJson: '"Yes"' }, "'Votes (JSON)' is not an array of texts"],
		['objects', 'message.votePoll', { ...voting, votesJson: '[{ "name": "Yes" }]' }, "'Votes (JSON)' is not an array of texts"],
		['no JSON', 'message.votePoll', { ...voting, votesJson: 'Yes' }, "'Votes (JSON)' is not valid JSON"],
	]);
});

describe('a list that nobody could choose from', () => {
	const words = { to, listTitle: 'Menu', listText: 'Choose', listButton: 'Open' };
	const rows = (...row: Array<Record<string, string>>) => ({ ...words, sections: { section: [{ title: 'Drinks', rows: { row } }] } });
	const json = (sections: unknown) => ({ ...words, sectionsInput: 'json', sectionsJson: JSON.stringify(sections) });
	const OWN_ID = 'Give each row an ID of its own.';
	refuses([
		['without rows', 'message.sendList', rows(), "'Sections' holds no row to choose"],
		['with a row without a title', 'message.sendList', rows({ title: 'Tea' }, { title: ' ' }), "'Sections' holds a row without a title"],
		['with two rows of one ID', 'message.sendList', rows({ title: 'Tea', rowId: 'a' }, { title: 'Coffee', rowId: 'a' }), "'Sections' holds two rows of one ID", OWN_ID],
		['with an ID that another section has', 'message.sendList', json([{ title: 'Hot', rows: [{ title: 'Tea', rowId: 'a' }] }, { title: 'Cold', rows: [{ title: 'Water', rowId: ' a ' }] }]), "'Sections (JSON)' holds two rows of one ID", OWN_ID],
		['without rows in JSON', 'message.sendList', json([{ title: 'Drinks', rows: [] }]), "'Sections (JSON)' holds no row to choose"],
		['with JSON of another kind', 'message.sendList', json([{ title: 'Drinks' }]), "'Sections (JSON)' is not an array of sections with rows"],
	]);
});

describe('an event that cannot be', () => {
	const party = { to, eventName: 'Party' };
	const DATE = 'Choose it in the field, or give one like 2026-12-24T18:00:00+02:00.';
	refuses([
		['that ends before it starts', 'message.sendEvent', { ...party, eventStart: '2026-12-24T18:00:00', options: { eventEnd: '2026-12-24T17:00:00' } }, "'End' is not after 'Start'"],
		['that ends as it starts', 'message.sendEvent', { ...party, eventStart: '2026-12-24T18:00:00', options: { eventEnd: '2026-12-24T18:00:00' } }, "'End' is not after 'Start'"],
		['that starts at no time', 'message.sendEvent', { ...party, eventStart: 'next Friday' }, "'Start' is not a date: next Friday", DATE],
		['that starts on a day that there is not', 'message.sendEvent', { ...party, eventStart: '2026-02-30T18:00:00' }, "'Start' is not a date: 2026-02-30T18:00:00", DATE],
		['that ends at no time', 'message.sendEvent', { ...party, eventStart: '2026-12-24T18:00:00', options: { eventEnd: 'late' } }, "'End' is not a date: late", DATE],
		['messages after no time', 'chat.getMessages', { chat: to, options: { after: 'yesterday' } }, "'After' is not a date: yesterday", DATE],
	]);
});

describe('a place that is not on the earth', () => {
	const POINT = 'Write decimal degrees with a point, like 30.0444.';
	const at = (latitude: string, longitude: string) => ({ to, latitude, longitude, place: 'Office' });
	refuses([
		['too far north', 'message.sendLocation', at('91', '0'), "'Latitude' is not between -90 and 90: 91", POINT],
		['too far west', 'message.sendLocation', at('0', '-180.1'), "'Longitude' is not between -180 and 180: -180.1", POINT],
		['in hexadecimal digits', 'message.sendLocation', at('30', '0x1F'), "'Longitude' is not between -180 and 180: 0x1F", POINT],
		['both in one field', 'message.sendLocation', at('30.0444, 31.2357', '31'), "'Latitude' is not between -90 and 90: 30.0444, 31.2357", POINT],
		['with a comma', 'message.sendLocation', at('30,0444', '31'), "'Latitude' is not between -90 and 90: 30,0444", POINT],
	]);
});

describe('people who cannot be told', () => {
	const json = (contacts: unknown) => ({ to, contactsInput: 'json', contactsJson: JSON.stringify(contacts) });
	const below = (...contact: Array<Record<string, string>>) => ({ to, contacts: { contact } });
	const NUMBER = 'Write it with its country code, like +20 114 520 2826.';
	refuses([
		['no contact', 'message.sendContact', below(), "'Contacts' holds no contact"],
		['a contact without a name', 'message.sendContact', below({ fullName: ' ', phoneNumber: '+20 114 520 2826' }), "'Contacts' holds a contact without a name", "Fill in its 'Full Name'."],
		['a contact without a number', 'message.sendContact', below({ fullName: 'Jane', phoneNumber: '' }), "'Contacts' holds a contact without a phone number", "Fill in its 'Phone Number'."],
		['a contact with a national number', 'message.sendContact', below({ fullName: 'Jane', phoneNumber: '0114' }), "'Contacts' holds a phone number that is none: 0114 (it has no country code)", NUMBER],
		['a nameless contact in JSON', 'message.sendContact', json([{ phoneNumber: '+20 114 520 2826' }]), "'Contacts (JSON)' holds a contact without a name", "Fill in its 'Full Name'."],
		['numbers as contacts', 'message.sendContact', json(['+20 114 520 2826']), "'Contacts (JSON)' is not an array of contacts"],
		['no members', 'group.create', { groupName: 'Team', participants: { participant: [{ id: ' ' }] } }, "'Participants' names nobody"],
		['no members in JSON', 'group.removeParticipants', { group, participantsInput: 'json', participantsJson: '[]' }, "'Participants (JSON)' names nobody"],
		['members of another kind', 'group.promoteParticipants', { group, participantsInput: 'json', participantsJson: '{ "id": "1@c.us" }' }, "'Participants (JSON)' is not an array of phone numbers or IDs"],
		['members without an ID', 'group.demoteParticipants', { group, participantsInput: 'json', participantsJson: '[{ "name": "Jane" }]' }, "'Participants (JSON)' is not an array of phone numbers or IDs"],
		['a member that is none', 'group.addParticipants', { group, participants: { participant: [{ id: 'Jane' }] } }, "'Participants' is neither a phone number nor a chat ID: Jane", ANY_ID],
		['no chats', 'chat.getOverviewByIds', { chatsInput: 'json', chatsJson: '[]' }, "'Chats (JSON)' names no chat"],
	]);
});

describe('a list of which one entry is wrong, behind one that is right', () => {
	const right = '+20 114 520 2826';
	const jane = { fullName: 'Jane', phoneNumber: right };
	const tea = { title: 'Drinks', rows: [{ title: 'Tea', rowId: 'a' }] };
	const list = (sections: unknown) => ({ to, listTitle: 'Menu', listText: 'Choose', listButton: 'Open', sectionsInput: 'json', sectionsJson: JSON.stringify(sections) });
	const hook = { url: 'https://example.com/x', events: ['message'], is_active: 1 };
	const hooks = (...webhooks: unknown[]) => ({ webhooksInput: 'json', webhooksJson: JSON.stringify(webhooks) });
	test.each<[what: string, operation: string, given: INodeParameters, message: RegExp]>([
		['contacts', 'message.sendContact', { to, contactsInput: 'json', contactsJson: JSON.stringify([jane, { phoneNumber: right }]) }, /holds a contact without a name/],
		['contacts, one of them no object', 'message.sendContact', { to, contactsInput: 'json', contactsJson: JSON.stringify([jane, right]) }, /is not an array of contacts/],
		['members', 'group.create', { groupName: 'Team', participantsInput: 'json', participantsJson: JSON.stringify([right, 'Jane']) }, /is neither a phone number nor a chat ID: Jane/],
		['members, one of them without an ID', 'group.create', { groupName: 'Team', participantsInput: 'json', participantsJson: JSON.stringify([{ id: right }, { name: 'Jane' }]) }, /is not an array of phone numbers or IDs/],
		['members, one of them a group', 'group.create', { groupName: 'Team', participants: { participant: [{ id: right }, { id: '1234567890@g.us' }] } }, /'Participants' names a group or a channel where a person is meant/],
		['chats', 'chat.getOverviewByIds', { chatsInput: 'json', chatsJson: JSON.stringify([right, 'Jane']) }, /is neither a phone number nor a chat ID: Jane/],
		['chats, one of them empty', 'chat.getOverviewByIds', { chats: { chat: [{ id: right }, { id: '' }] } }, /names no chat/],
		['viewers, one of them a group', 'status.sendText', { statusText: 'Hi', options: { viewers: `${right}, 1234567890@g.us` } }, /'Only These Contacts' names a group or a channel where a person is meant/],
		['answers', 'message.sendPoll', { to, question: 'Which?', answersInput: 'json', answersJson: '["A", "B", { "text": "C" }]' }, /is not an array of texts/],
		['votes', 'message.votePoll', { chat: to, messageId: 'false_1', votesInput: 'json', votesJson: '["Yes", null]' }, /is not an array of texts/],
		['votes, one of them empty', 'message.votePoll', { chat: to, messageId: 'false_1', votesInput: 'json', votesJson: '["Yes", " "]' }, /holds a vote without an answer/],
		['sections', 'message.sendList', list([tea, { title: 'Food' }]), /is not an array of sections with rows/],
		['sections, one row no object', 'message.sendList', list([{ ...tea, rows: [...tea.rows, 'Water'] }]), /is not an array of sections with rows/],
		['labels', 'label.setForChat', { chat: to, labelsInput: 'json', labelsJson: '["1", { "name": "Lead" }]' }, /holds an entry without a label/],
		['webhooks, one of them without events', 'webhook.replaceAll', hooks(hook, { url: 'https://example.com/y' }), /is not a list of webhooks/],
		['webhooks, one event no text', 'webhook.replaceAll', hooks({ ...hook, events: ['message', 5] }), /is not a list of webhooks/],
		['webhooks, one address none', 'webhook.replaceAll', hooks(hook, { ...hook, url: 'example.com' }), /is not a web address/],
	])('%s: nothing of it goes out', async (_what, operation, given, message) => {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		expect((await rig.error(operation, given)).message).toMatch(message);
		expect(rig.calls).toEqual([]);
	});
});

describe('labels that are none', () => {
	const LABEL = 'Choose one. To take all labels off, delete the row.';
	refuses([
		['a row without a label', 'label.setForChat', { chat: to, labels: { label: [{ id: '' }] } }, "'Labels' holds an entry without a label", LABEL],
		['JSON without an ID', 'label.setForChat', { chat: to, labelsInput: 'json', labelsJson: '[{ "name": "Lead" }]' }, "'Labels (JSON)' holds an entry without a label", LABEL],
		['JSON of another kind', 'label.setForChat', { chat: to, labelsInput: 'json', labelsJson: '{ "id": "1" }' }, "'Labels (JSON)' is not an array of label IDs"],
		['an update without a change', 'label.update', { label: byId('3') }, "'Options' holds nothing to change", 'Add what should change.'],
		['an update to no name', 'label.update', { label: byId('3'), options: { newLabelName: ' ' } }, "'New Name' was added, but is empty", 'Give it a value, or take the option away.'],
	]);
});

import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { FieldGroup } from '../../nodes/Wawp/engine/operation';
import { caller } from '../../nodes/Wawp/fields/call';
import { chatFilter, onlyChats } from '../../nodes/Wawp/fields/chat';
import { author, messageIds } from '../../nodes/Wawp/fields/message/message';
import { presenceChat } from '../../nodes/Wawp/fields/presence';
import { viewers } from '../../nodes/Wawp/fields/status';
import { channelId, chatId, checkedId, contactId, defaultCountryCode, groupId, personIdsOf, publicChannelId, recipient } from '../../nodes/Wawp/fields/values/ids';
import { contacts, participants } from '../../nodes/Wawp/fields/values/people';

/* Which of the IDs that people may enter a field takes, and what is made of lists of people: rules without a server. */

const field = { displayName: 'Who', name: 'who', type: 'string' } as INodeProperties;
const item = { context: { getNode: () => ({ name: 'Wawp', type: 'wawp', parameters: {} }) }, index: 0 } as never;

/** What a group of fields reads of these values, by their names. No option is added. */
const read = ({ read: reads, settings = [] }: FieldGroup, values: IDataObject): unknown => reads((property) => (Object.hasOwn(values, property.name) ? values[property.name] : settings.includes(property) ? undefined : property.default) as never, item);

/** Null where it is refused. */
const orRefused = (reads: () => unknown): unknown => {
	try {
		return reads();
	} catch (error) {
		expect((error as Error).name).toBe('NodeOperationError');
		return null;
	}
};

const ANN = '201145202826@c.us';
const IDS: Record<string, string> = { person: ANN, hidden: '123456789012345@lid', group: '120363041234567890@g.us', channel: '120363041234567890@newsletter', stories: 'status@broadcast', list: '1590000000@broadcast' };

test.each<[what: string, reads: (id: string) => unknown, taken: string[]]>([
	['any chat', (id) => checkedId(id, undefined, field, item), Object.keys(IDS)],
	['a list of people', (id) => personIdsOf(id, undefined, field, item)[0], ['person', 'hidden']],
	['a contact', (id) => read(contactId, { contact: id }), ['person', 'hidden']],
	['a participant', (id) => (read(participants, { participantsInput: 'json', participantsJson: [id] }) as Array<{ id: string }>)[0]!.id, ['person', 'hidden']],
	['an author in a group', (id) => read(author, { participant: id }), ['person', 'hidden']],
	['the viewers of a story', (id) => read(viewers, { viewers: id }), ['person', 'hidden']],
	['chats to show', (id) => (read(onlyChats, { onlyChats: id }) as string[])[0], Object.keys(IDS)],
	['chats of a filter', (id) => (read(chatFilter, { chatsInput: 'json', chatsJson: [id] }) as { ids: string[] }).ids[0], Object.keys(IDS)],
	['who receives a message', (id) => read(recipient, { to: id }), ['person', 'hidden', 'group', 'channel', 'list']],
	['a caller', (id) => read(caller, { caller: id }), Object.keys(IDS)],
	['a group', (id) => read(groupId, { group: id }), ['group']],
	['a channel', (id) => read(channelId, { channel: id }), ['channel']],
	['a public channel', (id) => read(publicChannelId, { channel: id }), ['channel']],
])('a field for %s takes the IDs of its kind alone', (_what, reads, taken) => {
	expect(Object.entries(IDS).filter(([, id]) => orRefused(() => reads(id)) === id).map(([kind]) => kind)).toEqual(taken);
	expect(Object.entries(IDS).filter(([, id]) => orRefused(() => reads(id)) === null).map(([kind]) => kind)).toEqual(Object.keys(IDS).filter((kind) => !taken.includes(kind)));
});

const BOB = '201000000002@c.us';

test.each<[what: string, reads: (text: string) => unknown]>([
	['chats to show', (text) => read(onlyChats, { onlyChats: text })],
	['chats of a filter', (text) => (read(chatFilter, { chats: { chat: [{ id: text }] } }) as { ids: string[] }).ids],
	['the viewers of a story', (text) => String(read(viewers, { viewers: text })).split(',')],
	['participants', (text) => (read(participants, { participants: { participant: [{ id: text }] } }) as Array<{ id: string }>).map(({ id }) => id)],
	['messages', (text) => read(messageIds, { messageIds: text })],
])('%s may have commas, semicolons or lines between them, and nothing behind the last', (_what, reads) => {
	for (const between of [',', ', ', ';', ' ; ', '\n', '\r\n', ',\n']) for (const behind of ['', between]) expect([between, reads(`${ANN}${between}${BOB}${behind}`)]).toEqual([between, [ANN, BOB]]);
});

test.each([['', 'A'], ['A', ' '], [null, 'A'], ['A', undefined]])('an expression that gives messages of which one is nothing, %j and %j, is refused', (one, other) => {
	expect(() => read(messageIds, { messageIds: [one, other] as never })).toThrow('holds an entry of which nothing came');
});

const HOME = '0114 520 2826';

test.each<[what: string, reads: (entries: unknown[], home: IDataObject) => unknown]>([
	['chats of a filter', (chatsJson, home) => (read(chatFilter, { chatsInput: 'json', chatsJson: chatsJson as never, ...home }) as { ids: string[] }).ids[0]],
	['participants', (participantsJson, home) => (read(participants, { participantsInput: 'json', participantsJson: participantsJson as never, ...home }) as Array<{ id: string }>)[0]!.id],
])('what an object names without the ending of an ID is a number, in a field for %s, and read like one that stands alone', (_what, reads) => {
	for (const number of ['1145202826', 1145202826, '01145202826', '20114520', 20114520, '0020 114 520 2826', '+20 114 520 2826', 201145202826, '5511987654321']) {
		for (const home of [{}, { defaultCountryCode: '20' }, { defaultCountryCode: '55' }]) {
			expect([number, home, orRefused(() => reads([{ id: number }], home))]).toEqual([number, home, orRefused(() => reads([number], home))]);
		}
	}
	expect(reads([{ id: '1145202826' }], { defaultCountryCode: '20' })).toBe(ANN);
});

test.each<[what: string, reads: (home: IDataObject) => unknown]>([
	['a chat', (home) => read(chatId, { chat: HOME, ...home })],
	['who receives a message', (home) => read(recipient, { to: HOME, ...home })],
	['a contact', (home) => read(contactId, { contact: HOME, ...home })],
	['where to show oneself as typing', (home) => read(presenceChat, { presence: 'typing', presenceChat: HOME, ...home })],
	['chats of a filter', (home) => (read(chatFilter, { chats: { chat: [{ id: HOME }] }, ...home }) as { ids: string[] }).ids[0]],
	['chats of a filter, as JSON', (home) => (read(chatFilter, { chatsInput: 'json', chatsJson: [HOME], ...home }) as { ids: string[] }).ids[0]],
	['participants', (home) => (read(participants, { participants: { participant: [{ id: HOME }] }, ...home }) as Array<{ id: string }>)[0]!.id],
	['participants, as JSON', (home) => (read(participants, { participantsInput: 'json', participantsJson: [{ id: HOME }], ...home }) as Array<{ id: string }>)[0]!.id],
])('a number without its country code, in a field for %s, is one of the country that was chosen, and else refused', async (_what, reads) => {
	expect(reads({ defaultCountryCode: '20' })).toBe(ANN);
	expect(orRefused(() => reads({}))).toBeNull();
});

describe('participants', () => {
	test.each<[what: string, given: unknown]>([
		['numbers', ['+20 114 520 2826', '+20 100 000 0002']],
		['numbers as numbers', [201145202826, 201000000002]],
		['IDs', [ANN, '201000000002@c.us']],
		['objects, as Get Participants gives them', [{ id: ANN, role: 'admin' }, { id: '201000000002@c.us', role: 'participant' }]],
		['objects of GOWS', [{ JID: ANN, PhoneNumber: '201145202826@s.whatsapp.net', IsAdmin: true }, { JID: '201000000002:3@s.whatsapp.net' }]],
		['objects of WEBJS', [{ id: { server: 'c.us', user: '201145202826', _serialized: ANN } }, { id: { _serialized: '201000000002@c.us' } }]],
		['a text of JSON', JSON.stringify([{ id: ANN }, '201000000002'])],
		['one of whom is named twice', [ANN, '00201145202826', '201000000002', { id: ANN }]],
	])('may be %s', (_what, participantsJson) => {
		expect(read(participants, { participantsInput: 'json', participantsJson: participantsJson as never })).toEqual([{ id: ANN }, { id: '201000000002@c.us' }]);
	});

	test('may be filled in below, several in one row', () => {
		expect(read(participants, { participants: { participant: [{ id: `${ANN}, +20 100 000 0002` }, { id: '201145202826' }] } })).toEqual([{ id: ANN }, { id: '201000000002@c.us' }]);
	});

	test.each<[given: unknown]>([[[]], [{}], [[null]], [[{}]], [['']], ['{']])('are not %j', (participantsJson) => {
		expect(orRefused(() => read(participants, { participantsInput: 'json', participantsJson: participantsJson as never }))).toBeNull();
	});
});

describe('the card of a contact', () => {
	const CARD = { fullName: 'Ann', phoneNumber: '+201145202826', whatsappId: '201145202826' };

	test.each<[given: IDataObject, card: IDataObject]>([
		[{ fullName: 'Ann', phoneNumber: '201145202826' }, CARD],
		[{ fullName: ' Ann ', phoneNumber: '+20 (114) 520-2826', organization: '' }, CARD],
		[{ fullName: 'Ann', phoneNumber: '00201145202826', organization: ' Tea & Co ' }, { ...CARD, organization: 'Tea & Co' }],
		[{ fullName: 'Ann', phoneNumber: '201145202826@c.us' }, CARD],
		[{ fullName: 'Ann', phoneNumber: '201145202826:12@s.whatsapp.net' }, CARD],
		[{ vcard: 'BEGIN:VCARD' }, { vcard: 'BEGIN:VCARD' }],
		[{ vcard: 'BEGIN:VCARD', fullName: 'Ann', phoneNumber: 'x' }, { vcard: 'BEGIN:VCARD' }],
	])('of %j is %j, filled in or as JSON', (given, card) => {
		const other = { fullName: 'Bob', phoneNumber: '+201000000002' };
		const expected = [card, { ...other, whatsappId: '201000000002' }];
		expect(read(contacts, { contactsInput: 'json', contactsJson: [given, other] })).toEqual(expected);
		expect(read(contacts, { contacts: { contact: [given, other] } })).toEqual(expected);
		expect(read(contacts, { contactsInput: 'json', contactsJson: given })).toEqual([card]);
	});
});

test.each<[what: string, reads: (id: string) => unknown, server: string]>([
	['a group', (id) => read(groupId, { group: id }), 'g.us'],
	['a channel', (id) => read(channelId, { channel: id }), 'newsletter'],
])('the ID of %s is taken as people paste it, and only where it can be one', (_what, reads, server) => {
	for (const given of [`120363@${server}`, ` 120363@${server.toUpperCase()}\n`, `\u202a120363@${server}`]) expect([given, reads(given)]).toEqual([given, `120363@${server}`]);
	for (const none of [`x@${server}`, `1-2-3@${server}`, `@${server}`, `1@x@${server}`, '120363', ANN]) expect([none, orRefused(() => reads(none))]).toEqual([none, null]);
});

test('who is known by a second ID is known by that where the first says nothing', () => {
	expect(read(participants, { participantsInput: 'json', participantsJson: [{ id: 'me', jid: ANN }] as never })).toEqual([{ id: ANN }]);
});

test.each(['', ' ', 'EG'])('a country code that is none, %j, must not pass for none given', (code) => {
	expect(() => checkedId('0114 520 2826', code, field, item)).toThrow(`'Default Country Code' is not one: ${code}`);
	expect(() => checkedId(ANN, code, field, item)).toThrow("'Default Country Code' is not one");
});

test('a card is refused by the field that is wrong in it', () => {
	expect(() => read(contacts, { contactsInput: 'json', contactsJson: [{ fullName: {}, phoneNumber: '+201145202826' }] as never })).toThrow("'Contacts (JSON) > fullName' is an object, where a text is meant");
});

describe('what is advised for a number without its country code', () => {
	const advice = (given: string, code: unknown): string => {
		try {
			return checkedId(given, code, field, item);
		} catch (error) {
			return (error as { description: string }).description;
		}
	};

	test.each([
		['https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv', "'Group > Get Join Info' gives the ID of its group"],
		['chat.whatsapp.com/invite/AbCdEfGhIjKl?mode=ac_t', "'Group > Get Join Info' gives the ID of its group"],
		['https://www.whatsapp.com/channel/0029Va4K0PZ5a245NkngBA2M', "'Channel > Search by Text' gives the IDs"],
	])('is where to get the ID of what a link leads to: %s', (link, words) => {
		expect(advice(link, undefined)).toContain(words);
	});

	test('is the list, for what may be a name, where there is one', () => {
		const listed = (given: string): boolean => {
			try {
				return checkedId(given, undefined, { ...field, type: 'resourceLocator' }, item) === '';
			} catch (error) {
				return (error as { description: string }).description.includes("choose it 'From List'");
			}
		};
		expect(['Ann', 'Ann Smith', 'A', 'ann@example.com', '123'].filter(listed)).toEqual(['Ann', 'Ann Smith']);
		expect(advice('Ann', undefined)).not.toContain('From List');
	});

	test('is the option for it, where it is not added yet', () => {
		expect(advice('0114 520 2826', undefined)).toContain(`add the option '${defaultCountryCode.displayName}'`);
		expect(advice('(0114) 520/2826', undefined)).toContain(`add the option '${defaultCountryCode.displayName}'`);
		expect(advice('0114 520 28260', '20')).not.toContain('add the option');
		expect(advice('114 520 2826 x', undefined)).not.toContain('add the option');
		expect(advice('0114 520 2826', '20')).toBe(ANN);
	});
});

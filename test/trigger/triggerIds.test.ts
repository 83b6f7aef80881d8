import type { IDataObject } from 'n8n-workflow';

import { fieldsOf } from '../../nodes/Wawp/delivery/shape';
import { idIn, lidOf, phoneOf } from '../../nodes/Wawp/delivery/shape/values';

/* However an engine writes who it is, the item has the ID that the action node takes: each device, each app and each server of a person is the person. */

const NUMBER = '201145202826';
const LID = '987654321012345';

const written = (user: string, servers: string[], agents: string[]): string[] =>
	servers.flatMap((server) => agents.flatMap((agent) => ['', ':0', ':7', ':12'].map((device) => `${user}${agent}${device}@${server}`)));

const OF_NUMBER = [...written(NUMBER, ['c.us'], ['']), ...written(NUMBER, ['s.whatsapp.net', 'hosted'], ['', '.0', '.1'])];
const OF_LID = written(LID, ['lid', 'hosted.lid'], ['', '.0', '.1']);

test.each([
	...OF_NUMBER.map((text) => [text, `${NUMBER}@c.us`]),
	...OF_LID.map((text) => [text, `${LID}@lid`]),
	...['120363041234567890@g.us', '201145202826-1600000000@g.us', '120363041234567890@newsletter', 'status@broadcast', '1600000000@broadcast'].map((text) => [text, text]),
])('%s is %s, as a text and in an object', (text, id) => {
	const [user, server] = text!.split('@');
	expect([text, { _serialized: text }, { id: text }, { user, server }].map(idIn)).toEqual([id, id, id, id]);
	expect([phoneOf(id!), lidOf(id!)]).toEqual([id === `${NUMBER}@c.us` ? NUMBER : null, id === `${LID}@lid` ? id : null]);
});

test.each([null, undefined, '', 'me', {}, { user: NUMBER }, { server: 'c.us' }, [], true])('%j names nobody', (given) => {
	expect(idIn(given)).toBeNull();
});

test.each<[chat: string, behind: string]>([
	['120363041234567890@g.us', `_${NUMBER}@c.us`],
	['status@broadcast', `_${NUMBER}@c.us`],
	['1600000000@broadcast', `_${NUMBER}@c.us`],
	['120363041234567890@newsletter', ''],
	[`${NUMBER}@c.us`, ''],
])('the whole ID of a message in %s that is told in parts ends with "%s"', (chat, behind) => {
	const participant = `${NUMBER}:7@s.whatsapp.net`;
	const asNoweb = { key: { remoteJid: chat, fromMe: false, id: 'M', participant } };
	const asGows = { Info: { Chat: chat, IsFromMe: false, ID: 'M', Sender: participant } };
	for (const _data of [asNoweb, asGows]) {
		expect(fieldsOf('message', { _data }, null).messageId).toBe(`false_${chat}_M${behind}`);
		expect(fieldsOf('message.edited', { _data, editedMessageId: 'O' }, null).messageId).toBe(`false_${chat}_O${behind}`);
	}
});

test('in a group it is the participant whose presence is told, and not whatever else has an ID there', () => {
	const presences = [{ id: '120363041234567890@g.us', participant: `${NUMBER}:7@s.whatsapp.net`, lastKnownPresence: 'composing' }];
	expect(fieldsOf('presence.update', { id: '120363041234567890@g.us', presences }, null)).toMatchObject({ chatId: '120363041234567890@g.us', senderId: `${NUMBER}@c.us`, presence: 'typing', presences: [{ personId: `${NUMBER}@c.us` }] });
});

test('what a wrapper says around a message is said of it, unless the message says otherwise itself', () => {
	const fields = (inner: object) => fieldsOf('message', { from: `${NUMBER}@c.us`, _data: { message: { ephemeralMessage: { contextInfo: { isForwarded: true, stanzaId: 'Q' }, message: inner } } } } as never, null);
	expect(fields({ conversation: 'Hi' })).toMatchObject({ text: 'Hi', isForwarded: true, replyTo: { messageId: 'Q' } });
	expect(fields({ extendedTextMessage: { text: 'Hi', contextInfo: { stanzaId: 'R' } } })).toMatchObject({ isForwarded: true, replyTo: { messageId: 'R' } });
});

describe('this number', () => {
	const ME = { id: `${NUMBER}@c.us`, lid: `${LID}@lid` };
	const GROUP = '120363041234567890@g.us';

	test.each([
		['under the hidden identity', { id: `true_${ME.lid}_M`, from: ME.lid, fromMe: true }],
		['under the number', { id: `true_${ME.id}_M_out`, from: ME.id, to: ME.id, fromMe: true }],
		['under the hidden identity, as what another device wrote', { id: `false_${ME.lid}_M`, from: ME.lid, fromMe: false }],
	])('is the other side of what it writes to itself, told %s', (_how, payload) => {
		expect(fieldsOf('message.any', payload, ME)).toMatchObject({ chatPhone: NUMBER, senderPhone: NUMBER });
	});

	test('is no other side of what it writes to somebody else', () => {
		expect(fieldsOf('message.any', { id: 'true_99@lid_M', from: '99@lid', fromMe: true }, ME)).toMatchObject({ chatId: '99@lid', chatPhone: null });
	});

	test.each([
		['a list', [{ id: `${NUMBER}@c.us`, role: 'admin' }, `${LID}@lid`]],
		['a list with numeric keys', { 0: { id: `${NUMBER}@c.us`, role: 'admin' }, 1: `${LID}@lid` }],
		['an object with each under the name of the person', { [`${NUMBER}@c.us`]: { role: 'admin' }, [`${LID}@lid`]: {} }],
	])('and others are told as members of a group that come as %s', (_how, participants) => {
		expect(fieldsOf('group.v2.participants', { group: { id: GROUP }, type: 'promote', participants } as never, ME)).toMatchObject({
			participants: [`${NUMBER}@c.us`, `${LID}@lid`],
			roles: [{ id: `${NUMBER}@c.us`, role: 'admin' }],
			includesMe: true,
		});
	});

	test.each<[how: string, participant: object | string, me: IDataObject | null, includesMe: boolean]>([
		['its number', { id: ME.id }, ME, true],
		['its hidden identity', ME.lid, { lid: ME.lid }, true],
		['its number beside a hidden identity that is not told otherwise', { id: '555@lid', pn: ME.id }, { id: ME.id }, true],
		['its number in the words of GOWS', { JID: '555@lid', PhoneNumber: `${NUMBER}:7@s.whatsapp.net` }, { id: ME.id }, true],
		["somebody else's number", { id: '555@lid', pn: '201000000002@c.us' }, { id: ME.id }, false],
		['its number, where nobody knows which that is', { id: ME.id }, null, false],
	])('is among the members of a group by %s', (_how, participant, me, includesMe) => {
		expect(fieldsOf('group.v2.participants', { group: { id: GROUP }, type: 'join', participants: [participant] } as never, me)).toMatchObject({ includesMe });
	});
});

test.each<[given: IDataObject, senderId: string | null]>([
	[{ id: '120363041234567890@g.us', presences: [] }, null],
	[{ id: '120363041234567890@g.us', type: 'composing' }, null],
	[{ id: '120363041234567890@g.us', type: 'composing', from: `${NUMBER}@c.us` }, `${NUMBER}@c.us`],
	[{ id: `${NUMBER}@c.us`, presences: [] }, `${NUMBER}@c.us`],
])('a group is nobody whose presence changes: %j', (payload, senderId) => {
	expect(fieldsOf('presence.update', payload, null)).toMatchObject({ chatId: payload.id, senderId });
});

test('what names a group, or who changed it and when, is no change of it', () => {
	const payload = { groupId: '120363041234567890@g.us', author: `${NUMBER}@c.us`, action: 'subject', type: 'update', subject: 'Tea', restrict: true };
	expect(fieldsOf('group.v2.update', payload, null)).toMatchObject({ subject: 'Tea', changed: ['subject', 'restrict'] });
});

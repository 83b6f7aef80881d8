import { type Golden, TOLD } from './golden';

/* Everything that is no message: people, groups, the account itself. */

const PERSON = '11111111111@c.us';
const DIRECT = { chatId: PERSON, chatType: 'direct' };
const GROUP = { chatId: '1234567890@g.us', chatType: 'group' };
const SENT = '2022-10-28T07:53:02.000Z';

const wholeCall = { callId: 'ABCDEFGABCDEFGABCDEFGABCDEFG', ...DIRECT, from: PERSON, fromMe: true, senderId: PERSON, senderPhone: '11111111111', senderLid: '123123@lid', isVideo: true, isGroup: true, timestamp: TOLD };
const bareCall = { callId: 'call_12345', chatId: null, chatType: null, from: null, fromMe: null, senderId: null, senderPhone: null, senderLid: null, isVideo: null, isGroup: null, timestamp: TOLD };
const lead = { labelId: '1', labelName: 'Lead', labelColor: '#ff9485', timestamp: TOLD };
const labelOfChat = { labelId: '1', labelName: null, labelColor: null, ...DIRECT, timestamp: TOLD };
const member = { ...GROUP, subject: null, actorId: null, actorPhone: null, participants: [PERSON], participantPhones: ['11111111111'], roles: [], includesMe: true };

const noAnswer = { messageId: null, chatId: null, chatType: null, chatPhone: null, fromMe: null, senderId: null, senderPhone: null, senderLid: null, senderName: null, eventMessageId: null };
const answer = {
	messageId: 'false_11111111111@c.us_AAAAAAAAAAAAAAAAAAAA',
	...DIRECT,
	chatPhone: '11111111111',
	fromMe: false,
	senderId: PERSON,
	senderPhone: '11111111111',
	senderLid: '123123@lid',
	senderName: null,
	eventMessageId: 'true_11111111111@c.us_DDDDDDDDDDDDDDDDDDDD',
};

export const others: Golden[] = [
	{ event: 'session.status', which: 'documented', fields: { status: 'STOPPED', previousStatus: null, timestamp: TOLD } },
	{ event: 'session.status', which: 'variant 2', fields: { status: 'FAILED', previousStatus: 'WORKING', timestamp: TOLD } },
	{ event: 'call.received', which: 'documented', fields: wholeCall },
	{ event: 'call.accepted', which: 'documented', fields: bareCall },
	{ event: 'call.accepted', which: 'variant 1', fields: wholeCall },
	{ event: 'call.rejected', which: 'documented', fields: bareCall },
	{ event: 'call.rejected', which: 'variant 1', fields: wholeCall },
	{
		event: 'presence.update',
		which: 'documented',
		fields: {
			...DIRECT,
			senderId: PERSON,
			senderPhone: '11111111111',
			senderLid: null,
			presence: 'typing',
			lastSeen: null,
			presences: [{ personId: PERSON, presence: 'typing', lastSeen: null }],
			timestamp: TOLD,
		},
	},
	{
		event: 'presence.update',
		which: 'variant 1',
		fields: {
			...DIRECT,
			senderId: PERSON,
			senderPhone: '11111111111',
			senderLid: null,
			presence: 'typing',
			lastSeen: '2023-06-12T11:19:33.000Z',
			presences: [{ personId: PERSON, presence: 'typing', lastSeen: '2023-06-12T11:19:33.000Z' }],
			timestamp: TOLD,
		},
	},
	{
		event: 'presence.update',
		which: 'of two people in a group',
		payload: {
			id: '1234567890@g.us',
			presences: [
				{ participant: '123456789012345@lid', lastKnownPresence: 'recording' },
				{ participant: '11111111111@s.whatsapp.net', lastKnownPresence: 'offline', lastSeen: 1686568773 },
			],
		},
		fields: {
			...GROUP,
			senderId: '123456789012345@lid',
			senderPhone: null,
			senderLid: '123456789012345@lid',
			presence: 'recording',
			lastSeen: null,
			presences: [
				{ personId: '123456789012345@lid', presence: 'recording', lastSeen: null },
				{ personId: PERSON, presence: 'offline', lastSeen: '2023-06-12T11:19:33.000Z' },
			],
			timestamp: TOLD,
		},
	},
	{ event: 'group.v2.join', which: 'documented', fields: { ...member, action: 'join', timestamp: TOLD } },
	{ event: 'group.v2.join', which: 'variant 1', fields: { ...member, action: 'join', subject: '...', timestamp: SENT } },
	{ event: 'group.v2.leave', which: 'documented', fields: { ...member, action: 'leave', timestamp: TOLD } },
	{ event: 'group.v2.leave', which: 'variant 1', fields: { ...member, action: 'leave', timestamp: SENT } },
	{ event: 'group.v2.participants', which: 'documented', fields: { ...member, action: 'promote', timestamp: TOLD } },
	{ event: 'group.v2.participants', which: 'variant 1', fields: { ...member, action: 'promote', roles: [{ id: PERSON, role: 'admin' }], timestamp: SENT } },
	{
		event: 'group.v2.participants',
		which: 'variant 2',
		fields: {
			...GROUP,
			subject: null,
			action: 'join',
			actorId: null,
			actorPhone: null,
			participants: ['222222222222222@lid'],
			participantPhones: [null],
			roles: [{ id: '222222222222222@lid', role: 'participant' }],
			includesMe: false,
			timestamp: TOLD,
		},
	},
	{
		event: 'group.v2.participants',
		which: 'by somebody who is told, to others',
		payload: { group: { id: '1234567890@g.us' }, type: 'leave', participants: [{ id: '123456789012345:2@lid', role: 'left' }, { id: '201000000001@s.whatsapp.net' }], _data: { Sender: '201145202826:9@s.whatsapp.net' } },
		fields: {
			...GROUP,
			subject: null,
			action: 'leave',
			actorId: '201145202826@c.us',
			actorPhone: '201145202826',
			participants: ['123456789012345@lid', '201000000001@c.us'],
			participantPhones: [null, '201000000001'],
			roles: [{ id: '123456789012345@lid', role: 'left' }],
			includesMe: false,
			timestamp: TOLD,
		},
	},
	{
		event: 'group.v2.update',
		which: 'documented',
		fields: { ...GROUP, action: 'update', actorId: null, actorPhone: null, subject: 'New Group Name', description: 'Updated description text', changed: ['subject', 'description'], timestamp: TOLD },
	},
	{
		event: 'group.v2.update',
		which: 'variant 1',
		fields: { ...GROUP, action: 'update', actorId: null, actorPhone: null, subject: 'New Group Name', description: null, changed: ['subject'], timestamp: SENT },
	},
	{ event: 'chat.archive', which: 'documented', fields: { ...DIRECT, archived: true, timestamp: TOLD } },
	{ event: 'chat.archive', which: 'variant 1', fields: { ...DIRECT, archived: true, timestamp: TOLD } },
	{ event: 'label.upsert', which: 'documented', fields: { labelId: '1', labelName: 'New Customer', labelColor: '#dfe5e7', timestamp: TOLD } },
	{ event: 'label.upsert', which: 'variant 1', fields: lead },
	{ event: 'label.deleted', which: 'documented', fields: { labelId: '1', labelName: null, labelColor: null, timestamp: TOLD } },
	{ event: 'label.deleted', which: 'variant 1', fields: lead },
	{ event: 'label.chat.added', which: 'documented', fields: labelOfChat },
	{ event: 'label.chat.added', which: 'variant 1', fields: labelOfChat },
	{
		event: 'label.chat.added',
		which: 'with the label itself',
		payload: { labelId: '1', chatId: '11111111111@s.whatsapp.net', label: { id: '1', name: 'Lead', color: 0, colorHex: '#FF9485' } },
		fields: { ...lead, ...DIRECT },
	},
	{ event: 'label.chat.deleted', which: 'documented', fields: labelOfChat },
	{ event: 'label.chat.deleted', which: 'variant 1', fields: labelOfChat },
	{ event: 'event.response', which: 'documented', fields: { ...noAnswer, response: null, extraGuests: null, requestId: 'req_001', data: { status: 'completed' }, timestamp: TOLD } },
	{ event: 'event.response', which: 'variant 1', fields: { ...answer, response: 'GOING', extraGuests: 1, requestId: null, data: null, timestamp: SENT } },
	{ event: 'event.response.failed', which: 'documented', fields: { ...noAnswer, requestId: 'req_002', error: 'TIMEOUT_ERROR', timestamp: TOLD } },
	{ event: 'event.response.failed', which: 'variant 1', fields: { ...answer, requestId: null, error: null, timestamp: SENT } },
	{ event: 'engine.event', which: 'documented', fields: { engineEvent: 'internal_movement', data: {}, timestamp: TOLD } },
	{ event: 'engine.event', which: 'variant 1', fields: { engineEvent: 'events.x', data: {}, timestamp: TOLD } },
	{
		event: 'status.update',
		which: 'which nobody has described',
		payload: { from: 'status@broadcast', anything: [1, { more: true }] },
		fields: { chatId: 'status@broadcast', timestamp: TOLD },
	},
	{ event: 'group.participants.update', which: 'which nobody has described', payload: { anything: 'else' }, fields: { timestamp: TOLD } },
];

import { ANN, BOB_JID, GROUP, HIDDEN, JID, ME, PHONE, type Places, inData } from './places';

const of = (event: string, rows: Array<Omit<Places, 'event'>>): Places[] => rows.map((row) => ({ event, ...row }));
const notice = { id: `false_${ANN}_NOTICE`, from: ANN, fromMe: false };

const reactions = of('message.reaction', [
	{ field: 'messageId', places: ['reaction.messageId', 'messageId', '_data.message.reactionMessage.key.id'], value: `true_${ANN}_B`, other: `true_${ANN}_C`, beside: notice },
	{ field: 'messageId', places: ['_data.message.reactionMessage.key.id'], value: 'B', told: `false_${ANN}_B`, beside: notice },
	{ field: 'reaction', places: ['reaction.text', 'reaction', '_data.message.reactionMessage.text'], value: '❤️', other: '👍' },
	{ field: 'isRemoved', places: ['reaction.text', 'reaction', '_data.message.reactionMessage.text'], value: '❤️', told: false },
	{ field: 'isRemoved', places: ['reaction.text', 'reaction', '_data.message.reactionMessage.text'], value: '', told: true },
]);

const LEVELS = [['ERROR', -1], ['PENDING', 0], ['SERVER', 1], ['DEVICE', 2], ['READ', 3], ['PLAYED', 4]] as const;
const OTHER_NAMES = [['ACK_SENT', 1], ['ACK_DELIVERED', 2], ['ACK_READ', 3], ['FAILED', -1], ['SENT', 1], ['DELIVERED', 2]] as const;
const reached = { id: `true_${GROUP}_A`, participant: HIDDEN };

const acks = of('message.ack', [
	...LEVELS.flatMap(([name, level]) => [{ field: 'ackName', places: ['ack'], value: level, told: name }, { field: 'ack', places: ['ack'], value: level }]),
	...[...LEVELS, ...OTHER_NAMES].map(([name, level]) => ({ field: 'ack', places: ['ackName'], value: name, told: level })),
	{ field: 'ackName', places: ['ackName'], value: 'UNKNOWN', beside: { ack: 3 } },
	{ field: 'ack', places: ['ack', 'ackName'], value: 'READ', told: 3, other: 'SERVER' },
	{ field: 'participantId', places: ['participant'], value: JID, told: ANN },
	{ field: 'participantPhone', places: [...inData('SenderAlt', 'key.participantAlt', 'key.participantPn'), 'participantPn', 'participantAlt'], value: JID, told: PHONE, other: BOB_JID, beside: reached },
	{ field: 'participantLid', places: [...inData('SenderAlt', 'key.participantAlt', 'key.participantPn'), 'participantPn', 'participantAlt'], value: HIDDEN, beside: { ...reached, participant: ANN } },
	{ field: 'participantPhone', places: inData('SenderAlt'), value: JID, told: null, beside: { id: `true_${GROUP}_A` } },
	...[false, 0, '0', 'false'].map((IsFromMe) => ({ field: 'chatPhone', places: inData('Sender', 'SenderAlt'), value: JID, told: PHONE, other: BOB_JID, beside: { id: `true_${HIDDEN}_A`, _data: { IsFromMe } } })),
	// Of this number itself, or of nobody knows whom.
	...[true, 1, 'true', null, 'perhaps'].map((IsFromMe) => ({ field: 'chatPhone', places: inData('Sender', 'SenderAlt'), value: JID, told: null, beside: { id: `true_${HIDDEN}_A`, _data: { IsFromMe } } })),
	{ field: 'fromMe', places: ['fromMe'], value: true, told: false, beside: { id: `false_${GROUP}_A_${ANN}` } },
	{ field: 'error', places: ['error', 'error.message', 'error.details', 'error.reason'], value: 'Locked' },
	...[0, '0', {}, null].map((value) => ({ field: 'error', places: ['error'], value, told: null })),
	{ field: 'error', places: ['error'], value: { code: 463, message: 'Locked' }, told: 'Locked (463)' },
]);

const EDITED = ['editedMessageId', 'editedMessageId._serialized', 'editedMessageId.id', '_data.latestEditMsgKey._serialized', '_data.latestEditMsgKey.id'];
const EDITS = ['protocolMessage.key.id', 'editedMessage.message.protocolMessage.key.id', 'secretEncryptedMessage.targetMessageKey.id'].map((place) => `_data.message.${place}`).concat('_data.rawMessage.protocolMessage.key.id');

const edits = of('message.edited', [
	{ field: 'messageId', places: [...EDITED, ...EDITS], value: 'B', told: `false_${ANN}_B`, other: 'C', beside: notice },
	{ field: 'messageId', places: EDITED, value: `true_${ANN}_B`, other: `true_${ANN}_C`, beside: notice },
	{ field: 'text', places: ['newBody', 'body', '_data.message.protocolMessage.editedMessage.conversation'], value: 'new', other: 'old' },
	{ field: 'previousText', places: ['prevBody', '_data.prevBody'], value: 'old', other: 'older' },
]);

const after = { after: notice };

const deletions = of('message.revoked', [
	{ field: 'messageId', places: ['revokedMessageId', 'after._data.protocolMessageKey.id', '_data.protocolMessageKey.id', 'after._data.message.protocolMessage.key.id', '_data.message.protocolMessage.key.id'], value: 'B', told: `false_${ANN}_B`, other: 'C', beside: after },
	{ field: 'messageId', places: ['revokedMessageId', 'after._data.protocolMessageKey._serialized'], value: `false_${ANN}_B`, beside: { after: { ...notice, _data: { protocolMessageKey: { id: 'B' } } } } },
	{ field: 'previousText', places: ['before.body', 'before._data.message.conversation'], value: 'Oops' },
	{ field: 'revokedBy', places: ['revokedBy', 'after.participant', 'after.author'], value: JID, told: ANN, other: BOB_JID, beside: { after: { from: GROUP } } },
]);

const voted = { poll: { id: `true_${ANN}_P` } };

const votes = of('poll.vote', [
	{ field: 'pollId', places: ['poll.id', 'poll.id._serialized', 'pollId'], value: `true_${ANN}_P`, other: `true_${ANN}_Q` },
	{ field: 'senderId', places: ['vote.from', 'voter'], value: JID, told: ANN, other: BOB_JID, beside: voted },
	{ field: 'options', places: ['vote.selectedOptions'], value: ['Yes', { name: 'No' }], told: ['Yes', 'No'], beside: voted },
	{ field: 'text', places: ['vote.selectedOptions'], value: ['Yes', { name: 'No' }], told: 'Yes, No', beside: voted },
	{ field: 'isOwnPoll', places: ['poll.id'], value: `true_${ANN}_P`, told: true },
	{ field: 'isOwnPoll', places: ['poll.id'], value: `false_${ANN}_P`, told: false },
	{ field: 'isOwnPoll', places: ['poll.fromMe'], value: true },
	{ field: 'senderName', places: ['vote._data.notifyName', '_data.pushName', '_data.Info.PushName'], value: 'Ann', beside: { ...voted, vote: { from: ANN } } },
	{ field: 'senderName', places: ['vote._data.notifyName', '_data.notifyName'], value: 'Ann', other: 'Bob', beside: voted },
]);

const calls = of('call.received', [
	{ field: 'callId', places: ['id', 'callId', '_data.CallID', '_data.id'], value: 'C', other: 'D' },
	{ field: 'senderId', places: ['_data.CallCreator', 'caller', '_data.peerJid', '_data.from', 'from'], value: JID, told: ANN, other: BOB_JID },
	{ field: 'senderPhone', places: [...inData('CallCreatorAlt', 'callerPn', 'callerLid'), 'callerPn', 'callCreatorAlt', ...inData('fromAlt', 'SenderAlt')], value: JID, told: PHONE, other: BOB_JID, beside: { from: HIDDEN } },
	{ field: 'senderLid', places: [...inData('CallCreatorAlt', 'callerPn', 'callerLid', 'fromAlt', 'SenderAlt'), 'callerPn', 'callCreatorAlt'], value: HIDDEN, beside: { from: ANN } },
	{ field: 'chatId', places: ['chatId', ...inData('GroupJID', 'groupJid', 'chatId', 'peerJid')], value: GROUP, other: '1-2@g.us', beside: { from: ANN } },
	{ field: 'chatId', places: ['to'], value: JID, told: ANN, beside: { from: ME.id } },
	{ field: 'fromMe', places: ['fromMe', ...inData('fromMe', 'outgoing'), 'outgoing'], value: true, other: false, beside: { from: ANN } },
	{ field: 'fromMe', places: ['fromMe', 'outgoing', ...inData('fromMe', 'outgoing')], value: false },
	{ field: 'senderId', places: ['fromMe', 'outgoing', ...inData('fromMe', 'outgoing')], value: true, told: ME.id, beside: { from: ANN } },
	...[['isVideo', true], ['isVideo', false], ['isGroup', true], ['isGroup', false]].map(([field, value]) => ({ field: String(field), places: [String(field)], value })),
]);

const people = of('presence.update', [
	{ field: 'senderId', places: ['from', 'chatId', 'id'], value: JID, told: ANN, other: BOB_JID },
	{ field: 'senderId', places: ['presences'], value: [{ participant: JID }], told: ANN },
	{ field: 'senderId', places: ['presences'], value: [{ id: JID }], told: ANN },
	{ field: 'chatId', places: ['chatId', 'id', 'from'], value: GROUP, other: JID },
	{ field: 'chatType', places: ['chatId', 'id', 'from'], value: GROUP, told: 'group', other: JID },
	...[['composing', 'typing'], ['available', 'online'], ['unavailable', 'offline'], ['recording', 'recording'], ['paused', 'paused']].flatMap(([value, told]) => [
		{ field: 'presence', places: ['type', 'presence'], value, told, other: 'online' },
		{ field: 'presence', places: ['presences'], value: [{ lastKnownPresence: value }], told },
		{ field: 'presence', places: ['presences'], value: [{ status: value }], told },
	]),
	{ field: 'lastSeen', places: ['lastSeen'], value: 1768580591, told: '2026-01-16T16:23:11.000Z' },
	{ field: 'lastSeen', places: ['presences'], value: [{ lastSeen: 1768580591 }], told: '2026-01-16T16:23:11.000Z' },
	...['pn', 'phoneNumber', 'participantPn', 'participantAlt'].map((name) => ({ field: 'senderPhone', places: ['presences'], value: [{ participant: HIDDEN, [name]: JID }], told: PHONE })),
	{ field: 'senderLid', places: ['presences'], value: [{ participant: ANN, lid: HIDDEN }], told: HIDDEN },
	{ field: 'senderPhone', places: ['_data.SenderAlt'], value: JID, told: PHONE, beside: { from: HIDDEN } },
	{ field: 'presences', places: ['presences'], value: [{ id: ANN, status: 'available' }, { id: HIDDEN, status: 'composing' }], told: [{ personId: ANN, presence: 'online', lastSeen: null }, { personId: HIDDEN, presence: 'typing', lastSeen: null }] },
]);

const GROUP_PLACES = ['chatId', 'groupId', 'group.id', 'group.jid', 'id', '_data.jid'];
const members = (field: string, person: unknown, told: unknown): Omit<Places, 'event'> => ({ field, places: ['participants'], value: [person], told });

const groups = of('group.v2.participants', [
	{ field: 'chatId', places: GROUP_PLACES, value: GROUP, other: '1-2@g.us' },
	{ field: 'chatType', places: GROUP_PLACES, value: GROUP, told: 'group' },
	{ field: 'subject', places: ['subject', 'group.subject', 'group.name'], value: 'Tea', other: 'Coffee' },
	{ field: 'action', places: ['action', 'type'], value: 'promote', other: 'join' },
	{ field: 'actorId', places: ['author', 'by', 'actor', ...inData('author', 'Sender', 'Info.Sender')], value: JID, told: ANN, other: BOB_JID },
	{ field: 'actorPhone', places: ['author', 'by', 'actor', ...inData('author', 'Sender', 'Info.Sender')], value: JID, told: PHONE },
	{ field: 'actorPhone', places: [...inData('SenderPN', 'SenderAlt', 'authorPn', 'authorAlt', 'Info.SenderAlt'), 'authorPn', 'authorAlt'], value: JID, told: PHONE, other: BOB_JID, beside: { author: HIDDEN } },
	{ field: 'actorPhone', places: ['author'], value: ME.lid, told: '201000000009' },
	{ field: 'actorPhone', places: ['_data.SenderPN'], value: JID, told: null },
	...[JID, { id: JID }, { jid: JID }, { lid: JID }, { _serialized: ANN }].map((person) => members('participants', person, [ANN])),
	...['pn', 'phoneNumber', 'jid'].map((name) => members('participantPhones', { id: HIDDEN, [name]: JID }, [PHONE])),
	members('participantPhones', ME.lid, ['201000000009']),
	members('roles', { id: ANN, role: 'admin' }, [{ id: ANN, role: 'admin' }]),
	members('includesMe', ME.lid, true),
	members('includesMe', ME.id, true),
	members('includesMe', ANN, false),
]);

const NOTICES = [['subject', 'subject'], ['description', 'description'], ['picture', 'picture'], ['announce', 'membersCanSendMessages'], ['restrict', 'restrict'], ['member_add_mode', 'membersCanAddNewMember'], ['membership_approval_mode', 'newMembersApprovalRequired']] as const;

const updates = of('group.v2.update', [
	...NOTICES.map(([value, told]) => ({ field: 'changed', places: ['_data.type'], value, told: [told], beside: { group: { id: GROUP, subject: 'Tea', announce: true } } })),
	{ field: 'changed', places: ['group'], value: { id: GROUP, subject: 'Tea', description: null }, told: ['subject'] },
	{ field: 'changed', places: ['announce'], value: true, told: ['announce'], beside: { id: GROUP, chatId: GROUP, timestamp: 1, _data: {} } },
	{ field: 'subject', places: ['subject', 'group.subject'], value: 'Tea' },
	{ field: 'description', places: ['description', 'group.description'], value: 'All of it' },
	{ field: 'action', places: ['chatId'], value: GROUP, told: 'update' },
]);

const account: Places[] = [
	...of('group.v2.join', [{ field: 'action', places: ['chatId'], value: GROUP, told: 'join' }]),
	...of('group.v2.leave', [{ field: 'action', places: ['chatId'], value: GROUP, told: 'leave' }]),
	...of('label.upsert', [
		{ field: 'labelId', places: ['labelId', 'label.id', 'id'], value: '7', other: '8' },
		{ field: 'labelName', places: ['label.name', 'name'], value: 'New', other: 'Old' },
		{ field: 'labelColor', places: ['label.colorHex', 'colorHex', 'label.color', 'color'], value: '#DFE5E7', told: '#dfe5e7', other: '#000000' },
		{ field: 'labelColor', places: ['label.color', 'color'], value: 3, told: null },
		{ field: 'labelColor', places: ['label.color', 'color'], value: 'x#dfe5e77', told: null },
	]),
	...of('chat.archive', [
		{ field: 'chatId', places: ['chatId', 'id'], value: JID, told: ANN, other: BOB_JID },
		{ field: 'archived', places: ['archived'], value: true },
		{ field: 'archived', places: ['archived'], value: false },
	]),
	...of('engine.event', [
		{ field: 'engineEvent', places: ['event', 'raw.event'], value: 'events.Connected' },
		{ field: 'data', places: ['data', 'raw.data'], value: { x: 1 } },
	]),
];

const KEY = 'message.encEventResponseMessage.eventCreationMessageKey';

const answers = of('event.response', [
	{ field: 'eventMessageId', places: ['eventCreationKey.id', 'eventCreationKey._serialized', `_data.${KEY}.id`], value: `true_${ANN}_E`, other: `true_${ANN}_F`, beside: notice },
	{ field: 'eventMessageId', places: ['eventCreationKey.id', `_data.${KEY}.id`], value: 'E', told: `false_${ANN}_E`, beside: notice },
	...['UNKNOWN', 'GOING', 'NOT_GOING', 'MAYBE'].flatMap((told, number) => [told, number].map((value) => ({ field: 'response', places: ['eventResponse.response', '_data.EventResponse.response'], value, told }))),
	{ field: 'extraGuests', places: ['eventResponse.extraGuestCount'], value: 2, beside: { eventResponse: { response: 'GOING' } } },
	{ field: 'extraGuests', places: ['_data.EventResponse.extraGuestCount'], value: 2, beside: { _data: { EventResponse: { response: 1 } } } },
	{ field: 'extraGuests', places: ['eventResponse.extraGuestCount'], value: 2, told: null },
	{ field: 'requestId', places: ['requestId'], value: 'r1' },
	{ field: 'data', places: ['data'], value: { x: 1 } },
]);

export const placesOfOthers: Places[] = [...reactions, ...acks, ...edits, ...deletions, ...votes, ...calls, ...people, ...groups, ...updates, ...account, ...answers];

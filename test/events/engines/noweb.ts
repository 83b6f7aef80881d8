import { type EngineGolden, ANN, ANN_NET, AT, AT_123, AT_344, BOB, BY_ANN, BY_HIDDEN, BY_ME, GROUP, HIDDEN, HIDDEN_CHAT, IN_GROUP, ME, ME_NET, NAMED, OPEN_CHAT, SENT, noweb } from './parts';

/** It prints what Baileys hands out: `key` and `message`. */
export const NOWEB: EngineGolden[] = [
	[
		'session.status', 'a code to scan',
		{ name: 'default', status: 'SCAN_QR_CODE', statuses: [{ status: 'STARTING', timestamp: 1768580590000 }, { status: 'SCAN_QR_CODE', timestamp: 1768580591344 }] },
		{ status: 'SCAN_QR_CODE', previousStatus: 'STARTING', ...AT_344 },
	],
	[
		'message', 'a text of a hidden person',
		noweb('3EB0N1', { conversation: 'hi' }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB0N1`, from: HIDDEN, text: 'hi', type: 'text', source: 'app', ...AT },
	],
	[
		'message', 'a tap on a row of a list',
		noweb('3EB0N2', { messageContextInfo: {}, listResponseMessage: { title: 'Hours', description: 'When we are open', listType: 1, singleSelectReply: { selectedRowId: 'r1' }, contextInfo: { stanzaId: '3EB0LIST', participant: ME_NET, quotedMessage: { listMessage: { description: 'Choose' } } } } }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB0N2`, from: HIDDEN, text: 'Hours', type: 'text', tappedId: 'r1', replyTo: { messageId: '3EB0LIST', text: 'Choose', senderId: ME.id, isStatus: false }, source: 'app', ...AT },
	],
	[
		'message', 'in a group, a member whose number is told, in a message that vanishes',
		noweb('3EB0N3', { ephemeralMessage: { message: { extendedTextMessage: { text: 'hi', contextInfo: { expiration: 86400 } } } } }, { key: { remoteJid: GROUP, remoteJidAlt: undefined, participant: HIDDEN, participantAlt: ANN_NET } }),
		{ ...IN_GROUP, ...BY_HIDDEN, ...NAMED, messageId: `false_${GROUP}_3EB0N3_${HIDDEN}`, from: GROUP, text: 'hi', type: 'text', isDisappearing: true, source: 'app', ...AT },
	],
	[
		'message', 'an older release names the number otherwise',
		noweb('3EB0N4', { conversation: 'hi' }, { key: { remoteJidAlt: undefined, senderPn: ANN_NET } }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB0N4`, from: HIDDEN, text: 'hi', type: 'text', source: 'app', ...AT },
	],
	[
		'message', 'to be seen once, and seen on another device',
		{ ...noweb('3EB0N7', undefined as never, { key: { isViewOnce: true } }) },
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB0N7`, from: HIDDEN, type: 'other', isViewOnce: true, source: 'app', ...AT },
	],
	[
		'message', 'a tap on a row of a list, with its description in the body',
		noweb('3EB0N8', { listResponseMessage: { title: 'Hours', description: 'When we are open', singleSelectReply: { selectedRowId: 'r1' } } }, { body: 'Hours\nWhen we are open' }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB0N8`, from: HIDDEN, text: 'Hours', type: 'text', tappedId: 'r1', source: 'app', ...AT },
	],
	[
		'message.any', 'an own message to a hidden person',
		noweb('3EB0N5', { conversation: 'Yes' }, { key: { fromMe: true }, pushName: 'Example Shop' }),
		{ ...HIDDEN_CHAT, ...BY_ME, messageId: `true_${HIDDEN}_3EB0N5`, from: HIDDEN, senderName: 'Example Shop', text: 'Yes', type: 'text', source: 'app', ...AT },
	],
	[
		'message.waiting', 'what cannot be read yet',
		noweb('3EB0N6', undefined as never),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB0N6`, from: HIDDEN, type: 'other', source: 'app', ...AT },
	],
	[
		'message.reaction', 'in a group',
		{ ...noweb('3EB0R3', { reactionMessage: { key: { remoteJid: GROUP, id: '3EB0009', participant: ME.lid, fromMe: true }, text: '❤️' } }, { key: { remoteJid: GROUP, remoteJidAlt: undefined, participant: HIDDEN, participantAlt: ANN_NET } }), reaction: { text: '❤️', messageId: `true_${GROUP}_3EB0009_${ME.id}` } },
		{ ...IN_GROUP, ...BY_HIDDEN, ...NAMED, messageId: `true_${GROUP}_3EB0009_${ME.id}`, reactionId: `false_${GROUP}_3EB0R3_${HIDDEN}`, reaction: '❤️', ...AT },
	],
	['message.ack', 'read', { id: `true_${ANN}_3EB0007`, from: ANN, fromMe: true, ack: 3, ackName: 'READ' }, { ...OPEN_CHAT, messageId: `true_${ANN}_3EB0007`, fromMe: true, ack: 3, ackName: 'READ', ...AT_344 }],
	[
		'message.ack.group', 'read by a hidden member',
		{ id: `true_${GROUP}_3EB0007_${ME.id}`, from: GROUP, to: GROUP, participant: HIDDEN, fromMe: true, ack: 3, ackName: 'READ', _data: { key: { remoteJid: GROUP, id: '3EB0007', fromMe: true, participant: HIDDEN, participantAlt: ANN_NET }, receipt: { userJid: HIDDEN, readTimestamp: SENT } } },
		{ ...IN_GROUP, messageId: `true_${GROUP}_3EB0007_${ME.id}`, fromMe: true, ack: 3, ackName: 'READ', participantId: HIDDEN, participantPhone: '201145202826', participantLid: HIDDEN, ...AT },
	],
	[
		'message.edited', 'named by the protocol alone',
		noweb('NOTICE', { editedMessage: { message: { protocolMessage: { key: { remoteJid: ANN_NET, fromMe: true, id: 'ORIGINAL' }, type: 'MESSAGE_EDIT', editedMessage: { extendedTextMessage: { text: 'New text' } } } } } }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_ORIGINAL`, text: 'New text', ...AT },
	],
	[
		'message.revoked', 'named by the protocol alone',
		{ after: null, before: null, _data: noweb('NOTICE', { protocolMessage: { key: { remoteJid: ANN_NET, fromMe: true, id: 'DELETED' }, type: 'REVOKE' } })._data },
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, messageId: `false_${HIDDEN}_DELETED`, revokedBy: HIDDEN, ...AT },
	],
	[
		'poll.vote', 'of this number itself, which it calls "me"',
		{ poll: { id: `false_${ANN}_3EB0POLL`, to: 'me', from: ANN, fromMe: false }, vote: { id: `true_${ANN}_3EB0VOTE`, to: ANN, from: 'me', fromMe: true, selectedOptions: ['Tea'], timestamp: 1768580591123 } },
		{ ...OPEN_CHAT, ...BY_ME, pollId: `false_${ANN}_3EB0POLL`, options: ['Tea'], text: 'Tea', isReadable: true, ...AT_123 },
	],
	[
		'poll.vote', 'in a direct chat, without the words of the engine',
		{ poll: { id: `true_${ANN}_3EB0POLL`, to: ANN, from: 'me', fromMe: true }, vote: { id: `false_${ANN}_3EB0VOTE`, to: 'me', from: ANN, fromMe: false, selectedOptions: ['Tea'], timestamp: 1768580591123 } },
		{ ...OPEN_CHAT, ...BY_ANN, pollId: `true_${ANN}_3EB0POLL`, isOwnPoll: true, options: ['Tea'], text: 'Tea', isReadable: true, ...AT_123 },
	],
	[
		'poll.vote', 'in a group, taken back',
		{
			poll: { id: `true_${GROUP}_3EB0POLL_${ME.id}`, to: GROUP, from: ME.id, fromMe: true, participant: ME.id },
			vote: { id: `false_${GROUP}_3EB0VOTE_${HIDDEN}`, from: GROUP, fromMe: false, to: GROUP, participant: HIDDEN, selectedOptions: [], timestamp: { low: -945934829, high: 411, unsigned: true } },
			_data: { key: { remoteJid: GROUP, participant: HIDDEN, participantAlt: ANN_NET, fromMe: false, id: '3EB0VOTE' } },
		},
		{ ...IN_GROUP, ...BY_HIDDEN, pollId: `true_${GROUP}_3EB0POLL_${ME.id}`, isOwnPoll: true, isWithdrawn: true, isReadable: true, ...AT_123 },
	],
	[
		'poll.vote.failed', 'in a group, in a poll of somebody that the engine has not seen',
		{ poll: { id: `false_${GROUP}_3EB0POLL_${BOB}`, to: GROUP, from: BOB, fromMe: false }, vote: { id: `false_${GROUP}_3EB0VOTE_${ANN}`, to: GROUP, from: ANN, fromMe: false, selectedOptions: [], timestamp: SENT } },
		{ ...IN_GROUP, ...BY_ANN, pollId: `false_${GROUP}_3EB0POLL_${BOB}`, ...AT },
	],
	[
		'call.received', 'of a hidden person',
		{ id: 'CALL5', from: HIDDEN, timestamp: 1768580591.344, isVideo: true, isGroup: false, _data: { chatId: HIDDEN, from: HIDDEN, callerPn: ANN_NET, id: 'CALL5', status: 'offer', offline: false } },
		{ chatId: HIDDEN, chatType: 'direct', ...BY_HIDDEN, callId: 'CALL5', from: HIDDEN, isVideo: true, ...AT_344 },
	],
	[
		'call.accepted', 'taken on the phone',
		{ id: 'CALL5', from: ANN, timestamp: SENT, isVideo: true, isGroup: false, _data: { chatId: ANN_NET, from: ANN_NET, id: 'CALL5', status: 'accept' } },
		{ ...BY_ANN, chatId: ANN, chatType: 'direct', callId: 'CALL5', from: ANN, isVideo: true, ...AT },
	],
	[
		'call.rejected', 'of a group',
		{ id: 'CALL3', from: ANN, timestamp: SENT, isVideo: false, isGroup: true, _data: { chatId: GROUP, from: ANN_NET, callerPn: ANN_NET, groupJid: GROUP, id: 'CALL3', status: 'reject', offline: false } },
		{ ...IN_GROUP, ...BY_ANN, callId: 'CALL3', from: ANN, isGroup: true, ...AT },
	],
	[
		'presence.update', 'of a member of a group',
		{ id: GROUP, presences: [{ participant: ANN, lastKnownPresence: 'recording', lastSeen: null }] },
		{ ...IN_GROUP, ...BY_ANN, presence: 'recording', presences: [{ personId: ANN, presence: 'recording', lastSeen: null }], ...AT_344 },
	],
	[
		'group.v2.join', 'this number was added',
		{ timestamp: 1768580591344, group: { id: GROUP, subject: 'Tea', participants: [{ id: HIDDEN, pn: ANN, role: 'superadmin' }, { id: ME.lid, pn: ME.id, role: 'participant' }] }, _data: { id: GROUP, subject: 'Tea', owner: HIDDEN, author: HIDDEN, authorPn: ANN_NET } },
		{ ...IN_GROUP, subject: 'Tea', action: 'join', actorId: HIDDEN, actorPhone: '201145202826', participants: [ME.id], participantPhones: ['201000000009'], includesMe: true, ...AT_344 },
	],
	[
		'group.v2.leave', 'this number left by itself',
		{ timestamp: 1768580591344, group: { id: GROUP }, _data: { id: GROUP, author: ME.lid, participants: [{ id: ME.lid, phoneNumber: '201000000009@s.whatsapp.net' }], action: 'remove' } },
		{ ...IN_GROUP, action: 'leave', actorId: ME.lid, actorPhone: '201000000009', participants: [ME.id], participantPhones: ['201000000009'], includesMe: true, ...AT_344 },
	],
	[
		'group.v2.participants', 'this number was made an administrator',
		{ group: { id: GROUP }, type: 'promote', timestamp: 1768580591344, participants: [{ id: ME.lid, pn: ME.id, role: 'admin' }], _data: { id: GROUP, author: HIDDEN, authorPn: ANN_NET } },
		{ ...IN_GROUP, action: 'promote', actorId: HIDDEN, actorPhone: '201145202826', participants: [ME.lid], participantPhones: ['201000000009'], roles: [{ id: ME.lid, role: 'admin' }], includesMe: true, ...AT_344 },
	],
	[
		'group.v2.update', 'another description',
		{ timestamp: 1768580591344, group: { id: GROUP, description: 'Green or black' }, _data: { id: GROUP, desc: 'Green or black', author: HIDDEN, authorPn: ANN_NET } },
		{ ...IN_GROUP, action: 'update', actorId: HIDDEN, actorPhone: '201145202826', description: 'Green or black', changed: ['description'], ...AT_344 },
	],
	['label.upsert', 'a new name', { id: '7', name: 'VIP', color: 3, colorHex: '#dfaef0' }, { labelId: '7', labelName: 'VIP', labelColor: '#dfaef0', ...AT_344 }],
	['label.deleted', 'with its name', { id: '7', name: 'VIP', color: 3, colorHex: '#dfaef0' }, { labelId: '7', labelName: 'VIP', labelColor: '#dfaef0', ...AT_344 }],
	['label.chat.added', 'with the label', { labelId: '7', chatId: ANN, label: { id: '7', name: 'VIP', color: 3, colorHex: '#dfaef0' } }, { labelId: '7', labelName: 'VIP', labelColor: '#dfaef0', chatId: ANN, chatType: 'direct', ...AT_344 }],
	['label.chat.deleted', 'of a group, with the label', { labelId: '7', chatId: GROUP, label: { id: '7', name: 'VIP', color: 3, colorHex: '#dfaef0' } }, { ...IN_GROUP, labelId: '7', labelName: 'VIP', labelColor: '#dfaef0', ...AT_344 }],
	[
		'event.response', 'by its number, in a group',
		{ ...noweb('3EB0RSVP', {}, { key: { remoteJid: GROUP, remoteJidAlt: undefined, participant: HIDDEN, participantAlt: ANN_NET } }), eventCreationKey: { id: `true_${GROUP}_3EB0EVENT_${ME.id}`, from: GROUP, fromMe: true }, eventResponse: { response: 2, timestampMs: '1768580591123' } },
		{ ...IN_GROUP, ...BY_HIDDEN, ...NAMED, messageId: `false_${GROUP}_3EB0RSVP_${HIDDEN}`, eventMessageId: `true_${GROUP}_3EB0EVENT_${ME.id}`, response: 'NOT_GOING', extraGuests: 0, ...AT },
	],
	['engine.event', 'in its own words', { event: 'connection.update', data: { connection: 'open' } }, { engineEvent: 'connection.update', data: { connection: 'open' }, ...AT_344 }],
];

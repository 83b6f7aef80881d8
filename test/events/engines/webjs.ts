import { type EngineGolden, ANN, AT, AT_123, AT_344, BOB, BY_ANN, BY_ME, GROUP, HIDDEN, IN_GROUP, ME, NAMED, OPEN_CHAT, SENT, webjs } from './parts';

/** It prints the model of WhatsApp Web. */
export const WEBJS: EngineGolden[] = [
	[
		'session.status', 'lost',
		{ name: 'default', status: 'FAILED', statuses: [{ status: 'WORKING', timestamp: 1768580590000 }, { status: 'FAILED', timestamp: 1768580591344 }] },
		{ status: 'FAILED', previousStatus: 'WORKING', ...AT_344 },
	],
	[
		'message', 'a picture without a caption',
		webjs('3EB0W1', { type: 'image', body: '/9j/4AAQSkZJRgABAQAAAQABAAD', mimetype: 'image/jpeg', size: 90210 }, { hasMedia: true, media: { url: 'https://api.wawp.net/api/files/x.jpeg', mimetype: 'image/jpeg', filename: null } }),
		{ ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_3EB0W1`, from: ANN, type: 'image', hasMedia: true, media: { mimetype: 'image/jpeg', filename: null, size: 90210, url: 'https://api.wawp.net/api/files/x.jpeg' }, source: 'app', ...AT },
	],
	[
		'message', 'a place, whose small picture is in its body',
		webjs('3EB0W2', { type: 'location', body: '/9j/4AAQSkZJRgABAQAAAQABAAD', lat: 30.0444, lng: 31.2357, loc: 'Tahrir\nCairo, Egypt' }, { body: '/9j/4AAQSkZJRgABAQAAAQABAAD', location: { latitude: 30.0444, longitude: 31.2357, name: 'Tahrir', address: 'Cairo, Egypt', description: 'Tahrir\nCairo, Egypt' } }),
		{ ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_3EB0W2`, from: ANN, type: 'location', location: { latitude: 30.0444, longitude: 31.2357, description: 'Tahrir\nCairo, Egypt', address: 'Cairo, Egypt' }, source: 'app', ...AT },
	],
	[
		'message', 'a card, which is in its body',
		webjs('3EB0W3', { type: 'vcard', body: 'BEGIN:VCARD\nVERSION:3.0\nFN:Smith\\, Ann\nEND:VCARD' }, { body: 'BEGIN:VCARD\nVERSION:3.0\nFN:Smith\\, Ann\nEND:VCARD', vCards: ['BEGIN:VCARD\nVERSION:3.0\nFN:Smith\\, Ann\nEND:VCARD'] }),
		{ ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_3EB0W3`, from: ANN, type: 'contacts', contacts: [{ name: 'Smith, Ann', phoneNumber: null, vCard: 'BEGIN:VCARD\nVERSION:3.0\nFN:Smith\\, Ann\nEND:VCARD' }], source: 'app', ...AT },
	],
	[
		'message', 'a tap on a button',
		webjs('3EB0W4', { type: 'buttons_response', body: 'Yes', selectedButtonId: 'b1', quotedStanzaID: '3EB0BUTTONS', quotedParticipant: { server: 'c.us', user: '201000000009', _serialized: ME.id }, quotedMsg: { type: 'buttons', body: 'Choose' } }, { body: 'Yes' }),
		{ ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_3EB0W4`, from: ANN, text: 'Yes', type: 'text', tappedId: 'b1', replyTo: { messageId: '3EB0BUTTONS', text: 'Choose', senderId: ME.id, isStatus: false }, source: 'app', ...AT },
	],
	...[
		{ what: 'a picture', type: 'image', body: '/9j/4AAQSkZJRgABAQAAAQABAAD', text: null },
		{ what: 'a picture with a caption', type: 'image', body: '/9j/4AAQSkZJRgABAQAAAQABAAD', caption: 'The menu', text: 'The menu' },
		{ what: 'a card', type: 'vcard', body: 'BEGIN:VCARD\nFN:Ann\nEND:VCARD', text: null },
		{ what: 'a poll', type: 'poll_creation', pollName: 'Tea?', text: 'Tea?' },
	].flatMap(({ what, text, ...model }, index): EngineGolden[] => {
		const id = `3EB0W9${index}`;
		const body = model.caption ?? model.body;
		const item = { ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_${id}`, from: ANN, text: 'Yes', type: 'text', replyTo: { messageId: '3EB0Q', text, senderId: ME.id, isStatus: false }, source: 'app', ...AT };
		const quoting = { type: 'chat', body: 'Yes', quotedStanzaID: '3EB0Q', quotedParticipant: ME.id, quotedMsg: model };
		return [
			['message', `an answer to ${what}`, webjs(id, quoting, { body: 'Yes', replyTo: { id: '3EB0Q', participant: ME.id, body, _data: model } }), item],
			['message', `an answer to ${what}, which is told by its model alone`, webjs(id, quoting, { body: 'Yes', replyTo: { id: '3EB0Q', participant: ME.id, body } }), item],
		];
	}),
	[
		'message', 'a poll',
		webjs('3EB0W5', { type: 'poll_creation', pollName: 'Tea?', pollOptions: [{ name: 'Yes' }] }),
		{ ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_3EB0W5`, from: ANN, text: 'Tea?', type: 'poll', source: 'app', ...AT },
	],
	[
		'message', 'a tap on a row of a list, with its description in the body',
		webjs('3EB0W7', { type: 'list_response', body: 'Hours\nWhen we are open', listResponse: { title: 'Hours', description: 'When we are open', singleSelectReply: { selectedRowId: 'r1' } } }, { body: 'Hours\nWhen we are open' }),
		{ ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_3EB0W7`, from: ANN, text: 'Hours', type: 'text', tappedId: 'r1', source: 'app', ...AT },
	],
	[
		'message.any', 'an own one, written on the phone',
		{ ...webjs('3EB0W8', { id: { fromMe: true, remote: ANN, id: '3EB0W8', _serialized: `true_${ANN}_3EB0W8` }, type: 'chat', body: 'Yes', notifyName: 'Example Shop', from: ME.id, to: ANN }), id: `true_${ANN}_3EB0W8`, from: ME.id, to: ANN, fromMe: true, body: 'Yes' },
		{ ...OPEN_CHAT, ...BY_ME, messageId: `true_${ANN}_3EB0W8`, from: ME.id, senderName: 'Example Shop', text: 'Yes', type: 'text', source: 'app', ...AT },
	],
	[
		'message.waiting', 'what cannot be read yet',
		webjs('3EB0W6', { type: 'ciphertext' }),
		{ ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_3EB0W6`, from: ANN, type: 'other', source: 'app', ...AT },
	],
	[
		'message.reaction', 'in a direct chat',
		{ id: `false_${ANN}_3EB0R4`, from: ANN, fromMe: false, participant: ANN, to: ME.id, timestamp: SENT, reaction: { text: '❤️', messageId: `true_${ANN}_3EB0010` } },
		{ ...OPEN_CHAT, ...BY_ANN, messageId: `true_${ANN}_3EB0010`, reactionId: `false_${ANN}_3EB0R4`, reaction: '❤️', ...AT },
	],
	[
		'message.reaction', 'in a group',
		{ id: `false_${GROUP}_3EB0R6_${HIDDEN}`, from: HIDDEN, fromMe: false, participant: HIDDEN, to: GROUP, timestamp: SENT, reaction: { text: '❤️', messageId: `true_${GROUP}_3EB0010_${ME.id}` } },
		{ ...IN_GROUP, messageId: `true_${GROUP}_3EB0010_${ME.id}`, reactionId: `false_${GROUP}_3EB0R6_${HIDDEN}`, senderId: HIDDEN, senderLid: HIDDEN, reaction: '❤️', ...AT },
	],
	[
		'message.ack', 'played',
		{ ...webjs('x', { type: 'ptt' }), id: `true_${ANN}_3EB0011`, from: ME.id, to: ANN, fromMe: true, ack: 4, ackName: 'PLAYED', _data: undefined },
		{ ...OPEN_CHAT, messageId: `true_${ANN}_3EB0011`, fromMe: true, ack: 4, ackName: 'PLAYED', ...AT },
	],
	[
		'message.ack.group', 'read by a hidden member, whose receipt the engine calls not an own one',
		{ id: `true_${GROUP}_3EB0007`, from: GROUP, to: GROUP, participant: HIDDEN, fromMe: false, ack: 3, ackName: 'READ', _data: { tag: 'receipt', attrs: { id: '3EB0007', type: 'read', t: String(SENT) } } },
		{ ...IN_GROUP, messageId: `true_${GROUP}_3EB0007`, fromMe: true, ack: 3, ackName: 'READ', participantId: HIDDEN, participantLid: HIDDEN, ...AT },
	],
	[
		'message.edited', 'a caption',
		{ ...webjs('ORIGINAL', { type: 'image', caption: 'New caption', body: '/9j/4AAQSkZJRgABAQ' }), body: 'New caption', editedMessageId: 'ORIGINAL' },
		{ ...OPEN_CHAT, ...BY_ANN, ...NAMED, messageId: `false_${ANN}_ORIGINAL`, text: 'New caption', ...AT },
	],
	[
		'message.edited', 'with the old text beside the new one',
		{ ...webjs('ORIGINAL', {}), body: 'New text', editedMessageId: 'ORIGINAL', _data: { message: { id: { fromMe: false, remote: ANN, id: 'ORIGINAL' }, type: 'chat', body: 'New text', from: ANN }, newBody: 'New text', prevBody: 'Old text' } },
		{ ...OPEN_CHAT, ...BY_ANN, messageId: `false_${ANN}_ORIGINAL`, text: 'New text', previousText: 'Old text', ...AT },
	],
	[
		'message.revoked', 'in a group, with what it said',
		{
			after: { ...webjs('NOTICE', { type: 'revoked', protocolMessageKey: { fromMe: false, remote: GROUP, id: 'DELETED', participant: BOB, _serialized: `false_${GROUP}_DELETED_${BOB}` } }), id: `false_${GROUP}_NOTICE_${ANN}`, from: GROUP, participant: ANN, author: ANN },
			before: { ...webjs('NOTICE', { type: 'chat', body: 'Oops' }), id: `false_${GROUP}_NOTICE_${ANN}`, from: GROUP, body: 'Oops', author: BOB },
		},
		{ ...IN_GROUP, messageId: `false_${GROUP}_DELETED_${BOB}`, senderId: BOB, senderPhone: '201000000002', revokedBy: ANN, previousText: 'Oops', ...AT },
	],
	[
		'poll.vote', 'of a hidden member of a group',
		{ poll: { id: `true_${GROUP}_3EB0POLL_${ME.id}`, to: GROUP, from: ME.id, fromMe: true }, vote: { id: `false_${GROUP}_3EB0POLL_${HIDDEN}`, to: GROUP, from: HIDDEN, fromMe: false, selectedOptions: ['Tea'], timestamp: 1768580591123 }, _data: { voter: HIDDEN, interractedAtTs: 1768580591123 } },
		{ ...IN_GROUP, senderId: HIDDEN, senderLid: HIDDEN, pollId: `true_${GROUP}_3EB0POLL_${ME.id}`, isOwnPoll: true, options: ['Tea'], text: 'Tea', isReadable: true, ...AT_123 },
	],
	[
		'call.received', 'an own one, by its direction',
		{ id: 'CALL4', from: ANN, timestamp: SENT, isVideo: false, isGroup: false, _data: { id: 'CALL4', peerJid: ANN, isVideo: false, isGroup: false, outgoing: true } },
		{ ...BY_ME, callId: 'CALL4', chatId: ANN, chatType: 'direct', from: ANN, ...AT },
	],
	[
		'call.received', 'of Ann',
		{ id: 'CALL6', from: ANN, timestamp: SENT, isVideo: true, isGroup: false, _data: { id: 'CALL6', from: ANN, timestamp: SENT, isVideo: true, isGroup: false, fromMe: false, participants: {} } },
		{ ...BY_ANN, chatId: ANN, chatType: 'direct', callId: 'CALL6', from: ANN, isVideo: true, ...AT },
	],
	[
		'call.rejected', 'by the API',
		{ id: 'CALL6', from: ANN, timestamp: SENT, isVideo: false, isGroup: false, _data: { id: 'CALL6', from: ANN, status: 'reject', api: true } },
		{ ...BY_ANN, chatId: ANN, chatType: 'direct', callId: 'CALL6', from: ANN, ...AT },
	],
	[
		'presence.update', 'last seen',
		{ id: ANN, presences: [{ participant: ANN, lastKnownPresence: 'offline', lastSeen: SENT }] },
		{ ...BY_ANN, chatId: ANN, chatType: 'direct', presence: 'offline', lastSeen: AT.timestamp, presences: [{ personId: ANN, presence: 'offline', lastSeen: AT.timestamp }], ...AT_344 },
	],
	[
		'group.v2.join', 'this number came by a link',
		{ timestamp: SENT, group: { id: GROUP, subject: 'Tea', description: 'All about tea', invite: 'x', participants: [{ id: HIDDEN, pn: null, role: 'superadmin' }, { id: ME.id, pn: ME.id, role: 'participant' }] }, _data: { id: { fromMe: false, remote: GROUP, id: '1', participant: ME.id }, type: 'invite', author: ME.id, chatId: GROUP, recipientIds: [ME.id] } },
		{ ...IN_GROUP, subject: 'Tea', action: 'join', actorId: ME.id, actorPhone: '201000000009', participants: [ME.id], participantPhones: ['201000000009'], includesMe: true, ...AT },
	],
	[
		'group.v2.leave', 'this number was removed',
		{ timestamp: SENT, group: { id: GROUP }, _data: { id: { fromMe: false, remote: GROUP, id: '2', participant: ANN }, type: 'remove', author: ANN, chatId: GROUP, recipientIds: [ME.id] } },
		{ ...IN_GROUP, action: 'leave', actorId: ANN, actorPhone: '201145202826', participants: [ME.id], participantPhones: ['201000000009'], includesMe: true, ...AT },
	],
	[
		'group.v2.participants', 'Bob was removed',
		{ group: { id: GROUP }, type: 'leave', timestamp: SENT, participants: [{ id: BOB, pn: BOB, role: 'left' }], _data: { id: { remote: GROUP }, type: 'remove', author: ANN, chatId: GROUP, recipientIds: [BOB] } },
		{ ...IN_GROUP, action: 'leave', actorId: ANN, actorPhone: '201145202826', participants: [BOB], participantPhones: ['201000000002'], roles: [{ id: BOB, role: 'left' }], ...AT },
	],
	[
		'group.v2.update', 'another title, told with all that has stayed',
		{ group: { id: GROUP, subject: 'More tea', description: 'All about tea', invite: 'x', membersCanAddNewMember: true, membersCanSendMessages: true }, timestamp: SENT, _data: { id: { remote: GROUP }, type: 'subject', body: 'More tea', author: ANN, chatId: GROUP } },
		{ ...IN_GROUP, action: 'update', actorId: ANN, actorPhone: '201145202826', subject: 'More tea', changed: ['subject'], ...AT },
	],
	[
		'group.v2.update', 'another picture',
		{ group: { id: GROUP, subject: 'More tea', description: 'All about tea', invite: 'x' }, timestamp: SENT, _data: { id: { remote: GROUP }, type: 'picture', author: HIDDEN, chatId: GROUP } },
		{ ...IN_GROUP, action: 'update', actorId: HIDDEN, changed: ['picture'], ...AT },
	],
	['chat.archive', 'brought into the archive', { id: ANN, archived: true, timestamp: SENT }, { chatId: ANN, chatType: 'direct', archived: true, ...AT }],
	['engine.event', 'in its own words', { event: 'message_create', data: { type: 'chat' } }, { engineEvent: 'message_create', data: { type: 'chat' }, ...AT_344 }],
];

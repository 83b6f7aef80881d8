import { type EngineGolden, ANN, ANN_NET, AT, AT_123, AT_344, BOB, BY_ANN, BY_HIDDEN, BY_ME, GROUP, HIDDEN, HIDDEN_CHAT, IN_GROUP, ME, ME_NET, NAMED, OPEN_CHAT, SENT, SENT_ISO, gows, inGroup, info, quoted } from './parts';

/** Most instances run this engine. It prints whatsmeow's `Info` and `Message`, and what it does not know of is an empty text. */
export const GOWS: EngineGolden[] = [
	[
		'session.status', 'connected again',
		{ name: 'default', status: 'WORKING', statuses: [{ status: 'STARTING', timestamp: 1768580590000 }, { status: 'WORKING', timestamp: 1768580591344 }] },
		{ status: 'WORKING', previousStatus: 'STARTING', ...AT_344 },
	],
	[
		'message', 'a text of a hidden person',
		gows('3AC22AE73E797638455D', { conversation: 'Ixi kkk', messageContextInfo: { deviceListMetadataVersion: 2 } }, { body: 'Ixi kkk' }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3AC22AE73E797638455D`, from: HIDDEN, text: 'Ixi kkk', type: 'text', source: 'app', ...AT },
	],
	[
		'message', 'an answer that names somebody, told with its keys, its text in its body',
		gows('3EB001', { senderKeyDistributionMessage: { groupID: GROUP }, extendedTextMessage: { text: 'When, @999999999999999?', contextInfo: { ...quoted, mentionedJID: [ME.lid], isForwarded: true, forwardingScore: 2 } } }, { body: 'When, @999999999999999?', about: inGroup }),
		{ ...IN_GROUP, ...BY_HIDDEN, ...NAMED, messageId: `false_${GROUP}_3EB001_${HIDDEN}`, from: GROUP, text: 'When, @999999999999999?', type: 'text', replyTo: { messageId: '3EB0QUOTED', text: 'We are open', senderId: ME.id, isStatus: false }, mentions: [ME.lid], isForwarded: true, source: 'app', ...AT },
	],
	[
		'message', 'a voice note in a group, with the keys of its sender beside it',
		gows('3EB002', { senderKeyDistributionMessage: { groupID: GROUP }, audioMessage: { URL: 'https://mmg.whatsapp.net/x', mimetype: 'audio/ogg; codecs=opus', fileLength: 4711, PTT: true } }, { about: inGroup, more: { hasMedia: true, media: { url: 'https://api.wawp.net/api/files/x.oga', filename: null, mimetype: 'audio/ogg; codecs=opus' } } }),
		{ ...IN_GROUP, ...BY_HIDDEN, ...NAMED, messageId: `false_${GROUP}_3EB002_${HIDDEN}`, from: GROUP, type: 'voice', hasMedia: true, media: { mimetype: 'audio/ogg; codecs=opus', filename: null, size: 4711, url: 'https://api.wawp.net/api/files/x.oga' }, source: 'app', ...AT },
	],
	[
		'message', 'a picture to be seen once, without its wrapper',
		gows('3EB003', { imageMessage: { mimetype: 'image/jpeg', caption: 'Only you', viewOnce: true } }, { more: { hasMedia: true, media: { url: null, filename: null, mimetype: 'image/jpeg', error: { code: 'DOWNLOAD_FAILED', details: 'The media is gone' } } } }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB003`, from: HIDDEN, text: 'Only you', type: 'image', hasMedia: true, media: { mimetype: 'image/jpeg', filename: null, size: null, url: null, error: 'The media is gone (DOWNLOAD_FAILED)' }, isViewOnce: true, source: 'app', ...AT },
	],
	[
		'message', 'by an ad',
		gows('3EB004', {
			extendedTextMessage: {
				text: 'Hello! Can I get more info?',
				contextInfo: {
					externalAdReply: { title: 'Tea for two', body: 'Only this week', mediaType: 1, thumbnailURL: 'https://scontent.example.com/x', sourceType: 'ad', sourceID: '120210000000000000', sourceURL: 'https://fb.me/abc', containsAutoReply: false, showAdAttribution: true, ctwaClid: 'ARAkLkA8', sourceApp: 'facebook' },
					entryPointConversionSource: 'ctwa_ad',
					entryPointConversionApp: 'facebook',
					expiration: 604800,
				},
			},
		}),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB004`, from: HIDDEN, text: 'Hello! Can I get more info?', type: 'text', ad: { title: 'Tea for two', text: 'Only this week', sourceId: '120210000000000000', sourceType: 'ad', sourceUrl: 'https://fb.me/abc', app: 'facebook', clickId: 'ARAkLkA8' }, isDisappearing: true, source: 'app', ...AT },
	],
	[
		'message', 'a question about a product',
		gows('3EB005', { extendedTextMessage: { text: 'Is it there?', contextInfo: { stanzaID: '3EB0PRODUCT', participant: ME_NET, quotedMessage: { productMessage: { product: { productID: '777', title: 'Green tea', description: '100 g', currencyCode: 'EGP', priceAmount1000: 120000, retailerID: 'TEA-1' }, businessOwnerJID: ME_NET } } } } }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB005`, from: HIDDEN, text: 'Is it there?', type: 'text', replyTo: { messageId: '3EB0PRODUCT', text: 'Green tea', senderId: ME.id, isStatus: false }, product: { productId: '777', title: 'Green tea', description: '100 g', price: 120, currency: 'EGP', retailerId: 'TEA-1', url: null }, source: 'app', ...AT },
	],
	[
		'message', 'an answer to a story',
		gows('3EB006', { extendedTextMessage: { text: 'Nice', contextInfo: { stanzaID: '3EB0STORY', participant: ME_NET, remoteJID: 'status@broadcast', quotedMessage: { imageMessage: { caption: 'New tea' } } } } }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB006`, from: HIDDEN, text: 'Nice', type: 'text', replyTo: { messageId: '3EB0STORY', text: 'New tea', senderId: ME.id, isStatus: true }, source: 'app', ...AT },
	],
	[
		'message.any', 'an own message to a hidden person',
		gows('3EB007', { conversation: 'Yes' }, { body: 'Yes', about: { IsFromMe: true, Sender: ME_NET, SenderAlt: '', RecipientAlt: ANN_NET, PushName: 'Example Shop' }, more: { source: 'api' } }),
		{ ...HIDDEN_CHAT, ...BY_ME, messageId: `true_${HIDDEN}_3EB007`, from: HIDDEN, senderName: 'Example Shop', text: 'Yes', type: 'text', source: 'api', ...AT },
	],
	[
		'message.reaction', 'to a message of this number, in a direct chat, told as the other side sees it',
		{ id: `false_${HIDDEN}_3EB0R1`, timestamp: SENT, from: HIDDEN, fromMe: false, source: 'app', to: null, participant: null, reaction: { text: '👍', messageId: `false_${ME.id}_3EB0007` } },
		{ messageId: `true_${HIDDEN}_3EB0007`, reactionId: `false_${HIDDEN}_3EB0R1`, chatId: HIDDEN, chatType: 'direct', senderId: HIDDEN, senderLid: HIDDEN, reaction: '👍', ...AT },
	],
	[
		'message.reaction', 'an own one',
		{ id: `true_${ANN}_3EB0R2`, timestamp: SENT, from: ANN, fromMe: true, source: 'api', to: null, participant: null, reaction: { text: '', messageId: `false_${ANN}_3EB0008` } },
		{ ...OPEN_CHAT, ...BY_ME, messageId: `false_${ANN}_3EB0008`, reactionId: `true_${ANN}_3EB0R2`, isRemoved: true, ...AT },
	],
	[
		'message.reaction', 'of a hidden member of a group to a message of the same person, which the engine takes for one of this number',
		{ id: `false_${GROUP}_3EB0R5_${HIDDEN}`, timestamp: SENT, from: GROUP, fromMe: false, source: 'app', to: HIDDEN, participant: HIDDEN, reaction: { text: '👍', messageId: `true_${GROUP}_3EB0012_${ME.id}` } },
		{ ...IN_GROUP, messageId: `false_${GROUP}_3EB0012_${HIDDEN}`, reactionId: `false_${GROUP}_3EB0R5_${HIDDEN}`, senderId: HIDDEN, senderLid: HIDDEN, reaction: '👍', ...AT },
	],
	[
		'message.ack', 'read',
		{ id: `true_${HIDDEN}_3EB0007`, from: HIDDEN, to: null, participant: null, fromMe: true, ack: 3, ackName: 'READ', _data: { Chat: HIDDEN, Sender: HIDDEN, SenderAlt: ANN_NET, IsFromMe: false, IsGroup: false, MessageIDs: ['3EB0007'], MessageSender: '', Timestamp: SENT_ISO, Type: 'read' } },
		{ ...HIDDEN_CHAT, messageId: `true_${HIDDEN}_3EB0007`, fromMe: true, ack: 3, ackName: 'READ', ...AT },
	],
	[
		'message.ack.group', 'read by a hidden member',
		{ id: `true_${GROUP}_3EB0007_${ME.id}`, from: GROUP, to: HIDDEN, participant: HIDDEN, fromMe: true, ack: 3, ackName: 'READ', _data: { Chat: GROUP, Sender: HIDDEN, SenderAlt: ANN_NET, IsFromMe: false, IsGroup: true, MessageIDs: ['3EB0007'], Timestamp: SENT_ISO, Type: 'read' } },
		{ ...IN_GROUP, messageId: `true_${GROUP}_3EB0007_${ME.id}`, fromMe: true, ack: 3, ackName: 'READ', participantId: HIDDEN, participantPhone: '201145202826', participantLid: HIDDEN, ...AT },
	],
	[
		'message.edited', 'in a group',
		{ ...gows('NOTICE', { protocolMessage: { key: { remoteJID: GROUP, fromMe: true, ID: 'ORIGINAL' }, type: 14, editedMessage: { conversation: 'New text' }, timestampMS: 1768580591000 } }, { about: { ...inGroup, Edit: '1' }, more: { editedMessageId: 'ORIGINAL', body: 'New text' } }) },
		{ ...IN_GROUP, ...BY_HIDDEN, ...NAMED, messageId: `false_${GROUP}_ORIGINAL_${HIDDEN}`, text: 'New text', ...AT },
	],
	[
		'message.edited', 'of a hidden person, encrypted by the phone',
		gows('NOTICE', { secretEncryptedMessage: { targetMessageKey: { remoteJID: ANN_NET, fromMe: true, ID: 'ORIGINAL' }, secretEncType: 2 } }, { body: 'New text' }),
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_ORIGINAL`, text: 'New text', ...AT },
	],
	[
		'message.revoked', 'by its writer',
		{ after: gows('NOTICE', { protocolMessage: { key: { remoteJID: ANN_NET, fromMe: true, ID: 'DELETED' }, type: 0 } }), before: null, revokedMessageId: 'DELETED' },
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, messageId: `false_${HIDDEN}_DELETED`, revokedBy: HIDDEN, ...AT },
	],
	[
		'message.revoked', 'of somebody else, by an administrator of the group, in words beside the notice',
		{ after: { ...gows('NOTICE', {}, { about: inGroup }), _data: undefined }, before: null, revokedMessageId: 'DELETED', _data: { Info: info({ ...inGroup, ID: 'NOTICE' }), Message: { protocolMessage: { key: { remoteJID: GROUP, fromMe: false, ID: 'DELETED', participant: '201000000002@s.whatsapp.net' }, type: 0 } } } },
		{ ...IN_GROUP, messageId: `false_${GROUP}_DELETED_${BOB}`, senderId: BOB, senderPhone: '201000000002', revokedBy: HIDDEN, ...AT },
	],
	[
		'message.revoked', 'of this number, by an administrator of the group',
		{ after: gows('NOTICE', { protocolMessage: { key: { remoteJID: GROUP, fromMe: false, ID: 'DELETED', participant: ME.lid }, type: 0 } }, { about: inGroup }), before: null, revokedMessageId: 'DELETED' },
		{ ...IN_GROUP, ...BY_ME, messageId: `true_${GROUP}_DELETED_${ME.lid}`, revokedBy: HIDDEN, ...AT },
	],
	[
		'poll.vote', 'of a hidden person, in a direct chat',
		{
			poll: { id: `false_${ME.id}_3EB0POLL`, to: null, from: ME.id, fromMe: false, participant: null },
			vote: { id: `false_${HIDDEN}_3EB0VOTE`, from: HIDDEN, fromMe: false, to: null, participant: null, selectedOptions: ['Tea', 'Cake'], timestamp: 1768580591123 },
			_data: { Info: info({ ID: '3EB0VOTE' }), Votes: ['Tea', 'Cake'] },
		},
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, pollId: `true_${HIDDEN}_3EB0POLL`, isOwnPoll: true, options: ['Tea', 'Cake'], text: 'Tea, Cake', isReadable: true, ...AT_123 },
	],
	[
		'poll.vote', 'of Ann in her own poll, which the engine takes for one of this number',
		{
			poll: { id: `true_${HIDDEN}_3EB0POLL`, to: HIDDEN, from: 'me', fromMe: true },
			vote: { id: `false_${HIDDEN}_3EB0VOTE`, from: HIDDEN, fromMe: false, to: null, participant: null, selectedOptions: ['Tea'], timestamp: 1768580591123 },
			_data: { Info: info({ ID: '3EB0VOTE' }), Message: { pollUpdateMessage: { pollCreationMessageKey: { remoteJID: ME_NET, fromMe: true, ID: '3EB0POLL' } } }, Votes: ['Tea'] },
		},
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, pollId: `false_${HIDDEN}_3EB0POLL`, options: ['Tea'], text: 'Tea', isReadable: true, ...AT_123 },
	],
	[
		'poll.vote', 'of a hidden member of a group in a poll of that person',
		{
			poll: { id: `true_${GROUP}_3EB0POLL`, to: GROUP, from: 'me', fromMe: true },
			vote: { id: `false_${GROUP}_3EB0VOTE_${HIDDEN}`, from: GROUP, fromMe: false, to: HIDDEN, participant: HIDDEN, selectedOptions: ['Tea'], timestamp: 1768580591123 },
			_data: { Info: info({ ...inGroup, ID: '3EB0VOTE' }), Message: { pollUpdateMessage: { pollCreationMessageKey: { remoteJID: GROUP, fromMe: true, ID: '3EB0POLL' } } }, Votes: ['Tea'] },
		},
		{ ...IN_GROUP, ...BY_HIDDEN, ...NAMED, pollId: `false_${GROUP}_3EB0POLL_${HIDDEN}`, options: ['Tea'], text: 'Tea', isReadable: true, ...AT_123 },
	],
	[
		'poll.vote.failed', 'which cannot be read',
		{ poll: { id: `true_${ANN}_3EB0POLL`, from: ANN, fromMe: true }, vote: { id: `false_${ANN}_3EB0VOTE`, from: ANN, fromMe: false, to: null, participant: null, selectedOptions: null, timestamp: 1768580591123 } },
		{ ...OPEN_CHAT, ...BY_ANN, pollId: `true_${ANN}_3EB0POLL`, isOwnPoll: true, ...AT_123 },
	],
	[
		'call.received', 'of a hidden person',
		{ id: 'CALL1', from: HIDDEN, timestamp: 1768580591.344, isVideo: false, isGroup: false, _data: { From: HIDDEN, Timestamp: '2026-01-16T16:23:11.344Z', CallCreator: HIDDEN, CallCreatorAlt: ANN_NET, CallID: 'CALL1', GroupJID: '', RemotePlatform: 'android' } },
		{ ...BY_HIDDEN, callId: 'CALL1', chatId: HIDDEN, chatType: 'direct', from: HIDDEN, ...AT_344 },
	],
	[
		'call.received', 'an own one',
		{ id: 'CALL2', from: ME.id, timestamp: SENT, isVideo: true, isGroup: false, _data: { From: ME_NET, CallCreator: '999999999999999:3@lid', CallCreatorAlt: ME_NET, CallID: 'CALL2' } },
		{ ...BY_ME, callId: 'CALL2', chatId: ME.id, chatType: 'direct', from: ME.id, isVideo: true, ...AT },
	],
	[
		'call.accepted', 'by another device of this number',
		{ id: 'CALL1', from: ME.id, timestamp: 1768580595.1, isVideo: false, isGroup: false, _data: { From: ME_NET, CallCreator: HIDDEN, CallCreatorAlt: ANN_NET, CallID: 'CALL1' } },
		{ ...BY_HIDDEN, callId: 'CALL1', chatId: HIDDEN, chatType: 'direct', from: ME.id, timestamp: '2026-01-16T16:23:15.100Z' },
	],
	[
		'call.rejected', 'of a hidden person, who hung up',
		{ id: 'CALL1', from: HIDDEN, timestamp: 1768580591.344, isVideo: false, isGroup: false, _data: { From: HIDDEN, Timestamp: '2026-01-16T16:23:11.344Z', CallCreator: HIDDEN, CallCreatorAlt: ANN_NET, CallID: 'CALL1', Reason: 'timeout' } },
		{ chatId: HIDDEN, chatType: 'direct', ...BY_HIDDEN, callId: 'CALL1', from: HIDDEN, ...AT_344 },
	],
	[
		'presence.update', 'of a hidden person',
		{ id: HIDDEN, presences: [{ participant: HIDDEN, lastKnownPresence: 'typing', lastSeen: null }] },
		{ chatId: HIDDEN, chatType: 'direct', senderId: HIDDEN, senderLid: HIDDEN, presence: 'typing', presences: [{ personId: HIDDEN, presence: 'typing', lastSeen: null }], ...AT_344 },
	],
	[
		'group.v2.join', 'this number was added',
		{ timestamp: 1768580591344, group: { id: GROUP, subject: 'Tea', description: 'All about tea', participants: [{ id: HIDDEN, pn: ANN, role: 'superadmin' }, { id: ME.lid, pn: ME.id, role: 'participant' }] }, _data: {} },
		{ ...IN_GROUP, subject: 'Tea', action: 'join', participants: [ME.id], participantPhones: ['201000000009'], includesMe: true, ...AT_344 },
	],
	[
		'group.v2.leave', 'this number was removed',
		{ timestamp: 1768580591344, group: { id: GROUP }, _data: { JID: GROUP, Sender: HIDDEN, SenderPN: ANN_NET, Leave: ['201000000009@s.whatsapp.net'] } },
		{ ...IN_GROUP, action: 'leave', actorId: HIDDEN, actorPhone: '201145202826', participants: [ME.id], participantPhones: ['201000000009'], includesMe: true, ...AT_344 },
	],
	[
		'group.v2.participants', 'a hidden person was added',
		{ group: { id: GROUP }, type: 'join', timestamp: 1768580591344, participants: [{ id: HIDDEN, pn: null, role: 'participant' }, { id: BOB, pn: BOB, role: 'participant' }], _data: { JID: GROUP, Sender: '222222222222222@lid', SenderPN: '201000000003@s.whatsapp.net', Timestamp: SENT_ISO, Join: [HIDDEN] } },
		{ ...IN_GROUP, action: 'join', actorId: '222222222222222@lid', actorPhone: '201000000003', participants: [HIDDEN, BOB], participantPhones: [null, '201000000002'], roles: [{ id: HIDDEN, role: 'participant' }, { id: BOB, role: 'participant' }], ...AT_344 },
	],
	[
		'group.v2.update', 'another title',
		{ timestamp: 1768580591344, group: { id: GROUP, subject: 'More tea' }, _data: { JID: GROUP, Sender: ANN_NET, Name: { Name: 'More tea' } } },
		{ ...IN_GROUP, action: 'update', actorId: ANN, actorPhone: '201145202826', subject: 'More tea', changed: ['subject'], ...AT_344 },
	],
	['label.upsert', 'a new one', { id: '7', name: 'VIP', color: 3, colorHex: '#DFAEF0' }, { labelId: '7', labelName: 'VIP', labelColor: '#dfaef0', ...AT_344 }],
	['label.deleted', 'which tells its ID alone', { id: '7', name: '', color: 0, colorHex: '#ff9485' }, { labelId: '7', labelColor: '#ff9485', ...AT_344 }],
	[
		'label.chat.added', 'without the label itself',
		{ labelId: '7', chatId: HIDDEN, label: null, _data: {} },
		{ labelId: '7', chatId: HIDDEN, chatType: 'direct', ...AT_344 },
	],
	['label.chat.deleted', 'without the label itself', { labelId: '7', chatId: ANN, label: null }, { labelId: '7', chatId: ANN, chatType: 'direct', ...AT_344 }],
	[
		'event.response', 'a hidden person comes with others, told as the other side sees it',
		{ ...gows('3EB0RSVP', { encEventResponseMessage: { eventCreationMessageKey: { remoteJID: ME_NET, fromMe: false, ID: '3EB0EVENT' }, encPayload: 'x' } }), eventCreationKey: { id: `false_${ME.id}_3EB0EVENT`, from: ME.id, to: null, fromMe: false }, eventResponse: { response: 'GOING', timestampMs: 1768580591123, extraGuestCount: 2 } },
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB0RSVP`, eventMessageId: `true_${HIDDEN}_3EB0EVENT`, response: 'GOING', extraGuests: 2, ...AT },
	],
	[
		'event.response', 'of a hidden member of a group to an event of that person, whose key is "mine"',
		{ ...gows('3EB0RSVP', { encEventResponseMessage: { eventCreationMessageKey: { remoteJID: GROUP, fromMe: true, ID: '3EB0EVENT' }, encPayload: 'x' } }, { about: inGroup }), eventCreationKey: { id: `true_${GROUP}_3EB0EVENT`, from: 'me', to: GROUP, fromMe: true }, eventResponse: { response: 'MAYBE', timestampMs: 1768580591123, extraGuestCount: 0 } },
		{ ...IN_GROUP, ...BY_HIDDEN, ...NAMED, messageId: `false_${GROUP}_3EB0RSVP_${HIDDEN}`, eventMessageId: `false_${GROUP}_3EB0EVENT_${HIDDEN}`, response: 'MAYBE', extraGuests: 0, ...AT },
	],
	[
		'event.response.failed', 'which cannot be read',
		{ ...gows('3EB0RSVP', {}), eventCreationKey: { id: `true_${HIDDEN}_3EB0EVENT`, from: HIDDEN, fromMe: true }, eventResponse: null },
		{ ...HIDDEN_CHAT, ...BY_HIDDEN, ...NAMED, messageId: `false_${HIDDEN}_3EB0RSVP`, eventMessageId: `true_${HIDDEN}_3EB0EVENT`, ...AT },
	],
	['engine.event', 'in its own words', { event: 'gows.PairSuccess', data: { ID: ME_NET } }, { engineEvent: 'gows.PairSuccess', data: { ID: ME_NET }, ...AT_344 }],
];

import type { IDataObject } from 'n8n-workflow';

/*
 * Events as each engine prints them, rebuilt from public reports and from what the engines are known to send. Ann writes to the
 * number 201000000009; her number is 201145202826, and WhatsApp hides her behind 123456789012345@lid.
 */

export const ME = { id: '201000000009@c.us', lid: '999999999999999@lid', pushName: 'Example Shop' };
export const ANN = '201145202826@c.us';
export const HIDDEN = '123456789012345@lid';
export const GROUP = '120363000000000001@g.us';
const ANN_NET = '201145202826@s.whatsapp.net';
const ME_NET = '201000000009:12@s.whatsapp.net';
const SENT = 1768580591;
const SENT_ISO = '2026-01-16T16:23:11Z';

/** `_data.Info` of GOWS. */
const info = (more: IDataObject = {}) => ({
	Chat: HIDDEN,
	Sender: HIDDEN,
	IsFromMe: false,
	IsGroup: false,
	AddressingMode: 'lid',
	SenderAlt: ANN_NET,
	RecipientAlt: '',
	BroadcastListOwner: '',
	BroadcastRecipients: null,
	ID: '3AC22AE73E797638455D',
	ServerID: 0,
	Type: 'text',
	PushName: 'Ann',
	Timestamp: SENT_ISO,
	Category: '',
	Multicast: false,
	MediaType: '',
	Edit: '',
	MsgMetaInfo: { TargetID: '', TargetSender: '', TargetChat: '' },
	VerifiedName: null,
	DeviceSentMeta: null,
	...more,
});

const inGroup = { Chat: GROUP, IsGroup: true };

const gows = (id: string, message: IDataObject, { body = null, more = {}, about = {} }: { body?: string | null; more?: IDataObject; about?: IDataObject } = {}) => {
	const told = info({ ID: id, ...about }) as IDataObject;
	const isGroup = told.IsGroup === true;
	return {
		id: `${String(told.IsFromMe)}_${String(told.Chat)}_${id}${isGroup ? `_${HIDDEN}` : ''}`,
		timestamp: SENT,
		from: told.Chat,
		fromMe: told.IsFromMe,
		source: 'app',
		body,
		to: isGroup ? told.Sender : null,
		participant: isGroup ? told.Sender : null,
		hasMedia: false,
		media: null,
		ack: 2,
		ackName: 'DEVICE',
		location: null,
		vCards: null,
		replyTo: null,
		_data: { Info: told, Message: message, IsEphemeral: false, IsViewOnce: false, IsViewOnceV2: false, IsEdit: false, RawMessage: message, Status: 3 },
		...more,
	};
};

const noweb = (id: string, message: IDataObject, { key = {}, pushName = 'Ann', ...more }: IDataObject & { key?: IDataObject; pushName?: string } = {}) => {
	const whole = { remoteJid: HIDDEN, remoteJidAlt: ANN_NET, fromMe: false, id, addressingMode: 'lid', ...key } as IDataObject;
	return {
		id: `${String(whole.fromMe)}_${String(whole.remoteJid).replace('@s.whatsapp.net', '@c.us')}_${id}${whole.participant ? `_${String(whole.participant)}` : ''}`,
		timestamp: SENT,
		from: String(whole.remoteJid).replace('@s.whatsapp.net', '@c.us'),
		fromMe: whole.fromMe,
		source: 'app',
		body: null,
		to: null,
		participant: whole.participant ?? null,
		hasMedia: false,
		media: null,
		_data: { key: whole, messageTimestamp: { low: SENT, high: 0, unsigned: true }, pushName, broadcast: false, message, status: 2 },
		...more,
	};
};

const webjs = (id: string, data: IDataObject, more: IDataObject = {}) => ({
	id: `false_${ANN}_${id}`,
	timestamp: SENT,
	from: ANN,
	fromMe: false,
	source: 'app',
	to: ME.id,
	body: '',
	hasMedia: false,
	media: null,
	vCards: [],
	_data: { id: { fromMe: false, remote: ANN, id, _serialized: `false_${ANN}_${id}` }, viewed: false, t: SENT, notifyName: 'Ann', from: ANN, to: ME.id, ack: 1, ...data },
	...more,
});

const quoted = { stanzaID: '3EB0QUOTED', participant: ME_NET, quotedMessage: { conversation: 'We are open' } };

/** The event, the engine with what is told, and its payload. */
export const PAYLOADS: Array<[event: string, which: string, payload: IDataObject]> = [
	['message', 'GOWS: a text of a hidden person', gows('3AC22AE73E797638455D', { conversation: 'Ixi kkk', messageContextInfo: { deviceListMetadataVersion: 2 } }, { body: 'Ixi kkk' })],
	[
		'message',
		'GOWS: an answer that names somebody, told with its keys, its text in its body',
		gows('3EB001', { senderKeyDistributionMessage: { groupID: GROUP }, extendedTextMessage: { text: 'When, @999999999999999?', contextInfo: { ...quoted, mentionedJID: ['999999999999999@lid'], isForwarded: true, forwardingScore: 2 } } }, { body: 'When, @999999999999999?', about: inGroup }),
	],
	[
		'message',
		'GOWS: a voice note in a group, with the keys of its sender beside it',
		gows('3EB002', { senderKeyDistributionMessage: { groupID: GROUP }, audioMessage: { URL: 'https://mmg.whatsapp.net/x', mimetype: 'audio/ogg; codecs=opus', fileLength: 4711, PTT: true } }, { about: inGroup, more: { hasMedia: true, media: { url: 'https://api.wawp.net/api/files/x.oga', filename: null, mimetype: 'audio/ogg; codecs=opus' } } }),
	],
	['message', 'GOWS: a picture to be seen once, without its wrapper', gows('3EB003', { imageMessage: { mimetype: 'image/jpeg', caption: 'Only you', viewOnce: true } }, { more: { hasMedia: true, media: { url: null, filename: null, mimetype: 'image/jpeg', error: { code: 'DOWNLOAD_FAILED', details: 'The media is gone' } } } })],
	[
		'message',
		'GOWS: by an ad',
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
	],
	['message', 'GOWS: a question about a product', gows('3EB005', { extendedTextMessage: { text: 'Is it there?', contextInfo: { stanzaID: '3EB0PRODUCT', participant: ME_NET, quotedMessage: { productMessage: { product: { productID: '777', title: 'Green tea', description: '100 g', currencyCode: 'EGP', priceAmount1000: 120000, retailerID: 'TEA-1' }, businessOwnerJID: ME_NET } } } } })],
	['message', 'GOWS: an answer to a story', gows('3EB006', { extendedTextMessage: { text: 'Nice', contextInfo: { stanzaID: '3EB0STORY', participant: ME_NET, remoteJID: 'status@broadcast', quotedMessage: { imageMessage: { caption: 'New tea' } } } } })],
	['message.any', 'GOWS: an own message to a hidden person', gows('3EB007', { conversation: 'Yes' }, { body: 'Yes', about: { IsFromMe: true, Sender: ME_NET, SenderAlt: '', RecipientAlt: ANN_NET, PushName: 'Example Shop' }, more: { source: 'api' } })],
	['message', 'NOWEB: a text of a hidden person', noweb('3EB0N1', { conversation: 'hi' })],
	['message', 'NOWEB: a tap on a row of a list', noweb('3EB0N2', { messageContextInfo: {}, listResponseMessage: { title: 'Hours', description: 'When we are open', listType: 1, singleSelectReply: { selectedRowId: 'r1' }, contextInfo: { stanzaId: '3EB0LIST', participant: ME_NET, quotedMessage: { listMessage: { description: 'Choose' } } } } })],
	['message', 'NOWEB: in a group, a member whose number is told, in a message that vanishes', noweb('3EB0N3', { ephemeralMessage: { message: { extendedTextMessage: { text: 'hi', contextInfo: { expiration: 86400 } } } } }, { key: { remoteJid: GROUP, remoteJidAlt: undefined, participant: HIDDEN, participantAlt: ANN_NET } })],
	['message', 'NOWEB: an older release names the number otherwise', noweb('3EB0N4', { conversation: 'hi' }, { key: { remoteJidAlt: undefined, senderPn: ANN_NET } })],
	['message.any', 'NOWEB: an own message to a hidden person', noweb('3EB0N5', { conversation: 'Yes' }, { key: { fromMe: true }, pushName: 'Example Shop' })],
	['message', 'WEBJS: a picture without a caption', webjs('3EB0W1', { type: 'image', body: '/9j/4AAQSkZJRgABAQAAAQABAAD', mimetype: 'image/jpeg', size: 90210 }, { hasMedia: true, media: { url: 'https://api.wawp.net/api/files/x.jpeg', mimetype: 'image/jpeg', filename: null } })],
	['message', 'WEBJS: a place, whose small picture is in its body', webjs('3EB0W2', { type: 'location', body: '/9j/4AAQSkZJRgABAQAAAQABAAD', lat: 30.0444, lng: 31.2357, loc: 'Tahrir\nCairo, Egypt' }, { body: '/9j/4AAQSkZJRgABAQAAAQABAAD', location: { latitude: 30.0444, longitude: 31.2357, name: 'Tahrir', address: 'Cairo, Egypt', description: 'Tahrir\nCairo, Egypt' } })],
	['message', 'WEBJS: a card, which is in its body', webjs('3EB0W3', { type: 'vcard', body: 'BEGIN:VCARD\nVERSION:3.0\nFN:Smith\\, Ann\nEND:VCARD' }, { body: 'BEGIN:VCARD\nVERSION:3.0\nFN:Smith\\, Ann\nEND:VCARD', vCards: ['BEGIN:VCARD\nVERSION:3.0\nFN:Smith\\, Ann\nEND:VCARD'] })],
	['message', 'WEBJS: a tap on a button', webjs('3EB0W4', { type: 'buttons_response', body: 'Yes', selectedButtonId: 'b1', quotedStanzaID: '3EB0BUTTONS', quotedParticipant: { server: 'c.us', user: '201000000009', _serialized: ME.id }, quotedMsg: { type: 'buttons', body: 'Choose' } }, { body: 'Yes' })],
	['message', 'WEBJS: a poll', webjs('3EB0W5', { type: 'poll_creation', pollName: 'Tea?', pollOptions: [{ name: 'Yes' }] })],
	['message.waiting', 'WEBJS: what cannot be read yet', webjs('3EB0W6', { type: 'ciphertext' })],
	['message.waiting', 'NOWEB: what cannot be read yet', noweb('3EB0N6', undefined as never)],
	[
		'message.reaction',
		'GOWS: to a message of this number, in a direct chat, told as the other side sees it',
		{ id: `false_${HIDDEN}_3EB0R1`, timestamp: SENT, from: HIDDEN, fromMe: false, source: 'app', to: null, participant: null, reaction: { text: '👍', messageId: `false_${ME.id}_3EB0007` } },
	],
	['message.reaction', 'GOWS: an own one', { id: `true_${ANN}_3EB0R2`, timestamp: SENT, from: ANN, fromMe: true, source: 'api', to: null, participant: null, reaction: { text: '', messageId: `false_${ANN}_3EB0008` } }],
	['message.reaction', 'NOWEB: in a group', { ...noweb('3EB0R3', { reactionMessage: { key: { remoteJid: GROUP, id: '3EB0009', participant: ME.lid, fromMe: true }, text: '❤️' } }, { key: { remoteJid: GROUP, remoteJidAlt: undefined, participant: HIDDEN, participantAlt: ANN_NET } }), reaction: { text: '❤️', messageId: `true_${GROUP}_3EB0009_${ME.id}` } }],
	['message.reaction', 'WEBJS: in a direct chat', { id: `false_${ANN}_3EB0R4`, from: ANN, fromMe: false, participant: ANN, to: ME.id, timestamp: SENT, reaction: { text: '❤️', messageId: `true_${ANN}_3EB0010` } }],
	['message.ack', 'GOWS: read', { id: `true_${HIDDEN}_3EB0007`, from: HIDDEN, to: null, participant: null, fromMe: true, ack: 3, ackName: 'READ', _data: { Chat: HIDDEN, Sender: HIDDEN, SenderAlt: ANN_NET, IsFromMe: false, IsGroup: false, MessageIDs: ['3EB0007'], MessageSender: '', Timestamp: SENT_ISO, Type: 'read' } }],
	['message.ack.group', 'GOWS: read by a hidden member', { id: `true_${GROUP}_3EB0007_${ME.id}`, from: GROUP, to: HIDDEN, participant: HIDDEN, fromMe: true, ack: 3, ackName: 'READ', _data: { Chat: GROUP, Sender: HIDDEN, SenderAlt: ANN_NET, IsFromMe: false, IsGroup: true, MessageIDs: ['3EB0007'], Timestamp: SENT_ISO, Type: 'read' } }],
	['message.ack', 'WEBJS: played', { ...webjs('x', { type: 'ptt' }), id: `true_${ANN}_3EB0011`, from: ME.id, to: ANN, fromMe: true, ack: 4, ackName: 'PLAYED', _data: undefined }],
	[
		'message.edited',
		'GOWS: in a group',
		{ ...gows('NOTICE', { protocolMessage: { key: { remoteJID: GROUP, fromMe: true, ID: 'ORIGINAL' }, type: 14, editedMessage: { conversation: 'New text' }, timestampMS: 1768580591000 } }, { about: { ...inGroup, Edit: '1' }, more: { editedMessageId: 'ORIGINAL', body: 'New text' } }) },
	],
	['message.edited', 'NOWEB: named by the protocol alone', noweb('NOTICE', { editedMessage: { message: { protocolMessage: { key: { remoteJid: ANN_NET, fromMe: true, id: 'ORIGINAL' }, type: 'MESSAGE_EDIT', editedMessage: { extendedTextMessage: { text: 'New text' } } } } } })],
	['message.edited', 'WEBJS: a caption', { ...webjs('ORIGINAL', { type: 'image', caption: 'New caption', body: '/9j/4AAQSkZJRgABAQ' }), body: 'New caption', editedMessageId: 'ORIGINAL' }],
	['message.revoked', 'GOWS: by its writer', { after: gows('NOTICE', { protocolMessage: { key: { remoteJID: ANN_NET, fromMe: true, ID: 'DELETED' }, type: 0 } }), before: null, revokedMessageId: 'DELETED' }],
	[
		'message.revoked',
		'GOWS: of somebody else, by an administrator of the group, in words beside the notice',
		{ after: { ...gows('NOTICE', {}, { about: inGroup }), _data: undefined }, before: null, revokedMessageId: 'DELETED', _data: { Info: info({ ...inGroup, ID: 'NOTICE' }), Message: { protocolMessage: { key: { remoteJID: GROUP, fromMe: false, ID: 'DELETED', participant: '201000000002@s.whatsapp.net' }, type: 0 } } } },
	],
	['message.revoked', 'GOWS: of this number, by an administrator of the group', { after: gows('NOTICE', { protocolMessage: { key: { remoteJID: GROUP, fromMe: false, ID: 'DELETED', participant: ME.lid }, type: 0 } }, { about: inGroup }), before: null, revokedMessageId: 'DELETED' }],
	['message.revoked', 'NOWEB: named by the protocol alone', { after: null, before: null, _data: noweb('NOTICE', { protocolMessage: { key: { remoteJid: ANN_NET, fromMe: true, id: 'DELETED' }, type: 'REVOKE' } })._data }],
	[
		'message.revoked',
		'WEBJS: in a group, with what it said',
		{
			after: { ...webjs('NOTICE', { type: 'revoked', protocolMessageKey: { fromMe: false, remote: GROUP, id: 'DELETED', participant: '201000000002@c.us', _serialized: `false_${GROUP}_DELETED_201000000002@c.us` } }), id: `false_${GROUP}_NOTICE_${ANN}`, from: GROUP, participant: ANN, author: ANN },
			before: { ...webjs('NOTICE', { type: 'chat', body: 'Oops' }), id: `false_${GROUP}_NOTICE_${ANN}`, from: GROUP, body: 'Oops', author: '201000000002@c.us' },
		},
	],
	[
		'poll.vote',
		'GOWS: of a hidden person, in a direct chat',
		{
			poll: { id: `false_${ME.id}_3EB0POLL`, to: null, from: ME.id, fromMe: false, participant: null },
			vote: { id: `false_${HIDDEN}_3EB0VOTE`, from: HIDDEN, fromMe: false, to: null, participant: null, selectedOptions: ['Tea', 'Cake'], timestamp: 1768580591123 },
			_data: { Info: info({ ID: '3EB0VOTE' }), Votes: ['Tea', 'Cake'] },
		},
	],
	[
		'poll.vote',
		'NOWEB: in a group, taken back',
		{
			poll: { id: `true_${GROUP}_3EB0POLL_${ME.id}`, to: GROUP, from: ME.id, fromMe: true, participant: ME.id },
			vote: { id: `false_${GROUP}_3EB0VOTE_${HIDDEN}`, from: GROUP, fromMe: false, to: GROUP, participant: HIDDEN, selectedOptions: [], timestamp: { low: -945934829, high: 411, unsigned: true } },
			_data: { key: { remoteJid: GROUP, participant: HIDDEN, participantAlt: ANN_NET, fromMe: false, id: '3EB0VOTE' } },
		},
	],
	['poll.vote.failed', 'GOWS: which cannot be read', { poll: { id: `true_${ANN}_3EB0POLL`, from: ANN, fromMe: true }, vote: { id: `false_${ANN}_3EB0VOTE`, from: ANN, fromMe: false, to: null, participant: null, selectedOptions: null, timestamp: 1768580591123 } }],
	['call.received', 'GOWS: of a hidden person', { id: 'CALL1', from: HIDDEN, timestamp: 1768580591.344, isVideo: false, isGroup: false, _data: { From: HIDDEN, Timestamp: '2026-01-16T16:23:11.344Z', CallCreator: HIDDEN, CallCreatorAlt: ANN_NET, CallID: 'CALL1', GroupJID: '', RemotePlatform: 'android' } }],
	['call.accepted', 'GOWS: by another device of this number', { id: 'CALL1', from: ME.id, timestamp: 1768580595.1, isVideo: false, isGroup: false, _data: { From: ME_NET, CallCreator: HIDDEN, CallCreatorAlt: ANN_NET, CallID: 'CALL1' } }],
	['call.received', 'GOWS: an own one', { id: 'CALL2', from: ME.id, timestamp: SENT, isVideo: true, isGroup: false, _data: { From: ME_NET, CallCreator: '999999999999999:3@lid', CallCreatorAlt: ME_NET, CallID: 'CALL2' } }],
	['call.rejected', 'NOWEB: of a group', { id: 'CALL3', from: ANN, timestamp: SENT, isVideo: false, isGroup: true, _data: { chatId: GROUP, from: ANN_NET, callerPn: ANN_NET, groupJid: GROUP, id: 'CALL3', status: 'reject', offline: false } }],
	['call.received', 'WEBJS: an own one, by its direction', { id: 'CALL4', from: ANN, timestamp: SENT, isVideo: false, isGroup: false, _data: { id: 'CALL4', peerJid: ANN, isVideo: false, isGroup: false, outgoing: true } }],
	['presence.update', 'GOWS: of a hidden person', { id: HIDDEN, presences: [{ participant: HIDDEN, lastKnownPresence: 'typing', lastSeen: null }] }],
	['group.v2.participants', 'GOWS: a hidden person was added', { group: { id: GROUP }, type: 'join', timestamp: 1768580591344, participants: [{ id: HIDDEN, pn: null, role: 'participant' }, { id: '201000000002@c.us', pn: '201000000002@c.us', role: 'participant' }], _data: { JID: GROUP, Sender: '222222222222222@lid', SenderPN: '201000000003@s.whatsapp.net', Timestamp: SENT_ISO, Join: [HIDDEN] } }],
	['group.v2.participants', 'NOWEB: this number was made an administrator', { group: { id: GROUP }, type: 'promote', timestamp: 1768580591344, participants: [{ id: ME.lid, pn: ME.id, role: 'admin' }], _data: { id: GROUP, author: HIDDEN, authorPn: ANN_NET } }],
	['group.v2.join', 'GOWS: this number was added', { timestamp: 1768580591344, group: { id: GROUP, subject: 'Tea', description: 'All about tea', participants: [{ id: HIDDEN, pn: ANN, role: 'superadmin' }, { id: ME.lid, pn: ME.id, role: 'participant' }] }, _data: {} }],
	['group.v2.leave', 'GOWS: this number was removed', { timestamp: 1768580591344, group: { id: GROUP }, _data: { JID: GROUP, Sender: HIDDEN, SenderPN: ANN_NET, Leave: ['201000000009@s.whatsapp.net'] } }],
	['group.v2.update', 'GOWS: another title', { timestamp: 1768580591344, group: { id: GROUP, subject: 'More tea' }, _data: { JID: GROUP, Sender: ANN_NET, Name: { Name: 'More tea' } } }],
	['label.chat.added', 'GOWS: without the label itself', { labelId: '7', chatId: HIDDEN, label: null, _data: {} }],
	[
		'event.response',
		'GOWS: a hidden person comes with others, told as the other side sees it',
		{ ...gows('3EB0RSVP', { encEventResponseMessage: { eventCreationMessageKey: { remoteJID: ME_NET, fromMe: false, ID: '3EB0EVENT' }, encPayload: 'x' } }), eventCreationKey: { id: `false_${ME.id}_3EB0EVENT`, from: ME.id, to: null, fromMe: false }, eventResponse: { response: 'GOING', timestampMs: 1768580591123, extraGuestCount: 2 } },
	],
	['event.response', 'NOWEB: by its number, in a group', { ...noweb('3EB0RSVP', {}, { key: { remoteJid: GROUP, remoteJidAlt: undefined, participant: HIDDEN, participantAlt: ANN_NET } }), eventCreationKey: { id: `true_${GROUP}_3EB0EVENT_${ME.id}`, from: GROUP, fromMe: true }, eventResponse: { response: 2, timestampMs: '1768580591123' } }],
	['event.response.failed', 'GOWS: which cannot be read', { ...gows('3EB0RSVP', {}), eventCreationKey: { id: `true_${HIDDEN}_3EB0EVENT`, from: HIDDEN, fromMe: true }, eventResponse: null }],
];

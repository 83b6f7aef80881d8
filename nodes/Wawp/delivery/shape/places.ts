/*
 * Where each engine puts what it knows: `payload` is what Wawp delivers, `raw` its `_data`, `info` the `_data.Info` of GOWS, `key`
 * an ID in parts (of NOWEB and WEBJS). The most reliable place comes first, whichever engine it is of.
 */

export const PLACES = {
	/** `true_201145202826@c.us_3EB0…`, in a group with `_<participant>` behind it. */
	wholeId: ['payload.id', 'payload.id._serialized', 'raw.id', 'raw.id._serialized', 'key._serialized', 'payload.messageId'],
	bareId: ['key.id', 'info.ID', 'payload.id', 'payload.messageId'],

	chat: ['payload.chatId'],
	/** Of an ID in parts; receipts of GOWS have no `Info` around it. */
	chatOfKey: ['key.remoteJid', 'key.remote', 'info.Chat', 'raw.Chat'],
	from: ['payload.from', 'raw.from', 'key.remoteJid', 'info.Chat'],
	to: ['payload.to', 'raw.to'],

	fromMe: ['payload.fromMe', 'key.fromMe', 'info.IsFromMe', 'raw.fromMe'],

	/** In a group its participant. */
	sender: ['payload.senderId', 'payload.participant', 'payload.author', 'key.participant', 'raw.author', 'raw.participant', 'info.Sender'],
	/** The same person under the other of two identities: a number, or what WhatsApp hides it behind. */
	senderAlt: [
		'info.SenderAlt',
		'raw.SenderAlt',
		'key.participantAlt',
		'key.participantPn',
		'key.participantLid',
		'key.senderAlt',
		'key.senderPn',
		'key.senderLid',
		'raw.participantAlt',
		'raw.participantPn',
		'raw.participantLid',
		'raw.senderPn',
		'raw.senderLid',
		'raw.author',
		'payload.senderAlt',
		'payload.senderPn',
		'payload.senderLid',
		'payload.participantAlt',
		'payload.participantPn',
		'payload.participantLid',
	],
	/** Of a direct chat: whoever is on the other side. */
	chatAlt: ['key.remoteJidAlt', 'key.remoteJidPn', 'key.remoteJidLid', 'raw.remoteJidAlt', 'payload.remoteJidAlt', 'payload.chatIdAlt'],
	/** Of what this number wrote itself. */
	recipientAlt: ['info.RecipientAlt', 'raw.RecipientAlt', 'key.recipientAlt', 'key.recipientPn', 'key.recipientLid', 'key.peerRecipientPn', 'payload.recipientAlt', 'payload.recipientPn'],
	senderName: ['info.PushName', 'raw.pushName', 'raw.notifyName', 'payload.pushName', 'payload.notifyName', 'raw.sender.pushname'],

	time: ['payload.timestamp', 'raw.t', 'raw.messageTimestamp', 'info.Timestamp', 'raw.Timestamp', 'raw.receipt.readTimestamp', 'raw.receipt.playedTimestamp', 'raw.receipt.receiptTimestamp', 'raw.attrs.t'],

	caller: ['raw.CallCreator', 'payload.caller', 'raw.peerJid', 'raw.from', 'payload.from'],
	callerAlt: ['raw.CallCreatorAlt', 'raw.callerPn', 'raw.callerLid', 'payload.callerPn', 'payload.callCreatorAlt', 'raw.fromAlt'],
	callChat: ['payload.chatId', 'raw.GroupJID', 'raw.groupJid', 'raw.chatId', 'raw.peerJid'],
	isOwnCall: ['payload.fromMe', 'raw.fromMe', 'raw.outgoing', 'payload.outgoing'],
} as const;

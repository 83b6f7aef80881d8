import { ANN, BOB_JID, GROUP, HIDDEN, JID, PHONE, type Places, inData } from './places';

const CARD = 'BEGIN:VCARD\nFN:Ann\nEND:VCARD';
const CARDS = [{ name: 'Ann', phoneNumber: null, vCard: CARD }];
const TEXT = '_data.message.extendedTextMessage';
const CONTEXT = `${TEXT}.contextInfo`;
const FILE = '_data.message.documentMessage';
const PLACE = '_data.message.locationMessage';
const inGroup = { from: GROUP, participant: HIDDEN };
const reply = { replyTo: { id: 'B' } };
const ad = (member: string) => [`${CONTEXT}.externalAdReply.${member}`, `_data.ctwaContext.${member}`];
const SHOWN = { _data: { ctwaContext: {}, message: { extendedTextMessage: { text: 'x' } } } };

/** Where WEBJS tells of a tap; Wawp may hand it on without `_data`. */
const taps = (place: string) => [place, `_data.${place}`];

const message = (rows: Array<Omit<Places, 'event'>>): Places[] => rows.map((row) => ({ event: 'message', ...row }));

const identity = message([
	{ field: 'messageId', places: ['id', 'id._serialized', '_data.id', '_data.id._serialized', '_data.key._serialized', 'messageId'], value: `false_${ANN}_A`, other: `false_${ANN}_B` },
	{ field: 'messageId', places: ['_data.key.id', '_data.Info.ID', 'id', 'messageId'], value: 'A', told: `false_${ANN}_A`, other: 'B', beside: { from: ANN } },
	{ field: 'messageId', places: ['_data.key.id', '_data.Info.ID', 'id', 'messageId'], value: 'A', told: `true_${ANN}_A`, beside: { from: ANN, fromMe: true } },
	{ field: 'messageId', places: ['_data.key.id', '_data.Info.ID', 'id', 'messageId'], value: 'A', told: `false_${GROUP}_A_${HIDDEN}`, beside: inGroup },
	{ field: 'chatId', places: ['chatId', '_data.key.remoteJid', '_data.key.remote', '_data.Info.Chat', '_data.Chat', 'from', '_data.from'], value: JID, told: ANN, other: BOB_JID },
	{ field: 'chatId', places: ['id'], value: `false_${ANN}_A`, told: ANN },
	{ field: 'chatId', places: ['to', '_data.to'], value: JID, told: ANN, other: BOB_JID, beside: { fromMe: true } },
	{ field: 'from', places: ['from', '_data.from', '_data.key.remoteJid', '_data.Info.Chat'], value: JID, told: ANN, other: BOB_JID },
	{ field: 'fromMe', places: ['fromMe', '_data.key.fromMe', '_data.Info.IsFromMe', '_data.fromMe'], value: true, other: false },
	{ field: 'fromMe', places: ['fromMe', '_data.key.fromMe', '_data.Info.IsFromMe', '_data.fromMe'], value: false, other: true },
	{ field: 'fromMe', places: ['id'], value: `true_${ANN}_A`, told: true },
	{ field: 'senderId', places: ['senderId', 'participant', 'author', '_data.key.participant', '_data.author', '_data.participant', '_data.Info.Sender'], value: JID, told: ANN, other: BOB_JID, beside: { from: GROUP } },
	{ field: 'senderId', places: ['id'], value: `false_${GROUP}_A_${ANN}`, told: ANN },
	{ field: 'senderId', places: ['from', '_data.from', 'chatId', '_data.Info.Chat'], value: JID, told: ANN, other: BOB_JID },
	...['senderPhone', 'senderLid'].map((field) => ({
		field,
		places: [
			...inData('Info.SenderAlt', 'SenderAlt'),
			...inData('key.participantAlt', 'key.participantPn', 'key.participantLid', 'key.senderAlt', 'key.senderPn', 'key.senderLid'),
			...inData('participantAlt', 'participantPn', 'participantLid', 'senderPn', 'senderLid', 'author'),
			...['senderAlt', 'senderPn', 'senderLid', 'participantAlt', 'participantPn', 'participantLid'],
		],
		value: field === 'senderPhone' ? JID : HIDDEN,
		told: field === 'senderPhone' ? PHONE : HIDDEN,
		other: field === 'senderPhone' ? BOB_JID : '111111111111111@lid',
		beside: { from: GROUP, participant: field === 'senderPhone' ? HIDDEN : ANN },
	})),
	...['senderPhone', 'chatPhone'].map((field) => ({ field, places: [...inData('key.remoteJidAlt', 'key.remoteJidPn', 'key.remoteJidLid', 'remoteJidAlt'), 'remoteJidAlt', 'chatIdAlt'], value: JID, told: PHONE, other: BOB_JID, beside: { from: HIDDEN } })),
	{ field: 'chatPhone', places: [...inData('Info.RecipientAlt', 'RecipientAlt', 'key.recipientAlt', 'key.recipientPn', 'key.recipientLid', 'key.peerRecipientPn'), 'recipientAlt', 'recipientPn'], value: JID, told: PHONE, other: BOB_JID, beside: { chatId: HIDDEN, fromMe: true } },
	{ field: 'senderName', places: [...inData('Info.PushName', 'pushName', 'notifyName'), 'pushName', 'notifyName', '_data.sender.pushname'], value: 'Ann', other: 'Bob' },
	{ field: 'timestamp', places: ['timestamp', ...inData('t', 'messageTimestamp', 'Info.Timestamp', 'Timestamp', 'receipt.readTimestamp', 'receipt.playedTimestamp', 'receipt.receiptTimestamp', 'attrs.t')], value: 1768580591, told: '2026-01-16T16:23:11.000Z', other: 1768580600 },
]);

const contents = message([
	{ field: 'text', places: ['body', '_data.body', `${TEXT}.text`, '_data.rawMessage.conversation', ...inData('caption', 'pollName', 'eventName', 'selectedDisplayText', 'orderTitle', 'title')], value: 'hi', other: 'ho' },
	{ field: 'text', places: ['_data.listResponse.title', 'body', '_data.message.conversation', '_data.caption'], value: 'hi', other: 'ho' },
	{ field: 'tappedId', places: ['selectedButtonId', 'selectedId', 'selectedRowId', 'listResponse.singleSelectReply.selectedRowId'].flatMap(taps), value: 'b1' },
	{ field: 'tappedId', places: ['_data.message.listResponseMessage.singleSelectReply.selectedRowId', ...inData('selectedButtonId', 'selectedId', 'selectedRowId', 'listResponse.singleSelectReply.selectedRowId'), 'selectedButtonId', 'selectedId', 'selectedRowId', 'listResponse.singleSelectReply.selectedRowId'], value: 'b1', other: 'b2' },
	{ field: 'tappedId', places: ['nativeFlowResponse.paramsJson', 'interactiveResponse.nativeFlowResponseMessage.paramsJson'].flatMap(taps), value: '{"id":"b1"}', told: 'b1' },
	{ field: 'hasMedia', places: ['hasMedia', '_data.hasMedia'], value: true, other: false },
	{ field: 'hasMedia', places: ['hasMedia', '_data.hasMedia'], value: false, beside: { media: {} } },
	{ field: 'hasMedia', places: ['media', ...inData('message.imageMessage', 'message.videoMessage', 'message.ptvMessage', 'message.audioMessage', 'message.documentMessage', 'message.stickerMessage')], value: {}, told: true },
	{ field: 'media.mimetype', places: ['media.mimetype', '_data.mimetype', `${FILE}.mimetype`], value: 'application/pdf', other: 'image/png', beside: { hasMedia: true } },
	{ field: 'media.filename', places: ['media.filename', '_data.filename', `${FILE}.fileName`], value: 'a.pdf', other: 'b.pdf', beside: { hasMedia: true } },
	{ field: 'media.size', places: ['media.size', 'media.filesize', '_data.size', `${FILE}.fileLength`], value: '4711', told: 4711, other: 5, beside: { hasMedia: true } },
	{ field: 'media.url', places: ['media.url', 'mediaUrl'], value: 'https://files.example/a', other: 'https://files.example/b', beside: { hasMedia: true } },
	{ field: 'media.error', places: ['media.error', 'media.error.message', 'media.error.details', 'media.error.reason', 'media.error.code'], value: 'It is gone', beside: { hasMedia: true } },
	{ field: 'media.error', places: ['media.error'], value: {}, told: 'Wawp could not get the file', beside: { hasMedia: true } },
	...[0, '0'].map((value) => ({ field: 'media', places: ['media.error'], value, told: { mimetype: null, filename: null, size: null, url: null }, beside: { hasMedia: true } })),
	{ field: 'media.error', places: ['media.error'], value: { code: 'GONE', message: 'It is GONE' }, told: 'It is GONE', beside: { hasMedia: true } },
	{ field: 'replyTo.messageId', places: ['replyTo.id', 'replyTo.id._serialized', `${CONTEXT}.stanzaId`, '_data.quotedStanzaID'], value: 'B', other: 'C' },
	{ field: 'replyTo.text', places: ['replyTo.body', `${CONTEXT}.quotedMessage.conversation`, 'replyTo._data.conversation', ...inData('quotedMsg.body', 'quotedMsg.caption')], value: 'hello', other: 'hi', beside: reply },
	{ field: 'replyTo.senderId', places: ['replyTo.participant', `${CONTEXT}.participant`, '_data.quotedParticipant'], value: JID, told: ANN, other: BOB_JID, beside: reply },
	{ field: 'replyTo.isStatus', places: [`${CONTEXT}.remoteJid`, '_data.quotedRemoteJid'], value: 'status@broadcast', told: true, beside: reply },
	{ field: 'replyTo.isStatus', places: ['replyTo.id'], value: 'false_status@broadcast_B', told: true },
	{ field: 'replyTo.isStatus', places: [`${CONTEXT}.remoteJid`], value: GROUP, told: false, beside: reply },
	{ field: 'mentions', places: ['mentionedIds', '_data.mentionedJidList', `${CONTEXT}.mentionedJid`], value: [JID, HIDDEN], told: [ANN, HIDDEN], other: [BOB_JID] },
	{ field: 'contacts', places: ['vCards', '_data.message.contactsArrayMessage.contacts', '_data.vcardList'], value: [{ vcard: CARD }], told: CARDS },
	{ field: 'contacts', places: ['vCards'], value: [CARD], told: CARDS },
	{ field: 'contacts', places: ['body', '_data.message.contactMessage.vcard'], value: CARD, told: CARDS },
	{ field: 'contacts', places: ['_data.body'], value: CARD, told: CARDS, beside: { _data: { type: 'vcard' } } },
	{ field: 'isForwarded', places: ['isForwarded', '_data.isForwarded', `${CONTEXT}.isForwarded`], value: true, other: false },
	{ field: 'isForwarded', places: ['isForwarded', '_data.isForwarded'], value: false, beside: { _data: { message: { extendedTextMessage: { contextInfo: { isForwarded: true } } } } } },
	{ field: 'isForwarded', places: [`${CONTEXT}.forwardingScore`], value: 1, told: true },
	{ field: 'isForwarded', places: [`${CONTEXT}.forwardingScore`], value: 0, told: false },
	{ field: 'isViewOnce', places: inData('isViewOnce', 'isViewOnceV2', 'isViewOnceV2Extension', 'key.isViewOnce', 'message.imageMessage.viewOnce'), value: true },
	{ field: 'isViewOnce', places: inData('message.viewOnceMessage.message', 'message.viewOnceMessageV2.message', 'message.viewOnceMessageV2Extension.message'), value: { imageMessage: {} }, told: true },
	{ field: 'isDisappearing', places: ['_data.isEphemeral'], value: true },
	{ field: 'isDisappearing', places: [...inData('ephemeralDuration', 'ephemeralExpiration'), `${CONTEXT}.expiration`], value: 86400, told: true },
	{ field: 'isDisappearing', places: [...inData('ephemeralDuration', 'ephemeralExpiration'), `${CONTEXT}.expiration`], value: 0, told: false },
	{ field: 'isDisappearing', places: ['_data.message.ephemeralMessage.message'], value: { conversation: 'x' }, told: true },
	{ field: 'source', places: ['source'], value: 'api' },
]);

const where = message([
	{ field: 'location.latitude', places: ['location.latitude', 'location.degreesLatitude', 'location.lat', `${PLACE}.degreesLatitude`], value: 1.5, other: 9 },
	{ field: 'location.longitude', places: ['location.longitude', 'location.degreesLongitude', 'location.lng', `${PLACE}.degreesLongitude`], value: 2.5, other: 9 },
	{ field: 'location.description', places: ['location.description', 'location.name', 'location.title', `${PLACE}.name`], value: 'Tahrir', other: 'Giza' },
	{ field: 'location.address', places: ['location.address', `${PLACE}.address`], value: 'Cairo', other: 'Giza' },
	{ field: 'location.latitude', places: ['_data.lat'], value: 1.5, beside: { _data: { type: 'location' } } },
	{ field: 'location.longitude', places: ['_data.lng'], value: 2.5, beside: { _data: { type: 'location' } } },
	{ field: 'location.description', places: ['_data.loc'], value: 'Tahrir\nCairo', told: 'Tahrir', beside: { _data: { type: 'location' } } },
	{ field: 'location.address', places: ['_data.loc'], value: 'Tahrir\nStreet 1\nCairo', told: 'Street 1\nCairo', beside: { _data: { type: 'location' } } },
	// What Wawp itself leaves out, the engine may tell.
	{ field: 'location.latitude', places: [`${PLACE}.degreesLatitude`], value: 1.5, beside: { location: {} } },
	{ field: 'location.longitude', places: [`${PLACE}.degreesLongitude`], value: 2.5, beside: { location: {} } },
	{ field: 'location.description', places: [`${PLACE}.name`, '_data.loc'], value: 'Tahrir', other: 'Giza', beside: { location: {} } },
	{ field: 'location.address', places: [`${PLACE}.address`], value: 'Cairo', beside: { location: {} } },
	{ field: 'location.latitude', places: ['_data.message.liveLocationMessage.degreesLatitude'], value: 1.5 },
]);

const SHOP = ['_data.message.productMessage.product', `${CONTEXT}.quotedMessage.productMessage.product`, 'replyTo._data.productMessage.product'];
const shops = (member: string) => [...SHOP.map((place) => `${place}.${member}`)];
const WEBJS_SHOP = { _data: { type: 'product' } };
const WEBJS_ASKED = { _data: { quotedMsg: { type: 'product' } } };

const shop = message([
	...[['productId', 'productId'], ['title', 'title'], ['description', 'description'], ['currency', 'currencyCode'], ['retailerId', 'retailerId'], ['url', 'url']].flatMap(([field, member]) => [
		{ field: `product.${field}`, places: shops(member!), value: 'x' },
		{ field: `product.${field}`, places: [`_data.${member}`], value: 'x', beside: WEBJS_SHOP },
		{ field: `product.${field}`, places: [`_data.quotedMsg.${member}`], value: 'x', beside: WEBJS_ASKED },
	]),
	{ field: 'product.price', places: [...shops('priceAmount1000'), ...shops('salePriceAmount1000')], value: '49990', told: 49.99 },
	{ field: 'product.price', places: ['_data.message.productMessage.product.priceAmount1000'], value: 49990, told: 49.99, beside: { _data: { message: { productMessage: { product: { salePriceAmount1000: 0 } } } } } },
	{ field: 'product.price', places: [SHOP[0]!], value: { priceAmount1000: 50000, salePriceAmount1000: 40000 }, told: 40 },
	{ field: 'product.price', places: [SHOP[0]!], value: { title: 'Tea' }, told: null },

	...[['title', 'title'], ['text', 'body'], ['text', 'description'], ['sourceId', 'sourceId'], ['sourceUrl', 'sourceUrl'], ['app', 'sourceApp'], ['clickId', 'ctwaClid']].map(([field, member]) => ({ field: `ad.${field}`, places: ad(member!), value: 'x', beside: SHOWN })),
	{ field: 'ad.sourceType', places: ad('sourceType'), value: 'post' },
	{ field: 'ad.sourceType', places: ad('sourceType'), value: 'ad' },
	{ field: 'ad.sourceType', places: [...ad('ctwaClid'), ...ad('sourceId'), '_data.ctwaContext.title'], value: 'x', told: 'ad' },
	{ field: 'ad.sourceType', places: [`${CONTEXT}.externalAdReply.showAdAttribution`], value: true, told: 'ad' },
	{ field: 'ad.sourceType', places: [`${CONTEXT}.entryPointConversionSource`], value: 'ctwa_ad', told: 'ad' },
	{ field: 'ad.app', places: [`${CONTEXT}.externalAdReply.sourceApp`, `${CONTEXT}.entryPointConversionApp`], value: 'instagram', other: 'facebook', beside: SHOWN },
	// a link with a preview
	{ field: 'ad', places: [`${CONTEXT}.externalAdReply`], value: { title: 'News', sourceUrl: 'https://news.example', sourceType: 'link' }, told: null },
	{ field: 'ad', places: [`${CONTEXT}.entryPointConversionSource`], value: 'global_search_new_chat', told: null },
]);

const WEBJS_TYPES: Record<string, string[]> = {
	text: ['chat', 'list', 'list_response', 'buttons', 'buttons_response', 'template_button_reply', 'interactive', 'interactive_response', 'hsm'],
	image: ['image'],
	video: ['video', 'ptv'],
	audio: ['audio'],
	voice: ['ptt'],
	document: ['document'],
	sticker: ['sticker'],
	location: ['location'],
	contacts: ['vcard', 'multi_vcard'],
	poll: ['poll_creation'],
	event: ['event_creation'],
};

const MIME_TYPES = [['image/webp', 'sticker'], ['image/jpeg', 'image'], ['video/mp4', 'video'], ['audio/ogg; codecs=opus', 'audio'], ['application/pdf', 'document'], ['text/x-image', 'document']] as const;

const types = message([
	...Object.entries(WEBJS_TYPES).flatMap(([told, names]) => names.map((value) => ({ field: 'type', places: ['_data.type'], value, told }))),
	...MIME_TYPES.map(([value, told]) => ({ field: 'type', places: ['media.mimetype', '_data.mimetype'], value, told, beside: { hasMedia: true } })),
	{ field: 'type', places: ['location'], value: { latitude: 1 }, told: 'location' },
	{ field: 'type', places: ['vCards'], value: [CARD], told: 'contacts' },
	{ field: 'type', places: ['_data.message.audioMessage.ptt'], value: true, told: 'voice' },
	{ field: 'type', places: ['_data.message.audioMessage.ptt'], value: false, told: 'audio' },
	{ field: 'type', places: ['from'], value: ANN, told: 'other' },
	{ field: 'type', places: ['body'], value: 'hi', told: 'text' },
	...[[ANN, 'direct'], [HIDDEN, 'direct'], [GROUP, 'group'], ['1@newsletter', 'channel'], ['status@broadcast', 'status'], ['1@broadcast', 'broadcast']].map(([value, told]) => ({ field: 'chatType', places: ['chatId'], value, told })),
]);

export const placesOfMessages: Places[] = [...identity, ...contents, ...where, ...shop, ...types];

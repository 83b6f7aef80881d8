import type { IDataObject } from 'n8n-workflow';

import type { MessageType } from '../../nodes/Wawp/delivery/shape/protocol';

/** What WhatsApp puts into a member of `Message`, and what an item tells of it. */
export interface Member {
	content: IDataObject | string;
	type: MessageType;
	/** Without one there is no text. */
	text?: string;
	tappedId?: string;
}

const file = { url: 'https://mmg.whatsapp.net/x', mimetype: 'x/y', fileLength: '4711', jpegThumbnail: '/9j/4AAQSkZJRgABAQAAAQABAAD' };
const key = { remoteJid: '201145202826@s.whatsapp.net', fromMe: false, id: '3EB0KEY' };
const hydrated = { hydratedContentText: 'Your order is on its way', hydratedFooterText: 'Example Shop', hydratedButtons: [{ index: 0, quickReplyButton: { displayText: 'Track', id: 'track' } }] };

/** Each member of the protocol. A wrapper holds a text here: whatever else it may hold is tried in each of them. */
export const MEMBERS: Record<string, Member> = {
	conversation: { content: 'hi', type: 'text', text: 'hi' },
	extendedTextMessage: { content: { text: 'see https://example.com', title: 'Example', description: 'A page' }, type: 'text', text: 'see https://example.com' },
	extendedTextMessageWithParentKey: { content: { key, linkedMessage: { text: 'hi' } }, type: 'text', text: 'hi' },

	imageMessage: { content: { ...file, mimetype: 'image/jpeg', caption: 'The menu' }, type: 'image', text: 'The menu' },
	videoMessage: { content: { ...file, mimetype: 'video/mp4', caption: 'Look', gifPlayback: true }, type: 'video', text: 'Look' },
	ptvMessage: { content: { ...file, mimetype: 'video/mp4' }, type: 'video' },
	audioMessage: { content: { ...file, mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds: 3 }, type: 'voice' },
	documentMessage: { content: { ...file, mimetype: 'application/pdf', fileName: 'menu.pdf', title: 'menu', caption: 'Here it is' }, type: 'document', text: 'Here it is' },
	stickerMessage: { content: { ...file, mimetype: 'image/webp', isAnimated: true }, type: 'sticker' },
	stickerPackMessage: { content: { stickerPackId: '1', name: 'Cats', publisher: 'Ann', fileLength: 1 }, type: 'other', text: 'Cats' },
	albumMessage: { content: { expectedImageCount: 3, expectedVideoCount: 0 }, type: 'other' },

	locationMessage: { content: { degreesLatitude: 30, degreesLongitude: 31, name: 'Cairo', address: 'Egypt', jpegThumbnail: '/9j/4AAQ' }, type: 'location' },
	liveLocationMessage: { content: { degreesLatitude: 30, degreesLongitude: 31, caption: 'On my way' }, type: 'location', text: 'On my way' },
	contactMessage: { content: { displayName: 'Ann', vcard: 'BEGIN:VCARD\nFN:Ann\nEND:VCARD' }, type: 'contacts' },
	contactsArrayMessage: { content: { displayName: '2 contacts', contacts: [{ vcard: 'BEGIN:VCARD\nFN:Ann\nEND:VCARD' }] }, type: 'contacts' },

	pollCreationMessage: { content: { name: 'Tea?', options: [{ optionName: 'Yes' }, { optionName: 'No' }], selectableOptionsCount: 1 }, type: 'poll', text: 'Tea?' },
	pollCreationMessageV2: { content: { name: 'Tea?', options: [{ optionName: 'Yes' }] }, type: 'poll', text: 'Tea?' },
	pollCreationMessageV3: { content: { name: 'Tea?', options: [{ optionName: 'Yes' }] }, type: 'poll', text: 'Tea?' },
	pollCreationMessageV5: { content: { name: 'Tea?', options: [{ optionName: 'Yes' }], correctAnswer: { optionName: 'Yes' } }, type: 'poll', text: 'Tea?' },
	pollResultSnapshotMessage: { content: { name: 'Tea?', pollVotes: [{ optionName: 'Yes', optionVoteCount: 3 }] }, type: 'poll', text: 'Tea?' },
	pollResultSnapshotMessageV3: { content: { name: 'Tea?', pollVotes: [] }, type: 'poll', text: 'Tea?' },
	pollUpdateMessage: { content: { pollCreationMessageKey: key, vote: { encPayload: 'x', encIv: 'y' } }, type: 'other' },

	eventMessage: { content: { name: 'Party', description: 'Bring cake', startTime: 1700000000, location: { name: 'Cairo' } }, type: 'event', text: 'Party' },
	encEventResponseMessage: { content: { eventCreationMessageKey: key, encPayload: 'x' }, type: 'other' },
	encEventUpdateMessage: { content: { eventCreationMessageKey: key, encPayload: 'x' }, type: 'other' },

	templateMessage: { content: { templateId: '1', hydratedTemplate: hydrated }, type: 'text', text: 'Your order is on its way' },
	highlyStructuredMessage: { content: { namespace: 'n', elementName: 'order', hydratedHsm: { hydratedTemplate: hydrated } }, type: 'text', text: 'Your order is on its way' },
	buttonsMessage: { content: { contentText: 'Choose', footerText: 'Example Shop', buttons: [{ buttonId: 'b1', buttonText: { displayText: 'Yes' } }] }, type: 'text', text: 'Choose' },
	interactiveMessage: { content: { header: { title: 'Hello' }, body: { text: 'Choose' }, nativeFlowMessage: { buttons: [{ name: 'quick_reply', buttonParamsJson: '{}' }] } }, type: 'text', text: 'Choose' },
	listMessage: { content: { title: 'Shop', description: 'Choose', buttonText: 'Open', sections: [] }, type: 'text', text: 'Choose' },
	buttonsResponseMessage: { content: { selectedButtonId: 'b1', selectedDisplayText: 'Yes', type: 1 }, type: 'text', text: 'Yes', tappedId: 'b1' },
	templateButtonReplyMessage: { content: { selectedId: 'track', selectedDisplayText: 'Track', selectedIndex: 0 }, type: 'text', text: 'Track', tappedId: 'track' },
	listResponseMessage: { content: { title: 'Hours', description: 'When we are open', singleSelectReply: { selectedRowId: 'r1' }, listType: 1 }, type: 'text', text: 'Hours', tappedId: 'r1' },
	interactiveResponseMessage: { content: { body: { text: 'Yes' }, nativeFlowResponseMessage: { name: 'quick_reply', paramsJson: '{"id":"b1"}', version: 3 } }, type: 'text', text: 'Yes', tappedId: 'b1' },

	productMessage: { content: { product: { productId: 'p1', title: 'Tea', priceAmount1000: '2500', currencyCode: 'EGP' }, businessOwnerJid: '201145202826@s.whatsapp.net', body: 'Is it there?' }, type: 'other', text: 'Is it there?' },
	orderMessage: { content: { orderId: 'o1', itemCount: 2, message: 'Please by noon', orderTitle: 'Example Shop' }, type: 'other', text: 'Please by noon' },
	invoiceMessage: { content: { note: 'Thank you', token: 't' }, type: 'other', text: 'Thank you' },
	sendPaymentMessage: { content: { noteMessage: { extendedTextMessage: { text: 'For the tea' } } }, type: 'other', text: 'For the tea' },
	requestPaymentMessage: { content: { noteMessage: { conversation: 'For the tea' }, amount1000: 5000, currencyCodeIso4217: 'EGP' }, type: 'other', text: 'For the tea' },
	declinePaymentRequestMessage: { content: { key }, type: 'other' },
	cancelPaymentRequestMessage: { content: { key }, type: 'other' },
	paymentInviteMessage: { content: { serviceType: 3, expiryTimestamp: 1 }, type: 'other' },

	groupInviteMessage: { content: { groupJid: '1234567890@g.us', inviteCode: 'c', groupName: 'Tea', caption: 'Come in' }, type: 'other', text: 'Come in' },
	newsletterAdminInviteMessage: { content: { newsletterJid: '120363041234567890@newsletter', newsletterName: 'Tea', caption: 'Help me' }, type: 'other', text: 'Help me' },
	newsletterFollowerInviteMessageV2: { content: { newsletterJid: '120363041234567890@newsletter', newsletterName: 'Tea' }, type: 'other', text: 'Tea' },
	scheduledCallCreationMessage: { content: { scheduledTimestampMs: 1, callType: 1, title: 'Talk' }, type: 'other', text: 'Talk' },
	scheduledCallEditMessage: { content: { key, editType: 1 }, type: 'other' },
	bcallMessage: { content: { sessionId: 's', mediaType: 1, caption: 'Live' }, type: 'other', text: 'Live' },
	call: { content: { callKey: 'x', conversionSource: 'ad' }, type: 'other' },
	callLogMesssage: { content: { isVideo: false, callOutcome: 1, durationSecs: 0, callType: 0 }, type: 'other' },
	chat: { content: { displayName: 'Ann', id: '201145202826@s.whatsapp.net' }, type: 'other', text: 'Ann' },

	questionResponseMessage: { content: { key, text: 'Yes' }, type: 'text', text: 'Yes' },
	statusQuestionAnswerMessage: { content: { key, text: 'Yes' }, type: 'text', text: 'Yes' },
	statusQuotedMessage: { content: { type: 1, text: 'Yes', thumbnail: '/9j/4AAQ', originalStatusId: key }, type: 'text', text: 'Yes' },
	statusNotificationMessage: { content: { responseMessageKey: key, originalMessageKey: key, type: 2 }, type: 'other' },
	statusStickerInteractionMessage: { content: { key, stickerKey: 's', type: 1 }, type: 'other' },
	richResponseMessage: { content: { messageType: 1, submessages: [{ messageType: 2, messageText: 'One' }, { messageType: 4 }, { messageType: 2, messageText: 'Two' }] }, type: 'text', text: 'One\nTwo' },
	reactionMessage: { content: { key, text: '❤️', senderTimestampMs: '1' }, type: 'other', text: '❤️' },
	encReactionMessage: { content: { targetMessageKey: key, encPayload: 'x' }, type: 'other' },
	encCommentMessage: { content: { targetMessageKey: key, encPayload: 'x' }, type: 'other' },
	secretEncryptedMessage: { content: { targetMessageKey: key, encPayload: 'x', secretEncType: 2 }, type: 'other' },

	protocolMessage: { content: { key, type: 3, ephemeralExpiration: 86400 }, type: 'other' },
	keepInChatMessage: { content: { key, keepType: 1 }, type: 'other' },
	pinInChatMessage: { content: { key, type: 1 }, type: 'other' },
	requestPhoneNumberMessage: { content: { contextInfo: {} }, type: 'other' },
	placeholderMessage: { content: { type: 0 }, type: 'other' },
	stickerSyncRmrMessage: { content: { filehash: ['x'], rmrSource: 's' }, type: 'other' },
	messageHistoryBundle: { content: { mimetype: 'application/x', directPath: '/x' }, type: 'other' },
	messageHistoryNotice: { content: { messageHistoryMetadata: { messageCount: 3 } }, type: 'other' },
};

/** Members that are no content: they stand beside it. */
export const BESIDE: Record<string, IDataObject> = {
	senderKeyDistributionMessage: { groupId: '1234567890@g.us', axolotlSenderKeyDistributionMessage: 'x' },
	fastRatchetKeySenderKeyDistributionMessage: { groupId: '1234567890@g.us' },
	messageContextInfo: { deviceListMetadataVersion: 2, messageSecret: 'x' },
};

/** Members that hold a message: their content is its content. What is left of them without one is their type. */
export const WRAPPERS: Record<string, MessageType> = {
	associatedChildMessage: 'other',
	botForwardedMessage: 'other',
	botInvokeMessage: 'other',
	botTaskMessage: 'other',
	commentMessage: 'text',
	deviceSentMessage: 'other',
	documentWithCaptionMessage: 'document',
	editedMessage: 'other',
	ephemeralMessage: 'other',
	eventCoverImage: 'image',
	groupMentionedMessage: 'other',
	groupStatusMentionMessage: 'other',
	groupStatusMessage: 'other',
	groupStatusMessageV2: 'other',
	limitSharingMessage: 'other',
	lottieStickerMessage: 'sticker',
	pollCreationMessageV4: 'poll',
	pollCreationOptionImageMessage: 'image',
	questionMessage: 'other',
	questionReplyMessage: 'other',
	statusAddYours: 'other',
	statusMentionMessage: 'other',
	viewOnceMessage: 'other',
	viewOnceMessageV2: 'other',
	viewOnceMessageV2Extension: 'other',
};

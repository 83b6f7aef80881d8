/* WhatsApp's own kinds of messages: the members of `Message` in its protocol. A message has one of them as its content. */

export type MessageType = 'text' | 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker' | 'location' | 'contacts' | 'poll' | 'event' | 'other';

/** What a member of `Message` is to its reader. */
export interface Kind {
	type: MessageType;
	/** Where its text is, the best place first: members of it, and members of members. */
	text?: string[];
	/** Where the ID of what was tapped is. */
	tapped?: string[];
	/** Where a picture, a video or a file may stand above its text. */
	heading?: string[];
	/** Its content is a `message` of its own; the type is what is left where that is missing. */
	wraps?: true;
}

/** What is known of a member. WhatsApp adds new ones every few months: such a one is told by the places that the others use. */
export function kindOf(name: string): Kind | undefined {
	const own = name.toLowerCase();
	// Its next version is still of that kind.
	return KINDS.get(own) ?? KINDS.get(own.replace(/v\d{1,2}$/, ''));
}

/** Keys and settings that come along with a message, beside its content. */
export const isBeside = (name: string): boolean => BESIDE.has(name.toLowerCase());

/** Where members that nobody knows yet may have a text. */
export const ANY_TEXT = ['text', 'caption', 'contentText', 'body.text', 'body', 'title', 'name', 'description'];

const BESIDE = lowered(['senderKeyDistributionMessage', 'fastRatchetKeySenderKeyDistributionMessage', 'messageContextInfo']);

/** GOWS prints the language of its own for "one of these": `Response`, `Format`, `Header`, `Media` and the like stand between. */
const KNOWN: Record<string, Kind> = {
	conversation: { type: 'text' },
	extendedTextMessage: { type: 'text', text: ['text'] },
	extendedTextMessageWithParentKey: { type: 'text', text: ['linkedMessage.text'] },

	imageMessage: { type: 'image', text: ['caption'] },
	videoMessage: { type: 'video', text: ['caption'] },
	ptvMessage: { type: 'video', text: ['caption'] },
	audioMessage: { type: 'audio' },
	documentMessage: { type: 'document', text: ['caption'] },
	stickerMessage: { type: 'sticker' },
	stickerPackMessage: { type: 'other', text: ['caption', 'name'] },
	albumMessage: { type: 'other' },

	locationMessage: { type: 'location', text: ['comment'] },
	liveLocationMessage: { type: 'location', text: ['caption'] },
	contactMessage: { type: 'contacts' },
	contactsArrayMessage: { type: 'contacts' },

	pollCreationMessage: { type: 'poll', text: ['name'] },
	pollCreationMessageV2: { type: 'poll', text: ['name'] },
	pollCreationMessageV3: { type: 'poll', text: ['name'] },
	pollCreationMessageV5: { type: 'poll', text: ['name'] },
	pollResultSnapshotMessage: { type: 'poll', text: ['name'] },
	pollResultSnapshotMessageV3: { type: 'poll', text: ['name'] },
	pollUpdateMessage: { type: 'other' },

	eventMessage: { type: 'event', text: ['name', 'description'] },
	encEventResponseMessage: { type: 'other' },
	encEventUpdateMessage: { type: 'other' },

	// What businesses send to be tapped, and what people tap.
	templateMessage: {
		type: 'text',
		text: [
			'hydratedTemplate.hydratedContentText',
			'hydratedFourRowTemplate.hydratedContentText',
			'format.hydratedFourRowTemplate.hydratedContentText',
			'interactiveMessageTemplate.body.text',
			'format.interactiveMessageTemplate.body.text',
			'hydratedTemplate.hydratedTitleText',
			'hydratedFourRowTemplate.hydratedTitleText',
			'hydratedTemplate.title.hydratedTitleText',
			'fourRowTemplate.content.elementName',
			'format.fourRowTemplate.content.elementName',
		],
		heading: [
			'hydratedTemplate',
			'hydratedTemplate.title',
			'hydratedFourRowTemplate',
			'hydratedFourRowTemplate.title',
			'format.hydratedFourRowTemplate',
			'format.hydratedFourRowTemplate.title',
			'fourRowTemplate',
			'interactiveMessageTemplate.header',
			'interactiveMessageTemplate.header.media',
		],
	},
	highlyStructuredMessage: {
		type: 'text',
		text: ['hydratedHsm.hydratedTemplate.hydratedContentText', 'hydratedHsm.hydratedFourRowTemplate.hydratedContentText', 'hydratedHsm.format.hydratedFourRowTemplate.hydratedContentText', 'elementName'],
		heading: ['hydratedHsm.hydratedTemplate', 'hydratedHsm.hydratedTemplate.title', 'hydratedHsm.hydratedFourRowTemplate'],
	},
	buttonsMessage: { type: 'text', text: ['contentText', 'text', 'header.text', 'footerText'], heading: ['', 'header'] },
	interactiveMessage: { type: 'text', text: ['body.text', 'header.title', 'header.subtitle', 'footer.text'], heading: ['header', 'header.media'] },
	listMessage: { type: 'text', text: ['description', 'title', 'buttonText', 'footerText'] },
	buttonsResponseMessage: { type: 'text', text: ['selectedDisplayText', 'response.selectedDisplayText'], tapped: ['selectedButtonId'] },
	templateButtonReplyMessage: { type: 'text', text: ['selectedDisplayText'], tapped: ['selectedId'] },
	listResponseMessage: { type: 'text', text: ['title', 'description'], tapped: ['singleSelectReply.selectedRowId'] },
	interactiveResponseMessage: {
		type: 'text',
		text: ['body.text', 'nativeFlowResponseMessage.paramsJson.title', 'nativeFlowResponseMessage.paramsJson.description', 'interactiveResponseMessage.nativeFlowResponseMessage.paramsJson.title', 'nativeFlowResponseMessage.paramsJson.display_text', 'interactiveResponseMessage.nativeFlowResponseMessage.paramsJson.display_text'],
		tapped: ['nativeFlowResponseMessage.paramsJson.id', 'interactiveResponseMessage.nativeFlowResponseMessage.paramsJson.id'],
	},

	// Shops.
	productMessage: { type: 'other', text: ['body', 'product.title', 'catalog.title'] },
	orderMessage: { type: 'other', text: ['message', 'orderTitle'] },
	invoiceMessage: { type: 'other', text: ['note'] },
	sendPaymentMessage: { type: 'other', text: ['noteMessage.extendedTextMessage.text', 'noteMessage.conversation'] },
	requestPaymentMessage: { type: 'other', text: ['noteMessage.extendedTextMessage.text', 'noteMessage.conversation'] },
	declinePaymentRequestMessage: { type: 'other' },
	cancelPaymentRequestMessage: { type: 'other' },
	paymentInviteMessage: { type: 'other' },

	// Invitations and calls.
	groupInviteMessage: { type: 'other', text: ['caption', 'groupName'] },
	newsletterAdminInviteMessage: { type: 'other', text: ['caption', 'newsletterName'] },
	newsletterFollowerInviteMessageV2: { type: 'other', text: ['caption', 'newsletterName'] },
	scheduledCallCreationMessage: { type: 'other', text: ['title'] },
	scheduledCallEditMessage: { type: 'other' },
	bcallMessage: { type: 'other', text: ['caption'] },
	call: { type: 'other' },
	// As the protocol writes it.
	callLogMesssage: { type: 'other' },
	chat: { type: 'other', text: ['displayName'] },

	// What is written around other messages.
	questionResponseMessage: { type: 'text', text: ['text'] },
	statusQuestionAnswerMessage: { type: 'text', text: ['text'] },
	statusQuotedMessage: { type: 'text', text: ['text'] },
	statusNotificationMessage: { type: 'other' },
	statusStickerInteractionMessage: { type: 'other' },
	richResponseMessage: { type: 'text', text: ['submessages.messageText'] },
	reactionMessage: { type: 'other', text: ['text'] },
	encReactionMessage: { type: 'other' },
	encCommentMessage: { type: 'other' },
	secretEncryptedMessage: { type: 'other' },

	// What phones tell each other.
	protocolMessage: { type: 'other' },
	keepInChatMessage: { type: 'other' },
	pinInChatMessage: { type: 'other' },
	requestPhoneNumberMessage: { type: 'other' },
	placeholderMessage: { type: 'other' },
	stickerSyncRmrMessage: { type: 'other' },
	messageHistoryBundle: { type: 'other' },
	messageHistoryNotice: { type: 'other' },
};

const WRAPPERS: Record<string, MessageType> = {
	ephemeralMessage: 'other',
	viewOnceMessage: 'other',
	viewOnceMessageV2: 'other',
	viewOnceMessageV2Extension: 'other',
	documentWithCaptionMessage: 'document',
	editedMessage: 'other',
	deviceSentMessage: 'other',
	commentMessage: 'text',
	groupMentionedMessage: 'other',
	botInvokeMessage: 'other',
	botTaskMessage: 'other',
	botForwardedMessage: 'other',
	lottieStickerMessage: 'sticker',
	eventCoverImage: 'image',
	associatedChildMessage: 'other',
	pollCreationMessageV4: 'poll',
	pollCreationOptionImageMessage: 'image',
	statusMentionMessage: 'other',
	statusAddYours: 'other',
	groupStatusMessage: 'other',
	groupStatusMessageV2: 'other',
	groupStatusMentionMessage: 'other',
	limitSharingMessage: 'other',
	questionMessage: 'other',
	questionReplyMessage: 'other',
};

const KINDS = new Map<string, Kind>([
	...Object.entries(KNOWN).map(([name, kind]): [string, Kind] => [name.toLowerCase(), kind]),
	...Object.entries(WRAPPERS).map(([name, type]): [string, Kind] => [name.toLowerCase(), { type, wraps: true }]),
]);

function lowered(names: string[]): Set<string> {
	return new Set(names.map((name) => name.toLowerCase()));
}

/** What the reference leaves open of sessions, webhooks and answers in general. */
export const SESSION_SWITCHES = {
	/** Is session.getInfo served under POST, or must it be GET? */
	infoMethods: ['POST and GET', 'GET only'],
	/**
	 * What session.getInfo, and the webhooks, answer for a session that is stopped, failed, or lost its phone and was not started
	 * since: its state, or the 404 of one that was deleted, always or for the first seconds. Or does whatever is read of it?
	 */
	infoWhenDown: ['its state', '404', '404 at first', '404, and so is all that is read'],
	/** What session.start answers for a session that was started already: its state, or the engine's refusal? */
	startWhenRunning: ['its state', '422'],
	/** Do webhook.set, webhook.update and webhook.delete exist, or only the routes of the whole list? */
	singleWebhookRoutes: ['known', '405', '404'],
	/** Where the list of webhooks shows Wawp's own. */
	systemWebhook: ['in systemConfig', 'in webhooks', 'hidden'],
	/** What becomes of the address of a webhook. */
	webhookAddresses: ['kept as given', 'kept with a parameter more', 'written in another way'],
	/** How much of a registered webhook the list gives back. */
	listReturns: ['everything', 'no hmac', 'no hmac, no retries', 'masked hmac'],
	/** How webhook.getAll prints its list. */
	webhookList: ['array', 'numeric keys'],
	/** How session.getInfo prints config.webhooks. */
	configWebhooks: ['empty object', 'array', 'numeric keys'],
	/** Do session.getInfo and deliveries carry the metadata that holds the token? */
	metadata: ['with token', 'absent'],
	/** The `qr` of session.getInfo. */
	qrInInfo: ['data URI', 'bare base64', 'absent'],
	/** The `qr` in the payload of session.status. */
	qrInEvents: ['absent', 'data URI'],
	/** Where auth.getQrImage puts the picture. */
	qrImage: ['qr', 'base64', 'data.qr', 'bytes'],
	/** Is the answer of auth.getQr wrapped in Base64? */
	qrValue: ['wrapped', 'plain'],
	/** The unit of its expiry. */
	qrExpiry: ['milliseconds', 'seconds'],
	/** The status of session.getMe, and of all that is asked of WhatsApp itself, when nobody is connected. */
	meWhenDisconnected: ['404', '401'],
	/** What session.getMe says of a phone that was connected just now, while info lags behind: the same as when nobody is connected, null, or the account of before. */
	meTooEarly: ['refused', 'null', 'the account before'],
	/** The body of session.create. */
	createAnswer: ['flat', 'nested'],
	/** Does session.create start the session? */
	createStarts: [false, true],
	/** The shape of a temporary link. */
	linkAnswer: ['string', 'object'],
	/** The key of its expiry; each key has its own format. */
	linkExpiryKey: ['expires_at', 'expiry', 'expires_in', 'expiration'],
	/** The shape of session.getRateLimit. */
	rateLimitAnswer: ['slugs', 'objects'],
	/** How auth.verifyOtp says that a code is wrong. */
	wrongCode: ['400', 'flag under 200', 'no beside a success'],
	/** The format of refusals. */
	errors: ['json', 'xml', 'html', 'text'],
	/** Do refusals carry a status of their own? */
	refusals: ['by status', 'under 200'],
	/** What a delivery looks like; 'flat' concerns session.status alone. */
	deliveryShape: ['enveloped', 'flat', 'array'],
	/**
	 * Who prints the events, of what happens and of emit() when it is given no payload: Wawp, as short as on its pages, or
	 * the engine behind the instance. What an engine cannot do it answers with 501, and what it never tells does not come.
	 */
	engine: ['short', 'GOWS', 'NOWEB', 'WEBJS'],
	/** Does a change of the webhooks restart a session that is WORKING, as it does in the engine? */
	webhookChange: ['goes unnoticed', 'restarts the session'],
	/** How a delivery to a webhook with a secret is signed. */
	signature: ['sha512', 'plain secret', 'sha256', 'sha256 prefixed', 'none'],
	/** Does every answer quote the request it answers, its URL included? */
	quotesUrl: [false, true],
} as const;

/** What it leaves open of messages, chats and all else that WhatsApp holds. */
export const WHATSAPP_SWITCHES = {
	/** Are operations served under the path and method of their documentation, or under the other ones that the reference names? */
	routes: ['documented', 'alternative'],
	/** What a send answers: each engine has a shape of its own. */
	sentAnswer: ['WEBJS', 'GOWS', 'GOWS, no id', 'NOWEB'],
	/** What becomes of a message that is sent faster than the account may. */
	overTheLimit: ['refused', 'queued'],
	/** Is a file taken as Base64 where the reference does not list it? */
	fileData: ['where documented', 'everywhere'],
	/** Is an address taken that holds the file itself (`data:`)? */
	dataAddresses: ['taken', 'refused'],
	/** Must the text of message.sendLinkPreview hold the link, as the engine wants it? */
	linkInText: ['as you like', 'demanded'],
	/** How a list is printed. */
	lists: ['array', 'numeric keys'],
	/** The same for group.getAll, which some engines print by ID. */
	groupList: ['like other lists', 'by ID'],
	/** What the media of a message that is read become. */
	downloadedMedia: ['url', 'base64'],
	/** What media.convert answers. */
	convertAnswer: ['url', 'base64', 'bytes'],
	/** The key of the link to a contact's picture. */
	contactPicture: ['url', 'profilePictureURL'],
	/** The ID of a contact. */
	contactIds: ['text', 'object'],
	/** How contact.checkExists says that a number is on WhatsApp. */
	existence: ['numberExists', 'status'],
	/** The answer of lid.count. */
	lidCount: ['object', 'number'],
	/** The key of the number in the answer of lid.getByPhone. */
	lidByPhone: ['number', 'pn'],
	/** Whose names a group and its members have: those of Wawp's pages, or those of the engine behind it. */
	groupForm: ['documented', 'GOWS', 'NOWEB', 'WEBJS'],
	/** The ID in the answer of group.create and group.join. */
	groupIds: ['text', 'nested'],
	/** What a change of a group answers. */
	groupAnswer: ['object', 'boolean'],
	/** What it answers to somebody who is no administrator. */
	notAdmin: ['403', 'false'],
	/** How adding some people of several is told. */
	partialSuccess: ['silent', 'by person'],
	/** How group.getParticipants tells administrators. */
	participants: ['isAdmin', 'role'],
	/** An invite code. */
	inviteCode: ['text', 'object'],
	/** Where a search for channels puts its cursor. */
	channelCursor: ['nextCursor', 'page.endCursor'],
	/** What a channel calls its link and its followers. */
	channelFields: ['invite, subscribers', 'invite_link, subscribersCount'],
	/** The key of a presence. */
	presenceKey: ['lastKnownPresence', 'status'],
	/** The answer of profile.get. */
	profileAnswer: ['flat', 'nested'],
	/** Does `message` tell of own messages too, or message.any alone? */
	ownMessages: ['message.any', 'message too'],
	/** Where a vote in a group says who voted. */
	voterInGroup: ['in from', 'in id'],
	/** The unit of its time. */
	voteTimestamp: ['milliseconds', 'seconds'],
} as const;

/** One switch a question. The first value of each is the likelier answer. */
export const SWITCHES = { ...SESSION_SWITCHES, ...WHATSAPP_SWITCHES };

export type Switches = { -readonly [Name in keyof typeof SWITCHES]: (typeof SWITCHES)[Name][number] };

export const likeliest = () =>
	Object.fromEntries(Object.entries(SWITCHES).map(([name, [first]]) => [name, first])) as Switches;

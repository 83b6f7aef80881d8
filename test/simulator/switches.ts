/** What the reference leaves open, one switch a question. The first value of each is the likelier answer. */
export const SWITCHES = {
	/** Is session.getInfo served under POST, or must it be GET? */
	infoMethods: ['POST and GET', 'GET only'],
	/** Do webhook.set, webhook.update and webhook.delete exist, or only the routes of the whole list? */
	singleWebhookRoutes: ['known', '405', '404'],
	/** Where the list of webhooks shows Wawp's own. */
	systemWebhook: ['in systemConfig', 'in webhooks', 'hidden'],
	/** How much of a registered webhook the list gives back. */
	listReturns: ['everything', 'no hmac', 'no hmac, no retries'],
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
	/** The status of session.getMe when nobody is connected. */
	meWhenDisconnected: ['404', '401'],
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
	wrongCode: ['400', 'flag under 200'],
	/** The format of refusals. */
	errors: ['json', 'xml', 'html', 'text'],
	/** Do refusals carry a status of their own? */
	refusals: ['by status', 'under 200'],
	/** What a delivery looks like; 'flat' concerns session.status alone. */
	deliveryShape: ['enveloped', 'flat', 'array'],
	/** Which family of payloads emit() takes when it is given none. */
	payloads: ['v2', 'engine'],
	/** How a delivery to a webhook with a secret is signed. */
	signature: ['sha256', 'sha256 prefixed', 'sha512', 'plain secret', 'none'],
	/** Does every answer quote the request it answers, its URL included? */
	quotesUrl: [false, true],
} as const;

export type Switches = { -readonly [Name in keyof typeof SWITCHES]: (typeof SWITCHES)[Name][number] };

export const likeliest = () =>
	Object.fromEntries(Object.entries(SWITCHES).map(([name, [first]]) => [name, first])) as Switches;

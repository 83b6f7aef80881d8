import type { INodeTypeDescription } from 'n8n-workflow';

/* What n8n's AI builder is told beside the descriptions. Versions of n8n without one pass it over. */

type Hint = INodeTypeDescription['builderHint'];

const ACTION = 'n8n-nodes-wawp.wawp';
const TRIGGER = 'n8n-nodes-wawp.wawpTrigger';
const WATCHER = 'n8n-nodes-wawp.wawpSessionWatcher';

export const actionHint: Hint = {
	searchHint: [
		"To answer a message: behind the Wawp Trigger, resource 'message', operation 'sendText', and 'to' in mode 'number' with expr('{{ $json.chatId }}'). Text of the message: expr('{{ $json.text }}').",
		"Other wishes: a picture, a file or a voice note: message > sendImage, sendDocument, sendVoice. A verification code: auth > sendOtp, then auth > verifyOtp. Is a number on WhatsApp: contact > checkExists. Many recipients: one item each, with the option 'pauseAtLeast'; the node runs every item, no loop is needed.",
		"Session > ensureWorking has three outputs: 0 Working, 1 Needs Login, 2 Failed. Wire each that matters: items of an output that is not wired are dropped. As a tool of an agent it has one output, and the item says the outcome.",
		"Leave 'instanceId' empty to use the credential's.",
	].join(' '),
	relatedNodes: [
		{ nodeType: TRIGGER, relationHint: 'Starts the workflow with a message or a change of a session; its items hold text, chatId and messageId' },
		{ nodeType: WATCHER, relationHint: 'Tells changes of a session without a webhook, on free accounts too' },
	],
};

export const triggerHint: Hint = {
	searchHint: [
		"Incoming messages: 'events' is ['message']; 'message.any' has the own ones too. The default, ['session.status'], tells when a session is lost or back. The items of a message hold text, chatId, senderName, senderPhone, type, messageId and fromMe at the top level, not in a body.",
		'It registers its own webhook: add no Webhook node, and no HTTP Request for it. This needs a paid Wawp plan.',
	].join(' '),
	relatedNodes: [
		{ nodeType: ACTION, relationHint: "Answers: message > sendText with 'to' set to the chatId of the item" },
		{ nodeType: WATCHER, relationHint: 'Changes of a session without a webhook, on free accounts too' },
	],
};

export const watcherHint: Hint = {
	searchHint: "For free Wawp accounts, which have no webhooks: looks at the state of sessions once a minute. It tells no messages: for those use the Wawp Trigger.",
	relatedNodes: [{ nodeType: ACTION, relationHint: 'Brings a lost session back: session > ensureWorking' }],
};

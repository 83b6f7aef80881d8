import type { INodeProperties } from 'n8n-workflow';

/* How a message is sent. Nothing of this is part of it, and nothing happens unless it is added. */

export const checkNumberFirst: INodeProperties = {
	displayName: 'Check Number First',
	name: 'checkNumberFirst',
	type: 'options',
	options: [
		{ name: 'Skip if Not on WhatsApp', value: 'skip', description: "Go on with an item whose status is 'skipped'" },
		{ name: 'Stop if Not on WhatsApp', value: 'fail', description: 'End with an error, or leave by the error output' },
	],
	default: 'fail',
	description: 'Ask WhatsApp whether the number has an account, and send to the ID it answers with. One look-up a second, and one for each number.',
};

export const markSeenFirst: INodeProperties = {
	displayName: 'Mark as Seen First',
	name: 'markSeenFirst',
	type: 'boolean',
	default: true,
	description: 'Whether to show the other side that its messages were read, before the answer is sent',
};

export const typingByLength: INodeProperties = {
	displayName: 'Show Typing by Text Length',
	name: 'typingByLength',
	type: 'boolean',
	default: true,
	description: "Whether to show 'typing...' for as long as a person would need for the text, 15 seconds at most",
};

export const typingSeconds: INodeProperties = {
	displayName: 'Show Typing for (Seconds)',
	name: 'typingSeconds',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 3,
	description: "How long to show 'typing...' before the message is sent",
};

export const pauseAtLeast: INodeProperties = {
	displayName: 'Pause Between Items (Seconds)',
	name: 'pauseAtLeast',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 5,
	description: 'How long to wait between two messages of one session. The workflow waits in place.',
};

export const pauseAtMost: INodeProperties = {
	displayName: 'Longest Pause Between Items (Seconds)',
	name: 'pauseAtMost',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 15,
	description: 'Makes each pause a random one, of at most this length',
};

import { byId, picked } from './entered';
import type { Wire } from './wire';

const chatId = '201234567890@c.us';
const chat = byId('+20 123 456 7890');
const nationally = { chat: byId('0123 456 7890') };
const national = { defaultCountryCode: '20' };
const own = 'true_201234567890@c.us_3EB0965B123D06E0B70741';
const theirs = 'false_201234567890@c.us_AAAAAAAAAAAAAAAAAAAA';
const ofFirstApi = 'false_447441429009@c.us_AAAAAAAAAAAAAAAAAAAA';

/** What is done with messages that are there already, and typing. */
export const message: Wire[] = [
	{
		operation: 'message.get',
		given: { chat, messageId: theirs },
		request: 'POST /v2/messages/get',
		body: { chatId, messageId: theirs, downloadMedia: false },
	},
	{
		operation: 'message.get',
		given: { ...nationally, messageId: theirs, downloadMedia: true, options: national },
		request: 'POST /v2/messages/get',
		body: { chatId, messageId: theirs, downloadMedia: true },
	},
	{
		operation: 'message.delete',
		given: { chat, messageId: own },
		request: 'DELETE /v2/messages/delete',
		query: { chatId, messageId: own },
	},
	{
		operation: 'message.delete',
		given: { ...nationally, messageId: own, options: national },
		request: 'DELETE /v2/messages/delete',
		query: { chatId, messageId: own },
	},
	{
		operation: 'message.edit',
		given: { chat: picked(chatId, 'John Doe'), messageId: own, text: 'Hi again' },
		request: 'PUT /v2/messages/edit',
		body: { chatId, messageId: own, text: 'Hi again' },
	},
	{
		operation: 'message.edit',
		given: { ...nationally, messageId: own, text: 'Hi', options: { ...national, linkPreview: false, linkPreviewHighQuality: true } },
		request: 'PUT /v2/messages/edit',
		body: { chatId, messageId: own, text: 'Hi', linkPreview: false, linkPreviewHighQuality: true },
	},
	{
		operation: 'message.react',
		given: { chat, messageId: theirs },
		request: 'PUT /v2/send/reaction',
		body: { chatId, messageId: theirs, reaction: '👍' },
	},
	{
		operation: 'message.react',
		given: { ...nationally, messageId: theirs, reaction: '', options: national },
		request: 'PUT /v2/send/reaction',
		body: { chatId, messageId: theirs, reaction: '' },
	},
	{
		operation: 'message.pin',
		given: { chat, messageId: theirs },
		request: 'POST /v2/messages/pin',
		body: { chatId, messageId: theirs, duration: 86400 },
	},
	{
		operation: 'message.pin',
		given: { ...nationally, messageId: theirs, pinFor: 2592000, options: national },
		request: 'POST /v2/messages/pin',
		body: { chatId, messageId: theirs, duration: 2592000 },
	},
	{
		operation: 'message.unpin',
		given: { chat, messageId: theirs },
		request: 'POST /v2/messages/unpin',
		body: { chatId, messageId: theirs },
	},
	{
		operation: 'message.unpin',
		given: { ...nationally, messageId: theirs, options: national },
		request: 'POST /v2/messages/unpin',
		body: { chatId, messageId: theirs },
	},
	{ operation: 'message.markSeen', given: { chat }, request: 'POST /v2/send/seen', body: { chatId } },
	{
		operation: 'message.markSeen',
		given: { ...nationally, options: { ...national, messageIds: `${theirs}, ABC123456789`, participant: '+20 123 456 7890' } },
		request: 'POST /v2/send/seen',
		body: { chatId, messageIds: [theirs, 'ABC123456789'], participant: chatId },
	},
	{
		operation: 'message.star',
		given: { chat, messageId: ofFirstApi },
		request: 'PUT /wp-json/awp/v1/star',
		query: { messageId: ofFirstApi, star: 'true' },
		body: { chatId },
	},
	{
		operation: 'message.star',
		given: { ...nationally, messageId: ofFirstApi, star: false, options: national },
		request: 'PUT /wp-json/awp/v1/star',
		query: { messageId: ofFirstApi, star: 'false' },
		body: { chatId },
	},
	{ operation: 'message.startTyping', given: { chat }, request: 'POST /v2/send/start-typing', body: { chatId } },
	{ operation: 'message.startTyping', given: { ...nationally, options: national }, request: 'POST /v2/send/start-typing', body: { chatId } },
	{ operation: 'message.stopTyping', given: { chat }, request: 'POST /v2/send/stop-typing', body: { chatId } },
	{ operation: 'message.stopTyping', given: { ...nationally, options: national }, request: 'POST /v2/send/stop-typing', body: { chatId } },
	{
		operation: 'message.votePoll',
		given: { chat, messageId: 'ABC123456789', chosenAnswers: { vote: [{ text: 'Awesome!' }, { text: 'Good!' }] } },
		request: 'POST /v2/send/poll/vote',
		body: { chatId, messageId: 'ABC123456789', votes: ['Awesome!', 'Good!'] },
	},
	{
		operation: 'message.votePoll',
		given: { chat, messageId: 'ABC123456789', chosenAnswers: {} },
		request: 'POST /v2/send/poll/vote',
		body: { chatId, messageId: 'ABC123456789', votes: [] },
	},
	{
		operation: 'message.votePoll',
		given: { ...nationally, messageId: 'ABC123456789', votesInput: 'json', votesJson: '={{ ["Good!", 0] }}', options: national },
		request: 'POST /v2/send/poll/vote',
		body: { chatId, messageId: 'ABC123456789', votes: ['Good!', '0'] },
	},
];

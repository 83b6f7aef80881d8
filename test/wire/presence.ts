import { byId } from './entered';
import type { Wire } from './wire';

const chatId = '201234567890@c.us';
const chat = byId('+20 123 456 7890');
const nationally = { chat: byId('0123 456 7890'), options: { defaultCountryCode: '20' } };

export const presence: Wire[] = [
	{ operation: 'presence.set', request: 'POST /v2/presence', body: { presence: 'online' } },
	{ operation: 'presence.set', given: { presence: 'offline' }, request: 'POST /v2/presence', body: { presence: 'offline' } },
	...['typing', 'recording', 'paused'].map((shown) => ({
		operation: 'presence.set',
		given: { presence: shown, presenceChat: byId('+20 123 456 7890') },
		request: 'POST /v2/presence',
		body: { presence: shown, chatId },
	})),
	{
		operation: 'presence.set',
		given: { presence: 'typing', presenceChat: byId('0123 456 7890'), options: { defaultCountryCode: '+20' } },
		request: 'POST /v2/presence',
		body: { presence: 'typing', chatId },
	},
	{ operation: 'presence.getAll', request: 'GET /v2/presence' },
	{ operation: 'presence.get', given: { chat }, request: `GET /v2/presence/${chatId}` },
	{ operation: 'presence.get', given: nationally, request: `GET /v2/presence/${chatId}` },
	{ operation: 'presence.subscribe', given: { chat }, request: `POST /v2/presence/${chatId}/subscribe` },
	{ operation: 'presence.subscribe', given: nationally, request: `POST /v2/presence/${chatId}/subscribe` },
];

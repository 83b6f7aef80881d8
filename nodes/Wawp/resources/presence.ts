import { isDoneOrEmpty, member } from '../engine/holds';
import type { Resource } from '../engine/operation';
import { rowsUnder } from '../engine/rows';
import { chatId } from '../fields/values/ids';
import { presence as presenceField, presenceChat } from '../fields/presence';
import { aboutAsked, presenceOf } from './aboutAsked';

export const presence = {
	name: 'Presence',
	description: 'Show this number as online, typing or recording, and see others',
	needs: 'WORKING',
	lookAt: "'Presence > Get'",
	operations: {
		set: {
			name: 'Set',
			action: 'Set the presence',
			description: 'Show this number as online or offline, or as typing or recording in a chat',
			request: 'POST /v2/presence',
			idempotent: true,
			fields: { presence: presenceField, chatId: presenceChat },
			output: { holds: isDoneOrEmpty },
		},
		subscribe: {
			name: 'Subscribe',
			action: 'Subscribe to the presence of a chat',
			description: 'Ask for the presence of a person: changes then start a Wawp Trigger that listens to them',
			request: 'POST /v2/presence/{chatId}/subscribe',
			idempotent: true,
			fields: { chatId },
			output: { holds: isDoneOrEmpty },
		},
		get: {
			name: 'Get',
			action: 'Get the presence of a chat',
			description: 'Read whether somebody is online or typing, where the person shows it',
			request: 'GET /v2/presence/{chatId}',
			fields: { chatId },
			output: { holds: member('presences', 'lastKnownPresence', 'lastSeen') },
			...aboutAsked(({ chatId: asked }) => asked as string, presenceOf),
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many presences',
			description: 'List the presence of the chats that were subscribed to',
			request: 'GET /v2/presence',
			output: { list: rowsUnder('presences') },
		},
	},
} satisfies Resource;

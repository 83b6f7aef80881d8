import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { listOf } from '../../engine/rows';
import { dateIn } from '../../session/date';
import { chatId, chatType, from, senderId, senderPhone, timestamp } from './identity';
import { type Members, type Shape, type Told, membersOf, within } from './told';
import { flagIn, idIn, phoneOf, textIn } from './values';

/* What people do besides writing. */

export const call: Shape = {
	callId: { description: 'The same for all events of a call; *Call > Reject* takes it', read: ({ payload }) => textIn(payload.id) },
	chatId,
	chatType,
	from,
	senderId: { ...senderId, description: 'Who calls, as far as it is told' },
	senderPhone,
	isVideo: { description: 'Whether it is a video call', read: ({ payload }) => flagIn(payload.isVideo) },
	isGroup: { description: 'Whether it is the call of a group', read: ({ payload }) => flagIn(payload.isGroup) },
	timestamp,
};

export const presence: Shape = {
	chatId: within(chatOf, chatId),
	chatType: within(chatOf, chatType),
	senderId: { ...senderId, description: 'The person whose presence changed, the first one of several', read: (told) => presencesIn(told)[0]?.personId ?? null },
	senderPhone: { ...senderPhone, read: (told) => phoneOf(textIn(presencesIn(told)[0]?.personId)) },
	presence: { description: '`online`, `offline`, `typing`, `recording` or `paused`', read: (told) => presencesIn(told)[0]?.presence ?? null },
	lastSeen: { description: 'When they were last online, if they show it', read: (told) => presencesIn(told)[0]?.lastSeen ?? null },
	presences: { description: '`personId`, `presence` and `lastSeen` of each person', read: presencesIn },
};

/** In the engine's words the ID is that of the chat. */
function chatOf({ chatId: named, id, from: person }: Members): Members {
	return { chatId: named ?? id ?? person };
}

function presencesIn({ payload }: Told): IDataObject[] {
	const several = listOf(payload.presences).filter(isObject);
	const told = several.length > 0 ? several : [{ participant: payload.from ?? payload.chatId ?? payload.id, lastKnownPresence: payload.type, lastSeen: payload.lastSeen }];
	return told.map(membersOf).map(({ participant, id, lastknownpresence, status, lastseen }) => ({
		personId: idIn(participant ?? id),
		presence: nameOf(textIn(lastknownpresence ?? status)),
		lastSeen: dateIn(lastseen),
	}));
}

/** WhatsApp's own word, which Wawp's page uses. */
const nameOf = (presenceName: string | null): string | null => (presenceName === 'composing' ? 'typing' : presenceName);

import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { membersOf } from '../../engine/members';
import { listOf } from '../../engine/rows';
import { personIn } from './addressing';
import { chatId, chatType, sender, timeIn } from './identity';
import { type Members, type Shape, type Told, within } from './told';
import { firstOf, idIn, lidOf, phoneOf, textIn } from './values';

/* What people do besides writing. */

export const presence: Shape = {
	chatId: within(chatOf, chatId),
	chatType: within(chatOf, chatType),
	senderId: { ...sender.senderId, description: 'The person whose presence changed, the first one of several', read: (told) => idIn(presencesIn(told)[0]?.personId) },
	senderPhone: { ...sender.senderPhone, read: (told) => firstOf(...namesIn(told).map(phoneOf)) },
	senderLid: { ...sender.senderLid, read: (told) => firstOf(...namesIn(told).map(lidOf)) },
	presence: { description: '`online`, `offline`, `typing`, `recording` or `paused`', read: (told) => presencesIn(told)[0]?.presence ?? null },
	lastSeen: { description: 'When they were last online, if they show it', read: (told) => presencesIn(told)[0]?.lastSeen ?? null },
	presences: { description: '`personId`, `presence` and `lastSeen` of each person', read: presencesIn },
};

/** In the engine's words the ID is that of the chat. */
function chatOf({ payload }: Told): Members {
	return { chatid: payload.chatid ?? payload.id ?? payload.from };
}

function toldIn(told: Told): Members[] {
	const { payload } = told;
	const several = severalIn(payload.presences).filter(isObject);
	const alone = { participant: personIn(told, ['payload.from', 'payload.chatId', 'payload.id']), lastKnownPresence: payload.type ?? payload.presence, lastSeen: payload.lastseen };
	return (several.length > 0 ? several : [alone]).map(membersOf);
}

/** WhatsApp's own form is keyed by person. */
const severalIn = (presences: unknown): unknown[] =>
	isObject(presences) ? Object.entries(presences).map(([key, presence]) => (key.includes('@') && isObject(presence) ? { ...presence, under: key } : presence)) : listOf(presences);

function presencesIn(told: Told): IDataObject[] {
	return toldIn(told).map((presence) => ({
		personId: personOf(presence),
		presence: inOurWords(textIn(presence.lastknownpresence ?? presence.status)),
		lastSeen: timeIn(presence.lastseen),
	}));
}

const personOf = ({ participant, id, under }: Members): string | null => firstOf(...[participant, id, under].map(idIn));

/** All that names the first one. */
function namesIn(told: Told): Array<string | null> {
	const [first = {}] = toldIn(told);
	return [personOf(first), ...[first.under, first.pn, first.phonenumber, first.lid, first.participantpn, first.participantalt, told.raw.senderalt].map(idIn)];
}

/** WhatsApp's own words, which Wawp's page uses. */
const inOurWords = (name: string | null): string | null => NAMES.find(([theirs]) => theirs === name?.toLowerCase())?.[1] ?? name?.toLowerCase() ?? null;

const NAMES: Array<[string, string]> = [
	['composing', 'typing'],
	['available', 'online'],
	['unavailable', 'offline'],
];

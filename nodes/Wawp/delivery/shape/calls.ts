import { isMe, personIn } from './addressing';
import { chatId, chatType, from, fromMe, senderId, senderLid, senderPhone, timestamp } from './identity';
import { PLACES } from './places';
import { type Shape, type Told, found } from './told';
import { chatTypeOf, firstOf, flagIn, idIn, lidOf, phoneOf, textIn } from './values';

/* Calls. Of an answered or a declined one Wawp may tell its ID and nothing else: then everything else is null. */

export const call: Shape = {
	callId: { description: 'The same for all events of a call; *Call > Reject* takes it', read: (told) => found(told, ['payload.id', 'payload.callId', 'raw.CallID', 'raw.id'], textIn) },
	chatId: { ...chatId, read: chatOf },
	chatType: { ...chatType, read: (told) => chatTypeOf(chatOf(told)) },
	from,
	fromMe: { ...fromMe, description: 'Whether this number calls; null where Wawp does not tell who does', read: isOwn },
	senderId: { ...senderId, description: 'Who calls, as far as it is told', read: callerIn },
	senderPhone: { ...senderPhone, read: (told) => firstOf(...namesOf(told).map(phoneOf)) },
	senderLid: { ...senderLid, read: (told) => firstOf(...namesOf(told).map(lidOf)) },
	isVideo: { description: 'Whether it is a video call', read: ({ payload }) => flagIn(payload.isvideo) },
	isGroup: { description: 'Whether it is the call of a group', read: ({ payload }) => flagIn(payload.isgroup) },
	timestamp,
};

/** The first one of these that is told: who called, not who took the call or hung up. */
function callerIn(told: Told): string | null {
	const own = found(told, PLACES.isOwnCall, flagIn);
	// WEBJS names the other side of an own call.
	const caller = personIn(told, PLACES.caller);
	return own === true || isMe(told, caller) ? firstOf(idIn(told.me?.id), caller) : caller;
}

function isOwn(told: Told): boolean | null {
	const caller = callerIn(told);
	return found(told, PLACES.isOwnCall, flagIn) ?? (caller === null || !told.me ? null : isMe(told, caller));
}

/** The group, or the other side. */
function chatOf(told: Told): string | null {
	const sides = [found(told, PLACES.callChat, idIn), idIn(told.payload.from), callerIn(told), idIn(told.payload.to)];
	return firstOf(...sides.filter((side) => side !== null && !isMe(told, side)), ...sides);
}

function namesOf(told: Told): Array<string | null> {
	const caller = callerIn(told);
	if (caller === null) return [];
	if (isMe(told, caller)) return [caller, idIn(told.me?.id), idIn(told.me?.lid)];
	return [caller, ...[...PLACES.callerAlt, ...PLACES.senderAlt].map((place) => found(told, [place], idIn))];
}

import { membersOf } from '../../engine/members';
import { partsOf, wholeOf } from '../../message/messageId';
import { valueAt } from './inside';
import { PLACES } from './places';
import { type Told, found } from './told';
import { chatTypeOf, firstOf, flagIn, idIn, textIn } from './values';

/* Which message, which chat, whose: what the fields of identity.ts are read by. */

const wholeIdIn = once((told) => found(told, PLACES.wholeId, (value) => (partsOf(textIn(value)) ? textIn(value) : null)));

/** The whole ID of a message that is named by its bare key: it is in the chat of this event, and by the same person. */
export function besideIn(told: Told, bare: string): string {
	if (partsOf(bare)) return bare;
	const chat = chatIdIn(told);
	if (chat === null) return bare;
	const participant = partsOf(wholeIdIn(told))?.participant ?? senderIdIn(told) ?? undefined;
	return wholeOf({ isMine: fromMeIn(told) ?? false, chat, bare, participant });
}

/**
 * What WhatsApp says of a message in another one is as the other side sees it: in its chat with this number, and "mine" is theirs.
 * Here it is as this number sees it.
 */
export function seenFromHere(told: Told, id: string | null): string | null {
	const parts = partsOf(id);
	const chat = chatIdIn(told);
	if (!parts || chat === null || fromMeIn(told) === true || isMe(told, chat)) return id;
	if (isMe(told, idIn(parts.chat)) || isHere(told, idIn(parts.chat))) return wholeOf({ ...parts, chat, isMine: !parts.isMine });
	const participant = idIn(parts.participant);
	if (!parts.isMine && isMe(told, participant)) return wholeOf({ ...parts, isMine: true });
	const isTheirs = parts.isMine && participant !== null && !isMe(told, participant) && identitiesOf(told).includes(participant);
	return isTheirs ? ofActor(told, id) : id;
}

/** GOWS never calls a direct chat as this number does: what is no name of the other side is one of this number, which Wawp may not tell. */
const isHere = (told: Told, chat: string | null): boolean => isGows(told) && fromMeIn(told) === false && [chatIdIn(told), chat].every((id) => chatTypeOf(id) === 'direct') && !othersIn(told).includes(chat);

/** The same message as one of whoever the event is by. */
export function ofActor(told: Told, id: string | null): string | null {
	const parts = partsOf(id);
	const chat = chatIdIn(told);
	return parts && chat !== null ? wholeOf({ ...parts, chat, isMine: false, participant: senderIdIn(told) ?? undefined }) : id;
}

/** The message that is acted on, whose key stands at this place of the engine's own words. */
export const actedOn = (told: Told, id: string | null, key: string): string | null => (isOfActor(told, key) ? ofActor(told, id) : seenFromHere(told, id));

/** The same where the key is all that names it. */
export function actedOnByKey(told: Told, place: string): string | null {
	const key = membersOf(valueAt(told.raw, place));
	const bare = textIn(key.id);
	if (bare === null) return null;
	const isMine = flagIn(key.fromme);
	const chat = idIn(key.remotejid) ?? chatIdIn(told);
	const isKey = isMine !== null && chat !== null && !partsOf(bare);
	return actedOn(told, isKey ? wholeOf({ isMine, chat, bare, participant: idIn(key.participant) ?? undefined }) : besideIn(told, bare), place);
}

/** GOWS hands on the key of a message as whoever acts on it sees it: "mine" is theirs. */
const isOfActor = (told: Told, key: string): boolean => isGows(told) && fromMeIn(told) === false && flagIn(valueAt(told.raw, `${key}.fromMe`)) === true;

export const isGows = ({ engine, info }: Told): boolean => engine === 'GOWS' || Object.keys(info).length > 0;

export function messageIdIn(told: Told): string | null {
	const whole = wholeIdIn(told);
	if (whole !== null) return whole;
	const id = found(told, PLACES.bareId, textIn);
	const chat = chatIdIn(told);
	if (id === null || chat === null) return id;
	return wholeOf({ isMine: fromMeIn(told) ?? false, chat, bare: id, participant: senderIdIn(told) ?? undefined });
}

export const chatIdIn = once((told): string | null => {
	const named = firstOf(found(told, PLACES.chat, idIn), idIn(partsOf(wholeIdIn(told))?.chat), found(told, PLACES.chatOfKey, idIn));
	if (named !== null) return named;
	const source = idIn(told.payload.from) ?? idIn(told.raw.from);
	// GOWS names the chat as the source of an own message too, and in a group its writer as the recipient.
	if (fromMeIn(told) !== true || (source !== null && MANY.test(source))) return source;
	return found(told, PLACES.to, idIn) ?? source;
});

const MANY = /@(g\.us|newsletter|broadcast)$/;

export const fromMeIn = once((told): boolean | null => firstOf(found(told, PLACES.fromMe, flagIn), partsOf(wholeIdIn(told))?.isMine));

export const participantIn = (told: Told): string | null => idIn(partsOf(wholeIdIn(told))?.participant);

/** In a group its participant, elsewhere whoever it comes from. Where nobody is named, the ID and the chat still tell. */
export const senderIdIn = once((told): string | null => {
	const { me } = told;
	if (fromMeIn(told) === true) {
		// The engines name the chat, the number or the hidden identity here.
		const chat = chatIdIn(told);
		return firstOf(idIn(told.payload.senderid), idIn(me?.id), personIn(told, PLACES.sender), participantIn(told), ...[idIn(told.payload.from)].filter((id) => id !== chat && isPerson(id)));
	}
	return firstOf(personIn(told, PLACES.sender), participantIn(told), personIn(told, ['payload.from', 'raw.from']), ...[chatIdIn(told)].filter(isPerson));
});

/** Whether an ID is one of this number's own two. */
export const isMe = ({ me }: Told, id: string | null): boolean => id !== null && [me?.id, me?.lid].map(idIn).includes(id);

export const personIn = (told: Told, places: readonly string[]): string | null =>
	found(told, places, (value) => {
		const id = idIn(value);
		return isPerson(id) ? id : null;
	});

const isPerson = (id: string | null): id is string => id !== null && !/@(g\.us|newsletter|broadcast)$/.test(id);

/** All that names the sender. */
export function identitiesOf(told: Told): Array<string | null> {
	const named = senderIdIn(told);
	if (named === null) return [];
	if (isMe(told, named)) return [named, idIn(told.me?.id), idIn(told.me?.lid)];
	// Where one place for the same has the number, another one may have the hidden identity.
	const all = [named, ...allOf(told, PLACES.senderAlt), ...sideIn(told), ...allOf(told, PLACES.sender), participantIn(told)];
	return all.filter((id) => !isMe(told, id));
}

/** Of what is not by this number, all that names the chat that it comes from as the person there. */
function sideIn(told: Told): Array<string | null> {
	const chat = chatIdIn(told);
	if (fromMeIn(told) === true || chatTypeOf(chat) === 'group') return [];
	const isDirect = fromMeIn(told) === false && chatTypeOf(chat) === 'direct';
	return [...allOf(told, PLACES.chatAlt), ...(isDirect ? [chat, ...allOf(told, PLACES.chatOfKey), ...allOf(told, ['payload.from', 'raw.from'])] : [])];
}

/** All that names the other side of a direct chat. */
export function othersIn(told: Told): Array<string | null> {
	const chat = chatIdIn(told);
	if (chatTypeOf(chat) !== 'direct') return [];
	if (isMe(told, chat)) return [chat, idIn(told.me?.id), idIn(told.me?.lid)];
	if (fromMeIn(told) !== true) return [chat, ...identitiesOf(told), ...allOf(told, PLACES.chatAlt)];
	const named = [...PLACES.chatAlt, ...PLACES.recipientAlt, ...PLACES.chatOfKey, ...PLACES.to];
	return [chat, ...allOf(told, named).filter((id) => !isMe(told, id))];
}

const allOf = (told: Told, places: readonly string[]): Array<string | null> => places.map((place) => found(told, [place], idIn));

/** Nearly each field of an event asks the same of it. */
function once<T>(read: (told: Told) => T): (told: Told) => T {
	const known = new WeakMap<Told, { value: T }>();
	return (told) => {
		const before = known.get(told);
		if (before) return before.value;
		const value = read(told);
		known.set(told, { value });
		return value;
	};
}

import documented from '../reference/events.json';
import type { Simulation } from './simulation';
import type { Switches } from './switches';
import { type Instance, jidOf } from './world';
import { isGroup, numberOf } from './world/ids';
import type { Message } from './world/whatsapp';

/*
 * What each of Wawp's engines adds to a message: `_data`, and its own idea of `from`, `to` and `participant`. GOWS prints
 * whatsmeow's `Info` and `Message`, NOWEB what Baileys hands out, WEBJS the model of WhatsApp Web.
 */

export type Engine = Exclude<Switches['engine'], 'short'>;

/** The engine that is set; undefined where events carry the short payloads of Wawp's pages. */
export const engineOf = ({ switches: { engine } }: Simulation): Engine | undefined => (engine === 'short' ? undefined : engine);

const NEVER = new Map((documented as Array<{ event: string; never_on?: string[] }>).map(({ event, never_on: engines = [] }) => [event, engines]));

/** Whether an engine tells of it at all. */
export const tells = (engine: Switches['engine'], event: string): boolean => !NEVER.get(event)?.includes(engine);

/** Where a message is from and goes to, as an engine prints it. */
export function ends({ chatId, from, to, participant }: Message, engine: Engine | undefined) {
	if (engine === 'GOWS') return { from: chatId, to: participant, participant };
	if (engine === 'NOWEB') return { from: chatId, to: null, participant };
	return { from, to, participant };
}

/** The raw message of an engine. */
export function dataOf(message: Message, instance: Instance, wawp: Simulation): object {
	const engine = engineOf(wawp);
	if (engine === 'GOWS') return { Info: infoOf(message, instance), Message: contentOf(message) };
	if (engine === 'NOWEB') return baileysData(message, instance);
	return engine === 'WEBJS' ? webData(message, instance) : {};
}

/** A person, a group or a channel as WhatsApp itself writes it. */
export const rawJid = (id: string): string => id.replace(/@c\.us$/, '@s.whatsapp.net');

/** Who wrote it. */
const authorOf = ({ fromMe, participant, chatId }: Message, instance: Instance): string => (fromMe ? jidOf(instance) : (participant ?? chatId));

/** The number behind an `@lid`, where the account knows it. */
function numberBehind(id: string, { whatsapp }: Instance): string | undefined {
	const known = id.endsWith('@lid') ? whatsapp.lids.find(({ lid }) => lid === id) : undefined;
	return known && rawJid(known.pn);
}

const nameOf = (id: string, { whatsapp, phone, pushName }: Instance): string =>
	id === `${phone}@c.us` ? pushName : (whatsapp.contacts.find((contact) => contact.id === id)?.pushname ?? '');

function infoOf(message: Message, instance: Instance) {
	const { hash, chatId, fromMe, timestamp } = message;
	const author = authorOf(message, instance);
	return {
		Chat: rawJid(chatId),
		Sender: rawJid(author),
		IsFromMe: fromMe,
		IsGroup: isGroup(chatId),
		AddressingMode: author.endsWith('@lid') ? 'lid' : 'pn',
		SenderAlt: numberBehind(author, instance) ?? '',
		RecipientAlt: '',
		ID: hash,
		Type: message.media ? 'media' : 'text',
		PushName: nameOf(author, instance),
		Timestamp: new Date(timestamp * 1000).toISOString(),
	};
}

export function baileysKey({ hash, chatId, fromMe, participant }: Message, instance: Instance) {
	const [chatAlt, participantAlt] = [numberBehind(chatId, instance), participant && numberBehind(participant, instance)];
	return {
		remoteJid: rawJid(chatId),
		...(chatAlt && { remoteJidAlt: chatAlt }),
		fromMe,
		id: hash,
		...(participant && { participant: rawJid(participant) }),
		...(participantAlt && { participantAlt }),
	};
}

function baileysData(message: Message, instance: Instance) {
	return {
		key: baileysKey(message, instance),
		messageTimestamp: message.timestamp,
		pushName: nameOf(authorOf(message, instance), instance),
		broadcast: false,
		message: contentOf(message),
	};
}

/** WhatsApp Web's model; its `body` is the thumbnail where there is no text. */
function webData(message: Message, instance: Instance) {
	const { hash, id, chatId, fromMe, participant, timestamp, type, body, media } = message;
	return {
		id: { fromMe, remote: chatId, id: hash, _serialized: id },
		body: media && !body ? THUMBNAIL : body,
		type,
		t: timestamp,
		notifyName: nameOf(authorOf(message, instance), instance),
		from: fromMe ? jidOf(instance) : chatId,
		to: fromMe ? chatId : jidOf(instance),
		...(participant && { author: participant }),
		...(media && body && { caption: body }),
	};
}

const THUMBNAIL = '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdA';

/** A message as WhatsApp's protocol carries it. In groups the key of the sender stands beside the content. */
export function contentOf(message: Message): object {
	const context = contextOf(message);
	const beside = isGroup(message.chatId) && !message.fromMe ? { senderKeyDistributionMessage: { groupID: message.chatId } } : {};
	return { ...beside, ...bareContent(message, context), messageContextInfo: { deviceListMetadataVersion: 2 } };
}

const contextOf = ({ replyTo }: Message) => (replyTo ? { contextInfo: { stanzaID: replyTo.split('_')[2] ?? replyTo, quotedMessage: { conversation: '' } } } : {});

function bareContent({ type, body, media, location, vCards, poll, extra }: Message, context: object): object {
	const file = media && { mimetype: media.mimetype, fileLength: String(media.bytes.length), ...(body && { caption: body }), ...context };
	switch (type) {
		case 'image':
			return { imageMessage: file };
		case 'video':
			return { videoMessage: file };
		case 'audio':
			return { audioMessage: file };
		case 'ptt':
			return { audioMessage: { ...file, PTT: true, ptt: true } };
		case 'document':
			return { documentMessage: { ...file, fileName: media?.filename, title: media?.filename } };
		case 'location':
			return { locationMessage: { degreesLatitude: Number(location?.latitude), degreesLongitude: Number(location?.longitude), name: location?.description, ...context } };
		case 'vcard':
			return vCards.length === 1
				? { contactMessage: { displayName: displayName(vCards[0]!), vcard: vCards[0], ...context } }
				: { contactsArrayMessage: { contacts: vCards.map((vcard) => ({ displayName: displayName(vcard), vcard })), ...context } };
		case 'poll_creation':
			return { pollCreationMessageV3: { name: poll?.name ?? body, options: (poll?.options ?? []).map((optionName) => ({ optionName })), selectableOptionsCount: poll?.multipleAnswers ? 0 : 1 } };
		case 'event_creation':
			return { eventMessage: extra.event ?? { name: body } };
		case 'list':
			return { listMessage: { description: body } };
		case 'chat':
			return 'contextInfo' in context ? { extendedTextMessage: { text: body, ...context } } : { conversation: body };
	}
}

const displayName = (vCard: string): string => /^FN[^:]*:(.*)$/m.exec(vCard)?.[1]?.trim() ?? numberOf(vCard);

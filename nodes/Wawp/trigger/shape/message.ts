import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { listOf } from '../../engine/rows';
import { contactIn } from './vCard';
import { chatId, chatType, from, fromMe, messageId, senderId, senderName, senderPhone, timestamp } from './identity';
import type { Shape, Told } from './told';
import { firstOf, flagIn, idsIn, numberIn, textIn } from './values';

/* A message: what was written, and what came with it. */

export const message: Shape = {
	messageId,
	chatId,
	chatType,
	from,
	fromMe,
	senderId,
	senderPhone,
	senderName,
	text: { description: 'Its text, or the caption of its media; empty without one', read: textOf },
	type: {
		description: '`text`, `image`, `video`, `audio`, `voice`, `document`, `sticker`, `location`, `contacts`, `poll`, `event` or `other`',
		read: typeOf,
	},
	hasMedia: { description: 'Whether a file belongs to it', read: hasMedia },
	media: { description: '`mimetype`, `filename`, `size` in bytes and `url` of that file, as far as they are told; `error` where it could not be had', read: mediaOf },
	replyTo: { description: '`messageId` and `text` of the message that it answers', read: replyTo },
	mentions: { description: 'IDs of the people whom it names with @', read: ({ raw, payload, content }) => idsIn(firstOf(payload.mentionedIds, raw.mentionedjidlist, content.context.mentionedjid)) },
	location: { description: '`latitude`, `longitude` and `description` of a place', read: locationOf },
	contacts: { description: '`name`, `phoneNumber` and `vCard` of each card', read: contactsOf },
	isForwarded: {
		description: 'Whether it was passed on from another chat',
		read: ({ payload, raw, content }) => firstOf(flagIn(payload.isForwarded), flagIn(raw.isforwarded), flagIn(content.context.isforwarded)) ?? false,
	},
	source: { description: '`api` or `app` for own messages: what was sent by Wawp comes back as `api`', read: ({ payload }) => textIn(payload.source) },
	timestamp,
};

export function textOf({ payload, raw, content: { members } }: Told): string {
	return firstOf(textIn(payload.body), textIn(members.text), textIn(members.caption), textIn(raw.caption), textIn(raw.body)) ?? '';
}

export type MessageType = 'text' | 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker' | 'location' | 'contacts' | 'poll' | 'event' | 'other';

/** By the engine's own name first, then by what came along. */
function typeOf(told: Told): MessageType {
	const { payload, raw, content } = told;
	const named = NAMES[String(textIn(raw.type))] ?? KINDS.find(([kind]) => kind.test(content.kind))?.[1];
	if (named === 'audio' && content.members.ptt === true) return 'voice';
	if (named) return named;
	if (hasMedia(told)) return MIME_TYPES.find(([mime]) => mime.test(mimetypeOf(told) ?? ''))?.[1] ?? 'other';
	if (isObject(payload.location)) return 'location';
	if (listOf(payload.vCards).length > 0) return 'contacts';
	return textOf(told) === '' ? 'other' : 'text';
}

/** As WEBJS names them. */
const NAMES: Partial<Record<string, MessageType>> = Object.assign(Object.create(null), {
	chat: 'text',
	image: 'image',
	video: 'video',
	audio: 'audio',
	ptt: 'voice',
	document: 'document',
	sticker: 'sticker',
	location: 'location',
	vcard: 'contacts',
	multi_vcard: 'contacts',
	poll_creation: 'poll',
	event_creation: 'event',
});

/** As WhatsApp names them. */
const KINDS: Array<[RegExp, MessageType]> = [
	[/^(conversation|extendedtextmessage)$/, 'text'],
	[/^imagemessage$/, 'image'],
	[/^(video|ptv)message$/, 'video'],
	[/^audiomessage$/, 'audio'],
	[/^documentmessage$/, 'document'],
	[/^stickermessage$/, 'sticker'],
	[/^(live)?locationmessage$/, 'location'],
	[/^contacts?(array)?message$/, 'contacts'],
	[/^pollcreationmessage/, 'poll'],
	[/^eventmessage$/, 'event'],
];

/** What is sent as a picture is a JPEG: WhatsApp keeps WebP for stickers. */
const MIME_TYPES: Array<[RegExp, MessageType]> = [
	[/^image\/webp/, 'sticker'],
	[/^image\//, 'image'],
	[/^video\//, 'video'],
	[/^audio\//, 'audio'],
	[/./, 'document'],
];

function hasMedia({ payload, raw, content }: Told): boolean {
	const isTold = firstOf(flagIn(payload.hasMedia), flagIn(raw.hasmedia));
	return isTold ?? (isObject(payload.media) || /^(image|video|ptv|audio|document|sticker)message$/.test(content.kind));
}

const fileOf = ({ payload }: Told): Record<string, unknown> => (isObject(payload.media) ? payload.media : {});

const mimetypeOf = (told: Told): string | null => firstOf(textIn(fileOf(told).mimetype), textIn(told.raw.mimetype), textIn(told.content.members.mimetype));

function mediaOf(told: Told): IDataObject | null {
	if (!hasMedia(told)) return null;
	const { raw, content, payload } = told;
	const file = fileOf(told);
	const error = textIn(isObject(file.error) ? (file.error.message ?? file.error.details) : file.error);
	return {
		mimetype: mimetypeOf(told),
		filename: firstOf(textIn(file.filename), textIn(raw.filename), textIn(content.members.filename)),
		size: firstOf(numberIn(file.size), numberIn(file.filesize), numberIn(raw.size), numberIn(content.members.filelength)),
		url: firstOf(textIn(file.url), textIn(payload.mediaUrl)),
		...(error !== null && { error }),
	};
}

function replyTo({ payload, content: { context } }: Told): IDataObject | null {
	if (!isObject(payload.replyTo)) {
		const id = textIn(context.stanzaid);
		return id === null ? null : { messageId: id, text: null };
	}
	const { id, body } = payload.replyTo;
	return { messageId: textIn(isObject(id) ? id._serialized : id), text: textIn(body) };
}

function locationOf({ payload, content }: Told): IDataObject | null {
	const { members, kind } = content;
	const given = isObject(payload.location) ? payload.location : /locationmessage$/.test(kind) ? { latitude: members.degreeslatitude, longitude: members.degreeslongitude, description: members.name } : undefined;
	if (!given) return null;
	return { latitude: numberIn(given.latitude), longitude: numberIn(given.longitude), description: textIn(given.description) };
}

function contactsOf({ payload, content: { members } }: Told): IDataObject[] {
	const cards = [...listOf(payload.vCards), members.vcard, ...listOf(members.contacts).map((contact) => (isObject(contact) ? contact.vcard : null))];
	return [...new Set(cards)].filter((card) => typeof card === 'string' && card !== '').map((card) => contactIn(card as string));
}

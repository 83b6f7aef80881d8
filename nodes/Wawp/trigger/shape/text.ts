import { listOf } from '../../engine/rows';
import { isObject } from '../../engine/answer';
import { hasFile, textOfContent, typeOfContent } from './content';
import { textAt } from './members';
import type { MessageType } from './protocol';
import type { Told } from './told';
import { firstOf, flagIn, textIn } from './values';

/* What is written in a message, and what kind of message it is. */

/** The engines put a small picture or a card into `body` where there is no text. */
export function textOf(told: Told): string {
	const { payload, raw, content } = told;
	const bodies = [payload.body, ...(hasNoBody(told) ? [] : [raw.body])].map(textIn).filter((text) => !isNoText(told, text));
	const ofWebjs = textAt(raw, ['caption', 'pollName', 'eventName', 'selectedDisplayText', 'listResponse.title', 'title']);
	return firstOf(bodies[0], textOfContent(content), ofWebjs, bodies[1]) ?? '';
}

/** By the engine's own name first, then by what came along. */
export function typeOf(told: Told): MessageType {
	const { payload } = told;
	const named = namedBy(told);
	if (named !== undefined && named !== 'other') return named;
	if (hasMedia(told)) return MIME_TYPES.find(([mime]) => mime.test(mimetypeOf(told) ?? ''))?.[1] ?? 'other';
	if (isObject(payload.location)) return 'location';
	if (listOf(payload.vcards).length > 0) return 'contacts';
	return named ?? (textOf(told) === '' ? 'other' : 'text');
}

export function hasMedia(told: Told): boolean {
	const { payload, raw, content } = told;
	return firstOf(flagIn(payload.hasmedia), flagIn(raw.hasmedia)) ?? (isObject(payload.media) || hasFile(content));
}

export const mimetypeOf = ({ payload, raw, content }: Told): string | null =>
	firstOf(textAt(payload, ['media.mimetype']), textIn(raw.mimetype), textAt(content, ['members.mimetype']));

const namedBy = ({ raw, content }: Told): MessageType | undefined => WEBJS_TYPES.get(textIn(raw.type) ?? '') ?? typeOfContent(content);

const hasNoBody = (told: Told): boolean => NO_BODY.includes(namedBy(told) ?? 'text');

/** Of these types WEBJS has the small picture in its `_data.body`, or the card. */
const NO_BODY: MessageType[] = ['image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts'];

/** A body that is no text of a person. What somebody wrote in a text is one, whatever it looks like. */
function isNoText(told: Told, text: string | null): boolean {
	if (text === null) return true;
	const type = namedBy(told) ?? (isObject(told.payload.location) ? 'location' : listOf(told.payload.vcards).length > 0 ? 'contacts' : 'text');
	if (!NO_BODY.includes(type)) return false;
	if (NO_CAPTION.includes(type) && textIn(told.raw.type) !== null) return true;
	return PICTURE.test(text) || text.startsWith('BEGIN:VCARD');
}

const NO_CAPTION: MessageType[] = ['location', 'contacts'];

/** JPEG, PNG, GIF or WebP in Base64. */
const PICTURE = /^(data:image\/|\/9j\/|iVBORw0KGgo|R0lGOD|UklGR)\S*$/;

/** As WEBJS names them. */
const WEBJS_TYPES = new Map<string, MessageType>([
	['chat', 'text'],
	['image', 'image'],
	['video', 'video'],
	['ptv', 'video'],
	['audio', 'audio'],
	['ptt', 'voice'],
	['document', 'document'],
	['sticker', 'sticker'],
	['location', 'location'],
	['vcard', 'contacts'],
	['multi_vcard', 'contacts'],
	['poll_creation', 'poll'],
	['event_creation', 'event'],
	['list', 'text'],
	['list_response', 'text'],
	['buttons', 'text'],
	['buttons_response', 'text'],
	['template_button_reply', 'text'],
	['interactive', 'text'],
	['interactive_response', 'text'],
	['hsm', 'text'],
]);

/** What is sent as a picture is a JPEG: WhatsApp keeps WebP for stickers. */
const MIME_TYPES: Array<[RegExp, MessageType]> = [
	[/^image\/webp/, 'sticker'],
	[/^image\//, 'image'],
	[/^video\//, 'video'],
	[/^audio\//, 'audio'],
	[/./, 'document'],
];

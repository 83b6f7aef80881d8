import { listOf } from '../../engine/rows';
import { isObject } from '../../engine/answer';
import { hasFile, textOfContent, typeOfContent } from './content';
import { textAt } from './inside';
import type { MessageType } from './protocol';
import type { Told } from './told';
import { firstOf, flagIn, textIn } from './values';

/* What is written in a message, and what kind of message it is. */

/** The engines put a small picture or a card into `body` where there is no text. */
export function textOf(told: Told): string {
	const { payload, raw, content } = told;
	const body = [payload.body, ...(hasNoBody(told) ? [] : [raw.body])].map(textIn).find((text) => !isNoText(told, text));
	const text = firstOf(rowIn(told), body, textOfContent(content), textAt(raw, WEBJS_TEXTS)) ?? '';
	return isFileName(told, text) ? '' : text;
}

/** WhatsApp on computers writes the name of a document under it, where a person wrote nothing. */
const isFileName = ({ raw }: Told, text: string): boolean => raw.iscaptionbyuser === false && text === textIn(raw.filename);

/** The title of the row that was tapped: the engines put its description behind it. */
const rowIn = ({ raw, content }: Told): string | null => (content.kind === 'listresponsemessage' ? textAt(content.members, ['title']) : textAt(raw, ['listResponse.title']));

const WEBJS_TEXTS = ['caption', 'pollName', 'eventName', 'selectedDisplayText', 'listResponse.title', 'orderTitle', 'title'];

/** By the engine's own name first, then by what came along. */
export function typeOf(told: Told): MessageType {
	const named = namedBy(told);
	if (named !== undefined && named !== 'other') return named;
	return typeBeside(told) ?? named ?? (textOf(told) === '' ? 'other' : 'text');
}

function typeBeside(told: Told): MessageType | undefined {
	const { payload } = told;
	if (hasMedia(told)) return MIME_TYPES.find(([mime]) => mime.test(mimetypeOf(told) ?? ''))?.[1] ?? 'other';
	if (isObject(payload.location)) return 'location';
	return listOf(payload.vcards).length > 0 || cardIn(told) !== null ? 'contacts' : undefined;
}

/** A card that nothing else tells of. */
export function cardIn(told: Told): string | null {
	const body = textIn(told.payload.body);
	return namedBy(told) === undefined && body !== null && CARD_BEGINS.test(body) && CARD_ENDS.test(body.slice(-100)) ? body : null;
}

const CARD_BEGINS = /^BEGIN:VCARD[\r\n]/i;
const CARD_ENDS = /[\r\n]END:VCARD\s*$/i;

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
	const type = namedBy(told) ?? typeBeside(told) ?? 'text';
	const own = textIn(told.raw.type);
	// Of WEBJS's other kinds too, such as orders, only what somebody typed is a text in any case.
	if (!NO_BODY.includes(type) && !hasMedia(told)) return own !== null && own !== 'chat' && PICTURE.test(text);
	if (NO_CAPTION.includes(type) && textIn(told.raw.type) !== null) return true;
	return PICTURE.test(text) || /^BEGIN:VCARD/i.test(text);
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
	// As their members of the protocol.
	['product', 'other'],
	['order', 'other'],
	['payment', 'other'],
	['groups_v4_invite', 'other'],
]);

/** What is sent as a picture is a JPEG: WhatsApp keeps WebP for stickers. */
const MIME_TYPES: Array<[RegExp, MessageType]> = [
	[/^image\/webp/, 'sticker'],
	[/^image\//, 'image'],
	[/^video\//, 'video'],
	[/^audio\//, 'audio'],
	[/./, 'document'],
];

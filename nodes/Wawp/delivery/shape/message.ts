import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { errorWords } from '../../engine/errorWords';
import { isZero } from '../../engine/failure';
import { membersOf } from '../../engine/members';
import { listOf } from '../../engine/rows';
import { fileIn, isDisappearing, isViewOnce, tappedIn } from './content';
import { adIn, productIn, replyTo } from './context';
import { chatId, chatPhone, chatType, from, fromMe, messageId, sender, timestamp } from './identity';
import { textAt } from './inside';
import { cardIn, hasMedia, mimetypeOf, textOf, typeOf } from './text';
import type { Shape, Told } from './told';
import { firstOf, flagIn, idsIn, numberIn, textIn } from './values';
import { contactIn } from './vCard';

/* A message: what was written, and what came with it. */

export const message: Shape = {
	messageId,
	chatId,
	chatType,
	chatPhone,
	from,
	fromMe,
	...sender,
	text: { description: 'Its text, or the caption of its media, the question of a poll, the name of an event, the title of what was tapped; empty without one', read: textOf },
	type: {
		description: '`text`, `image`, `video`, `audio`, `voice`, `document`, `sticker`, `location`, `contacts`, `poll`, `event` or `other`',
		read: typeOf,
	},
	tappedId: { description: 'The ID of the button or the row that was tapped, as whoever sent it chose it', read: tappedId },
	hasMedia: { description: 'Whether a file belongs to it', read: hasMedia },
	media: { description: '`mimetype`, `filename`, `size` in bytes and `url` of that file, as far as they are told; `error` where it could not be had', read: mediaOf },
	replyTo: { description: '`messageId`, `text` and `senderId` of the message that it answers; `isStatus` where that is a story', read: replyTo },
	mentions: { description: 'IDs of the people whom it names with @', read: ({ raw, payload, content }) => idsIn(firstOf(payload.mentionedids, raw.mentionedjidlist, content.context.mentionedjid)) },
	location: { description: '`latitude`, `longitude`, `description` and `address` of a place', read: locationOf },
	contacts: { description: '`name`, `phoneNumber` and `vCard` of each card', read: contactsOf },
	product: { description: '`productId`, `title`, `description`, `price`, `currency`, `retailerId` and `url` of the product that it shows or asks about', read: productIn },
	ad: { description: '`title`, `text`, `sourceId`, `sourceType`, `sourceUrl`, `app` and `clickId` of the ad that the person came by', read: adIn },
	isForwarded: {
		description: 'Whether it was passed on from another chat',
		read: ({ payload, raw, content: { context } }) => firstOf(flagIn(payload.isforwarded), flagIn(raw.isforwarded), flagIn(context.isforwarded)) ?? (numberIn(context.forwardingscore) ?? 0) > 0,
	},
	isViewOnce: { description: 'Whether it can be looked at once', read: isSeenOnce },
	isDisappearing: { description: 'Whether it vanishes after some time', read: vanishes },
	source: { description: '`api` or `app` for own messages: what was sent by Wawp comes back as `api`', read: ({ payload }) => textIn(payload.source) },
	timestamp,
};

function mediaOf(told: Told): IDataObject | null {
	if (!hasMedia(told)) return null;
	const { raw, payload, content } = told;
	const { members } = fileIn(content);
	const file = membersOf(payload.media);
	const error = errorIn(file.error) ?? (isObject(file.error) ? 'Wawp could not get the file' : null);
	return {
		mimetype: firstOf(mimetypeOf(told), textIn(members.mimetype)),
		filename: firstOf(textIn(file.filename), textIn(raw.filename), textIn(members.filename)),
		size: firstOf(...[file.size, file.filesize, raw.size, members.filelength].map(numberIn)),
		url: firstOf(textIn(file.url), textIn(payload.mediaurl)),
		...(error !== null && { error }),
	};
}

/** Words, or words with a code: why something could not be. */
export function errorIn(error: unknown): string | null {
	const words = errorWords(error);
	return isZero(words) ? null : words;
}

function tappedId({ raw, payload, content }: Told): string | null {
	return firstOf(tappedIn(content), textAt(raw, TAPPED), textAt(payload, TAPPED));
}

/** Of WEBJS. */
const TAPPED = ['selectedButtonId', 'selectedId', 'selectedRowId', 'listResponse.singleSelectReply.selectedRowId', 'nativeFlowResponse.paramsJson.id', 'interactiveResponse.nativeFlowResponseMessage.paramsJson.id'];

/** GOWS takes wrappers off and leaves a mark. */
function isSeenOnce({ raw, key, content }: Told): boolean {
	return isViewOnce(content) || [raw.isviewonce, raw.isviewoncev2, raw.isviewoncev2extension, key.isviewonce].includes(true);
}

function vanishes({ raw, content }: Told): boolean {
	return isDisappearing(content) || raw.isephemeral === true || [raw.ephemeralduration, raw.ephemeralexpiration].some((duration) => (numberIn(duration) ?? 0) > 0);
}

function locationOf({ payload, raw, content: { members, kind } }: Told): IDataObject | null {
	const isPlace = /locationmessage$/.test(kind);
	const given = isObject(payload.location) ? membersOf(payload.location) : isPlace ? members : raw.type === 'location' ? raw : undefined;
	if (!given) return null;
	const engine = isPlace ? members : {};
	// WEBJS writes both in one.
	const [place, ...address] = (textIn(raw.loc) ?? '').split('\n');
	return {
		latitude: firstOf(...[given.latitude, given.degreeslatitude, given.lat, engine.degreeslatitude].map(numberIn)),
		longitude: firstOf(...[given.longitude, given.degreeslongitude, given.lng, engine.degreeslongitude].map(numberIn)),
		description: firstOf(...[given.description, given.name, given.title, engine.name, place].map(textIn)),
		address: firstOf(...[given.address, engine.address, address.join('\n')].map(textIn)),
	};
}

function contactsOf(told: Told): IDataObject[] {
	const { payload, raw, content: { members } } = told;
	const inLists = [...listOf(members.contacts), ...listOf(raw.vcardlist)].map((contact) => membersOf(contact).vcard);
	const cards = [...listOf(payload.vcards).map((card) => (isObject(card) ? membersOf(card).vcard : card)), members.vcard, ...inLists, ...(raw.type === 'vcard' ? [raw.body] : []), cardIn(told)];
	return [...new Set(cards)].filter((card) => typeof card === 'string' && card !== '').map((card) => contactIn(card as string));
}

import type { IDataObject } from 'n8n-workflow';

import { isObject, unwrapped, without } from '../engine/answer';
import { bytesIn } from '../engine/base64';
import { member } from '../engine/holds';
import type { FileBytes, FileLink, FileOutput, Shape } from '../engine/operation';
import { mediaAsFile, pictureAsFile } from '../fields/media';
import { namedIn } from '../fields/values/sameChat';

/** The media of a message as a file, on request. */
export const mediaFile: FileOutput = { read: mediaIn, fileName: 'media', mimeType: 'application/octet-stream', isLarge: true, onRequest: mediaAsFile };

/** The same of a post in the preview of a channel, which wraps its message. */
export const postFile: FileOutput = { ...mediaFile, read: (row) => mediaIn(isObject(row) && isObject(row.message) ? row.message : row) };

/** A converted file. How Wawp hands it out is not documented: as bytes, as Base64 or by its address. */
export const convertedFile: FileOutput = { read: convertedIn, fileName: 'converted', mimeType: 'application/octet-stream' };

export const convertedShape: Shape = (body) => without(unwrapped(body), ...CONTENTS) as IDataObject;

/** A picture that Wawp gives the address of, as a file on request. */
export const pictureFile: FileOutput = { read: pictureIn, fileName: 'picture.jpg', mimeType: 'image/jpeg', onRequest: pictureAsFile };

/** `url` is null where a person hides the picture, or has none. */
export const pictureShape: Shape = (body, _instanceId, { chatId, contactId, id }) => ({
	id: namedIn(unwrapped(body))[0] ?? ((chatId ?? contactId ?? id ?? null) as string | null),
	...body,
	url: pictureIn(body)?.url ?? null,
});

/** The engine gives an address, Wawp's page speaks of Base64: both are understood. */
export function mediaIn(body: unknown): FileLink | FileBytes | undefined {
	const { media, mediaUrl } = unwrapped(body);
	if (typeof media === 'string') return linkOrBytes(media);
	const { url, data, base64, filename, mimetype } = isObject(media) ? media : {};
	const file = firstFileIn([url, data, base64, mediaUrl]);
	return file && { ...file, ...(typeof filename === 'string' && { fileName: filename }), ...(typeof mimetype === 'string' && { mimeType: mimetype }) };
}

/** A key for the address, also where it says that there is none. */
export const holdsPicture = member('url', 'profilePictureURL', 'profilePictureUrl', 'picture');

/** Under `url` in Wawp's words, under `profilePictureURL` in the engine's. */
export function pictureIn(body: unknown): FileLink | undefined {
	const { url, profilePictureURL, profilePictureUrl, picture } = unwrapped(body);
	const address = [url, profilePictureURL, profilePictureUrl, picture].find((value) => typeof value === 'string' && /^https?:/.test(value));
	return address === undefined ? undefined : { url: address as string };
}

const CONTENTS = ['data', 'base64', 'file', 'media'];

function convertedIn(body: unknown): FileLink | FileBytes | undefined {
	if (Buffer.isBuffer(body)) return { bytes: body };
	const answer = unwrapped(body);
	const found = [answer.url, ...CONTENTS.map((key) => answer[key])].map((value) => (isObject(value) ? (value.url ?? value.data) : value));
	return firstFileIn(found);
}

/** Words beside a file may say why there is no other, or what it is called. */
const firstFileIn = (given: unknown[]): FileLink | FileBytes | undefined =>
	given.map((value) => (typeof value === 'string' ? linkOrBytes(value) : undefined)).find(Boolean);

/** Undefined for words that say why there is nothing. */
function linkOrBytes(text: string): FileLink | FileBytes | undefined {
	if (/^https?:\/\//i.test(text)) return { url: text };
	const bytes = bytesIn(text);
	return bytes && { bytes };
}

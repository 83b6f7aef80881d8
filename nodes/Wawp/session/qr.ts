import type { IDataObject } from 'n8n-workflow';

import { type Holds, isObject, unwrapped, without } from '../engine/answer';
import { bytesIn } from '../engine/base64';
import { dateIn } from '../time/date';

/** The picture of an answer: bytes, or text under one of the keys that clients of Wawp have met. */
export function imageIn(body: unknown): Buffer | undefined {
	if (Buffer.isBuffer(body)) return body;
	if (typeof body === 'string') return pictureFrom(body);
	const { qr, base64, image, data } = unwrapped(body);
	return [qr, base64, image, data].map(pictureFrom).find(Boolean);
}

/** The QR code of session info, while a scan is due. */
export function qrOfSession(body: unknown): Buffer | undefined {
	return pictureFrom(unwrapped(body).qr);
}

/** A data URI or bare base64 of a PNG, JPEG, GIF or WebP. */
export function pictureFrom(text: unknown): Buffer | undefined {
	if (typeof text !== 'string') return undefined;
	const bytes = bytesIn(text.trim());
	return bytes && /^(89504e47|ffd8ff|47494638|52494646)/.test(bytes.subarray(0, 4).toString('hex')) ? bytes : undefined;
}

/** What a QR code must say, and until when. Wawp wraps it as base64 of JSON; a plain answer is understood as well. */
export function qrValue(body: IDataObject, instanceId: string): IDataObject {
	const wrapped = unwrapped(body);
	const { value, expiry } = { ...wrapped, ...decoded(body.data ?? wrapped.qr) };
	return { instanceId, value: (value ?? wrapped.qr ?? null) as string | null, expiresAt: dateIn(expiry) };
}

export const holdsQrValue: Holds = (body) => {
	const { value } = isObject(body) ? qrValue(body as IDataObject, '') : {};
	return typeof value === 'string' && value.trim() !== '';
};

function decoded(data: unknown): Record<string, unknown> {
	if (typeof data !== 'string') return {};
	const text = Buffer.from(data, 'base64').toString();
	try {
		const inner: unknown = JSON.parse(text);
		return isObject(inner) ? inner : {};
	} catch {
		// Not wrapped: the data is the value itself.
		return { value: data };
	}
}

/** A pairing code is no failure, though it comes under the key of error codes. */
export const pairingCode = (body: IDataObject, instanceId: string): IDataObject => ({
	instanceId,
	...(unwrapped(body) as IDataObject),
});

/** Unlike a word of eight letters, such as `rejected`. */
export const holdsPairingCode: Holds = (body) => /^(?![a-z]{8}$)[A-Za-z\d]{4}-?[A-Za-z\d]{4}$/.test(String(unwrapped(body).code ?? ''));

/** The rest of an answer whose picture became binary data. */
export const withoutPicture = (body: IDataObject, instanceId: string): IDataObject => ({
	instanceId,
	...(without(unwrapped(body), 'qr', 'base64', 'image', 'data') as IDataObject),
});

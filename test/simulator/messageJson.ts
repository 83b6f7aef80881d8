import { dataOf, ends, engineOf } from './dialect';
import type { Simulation } from './simulation';
import type { Instance } from './world';
import type { StoredFile } from './world/files';
import { ACKS, type Message } from './world/whatsapp';

/** A message as it is printed. */
export function messageJson(message: Message, instance: Instance, wawp: Simulation, { media }: { media: 'left out' | Simulation['switches']['downloadedMedia'] }) {
	const { id, timestamp, fromMe, body, ack, vCards, location } = message;
	const { from, to, participant } = ends(message, engineOf(wawp));
	return {
		id,
		timestamp,
		from,
		fromMe,
		to,
		participant,
		body,
		hasMedia: message.media !== null,
		media: message.media && media !== 'left out' ? mediaJson(message.media, wawp, media) : null,
		ack: ACKS[ack],
		ackName: ack,
		replyTo: quoted(message, instance),
		...(location && { location }),
		...(vCards.length > 0 && { vCards }),
		_data: dataOf(message, instance, wawp),
	};
}

/** The same in an event, which also tells who wrote it and by what. */
export function eventMessageJson(message: Message, instance: Instance, wawp: Simulation, source: 'api' | 'app') {
	return {
		...messageJson(message, instance, wawp, { media: 'url' }),
		...(message.fromMe && { source }),
		...(message.participant && { author: message.participant }),
	};
}

/** An address asks for the credentials. */
export const addressOf = (file: StoredFile, { url }: Simulation): string => `${url}/media/${file.id}`;

function mediaJson(file: StoredFile, wawp: Simulation, as: Simulation['switches']['downloadedMedia']) {
	const { mimetype, filename, bytes } = file;
	if (as === 'base64') return { mimetype, filename, data: bytes.toString('base64') };
	return { url: addressOf(file, wawp), mimetype, filename, error: null };
}

function quoted({ replyTo }: Message, { whatsapp }: Instance) {
	if (!replyTo) return null;
	const original = whatsapp.messages.find(({ id, hash }) => id === replyTo || hash === replyTo);
	return { id: replyTo, participant: original?.participant ?? original?.from ?? null, body: original?.body ?? null };
}

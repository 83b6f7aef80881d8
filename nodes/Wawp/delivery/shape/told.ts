import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { type Members, membersOf } from '../../engine/members';
import { type Content, contentIn } from './content';
import { valueAt } from './inside';

export type { Members } from '../../engine/members';

/** What an event tells, with the parts laid open in which the engines keep what they know. Names are in lower case. */
export interface Told {
	event: string;
	payload: Members;
	/** The payload with its names as they were written. */
	written: Members;
	/** The account that the session belongs to. */
	me: IDataObject | null;
	/** `GOWS`, `NOWEB` or `WEBJS`; null where it is not told. */
	engine: string | null;
	/** The engine's own words. WEBJS has all in it, NOWEB `key` and `message`, GOWS `Info` and `Message`. */
	raw: Members;
	info: Members;
	/** An ID in parts. */
	key: Members;
	content: Content;
}

/** A field of an item: what it holds, and where that is found. */
export interface Field {
	description: string;
	read: (told: Told) => IDataObject[string];
}

/** The fields of an event, by their names in the item. */
export type Shape = Record<string, Field>;

/** What surrounds a payload. */
export type Around = Pick<Told, 'event' | 'me' | 'engine'>;

export function toldBy({ event, me, engine }: Around, payload: unknown): Told {
	const given = membersOf(payload);
	const raw = membersOf(given._data);
	return {
		event,
		payload: given,
		written: isObject(payload) ? payload : {},
		me,
		engine,
		raw,
		info: membersOf(raw.info),
		key: membersOf([given.key, raw.key, given.id, raw.id].find(isObject)),
		content: contentIn([raw.message, raw.rawmessage].find(isObject)),
	};
}

/** A field of something inside: of the poll that was voted in, of the message that was deleted. */
export const within = (inside: (told: Told) => unknown, { description, read }: Field): Field => ({
	description,
	read: (told) => read(toldBy(told, inside(told))),
});

/** The first thing that one of these places tells: of `payload.from`, `key.remoteJid`, `info.Chat` and the like. */
export function found<T>(told: Told, places: readonly string[], read: (value: unknown) => T | null): T | null {
	for (const place of places) {
		const value = read(valueAt(told, place));
		if (value !== null) return value;
	}
	return null;
}

import type { IDataObject } from 'n8n-workflow';

/*
 * Each place that tells a field, by itself: an engine, a release of Wawp or a switch of its may leave out all the others.
 * `_data` holds the engine's own words.
 */

/** A field of an event, and each place that may be the only one to tell it. */
export interface Places {
	event: string;
	/** `media.size`: of a field that is an object. */
	field: string;
	places: string[];
	/** What stands there. */
	value: unknown;
	/** What the item says then; the value itself where nothing is named. */
	told?: unknown;
	/** What a later one of these places says otherwise, where the earlier one is believed. */
	other?: unknown;
	/** What the event tells besides. */
	beside?: IDataObject;
}

/** With the value at its place, beside the rest. */
export function toldAt(place: string, value: unknown, beside: IDataObject = {}): IDataObject {
	const payload = structuredClone(beside);
	const steps = place.split('.');
	let into = payload;
	for (const step of steps.slice(0, -1)) into = (into[step] ??= {}) as IDataObject;
	into[steps.at(-1)!] = value as IDataObject;
	return payload;
}

export const ANN = '201145202826@c.us';
export const HIDDEN = '123456789012345@lid';
export const GROUP = '1234567890@g.us';
export const ME: IDataObject = { id: '201000000009@c.us', lid: '99999999999999@lid' };
export const PHONE = '201145202826';

/** The same person as the engines write it. */
export const JID = '201145202826:7@s.whatsapp.net';
/** Somebody else. */
export const BOB_JID = '201000000005@s.whatsapp.net';

/** Of the engine's own words: under its names, and as Wawp prints the payload. */
export const inData = (...names: string[]): string[] => names.map((name) => `_data.${name}`);

import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../engine/answer';

export type Members = Record<string, unknown>;

/** What an event tells, with the parts laid open in which the engines keep what they know. */
export interface Told {
	event: string;
	payload: Members;
	/** The account that the session belongs to. */
	me: IDataObject | null;
	/** The engine's own words. WEBJS has all in it, NOWEB `key` and `message`, GOWS `Info` and `Message`: the names here are in lower case. */
	raw: Members;
	info: Members;
	/** An ID in parts. */
	key: Members;
	content: Content;
}

/** The content of a message, as WhatsApp itself lays it out. */
export interface Content {
	/** `imageMessage`, in lower case; '' when none is told. */
	kind: string;
	/** Its members. A bare text is its `text`. */
	members: Members;
	/** What it answers, whom it names, whether it was passed on. */
	context: Members;
}

/** A field of an item: what it holds, and where that is found. */
export interface Field {
	description: string;
	read: (told: Told) => IDataObject[string];
}

/** The fields of an event, by their names in the item. */
export type Shape = Record<string, Field>;

export function toldBy(event: string, payload: unknown, me: IDataObject | null): Told {
	const given = isObject(payload) ? payload : {};
	const raw = membersOf(given._data);
	return {
		event,
		payload: given,
		me,
		raw,
		info: membersOf(raw.info),
		key: membersOf([given.key, raw.key, given.id, raw.id].find(isObject)),
		content: contentIn(raw.message),
	};
}

/** A field of something inside: of the poll that was voted in, of the message that was deleted. */
export const within = (inside: (payload: Members) => unknown, { description, read }: Field): Field => ({
	description,
	read: ({ event, payload, me }) => read(toldBy(event, inside(payload), me)),
});

/** The engines do not agree on capitals. Nothing they print has so many members: whoever sends more only wants to keep n8n busy. */
export const membersOf = (value: unknown): Members =>
	isObject(value) ? Object.fromEntries(Object.entries(value).slice(0, MOST_MEMBERS).map(([key, member]) => [key.toLowerCase(), member])) : {};

const MOST_MEMBERS = 500;

function contentIn(message: unknown): Content {
	let members = membersOf(message);
	for (let wraps = 0; wraps < MOST_WRAPS; wraps++) {
		const wrapped = WRAPPERS.map((name) => members[name]).find(isObject);
		if (!wrapped) break;
		members = membersOf(membersOf(wrapped).message);
	}
	const [kind, body] = Object.entries(members).find(([name, member]) => isContent(name, member)) ?? ['', {}];
	const content = typeof body === 'string' ? { text: body } : membersOf(body);
	return { kind, members: content, context: membersOf(content.contextinfo) };
}

/** Of messages that vanish, that are seen once, that are captioned documents or were edited. */
const WRAPPERS = ['ephemeralmessage', 'viewoncemessage', 'viewoncemessagev2', 'viewoncemessagev2extension', 'documentwithcaptionmessage', 'editedmessage'];
const MOST_WRAPS = 4;

const isContent = (name: string, member: unknown): boolean => (name === 'conversation' ? typeof member === 'string' && member !== '' : /message(v\d)?$/.test(name) && isObject(member));

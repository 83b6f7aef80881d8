import type { IDataObject } from 'n8n-workflow';

import { innerOf, isObject } from '../engine/answer';
import { membersOf } from '../engine/members';
import type { Shape } from '../engine/operation';
import { isKeyed, listOf } from '../engine/rows';
import { idIn, ownIdIn } from '../fields/values/ids';

/*
 * Chats, contacts, channels and groups under the names of Wawp's pages. Its engines print their own: WEBJS IDs in parts, GOWS all
 * names in capitals, NOWEB `desc` and `admin`. What no page names stays as it came.
 */

/** Whatever it is, its `id` is a text that the action node takes. */
export function thingOf(row: IDataObject): IDataObject {
	const id = ownIdIn(row);
	if (id === null) return row;
	// NOWEB tells the hidden identity of somebody as `id`, and the number beside it as `jid`.
	const same = ['jid', 'gid'].filter((name) => [id, null].includes(idIn(membersOf(row)[name])));
	return { id, ...withoutNames(row, 'id', ...same) };
}

export function groupOf(row: IDataObject): IDataObject {
	const { subject, name, title, description, desc, topic, participants, groupmetadata } = membersOf(row);
	const inside = membersOf(groupmetadata);
	const people = participants ?? inside.participants;
	const others = isObject(groupmetadata) ? withoutNames(groupmetadata as IDataObject, 'id', ...READ) : {};
	const told = {
		subject: firstText(subject, name, title, inside.subject),
		description: firstText(description, desc, topic, inside.desc),
		participants: people === undefined ? undefined : peopleIn(people).map(personOf),
		groupMetadata: Object.keys(others).length > 0 ? others : undefined,
	};
	const { id, ...rest } = thingOf(row);
	return { ...(id !== undefined && { id }), ...filled(told), ...withoutNames(rest, ...READ) };
}

/** WEBJS keys them by person where it has made a group, and names them nowhere else. */
export function peopleIn(people: unknown): unknown[] {
	if (!isObject(people) || !isKeyed(people)) return listOf(people);
	return Object.entries(people).map(([key, row]) => (NAMES_PERSON.test(key) && isObject(row) && !memberIn(row) ? { ...row, id: key } : row));
}

/** Of a key, unlike a number in a list. */
export const NAMES_PERSON = /@|^\d{7,}$/;

/** Under which a group says what `groupOf` has read. */
const READ = ['subject', 'name', 'title', 'description', 'desc', 'topic', 'participants', 'groupmetadata'];

/** A member of a group: `pn` is the ID by the number, where it is known, and `role` what the pages call it. */
export function personOf(row: unknown): IDataObject {
	const rest = isObject(row) ? (row as IDataObject) : {};
	const member = memberIn(row);
	if (!member) return rest;
	const { id, pn, role } = member;
	const rights = role === null ? {} : { role, isAdmin: ADMINS.includes(role), isSuperAdmin: role === 'superadmin' };
	return { id, pn, ...rights, ...withoutNames(rest, 'id', 'jid', 'pn', 'phonenumber', ...Object.keys(rights)) };
}

const ADMINS = ['admin', 'superadmin'];

export interface Member {
	/** The number or the hidden identity, as it was told. */
	id: string;
	pn: string | null;
	/** `participant`, `admin`, `superadmin`, or `left`. */
	role: string | null;
}

/** Undefined where nobody is named. */
export function memberIn(told: unknown): Member | undefined {
	const members = isObject(told) ? membersOf(told) : { id: told };
	const { jid, lid, pn, phonenumber } = members;
	const id = [ownIdIn(members), idIn(lid), idIn(told)].find((named) => named !== null);
	if (id === undefined || id === null) return undefined;
	const ids = [id, ...[pn, phonenumber, jid].map(idIn)];
	return { id, pn: ids.find((each) => each?.endsWith('@c.us')) ?? null, role: roleIn(members) };
}

/** All that tell who a contact is. Its `number` is none: some engines put the digits of a hidden identity there. */
export function idsOf(contact: IDataObject): Array<string | null> {
	const { id, pn } = memberIn(contact) ?? { id: null, pn: null };
	return [id, pn, idIn(membersOf(contact).lid)];
}

function roleIn({ role, admin, isadmin, issuperadmin }: Record<string, unknown>): string | null {
	const told = firstText(role, admin);
	if (told !== undefined) return told;
	if (issuperadmin === true) return 'superadmin';
	if (isadmin === true) return 'admin';
	return isadmin === false || admin === null ? 'participant' : null;
}

const firstText = (...values: unknown[]): string | undefined => values.find((value): value is string => typeof value === 'string' && value !== '');

const filled = (object: object): IDataObject => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** However they are written in capitals. */
const withoutNames = (row: IDataObject, ...names: string[]): IDataObject =>
	Object.fromEntries(Object.entries(row).filter(([name]) => !names.some((each) => each.toLowerCase() === name.toLowerCase())));

/** The same of a single answer, also of a wrapped one: what stands beside the thing's own ID wraps nothing. */
export const oneOf =
	(read: (row: IDataObject) => IDataObject): Shape =>
	(body) =>
		read(([innerOf(body), body].find((each) => ownIdIn(each) !== null) ?? body) as IDataObject);

/** The same of each row of a list. */
export const manyOf =
	(rows: (body: unknown) => IDataObject[] | undefined, read: (row: IDataObject) => IDataObject) =>
	(body: unknown): IDataObject[] | undefined =>
		rows(body)?.map(read);

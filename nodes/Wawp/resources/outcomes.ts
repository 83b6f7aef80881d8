import { type IDataObject, NodeOperationError } from 'n8n-workflow';

import { type Holds, isObject } from '../engine/answer';
import { isNo, isTold } from '../engine/failure';
import { anyOf, isDone, member } from '../engine/holds';
import { type Members, membersOf } from '../engine/members';
import type { Job, Operation, Result, Shape } from '../engine/operation';
import { isKeyed, isNothing, listOf } from '../engine/rows';
import { idIn, isPerson } from '../fields/values/ids';
import { isSameChat, mayBeSame } from '../fields/values/sameChat';
import { NAMES_PERSON, groupOf, memberIn, oneOf } from './things';

/*
 * What became of each person with whom something was to be done in a group. How Wawp tells of it is open: not at all, or as its
 * engines do. WEBJS keys `{ code, message }` by person, NOWEB lists `{ jid, status }`, GOWS the members with their `Error`.
 */

/** Each person has an `outcome`, and the item says how many were refused. An answer that names nobody stays as it is. */
const whatBecame: Shape = (body, _instanceId, { participants }) => {
	const told = toldIn(body.answer ?? body);
	if (!told) return body;
	const people = [...told.map(({ outcome }) => outcome), ...untoldOf(participants, told)];
	return { success: people.every(({ outcome }) => outcome === 'done'), refused: people.filter(isRefused).length, participants: people };
};

/** A group with the people who are its members, and beside them whom WhatsApp did not let in. */
export const createdGroup: Shape = (body, instanceId, sent) => {
	const group = oneOf(groupOf)(body, instanceId, sent);
	const told = toldIn(group.participants);
	if (!told) return group;
	const refused = told.map(({ outcome }) => outcome).filter(isRefused);
	// Whoever creates a group is one of its members, and none of those that were asked for.
	const notAdded = [...refused, ...untoldOf(sent.participants, told, told.filter(({ isCreator }) => !isCreator))];
	const members = (group.participants as IDataObject[]).filter((_, at) => !isRefused(told[at]!.outcome));
	return { ...group, participants: members, ...(notAdded.length > 0 && { notAdded }) };
};

/** `id` as it is told, `code` as in HTTP. */
interface Outcome extends IDataObject {
	id: string;
	outcome: 'done' | 'refused' | 'unknown';
	code: number | null;
	reason: string | null;
}

/** Of whom an answer tells what. */
interface Told {
	/** By the number and by the hidden identity, as far as they are told. */
	ids: string[];
	isCreator: boolean;
	outcome: Outcome;
}

/**
 * Who of those that were asked for is not among those that are told. A number may be told by the hidden identity of its person
 * alone, and the other way round: each of the candidates may be one of those that are missing.
 */
function untoldOf(participants: unknown, told: Told[], candidates = told): Outcome[] {
	const asked = (participants as Array<{ id: string }>).map(({ id }) => id);
	const isTold = (id: string, { ids }: Told) => ids.some((own) => isSameChat(id, own) || (mayBeSame(id, own) && !asked.some((other) => isSameChat(other, own))));
	const missing = asked.filter((id) => !told.some((person) => isTold(id, person)));
	const others = candidates.filter((person) => !asked.some((id) => isTold(id, person))).map(({ ids }) => ids);
	const [numbers, hidden] = [missing.filter(isPerson), missing.filter((id) => !isPerson(id))];
	const areAll = others.filter((ids) => !ids.some(isPerson)).length >= numbers.length && others.filter((ids) => ids.every(isPerson)).length >= hidden.length;
	return areAll ? [] : missing.map((id) => ({ id, outcome: 'unknown', code: null, reason: 'Wawp tells nothing of this person' }));
}

/** A success for nobody is none. */
function someoneOf(job: Job, results: Result[]): Result[] {
	const people = results.flatMap(({ json }) => (Array.isArray(json.participants) ? (json.participants as IDataObject[]) : []));
	if (people.length === 0 || !people.every(isRefused)) return results;
	const reasons = people.map(({ id, reason }) => `${String(id)}: ${String(reason)}`);
	throw new NodeOperationError(job.item.context.getNode(), people.length === 1 ? 'WhatsApp refused this for the one participant' : `WhatsApp refused this for all ${people.length} participants`, {
		itemIndex: job.item.index,
		description: [...new Set(reasons)].slice(0, MOST_REASONS).join('; '),
	});
}

const MOST_REASONS = 5;

const namesPeople: Holds = (body) => toldIn(body) !== undefined || listOf(body).some((person) => isObject(person) && !isNothing(person));

/** For what is done with people in a group. */
export const byPerson = { output: { json: whatBecame, holds: anyOf(isDone, member('participants'), namesPeople) }, after: someoneOf } satisfies Partial<Operation>;

const isRefused = ({ outcome }: IDataObject): boolean => outcome === 'refused';

function toldIn(body: unknown): Told[] | undefined {
	const rows = rowsIn(body)?.map(([key, row]) => toldOf(key, row));
	return rows && rows.length > 0 && rows.every((row) => row !== undefined) ? rows : undefined;
}

/** Each row with the key that it stands under, in a list or keyed by person, bare or wrapped. */
function rowsIn(body: unknown): Array<[key: string, row: unknown]> | undefined {
	if (Array.isArray(body)) return body.map((row): [string, unknown] => ['', row]);
	if (!isObject(body)) return undefined;
	if (isKeyed(body)) return Object.entries(body);
	const { participants, data, result } = membersOf(body);
	return rowsIn([participants, data, result].find((inner) => Array.isArray(inner) || isObject(inner)));
}

function toldOf(key: string, row: unknown): Told | undefined {
	const member = memberIn(row);
	const id = NAMES_PERSON.test(key) ? idIn(key) : member?.id;
	if (!id || row === '' || (isNothing(row) && !isNo(row))) return undefined;
	const members = membersOf(row);
	const ids = [id, member?.pn, idIn(members.lid)].filter((own) => typeof own === 'string');
	return { ids, isCreator: member?.role === 'superadmin' || members.isgroupcreator === true, outcome: outcomeOf(id, row, members) };
}

function outcomeOf(id: string, row: unknown, members: Members): Outcome {
	const { code, status, statuscode, error, message } = members;
	const told = [code, status, statuscode, error, row].map(Number).find((number) => number >= 200 && number < 600) ?? null;
	const isDone = told === null ? !isTold(error) && ![row, ...FLAGS.map((name) => members[name])].some(isNo) : told < 300 || told === ALREADY;
	if (isDone) return { id, outcome: 'done', code: told, reason: null };
	const reason = [message, error].find((text): text is string => typeof text === 'string' && text.trim() !== '' && !/^\d+$/.test(text));
	return { id, outcome: 'refused', code: told, reason: reason ?? REASONS.get(told) ?? 'WhatsApp does not say why' };
}

/** By which one says in its own words whether it was done with the person. */
const FLAGS = ['success', 'ok', 'status', 'result', 'done', 'added', 'removed', 'promoted', 'demoted'];

/** Is a member already. */
const ALREADY = 409;

/** As the users of the engines know these codes. */
const REASONS = new Map<number | null, string>([
	[401, 'This person has blocked the number'],
	[403, "Not allowed. Whom only contacts may add, an invitation from 'Group > Get Invite Code' lets join."],
	[404, 'Nobody with this number is on WhatsApp, or in the group'],
	[408, "Left the group lately: an invitation from 'Group > Get Invite Code' lets this person join"],
]);

import type { IDataObject } from 'n8n-workflow';

import { type Holds, isObject, unwrapped } from '../engine/answer';
import { flagIn } from '../engine/flag';
import { wholeId } from '../engine/members';
import type { Shape } from '../engine/operation';
import { idIn, isPerson } from '../fields/values/ids';
import { otherThan } from '../fields/values/sameChat';
import { existenceIn } from '../message/numberCheck';

/* Answers that Wawp's pages and its engines print in more than one way, as one item. */

/** A number as such, or under `count`. */
export const countShape: Shape = (body) => ({ count: countIn(body.answer ?? body) });

export const holdsCount: Holds = (body) => countIn(body) !== null;

function countIn(body: unknown): number | null {
	const given = isObject(body) ? (unwrapped(body).count ?? body.data ?? body.result) : body;
	return (typeof given === 'number' || (typeof given === 'string' && given.trim() !== '')) && Number(given) >= 0 ? Number(given) : null;
}

/** A setting that is on or off, as such or under `adminsOnly`. */
export const adminsOnlyShape: Shape = ({ answer, ...body }) => ({ ...body, adminsOnly: adminsOnlyIn(answer ?? body) ?? unwrapped(body).adminsOnly ?? null }) as IDataObject;

export const holdsAdminsOnly: Holds = (body) => unwrapped(body).adminsOnly !== undefined || adminsOnlyIn(body) !== null;

const adminsOnlyIn = (body: unknown): boolean | null => flagIn(isObject(body) ? (unwrapped(body).adminsOnly ?? body.data) : body);

/** The code as such, or under a key; the link is what people are sent. */
export const inviteShape: Shape = (body, _instanceId, { id }) => {
	const code = inviteIn(body.answer ?? body);
	return { groupId: id as string, inviteCode: code, inviteLink: code && `https://chat.whatsapp.com/${code}` };
};

export const holdsInvite: Holds = (body) => inviteIn(body) !== null;

function inviteIn(body: unknown): string | null {
	const { inviteCode, code, invite, link, data, result } = unwrapped(body);
	return [body, inviteCode, code, invite, link, data, result].map(codeIn).find((found) => found !== null) ?? null;
}

function codeIn(given: unknown): string | null {
	const text = typeof given === 'string' ? given.slice(0, LONGEST_LINK).trim() : '';
	const found = /^(?:https?:\/\/chat\.whatsapp\.com\/(?:invite\/)?)?([\w-]{10,60})\/?(?:[?#].*)?$/.exec(text)?.[1];
	// Unlike a word.
	return found && (/\d/.test(found) || found.length >= 20) ? found : null;
}

const LONGEST_LINK = 200;

/** `chatId` is the ID to write to, which in some countries differs from the number. */
export const existsShape: Shape = (body, _instanceId, { phone }) => {
	const { exists, chatId } = existenceIn(body);
	return { phoneNumber: phone as string, exists, chatId };
};

export const holdsExistence: Holds = (body) => existenceIn(body).exists !== null;

/** A pair of hidden identity and number. Wawp names the number `number`, the engine `pn`. */
export const lidShape: Shape = (body, _instanceId, sent) => {
	const { lid, pn, number } = unwrapped(body);
	const asked = textIn(sent.number);
	const chatId = [pn, number].map(personIn).find((id) => id !== null) ?? (asked && `${asked}@c.us`);
	return { lid: hiddenIn(lid) ?? textIn(sent.lid), phoneNumber: chatId && chatId.replace(/@.*/, ''), chatId };
};

/** Both as IDs, as far as they are known. */
export const pairOf = ({ lid, chatId }: IDataObject): Array<string | null> => [textIn(lid), textIn(chatId)];

/** The names of somebody who was asked for; undefined where Wawp answers about somebody else. */
export function namesIn(asked: string, body: unknown): string[] | undefined {
	const pair = pairOf(lidShape(body as IDataObject, '', {}));
	return otherThan(asked, pair) === undefined ? pair.filter((id) => id !== null) : undefined;
}

/** The same for each row of a list. */
export const lidRow = (row: unknown) => lidShape(isObject(row) ? (row as Parameters<Shape>[0]) : {}, '', {});

/** As the action node takes it, whichever form an engine has for it: a bare one would be read as a number. */
function hiddenIn(given: unknown): string | null {
	const id = wholeId(given);
	return id !== null && /^\d+$/.test(id) ? `${id}@lid` : idIn(id);
}

/** The same whichever form an engine has for a number; a hidden identity is none. */
function personIn(given: unknown): string | null {
	const id = idIn(given);
	return id !== null && isPerson(id) ? id : null;
}

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

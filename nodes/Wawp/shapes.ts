import { isObject, unwrapped } from './engine/answer';
import type { Shape } from './engine/operation';
import { existenceIn } from './message/numberCheck';

/* Answers that Wawp's pages and its engines print in more than one way, as one item. */

/** A number as such, or under `count`. */
export const countShape: Shape = (body) => {
	const { count, answer } = unwrapped(body);
	return { count: Number(count ?? answer ?? 0) };
};

/** The code as such, or under a key; the link is what people are sent. */
export const inviteShape: Shape = (body, _instanceId, { id }) => {
	const { answer, inviteCode, code, invite, link } = unwrapped(body);
	const given = String([answer, inviteCode, code, invite, link].find((value) => typeof value === 'string') ?? '');
	const bare = given.replace(/^.*\//, '');
	return { groupId: id as string, inviteCode: bare || null, inviteLink: bare ? `https://chat.whatsapp.com/${bare}` : null };
};

/** `chatId` is the ID to write to, which in some countries differs from the number. */
export const existsShape: Shape = (body, _instanceId, { phone }) => {
	const { exists, chatId } = existenceIn(body);
	return { phoneNumber: phone as string, exists, chatId };
};

/** A pair of hidden identity and number. Wawp names the number `number`, the engine `pn`. */
export const lidShape: Shape = (body, _instanceId, sent) => {
	const { lid, pn, number } = unwrapped(body);
	const phone = textIn(pn) ?? textIn(number) ?? textIn(sent.number);
	const phoneNumber = phone?.replace(/@.*/, '') ?? null;
	return { lid: textIn(lid) ?? textIn(sent.lid), phoneNumber, chatId: phoneNumber && `${phoneNumber}@c.us` };
};

/** The same for each row of a list. */
export const lidRow = (row: unknown) => lidShape(isObject(row) ? (row as Parameters<Shape>[0]) : {}, '', {});

const textIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

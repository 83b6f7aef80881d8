import { type IDataObject, NodeOperationError } from 'n8n-workflow';

import { isObject, unwrapped } from '../engine/answer';
import { membersOf } from '../engine/members';
import type { Job, Operation, Result } from '../engine/operation';
import { listOf } from '../engine/rows';
import { idIn } from '../fields/values/ids';
import { GROUP_OR_CHANNEL, namedIn, otherThan } from '../fields/values/sameChat';
import { partsOf } from '../message/messageId';
import { messageNamedIn } from '../message/sent';

/*
 * For an answer that names who or what it is about. Something between n8n and Wawp, or Wawp itself, may answer with what it keeps
 * of another question, and whoever goes on with that writes to a stranger.
 */

type Read<Value> = (from: IDataObject) => Value;

/** What was asked for, and what is told instead of it; undefined where an answer is about the former, or names nothing. */
type Other = (values: IDataObject, json: IDataObject) => { asked: string; other: string } | undefined;

const refusing = (otherIn: Other): Pick<Operation, 'after'> => ({
	after({ values, item: { context, index } }: Job, results: Result[]): Result[] {
		const found = results.flatMap(({ json }) => otherIn(values, json) ?? [])[0];
		if (found === undefined) return results;
		throw new NodeOperationError(context.getNode(), `Asked for ${found.asked}, Wawp answers about another one: ${found.other}`, {
			itemIndex: index,
			description: 'Try again in a minute. If it stays, look for a cache or a proxy between n8n and Wawp that answers with what it has kept of another question.',
		});
	},
});

function otherChat(asked: string, told: Array<string | null | undefined>): ReturnType<Other> {
	const other = otherThan(asked, told);
	return other === undefined ? undefined : { asked, other };
}

export const aboutAsked = (asked: Read<string>, told: Read<Array<string | null | undefined>>): Pick<Operation, 'after'> => refusing((values, json) => otherChat(asked(values), told(json)));

/** For rows of those that were asked for, where any were chosen. */
export const amongAsked = (asked: Read<string[] | undefined>, told: Read<Array<string | null>>): Pick<Operation, 'after'> =>
	refusing((values, json) => {
		const ids = asked(values);
		const names = told(json).filter((name) => name !== null);
		const mayBe = (id: string) => (GROUP_OR_CHANNEL.test(id) ? names.includes(id) : otherThan(id, names) === undefined);
		return ids === undefined || names.length === 0 || ids.some(mayBe) ? undefined : { asked: ids.join(', '), other: otherThan(ids[0]!, names) ?? names[0]! };
	});

/** For what names whom it is about, if at all, beside what was asked for. */
export const named: Read<Array<string | null>> = (json) => namedIn(unwrapped(json));

/** The same of a presence: where it does not name its chat, the one who is there tells whose it is. */
export const presenceOf: Read<Array<string | null>> = (json) => [...named(json), ...listOf(unwrapped(json).presences).map((presence) => idIn(membersOf(presence).participant))];

/** The chats of a message, or of the one within a post of a channel. */
export const chatsOf: Read<Array<string | null>> = (row) => messageNamedIn(isObject(row.message) ? row.message : row).chats;

/** For one message. Its chat may be told by another name of it, or be asked for by the wrong one: the key of the message tells first. */
export const messageAsked = refusing(({ messageId, chatId }, json) => {
	const { id, chats } = messageNamedIn(json);
	const [asked, told] = [String(messageId), id].map((each) => partsOf(each)?.bare ?? each) as [string, string | null];
	if (asked === told) return undefined;
	return [asked, told].every(isKey) ? { asked: String(messageId), other: id! } : otherChat(String(chatId), chats);
});

/** As WhatsApp makes them, unlike the numbers of posts, and the IDs of a database. */
const isKey = (key: string | null): boolean => key !== null && /^[\dA-F]{16,40}$/.test(key);

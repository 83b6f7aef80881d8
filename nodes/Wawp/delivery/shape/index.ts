import type { IDataObject } from 'n8n-workflow';

import { SESSION_STATUS } from '../../webhooks/events';
import { ack, edit, reaction } from './aboutMessages';
import { archive, engineEvent, label, labelOfChat } from './account';
import { chatIdIn } from './addressing';
import { call } from './calls';
import { groupMembers, groupUpdate } from './groups';
import { message } from './message';
import { presence } from './people';
import { failedVote, pollVote } from './polls';
import { revocation } from './revocation';
import { failedResponse, response } from './rsvp';
import { type Shape, toldBy } from './told';

const all: Record<string, Shape> = {
	[SESSION_STATUS]: {},
	message,
	'message.any': message,
	'message.waiting': message,
	'message.reaction': reaction,
	'message.ack': ack,
	'message.ack.group': ack,
	'message.edited': edit,
	'message.revoked': revocation,
	'poll.vote': pollVote,
	'poll.vote.failed': failedVote,
	'call.received': call,
	'call.accepted': call,
	'call.rejected': call,
	'presence.update': presence,
	'group.v2.join': groupMembers,
	'group.v2.leave': groupMembers,
	'group.v2.participants': groupMembers,
	'group.v2.update': groupUpdate,
	'chat.archive': archive,
	'label.upsert': label,
	'label.deleted': label,
	'label.chat.added': labelOfChat,
	'label.chat.deleted': labelOfChat,
	'event.response': response,
	'event.response.failed': failedResponse,
	'engine.event': engineEvent,
};

/** What most workflows are about. */
const USED_FIRST = ['text', 'chatId', 'senderName', 'senderPhone', 'type', 'messageId', 'fromMe'];

/** Events of the same fields share one shape. */
const ordered = new Map([...new Set(Object.values(all))].map((shape) => [shape, usedFirst(shape)]));

/** The fields that each event has in its item. What a state of the session tells, only its history tells. */
export const shapes: Record<string, Shape> = Object.fromEntries(Object.entries(all).map(([event, shape]) => [event, ordered.get(shape)!]));

function usedFirst(shape: Shape): Shape {
	const first = USED_FIRST.filter((name) => Object.hasOwn(shape, name));
	return Object.fromEntries([...first, ...Object.keys(shape).filter((name) => !first.includes(name))].map((name) => [name, shape[name]!]));
}

/** What an event tells, as fields of its item. One that is not known yet still tells its chat, where it names one. */
export function fieldsOf(event: string, payload: IDataObject, me: IDataObject | null, engine: string | null = null): IDataObject {
	const told = toldBy({ event, me, engine }, payload);
	if (!Object.hasOwn(shapes, event)) {
		const chat = chatIdIn(told);
		return chat === null ? {} : { chatId: chat };
	}
	return Object.fromEntries(Object.entries(shapes[event]!).map(([name, { read }]) => [name, read(told)]));
}

/** The same once the number of its sender is known. */
export function withSenderPhone(fields: IDataObject, senderPhone: string): IDataObject {
	const isOtherSide = fields.chatType === 'direct' && fields.fromMe !== true && Object.hasOwn(fields, 'chatPhone');
	return { ...fields, senderPhone, ...(isOtherSide && { chatPhone: senderPhone }) };
}

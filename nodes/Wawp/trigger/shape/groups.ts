import { isObject } from '../../engine/answer';
import { listOf } from '../../engine/rows';
import { timestamp } from './identity';
import type { Field, Members, Shape, Told } from './told';
import { chatTypeOf, firstOf, idIn, idsIn, textIn } from './values';

/* Groups: who did what to whom. */

const chatId: Field = {
	description: 'The group, as the action node takes it',
	read: groupIdIn,
};

const chatType: Field = {
	description: '`group`',
	read: (told) => chatTypeOf(groupIdIn(told)),
};

const subject: Field = {
	description: "The group's title, where it is told",
	read: ({ payload }) => firstOf(textIn(payload.subject), textIn(groupIn(payload).subject)),
};

const actorId: Field = {
	description: 'Who did it; null where Wawp does not tell',
	read: ({ payload, raw, info }) => [payload.author, payload.by, payload.actor, raw.author, raw.sender, info.sender].map(idIn).find((id) => id !== null) ?? null,
};

const action = (words: string): Field => ({
	description: words,
	read: ({ payload, event }) => firstOf(textIn(payload.action), textIn(payload.type)) ?? ACTIONS.find(([name]) => name === event)?.[1] ?? null,
});

const ACTIONS = [
	['group.v2.join', 'join'],
	['group.v2.leave', 'leave'],
	['group.v2.update', 'update'],
];

export const groupMembers: Shape = {
	chatId,
	chatType,
	subject,
	action: action('`join`, `leave`, `promote` or `demote`'),
	actorId,
	participants: { description: 'IDs of the people whom it concerns', read: (told) => participantsIn(told) },
	roles: { description: '`id` and `role` of each of them, where roles are told', read: ({ payload }) => rolesIn(payload) },
	includesMe: {
		description: 'Whether this number is one of them. The pages of Wawp and its engine disagree whether *Group Joined* and *Group Left* are about this number or about others: this tells.',
		read: (told) => participantsIn(told).some((id) => id === told.me?.id || id === told.me?.lid),
	},
	timestamp,
};

export const groupUpdate: Shape = {
	chatId,
	chatType,
	action: action('`update`'),
	actorId,
	subject: { ...subject, description: 'The new title; null when it is not what changed' },
	description: {
		description: 'The new description; null when it is not what changed',
		read: ({ payload }) => firstOf(textIn(payload.description), textIn(groupIn(payload).description)),
	},
	changed: {
		description: 'The names of all that changed, as Wawp tells them; the values are in `payload`',
		read: ({ payload }) => Object.keys(isObject(payload.group) ? payload.group : payload).filter((key) => !NO_CHANGES.includes(key)),
	},
	timestamp,
};

const NO_CHANGES = ['id', 'chatId', 'timestamp', '_data'];

const groupIn = ({ group }: Members): Members => (isObject(group) ? group : {});

function groupIdIn({ payload }: Told): string | null {
	return firstOf(...[payload.chatId, payload.groupId, groupIn(payload).id, payload.id].map(idIn));
}

/** The engine lists all members of a group that this number joined, and none of one that it left: the one concerned is this number. */
function participantsIn({ payload, me }: Told): string[] {
	if (payload.participants !== undefined || !isObject(payload.group)) return idsIn(payload.participants);
	return idsIn([me?.id]);
}

const rolesIn = ({ participants }: Members) =>
	listOf(participants)
		.filter(isObject)
		.filter(({ role }) => textIn(role) !== null)
		.map(({ id, role }) => ({ id: idIn(id), role: textIn(role) }));

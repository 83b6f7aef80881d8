import { isObject } from '../../engine/answer';
import { membersOf, ownIdsOf } from '../../engine/members';
import { type Member, memberIn, peopleIn } from '../../resources/things';
import { isMe } from './addressing';
import { timestamp } from './identity';
import { type Field, type Members, type Shape, type Told, found } from './told';
import { chatTypeOf, firstOf, idIn, phoneOf, textIn } from './values';

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
	read: ({ payload }) => firstOf(textIn(payload.subject), textIn(groupIn(payload).subject), textIn(groupIn(payload).name)),
};

const actorId: Field = {
	description: 'Who did it; null where Wawp does not tell',
	read: (told) => found(told, ACTORS, idIn),
};

const actorPhone: Field = {
	description: "That person's number, where it is told",
	read: actorPhoneIn,
};

function actorPhoneIn(told: Told): string | null {
	const actor = found(told, ACTORS, idIn);
	if (actor === null) return null;
	return isMe(told, actor) ? phoneOf(idIn(told.me?.id)) : found(told, [...ACTORS, ...ACTOR_ALTS], (value) => phoneOf(idIn(value)));
}

const ACTORS = ['payload.author', 'payload.by', 'payload.actor', 'raw.author', 'raw.Sender', 'info.Sender'];
const ACTOR_ALTS = ['raw.SenderPN', 'raw.SenderAlt', 'raw.authorPn', 'raw.authorAlt', 'info.SenderAlt', 'payload.authorPn', 'payload.authorAlt'];

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
	actorPhone,
	participants: { description: 'IDs of the people whom it concerns', read: idsOf },
	participantPhones: { description: 'Their numbers, in the same order; null for each one that WhatsApp hides, unless *Resolve Phone Number* finds it', read: (told) => participantsIn(told).map(({ phone }) => phone) },
	roles: { description: '`id` and `role` of each of them, where roles are told', read: rolesIn },
	includesMe: {
		description: 'Whether this number is one of them. *Group Joined* and *Group Left* are about this number itself; others come by *Group Members Changed*.',
		read: (told) => participantsIn(told).some(({ id, pn }) => isMe(told, id) || isMe(told, pn)),
	},
	timestamp,
};

export const groupUpdate: Shape = {
	chatId,
	chatType,
	action: action('`update`'),
	actorId,
	actorPhone,
	subject: { description: 'The new title; null when it is not what changed', read: (told) => (isChanged(told, 'subject') ? textIn(subject.read(told)) : null) },
	description: {
		description: 'The new description; null when it is not what changed',
		read: (told) => (isChanged(told, 'description') ? firstOf(textIn(told.payload.description), textIn(groupIn(told.payload).description)) : null),
	},
	changed: {
		description: 'The names of all that changed, as Wawp tells them; the values are in `payload`',
		read: changedIn,
	},
	timestamp,
};

function changedIn(told: Told): string[] {
	const { written, raw } = told;
	const only = BY_NOTICE.get(textIn(raw.type) ?? '');
	if (only !== undefined) return [only];
	return Object.entries(isObject(written.group) ? written.group : written).filter(([key, value]) => !NO_CHANGES.includes(key.toLowerCase()) && value !== null).map(([key]) => key);
}

const isChanged = (told: Told, name: string): boolean => changedIn(told).includes(name);

/** Which group it is, who did it and when. */
const NO_CHANGES = ['id', 'jid', 'gid', 'groupid', 'chatid', 'timestamp', '_data', 'action', 'type', 'author', 'by', 'actor', 'authorpn', 'authoralt'];

/** WEBJS tells the whole group, and what changed beside it. */
const BY_NOTICE = new Map([
	['subject', 'subject'],
	['description', 'description'],
	['picture', 'picture'],
	['announce', 'membersCanSendMessages'],
	['restrict', 'restrict'],
	['member_add_mode', 'membersCanAddNewMember'],
	['membership_approval_mode', 'newMembersApprovalRequired'],
]);

const groupIn = ({ group }: Members): Members => membersOf(group);

function groupIdIn({ payload, raw }: Told): string | null {
	return firstOf(...[payload.chatid, payload.groupid, ...ownIdsOf(payload.group), payload.id, raw.jid].map(idIn));
}

interface Participant extends Member {
	phone: string | null;
}

/** The engine lists all members of a group that this number joined, and none of one that it left: the one concerned is this number. */
function participantsIn(told: Told): Participant[] {
	const { event, payload, me } = told;
	const isOwn = event !== 'group.v2.participants' && payload.participants === undefined && isObject(payload.group);
	const listed = isOwn ? [me] : peopleIn(payload.participants);
	const own = phoneOf(idIn(me?.id));
	return listed
		.map(memberIn)
		.filter((member) => member !== undefined)
		.map((member) => ({ ...member, phone: phoneOf(member.pn) ?? (isMe(told, member.id) ? own : null) }));
}

function idsOf(told: Told): string[] {
	return participantsIn(told).map(({ id }) => id);
}

function rolesIn(told: Told) {
	return participantsIn(told).filter(({ role }) => role !== null).map(({ id, role }) => ({ id, role }));
}

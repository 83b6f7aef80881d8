import { anyOf, holdsChatId, isDone, isDoneOrEmpty } from '../engine/holds';
import type { Operation, Output, Resource } from '../engine/operation';
import { byOffset } from '../engine/pages';
import { keyedRowsUnder, rowsUnder } from '../engine/rows';
import { sortGroupsBy, sortNameOrder } from '../fields/chat';
import { picture } from '../fields/values/file';
import { adminsOnly, groupDescription, groupName, inviteCode, withoutParticipants } from '../fields/group';
import { groupId } from '../fields/values/ids';
import { refresh } from '../fields/media';
import { downloadLimit } from '../engine/outputFields';
import { participants } from '../fields/values/people';
import { holdsPicture, pictureFile, pictureShape } from '../message/media';
import { aboutAsked, named } from './aboutAsked';
import { adminsOnlyShape, countShape, holdsAdminsOnly, holdsCount, holdsInvite, inviteShape } from './shapes';
import { byPerson, createdGroup } from './outcomes';
import { groupOf, manyOf, oneOf, personOf } from './things';

/** WhatsApp lets administrators do this only. */
const asAdmin = {
	refusals: {
		403: {
			message: 'This number may not do this in the group',
			description: "Only an administrator of the group may: 'Group > Get Participants' shows who is one.",
		},
	},
} satisfies Partial<Operation>;

const holdsGroup = holdsChatId('@g.us');

/** The Go engine has nothing to say of what it changed or left. */
const setter: Output = { holds: isDoneOrEmpty };

export const group = {
	name: 'Group',
	description: 'Create groups, manage their members, settings and invitations',
	needs: 'WORKING',
	lookAt: "'Group > Get'",
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many groups',
			description: 'List the groups that this number is in',
			request: 'GET /v2/groups',
			options: { exclude: withoutParticipants, sortBy: sortGroupsBy, sortOrder: sortNameOrder },
			// NOWEB keys groups by ID: an empty object is how it prints that there are none, and no fault.
			output: { list: manyOf(keyedRowsUnder('groups'), groupOf), pages: byOffset(50) },
		},
		get: {
			name: 'Get',
			action: 'Get a group',
			description: 'Read a group and its members',
			request: 'GET /v2/groups/{id}',
			fields: { id: groupId },
			output: { json: oneOf(groupOf), holds: holdsGroup },
			...aboutAsked(({ id }) => id as string, ({ id }) => [id as string]),
		},
		getParticipants: {
			name: 'Get Participants',
			action: 'Get the participants of a group',
			description: 'List the members of a group, and who is an administrator',
			request: 'GET /v2/groups/{id}/participants',
			fields: { id: groupId },
			output: { list: manyOf(rowsUnder('participants'), personOf) },
		},
		create: {
			name: 'Create',
			action: 'Create a group',
			description: 'Create a group with its first members, who are told at once. notAdded names who is left out.',
			request: 'POST /v2/groups',
			ifUnsure: "The group may exist now: look at 'Group > Get Many' before you create another one.",
			fields: { name: groupName, participants },
			output: { json: createdGroup, holds: holdsGroup },
		},
		addParticipants: {
			name: 'Add Participants',
			action: 'Add participants to a group',
			description: 'Add people to a group. Some may be refused by their privacy settings while others are added.',
			request: 'POST /v2/groups/{id}/participants/add',
			...asAdmin,
			fields: { id: groupId, participants },
			...byPerson,
		},
		removeParticipants: {
			name: 'Remove Participants',
			action: 'Remove participants from a group',
			description: 'Remove people from a group. The creator cannot be removed.',
			request: 'POST /v2/groups/{id}/participants/remove',
			...asAdmin,
			fields: { id: groupId, participants },
			...byPerson,
		},
		promoteParticipants: {
			name: 'Promote to Admin',
			action: 'Promote members of a group',
			description: 'Make members administrators, who can manage members and settings',
			request: 'POST /v2/groups/{id}/admin/promote',
			...asAdmin,
			fields: { id: groupId, participants },
			...byPerson,
		},
		demoteParticipants: {
			name: 'Demote to Member',
			action: 'Demote administrators of a group',
			description: 'Take the rights of administrators away. The creator of the group keeps them.',
			request: 'POST /v2/groups/{id}/admin/demote',
			...asAdmin,
			fields: { id: groupId, participants },
			...byPerson,
		},
		getInviteCode: {
			name: 'Get Invite Code',
			action: 'Get the invite code of a group',
			description: 'Read the code and the link with which people can join. Whoever has it can.',
			request: 'GET /v2/groups/{id}/invite-code',
			...asAdmin,
			fields: { id: groupId },
			output: { json: inviteShape, holds: holdsInvite },
		},
		revokeInviteCode: {
			name: 'Revoke Invite Code',
			action: 'Revoke the invite code of a group',
			description: 'Make the invite link invalid for everybody who has it, and get a new one',
			request: 'POST /v2/groups/{id}/invite-code/revoke',
			...asAdmin,
			fields: { id: groupId },
			output: { json: inviteShape, holds: holdsInvite },
		},
		join: {
			name: 'Join',
			action: 'Join a group',
			description: 'Join a group by an invitation. Its members see it.',
			request: 'POST /v2/groups/join',
			fields: { code: inviteCode },
			output: { json: oneOf(groupOf), holds: anyOf(holdsGroup, isDone) },
		},
		getJoinInfo: {
			name: 'Get Join Info',
			action: 'Get info about a group before joining',
			description: 'See which group is behind an invitation, without joining it',
			request: 'GET /v2/groups/join-info',
			fields: { code: inviteCode },
			output: { json: oneOf(groupOf), holds: holdsGroup },
		},
		leave: {
			name: 'Leave',
			action: 'Leave a group',
			description: 'Take this number out of a group. Its members see it, and only they can bring it back.',
			request: 'POST /v2/groups/{id}/leave',
			fields: { id: groupId },
			output: setter,
		},
		setSubject: {
			name: 'Set Subject',
			action: 'Set the subject of a group',
			description: 'Rename a group. Its members see it.',
			request: 'PUT /v2/groups/{id}/subject',
			...asAdmin,
			fields: { id: groupId, subject: groupName },
			output: setter,
		},
		setDescription: {
			name: 'Set Description',
			action: 'Set the description of a group',
			description: 'Replace the description of a group. Its members see it.',
			request: 'PUT /v2/groups/{id}/description',
			...asAdmin,
			fields: { id: groupId, description: groupDescription },
			output: setter,
		},
		setPicture: {
			name: 'Set Picture',
			action: 'Set the picture of a group',
			description: 'Give a group another picture. A square JPEG is best.',
			request: 'PUT /v2/groups/{id}/picture',
			...asAdmin,
			uploads: true,
			fields: { id: groupId, file: picture },
			output: setter,
		},
		getPicture: {
			name: 'Get Picture',
			action: 'Get the picture of a group',
			description: 'Get the address of the picture of a group, or the picture itself',
			request: 'GET /v2/groups/{id}/picture',
			fields: { id: groupId },
			options: { refresh },
			settings: [downloadLimit],
			output: { json: pictureShape, file: pictureFile, holds: holdsPicture },
			...aboutAsked(({ id }) => id as string, named),
		},
		deletePicture: {
			name: 'Delete Picture',
			action: 'Delete the picture of a group',
			description: 'Remove the picture of a group',
			request: 'DELETE /v2/groups/{id}/picture',
			...asAdmin,
			fields: { id: groupId },
		},
		setMessagesAdminOnly: {
			name: 'Set Messages Admin Only',
			action: 'Set who may write in a group',
			description: 'Let only administrators, or everybody, send messages',
			request: 'PUT /v2/groups/{id}/settings/security/messages-admin-only',
			...asAdmin,
			fields: { id: groupId, adminsOnly },
			output: setter,
		},
		getMessagesAdminOnly: {
			name: 'Get Messages Admin Only',
			action: 'Get who may write in a group',
			description: 'Read whether only administrators may send messages',
			request: 'GET /v2/groups/{id}/settings/security/messages-admin-only',
			fields: { id: groupId },
			output: { json: adminsOnlyShape, holds: holdsAdminsOnly },
		},
		setInfoAdminOnly: {
			name: 'Set Info Admin Only',
			action: 'Set who may edit the info of a group',
			description: 'Let only administrators, or everybody, change the name, the picture and the description',
			request: 'PUT /v2/groups/{id}/settings/security/info-admin-only',
			...asAdmin,
			fields: { id: groupId, adminsOnly },
			output: setter,
		},
		getInfoAdminOnly: {
			name: 'Get Info Admin Only',
			action: 'Get who may edit the info of a group',
			description: 'Read whether only administrators may change the name, the picture and the description',
			request: 'GET /v2/groups/{id}/settings/security/info-admin-only',
			fields: { id: groupId },
			output: { json: adminsOnlyShape, holds: holdsAdminsOnly },
		},
		count: {
			name: 'Count',
			action: 'Count the groups',
			description: 'Count the groups that this number is in',
			request: 'GET /v2/groups/count',
			output: { json: countShape, holds: holdsCount },
		},
		refresh: {
			name: 'Refresh',
			action: 'Refresh the groups',
			description: 'Have Wawp read all groups from WhatsApp again. Only now and then: WhatsApp limits it.',
			request: 'POST /v2/groups/refresh',
			output: setter,
		},
		delete: {
			name: 'Delete',
			action: 'Delete a group',
			description: 'Dissolve a group for all of its members, for good, as far as the WhatsApp engine can',
			request: 'DELETE /v2/groups/{id}',
			...asAdmin,
			fields: { id: groupId },
			output: { json: (body) => ({ ...body, deleted: true }) },
		},
	},
} satisfies Resource;

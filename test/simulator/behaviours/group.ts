import type { Behaviour } from './behaviour';
import { foundGroup, isAdmin, memberIn } from './found';
import { changed, notAdmin, okay, peopleOf, refuses } from './groupRights';
import { pictureOf } from './picture';
import { Refusal } from '../answer';
import { groupJson } from '../groupForms';
import { PICTURE, incomingFile } from '../incomingFile';
import { pageOf, printed, sortedBy } from '../paging';
import { payloads } from '../payloads';
import type { Simulation } from '../simulation';
import { type Instance, jidOf } from '../world';
import { newInviteCode } from '../world/ids';
import { openChat } from '../world/messages';
import { addGroup } from '../world/seed';
import type { Group } from '../world/whatsapp';

export const group: Record<string, Behaviour> = {
	'group.getAll': ({ wawp, instance, params }) => {
		const keys = { id: ({ id }: Group) => id, subject: ({ subject }: Group) => subject };
		const leavesOut = (params.exclude as string[] | undefined)?.includes('participants');
		const groups = pageOf(sortedBy(groupsOf(instance), params, keys), params);
		const rows = groups.map((each) => groupJson(each, instance, wawp, !leavesOut));
		if (wawp.switches.groupList === 'by ID' && rows.length > 0) return Object.fromEntries(rows.map((row, index) => [groups[index]!.id, row]));
		return printed(rows, wawp.switches);
	},

	'group.count': ({ instance }) => ({ count: groupsOf(instance).length }),

	'group.get': ({ wawp, instance, params }) => groupJson(foundGroup(instance, params.id), instance, wawp),

	'group.create': ({ wawp, instance, params }) => {
		const participants = peopleOf(params.participants).filter((id) => !refuses(instance, id));
		const created = addGroup(instance, { subject: params.name as string, role: 'superadmin', participants }, wawp.clock.now() / 1000);
		wawp.log.add(instance.id, `group ${created.subject} created`);
		wawp.emit(instance, 'group.v2.join', payloads.groupMembership({ wawp, instance }, created));
		return wawp.switches.groupIds === 'text' ? groupJson(created, instance, wawp) : nestedId(created);
	},

	'group.join': ({ wawp, instance, params }) => {
		const joined = invitedTo(instance, params.code);
		if (!memberIn(joined, jidOf(instance))) {
			joined.participants.push({ id: jidOf(instance), role: 'participant' });
			openChat(instance, joined.id, Math.floor(wawp.clock.now() / 1000));
			wawp.emit(instance, 'group.v2.join', payloads.groupMembership({ wawp, instance }, joined));
		}
		return wawp.switches.groupIds === 'text' ? { id: joined.id } : nestedId(joined);
	},

	'group.getJoinInfo': ({ wawp, instance, params }) => groupJson(invitedTo(instance, params.code), instance, wawp),

	'group.leave': ({ wawp, instance, params }) => {
		const left = foundGroup(instance, params.id);
		left.participants = left.participants.filter(({ id }) => id !== jidOf(instance));
		wawp.emit(instance, 'group.v2.leave', payloads.groupMembership({ wawp, instance }, left));
		return okay(wawp);
	},

	'group.delete': changed(
		() => true,
		({ instance }, deleted) => {
			const { whatsapp } = instance;
			whatsapp.groups = whatsapp.groups.filter((each) => each !== deleted);
			whatsapp.chats = whatsapp.chats.filter(({ id }) => id !== deleted.id);
		},
	),

	'group.setSubject': changed(({ infoAdminOnly }) => infoAdminOnly, ({ wawp, instance, params }, renamed) => {
		renamed.subject = params.subject as string;
		const chat = instance.whatsapp.chats.find(({ id }) => id === renamed.id);
		if (chat) chat.name = renamed.subject;
		wawp.emit(instance, 'group.v2.update', payloads.groupUpdate({ wawp, instance }, renamed, { subject: renamed.subject }));
	}),

	'group.setDescription': changed(({ infoAdminOnly }) => infoAdminOnly, ({ wawp, instance, params }, described) => {
		described.description = params.description as string;
		const { description } = described;
		wawp.emit(instance, 'group.v2.update', payloads.groupUpdate({ wawp, instance }, described, { description }));
	}),

	'group.getPicture': ({ wawp, instance, params }) => ({ url: pictureOf(foundGroup(instance, params.id).id, instance, wawp) }),

	'group.setPicture': async ({ wawp, instance, params }) => {
		const pictured = foundGroup(instance, params.id);
		if (pictured.infoAdminOnly && !isAdmin(pictured, instance)) return notAdmin(wawp, { success: false });
		pictured.picture = await incomingFile(params.file, 'file', PICTURE, wawp);
		return undefined;
	},

	'group.deletePicture': ({ wawp, instance, params }) => {
		const pictured = foundGroup(instance, params.id);
		if (pictured.infoAdminOnly && !isAdmin(pictured, instance)) return notAdmin(wawp, { success: false });
		pictured.picture = null;
		return undefined;
	},

	'group.getInfoAdminOnly': ({ instance, params }) => ({ adminsOnly: foundGroup(instance, params.id).infoAdminOnly }),
	'group.getMessagesAdminOnly': ({ instance, params }) => ({ adminsOnly: foundGroup(instance, params.id).messagesAdminOnly }),

	'group.setInfoAdminOnly': changed(() => true, ({ params }, set) => {
		set.infoAdminOnly = params.adminsOnly as boolean;
	}),

	'group.setMessagesAdminOnly': changed(() => true, ({ params }, set) => {
		set.messagesAdminOnly = params.adminsOnly as boolean;
	}),

	'group.getInviteCode': ({ wawp, instance, params }) => inviteOf(foundGroup(instance, params.id), instance, wawp),

	'group.revokeInviteCode': ({ wawp, instance, params }) => {
		const renewed = foundGroup(instance, params.id);
		if (isAdmin(renewed, instance)) renewed.inviteCode = newInviteCode();
		return inviteOf(renewed, instance, wawp);
	},
};

function groupsOf(instance: Instance): Group[] {
	return instance.whatsapp.groups.filter((each) => memberIn(each, jidOf(instance)));
}

const nestedId = ({ id, subject }: Group) => ({ gid: { server: 'g.us', user: id.replace(/@.*$/, ''), _serialized: id }, title: subject });

function invitedTo({ whatsapp }: Instance, given: unknown): Group {
	const code = String(given).replace(/^https:\/\/chat\.whatsapp\.com\//, '');
	const found = whatsapp.groups.find(({ inviteCode }) => inviteCode === code);
	if (!found) throw new Refusal(404, 'invite_not_found', 'The invite is not valid, or was revoked');
	return found;
}

function inviteOf(invited: Group, instance: Instance, wawp: Simulation): unknown {
	if (!isAdmin(invited, instance)) return notAdmin(wawp, { ok: false });
	return wawp.switches.inviteCode === 'text' ? invited.inviteCode : { inviteCode: invited.inviteCode };
}

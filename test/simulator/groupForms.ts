import type { Simulation } from './simulation';
import type { Instance } from './world';
import { rawJid } from './dialect';
import type { Group } from './world/whatsapp';

/* A group and its members as Wawp's pages show them, or as the engines have them: GOWS prints whatsmeow's, NOWEB Baileys', WEBJS WhatsApp Web's. */

type Person = Group['participants'][number];

export const linkOf = (code: string): string => `https://chat.whatsapp.com/${code}`;

const inParts = (id: string) => ({ server: id.replace(/^.*@/, ''), user: id.replace(/@.*$/, ''), _serialized: id });

const lidOf = ({ id }: Person, { whatsapp }: Instance): string | undefined => whatsapp.lids.find(({ pn }) => pn === id)?.lid;

export function groupJson(group: Group, instance: Instance, { switches: { groupForm } }: Simulation, isWithPeople = true): object {
	const { id, subject, description, participants } = group;
	const people = isWithPeople ? participants.map((each) => personJson(each, instance, groupForm)) : undefined;
	switch (groupForm) {
		case 'GOWS':
			return { JID: id, OwnerJID: rawJid(participants[0]?.id ?? ''), Name: subject, Topic: description, IsLocked: group.infoAdminOnly, IsAnnounce: group.messagesAdminOnly, Participants: people };
		case 'NOWEB':
			return { id, subject, desc: description, restrict: group.infoAdminOnly, announce: group.messagesAdminOnly, participants: people };
		case 'WEBJS':
			return { id: inParts(id), name: subject, isGroup: true, groupMetadata: { id: inParts(id), subject, desc: description, participants: people } };
		case 'documented':
			return { id, subject, description, ...invitation(group), participants: people };
	}
}

const invitation = ({ inviteCode, infoAdminOnly, messagesAdminOnly }: Group) => ({
	invite: linkOf(inviteCode),
	membersCanAddNewMember: !infoAdminOnly,
	membersCanSendMessages: !messagesAdminOnly,
	newMembersApprovalRequired: false,
});

type Form = Simulation['switches']['groupForm'];

function personJson(person: Person, instance: Instance, form: Form): object {
	const { id, role } = person;
	const lid = lidOf(person, instance);
	const rights = { isAdmin: role !== 'participant', isSuperAdmin: role === 'superadmin' };
	switch (form) {
		case 'GOWS':
			return { JID: lid ?? rawJid(id), PhoneNumber: rawJid(id), LID: lid ?? '', IsAdmin: rights.isAdmin, IsSuperAdmin: rights.isSuperAdmin };
		case 'NOWEB':
			return lid ? { id: lid, phoneNumber: rawJid(id), admin: role === 'participant' ? null : role } : { id: rawJid(id), admin: role === 'participant' ? null : role };
		case 'WEBJS':
			return { id: inParts(id), ...rights };
		case 'documented':
			return { id: lid ?? id, pn: id, role };
	}
}

/** A list of members by themselves, which Wawp's page tells of in another way than the members of a group. */
export function peopleJson({ participants }: Group, instance: Instance, { switches }: Simulation): object[] {
	if (switches.groupForm !== 'documented') return participants.map((each) => personJson(each, instance, switches.groupForm));
	return participants.map(({ id, role }) => (switches.participants === 'role' ? { id, role } : { id, isAdmin: role !== 'participant', isSuperAdmin: role === 'superadmin' }));
}

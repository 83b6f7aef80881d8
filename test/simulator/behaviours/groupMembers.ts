import type { Behaviour, Request } from './behaviour';
import { foundGroup, knownId, memberIn } from './found';
import { changed, peopleOf, refuses } from './groupRights';
import { peopleJson } from '../groupForms';
import { printed } from '../paging';
import type { Params } from '../parameters';
import { payloads } from '../payloads';
import type { Instance } from '../world';
import type { Group, Role } from '../world/whatsapp';

const isForAdmins = () => true;

export const groupMembers: Record<string, Behaviour> = {
	'group.getParticipants': ({ wawp, instance, params }) => printed(peopleJson(foundGroup(instance, params.id), instance, wawp), wawp.switches),

	'group.addParticipants': changed(isForAdmins, (request, group) => {
		const { instance, params } = request;
		const asked = known(instance, params);
		const refused = asked.filter((id) => refuses(instance, id));
		const added = asked.filter((id) => !refused.includes(id) && !memberIn(group, id));
		group.participants.push(...added.map((id) => ({ id, role: 'participant' as const })));
		tell(request, group, 'join', added);
		return outcome(request, asked, refused);
	}),

	'group.removeParticipants': changed(isForAdmins, (request, group) => {
		const asked = known(request.instance, request.params);
		const removed = asked.filter((id) => memberIn(group, id) && memberIn(group, id)?.role !== 'superadmin');
		group.participants = group.participants.filter(({ id }) => !removed.includes(id));
		tell(request, group, 'leave', removed);
		return outcome(request, asked, asked.filter((id) => !removed.includes(id)));
	}),

	'group.promoteParticipants': changed(isForAdmins, (request, group) => giveRole(request, group, 'promote')),
	'group.demoteParticipants': changed(isForAdmins, (request, group) => giveRole(request, group, 'demote')),
};

const known = ({ whatsapp }: Instance, { participants }: Params): string[] => peopleOf(participants).map((id) => knownId(whatsapp, id));

function giveRole(request: Request, group: Group, action: 'promote' | 'demote'): unknown {
	const role: Role = action === 'promote' ? 'admin' : 'participant';
	const asked = known(request.instance, request.params);
	const members = asked.map((id) => memberIn(group, id)).filter((each) => each !== undefined && each.role !== 'superadmin');
	members.forEach((member) => (member!.role = role));
	const done = members.map((member) => member!.id);
	tell(request, group, action, done);
	return outcome(request, asked, asked.filter((id) => !done.includes(id)));
}

function tell({ wawp, instance }: Request, group: Group, action: 'join' | 'leave' | 'promote' | 'demote', who: string[]): void {
	if (who.length > 0) wawp.emit(instance, 'group.v2.participants', payloads.groupParticipants({ wawp, instance }, group, action, who));
}

/** How a success in part is told is open: by person, or not at all. */
function outcome({ wawp }: Request, asked: string[], refused: string[]): unknown {
	if (wawp.switches.partialSuccess === 'silent') return undefined;
	const results = asked.map((id) => [id, refused.includes(id) ? { code: 403, message: 'not allowed' } : { code: 200 }]);
	return Object.fromEntries(results);
}

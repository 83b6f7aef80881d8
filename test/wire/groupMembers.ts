import { picked } from './entered';
import type { Wire } from './wire';

const id = '1234567890@g.us';
const someGroup = picked(id, 'Alpha Team');
const national = { defaultCountryCode: '1' };

/** Each is an object with an ID. */
const john = { id: '12345678901@c.us' };
const jane = { id: '201145202826@c.us' };
const hidden = { id: '123123123@lid' };

export const groupMembers: Wire[] = [
	{
		operation: 'group.create',
		given: { groupName: 'New Project', participants: { participant: [{ id: '+1 234 567 8901' }, { id: '+20 114 520 2826' }] } },
		request: 'POST /v2/groups',
		body: { name: 'New Project', participants: [john, jane] },
	},
	{
		operation: 'group.create',
		given: { groupName: 'New Project', participantsInput: 'json', participantsJson: '["12345678901", "+20 114 520 2826"]', options: national },
		request: 'POST /v2/groups',
		body: { name: 'New Project', participants: [john, jane] },
	},
	{ operation: 'group.getParticipants', given: { group: someGroup }, request: `GET /v2/groups/${id}/participants` },
	...changed('group.addParticipants', `POST /v2/groups/${id}/participants/add`),
	...changed('group.removeParticipants', `POST /v2/groups/${id}/participants/remove`),
	...changed('group.promoteParticipants', `POST /v2/groups/${id}/admin/promote`),
	...changed('group.demoteParticipants', `POST /v2/groups/${id}/admin/demote`),
];

function changed(operation: string, request: string): Wire[] {
	const group = someGroup;
	return [
		{
			operation,
			given: { group, participants: { participant: [{ id: '0012345678901' }] } },
			request,
			body: { participants: [john] },
		},
		{
			operation,
			// Several in one field, and one of them twice.
			given: { group, participants: { participant: [{ id: '2345678901, 123123123@lid' }, { id: '12345678901@c.us' }] }, options: national },
			request,
			body: { participants: [john, hidden] },
		},
		{
			operation,
			given: { group, participantsInput: 'json', participantsJson: '={{ ["+1 (234) 567-8901", 201145202826] }}' },
			request,
			body: { participants: [john, jane] },
		},
		{
			operation,
			// As 'Get Participants' lists them.
			given: { group, participantsInput: 'json', participantsJson: JSON.stringify([{ id: '12345678901@s.whatsapp.net', isAdmin: true }]) },
			request,
			body: { participants: [john] },
		},
	];
}

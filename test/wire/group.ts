import { SAMPLES } from '../simulator/world/files';
import { byId, fileItem, picked } from './entered';
import type { Wire } from './wire';

const id = '1234567890@g.us';
const someGroup = picked(id, 'Alpha Team');
const typed = byId(` ${id} `);

export const group: Wire[] = [
	{ operation: 'group.getAll', request: 'GET /v2/groups', query: { limit: '50', offset: '0' } },
	{
		operation: 'group.getAll',
		given: { limit: 7, options: { exclude: ['participants'], sortBy: 'subject', sortOrder: 'DESC' } },
		request: 'GET /v2/groups',
		query: { limit: '7', offset: '0', exclude: 'participants', sortBy: 'subject', sortOrder: 'DESC' },
	},
	{ operation: 'group.getAll', given: { returnAll: true }, request: 'GET /v2/groups', query: { limit: '50', offset: '0' } },
	{ operation: 'group.count', request: 'GET /v2/groups/count' },
	{ operation: 'group.refresh', request: 'POST /v2/groups/refresh' },
	{ operation: 'group.get', given: { group: someGroup }, request: `GET /v2/groups/${id}` },
	{ operation: 'group.get', given: { group: typed }, request: `GET /v2/groups/${id}` },
	{ operation: 'group.delete', given: { group: someGroup }, request: `DELETE /v2/groups/${id}` },
	{ operation: 'group.leave', given: { group: someGroup }, request: `POST /v2/groups/${id}/leave` },
	{
		operation: 'group.join',
		given: { invite: 'https://chat.whatsapp.com/1234567890abcdef' },
		request: 'POST /v2/groups/join',
		body: { code: '1234567890abcdef' },
	},
	{
		operation: 'group.join',
		given: { invite: 'Come in: https://chat.whatsapp.com/invite/1234567890abcdef?mode=ac_t See you!' },
		request: 'POST /v2/groups/join',
		body: { code: '1234567890abcdef' },
	},
	{
		operation: 'group.getJoinInfo',
		given: { invite: ' 1234567890abcdef ' },
		request: 'GET /v2/groups/join-info',
		query: { code: '1234567890abcdef' },
	},
	{
		operation: 'group.setSubject',
		given: { group: someGroup, groupName: 'Beta Team' },
		request: `PUT /v2/groups/${id}/subject`,
		body: { subject: 'Beta Team' },
	},
	{
		operation: 'group.setDescription',
		given: { group: typed, groupDescription: 'What we do,\nand why' },
		request: `PUT /v2/groups/${id}/description`,
		body: { description: 'What we do,\nand why' },
	},
	{ operation: 'group.getPicture', given: { group: someGroup }, request: `GET /v2/groups/${id}/picture` },
	{
		operation: 'group.getPicture',
		given: { group: someGroup, options: { refresh: true } },
		request: `GET /v2/groups/${id}/picture`,
		query: { refresh: 'true' },
	},
	{
		operation: 'group.setPicture',
		given: { group: someGroup },
		input: fileItem(SAMPLES.png, 'image/png', 'team.png'),
		request: `PUT /v2/groups/${id}/picture`,
		body: { file: { data: SAMPLES.png.toString('base64'), filename: 'team.png', mimetype: 'image/png' } },
	},
	{
		operation: 'group.setPicture',
		given: {
			group: someGroup,
			fileSource: 'url',
			fileUrl: 'https://example.com/team.jpg',
			options: { fileName: 'renamed.jpg', mimeType: 'image/jpeg' },
		},
		request: `PUT /v2/groups/${id}/picture`,
		body: { file: { url: 'https://example.com/team.jpg', filename: 'renamed.jpg', mimetype: 'image/jpeg' } },
	},
	{ operation: 'group.deletePicture', given: { group: someGroup }, request: `DELETE /v2/groups/${id}/picture` },
	{ operation: 'group.getInviteCode', given: { group: someGroup }, request: `GET /v2/groups/${id}/invite-code` },
	{ operation: 'group.revokeInviteCode', given: { group: someGroup }, request: `POST /v2/groups/${id}/invite-code/revoke` },
	{ operation: 'group.getInfoAdminOnly', given: { group: someGroup }, request: `GET /v2/groups/${id}/settings/security/info-admin-only` },
	{ operation: 'group.getMessagesAdminOnly', given: { group: someGroup }, request: `GET /v2/groups/${id}/settings/security/messages-admin-only` },
	{
		operation: 'group.setInfoAdminOnly',
		given: { group: someGroup },
		request: `PUT /v2/groups/${id}/settings/security/info-admin-only`,
		body: { adminsOnly: true },
	},
	{
		operation: 'group.setMessagesAdminOnly',
		given: { group: someGroup, adminsOnly: false },
		request: `PUT /v2/groups/${id}/settings/security/messages-admin-only`,
		body: { adminsOnly: false },
	},
];

import { explain } from '../../nodes/Wawp/engine/errors';
import { holdsOf } from '../../nodes/Wawp/engine/holds';
import { operationOf } from '../../nodes/Wawp/engine/job';
import { resources } from '../../nodes/Wawp/resources';

/* What each row of the table adds to what Wawp says, as users read it: each is written here by hand once more. */

const keys = Object.entries(resources).flatMap(([resource, { operations }]) => Object.entries(operations).flatMap(([name, { flow }]) => (flow ? [] : [`${resource}.${name}`])));
const adviceOn = (key: string, status: number) => explain(operationOf(resources, key), { status, body: {} });
const byKey = <T>(told: Record<string, T>, key: string): T | undefined => told[key] ?? told[key.split('.')[0]!];

const STATES: Record<string, string> = {
	'session.getMe': 'WORKING',
	'auth.getQr': 'SCAN_QR_CODE',
	'auth.getQrImage': 'SCAN_QR_CODE',
	'auth.requestCode': 'SCAN_QR_CODE',
	'auth.sendOtp': 'WORKING',
	...Object.fromEntries(['call', 'channel', 'chat', 'contact', 'group', 'label', 'lid', 'media', 'message', 'presence', 'profile', 'status'].map((resource) => [resource, 'WORKING'])),
};

test.each(keys)('%s names the state that it works in, where it works in one only', (key) => {
	const state = byKey(STATES, key);
	const told = /works only while the session is in the state (\w+):/.exec(adviceOn(key, 400).description)?.[1];
	expect(told).toBe(state);
});

const READS_BY_POST = ['session.getInfo', 'auth.getQr', 'auth.getQrImage', 'message.get', 'chat.getOverviewByIds', 'media.convert'];
const isRead = (key: string): boolean => operationOf(resources, key).request.startsWith('GET ') || READS_BY_POST.includes(key);

const LOOK_AT: Record<string, string> = {
	auth: 'check the phone before',
	'auth.sendOtp': 'The code may have been sent: ask the person before you send another one.',
	call: 'check the phone before',
	channel: "check 'Channel > Get Many' before",
	'channel.create': "The channel may exist now: look at 'Channel > Get Many' before",
	chat: "check 'Chat > Get Many' before",
	contact: "check 'Contact > Get' before",
	group: "check 'Group > Get' before",
	'group.create': "The group may exist now: look at 'Group > Get Many' before",
	label: "check 'Label > Get Many' before",
	'label.create': "The label may exist now: look at 'Label > Get Many' before",
	lid: "check 'LID > Get Many' before",
	message: "check 'Chat > Get Messages' before",
	presence: "check 'Presence > Get' before",
	profile: "check 'Profile > Get' before",
	session: "check 'Session > Get Info' before",
	'session.create': "The session may exist now: look at Wawp's dashboard before",
	status: 'check the phone before',
	...Object.fromEntries(['sendText', 'sendImage', 'sendVideo', 'sendVoice'].map((name) => [`status.${name}`, 'It may have been posted: look at the phone before'])),
	webhook: "check 'Webhook > Get Many' before",
	...Object.fromEntries(['message.markSeen', 'message.startTyping', 'message.stopTyping', 'presence.set', 'presence.subscribe'].map((key) => [key, 'To run it again does no harm.'])),
	...Object.fromEntries(
		['sendText', 'sendImage', 'sendDocument', 'sendVideo', 'sendVoice', 'sendAudio', 'sendLocation', 'sendContact', 'sendPoll', 'sendList', 'sendEvent', 'sendLinkPreview'].map((name) => [`message.${name}`, "The message may have gone out: look at 'Chat > Get Messages', or at the phone, before"]),
	),
};

test.each(keys)('%s says where to look where nobody knows whether it was done, and nothing of it where nothing was to be done', (key) => {
	const { description } = adviceOn(key, 503);
	if (isRead(key)) expect(description).not.toMatch(/may have|may exist/);
	else expect(description).toContain(byKey(LOOK_AT, key));
});

const GROUPS = ['addParticipants', 'removeParticipants', 'promoteParticipants', 'demoteParticipants', 'getInviteCode', 'revokeInviteCode', 'setSubject', 'setDescription', 'setPicture', 'deletePicture', 'setMessagesAdminOnly', 'setInfoAdminOnly', 'delete'];

const FORBIDDEN: Record<string, string> = {
	webhook: 'This needs a paid Wawp plan',
	'session.create': 'Wawp did not create another session',
	'session.setRateLimit': 'The plan of this account does not include this policy',
	...Object.fromEntries(GROUPS.map((name) => [`group.${name}`, 'This number may not do this in the group'])),
};

test.each(keys)('%s says why it is forbidden', (key) => {
	expect(adviceOn(key, 403).message).toBe(byKey(FORBIDDEN, key) ?? 'Wawp does not allow this');
});

const TOO_MANY: Record<string, string> = {
	'auth.sendOtp': 'This number was sent a code less than a minute ago',
	'auth.verifyOtp': 'Too many codes were tried for this number',
};

test.each(keys)('%s says what there was too much of', (key) => {
	expect(adviceOn(key, 429).message).toBe(TOO_MANY[key] ?? 'Wawp is receiving too many requests');
});

test.each(keys)('%s says what was not understood', (key) => {
	expect(adviceOn(key, 400).message).toBe(key === 'auth.verifyOtp' ? 'Wawp does not accept this code' : 'Wawp did not understand the values of this operation');
});

const OTHER_ROUTES: Record<string, string> = {
	'auth.getQrImage': 'GET /v2/auth/qr-image',
	'auth.getQr': 'GET /v2/auth/qr',
	'chat.getAll': 'POST /v2/chats',
	'chat.clearMessages': 'DELETE /v2/chats/clear',
	'label.update': 'PUT /v2/labels/{labelId}/update',
	'label.delete': 'DELETE /v2/labels/{labelId}/delete',
	'message.react': 'POST /v2/send/reaction',
	'profile.setName': 'POST /v2/profile/name',
	'profile.setAbout': 'POST /v2/profile/status',
	'profile.setPicture': 'POST /v2/profile/picture',
	'session.getInfo': 'GET /v2/session/info',
};

test('the routes that are tried where Wawp does not know the documented one are these', () => {
	const routes = keys.map((key) => [key, operationOf(resources, key).fallback] as const).filter(([, route]) => route !== undefined);
	expect(Object.fromEntries(routes)).toEqual(OTHER_ROUTES);
});

const PEOPLE = [{ success: true }, { participants: [] }, [{ id: '1@c.us' }], { '1@c.us': { code: 200 } }];
const STATES_TOLD = [{ status: 'STARTING' }, { success: true }];
const DONE = [{ success: true }, { message: 'Done' }];
const CHANGED = [...DONE, {}, [], { url: 'https://x' }, { webhook: { url: 'https://x' } }, { webhooks: [{}] }];
const SENT = [{ success: true }, { id: 'true_1@c.us_3EB0' }, { key: { id: '3EB0' } }];
const COUNTS = [3, { count: 0 }, { result: 2 }];
const CODES = ['AbCd1234567890', { inviteCode: 'AbCd1234567890' }];
const PAIRS = [{ lid: '9@lid' }, { lid: null }, { pn: '1@c.us' }, { pn: null }, { number: '1' }];

/** Each of these alone is an answer. */
const LEAST: Record<string, unknown[]> = {
	'session.getInfo': [{ status: 'WORKING' }, { data: { status: 'WORKING' } }],
	'session.create': [{ instance_id: 'I' }, { instanceId: 'I' }, { data: { instance_id: 'I' } }],
	...Object.fromEntries(['start', 'restart', 'stop', 'logout'].map((name) => [`session.${name}`, STATES_TOLD])),
	'session.delete': [...DONE, { status: 'DELETED' }],
	'session.getMe': [{ id: '1@c.us' }, { me: { id: '1@c.us' } }, { id: '9@lid' }],
	'session.createTempLink': [{ link: 'https://l' }, { url: 'https://l' }],
	'session.getTempLink': [{ link: null }, { url: 'https://l' }],
	'session.getRateLimit': [{ policies: [] }, { current_policy: 'a' }, { policy_slug: 'a' }, { has_active_plan: false }],
	'session.setRateLimit': [...DONE, {}, { policy_slug: 'a' }, { current_policy: 'a' }, { policy: 'a' }],
	...Object.fromEntries(['get', 'create', 'getJoinInfo'].map((name) => [`group.${name}`, [{ id: '1@g.us' }, { JID: '1@g.us' }]])),
	...Object.fromEntries(['addParticipants', 'removeParticipants', 'promoteParticipants', 'demoteParticipants'].map((name) => [`group.${name}`, PEOPLE])),
	...Object.fromEntries(['getInviteCode', 'revokeInviteCode'].map((name) => [`group.${name}`, CODES])),
	'group.join': [...DONE, { id: '1@g.us' }],
	...Object.fromEntries(['leave', 'setSubject', 'setDescription', 'setPicture', 'setMessagesAdminOnly', 'setInfoAdminOnly', 'refresh'].map((name) => [`group.${name}`, [...DONE, {}, []]])),
	...Object.fromEntries(['getMessagesAdminOnly', 'getInfoAdminOnly'].map((name) => [`group.${name}`, [{ adminsOnly: false }, { adminsOnly: null }, { data: false }, true, false]])),
	'group.count': COUNTS,
	'lid.count': COUNTS,
	...Object.fromEntries(['sendText', 'sendImage', 'sendDocument', 'sendVideo', 'sendVoice', 'sendAudio', 'sendLocation', 'sendContact', 'sendPoll', 'sendList', 'sendEvent', 'sendLinkPreview', 'edit', 'votePoll', 'react'].map((name) => [`message.${name}`, SENT])),
	...Object.fromEntries(['sendText', 'sendImage', 'sendVideo', 'sendVoice', 'delete'].map((name) => [`status.${name}`, SENT])),
	'message.get': [{ id: 'false_1@c.us_3EB0' }, { media: null }, { body: '' }],
	'chat.markRead': [...DONE, {}, { ids: [] }],
	'webhook.getAll': [{ webhooks: [] }, { systemConfig: {} }],
	...Object.fromEntries(['set', 'update', 'replaceAll'].map((name) => [`webhook.${name}`, CHANGED])),
	...Object.fromEntries(['get', 'create'].map((name) => [`channel.${name}`, [{ id: '1@newsletter' }]])),
	'presence.get': [{ presences: [] }, { lastKnownPresence: null }, { lastSeen: null }],
	'contact.checkExists': [{ numberExists: false }, { exists: true }],
	'contact.get': [{ id: '1@c.us' }, { id: '1@s.whatsapp.net' }, { id: '9@lid' }],
	'contact.getAbout': [{ about: null }, { about: '' }],
	'profile.get': [{ id: '1@c.us' }, { profile: { name: 'Ann' } }],
	'lid.getByLid': PAIRS,
	'lid.getByPhone': PAIRS,
	'auth.getQr': [{ value: '2@x' }, { data: '2@x' }],
	'auth.requestCode': [{ code: 'ABCD-1234' }],
};

test.each(Object.entries(LEAST).flatMap(([key, bodies]) => bodies.map((body) => [key, JSON.stringify(body), body] as const)))('%s takes %s for an answer', (key, _text, body) => {
	expect(holdsOf(operationOf(resources, key))(body)).toBe(true);
});

test.each(Object.keys(LEAST))('%s takes no words of another kind for one', (key) => {
	const holds = holdsOf(operationOf(resources, key));
	expect([{ hello: 'there' }, 'hello', { status: 'unwell' }, { id: 'x@y' }].filter((body) => holds(body))).toEqual([]);
});

/** Where a member that says nothing is an answer: nothing is known, or there is none. */
const MAY_BE_NOTHING: Record<string, string[]> = {
	'session.getTempLink': ['link', 'url'],
	'session.getRateLimit': ['policies', 'current_policy', 'policy_slug', 'has_active_plan'],
	...Object.fromEntries(['addParticipants', 'removeParticipants', 'promoteParticipants', 'demoteParticipants'].map((name) => [`group.${name}`, ['participants']])),
	...Object.fromEntries(['getMessagesAdminOnly', 'getInfoAdminOnly'].map((name) => [`group.${name}`, ['adminsOnly']])),
	'message.get': ['media', 'body'],
	'chat.markRead': ['ids'],
	'webhook.getAll': ['systemConfig'],
	'presence.get': ['presences', 'lastKnownPresence', 'lastSeen'],
	'contact.getAbout': ['about'],
	'lid.getByLid': ['lid', 'pn', 'number'],
	'lid.getByPhone': ['lid', 'pn', 'number'],
};

test.each(Object.entries(LEAST))('%s takes what says nothing for an answer only where nothing may be known', (key, bodies) => {
	const holds = holdsOf(operationOf(resources, key));
	const names = [...new Set(bodies.filter((body) => typeof body === 'object' && !Array.isArray(body)).flatMap((body) => Object.keys(body as object)))];
	for (const nothing of [null, '']) expect(names.filter((name) => holds({ [name]: nothing }))).toEqual(MAY_BE_NOTHING[key] ?? []);
});

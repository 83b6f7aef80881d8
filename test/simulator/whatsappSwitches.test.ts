import { type Account, type Instance, type Wawp, startWawp } from './index';
import { type Reply, clientOf, send } from './client';
import { startReceiver } from './receiver';
import { WHATSAPP_SWITCHES } from './switches';
import { SAMPLES } from './world/files';

let wawp: Wawp;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let account: Account;
let instance: Instance;

beforeAll(async () => (receiver = await startReceiver()));
afterAll(async () => await receiver.stop());
beforeEach(async () => {
	wawp = await startWawp({ speed: 100 });
	account = wawp.addAccount();
	instance = wawp.addInstance(account, { status: 'WORKING' });
});
afterEach(async () => await wawp.stop());

const call = async (key: string, params = {}): Promise<Reply> => await clientOf(wawp, account.token, instance.id)(key, params);

async function answer(key: string, params = {}): Promise<Reply['body']> {
	return (await call(key, params)).body;
}

const PERSON = '201234567890@c.us';
const GROUP = '1234567890@g.us';
const toPerson = { chatId: PERSON, message: 'Hi' };
const picture = { bytes: SAMPLES.jpeg, mimetype: 'image/jpeg', filename: 'a.jpg' };

function asMember(role: 'participant' | 'superadmin') {
	wawp.seed(instance.id, { groups: [{ id: GROUP, role, participants: ['1'], inviteCode: 'AbC' }] });
	return { id: GROUP };
}

const keysOf = (body: object) => Object.keys(body).sort().join();
const beginning = (text: unknown) => String(text).slice(0, 10);

interface Observation {
	look: () => Promise<unknown>;
	/** What is seen under each value, in the order of the values. */
	sees: unknown[];
}

const observations: Record<keyof typeof WHATSAPP_SWITCHES, Observation> = {
	routes: {
		look: async () => {
			wawp.seed(instance.id, { chats: [{ id: PERSON }] });
			const credentials = `?access_token=${account.token}&instance_id=${instance.id}`;
			const ways = [
				['POST', '/v2/labels', { name: 'Lead' }],
				['POST', '/v2/labels/create', { name: 'Lead' }],
				['PUT', '/v2/profile/name', { name: 'Ada' }],
				['POST', '/v2/profile/name', { name: 'Ada' }],
			] as const;
			const statuses: number[] = [];
			for (const [method, path, body] of ways) statuses.push((await send(wawp.url, method, path + credentials, body)).status);
			return statuses;
		},
		sees: [
			[200, 405, 200, 200],
			[405, 200, 405, 200],
		],
	},
	sentAnswer: {
		look: async () => {
			const { id, key, _data } = await answer('message.sendText', toPerson);
			return [typeof id, id?._serialized === instance.whatsapp.messages[0]!.id, key?.id ?? _data?.Info?.ID];
		},
		sees: [
			['object', true, undefined],
			['string', false, expect.stringMatching(/^3EB0/)],
			['undefined', false, expect.stringMatching(/^3EB0/)],
			['undefined', false, expect.stringMatching(/^3EB0/)],
		],
	},
	overTheLimit: {
		look: async () => {
			wawp.seed(instance.id, { sendLimit: { messages: 1, perSeconds: 86_400 } });
			await call('message.sendText', toPerson);
			const { status, headers, body } = await call('message.sendText', toPerson);
			return [status, headers.get('retry-after') !== null, body.status, typeof body.job_id];
		},
		sees: [
			[429, true, undefined, 'undefined'],
			[200, false, 'queued', 'string'],
		],
	},
	fileData: {
		look: async () => {
			const file = { data: SAMPLES.jpeg.toString('base64'), filename: 'a.jpg', mimetype: 'image/jpeg' };
			return [(await call('status.sendImage', { file })).status, (await call('message.sendImage', { file, chatId: PERSON })).status];
		},
		sees: [
			[400, 200],
			[200, 200],
		],
	},
	dataAddresses: {
		look: async () => {
			const file = { url: `data:image/jpeg;base64,${SAMPLES.jpeg.toString('base64')}`, filename: 'a.jpg', mimetype: 'image/jpeg' };
			return [(await call('status.sendImage', { file })).status];
		},
		sees: [[200], [400]],
	},
	linkInText: {
		look: async () => [(await call('message.sendLinkPreview', { chatId: PERSON, text: 'Look', url: 'https://wawp.net', title: 'Wawp' })).status],
		sees: [[200], [400]],
	},
	lists: {
		look: async () => {
			wawp.seed(instance.id, { contacts: 2 });
			const list = await answer('contact.getAll');
			return [Array.isArray(list), list[1].id];
		},
		sees: [
			[true, '201000000002@c.us'],
			[false, '201000000002@c.us'],
		],
	},
	groupList: {
		look: async () => {
			asMember('participant');
			return Object.keys(await answer('group.getAll'));
		},
		sees: [['0'], [GROUP]],
	},
	downloadedMedia: {
		look: async () => {
			const { id } = wawp.phone.receives(instance.id, { from: PERSON, media: picture });
			const { media } = await answer('message.get', { chatId: PERSON, messageId: id, downloadMedia: true });
			return [beginning(media.url), media.data];
		},
		sees: [
			['http://127', undefined],
			['undefined', SAMPLES.jpeg.toString('base64')],
		],
	},
	convertAnswer: {
		look: async () => {
			const file = { url: `data:audio/mpeg;base64,${SAMPLES.mp3.toString('base64')}`, filename: 'a.mp3', mimetype: 'audio/mpeg' };
			const { body, contentType } = await call('media.convert', { file, outputFormat: 'ogg' });
			return [contentType.split(';')[0], typeof body === 'string' ? 'bytes' : keysOf(body)];
		},
		sees: [
			['application/json', 'filename,mimetype,url'],
			['application/json', 'data,filename,mimetype'],
			['audio/ogg', 'bytes'],
		],
	},
	contactPicture: {
		look: async () => keysOf(await answer('contact.getPicture', { contactId: PERSON })),
		sees: ['id,url', 'id,profilePictureURL'],
	},
	contactIds: {
		look: async () => (await answer('contact.get', { contactId: PERSON })).id,
		sees: [PERSON, { server: 'c.us', user: '201234567890', _serialized: PERSON }],
	},
	existence: {
		look: async () => await answer('contact.checkExists', { phone: '201234567890' }),
		sees: [
			{ numberExists: true, chatId: PERSON },
			{ status: 'exists', chatId: PERSON },
		],
	},
	lidCount: { look: async () => await answer('lid.count'), sees: [{ count: 0 }, 0] },
	lidByPhone: {
		look: async () => await answer('lid.getByPhone', { number: '201234567890' }),
		sees: [
			{ lid: null, number: '201234567890' },
			{ lid: null, pn: PERSON },
		],
	},
	groupForm: {
		look: async () => {
			const id = asMember('superadmin');
			return [...Object.keys(await answer('group.get', id)), ...Object.keys((await answer('group.getParticipants', id))[1])].join();
		},
		sees: [
			'id,subject,description,invite,membersCanAddNewMember,membersCanSendMessages,newMembersApprovalRequired,participants,id,isAdmin,isSuperAdmin',
			'JID,OwnerJID,Name,Topic,IsLocked,IsAnnounce,Participants,JID,PhoneNumber,LID,IsAdmin,IsSuperAdmin',
			'id,subject,desc,restrict,announce,participants,id,admin',
			'id,name,isGroup,groupMetadata,id,isAdmin,isSuperAdmin',
		],
	},
	groupIds: {
		look: async () => {
			asMember('participant');
			const { id, gid } = await answer('group.join', { code: 'AbC' });
			return [id, gid?._serialized];
		},
		sees: [
			[GROUP, undefined],
			[undefined, GROUP],
		],
	},
	groupAnswer: {
		look: async () => await answer('group.setSubject', { ...asMember('superadmin'), subject: 'New' }),
		sees: [{ ok: true }, true],
	},
	notAdmin: {
		look: async () => {
			const { status, body } = await call('group.delete', asMember('participant'));
			return [status, body.ok];
		},
		sees: [
			[403, undefined],
			[200, false],
		],
	},
	partialSuccess: {
		look: async () => {
			wawp.seed(instance.id, { refusesGroups: ['2'] });
			return await answer('group.addParticipants', { ...asMember('superadmin'), participants: [{ id: '2' }, { id: '3' }] });
		},
		sees: [{ ok: true }, { '2@c.us': expect.objectContaining({ code: 403 }), '3@c.us': { code: 200 } }],
	},
	participants: {
		look: async () => (await answer('group.getParticipants', asMember('superadmin')))[1],
		sees: [
			{ id: '1@c.us', isAdmin: false, isSuperAdmin: false },
			{ id: '1@c.us', role: 'participant' },
		],
	},
	inviteCode: {
		look: async () => await answer('group.getInviteCode', asMember('superadmin')),
		sees: ['AbC', { inviteCode: 'AbC' }],
	},
	channelCursor: {
		look: async () => {
			wawp.seed(instance.id, { channels: 2 });
			const { nextCursor, page } = await answer('channel.searchByText', { text: 'channel', limit: 1 });
			return [typeof nextCursor, typeof page?.endCursor];
		},
		sees: [
			['string', 'undefined'],
			['undefined', 'string'],
		],
	},
	channelFields: {
		look: async () => {
			wawp.seed(instance.id, { channels: [{ id: '1@newsletter' }] });
			return keysOf(await answer('channel.get', { id: '1@newsletter' }));
		},
		sees: [
			'description,id,invite,name,picture,preview,role,subscribers,verified',
			'description,id,invite_link,name,picture,preview,role,subscribersCount,verified',
		],
	},
	presenceKey: {
		look: async () => {
			instance.whatsapp.presence.others[PERSON] = [{ participant: PERSON, lastKnownPresence: 'online' }];
			return keysOf((await answer('presence.get', { chatId: PERSON })).presences[0]);
		},
		sees: ['lastKnownPresence,participant', 'participant,status'],
	},
	profileAnswer: {
		look: async () => keysOf(await answer('profile.get')),
		sees: ['id,name,picture', 'profile'],
	},
	ownMessages: {
		look: async () => {
			instance.webhooks = [{ url: receiver.url, events: ['message', 'message.any'], is_active: 1, retries: { delay: 2, attempts: 1 } }];
			const before = receiver.received.length;
			await call('message.sendText', toPerson);
			await wawp.settled();
			return receiver.received.slice(before).map(({ body }) => body.event);
		},
		sees: [['message.any'], ['message', 'message.any']],
	},
	voterInGroup: {
		look: async () => {
			const { id, from } = await voteInGroup();
			return [from, id.split('_')[3]];
		},
		sees: [[PERSON, undefined], [GROUP, PERSON]],
	},
	voteTimestamp: {
		look: async () => (await voteInGroup()).timestamp,
		sees: [1692861369000, 1692861369],
	},
};

async function voteInGroup(): Promise<{ id: string; from: string; timestamp: number }> {
	asMember('superadmin');
	instance.webhooks = [{ url: receiver.url, events: ['poll.vote'], is_active: 1, retries: { delay: 2, attempts: 1 } }];
	await call('message.sendPoll', { chatId: GROUP, poll: { name: 'Tea?', options: ['Yes', 'No'] } });
	wawp.phone.votes(instance.id, { from: PERSON, poll: instance.whatsapp.messages.at(-1)!, answers: ['Yes'], timestamp: 1692861369 });
	await wawp.settled();
	return receiver.received.at(-1)!.body.payload.vote;
}

const cases = Object.entries(WHATSAPP_SWITCHES).flatMap(([name, values]) =>
	values.map((value, index) => [name as keyof typeof WHATSAPP_SWITCHES, value, index] as const),
);

test.each(cases)('the answers show that %s is %s', async (name, value, index) => {
	Object.assign(wawp.switches, { [name]: value });
	const { look, sees } = observations[name];
	expect(sees).toHaveLength(WHATSAPP_SWITCHES[name].length);
	expect(await look()).toEqual(sees[index]);
});

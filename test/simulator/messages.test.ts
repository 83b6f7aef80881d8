import { GROUP, OWN, PERSON, workingSession } from './workingSession';

const session = workingSession();
const sendText = async (params = {}) => await session.answer('message.sendText', { chatId: PERSON, message: 'Hi', ...params });
const messages = () => session.instance.whatsapp.messages;
const last = () => messages().at(-1)!;
const named = (params = {}) => ({ chatId: PERSON, messageId: last().id, ...params });
const events = async (name: string) => (await session.told()).filter(({ event }) => event === name).map(({ payload }) => payload);

describe('sending', () => {
	test('a text stands in its chat, which moves to the top', async () => {
		session.wawp.seed(session.instance.id, { chats: [{ id: '1@c.us', timestamp: 3 }, { id: PERSON, timestamp: 2 }, { id: '2@c.us', timestamp: 1 }] });
		const { id } = await sendText();
		expect(last()).toMatchObject({ id: id._serialized, chatId: PERSON, from: OWN, to: PERSON, fromMe: true, body: 'Hi', type: 'chat' });
		expect(id._serialized).toMatch(/^true_201234567890@c\.us_3EB0[0-9A-F]{16}$/);
		expect(session.instance.whatsapp.chats.map((chat) => chat.id)).toEqual([PERSON, '1@c.us', '2@c.us']);
	});

	test.each(['201234567890', '+20 1234567890', '201234567890@s.whatsapp.net'])('%s is the number of a person', async (chatId) => {
		await sendText({ chatId });
		expect(last().chatId).toBe(PERSON);
	});

	test.each([
		['a number that nobody has', '201000000009', 400, 'number_not_on_whatsapp'],
		['what is no ID', 'Ada', 400, 'invalid_param'],
		['a group the account is not in', GROUP, 404, 'group_not_found'],
		['a channel it does not know', '1@newsletter', 404, 'channel_not_found'],
	])('%s gets no message', async (_what, chatId, status, code) => {
		session.wawp.seed(session.instance.id, { notOnWhatsApp: ['201000000009'], groups: [{ id: GROUP, role: null }] });
		expect(await session.call('message.sendText', { chatId, message: 'Hi' })).toMatchObject({ status, body: { code } });
		expect(messages()).toEqual([]);
	});

	test.each(['participant', 'admin'] as const)('in a group where only administrators write, a %s is heard as one should be', async (role) => {
		session.wawp.seed(session.instance.id, { groups: [{ id: GROUP, role, messagesAdminOnly: true }] });
		const { status } = await session.call('message.sendText', { chatId: GROUP, message: 'Hi' });
		expect(status).toBe(role === 'admin' ? 200 : 403);
	});

	test('a message into a group has its author behind its ID', async () => {
		session.wawp.seed(session.instance.id, { groups: [{ id: GROUP }] });
		await sendText({ chatId: GROUP });
		expect(last()).toMatchObject({ id: `true_${GROUP}_${last().hash}_${OWN}`, participant: OWN });
	});

	test.each([
		['message.sendText', { message: 'x'.repeat(4097) }],
		['message.sendLocation', { latitude: '90.1', longitude: '0', title: 'Nowhere' }],
		['message.sendLocation', { latitude: 'north', longitude: '0', title: 'Nowhere' }],
		['message.sendPoll', { poll: { name: 'One?', options: ['Yes'] } }],
		['message.sendPoll', { poll: { name: 'Long?', options: ['Yes', 'x'.repeat(255)] } }],
		['message.sendContact', { contacts: [{ fullName: 'Ada' }] }],
		['message.sendEvent', { event: { name: 'Back in time', startTime: 2, endTime: 1 } }],
		['message.sendList', { message: { button: 'Open', sections: [] } }],
		['message.sendLinkPreview', { text: 'Look', url: 'wawp', title: 'Wawp' }],
	])('%s refuses %j', async (key, params) => {
		expect(await session.call(key, { chatId: PERSON, ...params })).toMatchObject({ status: 400, body: { code: 'invalid_param' } });
		expect(messages()).toEqual([]);
	});

	test.each([
		['message.sendLocation', { latitude: '30.05', longitude: '-31.2', title: 'Cairo' }, { location: { latitude: '30.05', longitude: '-31.2', description: 'Cairo' } }],
		['message.sendPoll', { poll: { name: 'Tea?', options: ['Yes', 'No'] } }, { poll: { name: 'Tea?', options: ['Yes', 'No'], multipleAnswers: false, votes: {} } }],
		['message.sendContact', { contacts: [{ fullName: 'Ada', phoneNumber: '+1', whatsappId: '1' }] }, { vCards: [expect.stringMatching(/FN:Ada\n.*waid=1:\+1/)] }],
		['message.sendEvent', { event: { name: 'Tea', startTime: 1 } }, { body: 'Tea', extra: { event: { name: 'Tea', startTime: 1 } } }],
		['message.sendList', { message: { button: 'Open', description: 'Choose', sections: [{ title: 'All', rows: [{ title: 'A', rowId: 'a' }] }] } }, { body: 'Choose', type: 'list' }],
		['message.sendLinkPreview', { text: 'Look', url: 'https://wawp.net', title: 'Wawp' }, { body: 'Look', extra: { preview: { url: 'https://wawp.net', title: 'Wawp' } } }],
	])('%s keeps what was sent', async (key, params, kept) => {
		await session.answer(key, { chatId: PERSON, ...params });
		expect(last()).toMatchObject(kept);
	});

	test.each(['message.sendText', 'chat.getAll', 'contact.checkExists', 'group.count', 'label.getAll', 'channel.getAll', 'presence.getAll', 'profile.get', 'status.sendText'])(
		'%s is refused while no phone is connected',
		async (key) => {
			session.wawp.phone.loseConnection(session.instance.id);
			const params = { chatId: PERSON, message: 'Hi', phone: '2010000000', text: 'Hi' };
			const wanted: Record<string, object> = {
				'message.sendText': { chatId: params.chatId, message: params.message },
				'contact.checkExists': { phone: params.phone },
				'status.sendText': { text: params.text },
			};
			expect(await session.call(key, wanted[key])).toMatchObject({ status: 404, body: { code: 'invalid_session' } });
		},
	);
});

describe('what is told of a sent message', () => {
	test('message.any at once, and then each receipt', async () => {
		await sendText();
		const { id } = last();
		expect(await session.told()).toEqual([
			{ event: 'message.any', payload: expect.objectContaining({ id, body: 'Hi', fromMe: true, source: 'api', ackName: 'PENDING' }) },
			...(['SERVER', 'DEVICE', 'READ'] as const).map((ackName, index) => ({
				event: 'message.ack',
				payload: { id, ack: index + 1, ackName, chatId: PERSON },
			})),
		]);
		expect(last().ack).toBe('READ');
	});

	test('in the words of the engine too', async () => {
		session.wawp.switches.engine = 'GOWS';
		await sendText();
		expect(await events('message.ack')).toContainEqual({ id: last().id, from: OWN, to: PERSON, participant: null, fromMe: true, ack: 3, ackName: 'READ' });
	});

	test('in a group, a receipt of each member', async () => {
		session.wawp.seed(session.instance.id, { groups: [{ id: GROUP, participants: ['1', '2'] }] });
		await sendText({ chatId: GROUP });
		const read = (await events('message.ack.group')).filter(({ ackName }) => ackName === 'READ');
		expect(read.map(({ participant }) => participant)).toEqual(['1@c.us', '2@c.us']);
	});

	test('nobody receives what goes to a contact that is blocked', async () => {
		await session.answer('contact.block', { contactId: PERSON });
		await sendText();
		expect((await events('message.ack')).map(({ ackName }) => ackName)).toEqual(['SERVER']);
	});
});

describe('sending faster than allowed', () => {
	const DAY_S = 86_400;
	beforeEach(() => session.wawp.seed(session.instance.id, { sendLimit: { messages: 2, perSeconds: DAY_S } }));

	test('is refused, with the seconds to wait', async () => {
		await sendText();
		await sendText();
		const { status, headers, body } = await session.call('message.sendText', { chatId: PERSON, message: 'Third' });
		expect({ status, code: body.code }).toEqual({ status: 429, code: 'rate_limited' });
		expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
		expect(messages()).toHaveLength(2);
	});

	test('or has the message wait its turn', async () => {
		session.wawp.switches.overTheLimit = 'queued';
		await sendText();
		await sendText();
		// the turn of the next one comes in a minute, which is less than a second here
		session.instance.whatsapp.sendTimes[0]! -= (DAY_S - 60) * 1000;
		expect(await sendText({ message: 'Third' })).toEqual({ status: 'queued', code: 'success', job_id: expect.any(String) });
		expect(messages()).toHaveLength(2);
		await session.wawp.settled();
		expect(last()).toMatchObject({ body: 'Third', ack: 'READ' });
	});
});

describe('a message that is there', () => {
	beforeEach(async () => await sendText());

	test('is read, and refused to who names another chat', async () => {
		expect(await session.answer('message.get', named())).toMatchObject({ id: last().id, body: 'Hi', hasMedia: false, media: null, replyTo: null });
		expect(await session.call('message.get', named({ chatId: '1@c.us' }))).toMatchObject({ status: 404, body: { code: 'message_not_found' } });
	});

	test('is quoted by an answer', async () => {
		const { id } = last();
		await sendText({ message: 'Again', reply_to: id });
		expect(await session.answer('message.get', named())).toMatchObject({ replyTo: { id, participant: OWN, body: 'Hi' } });
	});

	test('is edited while it is young', async () => {
		await session.answer('message.edit', named({ text: 'Hello' }));
		expect(last()).toMatchObject({ body: 'Hello', edited: true });
		expect(await events('message.edited')).toEqual([{ id: last().id, newBody: 'Hello', prevBody: 'Hi' }]);
		last().timestamp -= 16 * 60;
		expect(await session.call('message.edit', named({ text: 'Late' }))).toMatchObject({ status: 400, body: { code: 'not_editable' } });
	});

	test('is edited by its author alone', async () => {
		session.wawp.phone.receives(session.instance.id, { from: PERSON, body: 'Mine' });
		expect((await session.call('message.edit', named({ text: 'Yours' }))).status).toBe(400);
		expect(last().body).toBe('Mine');
	});

	test('is deleted for everyone', async () => {
		await session.answer('message.delete', named());
		expect(last()).toMatchObject({ revoked: true, body: '' });
		expect(await events('message.revoked')).toEqual([{ id: last().id, revokedBy: OWN }]);
	});

	test.each(['of somebody else', 'that is old'])('one %s is deleted here only', async (which) => {
		if (which === 'that is old') last().timestamp -= 49 * 3600;
		else session.wawp.phone.receives(session.instance.id, { from: PERSON, body: 'Mine' });
		const { id } = last();
		await session.answer('message.delete', named());
		expect(messages().map((message) => message.id)).not.toContain(id);
		expect(await events('message.revoked')).toEqual([]);
	});

	test('gets one reaction at most', async () => {
		await session.answer('message.react', named({ reaction: '👍' }));
		await session.answer('message.react', named({ reaction: '❤️' }));
		expect(last().reactions).toEqual({ [OWN]: '❤️' });
		await session.answer('message.react', named({ reaction: '' }));
		expect(last().reactions).toEqual({});
		expect((await events('message.reaction')).map(({ reaction }) => reaction)).toEqual(['👍', '❤️', '']);
	});

	test('is pinned for a time, and taken down', async () => {
		await session.answer('message.pin', named({ duration: 86400 }));
		expect(last().pinnedUntil! - session.wawp.now() / 1000).toBeGreaterThan(80_000);
		await session.answer('message.unpin', named());
		expect(last().pinnedUntil).toBeNull();
		expect((await session.call('message.pin', named({ duration: 60 }))).status).toBe(400);
	});

	test('is starred', async () => {
		await session.answer('message.star', named({ star: true }));
		expect(last().starred).toBe(true);
	});
});

describe('a poll', () => {
	const vote = async (...votes: string[]) => await session.call('message.votePoll', named({ votes }));
	beforeEach(async () => await session.answer('message.sendPoll', { chatId: PERSON, poll: { name: 'Tea?', options: ['Yes', 'No'] } }));

	test('takes a vote by text or position, which replaces the last one', async () => {
		await vote('Yes');
		expect(last().poll!.votes).toEqual({ [OWN]: ['Yes'] });
		await vote('1');
		expect(last().poll!.votes).toEqual({ [OWN]: ['No'] });
		await vote();
		expect(last().poll!.votes).toEqual({});
	});

	test('takes no other option, and one only', async () => {
		expect((await vote('Perhaps')).status).toBe(400);
		expect((await vote('2')).status).toBe(400);
		expect((await vote('Yes', 'No')).status).toBe(400);
	});

	test('is what a vote asks for', async () => {
		await sendText();
		expect(await vote('Yes')).toMatchObject({ status: 400, body: { code: 'not_a_poll' } });
	});
});

test('typing is shown until it is stopped or a message leaves', async () => {
	const { presence } = session.instance.whatsapp;
	await session.answer('message.startTyping', { chatId: PERSON });
	expect(presence.shows).toEqual({ [PERSON]: 'typing' });
	await session.answer('message.stopTyping', { chatId: PERSON });
	expect(presence.shows).toEqual({});
	await session.answer('message.startTyping', { chatId: PERSON });
	await sendText();
	expect(presence.shows).toEqual({});
});

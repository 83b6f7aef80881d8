import { OWN, PERSON, workingSession } from './workingSession';
import { person } from './world/seed';

const session = workingSession();
const whatsapp = () => session.instance.whatsapp;
const seed = (what: Parameters<typeof session.wawp.seed>[1]) => session.wawp.seed(session.instance.id, what);
const idsOf = (rows: Array<{ id: string }>) => rows.map(({ id }) => id);

/** Reads a list to its end, so many at a time. */
async function pages(key: string, limit: number, params = {}) {
	const sizes: number[] = [];
	const ids = new Set<string>();
	for (let offset = 0; sizes.at(-1) !== 0; offset += limit) {
		const rows: Array<{ id?: string; lid?: string }> = await session.answer(key, { ...params, limit, offset });
		sizes.push(rows.length);
		rows.forEach(({ id, lid }) => ids.add((id ?? lid)!));
	}
	return { sizes, different: ids.size };
}

describe('lists', () => {
	test.each([
		['chat.getAll', { chats: 120 }, {}],
		['chat.getOverview', { chats: 120 }, {}],
		['chat.getMessages', { messages: 120 }, { chatId: person(1) }],
		['contact.getAll', { contacts: 120 }, {}],
		['group.getAll', { groups: 120 }, {}],
		['lid.getAll', { lids: 120 }, {}],
	])('%s comes in parts that do not overlap', async (key, what, params) => {
		seed(what);
		expect(await pages(key, 50, params)).toEqual({ sizes: [50, 50, 20, 0], different: 120 });
	});

	test.each([
		['chat.getOverview', { chats: 60 }, {}, 20],
		['chat.getMessages', { messages: 60 }, { chatId: person(1) }, 10],
		['contact.getAll', { contacts: 60 }, {}, 50],
		['contact.getAll', { contacts: 1200 }, { limit: 5000 }, 1000],
		['lid.getAll', { lids: 120 }, {}, 100],
	])('%s is no longer than usual', async (key, what, params, length) => {
		seed(what);
		expect(await session.answer(key, params)).toHaveLength(length);
	});

	test.each([{ limit: -1 }, { limit: 1.5 }, { offset: -1 }])('%j is refused', async (params) => {
		expect(await session.call('chat.getAll', params)).toMatchObject({ status: 400, body: { code: 'invalid_param' } });
	});

	test('chats come by what is asked for, and otherwise the latest first', async () => {
		seed({ chats: [{ id: '1@c.us', name: 'Cleo', timestamp: 20 }, { id: '2@c.us', name: 'Ada', timestamp: 30 }, { id: '3@c.us', name: 'Bob', timestamp: 10 }] });
		const sorted = async (params = {}) => idsOf(await session.answer('chat.getAll', params)).join();
		expect(await sorted()).toBe('2@c.us,1@c.us,3@c.us');
		expect(await sorted({ sortBy: 'name' })).toBe('2@c.us,3@c.us,1@c.us');
		expect(await sorted({ sortBy: 'id', sortOrder: 'DESC' })).toBe('3@c.us,2@c.us,1@c.us');
		expect(await sorted({ sortBy: 'conversationTimestamp', sortOrder: 'ASC' })).toBe('3@c.us,1@c.us,2@c.us');
	});

	test('groups come with their participants, unless these are left out', async () => {
		seed({ groups: [{ subject: 'B' }, { subject: 'A' }, { subject: 'Elsewhere', role: null }] });
		const groups: Array<{ subject: string; participants?: unknown[] }> = await session.answer('group.getAll', { sortBy: 'subject', sortOrder: 'ASC' });
		expect(groups.map(({ subject }) => subject)).toEqual(['A', 'B']);
		expect(groups[0]!.participants).toEqual([{ id: OWN, pn: OWN, role: 'participant' }]);
		const [lean] = await session.answer('group.getAll', { exclude: ['participants'] });
		expect(lean).not.toHaveProperty('participants');
		expect(await session.answer('group.count')).toEqual({ count: 2 });
	});
});

describe('the messages of a chat', () => {
	beforeEach(() => seed({ messages: 250 }));
	const bodies = async (params = {}) =>
		(await session.answer('chat.getMessages', { chatId: person(1), ...params })).map(({ body }: { body: string }) => body);

	test('come newest first, or the other way round', async () => {
		expect(await bodies({ limit: 2 })).toEqual(['Message 250', 'Message 249']);
		expect(await bodies({ limit: 2, sortBy: 'timestamp', sortOrder: 'asc' })).toEqual(['Message 1', 'Message 2']);
	});

	test('come by who wrote them, when, and how far they got', async () => {
		const { timestamp } = whatsapp().messages[99]!;
		whatsapp().messages[9]!.ack = 'SERVER';
		expect(await bodies({ 'filter.fromMe': true, limit: 2 })).toEqual(['Message 250', 'Message 248']);
		expect(await bodies({ 'filter.timestamp.lte': timestamp, limit: 1 })).toEqual(['Message 100']);
		expect(await bodies({ 'filter.timestamp.gte': timestamp, limit: 999 })).toHaveLength(151);
		expect(await bodies({ 'filter.ack': 'SERVER' })).toEqual(['Message 10']);
	});

	test('are none in a chat that there is not, and those of all chats on request', async () => {
		expect(await bodies({ chatId: '1@c.us' })).toEqual([]);
		session.wawp.phone.receives(session.instance.id, { from: '1', body: 'Elsewhere' });
		expect(await bodies({ chatId: 'all', limit: 1 })).toEqual(['Elsewhere']);
	});
});

describe('the overview', () => {
	test('tells what was said last and what is new', async () => {
		seed({ chats: 2, messages: 4 });
		session.wawp.phone.receives(session.instance.id, { from: PERSON, body: 'News', pushName: 'Ada' });
		const [first] = await session.answer('chat.getOverview', { limit: 1 });
		expect(first).toMatchObject({ id: PERSON, name: 'Ada', unreadCount: 1, lastMessage: { body: 'News' }, picture: null });
	});

	test.each(['chat.getOverview', 'chat.getOverviewByIds'])('%s is of some chats on request', async (key) => {
		seed({ chats: 5 });
		const ids = [person(4), person(2)];
		const params = key === 'chat.getOverview' ? { ids } : { pagination: { limit: 20, offset: 0 }, filter: { ids } };
		expect(idsOf(await session.answer(key, params))).toEqual([person(2), person(4)]);
	});
});

describe('a chat', () => {
	const chat = () => whatsapp().chats.find(({ id }) => id === PERSON)!;
	beforeEach(() => {
		for (const body of ['One', 'Two', 'Three']) session.wawp.phone.receives(session.instance.id, { from: PERSON, body });
	});

	test('is read, as a whole or in part', async () => {
		const { ids } = await session.answer('chat.markRead', { chatId: PERSON, messages: 2 });
		expect(ids).toEqual(idsOf(whatsapp().messages.slice(1)));
		expect(chat().unread).toBe(1);
		await session.answer('chat.markRead', { chatId: PERSON });
		expect(chat().unread).toBe(0);
		expect(whatsapp().messages.map(({ ack }) => ack)).toEqual(['READ', 'READ', 'READ']);
	});

	test('gets a dot by hand, which reading takes off', async () => {
		await session.answer('chat.markRead', { chatId: PERSON });
		await session.answer('chat.markUnread', { chatId: PERSON });
		expect((await session.answer('chat.getOverview'))[0].unreadCount).toBe(1);
		await session.answer('chat.markRead', { chatId: PERSON });
		expect(chat().markedUnread).toBe(false);
	});

	test('is seen message by message, or as a whole', async () => {
		await session.answer('message.markSeen', { chatId: PERSON, messageIds: [whatsapp().messages[0]!.id] });
		expect(chat().unread).toBe(2);
		await session.answer('message.markSeen', { chatId: PERSON });
		expect(chat().unread).toBe(0);
		expect((await session.call('message.markSeen', { chatId: PERSON, messageIds: ['false_none'] })).status).toBe(404);
	});

	test('is archived and brought back, and each change is told once', async () => {
		await session.answer('chat.archive', { chatId: PERSON });
		await session.answer('chat.archive', { chatId: PERSON });
		expect(chat().archived).toBe(true);
		await session.answer('chat.unarchive', { chatId: PERSON });
		const told = (await session.told()).filter(({ event }) => event === 'chat.archive');
		expect(told.map(({ payload }) => payload)).toEqual([
			{ chatId: PERSON, archived: true },
			{ chatId: PERSON, archived: false },
		]);
	});

	test('is cleared, and stays', async () => {
		await session.answer('chat.clearMessages', { chatId: PERSON });
		expect(whatsapp().messages).toEqual([]);
		expect(chat()).toMatchObject({ id: PERSON });
	});

	test('is deleted with all that was said', async () => {
		session.wawp.phone.receives(session.instance.id, { from: '1', body: 'Elsewhere' });
		await session.answer('chat.delete', { chatId: PERSON });
		expect(idsOf(whatsapp().chats)).toEqual(['1@c.us']);
		expect(whatsapp().messages.map(({ body }) => body)).toEqual(['Elsewhere']);
		expect(await session.call('chat.delete', { chatId: PERSON })).toMatchObject({ status: 404, body: { code: 'chat_not_found' } });
	});
});

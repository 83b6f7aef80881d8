import { PERSON, workingSession } from './workingSession';

const session = workingSession();
const whatsapp = () => session.instance.whatsapp;
const seed = (what: Parameters<typeof session.wawp.seed>[1]) => session.wawp.seed(session.instance.id, what);
const told = async (name: string) => (await session.told()).filter(({ event }) => event === name).map(({ payload }) => payload);

describe('labels', () => {
	const create = async (name: string, more = {}) => await session.answer('label.create', { name, ...more });
	const onChat = async () => (await session.answer('label.getForChat', { chatId: PERSON })).map(({ id }: { id: string }) => id);

	test('have a colour and an ID that is never used again', async () => {
		expect(await create('Lead', { color: 13 })).toEqual({ id: '1', name: 'Lead', color: 13, colorHex: '#f74848' });
		await session.answer('label.delete', { labelId: '1' });
		expect(await create('Lead')).toEqual({ id: '2', name: 'Lead', color: 0, colorHex: '#ff9485' });
		expect(await told('label.deleted')).toEqual([{ labelId: '1' }]);
	});

	test('are 20 at most', async () => {
		seed({ labels: 20 });
		expect(await session.call('label.create', { name: 'One more' })).toMatchObject({ status: 400, body: { code: 'label_limit_reached' } });
		expect(await session.answer('label.getAll')).toHaveLength(20);
	});

	test.each([20, -1, 1.5])('have no colour %d', async (color) => {
		expect((await session.call('label.create', { name: 'Lead', color })).status).toBe(400);
	});

	test('are changed in part', async () => {
		await create('Lead', { color: 5 });
		expect(await session.answer('label.update', { labelId: '1', name: 'Hot' })).toMatchObject({ name: 'Hot', color: 5 });
		expect(await session.answer('label.update', { labelId: '1', color: 6 })).toMatchObject({ name: 'Hot', color: 6 });
		expect(await session.answer('label.get', { id: '1' })).toMatchObject({ name: 'Hot', color: 6 });
		expect(await session.call('label.get', { id: '9' })).toMatchObject({ status: 404, body: { code: 'label_not_found' } });
	});

	test('are put on a chat and taken off, and each change is told once', async () => {
		seed({ labels: 3 });
		await session.answer('label.addToChat', { id: '1', chatId: PERSON });
		await session.answer('label.addToChat', { id: '1', chatId: PERSON });
		await session.answer('label.setForChat', { chatId: PERSON, labels: [{ id: '2' }, { id: '3' }] });
		expect(await onChat()).toEqual(['2', '3']);
		await session.answer('label.removeFromChat', { id: '2', chatId: PERSON });
		expect(await onChat()).toEqual(['3']);
		expect(await session.answer('label.getChats', { labelId: '3' })).toEqual([{ id: PERSON, name: '201234567890' }]);
		const labels = async (event: string) => (await told(event)).map(({ labelId }) => labelId);
		expect([await labels('label.chat.added'), await labels('label.chat.deleted')]).toEqual([
			['1', '2', '3'],
			['1', '2'],
		]);
		expect((await session.call('label.setForChat', { chatId: PERSON, labels: [{ id: '9' }] })).status).toBe(404);
	});

	test('leave every chat when they are deleted', async () => {
		seed({ labels: 1, chats: [{ id: PERSON, labels: ['1'] }] });
		await session.answer('label.delete', { labelId: '1' });
		expect(whatsapp().chats[0]!.labels).toEqual([]);
	});
});

describe('channels', () => {
	const names = (channels: Array<{ name: string }>) => channels.map(({ name }) => name);
	const id = '1@newsletter';

	test('are listed when the account follows or runs them', async () => {
		seed({ channels: [{ name: 'Mine', role: 'OWNER' }, { name: 'Read', role: 'SUBSCRIBER' }, { name: 'Unknown' }] });
		expect(names(await session.answer('channel.getAll'))).toEqual(['Mine', 'Read']);
		expect(names(await session.answer('channel.getAll', { role: 'OWNER' }))).toEqual(['Mine']);
	});

	test('are made, written to and deleted by their owner', async () => {
		const made = await session.answer('channel.create', { name: 'News', description: 'All of it' });
		expect(made).toMatchObject({ name: 'News', description: 'All of it', role: 'OWNER', subscribers: 0 });
		await session.answer('message.sendText', { chatId: made.id, message: 'First' });
		expect(await session.answer('channel.previewMessages', { id: made.id })).toMatchObject([{ message: { body: 'First', fromMe: true } }]);
		expect((await told('message.ack')).map(({ ackName }) => ackName)).toEqual(['SERVER']);
		await session.answer('channel.delete', { id: made.id });
		expect(await session.call('channel.get', { id: made.id })).toMatchObject({ status: 404, body: { code: 'channel_not_found' } });
	});

	test('are followed and left, as often as one likes', async () => {
		seed({ channels: [{ id, followers: 5 }] });
		await session.answer('channel.follow', { id });
		await session.answer('channel.follow', { id });
		expect(whatsapp().channels).toMatchObject([{ role: 'SUBSCRIBER', followers: 6 }]);
		expect((await session.call('message.sendText', { chatId: id, message: 'Hi' })).status).toBe(403);
		expect((await session.call('channel.delete', { id })).status).toBe(403);
		await session.answer('channel.unfollow', { id });
		await session.answer('channel.unfollow', { id });
		expect(whatsapp().channels).toMatchObject([{ role: 'GUEST', followers: 5 }]);
	});

	test('are muted and unmuted', async () => {
		seed({ channels: [{ id }] });
		await session.answer('channel.mute', { id });
		expect(whatsapp().channels[0]!.muted).toBe(true);
		await session.answer('channel.unmute', { id });
		expect(whatsapp().channels[0]!.muted).toBe(false);
	});

	test('are found part by part, the verified and the large first', async () => {
		seed({
			channels: [
				{ name: 'Tea small', followers: 1 },
				{ name: 'Coffee' },
				{ name: 'Tea large', followers: 9 },
				{ name: 'Green', description: 'On tea', verified: true, followers: 0 },
			],
		});
		const found: string[] = [];
		let startCursor: string | null = '';
		while (startCursor !== null) {
			const { channels, nextCursor } = (await session.answer('channel.searchByText', { text: 'TEA', limit: 2, startCursor })) as {
				channels: Array<{ name: string }>;
				nextCursor: string | null;
			};
			expect(channels.length).toBeGreaterThan(0);
			found.push(...names(channels));
			startCursor = nextCursor;
		}
		expect(found).toEqual(['Green', 'Tea large', 'Tea small']);
		expect((await session.call('channel.searchByText', { text: 'tea', startCursor: 'made up' })).status).toBe(400);
	});

	test('are found by category and country', async () => {
		seed({ channels: [{ name: 'A', categories: ['SPORTS'], country: 'EG' }, { name: 'B', categories: ['NEWS'], country: 'US' }] });
		const search = async (params: object) => names((await session.answer('channel.searchByView', { view: 'RECOMMENDED', ...params })).channels);
		expect(await search({ countries: ['EG'] })).toEqual(['A']);
		expect(await search({ categories: ['NEWS', 'ART'] })).toEqual(['B']);
		expect(await session.answer('channel.getSearchCategories')).toEqual([{ value: 'NEWS', name: 'News' }, { value: 'SPORTS', name: 'Sports' }]);
		expect(await session.answer('channel.getSearchCountries')).toEqual([{ code: 'EG', name: 'EG' }, { code: 'US', name: 'US' }]);
	});

	test.each([id, 'AbC'])('show their last posts to who knows %s', async (known) => {
		seed({ channels: [{ id, inviteCode: 'AbC', posts: ['First', 'Second', 'Third'] }] });
		whatsapp().channels[0]!.posts[2]!.message.reactions = { a: '👍', b: '👍', c: '❤️' };
		const posts = await session.answer('channel.previewMessages', { id: known, limit: 2 });
		expect(posts).toMatchObject([
			{ message: { body: 'Third', from: id }, reactions: { '👍': 2, '❤️': 1 }, viewCount: 30 },
			{ message: { body: 'Second' }, reactions: {}, viewCount: 20 },
		]);
	});
});

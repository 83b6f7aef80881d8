import { send } from './client';
import { PERSON, workingSession } from './workingSession';

const session = workingSession();
const state = async () => (await send(session.wawp.url, 'GET', '/phone/state.json')).body;
const write = async (from: string, text = 'Hello') => await send(session.wawp.url, 'POST', `/phone/${session.instance.id}/receive`, { from, text });

test('the phone page shows the chats written to last, with what was said last', async () => {
	session.wawp.seed(session.instance.id, { chats: 9 });
	await session.answer('message.sendText', { chatId: PERSON, message: 'Hi' });
	for (const text of ['One', 'Two', 'Three']) await write(PERSON, text);
	const { chats } = await state();
	expect(chats).toHaveLength(5);
	expect(chats[0]).toMatchObject({
		instanceId: session.instance.id,
		id: PERSON,
		unread: 3,
		messages: ['One', 'Two', 'Three'].map((text) => ({ text, fromMe: false })),
	});
});

test('what is written on the page is received by the session', async () => {
	expect(await write(PERSON)).toMatchObject({ status: 200, body: { id: session.instance.whatsapp.messages[0]!.id } });
	expect((await session.told()).map(({ event, payload }) => [event, payload.body])).toEqual([
		['message', 'Hello'],
		['message.any', 'Hello'],
	]);
	expect(session.wawp.calls).toEqual([]);
});

test('the page says in words why a session receives nothing', async () => {
	expect(await write('Ada')).toMatchObject({ status: 409, body: { message: "'Ada' is neither a number nor the ID of a person" } });
	session.wawp.phone.fail(session.instance.id);
	expect((await write(PERSON)).body.message).toContain('is not connected');
	expect((await send(session.wawp.url, 'POST', '/phone/NOBODY/receive', {})).status).toBe(404);
});

import { OWN, PERSON, workingSession } from './workingSession';
import { SAMPLES, storedFile } from './world/files';

const session = workingSession();
const whatsapp = () => session.instance.whatsapp;
const check = async (phone: string) => await session.answer('contact.checkExists', { phone });

describe('a number', () => {
	test('is on WhatsApp unless nobody has it', async () => {
		session.wawp.seed(session.instance.id, { notOnWhatsApp: ['201000000009'] });
		expect(await check('+201234567890')).toEqual({ numberExists: true, chatId: PERSON });
		expect(await check('201000000009')).toEqual({ numberExists: false });
	});

	test.each([
		['a Brazilian one lost its ninth digit', '5541999998888', '554199998888'],
		['one from São Paulo kept it', '5511999998888', '5511999998888'],
		['a Mexican one got a 1', '525512345678', '5215512345678'],
		['a Mexican one has it already', '5215512345678', '5215512345678'],
	])('may have another form on WhatsApp: %s', async (_what, dialled, registered) => {
		expect(await check(dialled)).toEqual({ numberExists: true, chatId: `${registered}@c.us` });
		await session.answer('message.sendText', { chatId: `${dialled}@c.us`, message: 'Hi' });
		expect(whatsapp().messages[0]!.chatId).toBe(`${registered}@c.us`);
	});

	test.each(['0020123456789', '20 123 456', '(20)123456', 'Ada'])('%s is none', async (phone) => {
		expect(await session.call('contact.checkExists', { phone })).toMatchObject({ status: 400, body: { code: 'invalid_param' } });
	});
});

describe('a contact', () => {
	const get = async () => await session.answer('contact.get', { contactId: PERSON });

	test('is a stranger until it is saved, under a name of ours', async () => {
		expect(await get()).toMatchObject({ id: PERSON, number: '201234567890', name: null, isMyContact: false, isWAContact: true, isMe: false });
		await session.answer('contact.upsert', { chatId: PERSON, firstName: 'Ada', lastName: 'Lovelace' });
		expect(await get()).toMatchObject({ name: 'Ada Lovelace', shortName: 'Ada', isMyContact: true });
		await session.answer('contact.upsert', { chatId: PERSON, firstName: 'Countess', lastName: 'Lovelace' });
		expect(whatsapp().contacts).toMatchObject([{ name: 'Countess Lovelace' }]);
	});

	test('is blocked, hears nothing and is not heard until it is unblocked', async () => {
		await session.answer('contact.block', { contactId: PERSON });
		expect((await get()).isBlocked).toBe(true);
		session.wawp.phone.receives(session.instance.id, { from: PERSON, body: 'Hello?' });
		expect(whatsapp().messages).toEqual([]);
		await session.answer('contact.unblock', { contactId: PERSON });
		session.wawp.phone.receives(session.instance.id, { from: PERSON, body: 'Hello!' });
		expect(whatsapp().messages).toHaveLength(1);
	});

	test('tells about itself, and has a picture, unless it hides them', async () => {
		const picture = storedFile({ bytes: SAMPLES.png, mimetype: 'image/png', filename: 'ada.png' });
		session.wawp.seed(session.instance.id, { contacts: [{ id: PERSON, about: 'Busy', picture }] });
		expect(await session.answer('contact.getAbout', { contactId: PERSON })).toEqual({ about: 'Busy' });
		expect(await session.answer('contact.getAbout', { contactId: '1@c.us' })).toEqual({ about: null });
		const url = `${session.wawp.url}/media/${picture.id}`;
		expect(await session.answer('contact.getPicture', { contactId: PERSON })).toEqual({ id: PERSON, url });
		expect(await session.answer('chat.getPicture', { chatId: PERSON })).toEqual({ url });
		expect(await session.answer('contact.getPicture', { contactId: '1@c.us' })).toEqual({ id: '1@c.us', url: null });
	});
});

test('a hidden identity stands for its number wherever it is known', async () => {
	const lid = '100000000001@lid';
	session.wawp.seed(session.instance.id, { lids: [{ lid, pn: PERSON }] });
	expect(await session.answer('lid.getByLid', { lid })).toEqual({ lid, pn: PERSON });
	expect(await session.answer('lid.getByLid', { lid: '9' })).toEqual({ lid: '9@lid', pn: null });
	expect(await session.answer('lid.getByPhone', { number: '201234567890' })).toEqual({ lid, number: '201234567890' });
	expect(await session.answer('lid.count')).toEqual({ count: 1 });
	await session.answer('message.sendText', { chatId: lid, message: 'Hi' });
	expect(whatsapp().messages[0]!.chatId).toBe(PERSON);
});

describe('presence', () => {
	test('is shown to all, or in a chat', async () => {
		await session.answer('presence.set', { presence: 'online' });
		await session.answer('presence.set', { presence: 'recording', chatId: PERSON });
		expect(whatsapp().presence).toMatchObject({ online: true, shows: { [PERSON]: 'recording' } });
		await session.answer('presence.set', { presence: 'paused', chatId: PERSON });
		await session.answer('presence.set', { presence: 'offline' });
		const { online, shows } = whatsapp().presence;
		expect({ online, shows }).toEqual({ online: false, shows: {} });
		expect(await session.call('presence.set', { presence: 'typing' })).toMatchObject({ status: 400, body: { code: 'missing_param' } });
	});

	test('of others is known of chats that were asked for', async () => {
		whatsapp().presence.others[PERSON] = [{ participant: PERSON, lastKnownPresence: 'online', lastSeen: 1 }];
		expect(await session.answer('presence.getAll')).toEqual([]);
		await session.answer('presence.subscribe', { chatId: '1@c.us' });
		const known = { id: PERSON, presences: [{ participant: PERSON, lastKnownPresence: 'online', lastSeen: 1 }] };
		expect(await session.answer('presence.get', { chatId: PERSON })).toEqual(known);
		expect(await session.answer('presence.getAll')).toEqual([{ id: '1@c.us', presences: [] }, known]);
	});
});

test('the profile is what it was changed to', async () => {
	await session.answer('profile.setName', { name: 'Support' });
	await session.answer('profile.setAbout', { status: 'At work' });
	expect(await session.answer('profile.get')).toEqual({ id: OWN, name: 'Support', picture: null });
	expect((await session.answer('session.getInfo')).me).toEqual({ id: OWN, pushName: 'Support' });
	expect(whatsapp().profile.about).toBe('At work');
});

describe('what somebody writes', () => {
	const receives = (incoming = {}) => session.wawp.phone.receives(session.instance.id, { from: PERSON, body: 'Hi', ...incoming });

	test('stands in the chat and is told in two events', async () => {
		const { id } = receives({ pushName: 'Ada' });
		expect(id).toMatch(/^false_201234567890@c\.us_3EB0/);
		const payload = { id, from: PERSON, to: OWN, fromMe: false, body: 'Hi', participant: null, hasMedia: false };
		expect(await session.told()).toEqual([
			{ event: 'message', payload: expect.objectContaining(payload) },
			{ event: 'message.any', payload: expect.objectContaining(payload) },
		]);
		expect(whatsapp().chats).toMatchObject([{ id: PERSON, name: 'Ada', unread: 1 }]);
		expect(whatsapp().contacts).toMatchObject([{ id: PERSON, pushname: 'Ada', isMyContact: false }]);
	});

	test('in a group has an author', async () => {
		session.wawp.seed(session.instance.id, { groups: [{ id: '1@g.us' }] });
		const { id, hash } = receives({ groupId: '1@g.us' });
		expect(id).toBe(`false_1@g.us_${hash}_${PERSON}`);
		const [{ payload } = { payload: null }] = await session.told();
		expect(payload).toMatchObject({ from: '1@g.us', participant: PERSON, author: PERSON });
	});

	test.each([
		['image', SAMPLES.jpeg, 'image/jpeg'],
		['ptt', SAMPLES.opus, 'audio/ogg; codecs=opus'],
		['document', SAMPLES.pdf, 'application/pdf'],
	])('with a file is of type %s', async (type, bytes, mimetype) => {
		const { media } = receives({ media: { bytes } });
		expect(whatsapp().messages[0]).toMatchObject({ type, media: { mimetype } });
		const [{ payload } = { payload: null }] = await session.told();
		expect(payload).toMatchObject({ hasMedia: true, media: { url: `${session.wawp.url}/media/${media!.id}`, mimetype } });
	});

	test('comes from a number, to a session that is connected', () => {
		expect(() => receives({ from: 'Ada' })).toThrow("'Ada' is neither a number nor the ID of a person");
		session.wawp.phone.loseConnection(session.instance.id);
		expect(() => receives()).toThrow(`Session ${session.instance.id} is not connected (its state is FAILED)`);
	});
});

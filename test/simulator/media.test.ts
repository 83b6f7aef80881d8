import fastify, { type FastifyInstance } from 'fastify';

import { send } from './client';
import { PERSON, workingSession } from './workingSession';
import { SAMPLES } from './world/files';

const session = workingSession();
const { jpeg, png, mp4, opus, mp3, pdf, html } = SAMPLES;
let host: FastifyInstance;
let url: string;

beforeAll(async () => {
	host = fastify({ forceCloseConnections: true });
	host.get('/cat.jpg', async (_request, reply) => await reply.type('image/jpeg').send(jpeg));
	host.get('/error.pdf', async (_request, reply) => await reply.type('text/html').send(html));
	url = await host.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => await host.close());

const last = () => session.instance.whatsapp.messages.at(-1)!;
const file = (bytes: Buffer, mimetype: string, filename = 'a.bin') => ({ data: bytes.toString('base64'), mimetype, filename });
const post = async (key: string, params: object) => await session.call(key, { chatId: PERSON, ...params });

describe('a file that is sent', () => {
	test('by its address is fetched, in both spellings', async () => {
		const flat = { 'file[url]': `${url}/cat.jpg`, 'file[mimetype]': 'image/jpeg', 'file[filename]': 'cat.jpg' };
		const nested = { file: { url: `${url}/cat.jpg`, mimetype: 'image/jpeg', filename: 'cat.jpg' } };
		for (const params of [flat, nested]) {
			await session.answer('message.sendImage', { chatId: PERSON, ...params, caption: 'A cat' });
			expect(last()).toMatchObject({ type: 'image', body: 'A cat', media: { mimetype: 'image/jpeg', filename: 'cat.jpg', size: jpeg.length } });
			expect(last().media!.bytes.equals(jpeg)).toBe(true);
		}
	});

	test.each([
		['message.sendImage', 'image', png, 'image/png', {}],
		['message.sendVideo', 'video', mp4, 'video/mp4', { asNote: true }],
		['message.sendAudio', 'audio', mp3, 'audio/mpeg', {}],
		['message.sendDocument', 'document', pdf, 'application/pdf', {}],
		['message.sendVoice', 'ptt', opus, 'audio/ogg; codecs=opus', { convert: false }],
		['message.sendVoice', 'ptt', mp3, 'audio/mpeg', { convert: true }],
	])('as Base64 is decoded: %s keeps a message of type %s', async (key, type, bytes, mimetype, params) => {
		await session.answer(key, { chatId: PERSON, file: file(bytes, mimetype), ...params });
		expect(last()).toMatchObject({ type, media: { mimetype } });
		expect(last().media!.bytes.equals(bytes)).toBe(true);
	});

	test('may lie in its address', async () => {
		const inAddress = `data:application/octet-stream;base64,${jpeg.toString('base64')}`;
		await session.answer('message.sendImage', { chatId: PERSON, file: { url: inAddress, mimetype: 'image/jpeg', filename: 'a.jpg' } });
		expect(last().media!.bytes.equals(jpeg)).toBe(true);
	});

	test('may be on an internet that a test makes up', async () => {
		session.wawp.world.web.push({ url: 'https://example.com/cat.png', bytes: png, contentType: 'image/png' });
		await session.answer('message.sendImage', { chatId: PERSON, file: { url: 'https://example.com/cat.png', mimetype: 'image/png', filename: 'a.png' } });
		expect(last().media!.bytes.equals(png)).toBe(true);
	});

	const named = { mimetype: 'image/jpeg', filename: 'a.jpg' };

	test.each([
		['neither an address nor data', 'message.sendImage', { file: named }, 'Missing required parameter: file[url] or file[data]'],
		['data that is no Base64', 'message.sendImage', { file: { ...named, data: 'a cat!' } }, 'file[data] must be bare Base64'],
		['data with a prefix', 'message.sendImage', { file: { ...named, data: 'data:image/jpeg;base64,AAAA' } }, 'file[data] must be bare Base64'],
		['an address that is none', 'message.sendImage', { file: { ...named, url: 'cat.jpg' } }, 'file[url] must be an address'],
		['another machine', 'message.sendImage', { file: { ...named, url: 'https://example.com/cat.jpg' } }, /never leaves this machine.*not to example\.com$/],
		['a song for a picture', 'message.sendImage', { file: file(mp3, 'image/jpeg') }, 'The file is audio/mpeg, not a JPEG or PNG picture'],
		['a video under another type', 'message.sendVideo', { file: file(mp4, 'video/quicktime') }, 'The file is video/mp4, not video/quicktime as it was said to be'],
		['a song for a voice note', 'message.sendVoice', { file: file(mp3, 'audio/ogg; codecs=opus'), convert: false }, 'The file is audio/mpeg, not OGG with Opus, and was not to be converted'],
		['a page for a document', 'message.sendDocument', { file: file(html, 'application/pdf') }, 'The file is text/html, not a document'],
	])('%s is refused', async (_what, key, params, message) => {
		const { status, body } = await post(key, params);
		expect(status).toBe(400);
		expect(body.message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
		expect(session.instance.whatsapp.messages).toEqual([]);
	});

	test.each([
		['/missing.jpg', 'file[url] could not be fetched: its host answered 404'],
		['/error.pdf', 'The address leads to a web page, not to a file'],
	])('%s is no file', async (path, message) => {
		const { status, body } = await post('message.sendDocument', { file: { url: url + path, mimetype: 'application/pdf', filename: 'a.pdf' } });
		expect({ status, message: body.message }).toEqual({ status: 400, message });
	});
});

describe('a file that Wawp keeps', () => {
	const read = async (downloadMedia: boolean) => await session.answer('message.get', { chatId: PERSON, messageId: last().id, downloadMedia });
	const fetched = async (address: string, headers = {}) => await send('', 'GET', address, undefined, headers);

	beforeEach(() => void session.wawp.phone.receives(session.instance.id, { from: PERSON, body: 'A cat', media: { bytes: png, filename: 'cat.png' } }));

	test('is named by a message when it is asked for', async () => {
		expect(await read(false)).toMatchObject({ hasMedia: true, media: null });
		const url = `${session.wawp.url}/media/${last().media!.id}`;
		expect(await read(true)).toMatchObject({ hasMedia: true, media: { url, mimetype: 'image/png', filename: 'cat.png' } });
	});

	test('is handed out to whoever has the token, in the query or in a header', async () => {
		const { token } = session.account;
		const { url: address } = (await read(true)).media;
		const ways = [fetched(`${address}?access_token=${token}`), fetched(address, { 'access-token': token }), fetched(address, { authorization: `Bearer ${token}` })];
		for (const { status, contentType, body } of await Promise.all(ways)) {
			expect({ status, contentType }).toEqual({ status: 200, contentType: 'image/png' });
			expect(body).toEqual(png);
		}
	});

	test('is handed out to nobody else', async () => {
		const { url: address } = (await read(true)).media;
		const other = session.wawp.addAccount();
		expect((await fetched(address)).status).toBe(401);
		expect((await fetched(`${address}?access_token=wrong`)).status).toBe(401);
		expect((await fetched(`${address}?access_token=${other.token}`)).status).toBe(404);
	});

	test.each([
		['the account', 'profile.setPicture', 'profile.get', {}, 'picture'],
		['a group', 'group.setPicture', 'group.getPicture', { id: '1@g.us' }, 'url'],
	])('is the picture of %s', async (_whose, set, get, params, name) => {
		session.wawp.seed(session.instance.id, { groups: [{ id: '1@g.us', role: 'admin' }] });
		session.wawp.switches.fileData = 'everywhere';
		await session.answer(set, { ...params, file: file(png, 'image/png') });
		const { body } = await fetched(`${(await session.answer(get, params))[name]}?access_token=${session.account.token}`);
		expect(body).toEqual(png);
		await session.answer(set.replace('set', 'delete'), params);
		expect((await session.answer(get, params))[name]).toBeNull();
		expect((await session.call(set, { ...params, file: file(pdf, 'image/jpeg') })).status).toBe(400);
	});
});

test('a file is converted in name', async () => {
	const { body } = await session.call('media.convert', { file: { url: 'data:audio/mpeg;base64,SUQzAAAA', mimetype: 'audio/mpeg', filename: 'song.mp3' }, outputFormat: 'ogg' });
	expect(body).toEqual({ mimetype: 'audio/ogg; codecs=opus', filename: 'song.ogg', url: expect.stringContaining('/media/') });
});

describe('a story', () => {
	test('is up until it is taken down', async () => {
		await session.answer('status.sendText', { text: 'Hello', backgroundColor: '#38b42f', contacts: '201234567890, 1' });
		await session.answer('status.sendImage', { 'file[url]': `${url}/cat.jpg`, 'file[mimetype]': 'image/jpeg', 'file[filename]': 'cat.jpg' });
		const [text, image] = session.instance.whatsapp.stories;
		expect(text).toMatchObject({ body: 'Hello', chatId: 'status@broadcast', extra: { backgroundColor: '#38b42f', contacts: [PERSON, '1@c.us'] } });
		expect(image!.media!.bytes.equals(jpeg)).toBe(true);
		await session.answer('status.delete', { id: text!.hash });
		await session.answer('status.delete', { id: image!.id });
		expect(session.instance.whatsapp.stories).toEqual([]);
		expect((await session.call('status.delete', { id: text!.id })).status).toBe(404);
	});
});

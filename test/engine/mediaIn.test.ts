/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { PassThrough } from 'node:stream';
import type { IBinaryData, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';

import { download } from '../../nodes/Wawp/engine/download';
import { time } from '../../nodes/Wawp/time/time';
import { type Wawp, startWawp } from '../simulator';
import { SAMPLES, storedFile } from '../simulator/world/files';
import { type Call, FakeApi, type Reply } from '../support/server';
import { WawpRig } from '../support/wawpRig';

let wawp: Wawp;
let rig: WawpRig;
/** Any other host on the internet. */
let host: FakeApi;
let reply: (call: Call) => Reply;
beforeEach(async () => {
	wawp = await startWawp();
	rig = rigWith();
	reply = () => ({ raw: SAMPLES.jpeg, headers: { 'content-type': 'image/jpeg' } });
	host = await new FakeApi().on('GET /a.jpg', (call) => reply(call)).start();
});
afterEach(async () => {
	time.speed = 1;
	await host.stop();
	await wawp.stop();
});

const CHAT = '201145202826@c.us';
const MB = 1024 * 1024;
const chat: INodeParameters = { chat: { mode: 'id', value: CHAT } };
const asFile: INodeParameters = { ...chat, pictureAsFile: true };
const ofChat: INodeParameters = { ...chat, downloadMedia: true, mediaAsFile: true };

function rigWith(credential = {}): WawpRig {
	const made = new WawpRig(wawp, { instance: { status: 'WORKING' }, credential });
	const picture = storedFile({ bytes: SAMPLES.jpeg, mimetype: 'image/jpeg', filename: 'me.jpg' });
	wawp.seed(made.instance.id, { contacts: [{ id: CHAT, picture }], chats: [{ id: CHAT }] });
	return made;
}

/** The picture lies with the other host. */
const elsewhere = (url = `${host.url}/a.jpg`) => wawp.failNext({ body: { url } }, { operation: 'chat.getPicture' });
const bytesOf = ({ data }: IBinaryData) => Buffer.from(data, 'base64');
const operations = () => rig.calls.map(({ operation, path }) => operation ?? path.replace(/\w+$/, '*'));

describe('a picture', () => {
	test('is an address, with one call, unless the file is asked for', async () => {
		const [item] = await rig.items('chat.getPicture', chat);
		expect(item!.json.url).toMatch(/\/media\/\w+$/);
		expect(item!.binary).toBeUndefined();
		expect(operations()).toEqual(['chat.getPicture']);
	});

	test.each<[string, INodeParameters]>([
		['chat.getPicture', asFile],
		['contact.getPicture', { contact: { mode: 'id', value: CHAT }, pictureAsFile: true }],
	])('%s puts it into the item as a file', async (operation, parameters) => {
		const [item] = await rig.items(operation, { ...parameters, binaryPropertyName: 'photo' });
		expect(item!.binary!.photo).toMatchObject({ mimeType: 'image/jpeg' });
		expect(bytesOf(item!.binary!.photo!)).toEqual(SAMPLES.jpeg);
		expect(item!.json).toMatchObject({ id: CHAT, url: expect.stringMatching(/\/media\//) });
	});

	test('that a person hides, or has not, is no file and no failure', async () => {
		rig.instance.whatsapp.contacts[0]!.picture = null;
		const [item] = await rig.items('chat.getPicture', asFile);
		expect(item!.json).toMatchObject({ id: CHAT, url: null });
		expect(item!.binary).toBeUndefined();
	});
});

describe.each(['parameters', 'headers'])('the credentials, with the token as %s', (sendAs) => {
	const secrets = () => new RegExp([rig.account.token, rig.instance.id, 'access.token', 'instance.id', 'authorization'].join('|'), 'i');
	const said = (calls: Call[]) => JSON.stringify(calls.map(({ headers, query, path }) => ({ headers, query, path })));
	beforeEach(() => void (rig = rigWith({ sendAs })));

	test('are given to Wawp\'s own host', async () => {
		await rig.items('chat.getPicture', asFile);
		const carriedBy = sendAs === 'headers' ? 'headers' : 'query';
		const each = { token: rig.account.token, instanceId: rig.instance.id, carriedBy };
		expect(rig.calls.map(({ credentials }) => credentials)).toEqual([each, each]);
	});

	test('are those of the instance that the panel names', async () => {
		const { id } = wawp.addInstance(rig.account, { status: 'WORKING' });
		const { url } = (await rig.items('chat.getPicture', chat))[0]!.json;
		wawp.failNext({ body: { url } });
		await rig.items('chat.getPicture', { ...asFile, instanceId: id });
		expect(rig.calls.at(-1)!.path).toMatch(/^\/media\//);
		expect(rig.calls.at(-1)!.credentials.instanceId).toBe(id);
	});

	test.each(['/v2/session/info', '/media/../v2/session/info', '/files/%2e%2e/v2/session/info', '/files/%2e%2e%2fv2%2fsession%2finfo', '/files/..%5cv2%5csession', '/files/a%2ejpg', '/files/%252e%252e%252fv2%252fsession%252finfo', '/files/%25252E%25252E%25252Fv2', '/wp-json/awp/v1/files/a.jpg', '/files/a.jpg?rest_route=/awp', '/v2/files/a.jpg', '/v12/media/a.jpg', '/files/v2', '/a.jpg'])("are not given to %s, which is no file of Wawp's", async (path) => {
		wawp.failNext({ body: { url: wawp.url + path } }, { operation: 'chat.getPicture' });
		await rig.run('chat.getPicture', asFile);
		const fetched = wawp.calls.slice(1);
		expect(fetched.length).toBeGreaterThan(0);
		expect(JSON.stringify(fetched.map(({ headers, query }) => [headers, query]))).not.toContain(rig.account.token);
	});

	test('are given to a proxy for what is under its path, and for nothing beside it', async () => {
		const proxy = await new FakeApi()
			.on('GET /wawp/v2/chats/201145202826%40c.us/picture', () => ({ json: { url: picture } }))
			.on('GET /wawp/v2/chats/picture', () => ({ json: { url: picture } }))
			.on('GET /wawp/files/a.jpg', () => ({ raw: SAMPLES.jpeg }))
			.on('GET /wawp/file/a.jpg', () => ({ raw: SAMPLES.jpeg }))
			.on('GET /wawp/upload/a.jpg', () => ({ raw: SAMPLES.jpeg }))
			.on('GET /wawp/download/a.jpg', () => ({ raw: SAMPLES.jpeg }))
			.on('GET /wawpx/files/a.jpg', () => ({ raw: SAMPLES.jpeg }))
			.on('GET /files/a.jpg', () => ({ raw: SAMPLES.jpeg }))
			.start();
		let picture = '';
		try {
			const own = rigWith({ sendAs, baseUrl: `${proxy.url}/wawp/` });
			const isGiven = async (path: string): Promise<boolean> => {
				picture = proxy.url + path;
				await own.items('chat.getPicture', asFile);
				const { headers, query } = proxy.calls.at(-1)!;
				expect(proxy.calls.at(-1)!.path).toBe(path);
				return JSON.stringify([headers, query]).includes(own.account.token);
			};
			for (const path of ['/wawp/file/a.jpg', '/wawp/upload/a.jpg', '/wawp/download/a.jpg']) expect([path, await isGiven(path)]).toEqual([path, true]);
			expect([await isGiven('/wawp/files/a.jpg'), await isGiven('/wawpx/files/a.jpg'), await isGiven('/files/a.jpg')]).toEqual([true, false, false]);
		} finally {
			await proxy.stop();
		}
	});

	test('are given to no other host', async () => {
		elsewhere();
		const [item] = await rig.items('chat.getPicture', asFile);
		expect(bytesOf(item!.binary!.data!)).toEqual(SAMPLES.jpeg);
		expect(host.calls).toHaveLength(1);
		expect(said(host.calls)).not.toMatch(secrets());
	});

	test.each([301, 302, 303, 307, 308])('do not follow Wawp\'s own host where it redirects to (%d), though the file is fetched from there', async (status) => {
		wawp.failNext({ body: { url: `${wawp.url}/media/moved` } }, { operation: 'chat.getPicture' });
		wawp.failNext({ status, redirectTo: `${host.url}/a.jpg` });
		const [item] = await rig.items('chat.getPicture', asFile);
		expect(bytesOf(item!.binary!.data!)).toEqual(SAMPLES.jpeg);
		expect(said(host.calls)).not.toMatch(secrets());
	});

	test("are not given to Wawp's own host when another one redirects to it, which may ask for anything there", async () => {
		const file = rig.instance.whatsapp.contacts[0]!.picture!;
		elsewhere();
		reply = () => ({ status: 302, headers: { location: `${wawp.url}/media/${file.id}` } });
		expect((await rig.error('chat.getPicture', asFile)).message).toBe('The file could not be downloaded');
		const { path, headers, query } = wawp.calls.at(-1)!;
		expect(path).toBe(`/media/${file.id}`);
		expect(JSON.stringify([headers, query])).not.toContain(rig.account.token);
		expect(said(host.calls)).not.toMatch(secrets());
	});
});

describe('a download that fails is told in words', () => {
	const refusal = async (options = {}) => {
		elsewhere();
		const error = await rig.error('chat.getPicture', { ...asFile, options });
		return `${error.message}. ${error.description}`;
	};

	test.each([401, 403, 404, 410, 500])('by the status %d', async (status) => {
		reply = () => ({ status, json: {} });
		expect(await refusal()).toBe(`The file could not be downloaded. Its host answered with status ${status}. Links to pictures and media last a day or two: ask for a new one.`);
	});

	test.each(['/a.jpg', 'ftp://example.com/a.jpg', 'http://[', ''])('by a redirect to %j that leads nowhere', async (location) => {
		reply = () => ({ status: 302, headers: { location } });
		expect(await refusal()).toMatch(/answered with status 302/);
		expect(host.calls.length).toBeLessThan(5);
	});

	test('by a fourth redirect, while three are followed', async () => {
		const after = (redirects: number) => ({ query: { n = '0' } }: Call): Reply => (Number(n) < redirects ? { status: 302, headers: { location: `/a.jpg?n=${Number(n) + 1}` } } : { raw: SAMPLES.jpeg });
		for (const redirects of [1, 2, 3]) {
			reply = after(redirects);
			elsewhere();
			expect(bytesOf((await rig.items('chat.getPicture', asFile))[0]!.binary!.data!)).toEqual(SAMPLES.jpeg);
		}
		reply = after(4);
		const before = host.calls.length;
		expect(await refusal()).toMatch(/answered with status 302/);
		expect(host.calls).toHaveLength(before + 4);
	});

	test('by a host that is not there', async () => {
		wawp.failNext({ body: { url: 'http://127.0.0.1:1/a.jpg' } });
		const error = await rig.error('chat.getPicture', asFile);
		expect(error).toMatchObject({ message: 'The file could not be downloaded', description: expect.stringMatching(/Try again in a minute\.$/) });
	});

	test('by a body that breaks off', async () => {
		reply = () => ({ headers: { 'content-length': '1000' }, write: (response) => void response.write(SAMPLES.jpeg, () => response.destroy()) });
		expect(await refusal()).toMatch(/^The file could not be downloaded\. Its host stopped in the middle/);
	});

	test('by a body that never ends to come', async () => {
		time.speed = 1000;
		reply = () => ({ headers: { 'content-length': '1000' }, write: (response) => void response.write(SAMPLES.jpeg) });
		expect(await refusal()).toMatch(/^The file could not be downloaded\./);
	});

	test('by an empty body', async () => {
		reply = () => ({ raw: Buffer.alloc(0) });
		expect(await refusal()).toBe('The file could not be downloaded. Its host sent an empty file.');
	});

	test.each([
		['text/html', '<!DOCTYPE html><html><body>Log in</body></html>'],
		['image/jpeg', '\n<html><body>Expired</body></html>'],
		['application/json', '{"code":"rest_forbidden","message":"Log in"}'],
		['application/xml', '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code></Error>'],
	])('by a page or words in its place under status 200 (%s)', async (contentType, raw) => {
		reply = () => ({ raw: Buffer.from(raw), headers: { 'content-type': contentType } });
		expect(await refusal()).toBe('The file could not be downloaded. Its host sent a page or words in the place of it. Links to pictures and media last a day or two: ask for a new one.');
		// Of a file without an ending in its address, Wawp tells the type.
		for (const mimetype of ['image/jpeg', 'video/mp4', 'audio/ogg; codecs=opus', 'application/pdf']) {
			wawp.failNext({ body: { id: 'm', media: { url: `${host.url}/a`, mimetype } } });
			host.on('GET /a', (call) => reply(call));
			expect((await rig.error('message.get', { ...ofChat, messageId: 'm' })).message).toBe('The file could not be downloaded');
		}
	});

	test.each([['text/html', '<html>Hi</html>'], ['application/json', '{"a":1}'], ['text/csv', '[a];b'], ['application/rtf', '{\\rtf1}'], ['image/svg+xml', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>']])('but not by a document that is one (%s)', async (mimetype, text) => {
		reply = () => ({ raw: Buffer.from(text), headers: { 'content-type': mimetype } });
		host.on('GET /a', (call) => reply(call));
		wawp.failNext({ body: { id: 'm', media: { url: `${host.url}/a`, mimetype } } });
		expect(bytesOf((await rig.items('message.get', { ...ofChat, messageId: 'm' }))[0]!.binary!.data!).toString()).toBe(text);
	});

	test('by a size over the limit, without reading it all', async () => {
		let closed: () => void;
		const whenClosed = new Promise<void>((resolve) => void (closed = resolve));
		reply = () => ({
			write: (response) => {
				response.on('close', () => closed());
				const more = () => void (response.destroyed || response.write(Buffer.alloc(64 * 1024), more));
				more();
			},
		});
		expect(await refusal({ downloadLimit: 2 })).toMatch(/^The file is larger than 2 MB\. Raise 'Download Limit \(MB\)'/);
		await whenClosed;
		expect(await refusal()).toMatch(/^The file is larger than 50 MB\./);
	});

	test.each([0, -4])('nor is the limit below what the panel allows, though an expression gives %p', async (downloadLimit) => {
		elsewhere();
		reply = () => ({ raw: Buffer.concat([SAMPLES.jpeg, Buffer.alloc(2 * MB)]) });
		expect(await refusal({ downloadLimit })).toMatch(/^The file is larger than 1 MB\./);
	});

	test('but not at the limit itself', async () => {
		const bytes = Buffer.concat([SAMPLES.jpeg, Buffer.alloc(2 * MB - SAMPLES.jpeg.length)]);
		elsewhere();
		reply = () => ({ raw: bytes });
		const [item] = await rig.items('chat.getPicture', { ...asFile, options: { downloadLimit: 2 } });
		expect(bytesOf(item!.binary!.data!)).toHaveLength(2 * MB);
	});

	test('of one item among several, which stops there', async () => {
		elsewhere();
		elsewhere(`${host.url}/gone.jpg`);
		const run = await rig.run('chat.getPicture', { ...asFile, options: { parallelRequests: 1 } }, { input: [{ json: {} }, { json: {} }, { json: {} }] });
		expect(run.data.resultData.error).toMatchObject({ context: { itemIndex: 1 } });
	});
});

describe('how a file is fetched', () => {
	const account = { baseUrl: 'https://api.wawp.net', instanceId: 'A', accessToken: 'x', secrets: [], login: {} };
	const target = { url: 'https://files.example.com/a.jpg' };
	async function asked(cancel?: AbortSignal): Promise<{ options: IHttpRequestOptions; timeouts: number[] }> {
		const given: IHttpRequestOptions[] = [];
		const timeouts = jest.spyOn(AbortSignal, 'timeout');
		const httpRequest = async (options: IHttpRequestOptions) => {
			given.push(options);
			throw new Error('socket hang up');
		};
		const context = { getNode: () => ({ name: 'Wawp' }), helpers: { httpRequest } };
		await download({ context: context as never, account, instanceId: 'A', limitMb: 1, cancel }, target).catch(() => {});
		const shown = { options: given[0]!, timeouts: timeouts.mock.calls.map(([ms]) => ms) };
		timeouts.mockRestore();
		return shown;
	}

	test('within a minute for its beginning, and five for all of it', async () => {
		const { options, timeouts } = await asked();
		expect(options).toMatchObject({ timeout: 60_000, disableFollowRedirect: true, encoding: 'stream' });
		expect(timeouts).toEqual([300_000]);
	});

	test.each(['five minutes are over', 'the execution is cancelled'])("from Wawp's own host, where n8n has a signal of its own, until %s", async (end) => {
		const stop = new AbortController();
		if (end.startsWith('five')) time.speed = 3_000;
		const body = new PassThrough();
		body.write(SAMPLES.jpeg);
		const context = { getNode: () => ({ name: 'Wawp' }), helpers: { httpRequestWithAuthentication: async () => ({ statusCode: 200, headers: {}, body }) } };
		const downloaded = download({ context: context as never, account, instanceId: 'A', limitMb: 1, cancel: stop.signal }, { url: 'https://api.wawp.net/files/a.jpg' });
		if (!end.startsWith('five')) stop.abort();
		await expect(downloaded).rejects.toMatchObject({ message: 'The file could not be downloaded' });
		expect(body.destroyed).toBe(true);
	});

	test('until the execution is cancelled', async () => {
		const stop = new AbortController();
		const { options } = await asked(stop.signal);
		expect((options.abortSignal as AbortSignal).aborted).toBe(false);
		stop.abort();
		expect((options.abortSignal as AbortSignal).aborted).toBe(true);
	});

	test('with the name and the type that Wawp told, also where it is sent on to another address, with others of its own', async () => {
		reply = ({ query }): Reply => (query.x ? { raw: Buffer.from('hello'), headers: { 'content-type': 'text/html' } } : { status: 302, headers: { location: `${host.url}/a.jpg?x=1` } });
		wawp.failNext({ body: { id: 'm', media: { url: `${host.url}/a.jpg`, filename: 'notes.xyz', mimetype: 'application/x-notes' } } });
		const [item] = await rig.items('message.get', { ...ofChat, messageId: 'm' });
		expect(item!.binary!.data).toMatchObject({ fileName: 'notes.xyz', mimeType: 'application/x-notes' });
		expect(bytesOf(item!.binary!.data!).toString()).toBe('hello');
	});

	test.each(['application/octet-stream', undefined])('with the type that its name tells, where its host says %s', async (type) => {
		reply = () => ({ raw: Buffer.from('a,b'), headers: { ...(type && { 'content-type': type }) } });
		wawp.failNext({ body: { id: 'm', media: { url: `${host.url}/a.jpg`, filename: 'prices.csv' } } });
		const [item] = await rig.items('message.get', { ...ofChat, messageId: 'm' });
		expect(item!.binary!.data).toMatchObject({ fileName: 'prices.csv', mimeType: 'text/csv' });
	});
});

describe('the media of messages', () => {
	const media = () => storedFile({ bytes: SAMPLES.pdf, mimetype: 'application/pdf', filename: 'bill.pdf' });
	beforeEach(() => wawp.seed(rig.instance.id, { messages: [{ chatId: CHAT, body: 'See', media: media() }, { chatId: CHAT, body: 'Thanks' }] }));

	test('are neither fetched nor downloaded by default', async () => {
		const rows = await rig.items('chat.getMessages', chat);
		expect(rows.map(({ binary }) => binary)).toEqual([undefined, undefined]);
		expect(rig.calls[0]!.params.downloadMedia).toBe('false');
		expect(rig.calls.every(({ operation }) => operation === 'chat.getMessages')).toBe(true);
	});

	test('are addresses once Wawp fetches them', async () => {
		const rows = await rig.items('chat.getMessages', { ...chat, downloadMedia: true });
		expect(rows.map(({ json }) => (json.media as { url: string } | null)?.url)).toEqual([undefined, expect.stringContaining('/media/')]);
		expect(operations()).not.toContain('/media/*');
	});

	test.each(['url', 'base64'] as const)('are files on request, with their names and types (%s)', async (downloadedMedia) => {
		wawp.switches.downloadedMedia = downloadedMedia;
		const rows = await rig.items('chat.getMessages', ofChat);
		expect(rows.map(({ json }) => json.body)).toEqual(['Thanks', 'See']);
		expect(rows[0]!.binary).toBeUndefined();
		expect(rows[1]!.binary!.data).toMatchObject({ fileName: 'bill.pdf', mimeType: 'application/pdf' });
		expect(bytesOf(rows[1]!.binary!.data!)).toEqual(SAMPLES.pdf);
	});

	test('so are those of one message', async () => {
		const [message] = rig.instance.whatsapp.messages;
		const [item] = await rig.items('message.get', { ...ofChat, messageId: message!.id });
		expect(bytesOf(item!.binary!.data!)).toEqual(SAMPLES.pdf);
	});

	test.each(['chat.getMessages', 'message.get', 'channel.previewMessages'])('that came as a text are in the item once (%s)', async (operation) => {
		const row = (media: unknown) => ({ id: 'false_201145202826@c.us_3EB0965B123D', body: 'See', media });
		const asText = (data: string) => row({ mimetype: 'application/pdf', filename: 'bill.pdf', data });
		const body = SAMPLES.pdf.toString('base64');
		for (const given of [body, `data:application/pdf;base64,${body}`]) {
			wawp.failNext({ body: operation === 'message.get' ? asText(given) : operation === 'chat.getMessages' ? [asText(given)] : [{ message: asText(given) }] });
			const [item] = await rig.items(operation, { ...ofChat, channel: { mode: 'id', value: '1@newsletter' }, messageId: 'm' });
			expect(bytesOf(item!.binary!.data!)).toEqual(SAMPLES.pdf);
			expect(JSON.stringify(item!.json)).not.toContain(body.slice(0, 60));
			expect(JSON.stringify(item!.json)).toContain(`"data":"${SAMPLES.pdf.length} bytes"`);
			expect(JSON.stringify(item!.json)).toContain('bill.pdf');
		}
		wawp.failNext({ body: operation === 'message.get' ? asText(body) : operation === 'chat.getMessages' ? [asText(body)] : [{ message: asText(body) }] });
		const [item] = await rig.items(operation, { ...ofChat, mediaAsFile: false, channel: { mode: 'id', value: '1@newsletter' }, messageId: 'm' });
		expect(JSON.stringify(item!.json)).toContain(body);
	});

	test.each(['chat.getMessages', 'channel.previewMessages'])('one that is lost takes neither the others with it nor the list (%s)', async (operation) => {
		const row = (id: string, url: string) => ({ id, body: 'See', media: { url, mimetype: 'image/jpeg' } });
		const rows = [row('a', `${host.url}/a.jpg`), row('b', `${host.url}/gone.jpg`), row('c', 'http://127.0.0.1:1/a.jpg'), { id: 'd', body: 'None' }, { id: 'e', media: `${host.url}/gone.jpg` }, row('f', `${host.url}/a.jpg`)];
		// Wawp wraps the posts of a channel, and an engine may not.
		wawp.failNext({ body: operation === 'chat.getMessages' ? rows : rows.map((message, index) => (index % 2 ? message : { message })) });
		const items = await rig.items(operation, { ...ofChat, channel: { mode: 'id', value: '1@newsletter' } });
		expect(items.map(({ binary }) => binary?.data !== undefined)).toEqual([true, false, false, false, false, true]);
		const media = items.map(({ json }) => ((json.message ?? json) as { media?: { url?: string; error?: string } }).media);
		expect(media.map((told) => told?.error?.replace(/\. .*/s, ''))).toEqual([undefined, 'The file could not be downloaded', 'The file could not be downloaded', undefined, 'The file could not be downloaded', undefined]);
		expect([media[1]!.error, media[1]!.url, media[4]!.url]).toEqual([expect.stringContaining('404'), `${host.url}/gone.jpg`, `${host.url}/gone.jpg`]);
	});

	test('so are those of the posts of a channel', async () => {
		wawp.seed(rig.instance.id, { channels: [{ posts: ['Hello'] }] });
		const [channel] = rig.instance.whatsapp.channels;
		channel!.posts[0]!.message.media = media();
		const [item] = await rig.items('channel.previewMessages', { channel: { mode: 'id', value: channel!.id }, downloadMedia: true, mediaAsFile: true });
		expect(bytesOf(item!.binary!.data!)).toEqual(SAMPLES.pdf);
	});

	test('have no secret in their names either', async () => {
		wawp.failNext({ body: { id: 'm', media: { data: SAMPLES.jpeg.toString('base64'), filename: `${rig.account.token}.jpg` } } });
		const [item] = await rig.items('message.get', { ...ofChat, messageId: 'm' });
		expect(item!.binary!.data!.fileName).toBe('***.jpg');
		expect(JSON.stringify(item)).not.toContain(rig.account.token);
	});

	test.each<[string, unknown, string | undefined]>([
		['an address', 'HOST', 'a.jpg'],
		['an address under media', { url: 'HOST', filename: 'me.jpg' }, 'me.jpg'],
		['an address beside Base64', { url: 'HOST', data: SAMPLES.png.toString('base64') }, 'a.jpg'],
		['words beside Base64', { url: 'expired', data: SAMPLES.jpeg.toString('base64'), filename: 'b.jpg' }, 'b.jpg'],
		['Base64', SAMPLES.jpeg.toString('base64'), 'media.jpg'],
		['a data URI', `data:image/jpeg;base64,${SAMPLES.jpeg.toString('base64')}`, 'media.jpg'],
		['Base64 under data', { data: SAMPLES.jpeg.toString('base64'), mimetype: 'image/jpeg', filename: 'b.jpg' }, 'b.jpg'],
		['Base64 under data without a name', { data: SAMPLES.jpeg.toString('base64'), mimetype: '', filename: '' }, 'media.jpg'],
		['Base64 under data with folders in its name', { data: SAMPLES.jpeg.toString('base64'), filename: '..\\..\\b.jpg' }, 'b.jpg'],
		['nothing', null, undefined],
		['an error', { url: null, error: { message: 'expired' } }, undefined],
		['words', 'Media not found', undefined],
		...['media_not_available', 'MEDIA_NOT_AVAILABLE', 'media-was-not-found', '/api/files/gone/media', 'wp-content/uploads/voice'].map((words): [string, unknown, undefined] => [`words in one (${words})`, words, undefined]),
		['a path beside Base64', { url: '/api/files/default/3EB0965B123D06E0', data: SAMPLES.jpeg.toString('base64'), filename: 'b.jpg' }, 'b.jpg'],
		['a path alone', { url: '/api/files/default/3EB0965B123D06E0', filename: 'b.jpg' }, undefined],
		['a data URI in the place of an address', { url: `data:image/jpeg;base64,${SAMPLES.jpeg.toString('base64')}`, filename: 'b.jpg' }, 'b.jpg'],
		['Base64 in the place of an address', { url: SAMPLES.jpeg.toString('base64'), filename: 'b.jpg' }, 'b.jpg'],
	])('are understood as %s', async (_name, given, fileName) => {
		const body = { id: 'm', media: JSON.parse(JSON.stringify(given).replace('HOST', `${host.url}/a.jpg`)) as unknown };
		wawp.failNext({ body });
		const [item] = await rig.items('message.get', { ...ofChat, messageId: 'm' });
		expect(item!.binary?.data?.fileName).toBe(fileName);
		if (fileName) expect(bytesOf(item!.binary!.data!)).toEqual(SAMPLES.jpeg);
	});
});

describe('a converted file', () => {
	const convert = { fileSource: 'base64', fileBase64: SAMPLES.mp3.toString('base64') };

	test.each<[string, unknown]>([
		['bytes', SAMPLES.opus],
		['an address', { url: 'HOST' }],
		['Base64', { data: SAMPLES.opus.toString('base64'), mimetype: 'audio/ogg' }],
		...['data', 'result'].flatMap((name): Array<[string, unknown]> => [[`an address under ${name}`, { success: true, [name]: { url: 'HOST' } }], [`Base64 under ${name}`, { success: true, [name]: { data: SAMPLES.opus.toString('base64') } }]]),
		['Base64 beside the name of the file', { file: SAMPLES.opus.toString('base64'), data: 'voice.ogg' }],
		['Base64 under file', { success: true, file: { data: SAMPLES.opus.toString('base64') } }],
	])('is taken from %s', async (_name, given) => {
		reply = () => ({ raw: SAMPLES.opus });
		const body = Buffer.isBuffer(given) ? given : (JSON.parse(JSON.stringify(given).replace('HOST', `${host.url}/a.jpg`)) as unknown);
		wawp.failNext({ body, ...(Buffer.isBuffer(given) && { contentType: 'audio/ogg' }) });
		const [item] = await rig.items('media.convert', convert);
		expect(item!.binary!.data!.mimeType).toBe('audio/ogg; codecs=opus');
		expect(bytesOf(item!.binary!.data!)).toEqual(SAMPLES.opus);
	});

	test.each([{}, { data: 'no file' }, { url: '' }])('%j holds none, which is an error', async (body) => {
		wawp.failNext({ body });
		expect((await rig.error('media.convert', convert)).message).toBe("Wawp's answer holds no file");
	});
});

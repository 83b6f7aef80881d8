/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type IDataObject, sleep } from 'n8n-workflow';

import { time } from '../../nodes/Wawp/time/time';
import { FakeApi } from '../support/server';
import { TriggerRig, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start({ instance: { status: 'WORKING' }, quick: true, ...given }));

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let count = 0;
const message = (payload: IDataObject): IDataObject => ({ id: `evt_${++count}`, event: 'message', payload: { id: `false_201145202826@c.us_${count}`, from: '201145202826@c.us', fromMe: false, ...payload } });
const withFile = (media: IDataObject | null): IDataObject => message({ hasMedia: true, body: 'see', media });

const downloading = { events: ['message'], options: { downloadMedia: true } };

/** A server that takes a request and never ends its answer. */
async function hangingServer(): Promise<{ url: string; server: Server; isLeft: Promise<void> }> {
	let left = () => {};
	const isLeft = new Promise<void>((resolve) => (left = resolve));
	const server = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'image/png' });
		response.write(PNG);
		response.on('close', left);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slow.png`, server, isLeft };
}

describe('Download Media', () => {
	test("puts a file of Wawp's own into the item, with the credentials that it asks for", async () => {
		await start();
		await rig.activate(downloading);
		const file = { id: 'f'.repeat(24), mimetype: 'image/png', filename: 'tea.png', bytes: PNG, size: PNG.length };
		rig.instance.whatsapp.profile.picture = file;
		await rig.deliver(withFile({ url: `${rig.wawp.url}/media/${file.id}`, mimetype: 'image/png', filename: 'tea.png' }));
		const [run] = await rig.runs();
		const { json, binary } = run![0]!;
		expect(binary?.data).toMatchObject({ mimeType: 'image/png', fileName: 'tea.png' });
		expect(Buffer.from(binary!.data!.data, 'base64')).toEqual(PNG);
		expect(json.media).toEqual({ mimetype: 'image/png', filename: 'tea.png', size: null, url: `${rig.wawp.url}/media/${file.id}` });
	});

	test.each(['={{ -1 }}', '={{ 0 }}', '={{ "many" }}'])('takes a limit of %s for what the panel allows', async (downloadLimit) => {
		await start();
		await rig.activate({ ...downloading, options: { downloadMedia: true, downloadLimit } });
		const elsewhere = await new FakeApi().on('GET /tea.png', () => ({ raw: PNG })).start();
		try {
			await rig.deliver(withFile({ url: `${elsewhere.url}/tea.png` }));
			const [run] = await rig.runs();
			expect(run![0]!.binary?.data).toMatchObject({ mimeType: 'image/png' });
		} finally {
			await elsewhere.stop();
		}
	});

	test('asks any other host without credentials', async () => {
		await start();
		await rig.activate(downloading);
		const elsewhere = await new FakeApi().on('GET /tea.png', () => ({ raw: PNG })).start();
		try {
			await rig.deliver(withFile({ url: `${elsewhere.url}/tea.png?x=1` }));
			const [run] = await rig.runs();
			expect(run![0]!.binary?.data).toMatchObject({ mimeType: 'image/png', fileName: 'tea.png' });
			expect(elsewhere.calls).toHaveLength(1);
			expect(JSON.stringify(elsewhere.calls)).not.toContain(rig.account.token);
			expect(elsewhere.calls[0]!.headers.authorization).toBeUndefined();
			expect(elsewhere.calls[0]!.query).toEqual({ x: '1' });
		} finally {
			await elsewhere.stop();
		}
	});

	test('fetches nothing that anybody could name, where an expression switches it on later: what was delivered itself is taken', async () => {
		await start();
		const open = (downloadMedia: string) => ({ events: ['message'], registerAutomatically: false, options: { downloadMedia } });
		const id = await rig.activateByHand(open('={{ false }}'));
		rig.changeInPlace(id, open('={{ true }}'));
		const elsewhere = await new FakeApi().on('GET /tea.png', () => ({ raw: PNG })).start();
		try {
			await rig.deliver(withFile({ url: `${elsewhere.url}/tea.png` }), withFile({ data: PNG.toString('base64'), filename: 'tea.png' }));
			const [named, delivered] = (await rig.runs()).flat();
			expect([named!.binary, named!.json.media]).toEqual([undefined, expect.objectContaining({ error: expect.stringContaining("enter a 'URL Secret'") })]);
			expect(Buffer.from(delivered!.binary!.data!.data, 'base64')).toEqual(PNG);
			expect(elsewhere.calls).toEqual([]);
		} finally {
			await elsewhere.stop();
		}
	});

	test('takes a file that was delivered itself', async () => {
		await start();
		await rig.activate(downloading);
		await rig.deliver(withFile({ data: PNG.toString('base64'), filename: 'tea.png' }));
		const [run] = await rig.runs();
		expect(Buffer.from(run![0]!.binary!.data!.data, 'base64')).toEqual(PNG);
	});

	const PDF = Buffer.from('%PDF-1.4 a');

	test.each<[string, IDataObject, string]>([
		['/files/R%C3%A9sum%C3%A9.pdf', {}, 'Résumé.pdf'],
		['/files/R%C3%A9sum%C3%A9.pdf', { filename: null, mimetype: 'application/pdf' }, 'Résumé.pdf'],
		['/files/R%C3%A9sum%C3%A9.pdf', { filename: 'CV.pdf' }, 'CV.pdf'],
		['/files/4711', {}, 'media.pdf'],
		['/files/4711', { mimetype: 'application/pdf' }, 'media.pdf'],
	])('names a file at %s, told with %j, %s', async (path, told, name) => {
		await start();
		await rig.activate(downloading);
		const elsewhere = await new FakeApi().on(`GET ${path}`, () => ({ raw: PDF })).start();
		try {
			await rig.deliver(withFile({ url: elsewhere.url + path, ...told }));
			const [run] = await rig.runs();
			expect(run![0]!.binary?.data).toMatchObject({ fileName: name, mimeType: 'application/pdf' });
		} finally {
			await elsewhere.stop();
		}
	});

	test('names it as whoever sent it did, where only the engine tells that', async () => {
		await start();
		await rig.activate(downloading);
		const elsewhere = await new FakeApi().on('GET /files/3EB0.bin', () => ({ raw: Buffer.from('a,b'), headers: { 'content-type': 'application/octet-stream' } })).start();
		try {
			const file = { url: `${elsewhere.url}/files/3EB0.bin`, mimetype: null, filename: null };
			await rig.deliver(message({ hasMedia: true, body: '', media: file, _data: { message: { documentMessage: { fileName: 'Prices 7.csv', mimetype: 'text/csv' } } } }));
			const [run] = await rig.runs();
			expect(run![0]!.json.media).toMatchObject({ filename: 'Prices 7.csv', mimetype: 'text/csv' });
			expect(run![0]!.binary?.data).toMatchObject({ fileName: 'Prices 7.csv', mimeType: 'text/csv' });
		} finally {
			await elsewhere.stop();
		}
	});

	test.each<[string, unknown, string]>([
		['a code and details', { code: 'DOWNLOAD_FAILED', details: 'It is gone' }, 'It is gone (DOWNLOAD_FAILED)'],
		['words', 'It is gone', 'It is gone'],
		['a code alone', { code: 'E' }, 'E'],
		['nothing that is known', { at: 1 }, 'Wawp could not get the file'],
	])('tries no download where Wawp tells an error with %s, whether it names an address or not', async (_what, error, told) => {
		await start();
		await rig.activate(downloading);
		const elsewhere = await new FakeApi().on('GET /tea.png', () => ({ raw: PNG })).start();
		try {
			for (const url of [`${elsewhere.url}/tea.png`, null]) await rig.deliver(withFile({ url, error: error as never, mimetype: 'image/png', filename: 'tea.png' }));
			const runs = await rig.runs();
			expect(runs.map(([item]) => [(item!.json.media as IDataObject).error, item!.binary])).toEqual(Array(2).fill([expect.stringContaining(told), undefined]));
			expect(elsewhere.calls).toEqual([]);
		} finally {
			await elsewhere.stop();
		}
	});

	test.each<[string, (elsewhere: FakeApi) => IDataObject | null, RegExp]>([
		['is gone', ({ url }) => ({ url: `${url}/gone.png` }), /could not be downloaded.*status 404/],
		['is too large', ({ url }) => ({ url: `${url}/large.bin` }), /larger than 1 MB/],
		['cannot be reached', () => ({ url: 'http://127.0.0.1:1/tea.png' }), /could not be downloaded/],
		['has no address', () => null, /delivered no address/],
		['is at an address that is none', () => ({ url: 'http://' }), /./],
		['could not be had by Wawp', () => ({ url: null, error: { message: 'Media expired' } }), /Media expired/],
	])('of a file that %s never loses the message', async (_what, mediaAt, words) => {
		await start();
		await rig.activate({ ...downloading, options: { downloadMedia: true, downloadLimit: 1 } });
		const elsewhere = await new FakeApi().on('GET /large.bin', () => ({ raw: Buffer.alloc(1_100_000) })).start();
		try {
			expect(await rig.deliver(withFile(mediaAt(elsewhere)))).toEqual([200]);
			const [run] = await rig.runs();
			expect(run![0]).toMatchObject({ json: { text: 'see', media: { error: expect.stringMatching(words) } } });
			expect(run![0]!.binary).toBeUndefined();
		} finally {
			await elsewhere.stop();
		}
	});

	test('answers Wawp first, and gives up on a file that never ends', async () => {
		await start();
		await rig.activate(downloading);
		const { url, server, isLeft } = await hangingServer();
		try {
			// within a tenth of a second
			time.speed = 100;
			expect(await rig.deliver(withFile({ url }))).toEqual([200]);
			const [run] = await rig.runs();
			expect(run![0]!.json).toMatchObject({ text: 'see', media: { url, error: 'It took longer than 60 seconds.' } });
			await isLeft;
		} finally {
			server.close();
		}
	});

	test('fetches four files at a time, and counts its minute from where its turn has come', async () => {
		await start();
		await rig.activate(downloading);
		let [open, most] = [0, 0];
		const server = createServer((_request, response) => {
			most = Math.max(most, ++open);
			void sleep(40).then(() => {
				open--;
				response.end(PNG);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		try {
			await rig.deliver(Array.from({ length: 10 }, () => withFile({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tea.png` })));
			expect((await rig.runs()).flat().map(({ binary }) => binary?.data?.mimeType)).toEqual(Array(10).fill('image/png'));
			expect(most).toBe(4);
		} finally {
			server.close();
		}
	});

	test('leaves messages without a file alone, and asks for none when it is off', async () => {
		await start();
		await rig.activate(downloading);
		await rig.deliver(message({ body: 'Hello' }));
		expect(await rig.runs()).toMatchObject([[{ json: { text: 'Hello', media: null } }]]);
		expect(rig.heard.filter((operation) => operation !== 'webhook.set' && operation !== 'webhook.getAll')).toEqual([]);
	});
});

test('what came while one delivery took its time is still remembered', async () => {
	await start();
	await rig.activate(downloading);
	const { url, server } = await hangingServer();
	try {
		time.speed = 20;
		const slow = rig.deliver(withFile({ url }));
		const quick = message({ body: 'quick' });
		await rig.deliver(quick);
		await slow;
		await rig.settled();
		expect(await rig.runs()).toHaveLength(2);
		await rig.deliver(quick);
		expect(await rig.allRuns()).toEqual([]);
	} finally {
		server.close();
	}
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type IDataObject, type INodeParameters, sleep } from 'n8n-workflow';

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
const resolving = { events: ['message', 'message.reaction'], options: { resolvePhone: true } };

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

describe('Resolve Phone Number', () => {
	const LID = '123456789012345@lid';
	const hidden = (payload: IDataObject = {}) => message({ from: LID, ...payload });
	const lookUps = () => rig.heard.filter((operation) => operation === 'lid.getByLid').length;

	test('asks Wawp once for a hidden sender, and knows the number from then on', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		const id = await rig.activate(resolving);
		await rig.deliver(hidden());
		await rig.settled();
		await rig.deliver(hidden(), hidden());
		expect((await rig.started()).map(({ senderId, senderPhone }) => [senderId, senderPhone])).toEqual(Array(3).fill([LID, '201145202826']));
		expect(lookUps()).toBe(1);
		expect(JSON.stringify(rig.n8n.staticData(id))).not.toContain('201145202826');
	});

	test('asks, of several instances, the one that the event is of', async () => {
		await start();
		const other = rig.wawp.addInstance(rig.account, { status: 'WORKING' });
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		other.whatsapp.lids.push({ lid: LID, pn: '491601234567@c.us' });
		await rig.activate({ ...resolving, instanceId: `${rig.instance.id}, ${other.id}` });
		for (const { id } of [rig.instance, other]) rig.wawp.emit(id, 'message', { id: `false_${LID}_${id}`, from: LID, fromMe: false, body: 'Hi' });
		await rig.settled();
		expect((await rig.started()).map(({ instanceId, senderPhone }) => [instanceId, senderPhone])).toEqual([[rig.instance.id, '201145202826'], [other.id, '491601234567']]);
	});

	test.each<[string, () => void, said: number]>([
		['nobody knows', () => {}, 0],
		['Wawp does not tell in time', () => rig.wawp.failNext({ hang: true }, { operation: 'lid.getByLid' }), 1],
		['Wawp cannot tell now', () => rig.wawp.failNext({ status: 400 }, { operation: 'lid.getByLid' }), 1],
	])('of one that %s lets the item come without it, and logs what went wrong', async (_what, happens, said) => {
		await start();
		await rig.activate(resolving);
		happens();
		// within a tenth of a second
		time.speed = 100;
		expect(await rig.deliver(hidden())).toEqual([200]);
		expect(await rig.started()).toMatchObject([{ senderId: LID, senderPhone: null }]);
		expect(lookUps()).toBe(1);
		expect(rig.n8n.logs.entries.filter(({ level, message: line }) => level === 'warn' && line.includes('could not resolve a hidden number'))).toHaveLength(said);
	});

	test.each<[pn: unknown, senderPhone: string | null]>([
		['201145202826@c.us', '201145202826'],
		['201145202826:12@s.whatsapp.net', '201145202826'],
		[null, null],
		['', null],
		[LID, null],
		['ann@c.us', null],
		[`${'9'.repeat(21)}@c.us`, null],
		[201145202826, '201145202826'],
	])('of an answer that names %j takes %j for the number', async (pn, senderPhone) => {
		await start();
		await rig.activate(resolving);
		rig.wawp.failNext({ status: 200, body: { lid: LID, pn } }, { operation: 'lid.getByLid' });
		await rig.deliver(hidden());
		expect(await rig.started()).toMatchObject([{ senderPhone }]);
	});

	test('asks for four at a time, and for the next when one of them is done with', async () => {
		await start();
		await rig.activate(resolving);
		const askedAt: number[] = [];
		rig.wawp.conditions.weather = (operation) => {
			if (operation !== 'lid.getByLid') return undefined;
			askedAt.push(Date.now());
			return { hang: true };
		};
		// within a tenth of a second or so
		time.speed = 300;
		await rig.deliver(Array.from({ length: 5 }, (_each, index) => hidden({ from: `${index}${LID}` })));
		expect(await rig.started()).toHaveLength(5);
		expect(askedAt).toHaveLength(5);
		expect(askedAt[4]! - askedAt[0]!).toBeGreaterThanOrEqual(150);
	});

	test('asks for nobody whose number is told, and for nobody at all when it is off', async () => {
		await start();
		await rig.activate(resolving);
		await rig.deliver(message({}), hidden({ _data: { Info: { SenderAlt: '201145202826@s.whatsapp.net' } } }));
		expect((await rig.started()).map(({ senderPhone }) => senderPhone)).toEqual(['201145202826', '201145202826']);
		expect(lookUps()).toBe(0);
	});

	describe('and filters by number', () => {
		const OTHER = '4711@lid';
		const by = (who: string) => message({ id: `false_${who}_${++count}`, from: who });
		const inGroup = () => message({ id: `false_120363000000000001@g.us_${++count}_${LID}`, from: '120363000000000001@g.us', participant: LID });
		const filtering = (filters: IDataObject, more: IDataObject = {}) => ({ ...resolving, filters, ...more }) as unknown as INodeParameters;
		const publish = async (filters: IDataObject, more?: IDataObject) => {
			await start();
			rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' }, { lid: OTHER, pn: '201000000002@c.us' });
			await rig.activate(filtering(filters, more));
		};
		const delivered = async (...bodies: IDataObject[]) => {
			for (const body of bodies) {
				await rig.deliver(body);
				await rig.settled();
			}
			return (await rig.allRuns()).map((run) => run.map(({ json }) => json.senderId));
		};

		test.each<[string, IDataObject]>([
			['Senders', { senders: ['0114 520 2826'], defaultCountryCode: '20' }],
			['Chats', { chats: ['+20 114 520 2826'] }],
			['Senders, where another one is named by the hidden identity', { senders: ['99@lid', '+20 114 520 2826'] }],
			['Chats, where another one is a group', { chats: ['120363000000000009@g.us', '+20 114 520 2826'] }],
			['Not From Senders', { notSenders: ['+20 100 000 0002'] }],
			['Not in Chats', { notChats: ['201000000002@c.us'] }],
		])('%s looks at the number that was found; of somebody else it starts one run without items, and no more', async (_filter, filters) => {
			await publish(filters);
			expect(await delivered(by(LID), by(OTHER), by(OTHER), by(LID))).toEqual([[LID], [], [LID]]);
			expect(lookUps()).toBe(2);
			const hints = rig.n8n.executions.map(({ run }) => run.data.resultData.runData['Wawp Trigger']![0]!.hints ?? []);
			expect(hints).toEqual([[], [expect.objectContaining({ message: expect.stringMatching(/WhatsApp hides the sender/) })], []]);
		});

		test.each<[string, IDataObject]>([
			['names hidden identities alone', { senders: [OTHER] }],
			['does not hang on the number', { senders: ['+20 114 520 2826'], textContains: ['price'] }],
			['wants another chat', { chats: ['120363000000000009@g.us'] }],
		])('what %s starts no run, and asks for nobody', async (_what, filters) => {
			await publish(filters);
			expect(await delivered(by(LID))).toEqual([]);
			expect(lookUps()).toBe(0);
		});

		test('a group is no chat with the person', async () => {
			await publish({ chats: ['+20 114 520 2826'] });
			expect(await delivered(inGroup())).toEqual([]);
			expect(lookUps()).toBe(0);
		});

		test('a sender in a group is found too', async () => {
			await publish({ senders: ['+20 114 520 2826'] });
			expect(await delivered(inGroup())).toEqual([[LID]]);
		});

		test.each<[string, IDataObject, string[][]]>([
			['is not what was asked for', { senders: ['+20 114 520 2826'] }, [[]]],
			['is not left out', { notSenders: ['+20 114 520 2826'] }, [['99@lid']]],
		])('whoever stays hidden %s', async (_what, filters, started) => {
			await publish(filters);
			expect(await delivered(by('99@lid'))).toEqual(started);
		});

		test('off, finds nobody by a number that is not told', async () => {
			await publish({ senders: ['+20 114 520 2826'] }, { options: {} });
			expect(await delivered(by(LID))).toEqual([]);
			expect(lookUps()).toBe(0);
		});
	});

	test('and Download Media fetch no file of somebody whom the number leaves out', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		await rig.activate({ ...resolving, filters: { senders: ['+20 100 000 0002'] }, options: { resolvePhone: true, downloadMedia: true } });
		const elsewhere = await new FakeApi().on('GET /tea.png', () => ({ raw: PNG })).start();
		try {
			await rig.deliver(hidden({ hasMedia: true, media: { url: `${elsewhere.url}/tea.png` } }));
			expect([await rig.started(), lookUps(), elsewhere.calls]).toEqual([[], 1, []]);
		} finally {
			await elsewhere.stop();
		}
	});

	const joined = (...ids: Array<string | IDataObject>) => ({ id: `evt_${++count}`, event: 'group.v2.participants', payload: { group: { id: '120363000000000001@g.us' }, type: 'join', participants: ids.map((id) => (typeof id === 'string' ? { id } : id)) } });
	const resolvingMembers = { events: ['group.v2.participants'], options: { resolvePhone: true } };

	test('asks for the hidden members of a group, each once, and keeps their order', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' }, { lid: '4711@lid', pn: '201000000002@c.us' });
		await rig.activate(resolvingMembers);
		await rig.deliver(joined('201000000003@c.us', LID, 'nobody@lid', { id: '4711@lid', pn: '201000000002@c.us' }, '99@lid'));
		await rig.settled();
		await rig.deliver(joined(LID));
		expect((await rig.started()).map(({ participants, participantPhones }) => [participants, participantPhones])).toEqual([
			[['201000000003@c.us', LID, 'nobody@lid', '4711@lid', '99@lid'], ['201000000003', '201145202826', null, '201000000002', null]],
			[[LID], ['201145202826']],
		]);
		expect(lookUps()).toBe(2);
	});

	test('asks for no more than twenty of those who join at once', async () => {
		await start();
		await rig.activate(resolvingMembers);
		const listening = jest.spyOn(AbortSignal.prototype, 'addEventListener');
		const gone = jest.spyOn(AbortSignal.prototype, 'removeEventListener');
		await rig.deliver(joined(...Array.from({ length: 30 }, (_each, index) => `${1000 + index}@lid`)));
		expect((await rig.started())[0]!.participantPhones).toEqual(Array(30).fill(null));
		expect(lookUps()).toBe(20);
		// Node warns of more than ten who wait for the end of one time.
		const left = listening.mock.calls.filter(([name, listener]) => name === 'abort' && !gone.mock.calls.some(([, other]) => other === listener));
		expect(left.length).toBeLessThanOrEqual(10);
		jest.restoreAllMocks();
	});

	test('asks for no more of them when its minute is over', async () => {
		await start();
		await rig.activate(resolvingMembers);
		rig.wawp.failNext({ hang: true }, { operation: 'lid.getByLid' });
		// within a tenth of a second
		time.speed = 100;
		await rig.deliver(joined('1@lid', '2@lid', '3@lid'));
		expect((await rig.started())[0]!.participantPhones).toEqual([null, null, null]);
		// nobody would wait for another request, which might still be on its way
		await sleep(200);
		expect(lookUps()).toBe(1);
	});

	test('counts only the hidden ones of them, wherever they stand', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		await rig.activate(resolvingMembers);
		const known = Array.from({ length: 25 }, (_each, index) => `${201000000000 + index}`);
		await rig.deliver(joined(...known.map((phone) => `${phone}@c.us`), '99@lid', LID));
		expect((await rig.started())[0]!.participantPhones).toEqual([...known, null, '201145202826']);
		expect(lookUps()).toBe(2);
	});

	test('off, asks for nobody', async () => {
		await start();
		rig.instance.whatsapp.lids.push({ lid: LID, pn: '201145202826@c.us' });
		await rig.activate({ events: ['message'] });
		await rig.deliver(hidden());
		expect(await rig.started()).toMatchObject([{ senderPhone: null }]);
		expect(lookUps()).toBe(0);
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

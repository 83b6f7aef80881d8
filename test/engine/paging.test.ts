import fc from 'fast-check';
import { type IDataObject, type INodeParameters, sleep } from 'n8n-workflow';

import { SWITCHES, type Wawp, startWawp } from '../simulator';
import { ACTION, WawpRig } from '../support/wawpRig';
import { type Call, FakeApi } from '../support/server';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

const all = { returnAll: true };
const chats = (count: number): IDataObject[] => Array.from({ length: count }, (_, index) => ({ id: `${201_000_000_000 + index}@c.us`, name: `Chat ${index}` }));
const ids = (rows: Array<{ json: IDataObject }>) => rows.map(({ json }) => json.id);
const asked = (...names: string[]) => rig.calls.map(({ params }) => Object.fromEntries(names.map((name) => [name, params[name]])));
const page = (limit: number, offset: number) => ({ limit: String(limit), offset: String(offset) });

describe('a list that comes in parts', () => {
	test('is fetched part after part with Return All', async () => {
		wawp.seed(rig.instance.id, { chats: 230 });
		const rows = await rig.items('chat.getAll', all);
		expect(ids(rows)).toEqual(rig.instance.whatsapp.chats.map(({ id }) => id));
		expect(asked('limit', 'offset')).toEqual([page(100, 0), page(100, 100), page(100, 200), page(100, 230)]);
	});

	test('is fetched whole with Return All, however long it is', async () => {
		wawp.seed(rig.instance.id, { chats: 2_345 });
		const rows = await rig.items('chat.getAll', all);
		expect(ids(rows)).toEqual(rig.instance.whatsapp.chats.map(({ id }) => id));
		expect(rows).toHaveLength(2_345);
	});

	test('has a row once that has changed between two parts, as it was told last', async () => {
		const part = (name: string) => chats(100).map((chat) => ({ ...chat, name }));
		for (const name of ['before', 'after']) wawp.failNext({ body: part(name) }, { operation: 'chat.getAll' });
		const rows = await rig.items('chat.getAll', all);
		expect(ids(rows)).toEqual(ids(chats(100).map((json) => ({ json }))));
		expect(new Set(rows.map(({ json }) => json.name))).toEqual(new Set(['after']));
	});

	test('is asked for no more than the limit', async () => {
		wawp.seed(rig.instance.id, { chats: 230 });
		expect(await rig.items('chat.getAll', { limit: 7 })).toHaveLength(7);
		expect(await rig.items('chat.getAll', { limit: 150 })).toHaveLength(150);
		expect(asked('limit', 'offset')).toEqual([page(7, 0), page(100, 0), page(100, 100)]);
	});

	test.each<[unknown, string]>([
		[0, "'Limit' is not a whole number of 1 or more"],
		[-1, "'Limit' is not a whole number of 1 or more"],
		[2.5, "'Limit' is not a whole number of 1 or more"],
		['={{ "many" }}', "'Limit' is no number: many"],
		['={{ "" }}', "'Limit' is empty"],
	])('a limit of %j is refused before any request', async (limit, why) => {
		const error = await rig.error('chat.getAll', { limit: limit as number });
		expect(error.message.startsWith(why)).toBe(true);
		expect(rig.calls).toEqual([]);
	});

	test('has its parts inside of an object where Wawp wants them so', async () => {
		wawp.seed(rig.instance.id, { chats: 120 });
		const given = rig.instance.whatsapp.chats.map(({ id }) => id);
		const rows = await rig.items('chat.getOverviewByIds', { ...all, chatsInput: 'json', chatsJson: JSON.stringify(given) });
		expect(ids(rows)).toEqual(given);
		expect(asked('pagination')).toEqual([0, 100, 120].map((offset) => ({ pagination: { limit: 100, offset } })));
	});

	test.each(SWITCHES.channelCursor)('is followed by its cursor (%s)', async (channelCursor) => {
		wawp.switches.channelCursor = channelCursor;
		wawp.seed(rig.instance.id, { channels: 120 });
		const rows = await rig.items('channel.searchByText', { ...all, searchText: 'channel' });
		expect(ids(rows)).toEqual(rig.instance.whatsapp.channels.map(({ id }) => id));
		expect(rig.calls.map(({ params }) => params.limit)).toEqual(['50', '50', '50']);
		expect(new Set(rig.calls.map(({ params }) => params.startCursor)).size).toBe(3);
	});

	test.each<[given: INodeParameters, limit: string, rows: number]>([[{ limit: 3 }, '3', 3], [{ limit: 500 }, '100', 5], [all, '100', 5]])('of the latest ones is one part, as large as wanted or as can be: %j', async (given, limit, rows) => {
		for (let count = 0; count < 2; count++) wawp.failNext({ body: { messages: chats(5) } }, { operation: 'channel.previewMessages' });
		expect(await rig.items('channel.previewMessages', { channel: { __rl: true, mode: 'id', value: '120363041234567890@newsletter' }, ...given })).toHaveLength(rows);
		expect(asked('limit', 'offset', 'startCursor')).toEqual([{ limit }]);
	});

	test.each<[IDataObject]>([[{ nextCursor: '' }], [{ nextCursor: null }], [{ nextCursor: 0 }], [{ nextCursor: false }], [{ page: { endCursor: '' } }], [{ page: { endCursor: null } }], [{ page: null }], [{}]])('ends where its cursor leads nowhere: %j', async (end) => {
		for (let count = 0; count < 2; count++) wawp.failNext({ body: { channels: chats(3), ...end } });
		expect(await rig.items('channel.searchByText', { ...all, searchText: 'x' })).toHaveLength(3);
		expect(rig.calls).toHaveLength(1);
	});

	test.each<[IDataObject]>([[{ nextCursor: 50 }], [{ page: { endCursor: 50 } }], [{ nextCursor: '', page: { endCursor: '50' } }]])('goes on with a cursor that is a number, and with the one of the two that is filled: %j', async (more) => {
		wawp.failNext({ body: { channels: chats(3), ...more } });
		wawp.failNext({ body: { channels: [{ id: '120363041234567890@newsletter' }] } });
		expect(await rig.items('channel.searchByText', { ...all, searchText: 'x' })).toHaveLength(4);
		expect(rig.calls.map(({ params }) => params.startCursor)).toEqual([undefined, '50']);
	});

	test('ends with a cursor that leads round in a circle', async () => {
		for (let count = 0; count < 5; count++) wawp.failNext({ body: { channels: chats(3), nextCursor: 'again' } });
		expect(await rig.items('channel.searchByText', { ...all, searchText: 'x' })).toHaveLength(3);
		expect(rig.calls).toHaveLength(2);
	});

	test('has somebody who is told by the number and by the hidden identity as two rows', async () => {
		const lid = '100000000001@lid';
		const rows = [{ id: '201145202826@c.us', lid }, { id: lid, lid }];
		wawp.failNext({ body: rows });
		wawp.failNext({ body: rows });
		expect(ids(await rig.items('contact.getAll', all))).toEqual(rows.map(({ id }) => id));
		expect(rig.calls).toHaveLength(2);
	});

	test('has a hidden identity once whose number is told in a later part alone', async () => {
		const [lid, other] = ['100000000001@lid', '100000000002@lid'];
		const [first, later] = [[{ lid, pn: null }, { lid: other, pn: null }], [{ lid, pn: '201145202826@c.us' }, { lid: other, pn: null }]];
		for (const body of [first, later]) wawp.failNext({ body }, { operation: 'lid.getAll' });
		expect(await rig.items('lid.getAll', all)).toMatchObject([{ json: { lid, chatId: '201145202826@c.us' } }, { json: { lid: other, chatId: null } }]);
		expect(rig.calls).toHaveLength(2);
	});

	test('has all messages of a chat, also where they are named otherwise than by an ID', async () => {
		const chatId = '201145202826@c.us';
		const rows = [1, 2, 3].map((number) => ({ messageId: `false_${chatId}_3EB0AAAABBBBCCC${number}`, chatId }));
		wawp.failNext({ body: rows });
		wawp.failNext({ body: [] });
		expect((await rig.items('chat.getMessages', { ...all, chat: { mode: 'number', value: chatId } })).map(({ json }) => json.messageId)).toEqual(rows.map(({ messageId }) => messageId));
	});

	test('that fails on its second part is an error, not half a list', async () => {
		wawp.failNext({ body: chats(100) });
		wawp.failNext({ status: 400, body: { code: 'bad_request', message: 'No such page' } });
		expect((await rig.error('chat.getAll', all)).description).toMatch(/No such page/);
		expect(rig.calls.filter(({ operation }) => operation === 'chat.getAll')).toHaveLength(2);
	});

	test('is fetched no further once the execution is cancelled', async () => {
		wawp.seed(rig.instance.id, { chats: 500 });
		const stop = new AbortController();
		wawp.after('chat.getAll', () => stop.abort());
		await rig.rig.runNode({ type: ACTION, credentials: ['wawpApi'], parameters: { resource: 'chat', operation: 'getAll', ...all } }, undefined, 'manual', stop.signal);
		// n8n waits for no node then: what it goes on with comes later.
		await sleep(200);
		expect(rig.calls).toHaveLength(1);
	});
});

describe('a list that comes as a whole', () => {
	const group = (): INodeParameters => ({ group: { mode: 'id', value: rig.instance.whatsapp.groups[0]!.id } });
	beforeEach(() => wawp.seed(rig.instance.id, { groups: [{ participants: chats(9).map(({ id }) => String(id)) }] }));

	test('is cut at the limit, with one call', async () => {
		expect(await rig.items('group.getParticipants', { ...group(), limit: 4 })).toHaveLength(4);
		expect(await rig.items('group.getParticipants', { ...group(), ...all })).toHaveLength(10);
		expect(rig.calls.map(({ query }) => query.limit)).toEqual([undefined, undefined]);
	});

	test('has no call at all with a limit that is none', async () => {
		await rig.error('group.getParticipants', { ...group(), limit: 0 });
		expect(rig.calls).toEqual([]);
	});

	test('keeps rows that are alike', async () => {
		wawp.failNext({ body: [{ id: 'a' }, { id: 'a' }] });
		expect(await rig.items('group.getParticipants', { ...group(), ...all })).toHaveLength(2);
	});
});

describe('a list is understood', () => {
	const rows = chats(2);
	test.each<[string, unknown]>([
		['as an array', rows],
		['as an object with numeric keys', { 0: rows[0], 1: rows[1] }],
		['as an object keyed by ID', Object.fromEntries(rows.map((row) => [row.id, row]))],
		['under its name', { chats: rows }],
		['under its name, with numeric keys', { success: true, chats: { 0: rows[0], 1: rows[1] } }],
		['under data', { success: true, data: rows }],
		['under its name under data', { success: true, data: { chats: rows } }],
		['under its name though data is there, empty', { data: null, chats: rows }],
	])('%s', async (_name, body) => {
		wawp.failNext({ body });
		expect((await rig.items('chat.getAll')).map(({ json }) => json)).toEqual(rows);
	});

	test.each([[[]], [{ chats: [] }], [{ chats: {} }], [{ success: true, data: {} }], [{ success: true, result: [] }]])('%j is an empty one', async (body) => {
		wawp.failNext({ body });
		expect(await rig.items('chat.getAll', all)).toEqual([]);
		expect(rig.calls).toHaveLength(1);
	});

	test.each(SWITCHES.groupList)('groups, printed %s', async (groupList) => {
		wawp.switches.groupList = groupList;
		wawp.seed(rig.instance.id, { groups: 3 });
		expect(ids(await rig.items('group.getAll', all))).toEqual(rig.instance.whatsapp.groups.map(({ id }) => id));
	});
});

describe('whatever Wawp makes of its parts', () => {
	let api: FakeApi;
	let list: (call: Call) => unknown;
	beforeEach(async () => void (api = await new FakeApi().on('GET /v2/chats', (call) => ({ json: list(call) })).start()));
	afterEach(async () => await api.stop());

	const fetched = async (parameters: INodeParameters) => ids(await new WawpRig(wawp, { credential: { baseUrl: api.url } }).items('chat.getAll', parameters));

	test('a list without an end is read up to the limit', async () => {
		list = ({ query }) => chats(1000).slice(Number(query.offset), Number(query.offset) + 30);
		expect(await fetched({ limit: 100 })).toEqual(chats(100).map(({ id }) => id));
		expect(api.calls).toHaveLength(4);
	});

	test('a list that comes again and again is one list', async () => {
		list = () => chats(40);
		expect(await fetched(all)).toHaveLength(40);
		expect(api.calls).toHaveLength(2);
	});

	test('and so where its IDs are in parts, and something beside them is new each time', async () => {
		list = () => chats(40).map(({ id, ...row }) => ({ ...row, id: { _serialized: id, readAt: api.calls.length } }));
		expect(await fetched(all)).toHaveLength(40);
		expect(api.calls).toHaveLength(2);
	});

	test('rows without an ID are told apart by what they hold', async () => {
		list = ({ query }) => (query.offset === '0' ? [{ name: 'A' }, { name: 'B' }] : []);
		expect(await fetched(all)).toHaveLength(2);
	});

	/** What comes at each call: at most so many rows, and so many new ones have come in at the top meanwhile. */
	const habits = fc.record({
		rows: fc.integer({ min: 0, max: 260 }),
		parts: fc.array(fc.record({ most: fc.integer({ min: 15, max: 150 }), newRows: fc.integer({ min: 0, max: 14 }) }), { minLength: 1, maxLength: 5 }),
		behindTheEnd: fc.constantFrom('nothing', 'the last part again', 'the first part again'),
	});

	test('the result is the list, in its order, each row once', async () => {
		await fc.assert(
			fc.asyncProperty(habits, async ({ rows, parts, behindTheEnd }) => {
				const whole = chats(rows);
				let calls = 0;
				let shift = 0;
				list = ({ query }) => {
					const { most, newRows } = parts[calls++ % parts.length]!;
					shift += Number(query.offset) > 0 ? newRows : 0;
					const size = Math.min(most, Number(query.limit));
					const start = Math.max(0, Number(query.offset) - shift);
					if (start < rows || behindTheEnd === 'nothing') return whole.slice(start, start + size);
					return behindTheEnd === 'the last part again' ? whole.slice(-size) : whole.slice(0, size);
				};
				expect(await fetched(all)).toEqual(whole.map(({ id }) => id));
			}),
			{ numRuns: 40 },
		);
	});
});

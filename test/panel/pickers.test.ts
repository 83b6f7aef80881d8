import type { INodeParameters, INodeListSearchItems, INodeProperties } from 'n8n-workflow';

import { Wawp as WawpNode } from '../../nodes/Wawp/Wawp.node';
import { SWITCHES, type Fault, type Wawp, startWawp } from '../simulator';
import { ACTION, WawpRig } from '../support/wawpRig';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp();
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

const spec = (parameters: INodeParameters = {}) => ({ type: ACTION, credentials: ['wawpApi'], parameters: { resource: 'message', operation: 'sendText', ...parameters } });
const list = async (method: string, filter?: string, token?: string) => await rig.rig.listSearch(spec(), method, filter, token as string);
const options = async (method: string) => await rig.rig.loadOptions(spec({ resource: 'channel', operation: 'searchByView' }), method);
const values = (results: INodeListSearchItems[]) => results.map(({ value }) => value);

const LISTS = ['searchChats', 'searchContacts', 'searchGroups', 'searchChannels', 'searchLabels', 'searchViews', 'searchPolicies'];
const DROPDOWNS = ['getCategories', 'getCountries', 'getLabels'];

test('every picker that a field names is there, and every one that is there is tested here', () => {
	const { description, methods } = new WawpNode();
	const named = JSON.stringify(description.properties).matchAll(/"(?:searchListMethod|loadOptionsMethod)":"(\w+)"/g);
	expect(new Set([...named].map(([, name]) => name))).toEqual(new Set([...LISTS, ...DROPDOWNS]));
	expect([...Object.keys(methods.listSearch), ...Object.keys(methods.loadOptions)].sort()).toEqual([...LISTS, ...DROPDOWNS].sort());
});

describe('a list shows names, and stands for IDs', () => {
	test('of chats, the last one first', async () => {
		wawp.seed(rig.instance.id, { chats: [{ id: '201145202826@c.us', name: 'Amira', timestamp: 1 }, { id: '120363041234567890@g.us', name: 'Team', timestamp: 2 }, { id: '201145202827@c.us', name: '', timestamp: 0 }] });
		expect((await list('searchChats')).results).toEqual([
			{ name: 'Team (group)', value: '120363041234567890@g.us' },
			{ name: 'Amira (+201145202826)', value: '201145202826@c.us' },
			{ name: '+201145202827', value: '201145202827@c.us' },
		]);
	});

	test.each(SWITCHES.contactIds)('of contacts, by whatever name there is (IDs as %s)', async (contactIds) => {
		wawp.switches.contactIds = contactIds;
		wawp.seed(rig.instance.id, { contacts: [{ id: '1@c.us'.padStart(16, '2'), name: 'Amira' }, { id: '201145202827@c.us', pushname: 'Omar' }, { id: '201145202828@c.us' }] });
		expect((await list('searchContacts')).results.map(({ name }) => name).sort()).toEqual(['+201145202828', expect.stringMatching(/^Amira \(\+2+1\)$/), 'Omar (+201145202827)']);
		expect(rig.calls[0]!.params).toMatchObject({ limit: '100', offset: '0', sortBy: 'name', sortOrder: 'ASC' });
	});

	test.each(SWITCHES.groupList)('of groups, without their participants (printed %s)', async (groupList) => {
		wawp.switches.groupList = groupList;
		wawp.seed(rig.instance.id, { groups: [{ id: '120363041234567890@g.us', subject: 'Team' }] });
		expect((await list('searchGroups')).results).toEqual([{ name: 'Team', value: '120363041234567890@g.us' }]);
		expect(JSON.stringify(rig.calls[0]!.query)).toContain('participants');
		expect(rig.calls[0]!.params).toMatchObject({ limit: '50', offset: '0' });
	});

	test.each(SWITCHES.groupForm)('of groups in the words of the engine (%s)', async (groupForm) => {
		wawp.switches.groupForm = groupForm;
		wawp.seed(rig.instance.id, { groups: [{ id: '120363041234567890@g.us', subject: 'Team' }] });
		expect((await list('searchGroups')).results).toEqual([{ name: 'Team', value: '120363041234567890@g.us' }]);
		expect((await list('searchGroups', 'team')).results).toHaveLength(1);
	});

	test.each(SWITCHES.lists)('of channels, with one call (printed as %s)', async (lists) => {
		wawp.switches.lists = lists;
		wawp.seed(rig.instance.id, { channels: [{ id: '120363041234567890@newsletter', name: 'News', role: 'OWNER' }] });
		expect(await list('searchChannels')).toEqual({ results: [{ name: 'News', value: '120363041234567890@newsletter' }] });
		expect(rig.calls).toHaveLength(1);
	});

	test.each<[string, unknown]>([
		['raw groups of an engine', [{ id: { _serialized: '12036304@g.us' }, groupMetadata: { subject: 'Team' } }]],
		['numbers of the phone', [{ id: '201145202826@s.whatsapp.net', name: 'Team' }]],
		['rows without an ID', [{ name: 'Ghost' }, null, { id: '12036304@g.us', subject: 'Team' }]],
		['rows under a key', { success: true, data: { chats: { 0: { id: '12036304@g.us', _data: { name: 'Team' } } } } }],
	])('of %s', async (_name, body) => {
		wawp.failNext({ body });
		const [shown, ...more] = (await list('searchChats')).results;
		expect([{ name: 'Team (group)', value: '12036304@g.us' }, { name: 'Team (+201145202826)', value: '201145202826@c.us' }]).toContainEqual(shown);
		expect(more).toEqual([]);
	});
});

test.each<[row: object, name: string]>([
	[{ id: '201145202826@c.us', title: 'Amira' }, 'Amira (+201145202826)'],
	[{ id: '201145202826@c.us', notify: 'Amira' }, 'Amira (+201145202826)'],
	[{ id: '201145202826@c.us', shortName: 'Amira' }, 'Amira (+201145202826)'],
	[{ id: '201145202826@c.us', name: '+20 (114) 520-2826' }, '+20 (114) 520-2826'],
	[{ id: '201145202826@c.us', name: ' ' }, '+201145202826'],
	[{ id: '987654321@lid', name: 'Amira' }, 'Amira (hidden number)'],
	[{ id: '1590000000@broadcast', name: 'All' }, 'All (broadcast list)'],
	[{ id: '120363@newsletter', name: 'News' }, 'News (channel)'],
	[{ id: '120363@newsletter' }, '120363@newsletter'],
])('%j is shown as %s', async (row, name) => {
	wawp.failNext({ body: [row] });
	expect((await list('searchChats')).results.map((item) => item.name)).toEqual([name]);
});

test('a list of one kind shows no other, and a number that is looked for is not found in a name', async () => {
	const rows = [{ id: '201145202826@c.us', name: 'Room 4711' }, { id: '120363@g.us', name: 'Team' }, { id: '120363@newsletter', name: 'News' }];
	for (const [method, found] of [['searchGroups', ['Team']], ['searchChannels', ['News']]] as const) {
		wawp.failNext({ body: rows });
		expect((await list(method)).results.map(({ name }) => name)).toEqual(found);
	}
	wawp.failNext({ body: [rows[0], { id: '201111114711@c.us', name: 'Omar' }] });
	expect((await list('searchChats', '47-11')).results.map(({ value }) => value)).toEqual(['201111114711@c.us']);
});

test.each<[name: string, filter: string]>([
	['İstanbul Şube', 'istanbul'], ['ISTANBUL ŞUBE', 'istanbul'], ['Istanbul', 'İSTANBUL'], ['Große Straße', 'STRASSE'], ['ΓΙΩΡΓΟΣ', 'γιωργος'],
	['Café', 'cafe\u0301'], ['Cafe\u0301', ' CAFÉ '], ['Ｔｅａｍ', 'team'], ['Team ٣', 'team 3'], ['Team', '\u202aTeam\u202c'],
])('the name %j is found by %j', async (name, filter) => {
	wawp.seed(rig.instance.id, { chats: [{ id: '120363041234567890@g.us', name, timestamp: 1 }, { id: '120363041234567891@g.us', name: 'Other', timestamp: 2 }] });
	expect(values((await list('searchChats', filter)).results)).toEqual(['120363041234567890@g.us']);
});

test.each(['+٢٠ ١١٤ ٥٢٠', '\u202a+20 114 520\u202c', '۲۰۱۱۴۵۲۰'])('a number is found by %j', async (filter) => {
	wawp.seed(rig.instance.id, { chats: [{ id: '201145202826@c.us', name: 'Amira', timestamp: 1 }, { id: '201000000001@c.us', name: 'Other', timestamp: 2 }] });
	expect(values((await list('searchChats', filter)).results)).toEqual(['201145202826@c.us']);
});

describe('a long list', () => {
	beforeEach(() => wawp.seed(rig.instance.id, { chats: 250 }));

	test('comes part after part, as the user scrolls', async () => {
		const ids: unknown[] = [];
		let token: unknown;
		do {
			const page = await list('searchChats', undefined, token as string | undefined);
			ids.push(...values(page.results));
			token = page.paginationToken;
		} while (token !== undefined);
		expect(ids).toEqual(rig.instance.whatsapp.chats.map(({ id }) => id));
		expect(rig.calls.map(({ params }) => params.offset)).toEqual(['0', '100', '200', '250']);
	});

	test.each(['person 250', 'PERSON 250', ' Person 250 ', '201000000250', '+20 1000 000 250', '+20-1000-000-250', '(20) 1000 000-250'])('is searched to its end for %j', async (filter) => {
		const { results } = await list('searchChats', filter);
		expect(results).toEqual([{ name: 'Person 250 (+201000000250)', value: '201000000250@c.us' }]);
	});

	test('that holds nothing of the kind is empty', async () => {
		expect(await list('searchChats', 'nobody')).toEqual({ results: [] });
		expect(rig.calls).toHaveLength(4);
	});

	test('is not searched for ever, and says so', async () => {
		wawp.seed(rig.instance.id, { chats: Array.from({ length: 1000 }, (_, index) => ({ id: `${202_000_000_000 + index}@c.us`, name: 'X' })) });
		const { results, paginationToken } = await list('searchChats', 'nobody');
		expect(results).toEqual([{ name: 'Nothing among the first 1000: enter the number or the ID instead', value: '' }]);
		expect(paginationToken).toBeUndefined();
		expect(rig.calls).toHaveLength(10);
	});

	test('that comes whole each time is shown once', async () => {
		const body = [{ id: '201145202826@c.us', name: 'Amira' }];
		wawp.failNext({ body });
		wawp.failNext({ body });
		const { paginationToken } = await list('searchChats');
		expect(await list('searchChats', undefined, paginationToken as string)).toEqual({ results: [] });
	});

	test('is read on behind a part that holds nothing to choose', async () => {
		wawp.failNext({ body: [{ name: 'Ghost' }, null] });
		expect(values((await list('searchChats')).results)).toEqual(rig.instance.whatsapp.chats.slice(2, 102).map(({ id }) => id));
	});

	test('skips no rows that Wawp holds back', async () => {
		wawp.failNext({ body: rig.instance.whatsapp.chats.slice(0, 30) });
		const { paginationToken } = await list('searchChats');
		const { results } = await list('searchChats', undefined, paginationToken as string);
		expect(results[0]!.value).toBe(rig.instance.whatsapp.chats[30]!.id);
	});
});

describe('short lists', () => {
	test.each<[string, string, unknown, unknown]>([
		['value and name', 'getCountries', [{ value: 'EG', name: 'Egypt' }], { name: 'Egypt', value: 'EG' }],
		['code and name', 'getCountries', [{ code: 'EG', name: 'Egypt' }], { name: 'Egypt', value: 'EG' }],
		['a value beside an ID', 'getCategories', [{ id: 7, code: 'N', value: 'NEWS', name: 'News' }], { name: 'News', value: 'NEWS' }],
		['a code beside an ID', 'getCategories', [{ id: 7, code: 'N', name: 'News' }], { name: 'News', value: 'N' }],
		['text', 'getCountries', ['EG'], { name: 'EG', value: 'EG' }],
		['names by code', 'getCountries', { countries: { EG: 'Egypt' } }, { name: 'Egypt', value: 'EG' }],
		['numeric keys', 'getCategories', { 0: { value: 'NEWS', label: 'News' } }, { name: 'News', value: 'NEWS' }],
		['a key', 'getCategories', { success: true, categories: [{ id: 7, title: 'News' }] }, { name: 'News', value: '7' }],
		['a name alone', 'getCategories', [{ name: 'News' }], { name: 'News', value: 'News' }],
		['IDs', 'getLabels', { labels: [{ id: '3', name: 'Lead', color: 1 }] }, { name: 'Lead', value: '3' }],
		['rows without a value', 'getLabels', [{}, { id: '3', name: 'Lead' }], { name: 'Lead', value: '3' }],
	])('are understood as %s', async (_name, method, body, option) => {
		wawp.failNext({ body });
		expect(await options(method)).toEqual([option]);
	});

	test('are sorted by name', async () => {
		wawp.seed(rig.instance.id, { labels: [{ name: 'Lead' }, { name: 'Customer' }] });
		expect((await options('getLabels')).map(({ name }) => name)).toEqual(['Customer', 'Lead']);
		expect((await list('searchLabels', 'cust')).results).toEqual([{ name: 'Customer', value: '2' }]);
	});

	test.each<[filter: string, shown: string[]]>([
		['', ['Fast', 'Slow and Safe (not in your plan)']],
		['fast', ['Fast']],
		['SAFE', ['Slow and Safe (not in your plan)']],
		['ONE_2', ['Slow and Safe (not in your plan)']],
		['one_1', ['Fast']],
		[' fast ', ['Fast']],
		['not in your plan', ['Slow and Safe (not in your plan)']],
		['nothing', []],
	])('of policies tell which are not in the plan, and are searched by name and by value (%j)', async (filter, shown) => {
		wawp.failNext({ body: { policies: [{ slug: 'one_1', name: 'Fast', available: true }, { slug: 'one_2', name: 'Slow and Safe', available: false }] } });
		const { results } = await list('searchPolicies', filter);
		expect(results).toEqual(shown.map((name) => ({ name, value: name === 'Fast' ? 'one_1' : 'one_2' })));
	});

	test('of labels stand for their IDs, also where one looks like a number of somebody', async () => {
		wawp.failNext({ body: [{ id: '201145202826', name: 'Lead' }] });
		expect((await list('searchLabels')).results).toEqual([{ name: 'Lead', value: '201145202826' }]);
	});

	test('of views are searched by name', async () => {
		for (const typed of [' recom ', 'RECOM']) expect((await list('searchViews', typed)).results).toEqual([{ name: 'Recommended', value: 'RECOMMENDED' }]);
		expect((await list('searchViews', 'x')).results).toEqual([]);
	});
});

describe('a list that cannot be had says why, in entries that fit its width and stand for nothing', () => {
	const both = [...LISTS.map((name) => [name, 'list'] as const), ...DROPDOWNS.map((name) => [name, 'dropdown'] as const)];
	const shown = async (method: string, kind: string): Promise<string> => {
		const entries = kind === 'list' ? (await list(method)).results : await options(method);
		expect(entries.map(({ value }) => String(value).trim())).toEqual(entries.map(() => ''));
		expect(new Set(values(entries)).size).toBe(entries.length);
		// n8n clamps a line of a list, and shows two lines of what a dropdown says.
		if (kind === 'list') expect(Math.max(...entries.map(({ name }) => name.length))).toBeLessThanOrEqual(38);
		else expect(entries[0]!.description).toEqual(expect.any(String));
		return entries.map(({ name }) => name).join(' ');
	};

	test.each(both)('%s, without an Instance ID', async (method, kind) => {
		rig = new WawpRig(wawp, { credential: { instanceId: '' } });
		expect(await shown(method, kind)).toBe("No list: 'Instance ID' is empty, here and in the credential");
	});

	test.each(both)('%s, with a wrong token', async (method, kind) => {
		rig = new WawpRig(wawp, { credential: { accessToken: 'wrong' } });
		expect(await shown(method, kind)).toBe('No list: Wawp does not accept the access token');
	});

	test.each(both.filter(([name]) => name !== 'searchPolicies'))('%s, without a connection to WhatsApp', async (method, kind) => {
		wawp.setStatus(rig.instance.id, 'STOPPED');
		expect(await shown(method, kind)).toBe("No list: The session is STOPPED: run 'Session > Start', then try again");
	});

	test.each<[string, Fault]>([
		['a fault under status 200', { body: { success: false, message: 'No' } }],
		['a page', { body: '<html></html>', contentType: 'text/html' }],
	])('after %s', async (_name, fault) => {
		wawp.failNext(fault);
		expect(await shown('searchChats', 'list')).toMatch(/^No list: /);
	});

	test('and that entry, chosen, is an empty field, with which n8n runs nothing', async () => {
		await expect(rig.run('message.sendText', { to: { mode: 'list', value: '' }, text: 'Hello' })).rejects.toThrow('Parameter "To" is required');
		expect(rig.calls).toEqual([]);
	});
});

test('a list is asked for in the name of the instance that the panel shows', async () => {
	const other = wawp.addInstance(rig.account, { status: 'WORKING' }).id;
	await rig.rig.listSearch(spec({ instanceId: other }), 'searchChats');
	expect(rig.calls[0]!.credentials.instanceId).toBe(other);
});

describe('an instance of which nothing came has no list: that of the credential would be somebody else\'s', () => {
	// The editor sends what came of its expressions: null where one cannot be read.
	test.each<[unknown]>([['={{ null }}'], ['={{ "" }}'], ['={{ " " }}'], [null], [' '], ['undefined'], ['null']])('%j', async (instanceId) => {
		const given = spec({ instanceId: instanceId as string });
		const { results } = await rig.rig.listSearch(given, 'searchChats');
		expect(results.map(({ name }) => name).join(' ')).toMatch(/^No list: 'Instance ID' is (empty: nothing came of its expression|not one)/);
		expect((await rig.rig.loadOptions(given, 'getLabels')).map(({ name }) => name)[0]).toMatch(/^No list: 'Instance ID'/);
		expect(rig.calls).toEqual([]);
	});

	test('while the one that was left alone is the one of the credential', async () => {
		await rig.rig.listSearch(spec({ instanceId: '' }), 'searchChats');
		expect(rig.calls[0]!.credentials.instanceId).toBe(rig.instance.id);
	});
});

test('what a list gave is what is sent', async () => {
	wawp.seed(rig.instance.id, { chats: [{ id: '201145202826@c.us', name: 'Amira' }] });
	const [{ value }] = (await list('searchChats')).results as [INodeListSearchItems];
	await rig.items('message.sendText', { to: { mode: 'list', value: value as string }, text: 'Hello' });
	expect(rig.calls.at(-1)!.params.chatId).toBe('201145202826@c.us');
});

test('every field with a list can be filled in without it', () => {
	const { description } = new WawpNode();
	const located = description.properties.filter(({ type }: INodeProperties) => type === 'resourceLocator');
	expect(located.filter(({ modes }) => modes!.length < 2).map(({ name }) => name)).toEqual([]);
});

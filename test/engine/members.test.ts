import { membersOf, ownIdsOf, wholeId } from '../../nodes/Wawp/engine/members';

/* The engines print the same thing under names in other capitals, and an ID as one text or in its parts. */

test('a member is found whatever its capitals, and one that is told wins over one that is null', () => {
	expect({ ...membersOf({ JID: 'a', pushName: 'b' }) }).toEqual({ jid: 'a', pushname: 'b' });
	for (const twice of [{ id: null, ID: 'a' }, { ID: 'a', id: null }, { Id: 'a', ID: 'b' }]) expect(membersOf(twice).id).toBe('a');
	for (const none of [null, undefined, 'text', 7, ['a']]) expect({ ...membersOf(none) }).toEqual({});
	expect(membersOf({}).constructor).toBeUndefined();
});

test('whoever sends an object of thousands of members keeps nobody busy with it', () => {
	const many = Object.fromEntries(Array.from({ length: 5_000 }, (_each, index) => [`m${index}`, index]));
	expect(Object.keys(membersOf(many)).length).toBeLessThan(1_000);
});

test.each<[value: unknown, id: string | null]>([
	['1@c.us', '1@c.us'],
	[7, '7'],
	[{ _serialized: '1@c.us', user: '2', server: 'c.us' }, '1@c.us'],
	[{ id: '1@c.us', user: '2', server: 'c.us' }, '1@c.us'],
	[{ User: '1', Server: 'c.us' }, '1@c.us'],
	[{ user: 1, server: 'c.us' }, '1@c.us'],
	[{ user: '1' }, null],
	[{ user: '', server: 'c.us' }, null],
	[{ server: 'c.us' }, null],
	[{}, null],
	['', null],
	[null, null],
	[['1@c.us'], null],
	[{ id: { id: '1' } }, null],
])('%j is the ID %j', (value, id) => {
	expect(wholeId(value)).toBe(id);
});

test.each<[thing: unknown, ids: string[]]>([
	[{ id: { _serialized: '1@g.us' } }, ['1@g.us']],
	[{ JID: '1@g.us', id: null }, ['1@g.us']],
	[{ gid: { user: '1', server: 'g.us' } }, ['1@g.us']],
	[{ groupId: '1@g.us', chatId: '1@g.us' }, ['1@g.us', '1@g.us']],
	[{ name: 'Group' }, []],
	[undefined, []],
])('%j calls itself %j', (thing, ids) => {
	expect(ownIdsOf(thing)).toEqual(ids);
});

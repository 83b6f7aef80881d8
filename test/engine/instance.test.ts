import { instanceIdOf, isExpression, namedIn } from '../../nodes/Wawp/engine/instance';

/* Which instance a node means: rules without a server. */

const node = { getNode: () => ({ name: 'Wawp' }) } as never;
const idOf = (given: unknown, own = 'OWN') => instanceIdOf(node, given, { instanceId: own } as never, 3);

test.each(['3EB0BCB2E3D4', 'a', 'my-phone_1', 'x'.repeat(40), 'nullable', 'isNaN'])('%s may be one', (id) => {
	expect([idOf(id), idOf(` ${id}\n`), idOf(`\u200e${id}\u200b`), idOf('', id)]).toEqual([id, id, id, id]);
});

test.each(['x'.repeat(41), 'my phone', 'a/b', 'a.b', '..', 'a,b', 'é', '%41', '?', 'null', 'undefined', 'NaN'])('%s is none', (id) => {
	expect(() => idOf(id)).toThrow("'Instance ID' is not one");
	expect(() => idOf('', id)).toThrow("The credential's 'Instance ID' is not one");
});

test.each(['', ' ', null, undefined])('%j stands for the one of the credential', (given) => {
	expect(idOf(given)).toBe('OWN');
	expect(() => idOf(given, '')).toThrow("'Instance ID' is empty, here and in the credential");
});

test('a number is read as its digits, and an error names the item', () => {
	expect(idOf(4711)).toBe('4711');
	for (const wrong of [() => idOf('a b'), () => idOf('', '')]) expect(wrong).toThrow(expect.objectContaining({ context: expect.objectContaining({ itemIndex: 3 }) }));
});

const named = (given: unknown, written: unknown = given) => namedIn({ getNode: () => ({ parameters: { instanceIds: written } }), getNodeParameter: () => given } as never, 'instanceIds');

test.each<[given: unknown, names: string[]]>([
	['A', ['A']],
	['A,B', ['A', 'B']],
	['A; B', ['A', 'B']],
	['A B\nC\tD', ['A', 'B', 'C', 'D']],
	['\u200eA\u200b, \u200b, B\u2060', ['A', 'B']],
	[' A ,, B, ', ['A', 'B']],
	[['A', 'B'], ['A', 'B']],
	[['A, B', 'C'], ['A', 'B', 'C']],
	['A, B, A', ['A', 'B']],
	[['A', 'A'], ['A']],
	['', ['']],
	[' ', ['']],
	[[], ['']],
	[[''], ['']],
	[4711, ['4711']],
	['A\n\nB\n', ['A', 'B']],
])('%j names %j', (given, names) => {
	expect(named(given)).toEqual(names);
});

test.each<[given: unknown, written: unknown, names: string[]]>([
	['A', '={{ $json.one }}', ['A']],
	['A, B', '={{ $json.text }}', ['A', 'B']],
	[['A', 'B; C'], '={{ $json.list }}', ['A', 'B', 'C']],
	[['A', 'B'], ['A', '={{ $json.one }}'], ['A', 'B']],
	['A, B,', '={{ $vars.ids }}', ['A', 'B']],
	['A,\nB,\n', '={{ $vars.ids }}', ['A', 'B']],
	['A;\n', '={{ $vars.ids }}', ['A']],
	[['A,', 'B'], '={{ $vars.list }}', ['A', 'B']],
	['A,B,', '={{ $vars.a }},{{ $vars.b }},', ['A', 'B']],
	['', '=', ['']],
	['', '= ', ['']],
])('%j of the expression %j names %j', (given, written, names) => {
	expect(named(given, written)).toEqual(names);
});

test.each<[given: unknown, written: unknown]>([
	[null, '={{ $json.nothing }}'],
	[undefined, '={{ $json.nothing }}'],
	['', '={{ $json.empty }}'],
	[' ', '={{ $json.blank }}'],
	[[], '={{ [] }}'],
	[['A', null], '={{ ["A", null] }}'],
	[['A', ''], '={{ ["A", ""] }}'],
	[['A', ''], ['A', '={{ $json.empty }}']],
	['A,', '=A,{{ $json.empty }}'],
	[', A', '={{ $json.empty }}, A'],
	['A;;B', '={{ $json.list }}'],
	[',', '={{ $json.list }}'],
	[', A,', '={{ $json.list }}'],
	['A,,', '={{ $json.a }},{{ $json.empty }},'],
	['A, ', '={{ $json.a }}, {{ $json.empty }} '],
])('%j of the expression %j names nothing, and is refused', (given, written) => {
	expect(() => named(given, written)).toThrow("'Instance IDs' is empty: nothing came of its expression");
});

test.each([
	['={{ 1 }}', true],
	['=A', true],
	['A', false],
	['A=', false],
	['', false],
	[['=A'], false],
	[null, false],
])('whether %j is an expression: %p', (written, is) => {
	expect(isExpression(written)).toBe(is);
});

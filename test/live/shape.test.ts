import { differences } from './hold';
import { linesOf, shapeOf } from './shape';

describe('a shape', () => {
	test.each<[unknown, string]>([
		['201145202826@c.us', 'ID @c.us'],
		['201145202826:3@s.whatsapp.net', 'ID @s.whatsapp.net'],
		['false_201145202826@c.us_3EB0', 'message ID'],
		['https://a.test/x?secret=1', 'URL'],
		['data:image/png;base64,iVBO', 'data URI'],
		['iVBO'.repeat(100), 'Base64'],
		['2026-12-24T16:00:00Z', 'date'],
		['+201145202826', 'digits'],
		['SCAN_QR_CODE', 'WORD'],
		['', 'empty text'],
		['abc***', 'masked text'],
		['Hello Ann', 'text'],
		['<html></html>', 'page of HTML'],
		[1727745026, 'seconds since 1970'],
		[1727745026000, 'milliseconds since 1970'],
		[3, 'number'],
		[true, 'boolean'],
		[null, 'null'],
		[{}, 'empty object'],
	])('of %j is %s', (value, kind) => {
		expect(linesOf(shapeOf(value))).toEqual([`answer: ${kind}`]);
	});

	test('names the keys that a program has, and no others', () => {
		expect(linesOf(shapeOf({ id: 'x', '201145202826@c.us': 1, deadbeefdeadbeefdeadbeef: 2, 'Ann Smith': { secret: 'x' } }))).toEqual(['id: text', '<other keys>: number or object', '<other keys>.secret: text']);
		expect(linesOf(shapeOf({ '120@g.us': { subject: 'Family' } }))).toEqual(['answer: object by values', '[]: object', '[].subject: text']);
		expect(linesOf(shapeOf({ 0: 'a', 1: 'b' }))).toEqual(['answer: object with numeric keys', '[]: text']);
	});

	test.each<[unknown, string[]]>([
		[{ Ann: { phone: '+201145202826' } }, ['answer: object by values', '[]: object', '[].phone: digits']],
		[{ Ann: 1, Bob: 2 }, ['answer: object by values', '[]: number']],
		[{ mama: { phone: '1' }, papa: { phone: '2' } }, ['answer: object by values', '[]: object', '[].phone: digits']],
		[{ Info: { Chat: 'x' }, IsFromMe: true, id: 'x' }, ['Info: object by values', 'Info[]: text', 'IsFromMe: boolean', 'id: text']],
		[{ result: { id: 'x' } }, ['result: object', 'result.id: text']],
		[{ session: { id: 'x' }, me: { id: 'x' } }, ['session: object', 'session.id: text', 'me: object', 'me.id: text']],
		[{ ok: true, qr: null }, ['ok: boolean', 'qr: null']],
	])('of %j names nobody', (value, lines) => {
		expect(linesOf(shapeOf(value))).toEqual(lines);
	});

	test('of a list holds all that its entries are', () => {
		expect(linesOf(shapeOf([{ id: '1@lid' }, { id: '1@c.us', name: 'Ann' }]))).toEqual(['answer: list', '[]: object', '[].id: ID @c.us or ID @lid', '[].name: text']);
	});

	test('looks into JSON that is told in Base64', () => {
		const data = Buffer.from(JSON.stringify({ value: 'a', expiry: 1727745026 })).toString('base64');
		expect(linesOf(shapeOf({ data }))).toEqual(['data: JSON in Base64', 'data[]: object', 'data[].value: text', 'data[].expiry: seconds since 1970']);
	});
});

describe('what an answer is held against', () => {
	const held = (expected: unknown, came: unknown) => differences(shapeOf(expected), shapeOf(came));

	test.each<[unknown, unknown]>([
		[{ id: '1@c.us' }, { id: '1@lid', more: 1 }],
		[{ name: 'Ann' }, { name: '' }],
		[{ media: null }, { media: { url: 'https://a.test' } }],
		[{ media: null }, {}],
		[{ list: [{ id: '1@c.us' }] }, { list: [] }],
		[{ me: { id: '1@c.us' } }, { me: null }],
		[{}, ['anything']],
	])('%j allows %j', (expected, came) => {
		expect(held(expected, came)).toEqual([]);
	});

	test.each<[unknown, unknown, string]>([
		[[{ id: '1@c.us' }], { 0: { id: '1@c.us' } }, 'answer: list is expected, object with numeric keys came'],
		[{ qr: 'data:image/png;base64,iVBO' }, { qr: 'iVBO'.repeat(100) }, 'qr: data URI is expected, Base64 came'],
		[{ count: 1 }, { count: '1' }, 'count: number is expected, digits came'],
		[{ timestamp: 1727745026 }, { timestamp: 1727745026000 }, 'timestamp: seconds since 1970 is expected, milliseconds since 1970 came'],
		[{ a: { b: true } }, { a: { c: true } }, 'a.b: boolean is expected, nothing came'],
		[[{ on: true }], [{ on: true }, { on: 1 }], '[].on: boolean is expected, number came'],
		['AbC', { code: 'AbC' }, 'answer: text is expected, object came'],
	])('%j does not allow %j', (expected, came, told) => {
		expect(held(expected, came)).toEqual([told]);
	});
});

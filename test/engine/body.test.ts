import { bodyOf } from '../../nodes/Wawp/engine/body';

/* What the bytes of an answer say, whatever type comes with them. */

const read = (text: string, type = 'application/json'): unknown => bodyOf(Buffer.from(text), type);

test.each<[unknown]>([[{ a: 1 }], ['{"a":1}'], [null], [undefined], [7]])('what n8n has read already stays as it is: %j', (body) => {
	expect(bodyOf(body, 'application/json')).toBe(body);
});

test('bytes are read in either kind of buffer', () => {
	const { buffer, byteOffset, length } = Buffer.from('{"a":1}');
	expect(bodyOf(buffer.slice(byteOffset, byteOffset + length), '')).toEqual({ a: 1 });
	expect(bodyOf(Buffer.from('{"a":1}'), '')).toEqual({ a: 1 });
});

test.each(['', ' ', '\r\n\t', '\uFEFF', '\uFEFF\uFEFF \n'])('%j says nothing, not even as a picture', (text) => {
	expect(read(text)).toBeUndefined();
	expect(bodyOf(Buffer.alloc(0), 'image/png')).toBeUndefined();
});

test.each<[string, unknown]>([
	['null', null], [' null\n', null], ['false', false], ['0', 0], ['"x"', 'x'], ['[]', []], [' \n{"a":1}\n ', { a: 1 }], ['\uFEFF\uFEFF{"a":1}', { a: 1 }],
	['Sent', 'Sent'], ['\uFEFFSent', 'Sent'], ['\uFEFF\uFEFFSent', 'Sent'], ['Se\uFEFFnt', 'Se\uFEFFnt'], [' Sent \n', ' Sent \n'], ['{"a":1', '{"a":1'], ['nullo', 'nullo'],
])('%j is read', (text, value) => {
	expect(read(text)).toEqual(value);
});

describe('a file', () => {
	test.each([0, 100, 511])('has a zero among its first bytes, whatever its type (behind %i)', (before) => {
		const bytes = Buffer.from(`${'{'.repeat(before)}\0{}`);
		for (const type of ['application/json', 'text/html', '']) expect(bodyOf(bytes, type)).toEqual(bytes);
	});

	test('has no zero behind many letters', () => {
		const text = `${'a'.repeat(512)}\0`;
		expect(read(text)).toBe(text);
	});

	test.each(['image/png', 'audio/ogg', 'video/mp4', 'application/octet-stream', ' IMAGE/PNG ; x=y', 'Application/Octet-Stream'])('is what comes under the type %j, unless it looks like an answer', (type) => {
		for (const text of ['\xff\xd8', 'a', '<svg/>', '<?xml version="1.0"?>\n<svg/>', '<errors/>', '<responses>', '<htm>', 'x<html>', 'x{"a":1}', 'x <error>']) expect(read(text, type)).toEqual(Buffer.from(text));
		for (const text of ['<html>', ' \n<!DOCTYPE html>', '<error>x</error>', '<Response code="1">', '<?xml version="1.0"?><error>x</error>', '<?xml?>\n  <response/>', '\uFEFF<html>']) expect(read(text, type)).toBe(text.replace('\uFEFF', ''));
		for (const text of ['{"a":1}', ' \n{"a":1}', '\uFEFF{"a":1}', '\uFEFF\n{"a":1}']) expect(read(text, type)).toEqual({ a: 1 });
		expect(read('[1]', type)).toEqual([1]);
	});

	test.each(['application/json', 'text/html; x=image/png', 'x-image/png', 'application/x-octet-stream', ''])('is not what comes under the type %j', (type) => {
		for (const text of ['a', '<svg/>']) expect(read(text, type)).toBe(text);
	});
});

describe('a notice of PHP', () => {
	const NOTICES = [
		'Warning: x', 'Notice: x', 'PHP Notice: x', 'Deprecated: x', 'Strict Standards: x', 'Fatal error: x', 'Recoverable fatal error: x', 'Catchable fatal error: x', 'Parse error: x', 'WordPress database error x',
		'<br />\n<b>Warning</b>: x', '<br><strong>Notice</strong>: x', ' \n<br/>\n<b>PHP Deprecated</b>: x', '<div id="error"><p class="wpdberror"><strong>WordPress database error</strong> x', '<p class="wpdberror">WordPress database error x', 'WARNING: x',
	];

	test.each(NOTICES)('breaks no answer: %j', (notice) => {
		for (const value of [{ a: { b: [1] } }, [{ a: 1 }], {}, []]) {
			const text = JSON.stringify(value);
			for (const body of [`${notice}\n${text}`, `${text}\n${notice}`, `${text}${notice}`, `${notice} {x} [y]\n${text}`, `${text}\n${notice} {x} [y]`, `${notice}\n${text}\n${notice}`, `${text}\n${notice}\n${notice}`]) expect(read(body)).toEqual(value);
		}
	});

	test.each(['Warnings: x', 'Note: x', 'PHP x', 'x Warning: x', '<i>Warning</i>: x', 'Errors: x'])('is nothing else: %j', (words) => {
		for (const body of [`${words}\n{"a":1}`, `{"a":1}\n${words}`]) expect(read(body)).toBe(body);
	});

	test('stands beside an object or a list, and beside nothing else', () => {
		for (const body of ['{"a":1}{"b":2}', '"a"\nWarning: x', 'Warning: 7', '7\nWarning: x', 'Warning: x']) expect(read(body)).toBe(body);
	});

	test('may be quoted in the answer', () => {
		const value = { a: '}Warning: x', b: ']\nNotice: y' };
		for (const body of [`${JSON.stringify(value)}\nWarning: z`, `Warning: z\n${JSON.stringify(value)}`]) expect(read(body)).toEqual(value);
	});

	test('may be long, before and behind, and has its end all the same', () => {
		const long = (letters: number) => `Warning: ${'x'.repeat(letters)}\n`;
		const short = 19_900;
		expect(read(`${long(short)}{"a":1}`)).toEqual({ a: 1 });
		expect(read(`{"a":1}\n${long(short)}`)).toEqual({ a: 1 });
		for (const body of [`${long(20_000)}{"a":1}`, `{"a":1}\n${long(20_000)}`]) expect(read(body)).toBe(body);
	});

	test('may have two hundred brackets of its own, and no more', () => {
		const withBrackets = (count: number) => `Warning: ${'[ '.repeat(count)}\n{"a":1}`;
		expect(read(withBrackets(199))).toEqual({ a: 1 });
		expect(read(withBrackets(200))).toBe(withBrackets(200));
	});
});

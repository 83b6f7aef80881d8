import fc from 'fast-check';

import { LONGEST_TEXT, patternOf } from '../../nodes/Wawp/trigger/pattern';

const found = (source: string, text: string, matchCase = false) => patternOf(source, { matchCase }).test(text);

describe('a pattern', () => {
	test.each([
		['^order #?\\d{3,5}\\b', 'Order 1234 please', true],
		['^order #?\\d{3,5}\\b', 'my order 1234', false],
		['(yes|ok)[.!]*$', 'Yes!!', true],
		['(?:colou?r)|(?<other>grey)', 'GREY', true],
		['^\\p{L}+$', 'مرحبا', true],
		['[\\u0660-\\u0669]{2}', 'رقم ٢٣', true],
		['^.$', '👍', true],
		['^\\u{1F44D}$', '👍', true],
		['^\\uD83D\\uDC4D$', '👍', true],
		['[^\\]a-z]', 'abc]', false],
		['a{0}b', 'b', true],
		['(a|b|)*c', 'ababc', true],
		['^$', '', true],
		['\\.', 'x', false],
		['\\Bb', 'ab', true],
		['a\\b', 'aſ', false],
		['a.b', 'a\nb', false],
	])('%s and %j: %s', (source, text, expected) => {
		expect(found(source, text)).toBe(expected);
	});

	test.each(['', '?', '*', '+', '{0}', '{1}', '{2}', '{0,}', '{1,}', '{2,}', '{0,1}', '{2,4}', '{3,3}'])('repeats a part by %j as often as JavaScript does, greedily or not', (quantifier) => {
		for (const lazy of quantifier ? ['', '?'] : ['']) {
			const source = `^x(?:ab)${quantifier}${lazy}y$`;
			for (let times = 0; times <= 6; times++) {
				const text = `x${'ab'.repeat(times)}y`;
				expect([source, text, found(source, text)]).toEqual([source, text, new RegExp(source, 'u').test(text)]);
			}
		}
	});

	test('minds capitals only when it is told to', () => {
		expect([found('hello', 'HELLO'), found('hello', 'HELLO', true), found('[a-c]+', 'ABC'), found('[a-c]+', 'ABC', true)]).toEqual([true, false, true, false]);
	});

	test('says what is wrong with it', () => {
		expect(() => found('(a', '')).toThrow(/Unterminated group/);
		expect(() => found('a**', '')).toThrow(/Nothing to repeat/);
		expect(() => found('(a)\\1', '')).toThrow(/refers back with \\1/);
		expect(() => found('(?<x>a)\\k<x>', '')).toThrow(/refers back/);
		for (const look of ['(?=a)', '(?!a)', '(?<=a)', '(?<!a)']) expect(() => found(look, '')).toThrow(/not supported/);
		// Newer ones of Node know it.
		for (const flags of ['(?i:a)', '(?-i:a)']) expect(() => found(flags, 'a')).toThrow(/not supported|Invalid group/);
		expect(() => found('(a{100}){100}', '')).toThrow(/repeats too much/);
		expect(() => found('((((a{0,999}){0,999}){0,999}){0,999}){0,999}', '')).toThrow(/repeats too much/);
		expect(() => found('a{999999999}', '')).toThrow(/repeats too much/);
		expect(() => found('(){999999999}', '')).toThrow(/repeats too much/);
		expect(() => found('('.repeat(5_000) + ')'.repeat(5_000), '')).toThrow(/too long/);
	});
});

/** JavaScript's own expressions would take years over these. */
test.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*)*(.*)*(.*)*x', '\\s*\\s*\\s*\\s*\\s*y', '([a-z]+)*\\d', '(a?){50}(a{1}){50}b'])('%s comes to an end', (source) => {
	expect(found(source, `${'a'.repeat(LONGEST_TEXT - 1)}!`)).toBe(false);
	expect(found(source, ' '.repeat(LONGEST_TEXT * 3))).toBe(false);
});

test('a text is looked at up to its bound', () => {
	expect([found('x', `${' '.repeat(LONGEST_TEXT - 1)}x`), found('x', `${' '.repeat(LONGEST_TEXT)}x`)]).toEqual([true, false]);
});

function isTooLong(source: string): boolean {
	try {
		patternOf(source, { matchCase: true });
		return false;
	} catch (error) {
		return (error as Error).message.includes('too long');
	}
}

/** Patterns of all that is supported, small enough for JavaScript's own to end. */
const { pattern } = fc.letrec<{ pattern: string; sequence: string; part: string; atom: string }>((tie) => ({
	pattern: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('sequence'), fc.tuple(tie('sequence'), tie('pattern')).map((both) => both.join('|'))),
	sequence: fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
	part: fc.tuple(tie('atom'), fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{1,2}', '{0,2}', '{1,}')).map(([atom, often]) => (/^([\^$]|\\[bB])$/.test(atom) ? atom : atom + often)),
	atom: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		fc.constantFrom('a', 'b', 'B', '.', '\\w', '\\W', '\\d', '\\s', '[ab]', '[^a]', '[a-c\\d]', '^', '$', '\\b', '\\B', '\\p{L}', 'é', '👍', '\\u0061', '\\n'),
		tie('pattern').map((inner) => `(${inner})`),
		tie('pattern').map((inner) => `(?:${inner})`),
	),
}));

test("finds what JavaScript's own expressions find", () => {
	const text = fc.array(fc.constantFrom('a', 'b', 'A', 'B', 'c', '1', ' ', '\n', 'é', '👍'), { maxLength: 8 }).map((parts) => parts.join(''));
	fc.assert(
		fc.property(pattern, text, fc.boolean(), (source, given, matchCase) => {
			// V8 finds a \B between the two halves of an emoji
			fc.pre(!isTooLong(source) && !(source.includes('\\B') && given.includes('👍')));
			expect(found(source, given, matchCase)).toBe(new RegExp(source, matchCase ? 'u' : 'iu').test(given));
		}),
		{ numRuns: 3_000 },
	);
});

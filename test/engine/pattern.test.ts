/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs in jest, never in n8n */
import { Script, createContext } from 'vm';
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
		['^\\x61\\x3D$', 'a=', true],
		['^a\\cJb$', 'a\nb', true],
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
		expect(() => found(`${'(a)'.repeat(10)}\\10`, '')).toThrow(/refers back with \\10,/);
		expect(() => found('(?<xy>a)\\k<xy>', '')).toThrow(/refers back with \\k<xy>,/);
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

/** Patterns of all that is supported. */
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

const inTime = createContext({});
const TEST = new Script('new RegExp(source, flags).test(given)');

/** Undefined for the rare one that it would take minutes for. */
function foundByJavaScript(source: string, given: string, matchCase: boolean): boolean | undefined {
	try {
		Object.assign(inTime, { source, given, flags: matchCase ? 'u' : 'iu' });
		return TEST.runInContext(inTime, { timeout: 500 }) as boolean;
	} catch (error) {
		if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
		throw error;
	}
}

test('an expression that JavaScript would take minutes for is held against nothing', () => {
	expect([foundByJavaScript('^(a*)*$', `${'a'.repeat(40)}b`, true), foundByJavaScript('^a*b$', `${'a'.repeat(40)}b`, true)]).toEqual([undefined, true]);
});

test("finds what JavaScript's own expressions find", () => {
	const text = fc.array(fc.constantFrom('a', 'b', 'A', 'B', 'c', '1', ' ', '\n', 'é', '👍'), { maxLength: 8 }).map((parts) => parts.join(''));
	fc.assert(
		fc.property(pattern, text, fc.boolean(), (source, given, matchCase) => {
			// V8 finds a \B between the two halves of an emoji
			fc.pre(!isTooLong(source) && !(source.includes('\\B') && given.includes('👍')));
			const asJavaScript = foundByJavaScript(source, given, matchCase);
			fc.pre(asJavaScript !== undefined);
			expect(found(source, given, matchCase)).toBe(asJavaScript);
		}),
		{ numRuns: 3_000 },
	);
});

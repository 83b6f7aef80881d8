import { noteNewest } from './newest';

/** From here on a secret is masked wherever it stands; a shorter one only as a word of its own, as it would blank out innocent text. */
const SHORTEST_SECRET = 6;

/** Finds a secret in all forms in which servers quote it: as it is, in an address, in JSON, in a page, in Base64, in Base64 of that, as hexadecimal digits, and in mixtures of them. */
export function patternOf(secret: string): RegExp {
	const known = patterns.get(secret) ?? patternFor(secret);
	noteNewest(patterns, secret, known, MOST_PATTERNS);
	return known;
}

/** Those of the accounts that were met last: an account is asked for anew with each item. */
const patterns = new Map<string, RegExp>();
const MOST_PATTERNS = 20;

function patternFor(secret: string): RegExp {
	if (secret.length < SHORTEST_SECRET) return new RegExp(`(?<![A-Za-z0-9])${spelled(secret)}(?![A-Za-z0-9])`, 'g');
	const once = inBase64(secret);
	const twice = [...once, ...once.map(inLettersOfAddresses)].flatMap(inBase64);
	// The longest first: one without its end is the beginning of the whole.
	const encoded = [...new Set([...once, ...twice])].sort((a, b) => b.length - a.length);
	return new RegExp([...[secret, ...encoded].map(spelled), ...letterByLetter(secret), anyCase(Buffer.from(secret).toString('hex'))].join('|'), 'g');
}

const inLettersOfAddresses = (base64: string): string => base64.replace(/\+/g, '-').replace(/\//g, '_');

const spelled = (text: string): string => (text.match(/\\+|[^]/gu) ?? []).map(spellingsOf).join('');

/** A letter of a secret, or several backslashes, as all the writers spell them. Letters and digits are left as they are by most of them. */
function spellingsOf(letters: string): string {
	const [letter, count] = [String.fromCodePoint(letters.codePointAt(0)!), letters.length];
	if (/[A-Za-z0-9]/.test(letter)) return letter;
	if (letter === '\\') return `(?:(?:${otherSpellingsOf(letter)}){${count}}|${backslashes(count)})`;
	return `(?:${otherSpellingsOf(letter)}|\\\\{0,7}${escaped(letter)}${(EXCHANGED[letter] ?? []).map((other) => `|${other}`).join('')})`;
}

/** As one: each by itself they could be shared out in so many ways that a search never ends. */
const backslashes = (count: number): string => `\\\\{${count},${8 * count}}`;

/** The longest first: `&` is the beginning of its own `&amp;`. */
function otherSpellingsOf(letter: string): string {
	const code = letter.codePointAt(0)!;
	const numbered = [`#0{0,3}${code}`, `#[xX]0{0,3}${anyCase(code.toString(16))}`, ...(NAMES[letter] ?? [])].map((name) => `&(?:amp;)?${name};`);
	return [...numbered, inAddress(letter), unicode(letter)].join('|');
}

/** As those spell it who encode each letter, with its digits or without. As a choice for each letter it would take too long to compile. */
const letterByLetter = (secret: string): string[] =>
	WAYS.flatMap((way) => [/[^]/, /[^0-9]/].map((encoded) => [...secret].map((letter) => (encoded.test(letter) ? way(letter) : letter)).join('')));

const WAYS: Array<(letter: string) => string> = [
	...['%', '%25', '%2525'].map((before) => (letter: string) => [...Buffer.from(letter)].map((byte) => before + anyCase(byte.toString(16).padStart(2, '0'))).join('')),
	...['\\\\', '\\\\\\\\'].map((before) => (letter: string) => Array.from({ length: letter.length }, (_, at) => `${before}u${anyCase(letter.charCodeAt(at).toString(16).padStart(4, '0'))}`).join('')),
	...['&', '&amp;'].flatMap((before) => [(letter: string) => `${before}#${letter.codePointAt(0)!};`, (letter: string) => `${before}#[xX]${anyCase(letter.codePointAt(0)!.toString(16))};`]),
];

/** `%2F`, and `%252F` where it was encoded again. */
const inAddress = (letter: string): string =>
	[...Buffer.from(letter)].map((byte) => `%(?:25){0,3}${anyCase(byte.toString(16).padStart(2, '0'))}`).join('');

/** `\u002F`, in two halves for what lies beyond. */
const unicode = (letter: string): string =>
	Array.from({ length: letter.length }, (_, at) => `\\\\{1,7}u${anyCase(letter.charCodeAt(at).toString(16).padStart(4, '0'))}`).join('');

const anyCase = (hex: string): string => hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const escaped = (letter: string): string => letter.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const NAMES: Record<string, string[]> = { '&': ['amp'], '<': ['lt'], '>': ['gt'], '"': ['quot'], "'": ['apos'], '/': ['sol'], '+': ['plus'], '=': ['equals'] };

/** Forms write a space as a plus, and read it back; addresses have other letters of Base64. */
const EXCHANGED: Record<string, string[]> = { ' ': ['\\+'], '+': [' ', '-'], '/': ['_'] };

const SHORTEST_BASE64 = 8;

/** Alone, and inside of what was encoded as a whole: there its place among the bytes decides on the letters, of which the outer ones are shared. */
function inBase64(secret: string): string[] {
	const bytes = Buffer.from(secret);
	const inside = [0, 1, 2].map((before) => {
		const letters = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64').replace(/=+$/, '');
		const shared = (before + bytes.length) % 3 === 0 ? 0 : 1;
		return letters.slice(Math.ceil((before * 8) / 6), letters.length - shared);
	});
	const alone = bytes.toString('base64');
	return [...new Set([alone, alone.replace(/=+$/, ''), ...inside.filter(({ length }) => length >= SHORTEST_BASE64)])];
}

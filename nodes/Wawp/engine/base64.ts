/**
 * The bytes of a data URI or of bare Base64; undefined for words. No pattern here runs greedily over the text: in a process that
 * has compiled many patterns V8 no longer optimises new ones, and such a one runs out of stack over some megabytes.
 */
export function bytesIn(text: string): Buffer | undefined {
	const [head] = /^\s{0,100}data:[^,]{0,1000},/.exec(text) ?? [''];
	const digits = text.slice(head.length).replace(/[\r\n]/g, '').replace(/={1,3}$/, '');
	if (digits.length < SHORTEST_FILE || digits.length % 4 === 1 || /[^\w+/-]/.test(digits) || isWords(digits)) return undefined;
	return Buffer.from(digits, 'base64');
}

/** `media_not_available` and `/api/files/default/3EB0` say where a file is, or why there is none, in letters that Base64 has as well. */
const isWords = (text: string): boolean => text.length < LONGEST_WORDS && (/^\/[a-z]{2}/.test(text) || (/[/_-]/.test(text) && /^([a-z/_-]+|[A-Z/_-]+)$/.test(text)));

const LONGEST_WORDS = 200;

/** No file has fewer bytes, and many a word as many letters. */
const SHORTEST_FILE = 16;

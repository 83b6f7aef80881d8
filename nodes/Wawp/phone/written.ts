/** The digits that a text means, before a country has been thought of. */
export type Written =
	| {
			digits: string;
			/** Its country code comes first: it was written with + or 00, or is a link. */
			isInternational: boolean;
			/** Where it begins with 00. */
			dialled?: Dialled;
			/** The digits, in the groups in which they were written. */
			groups: string[];
	  }
	| { problem: string };

export interface Dialled {
	/** With the 00. */
	digits: string;
	/** Whether more follow upon 00 at once: what is dialled before the country code may then be more than that. */
	goesOn: boolean;
}

/** Reads what spreadsheets, address books and keyboards make of a number. What could join two numbers, or lose digits, is a problem. */
export function written(given: string): Written {
	const text = unquoted(plainDigits(given)).replace(/^tel:/i, '');
	const linked = LINK.exec(text)?.slice(1).find((part) => part !== undefined);
	if (linked !== undefined) return { digits: linked, isInternational: true, groups: [linked] };
	const whole = wholeNumberIn(text);
	const problem = whole === undefined ? (lossIn(text) ?? strangeIn(text) ?? twoNumbersIn(text)) : undefined;
	return problem === undefined ? digitsIn(whole ?? text) : { problem };
}

/** Marks that come along with copied text. */
export const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\ufe0f/g;

/** Without marks, and with the digits and signs of all scripts as the Latin ones. */
export const plainDigits = (text: string): string =>
	text
		.replace(INVISIBLE, '')
		.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
		.replace(OTHER_DIGITS, latinDigit)
		.trim();

const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;

/** The digits of a script stand side by side, from 0 to 9; some scripts follow right upon one another. */
function latinDigit(digit: string): string {
	const at = digit.codePointAt(0)!;
	let before = 0;
	while (/\p{Nd}/u.test(String.fromCodePoint(at - before - 1))) before++;
	return String(before % 10);
}

/** `'2011…` and `="2011…"` are how spreadsheets keep a number as it is. */
const unquoted = (text: string): string => text.replace(/^=?(["'])(.*)\1$/s, '$2').replace(/^'/, '').trim();

/** To a chat. */
const LINK = /^(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/\+?([1-9]\d{6,14})\/?(?:[?#].*)?|(?:api|web)\.whatsapp\.com\/send\/?\?(?:[^#]*&)?phone=(?:\+|%2B)?([1-9]\d{6,14})(?:[&#].*)?)$|^whatsapp:\/\/send\/?\?(?:[^#]*&)?phone=(?:\+|%2B)?([1-9]\d{6,14})(?:[&#].*)?$/i;

/** What a spreadsheet or a program made of a number, where nothing was lost. */
function wholeNumberIn(text: string): string | undefined {
	const decimal = /^(\+?\d{6,})[.,]0+$/.exec(text);
	if (decimal) return decimal[1];
	const [, first = '', rest = '', exponent] = /^(\d)[.,](\d+)e\+?(\d{1,2})$/i.exec(text) ?? [];
	return exponent !== undefined && Number(exponent) === rest.length ? first + rest : undefined;
}

function lossIn(text: string): string | undefined {
	if (/^[+-]?\d+([.,]\d+)?e[+-]?\d+$/i.test(text)) return 'a spreadsheet has cut its last digits off: format the column as text';
	const [, decimals] = /^[+-]?[1-9]\d{5,}[.,](\d+)$/.exec(text) ?? [];
	if (decimals !== undefined) return decimals.length < SHORTEST ? 'it has decimals' : SEVERAL;
	return /^-/.test(text) ? 'it begins with a minus' : undefined;
}

/** What people put between the digits of one number. */
export const SEPARATORS = /[\s().\-/\u00b7\u2010-\u2015\u2212]/g;

function strangeIn(text: string): string | undefined {
	if (!/\d/.test(text)) return NONE;
	if (/^[\s(]*0011/.test(text)) return 'it begins with 0011, which is dialled in Australia only: write + in its place';
	if (/\d[^\d]*[,;|&\n\r\t][^\d]*\d/.test(text)) return SEVERAL;
	const compact = text.replace(SEPARATORS, '');
	const stranger = /[^\d+]/u.exec(compact)?.[0];
	if (stranger !== undefined) return /\p{L}/u.test(stranger) ? 'there are letters in it' : `there is a ${stranger} in it`;
	return compact.includes('+', 1) ? 'there is a + too many' : undefined;
}

/** Words say enough by themselves. */
const NONE = '';
export const SEVERAL = 'it may be more than one number';

/** What a number has at least. */
export const SHORTEST = 7;

/** A slash ends an area code: `030/12345678`. Behind more than that it begins another number, or another end. */
function twoNumbersIn(text: string): string | undefined {
	const slash = text.lastIndexOf('/');
	if (slash >= 0 && !(AREA_CODE.test(text.slice(0, slash)) && digitsOf(text.slice(slash)).length >= 4)) return SEVERAL;
	const parts = text.split(/\s+[-\u2010-\u2015\u2212]+\s+|\s{3,}/).filter((part) => digitsOf(part).length >= SHORTEST);
	return parts.length > 1 ? SEVERAL : undefined;
}

const AREA_CODE = /^\(?(?:(?:\+|00)\s*\(?\d{1,3}\)?[\s./-]*(?:\(0+\)\s*)?(?:\(?\d{1,5}\)?\s*)?|\(?\d{1,6}\)?\s*(?:\/\s*\(?\d{1,5}\)?\s*)?)$/;

const digitsOf = (text: string): string => text.replace(/\D/g, '');

function digitsIn(text: string): Written {
	const compact = text.replace(SEPARATORS, '');
	const isInternational = /^(\+|00)/.test(compact);
	const groups = text.replace(/^[\s(]*(\+|00)/, '').split(/\D+/).filter(Boolean);
	const dialled = compact.startsWith('00') && { dialled: { digits: compact, goesOn: /^[\s(]*00\d/.test(text) } };
	return { digits: compact.replace(/^(\+|00)/, ''), isInternational, ...dialled, groups };
}

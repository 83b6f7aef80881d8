import { patternOf } from './secretForms';

/** What stands in the place of a secret. */
export const MASK = '***';

/**
 * Whether it is what stands in the place of a secret: here, at n8n, or where a page shows some of its letters only. Whoever
 * pastes it back takes it for the secret.
 */
export const isMasked = (text: string): boolean => MASKED.test(text);

const MASKED = /^\s*__n8n_(BLANK|EMPTY)_VALUE_|^\s*[*＊∗•●⬤]+\s*$|[*＊∗•●⬤]{3}|…/;

export const IS_MASKED = { wrong: 'is masked, and not the secret itself', advice: 'Enter the secret itself. Where nobody knows it any more, choose a new one.' };

/** Keys under which Wawp hands out what nobody but the account's owner should see, in answers and in webhooks. */
const SECRET_NAMES = '(?:x[-_. ])?(?:(?:auth|bearer|instance|refresh|session|user|wawp)[-_. ]?(?:access[-_. ]?)?|access[-_. ]?)tokens?|jwt|authorization|bearer|cookies?|set-cookie|api[-_. ]?(?:keys?|tokens?)|x-?api-?key|(?:access|private|secret)[-_. ]?keys?|hmac(?:[-_. ]?(?:keys?|secrets?))?|(?:(?:app|application|proxy|user)[-_. ]?)?passwords?|passwd|passphrases?|pwd|user[-_. ]?pass|secrets?|(?:api|app|client|webhook)[-_. ]?secrets?|tokens?|user[-_. ]?emails?';
const SECRET_KEY = new RegExp(`^(?:${SECRET_NAMES})$`, 'i');

/** The same in a text that holds JSON, as that of an answer that broke off. */
const SECRET_IN_TEXT = new RegExp(`("(?:${SECRET_NAMES})"\\s{0,9}:\\s{0,9}")(?:[^"\\\\]|\\\\[^]){1,20000}`, 'gi');

/** And where that JSON is quoted in JSON, once or several times: the value ends at a quote that is quoted as those around its key are. */
const QUOTED_SECRET_IN_TEXT = new RegExp(`((\\\\{1,15})"(?:${SECRET_NAMES})\\2"\\s{0,9}:\\s{0,9}\\2")(?:[^"\\\\]|(?!\\2")\\\\+[^\\\\]?){1,20000}`, 'gi');

/** Whoever opens a temporary link can pair the session with a phone of their own. */
const TEMP_LINK = /(\/temp-qr\/)[^\s"'<>\\/?#]+/g;

/** A shorter one may be a word that is the name of something as well. */
const SHORTEST_IN_KEYS = 16;

/** Texts with every known secret masked, in all forms that answers quote it in. Everything else is left untouched, and so are keys with a short one. */
export function withoutValues<T>(value: T, secrets: string[]): T {
	const known = secrets.filter(Boolean);
	if (!known.length) return value;
	return mapTexts(value, { text: maskOf(known), key: maskOf(known.filter(({ length }) => length >= SHORTEST_IN_KEYS)) }) as T;
}

/** The same structure with the values of secret keys and the secret part of temporary links masked. */
export function withoutSecretKeys<T>(value: T): T {
	const text = (given: string) => given.replace(TEMP_LINK, `$1${MASK}`);
	return mapTexts(value, { text: (given) => text(given.includes('"') ? withoutQuoted(given.replace(SECRET_IN_TEXT, `$1${MASK}`)) : given), key: text, masked: SECRET_KEY }) as T;
}

/** The same for errors: also without who logs in where an address leads, such as at a proxy: `http://user:password@proxy`. */
export const inErrors = <T>(value: T): T => mapTexts(withoutSecretKeys(value), { text: (given) => given.replace(LOGIN, `$1${MASK}@`), key: (key) => key }) as T;

const LOGIN = /(\b[a-z][a-z\d+.-]{0,20}:(?:\\{0,7}\/){2})[^\s"'<>\\/?#]{1,500}@/gi;

const withoutQuoted = (text: string): string => (text.includes('\\"') ? text.replace(QUOTED_SECRET_IN_TEXT, `$1${MASK}`) : text);

/** The members of an object whose keys name no secret. */
export function publicMembers(value: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(value).filter(([key]) => !SECRET_KEY.test(key)));
}

type Change = (text: string) => string;

function maskOf(secrets: string[]): Change {
	// The longest first: it may hold a shorter one.
	const masks = [...secrets].sort((a, b) => b.length - a.length).map(maskOfOne);
	return (text) => masks.reduce((masked, mask) => mask(masked), text);
}

/** No form of a secret is shorter than itself. Most texts are, and a pattern takes long to make and to ask. */
function maskOfOne(secret: string): Change {
	let pattern: RegExp | undefined;
	return (text) => (text.length < secret.length ? text : text.replace((pattern ??= patternOf(secret)), MASK));
}

interface Changes {
	text: Change;
	key: Change;
	/** The values under these keys are masked as a whole. */
	masked?: RegExp;
}

/** The same structure with each text, keys too, as `change` makes it. */
export function mapTexts(value: unknown, changes: Changes): unknown {
	if (typeof value === 'string') return changes.text(value);
	if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, changes));
	if (!isPlain(value)) return value;
	const isSecret = changes.masked !== undefined && isSecretHeader(value);
	const entries = Object.entries(value).map(([key, entry]) => {
		const hidden = (changes.masked?.test(key) || (isSecret && key === 'value')) && entry !== null && entry !== undefined && entry !== '';
		return [changes.key(key), hidden ? MASK : mapTexts(entry, changes)];
	});
	return Object.fromEntries(entries);
}

/** Webhooks have lists of headers of the user's own: `{ name: 'Authorization', value: 'Bearer …' }`. */
const isSecretHeader = ({ name }: Record<string, unknown>): boolean => typeof name === 'string' && (SECRET_KEY.test(name) || SECRET_HEADER.test(name));

const SECRET_HEADER = /^x-[\w-]*(signature|secret|token|auth(orization)?|password|key)$|^(proxy-)?authorization$/i;

/** Unlike bytes and dates, which JSON prints in a way of their own. */
const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && typeof (value as { toJSON?: unknown }).toJSON !== 'function';

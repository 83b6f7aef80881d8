/** What stands in the place of a secret. */
export const MASK = '***';

/** Keys under which Wawp hands out what nobody but the account's owner should see, in answers and in webhooks. */
const SECRET_KEY = /^(access[-_. ]?token|authorization|api[-_. ]?key|hmac|password|secret|token|user[-_. ]?email)$/i;

/** Whoever opens a temporary link can pair the session with a phone of their own. */
const TEMP_LINK = /(\/temp-qr\/)[^\s"'<>\\/?#]+/g;

/** Shorter values would blank out innocent text. */
const SHORTEST_SECRET = 6;

/** Texts with every known secret masked, as it is and as it stands in a URL. Everything else is left untouched. */
export function withoutValues<T>(value: T, secrets: string[]): T {
	const known = secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
	if (!known.length) return value;
	// Most are the same in a URL and in JSON.
	const forms = [...new Set(known)];
	return mapTexts(value, (text) => forms.reduce((masked, secret) => masked.replaceAll(secret, MASK), text)) as T;
}

/** The same structure with the values of secret keys and the secret part of temporary links masked. */
export function withoutSecretKeys<T>(value: T): T {
	return mapTexts(value, (text) => text.replace(TEMP_LINK, `$1${MASK}`), SECRET_KEY) as T;
}

/** The members of an object whose keys name no secret. */
export function publicMembers(value: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(value).filter(([key]) => !SECRET_KEY.test(key)));
}

function mapTexts(value: unknown, change: (text: string) => string, masked?: RegExp): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, change, masked));
	if (!isPlain(value)) return value;
	const entries = Object.entries(value).map(([key, entry]) => {
		const hidden = masked?.test(key) && entry !== null && entry !== undefined && entry !== '';
		return [change(key), hidden ? MASK : mapTexts(entry, change, masked)];
	});
	return Object.fromEntries(entries);
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Buffer.isBuffer(value);

/** Where Wawp answers. Only the credential's Base URL changes it (a local Wawp, a proxy). */
export const DEFAULT_BASE_URL = 'https://api.wawp.net';

/** Wawp's first API generation lives on another host of its own. */
const V1_BASE_URL = 'https://wawp.net';
const V1_PATH = '/wp-json/';

/** The full address of a documented path such as `/v2/session/info`. */
export function addressOf(baseUrl: string, path: string): string {
	const base = cleanBaseUrl(baseUrl);
	return (base === DEFAULT_BASE_URL && path.startsWith(V1_PATH) ? V1_BASE_URL : base) + path;
}

/** What people paste: spaces, no scheme, a trailing slash, a trailing `/v2`. */
export function cleanBaseUrl(baseUrl: string): string {
	const given = baseUrl.trim() || DEFAULT_BASE_URL;
	const withScheme = /^https?:\/\//i.test(given) ? given : `https://${given}`;
	return withScheme.replace(/\/+$/, '').replace(/\/v2$/i, '').replace(/\/+$/, '');
}

/** Whether an address belongs to Wawp, so that it may be given the access token. */
export function isWawp(url: string, baseUrl: string): boolean {
	const origin = originOf(url);
	const base = cleanBaseUrl(baseUrl);
	const own = base === DEFAULT_BASE_URL ? [DEFAULT_BASE_URL, V1_BASE_URL] : [originOf(base)];
	return origin !== undefined && own.includes(origin);
}

export const isWebAddress = (baseUrl: string): boolean => originOf(cleanBaseUrl(baseUrl)) !== undefined;

function originOf(url: string): string | undefined {
	try {
		return new URL(url).origin;
	} catch {
		return undefined;
	}
}

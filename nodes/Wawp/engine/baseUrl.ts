import { pasted } from './pasted';

/** Where Wawp answers. Only the credential's Base URL changes it (a local Wawp, a proxy). */
export const DEFAULT_BASE_URL = 'https://api.wawp.net';

/** Wawp's first API generation lives on another host of its own. */
const V1_BASE_URL = 'https://wawp.net';
const V1_PATH = '/wp-json/';

/** The full address of a documented path such as `/v2/session/info`. */
export function addressOf(baseUrl: string, path: string): string {
	const base = cleanBaseUrl(baseUrl);
	return (path.startsWith(V1_PATH) && isDefault(addressIn(baseUrl)) ? V1_BASE_URL : base) + path;
}

/** What people paste: spaces, no scheme, a trailing slash, a trailing `/v2`, the whole address of an operation or of its page. */
export function cleanBaseUrl(baseUrl: string): string {
	const given = pasted(baseUrl) || DEFAULT_BASE_URL;
	const withScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(given) ? given : `https://${given}`;
	return withScheme.replace(BEHIND_WAWP, '$1').replace(/\/+$/, '').replace(/\/v2$/i, '').replace(/\/+$/, '');
}

/** Behind its own host nothing else is part of the address; a proxy may have a path like it. */
const BEHIND_WAWP = /^(https?:\/\/api\.wawp\.net(?::443)?)\/+(?:(?:\w\w\/)?docs|v2)(?:\/[^?#]*)?$/i;

/** However it is written: with capitals, or with its port. */
const isDefault = (base: URL | undefined): boolean => base?.origin === DEFAULT_BASE_URL && pathOf(base) === '';

/** Whether an address belongs to Wawp, so that it may be given the access token. Behind a proxy only its own path does. */
export function isWawp(url: string, baseUrl: string): boolean {
	const [given, base] = [parsed(url), addressIn(baseUrl)];
	if (!given || !base) return false;
	if (isDefault(base) && given.origin === V1_BASE_URL) return true;
	return given.origin === base.origin && (given.pathname === pathOf(base) || given.pathname.startsWith(`${pathOf(base)}/`));
}

/** What is wrong with a Base URL, to be read behind its name; undefined when it will do. */
export function faultOfBaseUrl(baseUrl: string): string | undefined {
	const address = addressIn(baseUrl);
	if (!address || !/^https?:$/.test(address.protocol)) return 'is not a web address';
	const { protocol, hostname, username, password } = address;
	if (WEBSITE.test(hostname)) return `leads to Wawp's website: its API answers at ${DEFAULT_BASE_URL}`;
	if (/[?#]/.test(baseUrl)) return 'has a query or a fragment behind the address';
	if (username || password) return 'has a user name or a password in it';
	if (protocol === 'http:' && !isNear(hostname)) return 'begins with http://, by which the access token would travel unencrypted over the internet';
	return undefined;
}

const WEBSITE = /^((www|app)\.)?wawp\.net$/;

const pathOf = ({ pathname }: URL): string => pathname.replace(/\/+$/, '');

let latest: { baseUrl: string; address: URL | undefined } | undefined;

/** Each request asks for it several times, and it is mostly the one of the request before. */
function addressIn(baseUrl: string): URL | undefined {
	if (latest?.baseUrl !== baseUrl) latest = { baseUrl, address: parsed(cleanBaseUrl(baseUrl)) };
	return latest.address;
}

function parsed(address: string): URL | undefined {
	try {
		return new URL(address);
	} catch {
		return undefined;
	}
}

/** This machine or a private network. A name without a dot is known there alone, such as that of a container. */
const isNear = (host: string): boolean => [NEAR_IPV4, NEAR_IPV6, NEAR_NAME].some((near) => near.test(host));

const NEAR_IPV4 = /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(\.\d+)+$/;
const NEAR_IPV6 = /^\[(::1|(fe[89ab][\da-f]|f[cd][\da-f]{2}):.*)\]$/i;
const NEAR_NAME = /^([a-z\d_-]*[a-z_-][a-z\d_-]*|.+\.(localhost|local|internal|lan|home|intranet|corp|home\.arpa))$/i;

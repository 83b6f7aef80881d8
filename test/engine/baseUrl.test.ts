import { addressOf, cleanBaseUrl, faultOfBaseUrl, isWawp } from '../../nodes/Wawp/engine/baseUrl';

/* Where the access token may go: which Base URLs will do, and what belongs to them. */

const NEAR = [
	'localhost', 'n8n', 'wawp-2', '2wawp', 'a_b', 'x', 'wawp.local', 'a.b.internal', 'nas.home.arpa',
	'127.0.0.1', '10.0.0.1', '192.168.7.7', '172.16.0.1', '172.20.0.1', '172.29.0.1', '172.31.0.1', '169.254.1.1', '100.64.0.1', '100.79.0.1', '100.99.0.1', '100.105.0.1', '100.119.0.1', '100.127.0.1',
	'[::1]', '[fe80::1]', '[febf::1]', '[fc00::1]', '[fd12:3456::1]',
];

const FAR = [
	'example.com', 'local.example.com', 'wawp.local.example.com', 'xlocal.example',
	'1.10.2.3', '8.127.0.1', '5.192.168.1', '9.172.16.1', '1.169.254.1', '11.0.0.1', '192.169.0.1', '172.15.0.1', '172.32.0.1', '169.253.0.1', '100.63.0.1', '100.128.0.1', '100.12.0.1',
	'[2001:db8::1]', '[2001:db8:fd12:3456::1]', '[fe7f::1]', '[fec0::1]', '[fe00::1]',
];

test.each(NEAR)('http:// does for %s', (host) => expect(faultOfBaseUrl(`http://${host}:3000/wawp`)).toBeUndefined());

test.each(FAR)('http:// would carry the token over the internet to %s, and https:// does not', (host) => {
	expect(faultOfBaseUrl(`http://${host}`)).toMatch(/^begins with http:\/\//);
	expect(faultOfBaseUrl(`https://${host}`)).toBeUndefined();
});

test.each(['wawp.net', 'https://www.wawp.net/', 'https://app.wawp.net/account'])("%s is Wawp's website", (address) => expect(faultOfBaseUrl(address)).toMatch(/^leads to Wawp's website/));

test.each(['wawp.net.example.com', 'https://wawp.network', 'mywawp.net'])('%s is not', (address) => expect(faultOfBaseUrl(address)).toBeUndefined());

test.each(['ftp://api.wawp.net', 'shttp://api.wawp.net', 'httpsx://api.wawp.net', 'http2://n8n', 'https://', 'a b'])('%s is no web address', (address) => {
	expect(faultOfBaseUrl(address)).toBe('is not a web address');
	expect(isWawp('https://api.wawp.net/v2', address)).toBe(false);
});

test.each([
	['proxy.example.com/https://wawp', 'https://proxy.example.com/https://wawp'],
	['https://proxy.example.com//', 'https://proxy.example.com'],
	['https://proxy.example.com//v2//', 'https://proxy.example.com'],
	['https://proxy.example.com/https://api.wawp.net/docs/x', 'https://proxy.example.com/https://api.wawp.net/docs/x'],
	['https://api.wawp.net/en/docs/send', 'https://api.wawp.net'],
	['http://api.wawp.net/v2/send', 'http://api.wawp.net'],
])('%s is %s', (given, clean) => expect(cleanBaseUrl(given)).toBe(clean));

test('behind a proxy only its own path belongs to Wawp', () => {
	const base = 'https://proxy.example.com/wawp//';
	expect(['/wawp', '/wawp/v2/x', '/wawp2', '/other', '/'].map((path) => isWawp(`https://proxy.example.com${path}`, base))).toEqual([true, true, false, false, false]);
	expect([isWawp('https://wawp.net/x', base), isWawp('https://wawp.net/x', ''), isWawp('https://wawp.net/x', 'https://api.wawp.net:443//')]).toEqual([false, true, true]);
});

test("the first API's paths are on Wawp's website, all others and those of a proxy are not", () => {
	expect(addressOf('', '/v2/session/info')).toBe('https://api.wawp.net/v2/session/info');
	expect(addressOf('', '/wp-json/awp/v1/x')).toBe('https://wawp.net/wp-json/awp/v1/x');
	expect(addressOf('https://proxy.example.com', '/wp-json/awp/v1/x')).toBe('https://proxy.example.com/wp-json/awp/v1/x');
});

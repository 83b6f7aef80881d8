import { isInnerAddress } from '../../nodes/Wawp/engine/innerAddress';

const INNER = [
	'127.0.0.1', '127.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '127.0.0.1.', '0', '0.0.0.0', '10.1.2.3', '167772161', '172.16.0.1', '172.31.255.255', '192.168.1.1', '0xc0a80101', '169.254.169.254', '2852039166', '100.64.0.1', '198.18.0.1', '192.0.0.8', '224.0.0.1', '255.255.255.255',
	'[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[::127.0.0.1]', '[::ffff:0:127.0.0.1]', '[::ffff:0:a00:1]', '[64:ff9b::7f00:1]', '[64:ff9b::10.0.0.1]', '[2002:7f00:1::]', '[2002:c0a8:101::1]', '[fe80::1]', '[febf::1]', '[fc00::1]', '[fd12:3456::1]', '[ff00::1]', '[ff02::1]',
	'localhost', 'LOCALHOST', 'localhost.', 'x.localhost', 'n8n', 'redis', 'redis1', 'printer.local', 'printer.local.', 'metadata.google.internal', 'box.lan', 'router.home.arpa', '１２７.0.0.1', '①②⑦.0.0.1',
];

const OUTER = ['api.wawp.net', '8.8.8.8', '134744072', '172.15.0.1', '172.32.0.1', '192.167.1.1', '11.0.0.1', '100.128.0.1', '169.253.1.1', '[2001:4860:4860::8888]', '[::ffff:8.8.8.8]', '[::ffff:0:8.8.8.8]', '[64:ff9b::808:808]', '[65:ff9b::7f00:1]', '[2002:808:808::1]', 'localhost.example.com', 'internal.example.com', '10.example.com', 'a.b'];

test.each(INNER)('http://%s leads into a network of its own', (host) => {
	expect(isInnerAddress(`http://${host}/x`)).toBe(true);
	expect(isInnerAddress(`https://user:word@${host}:8443/x?y#z`)).toBe(true);
});

test.each(OUTER)('http://%s does not', (host) => {
	expect(isInnerAddress(`http://${host}/x`)).toBe(false);
});

/** Of the ranges that IANA keeps for special purposes: the first and the last address inside, and what stands before and behind them. */
const RANGES: Array<[before: string, first: string, last: string, behind: string]> = [
	['9.255.255.255', '10.0.0.0', '10.255.255.255', '11.0.0.0'],
	['100.63.255.255', '100.64.0.0', '100.127.255.255', '100.128.0.0'],
	['126.255.255.255', '127.0.0.0', '127.255.255.255', '128.0.0.0'],
	['169.253.255.255', '169.254.0.0', '169.254.255.255', '169.255.0.0'],
	['172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'],
	['191.255.255.255', '192.0.0.0', '192.0.0.255', '192.0.1.0'],
	['192.167.255.255', '192.168.0.0', '192.168.255.255', '192.169.0.0'],
	['198.17.255.255', '198.18.0.0', '198.19.255.255', '198.20.0.0'],
];

/** The same middle parts behind another first one are somebody's. */
const OTHERS = ['8.64.0.1', '8.254.1.1', '8.16.0.1', '8.31.0.1', '8.168.0.1', '8.0.0.1', '8.18.0.1', '8.19.0.1', '192.1.0.1', '223.255.255.255'];

test.each(RANGES)('between %s, %s, %s and %s inside begins and ends', (...addresses) => {
	const wrapped = (address: string) => [address, `[::ffff:${address}]`, `[64:ff9b::${address}]`].map((host) => isInnerAddress(`http://${host}/`));
	expect(addresses.map(wrapped)).toEqual([false, true, true, false].map((isInner) => [isInner, isInner, isInner]));
});

test.each(OTHERS)('%s is outside', (address) => expect(isInnerAddress(`http://${address}/`)).toBe(false));

test.each([
	['[fbff:ffff::1]', '[fc00::]', '[fdff:ffff::]', '[fe00::1]'],
	['[fe7f::1]', '[fe80::]', '[feff::1]', undefined],
	['[2001:0:7f00:1::]', '[2002:7f00::]', '[2002:7fff:ffff::]', '[2002:8000::]'],
	['[64:ff9a::7f00:1]', '[64:ff9b::7f00:0]', '[64:ff9b::7fff:ffff]', '[64:ff9c::7f00:1]'],
	['[2::1]', '[::1]', '[::127.0.0.1]', '[1::7f00:1]'],
])('between %s, %s, %s and %s inside begins and ends', (before, first, last, behind) => {
	expect([before, first, last, behind].map((host) => host && isInnerAddress(`http://${host}/`))).toEqual([false, true, true, behind && false]);
});

test('what is no address leads nowhere', () => {
	for (const text of ['', 'x', 'http://', '/files/x.png']) expect(isInnerAddress(text)).toBe(false);
});

import { isInnerAddress } from '../../nodes/Wawp/engine/innerAddress';

const INNER = [
	'127.0.0.1', '127.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '127.0.0.1.', '0', '0.0.0.0', '10.1.2.3', '167772161', '172.16.0.1', '172.31.255.255', '192.168.1.1', '0xc0a80101', '169.254.169.254', '2852039166', '100.64.0.1', '198.18.0.1', '192.0.0.8', '224.0.0.1', '255.255.255.255',
	'[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[::127.0.0.1]', '[::ffff:0:127.0.0.1]', '[::ffff:0:a00:1]', '[64:ff9b::7f00:1]', '[64:ff9b::10.0.0.1]', '[2002:7f00:1::]', '[2002:c0a8:101::1]', '[fe80::1]', '[febf::1]', '[fc00::1]', '[fd12:3456::1]', '[ff02::1]',
	'localhost', 'LOCALHOST', 'localhost.', 'x.localhost', 'n8n', 'redis', 'printer.local', 'metadata.google.internal', 'box.lan', 'router.home.arpa', '１２７.0.0.1', '①②⑦.0.0.1',
];

const OUTER = ['api.wawp.net', '8.8.8.8', '134744072', '172.15.0.1', '172.32.0.1', '192.167.1.1', '11.0.0.1', '100.128.0.1', '169.253.1.1', '[2001:4860:4860::8888]', '[::ffff:8.8.8.8]', '[::ffff:0:8.8.8.8]', '[64:ff9b::808:808]', '[2002:808:808::1]', 'localhost.example.com', 'internal.example.com', '10.example.com', 'a.b'];

test.each(INNER)('http://%s leads into a network of its own', (host) => {
	expect(isInnerAddress(`http://${host}/x`)).toBe(true);
	expect(isInnerAddress(`https://user:word@${host}:8443/x?y#z`)).toBe(true);
});

test.each(OUTER)('http://%s does not', (host) => {
	expect(isInnerAddress(`http://${host}/x`)).toBe(false);
});

test('what is no address leads nowhere', () => {
	for (const text of ['', 'x', 'http://', '/files/x.png']) expect(isInnerAddress(text)).toBe(false);
});

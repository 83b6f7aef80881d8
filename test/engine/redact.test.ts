import fc from 'fast-check';

import { MASK, publicMembers, withoutSecretKeys, withoutValues } from '../../nodes/Wawp/engine/redact';
import { runs } from '../support/thorough';

/** The spellings in which a server may quote a secret, written here apart from those of the nodes. */
const html = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
const strict = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
const QUOTED: Array<[form: string, quote: (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['in an address', (secret) => encodeURIComponent(secret)],
	['in an address, with small digits', (secret) => encodeURIComponent(secret).replace(/%../g, (digits) => digits.toLowerCase())],
	['in an address, strictly', strict],
	['in an address, twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
	['in an address, three times', (secret) => encodeURIComponent(encodeURIComponent(encodeURIComponent(secret)))],
	['in an address, four times', (secret) => encodeURIComponent(encodeURIComponent(encodeURIComponent(encodeURIComponent(secret))))],
	['in an address, each letter of it', (secret) => [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')],
	['in an address, each letter of it, twice', (secret) => [...Buffer.from(secret)].map((byte) => `%25${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('')],
	['in an address, each letter of it, three times', (secret) => [...Buffer.from(secret)].map((byte) => `%2525${byte.toString(16).padStart(2, '0')}`).join('')],
	['in an address, its letters but not its digits', (secret) => [...Buffer.from(secret)].map((byte) => (byte >= 48 && byte < 58 ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`)).join('')],
	['as a form reads what was not encoded', (secret) => secret.replace(/\+/g, ' ')],
	['in the letters that addresses have for those of Base64', (secret) => secret.replace(/\+/g, '-').replace(/\//g, '_')],
	['in a form', (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
	['in the query of an address', (secret) => new URL(`https://x.example/?a=${encodeURIComponent(secret)}&b=1`).search.slice(3, -4)],
	['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
	['in JSON of PHP', (secret) => JSON.stringify(secret).slice(1, -1).replace(/\//g, '\\/')],
	['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)],
	['in JSON in JSON in JSON', (secret) => JSON.stringify(JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)).slice(1, -1)],
	['in JSON, each letter of it', (secret) => Array.from({ length: secret.length }, (_, at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')],
	['in JSON in JSON, each letter of it', (secret) => Array.from({ length: secret.length }, (_, at) => `\\\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')],
	['in JSON of letters of ASCII', (secret) => JSON.stringify(secret).slice(1, -1).replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)],
	['as hexadecimal digits', (secret) => Buffer.from(secret).toString('hex')],
	['as large hexadecimal digits', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
	['in a page', html],
	['in a page, as others escape', (secret) => html(secret).replace(/&#39;/g, '&#039;')],
	['in a page, twice', (secret) => html(secret).replace(/&/g, '&amp;')],
	['in a page, by the names of its signs', (secret) => html(secret).replace(/[+=/]/g, (sign) => ({ '+': '&plus;', '=': '&equals;', '/': '&sol;' })[sign]!).replace(/&#39;/g, '&apos;')],
	['in a page, by the numbers of its letters', (secret) => [...secret].map((letter) => `&#${letter.codePointAt(0)};`).join('')],
	['in a page, by the hexadecimal numbers of its letters', (secret) => [...secret].map((letter) => `&#x${letter.codePointAt(0)!.toString(16).toUpperCase()};`).join('')],
	['in a page, by the hexadecimal numbers of its signs alone', (secret) => secret.replace(/[^A-Za-z0-9]/gu, (sign) => `&#x${sign.codePointAt(0)!.toString(16)};`)],
	['in a page, twice, by the numbers of its letters', (secret) => [...secret].map((letter) => `&amp;#${letter.codePointAt(0)};`).join('')],
	['in Base64', (secret) => Buffer.from(secret).toString('base64')],
	['in Base64 without its end', (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, '')],
	['in Base64 for addresses', (secret) => Buffer.from(secret).toString('base64url')],
	['in Base64, twice', (secret) => Buffer.from(Buffer.from(secret).toString('base64')).toString('base64')],
	['in Base64 for addresses, twice', (secret) => Buffer.from(Buffer.from(secret).toString('base64url')).toString('base64url')],
	['in Base64 in an address', (secret) => encodeURIComponent(Buffer.from(secret).toString('base64'))],
];
const SECRETS = ['3f9c0d4e7b6a4f1e8d2c', 'a+b/c=d%e', 'tok/en+with=signs%2F', 'quo"te\'<b>&amp', 'back\\slash/token', 'many\\\\\\\\back/token', 'wrong-token', 'abc123', 'über😀geheim', 'with space in it', '>>>???xyz~~'];

describe('a secret that an answer quotes', () => {
	describe.each(SECRETS)('%s', (secret) => {
		test.each(QUOTED)('%s is masked', (_form, quote) => {
			const told = { message: `Token ${quote(secret)} is not known: ${quote(secret)}`, list: [[quote(secret)], { deep: `?access_token=${quote(secret)}&x=1` }] };
			const masked = JSON.stringify(withoutValues(told, [secret, '']));
			expect(masked).not.toContain(JSON.stringify(quote(secret)).slice(1, -1));
			expect(withoutValues(told, [secret, '']).message).toBe(`Token ${MASK} is not known: ${MASK}`);
		});
	});

	test('is masked where the text is nothing but it, however long, and in no form is it shorter', () => {
		for (let length = 1; length <= 40; length++) {
			for (const letter of ['a', '+', 'a\\', '\\', 'ü', '😀']) {
				const secret = letter.repeat(length);
				expect(withoutValues({ text: secret, list: [`${secret}.`] }, [secret])).toEqual({ text: MASK, list: [`${MASK}.`] });
				for (const [form, quote] of secret.length < 6 ? [] : QUOTED) expect({ form, masked: withoutValues(quote(secret), [secret]), isShorter: quote(secret).length < secret.length }).toEqual({ form, masked: MASK, isShorter: false });
			}
		}
	});

	test('is masked in every spelling, whatever it is made of', () => {
		const letters = fc.constantFrom(...'abcXYZ019+/=%&<>"\'\\-_.~!*() '.split(''));
		const secrets = fc.string({ unit: letters, minLength: 6, maxLength: 40 }).filter((text) => text.trim() === text && /[a-zA-Z0-9]{3}/.test(text));
		fc.assert(
			fc.property(secrets, fc.constantFrom(...QUOTED), (secret, [, quote]) => {
				expect(withoutValues(`<${quote(secret)}>`, [secret])).toBe(`<${MASK}>`);
			}),
			{ numRuns: runs(500, 1500) },
		);
	});

	test.each([0, 1, 2, 3, 4, 5])('leaves nothing to decode in Base64 of a whole text, %d letters in', (before) => {
		const secret = 'the-secret-token-of-somebody';
		const whole = Buffer.from(`${'x'.repeat(before)}${secret} and more`).toString('base64');
		const masked = withoutValues(whole, [secret]);
		expect(masked).toContain(MASK);
		expect(Buffer.from(masked.split(MASK).join('AAAA'), 'base64').toString('latin1')).not.toMatch(/secret|token|somebody/);
	});

	test.each([0, 1, 2])('is masked in Base64 to its last letter, where the next begins anew, %d letters in', (before) => {
		const secret = 'the-secret-token-of-x'.slice(before);
		const whole = Buffer.from(`${'x'.repeat(before)}${secret}and more`).toString('base64');
		expect(withoutValues(whole, [secret]).split(MASK).at(-1)).toBe(Buffer.from('and more').toString('base64'));
	});

	test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('leaves nothing to decode in Base64 of Base64 of a whole text, %d letters in', (before) => {
		const secret = 'the-secret-token-of-somebody';
		const once = Buffer.from(`${'x'.repeat(before)}${secret} and more`).toString('base64');
		const masked = withoutValues(Buffer.from(once).toString('base64'), [secret]);
		expect(masked).toContain(MASK);
		const decoded = (part: string) => [0, 1, 2, 3].map((from) => Buffer.from(part.slice(from), 'base64').toString('latin1'));
		expect(masked.split(MASK).flatMap(decoded).flatMap(decoded).join(' ')).not.toMatch(/secret|token|somebody/);
	});

	test('is masked within a word from six letters on', () => {
		expect(withoutValues('xabc12y xabc123y', ['abc12', 'abc123'])).toBe(`xabc12y x${MASK}y`);
		expect(withoutValues('xabcdefgy', ['abcdefg'])).toBe(`x${MASK}y`);
	});

	test('is masked in keys from sixteen letters on', () => {
		const [short, long] = ['123456789012345', 'abcdefghijklmnop'];
		expect(withoutValues({ [short]: short, [long]: long }, [short, long])).toEqual({ [short]: MASK, [MASK]: MASK });
	});

	test.each(['abc', 'ab+c', 'x1'])('is masked as a word of its own when it is as short as %s', (secret) => {
		expect(withoutValues([`Token ${secret} is wrong: ${secret}`, `?access_token=${encodeURIComponent(secret)}&a=1`, secret, `x${secret}y 7${secret} ${secret}7`], [secret])).toEqual([
			`Token ${MASK} is wrong: ${MASK}`,
			`?access_token=${MASK}&a=1`,
			MASK,
			`x${secret}y 7${secret} ${secret}7`,
		]);
	});

	test('is masked as a whole where it begins or ends with another one', () => {
		const secrets = ['first-half', 'first-half-and-more', 'and-more', 'zz-first-half-and-more'];
		for (const known of [secrets, [...secrets].reverse()]) expect(withoutValues(secrets.map((secret) => `<${secret}>`), known)).toEqual(secrets.map(() => `<${MASK}>`));
	});

	test('takes no key for a value where it is a word', () => {
		const given = { messageId: 'm-1', message: { message: 'my message' }, list: [{ message: 1 }] };
		expect(withoutValues(given, ['', 'message'])).toEqual({ messageId: 'm-1', message: { message: `my ${MASK}` }, list: [{ message: 1 }] });
	});

	test('is masked in a key too where it can be no word', () => {
		expect(withoutValues({ 'https://x/?t=3f9c0d4e7b6a4f1e8d2c': 1 }, ['3f9c0d4e7b6a4f1e8d2c'])).toEqual({ [`https://x/?t=${MASK}`]: 1 });
	});
});

describe('what secret keys hold', () => {
	test.each(['Authorization', 'proxy-authorization', 'X-Api-Key', 'X-Wawp-Signature', 'X-Webhook-Secret', 'x-auth-token', 'Cookie'])('is masked in a list of headers, too: %s', (name) => {
		const headers = (value: string) => ({ webhooks: [{ url: 'https://x.example', customHeaders: [{ name, value }, { name: 'X-Shop', value: 'keep' }] }] });
		expect(withoutSecretKeys(headers('Bearer abc'))).toEqual(headers(MASK));
	});

	const HEADERS: Record<string, boolean> = {
		'X-Shop-Signature': true, 'x-secret': true, 'x-shop-token': true, 'X-Auth': true, 'x-authorization': true, 'x-my_password': true, 'X-Functions-Key': true, authorization: true, 'Proxy-Authorization': true,
		'x-token-count': false, 'x-authority': false, 'max-x-token': false, 'x-shop': false, 'my-authorization': false, 'authorization-hint': false, 'proxy-authorization-hint': false, 'public-key': false,
	};
	test.each(Object.entries(HEADERS))('in a header of the name %s: %p', (name, isSecret) => {
		expect(withoutSecretKeys([{ name, value: 'abc' }])).toEqual([{ name, value: isSecret ? MASK : 'abc' }]);
		expect(withoutValues([{ name, value: 'abc' }], ['another-secret'])).toEqual([{ name, value: 'abc' }]);
	});

	test('is no public member', () => {
		expect(publicMembers({ id: 1, access_token: 'a', 'X-Api-Key': 'b', name: 'c', tokens: [] })).toEqual({ id: 1, name: 'c' });
	});

	test('is masked in lists, at any depth, and in a text that breaks off', () => {
		const secret = { access_token: 'a', hmac: ['b', { key: 'c' }], tokens: ['d'], webhook_secret: 'e', keep: 'f' };
		const masked = { access_token: MASK, hmac: MASK, tokens: MASK, webhook_secret: MASK, keep: 'f' };
		expect(withoutSecretKeys([secret, [secret], { rows: [secret] }])).toEqual([masked, [masked], { rows: [masked] }]);
		expect(withoutSecretKeys('{"name":"x","access_token":"abc","hmac": "def')).toBe(`{"name":"x","access_token":"${MASK}","hmac": "${MASK}`);
	});

	const NAMES = ['access_token', 'accessToken', 'Access-Token', 'access token', 'access.tokens', 'authorization', 'Authorization', 'bearer', 'cookie', 'Cookies', 'set-cookie', 'Set-Cookie', 'api_key', 'apiKey', 'API-KEYS', 'api_token', 'x-api-key', 'hmac', 'hmac_key', 'hmac-secret', 'password', 'passwords', 'secret', 'secrets', 'webhook_secret', 'webhookSecret', 'client_secret', 'clientSecrets', 'token', 'tokens', 'user_email', 'userEmail', 'User-Emails', 'auth_token', 'authToken', 'refresh_token', 'session-token', 'user_access_token', 'bearerToken', 'instance_token', 'wawp_access_token', 'x-access-token', 'X-Auth-Token', 'xApiKey', 'access_key', 'secretKey', 'private_key', 'api_secret', 'appSecret', 'app_password', 'proxyPassword', 'user_pass', 'passwd', 'pwd', 'passphrase', 'jwt'];
	test.each(['"token":"abc"', '"token": "abc"', '"token" : "abc"', '"token"\n\t:\n\t"abc"'])('is masked in a text, however it is laid out: %j', (told) => {
		for (const text of [told, `{ ${told}, "a"`, `<pre>{\n${told}`]) expect(withoutSecretKeys({ text })).toEqual({ text: text.replace('abc', MASK) });
	});

	test.each(['a\\/bc+/=', '\\/abc', 'a\\"b', 'a\\u002fb', 'a\\\\'])('is masked as a whole where the text spells some of its letters otherwise: %j', (secret) => {
		for (const end of ['"', '","id":1}', '']) expect(withoutSecretKeys(`{"hmac":"${secret}${end}`)).toBe(`{"hmac":"${MASK}${end}`);
	});

	test.each([1, 2, 3])('is masked in JSON that is quoted in JSON, %s times, and breaks off', (times) => {
		const quoted = (text: string) => Array.from({ length: times }).reduce<string>((inner) => JSON.stringify(inner), text);
		const [whole, masked] = ['a/b+="\\c', MASK].map((secret) => quoted(JSON.stringify({ id: '"1"', access_token: secret, to: 'B' })));
		for (const [end, start] of [[-1, 0], [-2, 1]]) expect(withoutSecretKeys(`{"data":${whole!.slice(start, end)}`)).toBe(`{"data":${masked!.slice(start, end)}`);
		const [inSecret] = whole!.split('+=');
		expect(withoutSecretKeys(`{"data":${inSecret}`)).toBe(`{"data":${masked!.split('***')[0]}${MASK}`);
	});

	test('is masked as a whole however long it is', () => {
		const secret = 'aB3+'.repeat(4_000);
		expect(withoutSecretKeys(`{"token":"${secret}","a":"${secret}`)).toBe(`{"token":"${MASK}","a":"${secret}`);
		expect(withoutSecretKeys(`{"a":"{\\"token\\":\\"${secret}\\",\\"id`)).toBe(`{"a":"{\\"token\\":\\"${MASK}\\",\\"id`);
	});

	test.each(NAMES)('is masked under %s, and in a text that holds it', (name) => {
		expect(withoutSecretKeys({ [name]: 'abc', keep: 'def' })).toEqual({ [name]: MASK, keep: 'def' });
		expect(withoutSecretKeys(`{"${name}":"abc","keep":"def","${name}" : "ghi"`)).toBe(`{"${name}":"${MASK}","keep":"def","${name}" : "${MASK}"`);
		expect(withoutSecretKeys([{ name, value: 'abc' }])).toEqual([{ name, value: MASK }]);
	});

	test.each(['tokenCount', 'mytoken', 'next_page_token', 'mediaKey', 'messageSecret', 'reportingTokenInfo', 'public_key', 'user', 'sessionKey', 'compass', 'secretary', 'passwordless', 'email', 'keys', 'cookieConsent'])('is left alone under %s', (name) => {
		expect(withoutSecretKeys({ [name]: 'abc', list: [{ name, value: 'def' }] })).toEqual({ [name]: 'abc', list: [{ name, value: 'def' }] });
	});

	test('says nothing where there is nothing', () => {
		const given = { access_token: '', token: null, hmac: undefined, password: 0, secret: false };
		expect(withoutSecretKeys(given)).toEqual({ access_token: '', token: null, hmac: undefined, password: MASK, secret: MASK });
	});

	test('is masked in every temporary link, of keys and of lists too', () => {
		const link = (code: string) => `https://wawp.net/temp-qr/${code}`;
		const given = { text: `${link('abc')} and ${link('def')}?x=1`, [link('ghi')]: [link('jkl')] };
		expect(withoutSecretKeys(given)).toEqual({ text: `${link(MASK)} and ${link(MASK)}?x=1`, [link(MASK)]: [link(MASK)] });
	});
});

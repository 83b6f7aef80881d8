import fc from 'fast-check';

import { MASK, withoutSecretKeys, withoutValues } from '../../nodes/Wawp/engine/redact';

/** The spellings in which a server may quote a secret, written here apart from those of the nodes. */
const html = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;');
const strict = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
const QUOTED: Array<[form: string, quote: (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['in an address', (secret) => encodeURIComponent(secret)],
	['in an address, with small digits', (secret) => encodeURIComponent(secret).replace(/%../g, (digits) => digits.toLowerCase())],
	['in an address, strictly', strict],
	['in an address, twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
	['in a form', (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
	['in the query of an address', (secret) => new URL(`https://x.example/?a=${encodeURIComponent(secret)}&b=1`).search.slice(3, -4)],
	['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
	['in JSON of PHP', (secret) => JSON.stringify(secret).slice(1, -1).replace(/\//g, '\\/')],
	['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)],
	['in JSON in JSON in JSON', (secret) => JSON.stringify(JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)).slice(1, -1)],
	['as hexadecimal digits', (secret) => Buffer.from(secret).toString('hex')],
	['as large hexadecimal digits', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
	['in a page', html],
	['in a page, as others escape', (secret) => html(secret).replace(/&#39;/g, '&#039;')],
	['in Base64', (secret) => Buffer.from(secret).toString('base64')],
	['in Base64 without its end', (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, '')],
	['in Base64 for addresses', (secret) => Buffer.from(secret).toString('base64url')],
	['in Base64 in an address', (secret) => encodeURIComponent(Buffer.from(secret).toString('base64'))],
];
const SECRETS = ['3f9c0d4e7b6a4f1e8d2c', 'a+b/c=d%e', 'tok/en+with=signs%2F', 'quo"te\'<b>&amp', 'back\\slash/token', 'wrong-token', 'abc123', 'übergeheim', 'with space in it'];

describe('a secret that an answer quotes', () => {
	describe.each(SECRETS)('%s', (secret) => {
		test.each(QUOTED)('%s is masked', (_form, quote) => {
			const told = { message: `Token ${quote(secret)} is not known`, list: [[quote(secret)], { deep: `?access_token=${quote(secret)}&x=1` }] };
			const masked = JSON.stringify(withoutValues(told, [secret, '']));
			expect(masked).not.toContain(JSON.stringify(quote(secret)).slice(1, -1));
			expect(withoutValues(told, [secret, '']).message).toBe(`Token ${MASK} is not known`);
		});
	});

	test('is masked in every spelling, whatever it is made of', () => {
		const letters = fc.constantFrom(...'abcXYZ019+/=%&<>"\'\\-_.~!*() '.split(''));
		const secrets = fc.string({ unit: letters, minLength: 6, maxLength: 40 }).filter((text) => text.trim() === text && /[a-zA-Z0-9]{3}/.test(text));
		fc.assert(
			fc.property(secrets, fc.constantFrom(...QUOTED), (secret, [, quote]) => {
				expect(withoutValues(`<${quote(secret)}>`, [secret])).toBe(`<${MASK}>`);
			}),
			{ numRuns: 1500 },
		);
	});

	test.each([0, 1, 2, 3, 4, 5])('leaves nothing to decode in Base64 of a whole text, %d letters in', (before) => {
		const secret = 'the-secret-token-of-somebody';
		const whole = Buffer.from(`${'x'.repeat(before)}${secret} and more`).toString('base64');
		const masked = withoutValues(whole, [secret]);
		expect(masked).toContain(MASK);
		expect(Buffer.from(masked.split(MASK).join('AAAA'), 'base64').toString('latin1')).not.toMatch(/secret|token|somebody/);
	});

	test.each(['abc', 'ab+c', 'x1'])('is masked as a word of its own when it is as short as %s', (secret) => {
		expect(withoutValues([`Token ${secret} is wrong`, `?access_token=${encodeURIComponent(secret)}&a=1`, secret, `x${secret}y`], [secret])).toEqual([
			`Token ${MASK} is wrong`,
			`?access_token=${MASK}&a=1`,
			MASK,
			`x${secret}y`,
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

	test('is masked in lists, at any depth, and in a text that breaks off', () => {
		const secret = { access_token: 'a', hmac: ['b', { key: 'c' }], tokens: ['d'], webhook_secret: 'e', keep: 'f' };
		const masked = { access_token: MASK, hmac: MASK, tokens: MASK, webhook_secret: MASK, keep: 'f' };
		expect(withoutSecretKeys([secret, [secret], { rows: [secret] }])).toEqual([masked, [masked], { rows: [masked] }]);
		expect(withoutSecretKeys('{"name":"x","access_token":"abc","hmac": "def')).toBe(`{"name":"x","access_token":"${MASK}","hmac": "${MASK}`);
	});
});

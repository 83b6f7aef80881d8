import { createHmac } from 'crypto';

import { SWITCHES } from '../simulator';
import { TriggerRig, post, type Given } from '../support/triggerRig';

let rig: TriggerRig;
afterEach(async () => await rig?.stop());

const start = async (given?: Given) => (rig = await TriggerRig.start(given));

const SECRET = 'dummy-webhook-secret';
const signed = { credential: { webhookSecret: SECRET } };

/** Two spaces that no other spelling of the same JSON has: what is signed are the bytes. */
const BODY = '{"event":  "message", "payload": {"body": "é"}}';

describe('the secret in the URL', () => {
	test.each<[string, (url: string) => string]>([
		['missing', (url) => url.split('?')[0]!],
		['empty', (url) => `${url.split('?')[0]}?secret=`],
		['another', (url) => `${url.slice(0, -1)}g`],
		['cut', (url) => url.slice(0, -1)],
		['there twice', (url) => `${url}&secret=x`],
		['under another name', (url) => url.replace('?secret=', '?Secret=')],
	])('that is %s is refused with 403 and starts nothing', async (_what, change) => {
		await start();
		await rig.activate({ events: ['message'] });
		expect(await post(change(rig.deliveryUrl), BODY)).toBe(403);
		expect(await rig.started()).toEqual([]);
		expect(await post(rig.deliveryUrl, BODY)).toBe(200);
		expect(await rig.started()).toHaveLength(1);
	});

	test('of one workflow does not open another one', async () => {
		await start();
		const [first, second] = [await rig.activate(), await rig.activate()];
		const [query] = rig.registered(first).map(({ url }) => url.split('?')[1]);
		const wrong = `${rig.n8n.webhookUrl(second)}?${query}`;
		expect(await post(wrong, '{"event": "session.status", "payload": {"status": "WORKING"}}')).toBe(403);
	});
});

describe('registered by hand', () => {
	const byHand = { registerAutomatically: false, events: ['message'] };

	test('makes no call, and takes every delivery when there is no URL Secret', async () => {
		await start();
		const id = await rig.activate(byHand);
		expect(await post(rig.n8n.webhookUrl(id), BODY)).toBe(200);
		expect(await rig.started()).toHaveLength(1);
		await rig.n8n.deactivate(id);
		expect(rig.wawp.calls).toEqual([]);
	});

	test('works for an account without a paid plan, which Wawp delivers to all the same', async () => {
		await start({ plan: 'free' });
		const id = await rig.activate(byHand);
		rig.instance.webhooks.push({ url: rig.n8n.webhookUrl(id), events: ['message'], is_active: 1, retries: { delay: 2, attempts: 1 } });
		rig.wawp.emit(rig.instance.id, 'message', { body: 'Hello' });
		expect(await rig.started()).toMatchObject([{ payload: { body: 'Hello' } }]);
	});

	test.each<[urlSecret: string, opening: string | undefined]>([
		['={{ 4711 }}', '4711'],
		['={{ "4711" }}', '4711'],
		['={{ true }}', undefined],
		['={{ [4711] }}', undefined],
		['={{ ({ a: 1 }) }}', undefined],
		['={{ "***" }}', undefined],
	])('a URL Secret of the expression %s is what it gives as a text; what is neither a text nor a number opens to nobody', async (urlSecret, opening) => {
		await start();
		const id = await rig.activate({ ...byHand, urlSecret: 'dummy-url-secret' });
		rig.changeInPlace(id, { ...byHand, urlSecret });
		const given = ['?secret=4711', '?secret=true', '?secret=[object Object]', '?secret=***', '?secret=', ''];
		const statuses = await Promise.all(given.map(async (query) => await post(rig.n8n.webhookUrl(id) + query, BODY)));
		expect(statuses).toEqual(given.map((query) => (query === `?secret=${opening}` ? 200 : 403)));
	});

	test("refuses what does not carry the URL Secret, and what is signed with another than the credential's secret", async () => {
		await start(signed);
		for (const urlSecret of ['a+b', 'a&b', '#ab', 'ab%20', '={{ "a" + "+b" }}']) await expect(rig.activate({ ...byHand, urlSecret })).rejects.toThrow("'URL Secret' holds + & # or %, which mean something else in a URL");
		// One that is left there is none where the trigger registers itself, also by an expression, with which n8n shows the field.
		await rig.n8n.deactivate(await rig.activate({ registerAutomatically: '={{ true }}', urlSecret: 'a+b' }));
		const id = await rig.activate({ ...byHand, urlSecret: 'dummy-url-secret' });
		const url = rig.n8n.webhookUrl(id);
		expect(await post(url, BODY)).toBe(403);
		expect(await post(`${url}?secret=wrong`, BODY)).toBe(403);
		const hmac = (secret: string) => createHmac('sha256', secret).update(BODY).digest('hex');
		expect(await post(`${url}?secret=dummy-url-secret`, BODY, { 'X-Wawp-Signature': hmac('other') })).toBe(403);
		expect(await rig.started()).toEqual([]);
		expect(await post(`${url}?secret=dummy-url-secret`, BODY, { 'X-Wawp-Signature': hmac(SECRET) })).toBe(200);
		expect(await rig.started()).toHaveLength(1);
	});
});

const hmac = (algorithm: string, secret = SECRET) => createHmac(algorithm, secret).update(BODY).digest('hex');

const HEADERS: Record<string, Record<string, string>> = {
	none: {},
	'SHA-256': { 'X-Wawp-Signature': hmac('sha256') },
	'SHA-256 in capitals': { 'X-Wawp-Signature': hmac('sha256').toUpperCase() },
	'SHA-256 with prefix': { 'X-Wawp-Signature': `sha256=${hmac('sha256')}` },
	'SHA-512 of the engine': { 'X-Webhook-Hmac': hmac('sha512'), 'X-Webhook-Hmac-Algorithm': 'sha512' },
	'SHA-512 of the engine, not named': { 'X-Webhook-Hmac': hmac('sha512') },
	'SHA-256 of the engine': { 'X-Webhook-Hmac': hmac('sha256'), 'X-Webhook-Hmac-Algorithm': 'SHA-256' },
	'SHA-384 with prefix': { 'X-Wawp-Signature': `sha384=${hmac('sha384')}` },
	'SHA-512 with prefix': { 'X-Wawp-Signature': `SHA512=${hmac('sha512')}` },
	'SHA-384 of the engine': { 'X-Webhook-Hmac': hmac('sha384'), 'X-Webhook-Hmac-Algorithm': 'sha384' },
	'both, one of them wrong': { 'X-Wawp-Signature': hmac('sha256'), 'X-Webhook-Hmac': hmac('sha512', 'other') },
	'the plain secret': { 'X-Wawp-Signature': SECRET },
	'SHA-256 with another secret': { 'X-Wawp-Signature': hmac('sha256', 'other') },
	'SHA-512 of the engine with another secret': { 'X-Webhook-Hmac': hmac('sha512', 'other') },
	'SHA-256 of another body': { 'X-Wawp-Signature': createHmac('sha256', SECRET).update(`${BODY} `).digest('hex') },
	'SHA-1': { 'X-Wawp-Signature': hmac('sha1') },
	'another algorithm than it names': { 'X-Webhook-Hmac': hmac('sha256'), 'X-Webhook-Hmac-Algorithm': 'sha512' },
	'an unknown algorithm': { 'X-Webhook-Hmac': hmac('sha256'), 'X-Webhook-Hmac-Algorithm': 'none' },
	'something else': { 'X-Wawp-Signature': 'yes' },
	nothing: { 'X-Wawp-Signature': '' },
	'a prefix in its midst': { 'X-Wawp-Signature': `${hmac('sha256').slice(0, 9)}sha256=${hmac('sha256').slice(9)}` },
	'no hex at its start': { 'X-Wawp-Signature': `g${hmac('sha256').slice(1)}` },
	'no hex at its end': { 'X-Wawp-Signature': `${hmac('sha256').slice(1)}g` },
};

const GOOD = Object.keys(HEADERS).slice(1, 11);
const FORGED = ['SHA-256 with another secret', 'SHA-512 of the engine with another secret', 'SHA-256 of another body'];

const PASSING: Record<string, (header: string) => boolean> = {
	check: (header) => !FORGED.includes(header),
	require: (header) => GOOD.includes(header),
	plain: (header) => GOOD.includes(header) || header === 'the plain secret',
	ignore: () => true,
};

describe("'Signature' set to", () => {
	test.each(Object.entries(PASSING))('%s, over every kind of header', async (signature, passes) => {
		await start(signed);
		await rig.activate({ events: ['message'], onlyWhenChanged: false, options: { signature } });
		const answers: Record<string, number> = {};
		for (const [header, headers] of Object.entries(HEADERS)) answers[header] = await post(rig.deliveryUrl, BODY, headers);
		const expected = Object.keys(HEADERS).map((header) => [header, passes(header) ? 200 : 403]);
		expect(answers).toEqual(Object.fromEntries(expected));
		// the same event each time
		expect(await rig.started()).toHaveLength(1);
	});

	test.each(SWITCHES.signature.filter((way) => way !== 'plain secret' && way !== 'none'))(
		'require takes what Wawp signs with %s, under the secret it was registered with, even when the credential has changed',
		async (signature) => {
			await start({ ...signed, switches: { signature } });
			await rig.activate({ events: ['message'], options: { signature: 'require' } });
			for (const webhookSecret of [SECRET, 'dummy-other-secret', '']) {
				rig.changeCredential({ webhookSecret });
				rig.wawp.emit(rig.instance.id, 'message', { body: webhookSecret });
			}
			expect(await rig.started()).toHaveLength(3);
		},
	);

	test('check takes a plain secret that looks like a signature', async () => {
		const webhookSecret = hmac('sha256', 'anything');
		await start({ credential: { webhookSecret }, switches: { signature: 'plain secret' } });
		await rig.activate();
		await rig.announce('WORKING');
		expect(await rig.started()).toHaveLength(1);
	});

	test('check, without a Webhook Secret, takes a delivery whatever it is signed with', async () => {
		await start();
		await rig.activate({ events: ['message'] });
		expect(await post(rig.deliveryUrl, BODY, { 'X-Wawp-Signature': hmac('sha256') })).toBe(200);
		expect(await rig.started()).toHaveLength(1);
	});

	test.each(['require', 'plain'])('%s refuses everything when no secret was registered', async (signature) => {
		await start(signed);
		const id = await rig.activate({ events: ['message'], registerAutomatically: false, options: { signature } });
		rig.changeCredential({ webhookSecret: '' });
		expect(await post(rig.n8n.webhookUrl(id), BODY, { 'X-Wawp-Signature': '' })).toBe(403);
		expect(await post(rig.n8n.webhookUrl(id), BODY)).toBe(403);
		expect(await rig.started()).toEqual([]);
	});

	test.each([
		['check', [200, 200]],
		['require', [403, 200]],
	])('%s holds a delivery against the secret of today where another token had sealed the one that was registered', async (signature, expected) => {
		await start(signed);
		await rig.activate({ events: ['message'], options: { signature } });
		rig.changeCredential({ accessToken: 'token-of-tomorrow', webhookSecret: 'secret-of-tomorrow' });
		const signedWith = (secret: string) => ({ 'X-Wawp-Signature': hmac('sha256', secret) });
		expect([await post(rig.deliveryUrl, BODY, signedWith(SECRET)), await post(rig.deliveryUrl, BODY, signedWith('secret-of-tomorrow'))]).toEqual(expected);
	});

	test.each([false, true])('with static data that was lost (%s) an address that was registered without a secret is opened by no signature with that of today', async (isLost) => {
		await start();
		const settingOf = (signature: string) => ({ events: ['message'], options: { signature } });
		const id = await rig.activate(settingOf('check'));
		if (isLost) rig.n8n.saveStaticData(id, {});
		rig.changeCredential({ webhookSecret: SECRET });
		const answers: Record<string, number[]> = {};
		for (const signature of ['check', 'ignore', 'plain', 'require']) {
			rig.changeInPlace(id, settingOf(signature));
			answers[signature] = [await post(rig.deliveryUrl, BODY, HEADERS['SHA-256']), await post(rig.deliveryUrl, BODY, HEADERS['the plain secret']), await post(rig.deliveryUrl, BODY)];
		}
		expect(answers).toEqual({ check: [200, 200, 200], ignore: [200, 200, 200], plain: [403, 403, 403], require: [403, 403, 403] });
	});
});

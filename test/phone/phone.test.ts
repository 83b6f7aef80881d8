import jsQR from 'jsqr';
import { PNG } from 'pngjs';

import { type Account, type Instance, type Wawp, startWawp } from '../simulator';
import { clientOf, send } from '../simulator/client';

let wawp: Wawp;
let account: Account;

beforeEach(async () => {
	wawp = await startWawp();
	account = wawp.addAccount();
});
afterEach(async () => await wawp.stop());

const callFor = ({ id }: Instance) => clientOf(wawp, account.token, id);
const press = async ({ id }: Instance, button: string) => await send(wawp.url, 'POST', `/phone/${id}/${button}`);

function decode(png: Buffer): string | undefined {
	const { data, width, height } = PNG.sync.read(png);
	return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

const bytesOf = (dataUri: string) => Buffer.from(dataUri.replace('data:image/png;base64,', ''), 'base64');

describe('codes', () => {
	test('picture, value and info show the same QR code', async () => {
		const instance = wawp.addInstance(account, { status: 'SCAN_QR_CODE' });
		const call = callFor(instance);
		const raw = JSON.parse(Buffer.from((await call('auth.getQr')).body.data, 'base64').toString());
		expect(raw).toEqual({ value: instance.qr!.value, expiry: instance.qr!.expiresAt });
		expect(decode(bytesOf((await call('auth.getQrImage')).body.qr))).toBe(raw.value);
		expect(decode(bytesOf((await call('session.getInfo')).body.qr))).toBe(raw.value);
	});

	test.each(['WORKING', 'STOPPED', 'FAILED'])('a session that is %s shows none', async (status) => {
		const call = callFor(wawp.addInstance(account, { status }));
		for (const key of ['auth.getQr', 'auth.getQrImage']) {
			expect(await call(key)).toMatchObject({ status: 400, body: { code: 'session_not_ready' } });
		}
		const refused = await call('auth.requestCode', { phone_number: '201145202826' });
		expect(refused).toMatchObject({ status: 400, body: { code: 'session_not_ready' } });
	});

	test('a pairing code links the number it was made for', async () => {
		const instance = wawp.addInstance(account, { status: 'SCAN_QR_CODE' });
		const { code } = (await callFor(instance)('auth.requestCode', { phone_number: '201145202826' })).body;
		expect(code).toMatch(/^[A-Z]{4}-\d{4}$/);
		expect(() => wawp.phone.scan(instance.id, { code: 'NOPE-0000' })).toThrow('another pairing code');
		wawp.phone.scan(instance.id, { code });
		expect(instance).toMatchObject({ status: 'WORKING', phone: '201145202826' });
	});

	test('a phone number that is not international digits gets no pairing code', async () => {
		const instance = wawp.addInstance(account, { status: 'SCAN_QR_CODE' });
		expect((await callFor(instance)('auth.requestCode', { phone_number: '+20 11' })).status).toBe(400);
	});

	test('a one-time password goes out once a minute, and five wrong tries end it', async () => {
		const call = callFor(wawp.addInstance(account, { status: 'WORKING' }));
		const recipient = { chatId: '201145202826' };
		expect((await call('auth.sendOtp', recipient)).status).toBe(200);
		const again = await call('auth.sendOtp', recipient);
		expect(again.status).toBe(429);
		expect(again.headers.get('retry-after')).toMatch(/^(59|60)$/);

		const { code } = wawp.world.otps[0]!;
		const wrong = code === '000000' ? '000001' : '000000';
		for (let tries = 0; tries < 5; tries++) {
			expect((await call('auth.verifyOtp', { ...recipient, code: wrong })).status).toBe(400);
		}
		expect((await call('auth.verifyOtp', { ...recipient, code })).status).toBe(429);
	});

	test('the right one-time password is accepted once', async () => {
		const call = callFor(wawp.addInstance(account, { status: 'WORKING' }));
		await call('auth.sendOtp', { chatId: '201145202826' });
		const given = { chatId: '201145202826', code: wawp.world.otps[0]!.code };
		expect(await call('auth.verifyOtp', given)).toMatchObject({ status: 200, body: { success: true } });
		expect((await call('auth.verifyOtp', given)).status).toBe(400);
	});
});

describe('temporary links', () => {
	test('a link shows the QR code to whoever opens it, until it is replaced or revoked', async () => {
		const instance = wawp.addInstance(account, { status: 'SCAN_QR_CODE' });
		const call = callFor(instance);
		const open = async (link: string) => await send(link, 'GET', '');
		const first = (await call('session.createTempLink')).body.link;
		expect(first).toMatch(/\/temp-qr\/\w{64}$/);
		const image = /src="([^"]+)"/.exec((await open(first)).body)![1]!;
		expect(decode(bytesOf(image))).toBe(instance.qr!.value);

		const second = (await call('session.createTempLink')).body.link;
		expect((await call('session.getTempLink')).body.link).toBe(second);
		expect((await open(first)).status).toBe(404);
		await call('session.revokeTempLink');
		expect((await open(second)).status).toBe(404);
		expect((await call('session.getTempLink')).body).toEqual({ link: null });
	});

	test('a link is over after half an hour', async () => {
		const call = callFor(wawp.addInstance(account, { status: 'SCAN_QR_CODE' }));
		await call('session.createTempLink');
		const link = wawp.world.tempLinks[0]!;
		link.expiresAt = wawp.now() - 1;
		expect((await call('session.getTempLink')).body).toEqual({ link: null });
		expect((await send(link.url, 'GET', '')).status).toBe(404);
		const { expiresAt } = (await call('session.createTempLink'), wawp.world.tempLinks.at(-1)!);
		expect((expiresAt - wawp.now()) / 60_000).toBeCloseTo(30, 0);
	});
});

describe('the phone page', () => {
	test('it needs nothing from elsewhere', async () => {
		const { body, contentType } = await send(wawp.url, 'GET', '/');
		expect(contentType).toContain('text/html');
		expect(body).not.toMatch(/(?:src|href)="(?!data:)|https?:\/\/|@import/);
	});

	test('its buttons move the session', async () => {
		const instance = wawp.addInstance(account, { status: 'SCAN_QR_CODE' });
		const seen: string[] = [];
		for (const button of ['scan', 'lose-connection', 'reconnect', 'fail', 'log-out']) {
			expect((await press(instance, button)).status).toBe(200);
			seen.push(instance.status);
		}
		expect(seen).toEqual(['WORKING', 'FAILED', 'STARTING', 'FAILED', 'SCAN_QR_CODE']);
		expect(instance.linked).toBe(false);
	});

	test('a button that makes no sense is refused in words', async () => {
		const instance = wawp.addInstance(account);
		const { status, body } = await press(instance, 'scan');
		expect(status).toBe(409);
		expect(body.message).toContain('shows nothing to scan (its state is STOPPED)');
		expect((await press(instance, 'explode')).status).toBe(404);
	});

	test('it shows sessions, codes, calls and deliveries, and no secret', async () => {
		const instance = wawp.addInstance(account, { status: 'SCAN_QR_CODE' });
		const url = `${wawp.url}/receiver?secret=hush`;
		await callFor(instance)('webhook.set', { url, events: ['message'], hmac: 'hush', 'retries[attempts]': 1 });
		wawp.emit(instance.id, 'message');
		await wawp.settled();
		const { body } = await send(wawp.url, 'GET', '/phone/state.json');
		expect(body.sessions).toMatchObject([{ id: instance.id, status: 'SCAN_QR_CODE', qr: { turn: 1 } }]);
		expect(decode(bytesOf(body.sessions[0].qr.image))).toBe(instance.qr!.value);
		expect(body.calls.at(-1)).toMatchObject({ operation: 'webhook.set', status: 200 });
		expect(body.deliveries).toMatchObject([{ event: 'message', url: `${wawp.url}/receiver`, status: 404 }]);
		expect(JSON.stringify(body)).not.toMatch(new RegExp(`hush|${account.token}`));
	});

	test('pressing buttons is no call to the API', async () => {
		await press(wawp.addInstance(account), 'fail');
		expect(wawp.calls).toEqual([]);
	});
});

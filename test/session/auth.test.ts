import { SWITCHES, type Wawp, startWawp } from '../simulator';
import { qrText } from '../support/qrText';
import { WawpRig } from '../support/wawpRig';

let wawp: Wawp;
beforeEach(async () => void (wawp = await startWawp()));
afterEach(async () => await wawp.stop());

const scanning = { instance: { status: 'SCAN_QR_CODE' } };

describe('the QR code', () => {
	test.each(SWITCHES.qrImage)('becomes a PNG that a phone can read, when Wawp gives it as %s', async (qrImage) => {
		wawp.switches.qrImage = qrImage;
		const rig = new WawpRig(wawp, scanning);
		const [item] = await rig.items('auth.getQrImage');
		expect(qrText(item)).toBe(rig.instance.qr!.value);
		expect(item!.binary!.data!.fileName).toBe('qr.png');
		expect(item!.json).toEqual({ instanceId: rig.instance.id });
	});

	test('goes into the field that the user names', async () => {
		const [item] = await new WawpRig(wawp, scanning).items('auth.getQrImage', { binaryPropertyName: 'qrCode' });
		expect(Object.keys(item!.binary!)).toEqual(['qrCode']);
	});

	test('is not there before the session waits for a scan, and the message says so', async () => {
		const error = await new WawpRig(wawp).error('auth.getQrImage');
		expect(error.message).toBe("The session is STOPPED: run 'Session > Start', then try again");
		expect(error.description).toMatch(/^Starting takes some seconds\. 'Session > Wait for Status' waits until there is a code to scan\./);
	});

	test('an answer without a picture is an error', async () => {
		const rig = new WawpRig(wawp, scanning);
		wawp.failNext({ body: { qr: null } });
		expect((await rig.error('auth.getQrImage')).message).toBe("Wawp's answer holds no picture");
	});

	test.each(SWITCHES.qrValue)('is a text with its expiry when Wawp gives it %s', async (qrValue) => {
		for (const qrExpiry of SWITCHES.qrExpiry) {
			Object.assign(wawp.switches, { qrValue, qrExpiry });
			const rig = new WawpRig(wawp, scanning);
			const { value, expiresAt } = rig.instance.qr!;
			const [item] = await rig.items('auth.getQr');
			expect(item!.json).toEqual({ instanceId: rig.instance.id, value, expiresAt: expect.any(String) });
			expect(Math.abs(Date.parse(item!.json.expiresAt as string) - expiresAt)).toBeLessThan(1000);
		}
	});
});

describe('Get Screenshot', () => {
	const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

	test('makes a file of what the first API answers', async () => {
		const rig = new WawpRig(wawp);
		wawp.failNext({ body: { mimetype: 'image/png', data: png } }, { operation: 'auth.getScreenshot' });
		const [item] = await rig.items('auth.getScreenshot');
		expect(item!.binary!.data).toMatchObject({ data: png, mimeType: 'image/png', fileName: 'screenshot.png' });
		expect(rig.calls[0]!.path).toBe('/wp-json/awp/v1/getScreenshot');
	});

	test('says that there may be nothing to show', async () => {
		expect((await new WawpRig(wawp).error('auth.getScreenshot')).description).toMatch(/nothing to show/);
	});
});

describe('Request Pairing Code', () => {
	test('returns the code, though it stands under the key of error codes', async () => {
		const rig = new WawpRig(wawp, scanning);
		const [item] = await rig.items('auth.requestCode', { phoneNumber: '201145202826' });
		expect(item!.json).toEqual({ instanceId: rig.instance.id, code: rig.instance.pairing!.code });
	});

	test.each(['12345678', '1E234567', '1234-5678', 12_345_678])('returns a code that reads as a number as well: %j', async (code) => {
		const rig = new WawpRig(wawp, scanning);
		wawp.failNext({ body: { code } }, { operation: 'auth.requestCode' });
		expect((await rig.items('auth.requestCode', { phoneNumber: '201145202826' })).map(({ json }) => json)).toEqual([{ instanceId: rig.instance.id, code }]);
	});

	test.each([
		['+20 114 520 2826', '201145202826'],
		['0020-114-520-2826', '201145202826'],
		['(20) 114.520.2826', '201145202826'],
		['201145202826:7@s.whatsapp.net', '201145202826'],
		['\u202a+20\u00a0114\u20115202826\u202c', '201145202826'],
	])('takes the number %p', async (phoneNumber, digits) => {
		const rig = new WawpRig(wawp, scanning);
		await rig.items('auth.requestCode', { phoneNumber });
		expect(rig.calls.at(-1)!.params).toEqual({ phone_number: digits });
	});

	test.each(['rejected', 'notfound', 'required'])('the word %s is no pairing code', async (code) => {
		wawp.failNext({ body: { code, message: 'No' } }, { operation: 'auth.requestCode' });
		expect((await new WawpRig(wawp, scanning).error('auth.requestCode', { phoneNumber: '+20 114 520 2826' })).description).toContain(code);
	});

	test.each(['0114 520 2826', 'call me', '12345', '+20 114 520 2826 000 000', '123-45@g.us'])('refuses %p before any request', async (phoneNumber) => {
		const rig = new WawpRig(wawp, scanning);
		const error = await rig.error('auth.requestCode', { phoneNumber });
		expect(error.message).toContain(`'Phone Number' is not a phone number with its country code: ${phoneNumber}`);
		expect(error.description).toMatch(/country code first/);
		expect(rig.calls).toEqual([]);
	});
});

describe('one-time passwords', () => {
	const working = { instance: { status: 'WORKING' } };
	const phone = { phoneNumber: '+20 114 520 2826' };

	test('are sent and verified', async () => {
		const rig = new WawpRig(wawp, working);
		await rig.items('auth.sendOtp', phone);
		const { code } = wawp.world.otps[0]!;
		expect((await rig.items('auth.verifyOtp', { ...phone, code }))[0]!.json).toEqual({ success: true });
	});

	test.each(SWITCHES.wrongCode)('a wrong one is an error, when Wawp says so with %s', async (wrongCode) => {
		wawp.switches.wrongCode = wrongCode;
		const rig = new WawpRig(wawp, working);
		await rig.items('auth.sendOtp', phone);
		const code = wawp.world.otps[0]!.code === '123456' ? '654321' : '123456';
		const error = await rig.error('auth.verifyOtp', { ...phone, code });
		expect(error.message).toBe('Wawp does not accept this code');
		expect(error.description).toMatch(/wrong or has expired/);
	});

	test.each<[body: unknown]>([
		...['valid', 'verified', 'match', 'is_valid', 'isValid', 'otp_verified', 'correct', 'approved', 'matched'].flatMap((name): Array<[unknown]> => [[{ [name]: false }], [{ success: true, [name]: false }], [{ success: true, data: { [name]: false } }], [{ status: 'success', result: { [name]: 0 } }], [{ success: true, [name]: 'no' }]]),
		...['wrong code', 'Code mismatch', 'Code is incorrect', 'Invalid OTP', 'Code does not match', 'Verification pending', 'Expired', 'Please try again', 'Code was used before'].flatMap((message): Array<[unknown]> => [[{ success: true, message }], [{ status: 'success', data: { message } }]]),
		...['mismatch', 'pending', 'failed', 'expired', 'wrong', 'denied', 'max_attempts'].map((status): [unknown] => [{ success: true, data: { status } }]),
		[{ success: true, code: 'otp_mismatch' }],
		...['expired', 'is_expired', 'isExpired', 'otp_expired', 'codeExpired', 'invalid', 'is_invalid', 'incorrect', 'wrong', 'mismatch', 'blocked', 'locked', 'rejected', 'denied', 'failed', 'too_many_attempts', 'tooManyAttempts', 'max_attempts_reached', 'limit_exceeded'].flatMap((name): Array<[unknown]> => [[{ success: true, [name]: true }], [{ success: true, data: { [name]: 1 } }], [{ success: true, data: { otp: { [name]: 'yes' } } }]]),
		[{ success: true, message: 'Do not share this code as it is invalid' }], [{ success: true, message: 'Do not share an expired code' }], [{ success: true, message: 'Do not share it. The code does not match.' }], [{ success: true, otp: { verified: false } }], [{ success: true, data: { verification: { valid: false } } }], [{ success: true, data: [{ verified: false }] }], [{ status: 'success', data: { result: { status: 'pending' } } }], [{ success: true, data: { otp: { message: 'Code does not match' } } }], [{ success: true, data: { errors: { code: ['The code is wrong'] } } }],
	])('a wrong one is an error under status 200, however Wawp says so: %j', async (body) => {
		wawp.failNext({ body }, { operation: 'auth.verifyOtp' });
		const error = await new WawpRig(wawp, working).error('auth.verifyOtp', { ...phone, code: '123456' });
		expect(error.message).toMatch(/^Wawp does not accept this code$|^Wawp's answer does not say whether the code is right$/);
		expect(error.description).toMatch(/ask for it again, or send a new one/i);
	});

	test('an answer that quotes the access token is shown without it', async () => {
		const rig = new WawpRig(wawp, working);
		wawp.failNext({ body: { success: true, valid: false, link: `https://x.example/?t=${rig.account.token}` } }, { operation: 'auth.verifyOtp' });
		const error = await rig.error('auth.verifyOtp', { ...phone, code: '123456' });
		expect(error.description).toContain('https://x.example/?t=***');
		expect(JSON.stringify(error)).not.toContain(rig.account.token);
	});

	test.each<[body: unknown]>([[{}], [{ success: true, data: { login: false } }], [{ success: true, errors: ['Invalid OTP'] }], [{ data: { otp: { verified: true } } }], [{ status: 'pending' }], [{ status: 'accepted' }], [{ status: 'queued', job_id: '7' }], [{ success: true, job_id: '7' }], [{ sent: true }], [{ message: 'OTP sent' }], [{ code: '123456' }], [{ attempts: 1 }], ['OK'], ['<html><body>Log in</body></html>'], [undefined]])('nobody is let in by an answer that does not say yes: %j', async (body) => {
		wawp.failNext({ body }, { operation: 'auth.verifyOtp' });
		expect((await new WawpRig(wawp, working).error('auth.verifyOtp', { ...phone, code: '123456' })).message).not.toBe('');
	});

	test.each<[body: unknown]>([
		...[true, 1, 'true', 'yes', 'verified', 'approved'].flatMap((yes): Array<[unknown]> => [[{ verified: yes }], [{ success: true, data: { valid: yes } }], [{ status: yes }]]),
		[true], [{ success: true }], [{ status: 200, message: 'Code verified' }], [{ message: 'OTP verified successfully' }], [{ success: true, added_to_list: false }], [{ code: 'success', message: 'Verified', data: { verified: true, is_new_contact: false } }], [{ success: true, attempts: 0, error: null }], [{ success: true, failed_attempts: 1, expired_at: 1798761600, expired: null, blocked: 0, max_attempts: 5 }], [{ success: true, code: 'otp_verified', message: 'Verified' }],
		[{ success: true, message: "OTP verified. Do not share it with anyone." }], [{ message: "Code is valid, please don't share this code" }],
		[{ success: true, data: { otp: { verified: true } } }], [{ success: true, errors: [], data: { contact: { id: 7, is_new_contact: false, lists: [] } } }],
	])('a right one is told in many ways: %j', async (body) => {
		wawp.failNext({ body }, { operation: 'auth.verifyOtp' });
		expect(await new WawpRig(wawp, working).items('auth.verifyOtp', { ...phone, code: '123456' })).toHaveLength(1);
	});

	test('a code that is no code is refused before any request', async () => {
		const rig = new WawpRig(wawp, working);
		expect((await rig.error('auth.verifyOtp', { ...phone, code: '12a456' })).message).toBe("'Code' does not have six digits");
		expect(rig.calls).toEqual([]);
	});

	test.each([['012345'], [' 012 345 '], ['012-345'], ['٠١٢٣٤٥'], ['۰۱۲۳۴۵'], ['०१२३४५'], ['０１２３４５'], ['\u202a012345\u202c'], ['={{ 12345 }}']])('%s is the code 012345', async (code) => {
		const rig = new WawpRig(wawp, working);
		await rig.run('auth.verifyOtp', { ...phone, code });
		expect(rig.calls.map(({ body }) => body.code)).toEqual(['012345']);
	});

	test.each(['1234', '12345', '1234567', '12 34', '٠١٢', '={{ 1.5 }}', '={{ -12345 }}', 'one two'])('%s is none: who has typed a part of it loses no try', async (code) => {
		const rig = new WawpRig(wawp, working);
		expect((await rig.error('auth.verifyOtp', { ...phone, code })).message).toBe("'Code' does not have six digits");
		expect(rig.calls).toEqual([]);
	});

	test.each(['auth.sendOtp', 'auth.verifyOtp'])('%s is not asked again after a 429: each try counts', async (operation) => {
		const rig = new WawpRig(wawp, working);
		for (let count = 0; count < 4; count++) wawp.failNext({ status: 429, headers: { 'retry-after': '0' } }, { operation });
		const error = await rig.error(operation, { ...phone, ...(operation === 'auth.verifyOtp' && { code: '123456' }) });
		expect(error.message).toMatch(/less than a minute ago|Too many codes/);
		expect(rig.calls).toHaveLength(1);
	});

	test('a second one within a minute is explained', async () => {
		const rig = new WawpRig(wawp, working);
		await rig.items('auth.sendOtp', phone);
		const error = await rig.error('auth.sendOtp', phone);
		expect(error.message).toBe('This number was sent a code less than a minute ago');
		expect(error.description).toMatch(/asks to wait \d+ seconds/);
	});
});

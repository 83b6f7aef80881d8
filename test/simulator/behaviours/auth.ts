import { randomBytes, randomInt } from 'node:crypto';

import type { Behaviour } from './behaviour';
import { Refusal } from '../answer';
import { qrDataUri, qrPng } from '../qr';
import type { Instance, Otp, Qr } from '../world';

const OTP_PAUSE_MS = 60_000;
const OTP_TRIES = 5;
const OTP_LIFE_MS = 10 * 60_000;

export const auth: Record<string, Behaviour> = {
	'auth.getQr': ({ wawp, instance }) => {
		const { value, expiresAt } = shownQr(instance);
		const expiry = wawp.switches.qrExpiry === 'milliseconds' ? expiresAt : Math.floor(expiresAt / 1000);
		if (wawp.switches.qrValue === 'plain') return { value, expiry };
		return { mimetype: 'application/json', data: Buffer.from(JSON.stringify({ value, expiry })).toString('base64') };
	},

	'auth.getQrImage': ({ wawp, instance }) => {
		const { value } = shownQr(instance);
		switch (wawp.switches.qrImage) {
			case 'qr':
				return { qr: qrDataUri(value) };
			case 'base64':
				return { base64: qrPng(value).toString('base64') };
			case 'data.qr':
				return { data: { qr: qrDataUri(value) } };
			case 'bytes':
				return qrPng(value);
		}
	},

	'auth.requestCode': ({ wawp, instance, params }) => {
		shownQr(instance);
		const phone = params.phone_number as string;
		if (!/^[1-9]\d{6,14}$/.test(phone)) {
			throw new Refusal(400, 'invalid_param', 'phone_number must be international digits only');
		}
		const letters = Array.from({ length: 4 }, () => String.fromCharCode(65 + randomInt(26))).join('');
		const code = `${letters}-${randomInt(1000, 10_000)}`;
		instance.pairing = { code, phone };
		wawp.log.add(instance.id, `pairing code ${code} given out for ${phone}`);
		return { code };
	},

	'auth.sendOtp': ({ wawp, instance, params }) => {
		const { world, clock, log } = wawp;
		demandWorking(instance);
		const chatId = digitsOf(params.chatId as string);
		const now = clock.now();
		const last = otpOf(world.otps, instance, chatId);
		if (last && now - last.sentAt < OTP_PAUSE_MS) {
			// in the caller's own seconds, however fast this clock runs
			const wait = clock.real(last.sentAt + OTP_PAUSE_MS - now) / 1000;
			throw new Refusal(429, 'rate_limited', 'One code a minute for each recipient', {
				'Retry-After': String(Math.max(1, Math.ceil(wait))),
			});
		}
		const code = String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0');
		const sent: Otp = { instanceId: instance.id, chatId, code, sentAt: now, wrongTries: 0 };
		world.otps = [...world.otps.filter((otp) => otp !== last), sent];
		log.add(instance.id, `one-time password ${code} sent to ${chatId}`);
		return { success: true };
	},

	'auth.verifyOtp': ({ wawp, instance, params }) => {
		const { world, clock, log, switches } = wawp;
		const chatId = digitsOf(params.chatId as string);
		const sent = otpOf(world.otps, instance, chatId);
		if (sent && sent.wrongTries >= OTP_TRIES) throw new Refusal(429, 'too_many_attempts', 'Too many wrong codes');
		if (sent && sent.code === params.code && clock.now() - sent.sentAt < OTP_LIFE_MS) {
			world.otps = world.otps.filter((otp) => otp !== sent);
			log.add(instance.id, `one-time password of ${chatId} verified`);
			return { success: true };
		}
		if (sent) sent.wrongTries++;
		log.add(instance.id, `wrong one-time password for ${chatId}`);
		if (switches.wrongCode === 'flag under 200') return { success: false, message: 'The code is not correct' };
		if (switches.wrongCode === 'no beside a success') return { success: true, data: { valid: false } };
		throw new Refusal(400, 'invalid_otp', 'The code is not correct');
	},
};

function shownQr({ qr, status }: Instance): Qr {
	if (qr) return qr;
	throw new Refusal(400, 'session_not_ready', `A session in the state ${status} shows nothing to scan`);
}

function demandWorking({ status }: Instance): void {
	if (status !== 'WORKING') throw new Refusal(404, 'invalid_session', 'The session is not connected');
}

const otpOf = (otps: Otp[], { id }: Instance, chatId: string) =>
	otps.find((otp) => otp.instanceId === id && otp.chatId === chatId);

const digitsOf = (chatId: string) => chatId.replace(/@.*$/, '').replace(/\D/g, '');

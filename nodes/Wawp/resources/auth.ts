import type { Resource } from '../engine/operation';
import { contactListId, otpCode, otpFooter, otpLanguage } from '../fields/auth';
import { phoneDigits } from '../fields/values/phone';
import { judged } from './oneTimeCode';
import { holdsPairingCode, holdsQrValue, imageIn, pairingCode, qrValue, withoutPicture } from '../session/qr';

export const auth = {
	name: 'Authentication',
	description: 'Link a phone by QR code or pairing code, and verify people by one-time passwords',
	lookAt: 'the phone',
	operations: {
		getQrImage: {
			name: 'Get QR Code Image',
			action: 'Get the QR code of a session as an image',
			description: 'Get the QR code to scan, as a PNG file. A code lives 20 to 40 seconds: show the newest.',
			request: 'POST /v2/auth/qr-image',
			fallback: 'GET /v2/auth/qr-image',
			reads: true,
			needs: 'SCAN_QR_CODE',
			output: { json: withoutPicture, file: { read: imageIn, fileName: 'qr.png', mimeType: 'image/png' } },
		},
		getQr: {
			name: 'Get QR Code Value',
			action: 'Get the value of the QR code of a session',
			description: 'Get the text that the QR code must say, and when it expires, to draw the code yourself',
			request: 'POST /v2/auth/qr',
			fallback: 'GET /v2/auth/qr',
			reads: true,
			needs: 'SCAN_QR_CODE',
			output: { json: qrValue, holds: holdsQrValue },
		},
		requestCode: {
			name: 'Request Pairing Code',
			action: 'Request a pairing code for a session',
			description: 'Get an 8-character code to type into WhatsApp under Linked Devices, instead of a scan',
			request: 'POST /v2/auth/request-code',
			needs: 'SCAN_QR_CODE',
			fields: { phone_number: phoneDigits },
			output: { json: pairingCode, holds: holdsPairingCode },
		},
		sendOtp: {
			name: 'Send One-Time Password',
			action: 'Send a verification code to a phone',
			description: 'Send a one-time code to a phone over WhatsApp, at most one a minute to the same number',
			request: 'POST /v2/auth/otp/send',
			needs: 'WORKING',
			ifUnsure: 'The code may have been sent: ask the person before you send another one.',
			// A 429 says that this number had its code: what is asked again counts as one try more.
			once: true,
			refusals: {
				429: {
					message: 'This number was sent a code less than a minute ago',
					description: 'Wait a minute before you send another one.',
				},
			},
			fields: { chatId: phoneDigits },
			options: { footer: otpFooter, lang: otpLanguage },
		},
		verifyOtp: {
			name: 'Verify One-Time Password',
			action: 'Check a verification code that a person typed in',
			description: 'Check the code that a person typed in. A wrong one is an error: use the error output.',
			request: 'POST /v2/auth/otp/verify',
			once: true,
			refusals: {
				400: {
					message: 'Wawp does not accept this code',
					description: 'It is wrong or has expired. Ask for it again, or send a new one.',
				},
				429: {
					message: 'Too many codes were tried for this number',
					description: 'Wait a few minutes, then send a new code.',
				},
			},
			fields: { chatId: phoneDigits, code: otpCode },
			options: { list_id: contactListId },
			...judged,
		},
		getScreenshot: {
			name: 'Get Screenshot (Legacy)',
			action: 'Get a screenshot of the engine of a session',
			description: "Get a picture of the engine. Known from Wawp's first API only; it may have nothing to show.",
			request: 'GET /wp-json/awp/v1/getScreenshot',
			output: { json: withoutPicture, file: { read: imageIn, fileName: 'screenshot.png', mimeType: 'image/png' } },
		},
	},
} satisfies Resource;

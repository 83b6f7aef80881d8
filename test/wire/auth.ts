import type { Wire } from './wire';

const scanning = { status: 'SCAN_QR_CODE' };

export const auth: Wire[] = [
	{ operation: 'auth.getQr', instance: scanning, request: 'POST /v2/auth/qr' },
	{ operation: 'auth.getQrImage', instance: scanning, request: 'POST /v2/auth/qr-image' },
	{ operation: 'auth.getScreenshot', request: 'GET /wp-json/awp/v1/getScreenshot' },
	{
		operation: 'auth.requestCode',
		instance: scanning,
		given: { phoneNumber: '+20 (114) 520-2826' },
		request: 'POST /v2/auth/request-code',
		body: { phone_number: '201145202826' },
	},
	{
		operation: 'auth.sendOtp',
		instance: { status: 'WORKING' },
		given: { phoneNumber: '0020 114 520 2826', options: { language: 'ar', footer: 'Secured by Example' } },
		request: 'POST /v2/auth/otp/send',
		body: { chatId: '201145202826', lang: 'ar', footer: 'Secured by Example' },
	},
	{
		operation: 'auth.verifyOtp',
		given: { phoneNumber: '201145202826@c.us', code: '={{ 12345 }}', options: { contactListId: 45 } },
		request: 'POST /v2/auth/otp/verify',
		body: { chatId: '201145202826', code: '012345', list_id: 45 },
	},
];

import { SAMPLES } from '../simulator/world/files';
import { byId } from '../wire/entered';
import type { Case } from './items';

const chat = byId('+20 123 456 7890');

/** What is more than one call has no request that is written down, and some answers show all they can only where more is asked for. */
export const FLOWS: Case[] = [
	{ operation: 'session.getHealth', instance: { status: 'WORKING' } },
	{ operation: 'session.getHealth', instance: { status: 'FAILED' } },
	{ operation: 'session.verifyAccount', instance: { status: 'WORKING' }, given: { expectedNumber: '+20 114 520 2826' } },
	{ operation: 'session.verifyAccount', instance: { status: 'WORKING' }, given: { expectedNumber: '+44 7700 900123', onMismatch: 'logOut' } },
	{ operation: 'session.waitForStatus', instance: { status: 'WORKING' } },
	{ operation: 'session.ensureWorking', instance: { status: 'WORKING' } },
	{ operation: 'session.ensureWorking', instance: { status: 'FAILED' }, given: { timeLimit: 10 } },
	{ operation: 'session.getInfo', instance: { status: 'WORKING' }, switches: { configWebhooks: 'array' } },
	{ operation: 'auth.getScreenshot', happens: ({ wawp }) => wawp.failNext({ body: { mimetype: 'image/png', data: SAMPLES.png.toString('base64') } }) },
	{ operation: 'chat.getMessages', instance: { status: 'WORKING' }, given: { chat, downloadMedia: true } },
	{ operation: 'session.getTempLink', happens: ({ wawp, instance }) => void wawp.world.tempLinks.push({ token: 'abc', instanceId: instance.id, url: 'https://wawp.net/l/abc', expiresAt: wawp.now() + 60_000 }) },
	{
		operation: 'session.ensureWorking',
		instance: { status: 'SCAN_QR_CODE' },
		given: { timeLimit: 1, options: { withTempLink: true, pairingCodeFor: '+20 114 520 2826', qrAsImage: true } },
	},
];

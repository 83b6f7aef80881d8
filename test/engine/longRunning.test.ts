/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { setFlagsFromString } from 'node:v8';
import type { INodeParameters } from 'n8n-workflow';

import { startWawp } from '../simulator';
import { SAMPLES } from '../simulator/world/files';
import { runs } from '../support/thorough';
import { WawpRig } from '../support/wawpRig';

const MB = 1024 * 1024;
const OF_CHAT: INodeParameters = { chat: { mode: 'id', value: '201145202826' }, messageId: 'false_201145202826@c.us_3EB0965B123D06E0B70741', downloadMedia: true };

// A process that has compiled many patterns, as n8n after some days, has V8 compile further ones without optimisation.
beforeAll(() => setFlagsFromString('--no-regexp-optimization'));
afterAll(() => setFlagsFromString('--regexp-optimization'));

test.each(['binary', 'base64'])('an n8n that runs for long sends the largest picture (as %s)', async (fileSource) => {
	const wawp = await startWawp({ switches: { fileData: 'everywhere' } });
	try {
		const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
		const data = Buffer.concat([SAMPLES.jpeg, Buffer.alloc(16 * MB - SAMPLES.jpeg.length)]).toString('base64');
		const file = fileSource === 'base64' ? { fileSource, fileBase64: '={{ $json.file }}' } : {};
		const input = [{ json: { file: data }, binary: { data: { data, mimeType: 'image/jpeg' } } }];
		await rig.items('message.sendImage', { to: { mode: 'id', value: '201145202826' }, ...file }, { input });
		expect(rig.calls.map(({ body }) => body['file[data]'] === data)).toEqual([true]);
	} finally {
		await wawp.stop();
	}
});

/** A check that takes a piece of stack for each letter ends between two and four of them. */
const LARGE_MB = runs(4, 12);

describe(`a file of ${LARGE_MB} MB in an answer`, () => {
	const picture = (head: Buffer) => Buffer.concat([head, Buffer.alloc(LARGE_MB * MB - head.length, 7)]);
	const jpeg = picture(SAMPLES.jpeg).toString('base64');
	const png = picture(SAMPLES.png).toString('base64');

	test.each<[string, string, INodeParameters, (file: string) => unknown]>([
		['a QR code', 'auth.getQrImage', {}, (file) => ({ qr: `data:image/png;base64,${file}` })],
		['a bare QR code', 'auth.getQrImage', {}, (file) => ({ base64: file })],
		['a QR code that is all of the answer', 'auth.getQrImage', {}, (file) => file],
		['a screenshot', 'auth.getScreenshot', {}, (file) => ({ mimetype: 'image/png', data: file })],
		['the media of a message', 'message.get', { ...OF_CHAT, mediaAsFile: true }, (file) => ({ id: 'false_201145202826@c.us_3EB0965B123D06E0B70741', media: { data: file, mimetype: 'image/png' } })],
		['the media of a message as a data URI', 'message.get', { ...OF_CHAT, mediaAsFile: true }, (file) => ({ id: 'false_201145202826@c.us_3EB0965B123D06E0B70741', media: `data:image/png;base64,${file}` })],
		['a converted file', 'media.convert', { fileSource: 'base64', fileBase64: SAMPLES.mp3.toString('base64') }, (file) => ({ data: file })],
	])('is read: %s', async (_what, operation, given, body) => {
		const wawp = await startWawp();
		try {
			const rig = new WawpRig(wawp, { instance: { status: operation.startsWith('auth') ? 'SCAN_QR_CODE' : 'WORKING' } });
			wawp.failNext({ body: body(png) }, { operation });
			const [item] = await rig.items(operation, given);
			expect(Buffer.from(item!.binary!.data!.data, 'base64').equals(Buffer.from(png, 'base64'))).toBe(true);
		} finally {
			await wawp.stop();
		}
	});

	test.each<[string, unknown]>([
		['a text', jpeg],
		['a broken JSON', `{"media":"${jpeg}`],
		['an error', { success: false, message: jpeg, request: { body: jpeg } }],
		['a broken error', `{"success":false,"request":{"data":"${jpeg}`],
	])('does no harm where none is asked for: %s', async (_what, body) => {
		const wawp = await startWawp();
		try {
			const rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
			for (const operation of ['group.getInviteCode', 'message.sendText', 'group.count']) {
				wawp.failNext({ body }, { operation });
				const error = await rig.error(operation, { group: { mode: 'id', value: '1234567890@g.us' }, to: { mode: 'id', value: '201145202826' }, text: 'Hi' });
				expect(error.message).toMatch(/^Wawp('s answer| refuses this)/);
				expect(error.description!.length).toBeLessThan(1000);
			}
		} finally {
			await wawp.stop();
		}
	});
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { setFlagsFromString } from 'node:v8';

import { startWawp } from './simulator';
import { SAMPLES } from './simulator/world/files';
import { WawpRig } from './support/wawpRig';

const MB = 1024 * 1024;

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

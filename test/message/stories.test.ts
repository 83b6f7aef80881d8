import { type Wawp, startWawp } from '../simulator';
import type { Fault } from '../simulator/faults';
import { SAMPLES } from '../simulator/world/files';
import { WawpRig } from '../support/wawpRig';
import { fileItem } from '../wire/entered';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp({ switches: { fileData: 'everywhere' } });
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
});
afterEach(async () => await wawp.stop());

describe('a story with a file of the workflow', () => {
	const file = fileItem(SAMPLES.jpeg, 'image/jpeg', 'a.jpg');
	const picture = () => rig.items('status.sendImage', { caption: 'A cat' }, { input: file });
	const posted = () => rig.calls.filter(({ operation }) => operation === 'status.sendImage');
	const IN_ADDRESS = { 'file[url]': `data:image/jpeg;base64,${SAMPLES.jpeg.toString('base64')}`, 'file[filename]': 'a.jpg', 'file[mimetype]': 'image/jpeg', caption: 'A cat' };

	test('has it in the documented address, with its type', async () => {
		await picture();
		expect(rig.calls.map(({ body }) => body)).toEqual([expect.objectContaining(IN_ADDRESS)]);
		expect(rig.calls[0]!.body).not.toHaveProperty('file[data]');
	});

	test('has a type of several parts there without blanks, which no address may have', async () => {
		await rig.items('status.sendVoice', {}, { input: fileItem(SAMPLES.opus, 'audio/ogg; codecs=opus', 'a.ogg') });
		const [{ body }] = rig.calls as [(typeof rig.calls)[0]];
		expect([body['file[mimetype]'], String(body['file[url]']).split(',')[0]]).toEqual(['audio/ogg; codecs=opus', 'data:audio/ogg;codecs=opus;base64']);
	});

	test('has it as data where Wawp takes no such address', async () => {
		wawp.switches.dataAddresses = 'refused';
		expect((await picture()).map(({ json }) => json.status)).toEqual(['sent']);
		expect(rig.calls.map(({ status }) => status)).toEqual([400, 200]);
		expect(rig.calls[1]!.body).toMatchObject({ 'file[data]': SAMPLES.jpeg.toString('base64'), 'file[filename]': 'a.jpg', 'file[mimetype]': 'image/jpeg', caption: 'A cat' });
		expect(rig.calls[1]!.body).not.toHaveProperty('file[url]');
	});

	test.each([
		['status.sendImage', SAMPLES.jpeg, 'image/jpeg', 'a.jpg'],
		['status.sendVideo', SAMPLES.mp4, 'video/mp4', 'a.mp4'],
		['status.sendVoice', SAMPLES.opus, 'audio/ogg', 'a.ogg'],
	])('of each kind has it as data then (%s)', async (operation, bytes, type, name) => {
		wawp.switches.dataAddresses = 'refused';
		await rig.items(operation, {}, { input: fileItem(bytes, type, name) });
		expect(rig.calls.map(({ status, body }) => [status, 'file[data]' in body])).toEqual([[400, false], [200, true]]);
	});

	test.each([400, 415, 422])('has it as data where the address is refused with %d', async (status) => {
		wawp.failNext({ status, body: { message: 'file[url] must be an address' } });
		expect((await picture()).map(({ json }) => json.status)).toEqual(['sent']);
		expect(posted().map(({ body }) => 'file[data]' in body)).toEqual([false, true]);
	});

	test.each<[string, Fault]>([
		['is of another state', { status: 422, body: { message: 'Session status is not as expected', expected: ['WORKING'], status: 'STARTING' } }],
		['may have been posted', { status: 500 }],
		['was not understood', { status: 200, body: {} }],
		['is of no session', { status: 404, body: { code: 'invalid_session', message: 'x' } }],
		['is locked out', { status: 400, body: { message: 'error 463' } }],
	])('is not posted again where the answer %s', async (_what, fault) => {
		wawp.failNext(fault);
		expect((await rig.error('status.sendImage', {}, { input: file })).message).not.toBe('');
		expect(posted()).toHaveLength(1);
	});

	test('with an address of its own is posted in one way', async () => {
		wawp.failNext({ status: 400, body: { message: 'no' } });
		expect((await rig.error('status.sendImage', { fileSource: 'url', fileUrl: 'https://wawp.net/samples/cat.jpg' })).message).not.toBe('');
		expect(posted()).toHaveLength(1);
	});
});

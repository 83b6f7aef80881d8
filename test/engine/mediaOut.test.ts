import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { type Wawp, startWawp } from '../simulator';
import { SAMPLES } from '../simulator/world/files';
import { binaryOnDisk } from '../support/binaryOnDisk';
import { WawpRig } from '../support/wawpRig';

let wawp: Wawp;
let rig: WawpRig;
beforeEach(async () => {
	wawp = await startWawp({ switches: { fileData: 'everywhere', convertAnswer: 'base64' } });
	rig = new WawpRig(wawp, { instance: { status: 'WORKING' } });
	wawp.seed(rig.instance.id, { groups: [{ id: GROUP, role: 'admin' }] });
});
afterEach(async () => await wawp.stop());

const GROUP = '120363041234567890@g.us';
const OPUS = 'audio/ogg; codecs=opus';
const MB = 1024 * 1024;
const to: INodeParameters = { to: { mode: 'id', value: '201145202826' } };
const toGroup: INodeParameters = { group: { mode: 'id', value: GROUP } };
const base64 = (bytes: Buffer) => bytes.toString('base64');

const kept = (bytes: Buffer, file: Partial<IBinaryData> = {}): INodeExecutionData[] => [
	{ json: {}, binary: { data: { data: base64(bytes), mimeType: 'application/octet-stream', ...file } } },
];

interface Row {
	operation: string;
	fields: INodeParameters;
	bytes: Buffer;
	type: string;
	name: string;
	/** Whether the file travels as one object, and under which key. */
	under?: string;
}

const rows: Row[] = [
	{ operation: 'message.sendImage', fields: to, bytes: SAMPLES.jpeg, type: 'image/jpeg', name: 'a.jpg' },
	{ operation: 'message.sendDocument', fields: to, bytes: SAMPLES.pdf, type: 'application/pdf', name: 'a.pdf' },
	{ operation: 'message.sendVideo', fields: to, bytes: SAMPLES.mp4, type: 'video/mp4', name: 'a.mp4' },
	{ operation: 'message.sendAudio', fields: to, bytes: SAMPLES.mp3, type: 'audio/mpeg', name: 'a.mp3' },
	{ operation: 'message.sendVoice', fields: to, bytes: SAMPLES.opus, type: OPUS, name: 'a.opus' },
	{ operation: 'status.sendImage', fields: {}, bytes: SAMPLES.png, type: 'image/png', name: 'a.png' },
	{ operation: 'status.sendVideo', fields: {}, bytes: SAMPLES.mp4, type: 'video/mp4', name: 'a.mp4' },
	{ operation: 'status.sendVoice', fields: {}, bytes: SAMPLES.opus, type: OPUS, name: 'a.opus' },
	{ operation: 'profile.setPicture', fields: {}, bytes: SAMPLES.jpeg, type: 'image/jpeg', name: 'a.jpg', under: 'file' },
	{ operation: 'group.setPicture', fields: toGroup, bytes: SAMPLES.jpeg, type: 'image/jpeg', name: 'a.jpg', under: 'file' },
	{ operation: 'channel.create', fields: { channelName: 'News', withPicture: true }, bytes: SAMPLES.jpeg, type: 'image/jpeg', name: 'a.jpg', under: 'picture' },
	{ operation: 'media.convert', fields: {}, bytes: SAMPLES.mp3, type: 'audio/mpeg', name: 'a.mp3', under: 'file' },
];

/** The file as Wawp heard it. */
function heard(under?: string): object {
	const { body } = rig.calls.at(-1)!;
	if (under) return body[under] as object;
	const flat = Object.entries(body).filter(([key]) => key.startsWith('file['));
	const { url, ...told } = Object.fromEntries(flat.map(([key, value]) => [key.slice('file['.length, -1), value]));
	// A story has its file in an address.
	const held = /^data:[^,]{1,100};base64,/.exec(String(url).slice(0, 200))?.[0];
	return held === undefined ? { ...(url !== undefined && { url }), ...told } : { ...told, data: String(url).slice(held.length) };
}

describe.each(rows)('$operation', ({ operation, fields, bytes, type, name, under }) => {
	const send = async (parameters: INodeParameters, input?: INodeExecutionData[]) => {
		await rig.items(operation, { ...fields, ...parameters }, { input });
		expect(rig.calls.map(({ status }) => status)).toEqual([200]);
		return heard(under);
	};

	test('sends a file of the item, with its name and its type', async () => {
		expect(await send({}, kept(bytes, { mimeType: type, fileName: name }))).toEqual({ data: base64(bytes), filename: name, mimetype: type });
	});

	test('sends an address, with the name and the type that it ends with', async () => {
		const url = `https://files.example/dir/${name}?token=1`;
		wawp.world.web.push({ url, bytes, contentType: type });
		expect(await send({ fileSource: 'url', fileUrl: url })).toEqual({ url, filename: name, mimetype: type });
	});

	test.each(['', `data:${type};base64,`])('sends Base64 (%j before it) with the type of the bytes', async (before) => {
		const sent = await send({ fileSource: 'base64', fileBase64: before + base64(bytes) });
		expect(sent).toEqual({ data: base64(bytes), filename: expect.stringMatching(/^file\.(jpg|png|pdf|mp4|mp3|ogg)$/), mimetype: type });
	});

	test('sends a name and a type of the user\'s own', async () => {
		const own = { fileName: 'own.x', mimeType: `${type.split(';')[0]}; own` };
		expect(await send({ options: own }, kept(bytes, { fileName: name }))).toEqual({ data: base64(bytes), filename: 'own.x', mimetype: own.mimeType });
	});

	test('says that there is no file, before any request', async () => {
		const error = await rig.error(operation, { ...fields, inputDataFieldName: 'attachment' }, { input: kept(bytes) });
		expect(error.message).toMatch(/binary.*'attachment'/);
		expect(rig.calls).toEqual([]);
	});
});

describe('the name and the type of a file at an address', () => {
	test.each<[what: string, address: string, options: INodeParameters, told: object]>([
		['the address', 'a.jpg', {}, { filename: 'a.jpg', mimetype: 'image/jpeg' }],
		['a name of the user, against the address', 'a.jpg', { fileName: 'b.png' }, { filename: 'b.png', mimetype: 'image/png' }],
		['the address, where the name tells no type', 'a.jpg', { fileName: 'Our cat' }, { filename: 'Our cat', mimetype: 'image/jpeg' }],
		['a type of the user, against both', 'a.jpg', { fileName: 'b.png', mimeType: 'image/webp' }, { filename: 'b.png', mimetype: 'image/webp' }],
		['what is usual, where nothing tells', 'picture', {}, { filename: 'file.jpg', mimetype: 'image/jpeg' }],
	])('are those of %s', async (_what, address, options, told) => {
		const url = `https://files.example/dir/${address}`;
		wawp.world.web.push({ url, bytes: SAMPLES.jpeg, contentType: 'image/jpeg' });
		await rig.items('message.sendImage', { ...to, fileSource: 'url', fileUrl: url, options });
		expect(heard()).toEqual({ url, ...told });
	});
});

describe('the name and the type of a file', () => {
	const document = async (input: INodeExecutionData[], options = {}) => {
		await rig.items('message.sendDocument', { ...to, options }, { input });
		return heard();
	};

	test.each<[string, Buffer, Partial<IBinaryData>, object]>([
		['the bytes, against what was told', SAMPLES.png, { mimeType: 'image/jpeg' }, { filename: 'file.png', mimetype: 'image/png' }],
		['the bytes, against the name', SAMPLES.png, { fileName: 'a.jpg', mimeType: 'image/jpeg' }, { filename: 'a.jpg', mimetype: 'image/png' }],
		['what was told, against the name', Buffer.from('a,b'), { fileName: 'a.txt', mimeType: 'text/csv' }, { filename: 'a.txt', mimetype: 'text/csv' }],
		['what was told, where the bytes do not tell', Buffer.from('a,b'), { mimeType: 'text/csv' }, { filename: 'file.csv', mimetype: 'text/csv' }],
		['the name, where nobody told a type', Buffer.from('PK'), { fileName: 'a.docx' }, { filename: 'a.docx', mimetype: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }],
		['the name, where a store of files says that it is binary', Buffer.from('PK'), { fileName: 'a.docx', mimeType: 'binary/octet-stream' }, { filename: 'a.docx', mimetype: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }],
		['the kind of message, where a store of files says that it is binary', Buffer.from('?'), { mimeType: 'Binary/Octet-Stream; charset=binary' }, { filename: 'file.bin', mimetype: 'application/octet-stream' }],
		['nothing, where nothing tells', Buffer.from('?'), {}, { filename: 'file.bin', mimetype: 'application/octet-stream' }],
		['nothing, with an empty name', Buffer.from('?'), { fileName: '' }, { filename: 'file.bin', mimetype: 'application/octet-stream' }],
		['a name in capitals', Buffer.from('PK'), { fileName: 'A.DOCX' }, { filename: 'A.DOCX', mimetype: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }],
		['an app', Buffer.from('PK'), { fileName: 'shop.apk' }, { filename: 'shop.apk', mimetype: 'application/vnd.android.package-archive' }],
		['a text with marks', Buffer.from('# Hi'), { fileName: 'README.md' }, { filename: 'README.md', mimetype: 'text/markdown' }],
		['an archive', Buffer.from('Rar!'), { fileName: 'all.rar' }, { filename: 'all.rar', mimetype: 'application/vnd.rar' }],
		['a name that nobody knows', Buffer.from('?'), { fileName: 'model.xyz' }, { filename: 'model.xyz', mimetype: 'application/octet-stream' }],
		...['C:\\Users\\ann\\Desktop\\bill.docx', '/home/ann/customers/bill.docx', '../bill.docx', ' bill.docx\n', 'bi\u0000ll.docx', 'b\u202eill.docx'].map((fileName): [string, Buffer, Partial<IBinaryData>, object] => [
			`the name alone of ${JSON.stringify(fileName)}`, Buffer.from('PK'), { fileName }, { filename: 'bill.docx', mimetype: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
		]),
		['nothing, where the name is of a folder', Buffer.from('?'), { fileName: '/tmp/' }, { filename: 'file.bin', mimetype: 'application/octet-stream' }],
		['a name in another script, in whole', Buffer.from('?'), { fileName: 'فاتورة 100% №7 😀.xyz' }, { filename: 'فاتورة 100% №7 😀.xyz', mimetype: 'application/octet-stream' }],
		['a name without an end', Buffer.from('?'), { fileName: 'LICENSE' }, { filename: 'LICENSE', mimetype: 'application/octet-stream' }],
		['what was told, but for how it was coded', Buffer.from('a,b'), { mimeType: 'text/csv;base64' }, { filename: 'file.csv', mimetype: 'text/csv' }],
		['a sound that an MP4 holds', SAMPLES.mp4, { mimeType: 'audio/mp4' }, { filename: 'file.m4a', mimetype: 'audio/mp4' }],
		['a video of an iPhone', Buffer.from('\0\0\0\x14ftypqt  '), {}, { filename: 'file.mov', mimetype: 'video/quicktime' }],
		['a picture of an iPhone', Buffer.from('\0\0\0\x18ftypheic'), {}, { filename: 'file.heic', mimetype: 'image/heic' }],
		['a song of iTunes', Buffer.from('\0\0\0\x18ftypM4A '), {}, { filename: 'file.m4a', mimetype: 'audio/mp4' }],
		['a sound without a name', Buffer.from('fLaC'), {}, { filename: 'file.flac', mimetype: 'audio/flac' }],
		['a voice of an old phone', Buffer.from('#!AMR\n'), {}, { filename: 'file.amr', mimetype: 'audio/amr' }],
		['a video of an old computer', Buffer.from('RIFF1234AVI LIST'), {}, { filename: 'file.avi', mimetype: 'video/x-msvideo' }],
		['a scan', Buffer.from('II*\0\x08'), {}, { filename: 'file.tif', mimetype: 'image/tiff' }],
		['a video of an old phone', Buffer.from('\0\0\0\x18ftyp3gp5'), {}, { filename: 'file.3gp', mimetype: 'video/3gpp' }],
	])('come from %s', async (_name, bytes, file, expected) => {
		expect(await document(kept(bytes, file))).toMatchObject(expected);
	});

	test.each(['\n', '\r\n\t', ' ', '\n\n'])('are those of a text that is folded (%j)', async (fold) => {
		const whole = base64(Buffer.alloc(200, 'a,b'));
		await rig.items('message.sendDocument', { ...to, fileSource: 'base64', fileBase64: whole.match(/.{1,76}/g)!.join(fold) });
		expect(heard()).toMatchObject({ data: whole });
	});

	test.each([
		['data:text/csv;charset=utf-8;base64,', { filename: 'file.csv', mimetype: 'text/csv;charset=utf-8' }],
		['data:text/csv;base64,', { filename: 'file.csv', mimetype: 'text/csv' }],
		['data:text/csv;base64;charset=utf-8,', { filename: 'file.csv', mimetype: 'text/csv;charset=utf-8' }],
		['DATA:text/csv;name=report.csv;BASE64,', { filename: 'file.csv', mimetype: 'text/csv' }],
		['data:application/x-notes;v=2;base64,', { filename: 'file.bin', mimetype: 'application/x-notes' }],
		['data:audio/x-own;codecs=opus;name=a;base64,', { filename: 'file.bin', mimetype: 'audio/x-own;codecs=opus' }],
		['data:;base64,', { filename: 'file.bin', mimetype: 'application/octet-stream' }],
	])('of a text that begins with %s are taken from there', async (before, expected) => {
		await rig.items('message.sendDocument', { ...to, fileSource: 'base64', fileBase64: `${before}${base64(Buffer.from('a,b'))}` });
		expect(heard()).toMatchObject({ data: base64(Buffer.from('a,b')), ...expected });
	});

	test.each([
		['message.sendDocument', 'https://files.example/download?id=7', { filename: 'file.bin', mimetype: 'application/octet-stream' }],
		['message.sendDocument', 'https://files.zip', { filename: 'file.bin', mimetype: 'application/octet-stream' }],
		['message.sendDocument', 'https://files.zip?a=/x.pdf', { filename: 'file.bin', mimetype: 'application/octet-stream' }],
		['message.sendDocument', 'https://files.example/a%2Fb.pdf', { filename: 'b.pdf', mimetype: 'application/pdf' }],
		['message.sendDocument', 'https://files.example/film.mpeg', { filename: 'film.mpeg', mimetype: 'video/mpeg' }],
		['message.sendDocument', 'https://files.example/shop.apk', { filename: 'shop.apk', mimetype: 'application/vnd.android.package-archive' }],
	])('of %s from %s are no guess', async (operation, url, expected) => {
		wawp.world.web.push({ url, bytes: Buffer.from('?'), contentType: 'application/octet-stream' });
		await rig.items(operation, { ...to, fileSource: 'url', fileUrl: url });
		expect(heard()).toEqual({ url, ...expected });
	});

	test.each([
		['https://files.example/a%20b.png', { filename: 'a b.png', mimetype: 'image/png' }],
		['https://files.example/%E0%A4%A.jpg', { filename: '%E0%A4%A.jpg', mimetype: 'image/jpeg' }],
		['https://files.example/picture?id=7', { filename: 'file.jpg', mimetype: 'image/jpeg' }],
		['https://files.example/picture.php#a.png', { filename: 'picture.php', mimetype: 'image/jpeg' }],
	])('of %s are taken from the address', async (url, expected) => {
		wawp.world.web.push({ url, bytes: SAMPLES.jpeg, contentType: 'image/jpeg' });
		await rig.items('message.sendImage', { ...to, fileSource: 'url', fileUrl: url });
		expect(heard()).toEqual({ url, ...expected });
	});
});

describe('the type that a user names', () => {
	test.each([['pdf', 'application/pdf'], ['.CSV', 'text/csv'], ['JPG', 'image/jpeg'], [' text/x-own ', 'text/x-own'], ['application/vnd.a+json; v=2', 'application/vnd.a+json; v=2']])('%j goes out as %s', async (mimeType, type) => {
		await rig.items('message.sendDocument', { ...to, options: { mimeType } }, { input: kept(Buffer.from('?')) });
		expect(heard()).toMatchObject({ mimetype: type });
	});

	test.each([[' invoice.pdf ', 'invoice.pdf'], ['\n', 'own.pdf'], ['', 'own.pdf']])('beside it, the name %j goes out as %s', async (fileName, name) => {
		await rig.items('message.sendDocument', { ...to, options: { fileName } }, { input: kept(Buffer.from('?'), { fileName: 'own.pdf' }) });
		expect(heard()).toMatchObject({ filename: name });
	});

	test.each(['picture', 'PDF file', '/', 'application/', '.'])('%j is none', async (mimeType) => {
		const { message, description } = await rig.error('message.sendDocument', { ...to, options: { mimeType } }, { input: kept(Buffer.from('?')) });
		expect([message, description]).toEqual([`'MIME Type' is not a MIME type: ${mimeType}`, 'Write one like application/pdf, or take the option away: the file itself mostly tells its type.']);
		expect(rig.calls).toEqual([]);
	});
});

describe('a file is refused before any request', () => {
	test.each(['hello world', 'AAAA BBBB', 'null', 'true', 'None', 'data:text/csv;base64,null', 'data:text/plain,hello', 'data:text/plain,helloo', `${'A'.repeat(70)} ${'A'.repeat(10)} ${'A'.repeat(40)}`])('%j, which holds none', async (fileBase64) => {
		const { message, description } = await rig.error('message.sendDocument', { ...to, fileSource: 'base64', fileBase64 });
		expect([message, description]).toEqual(["'File Base64' is not Base64", expect.stringMatching(/has no blanks in it.*'Input Data Field'.*'URL'/)]);
		expect(rig.calls).toEqual([]);
	});

	const refusal = async (operation: string, parameters: INodeParameters, input?: INodeExecutionData[]) => {
		const error = await rig.error(operation, { ...to, ...parameters }, { input });
		expect(rig.calls).toEqual([]);
		return `${error.message}. ${error.description ?? ''}`;
	};

	test.each<[string, Buffer, Partial<IBinaryData>, RegExp]>([
		['message.sendImage', SAMPLES.pdf, {}, /^'Input Data Field Name' holds application\/pdf, not a picture\. .*Send Document/],
		['message.sendImage', Buffer.from('404'), { mimeType: 'text/html' }, /holds text\/html, not a picture/],
		['message.sendImage', SAMPLES.mp4, { mimeType: 'image/jpeg' }, /holds video\/mp4, not a picture/],
		['message.sendVideo', SAMPLES.mp3, {}, /holds audio\/mpeg, not a video/],
		['message.sendVoice', SAMPLES.png, {}, /holds image\/png, not a sound/],
		['message.sendAudio', SAMPLES.jpeg, {}, /holds image\/jpeg, not a sound/],
		['message.sendDocument', Buffer.alloc(0), {}, /holds an empty file/],
		['message.sendImage', Buffer.concat([SAMPLES.jpeg, Buffer.alloc(16 * MB)]), {}, /holds 16\.1 MB, and WhatsApp takes 16 MB at most\. .*as a document/],
	])('by %s, if it is of the wrong kind or size', async (operation, bytes, file, words) => {
		expect(await refusal(operation, {}, kept(bytes, file))).toMatch(words);
	});

	test('but not at the limit itself', async () => {
		const bytes = Buffer.concat([SAMPLES.jpeg, Buffer.alloc(16 * MB - SAMPLES.jpeg.length)]);
		await rig.items('message.sendImage', to, { input: kept(bytes) });
		expect(rig.calls).toHaveLength(1);
	});

	test.each([
		['files.example/a.jpg', /^'File URL' is not/],
		['ftp://files.example/a.jpg', /^'File URL' is not/],
		['https://', /^'File URL' is not a web address: https:\/\/\. It begins/],
		['https:///a.jpg', /^'File URL' is not/],
		['https://files.example/a b.jpg', /^'File URL' is not/],
		['see https://files.example/a.jpg', /^'File URL' is not/],
		['https://files.example/a.pdf', /^'File URL' leads to application\/pdf, not to a picture/],
	])('if its address is %s', async (fileUrl, words) => {
		expect(await refusal('message.sendImage', { fileSource: 'url', fileUrl })).toMatch(words);
	});

	test.each(['data', 'invoice', ' attachment ', 'file_1', 'picture2'])('if its Base64 is the name of a field: %j', async (fileBase64) => {
		for (const operation of ['message.sendDocument', 'message.sendImage']) expect(await refusal(operation, { fileSource: 'base64', fileBase64 })).toMatch(/^'File Base64' is not Base64.*choose 'Input Data Field'/);
	});

	test.each(['not base64!', 'abcde', 'data:text/plain,hello', 'data:image/png;base64,', '===='])('if its Base64 is %j', async (fileBase64) => {
		expect(await refusal('message.sendDocument', { fileSource: 'base64', fileBase64 })).toMatch(/^'File Base64' is not Base64/);
	});
});

test.each(['SGVsbG8h', 'SGk=', 'YQ=='])('a short text in Base64 is a file all the same: %s', async (fileBase64) => {
	await rig.items('message.sendDocument', { ...to, fileSource: 'base64', fileBase64 });
	expect(heard()).toMatchObject({ data: fileBase64 });
});

test('Base64 is sent bare, in one line, with the letters and the padding that Wawp takes', async () => {
	const bytes = Buffer.concat([SAMPLES.png, Buffer.from('fbefbefbff', 'hex')]);
	const given = base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '').replace(/(.{20})/g, '$1\n');
	expect(given).toMatch(/[-_]/);
	await rig.items('message.sendImage', { ...to, fileSource: 'base64', fileBase64: given });
	expect(heard()).toMatchObject({ data: base64(bytes) });
});

describe('a voice note', () => {
	const voice = async (bytes: Buffer, options = {}, file: Partial<IBinaryData> = {}) => {
		await rig.items('message.sendVoice', { ...to, options }, { input: kept(bytes, file) });
		return rig.calls.at(-1)!.body.convert;
	};

	test.each<[string, Buffer, Partial<IBinaryData>, boolean]>([
		['OGG with Opus is left as it is', SAMPLES.opus, { mimeType: 'audio/ogg' }, false],
		['OGG with something else is converted', Buffer.from('OggS Vorbis'), { mimeType: 'audio/ogg' }, true],
		['WebM with Opus is converted', Buffer.from('1a45dfa3', 'hex'), { mimeType: 'audio/webm; codecs=opus' }, true],
		['MP3 is converted', SAMPLES.mp3, {}, true],
		['the sound of a video is converted', SAMPLES.mp4, {}, true],
	])('%s', async (_name, bytes, file, convert) => {
		wawp.failNext({ body: { success: true } });
		expect(await voice(bytes, {}, file)).toBe(convert);
	});

	test.each([
		['always', SAMPLES.opus, true],
		['never', SAMPLES.mp3, false],
	])('is converted as the user says (%s)', async (convertVoice, bytes, convert) => {
		wawp.failNext({ body: { success: true } });
		expect(await voice(bytes, { convertVoice })).toBe(convert);
	});

	test.each([
		['a.opus', false],
		['a.ogg', true],
		['a.mp3', true],
	])('at an address that ends with %s is converted: %s', async (name, convert) => {
		wawp.failNext({ body: { success: true } });
		await rig.items('message.sendVoice', { ...to, fileSource: 'url', fileUrl: `https://files.example/${name}` });
		expect(rig.calls[0]!.body.convert).toBe(convert);
	});
});

test('each item sends its own file, and one without names its own fields', async () => {
	const input = [...kept(SAMPLES.png, { fileName: 'a.png' }), ...kept(SAMPLES.jpeg, { fileName: 'b.jpg' }), { json: {}, binary: { photo: kept(SAMPLES.png)[0]!.binary!.data! } }];
	await rig.items('message.sendImage', to, { input: input.slice(0, 2) });
	expect(rig.calls.map(({ body }) => [body['file[filename]'], body['file[data]']])).toEqual([['a.png', base64(SAMPLES.png)], ['b.jpg', base64(SAMPLES.jpeg)]]);
	const error = await rig.error('message.sendImage', { ...to, inputDataFieldName: "={{ $itemIndex === 2 ? $binary.photo : 'data' }}" }, { input });
	expect(error.description).toMatch(/^Write the name alone, without an expression: photo\./);
});

describe('where n8n keeps files on the disk', () => {
	let disk: Awaited<ReturnType<typeof binaryOnDisk>>;
	beforeEach(async () => void (disk = await binaryOnDisk()));
	afterEach(() => disk.stop());

	test('a file of the item is sent all the same', async () => {
		const file = await disk.store(SAMPLES.jpeg, { mimeType: 'image/jpeg', fileName: 'a.jpg' });
		expect(file.id).toMatch(/^filesystem-v2:/);
		await rig.items('message.sendImage', to, { input: [{ json: {}, binary: { data: file } }] });
		expect(heard()).toEqual({ data: base64(SAMPLES.jpeg), filename: 'a.jpg', mimetype: 'image/jpeg' });
	});

	test('its type is what n8n says of it, where neither its name nor its bytes tell', async () => {
		const file = await disk.store(Buffer.from('a,b'), { mimeType: 'text/csv', fileName: 'report' });
		await rig.items('message.sendDocument', to, { input: [{ json: {}, binary: { data: file } }] });
		expect(heard()).toMatchObject({ filename: 'report', mimetype: 'text/csv' });
	});

	test('so is that of the next item', async () => {
		const files = await Promise.all([SAMPLES.jpeg, SAMPLES.png].map(async (bytes, index) => await disk.store(bytes, { mimeType: 'image/png', fileName: `${index}.png` })));
		await rig.items('message.sendDocument', to, { input: files.map((file) => ({ json: {}, binary: { data: file } })) });
		expect(heard()).toEqual({ data: base64(SAMPLES.png), filename: '1.png', mimetype: 'image/png' });
	});

	test.each(['the item', 'the disk'])('one that is too large is refused without being read, by the size that %s tells', async (source) => {
		const { bytes, ...file } = await disk.store(Buffer.alloc(17 * MB), { mimeType: 'image/jpeg', fileName: 'a.jpg' });
		await disk.lose(file);
		const input = [{ json: {}, binary: { data: source === 'the item' ? { ...file, bytes } : file } }];
		const error = await rig.error('message.sendImage', to, { input });
		expect(error.message).toMatch(/holds 17\.0 MB/);
		expect(rig.calls).toEqual([]);
	});

	test.each(['the item', 'the disk'])('one that n8n has deleted is told so, before any request, where %s told its size', async (source) => {
		const { bytes, ...file } = await disk.store(SAMPLES.jpeg, { mimeType: 'image/jpeg', fileName: 'a.jpg' });
		await disk.lose(file);
		const error = await rig.error('message.sendImage', to, { input: [{ json: {}, binary: { data: source === 'the item' ? { ...file, bytes } : file } }] });
		expect([error.message, error.description]).toEqual(["'Input Data Field Name' names a file that n8n cannot read any more: File not found", expect.stringMatching(/with the execution that got them.*In queue mode/)]);
		expect(rig.calls).toEqual([]);
	});

	test.each([
		['message.sendImage', 'image/jpeg', 16],
		['message.sendVideo', 'video/mp4', 16],
		['message.sendAudio', 'audio/mpeg', 16],
		['message.sendVoice', 'audio/mpeg', 16],
		['message.sendDocument', 'application/pdf', 100],
		['status.sendVideo', 'video/mp4', 16],
		['media.convert', 'video/mp4', 100],
	])('%s takes %s of %d MB, and not a byte more', async (operation, mimeType, limitMb) => {
		const file = await disk.store(Buffer.from('x'), { mimeType, fileName: 'a' });
		const held = (bytes: number) => ({ input: [{ json: {}, binary: { data: { ...file, bytes } } }] });
		expect((await rig.error(operation, to, held(limitMb * MB + 1))).message).toContain(`holds ${limitMb}.1 MB, and WhatsApp takes ${limitMb} MB at most`);
		expect(rig.calls).toEqual([]);
		wawp.failNext({ status: 403 });
		await rig.error(operation, to, held(limitMb * MB));
		expect(rig.calls[0]!.operation).toBe(operation);
	});
});

describe('a file that a Code node made', () => {
	const made = (file: object) => ({ input: [{ json: {}, binary: { data: file as IBinaryData } }] });

	test.each<[string, object, object]>([
		['with a data URI', { data: `data:image/png;base64,${base64(SAMPLES.png)}`, mimeType: '' }, { data: base64(SAMPLES.png), filename: 'file.png', mimetype: 'image/png' }],
		['with the letters and without the padding of addresses', { data: Buffer.from([251, 239, 255, 0]).toString('base64url'), mimeType: 'text/csv' }, { data: Buffer.from([251, 239, 255, 0]).toString('base64'), filename: 'file.csv', mimetype: 'text/csv' }],
		['with nothing for its type, and a number for its name', { data: base64(SAMPLES.pdf), mimeType: null, fileName: 1042 }, { data: base64(SAMPLES.pdf), filename: '1042', mimetype: 'application/pdf' }],
	])('goes out as a file: %s', async (_what, file, expected) => {
		await rig.items('message.sendDocument', to, made(file));
		expect(heard()).toEqual(expected);
	});

	test.each(['Hello world', 'a,b\n1,2', undefined, null, { type: 'Buffer', data: [1, 2, 3] }, [1, 2, 3], 5])('is refused before any request with %j for its data, which is no Base64', async (data) => {
		const { message, description } = await rig.error('message.sendDocument', to, made({ data, mimeType: 'text/plain' }));
		expect([message, description]).toEqual(["'Input Data Field Name' holds a file whose data is not Base64", expect.stringContaining("buffer.toString('base64')")]);
		expect(rig.calls).toEqual([]);
	});
});

test('an expression may give the file itself, from wherever it is', async () => {
	const photo = { data: base64(SAMPLES.png), mimeType: 'image/png', fileName: 'a.png' };
	await rig.items('message.sendImage', { ...to, inputDataFieldName: '={{ $json.photo }}' }, { input: [{ json: { photo } }] });
	expect(heard()).toEqual({ data: base64(SAMPLES.png), filename: 'a.png', mimetype: 'image/png' });
});

test.each(['={{ $binary.data }}', '={{ $binary }}', '={{ ({ mimeType: "image/png", fileName: "a.png" }) }}'])('the file of an expression that n8n shows no content of, %s, is refused with the name to write', async (inputDataFieldName) => {
	const error = await rig.error('message.sendImage', { ...to, inputDataFieldName }, { input: kept(SAMPLES.png) });
	expect([error.message, error.description]).toEqual(["'Input Data Field Name' is a file, where the name of its field is meant", 'Write the name alone, without an expression: data.']);
	expect(rig.calls).toEqual([]);
});

import { nameInAddress, nameAndType, nameOfType, typeOfBytes } from '../../nodes/Wawp/engine/fileType';

/* What a file is called that nobody named: by the end of its address, or by its type. */

test.each<[address: string, name: string | undefined]>([
	['https://x/files/R%C3%A9sum%C3%A9.pdf', 'Résumé.pdf'],
	['https://x/files/R%C3%A9sum%C3%A9.pdf?token=1#page', 'Résumé.pdf'],
	['https://x/files/Re%CC%81sume%CC%81.PDF', 'Re\u0301sume\u0301.PDF'],
	['https://x/files/%D9%81%D8%A7%D8%AA%D9%88%D8%B1%D8%A9.pdf', 'فاتورة.pdf'],
	['https://x/files/Invoice%20No.%207.xlsx', 'Invoice No. 7.xlsx'],
	['https://x/files/100%25.txt', '100%.txt'],
	['https://x/files/100%.txt', '100%.txt'],
	['https://x/files/%E0%A4%A.pdf', '%E0%A4%A.pdf'],
	['https://x/files/a%2Fb%5Cc.pdf', 'c.pdf'],
	['https://x/files/%2e%2e%2fetc%2fpasswd.txt', 'passwd.txt'],
	['https://x/files/evil%E2%80%AEfdp.exe', 'evilfdp.exe'],
	['https://x/files/a%00b%0d%0a.pdf', 'ab.pdf'],
	['https://x/files/archive.tar.gz', 'archive.tar.gz'],
	['https://x/files/3EB0965B', undefined],
	['https://x/files/.pdf', undefined],
	['https://x/files/', undefined],
	['https://x', undefined],
	['https://files.zip', undefined],
	['https://files.zip?of=x/y.pdf', undefined],
	['https://x/download?file=R%C3%A9sum%C3%A9.pdf', undefined],
])('%s is %s', (address, name) => {
	expect(nameInAddress(address)).toBe(name);
});

test.each<[type: string | undefined, name: string]>([
	['application/pdf', 'media.pdf'],
	['image/jpeg', 'media.jpg'],
	['audio/ogg; codecs=opus', 'media.ogg'],
	['video/mp4', 'media.mp4'],
	['application/x-nobody-knows', 'media'],
	[undefined, 'media'],
])('without one, %s is %s', (type, name) => {
	expect(nameOfType('media', type)).toBe(name);
});

test.each<[told: unknown, name: string]>([
	['Résumé.pdf', 'Résumé.pdf'],
	['../../etc/cron.d/job.sh', 'job.sh'],
	['C:\\Users\\ann\\bill.pdf', 'bill.pdf'],
	['evil\u202efdp.exe', 'evilfdp.exe'],
	['bill\u061cfdp.exe', 'billfdp.exe'],
	['a\u0000b\r\n.pdf', 'ab.pdf'],
	['100% done.pdf', '100% done.pdf'],
	['  bill ', 'bill'],
	['', 'media.pdf'],
	[' ', 'media.pdf'],
	['folder/', 'media.pdf'],
	[null, 'media.pdf'],
	[5, 'media.pdf'],
])('a file that its sender called %j is %j', (told, name) => {
	expect(nameAndType(Buffer.from('?'), { fileName: 'media', mimeType: 'application/pdf' }, { fileName: told }).name).toBe(name);
});

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

test.each<[what: string, told: Array<{ fileName?: unknown; mimeType?: unknown }>, name: string, type: string]>([
	['what its message says, before what its host says', [{ fileName: 'a.docx', mimeType: 'text/csv' }, { fileName: 'b.pdf', mimeType: 'image/bmp' }], 'a.docx', 'text/csv'],
	['what its host says, where its message says nothing', [{ fileName: '', mimeType: '' }, { fileName: 'b.pdf', mimeType: 'image/bmp' }], 'b.pdf', 'image/bmp'],
	...['application/octet-stream', 'Application/Octet-Stream', 'binary/octet-stream; charset=binary', '', null, 5].flatMap((mimeType): Array<[string, Array<{ fileName?: unknown; mimeType?: unknown }>, string, string]> => [
		[`its name, where a host says ${JSON.stringify(mimeType)}`, [{ fileName: 'a.docx' }, { mimeType }], 'a.docx', DOCX],
		[`its name, where its message says ${JSON.stringify(mimeType)}`, [{ fileName: 'a.docx', mimeType }, {}], 'a.docx', DOCX],
		[`its host, where its message says ${JSON.stringify(mimeType)}`, [{ mimeType }, { mimeType: 'text/csv', fileName: 'a.docx' }], 'a.docx', 'text/csv'],
		[`its kind, where nobody says more than ${JSON.stringify(mimeType)}`, [{ mimeType }, { mimeType }], 'media', 'application/octet-stream'],
	]),
	['its kind, where its name says nothing', [{ fileName: 'LICENSE' }], 'LICENSE', 'application/octet-stream'],
])('a file is %s', (_what, told, name, type) => {
	expect(nameAndType(Buffer.from('?'), { fileName: 'media', mimeType: 'application/octet-stream' }, ...told)).toEqual({ name, type });
});

const of = (hex: string, text = '') => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(text, 'latin1'), Buffer.alloc(40)]);
const PHONES = (brand: string) => of('00000018', `ftyp${brand}`);
const WEBM = of('1a45dfa3');

test.each<[what: string, bytes: Buffer, type: string]>([
	['PNG', of('89504e470d0a1a0a'), 'image/png'],
	['JPEG', of('ffd8ffe0'), 'image/jpeg'],
	['GIF', of('', 'GIF89a'), 'image/gif'],
	['WebP', of('', 'RIFF\0\0\0\0WEBP'), 'image/webp'],
	['WAV', of('', 'RIFF\0\0\0\0WAVE'), 'audio/wav'],
	['PDF', of('', '%PDF-1.7'), 'application/pdf'],
	['WebM', WEBM, 'video/webm'],
	['MP3 with tags', of('', 'ID3'), 'audio/mpeg'],
	...['fffb', 'fff3', 'fff2'].map((hex): [string, Buffer, string] => ['MP3', of(hex), 'audio/mpeg']),
	...['fff1', 'fff9'].map((hex): [string, Buffer, string] => ['AAC', of(hex), 'audio/aac']),
	...['M4A ', 'M4B '].map((brand): [string, Buffer, string] => [brand, PHONES(brand), 'audio/mp4']),
	['QuickTime', PHONES('qt  '), 'video/quicktime'],
	['3GP', PHONES('3gp4'), 'video/3gpp'],
	...['heic', 'heix', 'hevc', 'mif1', 'msf1'].map((brand): [string, Buffer, string] => [brand, PHONES(brand), 'image/heic']),
	...['avif', 'avis'].map((brand): [string, Buffer, string] => [brand, PHONES(brand), 'image/avif']),
	...['isom', 'mp42', 'avc1'].map((brand): [string, Buffer, string] => [brand, PHONES(brand), 'video/mp4']),
	['OGG', of('', 'OggS'), 'audio/ogg'],
	['Opus', of('', `OggS${'\0'.repeat(24)}OpusHead`), 'audio/ogg; codecs=opus'],
])('its first bytes tell %s, whatever else is told of it', (_what, bytes, type) => {
	for (const told of [undefined, 'application/octet-stream', 'image/bmp', 'text/plain']) expect(typeOfBytes(bytes, told)).toBe(type);
	// What holds sounds and videos alike is the sound that it is called.
	const isContainer = type === 'video/mp4' || type === 'video/webm';
	for (const told of ['audio/mp4', 'audio/webm; codecs=opus']) expect(typeOfBytes(bytes, told)).toBe(isContainer ? told : type);
});

test('bytes that tell nothing are what is told of them', () => {
	for (const told of ['text/csv', 'audio/amr', undefined]) expect(typeOfBytes(of('00'), told)).toBe(told);
});

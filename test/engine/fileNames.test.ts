import { nameInAddress, nameOfType } from '../../nodes/Wawp/engine/fileType';

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

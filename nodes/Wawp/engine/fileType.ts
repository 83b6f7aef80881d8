/**
 * The MIME type that the first bytes of a file tell, for the types that WhatsApp knows, or else what is told of it. MP4 and WebM
 * hold sounds and videos alike: there, what is told of a sound counts.
 */
export function typeOfBytes(bytes: Buffer, told: string | undefined): string | undefined {
	const hex = bytes.subarray(0, 16).toString('hex');
	const text = bytes.subarray(0, 64).toString('latin1');
	const seen = SIGNATURES.find(([pattern]) => pattern.test(hex))?.[1] ?? isoType(text) ?? oggType(text);
	const isHeld = told?.startsWith('audio/') && (seen === 'video/mp4' || seen === 'video/webm');
	return isHeld ? told : (seen ?? told);
}

/** The MIME type that a file name or an address ends with. */
export function typeOfName(name: string): string | undefined {
	const extension = /\.([a-z0-9]{2,5})(?:[?#].*)?$/i.exec(name)?.[1]?.toLowerCase();
	return extension === undefined ? undefined : BY_EXTENSION[extension];
}

/** `image/jpeg; x=y` → `jpg`. */
export function extensionOf(mimeType: string): string | undefined {
	const plain = plainType(mimeType);
	return Object.entries(BY_EXTENSION).find(([, type]) => plainType(type) === plain)?.[0];
}

/** What a message, an answer, an address or a host says of a file. */
interface Told {
	fileName?: unknown;
	mimeType?: unknown;
}

/** The name and the type that a file gets: by its bytes, by those who say something of it, the most trusted first, or else by its kind. */
export function nameAndType(bytes: Buffer, kind: { fileName: string; mimeType: string }, ...told: Told[]): { name: string; type: string } {
	const name = told.map(({ fileName }) => (typeof fileName === 'string' ? plainName(fileName) : '')).find(Boolean);
	const toldType = told.map(({ mimeType }) => mimeType).find(isTelling);
	const type = typeOfBytes(bytes, toldType ?? typeOfName(name ?? '') ?? kind.mimeType)!;
	return { name: name ?? nameOfType(kind.fileName, type), type };
}

/** Not what programs write who do not know it. */
export const isTelling = (mimeType: unknown): mimeType is string => typeof mimeType === 'string' && !['', 'application/octet-stream', 'binary/octet-stream'].includes(plainType(mimeType));

/** Without its folders, which tell who is written to how somebody keeps their files. */
export const plainName = (name: string): string => name.replace(/^.*[\\/]/s, '').replace(CONTROL, '').trim();

/** `media` of a PDF → `media.pdf`; a name that ends like one of a file stays as it is. */
export function nameOfType(name: string, mimeType: string | undefined): string {
	const extension = mimeType === undefined || EXTENSION.test(name) ? undefined : extensionOf(mimeType);
	return extension === undefined ? name : `${name}.${extension}`;
}

/** The name of the file that an address ends with: `…/R%C3%A9sum%C3%A9.pdf?x=1` → `Résumé.pdf`. */
export function nameInAddress(url: string): string | undefined {
	const [path = ''] = url.replace(HOST, '').split(/[?#]/);
	const encoded = /\/([^/]+)$/.exec(path)?.[1] ?? '';
	// A slash and the like may be encoded as well.
	const name = plainName(decoded(encoded));
	return EXTENSION.test(name) ? name : undefined;
}

/** `files.zip` may be where a file is, and says nothing of it. */
const HOST = /^https?:\/\/[^/?#]*/i;

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const EXTENSION = /[^.]\.[a-z0-9]{2,5}$/i;

/** Letters that are not seen, some of which turn the others round. */
const CONTROL = /[\p{Cc}\p{Bidi_Control}]/gu;

export const plainType = (mimeType: string): string => mimeType.split(';')[0]!.trim().toLowerCase();

export const OPUS = 'audio/ogg; codecs=opus';

const SIGNATURES: Array<[RegExp, string]> = [
	[/^89504e47/, 'image/png'],
	[/^ffd8ff/, 'image/jpeg'],
	[/^47494638/, 'image/gif'],
	[/^52494646.{8}57454250/, 'image/webp'],
	[/^52494646.{8}57415645/, 'audio/wav'],
	[/^52494646.{8}41564920/, 'video/x-msvideo'],
	[/^(49492a00|4d4d002a)/, 'image/tiff'],
	[/^25504446/, 'application/pdf'],
	[/^1a45dfa3/, 'video/webm'],
	[/^(494433|fffb|fff3|fff2)/, 'audio/mpeg'],
	[/^(fff1|fff9)/, 'audio/aac'],
	[/^664c6143/, 'audio/flac'],
	[/^2321414d52/, 'audio/amr'],
];

/** Phones write sounds, videos and pictures as the same family of files: four letters tell them apart. */
function isoType(text: string): string | undefined {
	const brand = /^.{4}ftyp(.{4})/s.exec(text)?.[1];
	return brand === undefined ? undefined : (BRANDS.find(([pattern]) => pattern.test(brand))?.[1] ?? 'video/mp4');
}

const BRANDS: Array<[RegExp, string]> = [
	[/^M4[AB]/, 'audio/mp4'],
	[/^qt/, 'video/quicktime'],
	[/^3g/, 'video/3gpp'],
	[/^(hei|hev|mif1|msf1)/, 'image/heic'],
	[/^avi[fs]/, 'image/avif'],
];

/** OGG is a container: only Opus in it plays as a voice note. */
function oggType(text: string): string | undefined {
	if (!text.startsWith('OggS')) return undefined;
	return text.includes('OpusHead') ? OPUS : 'audio/ogg';
}

/** The first extension of a type is the one that files of that type get. */
const BY_EXTENSION: Record<string, string> = {
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	jfif: 'image/jpeg',
	png: 'image/png',
	gif: 'image/gif',
	webp: 'image/webp',
	heic: 'image/heic',
	avif: 'image/avif',
	mp4: 'video/mp4',
	m4v: 'video/mp4',
	webm: 'video/webm',
	mov: 'video/quicktime',
	'3gp': 'video/3gpp',
	mp3: 'audio/mpeg',
	m4a: 'audio/mp4',
	aac: 'audio/aac',
	wav: 'audio/wav',
	ogg: 'audio/ogg',
	oga: 'audio/ogg',
	opus: OPUS,
	pdf: 'application/pdf',
	doc: 'application/msword',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xls: 'application/vnd.ms-excel',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	ppt: 'application/vnd.ms-powerpoint',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	zip: 'application/zip',
	csv: 'text/csv',
	txt: 'text/plain',
	json: 'application/json',
	xml: 'application/xml',
	html: 'text/html',
	md: 'text/markdown',
	ics: 'text/calendar',
	vcf: 'text/vcard',
	css: 'text/css',
	js: 'text/javascript',
	rtf: 'application/rtf',
	odt: 'application/vnd.oasis.opendocument.text',
	ods: 'application/vnd.oasis.opendocument.spreadsheet',
	odp: 'application/vnd.oasis.opendocument.presentation',
	epub: 'application/epub+zip',
	apk: 'application/vnd.android.package-archive',
	rar: 'application/vnd.rar',
	'7z': 'application/x-7z-compressed',
	gz: 'application/gzip',
	tar: 'application/x-tar',
	bmp: 'image/bmp',
	svg: 'image/svg+xml',
	tif: 'image/tiff',
	tiff: 'image/tiff',
	avi: 'video/x-msvideo',
	mpeg: 'video/mpeg',
	mpg: 'video/mpeg',
	wmv: 'video/x-ms-wmv',
	flv: 'video/x-flv',
	ogv: 'video/ogg',
	mkv: 'video/x-matroska',
	flac: 'audio/flac',
	amr: 'audio/amr',
	wma: 'audio/x-ms-wma',
	aiff: 'audio/aiff',
	aif: 'audio/aiff',
};

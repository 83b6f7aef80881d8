import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { OPUS, extensionOf, plainType, typeOf, typeOfName } from '../engine/fileType';
import { inputError } from '../engine/input';
import type { FieldGroup, Get, Item } from '../engine/operation';
import { addressIn } from './webAddress';

const source: INodeProperties = {
	displayName: 'File From',
	name: 'fileSource',
	type: 'options',
	options: [
		{ name: 'Base64', value: 'base64', description: 'A text that holds the file' },
		{ name: 'Input Data Field', value: 'binary', description: 'A file that an earlier node got' },
		{ name: 'URL', value: 'url', description: 'An address on the internet that Wawp fetches the file from' },
	],
	default: 'binary',
};

const inputField: INodeProperties = {
	displayName: 'Input Data Field Name',
	name: 'inputDataFieldName',
	type: 'string',
	required: true,
	default: 'data',
	displayOptions: { show: { fileSource: ['binary'] } },
	hint: 'The name of the input field containing the file data to be processed',
};

const fileUrl: INodeProperties = {
	displayName: 'File URL',
	name: 'fileUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/picture.jpg',
	displayOptions: { show: { fileSource: ['url'] } },
	description: 'Wawp fetches the file itself, so the address must be public',
};

const fileBase64: INodeProperties = {
	displayName: 'File Base64',
	name: 'fileBase64',
	type: 'string',
	required: true,
	default: '',
	displayOptions: { show: { fileSource: ['base64'] } },
	description: 'With or without a data:...;base64, in front',
};

const fileName: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice.pdf',
	description: 'Leave it out to take the name of the file itself',
};

const mimeType: INodeProperties = {
	displayName: 'MIME Type',
	name: 'mimeType',
	type: 'string',
	default: '',
	placeholder: 'e.g. application/pdf',
	description: 'Leave it out to take the type that the file itself tells',
};

const convert: INodeProperties = {
	displayName: 'Convert',
	name: 'convertVoice',
	type: 'options',
	options: [
		{ name: 'Always', value: 'always' },
		{ name: 'If Needed', value: 'ifNeeded', description: 'Unless the file is OGG with Opus' },
		{ name: 'Never', value: 'never' },
	],
	default: 'ifNeeded',
	description: 'Whether Wawp makes a voice note of the file: WhatsApp plays OGG with Opus only',
};

/** A file on its way to Wawp: where to fetch it, or what it holds. */
export interface OutgoingFile {
	url?: string;
	data?: string;
	filename: string;
	mimetype: string;
}

interface Kind {
	/** What it is in words, and what its MIME type begins with. */
	name: string;
	types: string[];
	/** Of a file that does not tell. */
	usual: string;
	/** WhatsApp's own limits; Wawp names that of videos only. */
	limitMb: number;
}

const IMAGE: Kind = { name: 'a picture', types: ['image/'], usual: 'image/jpeg', limitMb: 16 };
const VIDEO: Kind = { name: 'a video', types: ['video/'], usual: 'video/mp4', limitMb: 16 };
const SOUND: Kind = { name: 'a sound', types: ['audio/', 'video/mp4', 'video/webm'], usual: 'audio/mpeg', limitMb: 16 };
const DOCUMENT: Kind = { name: 'a document', types: [''], usual: 'application/pdf', limitMb: 100 };

/** One object under one key, as the engine takes it and the pages of groups and channels show it. */
export const picture = nested(IMAGE);
export const anyFile = nested(DOCUMENT);

/** Flat keys as on Wawp's pages for sending: `file[url]`, `file[mimetype]`. */
export const image = inBrackets(IMAGE);
export const video = inBrackets(VIDEO);
export const audio = inBrackets(SOUND);
export const document = inBrackets(DOCUMENT);

/** With `convert`, which a voice note needs unless it is one already. */
export const voice: FieldGroup = {
	...audio,
	settings: [...audio.settings!, convert],
	sends: [...audio.sends!, 'convert'],
	async read(get, item) {
		const file = await fileFrom(SOUND, get, item);
		const chosen = get(convert) ?? 'ifNeeded';
		return { ...bracketed(file), convert: chosen === 'ifNeeded' ? !isVoiceNote(file) : chosen === 'always' };
	},
};

const withPicture: INodeProperties = {
	displayName: 'With Picture',
	name: 'withPicture',
	type: 'boolean',
	default: false,
	description: 'Whether to give it a picture. A square JPEG or PNG of 640 pixels is best.',
};

/** A picture that may be left out. */
export const optionalPicture: FieldGroup = {
	...picture,
	properties: [withPicture, ...picture.properties.map(shownWithPicture)],
	read: async (get, item) => (get(withPicture) ? await picture.read(get, item) : undefined),
};

function shownWithPicture(property: INodeProperties): INodeProperties {
	return { ...property, displayOptions: { show: { ...property.displayOptions?.show, withPicture: [true] } } };
}

function nested(kind: Kind): FieldGroup {
	return {
		properties: [source, inputField, fileUrl, fileBase64],
		settings: [fileName, mimeType],
		read: async (get, item) => await fileFrom(kind, get, item),
	};
}

function inBrackets(kind: Kind): FieldGroup {
	return {
		...nested(kind),
		sends: ['file[url]', 'file[data]', 'file[filename]', 'file[mimetype]'],
		read: async (get, item) => bracketed(await fileFrom(kind, get, item)),
	};
}

const bracketed = (file: OutgoingFile): Record<string, string> =>
	Object.fromEntries(Object.entries(file).map(([key, value]) => [`file[${key}]`, value]));

const isVoiceNote = ({ mimetype }: OutgoingFile): boolean => /^audio\/ogg/.test(mimetype) && /opus/.test(mimetype);

async function fileFrom(kind: Kind, get: Get, item: Item): Promise<OutgoingFile> {
	const named = { name: text(get(fileName)), type: text(get(mimeType)) };
	if (get(source) === 'url') return fromUrl(kind, addressIn(get(fileUrl), fileUrl, item), named);
	if (get(source) === 'base64') return fromBase64(kind, String(get(fileBase64)), named, item);
	return await fromBinary(kind, String(get(inputField)), named, item);
}

interface Named {
	name?: string;
	type?: string;
}

function fromUrl(kind: Kind, url: string, { name, type }: Named): OutgoingFile {
	const path = url.split(/[?#]/)[0]!;
	const own = /\/([^/]+\.[a-z0-9]{2,5})$/i.exec(path)?.[1];
	const mimetype = type ?? (name && typeOfName(name)) ?? typeOfName(path) ?? kind.usual;
	return { url, filename: name ?? (own && decoded(own)) ?? nameFor(mimetype), mimetype };
}

function fromBase64(kind: Kind, given: string, named: Named, item: Item): OutgoingFile {
	const [, told, bare] = /^\s*(?:data:([^;,]*)[^,]*,)?([\s\S]*)$/.exec(given)!;
	const data = bare!.replace(/\s/g, '');
	if (data === '' || !/^[\w+/-]+={0,2}$/.test(data)) throw inputError(item, fileBase64, 'is not Base64');
	return checked(kind, fileBase64, { data, told: told || undefined }, named, item);
}

async function fromBinary(kind: Kind, field: string, named: Named, { context, index }: Item): Promise<OutgoingFile> {
	const binary = context.helpers.assertBinaryData(index, field);
	const data = await base64Of(binary, field, { context, index });
	return checked(kind, inputField, { data, told: binary.mimeType, name: binary.fileName }, named, { context, index });
}

/** Kept in memory, a file is Base64 already; from anywhere else it comes as bytes. */
async function base64Of({ id, data }: IBinaryData, field: string, { context, index }: Item): Promise<string> {
	if (!id) return data;
	return (await context.helpers.getBinaryDataBuffer(index, field)).toString('base64');
}

interface Found {
	data: string;
	told?: string;
	name?: string;
}

const MB = 1024 * 1024;
/** Enough of a file to tell its type. */
const HEAD = 128;

function checked(kind: Kind, field: INodeProperties, { data, told, name }: Found, named: Named, item: Item): OutgoingFile {
	const megabytes = (data.length * 3) / 4 / MB;
	if (megabytes > kind.limitMb) {
		throw inputError(item, field, `holds ${megabytes.toFixed(1)} MB, and WhatsApp takes ${kind.limitMb} MB at most`, 'Send a smaller file, or larger ones as a document.');
	}
	const type = typeOf(Buffer.from(data.slice(0, HEAD), 'base64')) ?? told;
	const mimetype = named.type ?? type ?? (named.name && typeOfName(named.name)) ?? kind.usual;
	if (!kind.types.some((start) => plainType(mimetype).startsWith(start))) {
		throw inputError(item, field, `holds ${plainType(mimetype)}, not ${kind.name}`, "Choose another operation: 'Message > Send Document' takes any file.");
	}
	return { data, filename: named.name ?? name ?? nameFor(mimetype), mimetype };
}

const nameFor = (mimetype: string): string => `file.${plainType(mimetype) === plainType(OPUS) ? 'ogg' : (extensionOf(mimetype) ?? 'bin')}`;

const text = (value: unknown): string | undefined => String(value ?? '').trim() || undefined;

function decoded(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

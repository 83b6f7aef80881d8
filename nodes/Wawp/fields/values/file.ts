import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { typeOfName } from '../../engine/fileType';
import { inputError } from '../../engine/input';
import type { FieldGroup, Get, Item } from '../../engine/operation';
import { addsOnly, judgedByReader } from '../../engine/plainValue';
import { type Kind, type OutgoingFile, fileAt, fileInBase64, fileInItem } from './outgoingFile';
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

const inputField = judgedByReader({
	displayName: 'Input Data Field Name',
	name: 'inputDataFieldName',
	type: 'string',
	required: true,
	default: 'data',
	displayOptions: { show: { fileSource: ['binary'] } },
	hint: 'The name of the input field containing the file data to be processed',
});

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

const fileName = addsOnly({
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice.pdf',
	description: 'Leave it out to take the name of the file itself',
});

const mimeType = addsOnly({
	displayName: 'MIME Type',
	name: 'mimeType',
	type: 'string',
	default: '',
	placeholder: 'e.g. application/pdf',
	description: 'Leave it out to take the type that the file itself tells',
});

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

const IMAGE: Kind = { name: 'a picture', types: ['image/'], usual: 'image/jpeg', limitMb: 16 };
const VIDEO: Kind = { name: 'a video', types: ['video/'], usual: 'video/mp4', limitMb: 16 };
const SOUND: Kind = { name: 'a sound', types: ['audio/', 'video/mp4', 'video/webm'], usual: 'audio/mpeg', limitMb: 16 };
const DOCUMENT: Kind = { name: 'a document', types: [''], usual: 'application/octet-stream', limitMb: 100 };

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

/** In a story an address is all that is documented. The vendor's own client puts a whole file into one. */
export const storyImage = inAddress(image);
export const storyVideo = inAddress(video);
export const storyVoice = inAddress(voice);

function inAddress(group: FieldGroup): FieldGroup {
	return {
		...group,
		sends: group.sends!.filter((name) => name !== 'file[data]'),
		async read(get, item) {
			const { 'file[data]': data, ...told } = (await group.read(get, item)) as Record<string, string>;
			return data === undefined ? told : { ...told, 'file[url]': `data:${told['file[mimetype]']!.replace(/\s/g, '')};base64,${data}` };
		},
	};
}

/** As the pages for sending messages have it. */
export function withFileAsData({ 'file[url]': url, ...told }: IDataObject): IDataObject | undefined {
	const [prefix] = /^data:[^,]{0,1000};base64,/.exec(String(url ?? '').slice(0, 1100)) ?? [];
	return prefix === undefined ? undefined : { ...told, 'file[data]': String(url).slice(prefix.length) };
}

const isVoiceNote = ({ mimetype }: OutgoingFile): boolean => /^audio\/ogg/.test(mimetype) && /opus/.test(mimetype);

async function fileFrom(kind: Kind, get: Get, item: Item): Promise<OutgoingFile> {
	const named = { name: text(get(fileName)), type: typeIn(text(get(mimeType)), item) };
	if (get(source) === 'url') return fileAt(addressIn(get(fileUrl), fileUrl, item), kind, named, { field: fileUrl, item });
	if (get(source) === 'base64') return fileInBase64(String(get(fileBase64)), kind, named, { field: fileBase64, item });
	return await fileInItem(get(inputField), kind, named, { field: inputField, item });
}

/** People write `pdf` as well. Another word would go out as the type of the file. */
function typeIn(given: string | undefined, item: Item): string | undefined {
	if (given === undefined || /^[\w.+-]+\/[\w.+-]/.test(given)) return given;
	const type = typeOfName(`.${given.replace(/^\./, '')}`);
	if (type) return type;
	throw inputError(item, mimeType, `is not a MIME type: ${given}`, 'Write one like application/pdf, or take the option away: the file itself mostly tells its type.');
}

const text = (value: unknown): string | undefined => String(value ?? '').trim() || undefined;

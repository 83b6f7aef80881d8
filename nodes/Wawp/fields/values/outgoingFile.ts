import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { OPUS, extensionOf, isTelling, nameInAddress, plainName, plainType, typeOfBytes, typeOfName } from '../../engine/fileType';
import { inputError } from '../../engine/input';
import type { Item } from '../../engine/operation';
import { plainText } from '../../engine/plainValue';

/** A file on its way to Wawp: where to fetch it, or what it holds. */
export interface OutgoingFile {
	url?: string;
	data?: string;
	filename: string;
	mimetype: string;
}

/** What may be sent as what. */
export interface Kind {
	/** What it is in words, and what its MIME type begins with. */
	name: string;
	types: string[];
	/** Of a file that does not tell. */
	usual: string;
	/** WhatsApp's own limits; Wawp names that of videos only. */
	limitMb: number;
}

/** What the user says of a file, over what it says itself. */
export interface Named {
	name?: string;
	type?: string;
}

/** Where a file was given: its refusal names the field. */
export interface Place {
	field: INodeProperties;
	item: Item;
}

/** Wawp fetches it, so that its name is all that tells of it here. */
export function fileAt(url: string, kind: Kind, { name, type }: Named, { field, item }: Place): OutgoingFile {
	const own = nameInAddress(url);
	const mimetype = (type && uncoded(type)) ?? (name && typeOfName(name)) ?? (own && typeOfName(own)) ?? kind.usual;
	if (!isOf(kind, mimetype)) throw inputError(item, field, `leads to ${plainType(mimetype)}, not to ${kind.name}`, ANOTHER);
	return { url, filename: name ?? own ?? nameFor(mimetype), mimetype };
}

export function fileInBase64(given: string, kind: Kind, named: Named, place: Place): OutgoingFile {
	const found = NAME.test(given.trim()) ? undefined : base64In(given);
	if (!found) throw inputError(place.item, place.field, 'is not Base64', NO_BASE64);
	return checked(kind, found, named, place);
}

/** A word such as `data` or `invoice`: it could be Base64, and no file is as short. */
const NAME = /^[a-z_-]{1,15}\d{0,2}$/i;

const NO_BASE64 = "It is the text that holds a file, with or without data:...;base64, in front, and has no blanks in it: where a + became one on the way, the file is broken. For a file of an earlier node choose 'Input Data Field', for one on the internet 'URL'.";

/** The field's name, or with an expression the file itself. */
export async function fileInItem(told: unknown, kind: Kind, named: Named, place: Place): Promise<OutgoingFile> {
	const { context, index } = place.item;
	const given = isFile(told) ? told : nameIn(told, place);
	const file = context.helpers.assertBinaryData(index, given);
	if (!file.id) return checked(kind, inMemory(file, place), named, place);
	// Before it is read: a file too large for WhatsApp may be too large for the memory as well.
	demandSize(kind, file.bytes ?? (await kept(context.helpers.getBinaryMetadata(file.id), place)).fileSize, place);
	const bytes = await kept(context.helpers.getBinaryDataBuffer(index, given), place);
	return checked(kind, { data: bytes.toString('base64'), told: file.mimeType, name: file.fileName }, named, place);
}

/** n8n says no more than that there is none, which mostly has one of two reasons. */
async function kept<T>(reading: Promise<T>, { field, item }: Place): Promise<T> {
	return await reading.catch((error: Error) => {
		throw inputError(item, field, `names a file that n8n cannot read any more: ${error.message}`, 'n8n deletes files with the execution that got them: get the file in this one. In queue mode all processes of n8n must see the same files, which N8N_DEFAULT_BINARY_DATA_MODE decides.');
	});
}

/** A Code node makes files of its own, in which anything may be. */
function inMemory({ data, mimeType, fileName }: IBinaryData, { field, item }: Place): Found {
	const found = data === '' ? { data } : typeof data === 'string' ? base64In(data) : undefined;
	if (found) return { ...found, told: mimeType || found.told, name: String(fileName ?? '') };
	throw inputError(item, field, 'holds a file whose data is not Base64', "Where a Code node makes it, give data: buffer.toString('base64'), with its mimeType and its fileName beside it.");
}

/** n8n shows an expression what it knows of a file, and where it keeps files in memory nothing that leads to it. */
function nameIn(told: unknown, { field, item }: Place): string {
	if (!isObject(told)) return plainText(told, field, item) ?? '';
	const names = Object.keys(item.context.getInputData()[item.index]?.binary ?? {});
	const isOfFiles = 'mimeType' in told || Object.keys(told).some((name) => names.includes(name));
	if (!isOfFiles) return plainText(told, field, item) ?? '';
	throw inputError(item, field, 'is a file, where the name of its field is meant', `Write the name alone, without an expression: ${names.join(' or ') || 'data'}.`);
}

const isFile = (told: unknown): told is IBinaryData => isObject(told) && (typeof told.data === 'string' || typeof told.id === 'string');

interface Found {
	/** Bare Base64. */
	data: string;
	told?: string;
	name?: string;
}

/**
 * Wawp takes neither a data URI nor the letters of addresses. No pattern here runs greedily over the file: in a process
 * that has compiled many patterns V8 no longer optimises new ones, and such a one runs out of stack over some megabytes.
 */
function base64In(given: string): Found | undefined {
	const [prefix] = /^\s{0,100}data:[^,]{0,1000},/i.exec(given) ?? [''];
	const [type = '', ...parameters] = prefix.trim().slice('data:'.length, -1).split(';').map((part) => part.trim());
	if (prefix && !parameters.some(isBase64)) return undefined;
	const digits = inOneLine(given.slice(prefix.length)).replace(/={1,3}$/, '').replace(/-/g, '+').replace(/_/g, '/');
	if (digits === '' || WORDS.has(digits.toLowerCase()) || /[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return undefined;
	return { data: digits.padEnd(4 * Math.ceil(digits.length / 4), '='), told: [type, ...parameters.filter((parameter) => TOLD.test(parameter))].join(';') };
}

/** Mails fold it, and programs may make blanks of the folds. Any other blank was a +, or stands between words. */
function inOneLine(text: string): string {
	const line = text.split(/[\r\n]+/).map((part) => part.trim()).join('');
	const [first = '', ...more] = line.split(' ');
	const isFolded = first.length >= SHORTEST_FOLD && more.every((part, index) => part.length === first.length || (index === more.length - 1 && part.length < first.length));
	return isFolded ? [first, ...more].join('') : line;
}

const SHORTEST_FOLD = 60;

/** What programs write where there is nothing. */
const WORDS = new Set(['null', 'true', 'false', 'none', 'nan', 'nil', 'undefined']);

const isBase64 = (parameter: string): boolean => parameter.toLowerCase() === 'base64';

/** What else a data URI says is no part of the type, such as the name of the file. */
const TOLD = /^(charset|codecs)=/i;

/** Enough of a file to tell its type. */
const HEAD = 128;

function checked(kind: Kind, { data, told, name }: Found, named: Named, place: Place): OutgoingFile {
	demandSize(kind, Math.floor((data.replace(/={1,3}$/, '').length * 3) / 4), place);
	const filename = named.name ?? (plainName(name ?? '') || undefined);
	const type = typeOfBytes(Buffer.from(data.slice(0, HEAD), 'base64'), uncoded(told ?? ''));
	const mimetype = (named.type && uncoded(named.type)) ?? (isTelling(type) ? type : undefined) ?? (filename && typeOfName(filename)) ?? kind.usual;
	if (!isOf(kind, mimetype)) throw inputError(place.item, place.field, `holds ${plainType(mimetype)}, not ${kind.name}`, ANOTHER);
	return { data, filename: filename ?? nameFor(mimetype), mimetype };
}

/** A type that was cut out of a data URI tells how the file was coded there. */
const uncoded = (type: string): string => type.replace(/;\s*base64\s*(?=;|$)/i, '');

const MB = 1024 * 1024;

function demandSize({ limitMb }: Kind, bytes: number, { field, item }: Place): void {
	if (bytes === 0) throw inputError(item, field, 'holds an empty file');
	if (bytes <= limitMb * MB) return;
	const megabytes = (Math.ceil((10 * bytes) / MB) / 10).toFixed(1);
	throw inputError(item, field, `holds ${megabytes} MB, and WhatsApp takes ${limitMb} MB at most`, 'Send a smaller file, or larger ones as a document.');
}

const ANOTHER = "Choose another operation: 'Message > Send Document' takes any file.";

const isOf = ({ types }: Kind, mimetype: string): boolean => types.some((start) => plainType(mimetype).startsWith(start));

const nameFor = (mimetype: string): string => `file.${plainType(mimetype) === plainType(OPUS) ? 'ogg' : (extensionOf(mimetype) ?? 'bin')}`;

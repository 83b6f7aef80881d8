import axios from 'axios';

import { Refusal } from './answer';
import type { Params } from './parameters';
import type { Simulation } from './simulation';
import { type StoredFile, storedFile, typeOf } from './world/files';

const TIMEOUT_MS = 10_000;
const OPUS = 'audio/ogg; codecs=opus';

export interface Kind {
	name: string;
	/** What the bytes must be; anything when left out. */
	types?: RegExp;
	/** The type that the caller tells must be the one of the bytes. */
	comparesType?: true;
}

export const PICTURE: Kind = { name: 'a JPEG or PNG picture', types: /^image\/(jpeg|png)$/ };
export const VIDEO: Kind = { name: 'a video', types: /^video\//, comparesType: true };
export const SOUND: Kind = { name: 'a sound', types: /^audio\// };
export const VOICE: Kind = { name: 'OGG with Opus, and was not to be converted', types: /^audio\/ogg; codecs=opus$/ };
export const DOCUMENT: Kind = { name: 'a document', types: /^(?!text\/html)/ };

/** The file of a request: fetched from its address, or decoded, and looked at. */
export async function incomingFile(given: unknown, name: string, kind: Kind, wawp: Simulation): Promise<StoredFile> {
	const { url, data, mimetype, filename } = (typeof given === 'object' && given !== null ? given : {}) as Params;
	if (typeof mimetype !== 'string') throw missing(`${name}[mimetype]`);
	if (typeof filename !== 'string') throw missing(`${name}[filename]`);
	if (typeof data !== 'string' && typeof url !== 'string') throw missing(`${name}[url] or ${name}[data]`);
	const bytes = typeof data === 'string' ? decoded(data, `${name}[data]`) : await fetched(String(url), `${name}[url]`, wawp);
	check(bytes, mimetype, kind);
	return storedFile({ bytes, filename, mimetype: kind === VOICE ? OPUS : mimetype });
}

/** Voice that is to be converted may be any sound. */
export const voiceKind = (convert: unknown): Kind => (convert === true ? SOUND : VOICE);

function check(bytes: Buffer, told: string, { name, types, comparesType }: Kind): void {
	// bytes that do not say what they are count as what the caller says
	const type = typeOf(bytes) ?? told;
	if (types && !types.test(type)) throw badFile(`The file is ${type}, not ${name}`);
	if (comparesType && plain(type) !== plain(told)) throw badFile(`The file is ${type}, not ${told} as it was said to be`);
}

const plain = (type: string): string => type.replace(/;.*$/, '').trim();

function decoded(data: string, name: string): Buffer {
	const text = data.replace(/\s/g, '');
	const digits = text.replace(/={1,2}$/, '');
	// not one pattern over all of it, which runs out of stack where V8 no longer optimises
	if (digits === '' || text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(digits)) {
		throw new Refusal(400, 'invalid_param', `${name} must be bare Base64`);
	}
	return Buffer.from(text, 'base64');
}

async function fetched(url: string, name: string, { world, switches }: Simulation): Promise<Buffer> {
	// the official MCP server hands files over this way
	const [head] = /^data:[^,]{0,1000};base64,/.exec(url) ?? [];
	if (head !== undefined && switches.dataAddresses === 'refused') throw new Refusal(400, 'invalid_param', `${name} must be an address`);
	if (head !== undefined) return decoded(url.slice(head.length), name);
	const known = world.web.find((file) => file.url === url);
	if (known) return refusedPage(known.bytes, known.contentType);
	demandLoopback(url, name);
	const options = { responseType: 'arraybuffer', timeout: TIMEOUT_MS, maxRedirects: 0, proxy: false, validateStatus: () => true } as const;
	const { status, data, headers } = await axios.get<Buffer>(url, options).catch((error) => {
		throw badFile(`${name} could not be fetched: ${error.code ?? error.message}`);
	});
	if (status !== 200) throw badFile(`${name} could not be fetched: its host answered ${status}`);
	return refusedPage(Buffer.from(data), String(headers['content-type'] ?? ''));
}

/** A page that says why there is no file is no file. */
function refusedPage(bytes: Buffer, contentType: string): Buffer {
	if (contentType.startsWith('text/html')) throw badFile('The address leads to a web page, not to a file');
	return bytes;
}

function demandLoopback(url: string, name: string): void {
	const address = URL.canParse(url) ? new URL(url) : undefined;
	if (!address) throw new Refusal(400, 'invalid_param', `${name} must be an address`);
	if (address.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(address.hostname)) return;
	throw badFile(`The local Wawp never leaves this machine: ${name} must lead to http://127.0.0.1 or be put into world.web, not to ${address.host}`);
}

const missing = (name: string) => new Refusal(400, 'missing_param', `Missing required parameter: ${name}`);
const badFile = (message: string) => new Refusal(400, 'bad_file', message);

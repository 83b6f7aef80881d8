import { randomBytes } from 'node:crypto';

import type { Instance } from './index';

/** A file that Wawp keeps and hands out under an address of its own. */
export interface StoredFile {
	id: string;
	mimetype: string;
	filename: string;
	bytes: Buffer;
	size: number;
}

/** Something on the internet that the local Wawp finds without going there. */
export interface WebFile {
	url: string;
	bytes: Buffer;
	contentType: string;
}

export function storedFile({ mimetype, filename, bytes }: Pick<StoredFile, 'mimetype' | 'filename' | 'bytes'>): StoredFile {
	return { id: randomBytes(12).toString('hex'), mimetype, filename, bytes, size: bytes.length };
}

/** All files that an account holds. */
export function filesOf({ whatsapp }: Instance): StoredFile[] {
	const { messages, stories, converted, contacts, groups, chats, channels, profile } = whatsapp;
	const posts = channels.flatMap((channel) => channel.posts.map(({ message }) => message));
	const media = [...messages, ...stories, ...posts].map((message) => message.media);
	const pictures = [...contacts, ...groups, ...chats, ...channels, profile].map(({ picture }) => picture);
	return [...media, ...pictures, ...converted].filter((file) => file !== null);
}

const OPUS = 'audio/ogg; codecs=opus';

/** What the bytes themselves say they are; undefined when they say nothing. */
export function typeOf(bytes: Buffer): string | undefined {
	const text = (start: number, end: number) => bytes.subarray(start, end).toString('latin1');
	const hex = (end: number) => bytes.subarray(0, end).toString('hex');
	if (hex(3) === 'ffd8ff') return 'image/jpeg';
	if (hex(4) === '89504e47') return 'image/png';
	if (text(0, 4) === 'GIF8') return 'image/gif';
	if (text(0, 4) === 'RIFF') return text(8, 12) === 'WEBP' ? 'image/webp' : 'audio/wav';
	if (text(0, 4) === 'OggS') return text(0, 64).includes('OpusHead') ? OPUS : 'audio/ogg';
	if (text(4, 8) === 'ftyp') return text(8, 11) === 'M4A' ? 'audio/mp4' : 'video/mp4';
	if (text(0, 3) === 'ID3' || /^fff[23ab]/.test(hex(2))) return 'audio/mpeg';
	if (/^fff[19]/.test(hex(2))) return 'audio/aac';
	if (text(0, 5) === '%PDF-') return 'application/pdf';
	if (/^\s*<(!doctype html|html)/i.test(text(0, 64))) return 'text/html';
	return undefined;
}

/** The smallest files that pass for what they are. */
export const SAMPLES = {
	jpeg: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
	png: Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	),
	mp4: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom0000isommp42mdat', 'latin1')]),
	opus: Buffer.concat([Buffer.from('OggS', 'latin1'), Buffer.alloc(24), Buffer.from('OpusHead a note', 'latin1')]),
	mp3: Buffer.concat([Buffer.from('ID3', 'latin1'), Buffer.alloc(7), Buffer.from('a song', 'latin1')]),
	pdf: Buffer.from('%PDF-1.4\n%%EOF\n', 'latin1'),
	html: Buffer.from('<!DOCTYPE html><html><body>404</body></html>', 'latin1'),
};

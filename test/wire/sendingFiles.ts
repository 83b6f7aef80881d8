import { SAMPLES } from '../simulator/world/files';
import { byId, fileItem } from './entered';
import type { Wire } from './wire';

const chatId = '201234567890@c.us';
const quoted = 'false_201234567890@c.us_AAAAAAAAAAAAAAAAAAAA';
const to = byId('+20 123 456 7890');
const nationally = { to: byId('0123 456 7890') };
const named = { defaultCountryCode: '20', fileName: 'renamed.bin' };
const encoded = (bytes: Buffer) => bytes.toString('base64');

/** Messages with a file: of the item before, under an address, or as Base64. */
export const sendingFiles: Wire[] = [
	{
		operation: 'message.sendImage',
		given: { to },
		input: fileItem(SAMPLES.jpeg, 'image/jpeg', 'cat.jpg'),
		request: 'POST /v2/send/image',
		body: { chatId, 'file[data]': encoded(SAMPLES.jpeg), 'file[filename]': 'cat.jpg', 'file[mimetype]': 'image/jpeg' },
	},
	{
		operation: 'message.sendImage',
		given: { to, fileSource: 'base64', fileBase64: `data:image/png;base64,${encoded(SAMPLES.png)}` },
		request: 'POST /v2/send/image',
		body: { chatId, 'file[data]': encoded(SAMPLES.png), 'file[filename]': 'file.png', 'file[mimetype]': 'image/png' },
	},
	{
		operation: 'message.sendImage',
		given: {
			...nationally,
			fileSource: 'url',
			fileUrl: 'https://example.com/picture.jpg',
			caption: 'A *cat*',
			options: { ...named, mimeType: 'image/jpeg', replyTo: quoted },
		},
		request: 'POST /v2/send/image',
		body: {
			chatId,
			'file[url]': 'https://example.com/picture.jpg',
			'file[filename]': 'renamed.bin',
			'file[mimetype]': 'image/jpeg',
			caption: 'A *cat*',
			reply_to: quoted,
		},
	},
	{
		operation: 'message.sendVideo',
		given: { to, inputDataFieldName: 'film' },
		input: fileItem(SAMPLES.mp4, 'video/mp4', 'holiday.mp4', 'film'),
		request: 'POST /v2/send/video',
		body: { chatId, 'file[data]': encoded(SAMPLES.mp4), 'file[filename]': 'holiday.mp4', 'file[mimetype]': 'video/mp4' },
	},
	{
		operation: 'message.sendVideo',
		given: {
			...nationally,
			fileSource: 'url',
			fileUrl: 'https://wawp.net/samples/file_example_MP4_480_1_5MG.mp4',
			caption: 'Watch this',
			options: { ...named, mimeType: 'video/mp4', asNote: true, convertVideo: false, replyTo: quoted },
		},
		request: 'POST /v2/send/video',
		body: {
			chatId,
			'file[url]': 'https://wawp.net/samples/file_example_MP4_480_1_5MG.mp4',
			'file[filename]': 'renamed.bin',
			'file[mimetype]': 'video/mp4',
			asNote: true,
			caption: 'Watch this',
			convert: false,
			reply_to: quoted,
		},
	},
	{
		operation: 'message.sendAudio',
		given: { to },
		input: fileItem(SAMPLES.mp3, 'audio/mpeg', 'song.mp3'),
		request: 'POST /v2/send/audio',
		body: { chatId, 'file[data]': encoded(SAMPLES.mp3), 'file[filename]': 'song.mp3', 'file[mimetype]': 'audio/mpeg' },
	},
	{
		operation: 'message.sendAudio',
		given: {
			...nationally,
			fileSource: 'url',
			fileUrl: 'https://example.com/sound.mp3',
			caption: 'Listen',
			options: { ...named, mimeType: 'audio/mp3' },
		},
		request: 'POST /v2/send/audio',
		body: {
			chatId,
			'file[url]': 'https://example.com/sound.mp3',
			'file[filename]': 'renamed.bin',
			'file[mimetype]': 'audio/mp3',
			caption: 'Listen',
		},
	},
	{
		operation: 'message.sendVoice',
		given: { to },
		input: fileItem(SAMPLES.mp3, 'audio/mpeg', 'note.mp3'),
		request: 'POST /v2/send/voice',
		body: { chatId, 'file[data]': encoded(SAMPLES.mp3), 'file[filename]': 'note.mp3', 'file[mimetype]': 'audio/mpeg', convert: true },
	},
	{
		operation: 'message.sendVoice',
		given: { to },
		input: fileItem(SAMPLES.opus, 'audio/ogg', 'note.ogg'),
		request: 'POST /v2/send/voice',
		body: {
			chatId,
			'file[data]': encoded(SAMPLES.opus),
			'file[filename]': 'note.ogg',
			'file[mimetype]': 'audio/ogg; codecs=opus',
			convert: false,
		},
	},
	{
		operation: 'message.sendVoice',
		given: {
			...nationally,
			fileSource: 'url',
			fileUrl: 'https://wawp.net/samples/file_example_OOG_1MG.ogg',
			options: { ...named, mimeType: 'audio/ogg; codecs=opus', convertVoice: 'always', replyTo: quoted },
		},
		request: 'POST /v2/send/voice',
		body: {
			chatId,
			'file[url]': 'https://wawp.net/samples/file_example_OOG_1MG.ogg',
			'file[filename]': 'renamed.bin',
			'file[mimetype]': 'audio/ogg; codecs=opus',
			convert: true,
			reply_to: quoted,
		},
	},
	{
		operation: 'message.sendDocument',
		given: { to },
		input: fileItem(SAMPLES.pdf, 'application/pdf', 'invoice.pdf'),
		request: 'POST /v2/send/pdf',
		body: { chatId, 'file[data]': encoded(SAMPLES.pdf), 'file[filename]': 'invoice.pdf', 'file[mimetype]': 'application/pdf' },
	},
	{
		operation: 'message.sendDocument',
		given: { to, fileSource: 'url', fileUrl: 'https://wawp.net/samples/file-sample.pdf' },
		request: 'POST /v2/send/pdf',
		body: {
			chatId,
			'file[url]': 'https://wawp.net/samples/file-sample.pdf',
			'file[filename]': 'file-sample.pdf',
			'file[mimetype]': 'application/pdf',
		},
	},
	{
		operation: 'message.sendDocument',
		given: {
			...nationally,
			fileSource: 'base64',
			fileBase64: encoded(SAMPLES.pdf),
			caption: 'Your invoice',
			options: { ...named, mimeType: 'application/pdf', replyTo: quoted },
		},
		request: 'POST /v2/send/pdf',
		body: {
			chatId,
			'file[data]': encoded(SAMPLES.pdf),
			'file[filename]': 'renamed.bin',
			'file[mimetype]': 'application/pdf',
			caption: 'Your invoice',
			reply_to: quoted,
		},
	},
];

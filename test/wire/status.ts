import { SAMPLES } from '../simulator/world/files';
import { fileItem } from './entered';
import type { Wire } from './wire';

const viewers = '+20 114 520 2826, 1234567890@c.us';
/** A text with commas. */
const contacts = '201145202826@c.us,1234567890@c.us';

/** Only addresses are documented here, so that a file of the workflow is one. */
const inAddress = (bytes: Buffer, type: string): string => `data:${type};base64,${bytes.toString('base64')}`;

export const status: Wire[] = [
	{ operation: 'status.sendText', given: { statusText: 'Have a look!' }, request: 'POST /v2/status/text', body: { text: 'Have a look!' } },
	{
		operation: 'status.sendText',
		given: {
			statusText: 'Have a look! https://github.com/',
			options: { backgroundColor: '#112233', font: 2, linkPreview: false, linkPreviewHighQuality: true, viewers },
		},
		request: 'POST /v2/status/text',
		body: {
			text: 'Have a look! https://github.com/',
			backgroundColor: '#112233',
			font: 2,
			linkPreview: false,
			linkPreviewHighQuality: true,
			contacts,
		},
	},
	{
		operation: 'status.sendImage',
		given: {},
		input: fileItem(SAMPLES.jpeg, 'image/jpeg', 'cat.jpg'),
		request: 'POST /v2/status/image',
		body: { 'file[url]': inAddress(SAMPLES.jpeg, 'image/jpeg'), 'file[filename]': 'cat.jpg', 'file[mimetype]': 'image/jpeg' },
	},
	{
		operation: 'status.sendImage',
		given: {
			fileSource: 'url',
			fileUrl: 'https://wawp.net/samples/cat.jpg',
			options: { fileName: 'renamed.jpg', mimeType: 'image/jpeg', caption: 'A cat', viewers },
		},
		request: 'POST /v2/status/image',
		body: {
			'file[url]': 'https://wawp.net/samples/cat.jpg',
			'file[filename]': 'renamed.jpg',
			'file[mimetype]': 'image/jpeg',
			caption: 'A cat',
			contacts,
		},
	},
	{
		operation: 'status.sendVideo',
		input: fileItem(SAMPLES.mp4, 'video/mp4', 'clip.mp4'),
		request: 'POST /v2/status/video',
		body: { 'file[url]': inAddress(SAMPLES.mp4, 'video/mp4'), 'file[filename]': 'clip.mp4', 'file[mimetype]': 'video/mp4' },
	},
	{
		operation: 'status.sendVideo',
		given: {
			fileSource: 'url',
			fileUrl: 'https://wawp.net/samples/file_example_MP4_480_1_5MG.mp4',
			options: { fileName: 'clip.mp4', mimeType: 'video/mp4', asNote: true, caption: 'A clip', convertVideo: true, viewers },
		},
		request: 'POST /v2/status/video',
		body: {
			'file[url]': 'https://wawp.net/samples/file_example_MP4_480_1_5MG.mp4',
			'file[filename]': 'clip.mp4',
			'file[mimetype]': 'video/mp4',
			asNote: true,
			caption: 'A clip',
			convert: true,
			contacts,
		},
	},
	{
		operation: 'status.sendVoice',
		input: fileItem(SAMPLES.opus, 'audio/ogg', 'note.ogg'),
		request: 'POST /v2/status/voice',
		body: {
			'file[url]': inAddress(SAMPLES.opus, 'audio/ogg;codecs=opus'),
			'file[filename]': 'note.ogg',
			'file[mimetype]': 'audio/ogg; codecs=opus',
			convert: false,
		},
	},
	{
		operation: 'status.sendVoice',
		given: {
			fileSource: 'url',
			fileUrl: 'https://example.com/sound.mp3',
			options: { fileName: 'note.mp3', mimeType: 'audio/mpeg', caption: 'Listen', convertVoice: 'always' },
		},
		request: 'POST /v2/status/voice',
		body: {
			'file[url]': 'https://example.com/sound.mp3',
			'file[filename]': 'note.mp3',
			'file[mimetype]': 'audio/mpeg',
			caption: 'Listen',
			convert: true,
		},
	},
	{ operation: 'status.delete', given: { statusId: 'AAAAAAAAAAAAAAAAA' }, request: 'POST /v2/status/delete', body: { id: 'AAAAAAAAAAAAAAAAA' } },
	{
		operation: 'status.delete',
		given: { statusId: 'AAAAAAAAAAAAAAAAA', options: { viewers } },
		request: 'POST /v2/status/delete',
		body: { id: 'AAAAAAAAAAAAAAAAA', contacts },
	},
];

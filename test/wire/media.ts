import { SAMPLES } from '../simulator/world/files';
import { fileItem } from './entered';
import type { Wire } from './wire';

export const media: Wire[] = [
	{
		operation: 'media.convert',
		given: { fileSource: 'url', fileUrl: 'https://example.com/audio.mp3' },
		request: 'POST /v2/media/convert',
		body: { file: { url: 'https://example.com/audio.mp3', filename: 'audio.mp3', mimetype: 'audio/mpeg' }, outputFormat: 'ogg' },
	},
	{
		operation: 'media.convert',
		given: { outputFormat: 'mp4', options: { fileName: 'renamed.mov', mimeType: 'video/quicktime' } },
		input: fileItem(SAMPLES.mp4, 'video/mp4', 'clip.mov'),
		request: 'POST /v2/media/convert',
		body: {
			file: { data: SAMPLES.mp4.toString('base64'), filename: 'renamed.mov', mimetype: 'video/quicktime' },
			outputFormat: 'mp4',
		},
	},
];

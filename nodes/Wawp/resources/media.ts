import type { Resource } from '../engine/operation';
import { anyFile } from '../fields/values/file';
import { outputFormat } from '../fields/media';
import { convertedFile, convertedShape } from '../message/media';

export const media = {
	name: 'Media',
	description: 'Turn files into a format that WhatsApp plays',
	needs: 'WORKING',
	lookAt: 'the file itself',
	operations: {
		convert: {
			name: 'Convert',
			action: 'Convert a media file',
			description: 'Turn a sound into a voice note (OGG) or a video into one that WhatsApp plays (MP4)',
			request: 'POST /v2/media/convert',
			reads: true,
			uploads: true,
			fields: { file: anyFile, outputFormat },
			output: { json: convertedShape, file: convertedFile },
		},
	},
} satisfies Resource;

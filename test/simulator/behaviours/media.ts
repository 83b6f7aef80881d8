import type { Behaviour } from './behaviour';
import { Refusal } from '../answer';
import { incomingFile } from '../incomingFile';
import { addressOf } from '../messageJson';
import { storedFile } from '../world/files';

const TYPES: Record<string, string> = { ogg: 'audio/ogg; codecs=opus', mp4: 'video/mp4' };

export const media: Record<string, Behaviour> = {
	/** The type changes and the bytes do not: nothing here can transcode. */
	'media.convert': async ({ wawp, instance, params }) => {
		const mimetype = TYPES[String(params.outputFormat)];
		if (!mimetype) throw new Refusal(400, 'invalid_param', `outputFormat must be one of ${Object.keys(TYPES).join(', ')}`);
		const { bytes, filename } = await incomingFile(params.file, 'file', { name: 'media', types: /^(audio|video)\// }, wawp);
		const converted = storedFile({ bytes, mimetype, filename: filename.replace(/(\.\w+)?$/, `.${String(params.outputFormat)}`) });
		instance.whatsapp.converted.push(converted);
		const { convertAnswer } = wawp.switches;
		if (convertAnswer === 'base64') return { mimetype, filename: converted.filename, data: bytes.toString('base64') };
		if (convertAnswer === 'bytes') return converted;
		return { mimetype, filename: converted.filename, url: addressOf(converted, wawp) };
	},
};

import type { INodeProperties } from 'n8n-workflow';

import type { FieldGroup, Item } from '../../nodes/Wawp/engine/operation';
import * as files from '../../nodes/Wawp/fields/values/file';

/* What may be sent as what, written down by hand: a container of videos may hold a sound alone. */

const TYPES = ['image/jpeg', 'image/webp', 'image/svg+xml', 'video/mp4', 'video/webm', 'video/quicktime', 'video/3gpp', 'audio/mpeg', 'audio/ogg; codecs=opus', 'audio/mp4', 'application/pdf', 'application/octet-stream', 'text/html'];
const PICTURES = ['image/jpeg', 'image/webp', 'image/svg+xml'];
const VIDEOS = ['video/mp4', 'video/webm', 'video/quicktime', 'video/3gpp'];
const SOUNDS = ['video/mp4', 'video/webm', 'audio/mpeg', 'audio/ogg; codecs=opus', 'audio/mp4'];

const item = { context: { getNode: () => ({ name: 'Wawp', parameters: {} }) }, index: 0 } as unknown as Item;

async function takes({ read }: FieldGroup, mimeType: string): Promise<boolean> {
	const given: Record<string, unknown> = { fileSource: 'url', fileUrl: 'https://files.example/a', mimeType, withPicture: true };
	try {
		return typeof (await read(({ name }: INodeProperties) => given[name], item)) === 'object';
	} catch (error) {
		expect((error as Error).message).toMatch(/^'File URL' leads to [\w/+.-]+, not to a (picture|video|sound)$/);
		return false;
	}
}

test.each<[name: keyof typeof files, taken: string[]]>([
	['picture', PICTURES],
	['optionalPicture', PICTURES],
	['image', PICTURES],
	['storyImage', PICTURES],
	['video', VIDEOS],
	['storyVideo', VIDEOS],
	['audio', SOUNDS],
	['voice', SOUNDS],
	['storyVoice', SOUNDS],
	['document', TYPES],
	['anyFile', TYPES],
])('%s', async (name, taken) => {
	const all = await Promise.all(TYPES.map(async (type) => ((await takes(files[name] as FieldGroup, type)) ? [type] : [])));
	expect(all.flat()).toEqual(taken);
});

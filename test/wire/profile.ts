import { SAMPLES } from '../simulator/world/files';
import { fileItem } from './entered';
import type { Wire } from './wire';

export const profile: Wire[] = [
	{ operation: 'profile.get', request: 'GET /v2/profile' },
	{ operation: 'profile.setName', given: { profileName: 'Example Support' }, request: 'PUT /v2/profile/name', body: { name: 'Example Support' } },
	{ operation: 'profile.setAbout', given: { about: 'Open from 9 to 17' }, request: 'PUT /v2/profile/status', body: { status: 'Open from 9 to 17' } },
	{
		operation: 'profile.setPicture',
		// The nested form takes data by the engine's word; the local Wawp reads both forms by what the flat one lists.
		switches: { fileData: 'everywhere' },
		input: fileItem(SAMPLES.jpeg, 'image/jpeg', 'me.jpg'),
		request: 'PUT /v2/profile/picture',
		body: { file: { data: SAMPLES.jpeg.toString('base64'), filename: 'me.jpg', mimetype: 'image/jpeg' } },
	},
	{
		operation: 'profile.setPicture',
		given: {
			fileSource: 'url',
			fileUrl: 'https://wawp.net/samples/cat.jpg',
			options: { fileName: 'renamed.jpg', mimeType: 'image/jpeg' },
		},
		request: 'PUT /v2/profile/picture',
		body: { file: { url: 'https://wawp.net/samples/cat.jpg', filename: 'renamed.jpg', mimetype: 'image/jpeg' } },
	},
	{ operation: 'profile.deletePicture', request: 'DELETE /v2/profile/picture' },
];

import { anyOf, holdsPersonId, isDoneOrEmpty, value } from '../engine/holds';
import type { Resource } from '../engine/operation';
import { picture } from '../fields/values/file';
import { about, displayName } from '../fields/profile';

export const profile = {
	name: 'Profile',
	description: 'Read and change the name, the About text and the picture of this number',
	needs: 'WORKING',
	lookAt: "'Profile > Get'",
	operations: {
		get: {
			name: 'Get',
			action: 'Get the profile',
			description: 'Read the name, the picture and the ID of the linked account',
			request: 'GET /v2/profile',
			output: { holds: anyOf(holdsPersonId, value('profile')) },
		},
		setName: {
			name: 'Set Display Name',
			action: 'Set the display name',
			description: 'Change the name that people see who have not saved this number',
			request: 'PUT /v2/profile/name',
			fallback: 'POST /v2/profile/name',
			fields: { name: displayName },
			output: { holds: isDoneOrEmpty },
		},
		setAbout: {
			name: 'Set About',
			action: 'Set the about text',
			description: 'Change the About text of this number, for everybody who can see it',
			request: 'PUT /v2/profile/status',
			fallback: 'POST /v2/profile/status',
			fields: { status: about },
			output: { holds: isDoneOrEmpty },
		},
		setPicture: {
			name: 'Set Picture',
			action: 'Set the profile picture',
			description: 'Change the profile picture of this number. A square JPEG is best.',
			request: 'PUT /v2/profile/picture',
			fallback: 'POST /v2/profile/picture',
			uploads: true,
			fields: { file: picture },
			output: { holds: isDoneOrEmpty },
		},
		deletePicture: {
			name: 'Delete Picture',
			action: 'Delete the profile picture',
			description: 'Remove the profile picture of this number',
			request: 'DELETE /v2/profile/picture',
		},
	},
} satisfies Resource;

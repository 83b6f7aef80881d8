import { isDone } from '../engine/holds';
import type { Operation, Resource } from '../engine/operation';
import { storyImage, storyVideo, storyVoice, withFileAsData } from '../fields/values/file';
import { bigPreview, caption, convertVideo, asNote, linkPreview } from '../fields/message/message';
import { backgroundColor, font, statusId, statusText, viewers } from '../fields/status';
import { holdsChangeOr, sent } from '../message/sent';

/** Seen by many and gone after a day: posted twice, it cannot be hidden. */
const posts = {
	ifUnsure: 'It may have been posted: look at the phone before you post it again.',
	output: sent,
} satisfies Partial<Operation>;

export const status = {
	name: 'Status',
	description: 'Post status updates, which the contacts of this number see for 24 hours',
	needs: 'WORKING',
	lookAt: 'the phone',
	operations: {
		sendText: {
			name: 'Send Text',
			action: 'Send a text status',
			description: 'Post a text to the contacts of this number for 24 hours',
			request: 'POST /v2/status/text',
			...posts,
			fields: { text: statusText },
			options: { backgroundColor, contacts: viewers, font, linkPreview, linkPreviewHighQuality: bigPreview },
		},
		sendImage: {
			name: 'Send Image',
			action: 'Send an image status',
			description: 'Post a picture to the contacts of this number for 24 hours',
			request: 'POST /v2/status/image',
			...posts,
			uploads: true,
			fields: { file: storyImage, caption },
			otherwise: withFileAsData,
			options: { contacts: viewers },
		},
		sendVideo: {
			name: 'Send Video',
			action: 'Send a video status',
			description: 'Post a video of up to 30 seconds to the contacts of this number for 24 hours',
			request: 'POST /v2/status/video',
			...posts,
			uploads: true,
			fields: { file: storyVideo, caption },
			otherwise: withFileAsData,
			options: { asNote, contacts: viewers, convert: convertVideo },
		},
		sendVoice: {
			name: 'Send Voice',
			action: 'Send a voice status',
			description: 'Post a voice note to the contacts of this number for 24 hours',
			request: 'POST /v2/status/voice',
			...posts,
			uploads: true,
			fields: { file: storyVoice, caption },
			otherwise: withFileAsData,
		},
		delete: {
			name: 'Delete',
			action: 'Delete a status',
			description: 'Take a status of this number back before its 24 hours are over',
			request: 'POST /v2/status/delete',
			fields: { id: statusId },
			options: { contacts: viewers },
			output: { holds: holdsChangeOr(isDone) },
		},
	},
} satisfies Resource;

import { type Holds, unwrapped } from '../engine/answer';
import { anyOf, isDoneOrEmpty } from '../engine/holds';
import type { Resource } from '../engine/operation';
import { rowsUnder } from '../engine/rows';
import { chatId } from '../fields/values/ids';
import { changedLabelName, color, labelId, labels, newLabelName } from '../fields/label';
import { someChange } from './someChange';
import { manyOf, thingOf } from './things';

const labelRows = rowsUnder('labels');

const holdsLabel: Holds = (body) => {
	const { id, labelId: also, name, color: index } = unwrapped(body);
	return /^[\w-]+$/.test(String(id ?? also ?? '')) && (name ?? index) !== undefined;
};

export const label = {
	name: 'Label',
	description: 'Sort chats by the labels of a WhatsApp Business account',
	needs: 'WORKING',
	lookAt: "'Label > Get Many'",
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many labels',
			description: 'List the labels of this account, 20 at most',
			request: 'GET /v2/labels',
			output: { list: labelRows },
		},
		addToChat: {
			name: 'Add to Chat',
			action: 'Add a label to a chat',
			description: 'Put a label on a chat, beside those it has. The other side sees nothing.',
			request: 'PUT /v2/labels/{id}/chats/{chatId}',
			fields: { chatId, id: labelId },
			output: { holds: isDoneOrEmpty },
		},
		removeFromChat: {
			name: 'Remove From Chat',
			action: 'Remove a label from a chat',
			description: 'Take a label off a chat. The label itself stays.',
			request: 'DELETE /v2/labels/{id}/chats/{chatId}',
			fields: { chatId, id: labelId },
			output: { holds: isDoneOrEmpty },
		},
		setForChat: {
			name: 'Set Labels of Chat',
			action: 'Replace the labels of a chat',
			description: "Replace all labels of a chat: those not named here are taken off. 'Add to Chat' adds one.",
			request: 'PUT /v2/labels/chats/{chatId}',
			fields: { chatId, labels },
			output: { holds: isDoneOrEmpty },
		},
		getForChat: {
			name: 'Get Labels of Chat',
			action: 'Get the labels of a chat',
			description: 'List the labels that a chat carries',
			request: 'GET /v2/labels/chats/{chatId}',
			fields: { chatId },
			output: { list: labelRows },
		},
		getChats: {
			name: 'Get Chats',
			action: 'Get the chats of a label',
			description: 'List the chats that carry a label',
			request: 'GET /v2/labels/{labelId}/chats',
			fields: { labelId },
			output: { list: manyOf(rowsUnder('chats'), thingOf) },
		},
		create: {
			name: 'Create',
			action: 'Create a label',
			description: 'Make a new label. An account holds 20 at most.',
			request: 'POST /v2/labels',
			ifUnsure: "The label may exist now: look at 'Label > Get Many' before you create it again.",
			fields: { name: newLabelName, color },
			output: { holds: holdsLabel },
		},
		get: {
			name: 'Get',
			action: 'Get a label',
			description: 'Read the name and the color of a label',
			request: 'GET /v2/labels/{id}',
			fields: { id: labelId },
			output: { holds: holdsLabel },
		},
		update: {
			name: 'Update',
			action: 'Update a label',
			description: 'Change the name or the color of a label, on all chats at once',
			request: 'PUT /v2/labels/{labelId}',
			fallback: 'PUT /v2/labels/{labelId}/update',
			fields: { labelId },
			options: { color, name: changedLabelName },
			before: someChange,
			output: { holds: anyOf(holdsLabel, isDoneOrEmpty) },
		},
		delete: {
			name: 'Delete',
			action: 'Delete a label',
			description: 'Delete a label for good, and take it off all chats',
			request: 'DELETE /v2/labels/{labelId}',
			fallback: 'DELETE /v2/labels/{labelId}/delete',
			fields: { labelId },
			output: { json: (body) => ({ ...body, deleted: true }) },
		},
	},
} satisfies Resource;

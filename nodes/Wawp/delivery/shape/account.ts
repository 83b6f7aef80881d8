import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { membersOf } from '../../engine/members';
import { chatId, chatType, timestamp } from './identity';
import { type Field, type Members, type Shape, type Told, within } from './told';
import { firstOf, flagIn, textIn } from './values';

/* What happens to the account itself: its labels, its chats, and what it asked Wawp to do later. */

const labelIn = ({ label }: Members): Members => membersOf(label);

const labelId: Field = {
	description: 'The label, as the action node takes it',
	read: ({ payload }) => firstOf(textIn(payload.labelid), textIn(labelIn(payload).id), textIn(payload.id)),
};

const labelName: Field = {
	description: 'Its name, where it is told',
	read: ({ payload }) => firstOf(textIn(labelIn(payload).name), textIn(payload.name)),
};

const labelColor: Field = {
	description: 'Its colour as `#dfe5e7`, where it is told',
	read: ({ payload }) => firstOf(...[labelIn(payload).colorhex, payload.colorhex, labelIn(payload).color, payload.color].map(hexIn)),
};

const hexIn = (color: unknown): string | null => (typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : null);

export const label: Shape = { labelId, labelName, labelColor };

export const labelOfChat: Shape = { labelId, labelName, labelColor, chatId, chatType };

export const archive: Shape = {
	chatId: within(chatOf, chatId),
	chatType: within(chatOf, chatType),
	archived: { description: 'Whether it was archived; false when it was brought back', read: ({ payload }) => flagIn(payload.archived) },
	timestamp,
};

/** In the engine's words the ID is that of the chat. */
function chatOf({ payload: { chatid, id } }: Told): Members {
	return { chatid: chatid ?? id };
}

/** Some releases wrap it, some do not. */
const inner = ({ raw, ...payload }: Members): Members => (isObject(raw) ? membersOf(raw) : payload);

export const engineEvent: Shape = {
	engineEvent: { description: "The engine's own name for it", read: ({ payload }) => textIn(inner(payload).event) },
	data: { description: 'What the engine tells', read: ({ payload }) => (inner(payload).data ?? null) as IDataObject },
};

import type { IDataObject } from 'n8n-workflow';

import { chatIdOf } from '../fields/values/ids';

/* Who and where an event is about: a person goes by a number, by a hidden identity, or by both. */

/** All that names the sender of an event with these fields. */
export const sendersIn = ({ senderId, senderPhone, senderLid }: IDataObject): string[] => idsOf([senderId, senderPhone, senderLid]);

/** All that names its chat: a direct one is named by its person as well. */
export function chatsIn(fields: IDataObject): string[] {
	const { chatId, chatType, chatPhone, fromMe } = fields;
	return [...idsOf([chatId, chatPhone]), ...(chatType === 'direct' && fromMe !== true ? sendersIn(fields) : [])];
}

const idsOf = (given: unknown[]): string[] => given.filter((id) => typeof id === 'string').map((id) => chatIdOf(id) ?? id);

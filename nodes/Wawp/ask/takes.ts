import { createHmac } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Asking } from '../fields/message/ask';
import { saidIn } from './judge';
import { isAsked, plainWord } from './words';

/*
 * What a question takes of the messages that quote nothing. Its address says so, as others have to know: what the newest question
 * cannot take is an answer to the one before it.
 */

const NOTHING = 'nothing';

/** In letters, digits and dashes. The words of an approval are told to nobody but the n8n that asks. */
export function takesOf({ responseType, answerBy, labels }: Pick<Asking, 'responseType' | 'answerBy' | 'labels'>, isQuoted: boolean, key: string): string {
	if (answerBy !== 'reply' || isQuoted) return NOTHING;
	return responseType === 'approval' ? labels.flatMap((label) => [...(isAsked(label) ? [markOf(label, key, true)] : []), markOf(label, key)]).join('-') : responseType;
}

/** Whether one that takes this may be answered by a message with these fields. An address of before this was told may be, by any. */
export function mayTake(takes: string | undefined, fields: IDataObject, key: string): boolean {
	if (takes === undefined) return true;
	if (takes === NOTHING) return false;
	if (takes === 'freeText' || takes === 'file') return saidIn(fields, { responseType: takes, labels: [] }) !== undefined;
	const text = String(fields.text ?? '');
	return takes.split('-').includes(markOf(text, key, isAsked(text)));
}

const markOf = (word: string, key: string, asked = false): string =>
	createHmac('sha256', key).update(JSON.stringify(['wawp-answer', plainWord(word), ...(asked ? ['?'] : [])])).digest('hex').slice(0, 16);

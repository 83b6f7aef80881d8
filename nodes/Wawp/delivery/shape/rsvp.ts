import type { IDataObject } from 'n8n-workflow';

import { actedOn, actedOnByKey, besideIn } from './addressing';
import { chatId, chatPhone, chatType, fromMe, messageId, sender, timestamp } from './identity';
import { textAt, valueAt } from './inside';
import { errorIn } from './message';
import { type Field, type Shape, type Told, found } from './told';
import { numberIn, textIn } from './values';

/*
 * Answers to an event with a date. Wawp's page describes something else under the same names, the end of an operation that is
 * carried out later: its request and its result are read as well.
 */

const requestId: Field = { description: 'Of an operation that Wawp carries out later, if it tells of one: what its first answer called it', read: ({ payload }) => textIn(payload.requestid) };

const answered: Shape = {
	messageId: { ...messageId, description: 'The answer itself' },
	chatId,
	chatType,
	chatPhone,
	fromMe,
	...sender,
	eventMessageId: { description: 'The message that holds the event, as *Send Event* returned it', read: eventIn },
};

export const response: Shape = {
	...answered,
	response: { description: '`GOING`, `NOT_GOING`, `MAYBE` or `UNKNOWN`', read: responseIn },
	extraGuests: { description: 'How many others the person brings along', read: guestsIn },
	requestId,
	data: { description: 'The result of such an operation', read: ({ payload }) => (payload.data ?? null) as IDataObject },
	timestamp,
};

export const failedResponse: Shape = {
	...answered,
	requestId,
	error: { description: 'Why such an operation was not possible, such as `TIMEOUT_ERROR`; null where the answer to an event could not be read', read: ({ payload }) => errorIn(payload.error) },
	timestamp,
};

function eventIn(told: Told): string | null {
	const id = textAt(told, ['payload.eventCreationKey.id', 'payload.eventCreationKey._serialized']);
	return id === null ? actedOnByKey(told, KEY) : actedOn(told, besideIn(told, id), KEY);
}

/** In the engine's words. */
const KEY = 'message.encEventResponseMessage.eventCreationMessageKey';

const ANSWERS = ['UNKNOWN', 'GOING', 'NOT_GOING', 'MAYBE'];

const RESPONSE = ['payload.eventResponse', 'raw.EventResponse'];

/** By its name, or by its number in WhatsApp's protocol. */
function responseIn(told: Told): string | null {
	const answer = found(told, RESPONSE, (place) => textIn(valueAt(place, 'response')));
	return answer === null ? null : (ANSWERS[Number(answer)] ?? answer);
}

function guestsIn(told: Told): number | null {
	if (responseIn(told) === null) return null;
	return found(told, RESPONSE, (place) => numberIn(valueAt(place, 'extraGuestCount'))) ?? 0;
}

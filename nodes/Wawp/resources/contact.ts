import type { Resource } from '../engine/operation';
import { holdsPersonId, isDoneOrEmpty, member } from '../engine/holds';
import { byOffset } from '../engine/pages';
import { rowsUnder } from '../engine/rows';
import { sortContactsBy, sortNameOrder } from '../fields/chat';
import { firstName, lastName } from '../fields/contact';
import { contactId } from '../fields/values/ids';
import { refresh } from '../fields/media';
import { downloadLimit } from '../engine/outputFields';
import { phoneDigits } from '../fields/values/phone';
import { holdsPicture, pictureFile, pictureShape } from '../message/media';
import { aboutAsked, named } from './aboutAsked';
import { existsShape, holdsExistence } from './shapes';
import { idsOf, manyOf, oneOf, thingOf } from './things';

export const contact = {
	name: 'Contact',
	description: 'Check numbers, read contacts and save them, block people',
	needs: 'WORKING',
	lookAt: "'Contact > Get'",
	operations: {
		checkExists: {
			name: 'Check Number',
			action: 'Check a phone number',
			description: 'Ask whether a phone number is on WhatsApp, and which ID to write to',
			notice: 'One a second is enough: more look like scraping, for which WhatsApp blocks numbers.',
			request: 'GET /v2/contacts/check-exists',
			fields: { phone: phoneDigits },
			output: { simplify: existsShape, holds: holdsExistence },
			...aboutAsked(({ phone }) => `${String(phone)}@c.us`, ({ chatId }) => [chatId as string | null]),
		},
		getAll: {
			name: 'Get Many',
			action: 'Get many contacts',
			description: 'List the contacts that this number knows, from its address book and its chats',
			request: 'GET /v2/contacts/all',
			options: { sortBy: sortContactsBy, sortOrder: sortNameOrder },
			output: { list: manyOf(rowsUnder('contacts'), thingOf), pages: byOffset(100) },
		},
		get: {
			name: 'Get',
			action: 'Get a contact',
			description: 'Read what is known about a contact',
			request: 'GET /v2/contacts',
			fields: { contactId },
			output: { json: oneOf(thingOf), holds: holdsPersonId },
			...aboutAsked(({ contactId: id }) => id as string, idsOf),
		},
		upsert: {
			name: 'Create or Update',
			action: 'Create or update a contact',
			// n8n's own words for an operation of this kind.
			description: 'Create a new record, or update the current one if it already exists (upsert)',
			request: 'PUT /v2/contacts/{chatId}',
			fields: { chatId: contactId, firstName, lastName },
		},
		getPicture: {
			name: 'Get Profile Picture',
			action: 'Get the profile picture of a contact',
			description: 'Get the address of the picture of a contact, or the picture itself',
			request: 'GET /v2/contacts/profile-picture',
			fields: { contactId },
			options: { refresh },
			settings: [downloadLimit],
			output: { json: pictureShape, file: pictureFile, holds: holdsPicture },
			...aboutAsked(({ contactId: id }) => id as string, named),
		},
		getAbout: {
			name: 'Get About',
			action: 'Get the about text of a contact',
			description: 'Read the About text of a contact, where the person shows it',
			request: 'GET /v2/contacts/about',
			fields: { contactId },
			output: { holds: member('about') },
			...aboutAsked(({ contactId: id }) => id as string, named),
		},
		block: {
			name: 'Block',
			action: 'Block a contact',
			description: 'Block a person: no messages and calls any more. Not every engine of Wawp can.',
			request: 'POST /v2/contacts/block',
			fields: { contactId },
			output: { holds: isDoneOrEmpty },
		},
		unblock: {
			name: 'Unblock',
			action: 'Unblock a contact',
			description: 'Let a blocked person write and call again',
			request: 'POST /v2/contacts/unblock',
			fields: { contactId },
			output: { holds: isDoneOrEmpty },
		},
	},
} satisfies Resource;

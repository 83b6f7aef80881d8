import { byId, picked } from './entered';
import type { Wire } from './wire';

const contactId = '12345678901@c.us';
const someContact = byId('+1 (234) 567-8901');
const nationally = { contact: byId('1 234 567 8901') };
const national = { defaultCountryCode: '+1' };

export const contact: Wire[] = [
	{
		operation: 'contact.checkExists',
		given: { phoneNumber: '+20 114 520 2826' },
		request: 'GET /v2/contacts/check-exists',
		query: { phone: '201145202826' },
	},
	{
		operation: 'contact.checkExists',
		given: { phoneNumber: '201145202826@c.us' },
		request: 'GET /v2/contacts/check-exists',
		query: { phone: '201145202826' },
	},
	...onlyNamed('contact.get', 'GET /v2/contacts', 'query'),
	...onlyNamed('contact.getAbout', 'GET /v2/contacts/about', 'query'),
	...onlyNamed('contact.block', 'POST /v2/contacts/block', 'body'),
	...onlyNamed('contact.unblock', 'POST /v2/contacts/unblock', 'body'),
	...onlyNamed('contact.getPicture', 'GET /v2/contacts/profile-picture', 'query'),
	{
		operation: 'contact.getPicture',
		given: { ...nationally, options: { ...national, refresh: true } },
		request: 'GET /v2/contacts/profile-picture',
		query: { contactId, refresh: 'true' },
	},
	{ operation: 'contact.getAll', request: 'GET /v2/contacts/all', query: { limit: '50', offset: '0' } },
	{
		operation: 'contact.getAll',
		given: { returnAll: true, options: { sortBy: 'id', sortOrder: 'DESC' } },
		request: 'GET /v2/contacts/all',
		query: { limit: '100', offset: '0', sortBy: 'id', sortOrder: 'DESC' },
	},
	{
		operation: 'contact.upsert',
		given: { contact: someContact, firstName: 'John', lastName: 'Doe' },
		request: `PUT /v2/contacts/${contactId}`,
		body: { firstName: 'John', lastName: 'Doe' },
	},
	{
		operation: 'contact.upsert',
		given: { ...nationally, firstName: 'John', options: national },
		request: `PUT /v2/contacts/${contactId}`,
		// Both names are required.
		body: { firstName: 'John', lastName: '' },
	},
];

/** A person and nothing else: as people write the number, as a hidden identity from the list, and as they write it at home. */
function onlyNamed(operation: string, request: string, place: 'body' | 'query'): Wire[] {
	return [
		{ operation, given: { contact: someContact }, request, [place]: { contactId } },
		{ operation, given: { contact: picked('123123123@lid', 'Jane') }, request, [place]: { contactId: '123123123@lid' } },
		{ operation, given: { ...nationally, options: national }, request, [place]: { contactId } },
	];
}

import type { INodeProperties } from 'n8n-workflow';

import { isObject } from '../../engine/answer';
import { inputError } from '../../engine/input';
import { ownIdsOf } from '../../engine/members';
import type { Item } from '../../engine/operation';
import { plainText } from '../../engine/plainValue';
import { eitherWay, wayOf } from './eitherWay';
import { defaultCountryCode, idIn, numberOrId, personIdsOf, someOf } from './ids';
import { readNumberOrId } from './phone';
import { wrongWith } from './unread';

/* The members of a group */

const participantsWay = wayOf('Participants Input', 'participantsInput');

const participantList: INodeProperties = {
	displayName: 'Participants',
	name: 'participants',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	required: true,
	placeholder: 'Add Participant',
	default: { participant: [{ id: '' }] },
	displayOptions: { show: { participantsInput: ['fields'] } },
	options: [
		{
			displayName: 'Participant',
			name: 'participant',
			values: [numberOrId],
		},
	],
};

const participantsJson: INodeProperties = {
	displayName: 'Participants (JSON)',
	name: 'participantsJson',
	type: 'json',
	required: true,
	default: '["+20 114 520 2826"]',
	displayOptions: { show: { participantsInput: ['json'] } },
	description: 'An array of phone numbers or IDs, or of objects with an ID',
};

export const participants = {
	...eitherWay<Array<{ id: string }>>({
		way: participantsWay,
		below: participantList,
		json: participantsJson,
		fromBelow: (get, item) => {
			const { participant = [] } = get(participantList) as { participant?: Array<{ id: unknown }> };
			return asPeople(participant.flatMap(({ id }) => someOf(personIdsOf(id, get(defaultCountryCode), participantList, item), 'names nobody', participantList, item)));
		},
		fromJson: (given, get, item) => {
			const entries = idsIn(given);
			return entries && asPeople(personIdsOf(entries, get(defaultCountryCode), participantsJson, item));
		},
		shape: 'an array of phone numbers or IDs',
		check: (people, field, item) => {
			if (people.length === 0) throw inputError(item, field, 'names nobody');
		},
	}),
	settings: [defaultCountryCode],
};

/** Wawp takes objects; a person named twice is one. */
const asPeople = (ids: string[]): Array<{ id: string }> => [...new Set(ids)].map((id) => ({ id }));

/** The list of members that `Get Participants` gives is understood as well, in the words of each engine. */
export function idsIn(given: unknown): string[] | undefined {
	if (!Array.isArray(given)) return undefined;
	const ids = given.map((entry) => (isObject(entry) ? ownIdOf(entry) : entry));
	return ids.every((id) => ['string', 'number'].includes(typeof id)) ? ids.map(String) : undefined;
}

/** Without the ending of an ID it is a number, as tables have it, which is read like one that stands alone. */
function ownIdOf(entry: object): string | null | undefined {
	const own = ownIdsOf(entry).find((id) => idIn(id) !== null);
	return own?.includes('@') ? idIn(own) : own;
}

/* Send Contact */

const contactsWay = wayOf('Contacts Input', 'contactsInput');

const contactList: INodeProperties = {
	displayName: 'Contacts',
	name: 'contacts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	required: true,
	placeholder: 'Add Contact',
	default: { contact: [{ fullName: '', phoneNumber: '' }] },
	displayOptions: { show: { contactsInput: ['fields'] } },
	options: [
		{
			displayName: 'Contact',
			name: 'contact',
			values: [
				{ displayName: 'Full Name', name: 'fullName', type: 'string', default: '' },
				{ displayName: 'Organization', name: 'organization', type: 'string', default: '' },
				{ displayName: 'Phone Number', name: 'phoneNumber', type: 'string', default: '', placeholder: 'e.g. +20 114 520 2826' },
			],
		},
	],
};

const contactsJson: INodeProperties = {
	displayName: 'Contacts (JSON)',
	name: 'contactsJson',
	type: 'json',
	required: true,
	default: '[{ "fullName": "Example Support", "phoneNumber": "+20 114 520 2826" }]',
	displayOptions: { show: { contactsInput: ['json'] } },
	description: 'An array of contacts with fullName, phoneNumber and organization, or with a vcard',
};

/** A card of names and a number, or one that is written as a vCard already. */
type Card = { fullName: string; phoneNumber: string; whatsappId: string; organization?: string } | { vcard: string };

export const contacts = eitherWay<Card[]>({
	way: contactsWay,
	below: contactList,
	json: contactsJson,
	fromBelow: (get, item) => ((get(contactList) as { contact?: Drafted[] }).contact ?? []).map((entry) => cardOf(entry, contactList, item)),
	fromJson: (given, _get, item) => {
		const entries = Array.isArray(given) ? given : [given];
		return entries.every(isObject) ? entries.map((entry) => cardOf(entry as Drafted, contactsJson, item)) : undefined;
	},
	shape: 'an array of contacts',
	check: (cards, field, item) => {
		if (cards.length === 0) throw inputError(item, field, 'holds no contact');
	},
});

type Drafted = Partial<Record<'fullName' | 'phoneNumber' | 'organization' | 'vcard', unknown>>;

/** The number links the card to a WhatsApp account. */
function cardOf(drafted: Drafted, field: INodeProperties, item: Item): Card {
	const textOf = (name: keyof Drafted) => plainText(drafted[name], { displayName: `${field.displayName} > ${name}` }, item)?.trim();
	const [vcard, fullName, number, organization] = [textOf('vcard'), textOf('fullName'), textOf('phoneNumber'), textOf('organization')];
	if (vcard) return { vcard };
	if (!fullName) throw inputError(item, field, 'holds a contact without a name', "Fill in its 'Full Name'.");
	if (!number) throw inputError(item, field, 'holds a contact without a phone number', "Fill in its 'Phone Number'.");
	const reading = readNumberOrId(number);
	if (!('digits' in reading)) throw inputError(item, field, wrongWith(reading, 'holds a phone number that is none', number), 'Write it with its country code, like +20 114 520 2826.');
	const { digits } = reading;
	return { fullName, phoneNumber: `+${digits}`, whatsappId: digits, ...(organization && { organization }) };
}

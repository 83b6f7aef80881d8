import type { Behaviour, Request } from './behaviour';
import { knownId } from './found';
import { pictureOf } from './picture';
import { Refusal } from '../answer';
import { pageOf, printed, sortedBy } from '../paging';
import type { Params } from '../parameters';
import type { Switches } from '../switches';
import { type Instance, jidOf } from '../world';
import { isGroup, numberOf, registeredNumber } from '../world/ids';
import { addContact } from '../world/seed';
import type { Contact } from '../world/whatsapp';

const MOST = 1000;

export const contact: Record<string, Behaviour> = {
	'contact.getAll': ({ wawp, instance, params }) => {
		const keys = { id: ({ id }: Contact) => id, name: ({ name, pushname, number }: Contact) => name ?? pushname ?? number };
		const rows = pageOf(sortedBy(instance.whatsapp.contacts, params, keys), params, 50, MOST);
		return printed(rows.map((each) => contactJson(each, instance, wawp.switches)), wawp.switches);
	},

	'contact.get': ({ wawp, instance, params }) => {
		const id = knownId(instance.whatsapp, params.contactId);
		return contactJson(contactOf(instance, id) ?? stranger(instance, id), instance, wawp.switches);
	},

	'contact.getAbout': ({ instance, params }) => ({
		about: contactOf(instance, knownId(instance.whatsapp, params.contactId))?.about ?? null,
	}),

	'contact.getPicture': ({ wawp, instance, params }) => {
		const id = knownId(instance.whatsapp, params.contactId);
		return { id, [wawp.switches.contactPicture]: pictureOf(id, instance, wawp) };
	},

	'contact.checkExists': ({ wawp, instance, params }) => {
		const phone = String(params.phone).replace(/^\+/, '');
		if (!/^[1-9]\d{4,14}$/.test(phone)) throw new Refusal(400, 'invalid_param', 'phone must be country code and number, digits only');
		const registered = registeredNumber(phone);
		const exists = !instance.whatsapp.notOnWhatsApp.some((each) => registeredNumber(each) === registered);
		const found = wawp.switches.existence === 'numberExists' ? { numberExists: exists } : { status: exists ? 'exists' : 'not exists' };
		return { ...found, ...(exists && { chatId: `${registered}@c.us` }) };
	},

	'contact.upsert': ({ instance, params }) => {
		const name = `${params.firstName as string} ${params.lastName as string}`.trim();
		Object.assign(savedOrNew(instance, params.chatId), { name, isMyContact: true });
	},

	'contact.block': (request) => block(request, true),
	'contact.unblock': (request) => block(request, false),
};

function contactJson(each: Contact, instance: Instance, { contactIds }: Switches): Params {
	const { id, number, name, pushname, isMyContact, isWAContact, isBlocked } = each;
	const text = name ?? pushname;
	return {
		id: contactIds === 'text' ? id : { server: id.replace(/^.*@/, ''), user: numberOf(id), _serialized: id },
		number,
		name,
		pushname,
		shortName: text?.split(' ')[0] ?? null,
		isMe: id === jidOf(instance),
		isGroup: isGroup(id),
		isWAContact,
		isMyContact,
		isBlocked,
	};
}

const contactOf = ({ whatsapp }: Instance, id: string): Contact | undefined => whatsapp.contacts.find((each) => each.id === id);

/** Somebody the account never met. */
const stranger = ({ whatsapp }: Instance, id: string): Contact => ({
	id,
	number: numberOf(id),
	name: null,
	pushname: null,
	isMyContact: false,
	isWAContact: !whatsapp.notOnWhatsApp.includes(numberOf(id)),
	isBlocked: false,
	about: null,
	picture: null,
});

function savedOrNew(instance: Instance, given: unknown): Contact {
	const id = knownId(instance.whatsapp, given);
	return contactOf(instance, id) ?? addContact(instance, { id });
}

function block({ instance, params, wawp }: Request, isBlocked: boolean): void {
	const blocked = savedOrNew(instance, params.contactId);
	blocked.isBlocked = isBlocked;
	wawp.log.add(instance.id, `${blocked.id} ${isBlocked ? 'blocked' : 'unblocked'}`);
}

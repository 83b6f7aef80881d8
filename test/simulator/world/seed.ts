import { chatIdOf, isGroup, newChannelId, newGroupId, newInviteCode, numberOf } from './ids';
import { type Instance, jidOf } from './index';
import { type NewMessage, addMessage, newMessage, openChat } from './messages';
import type { Channel, Chat, Contact, Group, Label, Lid, Profile, Role, WhatsApp } from './whatsapp';

/** What an account holds from the start: so many of a kind, or these. */
export interface Seed {
	contacts?: number | Array<Partial<Contact> & { id: string }>;
	/** With a number, each chat is with a contact of its own. */
	chats?: number | Array<Partial<Chat> & { id: string }>;
	/** A number goes into the last chat there is, or into that of a new contact. */
	messages?: number | NewMessage[];
	groups?: number | NewGroup[];
	/** The account's own role in groups that come by number. */
	groupRole?: Role;
	labels?: number | Array<Partial<Label>>;
	channels?: number | NewChannel[];
	lids?: number | Lid[];
	profile?: Partial<Profile>;
	notOnWhatsApp?: string[];
	refusesGroups?: string[];
	sendLimit?: WhatsApp['sendLimit'];
}

export type NewGroup = Partial<Omit<Group, 'participants'>> & {
	/** Of the account itself; null when it is no member. */
	role?: Role | null;
	/** The others. */
	participants?: Array<string | Group['participants'][number]>;
};

export type NewChannel = Partial<Omit<Channel, 'posts'>> & { posts?: string[] };

/** Adds to what the account holds. Everything that comes by number is the same each time. */
export function seed(instance: Instance, given: Seed, now: number): void {
	const { whatsapp } = instance;
	const seconds = Math.floor(now / 1000);
	for (const contact of some(given.contacts, (index) => ({ id: person(index), name: `Person ${index}` }))) {
		addContact(instance, contact);
	}
	for (const chat of some(given.chats, (index) => ({ id: person(index), name: `Person ${index}`, timestamp: seconds - 60 * index }))) {
		addChat(instance, chat, seconds);
	}
	const groupRole = given.groupRole ?? 'participant';
	for (const group of some(given.groups, (index) => ({ subject: `Group ${index}`, role: groupRole, participants: [person(1), person(2)] }))) {
		addGroup(instance, group, seconds);
	}
	for (const label of some(given.labels, (index) => ({ name: `Label ${index}`, color: (index - 1) % 20 }))) addLabel(instance, label);
	for (const channel of some(given.channels, (index) => ({ name: `Channel ${index}`, posts: ['First post', 'Second post'] }))) {
		addChannel(instance, channel, now);
	}
	whatsapp.lids.push(...some(given.lids, (index) => ({ lid: `${100_000_000_000 + index}@lid`, pn: person(index) })));
	addMessages(instance, given.messages, now);
	Object.assign(whatsapp.profile, given.profile);
	whatsapp.notOnWhatsApp.push(...(given.notOnWhatsApp ?? []));
	whatsapp.refusesGroups.push(...(given.refusesGroups ?? []));
	whatsapp.sendLimit = given.sendLimit ?? whatsapp.sendLimit;
}

/** The ID of the person that a seed by number counts as `index`, from 1. */
export const person = (index: number): string => `${201_000_000_000 + index}@c.us`;

function some<T>(given: number | T[] | undefined, make: (index: number) => T): T[] {
	if (typeof given !== 'number') return given ?? [];
	return Array.from({ length: given }, (_, index) => make(index + 1));
}

export function addContact({ whatsapp }: Instance, given: Partial<Contact> & { id: string }): Contact {
	const contact: Contact = {
		number: numberOf(given.id),
		name: null,
		pushname: null,
		isMyContact: typeof given.name === 'string',
		isWAContact: true,
		isBlocked: false,
		about: null,
		picture: null,
		...given,
	};
	whatsapp.contacts.push(contact);
	return contact;
}

function addChat(instance: Instance, given: Partial<Chat> & { id: string }, seconds: number): Chat {
	const chat = Object.assign(openChat(instance, given.id, given.timestamp ?? seconds), given);
	instance.whatsapp.chats.sort((one, other) => other.timestamp - one.timestamp);
	return chat;
}

export function addGroup(instance: Instance, { role = 'participant', participants = [], ...given }: NewGroup, seconds: number): Group {
	const others = participants.map((each) => (typeof each === 'string' ? { id: chatIdOf(each), role: 'participant' as const } : each));
	const group: Group = {
		id: newGroupId(),
		subject: 'Group',
		description: '',
		inviteCode: newInviteCode(),
		infoAdminOnly: false,
		messagesAdminOnly: false,
		picture: null,
		...given,
		participants: role ? [{ id: jidOf(instance), role }, ...others] : others,
	};
	instance.whatsapp.groups.push(group);
	if (role) openChat(instance, group.id, seconds);
	return group;
}

export function addLabel({ whatsapp }: Instance, given: Partial<Label>): Label {
	whatsapp.labelsMade++;
	const label = { id: String(whatsapp.labelsMade), name: 'Label', color: 0, ...given };
	whatsapp.labels.push(label);
	return label;
}

export function addChannel(instance: Instance, { posts = [], ...given }: NewChannel, now: number): Channel {
	const id = given.id ?? newChannelId();
	const channel: Channel = {
		id,
		name: 'Channel',
		description: '',
		inviteCode: newInviteCode(),
		role: 'GUEST',
		muted: false,
		followers: 100,
		verified: false,
		picture: null,
		categories: [],
		country: 'US',
		...given,
		posts: posts.map((body, index) => ({
			message: newMessage(instance, { chatId: id, body, timestamp: Math.floor(now / 1000) - 60 * (posts.length - index) }, now),
			viewCount: 10 * (index + 1),
		})),
	};
	instance.whatsapp.channels.push(channel);
	return channel;
}

/** They alternate between the two sides of the chat, a minute apart, and the last one is from just now. */
function addMessages(instance: Instance, given: Seed['messages'], now: number): void {
	const { whatsapp } = instance;
	const chatId = whatsapp.chats[0]?.id ?? person(1);
	const count = typeof given === 'number' ? given : 0;
	const messages = some(given, (index) => ({
		chatId,
		body: `Message ${index}`,
		fromMe: index % 2 === 0,
		ack: 'READ' as const,
		hash: `3EB0${String(index).padStart(16, '0')}`,
		timestamp: Math.floor(now / 1000) - 60 * (count - index),
		...(isGroup(chatId) && index % 2 === 1 && { participant: person(1) }),
	}));
	for (const message of messages) addMessage(instance, message, now);
}

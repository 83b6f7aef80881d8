import { announce, spoken } from './outbox';
import type { Simulation } from './simulation';
import type { Instance } from './world';
import { storedFile, typeOf } from './world/files';
import { chatIdOf, isChatId, isGroup, isPerson } from './world/ids';
import { type NewMessage, addMessage, newMessage } from './world/messages';
import { addContact } from './world/seed';
import type { Message, MessageType } from './world/whatsapp';

/** What somebody else writes. */
export interface Incoming extends Pick<NewMessage, 'body' | 'hash' | 'timestamp' | 'replyTo' | 'location' | 'vCards' | 'poll'> {
	/** Number or ID of who writes. */
	from: string;
	/** The group it goes to; to the account itself when left out. */
	groupId?: string;
	/** How they call themselves. */
	pushName?: string;
	media?: { bytes: Buffer; mimetype?: string; filename?: string };
}

/** What comes from somebody whom the account has blocked leaves no trace. */
export function receive(wawp: Simulation, instance: Instance, { from, groupId, pushName, media, ...given }: Incoming): Message {
	if (instance.status !== 'WORKING') throw new Error(`Session ${instance.id} is not connected (its state is ${instance.status})`);
	const sender = senderOf(instance, from, pushName);
	if (groupId !== undefined && !isGroup(groupId)) throw new Error(`${groupId} is no ID of a group`);
	const file = media && fileOf(media);
	const content: NewMessage = {
		...given,
		chatId: groupId ?? sender.id,
		participant: groupId ? sender.id : null,
		media: file ?? null,
		type: file ? typeFor(file.mimetype) : given.poll ? 'poll_creation' : given.location ? 'location' : 'chat',
	};
	if (sender.isBlocked) return newMessage(instance, content, wawp.clock.now());
	const message = addMessage(instance, content, wawp.clock.now());
	wawp.log.add(instance.id, `${spoken(message)} received from ${sender.id}`);
	announce(wawp, instance, message, 'app');
	return message;
}

function senderOf(instance: Instance, from: string, pushName?: string) {
	const id = chatIdOf(from);
	if (!isChatId(id) || !isPerson(id)) throw new Error(`'${from}' is neither a number nor the ID of a person`);
	const known = instance.whatsapp.contacts.find((contact) => contact.id === id);
	const contact = known ?? addContact(instance, { id });
	contact.pushname = pushName ?? contact.pushname;
	return contact;
}

function fileOf({ bytes, mimetype, filename }: NonNullable<Incoming['media']>) {
	const type = mimetype ?? typeOf(bytes) ?? 'application/octet-stream';
	return storedFile({ bytes, mimetype: type, filename: filename ?? `file.${type.replace(/^.*\/|;.*$/g, '')}` });
}

function typeFor(mimetype: string): MessageType {
	if (mimetype === 'audio/ogg; codecs=opus') return 'ptt';
	const kind = mimetype.split('/')[0];
	return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document';
}

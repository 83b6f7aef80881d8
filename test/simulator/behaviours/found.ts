import { Refusal } from '../answer';
import type { Instance } from '../world';
import { chatIdOf, isChannel, isChatId, isGroup, isPerson, numberOf } from '../world/ids';
import { findMessage } from '../world/messages';
import { jidOf } from '../world';
import type { Channel, Chat, Group, Label, Message } from '../world/whatsapp';

export function foundChat({ whatsapp }: Instance, given: unknown): Chat {
	const id = knownId(whatsapp, given);
	const chat = whatsapp.chats.find((each) => each.id === id);
	if (!chat) throw new Refusal(404, 'chat_not_found', `There is no chat ${id}`);
	return chat;
}

export function foundMessage(instance: Instance, chatId: unknown, messageId: unknown): Message {
	const message = findMessage(instance, knownId(instance.whatsapp, chatId), String(messageId));
	if (!message) throw new Refusal(404, 'message_not_found', `The chat holds no message ${String(messageId)}`);
	return message;
}

/** One that the account is in. */
export function foundGroup(instance: Instance, given: unknown): Group {
	const group = instance.whatsapp.groups.find(({ id }) => id === given);
	if (!group || !memberIn(group, jidOf(instance))) throw new Refusal(404, 'group_not_found', `There is no group ${String(given)}`);
	return group;
}

export function foundLabel({ whatsapp }: Instance, given: unknown): Label {
	const label = whatsapp.labels.find(({ id }) => id === given);
	if (!label) throw new Refusal(404, 'label_not_found', `There is no label ${String(given)}`);
	return label;
}

export function foundChannel({ whatsapp }: Instance, given: unknown): Channel {
	const channel = whatsapp.channels.find(({ id }) => id === given);
	if (!channel) throw new Refusal(404, 'channel_not_found', `There is no channel ${String(given)}`);
	return channel;
}

/** Whom a message goes to: anybody on WhatsApp, a group the account is in, a channel that it runs. */
export function recipientOf(instance: Instance, given: unknown): string {
	const { whatsapp } = instance;
	const id = knownId(whatsapp, given);
	if (isPerson(id) && whatsapp.notOnWhatsApp.includes(numberOf(id))) {
		throw new Refusal(400, 'number_not_on_whatsapp', `${numberOf(id)} is not on WhatsApp`);
	}
	if (isGroup(id)) demandMaySpeak(instance, foundGroup(instance, id));
	if (isChannel(id) && !['OWNER', 'ADMIN'].includes(foundChannel(instance, id).role)) {
		throw new Refusal(403, 'forbidden', 'Only those who run a channel may post in it');
	}
	return id;
}

function demandMaySpeak(instance: Instance, group: Group): void {
	if (!group.messagesAdminOnly || isAdmin(group, instance)) return;
	throw new Refusal(403, 'forbidden', 'Only administrators may write into this group');
}

/** A hidden identity whose number is known stands for that number. */
export function knownId({ lids }: Instance['whatsapp'], given: unknown): string {
	const id = chatIdOf(String(given));
	if (!isChatId(id)) throw new Refusal(400, 'invalid_param', `'${String(given)}' is no ID of a chat`);
	return lids.find(({ lid }) => lid === id)?.pn ?? id;
}

export const memberIn = ({ participants }: Group, who: string) => participants.find(({ id }) => id === who);

export function isAdmin(group: Group, instance: Instance): boolean {
	const role = memberIn(group, jidOf(instance))?.role;
	return role === 'admin' || role === 'superadmin';
}

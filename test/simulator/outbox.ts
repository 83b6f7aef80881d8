import { randomUUID } from 'node:crypto';

import { Refusal } from './answer';
import { eventMessageJson } from './messageJson';
import { payloads } from './payloads';
import { engineOf } from './dialect';
import { queuedAnswer, sentAnswer } from './sentAnswer';
import type { Simulation } from './simulation';
import { type Instance, jidOf } from './world';
import { isChannel, isGroup } from './world/ids';
import { type NewMessage, addMessage } from './world/messages';
import type { Ack, Message, SendLimit } from './world/whatsapp';

/** Simulated milliseconds from the send to each receipt. */
const RECEIPTS: Array<[Ack, number]> = [
	['SERVER', 200],
	['DEVICE', 600],
	['READ', 1500],
];

/** Sends what the API was asked to send, or has it wait, or refuses it, as fast as the account may. */
export function send(wawp: Simulation, instance: Instance, given: NewMessage): unknown {
	const { whatsapp } = instance;
	const wait = waitUntilAllowed(whatsapp.sendTimes, whatsapp.sendLimit, wawp.clock.now());
	if (wait > 0 && wawp.switches.overTheLimit === 'refused') {
		throw new Refusal(429, 'rate_limited', 'The instance sends faster than its policy allows', {
			'Retry-After': String(Math.max(1, Math.ceil(wawp.clock.real(wait) / 1000))),
		});
	}
	whatsapp.sendTimes.push(wawp.clock.now() + wait);
	if (wait === 0) return sentAnswer(sendNow(wawp, instance, given), instance, wawp.switches);
	later(wawp, wait, () => sendNow(wawp, instance, given));
	wawp.log.add(instance.id, `message to ${given.chatId} queued`);
	return queuedAnswer(randomUUID());
}

export function sendNow(wawp: Simulation, instance: Instance, given: NewMessage): Message {
	const message = addMessage(instance, { ...given, fromMe: true }, wawp.clock.now());
	const { channels, presence } = instance.whatsapp;
	delete presence.shows[message.chatId];
	channels.find(({ id }) => id === message.chatId)?.posts.push({ message, viewCount: 0 });
	wawp.log.add(instance.id, `${spoken(message)} sent to ${message.chatId}`);
	announce(wawp, instance, message, 'api');
	// nobody knows who reads a channel
	const receipts = isChannel(message.chatId) ? RECEIPTS.slice(0, 1) : RECEIPTS;
	for (const [ack, after] of receipts) later(wawp, after, () => receipt(wawp, instance, message, ack));
	return message;
}

/** WhatsApp calls a text a chat. */
export const spoken = ({ type }: Message): string => (type === 'chat' ? 'text' : type.replace('_creation', ''));

/** `message.any` tells of every message, `message` of those of others, and of the own ones if Wawp does so. */
export function announce(wawp: Simulation, instance: Instance, message: Message, source: 'api' | 'app'): void {
	const payload = eventMessageJson(message, instance, wawp, source);
	const isTold = !message.fromMe || wawp.switches.ownMessages === 'message too';
	const told = isTold ? wawp.emit(instance, 'message', payload) : undefined;
	// Engines give both the same ID.
	wawp.emit(instance, 'message.any', payload, engineOf(wawp) && told && { id: told.id, timestamp: told.timestamp });
}

function receipt(wawp: Simulation, instance: Instance, message: Message, ack: Ack): void {
	const { contacts } = instance.whatsapp;
	const isBlocked = contacts.some(({ id, isBlocked }) => id === message.chatId && isBlocked);
	if (instance.status !== 'WORKING' || message.revoked || (isBlocked && ack !== 'SERVER')) return;
	message.ack = ack;
	const payload = payloads.ack({ wawp, instance }, message);
	if (!isGroup(message.chatId)) {
		wawp.emit(instance, 'message.ack', payload);
		return;
	}
	// WhatsApp itself has it before any member has.
	for (const participant of ack === 'SERVER' ? [null] : othersIn(instance, message.chatId)) {
		wawp.emit(instance, 'message.ack.group', { ...payload, participant });
	}
}

const othersIn = (instance: Instance, groupId: string): string[] =>
	(instance.whatsapp.groups.find(({ id }) => id === groupId)?.participants ?? [])
		.map(({ id }) => id)
		.filter((id) => id !== jidOf(instance));

function waitUntilAllowed(times: number[], limit: SendLimit | null, now: number): number {
	if (!limit) return 0;
	const earliest = times.at(-limit.messages);
	return earliest === undefined ? 0 : Math.max(0, earliest + limit.perSeconds * 1000 - now);
}

function later({ clock, activity }: Simulation, milliseconds: number, what: () => void): void {
	const over = activity.begin();
	clock.after(milliseconds, () => {
		what();
		over();
	});
}

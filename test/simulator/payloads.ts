import { type Engine, baileysKey, dataOf, ends, engineOf, rawJid } from './dialect';
import { eventMessageJson } from './messageJson';
import { colorHex } from './palette';
import type { Simulation } from './simulation';
import { type Instance, jidOf } from './world';
import { newHash } from './world/ids';
import { ACKS, type Group, type Label, type Message } from './world/whatsapp';

type Told = { wawp: Simulation; instance: Instance };

/** What events carry, in the words of Wawp's pages or in those of an engine. */
export const payloads = {
	ack({ wawp }: Told, message: Message) {
		const { id, from, to, participant, fromMe, ack, chatId } = message;
		const level = { ack: ACKS[ack], ackName: ack };
		return engineOf(wawp) ? { id, from, to, participant, fromMe, ...level } : { id, ...level, chatId };
	},

	reaction({ wawp, instance }: Told, message: Message, reaction: string, who: string) {
		const { id, chatId } = message;
		const engine = engineOf(wawp);
		const own = who === jidOf(instance);
		const notice = { ...message, ...noticeOf(message, own, who) };
		if (!engine) return { id: notice.id, reaction, senderId: who, messageId: id };
		const { from, to, participant } = engine === 'WEBJS' ? { from: who, to: own ? chatId : jidOf(instance), participant: who } : ends(notice, engine);
		const data = { NOWEB: { _data: { key: baileysKey(notice, instance), message: { reactionMessage: { key: baileysKey(message, instance), text: reaction } } } } };
		return { id: notice.id, timestamp: seconds(wawp), from, fromMe: own, to, participant, reaction: { text: reaction, messageId: id }, ...data[engine as 'NOWEB'] };
	},

	edited({ wawp, instance }: Told, message: Message, before: string) {
		const { id, hash, body, fromMe, participant } = message;
		const engine = engineOf(wawp);
		if (!engine) return { id, newBody: body, prevBody: before };
		// Only WhatsApp Web changes the message in place.
		const told = engine === 'WEBJS' ? message : { ...message, ...noticeOf(message, fromMe, participant) };
		const json = eventMessageJson(told, instance, wawp, 'api');
		const data = engine === 'WEBJS' ? { _data: { message: json._data, newBody: body, prevBody: before } } : {};
		return { ...json, ...data, editedMessageId: hash };
	},

	revoked({ wawp, instance }: Told, message: Message, before: string, revokedBy: string) {
		const engine = engineOf(wawp);
		if (!engine) return { id: message.id, revokedBy };
		const own = revokedBy === jidOf(instance);
		const notice: Message = { ...message, ...noticeOf(message, own, revokedBy), type: 'chat', body: '', media: null };
		const after = eventMessageJson(notice, instance, wawp, 'app');
		return { after: { ...after, ...revocation[engine](notice, message, instance, wawp) }, before: null, ...(engine !== 'WEBJS' && { revokedMessageId: message.hash }) };
	},

	archived({ wawp }: Told, chatId: string, archived: boolean) {
		return engineOf(wawp) ? { id: chatId, archived, timestamp: seconds(wawp) } : { chatId, archived };
	},

	label({ wawp }: Told, { id, name, color }: Label) {
		const hex = colorHex(color);
		return engineOf(wawp) ? { id, name, color, colorHex: hex } : { label: { id, name, color: hex } };
	},

	labelDeleted(told: Told, label: Label) {
		return engineOf(told.wawp) ? payloads.label(told, label) : { labelId: label.id };
	},

	labelOfChat(told: Told, labelId: string, chatId: string) {
		const engine = engineOf(told.wawp);
		if (!engine) return { chatId, labelId };
		const label = engine === 'GOWS' ? undefined : told.instance.whatsapp.labels.find(({ id }) => id === labelId);
		return { labelId, chatId, label: label ? payloads.label(told, label) : null };
	},

	groupUpdate({ wawp }: Told, { id }: Group, changed: Partial<Pick<Group, 'subject' | 'description'>>) {
		return engineOf(wawp) ? { timestamp: groupTime(wawp), group: { id, ...changed }, _data: {} } : { chatId: id, ...changed };
	},

	groupParticipants({ wawp }: Told, { id, participants }: Group, action: 'join' | 'leave' | 'promote' | 'demote', who: string[]) {
		if (!engineOf(wawp)) return { chatId: id, action, participants: who };
		const roleOf = (person: string) => participants.find((each) => each.id === person)?.role ?? 'left';
		const told = who.map((person) => ({ id: person, role: roleOf(person) }));
		return { group: { id }, type: action, timestamp: groupTime(wawp), participants: told, _data: {} };
	},

	/** The account itself joins or leaves. */
	groupMembership({ wawp, instance }: Told, { id, subject, participants }: Group) {
		if (!engineOf(wawp)) return { chatId: id, participants: [jidOf(instance)] };
		return { timestamp: groupTime(wawp), group: { id, subject, participants }, _data: {} };
	},
};

/** A message that tells something about another one is one of its own. */
function noticeOf({ chatId, participant }: Message, fromMe: boolean, who: string | null) {
	const hash = newHash();
	const author = participant === null ? null : who;
	return { hash, id: [fromMe, chatId, hash, ...(author === null ? [] : [author])].join('_'), fromMe, participant: author };
}

/** Where each engine names the message that was deleted, beside `revokedMessageId`. */
const revocation: Record<Engine, (notice: Message, message: Message, instance: Instance, wawp: Simulation) => object> = {
	GOWS: (notice, { hash, chatId }, instance, wawp) => ({
		_data: { ...dataOf(notice, instance, wawp), Message: { protocolMessage: { type: 0, key: { remoteJID: rawJid(chatId), ID: hash } } } },
	}),
	NOWEB: (notice, message, instance) => ({
		_data: { key: baileysKey(notice, instance), message: { protocolMessage: { type: 'REVOKE', key: baileysKey(message, instance) } } },
	}),
	WEBJS: (notice, { fromMe, chatId, hash, id }, instance, wawp) => ({
		_data: { ...dataOf(notice, instance, wawp), type: 'revoked', protocolMessageKey: { fromMe, remote: chatId, id: hash, _serialized: id } },
	}),
};

const seconds = ({ clock }: Simulation): number => Math.floor(clock.now() / 1000);

const groupTime = (wawp: Simulation): number => (engineOf(wawp) === 'WEBJS' ? seconds(wawp) : wawp.clock.now());

import { eventMessageJson } from './messageJson';
import { colorHex } from './palette';
import type { Simulation } from './simulation';
import { type Instance, jidOf } from './world';
import { ACKS, type Group, type Label, type Message } from './world/whatsapp';

type Told = { wawp: Simulation; instance: Instance };
const isEngine = ({ switches }: Simulation): boolean => switches.payloads === 'engine';

/** What events carry, in the words of Wawp's pages or in those of the engine. */
export const payloads = {
	ack({ wawp }: Told, { id, from, to, participant, fromMe, ack, chatId }: Message) {
		const level = { ack: ACKS[ack], ackName: ack };
		return isEngine(wawp) ? { id, from, to, participant, fromMe, ...level } : { id, ...level, chatId };
	},

	reaction({ wawp, instance }: Told, { id, from, to, participant, fromMe }: Message, reaction: string, who: string) {
		const own = who === jidOf(instance);
		const eventId = `${own}_${id.split('_').slice(1).join('_')}`;
		if (!isEngine(wawp)) return { id: eventId, reaction, senderId: who, messageId: id };
		const timestamp = seconds(wawp);
		const [sender, recipient] = own === fromMe ? [from, to] : [to, from];
		return { id: eventId, timestamp, from: sender, fromMe: own, to: recipient, participant, reaction: { text: reaction, messageId: id } };
	},

	edited({ wawp, instance }: Told, message: Message, before: string) {
		const { id, body } = message;
		if (!isEngine(wawp)) return { id, newBody: body, prevBody: before };
		return { ...eventMessageJson(message, instance, wawp, 'api'), editedMessageId: id };
	},

	revoked({ wawp }: Told, { id }: Message, before: string, revokedBy: string) {
		return isEngine(wawp) ? { after: { id, body: '' }, before: { id, body: before } } : { id, revokedBy };
	},

	archived({ wawp }: Told, chatId: string, archived: boolean) {
		return isEngine(wawp) ? { id: chatId, archived, timestamp: seconds(wawp) } : { chatId, archived };
	},

	label({ wawp }: Told, { id, name, color }: Label) {
		const hex = colorHex(color);
		return isEngine(wawp) ? { id, name, color, colorHex: hex } : { label: { id, name, color: hex } };
	},

	labelDeleted(told: Told, label: Label) {
		return isEngine(told.wawp) ? payloads.label(told, label) : { labelId: label.id };
	},

	labelOfChat({ wawp }: Told, labelId: string, chatId: string) {
		return isEngine(wawp) ? { labelId, chatId, label: null } : { chatId, labelId };
	},

	groupUpdate({ wawp }: Told, { id }: Group, changed: Partial<Pick<Group, 'subject' | 'description'>>) {
		return isEngine(wawp) ? { timestamp: seconds(wawp), group: { id, ...changed }, _data: {} } : { chatId: id, ...changed };
	},

	groupParticipants({ wawp }: Told, { id, participants }: Group, action: 'join' | 'leave' | 'promote' | 'demote', who: string[]) {
		if (!isEngine(wawp)) return { chatId: id, action, participants: who };
		const roleOf = (person: string) => participants.find((each) => each.id === person)?.role ?? 'left';
		const told = who.map((person) => ({ id: person, role: roleOf(person) }));
		return { group: { id }, type: action, timestamp: seconds(wawp), participants: told, _data: {} };
	},

	/** The account itself joins or leaves. */
	groupMembership({ wawp, instance }: Told, { id, subject, participants }: Group) {
		if (!isEngine(wawp)) return { chatId: id, participants: [jidOf(instance)] };
		return { timestamp: seconds(wawp), group: { id, subject, participants }, _data: {} };
	},
};

const seconds = ({ clock }: Simulation): number => Math.floor(clock.now() / 1000);

import type { Behaviour, Request } from './behaviour';
import { foundLabel, knownId } from './found';
import { Refusal } from '../answer';
import { COLORS, colorHex } from '../palette';
import { printed } from '../paging';
import type { Params } from '../parameters';
import { payloads } from '../payloads';
import type { Instance } from '../world';
import { openChat } from '../world/messages';
import { addLabel } from '../world/seed';
import type { Chat, Label } from '../world/whatsapp';

const MOST = 20;

export const label: Record<string, Behaviour> = {
	'label.getAll': ({ wawp, instance }) => printed(instance.whatsapp.labels.map(labelJson), wawp.switches),

	'label.get': ({ instance, params }) => labelJson(foundLabel(instance, params.id)),

	'label.create': ({ wawp, instance, params }) => {
		if (instance.whatsapp.labels.length >= MOST) throw new Refusal(400, 'label_limit_reached', `An account has ${MOST} labels at most`);
		const created = addLabel(instance, { name: params.name as string, color: colorOf(params) ?? 0 });
		wawp.emit(instance, 'label.upsert', payloads.label({ wawp, instance }, created));
		return labelJson(created);
	},

	'label.update': ({ wawp, instance, params }) => {
		const updated = foundLabel(instance, params.labelId);
		updated.name = (params.name as string | undefined) ?? updated.name;
		updated.color = colorOf(params) ?? updated.color;
		wawp.emit(instance, 'label.upsert', payloads.label({ wawp, instance }, updated));
		return labelJson(updated);
	},

	'label.delete': ({ wawp, instance, params }) => {
		const { whatsapp } = instance;
		const deleted = foundLabel(instance, params.labelId);
		whatsapp.labels = whatsapp.labels.filter((each) => each !== deleted);
		for (const chat of whatsapp.chats) chat.labels = chat.labels.filter((id) => id !== deleted.id);
		wawp.emit(instance, 'label.deleted', payloads.labelDeleted({ wawp, instance }, deleted));
	},

	'label.getChats': ({ wawp, instance, params }) => {
		const { id } = foundLabel(instance, params.labelId);
		const chats = instance.whatsapp.chats.filter(({ labels }) => labels.includes(id));
		return printed(chats.map((chat) => ({ id: chat.id, name: chat.name })), wawp.switches);
	},

	'label.getForChat': ({ wawp, instance, params }) => {
		const { whatsapp } = instance;
		const ids = whatsapp.chats.find(({ id }) => id === knownId(whatsapp, params.chatId))?.labels ?? [];
		return printed(whatsapp.labels.filter(({ id }) => ids.includes(id)).map(labelJson), wawp.switches);
	},

	'label.setForChat': (request) => {
		const wanted = (request.params.labels as Params[]).map(({ id }) => foundLabel(request.instance, String(id)).id);
		const chat = chatOf(request);
		const before = chat.labels;
		before.filter((id) => !wanted.includes(id)).forEach((id) => takeOff(request, chat, id));
		wanted.filter((id) => !before.includes(id)).forEach((id) => putOn(request, chat, id));
	},

	'label.addToChat': (request) => putOn(request, chatOf(request), foundLabel(request.instance, request.params.id).id),

	'label.removeFromChat': (request) => takeOff(request, chatOf(request), foundLabel(request.instance, request.params.id).id),
};

const labelJson = ({ id, name, color }: Label) => ({ id, name, color, colorHex: colorHex(color) });

function colorOf({ color }: Params): number | undefined {
	if (color === undefined) return undefined;
	if (Number.isInteger(color) && Number(color) >= 0 && Number(color) < COLORS) return Number(color);
	throw new Refusal(400, 'invalid_param', `color must be a whole number from 0 to ${COLORS - 1}`);
}

const chatOf = ({ wawp, instance, params }: Request): Chat =>
	openChat(instance, knownId(instance.whatsapp, params.chatId), Math.floor(wawp.clock.now() / 1000));

function putOn(request: Request, chat: Chat, labelId: string): void {
	if (chat.labels.includes(labelId)) return;
	chat.labels.push(labelId);
	tell(request, 'label.chat.added', labelId, chat);
}

function takeOff(request: Request, chat: Chat, labelId: string): void {
	if (!chat.labels.includes(labelId)) return;
	chat.labels = chat.labels.filter((id) => id !== labelId);
	tell(request, 'label.chat.deleted', labelId, chat);
}

function tell({ wawp, instance }: { wawp: Request['wawp']; instance: Instance }, event: string, labelId: string, { id }: Chat): void {
	wawp.emit(instance, event, payloads.labelOfChat({ wawp, instance }, labelId, id));
}

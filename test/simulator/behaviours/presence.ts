import type { Behaviour } from './behaviour';
import { knownId } from './found';
import { Refusal } from '../answer';
import { printed } from '../paging';
import type { Switches } from '../switches';
import type { Instance } from '../world';

export const presence: Record<string, Behaviour> = {
	'presence.set': ({ instance, params }) => {
		const own = instance.whatsapp.presence;
		const state = params.presence as 'online' | 'offline' | 'typing' | 'recording' | 'paused';
		if (state === 'online' || state === 'offline') {
			own.online = state === 'online';
			return;
		}
		if (params.chatId === undefined) throw new Refusal(400, 'missing_param', 'Missing required parameter: chatId');
		const chatId = knownId(instance.whatsapp, params.chatId);
		if (state === 'paused') delete own.shows[chatId];
		else own.shows[chatId] = state;
	},

	'presence.getAll': ({ wawp, instance }) =>
		printed(instance.whatsapp.presence.subscribed.map((id) => presenceOf(instance, id, wawp.switches)), wawp.switches),

	'presence.get': ({ wawp, instance, params }) => presenceOf(instance, subscribe(instance, params.chatId), wawp.switches),

	'presence.subscribe': ({ instance, params }) => void subscribe(instance, params.chatId),
};

/** Asking once subscribes too. */
function subscribe({ whatsapp }: Instance, given: unknown): string {
	const { subscribed } = whatsapp.presence;
	const chatId = knownId(whatsapp, given);
	if (!subscribed.includes(chatId)) subscribed.push(chatId);
	return chatId;
}

function presenceOf({ whatsapp }: Instance, id: string, { presenceKey }: Switches) {
	const known = whatsapp.presence.others[id] ?? [];
	return { id, presences: known.map(({ lastKnownPresence, ...rest }) => ({ ...rest, [presenceKey]: lastKnownPresence })) };
}

import type { Behaviour } from './behaviour';
import { Refusal } from '../answer';
import { withoutQuery } from '../log';
import type { Params } from '../parameters';
import type { Simulation } from '../simulation';
import { numericKeys } from '../numericKeys';
import type { Instance, Webhook } from '../world';

const RETRIES = { delay: 2, attempts: 15 };

export const webhook: Record<string, Behaviour> = {
	'webhook.getAll': ({ wawp, instance }) => {
		const { switches } = wawp;
		const { url, events, is_active } = instance.systemWebhook;
		const system = { url, events, is_active };
		const custom = instance.webhooks.map((each) => returned(each, wawp));
		const list = switches.systemWebhook === 'in webhooks' ? [...custom, system] : custom;
		return {
			webhooks: switches.webhookList === 'array' ? list : numericKeys(list),
			systemConfig: switches.systemWebhook === 'in systemConfig' ? system : {},
		};
	},

	'webhook.replaceAll': changing(({ wawp, instance, params }) => {
		const isSystem = ({ url }: Webhook) => url === instance.systemWebhook.url;
		const given = (params.webhooks as Params[]).map(checkedListEntry).map((each) => (isSystem(each) ? each : { ...each, url: kept(each.url, wawp) }));
		const system = given.find(isSystem);
		if (system) instance.systemWebhook = { ...instance.systemWebhook, ...system };
		else if (wawp.switches.systemWebhook === 'in webhooks') {
			// a list that held it has been overwritten by one without it
			instance.systemWebhook = { ...instance.systemWebhook, is_active: 0 };
			wawp.log.add(instance.id, 'inbox sync stopped: the system webhook was left out of the list');
		}
		instance.webhooks = given.filter((each) => !isSystem(each));
		wawp.log.add(instance.id, `webhooks replaced by ${instance.webhooks.length}`);
	}),

	'webhook.set': changing(({ wawp, instance, params }) => {
		const { url: given, ...rest } = changesOf(params);
		const url = kept(given, wawp);
		const known = find(instance, url);
		if (known) Object.assign(known, rest);
		else instance.webhooks.push({ url, events: [], is_active: 1, retries: RETRIES, ...rest });
		wawp.log.add(instance.id, `webhook ${withoutQuery(url)} ${known ? 'updated' : 'added'}`);
	}),

	'webhook.update': changing(({ wawp, instance, params }) => {
		const { url, ...rest } = changesOf(params);
		Object.assign(found(instance, url), rest);
		wawp.log.add(instance.id, `webhook ${withoutQuery(url)} updated`);
	}),

	'webhook.delete': changing(({ wawp, instance, params }) => {
		const known = found(instance, params.url as string);
		if (known === instance.systemWebhook) {
			throw new Refusal(400, 'system_webhook', 'The system webhook can only be switched off');
		}
		instance.webhooks = instance.webhooks.filter((each) => each !== known);
		wawp.log.add(instance.id, `webhook ${withoutQuery(known.url)} deleted`);
	}),
};

/** A change, of which a running engine may hear only when it boots again. */
function changing(behaviour: Behaviour): Behaviour {
	return (request) => {
		const { wawp, instance } = request;
		const answer = behaviour(request);
		if (wawp.switches.webhookChange === 'restarts the session' && instance.status === 'WORKING') wawp.lifecycle.restart(instance);
		return answer;
	};
}

const MORE = 'source=wawp';

function kept(url: string, { switches }: Simulation): string {
	// Scheme and host are the same in capitals.
	if (switches.webhookAddresses === 'written in another way') return url.replace(/^[a-z]+:\/\/[^/?#]+/i, (origin) => origin.toUpperCase());
	if (switches.webhookAddresses === 'kept as given' || url.includes(MORE)) return url;
	return `${url}${url.includes('?') ? '&' : '?'}${MORE}`;
}

function returned({ hmac, retries, ...rest }: Webhook, { switches }: Simulation): Partial<Webhook> {
	if (switches.listReturns === 'everything') return { ...rest, retries, ...(hmac !== undefined && { hmac }) };
	if (switches.listReturns === 'no hmac') return { ...rest, retries };
	if (switches.listReturns === 'masked hmac') return { ...rest, retries, ...(hmac !== undefined && { hmac: `${hmac.slice(0, 3)}***` }) };
	return rest;
}

const find = (instance: Instance, url: string): Webhook | undefined =>
	[...instance.webhooks, instance.systemWebhook].find((each) => each.url === url);

function found(instance: Instance, url: string): Webhook {
	const known = find(instance, url);
	if (!known) throw new Refusal(404, 'webhook_not_found', `No webhook has the URL ${url}`);
	return known;
}

/** The reference calls an entry of the list an object and no more, so its members are checked here. */
function checkedListEntry(entry: Params): Webhook {
	const { url, events, is_active = 1 } = entry;
	if (typeof url !== 'string') throw new Refusal(400, 'missing_param', 'Missing required parameter: webhooks[url]');
	if (!Array.isArray(events) || !events.every((event) => typeof event === 'string')) {
		throw new Refusal(400, 'invalid_param', 'webhooks[events] must be a list of event names');
	}
	if (![true, false, 0, 1].includes(is_active as number)) {
		throw new Refusal(400, 'invalid_param', 'webhooks[is_active] must be a boolean, 0 or 1');
	}
	return { is_active: 1, retries: RETRIES, ...changesOf({ ...entry, is_active: Number(is_active) }), events };
}

function changesOf(params: Params): Partial<Webhook> & { url: string } {
	const { url, events, is_active, retries, hmac, name } = params;
	if (!/^https?:\/\/[^\s/]/i.test(String(url))) throw new Refusal(400, 'invalid_param', 'url must be an HTTP address');
	const { delay = RETRIES.delay, attempts = RETRIES.attempts } = (retries ?? {}) as Partial<typeof RETRIES>;
	return {
		url: url as string,
		...(events !== undefined && { events: events as string[] }),
		...(is_active !== undefined && { is_active: is_active as number }),
		...(retries !== undefined && { retries: { delay: Number(delay), attempts: Number(attempts) } }),
		...(hmac !== undefined && { hmac: hmac as string }),
		...(name !== undefined && { name: name as string }),
	};
}

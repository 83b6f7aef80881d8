import { type IDataObject, type INodeExecutionData, type INodeProperties, NodeOperationError } from 'n8n-workflow';

import { isObject, unwrapped } from '../engine/answer';
import type { Advice, Job, Result } from '../engine/operation';
import { IS_MASKED, MASK, isMasked, mapTexts } from '../engine/redact';
import { listOf } from '../engine/rows';

/** A webhook as Wawp keeps it. Whatever else it carries (hmac, retries, name) is kept and written back. */
export interface Webhook extends IDataObject {
	url: string;
	events: string[];
}

/** Of a trigger, and of a question that waits for its answer: who knows it can start the one, and answer the other. */
const URL_SECRET = /([?&](?:secret|signature|wawpQuestion)=)[^&#\s"'<>\\]+/gi;

const masked = (text: string): string => text.replace(URL_SECRET, `$1${MASK}`);

export const hasMaskedSecret = (url: string): boolean => [...url.matchAll(URL_SECRET)].some(([found]) => isMasked(plain(found.slice(found.indexOf('=') + 1))));

function plain(encoded: string): string {
	try {
		return decodeURIComponent(encoded);
	} catch {
		return encoded;
	}
}

/** The secrets in the addresses of webhooks are masked, unless a switch asks for them. What a change of a session or of its webhooks answers may list them all. */
export const withoutUrlSecrets =
	(show?: INodeProperties) =>
	({ get }: Job, results: Result[]): Result[] =>
		show && get(show) ? results : results.map((result) => ({ ...result, json: mapTexts(result.json, { text: masked, key: masked }) as IDataObject }));

/** Wawp's own address: it cannot be deleted, and without it its app goes deaf. */
const SYSTEM_URL = /^https:\/\/app\.wawp\.net\/api\/webhook\//i;

export const isSystemWebhook = (url: string): boolean => SYSTEM_URL.test(url);

/** The custom webhooks of an answer, in either way of printing a list. */
export const webhooksIn = (body: unknown): Webhook[] => listOf(unwrapped(body).webhooks ?? body).filter(isWebhook).map(normal);

/** Wawp's own webhook, wherever the answer names it: the keys of `systemConfig` are not documented. */
export function systemWebhookIn(body: unknown): Webhook | undefined {
	const listed = webhooksIn(body).find(({ url }) => isSystemWebhook(url));
	if (listed) return listed;
	const { systemConfig } = unwrapped(body);
	const candidates = isObject(systemConfig) ? [systemConfig, ...Object.values(systemConfig)] : listOf(systemConfig);
	return candidates.filter(isWebhook).map(normal).find(({ url }) => isSystemWebhook(url));
}

/** All webhooks of an answer, Wawp's own among them: it too can be switched off and on. */
export function allWebhooksIn(body: unknown): Webhook[] {
	const listed = webhooksIn(body);
	const system = systemWebhookIn(body);
	const isListed = !system || listed.some(({ url }) => url === system.url);
	return isListed ? listed : [...listed, system];
}

/** Each entry of the list as it came, Wawp's own webhook among them; undefined where these may not be all, so that none must get lost. */
export function wholeListIn(body: unknown): unknown[] | undefined {
	const listed = entriesIn(body);
	const system = systemWebhookIn(body);
	const isListed = !system || listed?.some((entry) => isWebhook(entry) && entry.url === system.url);
	return isListed ? listed : listed && [...listed, system];
}

function entriesIn(body: unknown): unknown[] | undefined {
	if (!isObject(body)) return listIn(body);
	if ('webhooks' in body) return listIn(body.webhooks);
	if ('data' in body) return entriesIn(body.data);
	// An object without members may stand for anything.
	return Object.keys(body).length > 0 ? listIn(body) : undefined;
}

/** An array, or as Wawp's documentation prints it. */
function listIn(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	const isNumbered = isObject(value) && Object.keys(value).every((key) => /^\d+$/.test(key));
	return isNumbered ? Object.values(value) : undefined;
}

export const NOT_A_LIST = {
	message: 'What Wawp answers is no list of webhooks that this node understands, so nothing was written',
	description: "Writing the list back could remove everybody's webhooks, Wawp's own too. Try again in a minute; if it stays so, change the webhooks in Wawp's dashboard.",
};

/** Replaces the list, unless that would drop Wawp's own webhook without having been told to. */
export const replaceWebhooks =
	(mayDrop: INodeProperties) =>
	async ({ call, get, values, item, output }: Job): Promise<INodeExecutionData[]> => {
		const given = webhooksIn(values.webhooks);
		const refused = ({ message, description }: Advice) => new NodeOperationError(item.context.getNode(), message, { itemIndex: item.index, description });
		const present = wholeListIn(await call('webhook.getAll'))?.filter(isWebhook);
		const isComplete = given.some(({ url }) => isSystemWebhook(url)) || get(mayDrop) === true;
		// Without it, neither what would be dropped is known, nor the secrets that the list came without.
		if (!present && (!isComplete || given.some((webhook) => hasMask(webhook)))) throw refused(NOT_A_LIST);
		const webhooks = given.map((webhook) => {
			const whole = unmasked(webhook, present?.find(({ url }) => url === webhook.url)) as Webhook;
			if (hasMask(whole)) throw refused({ message: `A secret of the webhook ${masked(webhook.url)} is masked, and Wawp does not show it`, description: `${IS_MASKED.advice} Without one, Wawp does not sign what it delivers there.` });
			return whole;
		});
		const isLost = present?.some(({ url }) => isSystemWebhook(url) && !webhooks.some((webhook) => webhook.url === url));
		if (isLost && !get(mayDrop)) {
			throw refused({
				message: "The new list leaves out Wawp's own webhook",
				description: `Without it, inbox sync, auto-responder and push notifications in Wawp's app stop. Add the entry of app.wawp.net that 'Get Many' shows, or switch on '${mayDrop.displayName}'.`,
			});
		}
		return await output(await call('webhook.replaceAll', { webhooks }));
	};

/** A list that came from 'Get Many' has its secrets masked, those in headers too: Wawp must get them back as they are. */
function unmasked(given: unknown, present: unknown, name = ''): unknown {
	if (isMask(given, name)) return typeof present === 'string' ? present : given;
	if (Array.isArray(given)) return given.map((entry, index) => unmasked(entry, Array.isArray(present) ? present[index] : undefined));
	if (!isObject(given)) return given;
	return Object.fromEntries(Object.entries(given).map(([key, entry]) => [key, unmasked(entry, isObject(present) ? present[key] : undefined, key)]));
}

const hasMask = (value: unknown, name?: string): boolean => isMask(value, name) || (typeof value === 'object' && value !== null && Object.entries(value).some(([key, entry]) => hasMask(entry, key)));

/** A name or an address may look like many a mask. */
const isMask = (value: unknown, name = ''): boolean => value === MASK || (name === 'hmac' && typeof value === 'string' && isMasked(value));

export const isWebhook = (value: unknown): value is Webhook => isObject(value) && typeof value.url === 'string';

const normal = (webhook: Webhook): Webhook => ({ ...webhook, events: listOf(webhook.events).map(String) });

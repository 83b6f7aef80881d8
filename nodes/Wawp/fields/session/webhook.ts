import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import { inRange } from '../../engine/inRange';
import { pasted } from '../../engine/pasted';
import type { FieldGroup, Item } from '../../engine/operation';
import { addsOnly } from '../../engine/plainValue';
import { IS_MASKED, MASK, isMasked } from '../../engine/redact';
import { events } from '../../webhooks/events';
import { type Webhook, hasMaskedSecret, isSystemWebhook } from '../../webhooks/webhooks';

const url: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/webhook',
	description: 'The exact address, with its query. \'Get Many\' lists those of an instance.',
};

export const webhookUrl: FieldGroup = {
	properties: [url],
	read: async (get, item) => await webAddress(String(get(url)), item),
};

/** Whoever knows it can start the workflow behind an address; items are seen by many, AI models among them. */
export const showUrlSecrets: INodeProperties = {
	displayName: 'Show URL Secrets',
	name: 'showUrlSecrets',
	type: 'boolean',
	default: false,
	description: "Whether the addresses of webhooks show the secret in them (?secret=...). 'Update' and 'Delete' need the whole address.",
};

export const eventNames: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	options: events,
	default: ['session.status'],
	description: 'What Wawp delivers to this address',
};

const active: INodeProperties = {
	displayName: 'Active',
	name: 'isActive',
	type: 'boolean',
	default: true,
	description:
		'Whether Wawp delivers to this address. Switching off Wawp\'s own webhook (https://app.wawp.net/api/webhook/...) stops inbox sync, auto-responder and push notifications in its app.',
};

/** 1 or 0 on the wire. */
export const isActive: FieldGroup = {
	properties: [active],
	read: (get) => (get(active) ? 1 : 0),
};

const attempts: INodeProperties = {
	displayName: 'Attempts',
	name: 'attempts',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 15,
	description: 'How often Wawp tries',
};

const delay: INodeProperties = {
	displayName: 'Delay (Seconds)',
	name: 'delay',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 2,
	description: 'How long Wawp waits between two tries',
};

const policy: INodeProperties = {
	displayName: 'Retries',
	name: 'retries',
	type: 'fixedCollection',
	default: { policy: { delay: 2, attempts: 15 } },
	description: 'How Wawp repeats a delivery that was not answered with a 2xx status',
	options: [{ displayName: 'Policy', name: 'policy', values: [attempts, delay] }],
};

export const retries: FieldGroup = {
	properties: [policy],
	read: (get) => {
		const given = (get(policy) as { policy?: { delay?: number; attempts?: number } }).policy ?? {};
		return { delay: inRange(delay, given.delay ?? delay.default), attempts: inRange(attempts, given.attempts ?? attempts.default) };
	},
};

const signingSecret: INodeProperties = {
	displayName: 'Signing Secret',
	name: 'signingSecret',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'Wawp signs what it delivers with this secret, in the header X-Wawp-Signature',
};

export const hmac: FieldGroup = {
	properties: [signingSecret],
	read(get, item) {
		const given = get(signingSecret);
		if (typeof given === 'string' && isMasked(given)) throw inputError(item, signingSecret, IS_MASKED.wrong, IS_MASKED.advice);
		return given;
	},
};

export const label = addsOnly({
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	description: 'A label to tell this webhook from others',
});

/* The whole list of an instance, for the one operation that replaces it. */

const listInput: INodeProperties = {
	displayName: 'Webhooks',
	name: 'webhooksInput',
	type: 'options',
	options: [
		{ name: 'Define Below', value: 'fields', description: 'Enter them one by one' },
		{ name: 'JSON', value: 'json', description: 'An array, for example from an expression' },
	],
	default: 'fields',
	description: 'How the new list is given',
};

const listFields: INodeProperties = {
	displayName: 'Webhook List',
	name: 'webhookList',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Webhook',
	default: { webhook: [{ url: '', events: eventNames.default, isActive: true }] },
	displayOptions: { show: { webhooksInput: ['fields'] } },
	options: [
		{
			displayName: 'Webhook',
			name: 'webhook',
			values: [
				{ ...url, name: 'url', description: 'The address that Wawp delivers to' },
				eventNames,
				active,
			],
		},
	],
};

const listJson: INodeProperties = {
	displayName: 'Webhooks (JSON)',
	name: 'webhooksJson',
	type: 'json',
	default: '[]',
	displayOptions: { show: { webhooksInput: ['json'] } },
	description: 'An array of webhooks with their URL, events and is_active, as \'Get Many\' returns them',
};

export const webhookList: FieldGroup = {
	properties: [listInput, listFields, listJson],
	async read(get, item) {
		const list = get(listInput) === 'json' ? fromJson(get(listJson), item) : fromFields(get(listFields), item);
		const addresses = await Promise.all(list.map(async (entry) => await webAddress(entry.url, item)));
		return list.map((entry, index) => ({ ...entry, url: addresses[index] }));
	},
};

/** Of an expression that gives nothing, an entry would be switched off, or deaf. */
function fromFields(given: unknown, item: Item): Webhook[] {
	const { webhook = [] } = given as { webhook?: Array<{ url?: string; events?: string[]; isActive?: boolean }> };
	const empty = ({ displayName }: INodeProperties) => inputError(item, listFields, `holds a webhook whose '${displayName}' is empty`, 'Look at its expression, or delete the row.');
	return webhook.map(({ url: address = '', events: names = [], isActive: on }) => {
		if (names.length === 0) throw empty(eventNames);
		if (on === undefined) throw empty(active);
		return { url: address, events: names, is_active: on ? 1 : 0 };
	});
}

/** For `replaceAll`, whose omissions are deletions. */
export const dropSystemWebhook: INodeProperties = {
	displayName: 'Drop System Webhook',
	name: 'dropSystemWebhook',
	type: 'boolean',
	default: false,
	description:
		'Whether the new list may leave out Wawp\'s own webhook (https://app.wawp.net/api/webhook/...). Without it, inbox sync, auto-responder and push notifications in Wawp\'s app stop.',
};

function fromJson(given: unknown, item: Item): Webhook[] {
	const list = typeof given === 'string' ? parsed(given, item) : given;
	const isList = Array.isArray(list) && list.every((entry) => typeof entry?.url === 'string' && Array.isArray(entry.events) && entry.events.every((name: unknown) => typeof name === 'string'));
	if (isList) return list as Webhook[];
	throw inputError(item, listJson, 'is not a list of webhooks', 'Each entry needs a URL and a list of events.');
}

function parsed(text: string, item: Item): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw inputError(item, listJson, 'is not valid JSON');
	}
}

async function webAddress(given: string, item: Item): Promise<string> {
	const address = given.trim();
	if (!/^https?:\/\/[^\s/]+/i.test(address)) {
		throw inputError(item, url, 'is not a web address', 'It begins with https:// and is reachable from the internet.');
	}
	if (hasMaskedSecret(address)) throw inputError(item, url, 'has its secret masked', `Take it from 'Get Many' with '${showUrlSecrets.displayName}' switched on.`);
	if (!isSystemWebhook(address) || !address.endsWith(MASK)) return address;
	// 'Get Many' masked the token that Wawp's own webhook ends with: Wawp must get it as it is.
	const { accessToken } = await item.context.getCredentials('wawpApi', item.index);
	return address.slice(0, -MASK.length) + pasted(accessToken);
}

import { UNPAID } from '../engine/errors';
import { anyOf, isDoneOrEmpty, member, value } from '../engine/holds';
import type { Output, Resource } from '../engine/operation';
import { withoutSecretKeys } from '../engine/redact';
import { rowsUnder } from '../engine/rows';
import { dropSystemWebhook, eventNames, hmac, isActive, label, retries, showUrlSecrets, webhookList, webhookUrl } from '../fields/session/webhook';
import { someChange } from './someChange';
import { allWebhooksIn, replaceWebhooks, withoutUrlSecrets } from '../webhooks/webhooks';

/** Whatever else a 403 says here, the plan is the reason. */
const paidOnly = { refusals: { 403: UNPAID } };

const holdsWebhooks = anyOf((body) => rowsUnder('webhooks')(body) !== undefined, member('systemConfig'));

/** What Wawp answers to a change is not documented: the list shows whether it took it. */
const changed: Output = { holds: anyOf(isDoneOrEmpty, value('url', 'webhook', 'webhooks')) };

export const webhook = {
	name: 'Webhook',
	description: 'Choose where Wawp delivers events. Needs a paid plan. The Wawp Trigger does it by itself.',
	lookAt: "'Webhook > Get Many'",
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many webhooks',
			description: 'List the webhooks of an instance. Secrets are masked, those in URLs unless asked for.',
			request: 'GET /v2/session/webhook',
			...paidOnly,
			switches: [showUrlSecrets],
			output: { list: allWebhooksIn, holds: holdsWebhooks },
			after: withoutUrlSecrets(showUrlSecrets),
		},
		set: {
			name: 'Set',
			action: 'Set a webhook',
			description: 'Add a webhook to an instance, or change the one with this URL. Other webhooks stay as they are.',
			request: 'POST /v2/webhook/set',
			...paidOnly,
			fields: { url: webhookUrl, events: eventNames },
			options: { hmac, is_active: isActive, name: label, retries },
			output: changed,
			after: withoutUrlSecrets(),
		},
		update: {
			name: 'Update',
			action: 'Update a webhook',
			description: "Change some settings of a webhook. Can also switch Wawp's own webhook off and on.",
			request: 'PATCH /v2/webhook/update',
			...paidOnly,
			fields: { url: webhookUrl },
			options: { events: eventNames, hmac, is_active: isActive, name: label, retries },
			before: someChange,
			output: changed,
			after: withoutUrlSecrets(),
		},
		delete: {
			name: 'Delete',
			action: 'Delete a webhook',
			description: "Remove one webhook from an instance. Wawp's own can only be switched off, with 'Update'.",
			request: 'DELETE /v2/webhook/delete',
			...paidOnly,
			fields: { url: webhookUrl },
			output: { json: (body) => ({ ...withoutSecretKeys(body), deleted: true }) },
			after: withoutUrlSecrets(),
		},
		replaceAll: {
			name: 'Replace All',
			action: 'Replace all webhooks',
			description: "Overwrite the whole list of webhooks of an instance. To add one, use 'Set'.",
			notice: "What is not in the new list is removed: webhooks of other people, of Wawp Triggers, and with 'Drop System Webhook' Wawp's own.",
			request: 'POST /v2/session/webhook',
			...paidOnly,
			fields: { webhooks: webhookList },
			switches: [dropSystemWebhook],
			output: changed,
			after: withoutUrlSecrets(),
			run: replaceWebhooks(dropSystemWebhook),
		},
	},
} satisfies Resource;

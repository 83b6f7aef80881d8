import type { Wire } from './wire';

const url = 'https://example.com/hook?id=7';

export const webhook: Wire[] = [
	{ operation: 'webhook.getAll', request: 'GET /v2/session/webhook' },
	{
		operation: 'webhook.delete',
		given: { webhookUrl: url },
		request: 'DELETE /v2/webhook/delete',
		query: { url },
	},
	{
		operation: 'webhook.replaceAll',
		given: {
			webhookList: { webhook: [{ url, events: ['message', 'session.status'], isActive: false }] },
			dropSystemWebhook: true,
		},
		request: 'POST /v2/session/webhook',
		body: { webhooks: [{ url, events: ['message', 'session.status'], is_active: 0 }] },
	},
	{
		operation: 'webhook.replaceAll',
		given: { webhooksInput: 'json', webhooksJson: JSON.stringify([{ url, events: ['message'], is_active: 1 }]), dropSystemWebhook: true },
		request: 'POST /v2/session/webhook',
		body: { webhooks: [{ url, events: ['message'], is_active: 1 }] },
	},
	{
		operation: 'webhook.set',
		given: { webhookUrl: url },
		request: 'POST /v2/webhook/set',
		body: { url, events: ['session.status'] },
	},
	{
		operation: 'webhook.set',
		given: {
			webhookUrl: url,
			events: ['message', 'call.received'],
			options: { name: 'CRM', isActive: true, signingSecret: 'my-webhook-secret', retries: { policy: { delay: 5, attempts: 10 } } },
		},
		request: 'POST /v2/webhook/set',
		body: {
			url,
			events: ['message', 'call.received'],
			name: 'CRM',
			is_active: 1,
			hmac: 'my-webhook-secret',
			retries: { delay: 5, attempts: 10 },
		},
	},
	{
		operation: 'webhook.update',
		given: { webhookUrl: url, options: { isActive: false, events: ['group.v2.update'] } },
		request: 'PATCH /v2/webhook/update',
		body: { url, is_active: 0, events: ['group.v2.update'] },
	},
	{
		operation: 'webhook.update',
		given: { webhookUrl: url, options: { name: 'Updated CRM', signingSecret: 'my-webhook-secret', retries: { policy: { delay: 5, attempts: 10 } } } },
		request: 'PATCH /v2/webhook/update',
		body: { url, name: 'Updated CRM', hmac: 'my-webhook-secret', retries: { delay: 5, attempts: 10 } },
	},
];

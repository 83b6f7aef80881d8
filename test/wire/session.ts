import type { Wire } from './wire';

const working = { status: 'WORKING' };

export const session: Wire[] = [
	{ operation: 'session.create', request: 'POST /v2/session/create' },
	{
		operation: 'session.create',
		given: { options: { sessionName: 'support' } },
		request: 'POST /v2/session/create',
		body: { name: 'support' },
	},
	{ operation: 'session.createTempLink', request: 'POST /v2/session/temp-link' },
	{ operation: 'session.delete', request: 'DELETE /v2/session/delete' },
	{ operation: 'session.getInfo', request: 'POST /v2/session/info' },
	{ operation: 'session.getMe', instance: working, request: 'GET /v2/session/me' },
	{ operation: 'session.getRateLimit', request: 'GET /v2/session/rate-limit' },
	{ operation: 'session.getTempLink', request: 'GET /v2/session/temp-link' },
	{ operation: 'session.logout', instance: working, request: 'POST /v2/session/logout' },
	{ operation: 'session.restart', instance: working, request: 'POST /v2/session/restart' },
	{ operation: 'session.revokeTempLink', request: 'DELETE /v2/session/temp-link' },
	{
		operation: 'session.setRateLimit',
		given: { policySlug: { __rl: true, mode: 'list', value: 'strict' } },
		request: 'PATCH /v2/session/rate-limit',
		body: { policy_slug: 'strict' },
	},
	{ operation: 'session.start', request: 'POST /v2/session/start' },
	{ operation: 'session.stop', instance: working, request: 'POST /v2/session/stop' },
];

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs in jest, never in n8n */
import type { FastifyInstance } from 'fastify';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { receive } from './inbox';
import { withoutQuery } from './log';
import { qrDataUri } from './qr';
import type { Simulation } from './simulation';
import type { Instance } from './world';

const LAST = 20;
const LAST_CHATS = 5;
const LAST_MESSAGES = 3;
const HTML = 'text/html; charset=utf-8';

/** The phone page, and the page that a temporary link leads to. */
export function servePhone(server: FastifyInstance, wawp: Simulation): void {
	const { world, clock } = wawp;
	const page = readFileSync(join(__dirname, 'phone.html'), 'utf8');

	server.get('/', async (_request, reply) => await reply.type(HTML).send(page));

	server.get('/phone/state.json', async () => stateOf(wawp));

	server.post<{ Params: { instanceId: string } }>('/phone/:instanceId/receive', async ({ params, body }, reply) => {
		const instance = world.instances.find(({ id }) => id === params.instanceId);
		if (!instance) return await reply.code(404).send({ message: 'No such session' });
		try {
			const { from, text } = JSON.parse(String(body)) as { from: string; text: string };
			return { id: receive(wawp, instance, { from, body: text }).id };
		} catch (error) {
			return await reply.code(409).send({ message: error.message });
		}
	});

	server.post<{ Params: Press }>('/phone/:instanceId/:button', async ({ params }, reply) => {
		const instance = world.instances.find(({ id }) => id === params.instanceId);
		const press = buttons[params.button];
		if (!instance || !press) return await reply.code(404).send({ message: 'No such session or button' });
		try {
			press(wawp, instance);
			return { status: instance.status };
		} catch (error) {
			return await reply.code(409).send({ message: error.message });
		}
	});

	server.get<{ Params: { token: string } }>('/temp-qr/:token', async ({ params }, reply) => {
		const link = world.tempLinks.find(({ token, expiresAt }) => token === params.token && expiresAt > clock.now());
		const instance = link && world.instances.find(({ id }) => id === link.instanceId);
		if (!instance) return await reply.code(404).type(HTML).send(linkPage('This link is no longer valid.'));
		return await reply.type(HTML).send(linkPage(...scanHint(instance)));
	});
}

interface Press {
	instanceId: string;
	button: string;
}

const buttons: Record<string, (wawp: Simulation, instance: Instance) => void> = {
	scan: ({ lifecycle }, instance) => lifecycle.scan(instance),
	'log-out': ({ lifecycle }, instance) => lifecycle.logOutOnPhone(instance),
	'lose-connection': ({ lifecycle }, instance) => lifecycle.loseConnection(instance),
	fail: ({ lifecycle }, instance) => lifecycle.fail(instance),
	reconnect: ({ lifecycle }, instance) => lifecycle.reconnect(instance),
};

function stateOf({ world, calls, deliveries, log, clock }: Simulation) {
	return {
		sessions: world.instances.map(({ id, name, status, linked, phone, pushName, qr, pairing, webhooks }) => ({
			id,
			name,
			status,
			linked,
			phone,
			pushName,
			qr: qr && {
				image: qrDataUri(qr.value),
				turn: qr.turn,
				secondsLeft: Math.max(0, Math.ceil((qr.expiresAt - clock.now()) / 1000)),
			},
			pairingCode: pairing?.code ?? null,
			webhooks: webhooks.map(({ url, events, is_active }) => ({ url: withoutQuery(url), events, is_active })),
		})),
		chats: world.instances.flatMap(latestChats).sort((one, other) => other.at - one.at),
		calls: latest(calls).map(({ at, operation, method, path, status }) => ({ at, operation, method, path, status })),
		deliveries: latest(deliveries.attempts).map(({ at, event, url, status, error, attempt }) => ({
			at,
			event,
			url: withoutQuery(url),
			status,
			error: error ?? null,
			attempt,
		})),
		log: latest(log.lines),
	};
}

/** The chats written to last, each with the last things said in it. */
function latestChats({ id: instanceId, whatsapp }: Instance) {
	return whatsapp.chats.slice(0, LAST_CHATS).map(({ id, name, unread, timestamp }) => ({
		instanceId,
		id,
		name,
		unread,
		at: timestamp * 1000,
		messages: whatsapp.messages
			.filter(({ chatId }) => chatId === id)
			.slice(-LAST_MESSAGES)
			.map(({ body, type, fromMe, ack, revoked }) => ({ text: revoked ? 'deleted' : body || type, fromMe, ack })),
	}));
}

const latest = <T>(list: T[]): T[] => list.slice(-LAST).reverse();

function scanHint({ status, qr }: Instance): [text: string, image?: string] {
	if (qr) return ['Open WhatsApp, choose Linked devices, and scan this code.', qrDataUri(qr.value)];
	if (status === 'WORKING') return ['Connected. You can close this page.'];
	return [`Nothing to scan yet: the session is ${status}.`];
}

const linkPage = (text: string, image?: string) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3"><title>Link a phone</title>
<style>body{font:18px/1.5 system-ui,sans-serif;display:grid;place-content:center;justify-items:center;min-height:90vh;color:#0b141a}img{width:300px;image-rendering:pixelated}</style>
</head>
<body>${image ? `<img alt="QR code" src="${image}">` : ''}<p>${text}</p></body>
</html>
`;

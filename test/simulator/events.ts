import { randomBytes } from 'node:crypto';

import documented from '../reference/events.json';
import { qrDataUri } from './qr';
import type { Switches } from './switches';
import { type Instance, jidOf, metadataOf } from './world';

export interface Envelope {
	id: string;
	timestamp: number;
	session: string;
	metadata?: Record<string, unknown>;
	engine: string;
	event: string;
	payload: unknown;
	me: { id: string; lid: string; pushName: string } | null;
}

interface DocumentedEvent {
	event: string;
	example: { engine: string; payload: unknown } | null;
	variants: Array<{ from: string; payload?: unknown }>;
}

const events = new Map((documented as DocumentedEvent[]).map((entry) => [entry.event, entry]));

export function envelope(
	instance: Instance,
	event: string,
	payload: unknown,
	timestamp: number,
	switches: Switches,
): Envelope {
	return {
		id: newEventId(),
		timestamp,
		session: instance.name,
		...(switches.metadata === 'with token' && { metadata: metadataOf(instance) }),
		engine: switches.engine === 'short' ? (events.get('session.status')?.example?.engine ?? '') : switches.engine,
		event,
		payload: payload ?? samplePayload(event, switches.engine),
		me: instance.linked
			? { id: jidOf(instance), lid: `${instance.phone.slice(-6)}@lid`, pushName: instance.pushName }
			: null,
	};
}

/** Engines tell the last three states with it, and no code to scan. */
export function statusPayload({ name, status, statuses, qr }: Instance, { qrInEvents, engine }: Switches) {
	const told = engine === 'short' ? {} : { statuses: statuses.slice(-3) };
	return { name, status, ...told, ...(qr && qrInEvents === 'data URI' && { qr: qrDataUri(qr.value) }) };
}

/** The body that travels: v1 has a flat form for session.status, and some senders put events into a list. */
export function deliveryBody(sent: Envelope, instance: Instance, { deliveryShape }: Switches): unknown {
	if (deliveryShape === 'array') return [sent];
	if (deliveryShape === 'enveloped' || sent.event !== 'session.status') return sent;
	return {
		instance_id: instance.id,
		status: (sent.payload as { status?: string }).status ?? instance.status,
		qr: instance.qr && qrDataUri(instance.qr.value),
		ts: Math.floor(sent.timestamp / 1000),
	};
}

/** The reference names the engine whose payload it shows, or calls what they share the engine's. */
function samplePayload(event: string, engine: Switches['engine']): unknown {
	const { example, variants = [] } = events.get(event) ?? {};
	const shown = variants.filter(({ payload }) => payload !== undefined);
	const own = shown.find(({ from }) => from === engine) ?? shown.find(({ from }) => from.includes('engine'));
	return (engine === 'short' ? undefined : own?.payload) ?? example?.payload ?? {};
}

/** 26 characters as a ULID has them; the sample's begin with 01. */
function newEventId(): string {
	const characters = [...randomBytes(24)].map((byte) => '0123456789abcdefghjkmnpqrstvwxyz'[byte % 32]);
	return `evt_01${characters.join('')}`;
}

import { createHash } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import type { Outage } from '../../session/outage';
import { SESSION_STATUS } from '../../webhooks/events';
import type { WawpEvent } from '../../delivery/event';
import { sameMessage } from '../../message/messageId';

/* What makes an event the same event, however often and on whichever process it comes. Keys are hashes, as they are kept. */

export const DAY_MS = 86_400_000;
/** An event that names neither an ID nor a time looks like the next one of its kind: only quick repeats are told. */
export const NAMELESS_MS = 60_000;

export interface Identity {
	key: string;
	/** How long a process remembers it. */
	keptMs: number;
}

export function identityOf({ event, id, instanceId, session, me, status, time, qr, fields, raw }: WawpEvent): Identity {
	// Each instance may count by itself. Engines call their only session alike: the number tells them apart.
	const whose = instanceId ?? JSON.stringify([session, me?.id]);
	const { messageId, chatId, chatType } = fields;
	if (MESSAGE_CAME.includes(event) && typeof messageId === 'string') {
		// Whoever writes makes the key of a message: in two groups it may be the same. A person alone goes by two names.
		const where = chatType === 'direct' || chatId === null ? '' : `${String(chatId)} `;
		return { key: shortHash(`message ${whose} ${where}${sameMessage(messageId)}`), keptMs: DAY_MS };
	}
	if (id !== null) return { key: shortHash(JSON.stringify(['id', event, whose, id])), keptMs: DAY_MS };
	const content = event === SESSION_STATUS && status !== undefined ? [status, time, qr] : raw;
	return { key: shortHash(JSON.stringify([event, whose, content])), keptMs: time === undefined ? NAMELESS_MS : DAY_MS };
}

/** It can only be held against what came just before it: a state that comes back after another one is a change. */
export const isNamelessStatus = ({ event, status, id, time }: WawpEvent): boolean => event === SESSION_STATUS && status !== undefined && id === null && time === undefined;

/** What n8n's database is asked for: when it has seen it, the event is a repeat. */
export function keysOf(event: WawpEvent, heardAt: number): string[] {
	if (isNamelessStatus(event)) return [];
	const { key, keptMs } = identityOf(event);
	// The database forgets by number, not by time.
	return [keptMs === NAMELESS_MS ? shortHash(`${key} ${Math.floor(heardAt / NAMELESS_MS)}`) : key];
}

/** That a session is in this state since then: the same in every report of it. */
export const stateKeyOf = (instance: string, status: string, sinceMs: number): string => shortHash(`state ${instance} ${status} ${sinceMs}`);

/** A trigger, as both memories know it. */
export const triggerKeyOf = (context: Pick<IExecuteFunctions, 'getNode' | 'getWorkflow'>): string => [context.getWorkflow().id, context.getNode().id].join('/');

/** That it is lost, or back, since then: the same in each process that can tell since when. */
export const outageKeyOf = (instance: string, news: string, since: string): string => shortHash(`outage ${instance} ${news} ${since}`);

const MINUTE_MS = 60_000;

/** That a process heard in this minute that a session is lost, or back: another one that looks, and sees it after it, does not tell it again. */
export const newsMarkOf = (instance: string, { lastedSeconds }: Outage, heardAt: number): string =>
	shortHash(`${lastedSeconds === undefined ? 'lost' : 'back'} ${instance} ${Math.floor(heardAt / MINUTE_MS)}`);

/** It looks once a minute. */
export const newsMarksBefore = (instance: string, outage: Outage, seenAt: number): string[] => [0, 1, 2].map((minutes) => newsMarkOf(instance, outage, seenAt - minutes * MINUTE_MS));

/** A received message is told of by both; and the first one of a new contact may be told of twice, under two IDs. */
const MESSAGE_CAME = ['message', 'message.any'];

/** 66 bits, in 11 letters. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 11);

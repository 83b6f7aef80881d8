import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { accountOf } from '../engine/account';
import { without } from '../engine/answer';
import { namedIn } from '../engine/instance';
import { withoutValues } from '../engine/redact';
import { outagePolicyIn } from '../fields/outages';
import type { SignatureMode } from '../fields/trigger';
import { OTHER_STATE, SESSION_STATUS, sessionStates } from '../events';
import { dateIn } from '../session/date';
import type { Outage, OutagePolicy } from '../session/outage';
import { pictureFrom } from '../session/qr';
import { time } from '../session/time';
import { accountFor } from './account';
import { type WawpEvent, eventsIn } from './event';
import { passes } from './filters';
import { type Finished, finished, finishingOf } from './finish';
import { foundBefore } from './foundUp';
import { noteOutage } from './outages';
import { type Registration, SECRET_PARAMETER, registrationsIn } from './registration';
import { type Change, type Memory, instanceOf, isNew, noteStatus, recall, save } from './repeats';
import { isSame, isTrusted } from './sender';

/**
 * One delivery. It is answered here and at once, whatever becomes of it: n8n saves what the trigger remembers only if
 * the node answers by itself, and Wawp repeats what is not answered soon.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const registration = registrationOf(context);
	const refusal = await refusalOf(context, registration);
	if (refusal) return answered(context, refusal.status, refusal.message);
	const events = eventsOf(context, registration);
	if (!events) return answered(context, 400, 'This is no event of Wawp');
	const wanted = wantedOf(context, events);
	if (!wanted.length) return answered(context, 200, 'Nothing to start');
	const account = await accountFor(context);

	// From here to the answer nothing is awaited, so that the same event cannot slip in between.
	const memory = memoryOf(context);
	const accepted = acceptedOf(context, wanted, memory);
	answered(context, 200, accepted.length ? 'Received' : 'Nothing to start');
	const finishing = finishingOf(context, account, memory.phones);
	const items = await Promise.all(accepted.map(async ({ event, change, outage }) => await itemOf(context, await finished(finishing, event), change, outage)));
	// At the end, as others may have come meanwhile: what is saved last is what stays.
	save(memory, context.getWorkflowStaticData('node'), Date.now());
	if (!items.length) return { noWebhookResponse: true };
	return { noWebhookResponse: true, workflowData: [items.map(({ json, ...item }) => ({ ...item, json: withoutValues(json, account.secrets) }))] };
}

function answered(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

interface Refusal {
	status: number;
	message: string;
}

/** The registration whose secret the delivery carries; undefined when it is none of them. */
function registrationOf(context: IWebhookFunctions): Registration | undefined {
	const given = secretIn(context);
	// All are looked at, so that the time tells nothing about which of them it is.
	const [found] = registrationsIn(context).filter(({ secret }) => isSame(given, secret));
	return found;
}

function secretIn(context: IWebhookFunctions): string {
	const given = (context.getQueryData() as IDataObject)[SECRET_PARAMETER];
	return typeof given === 'string' ? given : '';
}

/** A 4xx for what is not Wawp's. */
async function refusalOf(context: IWebhookFunctions, registration: Registration | undefined): Promise<Refusal | undefined> {
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	if (!rawBody) return { status: 415, message: 'A delivery of Wawp is JSON' };
	const registersItself = context.getNodeParameter('registerAutomatically', true) as boolean;
	// Without a registration nobody can know the URL's secret: an empty one must not let everybody in.
	const isKnown = registersItself ? registration !== undefined : knowsSecret(context);
	if (!isKnown) return { status: 403, message: 'The secret in the URL is not the registered one' };
	const mode = context.getNodeParameter('options.signature', 'check') as SignatureMode;
	// What a person typed into Wawp's dashboard can only be what the credential says now.
	const hmac = registersItself ? registration?.hmac : (await accountOf(context)).webhookSecret;
	const isSigned = isTrusted(mode, hmac, rawBody, context.getHeaderData());
	return isSigned ? undefined : { status: 403, message: 'The signature is missing or does not match' };
}

/** Where a person pasted the address, and perhaps a secret of their own. */
function knowsSecret(context: IWebhookFunctions): boolean {
	const secret = context.getNodeParameter('urlSecret', '') as string;
	return !secret || isSame(secretIn(context), secret);
}

function eventsOf(context: IWebhookFunctions, registration: Registration | undefined): WawpEvent[] | undefined {
	const { rawBody } = context.getRequestObject() as { rawBody: Buffer };
	const [only, ...others] = namedIn(context.getNodeParameter('instanceId', ''));
	const instanceId = registration?.instanceId ?? (others.length === 0 ? only || null : null);
	return eventsIn(parsed(rawBody))?.map((event) => ({ ...event, instanceId: event.instanceId ?? instanceId }));
}

function parsed(rawBody: Buffer): unknown {
	try {
		return JSON.parse(rawBody.toString());
	} catch {
		// Not JSON.
		return undefined;
	}
}

/**
 * The chosen events that pass the filters. What does not is not remembered: if it comes again, it is filtered again, and
 * the memory is kept for what has started a run.
 */
function wantedOf(context: IWebhookFunctions, events: WawpEvent[]): WawpEvent[] {
	const names = context.getNodeParameter('events') as string[];
	const filters = context.getNodeParameter('filters', {}) as IDataObject;
	return events.filter(({ event, fields }) => names.includes(event) && passes(filters, fields));
}

interface Accepted {
	event: WawpEvent;
	change?: Change;
	outage?: Outage;
}

function memoryOf(context: IWebhookFunctions): Memory {
	const saved = context.getWorkflowStaticData('node');
	return recall([context.getWorkflow().id, context.getNode().id, saved.activation ?? context.getMode()].join('/'), saved);
}

/** Remembers every event, and picks those that start the workflow. */
function acceptedOf(context: IWebhookFunctions, events: WawpEvent[], memory: Memory): Accepted[] {
	const now = Date.now();
	// One after the other, as what is new depends on what came before it.
	return events.flatMap((event): Accepted[] => {
		if (!isNew(memory, event, now)) return [];
		if (event.event !== SESSION_STATUS) return [{ event }];
		const change = noteStatus(memory, event, now);
		const policy = outagePolicyIn(context);
		return policy ? outageOf(context, memory, event, change, policy) : statusOf(context, event, change);
	});
}

function outageOf(context: IWebhookFunctions, { standings }: Memory, event: WawpEvent, change: Change, policy: OutagePolicy): Accepted[] {
	const now = time.now();
	const instance = instanceOf(event);
	const known = standings.get(instance) ?? foundBefore(context.getWorkflowStaticData('node'), event.instanceId, now);
	if (known) standings.set(instance, known);
	const { outage } = noteOutage(standings, instance, event, now, policy);
	return outage ? [{ event, change, outage }] : [];
}

function statusOf(context: IWebhookFunctions, event: WawpEvent, change: Change): Accepted[] {
	const states = context.getNodeParameter('states', []) as string[];
	const isKnown = sessionStates.some(({ value }) => value === event.status);
	const isChosen = states.length === 0 || states.includes(isKnown ? event.status! : OTHER_STATE);
	const isDue = change.hasChanged || !(context.getNodeParameter('onlyWhenChanged', true) as boolean);
	return isChosen && isDue ? [{ event, change }] : [];
}

async function itemOf(context: IWebhookFunctions, { event, file }: Finished, change: Change | undefined, outage: Outage | undefined): Promise<INodeExecutionData> {
	const { includeRaw = false, qrAsImage = false } = context.getNodeParameter('options', {}) as { includeRaw?: boolean; qrAsImage?: boolean };
	const { event: name, id, instanceId, session, time: at, status, me, fields, payload, raw } = event;
	const picture = qrAsImage ? pictureFrom(event.qr) : undefined;
	const json: IDataObject = {
		event: name,
		id,
		instanceId,
		session,
		timestamp: fields.timestamp ?? dateIn(at),
		...(change && { status, previousStatus: change.previousStatus }),
		...(outage && { outage }),
		...(without(fields, 'timestamp') as IDataObject),
		me,
		payload: picture ? (without(payload, 'qr') as IDataObject) : payload,
		...(includeRaw && { raw }),
	};
	const data = picture ? await context.helpers.prepareBinaryData(picture, 'qr.png', 'image/png') : file;
	return { json, ...(data && { binary: { data } }) };
}

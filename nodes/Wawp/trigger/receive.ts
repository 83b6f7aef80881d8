import { randomUUID } from 'crypto';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { withoutValues } from '../engine/redact';
import { type Answer, acceptedOf } from './accept';
import { type WawpEvent, eventsOf } from '../delivery/event';
import { mayPass, passes } from './filters';
import { withKnownPhone } from './finish';
import { recallFound } from './foundUp';
import { handOverItem } from './handOver';
import { keysOf, triggerKeyOf } from './memory/keys';
import { type Memory, here, recall } from './memory/process';
import { instanceNamed } from './names';
import { answer, refuse, sayOnce } from '../delivery/refusals';
import { type Settings, parametersOf, settingsOf } from './settings';
import { type Sender, senderOf } from './who';

/**
 * One delivery: who delivers, what of it is wanted, what of that is new in this process. n8n stores what is handed over, and
 * then answers Wawp; whatever takes time is left to the run.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const sender = await senderOf(context);
	if ('status' in sender) return refuse(context, sender);
	const told = eventsOf((context.getRequestObject() as { rawBody: Buffer }).rawBody);
	if ('status' in told) return refuse(context, told);
	const settings = settingsIn(context);
	const memory = memoryOf(context);
	const events = ofInstance(told, sender, memory, settings?.instances);
	const wanted = settings ? wantedOf(settings, events, memory) : events;
	const accepted = wanted.length ? await acceptedOf(memory, wanted, settings, context.getResponseObject() as unknown as Answer) : [];
	if (!accepted.length) return answer(context, 200, 'Nothing to start');
	const { account, trust } = sender;
	const heardAt = Date.now();
	const common = { delivery: randomUUID(), heardBy: here.id, heardAt, ...(!settings && { undecided: trust }) };
	const items = accepted.map(({ keys = [], ...entry }) => handOverItem({ ...common, ...entry, keys: [...keysOf(entry.event, heardAt), ...keys], event: lean(entry.event, settings) }));
	return { workflowData: [withoutValues(items, account.secrets)], webhookResponse: { message: 'Received' } };
}

/** What no item is made of is not stored. */
const lean = (event: WawpEvent, settings: Settings | undefined): WawpEvent => (settings && !settings.includeRaw ? { ...event, raw: {} } : event);

function ofInstance(events: WawpEvent[], { instanceId }: Sender, { names }: Memory, [only, ...others]: string[] = []): WawpEvent[] {
	// Whose URL it is decides, where one is registered for each.
	if (instanceId !== null) return events.map((event) => ({ ...event, instanceId }));
	const alone = others.length > 0 ? undefined : only;
	return events.map((event) => ({ ...event, instanceId: (event.instanceId ?? instanceNamed(names, event.session) ?? alone) || null }));
}

/** Undefined when they are unclear. Then every event starts a run that fails and says why, and can be retried once they are clear. */
function settingsIn(context: IWebhookFunctions): Settings | undefined {
	try {
		return settingsOf(parametersOf(context));
	} catch (error) {
		sayOnce(context, `cannot tell which events are wanted, and starts a run with each, which fails: ${(error as Error).message}`);
		return undefined;
	}
}

/**
 * The chosen events that pass the filters. What does not is not remembered: if it comes again, it is filtered again, and
 * the memory is kept for what has started a run. Where a number is looked up in the run, that one decides on filters by number.
 */
export const wantedOf = ({ events: names, filters, resolvePhone }: Settings, events: WawpEvent[], memory: Memory): WawpEvent[] =>
	events.filter(({ event, fields }) => names.includes(event) && (resolvePhone ? mayPass(filters, withKnownPhone(memory, fields)) : passes(filters, fields)));

/** A test must not know what an earlier one has seen. */
function memoryOf(context: IWebhookFunctions): Memory {
	const saved = context.getWorkflowStaticData('node');
	const key = triggerKeyOf(context);
	const memory = context.getMode() === 'manual' ? recall([key, 'test', saved.activation].join('/')) : recall(key, saved.activation);
	recallFound(memory, saved);
	return memory;
}

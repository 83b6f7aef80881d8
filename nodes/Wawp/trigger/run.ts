import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { SESSION_STATUS } from '../webhooks/events';
import { type Finishing, finished, finishingOf } from './finish';
import { type HandOver, handOverIn } from './handOver';
import { itemOf } from './item';
import { areKnown, note } from './memory/database';
import { newsMarkOf } from './memory/keys';
import { here } from './memory/process';
import { wantedOf } from './receive';
import { type Settings, settingsOf } from './settings';
import { instanceOf, isChosen } from './states';

/**
 * The trigger's own part of the run, on whichever process that is: is it new to n8n's database? Then whatever takes time. What
 * fails here is a failed execution that a person sees and can retry.
 */
export async function finishRun(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const input = context.getInputData();
	const handedOver = input.map(handOverIn).filter((entry) => entry !== undefined);
	// Pinned items, those of an earlier run, or of another way of starting the workflow.
	if (handedOver.length === 0) return [input];
	if (context.getMode() !== 'manual' && handedOver[0]!.heardBy === here.id) here.runs = true;
	const settings = settingsOf({ getNode: () => context.getNode(), parameter: (name, fallback) => context.getNodeParameter(name, 0, fallback) });
	const finishing = await finishingOf(context, settings);
	const wanted = decided(context, handedOver, finishing);
	const fresh = await newOf(context, wanted, settings);
	if (fresh.length < wanted.length) context.addExecutionHints({ message: 'Wawp delivered an event again that has started a run before: it starts nothing.', location: 'outputPane' });
	const items = await Promise.all(
		fresh.map(async ({ event, change, outage, heardBy }) => {
			const previousStatus = event.event === SESSION_STATUS ? previousOf(change, heardBy) : undefined;
			const whole = await finished(finishing, event);
			return whole && (await itemOf(context, settings, { ...whole, previousStatus, outage }));
		}),
	);
	if (items.includes(undefined)) context.addExecutionHints({ message: 'WhatsApp hides the sender, and the number that Wawp told, if any, does not pass the filters: it starts nothing.', location: 'outputPane' });
	return [items.filter((item) => item !== undefined)];
}

/** What webhook() could not decide, as the settings were unclear then. */
function decided(context: IExecuteFunctions, handedOver: HandOver[], { settings, memory }: Finishing): HandOver[] {
	return handedOver.filter(({ event, change, undecided }) => {
		if (undecided === undefined) return true;
		refuseUntrusted(context, settings, undecided);
		const isDue = !change || change.hasChanged || !settings.onlyWhenChanged;
		return wantedOf(settings, [event], memory).length > 0 && (settings.outages !== undefined || isChosen(event, settings)) && isDue;
	});
}

const STRICTNESS = { ignore: 0, check: 0, plain: 1, require: 2 };

function refuseUntrusted(context: IExecuteFunctions, { signature }: Settings, trust: NonNullable<HandOver['undecided']>): void {
	if (STRICTNESS[trust] >= STRICTNESS[signature]) return;
	throw new NodeOperationError(context.getNode(), "The delivery is not signed as 'Signature' asks for");
}

async function newOf(context: IExecuteFunctions, handedOver: HandOver[], { onlyWhenChanged }: Settings): Promise<HandOver[]> {
	// A person wants it now, or it is a test, which must not count as seen.
	if (['manual', 'retry', 'evaluation'].includes(context.getMode())) return handedOver;
	const changes = handedOver.filter(({ change, outage, heardBy }) => !onlyWhenChanged || !change || outage || change.hasChanged || change.stateKey || heardBy !== here.id);
	if (changes.length === 0) return [];
	const { delivery } = changes[0]!;
	const events = changes.map(({ keys, change }) => (onlyWhenChanged && change?.stateKey ? [...keys, change.stateKey] : keys));
	const isAlone = changes.every(({ heardBy, isSure }) => heardBy === here.id && isSure);
	if (isAlone) note(context, { delivery, events });
	const known = isAlone ? [] : await areKnown(context, { delivery, events });
	const fresh = changes.filter((_entry, index) => !known[index]);
	const news = fresh.flatMap(({ event, outage, heardAt }) => (outage ? [[newsMarkOf(instanceOf(event), outage, heardAt)]] : []));
	if (!isAlone && news.length > 0) note(context, { delivery, events: news });
	return fresh;
}

/** What another process knew to be the state before may be older than the present one. */
function previousOf(change: HandOver['change'], heardBy: string): string | null {
	if (!change) return null;
	return change.hasChanged || heardBy === here.id ? change.previousStatus : null;
}

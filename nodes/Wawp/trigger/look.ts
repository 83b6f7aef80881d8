import { randomUUID } from 'crypto';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { accountOf } from '../engine/account';
import { unwrapped } from '../engine/answer';
import { instanceIdOf } from '../engine/instance';
import type { Target } from '../engine/operation';
import { withoutValues } from '../engine/redact';
import { isGone } from '../engine/sessionState';
import { isStartOfN8n } from '../engine/startOfN8n';
import { SESSION_STATUS } from '../webhooks/events';
import { restartStuckAfter } from '../fields/session/healing';
import { SETTLE_MS } from '../session/lifecycle';
import { lastUpOf } from '../session/lastUp';
import { type InTurn, LOOKS_FOR_MS, firstLooksForMs, lookedAtAll, lookedFor } from '../session/lookAgain';
import { DELETED, absentAgain, droppedFrom, isDeleted } from '../session/notFound';
import { isUnclear } from '../session/observe';
import { type OutagePolicy, type Report, type Standing } from '../session/outage';
import { ageOf } from '../time/age';
import { time } from '../time/time';
import { behind } from '../delivery/behind';
import { type WawpEvent, eventsIn } from '../delivery/event';
import { recallFound } from './foundUp';
import { handOverItem } from './handOver';
import { infoOf } from './info';
import { newsMarksBefore, shortHash, triggerKeyOf } from './memory/keys';
import { type Memory, here, recall } from './memory/process';
import { nameOf } from './names';
import { type Told, judged } from './outages';
import { reportsIn } from './reports';
import { type Settings, parametersOf, settingsOf } from './settings';
import { instanceOf } from './states';

/*
 * An event can be lost on its way, and so can the run that it started, when n8n is killed. So a trigger that tells of outages
 * also looks, once a minute, and tells what it has not heard of. What it has heard of is not told again: both are judged alike,
 * against the same memory. n8n asks polling nodes to look, which a node with a webhook may be as well.
 */

export async function lookAround(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	// Before anything is waited for: another poll of the workflow that ends first takes n8n's engine for expressions along.
	const settings = settingsIn(context);
	if (!settings?.outages || context.getMode() === 'manual') return null;
	const { instances, outages: policy } = settings;
	const targets = await targetsOf(context, instances);
	const memory = memoryOf(context);
	const leadsAgain = isLeadingAgain(context, memory);
	memory.lookedAt = time.now();
	const seen = await lookedAtAll(targets, async (target, inTurn) => await seenAt(context, target, memory, inTurn), () => undefined);
	const items = seen.flatMap((event) => {
		const told = event && newsIn(memory, event, leadsAgain ? policyOfNew(memory, event, policy) : policy);
		return told ? [itemOf(event, told)] : [];
	});
	return items.length > 0 ? [withoutValues(items, targets[0]!.account.secrets)] : null;
}

/** Undefined where no look is asked for, or where the settings are unclear: deliveries tell that. */
function settingsIn(context: IPollFunctions): Settings | undefined {
	try {
		const settings = settingsOf(parametersOf(context));
		return settings.looks && settings.events.includes(SESSION_STATUS) ? settings : undefined;
	} catch {
		return undefined;
	}
}

/** None where a name or the credential is wrong: publishing says so. */
async function targetsOf(context: IPollFunctions, instances: string[]): Promise<Target[]> {
	try {
		const account = await accountOf(context);
		return instances.map((given) => ({ account, instanceId: instanceIdOf(context, given, account) }));
	} catch {
		return [];
	}
}

/**
 * That of the deliveries. Which activation it is they know better: n8n may poll with static data from before it. But where this
 * process takes over, it may have led before, and know an activation that is over.
 */
function memoryOf(context: IPollFunctions): Memory {
	const key = triggerKeyOf(context);
	// Merely to ask for static data that is not there yet has n8n write back all that this poll was given.
	if (!isStartOfN8n(context)) return recall(key);
	const saved = context.getWorkflowStaticData('node');
	const present = recall(key, saved.activation);
	recallFound(present, saved);
	return present;
}

/** What is seen, as an event would tell it. A Wawp that gives no answer says nothing about the session. */
async function seenAt(context: IPollFunctions, target: Target, memory: Memory, inTurn: InTurn): Promise<WawpEvent | undefined> {
	const answer = await lookedFor(looksForMs(context, target, memory), async () => await inTurn(async () => await infoOf(context, target)), (told) => !told || isUnclear(told));
	if (!answer) return undefined;
	if (isGone(answer)) return await inTurn(async () => await notFound(context, target, memory));
	if (answer.failure) return undefined;
	memory.absences.delete(shortHash(target.instanceId));
	const info = unwrapped(answer.body) as IDataObject;
	const name = nameOf(info.name);
	if (name !== undefined) memory.names[target.instanceId] = name;
	return eventOf(info, target);
}

/** It is looked at again a minute later: to keep the others waiting for one that is gone would delay them each time. */
async function notFound(context: IPollFunctions, target: Target, memory: Memory): Promise<WawpEvent | undefined> {
	const instance = shortHash(target.instanceId);
	const { status, me, isAbsent } = await behind(context, target);
	if (status) {
		memory.absences.delete(instance);
		return eventOf(me ? { status, me: me as IDataObject } : { status: droppedFrom(memory.standings.get(instance)?.status) }, target);
	}
	if (!isAbsent || !wasThere(memory, target)) return undefined;
	const absence = absentAgain(memory.absences.get(instance), time.now(), thereAt(memory, target));
	memory.absences.set(instance, absence);
	return isDeleted(absence, time.now()) ? eventOf({ status: DELETED }, target) : undefined;
}

/** When something was last told of it that speaks against its being no more. */
function thereAt({ standings }: Memory, { instanceId }: Target): number {
	const { status, heardAt = -Infinity } = standings.get(shortHash(instanceId)) ?? {};
	return Math.max(status === DELETED ? -Infinity : heardAt, lastUpOf(instanceId) ?? -Infinity);
}

/** One that was never there was not deleted: its ID is wrong. */
const wasThere = ({ standings, foundUp }: Memory, { instanceId }: Target): boolean => standings.has(shortHash(instanceId)) || foundUp.includes(instanceId);

/** A person who publishes waits for the first look, and so does n8n's own start: what was lost then is not known from anywhere else. */
function looksForMs(context: IPollFunctions, { instanceId }: Target, { standings }: Memory): number {
	if (standings.has(shortHash(instanceId))) return LOOKS_FOR_MS;
	return isStartOfN8n(context) ? firstLooksForMs() : 0;
}

function eventOf({ name, status, me = null }: IDataObject, { instanceId }: Target): WawpEvent | undefined {
	if (typeof status !== 'string') return undefined;
	const [event] = eventsIn({ event: SESSION_STATUS, session: name, me, instance_id: instanceId, payload: { name, status } }) ?? [];
	return event;
}

/** What others have told within that time is known to n8n's database: see newsMarksBefore. */
const TOLD_BEFORE_MS = 120_000;

/** Other main processes of n8n have looked since this one did. */
const isLeadingAgain = (context: IPollFunctions, { lookedAt = time.now() }: Memory): boolean =>
	isStartOfN8n(context) && !here.runs && ageOf(lookedAt, time.now()) > TOLD_BEFORE_MS;

/** That an outage is over which was known here they have told, if they saw it. What was heard with its time is known to n8n's database. */
function policyOfNew({ standings }: Memory, event: WawpEvent, policy: OutagePolicy): OutagePolicy {
	const mayBeTold = standings.get(instanceOf(event))?.outage?.isTimed === false;
	return mayBeTold ? { ...policy, states: policy.states.filter((state) => state !== 'WORKING') } : policy;
}

function newsIn(memory: Memory, event: WawpEvent, policy: OutagePolicy): Told | undefined {
	const known = memory.standings.get(instanceOf(event));
	const reports = reportsOf(event, known);
	return reports && judged(memory, event, policy, () => reports).told;
}

const STUCK_AFTER_MS = Number(restartStuckAfter.default) * 1000;

/** Undefined where it is what was heard, or may be older than that: what Wawp tells is behind its events. */
function reportsOf(event: WawpEvent, known: Standing | undefined): Report[] | undefined {
	const reports = reportsIn(event, known);
	if (!known) return reports;
	const heardMs = ageOf(known.heardAt, time.now());
	const isOther = known.status !== event.status || reports.length > 1;
	const isUntold = known.outage?.isTold === false;
	const hangs = event.status === 'STARTING' && heardMs > STUCK_AFTER_MS;
	if (!(isOther ? heardMs >= SETTLE_MS : isUntold || hangs)) return undefined;
	return isOther ? reports : reports.map((report) => ({ ...report, hangs }));
}

function itemOf(event: WawpEvent, { outage, keys }: Told): INodeExecutionData {
	const change = { hasChanged: true, previousStatus: outage.from };
	const heardAt = Date.now();
	return handOverItem({ delivery: randomUUID(), heardBy: here.id, heardAt, keys: [...keys, ...newsMarksBefore(instanceOf(event), outage, heardAt)], isSure: true, event, change, outage });
}

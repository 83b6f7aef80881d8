import { type IDataObject, type INodeExecutionData, type INodeProperties, type IPollFunctions, NodeOperationError } from 'n8n-workflow';

import { accountOf } from '../engine/account';
import { without } from '../engine/answer';
import { inOneMessage } from '../engine/errors';
import { switchIn } from '../engine/flag';
import { inRange } from '../engine/inRange';
import { instanceIdOf, namedIn } from '../engine/instance';
import type { Target } from '../engine/operation';
import { isStartOfN8n } from '../engine/startOfN8n';
import { outagePolicyIn } from '../fields/triggers/outages';
import { emitFirst, stuckAfter, unreachableAfter } from '../fields/triggers/watcher';
import { lastUpOf } from '../session/lastUp';
import { LOOKS_FOR_MS, firstLooksForMs, lookedAtAll } from '../session/lookAgain';
import { time } from '../time/time';
import { type Cursor, type Known, type Settings, type Sighting, compare } from './changes';
import { look, unseen } from './look';

/** A poll that takes longer than the interval must not be overtaken by the next one: it would know less. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const saved = context.getWorkflowStaticData('node');
	if (underWay.has(saved)) return null;
	underWay.add(saved);
	try {
		return await pollOnce(context, saved);
	} finally {
		underWay.delete(saved);
	}
}

/** n8n works on one object of static data from an activation to the next. */
const underWay = new WeakSet<IDataObject>();

async function pollOnce(context: IPollFunctions, saved: IDataObject): Promise<INodeExecutionData[][] | null> {
	const { isTest, startsAnew, isLoud, isRestart, looksForMs } = occasionOf(context, saved);
	const known = startsAnew ? {} : ((saved.instances ?? {}) as Cursor);
	// All parameters before the first wait: another poll of the workflow that ends first takes n8n's engine for expressions along.
	const settings = settingsOf(context);
	const sightings = await lookAtAll(context, await targetsOf(context), looksForMs);
	const now = time.now();
	const before = isRestart ? inDoubt(known, sightings, now) : known;
	if (isLoud) refuseUnknown(context, before, sightings);
	polled.add(saved);
	const { items, cursor } = compare(before, sightings, now, { ...settings, emitFirst: isTest || settings.emitFirst });
	if (!isTest) saved.instances = cursor;
	return items.length ? [items.map((json) => ({ json }))] : null;
}

interface Occasion {
	/** Shows the present state, and moves nothing. */
	isTest: boolean;
	/** What was known is old: nobody looked while the workflow was off. */
	startsAnew: boolean;
	/** Somebody is there to be told what is wrong. */
	isLoud: boolean;
	/** n8n was started again: runs that it was in the midst of are lost. */
	isRestart: boolean;
	/** How long an answer is looked for. */
	looksForMs: number;
}

/** Those whose activation succeeded: n8n tries one that was refused again. */
const polled = new WeakSet<IDataObject>();

/**
 * A start of n8n keeps what is known, and must not fail because Wawp is away. Where n8n schedules each poll
 * by itself, all but the first of an activation are an 'update'.
 */
function occasionOf(context: IPollFunctions, saved: IDataObject): Occasion {
	if (context.getMode() === 'manual') return { isTest: true, startsAnew: true, isLoud: true, isRestart: false, looksForMs: 0 };
	const isFirst = !polled.has(saved);
	const mode = context.getActivationMode();
	const startsAnew = isFirst && ['activate', 'create'].includes(mode);
	const isLoud = startsAnew || (isFirst && mode === 'update');
	const isRestart = isFirst && isStartOfN8n(context);
	return { isTest: false, startsAnew, isLoud, isRestart, looksForMs: isLoud ? 0 : isRestart ? firstLooksForMs() : LOOKS_FOR_MS };
}

/**
 * n8n keeps what a poll has seen only where the poll started a run: that a session came back may be missing, and what is lost
 * now is another outage then, or not found another time. Nor is it known whether the run that an outage started came to its
 * end. While the session is lost, in doubt it starts again.
 */
function inDoubt(cursor: Cursor, sightings: Sighting[], now: number): Cursor {
	const up = sightings.filter((sighting) => 'status' in sighting && sighting.status === 'WORKING').map(({ instanceId }) => instanceId);
	const entries = Object.entries(cursor).map(([instanceId, known]): [string, Known] => {
		const { standing } = known;
		const kept = without(known, 'absence') as Known;
		if (up.includes(instanceId) || !standing?.outage) return [instanceId, kept];
		const outage = { ...standing.outage, since: now, heardAt: now, isTold: false };
		return [instanceId, { ...kept, since: now, standing: { ...standing, toldAt: null, outage } }];
	});
	return Object.fromEntries(entries);
}

function refuseUnknown(context: IPollFunctions, before: Cursor, sightings: Sighting[]): void {
	for (const sighting of sightings) {
		const { instanceId } = sighting;
		const wasSeen = Object.hasOwn(before, instanceId) && before[instanceId]!.status !== null;
		if (!('fault' in sighting) || wasSeen) continue;
		throw new NodeOperationError(context.getNode(), `Instance ${instanceId}: ${sighting.fault}`);
	}
}

async function targetsOf(context: IPollFunctions): Promise<Target[]> {
	try {
		const named = namedIn(context, 'instanceIds', []);
		const account = await accountOf(context);
		return named.map((given) => ({ account, instanceId: instanceIdOf(context, given, account) }));
	} catch (error) {
		throw new NodeOperationError(context.getNode(), inOneMessage(error as Error));
	}
}

async function lookAtAll(context: IPollFunctions, targets: Target[], forMs: number): Promise<Sighting[]> {
	const sightings = await lookedAtAll(targets, async (target, inTurn) => await look(context, target, { forMs, inTurn }), unseen);
	return sightings.map((sighting) => ({ ...sighting, lastUp: lastUpOf(sighting.instanceId) }));
}

function settingsOf(context: IPollFunctions): Settings {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const chosen = (property: INodeProperties) => Number(inRange(property, options[property.name] ?? property.default));
	const outages = outagePolicyIn((name, fallback) => context.getNodeParameter(name, fallback));
	return {
		...(outages && { outages }),
		// Of outages, a session that is down when it is looked at first is told of anyway.
		emitFirst: !outages && switchIn(context.getNode(), emitFirst.displayName, context.getNodeParameter(emitFirst.name, false), false),
		stuckAfterMs: chosen(stuckAfter) * 1000,
		unreachableAfter: chosen(unreachableAfter),
	};
}

import { type IDataObject, NodeApiError, type NodeOperationError } from 'n8n-workflow';

import { noteNewest } from '../engine/newest';
import type { Item, Job, Result } from '../engine/operation';
import { sentences } from '../engine/sentences';
import { isGone } from '../engine/sessionState';
import { wait } from '../engine/wait';
import { logOutIfNeeded, restartStuckAfter } from '../fields/session/healing';
import { isMine, staysMine } from './claim';
import { type Action, type Course, type Deed, newCourse } from './course';
import { type Extras, extrasOf, phoneOf } from './handover';
import { noteUp } from './lastUp';
import { type Outcome, type Policy, RESTART_PAUSE_MS, nextStep } from './lifecycle';
import { LOOK_TIMEOUT_MS, type Sight, isFinal, look, noteSight, timeLimitMs } from './observe';
import { time } from '../time/time';
import { toldOf } from './told';

/** The ways out, in this order. */
export const OUTCOMES: Record<Outcome, number> = { working: 0, needsLogin: 1, failed: 2 };

/** Brings a session back by the least step that helps, and says what was done. Items of one instance share one recovery. */
export async function ensureWorking(job: Job): Promise<Result[]> {
	phoneOf(job);
	const { outcome, reason, sight, course, waitedMs, extras } = await sharedRecovery(job);
	const json: IDataObject = {
		instanceId: job.instanceId,
		outcome,
		status: sight.status ?? null,
		reason,
		actions: course.actions.map(({ action, at, fault }) => ({ action, ...(fault && { fault }), at: new Date(at).toISOString() })),
		waitedMs,
		account: sight.account,
		...extras.json,
	};
	return [{ json, ...(extras.binary && { binary: extras.binary }), output: OUTCOMES[outcome] }];
}

interface Recovery {
	outcome: Outcome;
	reason: string;
	sight: Sight;
	course: Course;
	waitedMs: number;
	/** Shared too: a second temporary link or pairing code would end the first. */
	extras: Extras;
}

/** By execution, then by account and instance: what one account is told, a link to its QR code before all, is not for another one. */
const recoveries = new WeakMap<Item['context'], Map<string, Promise<Recovery>>>();

async function sharedRecovery(job: Job): Promise<Recovery> {
	const { context } = job.item;
	const ofRun = recoveries.get(context) ?? new Map<string, Promise<Recovery>>();
	recoveries.set(context, ofRun);
	const key = keyOf(job);
	const recovery = ofRun.get(key) ?? recover(job, policyOf(job));
	ofRun.set(key, recovery);
	return await recovery.catch((error: NodeApiError | NodeOperationError) => {
		throw copyOf(error);
	});
}

const keyOf = ({ account, instanceId }: Job): string => [account.baseUrl, account.accessToken, instanceId].join(' ');

/** Each item's own: n8n notes in it which item it belongs to. */
function copyOf<T extends NodeApiError | NodeOperationError>(error: T): T {
	const own = Object.getOwnPropertyDescriptors(error);
	return Object.create(Object.getPrototypeOf(error) as object, { ...own, context: { ...own.context, value: { ...error.context } } }) as T;
}

/** No engine is back sooner. */
const AFTER_ACTION_MS = 2_000;

/** What came of it shows in the state, also where no answer comes. */
const ACT_TIMEOUT_MS = 15_000;

/** A Wawp that has not answered within it is given longer the next time: it may be slow, or that one answer lost. */
const HASTY_TIMEOUT_MS = 3_000;

async function recover(job: Job, policy: Policy): Promise<Recovery> {
	const course = newCourse(time.now(), toldOf(job, time.now()));
	let timeoutMs = HASTY_TIMEOUT_MS;
	for (;;) {
		const askedAt = time.now();
		const sight = await look(job, timeoutMs);
		const now = time.now();
		const isSlow = now - askedAt >= HASTY_TIMEOUT_MS && (sight.status !== undefined || sight.isSilent);
		timeoutMs = isSlow ? LOOK_TIMEOUT_MS : HASTY_TIMEOUT_MS;
		noteSight(course, job, sight, now);
		course.restartedAt = lastRestart(job.instanceId, now);
		const step = nextStep(course, policy, now);
		if (step.do === 'refuse') throw goneFor(sight.fault, course);
		if (step.do === 'finish') {
			// A session that was never seen has no outcome: the way to it is what is broken.
			if (sight.fault && !course.seen) throw sight.fault;
			if (step.outcome === 'working') noteUp(job.instanceId);
			const extras = step.outcome === 'needsLogin' ? await extrasOf(job, sight) : {};
			return { outcome: step.outcome, reason: step.reason, sight, course, waitedMs: now - course.startedAt, extras };
		}
		if (step.do !== 'wait') await actIfMine(job, course, step.do);
		const leftMs = course.startedAt + policy.giveUpAfterMs - time.now();
		await wait(job, Math.min(Math.max(step.do === 'wait' ? step.ms : AFTER_ACTION_MS, sight.restMs ?? 0), leftMs));
	}
}

/** What was tried in vain needs no advice. */
function goneFor(fault: Error | undefined, { actions }: Course): Error {
	if (actions.length > 0) Object.assign(fault!, { description: sentences((fault as NodeApiError).description ?? '', `Here ${actions.map(({ action }) => action).join(' and ')} were answered the same way.`) });
	return fault!;
}

async function actIfMine(job: Job, course: Course, action: Action): Promise<void> {
	const now = time.now();
	const { action: last, at = -Infinity } = course.actions.at(-1) ?? {};
	// At once, for those in this process: nothing is awaited between the look and this note.
	if (action === 'restart') noteRestart(job.instanceId, now);
	const isAgain = last === action && now - at < RESTART_PAUSE_MS;
	if (await (isAgain ? staysMine : isMine)(job, action, now)) return await act(job, course, action);
	// Another process did it, and knows when.
	if (action === 'restart') restarts.delete(job.instanceId);
}

async function act(job: Job, course: Course, action: Action): Promise<void> {
	const deed: Deed = { action, at: time.now(), against: course.status };
	course.actions.push(deed);
	const answer = await job.ask(`session.${action}`, {}, { timeoutMs: ACT_TIMEOUT_MS }).catch((error: Error) => error);
	if (answer instanceof Error && !(answer instanceof NodeApiError)) throw answer;
	deed.endedAt = time.now();
	const failure = answer instanceof Error ? undefined : answer.failure;
	const fault = answer instanceof Error ? answer : failure && (await job.errorOf(`session.${action}`, answer));
	// Only what will not get better ends the recovery: whether the rest was carried out shows in the state.
	if (fault && failure && isFinal(failure)) throw fault;
	const refused = failure && isGone({ failure }) ? 'not found' : failure?.meaning === 'already started' ? failure.meaning : undefined;
	if (fault) Object.assign(deed, { fault: fault.message, isThrottled: failure?.status === 429, ...(refused && { refused }) });
}

/** Restarts of this n8n, whichever workflow made them: two recoveries at once must not restart a session twice. */
const restarts = new Map<string, number>();

const MOST_RESTARTS = 1000;

/** A clock that was set back must not keep a session down. */
function lastRestart(instanceId: string, now: number): number | undefined {
	const at = restarts.get(instanceId);
	return at !== undefined && at <= now ? at : undefined;
}

/** One that a workflow makes by itself counts as well. */
export function noteRestarted({ instanceId }: Job, results: Result[]): Result[] {
	noteRestart(instanceId, time.now());
	return results;
}

const noteRestart = (instanceId: string, at: number): void => noteNewest(restarts, instanceId, at, MOST_RESTARTS);

const policyOf = (job: Job): Policy => ({
	giveUpAfterMs: timeLimitMs(job),
	stuckAfterMs: Number(job.values[restartStuckAfter.name] ?? restartStuckAfter.default) * 1000,
	mayLogOut: job.values[logOutIfNeeded.name] === true,
});

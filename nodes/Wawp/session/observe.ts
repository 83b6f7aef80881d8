import { type IDataObject, NodeApiError } from 'n8n-workflow';

import { type Answer, type Failure, retryAfterMs, unwrapped } from '../engine/answer';
import { inputError } from '../engine/input';
import type { Job } from '../engine/operation';
import { isGone } from '../engine/sessionState';
import { stateOf } from '../engine/states';
import { refuseIfCancelled } from '../engine/wait';
import { giveUpAfter } from '../fields/session/healing';
import { type Account, accountIn } from './account';
import { type Course, noteStatus } from './course';
import { heardSince } from './heard';
import { SETTLE_MS } from './lifecycle';
import { noteLinked } from './linkedBefore';
import { NOT_FOUND, behindFor } from './notFound';

/** What one look at a session shows. */
export interface Sight {
	/** Undefined when Wawp gave no answer this time, or found no session; then `fault` says why. */
	status: string | undefined;
	fault?: Error;
	/** No answer came at all. */
	isSilent?: true;
	/** For how long Wawp asks to be left alone, within reason. */
	restMs?: number;
	/** Wawp finds no such session, and nothing of it. */
	isGone?: true;
	account: Account | null;
	/** The answer, as it came. */
	info: IDataObject;
}

/** Who looks again and again must not lose half a minute to one answer that does not come. */
export const LOOK_TIMEOUT_MS = 10_000;

/** A session may be back long before the end of an hour. */
const LONGEST_REST_MS = 30_000;

/**
 * Looks at a session while something waits for it. A Wawp that cannot answer at the moment is no reason to stop waiting;
 * a token or a plan that is wrong will not get better.
 */
export async function look(job: Job, timeoutMs = LOOK_TIMEOUT_MS): Promise<Sight> {
	const answer = await job.ask('session.getInfo', {}, { timeoutMs }).catch((error: Error) => error);
	refuseIfCancelled(job);
	if (answer instanceof NodeApiError) return { ...unseen(answer), isSilent: true };
	if (answer instanceof Error) throw answer;
	if (answer.failure && isGone(answer)) return await notFound(job, answer, timeoutMs);
	if (answer.failure) {
		const fault = await job.errorOf('session.getInfo', answer);
		if (isFinal(answer.failure)) throw fault;
		return { ...unseen(fault), restMs: Math.min(retryAfterMs(answer.headers) ?? 0, LONGEST_REST_MS) };
	}
	const info = unwrapped(answer.body) as IDataObject;
	const status = stateOf(info.status);
	const account = accountIn({ me: info.me });
	if (status === 'WORKING' || account.id) noteLinked(job.instanceId);
	return { status, account: account.id ? account : null, info };
}

async function notFound(job: Job, answer: Answer, timeoutMs: number): Promise<Sight> {
	const { status, me } = await behindFor(job, { timeoutMs });
	refuseIfCancelled(job);
	if (status === 'WORKING') noteLinked(job.instanceId);
	if (status) return { status, account: me ? accountIn(me) : null, info: {} };
	return { ...unseen(await job.errorOf('session.getInfo', answer)), isGone: true };
}

/** What the look shows, and what events have told meanwhile. */
export function noteSight(course: Course, { instanceId }: Job, sight: Sight, now: number): void {
	noteStatus(course, stateIn(sight), now);
	course.told = heardSince(instanceId, course.startedAt - SETTLE_MS) ?? course.told;
}

/** The state that it is in as far as a recovery goes. */
const stateIn = ({ status, isGone: isNowhere }: Sight): string | undefined => (isNowhere ? NOT_FOUND : status);

const unseen = (fault: Error): Sight => ({ status: undefined, fault, account: null, info: {} });

/** Wawp names these also under status 200. */
const FINAL_CODES = ['invalid_access_token', 'invalid_token', 'missing_access_token', 'subscription_required'];

/** What will not get better by waiting: a token or a plan that is wrong, or no Wawp at all. A session that is not found may be. */
export const isFinal = (failure: Failure): boolean => !isGone({ failure }) && isWrong(failure);

/** What says nothing of the session, so that another look may tell more. */
export const isUnclear = ({ failure }: Pick<Answer, 'failure'>): boolean => failure !== undefined && !isGone({ failure }) && !isWrong(failure);

/** What says nothing of whatever else was asked for, as long as the engine can tell it at all. */
export const isUntoldYet = ({ failure }: Pick<Answer, 'failure'>): boolean => isUnclear({ failure }) && failure?.meaning !== 'engine cannot';

const isWrong = ({ status, code = '' }: Failure): boolean =>
	FINAL_CODES.includes(code) || (status >= 300 && status < 500 && ![408, 409, 422, 425, 429].includes(status));

const LONGEST_LIMIT_S = 600;

/** n8n keeps the execution open all the while. */
export function timeLimitMs({ get, item }: Job): number {
	const seconds = Number(get(giveUpAfter));
	if (seconds >= 0 && seconds <= LONGEST_LIMIT_S) return seconds * 1000;
	throw inputError(item, giveUpAfter, `is not between 0 and ${LONGEST_LIMIT_S}`, "For longer waits start a workflow with the 'Wawp Trigger'.");
}

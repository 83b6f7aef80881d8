import { NodeOperationError } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { Job, Result } from '../engine/operation';
import { wait } from '../engine/wait';
import { awaitedStates, timeOutIsError } from '../fields/session/healing';
import { type Course, newCourse } from './course';
import { SOUGHT_FOR_MS, oldUntil } from './lifecycle';
import { type Sight, look, noteSight, timeLimitMs } from './observe';
import { pace } from './pace';
import { time } from '../time/time';
import { toldOf } from './told';

/** Waits until the session is in one of the chosen states. n8n does not run a node again once it gave an execution back, so this waits in place. */
export async function waitForStatus(job: Job): Promise<Result[]> {
	const states = job.get(awaitedStates) as string[];
	if (states.length === 0) throw inputError(job.item, awaitedStates, 'is empty');
	const limitMs = timeLimitMs(job);
	const course = newCourse(time.now(), toldOf(job, time.now()));
	for (;;) {
		const sight = await look(job);
		const now = time.now();
		noteSight(course, job, sight, now);
		if (sight.isGone && now - course.since >= SOUGHT_FOR_MS) throw sight.fault;
		const waitedMs = now - course.startedAt;
		const reached = sight.status !== undefined && states.includes(sight.status);
		// A session that was logged out, restarted or lost just now is still shown as what it was.
		const oldForMs = oldUntil(course) - now;
		if ((reached && oldForMs <= 0) || waitedMs >= limitMs) return ended(job, sight, course, { reached, waitedMs });
		await wait(job, Math.min(reached ? oldForMs : Math.max(pace(course.since, now), sight.restMs ?? 0), limitMs - waitedMs));
	}
}

function ended(job: Job, sight: Sight, { seen }: Course, { reached, waitedMs }: { reached: boolean; waitedMs: number }): Result[] {
	// A session that was never seen has no state: the way to it is what is broken.
	if (sight.fault && (sight.isGone || !seen)) throw sight.fault;
	if (!reached && job.get(timeOutIsError)) throw timeOut(job, sight);
	return [{ json: { instanceId: job.instanceId, reached, status: sight.status ?? null, waitedMs, account: sight.account } }];
}

function timeOut({ item }: Job, { status }: Sight): NodeOperationError {
	const state = status ? `the session was ${status}` : 'Wawp gave no answer';
	return new NodeOperationError(item.context.getNode(), `The time limit ended while ${state}`, {
		itemIndex: item.index,
		description: "Raise 'Time Limit', or use 'Ensure Working', which also does something about it.",
	});
}

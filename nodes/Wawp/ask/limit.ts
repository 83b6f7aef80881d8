import { WAIT_INDEFINITELY } from 'n8n-workflow';

import { inputError } from '../engine/input';
import type { Job } from '../engine/operation';
import { limitWaitTime } from '../fields/message/ask';
import { zonedMs } from '../fields/values/moment';

const UNIT_MS: Record<string, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** An address at Wawp must not stay for good, as it would where its execution was stopped. */
export const LONGEST_HEARING_MS = 30 * UNIT_MS.days!;

/** Until when the answer is waited for to a question that is asked now: it may take long until it is. */
export function endOf(job: Job, isHeard: boolean): Date {
	const chosen = chosenEnd(job);
	const longest = Date.now() + LONGEST_HEARING_MS;
	if (!isHeard) return chosen ?? WAIT_INDEFINITELY;
	return chosen && chosen.getTime() < longest ? chosen : new Date(longest);
}

function chosenEnd({ get, item }: Job): Date | undefined {
	const given = get(limitWaitTime);
	if (given === undefined) return undefined;
	const { values = {} } = given as { values?: Record<string, unknown> };
	const at = values.limitType === 'atSpecifiedTime' ? zonedMs(values.maxDateAndTime, item.context.getTimezone()) : Date.now() + lengthMs(values);
	if (typeof at !== 'number' || !Number.isFinite(at)) throw inputError(item, limitWaitTime, 'is none that can be understood', 'Choose an amount and a unit, or a date like 2026-12-24T18:00:00+02:00.');
	return new Date(Math.min(at, WAIT_INDEFINITELY.getTime()));
}

/** Before anybody is asked. */
export function refuseOver({ item }: Job, end: Date): void {
	if (end.getTime() <= Date.now()) throw inputError(item, limitWaitTime, 'is over before anybody could answer', 'Choose a later end.');
}

const lengthMs = ({ resumeAmount = 1, resumeUnit = 'hours' }: Record<string, unknown>): number => Number(resumeAmount) * (UNIT_MS[String(resumeUnit)] ?? NaN);

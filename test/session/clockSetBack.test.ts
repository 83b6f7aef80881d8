import { type IDataObject, type INode, NodeApiError } from 'n8n-workflow';

import type { Answer } from '../../nodes/Wawp/engine/answer';
import type { Job, Result } from '../../nodes/Wawp/engine/operation';
import { isBackWithin } from '../../nodes/Wawp/ask/working';
import { connectedAccount } from '../../nodes/Wawp/session/connectedAccount';
import { newCourse, noteStatus } from '../../nodes/Wawp/session/course';
import { ensureWorking } from '../../nodes/Wawp/session/ensureWorking';
import { noteHeard } from '../../nodes/Wawp/session/heard';
import { lookedFor } from '../../nodes/Wawp/session/lookAgain';
import { waitForStatus } from '../../nodes/Wawp/session/waitForStatus';
import { time } from '../../nodes/Wawp/time/time';

/* Somebody sets the clock of the machine back by an hour while a session is waited for: nobody waits for the hour to pass a second time. */

const HOUR_MS = 3_600_000;

let clock: number;
let passedMs: number;
let backAfterMs: number;
let ids = 0;

beforeEach(() => {
	[clock, passedMs, backAfterMs] = [Date.UTC(2026, 0, 1, 12), 0, Infinity];
	jest.spyOn(time, 'now').mockImplementation(() => clock);
	jest.spyOn(time, 'pause').mockImplementation(async (ms) => {
		clock += ms;
		passedMs += ms;
		if (passedMs < backAfterMs) return;
		clock -= HOUR_MS;
		backAfterMs = Infinity;
	});
});
afterEach(() => jest.restoreAllMocks());

const node = { name: 'Wawp', parameters: {} } as INode;

type Says = (key: string, asked: string[]) => { status?: number; body: unknown };

function jobOf(says: Says, values: IDataObject = {}, instanceId = `BACK${ids++}`) {
	const asked: string[] = [];
	const job = {
		instanceId,
		account: { baseUrl: 'https://api.wawp.net', accessToken: 'wp-token' },
		item: { index: 0, context: { getNode: () => node, getExecutionCancelSignal: () => undefined, getInputData: () => [{ json: {} }], getParentNodes: () => [], helpers: {}, logger: { debug: () => undefined } } },
		values,
		get: ({ name, default: usual }: { name: string; default: unknown }) => values[name] ?? usual,
		ask: async (key: string) => {
			asked.push(key.replace('session.', ''));
			const { status = 200, body } = says(asked.at(-1)!, asked);
			return { status, headers: {}, body, ...(status >= 400 && { failure: { status, body, code: 'invalid_session' } }) } as Answer;
		},
		errorOf: async () => new NodeApiError(node, { message: 'Refused' }, { message: 'Refused' }),
	};
	return { job: job as unknown as Job, asked, instanceId };
}

const state = (status: string) => ({ body: { status } });
const times = (asked: string[], what: string) => asked.filter((key) => key === what).length;
const outcomeOf = async (work: Promise<Result[]>) => (await work)[0]!.json;

test.each([1, 2_500, 20_000])('a start that did not take is repeated all the same (set back after %i ms)', async (afterMs) => {
	backAfterMs = afterMs;
	const { job, asked } = jobOf((_key, all) => state(times(all, 'start') > 1 ? 'WORKING' : 'STOPPED'));
	expect(await outcomeOf(ensureWorking(job))).toMatchObject({ outcome: 'working' });
	expect(times(asked, 'start')).toBe(2);
	expect(passedMs).toBeLessThanOrEqual(50_000);
});

test.each([1, 60_000])('the time limit of a recovery ends it (set back after %i ms)', async (afterMs) => {
	backAfterMs = afterMs;
	const { job } = jobOf(() => state('OF_LATER'));
	const { outcome, waitedMs } = await outcomeOf(ensureWorking(job));
	expect([outcome, passedMs >= 120_000, passedMs <= 131_000, Number(waitedMs) <= 131_000]).toEqual(['failed', true, true, true]);
});

test('a failure that was told of by an event before is acted on', async () => {
	const { job, asked, instanceId } = jobOf((_key, all) => state(times(all, 'restart') > 0 ? 'WORKING' : 'FAILED'));
	noteHeard(instanceId, 'FAILED');
	clock -= HOUR_MS;
	await ensureWorking(job);
	expect([times(asked, 'restart'), passedMs <= 10_000]).toEqual([1, true]);
});

test.each([1, 60_000])('the time limit of a wait ends it (set back after %i ms)', async (afterMs) => {
	backAfterMs = afterMs;
	const { job } = jobOf(() => state('STARTING'), { states: ['WORKING'] });
	const { reached, waitedMs } = await outcomeOf(waitForStatus(job));
	expect([reached, passedMs >= 120_000, passedMs <= 131_000, Number(waitedMs) <= 131_000]).toEqual([false, true, true, true]);
});

test('an account that nobody linked is asked for during some seconds only', async () => {
	backAfterMs = 1;
	const { job } = jobOf((key) => (key === 'getMe' ? { status: 404, body: {} } : state('SCAN_QR_CODE')));
	await expect(connectedAccount(job)).rejects.toThrow('Refused');
	expect(passedMs).toBeLessThanOrEqual(10_000);
});

test('the looks with which a start waits come to an end', async () => {
	backAfterMs = 1;
	await lookedFor(25_000, async () => undefined, () => true);
	expect(passedMs).toBeLessThanOrEqual(30_000);
});

test('an engine that boots is waited for no longer, before somebody is asked', async () => {
	backAfterMs = 1;
	const httpRequestWithAuthentication = async () => ({ statusCode: 200, headers: {}, body: Buffer.from('{"status":"STARTING"}') });
	const account = { baseUrl: 'https://api.wawp.net', instanceId: '', accessToken: 'wp-token', secrets: [], login: {} };
	expect(await isBackWithin(30_000, { getNode: () => node, helpers: { httpRequestWithAuthentication } } as never, { account, instanceId: 'A' } as never)).toBe(false);
	expect(passedMs).toBeLessThanOrEqual(33_000);
});

test('all that is known of a session goes back with the clock: what was told, seen and done before, and what is still under way', () => {
	const known = (changeMs: number) => {
		const course = newCourse(1_000, { status: 'WORKING', since: 500, isHeard: true });
		noteStatus(course, 'FAILED', 2_000);
		course.actions.push({ action: 'restart', at: 2_100, endedAt: 2_400, against: 'FAILED' }, { action: 'start', at: 3_000 });
		noteStatus(course, 'STARTING', 4_000);
		noteStatus(course, undefined, 4_000 + changeMs);
		return course;
	};
	const { told, since, seenAt, beforeUntil, startedAt, actions } = known(-HOUR_MS);
	expect({ told, since, seenAt, beforeUntil, startedAt, actions }).toEqual({
		told: { status: 'WORKING', since: 500 - HOUR_MS, isHeard: true },
		since: 4_000 - HOUR_MS,
		seenAt: 4_000 - HOUR_MS,
		beforeUntil: 2_000 - HOUR_MS,
		startedAt: 1_000 - HOUR_MS,
		actions: [{ action: 'restart', at: 2_100 - HOUR_MS, endedAt: 2_400 - HOUR_MS, against: 'FAILED' }, { action: 'start', at: 3_000 - HOUR_MS }],
	});
	expect(known(0)).toMatchObject({ told: { since: 500 }, since: 4_000, startedAt: 1_000 });
	expect(known(1)).toMatchObject({ told: { since: 500 }, since: 4_000, startedAt: 1_000 });
});

import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { type Answer, type Failure, isObject, unwrapped } from '../engine/answer';
import type { Advice, Job } from '../engine/operation';
import { withoutSecretKeys } from '../engine/redact';
import { adviceOnState, isGone } from '../engine/sessionState';
import { stateOf } from '../engine/states';
import { wait } from '../engine/wait';
import { simplify } from '../engine/outputFields';
import { accountIn } from './account';
import { SETTLE_MS } from './lifecycle';
import { noteLinked } from './linkedBefore';
import { isFinal } from './observe';
import { ageOf } from '../time/age';
import { time } from '../time/time';
import { toldOf } from './told';

const TOKEN_CODES = ['invalid_access_token', 'invalid_token', 'missing_access_token'];

/** Who is linked. */
export async function connectedAccount(job: Job): Promise<INodeExecutionData[]> {
	const { body, account } = await readAccount(job);
	const raw = withoutSecretKeys(body);
	return [{ json: job.get(simplify) ? account : { ...account, raw: raw as object } }];
}

/** How long a Wawp that cannot answer is waited for, where a session was just told to work. */
const FAULTS_MS = 60_000;

/** Once a session works it takes some seconds until Wawp tells who is connected: a no is asked about again. */
export async function readAccount(job: Job) {
	const startedAt = time.now();
	let from = startedAt;
	for (;;) {
		const askedAt = time.now();
		const answer = await answered(job, 'session.getMe', startedAt);
		// What was waited for is not taken from the time that it needs.
		if (answer.waited) from = time.now();
		const account = { instanceId: job.instanceId, ...accountIn(unwrapped(answer.body)), platform: platformIn(answer.body) };
		if (!answer.failure && account.id) {
			noteLinked(job.instanceId);
			return { body: answer.body, account };
		}
		if (answer.failure && !isGone(answer) && !saysNobody(answer, answer.failure)) throw await job.errorOf('session.getMe', answer);
		const session = await answered(job, 'session.getInfo', startedAt);
		if (session.failure && !isGone(session)) throw await job.errorOf('session.getInfo', session);
		const status = String(stateOf(unwrapped(session.body).status));
		// Counted from the question: an answer that took long may be as old as it is late. Where the clock was set back, nobody knows how long it took.
		if (!mayBeEarly(job, status) || askedAt >= from + SETTLE_MS || time.now() < from) {
			if (session.failure) throw await job.errorOf('session.getInfo', session);
			if (!answer.failure && status === 'WORKING') return { body: answer.body, account };
			throw await nobody(job, answer, status);
		}
		await wait(job, LOOK_AGAIN_MS);
	}
}

const LOOK_AGAIN_MS = 1_000;

/** A log-in must not end in an error at the moment of success, only because Wawp has trouble just then. */
async function answered(job: Job, key: string, startedAt: number): Promise<Answer & { waited?: boolean }> {
	const isJustTold = toldOf(job, time.now())?.status === 'WORKING';
	for (let waited = false; ; waited = true) {
		const answer = await job.ask(key).catch((error: Error) => error);
		const isPassing = answer instanceof Error || (answer.failure && !isGone(answer) && !saysNobody(answer, answer.failure) && !isFinal(answer.failure));
		if (!isPassing) return { ...answer, waited };
		if (!isJustTold || ageOf(startedAt, time.now()) >= FAULTS_MS) {
			if (answer instanceof Error) throw answer;
			return answer;
		}
		await wait(job, 2 * LOOK_AGAIN_MS);
	}
}

const platformIn = (body: unknown): string | null => (unwrapped(body).platform ?? null) as string | null;

/** What a session that failed, is stopped or is not found says is so, unless somebody was told that it works. */
const mayBeEarly = (job: Job, status: string): boolean =>
	['WORKING', 'SCAN_QR_CODE', 'STARTING'].includes(status) || toldOf(job, time.now())?.status === 'WORKING';

/** The documents give 401 and 404 both for "not connected" and for what they usually mean, unless the code tells. */
const saysNobody = ({ body }: Answer, { status, code = '' }: Failure): boolean =>
	([401, 404].includes(status) && !TOKEN_CODES.includes(code)) || isNobody(body);

async function nobody({ errorOf }: Job, answer: Answer, state: string): Promise<NodeApiError> {
	const { status = 404, ...failure } = answer.failure ?? { body: answer.body };
	const words = notConnected(state);
	const inWords = { needs: undefined, refusals: { [status]: words, 400: words } };
	return await errorOf('session.getMe', { ...answer, failure: { ...failure, status, code: undefined, meaning: undefined } }, inWords);
}

/** The engine's way to say that no phone is linked. */
const isNobody = (body: unknown): boolean => body === null || (isObject(body) && [body.me, body.data, body.result].includes(null));

const notConnected = (status: string): Advice => ({
	message: `The session is not connected to WhatsApp: it is ${status}`,
	description: adviceOnState(status, 'WORKING').description,
});

import type { INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { type Answer, type Failure, isObject, unwrapped } from '../engine/answer';
import { NOT_CONNECTED } from '../engine/errors';
import type { Advice, Job } from '../engine/operation';
import { withoutSecretKeys } from '../engine/redact';
import { simplify } from '../fields/output';
import { accountIn } from './account';

const TOKEN_CODES = ['invalid_access_token', 'invalid_token', 'missing_access_token'];

/**
 * Who is linked. The documents give 401 and 404 both for "not connected" and for what they usually mean,
 * so that one call of session info has to tell which it is, unless the code does.
 */
export async function connectedAccount(job: Job): Promise<INodeExecutionData[]> {
	const { body, account } = await readAccount(job);
	const raw = withoutSecretKeys(body);
	return [{ json: job.get(simplify) ? account : { ...account, raw: raw as object } }];
}

export async function readAccount(job: Job) {
	const answer = await job.ask('session.getMe');
	if (answer.failure) throw await reasonFor(job, answer, answer.failure);
	const { platform = null } = unwrapped(answer.body);
	const account = { instanceId: job.instanceId, ...accountIn(unwrapped(answer.body)), platform: platform as string | null };
	return { body: answer.body, account };
}

async function reasonFor({ ask, errorOf }: Job, answer: Answer, failure: Failure): Promise<NodeApiError> {
	const isOpen = ([401, 404].includes(failure.status) && !TOKEN_CODES.includes(failure.code ?? '')) || isNobody(answer.body);
	if (!isOpen) return errorOf('session.getMe', answer);
	const session = await ask('session.getInfo');
	if (session.failure) return errorOf('session.getInfo', session);
	const { status } = unwrapped(session.body);
	const words = notConnected(String(status));
	const inWords = { needs: undefined, refusals: { [failure.status]: words, 400: words } };
	return errorOf('session.getMe', { ...answer, failure: { ...failure, code: undefined, meaning: undefined } }, inWords);
}

/** The engine's way to say that no phone is linked. */
const isNobody = (body: unknown): boolean => body === null || (isObject(body) && [body.me, body.data, body.result].includes(null));

const notConnected = (status: string): Advice => ({
	message: `The session is not connected to WhatsApp: it is ${status}`,
	description: NOT_CONNECTED.description,
});

import { type IExecuteFunctions, NodeApiError, type NodeOperationError } from 'n8n-workflow';

import type { Result } from './operation';
import { sentences } from './sentences';

/**
 * A failure as an item, where the workflow goes on. Of an item with an `error` beside its json n8n keeps the message alone. One
 * without goes to the error output only if its json has the members `error`, `message` and `details`, and no other.
 */
export function failedItem(context: IExecuteFunctions, error: NodeApiError | NodeOperationError): Pick<Result, 'json' | 'error'> {
	const { message, description, context: told } = error;
	if (told.outcome !== UNKNOWN) return { json: { error: message }, error };
	const advice = description ?? '';
	const ownOutput = context.getNode().onError === 'continueErrorOutput';
	return { json: { error: message, ...(ownOutput ? { message, details: { status: UNKNOWN, advice } } : { status: UNKNOWN, details: { advice } }) } };
}

/** Of a write that nobody can tell the outcome of. */
export const UNKNOWN = 'unknown';

/** Of a call before a send: what is said of it reads as if it were said of what is sent, and of that nothing is in doubt. */
export function notSent(error: Error, what: 'message' | 'question'): Error {
	if (!(error instanceof NodeApiError)) return error;
	delete error.context.outcome;
	return explained(error, `The ${what} itself was not sent.`);
}

/** The error, with notes behind what it advises. */
export function explained(error: Error, ...notes: string[]): Error {
	const nodeError = error as NodeApiError;
	nodeError.description = sentences(nodeError.description ?? '', ...notes) || null;
	return nodeError;
}

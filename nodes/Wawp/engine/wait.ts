import { NodeOperationError } from 'n8n-workflow';

import { time } from '../time/time';
import type { Job } from './operation';

/** Waits, unless the execution is cancelled: then nothing more is asked or done. */
export async function wait(job: Job, ms: number): Promise<void> {
	await time.pause(ms, job.item.context.getExecutionCancelSignal());
	refuseIfCancelled(job);
}

export function refuseIfCancelled({ item: { context, index } }: Job): void {
	if (!context.getExecutionCancelSignal()?.aborted) return;
	throw new NodeOperationError(context.getNode(), 'The execution was cancelled', { itemIndex: index });
}

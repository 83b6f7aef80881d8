import { sleep } from 'n8n-workflow';

const SLICE_MS = 250;

/** In slices, so that a cancelled execution does not go on waiting. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
	const end = Date.now() + ms;
	while (Date.now() < end && !signal?.aborted) await sleep(Math.min(SLICE_MS, end - Date.now()));
}

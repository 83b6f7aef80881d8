import { time } from './time';

/** What hangs must keep nobody waiting longer than this, even where it cannot be stopped. */
export const endingAfter = (ms: number): AbortSignal => AbortSignal.timeout(ms / time.speed);

export async function unlessLate<T>(work: Promise<T>, signal: AbortSignal, words: string): Promise<T> {
	let refuse = () => {};
	const late = new Promise<never>((_resolve, reject) => {
		refuse = () => reject(new Error(words));
		if (signal.aborted) refuse();
		else signal.addEventListener('abort', refuse);
	});
	// Node warns of more than ten who wait for one end.
	return await Promise.race([work, late]).finally(() => signal.removeEventListener('abort', refuse));
}

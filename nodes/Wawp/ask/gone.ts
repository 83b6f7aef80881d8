import type { Context } from '../engine/transport';

/** Each look takes n8n some time: what is left is looked at another time. */
const MOST_LOOKS = 5;
const TIMEOUT_MS = 5_000;

/** Those of these addresses whose execution was stopped, deleted, or went on, as n8n itself says when it is asked for them. Without an answer nothing is known. */
export async function gone(context: Context, urls: string[]): Promise<string[]> {
	const looked = await Promise.all(some(urls).map(async (url) => ((await standingOf(context, url)) === 'gone' ? [url] : [])));
	return looked.flat();
}

/** `busy`: its execution does not sleep yet, so that it may not have asked. A number: since when it is open, in Unix milliseconds by the clock of WhatsApp. */
export type QuestionStanding = 'gone' | 'busy' | number | undefined;

/** What the page of an open question says, to who looks whether somebody still waits there. */
export const openSince = (askedAt: number): string => `The question is open since ${askedAt}`;

/** Others each time, so that none is passed over for good. */
function some(urls: string[]): string[] {
	const first = Math.floor(Math.random() * urls.length);
	return [...urls.slice(first), ...urls.slice(0, first)].slice(0, MOST_LOOKS);
}

/** By what n8n, and at last our own page, says of an execution that does not wait for this answer. */
const WORDS: Record<number, RegExp> = {
	200: /No action required/,
	404: /execution [^]*does not exist/,
	409: /execution [^]*has finished/,
	410: /Nothing to answer/,
};

/** Undefined where nothing is known. Looking answers nothing: see `receive.ts`. */
export async function standingOf(context: Context, url: string): Promise<QuestionStanding> {
	try {
		const { statusCode, body } = await context.helpers.httpRequest({
			method: 'GET',
			url,
			headers: { Accept: 'application/json' },
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
		});
		const text = JSON.stringify(body);
		if (WORDS[statusCode]?.test(text)) return 'gone';
		if (statusCode === 409 && /execution [^]*is running/.test(text)) return 'busy';
		const [, since] = (statusCode === 200 && /The question is open since (\d{1,15})\b/.exec(text)) || [];
		return since === undefined ? undefined : Number(since);
	} catch {
		return undefined;
	}
}

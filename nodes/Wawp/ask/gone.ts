import type { Context } from '../engine/transport';

/** Each look takes n8n some time: what is left is looked at another time. */
const MOST_LOOKS = 5;
const TIMEOUT_MS = 5_000;

/** Those of these addresses whose execution was stopped, deleted, or went on, as n8n itself says when it is asked for them. Without an answer nothing is known. */
export async function gone(context: Context, urls: string[]): Promise<string[]> {
	const looked = await Promise.all(some(urls).map(async (url) => ((await isGone(context, url)) ? [url] : [])));
	return looked.flat();
}

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

/** Looking answers nothing: see `receive.ts`. */
async function isGone(context: Context, url: string): Promise<boolean> {
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
		const text = typeof body === 'string' ? body : JSON.stringify(body);
		return WORDS[statusCode]?.test(text) === true;
	} catch {
		return false;
	}
}

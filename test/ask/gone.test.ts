import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';

import { gone } from '../../nodes/Wawp/ask/gone';

/* Of the addresses that questions have left behind, those whose execution n8n says is over; all else may still be waited for. */

const urlOf = (id: number) => `https://n8n.example.com/webhook-waiting/${id}/node?wawpQuestion=x`;

async function goneOf(urls: string[], answer: (url: string) => { statusCode: number; body: unknown } | Error) {
	const asked: IHttpRequestOptions[] = [];
	const httpRequest = async (options: IHttpRequestOptions) => {
		asked.push(options);
		const told = answer(options.url);
		if (told instanceof Error) throw told;
		return { ...told, headers: {} };
	};
	return { gone: await gone({ helpers: { httpRequest } } as unknown as IWebhookFunctions, urls), asked };
}

test.each<[what: string, statusCode: number, body: unknown, isGone: boolean]>([
	['one that was deleted', 404, { code: 404, message: 'The execution "7" does not exist.' }, true],
	['the same as a text', 404, '{"message":"The execution \\"7\\" does not exist."}', true],
	['one that has ended', 409, { message: 'The execution "7" has finished already.' }, true],
	['one that went on', 200, '<html><head><title>No action required</title></head></html>', true],
	['one whose node asks something else now', 410, '<title>Nothing to answer</title>', true],
	['not one that a proxy says is gone', 410, '<html>Gone</html>', false],
	['not one that runs just now', 409, { message: 'The execution "7" is running already.' }, false],
	['nor one of another conflict', 409, '', false],
	['nor one that waits', 200, { message: 'The question is open since 1795749685067' }, false],
	['nor an address that a proxy does not know', 404, '<html>Not Found</html>', false],
	['nor one that n8n knows no webhook for', 404, { message: 'The requested webhook is not registered.' }, false],
	['nor one behind a log-in', 401, { message: 'The execution "7" does not exist.' }, false],
	['nor where n8n is in trouble', 503, { message: 'The execution "7" has finished already.' }, false],
])('%s', async (_what, statusCode, body, isGone) => {
	expect((await goneOf([urlOf(7)], () => ({ statusCode, body }))).gone).toEqual(isGone ? [urlOf(7)] : []);
});

test('nothing is known of one that does not answer, and of the others what they say', async () => {
	const told = (url: string) => (url === urlOf(2) ? new Error('connect ECONNREFUSED') : { statusCode: url === urlOf(1) ? 404 : 200, body: { message: 'The execution "1" does not exist.' } });
	expect((await goneOf([urlOf(1), urlOf(2), urlOf(3)], told)).gone).toEqual([urlOf(1)]);
});

test('five are looked at each time, by turns all of them, and a look answers nothing', async () => {
	const urls = Array.from({ length: 12 }, (_each, id) => urlOf(id));
	const seen = new Set<string>();
	for (const random of [0, 0.3, 0.5, 0.7, 0.99]) {
		jest.spyOn(Math, 'random').mockReturnValue(random);
		const { asked } = await goneOf(urls, () => ({ statusCode: 200, body: '' }));
		expect(asked.map(({ method, disableFollowRedirect, timeout }) => [method, disableFollowRedirect, timeout])).toEqual(Array(5).fill(['GET', true, 5_000]));
		expect(new Set(asked.map(({ url }) => url)).size).toBe(5);
		for (const { url } of asked) seen.add(url);
	}
	jest.restoreAllMocks();
	expect(seen.size).toBe(12);
	expect(await goneOf([], () => new Error('x'))).toEqual({ gone: [], asked: [] });
});

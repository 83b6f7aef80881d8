import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';

import { type QuestionStanding, gone, openSince, standingOf } from '../../nodes/Wawp/ask/gone';
import { removeGone } from '../../nodes/Wawp/ask/hearing';
import type { Writer } from '../../nodes/Wawp/delivery/addresses';
import type { Target } from '../../nodes/Wawp/engine/operation';

/* Of the addresses that questions have left behind, those whose execution n8n says is over; all else may still be waited for. */

const urlOf = (id: number) => `https://n8n.example.com/webhook-waiting/${id}/node?wawpQuestion=x`;

type Answered = { statusCode: number; body: unknown };

/** Answers as n8n's helper hands it on. */
function asking(answer: (url: string) => Answered | Error) {
	const asked: IHttpRequestOptions[] = [];
	const httpRequest = async (options: IHttpRequestOptions) => {
		asked.push(options);
		const told = answer(options.url);
		if (told instanceof Error) throw told;
		if (told.statusCode >= 400 && !options.ignoreHttpStatusErrors) throw new Error(`Request failed with status code ${told.statusCode}`);
		return options.returnFullResponse ? { ...told, headers: {} } : told.body;
	};
	return { context: { helpers: { httpRequest } } as unknown as IWebhookFunctions, asked };
}

async function goneOf(urls: string[], answer: (url: string) => Answered | Error) {
	const { context, asked } = asking(answer);
	return { gone: await gone(context, urls), asked };
}

test.each<[what: string, statusCode: number, body: unknown, standing: QuestionStanding]>([
	['one that was deleted', 404, { code: 404, message: 'The execution "7" does not exist.' }, 'gone'],
	['the same as a text', 404, '{"message":"The execution \\"7\\" does not exist."}', 'gone'],
	['one that has ended', 409, { message: 'The execution "7" has finished already.' }, 'gone'],
	['one that went on', 200, '<html><head><title>No action required</title></head></html>', 'gone'],
	['one whose node asks something else now', 410, '<title>Nothing to answer</title>', 'gone'],
	['not one that a proxy says is gone', 410, '<html>Gone</html>', undefined],
	['not one that runs just now, and may not have asked yet', 409, { message: 'The execution "7" is running already.' }, 'busy'],
	['nor one of another conflict', 409, '', undefined],
	['nor one that waits, which says since when', 200, { message: openSince(1_795_749_685_067) }, 1_795_749_685_067],
	['nor a page that has our words under another status', 502, openSince(1_795_749_685_067), undefined],
	['nor an address that a proxy does not know', 404, '<html>Not Found</html>', undefined],
	['nor one that n8n knows no webhook for', 404, { message: 'The requested webhook is not registered.' }, undefined],
	['nor one behind a log-in', 401, { message: 'The execution "7" does not exist.' }, undefined],
	['nor where n8n is in trouble', 503, { message: 'The execution "7" has finished already.' }, undefined],
	['nor where it is in trouble while one runs', 503, { message: 'The execution "7" is running already.' }, undefined],
])('%s', async (_what, statusCode, body, standing) => {
	const { context } = asking(() => ({ statusCode, body }));
	expect(await standingOf(context, urlOf(7))).toBe(standing);
	expect(await gone(context, [urlOf(7)])).toEqual(standing === 'gone' ? [urlOf(7)] : []);
});

test('nothing is known of one that does not answer, and of the others what they say', async () => {
	const told = (url: string) => (url === urlOf(2) ? new Error('connect ECONNREFUSED') : { statusCode: url === urlOf(1) ? 404 : 200, body: { message: 'The execution "1" does not exist.' } });
	expect((await goneOf([urlOf(1), urlOf(2), urlOf(3)], told)).gone).toEqual([urlOf(1)]);
});

test('of the addresses of an instance, nothing is asked of what is no question of this n8n', async () => {
	const asked = (id: number, origin = 'https://n8n.example.com') => `${origin}/webhook-waiting/${id}/node?${String(new URLSearchParams({ wawpQuestion: 'a'.repeat(32), wawpAsked: '1795749685067', wawpUntil: '4102444800000', wawpRivals: '', signature: 'b'.repeat(64) }))}`;
	const { context, asked: looked } = asking(() => ({ statusCode: 200, body: { message: openSince(1_795_749_685_067) } }));
	const own = 'https://n8n.example.com/webhook/7/wawp?secret=1';
	await removeGone({ context } as unknown as Writer, own, [own, asked(1), asked(2, 'https://other.example.com'), 'https://n8n.example.com/webhook/8/wawp', urlOf(3), 'https://crm.example.com/a/b/c', asked(4)], {} as Target);
	expect(looked.map(({ url }) => url).sort()).toEqual([asked(1), asked(4)]);
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

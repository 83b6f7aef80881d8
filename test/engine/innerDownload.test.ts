/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { Readable } from 'node:stream';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { download } from '../../nodes/Wawp/engine/download';

/* Somebody who writes a message chooses the address of its file: it must not lead to what only this machine can reach, at once or by a detour. */

const FILE = { statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'x' };
const to = (location: string) => ({ statusCode: 302, headers: { location }, body: '' });

/** What is asked for, and what comes of it, where each address has its answer. */
async function fetched(url: string, answers: Record<string, { statusCode: number; headers: IDataObject; body: string }> = {}, baseUrl = 'https://api.wawp.net') {
	const asked: string[] = [];
	const ends = new Set<unknown>();
	const bodies: Readable[] = [];
	const httpRequest = async (options: IHttpRequestOptions) => {
		asked.push(options.url);
		ends.add(options.abortSignal);
		const { body, ...answer } = answers[options.url] ?? FILE;
		bodies.push(Readable.from([Buffer.from(body)]));
		return { ...answer, body: bodies.at(-1) };
	};
	const context = { getNode: () => ({ name: 'Wawp' }), helpers: { httpRequest, httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => await httpRequest(options) } };
	const account = { baseUrl, instanceId: 'A', accessToken: 'wp-token', secrets: [], login: {} };
	const result = await download({ context: context as never, account, instanceId: 'A', limitMb: 1, cancel: undefined, itemIndex: 3 }, { url }).then(
		({ bytes }) => bytes.toString(),
		({ message, context: { itemIndex } }) => `${message} (${itemIndex})`,
	);
	// Whatever leads on or is refused is closed, and all the way has one end.
	expect([bodies.filter(({ destroyed }) => !destroyed), ends.size]).toEqual([[], Math.min(1, asked.length)]);
	return { asked, result };
}

const REFUSED = 'The file was not downloaded (3)';
const INNER = ['http://127.0.0.1:5678/rest/login', 'http://localhost/a.png', 'http://169.254.169.254/latest/meta-data', 'http://10.0.0.7/a.png', 'http://[::1]/a.png', 'http://redis:6379/', 'https://printer.local/a.png', 'http://2130706433/'];

test.each(INNER)('%s is not asked for', async (url) => {
	expect(await fetched(url)).toEqual({ asked: [], result: REFUSED });
});

test.each(INNER)('nor is it where another host, or Wawp itself, leads to it: %s', async (url) => {
	for (const first of ['https://files.example/a.png', 'https://api.wawp.net/files/a.png']) {
		expect(await fetched(first, { [first]: to(url) })).toEqual({ asked: [first], result: REFUSED });
	}
	const [first, second] = ['https://files.example/a.png', 'https://files.example/b.png'];
	expect(await fetched(first, { [first]: to('/b.png'), [second]: to(url) })).toEqual({ asked: [first, second], result: REFUSED });
});

test.each(['https://files.example/a.png', 'https://8.8.8.8/a.png'])('%s is', async (url) => {
	expect(await fetched(url)).toEqual({ asked: [url], result: 'x' });
});

test.each(['http://127.0.0.1:3000', 'http://wawp:3000', 'https://wawp.internal'])('a Wawp within the network, at %s, has its files there', async (baseUrl) => {
	expect(await fetched('http://10.0.0.7/a.png', {}, baseUrl)).toEqual({ asked: ['http://10.0.0.7/a.png'], result: 'x' });
});

import fastify from 'fastify';
import { sleep } from 'n8n-workflow';

export interface Received {
	path: string;
	headers: Record<string, string>;
	/** The bytes, for signatures. */
	raw: Buffer;
	body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- whatever was delivered
}

/** Something that webhooks are delivered to. It answers 200, or the statuses it has been given, in turn. */
export async function startReceiver() {
	const received: Received[] = [];
	const answers: number[] = [];
	const delays: number[] = [];
	const waiting = new Map<number, () => void>();
	const server = fastify({ forceCloseConnections: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	server.post('/*', async (request, reply) => {
		const raw = request.body as Buffer;
		const headers = request.headers as Record<string, string>;
		received.push({ path: request.url, headers, raw, body: JSON.parse(raw.toString('utf8')) });
		waiting.get(received.length)?.();
		const delay = delays.shift();
		if (delay) await sleep(delay);
		const status = answers.shift() ?? 200;
		return await reply
			.code(status)
			.headers(status >= 300 && status < 400 ? { location: '/elsewhere' } : {})
			.send();
	});
	const url = await server.listen({ port: 0, host: '127.0.0.1' });
	return {
		url,
		received,
		/** How many milliseconds the next answers take. */
		delayNext: (...milliseconds: number[]) => void delays.push(...milliseconds),
		answerNext: (...statuses: number[]) => void answers.push(...statuses),
		/** Resolves as soon as so many deliveries have arrived. */
		arrived: async (count: number) => {
			if (received.length < count) await new Promise<void>((resolve) => waiting.set(count, resolve));
		},
		stop: async () => await server.close(),
	};
}

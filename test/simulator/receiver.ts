import fastify from 'fastify';

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
	const held = new Map<string, Promise<void>>();
	const waiting = new Map<number, () => void>();
	const server = fastify({ forceCloseConnections: true });
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	server.post('/*', async (request, reply) => {
		const raw = request.body as Buffer;
		const headers = request.headers as Record<string, string>;
		received.push({ path: request.url, headers, raw, body: JSON.parse(raw.toString('utf8')) });
		waiting.get(received.length)?.();
		await held.get(request.url);
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
		/** What arrives under this path is not answered before the returned function is called. */
		hold: (path: string): (() => void) => {
			let release = () => {};
			held.set(path, new Promise((resolve) => (release = resolve)));
			return release;
		},
		answerNext: (...statuses: number[]) => void answers.push(...statuses),
		/** Resolves as soon as so many deliveries have arrived. */
		arrived: async (count: number) => {
			if (received.length < count) await new Promise<void>((resolve) => waiting.set(count, resolve));
		},
		stop: async () => await server.close(),
	};
}

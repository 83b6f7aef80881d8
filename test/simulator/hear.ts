import type { FastifyRequest } from 'fastify';

/** A request as it came in, before anything is made of it. */
export interface Heard {
	method: string;
	path: string;
	/** The whole address, query included. */
	url: string;
	query: Record<string, unknown>;
	body: Record<string, unknown>;
	headers: Record<string, string>;
	/** Why the body could not be read as a JSON object. */
	bodyFault: string | null;
}

export function hear(request: FastifyRequest): Heard {
	const headers = Object.fromEntries(
		Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
	);
	return {
		method: request.method,
		path: decodePath(request.url),
		url: `${request.protocol}://${request.host}${request.url}`,
		query: { ...(request.query as Record<string, unknown>) },
		headers,
		...readBody(request.body, headers['content-type'] ?? ''),
	};
}

/** The router compares paths as they are written in the reference, so '%40' must not stand for '@'. */
function decodePath(url: string): string {
	const [path = '/'] = url.split('?');
	return path.split('/').map(decodeSegment).join('/');
}

function decodeSegment(segment: string): string {
	try {
		// a slash inside a value would make another path
		return decodeURIComponent(segment).replace(/\//g, '%2F');
	} catch {
		return segment;
	}
}

/** Forms are not read, just as Wawp does not read them: their credentials count as missing. */
function readBody(raw: unknown, contentType: string): Pick<Heard, 'body' | 'bodyFault'> {
	const text = Buffer.isBuffer(raw) ? raw.toString('utf8') : '';
	if (text.trim() === '' || !contentType.includes('json')) return { body: {}, bodyFault: null };
	try {
		const body: unknown = JSON.parse(text);
		if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
			return { body: body as Record<string, unknown>, bodyFault: null };
		}
		return { body: {}, bodyFault: 'The body must be a JSON object' };
	} catch (error) {
		return { body: {}, bodyFault: `The body is not valid JSON: ${error.message}` };
	}
}

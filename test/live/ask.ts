 
export interface Account {
	baseUrl: string;
	token: string;
	instanceId: string;
}

export interface Request {
	method: string;
	/** From the base URL on, without a query. */
	path: string;
	params?: Record<string, unknown>;
}

export interface Answer {
	/** 0 where none came. */
	status: number;
	/** The media type alone. */
	type: string;
	/** The body, from JSON where it is some. Bytes are told by their number. */
	body: unknown;
	/** Why none came, in a word of Node's. */
	fault?: string;
}

const LONGEST_MS = 30_000;

/** One request as Wawp's documentation has it: both credentials and the parameters in the JSON body, or in the query of GET and DELETE. Never repeated, and never sent on to another address. */
export async function ask({ baseUrl, token, instanceId }: Account, { method, path, params = {} }: Request): Promise<Answer> {
	const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
	const all = { ...(instanceId && { instance_id: instanceId }), ...(token && { access_token: token }), ...params };
	const inQuery = method === 'GET' || method === 'DELETE';
	if (inQuery) for (const [name, value] of Object.entries(all)) url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
	try {
		const response = await fetch(url, {
			method,
			redirect: 'manual',
			signal: AbortSignal.timeout(LONGEST_MS),
			headers: { accept: 'application/json', ...(!inQuery && { 'content-type': 'application/json' }) },
			...(!inQuery && { body: JSON.stringify(all) }),
		});
		const type = (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
		return { status: response.status, type, body: read(type, Buffer.from(await response.arrayBuffer())) };
	} catch (error) {
		const { name, cause } = error as Error & { cause?: { code?: string } };
		return { status: 0, type: '', body: '', fault: cause?.code ?? name };
	}
}

function read(type: string, bytes: Buffer): unknown {
	if (/^(image|audio|video)\/|octet-stream/.test(type)) return { bytes: bytes.length };
	const text = bytes.toString('utf8').replace(/^\ufeff/, '');
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

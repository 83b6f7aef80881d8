import type { Wawp } from './index';
import { type Operation, operations } from './reference';

export interface Reply {
	status: number;
	contentType: string;
	headers: Headers;
	/** Parsed when it is JSON, else the text. */
	body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- each answer has a shape of its own
}

type Params = Record<string, unknown>;

/** Calls operations by their key, with the credentials where Wawp documents them. */
export function clientOf({ url }: Wawp, token: string, instanceId?: string) {
	return async (key: string, params: Params = {}): Promise<Reply> => {
		const operation = operations.find((candidate) => candidate.key === key);
		if (!operation) throw new Error(`The reference has no operation ${key}`);
		const { method } = operation;
		const { path, rest } = pathOf(operation, params);
		const all = { access_token: token, ...(instanceId !== undefined && { instance_id: instanceId }), ...rest };
		const inQuery = method === 'get' || method === 'delete';
		return await send(url, method, inQuery ? `${path}?${queryOf(all)}` : path, inQuery ? undefined : all);
	};
}

export async function send(
	url: string,
	method: string,
	path: string,
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Reply> {
	const answer = await fetch(url + path, {
		method: method.toUpperCase(),
		headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
		body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
		redirect: 'manual',
	});
	const contentType = answer.headers.get('content-type') ?? '';
	const text = contentType === 'image/png' ? Buffer.from(await answer.arrayBuffer()) : await answer.text();
	const parsed = contentType.includes('json') ? JSON.parse(String(text)) : text;
	return { status: answer.status, contentType, headers: answer.headers, body: parsed };
}

export function pathOf({ path }: Operation, params: Params): { path: string; rest: Params } {
	const rest = { ...params };
	const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = String(rest[name]);
		delete rest[name];
		return encodeURIComponent(value);
	});
	return { path: filled, rest };
}

export function queryOf(params: Params): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(params)) {
		const isList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
		for (const each of isList ? value : [value]) {
			query.append(name, typeof each === 'object' ? JSON.stringify(each) : String(each));
		}
	}
	return query.toString();
}

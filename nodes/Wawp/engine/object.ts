export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);

/** The object less some of its members. */
export const without = (value: object, ...keys: string[]): Record<string, unknown> =>
	Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

/** A message, a chat or another thing of WhatsApp's: its own members, such as the `status` of a message, say nothing of the call. */
export const isThing = ({ id, key, _data: raw }: Record<string, unknown>): boolean =>
	isObject(raw) || isObject(key) || isObject(id) || (typeof id === 'string' && id.includes('@'));

/** The object that carries the answer: itself, or what some answers wrap it in. */
export function unwrapped(body: unknown): Record<string, unknown> {
	if (!isObject(body)) return {};
	const inner = innerOf(body);
	return inner ? { ...body, ...inner } : body;
}

/** What some answers wrap theirs in, also as the only one of a list. */
export const innerOf = ({ data, result }: Record<string, unknown>): Record<string, unknown> | undefined =>
	[data, result].map((given) => (Array.isArray(given) && given.length === 1 ? (given[0] as unknown) : given)).find(isObject);

/** An answer that n8n itself gives, before or instead of the node. */
export class HttpError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly hint?: string,
	) {
		super(message);
	}
}

import { type IHttpRequestOptions, type IN8nHttpFullResponse, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { downloadLimit } from '../fields/output';
import { isWawp } from './baseUrl';
import { networkError } from './errors';
import { typeOfName } from './fileType';
import { INSTANCE_HEADER } from './instance';
import type { FileLink, Job } from './operation';

export interface Downloaded {
	bytes: Buffer;
	fileName?: string;
	mimeType?: string;
}

const TIMEOUT_MS = 60_000;
const MB = 1024 * 1024;

/** Fetches a file that an answer names. Wawp's own host wants the credentials, and no other host gets them. */
export async function download(job: Job, { url, fileName, mimeType }: FileLink): Promise<Downloaded> {
	const { statusCode, headers, body } = await fetched(job, url);
	if (statusCode < 200 || statusCode >= 300) throw refused(job, statusCode);
	const bytes = await readUpTo(job, body as AsyncIterable<Buffer>);
	const path = url.split(/[?#]/)[0]!;
	const named = fileName ?? nameIn(path);
	const told = mimeType ?? headers['content-type']?.toString() ?? typeOfName(path);
	return { bytes, ...(named && { fileName: named }), ...(told && { mimeType: told }) };
}

async function fetched({ item: { context, index }, operation, account, instanceId }: Job, url: string): Promise<IN8nHttpFullResponse> {
	// As a stream, so that a file over the limit is not in memory before it is refused.
	const options: IHttpRequestOptions = { method: 'GET', url, encoding: 'stream', returnFullResponse: true, ignoreHttpStatusErrors: true, timeout: TIMEOUT_MS };
	try {
		if (!isWawp(url, account.baseUrl)) return (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
		const own = { ...options, headers: { [INSTANCE_HEADER]: instanceId }, disableFollowRedirect: true };
		return (await context.helpers.httpRequestWithAuthentication.call(context, 'wawpApi', own)) as IN8nHttpFullResponse;
	} catch (error) {
		const lost = networkError(context.getNode(), operation, error as Error, { itemIndex: index, isRead: true });
		throw new NodeOperationError(context.getNode(), 'The file could not be downloaded', { itemIndex: index, description: `${lost.message}. Try again in a minute.` });
	}
}

async function readUpTo({ item: { context, index }, get }: Job, stream: AsyncIterable<Buffer>): Promise<Buffer> {
	const limitMb = Number(get(downloadLimit) ?? downloadLimit.default);
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		size += chunk.length;
		if (size > limitMb * MB) {
			throw new NodeOperationError(context.getNode(), `The file is larger than ${limitMb} MB`, {
				itemIndex: index,
				description: `Raise '${downloadLimit.displayName}' under Options, or use its URL instead of the file.`,
			});
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

const refused = ({ item: { context, index } }: Job, status: number): NodeApiError =>
	new NodeApiError(
		context.getNode(),
		{ message: 'The file could not be downloaded' },
		{
			message: 'The file could not be downloaded',
			description: `Its host answered with status ${status}. Links to pictures and media last a day or two: ask for a new one.`,
			httpCode: String(status),
			itemIndex: index,
		},
	);

const nameIn = (path: string): string | undefined => /\/([^/]+\.[a-z0-9]{2,5})$/i.exec(path)?.[1];

import { type IHttpRequestOptions, type IN8nHttpFullResponse, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { downloadLimit } from '../fields/output';
import { time } from '../session/time';
import { isWawp } from './baseUrl';
import { networkError } from './errors';
import { typeOfName } from './fileType';
import { INSTANCE_HEADER } from './instance';
import type { FileBytes, FileLink, Job } from './operation';

/** Until the host begins to answer, and until the file is here. */
const TIMEOUT_MS = 60_000;
const LONGEST_MS = 300_000;
const MOST_REDIRECTS = 3;
const MB = 1024 * 1024;

type Incoming = AsyncIterable<Buffer> & { destroy(): void };

/** Fetches a file that an answer names. Wawp's own host wants the credentials, and no other host gets them. */
export async function download(job: Job, { url, fileName, mimeType }: FileLink, redirects = 0): Promise<FileBytes> {
	const { statusCode, headers, body } = await fetched(job, url);
	if (statusCode < 200 || statusCode >= 300) {
		(body as Incoming).destroy();
		const next = redirects < MOST_REDIRECTS ? redirectedTo(headers.location, url) : undefined;
		if (next) return await download(job, { url: next, fileName, mimeType }, redirects + 1);
		throw refused(job, statusCode);
	}
	const bytes = await contentOf(job, body as Incoming);
	const path = url.split(/[?#]/)[0]!;
	const named = fileName ?? nameIn(path);
	const told = mimeType ?? headers['content-type']?.toString() ?? typeOfName(path);
	return { bytes, ...(named && { fileName: named }), ...(told && { mimeType: told }) };
}

async function fetched(job: Job, url: string): Promise<IN8nHttpFullResponse> {
	const { item: { context, index }, operation, account, instanceId } = job;
	const options: IHttpRequestOptions = {
		method: 'GET',
		url,
		// So that a file over the limit is not in memory before it is refused.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// Each host on the way is looked at here: the credentials are for Wawp alone.
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
		abortSignal: endOf(context.getExecutionCancelSignal()),
	};
	try {
		if (!isWawp(url, account.baseUrl)) return (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
		const own = { ...options, headers: { [INSTANCE_HEADER]: instanceId } };
		return (await context.helpers.httpRequestWithAuthentication.call(context, 'wawpApi', own)) as IN8nHttpFullResponse;
	} catch (error) {
		const lost = networkError(context.getNode(), operation, error as Error, { itemIndex: index, isRead: true });
		throw notWhole(job, `${lost.message}. Try again in a minute.`);
	}
}

/** A host that falls silent in the middle of a file would otherwise hold the execution for ever. */
function endOf(cancel: AbortSignal | undefined): AbortSignal {
	const late = AbortSignal.timeout(LONGEST_MS / time.speed);
	return cancel ? AbortSignal.any([cancel, late]) : late;
}

/** Undefined when it leads nowhere, or away from the web. */
function redirectedTo(location: unknown, from: string): string | undefined {
	if (typeof location !== 'string' || !URL.canParse(location, from)) return undefined;
	const { href, protocol } = new URL(location, from);
	return /^https?:$/.test(protocol) ? href : undefined;
}

async function contentOf(job: Job, stream: Incoming): Promise<Buffer> {
	const { item: { context, index }, get } = job;
	const limitMb = Number(get(downloadLimit) ?? downloadLimit.default);
	const bytes = await readUpTo(limitMb * MB, stream).catch(() => {
		throw notWhole(job, 'Its host stopped in the middle of it. Try again in a minute.');
	});
	if (bytes?.length === 0) throw notWhole(job, 'Its host sent an empty file.');
	if (bytes) return bytes;
	throw new NodeOperationError(context.getNode(), `The file is larger than ${limitMb} MB`, {
		itemIndex: index,
		description: `Raise '${downloadLimit.displayName}' under Options, or use its URL instead of the file.`,
	});
}

/** Undefined when there is more of it: leaving the loop closes the connection. */
async function readUpTo(limit: number, stream: Incoming): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		size += chunk.length;
		if (size > limit) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

const notWhole = ({ item: { context, index } }: Job, description: string): NodeOperationError =>
	new NodeOperationError(context.getNode(), 'The file could not be downloaded', { itemIndex: index, description });

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

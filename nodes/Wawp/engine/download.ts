import {
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
	type IWebhookFunctions,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { downloadLimit } from '../fields/output';
import type { WawpAccount } from './account';
import { isWawp } from './baseUrl';
import { networkError } from './errors';
import { typeOfName } from './fileType';
import { INSTANCE_HEADER } from './instance';
import type { FileLink } from './operation';

export interface Downloaded {
	bytes: Buffer;
	fileName?: string;
	mimeType?: string;
}

const TIMEOUT_MS = 60_000;
const MB = 1024 * 1024;

/** On whose behalf a file is fetched, and how large it may be. */
export interface Fetching {
	context: IExecuteFunctions | IWebhookFunctions;
	itemIndex?: number;
	account: WawpAccount;
	instanceId: string;
	limitMb: number;
	/** Ends it before its time. */
	signal?: AbortSignal;
}

/** Fetches a file that Wawp names. Its own host wants the credentials, and no other host gets them. */
export async function download(fetching: Fetching, { url, fileName, mimeType }: FileLink): Promise<Downloaded> {
	const { statusCode, headers, body } = await fetched(fetching, url);
	if (statusCode < 200 || statusCode >= 300) throw refused(fetching, statusCode);
	const bytes = await readUpTo(fetching, body as AsyncIterable<Buffer>);
	const path = url.split(/[?#]/)[0]!;
	const named = fileName ?? nameIn(path);
	const told = mimeType ?? headers['content-type']?.toString() ?? typeOfName(path);
	return { bytes, ...(named && { fileName: named }), ...(told && { mimeType: told }) };
}

async function fetched({ context, itemIndex, account, instanceId, signal }: Fetching, url: string): Promise<IN8nHttpFullResponse> {
	// As a stream, so that a file over the limit is not in memory before it is refused.
	const options: IHttpRequestOptions = {
		method: 'GET',
		url,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		timeout: TIMEOUT_MS,
		...(signal && { abortSignal: signal }),
	};
	try {
		if (!isWawp(url, account.baseUrl)) return (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
		const own = { ...options, headers: { [INSTANCE_HEADER]: instanceId }, disableFollowRedirect: true };
		return (await context.helpers.httpRequestWithAuthentication.call(context, 'wawpApi', own)) as IN8nHttpFullResponse;
	} catch (error) {
		const lost = networkError(context.getNode(), {}, error as Error, { itemIndex, isRead: true });
		throw new NodeOperationError(context.getNode(), 'The file could not be downloaded', { itemIndex, description: `${lost.message}. Try again in a minute.` });
	}
}

async function readUpTo({ context, itemIndex, limitMb }: Fetching, stream: AsyncIterable<Buffer>): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream) {
		size += chunk.length;
		if (size > limitMb * MB) {
			throw new NodeOperationError(context.getNode(), `The file is larger than ${limitMb} MB`, {
				itemIndex,
				description: `Raise '${downloadLimit.displayName}' under Options, or use its URL instead of the file.`,
			});
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

const refused = ({ context, itemIndex }: Fetching, status: number): NodeApiError =>
	new NodeApiError(
		context.getNode(),
		{ message: 'The file could not be downloaded' },
		{
			message: 'The file could not be downloaded',
			description: `Its host answered with status ${status}. Links to pictures and media last a day or two: ask for a new one.`,
			httpCode: String(status),
			itemIndex,
		},
	);

const nameIn = (path: string): string | undefined => /\/([^/]+\.[a-z0-9]{2,5})$/i.exec(path)?.[1];

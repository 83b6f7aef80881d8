import {
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
	type IWebhookFunctions,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import { downloadLimit } from './outputFields';
import { endingAfter } from '../time/late';
import type { WawpAccount } from './account';
import { isWawp } from './baseUrl';
import { bodyOf } from './body';
import { networkError } from './errors';
import { isTelling, nameInAddress, typeOfName } from './fileType';
import { isInnerOnly } from './innerAddress';
import { INSTANCE_HEADER } from './instance';
import type { FileBytes, FileLink } from './operation';

/** Until the host begins to answer, and until the file is here. */
const TIMEOUT_MS = 60_000;
const LONGEST_MS = 300_000;
const MOST_REDIRECTS = 3;
const MB = 1024 * 1024;

type Incoming = AsyncIterable<Buffer> & { destroy(error?: Error): void };

/** On whose behalf a file is fetched, and how large it may be. */
export interface Fetching {
	context: IExecuteFunctions | IWebhookFunctions;
	itemIndex?: number;
	account: WawpAccount;
	instanceId: string;
	limitMb: number;
	/** Ends it before its time. */
	cancel: AbortSignal | undefined;
}

/**
 * Fetches a file that Wawp names. Its own host wants the credentials for its files; it gets them for nothing else, nor after
 * another host has sent us there, and no other host gets them.
 */
export async function download(fetching: Fetching, { url, fileName, mimeType }: FileLink, way: Way = { redirects: 0, isOwn: true, end: endOf(fetching.cancel) }): Promise<FileBytes> {
	refuseInner(fetching, url);
	const isOwn = way.isOwn && isWawp(url, fetching.account.baseUrl);
	const { statusCode, headers, body } = await fetched(fetching, url, isOwn && isFile(url), way.end);
	if (statusCode < 200 || statusCode >= 300) {
		(body as Incoming).destroy();
		const next = way.redirects < MOST_REDIRECTS ? redirectedTo(headers.location, url) : undefined;
		if (next) return await download(fetching, { url: next, fileName, mimeType }, { ...way, redirects: way.redirects + 1, isOwn });
		throw refused(fetching, statusCode);
	}
	const bytes = await contentOf(fetching, body as Incoming, way.end);
	const named = fileName ?? nameInAddress(url);
	if (!isWhatWasTold(bytes, isTelling(mimeType) ? mimeType : typeOfName(named ?? ''))) throw notWhole(fetching, 'Its host sent a page or words in the place of it. Links to pictures and media last a day or two: ask for a new one.');
	const told = [mimeType, headers['content-type']?.toString()].find(isTelling);
	return { bytes, ...(named && { fileName: named }), ...(told && { mimeType: told }) };
}

/** What has gone, or wants a log-in, some hosts answer with a page or with JSON under status 200: that is no picture. */
const isWhatWasTold = (bytes: Buffer, type = ''): boolean => !/^((image|audio|video)\/|application\/pdf)/i.test(type) || bodyOf(bytes, 'application/octet-stream') === bytes;

interface Way {
	redirects: number;
	/** Whether it went over Wawp's own host alone. */
	isOwn: boolean;
	/** Of all of it. */
	end: AbortSignal;
}

/** Where Wawp and its engine keep files. Its API must not be called with an address that somebody else wrote. */
function isFile(url: string): boolean {
	const { pathname, search } = new URL(url);
	const isEncoded = /%(25)*(2e|2f|5c|00)/i.test(pathname);
	const isApi = /\/(v\d+|wp-json)(\/|$)/i.test(pathname) || /rest_route/i.test(decoded(search));
	return !isEncoded && !isApi && /\/(files?|media|uploads?|downloads?)\//i.test(pathname);
}

function decoded(search: string): string {
	return [...new URLSearchParams(search)].join(' ');
}

/** Somebody who writes a message chooses its addresses: they must not lead to what only this machine can reach. */
function refuseInner({ context, itemIndex, account }: Fetching, url: string): void {
	if (!isInnerOnly(url, account.baseUrl)) return;
	throw new NodeOperationError(context.getNode(), 'The file was not downloaded', {
		itemIndex,
		description: "Its address leads into this machine's own network, where Wawp keeps no files. If your Wawp does, name it there as the credential's Base URL.",
	});
}

async function fetched(fetching: Fetching, url: string, mayLogIn: boolean, end: AbortSignal): Promise<IN8nHttpFullResponse> {
	const { context, itemIndex, account, instanceId } = fetching;
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
		abortSignal: end,
	};
	try {
		if (!mayLogIn) return (await context.helpers.httpRequest(options)) as IN8nHttpFullResponse;
		const own = { ...options, headers: { [INSTANCE_HEADER]: instanceId } };
		return (await context.helpers.httpRequestWithAuthentication.call(context, 'wawpApi', own, account.login)) as IN8nHttpFullResponse;
	} catch (error) {
		const lost = networkError(context.getNode(), {}, error as Error, { itemIndex, isRead: true, account });
		throw notWhole(fetching, `${lost.message}. Try again in a minute.`);
	}
}

/** A host that falls silent in the middle of a file would otherwise hold the execution for ever. */
function endOf(cancel: AbortSignal | undefined): AbortSignal {
	const late = endingAfter(LONGEST_MS);
	return cancel ? AbortSignal.any([cancel, late]) : late;
}

/** Undefined when it leads nowhere, or away from the web. */
function redirectedTo(location: unknown, from: string): string | undefined {
	if (typeof location !== 'string' || !URL.canParse(location, from)) return undefined;
	const { href, protocol } = new URL(location, from);
	return /^https?:$/.test(protocol) ? href : undefined;
}

async function contentOf(fetching: Fetching, stream: Incoming, end: AbortSignal): Promise<Buffer> {
	const { context, itemIndex, limitMb } = fetching;
	const bytes = await readUpTo(limitMb * MB, stream, end).catch(() => {
		throw notWhole(fetching, 'Its host stopped in the middle of it. Try again in a minute.');
	});
	if (bytes?.length === 0) throw notWhole(fetching, 'Its host sent an empty file.');
	if (bytes) return bytes;
	throw new NodeOperationError(context.getNode(), `The file is larger than ${limitMb} MB`, {
		itemIndex,
		description: `Raise '${downloadLimit.displayName}' under Options, or use its URL instead of the file.`,
	});
}

/**
 * Undefined when there is more of it: leaving the loop closes the connection. Where n8n adds the credentials, it puts a signal of
 * its own in the place of ours, so that the end is looked for here.
 */
async function readUpTo(limit: number, stream: Incoming, end: AbortSignal): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	const stop = () => stream.destroy(new Error('It took too long'));
	end.addEventListener('abort', stop);
	if (end.aborted) stop();
	try {
		for await (const chunk of stream) {
			size += chunk.length;
			if (size > limit) return undefined;
			chunks.push(chunk);
		}
	} finally {
		end.removeEventListener('abort', stop);
	}
	return Buffer.concat(chunks);
}

const notWhole = ({ context, itemIndex }: Fetching, description: string): NodeOperationError =>
	new NodeOperationError(context.getNode(), 'The file could not be downloaded', { itemIndex, description });

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

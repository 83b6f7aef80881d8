import { type IDataObject, NodeOperationError } from 'n8n-workflow';

import { binaryPropertyName, downloadLimit, limit, returnAll, simplify } from './outputFields';
import { isObject, isQueued, jobIdIn } from './answer';
import { bytesIn } from './base64';
import { type Fetching, download } from './download';
import { nameAndType } from './fileType';
import { inOneMessage } from './errors';
import { inputError } from './input';
import { type FileBytes, type FileLink, type FileOutput, type Job, type Result, isRead } from './operation';
import { rowsOfPages } from './pages';
import { mapTexts, withoutSecretKeys, withoutValues } from './redact';
import { refuseIfCancelled } from './wait';

/** Makes the call of an operation, or the several of a list in parts, and items of what comes back. */
export async function resultsOfAnswer(job: Job): Promise<Result[]> {
	demandFileField(job);
	const { list, pages } = job.operation.output ?? {};
	if (!list) return await resultsOf(job, await job.callSelf(job.values));
	const wanted = wantedRows(job);
	const rows = pages ? await rowsOfPages(job, list, pages, wanted) : list(await job.callSelf(job.values))!.slice(0, wanted);
	return await resultsOfRows(job, rows);
}

/** What the row's `output` makes of an answer. */
export async function resultsOf(job: Job, body: unknown): Promise<Result[]> {
	const { operation, instanceId, values, get } = job;
	const { list, json, simplify: simplified, queued = asQueued, file } = operation.output ?? {};
	if (list) return await resultsOfRows(job, (list(body) ?? []).slice(0, wantedRows(job)));
	const whole = () => named(withoutSecretKeys(asJson(body)));
	const raw = simplified && !get(simplify) ? { raw: whole() } : {};
	// What is queued has not happened yet: no shape may claim that it has.
	if (!isRead(operation) && isQueued(body)) return [{ json: { ...queued(whole(), instanceId, values), ...raw } }];
	const shape = simplified ?? json;
	const shaped = shape ? named(shape(asObject(body), instanceId, values)) : whole();
	return [await withFile(job, file, body, { ...shaped, ...raw })];
}

function wantedRows({ get, item }: Job): number {
	if (get(returnAll)) return Infinity;
	const wanted = Number(get(limit));
	if (Number.isInteger(wanted) && wanted > 0) return wanted;
	throw inputError(item, limit, `is not a whole number of 1 or more: ${String(get(limit))}`);
}

async function resultsOfRows(job: Job, rows: IDataObject[]): Promise<Result[]> {
	const { file } = job.operation.output ?? {};
	const results: Result[] = [];
	// One after the other: a page of media would otherwise be in memory at once before it is stored.
	for (const row of rows) results.push(await withFileOrReason(job, file, row, withoutSecretKeys(row)));
	return results;
}

/** Without the name of its field the file would be lost, after all had been done to get it. */
function demandFileField({ operation, get, item }: Job): void {
	const { file } = operation.output ?? {};
	const isWanted = file && (!file.onRequest || get(file.onRequest));
	if (isWanted && !String(get(binaryPropertyName) ?? '').trim()) throw inputError(item, binaryPropertyName, 'is empty');
}

async function withFile(job: Job, file: FileOutput | undefined, body: unknown, json: IDataObject): Promise<Result> {
	if (!file || (file.onRequest && !job.get(file.onRequest))) return { json };
	const { read, onRequest, isLarge, ...kind } = file;
	const found = read(body);
	if (!found && onRequest) return { json };
	if (!found) throw noFile(job, kind.mimeType.startsWith('image/') ? 'picture' : 'file');
	const { bytes, ...told } = await fetched(job, found);
	const { name, type } = nameAndType(bytes, kind, withoutValues(told, job.account.secrets));
	const binary = await job.item.context.helpers.prepareBinaryData(bytes, name, type);
	return { json: isLarge ? withoutText(json, bytes) : json, binary: { [job.get(binaryPropertyName) as string]: binary } };
}

/** A file that cannot be had takes neither the others with it nor the list. */
async function withFileOrReason(job: Job, file: FileOutput | undefined, row: IDataObject, json: IDataObject): Promise<Result> {
	refuseIfCancelled(job);
	try {
		return await withFile(job, file, row, json);
	} catch (error) {
		return { json: withReason(json, inOneMessage(error as Error)) };
	}
}

/** Beside what Wawp tells of the media, as the trigger has it; the posts of a channel are messages within a row. */
function withReason(json: IDataObject, error: string): IDataObject {
	const { media, message } = json;
	if (media === undefined && isObject(message)) return { ...json, message: withReason(message as IDataObject, error) };
	return { ...json, media: { ...(isObject(media) ? media : { url: media }), error } };
}

/** A file that came as a text is not kept a second time as that. */
function withoutText(json: IDataObject, bytes: Buffer): IDataObject {
	const isFile = (text: string): boolean => text.length > bytes.length && bytesIn(text)?.equals(bytes) === true;
	return mapTexts(json, { text: (text) => (isFile(text) ? `${bytes.length} bytes` : text), key: (key) => key }) as IDataObject;
}

async function fetched(job: Job, found: Buffer | FileBytes | FileLink): Promise<FileBytes> {
	if (Buffer.isBuffer(found)) return { bytes: found };
	return 'bytes' in found ? found : await download(fetchingFor(job), found);
}

const fetchingFor = ({ item: { context, index }, account, instanceId, get }: Job): Fetching => ({
	context,
	itemIndex: index,
	account,
	instanceId,
	limitMb: Number(get(downloadLimit) ?? downloadLimit.default),
	cancel: context.getExecutionCancelSignal(),
});

const noFile = ({ operation, item: { context, index } }: Job, name: string): NodeOperationError =>
	new NodeOperationError(context.getNode(), `Wawp's answer holds no ${name}`, {
		itemIndex: index,
		description: operation.needs
			? `There is one only while the session is in the state ${operation.needs}: see 'Session > Get Info'.`
			: 'The WhatsApp engine of this instance may have nothing to show.',
	});

const asQueued = (body: IDataObject): IDataObject => ({ ...body, status: 'queued', jobId: jobIdIn(body) });

/** A bare number or text, as some engines answer, is the `answer`. */
function asObject(body: unknown): IDataObject {
	if (isObject(body)) return body as IDataObject;
	return body === undefined || body === '' || Buffer.isBuffer(body) ? {} : { answer: body as string };
}

/** An instance has one name in all items, whatever Wawp calls it. */
function named(json: IDataObject): IDataObject {
	const { instance_id: id } = isObject(json.data) && json.instance_id === undefined ? (json.data as IDataObject) : json;
	return typeof id === 'string' && json.instanceId === undefined ? { instanceId: id, ...json } : json;
}

/** An item is an object, whatever Wawp answered. */
function asJson(body: unknown): IDataObject {
	const isEmpty = body === undefined || body === '' || (isObject(body) && Object.keys(body).length === 0);
	if (isEmpty) return { success: true };
	if (isObject(body)) return body as IDataObject;
	return { answer: Buffer.isBuffer(body) ? `${body.length} bytes` : (body as string) };
}

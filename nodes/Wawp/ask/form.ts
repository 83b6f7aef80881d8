import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { isObject } from '../engine/answer';
import { withoutValues } from '../engine/redact';
import { accountFor } from '../delivery/account';
import { claim, confirm } from './delivery';
import { chosenIn } from './judge';
import { type Given, fileOf, itemOf } from './output';
import { HEADERS, closedPage, donePage, formPage, sendPage } from './page';
import type { Question } from './question';

/* What a person has entered on the page. */

const MB = 1024 * 1024;

/** Goes on with what is an answer; shows the page again, with what is missing, for what is none. */
export async function readForm(context: IWebhookFunctions, question: Question): Promise<IWebhookResponseData> {
	const given = await givenIn(context, question);
	if (typeof given === 'string') return sendPage(context, 422, formPage(question, given));
	// Who clicks twice sees what comes of the second time; and it may be somebody else.
	return (await claim(context, question, async () => await take(context, question, given))) ?? sendPage(context, 410, closedPage());
}

async function take(context: IWebhookFunctions, question: Question, given: Pick<Given, 'said' | 'binary'>): Promise<IWebhookResponseData> {
	const account = await accountFor(context);
	await confirm(context, question, { account, instanceId: question.instanceId });
	const response = context.getResponseObject() as unknown as { setHeader(name: string, value: string): void };
	for (const [name, value] of HEADERS) response.setHeader(name, value);
	// n8n answers once it has gone on.
	return { workflowData: [[withoutValues(itemOf(given), account.secrets)]], webhookResponse: donePage() };
}

/** Or what is missing, in words for the person. */
async function givenIn(context: IWebhookFunctions, question: Question): Promise<Pick<Given, 'said' | 'binary'> | string> {
	const { fields, files } = partsIn(context.getBodyData());
	if (question.responseType === 'file') return await fileIn(context, question, files);
	const answer = typeof fields.answer === 'string' ? fields.answer : '';
	if (question.responseType === 'freeText') return answer.trim() === '' ? 'Please write an answer.' : { said: { text: answer.replace(/\r\n/g, '\n') } };
	const index = /^\d{1,2}$/.test(answer) ? Number(answer) : -1;
	return index >= 0 && index < question.labels.length ? { said: chosenIn(question, index) as { approved: boolean } | { choice: string } } : 'Please choose an answer.';
}

/** n8n takes the parts of an upload apart into `data` and `files`. */
function partsIn(body: unknown): { fields: IDataObject; files: IDataObject } {
	if (!isObject(body)) return { fields: {}, files: {} };
	const { data, files } = body;
	return isObject(files) ? { fields: isObject(data) ? (data as IDataObject) : {}, files: files as IDataObject } : { fields: body as IDataObject, files: {} };
}

async function fileIn(context: IWebhookFunctions, { file }: Question, files: IDataObject): Promise<Pick<Given, 'said' | 'binary'> | string> {
	const [upload] = [files.answer].flat();
	if (!isObject(upload) || typeof upload.filepath !== 'string' || !(Number(upload.size) > 0)) return 'Please choose a file.';
	const size = Number(upload.size);
	if (size > file!.limitMb * MB) return `The file is larger than ${file!.limitMb} MB. Please choose a smaller one.`;
	const name = String(upload.originalFilename ?? '').replace(/^.*[\\/]/s, '') || 'file';
	const data = await context.nodeHelpers.copyBinaryFile(upload.filepath, name, typeof upload.mimetype === 'string' ? upload.mimetype : undefined);
	return { said: { file: fileOf(data, size) }, binary: { field: file!.field, data } };
}

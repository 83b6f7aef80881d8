import type { IBinaryData, IDataObject, IWebhookFunctions } from 'n8n-workflow';

import type { WawpAccount } from '../engine/account';
import { download } from '../engine/download';
import { inOneMessage } from '../engine/errors';
import { nameOfType, typeOfBytes } from '../engine/fileType';
import { instanceIdOf } from '../engine/instance';
import { call } from '../engine/transport';
import { downloadLimit } from '../fields/output';
import { mediaFile, mediaIn } from '../message/media';
import { lid } from '../resources/lid';
import { time } from '../session/time';
import { lidShape } from '../shapes';
import type { WawpEvent } from './event';
import { withSenderPhone } from './shape';

/*
 * What takes a request: the file of a message, the number behind a hidden identity. It happens once Wawp has its
 * answer, so that no slowness of it looks like a lost delivery, and no failure of it costs the event.
 */

export interface Finishing {
	context: IWebhookFunctions;
	account: WawpAccount;
	/** The number behind a hidden identity, as far as this trigger has heard of it. */
	phones: Map<string, string>;
	options: { downloadMedia?: boolean; downloadLimit?: number; resolvePhone?: boolean };
}

export interface Finished {
	event: WawpEvent;
	file?: IBinaryData;
}

const LONGEST_MS = 10_000;

export const finishingOf = (context: IWebhookFunctions, account: WawpAccount, phones: Map<string, string>): Finishing => ({
	context,
	account,
	phones,
	options: context.getNodeParameter('options', {}) as Finishing['options'],
});

export async function finished(finishing: Finishing, event: WawpEvent): Promise<Finished> {
	const { downloadMedia = false, resolvePhone = false } = finishing.options;
	if (!downloadMedia && !resolvePhone) return { event };
	const signal = AbortSignal.timeout(LONGEST_MS / time.speed);
	const [senderPhone, { media, file }] = await Promise.all([
		resolvePhone ? phoneOf(finishing, event, signal) : undefined,
		downloadMedia ? mediaOf(finishing, event, signal) : ({} as Media),
	]);
	return {
		event: { ...event, fields: { ...(senderPhone ? withSenderPhone(event.fields, senderPhone) : event.fields), ...(media && { media }) } },
		...(file && { file }),
	};
}

async function phoneOf({ context, account, phones }: Finishing, { fields, instanceId }: WawpEvent, signal: AbortSignal): Promise<string | undefined> {
	const [, digits] = /^(\d{1,20})@lid$/.exec(String(fields.senderId)) ?? [];
	if (digits === undefined || fields.senderPhone) return undefined;
	const known = phones.get(digits);
	if (known !== undefined) return known;
	try {
		const target = { account, instanceId: instanceIdOf(context, instanceId, account) };
		const body = await unlessLate(call(context, lid.operations.getByLid, { lid: `${digits}@lid` }, target), signal);
		const { phoneNumber } = lidShape(body as IDataObject, target.instanceId, {});
		if (typeof phoneNumber !== 'string' || !/^\d{1,20}$/.test(phoneNumber)) return undefined;
		phones.set(digits, phoneNumber);
		return phoneNumber;
	} catch (error) {
		context.logger.warn(`Wawp Trigger: could not resolve the number of a hidden sender: ${(error as Error).message}`);
		return undefined;
	}
}

interface Media {
	media?: IDataObject;
	file?: IBinaryData;
}

async function mediaOf(finishing: Finishing, event: WawpEvent, signal: AbortSignal): Promise<Media> {
	const { media } = event.fields;
	if (!media) return {};
	try {
		return { file: await fileOf(finishing, event, signal) };
	} catch (error) {
		return { media: { ...(media as IDataObject), error: inOneMessage(error as Error) } };
	}
}

async function fileOf({ context, account, options }: Finishing, { payload, instanceId, fields }: WawpEvent, signal: AbortSignal): Promise<IBinaryData> {
	const { error, filename, mimetype } = fields.media as IDataObject;
	// What Wawp could not get is not to be had from it.
	if (typeof error === 'string') throw new Error(error);
	const found = mediaIn(payload);
	if (!found) throw new Error('Wawp delivered no address of the file');
	const limitMb = Number(options.downloadLimit ?? downloadLimit.default);
	const fetching = { context, account, instanceId: instanceIdOf(context, instanceId, account), limitMb, cancel: signal };
	const { bytes, ...told } = 'bytes' in found ? found : await unlessLate(download(fetching, found), signal);
	const named = { ...(filename ? { fileName: String(filename) } : {}), ...(mimetype ? { mimeType: String(mimetype) } : {}) };
	const { fileName, mimeType } = { mimeType: mediaFile.mimeType, ...named, ...told };
	const type = typeOfBytes(bytes, mimeType);
	return await context.helpers.prepareBinaryData(bytes, fileName ?? nameOfType(mediaFile.fileName, type), type);
}

/** What hangs must not keep the event waiting, even where it cannot be stopped. */
async function unlessLate<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	const late = new Promise<never>((_resolve, reject) => {
		const refuse = () => reject(new Error(`It took longer than ${LONGEST_MS / 1000} seconds`));
		if (signal.aborted) refuse();
		else signal.addEventListener('abort', refuse);
	});
	return await Promise.race([work, late]);
}

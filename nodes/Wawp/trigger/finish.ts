import { type IBinaryData, type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { type WawpAccount, accountOf } from '../engine/account';
import { download } from '../engine/download';
import { inOneMessage } from '../engine/errors';
import { nameAndType } from '../engine/fileType';
import { inRange } from '../engine/inRange';
import { sentences } from '../engine/sentences';
import { instanceIdOf } from '../engine/instance';
import { withoutValues } from '../engine/redact';
import { ask, refusalOf } from '../engine/transport';
import { downloadLimit } from '../engine/outputFields';
import { mediaFile, mediaIn } from '../message/media';
import { isPerson, userOf } from '../fields/values/ids';
import { lid } from '../resources/lid';
import { isUntoldYet } from '../session/observe';
import { endingAfter, unlessLate } from '../time/late';
import { namesIn } from '../resources/shapes';
import type { WawpEvent } from '../delivery/event';
import { hangsOnNumber, passes } from './filters';
import { inTurn } from './inTurn';
import { triggerKeyOf } from './memory/keys';
import { type Memory, notePhone, recall } from './memory/process';
import { type Settings, UNGUARDED } from './settings';
import { withSenderPhone } from '../delivery/shape';

/*
 * What takes a request: the file of a message, the number behind a hidden identity. No failure of it costs the event: where the
 * filters ask for a number that is not told just now, the run fails, and can be retried.
 */

export interface Finishing {
	context: IExecuteFunctions;
	settings: Settings;
	/** Unset where no request is to be made. */
	account?: WawpAccount;
	memory: Memory;
}

export interface Finished {
	event: WawpEvent;
	file?: IBinaryData;
}

const LONGEST_MS = 60_000;

export async function finishingOf(context: IExecuteFunctions, settings: Settings): Promise<Finishing> {
	const isNeeded = settings.downloadMedia || settings.resolvePhone;
	const memory = recall(triggerKeyOf(context));
	return { context, settings, memory, ...(isNeeded && { account: await accountOf(context, 0) }) };
}

/** Undefined where the number that was looked up is none of those that the filters want. */
export async function finished(finishing: Finishing, event: WawpEvent): Promise<Finished | undefined> {
	const { account, settings: { downloadMedia, resolvePhone, filters } } = finishing;
	if (!account) return { event };
	const { fields, fault }: Resolved = resolvePhone ? await inTurn(async () => await resolved(finishing, account, event)) : { fields: event.fields };
	if (fault && hangsOnNumber(filters, fields)) throw untold(finishing, fields, fault);
	if (resolvePhone && !passes(filters, fields)) return undefined;
	const { media, file } = downloadMedia ? await mediaOf(finishing, account, event) : ({} as Media);
	return { event: { ...event, fields: { ...fields, ...(media && { media }) } }, ...(file && { file }) };
}

const untold = ({ context }: Finishing, { senderId }: IDataObject, fault: Error): NodeOperationError =>
	new NodeOperationError(context.getNode(), `Whether the event passes the filters is not known, as Wawp did not tell the number behind ${String(senderId)}`, {
		description: sentences(inOneMessage(fault), 'Retry this execution once Wawp answers again.'),
	});

/** A group may be joined by hundreds at once; Wawp answers for one at a time. */
const MOST_MEMBERS = 20;

interface Resolved {
	fields: IDataObject;
	/** Why Wawp cannot tell the number of the sender just now. */
	fault?: Error;
}

/** The fields, with the numbers of the sender and of the members of a group that are hidden. */
async function resolved(finishing: Finishing, account: WawpAccount, { fields, instanceId }: WawpEvent): Promise<Resolved> {
	const late = ending();
	const lookUp = async (id: unknown) => await lookedUp(finishing, account, { id, instanceId, late });
	const { phone: senderPhone, fault } = fields.senderPhone ? {} : await lookUp(fields.senderId);
	const told = senderPhone ? withSenderPhone(fields, senderPhone) : fields;
	const { participants, participantPhones } = told as { participants?: unknown; participantPhones?: Array<string | null> };
	if (!Array.isArray(participants) || !participantPhones) return { fields: told, fault };
	const phones = [...participantPhones];
	const hidden = [...phones.keys()].filter((index) => phones[index] === null).slice(0, MOST_MEMBERS);
	for (const index of hidden) phones[index] = (await lookUp(participants[index])).phone ?? null;
	return { fields: { ...told, participantPhones: phones }, fault };
}

/** The fields, with the number of a hidden sender where this process has asked for it before. */
export function withKnownPhone({ phones }: Memory, fields: IDataObject): IDataObject {
	const known = fields.senderPhone ? undefined : phones.get(String(fields.senderId).replace(/@lid$/, ''));
	return known === undefined ? fields : withSenderPhone(fields, known);
}

interface Hidden {
	id: unknown;
	instanceId: string | null;
	/** Until when it may be looked up. */
	late: AbortSignal;
}

interface LookedUp {
	phone?: string;
	/** Why Wawp cannot tell it just now. */
	fault?: Error;
}

async function lookedUp({ context, memory }: Finishing, account: WawpAccount, { id, instanceId, late }: Hidden): Promise<LookedUp> {
	const [, digits] = /^(\d{1,20})@lid$/.exec(String(id)) ?? [];
	if (digits === undefined) return {};
	const known = memory.phones.get(digits);
	if (known !== undefined || late.aborted) return { phone: known };
	const noted = (fault: Error, isPassing: boolean): LookedUp => {
		context.logger.warn(`Wawp Trigger: could not resolve a hidden number: ${fault.message}`);
		return isPassing ? { fault } : {};
	};
	const { getByLid } = lid.operations;
	try {
		const target = { account, instanceId: instanceIdOf(context, instanceId, account) };
		const answer = await unlessLate(ask(context, getByLid, { lid: `${digits}@lid` }, target), late, LATE);
		if (answer.failure) return noted(await refusalOf(context, getByLid, answer, target), isUntoldYet(answer));
		const names = namesIn(`${digits}@lid`, answer.body);
		if (!names) return noted(new Error("Wawp's answer is about another hidden identity"), true);
		const phone = names.filter(isPerson).map(userOf)[0] ?? '';
		if (!/^\d{1,20}$/.test(phone)) return {};
		notePhone(memory, digits, phone);
		return { phone };
	} catch (error) {
		return noted(error as Error, true);
	}
}

interface Media {
	media?: IDataObject;
	file?: IBinaryData;
}

async function mediaOf(finishing: Finishing, account: WawpAccount, event: WawpEvent): Promise<Media> {
	const { media } = event.fields;
	if (!media) return {};
	try {
		return { file: await inTurn(async () => await fileOf(finishing, account, event)) };
	} catch (error) {
		return { media: withoutValues({ ...(media as IDataObject), error: inOneMessage(error as Error) }, account.secrets) };
	}
}

async function fileOf({ context, settings }: Finishing, account: WawpAccount, { payload, instanceId, fields }: WawpEvent): Promise<IBinaryData> {
	const signal = ending();
	const { error, filename, mimetype } = fields.media as IDataObject;
	// What Wawp could not get is not to be had from it.
	if (typeof error === 'string') throw new Error(error);
	const found = mediaIn(payload);
	if (!found) throw new Error('Wawp delivered no address of the file');
	if (!settings.isGuarded && 'url' in found) throw new Error(UNGUARDED);
	const limitMb = Number(inRange(downloadLimit, settings.downloadLimit ?? downloadLimit.default));
	const fetching = { context, account, instanceId: instanceIdOf(context, instanceId, account), limitMb, cancel: signal };
	const { bytes, ...told } = 'bytes' in found ? found : await unlessLate(download(fetching, found), signal, LATE);
	// What the engine says of it beats the end of its address, and what its host says.
	const { name, type } = nameAndType(bytes, mediaFile, { fileName: filename, mimeType: mimetype }, told);
	return await context.helpers.prepareBinaryData(bytes, name, type);
}

const ending = (): AbortSignal => endingAfter(LONGEST_MS);

const LATE = `It took longer than ${LONGEST_MS / 1000} seconds`;

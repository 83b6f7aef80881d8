import type { IBinaryData, IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { WawpAccount } from '../engine/account';
import { download } from '../engine/download';
import { nameAndType } from '../engine/fileType';
import { operationOf } from '../engine/job';
import { noteNewest } from '../engine/newest';
import type { Target } from '../engine/operation';
import { withoutValues } from '../engine/redact';
import { ended } from '../engine/sentences';
import { call } from '../engine/transport';
import { mediaFile, mediaIn } from '../message/media';
import { resources } from '../resources';
import { accountFor } from '../delivery/account';
import { addressesIfTold, addressesOf } from '../delivery/addresses';
import { type WawpEvent, eventsOf } from '../delivery/event';
import { chatsIn } from '../delivery/sameChat';
import { sameMessage } from '../message/messageId';
import { type Refusal, answer, sayOnce } from '../delivery/refusals';
import { unsealed } from '../delivery/secrets';
import { isTrusted } from '../delivery/sender';
import { areRivals, askedIn, askedLater, rivalsUnder } from '../delivery/asked';
import { standingOf } from './gone';
import { hearNoMore, writerFor } from './hearing';
import { type Answer, answerIn, hiddenAnswerIn, isLater } from './judge';
import { fileOf, itemOf } from './output';
import type { Question } from './question';
import { mayTake } from './takes';
import { countOf } from './votes';
import { mayAnswer } from './who';
import { isBackWithin } from './working';

/* What Wawp delivers to a question. Whatever is no answer to it leaves the execution asleep, untouched. */

/** Wawp repeats what is not answered with a 2xx. */
const AGAIN: Refusal = { status: 503, message: 'Not yet: send it again' };

export async function hearDelivery(context: IWebhookFunctions, id: string, question: Question): Promise<IWebhookResponseData> {
	const account = await accountFor(context);
	const events = heardIn(context, account, question);
	if ('status' in events) return refuse(context, events);
	const target = { account, instanceId: question.instanceId };
	// All of them first: one delivery may hold a vote, and another one that has taken its place.
	const heard = [];
	for (const event of events) {
		const given = answerIn(event, question) ?? hiddenAnswerIn(event, question);
		const may = given && (await mayAnswer(context, question, given, target));
		if (may === true || (may === 'perhaps' && isInDoubt(question, given!))) heard.push({ given: given!, may });
	}
	const counted = heard.map(({ given, may }) => ({ given, count: may === 'perhaps' ? 'again' : question.answerBy === 'poll' ? countOf(question, given) : 'counts' }));
	for (const { given, count } of counted) {
		if (count === 'over' || isOfAnother(question, given)) continue;
		const isForOther = count !== 'again' && (await isForAnother(context, id, question, given, target));
		if (isForOther === 'perhaps') return refuse(context, AGAIN);
		// It may have answered the other one meanwhile.
		if (isForOther || isOfAnother(question, given)) continue;
		const taking = count === 'again' ? undefined : claim(context, question, async () => await take(context, id, question, given, target), given);
		return (await taking) ?? refuse(context, AGAIN);
	}
	return answer(context, 200, 'No answer to the question');
}

/** The events of a delivery that is Wawp's, about this instance. */
function heardIn(context: IWebhookFunctions, account: WawpAccount, { seal, instanceId }: Question): WawpEvent[] | Refusal {
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	if (!rawBody) return { status: 415, message: 'A delivery of Wawp is JSON' };
	// n8n has checked the signature of the address. That of the delivery may be missing, but must not be wrong.
	const secret = seal === undefined ? undefined : unsealed(seal, account.accessToken);
	if (secret !== undefined && !isTrusted('check', secret, rawBody, context.getHeaderData() as IDataObject)) return { status: 403, message: 'The signature does not match' };
	const events = eventsOf(rawBody);
	return 'status' in events ? events : events.filter((event) => isOf(instanceId, event));
}

/** An instance may be named in other letters than Wawp has it, or by its session's name. */
const isOf = (named: string, { instanceId, session }: WawpEvent): boolean => instanceId === null || [instanceId, session].some((name) => name?.toLowerCase() === named.toLowerCase());

function refuse(context: IWebhookFunctions, { status, message }: Refusal): IWebhookResponseData {
	if (status !== AGAIN.status) sayOnce(context, `refused a delivery (${status}): ${message}`);
	return answer(context, status, message);
}

/**
 * A message that quotes nothing answers the question that was asked last of those who may answer it, in that chat, and that takes
 * such a message. The others are in the list of the instance, where each says when it was registered, and what it takes. It is
 * asked somewhat later than that: `perhaps` where it is not known yet whether that was before the message.
 */
async function isForAnother(context: IWebhookFunctions, id: string, question: Question, given: Answer, target: Target): Promise<boolean | 'perhaps'> {
	const { isBare, at: writtenAt, event: { fields } } = given;
	if (!isBare) return false;
	const listed = await addressesIfTold(context, target).catch(() => []);
	if (listed === undefined && isInDoubt(question, given)) return 'perhaps';
	const urls = Array.isArray(listed) ? listed.map(({ url }) => url) : [];
	const asked = urls.map(askedIn).find((one) => one?.id === id);
	// An address tells the time by the clock of n8n, a message by that of WhatsApp, in seconds.
	const aheadMs = Math.max(0, (asked?.at ?? 0) - question.askedAt - 999);
	const key = context.getInstanceId();
	const rivals = rivalsUnder(key, chatsIn(fields), question.rivals ?? '');
	const later = askedLater(urls, { id, rivals }, (writtenAt ?? Date.now()) + aheadMs).filter((url) => mayTake(askedIn(url)?.takes, fields, key));
	let isPerhaps = false;
	// Most often the newest is open, and no other needs to be looked at: each of them hears the message as well.
	for (const url of later) {
		const standing = await standingOf(context, url);
		if (standing === 'busy') isPerhaps = true;
		else if (standing !== 'gone' && !(typeof standing === 'number' && isBefore(writtenAt, standing))) return true;
	}
	// One that runs for so long is asked only after the message, or has been answered, and its address was left behind.
	return isPerhaps && isInDoubt(question, given) && 'perhaps';
}

/** As a question judges by itself what was written before it was asked. */
const isBefore = (writtenAt: number | undefined, askedAt: number): boolean => writtenAt !== undefined && !isLater(writtenAt, askedAt);

/** Since when something waits for what Wawp does not tell just now, in Unix milliseconds. */
const doubts = new Map<string, number>();
/** Wawp delivers again for longer than that. */
const LONGEST_DOUBT_MS = 20_000;

function isInDoubt({ fingerprint }: Question, { messageId, event }: Answer): boolean {
	const key = JSON.stringify([fingerprint, messageId, event.id]);
	const since = doubts.get(key) ?? Date.now();
	noteNewest(doubts, key, since, MOST_TAKEN);
	return Date.now() - since < LONGEST_DOUBT_MS;
}

/** Questions that are being answered, so that no answer is taken, or confirmed, twice: until when, in Unix milliseconds. */
const taken = new Map<string, number>();
/** What a message has answered: one that quotes nothing may come to the question before, of the same people, when the newest is over. */
const answers = new Map<string, Answered[]>();
const MOST_TAKEN = 1_000;

type Answered = Pick<Question, 'fingerprint' | 'rivals'>;

/** What was begun for a sender that has hung up may still come to its end. Wawp delivers again for longer than that. */
const HUNG_UP_MS = 15_000;

/** In a direct chat all are to the same person, whatever was known of their names. */
const isOfAnother = (question: Question, { isBare, messageId, event: { fields } }: Answer): boolean =>
	isBare &&
	messageId !== null &&
	answeredBy(keyOfAnswer(question, messageId)).some((other) => other.fingerprint !== question.fingerprint && (fields.chatType === 'direct' || areRivals(other.rivals ?? '', question.rivals ?? '')));

const answeredBy = (key: string): Answered[] => answers.get(key) ?? [];

const keyOfAnswer = ({ instanceId }: Question, messageId: string): string => `${instanceId} ${sameMessage(messageId)}`;

/** Does the work that an answer makes, unless another one has been taken: until n8n has said that it could not go on. */
export function claim<T>(context: IWebhookFunctions, question: Question, work: () => Promise<T>, answer?: Answer): Promise<T> | undefined {
	const { fingerprint, rivals } = question;
	if ((taken.get(fingerprint) ?? 0) > Date.now()) return undefined;
	noteNewest(taken, fingerprint, Infinity, MOST_TAKEN);
	const key = answer?.messageId && keyOfAnswer(question, answer.messageId);
	if (key) noteNewest(answers, key, [...answeredBy(key), { fingerprint, rivals }], MOST_TAKEN);
	const done = work();
	const response = context.getResponseObject() as unknown as { statusCode: number; writableFinished?: boolean; destroyed?: boolean; once(event: string, listener: () => void): unknown };
	response.once('finish', () => {
		if (response.statusCode < 400) return;
		taken.delete(fingerprint);
		if (key) noteNewest(answers, key, answeredBy(key).filter((other) => other.fingerprint !== fingerprint), MOST_TAKEN);
	});
	// No `finish` comes where the sender hangs up before it is answered. Whatever is under way then goes on, perhaps for minutes.
	const letGo = () => noteNewest(taken, fingerprint, Date.now() + HUNG_UP_MS, MOST_TAKEN);
	const afterHangingUp = () => void (response.writableFinished === false && done.then(letGo, letGo));
	if (response.destroyed) afterHangingUp();
	else response.once('close', afterHangingUp);
	return done;
}

/** How long the next nodes are kept waiting for an engine that a change of its webhooks has restarted. */
const LONGEST_BOOT_MS = 30_000;

async function take(context: IWebhookFunctions, id: string, question: Question, given: Answer, target: Target): Promise<IWebhookResponseData> {
	const { fields } = given.event;
	const file = question.responseType === 'file' ? await fileIn(context, question, given, target).catch((error: Error) => error) : undefined;
	if (file instanceof Error) {
		sayOnce(context, `could not have the file of an answer: ${ended(file.message)} Wawp delivers it again for a while.`);
		return refuse(context, AGAIN);
	}
	if (question.confirmation !== undefined && (await isHeard(context, id, target))) await confirm(context, question, target);
	await endHearing(context, id, question, target);
	const by = { id: fields.senderId as string | null, phoneNumber: fields.senderPhone as string | null, name: fields.senderName as string | null };
	const said = file ? { file: file.told } : (given.said as Exclude<Answer['said'], { file: true } | undefined>);
	const item = itemOf({ said, at: given.at, by, messageId: given.messageId, ...(file && { binary: { field: question.file!.field, data: file.data } }) });
	return { workflowData: [[withoutValues(item, target.account.secrets)]], webhookResponse: { message: 'Taken as the answer' } };
}

/** Another process that was given the same answer takes the address away once it has confirmed it. */
const isHeard = async (context: IWebhookFunctions, id: string, target: Target): Promise<boolean> =>
	await addressesOf(context, target).then((list) => list.some(({ url }) => askedIn(url)?.id === id), () => true);

/** Before the address is removed, as the engine may boot after that. A text that does not arrive must not cost the answer. */
export async function confirm(context: IWebhookFunctions, { confirmation, chats }: Question, target: Target): Promise<void> {
	if (confirmation === undefined) return;
	try {
		await call(context, operationOf(resources, 'message.sendText'), { chatId: chats[0]!, message: confirmation }, target);
	} catch (error) {
		sayOnce(context, `could not send the confirmation of an answer: ${(error as Error).message}`);
	}
}

async function endHearing(context: IWebhookFunctions, id: string, { n8n = '' }: Question, target: Target): Promise<void> {
	try {
		await hearNoMore(writerFor(context, target.account, n8n), id, target);
		await isBackWithin(LONGEST_BOOT_MS, context, target);
	} catch (error) {
		sayOnce(context, `could not remove the address of a question that is answered: ${(error as Error).message}`);
	}
}

const LONGEST_DOWNLOAD_MS = 60_000;

async function fileIn(context: IWebhookFunctions, { file }: Question, { event: { payload, fields } }: Answer, { account, instanceId }: Target): Promise<{ told: IDataObject; data: IBinaryData }> {
	const { error, filename, mimetype } = (fields.media ?? {}) as IDataObject;
	if (typeof error === 'string') throw new Error(error);
	const found = mediaIn(payload);
	if (!found) throw new Error('Wawp delivered no address of it.');
	const fetching = { context, account, instanceId, limitMb: file!.limitMb, cancel: AbortSignal.timeout(LONGEST_DOWNLOAD_MS) };
	const { bytes, ...told } = 'bytes' in found ? found : await download(fetching, found);
	const { name, type } = nameAndType(bytes, mediaFile, { fileName: filename, mimeType: mimetype }, told);
	const data = await context.helpers.prepareBinaryData(bytes, name, type);
	return { told: fileOf({ fileName: data.fileName ?? name, mimeType: data.mimeType }, bytes.length), data };
}

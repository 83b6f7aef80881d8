import { randomBytes } from 'crypto';
import { type IDataObject, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';

import { type Answer, isObject, without } from '../engine/answer';
import { explained } from '../engine/failedItem';
import { isInnerOnly } from '../engine/innerAddress';
import { inRange } from '../engine/inRange';
import { refuseIfCancelled } from '../engine/wait';
import type { Job, Result, Target } from '../engine/operation';
import { ended } from '../engine/sentences';
import { type Asking, answerLimit, confirmation, mustQuote, pageButton, pageTitle } from '../fields/message/ask';
import { isPerson, userOf } from '../fields/values/ids';
import { downloadLimit } from '../engine/outputFields';
import { type SentMessage, sentMessage } from '../message/sent';
import { namesIn } from '../resources/shapes';
import { fingerprintOf, sealed } from '../delivery/secrets';
import type { Writer } from '../delivery/addresses';
import { n8nOf, pageQueryOf, queryOf, rivalsOf } from '../delivery/asked';
import { hear, hearNoMore, sweep, writerFor } from './hearing';
import { endOf, refuseOver } from './limit';
import { type Question, keep } from './question';
import { takesOf } from './takes';
import { isBackWithin } from './working';

/**
 * Asks, and puts the execution to sleep. n8n goes on with what `receive.ts` makes of the answer, without running the node again;
 * or, when the time is over, with the item that came in.
 */
export async function sendAndWait(job: Job): Promise<Result[]> {
	refuseSeveral(job);
	refuseWithinOther(job);
	const { context } = job.item;
	const asking = job.values.asking as unknown as Asking;
	const id = randomBytes(16).toString('hex');
	const isHeard = asking.answerBy !== 'webPage';
	refuseOver(job, endOf(job, isHeard));
	const asked = isHeard ? await askAndHear(job, asking, id) : await askByPage(job, asking, id);
	approveNothing(job);
	keep(context, { ...asking, ...settingsOf(job, asking), ...asked, fingerprint: fingerprintOf(id), instanceId: job.instanceId });
	await context.putExecutionToWait(endOf(job, isHeard));
	return context.getInputData() as INodeExecutionData[];
}

/** n8n resumes a node once an execution: of several questions, only one could ever be answered. */
function refuseSeveral({ item: { context, index } }: Job): void {
	const count = context.getInputData().length;
	if (count === 1) return;
	throw new NodeOperationError(context.getNode(), `Only one item at a time can be asked about, and ${count} came in. Put 'Loop Over Items' in front of this node, with a batch size of 1.`, {
		itemIndex: index,
		description: 'n8n goes on with one answer for each time that the node runs. Nothing was sent.',
	});
}

/** n8n's own agent runs its tools as nodes, which may sleep. An MCP server and older agents call them within another node, which does not wait: it would take the question for the answer. */
function refuseWithinOther({ item: { context, index } }: Job): void {
	if (!context.isToolExecution?.()) return;
	throw new NodeOperationError(context.getNode(), "Whoever calls this tool does not wait for a person. Use it below n8n's 'AI Agent' of version 3 or newer, or take 'Send Text' here.", {
		itemIndex: index,
		description: 'Nothing was sent. n8n cannot put an execution to sleep while another node is in the midst of its work, as an MCP server and older agents are.',
	});
}

/**
 * When the time is over, n8n hands the input of a review, or of a tool, to the agent as if it were the answer, and the agent takes one
 * that says `approved` for an approval. The model writes a part of that input: it must not approve by itself.
 */
function approveNothing({ item: { context } }: Job): void {
	if (!context.getNode().type.endsWith('Tool')) return;
	for (const { json } of context.getInputData()) {
		delete json.approved;
		if (isObject(json.data)) json.data = without(json.data, 'approved') as IDataObject;
	}
}

type Asked = Pick<Question, 'chats' | 'messageId' | 'askedAt'> & Partial<Pick<Question, 'who' | 'rivals' | 'seal' | 'n8n'>>;

function settingsOf({ get }: Job, { field }: Asking): Partial<Question> {
	const text = (given: unknown) => String(given ?? '').trim() || undefined;
	return {
		mustQuote: get(mustQuote) === true,
		confirmation: text(get(confirmation)),
		page: { title: text(get(pageTitle)), button: text(get(pageButton)) },
		...(field !== undefined && { file: { field, limitMb: Number(inRange(answerLimit, get(answerLimit) ?? downloadLimit.default)) } }),
	};
}

async function askByPage(job: Job, { text }: Asking, id: string): Promise<Asked> {
	const link = job.item.context.getSignedResumeUrl(pageQueryOf(id));
	return await sent(job, 'message.sendText', { message: `${text}\n\n${link}` });
}

/** The address first: an answer may be quicker than n8n. One that comes before the execution sleeps is refused by n8n, and comes again. */
async function askAndHear(job: Job, asking: Asking, id: string): Promise<Asked> {
	const { account, instanceId, item: { context }, values } = job;
	const chatId = String(values.chatId);
	const target = { account, instanceId, itemIndex: job.item.index };
	refuseUnanswerable(job, chatId);
	refuseUnreachable(job, context.getSignedResumeUrl());
	const names = await namesOf(job, [chatId, ...asking.who]);
	refuseIfCancelled(job);
	const [chats, who] = [names([chatId]), names(asking.who)];
	const rivals = rivalsOf(context.getInstanceId(), chats, asking.who.map((id) => names([id])));
	const takes = takesOf(asking, job.get(mustQuote) === true, context.getInstanceId());
	const until = endOf(job, true).getTime() + LONGEST_ASKING_MS;
	const url = context.getSignedResumeUrl(queryOf({ id, at: Date.now(), until, rivals, takes }));
	const writer = writerFor(context, account, n8nOf(url));
	await sweep(writer, url, target);
	return await askHearing(job, asking, writer, { url, chats, who, rivals, target }).catch(async (error: Error) => {
		await hearNoMore(writer, id, target).catch((fault: Error) => context.logger.warn(`Wawp: the address of a question that was not asked may be left behind: ${fault.message}`));
		throw error;
	});
}

interface Heard {
	/** Where Wawp delivers the answers. */
	url: string;
	target: Target;
	/** All that names the chat, and those who may answer. */
	chats: string[];
	who: string[];
	rivals: string;
}

async function askHearing(job: Job, asking: Asking, writer: Writer, { url, target, ...heard }: Heard): Promise<Asked> {
	const { webhookSecret, accessToken } = job.account;
	const { context } = job.item;
	const events = [asking.answerBy === 'poll' ? 'poll.vote' : 'message'];
	await hear(writer, { url, events, is_active: 1, ...(webhookSecret && { hmac: webhookSecret }) }, target);
	await isBackWithin(LONGEST_BOOT_MS, context, target, context.getExecutionCancelSignal());
	refuseIfCancelled(job);
	refuseOver(job, endOf(job, true));
	const asked = await question(job, asking);
	return {
		...asked,
		n8n: n8nOf(url),
		chats: [...new Set([...asked.chats, ...heard.chats])],
		who: heard.who,
		rivals: heard.rivals,
		...(webhookSecret && { seal: sealed(webhookSecret, accessToken) }),
	};
}

/** How long an engine may take to boot that a change of its webhooks has restarted. */
const LONGEST_BOOT_MS = 90_000;

/** From the address to the question, with what Wawp needs for both: so much longer nobody may take the address for one of the past. */
const LONGEST_ASKING_MS = 300_000;

async function question(job: Job, { text, responseType, answerBy, labels }: Asking): Promise<Asked> {
	const { context, index } = job.item;
	if (answerBy === 'reply') return await sent(job, 'message.sendText', { message: responseType === 'approval' ? `${text}\n\n${labels.map((label) => `*${label}*`).join(' / ')}` : text });
	const asked = await pollOf(job, text, labels);
	if (asked.messageId !== null) return asked;
	throw new NodeOperationError(context.getNode(), 'The poll was sent, but Wawp did not say which message it became: its votes could not be told from others', {
		itemIndex: index,
		description: "Delete the poll in the chat. 'Session > Get Rate Limit' shows whether messages are queued. A web page does not need to know: choose it for 'Answer By'.",
	});
}

/** WhatsApp takes so much as the question of a poll. A longer one goes before it as a message. */
const LONGEST_IN_POLL = 255;
const SHOWN_IN_POLL = 120;

async function pollOf(job: Job, text: string, labels: string[]): Promise<Asked> {
	const poll = { options: labels, multipleAnswers: false };
	if (text.length <= LONGEST_IN_POLL) return await sent(job, 'message.sendPoll', { poll: { name: text, ...poll } });
	const { messageId } = await sent(job, 'message.sendText', { message: text });
	refuseIfCancelled(job);
	// In whole signs: half an emoji is none.
	const name = `${[...text].slice(0, SHOWN_IN_POLL).join('').replace(/\s+/g, ' ').trim()}…`;
	return await sent(job, 'message.sendPoll', { poll: { name, ...poll }, ...(messageId && { reply_to: messageId }) }).catch((error: Error) => {
		throw explained(error, 'The whole question has gone out before, as a message: running this again sends it once more.');
	});
}

async function sent(job: Job, key: 'message.sendText' | 'message.sendPoll', values: object): Promise<Asked> {
	const chatId = String(job.values.chatId);
	const before = Date.now();
	const answer = await job.ask(key, { chatId, ...values });
	if (answer.failure) throw await job.errorOf(key, answer);
	const message = sentMessage(answer.body as never, job.instanceId, { chatId }) as SentMessage;
	if (message.status === 'failed') throw notTaken(job, message);
	const askedAt = Math.min(sentAt(answer, before), message.timestamp === null ? Infinity : Date.parse(message.timestamp));
	return { chats: [...new Set([chatId, ...(message.chatId ? [message.chatId] : [])])], messageId: message.messageId, askedAt };
}

/** By the clock of n8n, or that of Wawp, whichever is behind: answers tell the time of WhatsApp, and an engine may tell of what it sends by a clock that is ahead of it. */
function sentAt({ headers }: Answer, before: number): number {
	const theirs = Date.parse(headers.date ?? '') - (Date.now() - before);
	return theirs < before ? theirs : before;
}

/** Nobody would see the question that is waited for. */
const notTaken = ({ item: { context, index } }: Job, { error }: SentMessage): NodeOperationError =>
	new NodeOperationError(context.getNode(), 'WhatsApp did not take the question', {
		itemIndex: index,
		description: `${error === undefined ? 'Wawp does not say why.' : `Wawp says: ${ended(error)}`} Nothing waits for an answer. Look whether the number can write to this chat, and try again.`,
	});

/** Beside each number its hidden identity, and beside each hidden identity its number: an answer may come under either. Who is not found goes by what is known. */
async function namesOf(job: Job, ids: string[]): Promise<(given: string[]) => string[]> {
	const found = new Map<string, string[]>();
	for (const id of new Set(ids)) {
		if (!/@(c\.us|lid)$/.test(id)) continue;
		const [key, values] = isPerson(id) ? ['lid.getByPhone', { number: userOf(id) }] : ['lid.getByLid', { lid: id }];
		const answer = await job.ask(key as string, values as { lid: string }).catch(() => undefined);
		// Somebody else's names would let that one answer.
		const names = answer && !answer.failure ? namesIn(id, answer.body) : undefined;
		if (names) found.set(id, names);
	}
	return (given) => [...new Set(given.flatMap((id) => [id, ...(found.get(id) ?? [])]))];
}

/** Who is asked by a list answers in a chat of their own, and in a channel nobody writes but its owners. */
function refuseUnanswerable({ item: { context, index } }: Job, chatId: string): void {
	const kind = /@(newsletter|broadcast)$/.exec(chatId)?.[1];
	if (kind === undefined) return;
	throw new NodeOperationError(context.getNode(), `'To' names ${kind === 'newsletter' ? 'a channel' : 'a broadcast list'}, in which nobody can answer`, {
		itemIndex: index,
		description: "Nothing was sent. Ask a person or a group, or choose 'Web Page' for 'Answer By': whoever opens its link first answers.",
	});
}

/** A Wawp on this machine reaches what Wawp on the internet never will. */
function refuseUnreachable({ account, item: { context, index } }: Job, url: string): void {
	if (!isInnerOnly(url, account.baseUrl)) return;
	throw new NodeOperationError(context.getNode(), `Wawp cannot deliver answers to ${new URL(url).origin}, as this address is not reachable from the internet. Give n8n a public address with the environment variable WEBHOOK_URL.`, {
		itemIndex: index,
		description: "Nothing was sent. 'Web Page' works within your own network: choose it for 'Answer By'.",
	});
}

import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Asking } from '../fields/message/ask';
import { fingerprintOf } from '../delivery/secrets';
import { isSame } from '../delivery/sender';
import { questionIn } from '../delivery/asked';

/*
 * What webhook() must know of a question to judge its answers. It travels with the execution, in the context of the node, so that
 * it is there after a restart and in another process. It holds nothing by which an answer could be forged.
 */

export interface Question extends Asking {
	/** Of the ID in its address. */
	fingerprint: string;
	instanceId: string;
	/** All that names the chat: the number, and what WhatsApp hides it behind. */
	chats: string[];
	/** The message that it became; null where Wawp did not tell. */
	messageId: string | null;
	/** Unix milliseconds, by the clock of WhatsApp where that is told: what was written before is no answer. */
	askedAt: number;
	mustQuote?: boolean;
	confirmation?: string;
	/** Where the file of an answer goes, and how many MB it may have. */
	file?: { field: string; limitMb: number };
	page?: { title?: string; button?: string };
	/** Which others compete with it for one message, where it has an address. */
	rivals?: string;
	/** Whose address it has, where it has one: see `n8nOf`. */
	n8n?: string;
	/** What Wawp signs its deliveries with, for the holder of the access token. */
	seal?: string;
}

const KEY = 'wawpQuestion';

export function keep(context: IExecuteFunctions, question: Question): void {
	context.getContext('node')[KEY] = JSON.stringify(question);
}

/** The question that an execution waits with; undefined where the request is about another one, such as an earlier one of a loop. */
export function questionOf(context: IWebhookFunctions): Question | undefined {
	const kept = context.evaluateExpression(`{{ $node[${literal(context.getNode().name)}].context[${literal(KEY)}] }}`);
	if (typeof kept !== 'string') return undefined;
	const question = JSON.parse(kept) as Question;
	return isSame(fingerprintOf(questionIn(context.getQueryData() as Record<string, unknown>)), question.fingerprint) ? question : undefined;
}

/** In an expression, which braces would end. */
const literal = (text: string): string => JSON.stringify(text).replace(/[{}]/g, (brace) => (brace === '{' ? '\\u007b' : '\\u007d'));

import type { IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { type Refusal, answer, refuse } from '../delivery/refusals';
import { questionIn } from '../delivery/asked';
import { hearDelivery } from './delivery';
import { readForm } from './form';
import { openSince } from './gone';
import { closedPage, formPage, sendPage } from './page';
import { questionOf } from './question';

const common = { name: 'default', responseMode: 'onReceived', responseData: '', path: '={{ $nodeId }}', restartWebhook: true, isFullPath: true } as const;

/** Both ways in lead to an execution that sleeps, and n8n checks its own signature of the address before. */
export const answerWebhooks: IWebhookDescription[] = [
	{ ...common, httpMethod: 'GET' },
	{ ...common, httpMethod: 'POST' },
];

/** A GET answers nothing: WhatsApp opens links for their preview, and mail scanners do, too. */
export async function receiveAnswer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { method } = context.getRequestObject() as unknown as { method: string };
	const question = questionOf(context);
	const isPost = method === 'POST';
	if (!question) return isPost && isJson(context) ? answer(context, 200, 'The question is closed') : sendPage(context, 410, closedPage());
	if (question.answerBy === 'webPage') return isPost ? await readForm(context, question) : sendPage(context, 200, formPage(question));
	if (isPost) return await hearDelivery(context, questionIn(context.getQueryData() as Record<string, unknown>), question);
	if (isDelivery(context)) return refuse(context, REDIRECTED);
	// Who sweeps asks whether somebody still waits here.
	return answer(context, 200, openSince(question.askedAt));
}

/** A redirect by 301 or 302 makes a GET of a delivery, which leaves the answer behind, and Wawp's headers on it. */
const isDelivery = (context: IWebhookFunctions): boolean => Object.keys(context.getHeaderData()).some((name) => /^x-(webhook|wawp)-/i.test(name));

const REDIRECTED: Refusal = {
	status: 405,
	message: 'It came as a GET, without what it tells, as behind a redirect',
	advice: 'Give n8n the address that it is redirected to, with the environment variable WEBHOOK_URL, and ask again.',
};

const isJson = (context: IWebhookFunctions): boolean => /\bjson\b/i.test(String((context.getHeaderData() as Record<string, unknown>)['content-type']));

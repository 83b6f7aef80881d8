import { WebhookContext } from 'n8n-core';
import {
	Node,
	type IDataObject,
	type IN8nHttpFullResponse,
	type INode,
	type IRun,
	type IWebhookData,
	type IWebhookDescription,
	type IWebhookResponseData,
	type IWorkflowBase,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { WebhookResponse } from './httpServer';
import type { Instance } from './instance';
import { parseBody, type WebhookRequest } from './requestBody';
import type { RunOrder, Runs } from './runs';

export type Delivery = {
	instance: Instance;
	/** The process that runs the workflow; the one that takes the delivery unless given. */
	worker?: () => Instance;
	runs: Runs;
	saved: IWorkflowBase;
	workflow: Workflow;
	webhook: IWebhookData;
	mode: WorkflowExecuteMode;
	request: WebhookRequest;
	response: WebhookResponse;
};

/** Hands one HTTP request to the node behind its URL; returns the run it started, if it started one. */
export async function deliver(delivery: Delivery): Promise<{ run: Promise<IRun> } | undefined> {
	const { webhook, workflow, request, response } = delivery;
	const node = workflow.getNode(webhook.node);
	if (!node) throw new Error(`${workflow.id} has no node ${webhook.node}`);
	await parseBody(request, node.typeVersion);

	const outcome = await callNode(delivery, node).catch((error: Error) => ({ error }));
	if ('error' in outcome) return failedStart(delivery, node, outcome.error);

	const { workflowData, noWebhookResponse } = outcome;
	const startsRun = workflowData !== undefined;
	// n8n 2.41 saves when it answers. Before a run that it answers itself, the run has by then taken
	// over the static data and with it the mark that something changed: nothing is saved.
	if (!startsRun || noWebhookResponse) saveStaticData(delivery);

	if (!startsRun) {
		const { webhookResponse = { message: 'Webhook call received' } } = outcome;
		const { code } = answerOptions(delivery, node);
		if (!noWebhookResponse) response.status(code).send(webhookResponse);
		return undefined;
	}
	return startRun(delivery, node, outcome);
}

async function callNode(
	{ instance, workflow, webhook, mode, request, response }: Delivery,
	node: INode,
): Promise<IWebhookResponseData> {
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	if (!type.webhook) throw new Error(`${node.type} has no webhook()`);
	const data = instance.additionalData();
	Object.assign(data, { httpRequest: request, httpResponse: response });
	const context = new WebhookContext(workflow, node, data, mode, webhook, [], null);
	return type instanceof Node ? await type.webhook(context) : await type.webhook.call(context);
}

/** The sender hears no details; the user finds them in a failed execution. */
function failedStart(delivery: Delivery, node: INode, error: Error) {
	const { response } = delivery;
	if (!response.headersSent) {
		const message = 'Workflow Webhook Error: Workflow could not be started!';
		response.status(500).json({ code: 0, message });
	}
	return { run: order(delivery, node, { data: [[{ json: {} }]], error }) };
}

/** A test keeps its static data in the registration, and loses it with it. */
function saveStaticData({ instance, workflow, mode }: Delivery) {
	if (mode !== 'manual') instance.saveChangedStaticData(workflow);
}

function startRun(delivery: Delivery, node: INode, outcome: IWebhookResponseData) {
	const { response } = delivery;
	const data = outcome.workflowData ?? [];
	if (outcome.noWebhookResponse) return { run: order(delivery, node, { data }) };

	const { mode, code, body } = answerOptions(delivery, node);
	if (mode === 'onReceived') {
		const run = order(delivery, node, { data });
		const { webhookResponse = { message: 'Workflow was started' } } = outcome;
		response.status(code).send(body === 'noData' ? undefined : body || webhookResponse);
		return { run };
	}

	const onResponse = (given: unknown) => {
		const { statusCode, headers, body } = given as IN8nHttpFullResponse;
		for (const [name, value] of Object.entries(headers ?? {})) response.set(name, String(value));
		response.status(statusCode ?? code).send(body);
	};
	const run = order(delivery, node, { data, onResponse });
	void run.then((ended) => answerAtEnd(response, ended, mode, code, body));
	return { run };
}

function answerOptions({ workflow, webhook, mode }: Delivery, node: INode) {
	const evaluate = <T>(field: 'responseMode' | 'responseCode' | 'responseData', fallback: T) => {
		const { [field]: value }: IWebhookDescription = webhook.webhookDescription;
		return (workflow.expression.getComplexParameterValue(node, value, mode, {}) ?? fallback) as T;
	};
	return {
		mode: evaluate('responseMode', 'onReceived'),
		code: evaluate('responseCode', 200),
		body: evaluate<string | undefined>('responseData', undefined),
	};
}

function answerAtEnd(
	response: WebhookResponse,
	run: IRun,
	mode: string,
	code: number,
	body = 'firstEntryJson',
) {
	if (response.headersSent) return;
	const { error, lastNodeExecuted = '', runData } = run.data.resultData;
	if (error) response.status(500).json({ message: 'Error in workflow' });
	else if (mode === 'responseNode' || body === 'noData') response.status(code).send();
	else {
		const items = runData[lastNodeExecuted]?.at(-1)?.data?.main?.[0] ?? [];
		const all: IDataObject[] = items.map(({ json }) => json);
		response.status(code).send(body === 'allEntries' ? all : (all[0] ?? {}));
	}
}

/** Throws where n8n cannot store the execution. Whoever sent the delivery hears of it. */
function order(
	{ instance, worker, runs, saved, mode }: Delivery,
	node: INode,
	rest: Pick<RunOrder, 'data' | 'error' | 'onResponse'>,
): Promise<IRun> {
	runs.store();
	const pinData = mode === 'manual' ? saved.pinData : undefined;
	const given = { saved, node, mode, pinData, ...rest };
	return worker ? runs.start(worker(), queued(given)) : runs.start(instance, given);
}

/** What a worker reads from the database. n8n 2.41 leaves the static data out: the run starts with an empty copy. */
const queued = ({ onResponse, error, ...given }: RunOrder): RunOrder => ({
	...(JSON.parse(JSON.stringify({ ...given, saved: { ...given.saved, staticData: {} } })) as RunOrder),
	onResponse,
	error,
});

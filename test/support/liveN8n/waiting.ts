import { WebhookContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData, IRunExecutionData, IWebhookData, IWebhookResponseData, Workflow } from 'n8n-workflow';
import { HttpError } from './httpError';
import type { WebhookResponse } from './httpServer';
import type { Instance } from './instance';
import { parseBody, type WebhookRequest } from './requestBody';
import type { Begun, Runs } from './runs';

export type Knock = { instance: Instance; worker: Instance; runs: Runs; request: WebhookRequest; response: WebhookResponse };

/** What n8n 2.41 does with a request to an execution that waits in "Send and Wait": it goes on only with what the node's webhook() hands on. */
export async function knock(method: string, path: string, { instance, worker, runs, request, response }: Knock): Promise<void> {
	const [executionId = '', suffix = ''] = path.split('/').map(decodeURIComponent);
	const execution = runs.executionOf(executionId);
	if (!execution) throw new HttpError(404, `The execution "${executionId}" does not exist.`);
	if (!isSigned(request, contextFor({ instance, workflow: instance.workflowOf(execution.begun.order.saved), nodeId: suffix, executionId }))) return page(response, 401, 'Invalid token');
	if (execution.status === 'running') throw new HttpError(409, `The execution "${executionId}" is running already.`);
	if (execution.status === 'failed') throw new HttpError(409, `The execution "${executionId}" has finished with error.`);
	if (execution.status === 'finished') return page(response, 200, 'No action required');

	const { begun } = execution;
	// As it lies in the database.
	const data = structuredClone(begun.data);
	const workflow = instance.workflowOf(begun.order.saved);
	const webhook = restartWebhookOf(workflow, data.resultData.lastNodeExecuted ?? '', method, suffix);
	if (!webhook) return page(response, 200, 'No action required');
	const outcome = await callNode({ instance, workflow, webhook, request, response, executionId, data, begun });
	if (outcome.workflowData === undefined) {
		if (!outcome.noWebhookResponse) response.status(200).send(outcome.webhookResponse ?? { message: 'Webhook call received' });
		return;
	}
	runs.store();
	const goesOn = runs.resume(worker, executionId, resumed(data, outcome.workflowData as INodeExecutionData[][]));
	if (!goesOn) throw new HttpError(500, `The execution "${executionId}" is being resumed already.`);
	if (!outcome.noWebhookResponse) response.status(200).send(outcome.webhookResponse ?? { message: 'Workflow was started' });
}

/** Whether the address is as n8n itself would sign it. */
function isSigned(request: WebhookRequest, context: WebhookContext | undefined): boolean {
	const { search, searchParams } = new URL(request.url ?? '/', 'http://localhost');
	searchParams.delete('signature');
	const own = context && new URL(context.getSignedResumeUrl(Object.fromEntries(searchParams)));
	return own?.search === search;
}

function contextFor({ instance, workflow, nodeId, executionId }: { instance: Instance; workflow: Workflow; nodeId: string; executionId: string }): WebhookContext | undefined {
	const node = Object.values(workflow.nodes).find(({ id }) => id === nodeId);
	return node && new WebhookContext(workflow, node, instance.additionalData({ executionId }), 'webhook', {} as IWebhookData, [], null);
}

const page = (response: WebhookResponse, status: number, text: string): void => void response.status(status).send(`<html><body>${text}</body></html>`);

function restartWebhookOf(workflow: Workflow, name: string, method: string, suffix: string): IWebhookData | undefined {
	const node = workflow.getNode(name);
	if (!node) return undefined;
	const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const found = description.webhooks?.find(({ restartWebhook, httpMethod }) => restartWebhook === true && httpMethod === method);
	if (!found || workflow.expression.getSimpleParameterValue(node, found.path, 'internal', {}, undefined, '') !== suffix) return undefined;
	return { httpMethod: method, node: name, path: suffix, webhookDescription: found, workflowId: workflow.id } as IWebhookData;
}

type Called = Pick<Knock, 'instance' | 'request' | 'response'> & { workflow: Workflow; webhook: IWebhookData; executionId: string; data: IRunExecutionData; begun: Begun };

async function callNode({ instance, workflow, webhook, request, response, executionId, data, begun }: Called): Promise<IWebhookResponseData> {
	const node = workflow.getNode(webhook.node)!;
	await parseBody(request, node.typeVersion);
	const additional = Object.assign(instance.additionalData({ executionId }), { httpRequest: request, httpResponse: response });
	const context = new WebhookContext(workflow, node, additional, begun.order.mode, webhook, [], data);
	return await workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).webhook!.call(context);
}

/** The node does not run again: it is disabled, and what its webhook() gave is passed through. */
function resumed(data: IRunExecutionData, given: INodeExecutionData[][]): IRunExecutionData {
	const [entry] = data.executionData!.nodeExecutionStack;
	entry!.node.disabled = true;
	entry!.data.main = JSON.parse(JSON.stringify(given)) as INodeExecutionData[][];
	entry!.metadata = { ...entry!.metadata, forwardAllOutputs: true } as IDataObject;
	data.waitTill = undefined;
	data.resultData.runData[data.resultData.lastNodeExecuted!]!.pop();
	return data;
}

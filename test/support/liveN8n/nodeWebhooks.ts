import { HookContext } from 'n8n-core';
import {
	NodeHelpers,
	type IHttpRequestMethods,
	type INode,
	type IWebhookData,
	type IWebhookDescription,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Instance } from './instance';

/** The webhooks that a workflow's enabled nodes declare, each with the URL path it answers. */
export function nodeWebhooks(instance: Instance, workflow: Workflow): IWebhookData[] {
	const additionalData = instance.additionalData();
	return Object.values(workflow.nodes)
		.filter((node) => node.disabled !== true)
		.flatMap((node) => webhooksOf(node, workflow, additionalData));
}

/** Asks the node whether its webhook exists at the service, and has it created if not. */
export async function createIfMissing(
	workflow: Workflow,
	webhook: IWebhookData,
	mode: WorkflowExecuteMode,
	activation: WorkflowActivateMode,
) {
	const exists = await callHook('checkExists', workflow, webhook, mode, activation);
	if (exists !== true) await callHook('create', workflow, webhook, mode, activation);
}

/** n8n gives delete the same modes after a test and in production. */
export async function deleteWebhook(workflow: Workflow, webhook: IWebhookData) {
	await callHook('delete', workflow, webhook, 'internal', 'update');
}

async function callHook(
	method: 'checkExists' | 'create' | 'delete',
	workflow: Workflow,
	webhook: IWebhookData,
	mode: WorkflowExecuteMode,
	activation: WorkflowActivateMode,
): Promise<boolean | undefined> {
	const node = workflow.getNode(webhook.node);
	if (!node) return undefined;
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const hook = type.webhookMethods?.[webhook.webhookDescription.name]?.[method];
	const { workflowExecuteAdditionalData } = webhook;
	return await hook?.call(
		new HookContext(workflow, node, workflowExecuteAdditionalData, mode, activation, webhook),
	);
}

function webhooksOf(
	node: INode,
	workflow: Workflow,
	additionalData: IWorkflowExecuteAdditionalData,
): IWebhookData[] {
	const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	// a webhook that resumes a waiting execution belongs to that execution, not to the workflow
	const starting = (description.webhooks ?? []).filter(({ restartWebhook }) => !restartWebhook);
	return starting.flatMap((webhookDescription) => {
		const { path, methods } = addressOf(webhookDescription, node, workflow);
		return methods.map((httpMethod) => ({
			httpMethod,
			path,
			node: node.name,
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: additionalData,
		}));
	});
}

function addressOf(description: IWebhookDescription, node: INode, workflow: Workflow) {
	const evaluate = (value: string | boolean | undefined, fallback: string | boolean) =>
		workflow.expression.getSimpleParameterValue(node, value, 'internal', {}, undefined, fallback);
	const path = String(evaluate(description.path, '')).replace(/^\/|\/$/g, '');
	const isFullPath = evaluate(description.isFullPath, false) === true;
	return {
		path: NodeHelpers.getNodeWebhookPath(workflow.id, node, path, isFullPath),
		methods: String(evaluate(description.httpMethod, 'GET'))
			.split(',')
			.map((method) => method.trim() as IHttpRequestMethods),
	};
}

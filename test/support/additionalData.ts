import { ExternalSecretsProxy, type ExecutionLifecycleHooks } from 'n8n-core';
import type { DataTableProxyProvider, ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

export type Surroundings = {
	credentialsHelper: ICredentialsHelper;
	/** Where this n8n says it is reachable; webhook URLs are built on it. */
	baseUrl: string;
	executionId?: string;
	hooks?: ExecutionLifecycleHooks;
	/** Without them n8n's Data Table node says that the module is disabled. */
	dataTables?: DataTableProxyProvider;
};

/** Everything n8n's server hands to its engine beside the workflow, pared down to what nodes use. */
export function additionalData({
	credentialsHelper,
	baseUrl,
	executionId,
	hooks,
	dataTables,
}: Surroundings): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper,
		hooks,
		executionId,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${baseUrl}/rest`,
		instanceBaseUrl: baseUrl,
		formBaseUrl: `${baseUrl}/form`,
		formTestBaseUrl: `${baseUrl}/form-test`,
		formWaitingBaseUrl: `${baseUrl}/form-waiting`,
		webhookBaseUrl: `${baseUrl}/webhook`,
		webhookTestBaseUrl: `${baseUrl}/webhook-test`,
		webhookWaitingBaseUrl: `${baseUrl}/webhook-waiting`,
		mcpBaseUrl: `${baseUrl}/mcp`,
		mcpTestBaseUrl: `${baseUrl}/mcp-test`,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		executeWorkflow: async () => notInTests('Sub-workflows'),
		startRunnerTask: async () => notInTests('Task runners (the Code node)'),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		...(dataTables && { 'data-table': { dataTableProxyProvider: dataTables } }),
	};
}

function notInTests(what: string): never {
	throw new Error(`${what} are not available in tests`);
}

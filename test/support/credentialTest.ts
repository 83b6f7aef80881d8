import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeCredentialTestResult,
	type INodeType,
} from 'n8n-workflow';
import { additionalData } from './additionalData';
import { TestCredentialsHelper } from './credentials';
import { TestNodeTypes } from './nodeTypes';

/** What the editor shows when a user saves this credential: its `test` request, run as n8n runs it. */
export async function testCredential(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	if (!type.test) throw new Error(`${type.name} has no test request`);
	const { rules = [] } = type.test;
	try {
		const body = await send(type, type.test.request, data);
		return bodyFault(rules, body) ?? { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: faultMessage(rules, error) };
	}
}

type Rules = NonNullable<ICredentialTestRequest['rules']>;

/** n8n puts the request on a parameter of a temporary node and lets the declarative engine send it. */
async function send(
	type: ICredentialType,
	request: ICredentialTestRequest['request'],
	data: ICredentialDataDecryptedObject,
): Promise<IDataObject> {
	const nodeType = requestingNodeType(type.name, request);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'test.request',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: { id: 'temp', name: 'temp' } },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: new TestNodeTypes({ 'test.request': nodeType }),
	});
	const credentialsHelper = new TestCredentialsHelper([type], {});
	const input = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData({ credentialsHelper, baseUrl: 'http://localhost:5678' }),
		'internal',
		createRunExecutionData(),
		0,
		[],
		input,
		{ node, data: input, source: null },
		[],
	);
	const output = await new RoutingNode(context, nodeType, {
		id: 'temp',
		name: 'temp',
		type: type.name,
		data: credentialsHelper.withDefaults(type.name, data),
	}).runNode();
	return output?.[0]?.[0]?.json ?? {};
}

function requestingNodeType(
	credential: string,
	request: ICredentialTestRequest['request'],
): INodeType {
	return {
		description: {
			displayName: 'Request',
			name: 'request',
			group: ['input'],
			version: 1,
			description: '',
			defaults: { name: 'Request' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credential, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
			],
		},
	};
}

/** A service that answers 200 to everything can still be understood: a value in the body is the failure. */
function bodyFault(rules: Rules, body: IDataObject): INodeCredentialTestResult | undefined {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, value, message } = rule.properties;
		if (valueAt(body, key) === value) return { status: 'Error', message };
	}
	return undefined;
}

function valueAt(body: IDataObject, path: string): unknown {
	return path
		.split(/[.[\]]+/)
		.filter(Boolean)
		.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], body);
}

/** The words n8n shows: a rule's, else the status text; for a lost connection always the error's code. */
function faultMessage(rules: Rules, error: Error): string {
	const { response, code } = (error.cause ?? {}) as {
		response?: { status: number; statusText?: string };
		code?: string;
	};
	if (!response) return code ?? error.message;
	for (const rule of rules) {
		if (rule.type === 'responseCode' && rule.properties.value === response.status) {
			return rule.properties.message;
		}
	}
	return response.statusText || `Received HTTP status code: ${response.status}`;
}

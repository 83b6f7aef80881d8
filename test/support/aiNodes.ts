import {
	type EngineRequest,
	type EngineResponse,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type NodeConnectionType,
	NodeConnectionTypes,
} from 'n8n-workflow';

import type { AnyNodeType } from './nodeTypes';

/* Stand-ins for n8n's AI nodes, whose package is larger than everything else here together. The real ones run in test/e2e. */

/** What the model makes of a text: it says something, calls a tool first, or fails. */
export type Thought = string | { tool: string; input: IDataObject; then: string } | Error;

export type Model = (text: string) => Thought;

export const aiNodes = (model: Model = () => ''): Record<string, AnyNodeType> => ({
	'@n8n/n8n-nodes-langchain.agent': agent(model),
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': subNode('lmChatOpenAi', 1.3, NodeConnectionTypes.AiLanguageModel, ['model', 'responsesApiEnabled', 'options']),
	'@n8n/n8n-nodes-langchain.memoryBufferWindow': subNode('memoryBufferWindow', 1.4, NodeConnectionTypes.AiMemory, ['sessionIdType', 'sessionKey', 'contextWindowLength']),
});

/** It takes its turns as n8n's agent does: the engine runs the tools that it asks for, and comes back to it with what they gave. */
function agent(model: Model): INodeType {
	return {
		description: described('agent', 3.1, [NodeConnectionTypes.Main], NodeConnectionTypes.Main, ['promptType', 'text', 'options']),
		async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<INodeExecutionData[][] | EngineRequest> {
			const [first, ...others] = this.getInputData();
			if (!first || others.length > 0) throw new Error('The stand-in for the agent takes one item');
			const thought = model(this.getNodeParameter('text', 0) as string);
			const answered = (json: IDataObject) => [[{ json, pairedItem: { item: 0 } }]];
			if (thought instanceof Error) return answered({ error: thought.message });
			if (typeof thought === 'string') return answered({ output: thought });
			return response?.actionResponses.length ? answered({ output: thought.then }) : requestOf(thought);
		},
	};
}

const requestOf = ({ tool, input }: Exclude<Thought, string | Error>): EngineRequest => ({
	actions: [{ actionType: 'ExecutionNodeAction', nodeName: tool, input, type: NodeConnectionTypes.AiTool, id: 'call_1', metadata: { itemIndex: 0 } }],
	metadata: {},
});

const subNode = (name: string, version: number, output: NodeConnectionType, parameters: string[]): INodeType => ({
	description: described(name, version, [], output, parameters),
	async supplyData() {
		return { response: {} };
	},
});

/** The newest version of the real node, with those of its parameters that the examples set. */
const described = (name: string, version: number, inputs: NodeConnectionType[], output: NodeConnectionType, parameters: string[]): INodeType['description'] => ({
	displayName: name,
	name,
	group: ['transform'],
	version,
	description: '',
	defaults: { name },
	inputs,
	outputs: [output],
	properties: parameters.map((parameter): INodeProperties => ({ displayName: parameter, name: parameter, type: 'json', default: '' })),
});

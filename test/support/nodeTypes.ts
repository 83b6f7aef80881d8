import { PackageDirectoryLoader } from 'n8n-core';
import {
	NodeConnectionTypes,
	NodeHelpers,
	SEND_AND_WAIT_OPERATION,
	type IDataObject,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';
import known from 'n8n-nodes-base/dist/known/nodes.json';

export type AnyNodeType = INodeType | IVersionedNodeType;

/**
 * The node types of one n8n: those given, by full name ('n8n-nodes-wawp.wawp'), their generated AI
 * tools ('n8n-nodes-wawp.wawpTool') and human reviews ('n8n-nodes-wawp.wawpHitlTool'), and whatever of n8n-nodes-base is asked for.
 */
export class TestNodeTypes implements INodeTypes {
	private readonly types: Map<string, AnyNodeType>;

	constructor(types: Record<string, AnyNodeType>) {
		this.types = new Map(Object.entries({ 'test.start': start, ...types }));
	}

	getByName(name: string): AnyNodeType {
		const type = this.types.get(name) ?? this.toolOf(name) ?? baseNode(name);
		if (!type) throw new Error(`Unknown node type ${name}`);
		this.types.set(name, type);
		return type;
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(name), version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}

	private toolOf(name: string): INodeType | undefined {
		if (!name.endsWith('Tool')) return undefined;
		const reviewed = name.endsWith('HitlTool') ? this.types.get(name.slice(0, -'HitlTool'.length)) : undefined;
		if (reviewed && 'webhook' in reviewed) return asReview(reviewed as INodeType);
		const type = this.types.get(name.slice(0, -'Tool'.length));
		return type && 'description' in type && type.description.usableAsTool
			? asTool(type as INodeType)
			: undefined;
	}
}

/** A manual trigger that hands on the items a test gives it. */
const start: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [[{ json: {} }]];
	},
};

/** What n8n makes of a node with `usableAsTool` when an agent is given it. */
function asTool(type: INodeType): INodeType {
	const { usableAsTool, ...description } = type.description;
	const replacements = typeof usableAsTool === 'object' ? usableAsTool.replacements : {};
	const toolDescription: INodeTypeDescription = {
		...description,
		...replacements,
		name: `${description.name}Tool`,
		displayName: `${description.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [...toolDescribed, ...description.properties],
	};
	// the prototype is kept: execute() is usually a method of a class
	return Object.create(type, { description: { value: toolDescription, enumerable: true } });
}

/** What n8n 2.41 makes of a node with the operation `sendAndWait`: it stands between an agent and a tool. */
function asReview(type: INodeType): INodeType {
	const description = { ...type.description };
	delete description.usableAsTool;
	const asking = description.properties.find(({ name, options = [] }) => name === 'operation' && options.some((option) => 'value' in option && option.value === SEND_AND_WAIT_OPERATION));
	if (!asking) throw new Error(`${description.name} has no operation ${SEND_AND_WAIT_OPERATION}`);
	const fixed: Record<string, unknown> = { resource: asking.displayOptions!.show!.resource![0], operation: SEND_AND_WAIT_OPERATION, responseType: 'approval' };
	const reviewed = description.properties
		.filter(({ name }) => name !== 'message')
		.map((property) => (property.name in fixed ? ({ displayName: property.displayName, name: property.name, type: 'hidden', default: fixed[property.name] } as INodeProperties) : property));
	const reviewDescription: INodeTypeDescription = {
		...description,
		name: `${description.name}HitlTool`,
		inputs: [{ displayName: 'Tool', type: NodeConnectionTypes.AiTool, required: true }],
		outputs: [{ displayName: 'Human review', type: NodeConnectionTypes.AiTool }],
		properties: [{ displayName: 'Message', name: 'message', type: 'string', required: true, default: '=The agent wants to run this tool: {{ $tool.name }}' }, ...reviewed],
	};
	return Object.create(type, { description: { value: reviewDescription, enumerable: true } });
}

/** What the agent is told about a tool. */
const toolDescribed: INodeProperties[] = [
	{
		displayName: 'Tool Description',
		name: 'descriptionType',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Set Automatically', value: 'auto' }, { name: 'Set Manually', value: 'manual' }],
		default: 'auto',
	},
	{ displayName: 'Description', name: 'toolDescription', type: 'string', required: true, default: '', displayOptions: { show: { descriptionType: ['manual'] } } },
];

let base: PackageDirectoryLoader | undefined;

function baseNode(name: string): AnyNodeType | undefined {
	const type = name.replace(/^n8n-nodes-base\./, '');
	if (type === name || !(type in known)) return undefined;
	base ??= lazyLoaderOfBase();
	return base.getNode(type).type;
}

/** n8n's own loader; told the known nodes at once, because its own reading of them is asynchronous. */
function lazyLoaderOfBase() {
	const manifest = require.resolve('n8n-nodes-base/package.json');
	const loader = new PackageDirectoryLoader(manifest.replace(/package\.json$/, ''));
	loader.known.nodes = { ...known };
	return loader;
}

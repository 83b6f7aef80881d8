import { randomUUID } from 'node:crypto';
import { NodeHelpers, type INode, type INodeTypes } from 'n8n-workflow';

export type NodeToSave = Partial<INode> & Pick<INode, 'name' | 'type'>;

/** A node as the editor stores it: newest version unless given, defaults filled in, hidden fields dropped. */
export function savedNode(node: NodeToSave, nodeTypes: INodeTypes): INode {
	const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const saved = enteredNode(node, nodeTypes);
	saved.parameters = NodeHelpers.getNodeParameters(description.properties, saved.parameters, true, false, saved, description) ?? {};
	return saved;
}

/** The same with the parameters as they are given: n8n fills them in whenever it makes a workflow of its nodes, which takes a while for a node of so many fields. */
export function enteredNode(node: NodeToSave, nodeTypes: INodeTypes): INode {
	const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const typeVersion =
		node.typeVersion ?? description.defaultVersion ?? Math.max(...[description.version].flat());
	const saved: INode = {
		position: [0, 0],
		...structuredClone(node),
		id: node.id ?? randomUUID(),
		typeVersion,
		parameters: structuredClone(node.parameters ?? {}),
	};
	NodeHelpers.resolveNodeWebhookId(saved, description);
	return saved;
}

import { randomUUID } from 'node:crypto';
import { NodeHelpers, type INode, type INodeTypes } from 'n8n-workflow';

export type NodeToSave = Partial<INode> & Pick<INode, 'name' | 'type'>;

/** A node as the editor stores it: newest version unless given, defaults filled in, hidden fields dropped. */
export function savedNode(node: NodeToSave, nodeTypes: INodeTypes): INode {
	const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const typeVersion =
		node.typeVersion ?? description.defaultVersion ?? Math.max(...[description.version].flat());
	const saved: INode = {
		position: [0, 0],
		...structuredClone(node),
		id: node.id ?? randomUUID(),
		typeVersion,
		parameters: {},
	};
	NodeHelpers.resolveNodeWebhookId(saved, description);
	saved.parameters =
		NodeHelpers.getNodeParameters(
			description.properties,
			structuredClone(node.parameters ?? {}),
			true,
			false,
			saved,
			description,
		) ?? {};
	return saved;
}

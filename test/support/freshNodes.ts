import type { INodeType } from 'n8n-workflow';

import type { nodeTypes } from './wawpRig';

/** All nodes with memories of their own, as another process of n8n has them. n8n itself is there once. */
export function freshNodes(): Record<string, INodeType> {
	const nodes: Record<string, INodeType> = {};
	jest.isolateModules(() => {
		const rig = jest.requireActual<{ nodeTypes: typeof nodeTypes }>('./wawpRig');
		Object.assign(nodes, rig.nodeTypes());
	});
	return nodes;
}

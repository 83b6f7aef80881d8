import * as workflow from 'n8n-workflow';
import type { INodeType } from 'n8n-workflow';

import { TRIGGER } from './wawpRig';

/** A restarted process has loaded the node anew, and with it an empty memory. n8n itself stays. */
export function freshNodeTypes(): Record<string, INodeType> {
	const nodeTypes: Record<string, INodeType> = {};
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => workflow);
		const { WawpTrigger } = jest.requireActual<typeof import('../../nodes/Wawp/WawpTrigger.node')>('../../nodes/Wawp/WawpTrigger.node');
		nodeTypes[TRIGGER] = new WawpTrigger();
	});
	return nodeTypes;
}

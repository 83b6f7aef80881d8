import { NodeOperationError } from 'n8n-workflow';

import type { Job } from '../engine/operation';

/** An update without a change is a node that somebody forgot to fill in. */
export async function someChange({ operation: { options = {} }, values, item }: Job): Promise<void> {
	if (Object.keys(options).some((key) => key in values)) return;
	throw new NodeOperationError(item.context.getNode(), "'Options' holds nothing to change", {
		itemIndex: item.index,
		description: 'Add what should change.',
	});
}

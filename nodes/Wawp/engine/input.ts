import { type INodeProperties, NodeOperationError } from 'n8n-workflow';

import type { Item } from './operation';

/** What a person entered and Wawp would not take: the label of the field, what is wrong, what would be right. */
export function inputError(
	{ context, index: itemIndex }: Item,
	{ displayName }: INodeProperties,
	wrong: string,
	description?: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), `'${displayName}' ${wrong}`, { itemIndex, description });
}

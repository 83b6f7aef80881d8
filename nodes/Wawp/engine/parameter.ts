import type { NodeParameterValueType } from 'n8n-workflow';

import { isExpression } from './instance';
import type { Item } from './operation';

/**
 * What a parameter of the node gives for an item. What is written without an expression gives itself, without n8n getting ready
 * to evaluate it. No field of ours has a rule that n8n would check, and to look for one it goes through all fields of the node.
 */
export function givenIn(item: Item, name: string, fallback?: NodeParameterValueType, extractValue = false): unknown {
	const { context, index } = item;
	const written = writtenIn(item, name, fallback);
	return isItself(written) ? written : context.getNodeParameter(name, index, fallback, { skipValidation: true, extractValue });
}

/** With its expressions as they are. */
export const writtenIn = ({ context, index }: Item, name: string, fallback?: NodeParameterValueType): unknown => context.getNodeParameter(name, index, fallback, { rawExpressions: true });

/** What has parts may hold an expression in one of them. */
const isItself = (written: unknown): boolean => (typeof written === 'object' && written !== null ? Object.keys(written).length === 0 : !isExpression(written));

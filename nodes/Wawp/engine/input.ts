import { type INodeProperties, NodeOperationError } from 'n8n-workflow';

import { isExpression } from './instance';
import { isObject } from './object';
import type { Item } from './operation';

/** What a person entered and Wawp would not take: the label of the field, what is wrong, what would be right. */
export function inputError(
	{ context, index: itemIndex }: Item,
	{ displayName }: INodeProperties,
	wrong: string,
	description?: string,
): NodeOperationError {
	// What is quoted may be a whole file, in a field for its address.
	const inShort = wrong.length > LONGEST ? `${wrong.slice(0, LONGEST)}...` : wrong;
	return new NodeOperationError(context.getNode(), `'${displayName}' ${inShort}`, { itemIndex, description });
}

const LONGEST = 300;

/** What people enter by an expression is empty where the item lacks the field. */
export function emptyAdvice({ name }: INodeProperties, { context }: Item): string | undefined {
	const stored = context.getNode().parameters[name];
	const given = isObject(stored) ? (stored as { value?: unknown }).value : stored;
	return isExpression(given) ? 'Nothing came of its expression: does the input have this field?' : undefined;
}

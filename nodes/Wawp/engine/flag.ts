import { type INode, NodeOperationError } from 'n8n-workflow';

/** Expressions, PHP and forms give a flag as a number or as a word. Null for what is neither yes nor no. */
export const flagIn = (value: unknown): boolean | null => FLAGS.get(typeof value === 'string' ? value.trim().toLowerCase() : value) ?? null;

const FLAGS = new Map<unknown, boolean>([[true, true], [1, true], ['1', true], ['true', true], [false, false], [0, false], ['0', false], ['false', false]]);

/** A switch of a trigger. Of an expression that gives nothing it is as usual; what is neither yes nor no is refused. */
export function switchIn(node: INode, displayName: string, value: unknown, usual: boolean): boolean {
	if (value === undefined || value === null || value === '') return usual;
	const flag = flagIn(value);
	if (flag !== null) return flag;
	throw new NodeOperationError(node, `'${displayName}' is neither true nor false: ${String(value).slice(0, 100)}.`);
}

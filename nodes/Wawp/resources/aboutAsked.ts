import { type IDataObject, NodeOperationError } from 'n8n-workflow';

import type { Job, Operation, Result } from '../engine/operation';
import { otherThan } from '../fields/values/sameChat';

type Read<Value> = (from: IDataObject) => Value;

/**
 * For an answer that names who or what it is about. Something between n8n and Wawp, or Wawp itself, may answer with what it keeps
 * of another question, and whoever goes on with that writes to a stranger.
 */
export const aboutAsked = (asked: Read<string>, told: Read<Array<string | null | undefined>>): Pick<Operation, 'after'> => ({
	after({ values, item: { context, index } }: Job, results: Result[]): Result[] {
		const other = results.flatMap(({ json }) => otherThan(asked(values), told(json)) ?? [])[0];
		if (other === undefined) return results;
		throw new NodeOperationError(context.getNode(), `Asked for ${asked(values)}, Wawp answers about another one: ${other}`, {
			itemIndex: index,
			description: 'Try again in a minute. If it stays, look for a cache or a proxy between n8n and Wawp that answers with what it has kept of another question.',
		});
	},
});

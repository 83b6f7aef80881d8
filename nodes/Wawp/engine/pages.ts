import type { IDataObject } from 'n8n-workflow';

import { isObject, unwrapped } from './answer';
import { anyOf, holdsOf, isEmpty } from './holds';
import { wholeId } from './members';
import type { Call, Job, Pages } from './operation';
import { isKeyed } from './rows';

/**
 * The rows of a list that comes in parts. A part may be shorter than asked for without being the last one, and some lists repeat
 * themselves instead of ending: the end is a part that brings nothing new.
 */
export async function rowsOfPages(job: Job, rowsIn: (body: unknown) => IDataObject[] | undefined, pages: Pages, wanted: number): Promise<IDataObject[]> {
	const rows = new Map<string, IDataObject>();
	let sent: IDataObject | undefined = pages.first(Math.min(wanted, pages.largest));
	let variant: Partial<Call> = {};
	while (sent && rows.size < wanted && !job.item.context.getExecutionCancelSignal()?.aborted) {
		const body = await job.callSelf({ ...job.values, ...sent }, variant);
		const known = rows.size;
		const part = rowsIn(body) ?? [];
		variant = isObject(body) && isKeyed(body) ? endingEmpty(job) : {};
		for (const row of part) rows.set(identityOf(row), row);
		sent = rows.size === known ? undefined : pages.next(sent, body, part.length);
	}
	return [...rows.values()].slice(0, wanted);
}

/** Who prints a list as an object prints the empty part at its end as an empty one. */
const endingEmpty = ({ operation }: Job): Partial<Call> => ({ output: { ...operation.output, holds: anyOf(holdsOf(operation), isEmpty) } });

/** By `limit` and `offset`. After a short part as many rows are skipped as came: the others were perhaps held back. */
export const byOffset = (largest: number): Pages => ({
	largest,
	sends: ['limit', 'offset'],
	first: (rows) => ({ limit: rows, offset: 0 }),
	next: ({ limit, offset }, _body, received) => ({ limit, offset: Number(offset) + received }),
});

/** By `limit` alone: the latest ones, and no others. */
export const latest = (largest: number): Pages => ({
	largest,
	sends: ['limit'],
	first: (rows) => ({ limit: rows }),
	next: () => undefined,
});

/** By `limit` and `offset` inside of an object. */
export const byOffsetUnder = (key: string, largest: number): Pages => {
	const { first, next } = byOffset(largest);
	return {
		largest,
		sends: [key],
		first: (rows) => ({ [key]: first(rows) }),
		next: (sent, body, received) => ({ [key]: next(sent[key] as IDataObject, body, received) }),
	};
};

/** By the cursor that the last part came with: under `nextCursor` in Wawp's words, under `page.endCursor` in the engine's. */
export const byCursor = (largest: number): Pages => ({
	largest,
	sends: ['limit', 'startCursor'],
	first: (rows) => ({ limit: rows }),
	next: (sent, body) => {
		const { nextCursor, page } = unwrapped(body);
		const startCursor = [nextCursor, isObject(page) ? page.endCursor : undefined].find((cursor) => (typeof cursor === 'string' || typeof cursor === 'number') && Boolean(cursor));
		return startCursor === undefined ? undefined : { ...sent, startCursor: startCursor as string | number };
	},
});

/** What stays the same when a row comes a second time. Pairs have no ID of their own: a hidden identity has one number, a number several. A message may name its chat alone. */
const identityOf = (row: IDataObject): string => wholeId(row.id) ?? wholeId(row.lid) ?? JSON.stringify(row);

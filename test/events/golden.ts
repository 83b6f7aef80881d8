import type { IDataObject } from 'n8n-workflow';

import documented from '../reference/events.json';

/** An event as it is delivered, and what its item tells beside the envelope and the payload. */
export interface Golden {
	event: string;
	/** An entry of the reference; anything else is a sample of its own, with a payload. */
	which: string;
	payload?: IDataObject;
	fields: IDataObject;
}

interface Documented {
	event: string;
	example: IDataObject | null;
	variants: Array<{ payload?: IDataObject; body?: IDataObject }> | null;
}

const [{ example: envelope }] = documented as unknown as [{ example: IDataObject }];

/** The envelope of the reference. */
export const ME = envelope.me as IDataObject;
export const SESSION = envelope.session as string;
/** When the reference's envelope says that it happened. */
export const TOLD = '2021-10-18T14:38:10.123Z';

/** What the reference shows of every event, by its name and `documented` or `variant 1`. */
export const bodies = new Map<string, IDataObject>(
	(documented as unknown as Documented[]).flatMap(({ event, example, variants }) => [
		...(example ? [[`${event}, documented`, example] as [string, IDataObject]] : []),
		...(variants ?? []).flatMap(({ payload, body }, index): Array<[string, IDataObject]> => {
			if (!payload && !body) return [];
			return [[`${event}, variant ${index + 1}`, body ?? enveloped(event, payload!)]];
		}),
	]),
);

export function enveloped(event: string, payload: IDataObject): IDataObject {
	return { ...envelope, event, payload };
}

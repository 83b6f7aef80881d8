import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { isObject } from '../engine/answer';
import type { Outage } from '../session/outage';
import type { WawpEvent } from '../delivery/event';
import type { Change } from './states';
import type { Trust } from './who';

/*
 * What webhook() leaves for execute(), an item for each event. n8n stores it with the execution before it answers Wawp, so it
 * holds no secret, and the execution is run again from it, should a worker die or a person retry it.
 */

export interface HandOver {
	/** The same in each run that is started from it. */
	delivery: string;
	/** The process that took it, and when. */
	heardBy: string;
	heardAt: number;
	/** What n8n's database knows the event by. */
	keys: string[];
	/** That process knows that it is new, as no process before it can have seen it. */
	isSure: boolean;
	event: WawpEvent;
	change?: Change;
	outage?: Outage;
	/** Set where the settings were unclear: nothing has been decided, and how far the signature goes. */
	undecided?: Trust;
}

/** No event has a field of this name: it is the only one of the item. */
const MARK = 'handedOver';

export const handOverItem = (handOver: HandOver): INodeExecutionData => ({ json: { [MARK]: handOver as unknown as IDataObject } });

/** Undefined for items that come from elsewhere: pinned ones, those of an earlier run, or what another way of starting gives. */
export function handOverIn({ json }: INodeExecutionData): HandOver | undefined {
	const handOver = json[MARK];
	const isOne = Object.keys(json).length === 1 && isObject(handOver) && typeof handOver.delivery === 'string' && isObject(handOver.event);
	return isOne ? (handOver as unknown as HandOver) : undefined;
}

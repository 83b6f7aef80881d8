import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Switches } from '../simulator';
import type { NewInstance } from '../simulator/world';

/** What an operation must put on the wire, written down by hand: the reference has few examples to compare with. */
export interface Wire {
	/** As in 'session.start'. */
	operation: string;
	/** Where the instance stands before. */
	instance?: NewInstance;
	/** How Wawp must be for it. */
	switches?: Partial<Switches>;
	/** What the user enters. */
	given?: INodeParameters;
	/** What the node before hands on. */
	input?: INodeExecutionData[];
	/** As in 'POST /v2/session/start', with the values that belong into the path. */
	request: string;
	/** What travels in the query, and in the JSON body, beside the credentials. Of a list in parts, with the first request. */
	query?: IDataObject;
	body?: IDataObject;
}

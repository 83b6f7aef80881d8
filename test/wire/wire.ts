import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { NewInstance } from '../simulator/world';

/** What an operation must put on the wire, written down by hand: the reference has few examples to compare with. */
export interface Wire {
	/** As in 'session.start'. */
	operation: string;
	/** Where the instance stands before. */
	instance?: NewInstance;
	/** What the user enters. */
	given?: INodeParameters;
	/** As in 'POST /v2/session/start'. */
	request: string;
	/** What travels in the query, and in the JSON body, beside the credentials. */
	query?: IDataObject;
	body?: IDataObject;
}

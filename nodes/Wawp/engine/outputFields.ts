import type { INodeProperties } from 'n8n-workflow';

import { refusedBeyond } from './plainValue';

/* What becomes of the answer. The rows of the table ask for these by their `output`. */

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const binaryPropertyName: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
};

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit = refusedBeyond({
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	displayOptions: { show: { returnAll: [false] } },
	description: 'Max number of results to return',
});

export const parallelRequests: INodeProperties = {
	displayName: 'Parallel Requests',
	name: 'parallelRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 20 },
	default: 8,
	description: 'How many items are read at the same time. The output keeps their order.',
};

export const downloadLimit: INodeProperties = {
	displayName: 'Download Limit (MB)',
	name: 'downloadLimit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Larger files are refused',
};

/** For operations that answer with a QR code among other things. */
export const qrAsImage: INodeProperties = {
	displayName: 'QR Code as Image',
	name: 'qrAsImage',
	type: 'boolean',
	default: false,
	description: 'Whether to add the QR code as a PNG file while the session waits for a scan',
};

import type { INodeProperties } from 'n8n-workflow';

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

/** For operations that answer with a QR code among other things. */
export const qrAsImage: INodeProperties = {
	displayName: 'QR Code as Image',
	name: 'qrAsImage',
	type: 'boolean',
	default: false,
	description: 'Whether to add the QR code as a PNG file while the session waits for a scan',
};

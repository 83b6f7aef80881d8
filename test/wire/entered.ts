import type { INodeExecutionData, INodeParameterResourceLocator } from 'n8n-workflow';

/* What users enter in the same way again and again. */

/** Typed, or from an expression. */
export const byId = (value: string): INodeParameterResourceLocator => ({ __rl: true, mode: 'id', value });

/** Picked from the list. */
export const picked = (value: string, cachedResultName: string): INodeParameterResourceLocator => ({ __rl: true, mode: 'list', value, cachedResultName });

/** An item with a file in its field `data`, or another one. */
export const fileItem = (bytes: Buffer, mimeType: string, fileName: string, field = 'data'): INodeExecutionData[] => [
	{ json: {}, binary: { [field]: { data: bytes.toString('base64'), mimeType, fileName } } },
];

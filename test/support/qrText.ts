import jsQR from 'jsqr';
import type { INodeExecutionData } from 'n8n-workflow';
import { PNG } from 'pngjs';

/** What a phone reads from the PNG in an item's binary field. */
export function qrText(item: INodeExecutionData | undefined, field = 'data'): string | undefined {
	const file = item?.binary?.[field];
	if (file?.mimeType !== 'image/png') return undefined;
	const { data, width, height } = PNG.sync.read(Buffer.from(file.data, 'base64'));
	return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}

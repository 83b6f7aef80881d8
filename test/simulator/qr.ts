import { randomBytes } from 'node:crypto';
import { PNG } from 'pngjs';
import QRCode from 'qrcode';

const MODULE = 4;
const MARGIN = 4;

/** A pairing payload of the form that WhatsApp's own codes have. */
export function newQrValue(): string {
	const key = () => randomBytes(32).toString('base64');
	return `2@${randomBytes(48).toString('base64')},${key()},${key()},${key()}`;
}

export const qrDataUri = (value: string): string => `data:image/png;base64,${qrPng(value).toString('base64')}`;

/** A code is asked for many times while it is shown, and takes milliseconds to draw. */
export function qrPng(value: string): Buffer {
	const known = drawn.get(value) ?? drawnPng(value);
	if (drawn.size >= MOST_DRAWN) drawn.clear();
	drawn.set(value, known);
	return Buffer.from(known);
}

const drawn = new Map<string, Buffer>();
const MOST_DRAWN = 50;

/** Drawn here because the library's own writer is asynchronous, and events must leave in order. */
function drawnPng(value: string): Buffer {
	const { modules } = QRCode.create(value, { errorCorrectionLevel: 'L' });
	const side = (modules.size + 2 * MARGIN) * MODULE;
	const png = new PNG({ width: side, height: side });
	png.data = Buffer.alloc(side * side, 255);
	for (let row = 0; row < modules.size; row++) {
		for (let column = 0; column < modules.size; column++) {
			if (modules.get(row, column)) drawModule(png.data, side, row + MARGIN, column + MARGIN);
		}
	}
	// trying out filters costs most of the time and gains nothing on black and white
	return PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false, filterType: 0, deflateLevel: 6 });
}

function drawModule(pixels: Buffer, side: number, row: number, column: number): void {
	for (let y = row * MODULE; y < (row + 1) * MODULE; y++) {
		pixels.fill(0, y * side + column * MODULE, y * side + (column + 1) * MODULE);
	}
}

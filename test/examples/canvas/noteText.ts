/* How high n8n 2.41 draws a note: its style sheet, and the widths of its font (InterVariable), measured in Chromium. */

/** Advance widths of the characters from space to ~, in hundredths of the font size, at 14 pixels: larger letters are narrower. */
const WIDTHS = {
	regular: [28, 29, 47, 63, 64, 98, 64, 30, 36, 36, 50, 66, 29, 46, 29, 36, 63, 41, 61, 62, 65, 59, 62, 59, 62, 62, 29, 30, 66, 66, 66, 51, 97, 70, 65, 73, 72, 60, 59, 75, 74, 27, 57, 67, 57, 90, 75, 76, 64, 76, 64, 64, 65, 74, 70, 101, 68, 68, 63, 36, 31, 36, 47, 46, 32, 56, 61, 57, 61, 58, 33, 61, 59, 24, 24, 55, 24, 88, 59, 60, 61, 61, 39, 53, 33, 59, 56, 82, 55, 56, 55, 43, 33, 43, 66],
	bold: [25, 32, 52, 64, 65, 100, 66, 33, 37, 37, 54, 67, 32, 47, 32, 38, 66, 42, 62, 64, 67, 61, 64, 60, 64, 64, 32, 33, 67, 67, 67, 54, 100, 74, 66, 74, 72, 61, 59, 75, 75, 28, 58, 70, 57, 92, 76, 77, 65, 77, 65, 65, 66, 74, 74, 104, 72, 71, 65, 37, 33, 37, 48, 47, 35, 57, 62, 58, 62, 59, 35, 63, 61, 26, 26, 57, 26, 90, 61, 61, 62, 62, 41, 55, 35, 61, 59, 84, 57, 59, 57, 45, 36, 45, 67],
};
const MONOSPACED = 60;
const OTHER = 61;

/** Border and padding of a note, left and right, and above and below its text. */
const BESIDE = 26;
const AROUND = 9;
const BETWEEN = 8;
const LIST = { indent: 20, between: 3.5 };
const STYLES = {
	h2: { size: 24, line: 32.4, isBold: true },
	h3: { size: 16, line: 21.6, isBold: true },
	p: { size: 14, line: 18.9, isBold: false },
	li: { size: 14, line: 18.2, isBold: false },
};

/** The height of what a note of this width says, with the margin above and below, in pixels at zoom 1. */
export function heightOfText(content: string, noteWidth: number): number {
	const width = noteWidth - BESIDE;
	const blocks = content.split(/\n+/).filter(Boolean).map((line) => block(line, width));
	const between = blocks.slice(1).map(({ isItem }, index) => (isItem && blocks[index]!.isItem ? LIST.between : BETWEEN));
	return 2 * AROUND + sum(blocks.map(({ height }) => height)) + sum(between);
}

/** Into how many lines a text is broken, and how wide the widest of them is. */
export function broken(text: string, width: number, { size, isBold }: { size: number; isBold: boolean }): { lines: number; widest: number } {
	let lines = 1;
	let at = 0;
	let widest = 0;
	const space = widthOf(' ', isBold ? 'bold' : 'regular', size);
	for (const word of words(text, isBold ? 'bold' : 'regular', size)) {
		if (at > 0 && at + space + word > width) {
			lines++;
			at = word;
		} else {
			at += (at > 0 ? space : 0) + word;
		}
		widest = Math.max(widest, at);
	}
	return { lines, widest };
}

function block(line: string, width: number): { height: number; isItem: boolean } {
	const [, mark = '', text = ''] = /^(## |### |\d+\. |- )?(.*)$/.exec(line)!;
	const isItem = /^(\d|-)/.test(mark);
	const style = mark === '## ' ? STYLES.h2 : mark === '### ' ? STYLES.h3 : isItem ? STYLES.li : STYLES.p;
	return { height: broken(text, width - (isItem ? LIST.indent : 0), style).lines * style.line, isItem };
}

type Face = 'regular' | 'bold' | 'code';

/** The widths of the words of a line of Markdown. */
function words(markdown: string, plain: 'regular' | 'bold', size: number): number[] {
	const widths = [0];
	for (const [, code, bold, italic, rest] of markdown.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|([^`*]+)/g)) {
		const face: Face = code ? 'code' : bold ? 'bold' : plain;
		(code ?? bold ?? italic ?? rest!).split(' ').forEach((part, index) => {
			if (index > 0) widths.push(0);
			widths[widths.length - 1]! += widthOf(part, face, size);
		});
	}
	return widths.filter((width) => width > 0);
}

const widthOf = (text: string, face: Face, size: number): number =>
	(sum([...text].map((letter) => (face === 'code' ? MONOSPACED : (WIDTHS[face][letter.charCodeAt(0) - 32] ?? OTHER)))) * size) / 100;

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);

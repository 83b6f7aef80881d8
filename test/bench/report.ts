/* eslint-disable no-console -- a command line, never in n8n */

export const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Rows of texts, in columns as wide as their longest entry; the first is the head. */
export function table(rows: string[][]): void {
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
	for (const row of rows) console.log(`  ${row.map((entry, column) => (column === 0 ? entry.padEnd(widths[column]!) : entry.padStart(widths[column]!))).join('   ')}`);
	console.log('');
}

export const heading = (text: string): void => console.log(`\n${text}\n`);

/** An aim, and whether this run met it. */
export const aim = (text: string, isMet: boolean): void => console.log(`  ${isMet ? 'met    ' : 'NOT MET'}  ${text}`);

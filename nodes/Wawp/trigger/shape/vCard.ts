import type { IDataObject } from 'n8n-workflow';

/** What a vCard tells: each line is a name, perhaps with parameters, a colon and a value. */
export function contactIn(vCard: string): IDataObject {
	const lines = vCard.slice(0, LONGEST_CARD).split(/\r?\n/);
	const [name = null] = valuesOf('FN', lines);
	const [line] = linesOf('TEL', lines);
	// WhatsApp adds the number as it knows it.
	const phoneNumber = /;waid=(\d+)/i.exec(line ?? '')?.[1] ?? valuesOf('TEL', lines)[0]?.replace(/[^\d+]/g, '') ?? null;
	return { name, phoneNumber, vCard };
}

const LONGEST_CARD = 10_000;

const linesOf = (name: string, lines: string[]): string[] => lines.filter((line) => new RegExp(`^(item\\d{1,3}\\.)?${name}[:;]`, 'i').test(line));

const valuesOf = (name: string, lines: string[]): string[] => linesOf(name, lines).map((line) => line.slice(line.indexOf(':') + 1).trim());

import type { IDataObject } from 'n8n-workflow';

import { written } from '../../phone/written';

/** What a vCard tells: each line is a name, perhaps with parameters, a colon and a value. */
export function contactIn(vCard: string): IDataObject {
	const lines = wholeLinesIn(vCard).map(lineOf).filter((line) => line !== undefined);
	const phones = lines.filter(({ name }) => name === 'TEL');
	// WhatsApp adds the number as it knows it, to one of several.
	const known = phones.map(({ parameters }) => /(?:^|;)waid="?\+?(\d+)/i.exec(parameters)?.[1]).find((phone) => phone !== undefined);
	const others = phones.map(({ value }) => numberIn(value)).find((phone) => phone !== undefined);
	return { name: nameIn(lines), phoneNumber: known ?? others ?? null, vCard };
}

/** With + where its country code comes first. What may be two numbers is none: both together would be a stranger's. */
function numberIn(value: string): string | undefined {
	const text = plain(value);
	// It is a stranger who writes it: to look for an end of it takes the longer, the more there is.
	if (text.length > LONGEST_NUMBER) return undefined;
	const number = written(text.replace(EXTENSION, ''));
	return 'problem' in number ? undefined : `${number.isInternational ? '+' : ''}${number.digits}`;
}

const LONGEST_NUMBER = 100;

/** What is dialled once somebody has answered, and what an address of a phone says beside its number. */
const EXTENSION = /\s*(;.*|[,#]+\s*\d{1,6}#?|(\b(extension|extn?)|x|p|w)[.:]?\s*\d{1,6})$/is;

const LONGEST_CARD = 10_000;

interface Line {
	/** In capitals. */
	name: string;
	parameters: string;
	/** As it stands in the card, with its backslashes. */
	value: string;
}

function nameIn(lines: Line[]): string | null {
	const whole = valueOf('FN', lines);
	if (whole !== null) return whole;
	const parts = lines.find(({ name }) => name === 'N')?.value.split(/(?<!\\);/).map(plain) ?? [];
	const [family = '', given = '', middle = ''] = parts;
	return [given, middle, family].filter((part) => part !== '').join(' ') || valueOf('ORG', lines);
}

const valueOf = (wanted: string, lines: Line[]): string | null => lines.filter(({ name }) => name === wanted).map(({ value }) => plain(value)).find((value) => value !== '') ?? null;

/** Of a long card those that are read to their end: half a number is somebody else's. */
const wholeLinesIn = (vCard: string): string[] => (vCard.length > LONGEST_CARD ? linesIn(vCard.slice(0, LONGEST_CARD).trimEnd()).slice(0, -1) : linesIn(vCard));

/** A line that begins with a space goes on the one before; so does what follows a "=" at the end of quoted-printable. */
function linesIn(vCard: string): string[] {
	const lines: string[] = [];
	for (const line of vCard.split(/\r\n|\r|\n/)) {
		const last = lines.at(-1);
		if (last?.endsWith('=') && QUOTED.test(last.split(':')[0]!)) lines[lines.length - 1] = last.slice(0, -1) + line;
		else if (last !== undefined && /^[ \t]/.test(line)) lines[lines.length - 1] = last + line.slice(1);
		else lines.push(line);
	}
	return lines;
}

const QUOTED = /quoted-printable/i;

function lineOf(text: string): Line | undefined {
	const [, name, parameters = '', value] = /^(?:[\w-]{1,50}\.)?([A-Za-z-]{1,50})((?:;(?:"[^"]*"|[^":])*)?):(.*)$/s.exec(text) ?? [];
	if (name === undefined || value === undefined) return undefined;
	return { name: name.toUpperCase(), parameters, value: QUOTED.test(parameters) ? unquoted(value, parameters) : value };
}

/** `R=C3=A9sum=C3=A9` → `Résumé`. */
function unquoted(value: string, parameters: string): string {
	const encoding = /charset="?(iso-8859-1|latin1|windows-1252)/i.test(parameters) ? 'latin1' : 'utf8';
	const bytes = value.split(/(=[0-9a-f]{2})/i).map((part) => (/^=[0-9a-f]{2}$/i.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, encoding)));
	return Buffer.concat(bytes).toString(encoding);
}

/** Without the backslashes that keep commas and semicolons from being signs. */
const plain = (value: string): string =>
	value
		.replace(/\\(.)/gs, (_match, letter: string) => (/n/i.test(letter) ? ' ' : letter))
		.replace(/\s+/g, ' ')
		.trim();

/** One after the other, those that say nothing left out. What Wawp said ends as Wawp ended it, unless more follows. */
export function sentences(...parts: string[]): string {
	const told = parts.filter(Boolean);
	return told.map((part, index) => (index < told.length - 1 ? ended(part) : part)).join(' ');
}

export const ended = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Names that are chosen from a list; an expression may give them as one text. Throws, in words, where it gives anything else. */
export function listedIn(displayName: string, value: unknown): string[] {
	const names = typeof value === 'string' ? value.split(/[\s,;]+/).filter(Boolean) : value;
	if (Array.isArray(names) && names.every((entry) => typeof entry === 'string')) return names;
	throw new Error(`'${displayName}' is no list of names. Choose them from the list, or have the expression return a list of texts.`);
}

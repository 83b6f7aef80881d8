import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../engine/input';
import type { FieldGroup, Item } from '../../engine/operation';
import { plainText } from '../../engine/plainValue';

/** Texts separated by commas, semicolons or lines, or an array of an expression, in which no entry may be empty. */
export function textsIn(given: unknown, field: INodeProperties, item: Item): string[] {
	if (!Array.isArray(given)) return (plainText(given, field, item) ?? '').split(/[,;\n]/).map((entry) => entry.trim()).filter((entry) => entry !== '');
	return given.map((entry) => {
		const text = plainText(entry, field, item)?.trim();
		if (text) return text;
		throw inputError(item, field, 'holds an entry of which nothing came', 'Look at its expression, or take the entry away.');
	});
}

/** A text such as an ID, which is pasted with the blanks and the end of line around it. */
export const trimmed = (field: INodeProperties): FieldGroup => ({ properties: [field], read: (get) => String(get(field)).trim() });

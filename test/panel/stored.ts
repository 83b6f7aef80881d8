/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in jest, never in n8n */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { INodeProperties } from 'n8n-workflow';

const FILE = 'test/panel/stored.json';

/** Words, which may change at any time. */
const WORDS = ['displayName', 'description', 'placeholder', 'hint', 'action', 'builderHint', 'multipleValueButtonText', 'url', 'errorMessage'];

/** What a saved workflow holds of a panel: one line a parameter. */
export const storedBy = (properties: INodeProperties[]): string[] => properties.map((property) => JSON.stringify(withoutWords(property)));

export const written = (): Record<string, string[]> => (existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string[]>) : {});

export const write = (stored: Record<string, string[]>): void => writeFileSync(FILE, `${JSON.stringify(stored, null, '\t')}\n`);

function withoutWords(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutWords);
	if (typeof value !== 'object' || value === null) return value;
	const isChoice = 'value' in value && 'name' in value;
	return Object.fromEntries(Object.entries(value).filter(([key]) => !WORDS.includes(key) && !(isChoice && key === 'name')).map(([key, member]) => [key, withoutWords(member)]));
}

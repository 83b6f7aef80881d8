/** Expressions, PHP and forms give a flag as a number or as a word. Null for what is neither yes nor no. */
export const flagIn = (value: unknown): boolean | null => FLAGS.get(typeof value === 'string' ? value.trim().toLowerCase() : value) ?? null;

const FLAGS = new Map<unknown, boolean>([[true, true], [1, true], ['1', true], ['true', true], [false, false], [0, false], ['0', false], ['false', false]]);

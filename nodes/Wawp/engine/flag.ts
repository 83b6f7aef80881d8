/** PHP and forms print a flag as a number or as a word. */
export const flagIn = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : (FLAGS.get(value) ?? null));

const FLAGS = new Map<unknown, boolean>([[1, true], ['1', true], ['true', true], [0, false], ['0', false], ['false', false]]);

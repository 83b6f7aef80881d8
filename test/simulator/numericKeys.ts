/** Wawp's documentation prints lists this way; whether the API does too is open. */
export const numericKeys = <T>(list: T[]): Record<string, T> =>
	Object.fromEntries(list.map((entry, index) => [String(index), entry]));

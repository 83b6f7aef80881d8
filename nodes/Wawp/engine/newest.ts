/* Memories of a process, which must not grow without end. A Map keeps the order in which it was filled: the first ones are the oldest. */

/** Notes it as the newest of so many at the most. */
export function noteNewest<Value>(memory: Map<string, Value>, key: string, value: Value, most: number): void {
	memory.delete(key);
	memory.set(key, value);
	shrink(memory, most);
}

/** Forgets the oldest beyond so many. */
export function shrink(memory: Map<string, unknown> | Set<string>, most: number): void {
	for (const key of memory.keys()) {
		if (memory.size <= most) return;
		memory.delete(key);
	}
}

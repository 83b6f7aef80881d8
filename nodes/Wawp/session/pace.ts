/* How often a session is looked at while something waits for it, in milliseconds. */

const SHORTEST_WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 5_000;
/** After this long in one state a change is not expected at any moment. */
export const QUIET_AFTER_MS = 30_000;
const QUIET_FACTOR = 2;

/** How long to wait before the next look. With a little jitter, so that many sessions are not asked for at one moment. */
export function pace(since: number, now: number): number {
	const usual = between(SHORTEST_WAIT_MS, LONGEST_WAIT_MS);
	return now - since > QUIET_AFTER_MS ? usual * QUIET_FACTOR : usual;
}

export const between = (least: number, most: number): number => least + Math.random() * (most - least);

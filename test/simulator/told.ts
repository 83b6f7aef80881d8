import type { Clock } from './clock';
import type { Instance, Qr } from './world';

/** Milliseconds by which session info is behind what events tell, drawn anew for each change where it is a function. */
export type Lag = number | (() => number);

/** What session info tells of a session, and from when on. */
export interface Told {
	from: number;
	status: string;
	qr: Qr | null;
}

const LONGEST_HISTORY = 50;

/** Notes that the session has changed. Info comes to it in the order of the changes, however long each of them takes. */
export function noteChange({ told, status, qr }: Instance, clock: Clock, lag: Lag): void {
	const lagMs = typeof lag === 'number' ? lag : lag();
	told.push({ from: Math.max(told.at(-1)?.from ?? 0, clock.now() + lagMs), status, qr });
	if (told.length > LONGEST_HISTORY) told.shift();
}

/** The state that info shows now. */
export function toldState({ told, status, qr }: Instance, clock: Clock): Omit<Told, 'from'> {
	const now = clock.now();
	return [...told].reverse().find(({ from }) => from <= now) ?? told[0] ?? { status, qr };
}
